"""The days of a piece of a year: a quarter, a half, months, a day, an edge."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import Days, day, months

if TYPE_CHECKING:
    from pipeline.chronology.expression import Part

__all__ = ["piece", "until"]

_YEAR = 12
_WEEK = timedelta(days=6)


def piece(part: Part | None, year: int, begins: int, before: tuple[Days, ...]) -> Days | None:  # noqa: PLR0911 - one kind, one line
    """The days of a piece of a year."""
    if part is None:
        return months(year, 1, 12, begins)
    if part.kind == "months":
        if part.a > part.b:
            return None
        return months(year, part.a, part.b, begins)
    if part.kind == "calendar":
        return months(year, 1, part.b - part.a + 1, start=part.a) if part.b > _YEAR else _calendar(part, year, begins)
    if part.kind == "day":
        return day(year, part.a or (before[-1].last.month if before else 0), part.b)
    if part.kind == "week_end":
        last = day(year, part.a, part.b)
        return Days(last.last - _WEEK, last.last) if last is not None and last.last.toordinal() > _WEEK.days else None
    if part.kind == "third":
        end = monthrange(year, part.a)[1] if part.b == 3 else part.b * 10
        return Days(date(year, part.a, part.b * 10 - 9), date(year, part.a, end))
    if part.kind == "month_end":
        return day(year, part.a, monthrange(year, part.a)[1])
    if part.kind == "month_start":
        return day(year, part.a, 1)
    return day(year, 12, 31) if part.kind == "end" else day(year, 1, 1)


def _calendar(part: Part, year: int, begins: int) -> Days | None:
    """Months by their calendar numbers, in a year that may begin after them."""
    return months(year + (part.a < begins), part.a, part.b) if part.a <= part.b else None


def until(last: date, length: int) -> Days:
    """The months that end with a day."""
    index = last.year * 12 + last.month - length
    year, month = divmod(index, 12)
    return Days(date(year, month + 1, 1), last)
