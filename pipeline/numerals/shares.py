"""What a cardinal becomes with a denominator or a percent word: fractions, mixed numbers, percents, tenths."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals.cardinal import Cardinal, cardinal
from pipeline.numerals.fractions import Over, Part, counted, part_at
from pipeline.numerals.number import EXACT, Draft, quotient

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["add_part", "count_part", "multiplied", "set_fraction", "set_over", "set_percent", "set_quotient"]

ZERO, ONE, FIVE, TEN, HUNDRED, MILLION = Decimal(0), Decimal(1), Decimal(5), Decimal(10), Decimal(100), Decimal(1000000)
NAMING = frozenset({"scale", "tenths", "percent", "discount", "over"})


def set_fraction(draft: Draft, top: Decimal, bottom: Decimal) -> None:
    """Make a draft the fraction `top` / `bottom`."""
    draft.kind, draft.numerator, draft.denominator = "fraction", top, bottom
    draft.value = draft.written = quotient(top, bottom)


def set_quotient(draft: Draft, top: Decimal, bottom: Decimal) -> None:
    """Make a draft the number that `top` / `bottom` is where it comes out even, else the fraction."""
    set_fraction(draft, top, bottom)
    if draft.value is not None and EXACT.multiply(draft.value, bottom) == top:
        draft.kind, draft.numerator, draft.denominator = "number", None, None


def multiplied(run: list[Token], draft: Draft, at: int) -> int:
    """Two thirds of a million: the fraction times the scale at token `at`, if one is there; the token to go on with."""
    last = at
    if at < len(run) and run[at].kind == "of":
        at += 1
        if at < len(run) and (run[at].kind == "article" or run[at].written == 1):
            at += 1
    if at < len(run) and run[at].kind == "scale" and draft.numerator is not None and draft.denominator is not None:
        scale = run[at].low
        draft.end, draft.scale, draft.power = run[at].end, scale, scale
        set_quotient(draft, EXACT.multiply(draft.numerator, scale), draft.denominator)
        return at + 1
    return last


def set_over(draft: Draft, found: Over, factor: Decimal, *, percent: bool) -> None:
    """Make a draft the fraction whose denominator was written first; times `factor`; as a share in per cent."""
    bottom, top, _, negative = found
    if top.written is None or bottom.written is None or top.low is None or top.high is None:
        return
    if negative:
        factor = factor.copy_negate()
    draft.scale, draft.power, draft.more = top.scale, top.power, top.more
    if percent:
        factor = EXACT.multiply(factor, HUNDRED.scaleb(-bottom.written.adjusted()))
        draft.kind, draft.vague = "percent", top.vague
        draft.value = draft.written = EXACT.multiply(top.written, factor)
        if top.vague or top.estimate:
            draft.value = None
            draft.low, draft.high = EXACT.multiply(top.low, factor), EXACT.multiply(top.high, factor)
        return
    above = EXACT.multiply(top.written, factor)
    set_fraction(draft, above, bottom.written)
    if bottom.vague and bottom.high and bottom.low:
        draft.low, draft.high = quotient(above, bottom.high), quotient(above, bottom.low)
        draft.value = draft.numerator = draft.denominator = None


def count_part(table: NumberTable, run: list[Token], first: int, at: int, draft: Draft) -> int:
    """Five eighths, or one hundred and three quarters: 100 and 3/4, for three of four is less than one.

    `at` is the token of the denominator. Gives the token to go on with, or 0 where there is no fraction.
    """
    for link in range(at - 1, first, -1):
        if run[link].kind != "link":
            continue
        part = part_at(table, run, link + 1)
        above = cardinal(table, run[first:link], 0)
        if part is not None and part.top < part.bottom and above is not None and above.last == link - first:
            return add_part(run, above, part, draft)
        break
    found = counted(table, run, first, at)
    if found is None:
        return 0
    draft.end = run[found.last - 1].end
    set_fraction(draft, found.top, found.bottom)
    return multiplied(run, draft, found.last)


def add_part(run: list[Token], whole: Cardinal, part: Part, draft: Draft) -> int:
    """A whole number and a fraction of one; of a million where it is in millions (three million and a quarter)."""
    top, bottom, last = part
    draft.end = run[last - 1].end
    if whole.scale >= MILLION:
        top = EXACT.multiply(top, whole.scale)
        set_quotient(draft, EXACT.add(EXACT.multiply(whole.written or ZERO, bottom), top), bottom)
        return last
    set_fraction(draft, EXACT.add(EXACT.multiply(whole.written or ZERO, bottom), top), bottom)
    if last < len(run) and run[last].kind == "scale" and whole.scale == 1:
        return multiplied(run, draft, last)
    return last


def set_percent(folded: str, run: list[Token], first: int, whole: Cardinal, draft: Draft) -> int:
    """3.8%, 七成半, 三成五, 八折, 九五折, 3割5分: make a draft a percent; the token to go on with."""
    last = whole.last
    after = run[last]
    factor = after.low
    if whole.written is None or whole.low is None or whole.high is None:
        return last
    if draft.start and folded[draft.start - 1] == "%":
        return last  # %2020% in an address
    if after.kind == "discount" and not (whole.estimate or whole.written < TEN):
        if last != first + 1 or len(run[first].word) != 2 or whole.written == TEN:
            return last
        factor = ONE
    draft.kind, draft.form, draft.end = "percent", after.word, after.end
    draft.scale = draft.power = ONE
    draft.written = EXACT.multiply(whole.written, factor)
    if whole.estimate or whole.vague:
        draft.value = None
        draft.low, draft.high = EXACT.multiply(whole.low, factor), EXACT.multiply(whole.high, factor)
        return last + 1
    draft.value = draft.written
    return _tenths(run, last + 1, draft) if after.kind == "tenths" else last + 1


def _tenths(run: list[Token], at: int, draft: Draft) -> int:
    """What a share in tenths goes on with: a half, a digit, or digits with their own words."""
    value = draft.value or ZERO
    while at < len(run):
        token = run[at]
        if token.kind == "half" and not token.gap:
            value, draft.end, at = EXACT.add(value, FIVE), token.end, at + 1
            break
        if not (token.kind == "digit" and token.low == token.high) and not (token.arabic and token.low < TEN):
            break
        named = at + 1 < len(run) and run[at + 1].kind == "hundredths"
        if not named and (token.arabic or (at + 1 < len(run) and run[at + 1].kind in NAMING)):
            break
        value = EXACT.add(value, EXACT.multiply(token.low, run[at + 1].low if named else ONE))
        at += 2 if named else 1
        draft.end = run[at - 1].end
        if not named:
            break
    draft.value = draft.written = value
    return at
