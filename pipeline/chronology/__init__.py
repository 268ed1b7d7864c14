"""The grammar of periods: from time as it is written to ISO 8601, with the way it was found.

Below the stages: `attribute` asks it which time a figure holds for. Words are in ``pipeline/data/languages/<lang>/periods.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.chronology import east, west
from pipeline.chronology.resolve import Resolver
from pipeline.chronology.tokens import tokens
from pipeline.json_mixin import DataClassJsonMixin
from pipeline.lexicon.periods import period_words

__all__ = ["Period", "periods"]

_EAST = {"zh", "ja", "ko", "yue"}
_BREAK = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(DataClassJsonMixin):
    """A time found by `periods` in ``[start, end)``.

    `value` is ISO 8601 (``2025``, ``2025-H1``, ``2025-Q3``, ``2025-07``, ``2025-09-30``, or ``first/last``), None where the text
    leaves it open. `members` are the single periods of a list-like span (2022-2024年 → three years). `rule` says how the value
    was found: stated, carried_year, relative, span, year_ago, same, now, to_date, …; `derivation` says it in words.
    `until` marks a point that something is counted up to, `since` one that something began with, `future` one to come, `base`
    one that something is compared with (较上年), `report` one that accounts are given of (2025年年报).
    """

    start: int
    end: int
    text: str
    value: str | None
    members: tuple[str, ...] = ()
    rule: str = ""
    derivation: str = ""
    until: bool = False
    since: bool = False
    future: bool = False
    base: bool = False
    report: bool = False


def periods(text: str, published: str | None = None, language: str | None = None) -> tuple[Period, ...]:
    """The times written in `text`, in order, without overlap, resolved as far as `text` and `published` allow.

    `published` is the ISO 8601 day that 今年 and 去年 count from; `language` is zh (the default), ja, ko or en. Offsets are code
    points into `text`. Linear in the text.

    >>> [found.value for found in periods("2025年前三季度营收增长，去年同期下降。")]
    ['2025-01-01/2025-09-30', '2024-01-01/2024-09-30']
    """
    name = (language or "zh").split("-")[0].lower()
    name = "zh" if name in {"yue", "und"} else name
    if name in _EAST:
        grammar = tokens(name)
        found = east.read(text, grammar) if grammar else []
        stop = grammar.stop if grammar else None
    else:
        phrases = west.phrases(name)
        found = west.read(text, phrases) if phrases else []
        stop = phrases.stop if phrases else None
    words = period_words(name)
    resolver = Resolver(found, published, words.tables.get("holiday_dates") if words else None, told=name == "zh")
    breaks = [match.end() for match in _BREAK.finditer(text)]
    paragraph = at = 0
    made: list[Period] = []
    for one in found:
        number = bisect_right(breaks, one.start)
        if number != paragraph:
            paragraph = number
            resolver.paragraph()
        if stop is not None and stop.search(text, at, one.start):
            resolver.sentence()
        at = one.end
        resolved = resolver.resolve(one)
        days, now = resolved.days, resolver.published
        ahead = one.deadline and days is not None and now is not None and days.last > now
        made.append(
            Period(
                start=one.start,
                end=one.end,
                text=text[one.start : one.end],
                value=None if resolved.days is None else resolved.days.iso,
                members=tuple(days.iso for days in resolved.members),
                rule=resolved.rule,
                derivation=resolved.by,
                until=one.until,
                since=one.since and not ahead,
                future=one.future or ahead,
                base=one.base,
                report=one.report,
            )
        )
    return tuple(made)
