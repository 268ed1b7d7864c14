"""From a text to its numerals: one pass from anchor to anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.numbers import number_languages, number_table
from pipeline.numerals.affixes import ordinal_start, sign_start
from pipeline.numerals.commonest import digit_word, digits
from pipeline.numerals.compose import compose
from pipeline.numerals.digits import Site, vulgar
from pipeline.numerals.lexing import arabic, tokens
from pipeline.numerals.number import Draft, Numeral

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable

__all__ = ["fold", "scan", "table_for"]

UNKNOWN = frozenset({None, "und", "yue", "lzh", "wuu"})
"""No language, or one that writes numbers as Chinese does."""

WIDEST = 4
"""Characters before a numeral among which its sign ends, blanks behind it."""


def table_for(language: str | None) -> NumberTable:
    """The table of a language, or the nearest thing to one.

    Where the language is unknown that is the Chinese table, which reads Arabic digits too; where it is known and has no
    table the English one, for its marks are the commonest.

    >>> table_for("zh").language, table_for("und").language, table_for("fi").language
    ('zh', 'zh', 'en')
    """
    if language in number_languages():
        return number_table(language)
    return number_table("zh" if language in UNKNOWN else "en")


def fold(table: NumberTable, text: str) -> str:
    """`text` with the characters of a number in their plain forms, one for one.

    >>> fold(table_for("zh"), "１．２萬")
    '1.2万'
    """
    plain = table.fold
    if table.cased:
        small = text.lower()
        text = small if len(small) == len(text) else text
    return table.foldable.sub(lambda match: plain[match.group()], text)


def scan(text: str, language: str, *, first: bool = False) -> list[Numeral]:
    """Every numeral of `text`, in order, without overlap.

    Linear in the text. Nothing is judged: years, codes and versions are numerals too, and so is a unit's number. Ranges
    are left as their ends. A language without a table is read with the English one. With `first` the reading ends with the
    first run of numerals.

    >>> [(n.start, n.end, str(n.value)) for n in scan("营收1.2万元，占三成", "zh")]
    [(2, 6, '12000'), (9, 11, '30')]
    """
    table = table_for(language)
    folded = fold(table, text)
    found: list[Numeral] = []
    at = floor = 0
    search = table.anchor.search
    while (match := search(folded, at)) is not None and not (first and found):
        start = match.start()
        char = folded[start]
        if "0" <= char <= "9" or char == ".":
            value, end = arabic(table, folded, start)
            if value is None:
                at = max(end, start + 1)
                continue
            draft = digits(table, folded, start, end, value)
            if draft is not None:
                found.append(_finish(table, folded, draft, floor))
                at = floor = draft.end
                continue
        else:
            read = digit_word(table, text, folded, start)
            if read is not None:
                draft, at = read
                if draft is not None:
                    found.append(_finish(table, folded, draft, floor))
                    floor = at
                continue
        if char in table.fractions:
            draft = vulgar(table, folded, start)
            found.append(_finish(table, folded, draft, floor))
            at = floor = draft.end
            continue
        at, floor = _run(Site(table, text, folded, tokens(table, folded, start)), start, floor, found)
    return found


def _run(site: Site, start: int, floor: int, found: list[Numeral]) -> tuple[int, int]:
    """Read the numerals that touch one another from `start` on; where to go on, and where the last one ends."""
    run = site.run
    at = start
    index = 0
    while index < len(run):
        if run[index].start < at:
            index += 1
            continue
        draft, index, end = compose(site, index)
        at = max(at, end)
        if draft is not None:
            found.append(_finish(site.table, site.folded, draft, floor))
            floor = end
    return max(at, start + 1, run[-1].end if run else 0), floor


def _finish(table: NumberTable, folded: str, draft: Draft, floor: int) -> Numeral:
    """The numeral of a draft, with the sign and the ordinal word before it."""
    start, value, low, high, kind = draft.start, draft.value, draft.low, draft.high, draft.kind
    numerator, sign = draft.numerator, ""
    if start > floor and folded[max(0, start - WIDEST) : start].rstrip(" ")[-1:] in table.edges:
        start, meaning = sign_start(table, folded, start, floor)
        if meaning:
            sign = folded[start : draft.start].strip()
        if meaning < 0:
            value = None if value is None else value.copy_negate()
            numerator = None if numerator is None else numerator.copy_negate()
            low, high = (None if high is None else high.copy_negate()), (None if low is None else low.copy_negate())
        if kind == "number" and value is not None and not meaning:
            before = ordinal_start(table, folded, start, floor)
            if before < start:
                start, kind = before, "ordinal"
    return Numeral(
        start, draft.end, kind, draft.scale, draft.arabic, value, low, high, draft.vague, draft.more,
        draft.power, numerator, draft.denominator, sign, draft.form, draft.written,
    )  # fmt: skip
