"""Fractions: 三分之二, 3/4, two thirds, a quarter, 一又二分之一, forty-two and a third."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.cardinal import Cardinal, cardinal

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["Over", "Part", "counted", "over", "part_at"]

ONE, TWO = Decimal(1), Decimal(2)
LONGEST_DENOMINATOR = 7
"""Words that the denominator of a spelled fraction may take."""


class Part(NamedTuple):
    """A fraction below or above one: numerator, denominator, and the token after it."""

    top: Decimal
    bottom: Decimal
    last: int


class Over(NamedTuple):
    """三分之二: the two cardinals as read, the token after them, and whether the upper one is negative."""

    bottom: Cardinal
    top: Cardinal
    last: int
    negative: bool

    def part(self) -> Part:
        """The same as a part of a mixed number."""
        return Part(self.top.written or ONE, self.bottom.written or ONE, self.last)


def over(table: NumberTable, run: list[Token], first: int) -> Over | None:
    """The fraction whose denominator is written first and begins at token `first`."""
    bottom = cardinal(table, run, first)
    if bottom is None or not bottom.written or bottom.last >= len(run) or run[bottom.last].kind != "over":
        return None
    begin = bottom.last + 1
    negative = begin < len(run) and run[begin].kind == "minus"
    top = cardinal(table, run, begin + 1 if negative else begin)
    if top is None or top.written is None:
        return None
    return Over(bottom, top, top.last, negative)


def part_at(table: NumberTable, run: list[Token], first: int) -> Part | None:  # noqa: PLR0911 - one way out for each spelling
    """The spelled fraction that begins at token `first`: a third, one half, two fifths, one one-hundred-and-fifth."""
    if first < len(run) and run[first].kind == "half":
        return Part(ONE, TWO, first + 1)  # dos y medio
    if first + 1 >= len(run):
        return None
    token, after = run[first], run[first + 1]
    if token.kind == "article" or (token.kind in {"digit", "literal"} and token.written == 1):
        if after.kind in {"half", "denominator", "denominator_scale"}:
            return Part(ONE, TWO if after.kind == "half" else after.low, first + 2)
        below = cardinal(table, run, first + 1)
        if below is not None and below.ordinal and below.written is not None and below.written > TWO:
            return Part(ONE, below.written, below.last)
        if token.kind == "article":
            return None
    whole = cardinal(table, run, first)
    if whole is None or whole.written is None or whole.last >= len(run):
        return None
    return counted(table, run, first, whole.last)


def counted(table: NumberTable, run: list[Token], first: int, at: int) -> Part | None:
    """The fraction over the tokens from `first` to the denominator word at `at`, its denominator as long as can be."""
    name = run[at]
    if name.kind not in {"denominator", "denominator_scale"}:
        return None
    closing = name._replace(kind="ordinal" if name.kind == "denominator" else "ordinal_scale")
    for split in range(max(first + 1, at - LONGEST_DENOMINATOR), at + 1):
        if split < at and "-" in run[split].gap:
            continue  # fifty-four hundredths
        below = cardinal(table, [*run[split:at], closing], 0)
        if below is None or not below.ordinal or below.last != at - split + 1 or not below.written:
            continue
        above = cardinal(table, run[first:split], 0)
        if above is not None and above.last == split - first and above.written is not None:
            return Part(above.written, below.written, at + 1)
    return None
