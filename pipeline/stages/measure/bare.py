"""Numbers without a unit of their own: what the words around them say they count, or nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.scripts import is_ideograph
from pipeline.stages.measure.nouns import counted
from pipeline.stages.measure.reading import blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["indexed", "repeated", "settle"]

TEN, THOUSAND, LARGE = Decimal(10), Decimal(1000), Decimal(10000)
FIRST_YEAR, LAST_YEAR = Decimal(1800), Decimal(2100)
HUGE = Decimal(100_000_000)
SENTENCE, STOPS = 60, "。！？\n"
"""Characters of a sentence in which an amount's metric is looked for, and the signs that end one."""
AHEAD = 8
PHRASE = 4
"""Words behind a number among which its noun is looked for."""

THREE = 3
WORD = re.compile(r" ([A-Za-z][A-Za-z\-]*)")
ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Metric(NamedTuple):
    """The metric named before a number: the kind of its figures, its name, and where it ends."""

    kind: str
    name: str
    end: int


def settle(frame: Frame, reading: Reading, floor: int, ceiling: int) -> bool:
    """Give a bare number its kind; False where it is none that the text states. `floor`, `ceiling`: its neighbours' places."""
    scaled = reading.scale >= LARGE or (reading.scale >= THOUSAND and not reading.arabic)
    metric = _nearest(frame, max(floor, clause_start(frame, reading.start)), reading.start)
    if metric is not None and metric.kind == "count" and _lettered(frame, reading, metric.name):
        return True
    if scaled and _money_ahead(frame, blank(frame.text, reading.end), ceiling):
        return _money(reading)
    if frame.tables.units.spaced:
        return counted(frame, reading, scaled=scaled)
    noun = frame.tables.units.nouns.after(frame.text, blank(frame.text, reading.end))
    if noun is not None and (reading.arabic or scaled) and not _named(frame, reading):
        return _take(reading, "count", noun[1], "count.noun")
    if scaled:
        return _large(reading, metric or _earlier(frame, reading))
    return reading.arabic and not _named(frame, reading) and _small(frame, reading, metric, ceiling)


def _lettered(frame: Frame, reading: Reading, noun: str) -> bool:
    """Take a scale letter that goes with the noun before the number: 参数量达1.5T."""
    found = frame.tables.units.letters.after(frame.text, reading.end) if reading.arabic else None
    if found is None or found[1][0] != noun or frame.text[found[0] : found[0] + 1] in ASCII_LETTERS:
        return False
    reading.multiply(found[1][1])
    reading.end = found[0]
    return _take(reading, "count", noun, "count.letter")


def indexed(frame: Frame, reading: Reading) -> None:
    """Points of an index are a number, no percentage points: TOPIXは12ポイント高."""
    text, units = frame.text, frame.tables.units
    if reading.role != "points" or text[reading.number_end : reading.end].strip() not in units.index_points.words:
        return
    if units.number_nouns.within(text, clause_start(frame, reading.start), reading.start) is not None:
        _take(reading, "number", text[reading.number_end : reading.end].strip(), "number.points")


def repeated(frame: Frame, reading: Reading) -> None:
    """Make times a count of occasions where words of a time follow and nothing rises before: he voted four times this month."""
    text, tables = frame.text, frame.tables
    if reading.kind != "multiple" or tables.units.occasions.after(text, reading.end) is None:
        return
    if tables.modifiers.changes.before(text, blank_before(text, reading.start)) is None:
        _take(reading, "count", text[reading.number_end : reading.end].strip(), "count.occasions")


def _take(reading: Reading, kind: str, unit: str | None, rule: str) -> bool:
    reading.kind, reading.unit, reading.rule = kind, unit or None, rule
    return True


def _large(reading: Reading, metric: Metric | None) -> bool:
    """A number with 万 or 亿 counts what the metric before it counts."""
    if metric is not None and metric.kind == "money":
        return _money(reading)
    if metric is not None and metric.kind == "count":
        return _take(reading, "count", metric.name, "count.metric")
    return reading.arabic and _take(reading, "count", None, "count.scale")


def _small(frame: Frame, reading: Reading, metric: Metric | None, ceiling: int) -> bool:
    """A plain number in digits is one that the text states where its metric or a verb of level says so."""
    words = frame.tables.modifiers
    level = words.levels.before(frame.text, blank_before(frame.text, reading.start)) is not None
    if metric is not None and metric.kind == "number" and (level or metric.end == reading.start):
        return _take(reading, "number", None, "number.metric")
    if _listed(frame, reading, ceiling) or _ratio(frame.text, reading.start):
        return False
    if reading.value is None:
        between = words.between_close.after(frame.text, reading.end) is not None
        broken = reading.low is not None and reading.low != reading.low.to_integral_value()
        return (reading.rule == "range.between" or level or between) and broken and _take(reading, "number", None, reading.rule)
    whole = reading.value == reading.value.to_integral_value()
    if whole and metric is not None and metric.kind == "count" and level:
        return _take(reading, "count", metric.name, "count.metric")
    return level and not whole and _take(reading, "number", None, "number.level")


def _ratio(text: str, start: int) -> bool:
    """Whether the number is the second of two with a colon between them: 1:1.5, a score or a time."""
    return start > 1 and text[start - 1] == ":" and text[start - 2].isdigit()


def _listed(frame: Frame, reading: Reading, ceiling: int) -> bool:
    """Whether a list goes on behind the number with one that was left out: 2、3月."""
    text = frame.text
    words = frame.tables.modifiers
    found = words.tight.after(text, reading.end) or words.spans.after(text, reading.end)
    return found is not None and text[found[0] : found[0] + 1].isdigit() and found[0] != ceiling


def _money(reading: Reading) -> bool:
    reading.kind, reading.unit, reading.role, reading.rule = "money", "", "metric", "money.metric"
    return True


def _money_ahead(frame: Frame, at: int, ceiling: int) -> bool:
    """Whether a metric of money follows: 1231亿市值, 数十万亿的出口交易额, 百亿补贴."""
    text, units = frame.text, frame.tables.units
    linked = units.of.after(text, at)
    if linked is not None:
        at = linked[0]
    stop = min(len(text), at + AHEAD, ceiling)
    end = at
    while end < stop and is_ideograph(text[end]):
        end += 1
    for place in range(at, end):
        found = units.money_nouns.after(text, place)
        noun = units.nouns.after(text, place)
        if noun is not None and (found is None or noun[0] >= found[0]):
            return False
        if found is not None:
            return True
    return False


def _nearest(frame: Frame, start: int, end: int) -> Metric | None:
    """The nearest metric before the number."""
    text, units = frame.text, frame.tables.units
    best: tuple[int, str, str] | None = None
    for kind, words in (("money", units.money_nouns), ("count", units.nouns), ("number", units.number_nouns)):
        found = words.within(text, start, end)
        if found is not None and (best is None or found[1] > best[0]):
            best = (found[1], kind, found[2])
    return None if best is None else Metric(best[1], best[2], best[0])


def _earlier(frame: Frame, reading: Reading) -> Metric | None:
    """The metric of money in an earlier clause of the sentence, for a large number (营收突破8兆大关、达|8.099兆); else none."""
    if reading.scale < HUGE:
        return None
    low = max(0, reading.start - SENTENCE)
    start = max(low, *(frame.text.rfind(sign, low, reading.start) + 1 for sign in STOPS))
    found = _nearest(frame, start, reading.start)
    return found if found is not None and found.kind == "money" else None


def _named(frame: Frame, reading: Reading) -> bool:
    """Whether a Latin name stands before the number, and makes it a version: Sonnet 4.5, iPhone 17."""
    text = frame.text
    at = blank_before(text, reading.start, 1)
    return at < reading.start and at > 0 and text[at - 1] in ASCII_LETTERS
