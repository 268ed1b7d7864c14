"""Numerals from cardinals: what their words become with what stands next to them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.affixes import misplaced, sign_start, suffix, vetoed
from pipeline.numerals.cardinal import Cardinal, cardinal
from pipeline.numerals.digits import Site, after_digits
from pipeline.numerals.fractions import over, part_at
from pipeline.numerals.number import EXACT, Draft
from pipeline.numerals.shares import add_part, count_part, multiplied, set_fraction, set_over, set_percent

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["Found", "compose"]

ONE, TEN = Decimal(1), Decimal(10)
HALF = Decimal("0.5")
BACKING = frozenset({"over", "percent", "nth", "tenths", "point"})
DENOMINATORS = frozenset({"denominator", "denominator_scale"})


class Found(NamedTuple):
    """A numeral or None; the token to go on with, and the place."""

    draft: Draft | None
    then: int
    end: int


def compose(site: Site, first: int) -> Found:  # noqa: PLR0911 - one way out for each way to begin
    """The numeral that begins at token `first`, if one does."""
    table, _, _, run = site
    token = run[first]
    if token.kind == "half":
        return _opening_half(table, run, first)
    if token.kind == "percent_word":
        draft = Draft(token.start, token.end, "percent", token.low, form=token.word, written=token.low)
        return Found(draft, first + 1, token.end)
    whole = cardinal(table, run, first)
    if token.kind == "article" or (whole is not None and (whole.written == 1 or whole.ordinal)):
        part = part_at(table, run, first)
        if part is not None:
            draft = Draft(token.start, run[part.last - 1].end, "fraction", None, arabic=token.arabic)
            set_fraction(draft, part.top, part.bottom)
            return Found(draft, multiplied(run, draft, part.last), draft.end)
    if whole is None:
        return Found(None, first + 1, token.start)
    end = run[whole.last - 1].end
    if whole.written is None:
        return Found(None, whole.last, end)
    if not token.arabic:
        stop = _no_number(site, first, whole)
        if stop:
            return Found(None, first + 1 if stop < end else whole.last, stop)
    draft = _draft(token, whole, end)
    last = after_digits(site, first, draft) if token.arabic and whole.last == first + 1 else 0
    if not last:
        _at_least(site, first, draft)
        last = _after_words(site, first, whole, draft)
    return Found(draft, last, draft.end)


def _draft(token: Token, whole: Cardinal, end: int) -> Draft:
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
        if not whole.vague:
            draft.kind = "range"
    return draft


def _no_number(site: Site, first: int, whole: Cardinal) -> int:  # noqa: PLR0911 - one for each reason
    """Where to go on if these words are no number where they stand; 0 if they are one."""
    table, text, folded, run = site
    token, end = run[first], run[whole.last - 1].end
    start = token.start
    following = run[whole.last].kind if whole.last < len(run) else ""
    veto = 0 if following == "over" else vetoed(table, folded, start, end)
    if veto:
        return max(end, veto)
    if end - start == 1 and text[start] in table.shy and _beside_letters(text, start):
        return end
    if table.spaced and whole.last == first + 1 and folded[start:end] in table.alone and following not in BACKING:
        return end
    if table.compounds and folded[end : end + 1].isalpha():
        return end
    if table.script[0]:
        after = following in BACKING or (following == "mixed" and over(table, run, whole.last + 1) is not None)
        before = sign_start(table, folded, start, 0)[1] != 0 or (first > 0 and run[first - 1].kind in {"over", "mixed"})
        if misplaced(table, folded, start, end, single=whole.last == first + 1, before=before, after=after):
            return end
    if token.low != token.high and token.kind == "digit":
        if start and folded[start - 1] in table.noun_before_vague:
            return token.end
        if end == token.end and table.vague_before and folded[end : end + 1] not in table.vague_before:
            return end
    return 0


def _beside_letters(text: str, at: int) -> bool:
    return (at > 0 and text[at - 1].isalpha()) or text[at + 1 : at + 2].isalpha()


def _opening_half(table: NumberTable, run: list[Token], first: int) -> Found:
    """Half a million, 半ダース; a half alone is a fraction only where the table says so."""
    token = run[first]
    at = first + 1
    if at < len(run) and run[at].kind == "article":
        at += 1
    if at < len(run) and run[at].kind == "scale":
        scale = run[at].low
        value = EXACT.multiply(HALF, scale)
        draft = Draft(token.start, run[at].end, "number", value, scale=scale, power=scale, written=value)
        return Found(draft, at + 1, draft.end)
    if token.word not in table.half_alone:
        return Found(None, first + 1, token.start)
    draft = Draft(token.start, token.end, "fraction", None)
    set_fraction(draft, ONE, Decimal(2))
    return Found(draft, first + 1, token.end)


def _at_least(site: Site, first: int, draft: Draft) -> None:
    """上百, 上千万: a bare scale word after such a word is the least that is meant."""
    table, _, folded, run = site
    if run[first].kind != "scale" or draft.value is None:
        return
    for word in table.at_least:
        start = draft.start - len(word)
        if (
            start >= 0
            and folded.startswith(word, start)
            and (not start or folded[start - 1] not in table.not_after.get(word, ""))
        ):
            draft.start, draft.low, draft.value, draft.vague = start, draft.written, None, True
            return


def _after_words(site: Site, first: int, whole: Cardinal, draft: Draft) -> int:  # noqa: PLR0911 - one for each thing that may follow
    """Complete a numeral with the tokens after its cardinal; the token to go on with."""
    table, _, folded, run = site
    last = whole.last
    kind = run[last].kind if last < len(run) else ""
    if kind in {"percent", "discount", "tenths"}:
        return set_percent(folded, run, first, whole, draft)
    if kind == "over" and not draft.more:
        return _over(site, first, last, draft)
    if kind in {"mixed", "link"} and draft.value is not None and not whole.ordinal:
        return _mixed(table, run, whole, draft)
    if table.spaced and kind:
        at = _denominator(table, run, whole)
        if at:
            return count_part(table, run, first, at, draft) or last
    if kind == "half" and whole.written == 1 and last == first + 1 and not table.spaced:
        draft.value = draft.written = HALF
        draft.end = run[last].end
        return last + 1
    if kind == "nth" and draft.value is not None and not (table.spaced and run[last].gap):
        draft.kind, draft.end = "ordinal", run[last].end
        return last + 1
    _and_half(table, folded, whole, draft)
    return last


def _denominator(table: NumberTable, run: list[Token], whole: Cardinal) -> int:
    """The token of the denominator word after a cardinal, its own tens and hundreds between them; 0 if there is none."""
    last = whole.last
    kind = run[last].kind
    if kind in DENOMINATORS or (kind == "half" and whole.written != 1):
        return last
    if kind not in {"digit", "word", "literal", "article"} or whole.ordinal:
        return 0
    below = cardinal(table, run, last)
    if below is not None and below.last < len(run) and run[below.last].kind in DENOMINATORS:
        return below.last
    return 0


def _and_half(table: NumberTable, folded: str, whole: Cardinal, draft: Draft) -> None:
    """两个半: the counting word stands between the number and its half."""
    if draft.value is None or whole.scale != 1 or draft.kind != "number":
        return
    for word in table.half_after:
        if folded.startswith(word, draft.end):
            draft.value = draft.written = EXACT.add(draft.value, HALF)
            draft.end += len(word)
            return


def _over(site: Site, first: int, last: int, draft: Draft) -> int:
    """三分之二; with a suffix, 百分之15k."""
    table, text, _, run = site
    found = over(table, run, first)
    if found is None:
        return last
    end = run[found.last - 1].end
    scaled = suffix(table, text, end) if run[found.last - 1].arabic else None
    draft.end = end if scaled is None else scaled[1]
    bare = table.over_percent and all(token.kind == "scale" and token.low > TEN for token in run[first:last])
    set_over(draft, found, ONE if scaled is None else scaled[0], percent=bare)
    draft.form = run[last].word
    return found.last


def _mixed(table: NumberTable, run: list[Token], whole: Cardinal, draft: Draft) -> int:
    """一又二分之一, 3と5分の1, forty-two and a third, two and a half million."""
    at = whole.last
    if table.spaced:
        part = part_at(table, run, at + 1)
        if part is None or part.top >= part.bottom:
            return at
        return add_part(run, whole, part, draft)
    found = over(table, run, at + 1)
    if found is None or found.negative:
        return at
    return add_part(run, whole, found.part(), draft)
