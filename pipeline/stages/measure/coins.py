"""Amounts in dollars and cents as English writes them: 3 dollars 50 cents, $20 and 43c, twenty dollars and forty-three."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import currencies
from pipeline.numerals.number import EXACT
from pipeline.stages.measure.reading import CLAUSE, blank, blank_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon.units import Unit
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["coins"]

ONE, HUNDRED, CENT = Decimal(1), Decimal(100), Decimal("0.01")
LONGEST_GAP = 5


def coins(frame: Frame, reading: Reading, numerals: Sequence[Numeral], following: int) -> None:
    """Add the cents that follow an amount of whole units, with their own unit or bare at the end of a clause."""
    if following >= len(numerals) or reading.value is None or reading.factor != ONE or reading.scale > HUNDRED:
        return
    text, numeral = frame.text, numerals[following]
    value = numeral.value
    gap = text[reading.end : numeral.start]
    if len(gap) > LONGEST_GAP or gap[:1] != " " or value is None or numeral.kind != "number" or numeral.sign:
        return
    if not 0 < value < HUNDRED or value != value.to_integral_value() or reading.value != reading.value.to_integral_value():
        return
    link = gap.strip()
    if link and link not in frame.tables.units.joint.words:
        return
    after = frame.tables.units.after.after(text, blank(text, numeral.end, 1))
    if after is not None:
        unit = _minor(reading, after[1])
        if unit is not None and not text[after[0] : after[0] + 1].isalnum():
            _add(reading, EXACT.multiply(value, unit.factor), after[0])
    elif (link or reading.start == reading.number_start) and _closed(text, numeral.end) and not _ranging(frame, reading):
        _add(reading, EXACT.multiply(value, CENT), numeral.end)


def _minor(reading: Reading, units: tuple[Unit, ...]) -> Unit | None:
    """The reading of a unit that is a hundredth of the amount's own."""
    for unit in units:
        same = unit.symbol in {"", reading.unit} or unit.symbol in currencies().bare
        if unit.kind == "money" and unit.factor < ONE and same:
            return unit
    return None


def _closed(text: str, at: int) -> bool:
    """Whether the clause ends at `at`."""
    return at >= len(text) or text[at] in CLAUSE or (text[at] == "." and not text[at + 1 : at + 2].isdigit())


def _ranging(frame: Frame, reading: Reading) -> bool:
    """Whether the amount is the first end of a range: between $5 and 10."""
    words, at = frame.tables.modifiers, blank_before(frame.text, reading.start)
    return words.between_open.before(frame.text, at) is not None


def _add(reading: Reading, part: Decimal, end: int) -> None:
    if reading.value is not None:
        reading.value, reading.end, reading.rule = EXACT.add(reading.value, part), end, "money.parts"
