"""English: the times of a whole article: what it reports on, what it opens with, and fiscal years that are not the calendar's."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.chronology import Period

__all__ = ["aligned", "before_setting", "opened", "reported"]

_DAY, _NEAR, _FURTHER = len("2025-06-30"), 13, 24
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|'\d\d)(?!\d)")
_PIECE = re.compile(r"\d{4}-(?:Q\d|H\d|\d\d)")
_QUARTER = re.compile(r"\d{4}-Q\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_FISCAL = re.compile(r"(?i)\bfiscal ")
_ENDED, _BEFORE, _LEADS, _AHEAD = range(6, 20), 8, 24, 120
_COMPARED = {"year_ago", "same", "months", "quarters"}
_PIECES, _BARE = {"Q", "H"}, {"carried_year", "year_ago", "same"}


def reported(periods: Iterable[Period], text: str, compares: frozenset[str]) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (first-quarter revenue).

    One that these are only compared with is none (off 3% from the first nine months of 2020).
    """
    return next(
        (
            one
            for one in periods
            if one.report and one.value is not None and len(one.value) != _DAY and not _compared(one, text, compares)
        ),
        None,
    )


def _compared(one: Period, text: str, compares: frozenset[str]) -> bool:
    """Whether a word of comparison leads to a time."""
    words = text[max(0, one.start - _LEADS) : one.start].lower().split()[-3:]
    return any(word in compares for word in words)


def opened(periods: Iterable[Period], opening: int, published: str) -> Period | None:
    """The month, quarter or half that an article opens with; None where it opens with several, with none, or one to come."""
    said = [
        one
        for one in periods
        if one.end <= opening
        and one.value
        and _PIECE.fullmatch(one.value)
        and not (one.future or one.since or one.rule in _COMPARED)
        and not (_MONTH.fullmatch(one.value) and one.value > (published or one.value)[: len(one.value)])
    ]
    return said[0] if len({one.value for one in said}) == 1 else None


def before_setting(
    periods: tuple[Period, ...], setting: Period | None, words: frozenset[str]
) -> tuple[Period | None, tuple[Period, ...]]:
    """The setting, and the times; the month before is before the month that is told of, not before the publication."""
    value = setting.value if setting is not None else None
    if value is None or not _MONTH.fullmatch(value):
        return setting, periods
    year, month = int(value[:4]), int(value[5:])
    back = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    return setting, tuple(
        replace(one, value=back) if one.value == value and not words.isdisjoint(one.text.lower().split()) else one
        for one in periods
    )


def aligned(periods: tuple[Period, ...], text: str, published: str, sets: Mapping[str, frozenset[str]]) -> tuple[Period, ...]:
    """The times with the quarters and halves that state no year put into the year of the accounts that state one.

    A fiscal year is not that of the calendar: where accounts are said to be of Q1 2025, the first quarter is that one, and the
    period before it is a year before that.
    """
    periods = tuple(
        _yet_to_end(one, text, published, sets)
        for one, after in zip_longest(periods, periods[1:])
        if one.rule != "month" or after is None or text[one.end : after.start].strip().lower() not in sets["of"]
    )  # in the month of March: one time
    fiscal = tuple(_of_fiscal(one, text, published) for one in _ended(periods, text))
    periods = _shifted(periods, _all_fiscal(fiscal, text, published))
    report = reported(periods, text, sets["compares"])
    if report is not None and _QUARTER.fullmatch(report.value or ""):
        periods = tuple(_that_quarter(one, report.value or "", sets["quarters"]) for one in periods)
    if report is not None and report.value is not None and "/" not in report.value and _stated(text, report, _FURTHER):
        year = report.value[:4]
        periods = tuple(
            replace(one, value=year)
            if one.rule == "full_year" and len(one.value or "") == len(year) and not _stated(text, one)
            else one
            for one in periods
        )
    if (
        report is None
        or report.value is None
        or not _stated(text, report, _FURTHER)
        or "-" not in report.value
        or "/" in report.value
    ):
        return periods
    year, _, piece = report.value.partition("-")
    made: list[Period] = []
    shift = 0
    for one in periods:
        value = one.value or ""
        stated = _stated(text, one)
        if one.rule == "carried_year" and not stated and value.endswith(f"-{piece}"):
            shift = int(year) - int(value[:4])
        elif stated:
            shift = 0
        if one.rule == "year_ago" and value == f"{int(year) - 2}-{piece}" and not stated:
            made.append(replace(one, value=f"{int(year) - 1}-{piece}"))
            continue
        moves = shift and one.rule in _BARE and not stated and _PIECE.fullmatch(value) and value[5] in _PIECES
        made.append(replace(one, value=f"{int(value[:4]) + shift}{value[4:]}") if moves else one)
    return tuple(made)


def _that_quarter(one: Period, report: str, quarters: frozenset[str]) -> Period:
    """A time that is said to be a quarter and is none, as the quarter that the article reports on (… for the quarter)."""
    pointed = one.rule == "same" and one.text.lower().split()[-1] in quarters and _QUARTER.fullmatch(report)
    return replace(one, value=report) if pointed and not _QUARTER.fullmatch(one.value or "") else one


def _yet_to_end(one: Period, text: str, published: str, sets: Mapping[str, frozenset[str]]) -> Period:
    """A span ending on a day without a year that is looked ahead to, in the year to come (for the year ending Jan. 31)."""
    begins, mark, ends = (one.value or "").partition("/")
    if not mark or len(ends) != _DAY or not published or ends >= published or _stated(text, one):
        return one
    words = text[max(0, one.start - _AHEAD) : one.start].lower().rpartition(". ")[2].split()
    looked = any(word.removesuffix("s") in sets["expecting"] for word in words)
    if not looked or sets["yet_ending"].isdisjoint(one.text.lower().split()):
        return one
    return replace(one, value=f"{int(begins[:4]) + 1}{begins[4:]}/{int(ends[:4]) + 1}{ends[4:]}")


def _ended(periods: tuple[Period, ...], text: str) -> tuple[Period, ...]:
    """Quarters that say which day they ended, in the fiscal year that this makes (the third quarter ended March 31)."""
    made: list[Period] = []
    for number, one in enumerate(periods):
        after = periods[number + 1] if number + 1 < len(periods) else None
        day = after.value if after is not None and after.start - one.end in _ENDED and len(after.value or "") == _DAY else None
        bare = one.rule == "carried_year" and _QUARTER.fullmatch(one.value or "") and not _stated(text, one)
        if bare and day is not None and one.value is not None and "end" in text[one.end : after.start if after else one.end]:
            made.append(replace(one, value=_fiscal(int(day[:4]), int(day[5:7]), int(one.value[-1]))))
        else:
            made.append(one)
    return tuple(made)


def _shifted(before: tuple[Period, ...], after: tuple[Period, ...]) -> tuple[Period, ...]:
    """Times after some have been put into another year; those that are counted from them follow."""
    moved: dict[str, str] = {}
    for old, new in zip(before, after, strict=True):
        if old.value and new.value and old.value != new.value:
            shift = int(new.value[:4]) - int(old.value[:4])
            for back in (0, 1):
                year = int(old.value[:4]) - back
                moved[f"{year}{old.value[4:]}"] = f"{year + shift}{new.value[4:]}"
    return tuple(
        replace(new, value=moved.get(new.value or "", new.value))
        if old.value == new.value and new.rule in {"year_ago", "same"}
        else new
        for old, new in zip(before, after, strict=True)
    )


def _fiscal(year: int, month: int, quarter: int) -> str:
    """The fiscal year, named after the year that it ends in, of a quarter that ends in a month."""
    return f"{year + (month - 1 + 3 * (4 - quarter)) // 12}-Q{quarter}"


def _of_fiscal(one: Period, text: str, published: str) -> Period:
    """A fiscal quarter without a year, as the last that had ended when it was published."""
    bare = one.rule == "carried_year" and _QUARTER.fullmatch(one.value or "") and not _stated(text, one)
    if not bare or not published or one.future or not _FISCAL.search(text, max(0, one.start - _BEFORE), one.end):
        return one
    year, month = int(published[:4]), int(published[5:7]) - 1
    year, month = (year, month) if month else (year - 1, 12)
    return replace(one, value=_fiscal(year, month, int((one.value or "")[-1])))


def _all_fiscal(periods: tuple[Period, ...], text: str, published: str) -> tuple[Period, ...]:
    """Quarters beside one that is said to be fiscal, which are fiscal too: that quarter again, and the one to come."""
    bare = [
        one
        for one in periods
        if one.rule == "carried_year" and _QUARTER.fullmatch(one.value or "") and not (one.future or _stated(text, one))
    ]
    said = (one.value for one in bare if _FISCAL.search(text, max(0, one.start - _BEFORE), one.end))
    moved = next(said, None)
    if not published or moved is None:
        return periods
    same, starts = int(moved[-1]), {one.start for one in bare}
    nears = {moved[-2:]: moved, f"Q{same % 4 + 1}": f"{int(moved[:4]) + same // 4}-Q{same % 4 + 1}"}
    return tuple(
        replace(one, value=nears[(one.value or "")[-2:]]) if one.start in starts and (one.value or "")[-2:] in nears else one
        for one in periods
    )


def _stated(text: str, one: Period, further: int = 0) -> bool:
    """Whether a time is written with its year, or right behind one (fiscal 2018 second quarter)."""
    return _YEAR.search(text, max(0, one.start - _NEAR), one.end + further) is not None
