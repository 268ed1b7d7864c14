"""How exact a figure is: the word before it or behind it, as TIMEX3 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.numerals.lexing import adds
from pipeline.numerals.search import table_for
from pipeline.stages.measure.reading import blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["modify"]

MOST_WORDS = 4
STRICT = {"equal_or_more": "more_than", "equal_or_less": "less_than"}


def modify(frame: Frame, reading: Reading, floor: int) -> None:
    """Set the modifier, from the word before the figure or the one behind it; `floor` is where the last figure ended."""
    before = _modifier_before(frame, reading, floor)
    after = _modifier_after(frame, reading)
    if reading.more:
        reading.modifier = "more_than"
    elif before is None and after is None:
        return
    elif after is not None and (before is None or before == "approx"):
        reading.modifier = after
    else:
        reading.modifier = before


def _modifier_before(frame: Frame, reading: Reading, floor: int) -> str | None:
    text, words = frame.text, frame.tables.modifiers
    at = blank_before(text, reading.start)
    for _ in range(MOST_WORDS):
        if at <= floor:
            return None
        found = words.before.before(text, at)
        filler = words.fillers.before(text, at)
        if found is not None and found[0] >= floor and (filler is None or filler[0] >= found[0]):
            if found[1] == "none":
                return None
            head = words.shared.before(text, found[0])
            reading.shared = head is not None
            return found[1]
        if filler is None or filler[0] < floor:
            break
        at = blank_before(text, filler[0])
    of = frame.tables.units.of.before(text, at) if reading.kind in {"multiple", "percent"} else None
    if of is not None:
        held = words.before.within(text, max(floor, of[0] - 8, clause_start(frame, of[0])), of[0])
        if held is not None and held[2] != "none" and held[1] - held[0] > 1:
            return held[2]
    return None


def _modifier_after(frame: Frame, reading: Reading) -> str | None:
    text, words = frame.text, frame.tables.modifiers
    at = reading.end
    inclusive = words.inclusive.after(text, at)
    if inclusive is not None:
        at = inclusive[0]
    at = blank(text, at, 1)
    found = words.after.after(text, at)
    if found is None and reading.kind == "count":
        noun = frame.tables.units.nouns.after(text, at) or frame.tables.units.after.after(text, at)
        found = words.after.after(text, noun[0]) if noun is not None else None
    if found is None or found[1] == "none":
        return None
    strict = words.exclusive.after(text, found[0]) or words.exclusive.after(text, reading.end)
    if strict is not None or (
        text[found[0] : found[0] + 1] == "(" and words.exclusive.after(f"{text[found[0] : found[0] + 3]})", 0)
    ):
        return STRICT.get(found[1], found[1])
    joins = found[1] == "more_than" and (text[found[0] - 1] == "+" or frame.tables.units.spaced)
    if joins and adds(table_for(frame.tables.language), text, found[0]):
        return None  # it adds the next one: $549 plus $50
    return found[1]
