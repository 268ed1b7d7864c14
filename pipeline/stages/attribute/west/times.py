"""English: the times of a whole article: what it reports on, what it opens with, and fiscal years that are not the calendar's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chronology import Period

__all__ = ["aligned", "opened", "reported"]

_DAY, _NEAR = len("2025-06-30"), 13
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|'\d\d)(?!\d)")
_PIECE = re.compile(r"\d{4}-(?:Q\d|H\d|\d\d)")
_PIECES, _BARE = {"Q", "H"}, {"carried_year", "year_ago", "same"}


def reported(periods: Iterable[Period]) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (first-quarter revenue)."""
    return next((one for one in periods if one.report and one.value is not None and len(one.value) != _DAY), None)


def opened(periods: Iterable[Period], opening: int) -> Period | None:
    """The month, quarter or half that an article opens with; None where it opens with several, or none."""
    said = [
        one
        for one in periods
        if one.end <= opening and one.value and _PIECE.fullmatch(one.value) and not (one.future or one.since)
    ]
    return said[0] if len({one.value for one in said}) == 1 else None


def aligned(periods: tuple[Period, ...], text: str) -> tuple[Period, ...]:
    """The times with the quarters and halves that state no year put into the year of the accounts that state one.

    A fiscal year is not that of the calendar: where accounts are said to be of Q1 2025, the first quarter is that one, and the
    period before it is a year before that.
    """
    report = reported(periods)
    if report is not None and report.value is not None and "/" not in report.value and _stated(text, report):
        year = report.value[:4]
        periods = tuple(
            replace(one, value=year)
            if one.rule == "full_year" and len(one.value or "") == len(year) and not _stated(text, one)
            else one
            for one in periods
        )
    if report is None or report.value is None or not _stated(text, report) or "-" not in report.value or "/" in report.value:
        return periods
    year, _, piece = report.value.partition("-")
    moved: dict[str, str] = {}
    for one in periods:
        value = one.value or ""
        if value != report.value and value.endswith(f"-{piece}") and one.rule == "carried_year" and not _stated(text, one):
            shift = int(year) - int(value[:4])
            for back in (0, 1):
                moved[f"{int(value[:4]) - back}-{piece}"] = f"{int(value[:4]) - back + shift}-{piece}"
            if piece[0] in _PIECES:
                for other in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"):
                    moved.setdefault(f"{value[:4]}-{other}", f"{int(value[:4]) + shift}-{other}")
    if not moved:
        return periods
    return tuple(
        replace(one, value=moved.get(one.value or "", one.value)) if one.rule in _BARE and not _stated(text, one) else one
        for one in periods
    )


def _stated(text: str, one: Period) -> bool:
    """Whether a time is written with its year, or right behind one (fiscal 2018 second quarter)."""
    return _YEAR.search(text, max(0, one.start - _NEAR), one.end) is not None
