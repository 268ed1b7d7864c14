"""What is measured, said behind the figure (116.2港元/股的发行价, 1000多家汽车厂商) or by a verb before it (融资3亿元)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.phrase import split
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["behind", "verb_before", "verbal"]

_STOPS = {
    "verb", "arrive", "have", "rise", "fall", "report", "link", "prep", "closer", "compare", "relate", "each", "whole",
    "from_words",     "pronoun", "of", "basis", "contribute",
}  # fmt: skip
_LONGEST, _LONGEST_HEAD, _LONGEST_BARE, _SHORTEST = 16, 10, 8, 2
_GENITIVE = {"money", "percent", "multiple", "measure", "number", "count"}


def behind(context: Context, scene: Scene) -> Proposal | None:  # noqa: PLR0911 - one shape, one line
    """The metric that stands behind a figure, with 的 or, for what is counted, without."""
    cues, clause, figure = context.reading.cues, scene.clause, scene.figure
    text, start = clause.text, scene.end
    while start < scene.high and text[start] in cues.word("trim") and not text.startswith(cues.of("of"), start):
        start += 1
    people = _people(context, scene, start)
    if people is not None:
        return people
    of = next((sign for sign in cues.of("of") if text.startswith(sign, start)), "")
    if figure.kind == "count" and not of:
        start = _described(context, scene, start)
    start, end = _extent(context, scene, start + len(of), genitive=bool(of))
    phrase = _cut(context, text[start:end])
    unit = figure.unit or ""
    inside = unit if figure.kind == "count" and len(unit) > 1 and figure.text.endswith(unit) and not of else ""
    phrase = inside or phrase
    if not phrase or len(phrase) > _LONGEST or not any(character.isalnum() for character in phrase):
        return None
    place = (clause.outside(start), clause.outside(end))
    known = metrics().find(context.reading.language, phrase, figure.kind) is not None
    if of:
        if figure.kind not in _GENITIVE:
            return None
        weight = 84 if known else 45 if scene.phrase is not None and scene.phrase.known else 62
        parted = split(context.reading, context.found, clause, start, end, gated=True)
        return Proposal("metric", parted.metric or phrase, "behind", weight, *place)
    if figure.kind == "count":
        return _counted(context, scene, phrase, place)
    if known and figure.kind in {"money", "percent", "multiple"} and len(phrase) <= _LONGEST_BARE:
        return Proposal("metric", phrase, "behind", 70, *place)
    return None


def _described(context: Context, scene: Scene, start: int) -> int:
    """Where the noun begins that a verb and 的 describe (59个开通线路的城市); `start` where there is no such thing."""
    cues, text = context.reading.cues, scene.clause.text
    if not any(word.start == start and "verb" in word.roles for word in scene.clause.between(start, scene.high)):
        return start
    for sign in cues.of("of"):
        at = text.find(sign, start, min(scene.high, start + _LONGEST))
        if at > 0:
            return at + len(sign)
    return start


def _people(context: Context, scene: Scene, start: int) -> Proposal | None:
    """People counted by what they do: 84万人在使用播客 is 使用播客人数."""
    cues, clause = context.reading.cues, scene.clause
    if scene.figure.kind != "count" or scene.figure.unit != cues.word("people_unit"):
        return None
    text = clause.text
    start += len(next((word for word in cues.of("progress") if text.startswith(word, start)), ""))
    verb = next((word for word in clause.between(start, scene.high) if word.start == start and "verb" in word.roles), None)
    deed = text[start : scene.high].strip(cues.word("trim"))
    if verb is None or len(deed) > _LONGEST_HEAD:
        return None
    value = f"{deed}{cues.word('people_unit')}{cues.word('count_noun')[:1]}"
    return Proposal("metric", value, "people", 63, clause.outside(start), clause.outside(scene.high))


def _counted(context: Context, scene: Scene, noun: str, place: tuple[int, int]) -> Proposal:
    """What is counted, with the verb that counts it where there is one."""
    cues, verb = context.reading.cues, verb_before(scene)
    if verb:
        return Proposal("metric", f"{verb}{noun}", "counted", 64, *place)
    if noun in cues.of("weak_nouns"):
        noun += cues.word("count_noun")
    return Proposal("metric", noun, "counted", 36 if noun in cues.of("classifiers") else 60, *place)


def _extent(context: Context, scene: Scene, start: int, *, genitive: bool) -> tuple[int, int]:
    """From `start` to the first word that cannot be in a noun phrase; a modifier with 的 is passed over."""
    cues, text, high = context.reading.cues, scene.clause.text, scene.high
    words = scene.clause.between(start, high)
    for word in words:
        if not word.roles & _STOPS or word.roles & {"metric", "plain", "opener"}:
            continue
        if word.text in cues.of("soft") and start < word.start and word.end < high and text[word.end].isalnum():
            continue
        if "verb" in word.roles and word.start == start and genitive:
            continue
        if "of" in word.roles and word.start > start:
            later = (
                one.start
                for one in words
                if one.start >= word.end and one.roles & (_STOPS - {"of"}) and "metric" not in one.roles
            )
            stop = next(later, high)
            if _SHORTEST <= len(text[word.end : stop].strip(cues.word("trim"))) <= _LONGEST_HEAD:
                start, high = word.end, stop
                continue
        return start, min(word.start, high)
    return start, high


def _cut(context: Context, text: str) -> str:
    """A phrase without the particle and all behind it (团队规模|更有意思), and without a conjunction at its end."""
    cues = context.reading.cues
    phrase = text.strip(cues.word("trim"))
    for particle in cues.of("particles"):
        at = phrase.find(particle, _SHORTEST)
        phrase = phrase[:at] if at > 0 else phrase
    for sign in cues.of("conj"):
        phrase = phrase.removesuffix(sign) if len(phrase) > len(sign) + 1 else phrase
    return phrase


def verb_before(scene: Scene) -> str:
    """The content verb right before a count (接待1000多批客户); empty where there is none."""
    at = scene.tail.end if scene.tail is not None else scene.start
    for word in reversed(scene.clause.between(scene.low, at)):
        content = "verb" in word.roles and "have" not in word.roles and len(word.text) > 1
        if word.end == at and content:
            return word.text
    return ""


def verbal(context: Context, scene: Scene) -> Proposal | None:
    """The metric that a verb before the figure names: 融资3亿元, 收报6.55."""
    cues, clause, kind = context.reading.cues, scene.clause, scene.figure.kind
    for passed in scene.tail.words if scene.tail is not None else ():
        if passed.text in cues.nouns:
            return Proposal(
                "metric", cues.nouns[passed.text], "verb", 55, clause.outside(passed.start), clause.outside(passed.end)
            )
    at = scene.tail.end if scene.tail is not None else scene.start
    word = next((one for one in reversed(clause.between(scene.low, at)) if one.end == at), None)
    if word is None or "verb" not in word.roles:
        return None
    noun = cues.nouns.get(word.text)
    if noun is None and kind == "count" and scene.figure.unit == cues.word("people_unit"):
        noun = f"{word.text}{cues.word('people_unit')}{cues.word('count_noun')[:1]}"
    if noun is None and kind in {"money", "count", "measure"} and len(word.text) > 1 and "have" not in word.roles:
        noun = word.text
    return Proposal("metric", noun, "verb", 50, clause.outside(word.start), clause.outside(word.end)) if noun else None
