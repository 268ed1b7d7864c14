"""What Arabic digits become with what stands right after them: 3/4, 1¾, 2^5, 1.3×10⁶, 10k."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from pipeline.lexicon.numbers import NumberTable
from pipeline.numerals.affixes import power, slash, suffix
from pipeline.numerals.lexing import PROPER, Token, lexeme_at
from pipeline.numerals.number import EXACT, LARGEST, Draft, quotient
from pipeline.numerals.shares import set_fraction, set_quotient

__all__ = ["Site", "after_digits", "vulgar"]

ONE = Decimal(1)


class Site(NamedTuple):
    """Where numerals are being read: the table, the text as it is, the text folded, and the tokens of one run."""

    table: NumberTable
    text: str
    folded: str
    run: list[Token]


def vulgar(table: NumberTable, folded: str, at: int) -> Draft:
    """The numeral of a fraction sign that stands alone: ½, ¾ million."""
    top, bottom = table.fractions[folded[at]]
    draft = Draft(at, at + 1, "fraction", None, arabic=True)
    set_fraction(draft, top, bottom)
    return _scaled(table, folded, draft)


def _scaled(table: NumberTable, folded: str, draft: Draft) -> Draft:
    """A fraction with the scale word after it: 1/2 million, 3½亿."""
    at = draft.end + 1 if folded[draft.end : draft.end + 1] == " " else draft.end
    lexeme = lexeme_at(table, folded, at)
    if lexeme is not None and lexeme.kind == "scale" and draft.numerator is not None and draft.denominator is not None:
        draft.end, draft.scale, draft.power = at + len(lexeme.word), lexeme.low, lexeme.low
        set_quotient(draft, EXACT.multiply(draft.numerator, lexeme.low), draft.denominator)
    return draft


def after_digits(site: Site, first: int, draft: Draft) -> int:
    """Complete a numeral of bare Arabic digits; the token to go on with, or 0 where words decide."""
    table, text, folded, run = site
    token = run[first]
    if token.word.isdigit():
        last = _slashed(site, first, draft)
        if last:
            _scaled(table, folded, draft)
            return last
    raised = power(table, folded, token.end)
    if raised is not None:
        value = EXACT.multiply(token.low, raised.factor) if raised.factor is not None else _raise(token.low, raised.exponent)
        if value is not None:
            draft.value = draft.written = value
            draft.end = raised.end
            return first + 1
    found = suffix(table, text, token.end)
    if found is not None and not (first + 1 < len(run) and run[first + 1].end > found[1]):
        draft.scale, draft.end = found
        draft.power = draft.scale
        draft.value = draft.written = EXACT.multiply(token.low, draft.scale)
        return first + 1 if first + 1 >= len(run) or run[first + 1].start >= draft.end else first + 2
    return 0


def _slashed(site: Site, first: int, draft: Draft) -> int:
    """3/4, 1 3/4 and 1¾; the token to go on with, or 0."""
    table, _, folded, run = site
    token = run[first]
    found = slash(folded, token.start, token.end)
    if found is not None:
        bottom, draft.end = found
        set_fraction(draft, token.low, bottom)
        return first + 1
    at = token.end + 1 if folded[token.end : token.end + 1] == " " else token.end
    sign = folded[at : at + 1]
    if sign in table.fractions:
        above, bottom = table.fractions[sign]
        draft.end = at + 1
        set_fraction(draft, EXACT.add(EXACT.multiply(token.low, bottom), above), bottom)
        return first + 1
    after = run[first + 1] if first + 1 < len(run) else None
    if after is None or not after.arabic or not (after.gap.isspace() or after.gap == "-") or not after.word.isdigit():
        return 0
    found = slash(folded, after.start, after.end) if after.gap != "-" else _proper(folded, after.start)
    if found is None:
        return 0
    bottom, draft.end = found
    set_fraction(draft, EXACT.add(EXACT.multiply(token.low, bottom), after.low), bottom)
    return first + 2


def _proper(folded: str, at: int) -> tuple[Decimal, int] | None:
    """The denominator of the part at `at` that a hyphen joins to a whole (2-1/2), and where it ends."""
    match = PROPER.match(folded, at)
    return (Decimal(match[2]), match.end()) if match is not None and int(match[1]) < int(match[2]) else None


def _raise(value: Decimal, exponent: int) -> Decimal | None:
    """``value ** exponent``, exact where finite; None where it is out of any bounds."""
    size = abs(exponent)
    if len(value.as_tuple().digits) * size > LARGEST * 2 or abs(value.adjusted() * size) > LARGEST:
        return None
    raised = ONE
    for _ in range(size):
        raised = EXACT.multiply(raised, value)
    return raised if exponent >= 0 else (quotient(ONE, raised) if raised else None)
