"""ISO 8601 forms of a period, and the arithmetic between them. A period is a pair of days, both inside it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["Days", "day", "first_day", "last_day", "months", "parse", "shifted"]


class Days(NamedTuple):
    """A stretch of time, first and last day.

    >>> Days(date(2025, 1, 1), date(2025, 6, 30)).iso
    '2025-H1'
    """

    first: date
    last: date

    @property
    def iso(self) -> str:
        """The shortest form: a year, a half, a quarter, a month, a day, or ``first/last``."""
        first, last = self
        if first == last:
            return first.isoformat()
        if first.day == 1 and first.year == last.year and last.day == monthrange(last.year, last.month)[1]:
            begun, length = first.month, last.month - first.month + 1
            if length == 12:
                return f"{first.year:04d}"
            if length == 6 and begun in {1, 7}:
                return f"{first.year:04d}-H{1 if begun == 1 else 2}"
            if length == 3 and begun % 3 == 1:
                return f"{first.year:04d}-Q{begun // 3 + 1}"
            if length == 1:
                return f"{first.year:04d}-{begun:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"

    @property
    def whole_year(self) -> int | None:
        """The calendar year that this is exactly, if it is one."""
        first, last = self
        same = first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        return first.year if same else None


def day(year: int, month: int, number: int) -> Days | None:
    """One day, or None where the calendar has none (30 February)."""
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return Days(date(year, month, number), date(year, month, number))


def months(year: int, first: int, last: int, start: int = 1) -> Days | None:
    """The months `first` to `last` (1 to 12) of a year that begins with month `start` of calendar year `year`.

    >>> months(2023, 1, 12, start=4).iso
    '2023-04-01/2024-03-31'
    """
    if not 1 <= first <= last <= 12:
        return None
    begun, ended = start + first - 2, start + last - 2
    first_year, last_year = year + begun // 12, year + ended // 12
    if not (first_year >= 1 and last_year <= 9999):
        return None
    last_month = ended % 12 + 1
    return Days(date(first_year, begun % 12 + 1, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))


def shifted(days: Days, years: int) -> Days | None:
    """The same stretch some years on; a month's last day stays its last day."""
    moved = []
    for one in days:
        year = one.year + years
        if not 1 <= year <= 9999:
            return None
        ultimo = monthrange(year, one.month)[1]
        keep = one.day == monthrange(one.year, one.month)[1] and days.first != days.last
        moved.append(date(year, one.month, ultimo if keep else min(one.day, ultimo)))
    return Days(moved[0], moved[1])


def parse(text: str | None) -> date | None:
    """The day that an ISO 8601 date or date and time opens with; None where there is none.

    >>> parse("2026-01-28T00:00:00+08:00")
    datetime.date(2026, 1, 28)
    """
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def last_day(iso: str) -> str:
    """The last day of a period in ISO 8601.

    >>> last_day("2025-H1"), last_day("2024"), last_day("2025-01-01/2025-09-30")
    ('2025-06-30', '2024-12-31', '2025-09-30')
    """
    iso = iso.rpartition("/")[2]
    if len(iso) == 10:
        return iso
    year, _, month = _months(iso)
    return f"{year}-{month:02d}-{monthrange(int(year), month)[1]:02d}"


def first_day(iso: str) -> str:
    """The first day of a period in ISO 8601.

    >>> first_day("2025-H2"), first_day("2024"), first_day("2025-Q3")
    ('2025-07-01', '2024-01-01', '2025-07-01')
    """
    iso = iso.partition("/")[0]
    if len(iso) == 10:
        return iso
    year, month, _ = _months(iso)
    return f"{year}-{month:02d}-01"


def _months(iso: str) -> tuple[str, int, int]:
    """The year, the first and the last month of a year, half, quarter or month in ISO 8601."""
    year, _, piece = iso.partition("-")
    length = {"H": 6, "Q": 3}.get(piece[:1], 1 if piece else 12)
    last = int(piece.lstrip("HQ") or 1) * length
    return year, last - length + 1, last


def next_day(one: date) -> date:
    """The day after."""
    return one + timedelta(days=1)
