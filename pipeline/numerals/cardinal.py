"""Cardinal numbers: digits and scale words, put together the way the language multiplies and adds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.number import EXACT
from pipeline.numerals.sums import ADDED, SCALES, Sum

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["Cardinal", "cardinal"]

ZERO, ONE = Decimal(0), Decimal(1)


ALONE = frozenset({"literal", "digit"})
"""Tokens that are a number by themselves."""

JOINED = ADDED | SCALES | {"point", "link", "more", "little"}
"""Tokens that may go on with a number; before any other one it ends."""


class Cardinal(NamedTuple):
    """A cardinal number over the tokens before `last`.

    `low`, `high` and `written` are the least, the most and the certain value; None where it is too large to be a
    quantity. `scale` is its last scale word's power and `power` that of all the scale words it ends with (四千万: 1e4,
    1e7). `estimate` is set by 七八, `vague` by 几, `more` by 多, `ordinal` by an ordinal word at the end.
    """

    low: Decimal | None
    high: Decimal | None
    written: Decimal | None
    last: int
    scale: Decimal = ONE
    power: Decimal = ONE
    vague: bool = False
    estimate: bool = False
    more: bool = False
    ordinal: bool = False


def cardinal(table: NumberTable, found: list[Token], first: int) -> Cardinal | None:
    """The longest cardinal number that begins at token `first`, or None."""
    token = found[first] if first < len(found) else None
    if token is None:
        return None
    if token.kind in ALONE and token.low == token.high:
        value = token.low
        after = found[first + 1] if first + 1 < len(found) else None
        if after is None or after.kind not in JOINED:
            return Cardinal(value, value, value, first + 1)
        if after.kind == "scale" and not after.gap and value:
            beyond = found[first + 2].kind if first + 2 < len(found) else ""
            if beyond not in JOINED:
                value = EXACT.add(ZERO, EXACT.multiply(value, after.low))  # as `Sum` has it: 12500, not 1.25E+4
                return Cardinal(value, value, value, first + 2, after.low, after.low)
    certain = Sum(table, found, first, 2)
    certain.read()
    written = certain.total()
    if written is None or certain.last == first:
        return None
    last = certain.last
    if certain.large:
        return Cardinal(None, None, None, last)
    part = certain.parts[-1] if certain.parts and certain.pending is None else None
    vague = estimate = False
    for before, token in zip((None, *found[first:last]), found[first:last], strict=False):
        if token.low != token.high and not (before is not None and before.kind == "point"):
            vague, estimate = vague or token.kind == "digit", estimate or token.kind == "pair"
    low = high = written
    if vague or estimate:
        low, high = _reading(table, found, first, 0), _reading(table, found, first, 1)
    return Cardinal(
        low,
        high,
        written,
        last,
        scale=part.scale if part else ONE,
        power=part.power if part else ONE,
        vague=vague,
        estimate=estimate,
        more=certain.more,
        ordinal=certain.ordinal,
    )


def _reading(table: NumberTable, found: list[Token], first: int, pick: int) -> Decimal:
    reading = Sum(table, found, first, pick)
    reading.read()
    return reading.total() or ZERO
