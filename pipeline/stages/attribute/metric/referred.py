"""What is measured, told from words that only refer to it: a word for a change, a verb that came to the figure, 这一比例."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.phrase import phrase_before, split, tail
from pipeline.stages.attribute.metric.deeds import unnamed
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.clauses.phrase import Phrase
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["again", "changed", "done", "measures", "of_phrase", "pointed", "risen", "twins"]

_AGO = {"year_ago"}
_NEAR, _REACH, _TWO = 2, 200, 2
"""Characters before a figure in which what it rose from stands: a clause may be as long as a page."""


def changed(context: Context, scene: Scene) -> list[Proposal]:
    """The metric that changed, where the phrase is only the word for a change (净利润由3亿元降至2亿元，降幅33%)."""
    phrase, before = scene.phrase, context.answers.get(scene.index - 1)
    cues, figures = context.reading.cues, context.reading.figures
    if phrase is None or phrase.owner:
        return []
    if phrase.metric in cues.of("rate_heads"):
        return _rated(context, scene, phrase)
    if phrase.metric not in cues.of("change_heads"):
        return []
    place = (scene.clause.outside(phrase.start), scene.clause.outside(phrase.end))
    told = _headed(context, scene, phrase) or _told(context, scene)
    if told:
        return [Proposal("metric", told, "changed", 83, *place)]
    if before is None or not before.metric or figures[scene.index - 1].start < scene.sentence.start:
        return []
    return [Proposal("metric", _plain(context, before.metric), "changed", 83, *place)]


def _headed(context: Context, scene: Scene, phrase: Phrase) -> str:
    """What stands before the word for a change and its basis (酒店预订量|同比|增幅); empty where nothing measured does."""
    cues, clause = context.reading.cues, scene.clause
    over = tail(cues, clause, phrase.start, scene.low)
    where = phrase_before(cues, clause, over.end, scene.low) if "basis" in over.roles else None
    before = split(context.reading, context.found, clause, *where, gated=context.found.gated) if where is not None else None
    return before.metric if before is not None and measures(context, before) else ""


def _rated(context: Context, scene: Scene, phrase: Phrase) -> list[Proposal]:
    """The rate at which what was told before it grows (增加值增长6.5%，|增速比8月加快1.3个百分点: 增加值增速)."""
    before, figures = context.answers.get(scene.index - 1), context.reading.figures
    metric = _told(context, scene)
    if not metric and before is not None and before.metric and scene.figure.kind == "percent":
        last = figures[scene.index - 1]
        near = last.start >= scene.sentence.start or (last.block == scene.figure.block and last.direction is not None)
        metric = _plain(context, before.metric) if near and last.kind != "duration" else ""
    rate = context.reading.cues.of("rate_heads")[0]
    if not metric or metric in context.reading.cues.of("rate_heads") or metric.endswith(context.reading.cues.word("share_noun")):
        return []
    value = metric if metric.endswith(rate) else f"{metric}{rate}"
    return [Proposal("metric", value, "changed", 83, scene.clause.outside(phrase.start), scene.clause.outside(phrase.end))]


def _plain(context: Context, metric: str) -> str:
    """What changed, of a metric that is a word for its change (股价|累计涨幅)."""
    cues = context.reading.cues
    size = max((len(one) for one in cues.of("change_heads") if metric.endswith(one)), default=0)
    rest = metric[: len(metric) - size] if size else metric
    ahead = next((one for one in cues.of("totals") if rest.endswith(one)), "") if size else ""
    rest = rest.removesuffix(ahead)
    return rest if len(rest) > 1 else metric


def _told(context: Context, scene: Scene) -> str:
    """What is said to change in the clause before, without a figure (对该国的出口增长尤为突出，|增幅达11%); else empty."""
    clauses = [one for one in scene.sentence.before(scene.clause, _NEAR) if one.host is None]
    if not clauses or clauses[0].figures or scene.clause.host is not None:
        return ""
    other, cues = clauses[0], context.reading.cues
    moved = next((word.start for word in other.words if word.roles & {"rise", "fall"} and "metric" not in word.roles), 0)
    where = phrase_before(cues, other, tail(cues, other, moved, 0).end, 0) if moved else None
    phrase = split(context.reading, context.found, other, *where, gated=context.found.gated) if where is not None else None
    return phrase.metric if phrase is not None and measures(context, phrase) else ""


def done(context: Context, scene: Scene) -> list[Proposal]:
    """The metric that stands before a verb which only says that it came to the figure (业务量累计完成956亿件, 末期息派8仙)."""
    if scene.phrase is not None or scene.tail is None:
        return []
    clause, cues = scene.clause, context.reading.cues
    word = next((one for one in reversed(clause.between(scene.low, scene.tail.end)) if one.end == scene.tail.end), None)
    if word is None:
        return _reached(context, scene, scene.tail.end)
    if not word.roles & {"verb", "whole"} or ("whole" in word.roles and scene.figure.kind != "count"):
        return []
    where = phrase_before(cues, clause, tail(cues, clause, word.start, scene.low, _times(scene)).end, scene.low)
    phrase = split(context.reading, context.found, clause, *where, gated=context.found.gated) if where is not None else None
    return (
        [of_phrase(scene, phrase, "done", 58)]
        if phrase is not None and (measures(context, phrase) or "whole" in word.roles)
        else []
    )


def _reached(context: Context, scene: Scene, end: int) -> list[Proposal]:
    """The standard metric before a verb that no cue names, and that comes right before the figure (营收首度飞越4000亿元)."""
    clause, start = scene.clause, unnamed(context, scene, end)
    if start == end or scene.figure.kind not in {"money", "percent"}:
        return []
    end = tail(context.reading.cues, clause, start, scene.low, _times(scene)).end
    where = phrase_before(context.reading.cues, clause, end, scene.low)
    phrase = split(context.reading, context.found, clause, *where, gated=context.found.gated) if where is not None else None
    return [of_phrase(scene, phrase, "done", 58)] if phrase is not None and phrase.known else []


def _times(scene: Scene) -> tuple[tuple[int, int], ...]:
    """The times between the figure before and a figure."""
    return tuple(one for one in scene.clause.spans if scene.low <= one[0] < scene.start)


def risen(context: Context, scene: Scene) -> list[Proposal]:
    """The metric before what it rose from (发行量从2013年以来最低点129亿元跃升至238亿元)."""
    clause, cues = scene.clause, context.reading.cues
    if scene.phrase is not None and scene.phrase.known:
        return []
    for word in reversed(clause.between(max(0, scene.start - _REACH), scene.start)):
        if word.text not in cues.of("from_preps") or not word.start:
            continue
        where = phrase_before(cues, clause, tail(cues, clause, word.start, 0).end, 0)
        phrase = split(context.reading, context.found, clause, *where, gated=context.found.gated) if where is not None else None
        return [of_phrase(scene, phrase, "risen", 60)] if phrase is not None and measures(context, phrase) else []
    return []


def pointed(context: Context, scene: Scene) -> list[Proposal]:
    """The metric of the figure before, where the phrase only points at it (这一比例为15%)."""
    phrase, cues = scene.phrase, context.reading.cues
    if phrase is None or phrase.metric not in cues.of("pointed_heads"):
        return []
    body = scene.clause.text[: scene.clause.text.rfind(phrase.metric, 0, scene.start)]
    before = context.answers.get(scene.index - 1)
    if not body.endswith((*cues.of("determiner"), *cues.of("same_heads"))) or before is None or not before.metric:
        return []
    return [Proposal("metric", before.metric, "pointed", 86, scene.clause.outside(len(body)), scene.clause.outside(scene.start))]


def again(context: Context, scene: Scene, noun: str) -> str:
    """The metric of the figure before in the sentence, where a verb says the same of a year ago (中期息12仙，去年同期派10仙)."""
    said = (context.reading.periods[one] for one in scene.clause.periods)
    if not any(one.base or one.rule in _AGO for one in said):
        return noun
    language, before = context.reading.language, context.answers.get(scene.index - 1)
    if before is None or not before.metric or context.reading.figures[scene.index - 1].start < scene.sentence.start:
        return noun
    concept, last = metrics().find(language, noun), metrics().find(language, before.metric)
    return before.metric if concept is not None and last is not None and concept.key == last.key else noun


def measures(context: Context, phrase: Phrase) -> bool:
    """Whether a phrase is a metric by its head."""
    return phrase.known or context.reading.cues.of("suffixes").end(phrase.metric)


def of_phrase(scene: Scene, phrase: Phrase, rule: str, weight: int) -> Proposal:
    """A phrase as a rule puts it forward."""
    clause = scene.clause
    return Proposal("metric", phrase.metric, rule, weight, clause.outside(phrase.start), clause.outside(phrase.end))


def twins(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals, where one word says two metrics of two figures (产销|分别完成19万辆和18万辆): of the first."""
    place = context.places.get(scene.index)
    if place is None or place.size != _TWO or place.position:
        return proposals
    for whole, *two in (one.split("=") for one in context.reading.cues.of("twin_heads")):
        held = [one for one in proposals if one.value.endswith(whole)]
        if held and max(proposals, key=lambda one: one.weight) in held:
            context.heads[scene.index] = (two[0], two[1])
            return [one._replace(value=two[0]) if one in held else one for one in proposals]
    return proposals
