"""The words around a figure: how exact it is, whether it is a change, what it is counted by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.numerals import scan
from pipeline.stages.measure.reading import CLAUSE, Frame, blank, blank_before, clause_start

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Reading, Tables

__all__ = ["base_within", "direct", "modify", "rate", "timed"]

MOST_WORDS = 4
QUOTED = 3
STRICT = {"equal_or_more": "more_than", "equal_or_less": "less_than"}
LATIN = re.compile(r"[A-Za-z]+(?![A-Za-z])")
WINDOW = 24


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
        held = words.before.within(text, max(floor, of[0] - 8, clause_start(text, of[0])), of[0])
        if held is not None and held[2] != "none" and held[1] - held[0] > 1:
            return held[2]
    return None


def _modifier_after(frame: Frame, reading: Reading) -> str | None:
    text, words = frame.text, frame.tables.modifiers
    at = reading.end
    inclusive = words.inclusive.after(text, at)
    if inclusive is not None:
        at = inclusive[0]
    found = words.after.after(text, at)
    if found is None and reading.kind == "count":
        noun = frame.tables.units.nouns.after(text, at) or frame.tables.units.after.after(text, at)
        found = words.after.after(text, noun[0]) if noun is not None else None
    if found is None or found[1] == "none":
        return None
    strict = words.exclusive.after(text, found[0]) or words.exclusive.after(text, reading.end)
    if strict is not None or (text[found[0] : found[0] + 1] == "(" and words.exclusive.after(f"{text[found[0] : found[0] + 3]})", 0)):
        return STRICT.get(found[1], found[1])
    if text[found[0] - 1] == "+" and text[found[0] : found[0] + 1].isdigit():
        return None
    return found[1]


def direct(frame: Frame, reading: Reading, floor: int) -> None:
    """Set the direction of a change. A signed amount of one loses its sign: 同比-3.9% is down by 3.9."""
    if reading.direction is not None or reading.kind not in {"money", "percent", "multiple", "count", "measure", "number", "duration"}:
        return
    found, relative = _change_before(frame, reading, floor)
    if found is None and reading.kind in {"percent", "multiple"}:
        found = _change_after(frame, reading)
    negative = reading.value is not None and reading.value < 0
    if reading.signed and reading.kind in {"percent", "multiple"} and (relative or found):
        reading.direction = "down" if negative else "up"
        if negative and reading.value is not None:
            reading.value = -reading.value
        return
    reading.direction = found


def _change_before(frame: Frame, reading: Reading, floor: int) -> tuple[str | None, bool]:
    """Direction by the words before the figure, and whether they compare (同比)."""
    text, words = frame.text, frame.tables.modifiers
    at = blank_before(text, reading.start)
    level = False
    for _ in range(MOST_WORDS + 2):
        if at <= floor:
            return None, False
        change, growth = words.changes.before(text, at), words.growth.before(text, at)
        filler = _longest(words.change_fillers.before(text, at), words.before.before(text, at))
        if filler is not None and filler[0] >= floor and (change is None or filler[0] < change[0]) and (growth is None or filler[0] < growth[0]):
            at = blank_before(text, filler[0])
            continue
        if growth is not None and growth[0] >= floor and (change is None or growth[0] <= change[0] or change[1] in {"to", "relative"}):
            if not level or text[growth[0] : at] not in words.changes.words:
                return growth[1], True
        if change is not None and change[0] >= floor:
            meaning = change[1]
            if meaning in {"up", "down"}:
                return (None if level else meaning), False
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
    return (None, False) if level else (_distant(frame, at, floor, reading.kind), False)


def _longest(one: tuple[int, str] | None, other: tuple[int, str] | None) -> tuple[int, str] | None:
    """The match that starts first."""
    if one is None or other is None:
        return one or other
    return one if one[0] <= other[0] else other


def _compared(frame: Frame, at: int, floor: int) -> bool:
    """Whether the clause before `at` compares with something."""
    start = max(floor, clause_start(frame.text, at))
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


def rate(frame: Frame, reading: Reading, floor: int) -> None:
    """Set what the figure is counted by: behind a stroke (元/股), after 每 before it, or in a word such as 人均."""
    if reading.kind in {"rank", "duration", "number"}:
        return
    text, words = frame.text, frame.tables.modifiers
    slash = words.slash.after(text, reading.end)
    if slash is not None:
        base = _base(frame, slash[0])
        if base is not None:
            reading.per, reading.end = _plain(frame, text[slash[0] : base]), base
            return
    one = words.one.after(text, reading.end) if reading.kind == "money" else None
    if one is not None:
        found = words.rates.after(text, one[0])
        if found is not None:
            reading.per = found[1]
            return
    start = max(floor, clause_start(text, reading.start))
    if reading.kind in {"percent", "multiple"}:
        if reading.kind == "percent":
            bound = words.bound_percent.within(text, start, reading.start)
            reading.per = bound[2] if bound else _after_bound(frame, reading)
        return
    if reading.kind == "money" and reading.role == "local" and reading.value is not None and _exponent(reading) <= -QUOTED:
        reading.per = _quoted(frame, reading.start)
        if reading.per is not None:
            return
    each = _each(frame, start, reading.start)
    bound = words.bound.within(text, start, reading.start)
    if bound is not None and (each is None or bound[0] > each[0]):
        reading.per = bound[2] or None
    elif each is not None:
        reading.per = each[1]


def base_within(tables: Tables, header: str) -> str | None:
    """What a header says its numbers are counted by: API价格(每百万Token), 元/吨."""
    if not header:
        return None
    frame = Frame(header, tables)
    each = _each(frame, 0, len(header))
    if each is not None:
        return each[1]
    bound = tables.modifiers.bound.within(header, 0, len(header))
    return (bound[2] or None) if bound is not None else None


def _exponent(reading: Reading) -> int:
    """Of the last digit written: -4 for 6.5594."""
    exponent = reading.value.as_tuple().exponent if reading.value is not None else 0
    return exponent if isinstance(exponent, int) else 0


def _quoted(frame: Frame, start: int) -> str | None:
    """The currency that a rate of exchange is quoted for: 人民币兑美元…报6.559元 is counted by 美元."""
    text, units = frame.text, frame.tables.units
    floor = max(0, start - 40, text.rfind("。", 0, start))
    at = start
    while (pair := frame.tables.vetoes.pair.within(text, floor, at)) is not None:
        name = units.after.after(text, pair[1])
        if name is not None and name[1][0].role == "name" and name[0] <= start:
            return text[pair[1] : name[0]]
        at = pair[0]
    return None


def _after_bound(frame: Frame, reading: Reading) -> str | None:
    """A rate's word behind a percentage: 100%以上的月环比增长."""
    text = frame.text
    end = reading.end
    while end < len(text) and end < reading.end + 8 and text[end] not in CLAUSE:
        end += 1
    found = frame.tables.modifiers.bound_percent.within(text, reading.end, end)
    return found[2] if found else None


def _each(frame: Frame, start: int, end: int) -> tuple[int, str] | None:
    """The last 每 with its base in ``text[start:end]``."""
    text, words = frame.text, frame.tables.modifiers
    stop = end
    while (found := words.each.within(text, start, stop)) is not None:
        base = _base(frame, found[1])
        if base is not None and base <= end:
            at = found[0]
            outer = words.each.within(text, start, at)
            if outer is not None and _base(frame, outer[1]) == at:
                return at, text[outer[1] : base]
            return at, _plain(frame, text[blank(text, found[1]) : base].strip())
        short = words.rates.after(text, found[0] + 1)
        if base is None and short is not None and short[0] == found[1]:
            return found[0], text[found[0] + 1 : found[1]]
        stop = found[0]
    return None


def _plain(frame: Frame, base: str) -> str:
    return frame.tables.modifiers.alias.get(base, base)


def timed(frame: Frame, before: Reading, reading: Reading) -> None:
    """A length of time directly before an amount is what it is counted by: 24小时50元."""
    if reading.per is None and reading.kind == "money" and before.kind == "duration" and before.end == reading.start:
        reading.per = frame.text[before.start : before.end]


def _base(frame: Frame, at: int) -> int | None:
    """Where the base of a rate that starts at `at` ends: a word, a Latin word, or a number with either (每百万Token)."""
    text, words = frame.text, frame.tables.modifiers
    at = blank(text, at, 1)
    found = words.rates.after(text, at)
    if found is not None:
        end = found[0]
        if text[end - 1].isascii() and text[end - 1].isalpha() and text[end : end + 1].isascii() and text[end : end + 1].isalpha():
            found = None
        else:
            return end
    latin = LATIN.match(text, at)
    if latin is not None:
        return latin.end()
    numerals = scan(text[at : at + WINDOW], frame.tables.language)
    if numerals and numerals[0].start == 0:
        end = blank(text, at + numerals[0].end, 1)
        found = words.rates.after(text, end)
        if found is not None:
            return found[0]
        latin = LATIN.match(text, end)
        if latin is not None:
            return latin.end()
    return None
