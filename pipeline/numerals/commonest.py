"""The commonest numerals, read at once: digits alone, digits with one sign or scale word (12%, 1.2万), a digit word alone (一).

Nine of ten numerals of a text are of these shapes. What follows them decides: where nothing does that could go on with a numeral
(`NumberTable.follows`), the whole grammar would come to the same answer, at five times the price.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals.affixes import vetoed
from pipeline.numerals.number import EXACT, Draft

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable

__all__ = ["digit_word", "digits"]

ZERO = Decimal(0)


def digits(table: NumberTable, folded: str, start: int, end: int, value: Decimal) -> Draft | None:
    """The numeral of the digits at ``[start, end)``, worth `value`; None where the whole grammar must read it."""
    follows = table.follows.match
    if follows(folded, end) is None:
        return Draft(start, end, "number", value, arabic=True, written=value)
    sign = folded[end]
    lexeme = table.behind_digits.get(sign)
    if lexeme is None or follows(folded, end + 1) is not None:
        return None
    after = folded[end + 1 : end + 2]
    if lexeme.kind == "scale":
        if not value or after in table.not_before.get(sign, ""):
            return None
        scaled = EXACT.add(ZERO, EXACT.multiply(value, lexeme.low))  # as `Sum` has it: 12500, not 1.25E+4
        return Draft(start, end + 1, "number", scaled, scale=lexeme.low, power=lexeme.low, arabic=True, written=scaled)
    if (after.isascii() and after.isalnum()) or (start and folded[start - 1] == "%"):
        return None
    share = EXACT.multiply(value, lexeme.low)
    return Draft(start, end + 1, "percent", share, arabic=True, form=sign, written=share)


def digit_word(table: NumberTable, text: str, folded: str, start: int) -> tuple[Draft | None, int] | None:
    """The numeral of the digit word of one character at `start`, or none, and where to go on; None as for `digits`."""
    lexeme = table.digit_words.get(folded[start])
    end = start + 1
    if lexeme is None or table.follows.match(folded, end) is not None:
        return None
    veto = vetoed(table, folded, start, end)
    if veto:
        return None, max(end, veto)
    if text[start] in table.shy:
        return None
    return Draft(start, end, "number", lexeme.low, written=lexeme.low), end
