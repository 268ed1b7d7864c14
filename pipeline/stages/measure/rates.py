"""What a figure is counted by: behind a stroke (元/股), after 每 before it, or in a word such as 人均."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals import scan
from pipeline.stages.measure.composed import raised
from pipeline.stages.measure.reading import CLAUSE, Frame, blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Reading, Tables

__all__ = ["base_within", "compared", "exchanged", "rate", "rated", "timed"]

ONE = Decimal(1)
COMPARED = 40
"""Characters between an amount and the one that it is compared with."""

GLOSS = 14
"""Longest note in brackets between a metric and its amount: 每股盈余(EPS)4.13元."""

QUOTED = 3
"""Digits behind the point from which an amount reads as a rate of exchange."""

LATIN = re.compile(r"[A-Za-z]+(?![A-Za-z])")
WINDOW = 24
HELD = re.compile(r" [a-z]{2,3} [A-Za-z0-9]{1,16} (?:[a-z]{1,12} )?(?=(?:per|an?) )")
"""What a measure is of, before its base: gallons of water per day."""


def rate(frame: Frame, reading: Reading, floor: int) -> None:
    """Set what the figure is counted by: behind a stroke (元/股), after 每 before it, or in a word such as 人均."""
    if reading.kind in {"rank", "duration", "number"}:
        return
    text, words = frame.text, frame.tables.modifiers
    if _stroke(frame, reading):
        return
    one = words.one.after(text, reading.end) if reading.kind == "money" else None
    if one is not None:
        found = words.rates.after(text, one[0])
        if found is not None:
            reading.per = found[1]
            return
    start = max(floor, clause_start(frame, reading.start))
    if reading.kind in {"percent", "multiple"}:
        if reading.kind == "percent":
            bound = words.bound_percent.within(text, start, reading.start)
            reading.per = bound[2] if bound else _after_bound(frame, reading)
        return
    if reading.kind == "money" and reading.role == "local" and reading.value is not None and _exponent(reading) <= -QUOTED:
        reading.per = _quoted(frame, reading.start)
        if reading.per is not None:
            return
    if reading.kind == "measure" and "/" in (reading.unit or ""):
        return
    each = _each(frame, _before_gloss(frame, start, floor), reading.start)
    bound = words.bound.within(text, start, reading.start) or _labelled(frame, start)
    if bound is not None and words.not_bound_after.before(text, bound[0]) is not None:
        bound = None
    if bound is not None and (each is None or bound[0] > each[0]):
        reading.per = bound[2] or None
    elif each is not None:
        reading.per = each[1]


def _labelled(frame: Frame, start: int) -> tuple[int, int, str] | None:
    """The base that a label before the clause names: EPS: $0.45."""
    if not frame.tables.units.spaced or frame.text[start - 1 : start] != ":":
        return None
    named = frame.tables.modifiers.bound.before(frame.text, start - 1)
    return None if named is None else (named[0], start, named[1])


def _stroke(frame: Frame, reading: Reading) -> bool:
    """Take the base written behind the figure; a sign joins it to the figure (元/股), a word does not ($5 a share)."""
    text = frame.text
    slash = frame.tables.modifiers.slash.after(text, blank(text, reading.end, 1))
    if slash is not None and reading.kind == "measure" and text[slash[0] : slash[0] + 1].isdigit():
        return False  # 100MW/200MWh: two measures
    if slash is None and frame.tables.units.spaced:
        held = HELD.match(text, reading.end)
        slash = frame.tables.modifiers.slash.after(text, held.end()) if held is not None else None
    base = _base(frame, slash[0]) if slash is not None else None
    if slash is None or base is None:
        return False
    reading.per, reading.reach = _plain(frame, text[slash[0] : base].strip()), base
    if not "a" <= text[slash[0] - 1] <= "z":
        reading.end = base
    return True


def _before_gloss(frame: Frame, start: int, floor: int) -> int:
    """Where the clause starts that brackets before `start` belong to; `start` where there are none."""
    text = frame.text
    opened = text.rfind("(", max(floor, start - GLOSS), start) if text[start - 1 : start] == ")" else -1
    return max(floor, clause_start(frame, opened)) if opened > 0 else start


def base_within(tables: Tables, header: str) -> str | None:
    """What a header says its numbers are counted by: API价格(每百万Token), 元/吨."""
    if not header:
        return None
    frame = Frame(header, tables)
    each = _each(frame, 0, len(header))
    if each is not None:
        return each[1]
    bound = tables.modifiers.bound.within(header, 0, len(header))
    return (bound[2] or None) if bound is not None else None


def _exponent(reading: Reading) -> int:
    """Of the last digit written: -4 for 6.5594."""
    exponent = reading.value.as_tuple().exponent if reading.value is not None else 0
    return exponent if isinstance(exponent, int) else 0


def _quoted(frame: Frame, start: int) -> str | None:
    """The currency that a rate of exchange is quoted for: 人民币兑美元…报6.559元 is counted by 美元."""
    text, units = frame.text, frame.tables.units
    floor = max(0, start - 40, text.rfind("。", 0, start))
    at = start
    while (pair := frame.tables.vetoes.pair.within(text, floor, at)) is not None:
        name = units.after.after(text, pair[1])
        if name is not None and name[1][0].role == "name" and name[0] <= start:
            return text[pair[1] : name[0]]
        at = pair[0]
    return None


def _after_bound(frame: Frame, reading: Reading) -> str | None:
    """A rate's word behind a percentage: 100%以上的月环比增长."""
    text = frame.text
    end = reading.end
    while end < len(text) and end < reading.end + 8 and text[end] not in CLAUSE:
        end += 1
    found = frame.tables.modifiers.bound_percent.within(text, reading.end, end)
    return found[2] if found else None


def _each(frame: Frame, start: int, end: int) -> tuple[int, str] | None:
    """The last 每 with its base in ``text[start:end]``."""
    text, words = frame.text, frame.tables.modifiers
    stop = end
    while (found := words.each.within(text, start, stop)) is not None:
        base = _base(frame, found[1])
        if base is not None and base <= end:
            at = found[0]
            outer = words.each.within(text, start, at)
            if outer is not None and _base(frame, outer[1]) == at:
                return at, text[outer[1] : base]
            return at, _plain(frame, text[blank(text, found[1]) : base].strip())
        short = words.rates.after(text, found[0] + 1)
        if base is None and short is not None and short[0] == found[1]:
            return found[0], text[found[0] + 1 : found[1]]
        stop = found[0]
    return None


def _plain(frame: Frame, base: str) -> str:
    return frame.tables.modifiers.alias.get(base, base)


def rated(frame: Frame, at: int) -> int:
    """Where the base of a rate ends that is written behind an amount ending at `at`; `at` where there is none."""
    slash = frame.tables.modifiers.slash.after(frame.text, at)
    base = _base(frame, slash[0]) if slash is not None else None
    return at if base is None else base


def timed(frame: Frame, before: Reading, reading: Reading) -> None:
    """A length of time directly before an amount is what it is counted by: 24小时50元."""
    if reading.per is None and reading.kind == "money" and before.kind == "duration" and before.end == reading.start:
        reading.per = frame.text[before.start : before.end]


def compared(frame: Frame, kept: list[Reading], reading: Reading) -> None:
    """An amount that another one is compared with is counted by the same base: $1.20 a share, against $0.95 a year ago."""
    words, text = frame.tables.modifiers.compared, frame.text
    if reading.kind != "money" or reading.per is not None or not len(words) or not kept:
        return
    other = kept[-1]
    near = reading.start - other.end <= COMPARED and ". " not in text[other.end : reading.start]
    if near and other.kind == "money" and other.unit == reading.unit and words.before(text, blank_before(text, reading.start)):
        reading.per = other.per


def exchanged(frame: Frame, before: Reading, reading: Reading) -> bool:
    """Whether the amount is what one unit of another currency costs (1ドル148円): then that one is its base."""
    text = frame.text
    if before.kind == "count" and reading.kind == "money" and before.value == ONE and before.end == reading.start:
        return _for_one(frame, before, reading)
    if not before.kind == reading.kind == "money" or before.value != ONE or before.unit == reading.unit:
        return False
    gap = text[before.end : reading.start].strip()
    if gap and gap not in frame.tables.modifiers.equals.words:
        return False
    reading.per = text[before.number_end : before.end].strip() or text[before.start : before.number_start].strip()
    return True


def _for_one(frame: Frame, before: Reading, reading: Reading) -> bool:
    """Whether one of what is counted is what the amount right behind it is for (1株90円), in languages that say so."""
    words = frame.tables.modifiers
    base = frame.text[before.number_end : before.end].strip()
    if len(words.one) or frame.tables.units.spaced or not before.arabic or base not in words.rates.words:
        return False
    reading.per = words.rates.words[base]
    return True


def _base(frame: Frame, at: int) -> int | None:
    """Where the base of a rate that starts at `at` ends: a word, a Latin word, or a number with either (每百万Token)."""
    text, words = frame.text, frame.tables.modifiers
    begin, at = at, blank(text, at, 1)
    if words.not_rates.after(text, at) is not None:
        return None
    found = words.rates.after(text, at)
    if found is not None:
        return found[0]
    latin = LATIN.match(text, at) if at == begin else None
    if latin is not None:
        return raised(text, latin.end())
    numerals = scan(text[at : at + WINDOW], frame.tables.language, first=True)
    if numerals and numerals[0].start == 0:
        end = blank(text, at + numerals[0].end, 1)
        found = words.rates.after(text, end)
        if found is not None:
            return found[0]
        latin = LATIN.match(text, end)
        if latin is not None:
            return raised(text, latin.end())
    return None
