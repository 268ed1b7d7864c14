"""Which sense of an ambiguous unit fits: 块 is money or a piece, 分 money or a score, 节 a knot or a lesson."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals import Numeral
from pipeline.stages.measure.beside import After, before_numeral
from pipeline.stages.measure.reading import CLAUSE, Frame, blank, clause_start

if TYPE_CHECKING:
    from pipeline.lexicon.units import Unit
    from pipeline.lexicon.words import Words

__all__ = ["Site", "choose"]

THOUSAND = Decimal(1000)
PRICED_WINDOW = 48
"""Characters before a number in which a word of money makes pounds a currency."""

SPEED_WINDOW = 10
"""Characters before a number in which a word of speed makes 节 knots."""


class Site(NamedTuple):
    """Where a numeral stands: after the last reading, which ends at `last`; the next numeral starts at `following`, or -1."""

    frame: Frame
    numeral: Numeral
    last: int
    following: int


def choose(site: Site, after: After) -> Unit | None:
    """The reading of an ambiguous word that fits here, None where none does."""
    first = after.units[0]
    if len(after.units) == 1 and first.role != "minor":
        return first
    by_kind = {unit.kind: unit for unit in after.units}
    money, count, measure = by_kind.get("money"), by_kind.get("count"), by_kind.get("measure")
    if money is not None and money.role == "minor":
        return _minor(site, after.end, money, by_kind.get("number"))
    if money is not None and money.role == "local" and count is not None:
        return money if _spent(site, after.end) else count
    if money is not None and measure is not None and money.role == "name":
        return money if site.numeral.scale >= THOUSAND or _priced(site) else measure
    if measure is not None and count is not None and money is None:
        start = site.numeral.start
        speed = site.frame.tables.units.speed.within(site.frame.text, max(0, start - SPEED_WINDOW), start)
        return count if speed is None else measure
    return first


def _minor(site: Site, end: int, money: Unit, score: Unit | None) -> Unit | None:
    """分 is money beside words of money, or alone in its clause; else a score, where the word has that sense."""
    frame, start = site.frame, site.numeral.start
    if site.following == end and _timed(frame, end):
        return None  # 2分05秒
    if score is not None and _near(frame, start, frame.tables.units.score):
        return score
    if site.numeral.arabic and score is None:
        return money
    alone = start == 0 or frame.text[start - 1] in CLAUSE or frame.tables.modifiers.before.before(frame.text, start) is not None
    metric = frame.tables.units.money_nouns.within(frame.text, clause_start(frame, start), start)
    priced = metric is not None or _near(frame, start, frame.tables.units.spend)
    return money if alone or priced or before_numeral(frame, start, 0) else score


def _timed(frame: Frame, at: int) -> bool:
    """Whether digits and a word for seconds follow, so that what is before is minutes."""
    end = at
    while frame.text[end : end + 1].isdecimal() and end < at + 2:
        end += 1
    found = frame.tables.units.after.after(frame.text, end)
    return found is not None and found[1][0].symbol == "second"


def _spent(site: Site, end: int) -> bool:
    """Whether 块 behind a number is money: at the end of a clause, before its parts, beside words of money."""
    text, tables = site.frame.text, site.frame.tables
    at = blank(text, end)
    if at >= len(text) or text[at] in CLAUSE or text[at] == "." or site.following == end:
        return True
    if tables.units.money_nouns.after(text, at) is not None or tables.modifiers.after.after(text, end) is not None:
        return True
    return _near(site.frame, site.numeral.start, tables.units.spend)


def _priced(site: Site) -> bool:
    """Whether the clause before the number speaks of money, so that pounds are no weight."""
    text, start = site.frame.text, site.numeral.start
    priced = site.frame.tables.units.priced
    return priced.within(text, max(0, start - PRICED_WINDOW), start) is not None


def _near(frame: Frame, start: int, words: Words[str]) -> bool:
    """Whether one of `words` ends within four characters before `start`, in its clause."""
    text = frame.text
    for at in range(start, max(0, start - 5), -1):
        if words.before(text, at) is not None:
            return True
        if text[at - 1] in CLAUSE:
            return False
    return False
