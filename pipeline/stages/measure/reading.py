"""What the modules of this stage hand to one another: the text being read with its tables, and a figure in the making."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import currencies
from pipeline.lexicon.modifiers import Modifiers, modifiers
from pipeline.lexicon.phrases import Phrases, phrases
from pipeline.lexicon.units import Units, units
from pipeline.lexicon.vetoes import Vetoes, vetoes
from pipeline.numerals.number import EXACT

if TYPE_CHECKING:
    from pipeline.lexicon.units import Unit

__all__ = ["CLAUSE", "SPACES", "Frame", "Reading", "Tables", "blank", "blank_before", "clause_start", "times"]

ONE = Decimal(1)
SPACES = " \t"
CLAUSE = frozenset("，。；！？,;!?\n、:()|…—")
"""Signs that end a clause; a full stop and a hyphen also stand inside numbers and names, so they are left out."""

LAST_PAUSE = re.compile(rf"(?s:.*)(?:[{re.escape(''.join(sorted(CLAUSE)))}]|(?<=\.) )")


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a document's language, and the currency of its bare amounts."""

    language: str
    market: str | None
    local: str
    units: Units
    modifiers: Modifiers
    vetoes: Vetoes
    phrases: Phrases

    @classmethod
    def of(cls, language: str, market: str | None, converted_by: str | None) -> Tables:
        """The tables for a language (BCP 47), a stated market (ISO 3166) and the text's variety (an OpenCC configuration)."""
        local = currencies().local(market, language, converted_by)
        market = market or currencies().varieties.get(converted_by or "")
        return cls(language, market, local, units(language), modifiers(language), vetoes(language), phrases(language))


@dataclass(frozen=True, slots=True)
class Frame:
    """One block's text, or one cell's: full-width signs folded, every place as in the document's text less `offset`."""

    text: str
    tables: Tables
    offset: int = 0


@dataclass(slots=True)
class Reading:
    """A number on its way to a figure. Places count in the frame's text.

    `kind` is empty as long as nothing says what the number is. `start` and `end` take in unit and currency,
    `number_start` and `number_end` the numeral alone. `unit` "" in money is the local currency, a sign one that markets
    share. `reach` is where a rate that is written behind the figure, and no part of it, ends ($5 a share). `shared` marks a
    modifier that holds for the list that follows.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    vague: bool
    more: bool
    scale: Decimal
    arabic: bool
    unit: str | None = None
    role: str = ""
    factor: Decimal = ONE
    stated: bool = False
    modifier: str | None = None
    per: str | None = None
    direction: str | None = None
    rule: str = ""
    shared: bool = False
    signed: bool = False
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    row: str | None = None
    column: str | None = None
    reach: int = 0

    def take(self, unit: Unit, rule: str) -> None:
        """Make this a figure of `unit`."""
        self.kind, self.unit, self.role, self.rule = unit.kind, unit.symbol, unit.role, rule
        self.stated = unit.kind == "money" and unit.role in {"name", "sign", "bare"}
        self.more = self.more or unit.role == "more"
        if unit.factor != ONE:
            self.multiply(unit.factor)

    def multiply(self, factor: Decimal) -> None:
        """Value and ends times `factor`."""
        self.factor = self.factor * factor
        self.value, self.low, self.high = times(self.value, factor), times(self.low, factor), times(self.high, factor)


def times(value: Decimal | None, factor: Decimal) -> Decimal | None:
    """The exact product; None stays None."""
    return None if value is None else EXACT.multiply(value, factor)


def blank(text: str, at: int, most: int = 2) -> int:
    """The place after at most `most` blanks from `at` on."""
    end = at + most
    while at < end and text[at : at + 1] in {" ", "\t"}:
        at += 1
    return at


def blank_before(text: str, at: int, most: int = 2) -> int:
    """The place before at most `most` blanks that end at `at`."""
    end = at - most
    while at > end and at > 0 and text[at - 1] in SPACES:
        at -= 1
    return at


def clause_start(frame: Frame, at: int) -> int:
    """Where the clause that `at` stands in starts, at most the language's window of characters before it."""
    floor = max(0, at - frame.tables.modifiers.window)
    found = LAST_PAUSE.match(frame.text, floor, at)
    return floor if found is None else found.end()
