"""Which of the times that a clause says can hold for a figure in it, or for what follows: not every time does.

A base of comparison (较去年), an origin (从2023年的X降至Y), what something began with, a time inside the name of a thing
(目前最大的), and the time at which somebody said something do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["aimed", "announced", "attributive", "origin", "own", "said_in", "spoken", "usable"]

_BASES = {"year_ago"}
_SAID = {len("2025"), len("2025-06")}
"""The length of a time at which something is said: of a quarter or a half, accounts are given."""
_ATTRIBUTE, _DAY, _ANNOUNCED = 10, len("2025-06-30"), 120


def own(context: Context, scene: Scene) -> list[Period]:
    """The times before a figure in its own clause that may be its time, bases of comparison among them."""
    reading, clause = context.reading, scene.clause
    said = said_in(reading, clause, before=scene.figure.start)
    if scene.is_ratio:
        verb = _ratio_verb(context, scene)
        said = [one for one in said if clause.inside(one.start) < verb]
    if scene.before is not None and scene.figure.kind == reading.figures[scene.before].kind == "multiple":
        said = [one for one in said if one.start >= reading.figures[scene.before].end]
    if scene.before is not None:
        earlier = reading.figures[scene.before].start
        said = [one for one in said if not (one.end <= earlier and origin(reading, one))]
    if said and origin(reading, said[-1]) and _left(scene, said[-1]):
        said = said[:-1]
    if said and scene.figure.kind == "percent" and aimed(reading, clause.text[clause.inside(said[-1].end) : scene.start]):
        said = said[:-1]
    return [one for one in said if not spoken(reading, clause, one, scene.start)]


def _left(scene: Scene, one: Period) -> bool:
    """Whether a change has left the time that it set out from before the figure (由上月持平转为下降0.1%)."""
    words = scene.clause.between(scene.clause.inside(one.end), scene.start)
    outcome = any("arrive" in word.roles and word.end - word.start > 1 for word in words)
    return outcome and scene.clause.text[scene.clause.inside(one.end) : scene.start].strip() != ""


def announced(reading: Reading, one: Period, stop: int) -> bool:
    """Whether a time is only the day on which something to come was said or announced (1月18日表示，将裁员2350人)."""
    words = period_words(reading.language)
    if words is None or one.value is None or len(one.value) != _DAY or one.until or one.since or one.future:
        return False
    text = reading.text[one.end : min(stop, one.end + _ANNOUNCED)]
    said = min((at + len(word) for word in words.words("announces") if 0 <= (at := text.find(word)) <= _ATTRIBUTE), default=-1)
    return said >= 0 and any(word in text[said:] for word in words.words("to_come"))


def aimed(reading: Reading, gap: str) -> bool:
    """Whether a share is one of what is aimed at by a time (全年45万辆目标的63.6%): it holds for another."""
    words = period_words(reading.language)
    return words is not None and gap.rstrip().endswith(words.words("goal_of"))


def said_in(reading: Reading, clause: Clause, *, before: int) -> list[Period]:
    """The times of a clause that end before a place, without those inside the name of a thing."""
    said = [reading.periods[index] for index in clause.periods if reading.periods[index].end <= before]
    return [one for one in said if not (attributive(reading, clause, one) or _reached(reading, one))]


def _reached(reading: Reading, one: Period) -> bool:
    """Whether a time is only that whose level something has come back to (恢复至2019年同期的88%)."""
    words = period_words(reading.language)
    if words is None or one.base or not reading.text.startswith(reading.cues.of("of"), one.end):
        return False
    return reading.text[max(0, one.start - _ATTRIBUTE) : one.start].rstrip().endswith(words.words("recovers"))


def usable(said: list[Period], scene: Scene) -> Period | None:
    """The last time that is not a base of comparison, a beginning, or open."""
    kept = [
        one
        for one in said
        if one.value is not None
        and (not one.since or one.rule == "since")
        and (scene.base or (not one.base and (not scene.change or one.rule not in _BASES)))
    ]
    if scene.base:
        bases = [one for one in kept if one.base or one.rule in _BASES or one.rule == "same"]
        if bases:
            return bases[-1]
    return kept[-1] if kept else None


def origin(reading: Reading, one: Period) -> bool:
    """Whether a time is that which a change sets out from (从2023年的X): what follows is of another."""
    spans = "/" in (one.value or "") and one.rule not in _BASES
    return not (one.since or spans) and reading.text[max(0, one.start - 2) : one.start].rstrip().endswith(
        reading.cues.of("from_preps")
    )


def attributive(reading: Reading, clause: Clause, one: Period) -> bool:
    """Whether a time only describes a thing (目前最大的, 6月底公布的新版)."""
    words = period_words(reading.language)
    if words is None:
        return False
    place = clause.inside(one.end)
    after = clause.text[place : place + _ATTRIBUTE]
    of = reading.cues.of("of")
    if one.rule == "past" and after.startswith(words.words("since_peak")):
        return True
    if one.rule != "now":
        events = words.words("events") if after.startswith(words.words("events")) else ()
        event = next((word for word in events if after.startswith(word)), "")
        return bool(event) and after.startswith(of, len(event))
    if after.startswith(words.words("now_attributive")):
        return True
    within = tuple(f"{word}{sign}" for word in words.words("within") for sign in of)
    found = clause.between(place, place + _ATTRIBUTE)
    return (
        bool(found) and found[0].start == place and "verb" in found[0].roles and clause.text.startswith(of + within, found[0].end)
    )


def spoken(reading: Reading, clause: Clause, one: Period, stop: int) -> bool:
    """Whether a time is only that at which something was said (2017年，巡视组指出): a month or year is no moment to count at."""
    if one.value is None or len(one.value) not in _SAID or "Q" in one.value or "H" in one.value or one.report or one.until:
        return False
    words = period_words(reading.language)
    speaks = words.words("speaks") if words is not None else ()
    return any(word.text in speaks for word in clause.between(max(0, clause.inside(one.end)), stop))


def _ratio_verb(context: Context, scene: Scene) -> int:
    """Where the verb of a ratio stands (是2023年的3倍): the times behind it are of what is compared with."""
    verbs = [
        word.start for word in scene.clause.between(scene.low, scene.start) if word.text in context.reading.cues.of("ratio_verbs")
    ]
    return verbs[-1] if verbs else scene.start
