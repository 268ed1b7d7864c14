"""Readings to the record's figures: the currency of bare amounts, exact strings, the way back to the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import currencies
from pipeline.numerals import plain
from pipeline.record import Figure, Note

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.document import Document
    from pipeline.stages.measure.reading import Reading, Tables

__all__ = ["Maker"]

HANT = "Hant"
DECLARATION = 24
"""Characters between a bracket and the words in it that declare a currency."""

JOINTS = " .,·、;:，；：。"
"""Signs between a currency and the words that declare it: 人民币.下同, 人民币·下同."""


def _string(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


class Maker:
    """Collects the readings of a document, then makes its figures.

    A bare amount's currency is that of the stated market, else of the variety the text was written in, else of the
    language; from where a text declares one (人民币.下同) it is that one. An amount without even 元 (1231亿市值) takes that
    of its neighbours first, and the market the text speaks of.
    """

    def __init__(self, document: Document, tables: Tables, text: str) -> None:
        self.document, self.tables, self.text = document, tables, text
        self.notes: list[Note] = []
        self._found: list[tuple[int, int, Reading]] = []

    def add(self, reading: Reading, offset: int, block: int) -> None:
        """Take a reading whose places count from `offset`, found in the block of that index."""
        self._found.append((offset, block, reading))

    def figures(self) -> tuple[Figure, ...]:
        """All figures, in order; a reading that overlaps one before it is left out."""
        self._found.sort(key=lambda found: (found[0] + found[2].start, found[0] + found[2].end))
        spoken: str | None = None
        language = self.document.language
        unsure = not self.tables.market and language.script == HANT and language.converted_by not in currencies().varieties
        declared = self._declared()
        made: list[Figure] = []
        last, near, near_block = 0, "", -1
        for offset, block, reading in self._found:
            start, end = offset + reading.start, offset + reading.end
            if start < last:
                continue
            unit, source = reading.unit, None
            if reading.kind == "money":
                if reading.unit == "" and spoken is None and unsure:
                    spoken = self._spoken()
                unit = self._currency(reading, near if block == near_block else "", spoken or "")
                if not reading.unit and declared is not None and end >= declared[0]:
                    unit = declared[1]
                source = "stated" if reading.stated else "implied"
                near, near_block = unit, block
                if not unit:
                    self._note("currency-unknown", "an amount whose currency nothing tells", start, end)
                    continue
                if reading.role == "metric":
                    self._note("currency-implied", f"an amount without a currency word, read as {unit}", start, end)
            made.append(self._figure(reading, offset, block, unit, source))
            last = end
        return tuple(made)

    def _currency(self, reading: Reading, near: str, spoken: str) -> str:
        """The ISO 4217 code of an amount; empty where nothing tells."""
        unit, tables, money = reading.unit or "", self.tables, currencies()
        if unit in money.bare:
            return money.sign(unit, tables.market, tables.language)
        if unit:
            return unit
        if tables.market:
            return tables.local
        return (near if reading.role == "metric" else "") or spoken or tables.local

    def _declared(self) -> tuple[int, str] | None:
        """From where on, and as what, the text declares its bare amounts: (人民币.下同) holds for the amount before it too."""
        text, units = self.text, self.tables.units
        if not len(units.declared):
            return None
        for word in units.declared.words:
            at = text.find(word)
            while at > 0:
                floor = max(0, at - DECLARATION)
                open_ = text.rfind("(", floor, at)
                name = units.before.before(text, floor + len(text[floor:at].rstrip(JOINTS))) if open_ >= 0 else None
                if name is not None and name[0] > open_ and name[1][0].kind == "money" and name[1][0].symbol:
                    return open_, name[1][0].symbol
                at = text.find(word, at + 1)
        return None

    def _spoken(self) -> str:
        """The currency of the market that the text speaks of: by its words, else by the amounts it states."""
        places: Counter[str] = Counter()
        for word, market in self.tables.units.evidence.words.items():
            count = self.text.count(word)
            if count:
                places[currencies().markets[market]] += count
        local = {self.tables.local, *places}
        stated = Counter(r.unit for _, _, r in self._found if r.kind == "money" and r.stated and r.unit in local)
        if places:
            return max(places, key=lambda code: (places[code] + stated[code], code))
        return ""

    def _note(self, code: str, message: str, start: int, end: int) -> None:
        span = self.document.text.span(start, end)
        self.notes.append(Note(code, message, span.start, span.end))

    def _figure(self, reading: Reading, offset: int, block: int, *money: str | None) -> Figure:
        """`money`: the unit, and whether a currency was stated."""
        text, (unit, source) = self.document.text, money
        start, end = offset + reading.start, offset + reading.end
        raw_start, raw_end = text.span(start, end)
        return Figure(
            text=text.value[start:end],
            start=start,
            end=end,
            raw=text.source[raw_start:raw_end],
            raw_start=raw_start,
            raw_end=raw_end,
            kind=reading.kind,
            value=_string(reading.value),
            low=_string(reading.low),
            high=_string(reading.high),
            vague=reading.vague,
            unit=unit or None,
            currency_source=source,
            modifier=reading.modifier,
            per=reading.per,
            direction=reading.direction,
            rule=reading.rule,
            block=block,
            row=reading.row,
            column=reading.column,
            numerator=_string(reading.numerator),
            denominator=_string(reading.denominator),
        )
