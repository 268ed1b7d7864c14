"""What is measured, said by a verb: before the figure (融资3亿元, 借了135万) or right behind it (50元封顶, 84万人使用播客)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.words.nominal import ends_as_metric
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["people", "priced", "unnamed", "verb_before", "verbal"]

_LONGEST_HEAD, _NEAR, _PAIR, _SUMS, _OBJECT = 10, 8, 2, 1, 16
_TAGGED = "zh"
_MOVES = frozenset({"rise", "fall", "arrive", "relate", "compare"})
_HOW = frozenset({"adverb", "adjective"})


def people(context: Context, scene: Scene, start: int) -> Proposal | None:
    """People counted by what they do: 84万人在使用播客 is 使用播客人数."""
    cues, clause = context.reading.cues, scene.clause
    if scene.figure.kind != "count" or scene.figure.unit != cues.word("people_unit"):
        return None
    text = clause.text
    if start != scene.end:
        return None
    start += len(cues.of("progress").first(text, start))
    done = start + len(cues.of("deed_adverbs").first(text, start))
    opens = next((word.roles for word in clause.between(start, scene.high) if word.start == start), frozenset())
    deed = text[start : scene.high].strip(cues.word("trim"))
    if len(deed) > _LONGEST_HEAD or not (
        "verb" in opens or (not opens & _MOVES and _acts(text[done : scene.high].strip(cues.word("trim"))))
    ):
        return None
    value = f"{deed}{cues.word('people_unit')}{cues.word('count_noun')[:1]}"
    return Proposal("metric", value, "people", 63, clause.outside(start), clause.outside(scene.high))


def _acts(deed: str) -> bool:
    """Whether words are what somebody does or suffers: a verb, with words before it that say how (紧急转移安置)."""
    parts = [word.part for word in tagged(deed)]
    verb = next((at for at, part in enumerate(parts) if part == "verb"), -1)
    return verb >= 0 and all(part in _HOW for part in parts[:verb])


def priced(context: Context, scene: Scene, start: int) -> Proposal | None:
    """A figure by the verb right behind it, at the end of its clause (24小时50元封顶) or after 以 (以20亿元收购)."""
    clause, table = scene.clause, wording(context.reading.language).behind.get(scene.figure.kind, {})
    if not clause.text.startswith(tuple(table), start):
        return None
    verb = max((one for one in table if clause.text.startswith(one, start)), key=len)
    rest = clause.text[start + len(verb) : scene.high].strip(context.reading.cues.word("trim"))
    body = clause.text[scene.low : scene.start].rstrip()
    if rest and not body.endswith(context.reading.cues.of("price_preps")):
        return None
    return Proposal("metric", table[verb], "verb_behind", 72, clause.outside(start), clause.outside(start + len(verb)))


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
    clause, cues = scene.clause, context.reading.cues
    for passed in scene.tail.words if scene.tail is not None else ():
        noun = wording(context.reading.language).noun(passed.text, scene.figure.kind) or cues.nouns.get(passed.text)
        if noun:
            return _proposed(scene, noun, 55, passed.start, passed.end)
    at = scene.tail.end if scene.tail is not None else scene.start
    word = next((one for one in reversed(clause.between(scene.low, at)) if one.end == at), None)
    start = word.start if word is not None and "verb" in word.roles else unnamed(context, scene, at)
    verb = clause.text[start:at]
    if verb in cues.of("reckoned"):
        return None
    if not verb:
        return _traded(context, scene, at)
    noun, weight = _named(context, scene, verb, cue=word is not None and word.start == start)
    before = clause.text[scene.low : start]
    ahead = cues.of("deed_modifiers").last(before)
    if noun and scene.figure.kind == "count" and ahead:
        noun = f"{ahead}{noun}"
    words = period_words(context.reading.language)
    average = next((one for one in words.words("averages") if before.endswith(one)), "") if words is not None else ""
    if noun and average:
        return _proposed(scene, f"{average}{noun}", weight, start - len(average), at)
    total = next((one for one in cues.of("totals")[:_SUMS] if before.endswith(one)), "")
    if noun and scene.figure.kind == "money" and total and noun in verb:
        noun = f"{total}{noun}"
    return _proposed(scene, noun, weight, start, at) if noun else None


def _traded(context: Context, scene: Scene, at: int) -> Proposal | None:
    """The metric that a verb names over the name of what it is done to (卖超群创达11万张, 增持云帆智能500万股)."""
    clause, table = scene.clause, wording(context.reading.language)
    verbs = [one for one in clause.between(max(scene.low, at - _OBJECT), at) if "verb" in one.roles]
    noun = table.noun(verbs[-1].text, scene.figure.kind) if verbs else ""
    between = clause.text[verbs[-1].end : at] if verbs else ""
    if not noun or len(verbs[-1].text) < _PAIR or len(between.strip()) < _PAIR or ends_as_metric(context.reading.cues, between):
        return None
    named = any(start == 0 for start, _, _ in context.found.mentions(between)) or scene.figure.unit in context.reading.cues.of(
        "lots"
    )
    return _proposed(scene, noun, 47, verbs[-1].start, verbs[-1].end) if named else None


def _proposed(scene: Scene, noun: str, weight: int, start: int, end: int) -> Proposal:
    return Proposal("metric", noun, "verb", weight, scene.clause.outside(start), scene.clause.outside(end))


def _named(context: Context, scene: Scene, verb: str, *, cue: bool) -> tuple[str, int]:
    """The noun for a verb and its weight: the table's, else the verb with what figures of the kind are of it."""
    table, figure = wording(context.reading.language), scene.figure
    noun = table.noun(verb, figure.kind) or context.reading.cues.nouns.get(verb, "")
    times = table.deeds.get(figure.unit or "", "")
    if noun and figure.kind == "count" and len(verb) >= _PAIR and times.startswith(figure.unit or "-") and noun.startswith(verb):
        return f"{verb}{times}", 52
    if noun:
        return noun, 52
    behind = table.deeds.get(figure.unit or "") or table.deeds.get(figure.kind, "")
    if len(verb) < _PAIR or verb in table.weak or verb.endswith(context.reading.cues.of("price_preps")[:1]):
        return "", 0
    if behind:
        return f"{verb}{behind}", 46 if cue else 33
    if scene.phrase is not None and len(scene.phrase.metric) > len(verb) and scene.phrase.metric.endswith(verb):
        return "", 0
    return (verb, 44) if figure.kind == "count" else ("", 0)


def unnamed(context: Context, scene: Scene, at: int) -> int:
    """Where a verb begins that no cue names and that ends at `at`; `at` where there is none."""
    if context.reading.language != _TAGGED:
        return at
    low = max(scene.low, at - _NEAR)
    words = tagged(scene.clause.text[low:at])
    return words[-1].start + low if words and words[-1].part == "verb" else at
