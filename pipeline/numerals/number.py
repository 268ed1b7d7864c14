"""What the number grammar hands out, and the exact arithmetic beneath it."""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pipeline.json_mixin import DataClassJsonMixin

__all__ = ["EXACT", "LARGEST", "Draft", "Entry", "Number", "Numeral", "plain", "quotient"]

EXACT = decimal.Context(
    prec=decimal.MAX_PREC,
    Emin=decimal.MIN_EMIN,
    Emax=decimal.MAX_EMAX,
    traps=[decimal.Inexact, decimal.Overflow, decimal.Underflow, decimal.InvalidOperation, decimal.DivisionByZero],
)
"""Sums and products as they are: a result that would need rounding raises."""

LARGEST = 400
"""Powers of ten beyond this one, either way, are no quantity of the world: such a numeral is left out."""


class Numeral(NamedTuple):
    """A number as written, with its scale words: what the stages work with.

    `kind` is number, percent, fraction, ordinal or range. Either `value` is set, or `low`, `high` (a range, or a vague
    amount with the bounds its words allow; None is open). `vague` marks 数十, 几百, 十几, 上百; `more` marks a 多, 余 or 来
    written inside or after it. `scale` is the last scale word's power (万 → 10000, none → 1) and `power` that of all the
    scale words at the end (四千万 → 1e7), for a range's other end. `sign` is the sign as written, inside the span, or empty:
    a hyphen may join two ends instead. `form` is the word or sign that makes a percent one. `written` is the number as it
    stands where a word leaves it open (十几万 → 100000).
    """

    start: int
    end: int
    kind: str
    scale: Decimal
    arabic: bool
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    more: bool = False
    power: Decimal = Decimal(1)
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    sign: str = ""
    form: str = ""
    written: Decimal | None = None


@dataclass(slots=True)
class Draft:
    """A numeral in the making: the fields of `Numeral` before its sign is read."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    more: bool = False
    scale: Decimal = Decimal(1)
    power: Decimal = Decimal(1)
    arabic: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    form: str = ""
    written: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(DataClassJsonMixin):
    """A number found by `numbers`: its place, its kind and its exact value or bounds as decimal strings."""

    start: int
    end: int
    kind: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    numerator: str | None = None
    denominator: str | None = None


@dataclass(slots=True)
class Entry:
    """A number on its way out of `numbers`: its place and what it says; `bound` is the side that words set."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bound: str = ""
    numeral: Numeral | None = None


_SHARES = decimal.Context(prec=28)


def quotient(top: Decimal, bottom: Decimal) -> Decimal:
    """The quotient to 28 significant digits: the one place where a number may be rounded.

    >>> quotient(Decimal(2), Decimal(3))
    Decimal('0.6666666666666666666666666667')
    """
    return _SHARES.divide(top, bottom)


def plain(value: Decimal) -> str:
    """The decimal string of a record: no exponent, no needless zero.

    >>> plain(Decimal("1.20E+4")), plain(Decimal("69.40")), plain(Decimal("-0"))
    ('12000', '69.4', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
