"""Vague numbers that English writes with plurals: hundreds of millions of dollars, dozens of workers, several thousand.

The number grammar reads numerals; these are none, but bound a quantity as 数亿 does: 2 to 9 of their unit.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.units import units
from pipeline.numerals.number import Numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["with_vague"]

LOW, HIGH, ONE = Decimal(2), Decimal(9), Decimal(1)


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Plural of plural of, plural of, several of a scale; None for a language that has none of them. Linear: words only."""
    table = units(language).vague
    if not table.plurals:
        return None
    plural, single = alternation(table.plurals), alternation(table.scales)
    of, several = alternation(table.of), alternation(table.several)
    body = rf"(?:(?P<first>{plural}) {of} )?(?P<second>{plural}) {of}|{several} (?P<third>{single})(?: (?P<fourth>{single}))?"
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)


@functools.cache
def _signals(language: str) -> tuple[str, ...]:
    """The words without which a text has no vague number: looking for them costs next to nothing."""
    table = units(language).vague
    return tuple(sorted({*table.plurals, *table.several}))


def with_vague(text: str, language: str, numerals: list[Numeral]) -> list[Numeral]:
    """The numerals and the vague ones of `text`, in order; a vague one gives way to a numeral that it overlaps.

    >>> [(f"{n.low:f}", f"{n.high:f}") for n in with_vague("Tens of thousands of users left.", "en", [])]
    [('20000', '90000')]
    """
    pattern = _pattern(language)
    if pattern is None:
        return numerals
    small = text.lower()
    if not any(word in small for word in _signals(language)):
        return numerals
    found = [_numeral(match, language) for match in pattern.finditer(text)]
    return _merged(numerals, found) if found else numerals


def _numeral(match: re.Match[str], language: str) -> Numeral:
    table = units(language).vague
    unit = ONE
    for group in ("first", "second", "third", "fourth"):
        word = match[group]
        if word is not None:
            unit *= table.plurals.get(word.lower()) or table.scales[word.lower()]
    return Numeral(
        start=match.start(), end=match.end(), kind="number", low=LOW * unit, high=HIGH * unit, vague=True, scale=unit, arabic=True
    )


def _merged(numerals: Sequence[Numeral], vague: Sequence[Numeral]) -> list[Numeral]:
    """Both in order of their starts; of two that overlap the vague one, which is the longer, stays."""
    merged: list[Numeral] = []
    for numeral in sorted((*numerals, *vague), key=lambda one: (one.start, -one.end)):
        if merged and numeral.start < merged[-1].end:
            continue
        merged.append(numeral)
    return merged
