"""The derivation of a numeral: which words gave which part of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.lexing import tokens
from pipeline.numerals.number import plain
from pipeline.numerals.search import fold, table_for

if TYPE_CHECKING:
    from pipeline.numerals.number import Numeral

__all__ = ["Step", "derive"]

WORTH = frozenset({"literal", "digit", "pair", "word", "scale", "ordinal", "ordinal_scale", "denominator", "article"})
TIMES = frozenset({"scale", "ordinal_scale", "percent", "tenths", "discount", "hundredths"})


class Step(NamedTuple):
    """One word of a numeral: its place, what it does, and what it is worth (empty for a word that only joins).

    `role` is a kind of lexeme (digit, scale, point, over, percent, …), ``literal`` for digits side by side, ``pair`` for
    an estimate, or ``mark`` for what the grammar has no word for: a sign, an ordinal mark, a suffix, a bar.
    """

    start: int
    end: int
    role: str
    worth: str


def derive(text: str, numeral: Numeral, language: str) -> tuple[Step, ...]:
    """The words of `numeral` in `text`, each with what it gave; together they cover the numeral, spaces aside.

    >>> from pipeline.numerals import scan
    >>> text = "约3亿5千万元"
    >>> [(text[s.start : s.end], s.worth) for s in derive(text, scan(text, "zh")[0], "zh")]
    [('3', '3'), ('亿', '×100000000'), ('5', '5'), ('千', '×1000'), ('万', '×10000')]
    """
    table = table_for(language)
    folded = fold(table, text[numeral.start : numeral.end])
    steps: list[Step] = []
    at = 0
    while at < len(folded):
        for token in tokens(table, folded, at):
            steps.append(Step(token.start, token.end, token.kind, _worth(token.kind, plain(token.low), plain(token.high))))
            at = token.end
        rest = at
        while rest < len(folded) and not (table.anchor.match(folded, rest) and rest > at):
            rest += 1
        mark = folded[at:rest]
        if mark.strip():
            left = at + len(mark) - len(mark.lstrip())
            steps.append(Step(left, left + len(mark.strip()), "mark", ""))
        at = max(rest, at + 1)
    return tuple(
        Step(numeral.start + step.start, numeral.start + step.end, step.role, step.worth)
        for step in steps
        if step.end > step.start
    )


def _worth(kind: str, low: str, high: str) -> str:
    if kind in TIMES:
        return f"×{low}"
    if kind not in WORTH:
        return ""
    return low if low == high else f"{low}..{high}"
