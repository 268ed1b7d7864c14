"""Whether a figure is a change, and which way: by the words before it, else the noun behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.stages.measure.reading import CLAUSE, blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["direct"]

MOST_WORDS = 6
BRACKETS = 14
"""Longest note in brackets between a figure and its word of change."""

SENTENCE = 60
"""Characters before a figure among which words of a contribution are looked for."""

AHEAD_WORDS = 5
"""Words behind a figure among which one of change is looked for, in languages that part words by blanks."""

WORD = re.compile(r"([A-Za-z][A-Za-z'’/\-]*+) ")
AMOUNTS = frozenset({"money", "count", "measure"})
CHANGING = frozenset({"money", "percent", "multiple", "count", "measure", "number", "duration"})


def direct(frame: Frame, reading: Reading, floor: int) -> None:
    """Set the direction of a change. A signed amount of one loses its sign: 同比-3.9% is down by 3.9."""
    if reading.direction is not None or reading.kind not in {
        "money",
        "percent",
        "multiple",
        "count",
        "measure",
        "number",
        "duration",
    }:
        return
    if reading.signed and reading.unit == "pp" and reading.value is not None and not _contributes(frame, reading):
        reading.direction = "down" if reading.value < 0 else "up"
        reading.value = abs(reading.value)
        return
    found, relative = _change_before(frame, reading, floor)
    if found is None and reading.kind in {"percent", "multiple"}:
        found = _change_after(frame, reading)
    if found is None and frame.tables.units.spaced:
        found = _behind(frame, reading)
    elif found is None:
        after = frame.tables.modifiers.changes_after.after(frame.text, _past(frame, reading.end))
        within = frame.tables.modifiers.changes_after.before(frame.text, reading.end)
        if after is None and within is not None and within[0] > reading.number_start:
            after = within
        found = after[1] if after is not None else None
    if found is None and _minus(frame, reading.start):
        reading.direction = "down"
        return
    negative = reading.value is not None and reading.value < 0
    if reading.signed and reading.kind in {"percent", "multiple"} and (relative or found):
        reading.direction = "down" if negative else "up"
        if negative and reading.value is not None:
            reading.value = -reading.value
        return
    reading.direction = found


def _contributes(frame: Frame, reading: Reading) -> bool:
    """Whether the points are a contribution, which may be below nought (寄与度は内需がマイナス0.4ポイント)."""
    words, start = frame.tables.modifiers.contributions, reading.start
    floor = max(0, start - SENTENCE, frame.text.rfind("。", max(0, start - SENTENCE), start))
    return len(words) > 0 and words.within(frame.text, floor, start) is not None


def _past(frame: Frame, at: int) -> int:
    """Where the words behind a figure go on: after a bound (3割以上減った) and after brackets (120円(4.2%)安)."""
    text = frame.text
    if text[at : at + 1] == ")":
        at += 1
    elif text[at : at + 1] == "(":
        close = text.find(")", at, at + BRACKETS)
        at = close + 1 if close > 0 else at
    at = blank(text, at, 1)
    bound = frame.tables.modifiers.after.after(text, at)
    return blank(text, bound[0], 1) if bound is not None and bound[1] != "none" else at


def _minus(frame: Frame, start: int) -> bool:
    """Whether a minus sign stands between a word that compares and the number: YoY-5%."""
    text = frame.text
    if start < MOST_WORDS // 2 or text[start - 1] not in "-−":
        return False
    found = frame.tables.modifiers.changes.before(text, start - 1)
    return found is not None and found[1] == "relative"


def _change_before(frame: Frame, reading: Reading, floor: int) -> tuple[str | None, bool]:  # noqa: PLR0911 - one way out for each kind of word
    """Direction by the words before the figure, and whether they compare (同比)."""
    text, words = frame.text, frame.tables.modifiers
    at = blank_before(text, reading.start)
    level = by = False
    for _ in range(MOST_WORDS):
        if at <= floor:
            return None, False
        change, growth = words.changes.before(text, at), words.growth.before(text, at)
        by = by or words.by.before(text, at) is not None
        filler = _longest(words.change_fillers.before(text, at), words.before.before(text, at))
        if (
            filler is not None
            and filler[0] >= floor
            and (change is None or filler[0] < change[0])
            and (growth is None or filler[0] < growth[0])
        ):
            at = blank_before(text, filler[0])
            continue
        if (
            growth is not None
            and growth[0] >= floor
            and (change is None or growth[0] <= change[0] or change[1] in {"to", "relative"})
            and (not level or words.changes.words.get(text[growth[0] : at]) not in {"up", "down"})
        ):
            return growth[1], True
        if change is not None and change[0] >= floor:
            meaning = change[1]
            if meaning in {"up", "down"}:
                soft = reading.kind in AMOUNTS and words.soft.before(text, at) is not None
                return (None if level or soft else meaning), False
            if meaning == "no":
                return None, False
            if meaning == "relative":
                return None, True
            level, at = True, blank_before(text, change[0])
            continue
        comparative = words.comparatives.before(text, at)
        if comparative is not None and comparative[0] >= floor and _compared(frame, comparative[0], floor):
            return (None if level else comparative[1]), True
        if filler is None or filler[0] < floor:
            break
        at = blank_before(text, filler[0])
    if by and not level:
        verb = words.changes.within(text, max(floor, clause_start(frame, at)), at)
        return (verb[2] if verb is not None and verb[2] in {"up", "down"} else None), False
    return (None, False) if level else (_distant(frame, at, floor, reading.kind), False)


def _behind(frame: Frame, reading: Reading) -> str | None:
    """A word of change behind the figure, a few words between: 18% year-over-year revenue growth, a $50 price cut."""
    text, words = frame.text, frame.tables.modifiers
    at = blank(text, max(reading.end, reading.reach), 1)
    for _ in range(AHEAD_WORDS):
        if words.not_after.after(text, at) is not None:
            return None
        found = words.changes_after.after(text, at)
        if found is not None:
            return found[1]
        match = WORD.match(text, at)
        if match is None or match[1].lower() in frame.tables.units.not_nouns or reading.kind in {"count", "measure", "number"}:
            return None
        at = match.end()
    return None


def _longest(one: tuple[int, str] | None, other: tuple[int, str] | None) -> tuple[int, str] | None:
    """The match that starts first."""
    if one is None or other is None:
        return one or other
    return one if one[0] <= other[0] else other


def _compared(frame: Frame, at: int, floor: int) -> bool:
    """Whether the clause before `at` compares with something."""
    start = max(floor, clause_start(frame, at))
    return frame.tables.modifiers.than.within(frame.text, start, at - 1) is not None


def _distant(frame: Frame, at: int, floor: int, kind: str) -> str | None:
    """A verb of change with its short object before the figure: 降低成本50%."""
    if kind not in {"percent", "multiple"}:
        return None
    text, words = frame.text, frame.tables.modifiers
    start = max(floor, at - 6)
    for end in range(at - 1, start + 1, -1):
        if text[end] in CLAUSE or text[end] == " ":
            return None
        if words.changes.words.get(text[end]) == "to":
            return None
        found = words.changes.before(text, end)
        if found is not None and found[0] >= floor and end - found[0] >= 2 and found[1] in {"up", "down"}:
            return found[1]
    return None


def _change_after(frame: Frame, reading: Reading) -> str | None:
    """A noun of change behind the figure: 174%营收增长, 30%的降幅."""
    text, words = frame.text, frame.tables.modifiers
    at = reading.end
    bound = words.after.after(text, at)
    if bound is not None:
        at = bound[0]
    linked = frame.tables.units.of.after(text, at)
    if linked is not None:
        at = linked[0]
    end = at
    stop = min(len(text), at + 8)
    while end < stop and text[end] not in CLAUSE and text[end] != " " and not text[end].isdigit():
        end += 1
    found = words.growth.within(text, at, end)
    if found is None:
        return None
    return found[2] if linked is not None or found[1] == end or found[0] == at else None
