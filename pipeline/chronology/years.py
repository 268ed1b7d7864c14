"""The year that a piece of a year is of, where none is stated with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.chronology.pieces import piece

if TYPE_CHECKING:
    from datetime import date

    from pipeline.chronology.calendar import Days
    from pipeline.chronology.expression import Expression

__all__ = ["nearest", "turned"]

_MONTH, _HALF, _WINTER, _AUTUMN = 31, 184, 3, 10
_AHEAD, _DAYS_AHEAD = 300, 120
_MONTHLY = {"calendar", "day", "third", "month_end", "month_start"}
"""The pieces of a year that a month names."""


def nearest(one: Expression, published: date, before: tuple[Days, ...]) -> int:
    """The year that puts a piece of it nearest to the publication, in the past unless it says that it is to come.

    A quarter or half that has begun by then is that of the year (第3季 in August); one from January on is reported when half
    of it is over.
    """
    for year in (published.year, published.year - 1):
        found = piece(one.part, year, 1, before)
        if found is None:
            continue
        length = (found.last - found.first).days
        begun = found.first.month > 1 and length <= _HALF
        room = _AHEAD if one.future else _DAYS_AHEAD if length <= _MONTH else 0 if begun else length // 2 - length
        if (found.first - published).days <= room:
            return year
    return published.year


def turned(one: Expression, year: int, before: tuple[Days, ...], published: date | None) -> bool:
    """Whether a month follows the end of the year that is told of (去年12月…，1月…)."""
    last, part = before[-1] if before else None, one.part
    if last is None or part is None or published is None or part.kind not in _MONTHLY or part.a > _WINTER or one.to is not None:
        return False
    if last.first.year != year or last.first.month < _AUTUMN or (last.last - last.first).days > _MONTH:
        return False
    found = piece(part, year + 1, 1, ())
    return found is not None and found.first <= published
