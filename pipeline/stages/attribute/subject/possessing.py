"""Whose what is measured is: the name before a verb of change, the owner in the noun phrase, the thing that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.clauses.parting import does
from pipeline.stages.attribute.names.nameable import generic
from pipeline.stages.attribute.names.naming import apposed
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.subject.known import had
from pipeline.stages.attribute.subject.pointed import antecedent, grown, paired
from pipeline.stages.attribute.subject.whose import owner

if TYPE_CHECKING:
    from pipeline.stages.attribute.clauses.phrase import Phrase
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.names.entities import Entity
    from pipeline.stages.attribute.reading import Clause

__all__ = ["mover", "national", "placed", "possessor", "towards"]

_RELATED, _UNDER, _TRADE = 34, 50, 3
_MOVES = {"company", "index", "market", "currency"}


def mover(context: Context, scene: Scene) -> Proposal | None:
    """The name right before a verb of change or trade that comes to the figure, whatever it stands under (投信|卖超24亿元)."""
    clause, trades = scene.clause, context.reading.cues.of("net_trades")
    if scene.tail is None:
        return None
    body = clause.text[scene.low : scene.tail.end].rstrip(context.reading.cues.word("trim"))
    traded = trades.last(body)
    if not traded and (not scene.tail.roles & {"rise", "fall"} or scene.phrase is not None):
        return None
    body = body.removesuffix(traded)
    told = context.found.mentions(body)
    if not told or told[-1][1] != len(body) or told[-1][2].kind not in _MOVES:
        return None
    start, end, entity = told[-1]
    if traded and body[:start].endswith(context.reading.cues.of("prep")):  # 晶禾遭|外资卖超
        return None
    return Proposal("subject", entity.name, "mover", 79, clause.outside(scene.low + start), clause.outside(scene.low + end))


def possessor(context: Context, scene: Scene, phrase: Phrase) -> list[Proposal]:
    """Whose the measured phrase is: the name in it, else the thing in the noun phrase that it stands in."""
    cues, found, clause = context.reading.cues, context.found, scene.clause
    if phrase.owner in cues.of("stop_names"):
        return []
    if phrase.entity is not None:
        words = _named(context, scene, phrase, phrase.entity)
        place = (clause.outside(phrase.start), clause.outside(phrase.end))
        return [Proposal("subject", words, "owner", 90, *place)] if words else []
    if found.gated and clause.text.endswith(cues.of("firm_pointers"), 0, phrase.start):
        return []
    if found.gated:
        sure = placed(phrase.owner, context) and not had(context, scene, phrase.owner)
        place = (clause.outside(phrase.start), clause.outside(phrase.end))
        return [Proposal("subject", apposed(phrase.owner, context.reading), "owner", 80 if sure else 42, *place)]
    return _thing_in(context, scene, phrase)


def _named(context: Context, scene: Scene, phrase: Phrase, entity: Entity) -> str:
    """The name in a phrase, with the place or pair that it is part of; empty where it only says where something is, or speaks."""
    cues, clause = context.reading.cues, scene.clause
    behind = clause.text.find(phrase.owner, phrase.start) + len(phrase.owner)
    if clause.text[behind:].lstrip().startswith(cues.of("locatives")) or _carried(context, scene, behind):
        return ""
    if entity.kind == "market" and cues.of("places").begin(clause.text, phrase.start):
        return clause.text[phrase.start : behind]
    firm = entity.kind in {"company", "product"}  # 市场对|某公司股票的估值
    pair = "" if firm else paired(context, clause, behind - len(phrase.owner), behind)
    speaks = not context.found.gated and cues.of("speech").begin(clause.text, behind)
    return pair or ("" if speaks else phrase.owner)


def _carried(context: Context, scene: Scene, stop: int) -> bool:
    """Whether what a name names is only built in (搭载高通骁龙处理器、6GB内存): the figure is of what it is built into."""
    verbs = context.reading.cues.of("builds_in")
    return any(word.text in verbs for word in scene.clause.between(0, stop))


def _thing_in(context: Context, scene: Scene, phrase: Phrase) -> list[Proposal]:
    """The thing in the noun phrase of what is measured; not what a share is of."""
    clause = scene.clause
    start = phrase.owner_start if phrase.owner_start >= 0 else phrase.start
    thing = owner(context, clause, start, start + len(phrase.owner) if phrase.owner else phrase.end)
    if thing is None or (not phrase.owner and not (thing.sure and thing.measured and thing.end < phrase.end)):
        return []
    first = thing.start - 1
    fore = first >= scene.low and clause.text[first] in context.reading.cues.of("fore_signs")
    alone = fore and (
        first == scene.low or not clause.text[first - 1].isalnum() or clause.text[first - 1] in context.reading.cues.of("closer")
    )
    words = clause.text[first if alone else thing.start : thing.end]
    cues = context.reading.cues
    how = cues.of("manner").last(words)
    words = words.removesuffix(how) if how and len(words) > len(how) + 1 else words
    never = (
        len(words) == 1
        or cues.of("towards").begin(words)
        or words in cues.of("stop_names")
        or words in cues.of("abstract")
        or does(cues, words)
    )
    if never or towards(context, clause, thing.start):
        return []
    if any("whole" in word.roles for word in clause.between(scene.low, thing.start)):
        return []
    words = antecedent(context, clause, words) or grown(context, words)
    if had(context, scene, words):
        return [Proposal("subject", words, "owner", _RELATED, clause.outside(thing.start), clause.outside(thing.end))]
    if _object(context, scene, thing.start):
        return [Proposal("subject", words, "owner", _UNDER, clause.outside(thing.start), clause.outside(thing.end))]
    if placed(words, context):
        weight = 80
    elif thing.sure or context.reading.cues.of("people_ends").end(words):
        weight = 72
    else:
        weight = 45
    if weight < 80 and national(context, scene, phrase):
        weight = _UNDER
    return [Proposal("subject", words, "owner", weight, clause.outside(thing.start), clause.outside(thing.end))]


def towards(context: Context, clause: Clause, start: int) -> bool:
    """Whether a phrase is only of those with whom something is done (对拉美、非洲等|新兴市场|进出口)."""
    for word in reversed(clause.between(0, start)):
        if word.text in context.reading.cues.of("towards"):
            return True
        if word.roles & {"closer", "verb", "rise", "fall", "arrive", "of"}:
            return False
    return False


def _object(context: Context, scene: Scene, start: int) -> bool:
    """Whether a phrase is what somebody does something with who is named before (火车站|发送|旅客人数).

    Where its own figure has a verb, one before the figure before has nothing to do with it (甲的支持率为46%、乙的支持率为45%).
    """
    low = scene.low if scene.tail is not None and scene.tail.roles else 0
    parse = parsed(context.reading, context.found, scene.clause)
    one = next((one for one in parse.nominals if one.start <= start < one.end), None)
    acts = one is not None and one.governor == "verb" and one.by >= low
    return acts and any(not other.governor and other.end <= one.by for other in parse.nominals) if one is not None else False


def national(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """Whether what is measured is had by a country or region, where no company or product leads the article."""
    lead = context.found.lead
    if lead is not None and lead.kind in {"company", "product"}:
        return False
    concept = metrics().find(context.reading.language, phrase.metric, scene.figure.kind)
    return concept is not None and concept.country


def placed(text: str, context: Context) -> bool:
    """Whether words name a place or a body by what they begin or end with."""
    cues = context.reading.cues
    if len(text) > _TRADE and len(cues.of("indexed").longest_last(text)) > 1:  # 白酒指数
        return True
    if cues.of("places").begin(text) or cues.of("industry").begin(text):
        return True
    if (
        not context.found.gated
        and len(text) > _TRADE
        and cues.of("fields_of_trade").end(text)
        and not cues.of("firm_words").end(text)
    ):
        return True
    return cues.of("organisations").end(text) and not generic(text, cues)
