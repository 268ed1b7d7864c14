"""What is measured where no word says it: by the figure's unit, and by a word near it that goes with the unit (1.3米以下儿童)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["implied"]

_JOIN, _POINTS = "+", 50
_NEAR = 16
"""Characters at a figure's sides where a word goes with its unit."""


def implied(context: Context, scene: Scene) -> list[Proposal]:
    """The metrics that the unit itself proposes: surer where a word beside the figure goes with it."""
    table, figure = wording(context.reading.language), scene.figure
    units = table.units or context.reading.cues.units
    unit, text = figure.unit or "", scene.clause.text
    first = table.pairs.get(unit, "") if text.startswith(_JOIN, scene.end) and _paired(context, scene) else ""
    if first:
        return [Proposal("metric", first, "unit_pair", 60)]
    if table.pairs.get(unit) and text[: scene.start].endswith(_JOIN) and scene.before is not None:
        return [Proposal("metric", units.get(unit, ""), "unit_pair", 60)]
    beside = text[max(0, scene.start - _NEAR) : scene.end + _NEAR]
    if scene.clause.host is not None:
        beside = context.reading.text[max(scene.sentence.start, figure.start - _NEAR) : figure.start] + beside
    sides = text[: scene.tail.end if scene.tail is not None else scene.start], text[scene.end :]
    found = [
        Proposal("metric", metric, "unit_context", 62 if unit in table.extents else 57)
        for word, metric in table.contexts.get(unit, ())
        if (word in beside if len(word) != 1 else sides[0].endswith(word) or sides[1].startswith(word))
    ][:1]
    reach = _reach(context, scene, sides[0]) if figure.kind == "measure" else ""
    if reach:
        found.append(Proposal("metric", reach, "reach", 84))
    quote = _quote(context, scene)
    if quote:
        found.append(Proposal("metric", quote, "quote", 58 if scene.phrase is not None or figure.kind == "number" else 50))
    if figure.kind == "money" and figure.per:
        found.append(Proposal("metric", context.reading.cues.word("price_noun"), "unit", 29))
    named = units.get(unit) or units.get(figure.text[-1:], "")
    if named:
        people = unit == context.reading.cues.word("people_unit") and sides[0].endswith(context.reading.cues.of("and_so_on"))
        extent = unit in table.extents or (figure.kind == "number" and figure.text[-1:] in table.extents)
        weight = 61 if extent and figure.kind in {"count", "number"} else 60 if people else 30 if figure.kind == "measure" else 29
        points = figure.kind == "number" and scene.change and unit in context.reading.cues.of("index_points")
        before = context.reading.figures[scene.index - 1] if scene.index else None
        again = before is not None and before.unit == unit and before.start >= scene.sentence.start
        weight = _POINTS if points and scene.phrase is None and not again else weight
        found.append(Proposal("metric", named, "unit", weight))
    return found


def _paired(context: Context, scene: Scene) -> bool:
    """Whether the next figure of the clause is of the same unit."""
    later = [one for one in scene.clause.figures if one > scene.index]
    return bool(later) and context.reading.figures[later[0]].unit == scene.figure.unit


def _reach(context: Context, scene: Scene, before: str) -> str:
    """The distance that a length is behind a place and the word for it (距保定30公里), or behind a direction (奉节县东五公里)."""
    cues, table = context.reading.cues, wording(context.reading.language)
    reaches = cues.of("reaches")
    metric = table.units.get(scene.figure.unit or "", "")
    if not reaches or metric != table.verbs.get("measure", {}).get(reaches[-1]):
        return ""
    words = scene.clause.between(max(scene.low, len(before) - _NEAR), len(before))
    passed = (*cues.of("arrive"), *reaches)
    stop = max(
        (word.end for word in words if word.roles & {"verb", "metric", "have"} and word.text not in passed),
        default=scene.low,
    )
    said = before[max(stop, len(before) - _NEAR) :]
    at = max((said.rfind(word) for word in reaches), default=-1)
    if at >= 0 and said[at - 1 : at + 1] not in cues.of("plain"):
        return metric
    return metric if before.endswith(cues.of("bearings")) else ""


def _quote(context: Context, scene: Scene) -> str:
    """What a quote is of (芯岳科技报52.8元, 人民币报7.12): the last thing quoted that is named in the sentence, else shares."""
    reading, table, tail = context.reading, wording(context.reading.language), scene.tail
    if scene.phrase is not None and not scene.phrase.known and scene.figure.kind == "number":
        return next((metric for word, metric in table.quotes.items() if scene.phrase.metric.endswith(word)), "")
    passed = {word.text for word in tail.words} if tail is not None else set()
    if (
        scene.figure.kind not in {"money", "number"}
        or (scene.phrase is not None and not scene.phrase.metric.endswith(reading.cues.of("companies")))
        or not passed & reading.cues.of("closing_verbs").held
    ):
        return ""
    text = reading.text[scene.sentence.start : scene.figure.start]
    at, metric = max(((text.rfind(word), metric) for word, metric in table.quotes.items()), default=(-1, ""))
    mentions = [one for one in context.found.mentions(text) if one[2].kind in {"company", "topic", "name"}]
    if mentions and mentions[-1][0] > at:
        return reading.cues.word("share_price") if scene.figure.kind == "money" else ""
    if at < 0 and scene.figure.kind == "money" and not scene.figure.per:
        return reading.cues.word("share_price")
    return metric if at >= 0 else ""
