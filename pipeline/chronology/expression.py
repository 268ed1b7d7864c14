"""What the grammars read before anything is resolved: time as it is written."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Expression", "Part"]


class Part(NamedTuple):
    """A piece of a year: ``months`` (first, last, counted from the year's first), ``calendar`` (the same, by their names),
    ``day`` (month, number; month 0 is to be found), ``third`` (month, 1 to 3), ``end`` and ``start`` (the year's last and first
    day), ``holiday`` (number, 1 for its first day), ``month_end``, ``month_start`` (month), or ``week_end`` (the
    week that ends on that day of a month).
    """  # noqa: D205 - the kinds are one list

    kind: str
    a: int = 0
    b: int = 0


class Expression(NamedTuple):
    """A time as written in ``[start, end)``, unresolved.

    `year` is stated, or `shift` counts years from now; `part` is the piece of it. `begins` is the month that the year
    begins with (fiscal years named by their end). `length` counts the months that end there (``止六个月``). `word` is the
    role of a word that points: ``same``, ``year_ago``, ``day``, ``next_day``, ``month``, ``quarter``, ``year``, ``now``,
    ``to_date``, ``months``, ``days``, ``quarters`` (with `shift`), ``past`` (`shift` years), ``weekday``, ``report`` and
    ``report_end`` (the time that the article reports on, its last day), ``full_year``, ``year_end``, ``year_start``,
    ``period_before``, ``period_after``, ``fiscal_now``, ``that_year``, ``accounts`` (named without a year). `to` ends a span.
    `until` marks a point up to which is counted, `since` a time that something began, `future` one to come, `base` one that
    something is compared with, `report` one that accounts are given of, `runs` one that goes on until the publication,
    `deadline` one before which something is (年底前).
    """

    start: int
    end: int
    year: int | None = None
    shift: int | None = None
    part: Part | None = None
    begins: int = 1
    length: int | None = None
    word: str | None = None
    to: Expression | None = None
    until: bool = False
    since: bool = False
    future: bool = False
    base: bool = False
    report: bool = False
    runs: bool = False
    deadline: bool = False
