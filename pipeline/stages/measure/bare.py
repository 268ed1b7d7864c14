"""Numbers without a unit of their own: what the words around them say they count, or nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.measure.reading import blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["settle"]

LARGE = Decimal(10000)
AHEAD = 8
ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def settle(frame: Frame, reading: Reading, floor: int, ceiling: int) -> bool:
    """Give a bare number its kind; False where it is none that the text states. `floor`, `ceiling`: its neighbours' places."""
    text, units = frame.text, frame.tables.units
    at = blank(text, reading.end)
    scaled = reading.scale >= LARGE or (reading.scale >= 1000 and not reading.arabic)
    noun = units.nouns.after(text, at)
    start = max(floor, clause_start(text, reading.start))
    if scaled and _money_ahead(frame, at, ceiling):
        return _money(reading)
    if noun is not None and (reading.arabic or scaled) and not _named(frame, reading):
        reading.kind, reading.unit, reading.rule = "count", noun[1], "count.noun"
        return True
    metric = _nearest(frame, start, reading.start)
    level = frame.tables.modifiers.levels.before(text, blank_before(text, reading.start)) is not None
    if scaled:
        if metric is not None and metric[0] == "money":
            return _money(reading)
        if metric is not None and metric[0] == "count":
            reading.kind, reading.unit, reading.rule = "count", metric[1], "count.metric"
            return True
        if reading.arabic:
            reading.kind, reading.rule = "count", "count.scale"
            return True
        return False
    if not reading.arabic or _named(frame, reading):
        return False
    if metric is not None and metric[0] == "number" and (level or metric[2] == reading.start):
        reading.kind, reading.rule = "number", "number.metric"
        return True
    if _listed(frame, reading, ceiling):
        return False
    if (
        metric is not None
        and metric[0] == "count"
        and level
        and reading.value is not None
        and reading.value == reading.value.to_integral_value()
    ):
        reading.kind, reading.unit, reading.rule = "count", metric[1], "count.metric"
        return True
    if level and reading.value is not None and reading.value != reading.value.to_integral_value():
        reading.kind, reading.rule = "number", "number.level"
        return True
    if reading.rule == "range.between" or (
        reading.value is None
        and reading.low is not None
        and (level or frame.tables.modifiers.between_close.after(text, reading.end))
    ):
        low = reading.low
        if low is not None and low != low.to_integral_value():
            reading.kind = "number"
            return True
    return False


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
    while end < stop and "\u3400" <= text[end] <= "\u9fff":
        end += 1
    for place in range(at, end):
        found = units.money_nouns.after(text, place)
        noun = units.nouns.after(text, place)
        if noun is not None and (found is None or noun[0] >= found[0]):
            return False
        if found is not None:
            return True
    return False


def _nearest(frame: Frame, start: int, end: int) -> tuple[str, str, int] | None:
    """The nearest metric before the number: its kind, its name, and where it ends."""
    text, units = frame.text, frame.tables.units
    best: tuple[int, str, str] | None = None
    for kind, words in (("money", units.money_nouns), ("count", units.nouns), ("number", units.number_nouns)):
        found = words.within(text, start, end)
        if found is not None and (best is None or found[1] > best[0]):
            best = (found[1], kind, found[2])
    return None if best is None else (best[1], best[2], best[0])


def _named(frame: Frame, reading: Reading) -> bool:
    """Whether a Latin name stands before the number, and makes it a version: Sonnet 4.5, iPhone 17."""
    text = frame.text
    at = blank_before(text, reading.start, 1)
    return at < reading.start and at > 0 and text[at - 1] in ASCII_LETTERS
