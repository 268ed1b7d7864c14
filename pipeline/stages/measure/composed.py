"""Units composed of others: Ω·cm, m/s², mol·L⁻¹, kg/m^3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame

__all__ = ["DOTS", "POWERS", "Composed", "composed", "raised"]

DOTS = frozenset("·⋅∙•")
POWERS = frozenset("⁻⁰¹²³⁴⁵⁶⁷⁸⁹^23")
"""First signs of a power; 2 and 3 are the only ones that are also written as plain digits."""

WORD = re.compile(r"[0-9A-Za-z]")
RAISED = re.compile(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\^-?[1-9](?![0-9A-Za-z])|[23](?![0-9A-Za-z.])")
NEGATIVE = re.compile(r"-[1-9](?![0-9A-Za-z.])")
"""A power without a sign of its own, as behind a product: mg·kg-1."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "^")


class Composed(NamedTuple):
    """A unit that goes on behind its first symbol: where it ends, and its symbol as a whole."""

    end: int
    symbol: str


def composed(frame: Frame, end: int, symbol: str) -> Composed | None:
    """The unit that the one ending at `end` is a part of; None where it stands alone, or where a word goes on."""
    text, at = frame.text, end
    factors: list[str] = []
    while symbol:
        at, whole = _power(text, at, symbol, product=bool(factors))
        factors.append(whole)
        found = frame.tables.units.after.after(text, at + 1) if text[at : at + 1] in DOTS and at < len(text) else None
        symbol = ""
        if found is not None and found[1][0].kind == "measure":
            at, symbol = found[0], found[1][0].symbol
    if at == end or (text[at - 1].isalpha() and WORD.match(text, at)):
        return None
    return Composed(at, "·".join(factors))


def raised(text: str, at: int) -> int:
    """Where the power ends that starts at `at`; `at` where there is none."""
    power = RAISED.match(text, at)
    return at if power is None else power.end()


def _power(text: str, at: int, symbol: str, *, product: bool) -> tuple[int, str]:
    """Where the power behind a symbol ends, and the symbol with it."""
    power = RAISED.match(text, at) or (NEGATIVE.match(text, at) if product else None)
    if power is None:
        return at, symbol
    return power.end(), symbol + power[0].translate(SUPERSCRIPTS)
