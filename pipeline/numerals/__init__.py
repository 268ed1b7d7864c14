"""The number grammar: what is written, in any of several languages, to an exact Decimal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataclasses_json import DataClassJsonMixin

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Number", "Numeral", "numbers", "scan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as written, with its scale words: what the stages work with.

    `kind` is number, percent, fraction, ordinal or range. Either `value` is set, or `low`, `high` (a range, or a vague
    amount with the bounds its words allow; None is open). `vague` marks 数十, 几百, 十几, 上百; `more` marks a 多, 余 or 来
    written inside. `scale` is the last scale word's power (万 → 10000, none → 1), for a range's other end.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    more: bool = False
    scale: Decimal
    arabic: bool
    numerator: Decimal | None = None
    denominator: Decimal | None = None


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


def scan(text: str, language: str) -> list[Numeral]:
    """Every numeral of `text`, in order, without overlap."""
    del text, language
    return []


def numbers(text: str, language: str | None = None) -> tuple[Number, ...]:
    """Every number written in `text`, judged by nobody."""
    del text, language
    return ()
