"""Fractions as figures: a share in per cent, a part of a measure; and what only looks like one (a third case, half-baked)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals import scan
from pipeline.stages.measure.beside import after_numeral
from pipeline.stages.measure.reading import blank_before

if TYPE_CHECKING:
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["another", "fraction", "halved"]

ONE, HUNDRED = Decimal(1), Decimal(100)
PARTS = frozenset(map(Decimal, (2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64)))
"""Denominators of a measure above one (2 1/2 miles): 120/80 mmHg are two measures."""
FIRST_YEAR = Decimal(1900)
"""Numerator in digits from which a fraction reads as two years."""
THING = re.compile(r" ([a-z]{3,}+)(?<!er)\b")
"""A word that may be a thing; comparatives are none (a third smaller)."""
HALVED = re.compile(r"([a-z]{3,9}) [a-z]{2,3} \Z")
HYPHENED = re.compile(r"-[a-z]")
FAR = 14
"""Characters before a half among which the length of time stands that it is half of."""


def fraction(frame: Frame, reading: Reading) -> Reading | None:
    """三分之二 is a share in per cent, 几十分之一 a vague ratio, 四分之一公升 a measure; 2026/2027年 are two years."""
    if reading.arabic and reading.numerator is not None and reading.numerator >= FIRST_YEAR:
        return None
    baked = not reading.arabic and HYPHENED.match(frame.text, reading.end) is not None  # a half-baked plan
    after = after_numeral(frame, reading.end)
    if after is None and (between := frame.tables.units.articles.after(frame.text, reading.end)) is not None:
        after = after_numeral(frame, between[0])  # half an inch
    if after is not None:
        unit = next((unit for unit in after.units if unit.kind in {"measure", "duration"} or unit.role == "name"), None)
        if (
            unit is not None
            and reading.arabic
            and reading.value is not None
            and reading.value > ONE
            and reading.denominator not in PARTS
        ):
            return None
        if unit is not None and reading.value is not None:
            reading.take(unit, f"{unit.kind}.fraction")
            reading.end = after.end
            return reading
    if reading.vague:
        reading.kind, reading.unit, reading.rule = "multiple", "times", "multiple.fraction"
        return reading
    if (
        baked
        or (reading.value is None and reading.low is None)
        or (reading.arabic and reading.value is not None and reading.value >= ONE)
    ):
        return None
    reading.kind, reading.unit, reading.rule = "percent", "percent", "percent.fraction"
    reading.multiply(HUNDRED)
    return reading


def another(frame: Frame, numeral: Numeral) -> bool:
    """Whether a third is one more, not a part: a thing follows at once (a third instance), and nothing before says how much."""
    text, units = frame.text, frame.tables.units
    if not units.spaced or numeral.arabic or numeral.numerator != ONE:
        return False
    ends = scan(text[text.rfind(" ", numeral.start, numeral.end) + 1 : numeral.end], frame.tables.language)
    thing = THING.match(text, numeral.end)
    if thing is None or thing[1] in units.not_nouns or not ends or ends[0].kind != "ordinal":
        return False
    at, words = blank_before(text, numeral.start), frame.tables.modifiers
    return words.before.before(text, at) is None and words.by.before(text, at) is None


def halved(frame: Frame, numeral: Numeral) -> bool:
    """Whether half is half of the length of time before it, which is spelled: a year and a half."""
    match = HALVED.search(frame.text, max(0, numeral.start - FAR), numeral.start) if not numeral.arabic else None
    unit = frame.tables.units.after.after(frame.text, match.start(1)) if match is not None else None
    return match is not None and unit is not None and unit[0] == match.end(1) and unit[1][0].kind == "duration"
