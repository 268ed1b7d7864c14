"""Whose a figure is: the rules that propose a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.clauses.lists import aligned_names
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.respective import respective
from pipeline.stages.attribute.subject.chained import SUREST, chained, completed
from pipeline.stages.attribute.subject.coordinated import coordinated
from pipeline.stages.attribute.subject.entering import called, framed, headed, presented, ranked
from pipeline.stages.attribute.subject.known import (
    alike,
    compared,
    contained,
    counts_itself,
    had,
    launched,
    peopled,
    told_of,
    two,
    variant,
)
from pipeline.stages.attribute.subject.meant import from_topic
from pipeline.stages.attribute.subject.opening import opened
from pipeline.stages.attribute.subject.pointed import antecedent, whole
from pipeline.stages.attribute.subject.possessing import mover, national, possessor
from pipeline.stages.attribute.subject.rated import rated
from pipeline.stages.attribute.subject.shown import NAMED, aged, described, glossed, held, itemised, members
from pipeline.stages.attribute.subject.topics import topic
from pipeline.stages.attribute.subject.whose import measurable

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["owned"]

_SPOKEN = {"sentence", "figure_before", "carried"}
_TRADED, _FIRMS, _NAMED, _INDEXED = {"index", "market"}, {"company", "product"}, {"company", "product", "name"}, 36
_FAR, _RELATED, _PAIR, _PLACED, _PARTED, _CARRIED, _OWNED, _PASSING = 12, 34, 2, 50, 14, 16, 80, 34


def owned(context: Context, scene: Scene) -> list[Proposal]:
    """The subjects proposed for a figure."""
    aligned = _aligned(context, scene)
    if aligned is not None:
        return [aligned]
    proposals = [*_beside(context, scene), *_in_clause(context, scene), *_in_sentence(context, scene), *_standing(context, scene)]
    proposals.extend(_entering(context, scene))
    if max((one.weight for one in proposals), default=0) <= SUREST:
        proposals.extend(chained(context, scene))
    phrase = scene.ratio or scene.phrase
    metric = phrase.metric if phrase is not None else ""
    proposals = _of_index(context, scene, _of_business(context, metric, proposals))
    itself = metric if metric and metric not in context.found.forms and measurable(context, metric) else ""
    told = (one for one in proposals if one.value and one.value != itself and not _excluded(context, scene, one))
    return rated(context, scene, [completed(context, scene, _full(context, one)) for one in told])


def _of_business(context: Context, metric: str, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals for what a line of business earns: of the company that leads, not of a product spoken of before."""
    lead = context.found.lead
    if lead is None or lead.kind != "company" or not any(word in metric for word in context.reading.cues.of("business")):
        return proposals
    forms = context.found.forms
    return [
        one._replace(value=lead.name)
        if (one.rule in _SPOKEN or one.rule.startswith("chain"))
        and one.value in forms
        and forms[one.value].kind in {"product", "name"}
        else one
        for one in proposals
    ]


def _of_index(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals for points (联发科大跌下，终场跌|691点): of no company where there is an index or a market."""
    if scene.figure.kind != "number" or scene.figure.unit not in context.reading.cues.of("index_points"):
        return proposals
    forms = context.found.forms
    listed = [one for one in forms.values() if one.kind in _TRADED]
    if not listed:
        return proposals
    ends = context.reading.cues.of("indexed")
    kinds = {one.value: forms[one.value].kind for one in proposals if one.value in forms and not ends.end(one.value)}
    apart = [one for one in proposals if kinds.get(one.value) not in (_FIRMS if one.value.isascii() else _NAMED)]
    most = max(listed, key=lambda one: (one.score, -one.first))
    return [*apart, Proposal("subject", most.name, "indexed", _INDEXED)]


def _excluded(context: Context, scene: Scene, one: Proposal) -> bool:
    """Whether the clause leaves out what is proposed (汽车|以外的零售额), or it is a line's label (付费客户：2400家)."""
    label, found = next(iter(scene.sentence.before(scene.clause, 1)), None), context.found
    if label is not None and label.label and found.gated and one.value not in found.forms and label.text.strip() == one.value:
        return True
    if one.value in context.reading.cues.of("raters") and (found.lead is None or found.lead.name != one.value):
        return True  # it only scores what the clauses before speak of (豆瓣评分7.6分)
    at = scene.clause.text.find(one.value) + len(one.value)
    return at >= len(one.value) and scene.clause.text.startswith(context.reading.cues.of("beyond"), at)


def _full(context: Context, one: Proposal) -> Proposal:
    """A proposal of the last words of the name that leads the article (船厂 for 青石桥船厂) is one of that name.

    One of a place behind the words for an occasion is of the place (“五一”假期|四川).
    """
    cues = context.reading.cues
    holidays = cues.of("holidays")
    for word in () if holidays.strange(one.value) else (word for word in holidays if word in one.value):
        rest = one.value[one.value.rfind(word) + len(word) :]
        if rest in cues.of("places") or (len(rest) > 1 and rest.endswith(cues.of("regions"))):
            return one._replace(value=rest)
    lead, value, place = context.found.lead, one.value, context.found.place
    if value[:1] in cues.of("regions") and place and place + value in context.reading.text:
        return one._replace(value=place + value)
    clipped = lead is not None and lead.name.endswith(value) and len(value) > 1 and value not in context.found.forms
    return one._replace(value=lead.name) if clipped and lead is not None else one


def _entering(context: Context, scene: Scene) -> list[Proposal]:
    """From what comes in by its place alone: the paragraph's head, a name presented just before, a place that sets the scene."""
    scene_of, weight = framed(context, scene)
    thing = described(context, scene)
    entity = context.found.forms.get(thing)
    built = bool(thing) and (context.reading.cues.of("works").end(thing) or (entity is not None and entity.kind in NAMED))
    told = (
        (headed(context, scene), "headed", 67),
        (presented(context, scene), "presented", 67),
        (called(context, scene), "called", 79),
        (ranked(context, scene), "ranked", 89),
        (members(context, scene), "members", 65),
        (thing, "described", 72 if built else 58),
        (itemised(context, scene), "itemised", 86),
        (aged(context, scene), "aged", 86),
        (glossed(context, scene), "glossed", 80),
        (held(context, scene), "held", 91),
        (scene_of, "framed", weight),
    )
    return [Proposal("subject", value, rule, sure) for value, rule, sure in told if value]


def _aligned(context: Context, scene: Scene) -> Proposal | None:
    """The name for a place in a list of figures that as many names stand before (智谱和MiniMax的市值分别为…和…)."""
    place, reading = context.places.get(scene.index), context.reading
    if place is None or place.size == 1:
        return None
    told = respective(context, scene)
    if told is not None:
        return Proposal("subject", context.answers[told].subject or "", "respective", 90)
    first = reading.figures[place.first].start
    text = reading.text[scene.sentence.start : first]
    name = aligned_names(reading, context.found, text, place)
    if name is None:
        things = coordinated(context, place)
        if things:
            return Proposal("subject", things[place.position], "coordinated", 96, scene.sentence.start, first)
    if name is None and place.size == _PAIR and any(word in scene.clause.text for word in reading.cues.of("both")):
        pair = two(context, place.first)
        name = pair[place.position] if pair else None
    if name is None or not any(word in text for word in reading.cues.of("each")):
        return None
    return Proposal("subject", name, "aligned", 96, scene.sentence.start, first)


def _beside(context: Context, scene: Scene) -> list[Proposal]:
    """From what the figure stands beside: the figure that it restates or goes on from."""
    proposals: list[Proposal] = []
    metric, before = context.answers[scene.index].chosen.get("metric"), context.answers.get(scene.index - 1)
    if metric is not None and metric.rule == "pointed" and before is not None and before.subject:
        proposals.append(Proposal("subject", before.subject, "pointed", 65))
    sold = variant(context, scene)
    if sold:
        proposals.append(Proposal("subject", sold, "variant", 84))
    if scene.before is not None and scene.before in context.answers:
        rule, weight = ("listed", 82) if scene.listed else ("same_clause", 70)
        since = "" if scene.listed else _since(context, scene)
        if since:
            proposals.append(Proposal("subject", since, "since", 71))
        proposals.append(Proposal("subject", context.answers[scene.before].subject or "", rule, weight))
    return proposals


def _since(context: Context, scene: Scene) -> str:
    """The name that acts since the figure before in a clause (8组村民|陈克明|领回5亩地); empty without one."""
    low, clause = scene.low, scene.clause
    told = context.found.mentions(clause.text[low : scene.start]) if not context.found.gated else []
    if not told or told[0][2].kind not in {"name", "company", "product"}:
        return ""
    end = low + told[0][1]
    parse = parsed(context.reading, context.found, clause)
    free = any(one.end == end and not one.governor for one in parse.nominals)
    return told[0][2].name if free and any(word.part == "verb" and word.start == end for word in parse.words) else ""


def _in_clause(context: Context, scene: Scene) -> list[Proposal]:
    """From the figure's own clause: the owner of what is measured, and the topic."""
    proposals: list[Proposal] = []
    clause, phrase = scene.clause, scene.ratio or scene.phrase
    if scene.named and scene.named not in context.reading.cues.of("nominal"):
        name = whole(context, clause, scene.named, scene.start)
        if not clause.text[: clause.text.rfind(scene.named, 0, scene.start)].endswith(context.reading.cues.of("reaches")):
            proposals.append(Proposal("subject", name, "named", 88, clause.outside(scene.low), scene.figure.start))
    if phrase is not None:
        proposals.extend(possessor(context, scene, phrase))
    moved = mover(context, scene)
    if moved is not None:
        proposals.append(moved)
    stated = opened(context, scene)
    if stated is not None:
        proposals.append(stated)
    own = topic(context, clause)
    counted = own is not None and own[1] is None and phrase is not None and own[3] >= phrase.end and scene.figure.kind == "count"
    trade = own is not None and own[1] is None and scene.tail is not None and own[3] == scene.tail.end
    counted = counted or (
        trade and scene.figure.kind == "count" and own is not None and context.reading.cues.of("firm_words").end(own[0])
    )
    counted = counted and own is not None and own[0] not in context.reading.cues.of("own_place")
    counted = counted and own is not None and not peopled(context, scene, own[0])
    if own is not None and counted and own[2] < scene.start and not context.found.gated:
        weight = 64 if alike(context, scene) or context.reading.cues.of("regions").end(own[0]) else 34
        proposals.append(Proposal("subject", own[0], "counted", weight, clause.outside(own[2]), clause.outside(own[3])))
    elif own is not None and not counted and own[2] < scene.start:
        said = from_topic(context, own, (78, "topic"), clause)
        if had(context, scene, own[0]):
            return [*proposals, *(one._replace(weight=min(one.weight, _RELATED)) for one in said)]
        direct = scene.figure.kind in {"percent", "number"} or (scene.tail is not None and bool(scene.tail.words))
        proposals.extend(
            one._replace(weight=64)
            if direct and one.weight < 64 and not (context.found.gated or one.rule == "topic_plain")
            else one
            for one in said
        )
    return proposals


def _in_sentence(context: Context, scene: Scene) -> list[Proposal]:
    """From the clauses before, the nearest first: their topics and their figures' subjects."""
    proposals: list[Proposal] = []
    clause, beyond, near = scene.clause, 0, scene.clause
    for distance, other in enumerate(scene.sentence.before(clause, _FAR), 1):
        if other.host is not None and other.host not in {clause.number, clause.host}:
            continue
        answers = [context.answers[index] for index in other.figures if index in context.answers]
        weight = (70 if clause.host == other.number else 66) - 2 * distance
        said = topic(context, other)
        new = launched(context, other) if scene.figure.kind in {"money", "measure"} else ""
        if new:
            proposals.append(Proposal("subject", new, "launched", weight + 1))
        parted = any(sign in context.reading.text[other.start : near.start] for sign in context.reading.cues.of("part_signs"))
        last = next(
            (one for one in reversed(answers) if one.subject and not (compared(one) or (parted and counts_itself(one)))), None
        )
        chosen = last.chosen["subject"] if last is not None and "subject" in last.chosen else None
        owned = (
            chosen is not None
            and other.outside(0) <= chosen.start
            and ((chosen.rule == "owner" and chosen.weight >= _OWNED) or contained(other, said, chosen))
        )
        if said is not None and not owned and all(answer.metric != said[0] for answer in answers):
            proposals.extend(from_topic(context, said, (weight, "sentence"), other))
        if last is not None:
            proposals.append(Proposal("subject", last.subject or "", "figure_before", weight - 1 - beyond))
        named = any(one.rule == "sentence_open" and one.weight >= _PLACED for one in proposals)
        beyond = _PARTED if beyond or (named and parted) else 0
        near = other
    return proposals


def _standing(context: Context, scene: Scene) -> list[Proposal]:
    """From what stands over the sentence: the sentence before, the heading, the name or place that the article is about."""
    proposals: list[Proposal] = []
    phrase, found = scene.ratio or scene.phrase, context.found
    if context.topic is not None:
        words, entity, sentence, block = context.topic
        distance = scene.sentence.number - sentence
        if distance > 0 and (entity is not None or len(words) <= _CARRIED):
            weight = max(30, (50 if entity else 46) - 3 * distance + (3 if block == scene.sentence.block else 0))
            far = entity is None and block != scene.sentence.block and words not in context.reading.cues.of("places")
            weight = min(weight, _PASSING) if far and found.headed else weight
            full = "" if entity or found.gated else antecedent(context, scene.clause, words)
            proposals.append(Proposal("subject", entity.name if entity else full or words, "carried", weight))
    if context.heading is not None:
        proposals.append(Proposal("subject", context.heading.name, "heading", 46))
    elif context.heading_text:
        proposals.append(Proposal("subject", context.heading_text, "heading", 82 if scene.sentence.labelled else 48))
    if phrase is not None and found.place and national(context, scene, phrase) and not told_of(context, scene):
        proposals.append(Proposal("subject", found.place, "country", 67))
    if found.lead is not None:
        full = "" if found.gated else antecedent(context, scene.clause, found.lead.name)
        proposals.append(Proposal("subject", full or found.lead.name, "lead", 35))
    elif found.place:
        proposals.append(Proposal("subject", found.place, "place", 33))
    return proposals
