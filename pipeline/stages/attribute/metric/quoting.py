"""What moved in a market where only its owner is named: the shares of a listed company (云帆智能收涨6.8%)."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.metric.referred import measures
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["quoted"]

_INDEX, _PROFIT = "index_level", "net_profit"
_SHARE = Decimal(10000)
"""What a share costs at most, about, in an amount of a round-up."""
_FAR = 4


def quoted(context: Context, scene: Scene) -> list[Proposal]:
    """A listed company's own rise or fall is that of its shares (云帆智能收涨6.8%)."""
    word, tail = context.reading.cues.word("share_price"), scene.tail
    said = scene.clause.text[scene.low : scene.start]
    moved = tail is not None and (tail.roles & {"rise", "fall"} or scene.figure.kind == "money")
    moved = moved and not any(one.text in context.reading.cues.of("grows") for one in tail.words) if tail is not None else moved
    stated = any(one in said for one in context.reading.cues.of("statistical"))
    if not word or tail is None or not moved or stated or _told_of(context, scene):
        return []
    earned = _earned(context, scene)
    if earned:
        return [Proposal("metric", earned, "earned", 60, scene.clause.outside(tail.end), scene.figure.start)]
    rounds = _rounds(context, scene)
    if rounds is not None or scene.figure.kind != "percent":
        return [rounds] if rounds is not None else []
    at = tail.end - scene.low
    named = next((one for one in context.found.mentions(said) if one[0] < at <= one[1]), None)
    metric = scene.phrase.metric if scene.phrase is not None else ""
    firm = context.reading.cues.of("organisations").end(metric) and not metric.endswith(context.reading.cues.of("indexed"))
    firm = firm and said[:at].endswith(metric) and len(metric) > _FAR - 1
    if named is None and not firm:
        return []
    if named is not None:
        other = metric and metric not in said[named[0] : named[1]] and not context.reading.cues.of("companies").end(metric)
        if other or named[2].kind not in {"company", "name"}:
            return []
    return [Proposal("metric", word, "quote", 60, scene.clause.outside(scene.low), scene.clause.outside(tail.end))]


def _earned(context: Context, scene: Scene) -> str:
    """What a company earned so much more or less of (去年少赚6.9%); empty where the verb before the figure says no such thing."""
    language = context.reading.language
    verbs = wording(language).verbs.get("money", {})
    said = (verbs[one.text] for one in (scene.tail.words if scene.tail is not None else ()) if one.text in verbs)
    noun = next(said, "")
    known = metrics().find(language, noun, "money") if noun else None
    return noun if known is not None and known.key.startswith(_PROFIT) else ""


def _told_of(context: Context, scene: Scene) -> bool:
    """Whether something else is told of, thing by thing (市场出货量年跌11%。苹果大升三成), or towards whom (对日本增26.2%)."""
    cues, reading, before = context.reading.cues, context.reading, context.answers.get(scene.index - 1)
    if scene.clause.text[scene.low : scene.start].lstrip().startswith(cues.of("frames")):
        return True
    if before is None or not before.metric:
        return False
    last, clause = reading.figures[scene.index - 1], reading.clause_of.get(scene.index - 1)
    if last.block != scene.figure.block or last.kind != "percent" or clause is None:
        return False
    known = metrics().find(reading.language, before.metric, "percent")
    counted = known is not None and known.key not in {"share_price", _INDEX}
    if not counted or not any(word in reading.clauses[clause].text for word in cues.of("statistical")):
        return False
    return not any(word in one.text for one in scene.sentence.clauses for word in cues.of("closing_verbs"))


def _rounds(context: Context, scene: Scene) -> Proposal | None:
    """A move in per cent, or a small amount, in a round-up of a market: of the shares, where no index or metric is named."""
    reading, figure, phrase, tail = context.reading, scene.figure, scene.phrase, scene.tail
    if tail is None or figure.kind not in {"percent", "money"} or figure.per:
        return None
    said = scene.clause.text[max(0, scene.low) : tail.end]
    before = scene.clause.text[: tail.end]
    if not (reading.rounds or any(word in before for word in reading.cues.of("share_pronouns"))):
        return None
    if figure.kind == "money" and (figure.value is None or Decimal(figure.value) >= _SHARE):
        return None
    body = said.rstrip(reading.cues.word("trim"))
    if any(word in said for word in _indexes(reading.language)) or any(
        word in scene.clause.text for word in wording(reading.language).quotes
    ):
        return None
    named = phrase is not None and (measures(context, phrase) or phrase.metric.endswith(reading.cues.of("indexed")))
    indexed = body.endswith((*reading.cues.of("indexed"), *reading.cues.of("suffixes"))) or body[-1:].isdigit()
    if named or indexed or not (body or phrase is not None):
        return None
    place = (scene.clause.outside(scene.low), scene.clause.outside(tail.end))
    return Proposal("metric", reading.cues.word("share_price"), "quote", 60, *place)


@functools.cache
def _indexes(language: str) -> tuple[str, ...]:
    """The words for the level of an index."""
    return tuple(word for word, metric in metrics().by_word.get(language, {}).items() if metric.key == _INDEX)
