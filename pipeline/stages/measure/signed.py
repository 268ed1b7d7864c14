"""A currency's sign before a number, and the minus sign on either side of it: $1.4tn, -$2.3 billion, $-0.05."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import currencies
from pipeline.stages.measure.beside import before_numeral
from pipeline.stages.measure.reading import times

if TYPE_CHECKING:
    from pipeline.lexicon.units import Unit
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.beside import After, Sign
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["MINUS", "agree", "inner_minus", "with_sign"]

MINUS = frozenset("-−")
OPENING = frozenset(" (:\n\t")
"""What stands before a minus sign that is no hyphen."""

ONE = Decimal(1)
AGREEING = frozenset({"local", "minor", "sign", "bare"})


def inner_minus(frame: Frame, numeral: Numeral, last: int) -> tuple[Sign | None, Numeral]:
    """The sign before the minus of a numeral, which then is negative ($-0.05); None and the numeral where there is none."""
    start = numeral.start - 1
    sign = before_numeral(frame, start, last)
    if sign is None or sign.unit.role not in {"sign", "bare"} or numeral.value is None:
        return None, numeral
    return sign, numeral._replace(start=start, value=numeral.value.copy_negate(), sign=frame.text[start])


def agree(before: Unit, behind: Unit | None) -> bool:
    """Whether a currency before the numeral holds together with the unit behind it: another currency's name wins over it."""
    if behind is None or behind.kind != before.kind:
        return before.kind == "money" or behind is None
    return before.kind != "money" or behind.role in AGREEING or behind.symbol == before.symbol


def with_sign(frame: Frame, reading: Reading, sign: Sign, after: After | None, unit: Unit | None) -> Reading:
    """The reading with the unit before it, and the one behind it where both say the same: 人民币2464.4万元."""
    reading.start = sign.start
    reading.take(sign.unit, f"{sign.unit.kind}.prefix")
    if _negative(frame.text, sign.start):
        reading.start, reading.signed = sign.start - 1, True
        reading.value, reading.low, reading.high = times(reading.value, -ONE), times(reading.high, -ONE), times(reading.low, -ONE)
    if after is None or unit is None:
        _lettered(frame, reading)
        return reading
    reading.end, reading.rule = after.end, f"{sign.unit.kind}.both"
    if unit.role == "minor":
        reading.multiply(unit.factor)
        reading.role = "minor"
    return reading


def _negative(text: str, start: int) -> bool:
    """Whether a minus sign, and no hyphen or dash between two numbers, stands before the sign that starts at `start`."""
    if text[start - 1 : start] not in MINUS:
        return False
    before = text[max(0, start - 3) : start - 1]
    return not before or before[-1] in OPENING and not before[0].isdigit()  # noqa: RUF021 - cheap test first


def _lettered(frame: Frame, reading: Reading) -> None:
    """The power of a letter behind an amount with a sign before it: €50m."""
    found = currencies().scales.after(frame.text, reading.end) if reading.kind == "money" else None
    if found is not None and not frame.text[found[0] : found[0] + 1].isalnum():
        reading.multiply(found[1])
        reading.scale, reading.factor, reading.end = found[1], ONE, found[0]
