"""The number grammar: what is written, in any of several languages, to an exact Decimal."""

from __future__ import annotations

from pipeline.numerals.number import Number, Numeral, plain
from pipeline.numerals.scan import scan

__all__ = ["Number", "Numeral", "numbers", "plain", "scan"]


def numbers(text: str, language: str | None = None) -> tuple[Number, ...]:
    """Every number written in `text`, judged by nobody."""
    found = []
    for numeral in scan(text, language or "zh"):
        value, low, high, kind = numeral.value, numeral.low, numeral.high, numeral.kind
        if value is None and kind in {"number", "percent"}:
            kind = "range"
        found.append(
            Number(
                start=numeral.start,
                end=numeral.end,
                kind=kind,
                value=None if value is None else plain(value),
                low=None if low is None else plain(low),
                high=None if high is None else plain(high),
                numerator=None if numeral.numerator is None else plain(numeral.numerator),
                denominator=None if numeral.denominator is None else plain(numeral.denominator),
            )
        )
    return tuple(found)
