"""Amounts of several parts: 3元5角, 两毛五, 三块零四, 两米半, 三米九, 两小时十分."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals.number import EXACT
from pipeline.stages.measure.coins import coins
from pipeline.stages.measure.reading import CLAUSE, blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon.units import Unit
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["compound"]

SMALL = Decimal(100)
"""A part is smaller than this."""

METRE = "m"
HALF, TENTH, TEN = Decimal("0.5"), Decimal("0.1"), Decimal(10)
TIME = {
    ("year", "month"): Decimal(12),
    ("week", "day"): Decimal(7),
    ("day", "hour"): Decimal(24),
    ("hour", "minute"): Decimal(60),
    ("hour", "second"): Decimal(3600),
    ("minute", "second"): Decimal(60),
}
"""How many of the smaller unit of time the larger one has."""


def compound(frame: Frame, reading: Reading, numerals: Sequence[Numeral], following: int) -> None:
    """Add to `reading` what follows it directly and is a part of the same amount; `following` is the next numeral's index."""
    if frame.tables.units.spaced and reading.kind == "money":
        coins(frame, reading, numerals, following)
        return
    if reading.value is None or reading.role in {"sign", "bare"}:
        return
    text, units = frame.text, frame.tables.units
    half = units.half.after(text, reading.end)
    if half is not None and _ends(frame, half[0]):
        _add(reading, EXACT.multiply(HALF, reading.factor), half[0])
        return
    for numeral in numerals[following : following + 3]:
        joint = units.joint.after(text, reading.end)
        if numeral.start not in {reading.end, joint[0] if joint else reading.end} and not (
            joint and numeral.start == joint[0] - 1
        ):
            return
        if not _part(frame, reading, numeral, joined=joint is not None):
            return


def _part(frame: Frame, reading: Reading, numeral: Numeral, *, joined: bool) -> bool:  # noqa: PLR0911 - one way out for each reason that a numeral is no part
    """Add one part; False where the next numeral is none."""
    text = frame.text
    if numeral.value is None or numeral.kind != "number" or (numeral.scale > 1 and numeral.value >= SMALL):
        return False
    found = frame.tables.units.after.after(text, blank(text, numeral.end, 1))
    if found is not None:
        unit = _smaller(frame, reading, found[1])
        if unit is None:
            return False
        if reading.kind == "duration":
            return _time(reading, unit, numeral, found[0])
        _add(reading, EXACT.multiply(numeral.value, unit.factor), found[0])
        reading.factor = unit.factor
        return True
    if numeral.arabic and reading.arabic is False:
        return False
    if reading.unit == METRE and numeral.arabic and numeral.end - numeral.start == 2 and _ends(frame, numeral.end):
        _add(reading, EXACT.multiply(numeral.value, EXACT.multiply(TENTH, TENTH)), numeral.end)
        return True
    if (
        numeral.value >= TEN
        or not _ends(frame, numeral.end)
        or reading.kind == "duration"
        or reading.scale > 1
        or numeral.arabic != reading.arabic
    ):
        return False
    step = EXACT.multiply(reading.factor, TENTH)
    if joined:
        step = EXACT.multiply(step, TENTH)
    _add(reading, EXACT.multiply(numeral.value, step), numeral.end)
    return True


def _smaller(frame: Frame, reading: Reading, readings: tuple[Unit, ...]) -> Unit | None:
    """The reading of a unit that is a part of the amount's own."""
    parts = frame.tables.units.parts.get(reading.unit or "", {})
    for unit in readings:
        if unit.kind == reading.kind == "money" and unit.factor < reading.factor and unit.symbol in {"", reading.unit}:
            return unit
        if unit.kind == reading.kind == "money" and unit.symbol == reading.unit and unit.factor < reading.factor:
            return unit
        if unit.kind == reading.kind == "measure" and unit.symbol in parts:
            return unit._replace(factor=parts[unit.symbol])
        if unit.kind == reading.kind == "duration" and (reading.unit or "", unit.symbol) in TIME:
            return unit
    return None


def _time(reading: Reading, unit: Unit, numeral: Numeral, end: int) -> bool:
    """Two units of time: the amount goes over to the smaller one."""
    if reading.value is None or numeral.value is None:
        return False
    value = EXACT.multiply(reading.value, TIME[reading.unit or "", unit.symbol])
    reading.value, reading.unit, reading.end = EXACT.add(value, numeral.value), unit.symbol, end
    reading.rule = "duration.parts"
    return True


def _add(reading: Reading, part: Decimal, end: int) -> None:
    if reading.value is not None:
        reading.value = EXACT.add(reading.value, part)
        reading.end = end
        reading.rule = f"{reading.kind}.parts"


def _ends(frame: Frame, at: int) -> bool:
    """Whether nothing that could be counted follows: the end, a pause, or a word such as 左右."""
    text = frame.text
    return at >= len(text) or text[at] in CLAUSE or text[at] in " ." or frame.tables.modifiers.after.after(text, at) is not None
