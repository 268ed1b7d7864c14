"""Numerals from cardinals: with a fraction, a percent, a half, an ordinal word, a suffix or a power."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals.affixes import misplaced, power, sign_start, slash, suffix, vetoed
from pipeline.numerals.cardinal import Cardinal, cardinal
from pipeline.numerals.fractions import counted, over, part_at
from pipeline.numerals.lexing import lexeme_at
from pipeline.numerals.number import EXACT, LARGEST, Draft, quotient

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["compose", "vulgar"]

ZERO, ONE, FIVE, TEN, HUNDRED = Decimal(0), Decimal(1), Decimal(5), Decimal(10), Decimal(100)
BACKING = frozenset({"over", "percent", "nth", "tenths", "point"})
HALF, MILLION = Decimal("0.5"), Decimal(1000000)


def vulgar(table: NumberTable, folded: str, at: int) -> Draft:
    """The numeral of a fraction sign that stands alone: ½, ¾ million."""
    top, bottom = table.fractions[folded[at]]
    return _scaled(table, folded, _fraction(at, at + 1, top, bottom, arabic=True))


def compose(table: NumberTable, text: str, folded: str, run: list[Token], first: int) -> tuple[Draft | None, int, int]:
    """The numeral that begins at token `first`, if one does; the token to go on with, and where the numeral ends."""
    token = run[first]
    if token.kind == "half":
        return _opening_half(table, run, first)
    if token.kind == "percent_word":
        draft = Draft(token.start, token.end, "percent", token.low, form=token.word, written=token.low)
        return draft, first + 1, token.end
    whole = cardinal(table, run, first)
    if token.kind == "article" or (whole is not None and whole.written == 1) or (whole is not None and whole.ordinal):
        part = part_at(table, run, first)
        if part is not None:
            end = run[part.last - 1].end
            draft = _fraction(token.start, end, part.top, part.bottom, arabic=token.arabic)
            return _of_scale(run, draft, part.last)
    if whole is None:
        return None, first + 1, token.start
    end = run[whole.last - 1].end
    if whole.written is None:
        return None, whole.last, end
    if not token.arabic:
        stop = _no_number(table, text, folded, run, first, whole)
        if stop:
            return None, (first + 1 if stop < end else whole.last), stop
    draft = Draft(
        token.start,
        end,
        "ordinal" if whole.ordinal else "number",
        whole.written,
        vague=whole.vague,
        more=whole.more,
        scale=whole.scale,
        power=whole.power,
        arabic=token.arabic,
        written=whole.written,
    )
    if whole.vague or whole.estimate:
        draft.value, draft.low, draft.high = None, whole.low, whole.high
        if whole.estimate and not whole.vague:
            draft.kind = "range"
    if token.arabic and whole.last == first + 1:
        last = _after_digits(table, text, folded, run, first, draft)
        if last:
            return draft, last, draft.end
    _at_least(table, folded, run, first, whole, draft)
    last = _after_words(table, text, folded, run, first, whole, draft)
    return draft, last, draft.end


def _no_number(  # noqa: PLR0913 - the numeral, its place, and the text around
    table: NumberTable, text: str, folded: str, run: list[Token], first: int, whole: Cardinal
) -> int:
    """Where to go on if these words are no number where they stand; 0 if they are one."""
    token, end = run[first], run[whole.last - 1].end
    start = token.start
    veto = vetoed(table, folded, start, end)
    if veto:
        return max(end, veto)
    if end - start == 1 and text[start] in table.shy and _beside_letters(text, start):
        return end
    if table.script[0]:
        kind = run[whole.last].kind if whole.last < len(run) else ""
        after = kind in BACKING or (kind == "mixed" and over(table, run, whole.last + 1) is not None)
        before = sign_start(table, folded, start, 0)[1] != 0 or (first > 0 and run[first - 1].kind in {"over", "mixed"})
        if misplaced(table, folded, start, end, single=whole.last == first + 1, before=before, after=after):
            return end
    if token.low != token.high and token.kind == "digit":
        if start and folded[start - 1] in table.noun_before_vague and not table.spaced:
            return token.end
        if end == token.end and table.vague_before and folded[end : end + 1] not in table.vague_before:
            return end
    return 0


def _beside_letters(text: str, at: int) -> bool:
    return (at > 0 and text[at - 1].isalpha()) or text[at + 1 : at + 2].isalpha()


def _fraction(start: int, end: int, top: Decimal, bottom: Decimal, *, arabic: bool) -> Draft:
    draft = Draft(start, end, "fraction", quotient(top, bottom), arabic=arabic)
    draft.numerator, draft.denominator = top, bottom
    return draft


def _opening_half(table: NumberTable, run: list[Token], first: int) -> tuple[Draft | None, int, int]:
    """Half a million, 半ダース; a half alone is a fraction where the language spells it with spaces."""
    token = run[first]
    at = first + 1
    if at < len(run) and run[at].kind == "article":
        at += 1
    if at < len(run) and run[at].kind == "scale":
        scale = run[at].low
        value = EXACT.multiply(HALF, scale)
        return Draft(token.start, run[at].end, "number", value, scale=scale, power=scale), at + 1, run[at].end
    if token.word in table.half_alone:
        draft = _fraction(token.start, token.end, ONE, Decimal(2), arabic=False)
        return draft, first + 1, token.end
    return None, first + 1, token.start


def _of_scale(run: list[Token], draft: Draft, last: int) -> tuple[Draft, int, int]:
    """Two thirds of a million: the fraction times the scale."""
    at = last
    if at < len(run) and run[at].kind == "of":
        at += 1
        if at < len(run) and (run[at].kind == "article" or run[at].written == 1):
            at += 1
    if at < len(run) and run[at].kind == "scale" and draft.numerator is not None and draft.denominator is not None:
        top = EXACT.multiply(draft.numerator, run[at].low)
        draft.end, draft.scale, draft.power = run[at].end, run[at].low, run[at].low
        _set_quotient(draft, top, draft.denominator)
        return draft, at + 1, draft.end
    return draft, last, draft.end


def _set_quotient(draft: Draft, top: Decimal, bottom: Decimal) -> None:
    """A whole number where the fraction comes out even, else the fraction."""
    draft.value = quotient(top, bottom)
    if draft.value == draft.value.to_integral_value() or draft.scale > 1:
        exact = draft.value * bottom == top
        draft.kind, draft.numerator, draft.denominator = ("number", None, None) if exact else ("fraction", top, bottom)
    else:
        draft.kind, draft.numerator, draft.denominator = "fraction", top, bottom


def _scaled(table: NumberTable, folded: str, draft: Draft) -> Draft:
    """A fraction with the scale word after it: 1/2 million, 3½亿."""
    at = draft.end + 1 if folded[draft.end : draft.end + 1] == " " else draft.end
    lexeme = lexeme_at(table, folded, at)
    if lexeme is not None and lexeme.kind == "scale" and draft.numerator is not None and draft.denominator is not None:
        draft.end, draft.scale, draft.power = at + len(lexeme.word), lexeme.low, lexeme.low
        _set_quotient(draft, EXACT.multiply(draft.numerator, lexeme.low), draft.denominator)
    return draft


def _after_digits(  # noqa: PLR0913 - the digits' place in the text and in the run, and what they become
    table: NumberTable, text: str, folded: str, run: list[Token], first: int, draft: Draft
) -> int:
    """Complete a numeral of bare Arabic digits; the token to go on with, or 0 where words decide."""
    token = run[first]
    value = token.low
    end = token.end
    sign = folded[end : end + 1]
    plain = token.word.isdigit()
    if plain and sign in {"/", " "}:
        found = slash(folded, token.start, end)
        if found is not None:
            bottom, draft.end = found
            _set_quotient(draft, value, bottom)
            _keep_fraction(draft, value, bottom)
            _scaled(table, folded, draft)
            return first + 1
        after = run[first + 1] if first + 1 < len(run) else None
        if after is not None and after.arabic and after.gap.strip() == "" and after.gap and after.word.isdigit():
            found = slash(folded, after.start, after.end)
            if found is not None:
                bottom, draft.end = found
                top = EXACT.add(EXACT.multiply(value, bottom), after.low)
                _keep_fraction(draft, top, bottom)
                _scaled(table, folded, draft)
                return first + 2
    if plain and sign in table.fractions and sign:
        above, bottom = table.fractions[sign]
        draft.end = end + 1
        _keep_fraction(draft, EXACT.add(EXACT.multiply(value, bottom), above), bottom)
        _scaled(table, folded, draft)
        return first + 1
    if sign in {"^", "x", "×", " "}:
        raised = power(table, folded, end)
        if raised is not None:
            exponent, factor, draft.end = raised
            if factor is not None:
                draft.value = EXACT.multiply(value, factor)
            elif exponent is not None:
                draft.value = _raise(value, exponent)
            draft.written = draft.value
            return 0 if draft.value is None else first + 1
    found_suffix = suffix(table, text, end)
    if found_suffix is not None and not (first + 1 < len(run) and run[first + 1].end > found_suffix[1]):
        draft.scale, draft.end = found_suffix
        draft.power = draft.scale
        draft.value = draft.written = EXACT.multiply(value, draft.scale)
        return first + 1 if first + 1 >= len(run) or run[first + 1].start >= draft.end else first + 2
    return 0


def _keep_fraction(draft: Draft, top: Decimal, bottom: Decimal) -> None:
    draft.kind, draft.numerator, draft.denominator = "fraction", top, bottom
    draft.value = draft.written = quotient(top, bottom)


def _raise(value: Decimal, exponent: Decimal) -> Decimal | None:
    """``value ** exponent`` for a whole exponent, exact where finite; None where it is out of any bounds."""
    size = abs(int(exponent))
    if len(value.as_tuple().digits) * size > LARGEST * 2 or abs(value.adjusted() * size) > LARGEST:
        return None
    raised = ONE
    for _ in range(size):
        raised = EXACT.multiply(raised, value)
    return raised if exponent >= 0 else (quotient(ONE, raised) if raised else None)


def _at_least(  # noqa: PLR0913 - the text, the run, and what is becoming of it
    table: NumberTable, folded: str, run: list[Token], first: int, whole: Cardinal, draft: Draft
) -> None:
    """上百, 上千万: a bare scale word after such a word is the least that is meant."""
    if run[first].kind != "scale" or draft.value is None:
        return
    for word in table.at_least:
        start = draft.start - len(word)
        if (
            start >= 0
            and folded.startswith(word, start)
            and (not start or folded[start - 1] not in table.not_after.get(word, ""))
        ):
            draft.start, draft.low, draft.value, draft.vague = start, whole.written, None, True
            return


def _after_words(  # noqa: PLR0911, PLR0912, PLR0913 - one branch for each thing that may follow
    table: NumberTable, text: str, folded: str, run: list[Token], first: int, whole: Cardinal, draft: Draft
) -> int:
    """Complete a numeral with the tokens after its cardinal; the token to go on with."""
    last = whole.last
    if last >= len(run):
        return _and_half(table, folded, whole, draft, last)
    after = run[last]
    kind = after.kind
    if table.spaced and kind in {"digit", "word", "literal", "article"} and not whole.ordinal:
        below = cardinal(table, run, last)
        if below is not None and below.last < len(run) and run[below.last].kind in {"denominator", "denominator_scale"}:
            found = counted(table, run, first, below.last)
            if found is not None:
                return _counted(table, run, first, below.last, draft)
    if kind == "over" and not draft.more:
        return _over(table, text, run, first, last, draft)
    if kind in {"denominator", "denominator_scale"} or (kind == "half" and table.spaced and whole.written != 1):
        return _counted(table, run, first, last, draft)
    if kind in {"mixed", "link"} and draft.value is not None and not whole.ordinal:
        return _mixed(table, run, last, whole, draft)
    if kind in {"percent", "discount", "tenths"}:
        return _percent(folded, run, first, last, whole, draft)
    if kind == "half" and whole.written == 1 and last == first + 1 and not table.spaced:
        draft.value = draft.written = HALF
        draft.end = after.end
        return last + 1
    if kind == "nth" and draft.value is not None and not (table.spaced and after.gap):
        draft.kind, draft.end = "ordinal", after.end
        return last + 1
    return _and_half(table, folded, whole, draft, last)


def _and_half(table: NumberTable, folded: str, whole: Cardinal, draft: Draft, last: int) -> int:
    """两个半: the counting word stands between the number and its half."""
    if whole.written is None or draft.value is None or whole.scale != 1 or draft.kind != "number":
        return last
    for word in table.half_after:
        if folded.startswith(word, draft.end):
            draft.value = draft.written = EXACT.add(draft.value, HALF)
            draft.end += len(word)
            break
    return last


def _over(  # noqa: PLR0913 - the text, the run, and what is becoming of it
    table: NumberTable, text: str, run: list[Token], first: int, last: int, draft: Draft
) -> int:
    found = over(table, run, first)
    if found is None or found.top.written is None or found.bottom.written is None:
        return last
    draft.end, draft.scale, draft.power = run[found.last - 1].end, found.top.scale, found.top.power
    top = found.top.written.copy_negate() if found.negative else found.top.written
    draft.more = found.top.more
    if table.over_percent and all(token.kind == "scale" for token in run[first:last]):
        scaled = suffix(table, text, draft.end) if run[found.last - 1].arabic else None
        if scaled is not None:
            top, draft.end = EXACT.multiply(top, scaled[0]), scaled[1]
        factor = HUNDRED.scaleb(-found.bottom.written.adjusted())
        draft.kind, draft.form, draft.written = "percent", run[last].word, EXACT.multiply(top, factor)
        draft.vague = found.top.vague
        if (found.top.vague or found.top.estimate) and found.top.low is not None and found.top.high is not None:
            draft.value = None
            draft.low, draft.high = EXACT.multiply(found.top.low, factor), EXACT.multiply(found.top.high, factor)
        else:
            draft.value = draft.written
        return found.last
    _keep_fraction(draft, top, found.bottom.written)
    if found.bottom.vague and found.bottom.high and found.bottom.low:
        draft.low, draft.high = quotient(top, found.bottom.high), quotient(top, found.bottom.low)
        draft.value = draft.numerator = draft.denominator = None
    return found.last


def _counted(table: NumberTable, run: list[Token], first: int, at: int, draft: Draft) -> int:
    """Five eighths, or one hundred and three quarters: 100 and 3/4, for three of four is less than one."""
    for link in range(at - 1, first, -1):
        if run[link].kind != "link":
            continue
        part = part_at(table, run, link + 1)
        above = cardinal(table, run[first:link], 0)
        if part is not None and part.top < part.bottom and above is not None and above.last == link - first:
            return _add_part(run, above, part.top, part.bottom, part.last, draft)
        break
    found = counted(table, run, first, at)
    if found is None:
        return at
    draft.end = run[found.last - 1].end
    _keep_fraction(draft, found.top, found.bottom)
    return _of_scale(run, draft, found.last)[1]


def _mixed(table: NumberTable, run: list[Token], at: int, whole: Cardinal, draft: Draft) -> int:
    """一又二分之一, 3と5分の1, forty-two and a third, two and a half million."""
    if table.spaced:
        part = part_at(table, run, at + 1)
        if part is None or part.top >= part.bottom:
            return at
        return _add_part(run, whole, part.top, part.bottom, part.last, draft)
    found = over(table, run, at + 1)
    if found is None or found.top.written is None or found.bottom.written is None or found.negative:
        return at
    return _add_part(run, whole, found.top.written, found.bottom.written, found.last, draft)


def _add_part(  # noqa: PLR0913 - a whole, a part in two numbers, and where they stand
    run: list[Token], whole: Cardinal, top: Decimal, bottom: Decimal, last: int, draft: Draft
) -> int:
    value = whole.written or ZERO
    if whole.scale >= MILLION:
        top = EXACT.multiply(top, whole.scale)  # three million and a quarter
    draft.end = run[last - 1].end
    _keep_fraction(draft, EXACT.add(EXACT.multiply(value, bottom), top), bottom)
    if last < len(run) and run[last].kind == "scale" and whole.scale == 1:
        return _of_scale(run, draft, last)[1]
    return last


def _percent(  # noqa: PLR0913 - the text, the run, and what is becoming of it
    folded: str, run: list[Token], first: int, last: int, whole: Cardinal, draft: Draft
) -> int:
    """3.8%, 七成半, 三成五, 八折, 九五折, 3割5分."""
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
    if after.kind == "tenths":
        return _tenths(run, last + 1, draft)
    return last + 1


def _tenths(run: list[Token], at: int, draft: Draft) -> int:
    """What a share in tenths goes on with: a half, a digit, or digits with their own words."""
    value = draft.value or ZERO
    while at < len(run):
        token = run[at]
        if token.kind == "half" and not token.gap:
            value, draft.end, at = EXACT.add(value, FIVE), token.end, at + 1
            break
        if token.kind != "digit" or token.low != token.high:
            break
        named = at + 1 < len(run) and run[at + 1].kind == "hundredths"
        if not named and at + 1 < len(run) and run[at + 1].kind in {"scale", "tenths", "percent", "discount", "over"}:
            break
        worth = run[at + 1].low if named else ONE
        value = EXACT.add(value, EXACT.multiply(token.low, worth))
        at += 2 if named else 1
        draft.end = run[at - 1].end
        if not named:
            break
    draft.value = draft.written = value
    return at
