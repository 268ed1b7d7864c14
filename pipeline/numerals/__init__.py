"""The number grammar: what is written, in any of several languages, to an exact Decimal.

One grammar, driven by a table per language (`pipeline.lexicon.numbers`). `scan` is for the stages: every numeral with its
scale, its sign and the bounds its words allow. `numbers` is for users: every number, ranges joined, as decimal strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.numerals.derivation import Step, derive
from pipeline.numerals.number import Number, Numeral, plain
from pipeline.numerals.ranges import entries, share
from pipeline.numerals.search import fold, scan, table_for

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Number", "Numeral", "Step", "derive", "numbers", "plain", "scan", "share"]


def numbers(text: str, language: str | None = None) -> tuple[Number, ...]:
    """Every number written in `text`, in order, without overlap; judged by nobody.

    `language` is a BCP 47 primary language; without it the text is read as Chinese, which reads Arabic digits too.
    Offsets are into `text`. A range has two ends, or one where the words bound one side.

    >>> [(n.kind, n.value, n.low, n.high) for n in numbers("一百五十、1.2万和三分之一，超过80", "zh")][:2]
    [('number', '150', None, None), ('number', '12000', None, None)]
    """
    table = table_for(language)
    folded = fold(table, text)
    found = entries(table, folded, scan(text, table.language))
    return tuple(
        Number(
            start=entry.start,
            end=entry.end,
            kind=entry.kind,
            value=_string(entry.value),
            low=_string(entry.low),
            high=_string(entry.high),
            numerator=_string(entry.numerator),
            denominator=_string(entry.denominator),
        )
        for entry in found
    )


def _string(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
