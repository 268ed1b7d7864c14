"""From a text to its numerals: one pass from anchor to anchor."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.numbers import number_languages, number_table
from pipeline.numerals.cardinal import cardinal
from pipeline.numerals.lexing import arabic, tokens
from pipeline.numerals.number import EXACT, LARGEST, Numeral

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.cardinal import Cardinal
    from pipeline.numerals.lexing import Token

__all__ = ["scan"]

ONE = Decimal(1)
HALF = Decimal("0.5")


def scan(text: str, language: str) -> list[Numeral]:
    """Every numeral of `text`, in order, without overlap. A language without a table is read with English marks.

    Linear in the text. Nothing is judged: years, codes and versions are numerals too.

    >>> [(n.start, n.end, str(n.value)) for n in scan("营收1.2万元，占三成", "zh")]
    [(2, 6, '12000'), (9, 11, '30')]
    """
    table = number_table(language if language in number_languages() else "zh")
    folded = text.translate(table.fold)
    found: list[Numeral] = []
    at = 0
    search = table.anchor.search
    while (match := search(folded, at)) is not None:
        numeral, at = _read(table, text, folded, match.start(), at)
        if numeral is not None:
            found.append(numeral)
    return found


def _read(table: NumberTable, text: str, folded: str, at: int, floor: int) -> tuple[Numeral | None, int]:
    """The numeral at `at`, if there is one, and where to go on; nothing before `floor` is taken."""
    char = folded[at]
    if "0" <= char <= "9" or char == ".":
        value, end = arabic(table, folded, at)
        if value is None:
            return None, max(end, at + 1)
        if end >= len(folded) or folded[end] not in table.after_arabic:
            return _finish(table, folded, at, end, floor, value), end
    run = tokens(table, folded, at)
    if not run:
        return None, at + 1
    whole = cardinal(table, run, 0)
    if whole is None:
        return None, run[0].end
    return _extend(table, text, folded, run, whole, floor)


def _sign(table: NumberTable, folded: str, at: int, floor: int) -> tuple[int, str]:
    """Where the sign before `at` begins, and the sign; `at` itself and nothing where there is none."""
    back = at
    while back > floor and at - back < 2 and folded[back - 1] == " ":
        back -= 1
    for word in (*table.minus, *table.plus):
        start = back - len(word)
        if start >= floor and folded.startswith(word, start):
            if not word[-1].isalpha():
                if start and (folded[start - 1].isalnum() and folded[start - 1].isascii() or folded[start - 1] in "%)）"):
                    return at, ""
                if at - back and start and folded[start - 1] not in " \n\t(（:：":
                    return at, ""
            return start, word
    return at, ""


def _finish(  # noqa: PLR0913 - every argument is a field of the numeral
    table: NumberTable,
    folded: str,
    at: int,
    end: int,
    floor: int,
    value: Decimal,
    *,
    kind: str = "number",
    scale: Decimal = ONE,
    written_in: str = "digits",
    more: bool = False,
    form: str = "",
) -> Numeral:
    start, sign = _sign(table, folded, at, floor)
    if sign in table.minus:
        value = value.copy_negate()
    if kind == "number":
        for word in table.ordinal_before:
            if start - len(word) >= floor and folded.startswith(word, start - len(word)):
                start, kind = start - len(word), "ordinal"
                break
    return Numeral(
        start=start,
        end=end,
        kind=kind,
        value=value,
        scale=scale,
        arabic=written_in == "digits",
        more=more,
        sign=sign,
        form=form,
    )


def _vetoed(table: NumberTable, folded: str, start: int, end: int) -> int:
    """Where the word ends that holds the whole of ``[start, end)`` and is no number; 0 where there is none."""
    if end - start > 3:
        return 0
    for left in range(max(0, start - 3), start + 1):
        for right in range(max(end, left + 2), min(len(folded), left + 5) + 1):
            if folded[left:right] in table.vetoes:
                return right
    return 0


def _extend(
    table: NumberTable, text: str, folded: str, run: list[Token], whole: Cardinal, floor: int
) -> tuple[Numeral | None, int]:
    """The numeral of a cardinal with what follows it: a fraction, a percent, a half, a suffix."""
    start, end = run[0].start, run[whole.last - 1].end
    digits = run[0].arabic
    if not digits:
        veto = _vetoed(table, folded, start, end)
        if veto:
            return None, max(end, veto)
        if end - start == 1 and text[start] in table.shy and _beside_letters(text, start):
            return None, end
    following = run[whole.last] if whole.last < len(run) else None
    if following is not None and following.kind == "over":
        numeral = _over(table, folded, run, whole, floor)
        if numeral is not None:
            return numeral, numeral.end
    value: Decimal | None = whole.written
    low = high = None
    form = ""
    kind = "number"
    if following is not None and following.kind == "percent":
        kind, end, form = "percent", following.end, following.word
        factor = following.values[0]
        if whole.pair or (whole.vague and run[0].kind == "digit"):
            value, low, high = None, EXACT.multiply(whole.low, factor), EXACT.multiply(whole.high, factor)
        else:
            value = EXACT.multiply(whole.written, factor)
            if factor == 10 and whole.last + 1 < len(run) and not run[whole.last + 1].gap:
                rest = run[whole.last + 1]
                if rest.kind == "half":
                    value, end = EXACT.add(value, Decimal(5)), rest.end
                elif rest.kind == "digit" and rest.values[0] == rest.values[1]:
                    value, end = EXACT.add(value, rest.values[0]), rest.end
    elif whole.pair or whole.vague:
        value, low, high = None, whole.low, whole.high
        if whole.pair:
            kind = "range"
    elif following is not None and following.kind == "half" and whole.written == 1 and whole.last == 1:
        value, end = HALF, following.end
    scale = whole.scale
    if digits and whole.last == 1 and kind == "number":
        suffix = _suffix(table, text, end)
        if suffix is not None and value is not None:
            scale, end = suffix
            value = EXACT.multiply(value, scale)
    start, sign = _sign(table, folded, start, floor)
    if value is not None and abs(value).adjusted() > LARGEST and not digits:
        return None, end
    if sign in table.minus:
        value = None if value is None else value.copy_negate()
        low, high = (None if high is None else high.copy_negate()), (None if low is None else low.copy_negate())
    if kind == "number" and value is not None:
        for word in table.ordinal_before:
            if start - len(word) >= floor and folded.startswith(word, start - len(word)):
                start, kind = start - len(word), "ordinal"
    return (
        Numeral(
            start=start,
            end=end,
            kind=kind,
            value=value,
            low=low,
            high=high,
            vague=whole.vague,
            more=whole.more,
            scale=scale,
            arabic=digits,
            sign=sign,
            form=form,
            written=whole.written,
        ),
        end,
    )


def _beside_letters(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() if at else False or text[at + 1 : at + 2].isalpha()


def _suffix(table: NumberTable, text: str, at: int) -> tuple[Decimal, int] | None:
    for word, size in table.suffixes.items():
        if text.startswith(word, at) and not (
            text[at + len(word) : at + len(word) + 1].isascii() and text[at + len(word) : at + len(word) + 1].isalnum()
        ):
            return size, at + len(word)
    return None


def _over(table: NumberTable, folded: str, run: list[Token], whole: Cardinal, floor: int) -> Numeral | None:
    """分之: the denominator stands first; a bare 百, 千 or 万 before it makes a percent."""
    top = cardinal(table, run, whole.last + 1)
    if top is None:
        return None
    start, end = run[0].start, run[top.last - 1].end
    begin, sign = _sign(table, folded, start, floor)
    bare = all(token.kind == "scale" for token in run[: whole.last])
    value: Decimal | None
    low = high = None
    if bare:
        factor = Decimal(100).scaleb(-whole.written.adjusted())
        value, kind = EXACT.multiply(top.written, factor), "percent"
        if top.pair or top.vague:
            value, low, high = None, EXACT.multiply(top.low, factor), EXACT.multiply(top.high, factor)
        numerator = denominator = None
    else:
        if not whole.written:
            return None
        value, kind = _quotient(top.written, whole.written), "fraction"
        numerator, denominator = top.written, whole.written
        if whole.vague and value is not None:
            low, high, value = _quotient(top.low, whole.high), _quotient(top.high, whole.low), None
            numerator = denominator = None
    if sign in table.minus:
        value = None if value is None else value.copy_negate()
        numerator = None if numerator is None else numerator.copy_negate()
        low, high = (None if high is None else high.copy_negate()), (None if low is None else low.copy_negate())
    return Numeral(
        start=begin,
        end=end,
        kind=kind,
        value=value,
        low=low,
        high=high,
        vague=whole.vague or top.vague,
        scale=top.scale,
        arabic=run[0].arabic,
        numerator=numerator,
        denominator=denominator,
        sign=sign,
        form="/" if not bare else "%",
    )


def _quotient(top: Decimal, bottom: Decimal) -> Decimal:
    """The quotient to 28 significant digits, exact where it is finite within them."""
    return Decimal(top) / Decimal(bottom)
