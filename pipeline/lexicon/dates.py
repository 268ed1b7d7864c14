"""How dates of publication are written: Chinese, ROC, Japanese, Korean, English and ISO.

Periods within an article ("去年三季度") are another matter; this table reads only dates that name a day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.signs import signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Dated", "Dates", "dates"]

FILE = "dates.toml"
OLDEST, YOUNGEST = 1900, 2100
"""Years outside these are no publication dates."""
_DIGIT = re.compile(r"\d")


class Dated(NamedTuple):
    """A date as written at ``[start, end)`` of a text, and what it is in ISO 8601.

    `other` is the same with day and month changed places, where 6/2/2022 may be either.
    """

    start: int
    end: int
    iso: str
    other: str | None = None


class Dates(NamedTuple):
    """The written forms of a day, ready to be searched for.

    `moment` finds a day with its hour, or how long ago it was: the head of a comment, a post, an entry of a list.
    """

    pattern: re.Pattern[str]
    months: Mapping[str, int]
    halves: Mapping[str, bool]
    zones: Mapping[str, str]
    eras: Mapping[str, int]
    moment: re.Pattern[str]
    slashed: re.Pattern[str]
    day_first: frozenset[str]
    """Languages in which the day stands before the month."""

    def find(self, text: str) -> Iterator[Dated]:
        """Every day that `text` names, in order. What is no day of the calendar is passed over.

        >>> [found.iso for found in dates().find("民國114年1月28日 2024-05-13 09:16:04")]
        ['2025-01-28', '2024-05-13T09:16:04']
        """
        if _DIGIT.search(text) is None:  # every day is written with one, and most lines have none
            return
        for match in self.pattern.finditer(text):
            iso = self._iso(match)
            if iso is not None:
                yield Dated(match.start(), match.end(), iso, self._other(match, iso))

    def first(self, text: str) -> str | None:
        """The first day that `text` names, in ISO 8601, with time and offset where they are written."""
        found = next(self.find(text), None)
        return None if found is None else found.iso

    def without(self, text: str) -> str:
        """`text` with every day it names left out."""
        return self.pattern.sub("", text)

    def _other(self, match: re.Match[str], iso: str) -> str | None:
        """The second reading of a date whose day and month are numbers without a year before them."""
        if match["us_sep"] != "/" or iso[5:7] == iso[8:10] or int(match["us_d"]) > 12 or int(match["us_m"]) > 12:
            return None
        half = (match["before"] or match["behind"] or "").lower()
        return None if half else f"{iso[:5]}{iso[8:10]}-{iso[5:7]}{iso[10:]}"

    def day_leads(self, text: str) -> bool | None:
        """Whether the day stands before the month in a date of `text` that leaves no choice; None where none does."""
        for match in self.slashed.finditer(text):
            first, second = int(match[1]), int(match[2])
            if first <= 12 < second <= 31 or second <= 12 < first <= 31:
                return first > 12
        return None

    def _iso(self, match: re.Match[str]) -> str | None:
        part = match.group
        if part("era") is not None:
            years = part("era_year")
            year = self.eras[part("era")] + (int(years) if years.isdigit() else 1)
            month, day = int(part("era_month")), int(part("era_day"))
        elif part("y") is not None:
            year, month, day = int(part("y")), int(part("m")), int(part("d"))
        elif part("compact") is not None:
            digits = part("compact")
            year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        elif part("name") is not None:
            year, month, day = int(part("name_year")), self.months[part("name").lower()], int(part("name_day"))
        elif part("name2") is not None:
            year, month, day = int(part("name2_year")), self.months[part("name2").lower()], int(part("name2_day"))
        else:
            month, day, year = int(part("us_m")), int(part("us_d")), int(part("us_y"))
            if part("us_sep") == "." or month > 12 >= day:
                month, day = day, month
        if not OLDEST <= year <= YOUNGEST:
            return None
        try:
            iso = date(year, month, day).isoformat()
        except ValueError:
            return None
        return iso + self._time(match)

    def _time(self, match: re.Match[str]) -> str:
        if match["hour"] is None:
            return ""
        hour, minute = int(match["hour"]), int(match["minute"])
        half = (match["before"] or match["behind"] or "").lower()
        if half and self.halves[half] and hour < 12:
            hour += 12
        elif half and not self.halves[half] and hour == 12:
            hour = 0
        second = match["second"]
        if hour > 23 or minute > 59:
            return ""
        iso = f"T{hour:02d}:{minute:02d}" + (f":{int(second):02d}" if second and int(second) < 60 else "")
        zone = match["zone"]
        if zone is None:
            return iso
        known = self.zones.get(zone.lower())
        if known is not None:
            return iso + known
        digits = zone[1:].replace(":", "").ljust(4, "0")
        return f"{iso}{zone[0]}{digits[:2]}:{digits[2:4]}"


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _pattern(table: Mapping[str, list[str]], names: Mapping[str, list[str]]) -> re.Pattern[str]:
    mark = {key: _any(value) for key, value in table.items()}
    months, eras, halves, zones = (_any(names[key]) for key in ("months", "eras", "halves", "zones"))
    day = rf"""
        (?P<era>{eras})\s?(?P<era_year>\d{{1,3}}|{mark["first"]})\s?(?:{mark["year"]}|[./-])\s?
            (?P<era_month>\d{{1,2}})\s?(?:{mark["month"]}|[./-])\s?(?P<era_day>\d{{1,2}})(?:\s?(?:{mark["day"]}))?
        |(?<![\d.])(?P<y>\d{{4}})\s?(?:(?:{mark["year"]})|[-/.])\s?(?P<m>\d{{1,2}})\s?(?:(?:{mark["month"]})|[-/.])\s?
            (?P<d>\d{{1,2}})(?!\d)(?:\s?(?:{mark["day"]}))?
        |(?<![\d.])(?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![\d.])
        |\b(?P<name>{months})\b\.?\s{{1,2}}(?P<name_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<name_year>\d{{4}})\b
        |(?<!\d)(?P<name2_day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-](?:of\s)?(?P<name2>{months})\b\.?,?[\s-](?P<name2_year>\d{{4}})\b
        |(?<![\d./])(?P<us_m>\d{{1,2}})(?P<us_sep>[/.])(?P<us_d>\d{{1,2}})(?P=us_sep)(?P<us_y>\d{{4}})(?![\d./])
    """
    gap = r"[\s" + re.escape(signs()["day_gap"]) + "]"
    colon = signs().a_class("colon")
    time = rf"""
        (?:
            (?:\s{{0,4}}T\s?|{gap}{{0,4}}(?:(?:{mark["at"]})\s)?)
            (?P<before>{halves})?\s{{0,2}}
            (?P<hour>\d{{1,2}})\s?(?:{colon}|(?:{mark["hour"]}))\s?(?P<minute>\d{{2}})(?!\d)(?:\s?(?:{mark["minute"]}))?
            (?:\s?{colon}?\s?(?P<second>\d{{2}})(?!\d)(?:[.,]\d{{1,9}})?(?:{mark["second"]})?)?
            (?:\s?(?P<behind>{halves})\b)?
            (?:\s{{0,2}}(?P<zone>(?:{zones})\b(?![+-])|[+-]\d{{2}}:?\d{{2}}(?!\d)))?
        )?
    """
    return re.compile(f"(?:{day}){time}", re.VERBOSE | re.IGNORECASE)


def _moment(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    mark = {key: _any(value) for key, value in table.items()}
    colon = signs().a_class("colon")
    day = rf"(?:\d{{3}}(?:[-/.]|{mark['year']})\d{{1,2}}|\d?)(?:[-/.]|{mark['month']})\d{{1,2}}(?:{mark['day']})?"
    # it opens with a digit, which `re` looks for quickly
    return re.compile(rf"\d(?:(?<!\d\d){day}[\sT]{{1,3}}\d{{1,2}}{colon}\d{{2}}|\s?(?:{mark['ago']}))")


@cache
def dates() -> Dates:
    """The table of written dates, loaded once."""
    table = read_toml(FILE)
    for key in ("marks", "eras", "months", "halves", "zones"):
        if not isinstance(table.get(key), dict) or not table[key]:
            raise DataError(FILE, key, "is missing or empty")
    for name, number in table["months"].items():
        if not 1 <= number <= 12:
            raise DataError(FILE, f"months.{name}", f"{number} is no month")
    names = {key: list(table[key]) for key in ("eras", "months", "halves", "zones")}
    pattern = _pattern(table["marks"], names)
    order = table.get("order", {}).get("day_first")
    if not isinstance(order, list) or not all(isinstance(code, str) and code == code.lower() for code in order):
        raise DataError(FILE, "order.day_first", "is no list of languages in lower case")
    slashed = re.compile(r"(?<![\d./])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?![\d./])", re.ASCII)
    kept = (table["months"], table["halves"], table["zones"], table["eras"])
    return Dates(pattern, *kept, _moment(table["marks"]), slashed, frozenset(order))
