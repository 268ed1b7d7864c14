"""Readings next to one another: two ends of a range, members of a list that share unit, scale and head."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals.number import EXACT
from pipeline.stages.measure.nouns import grouped
from pipeline.stages.measure.rates import rated
from pipeline.stages.measure.reading import blank, blank_before, times

if TYPE_CHECKING:
    from pipeline.lexicon.words import Words
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["inherit", "joined", "restate", "share"]

ZERO, ONE, HUNDRED, THOUSAND, MYRIAD = Decimal(0), Decimal(1), Decimal(100), Decimal(1000), Decimal(10000)
LEVELS = frozenset({"money", "count", "measure", "number"})
SENTENCE = 80
"""Characters before a change among which words of a forecast are looked for."""

LONGEST_GAP = 8
LONGEST_COMPARISON = 40


def joined(frame: Frame, readings: list[Reading]) -> list[Reading]:
    """The readings with the two ends of each range made one."""
    out: list[Reading] = []
    for reading in readings:
        if out:
            span = _span(frame, out[-1], reading)
            if span is not None:
                out[-1] = span
                _topped(out)
                continue
        out.append(reading)
    return out


def _topped(out: list[Reading]) -> None:
    """Make one of a range in a currency's small coin and the amount that it stands right behind (155円20〜22銭)."""
    if len(out) < 2:
        return
    whole, span = out[-2], out[-1]
    touches = whole.kind == span.kind == "money" and whole.end == span.start and (span.unit or whole.unit) == whole.unit
    if not touches or span.factor >= whole.factor or whole.value is None or span.low is None or span.high is None:
        return
    if span.high >= whole.factor or whole.value < ZERO:
        return
    span.low, span.high = EXACT.add(whole.value, span.low), EXACT.add(whole.value, span.high)
    span.start, span.number_start, span.unit, span.role, span.stated = (
        whole.start, whole.number_start, whole.unit, whole.role, whole.stated,
    )  # fmt: skip
    del out[-2]


def _span(frame: Frame, low: Reading, high: Reading) -> Reading | None:
    """One reading for two ends, or None where they are none of one range."""
    if low.value is None or high.value is None or high.start - low.end > LONGEST_GAP or not _alike(low, high):
        return None
    _freeze(frame, low, high)
    rule, value = _joint(frame, low, high)
    if not rule:
        return None
    first = low.value
    if not low.kind:
        first = EXACT.multiply(first, high.factor)
    if (not low.kind and _open(low, high)) or (_prefixed(low) and high.scale >= THOUSAND):
        scaled = EXACT.multiply(first, high.scale)
        first = scaled if scaled <= value else first
    if low.kind and not high.kind:
        value = EXACT.multiply(value, low.factor)
    if first > value or (not low.kind and not high.kind and low.scale == ONE and not low.arabic):
        return None
    head = low if _scaled(low, high) or not high.kind else high
    high.start, high.number_start = low.start, low.number_start
    high.value, high.low, high.high = None, first, value
    high.kind, high.unit, high.role, high.factor = head.kind, head.unit or low.unit, head.role, head.factor
    high.stated, high.signed, high.more, high.rule = low.stated or high.stated, low.signed, False, rule
    return high


def _freeze(frame: Frame, low: Reading, high: Reading) -> None:
    """Take in the word that makes the first end negative, where only the second one has the degrees: 零下5到零下3℃, 零下5到3℃."""
    below = frame.tables.units.below.before(frame.text, low.start) if not low.kind and high.kind == "measure" else None
    if below is not None and low.value is not None:
        low.start = below[0]
        low.value = low.value if high.factor < ZERO else -low.value


def _alike(low: Reading, high: Reading) -> bool:
    """Whether the two may be ends of one range: the same unit, or one of them without."""
    if not low.kind or not high.kind or (low.kind, low.unit) == (high.kind, high.unit):
        return True
    return (low.kind == high.kind == "money" and "" in {low.unit, high.unit}) or _scaled(low, high)


def _scaled(low: Reading, high: Reading) -> bool:
    """Whether the first end has the scale that the degrees of the second are of (摄氏2到3度)."""
    return low.rule == "measure.prefix" and high.kind == "measure" and high.rule != low.rule and high.factor == ONE


def _joint(frame: Frame, low: Reading, high: Reading) -> tuple[str, Decimal]:
    """The rule that joins the two ends, empty where nothing does, and the second value: a hyphen before it is no minus sign."""
    text, words = frame.text, frame.tables.modifiers
    value = ZERO if high.value is None else high.value
    noted = words.inclusive.after(text, low.end) or words.after.after(text, low.end)
    at = rated(frame, low.end if noted is None else noted[0])
    if high.signed and value < 0 and at == high.start:
        return "range.ends", -value
    before = blank_before(text, low.start)
    if _gap(words.spans, text, at, high.start):
        whole = low.kind != "" or _grouped(frame, low)
        apart = whole and text[at : high.start].strip().isalpha() and words.apart.before(text, before) is not None
        apart = apart or _moved(frame, low, high, before, text[at : high.start].strip())
        if apart and words.ranging.before(text, before) is not None:
            apart = False
        return "" if apart else "range.ends", value
    closed = words.between_open.before(text, before) or words.between_close.after(text, high.end)
    return "range.between" if closed is not None and _gap(words.between, text, at, high.start) else "", value


def _moved(frame: Frame, low: Reading, high: Reading, before: int, joint: str) -> bool:
    """Whether a change and the level after it stand beside each other: rose $12.30 to $2,045, gained 0.6% to 5,026."""
    words = frame.tables.modifiers
    if not frame.tables.units.spaced:
        return joint.isalpha() and low.kind == high.kind and low.kind in LEVELS and _stated_change(frame, before)
    if not joint.isalpha() or not (low.kind or low.scale > ONE or _grouped(frame, low) or _grouped(frame, high)):
        return False
    if low.kind and not high.kind:
        return not _prefixed(low)
    if words.by.before(frame.text, before) is not None:
        return True
    change = words.changes.before(frame.text, before)
    return low.kind in {"money", ""} and change is not None and change[1] in {"up", "down"}


def _grouped(frame: Frame, reading: Reading) -> bool:
    """Whether the number parts its thousands by commas, in a text that parts its words by blanks."""
    return frame.tables.units.spaced and grouped(frame.text[reading.number_start : reading.number_end])


def _stated_change(frame: Frame, before: int) -> bool:
    """Whether a change that happened ends at `before` (减少3000万元至1.1亿元): one that is expected may be a range."""
    text, words = frame.text, frame.tables.modifiers
    about = words.before.before(text, before)
    before = before if about is None else blank_before(text, about[0])
    change = words.changes.before(text, before)
    if change is None or change[1] not in {"up", "down"} or not len(words.expected):
        return False
    floor = max(0, before - SENTENCE)
    start = max(floor, text.rfind("。", floor, before), text.rfind("；", floor, before))
    return words.expected.within(text, start, before) is None


def _prefixed(low: Reading) -> bool:
    """Whether an amount has its sign before it, and no scale behind: the $5 of $5-$6 billion."""
    return low.rule == "money.prefix" and low.end == low.number_end and low.scale == ONE


def _open(low: Reading, high: Reading) -> bool:
    """Whether the first end may lack the scale that is written behind the second: 七千到九千亿, 10~15k."""
    if high.scale >= MYRIAD:
        return low.scale < MYRIAD
    return low.scale == ONE and high.scale >= HUNDRED


def _gap(words: Words[str], text: str, start: int, end: int) -> bool:
    """Whether one of `words`, blanks around it aside, fills ``text[start:end]``."""
    return text[start:end].strip() in words.words


def _listed(frame: Frame, first: Reading, second: Reading, *, tight: bool = True) -> bool:
    """Whether only a list's separator stands between the two."""
    if second.start - first.end > LONGEST_GAP:
        return False
    words = frame.tables.modifiers
    return _gap(words.tight if tight else words.separators, frame.text, first.end, second.start)


def share(frame: Frame, readings: list[Reading]) -> None:
    """Give a member of a list that has no unit the one of its neighbour, and its scale: 5.1、6.2和7.3亿元."""
    for i in range(len(readings) - 2, -1, -1):
        bare, head = readings[i], readings[i + 1]
        if (
            bare.kind
            or head.kind not in {"money", "percent", "multiple", "measure", "count", "number"}
            or not _listed(frame, bare, head)
        ):
            continue
        if head.kind == "count" and not bare.arabic:
            continue
        factor = head.factor
        if bare.scale == ONE and head.scale > ONE and bare.arabic:
            factor = EXACT.multiply(factor, head.scale)
        bare.kind, bare.unit, bare.role, bare.stated = head.kind, head.unit, head.role, head.stated
        bare.value, bare.low, bare.high = times(bare.value, factor), times(bare.low, factor), times(bare.high, factor)
        bare.rule, bare.scale, bare.factor = "list.unit", head.scale, head.factor
    for first, second in itertools.pairwise(readings):
        if second.kind or first.kind != "money" or second.scale == ONE or not _listed(frame, first, second):
            continue
        second.kind, second.unit, second.role, second.stated = first.kind, first.unit, first.role, first.stated
        second.rule = "list.unit"


def inherit(frame: Frame, readings: list[Reading]) -> None:
    """Carry what a list's first member has to the others: direction, rate, and a modifier that stands before 分别."""
    for first, second in itertools.pairwise(readings):
        if first.kind != second.kind or not (_listed(frame, first, second) or _compares(frame, first, second)):
            continue
        if second.direction is None and first.unit == second.unit and not _share_of(frame, second):
            second.direction = first.direction
        if second.per is None and first.unit == second.unit:
            second.per = first.per
        if second.modifier is None and first.shared:
            second.modifier, second.shared = first.modifier, True


def _share_of(frame: Frame, reading: Reading) -> bool:
    """Whether words say what it is a share of, so that it is no change: fell by 30%, and 20% of sales came from Asia."""
    if not frame.tables.units.spaced or reading.kind != "percent":
        return False
    return frame.tables.units.part_of.after(frame.text, blank(frame.text, reading.end, 1)) is not None


def _compares(frame: Frame, first: Reading, second: Reading) -> bool:
    """Whether only a word that compares and a list's separator stand between the two: 0.3% month over month and 3.1%."""
    text, words = frame.text, frame.tables.modifiers
    if not frame.tables.units.spaced or second.start - first.end > LONGEST_COMPARISON:
        return False
    found = words.changes.after(text, blank(text, first.end, 1))
    return found is not None and found[1] == "relative" and _gap(words.separators, text, found[0], second.start)


def restate(frame: Frame, readings: list[Reading]) -> None:
    """A restatement in brackets, (约合人民币711万元), has the rate and direction of the amount before it."""
    for first, second in itertools.pairwise(readings):
        gap = frame.text[first.end : second.start]
        if first.kind == second.kind == "money" and gap[:1] == "(" and len(gap) <= LONGEST_GAP and ")" not in gap:
            second.per = second.per or first.per
            second.direction = second.direction or first.direction
