"""Whose a figure is: the rules that propose a subject, and the topic of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.lists import aligned_names
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.entities import Entity
    from pipeline.stages.attribute.reading import Clause

__all__ = ["owned", "topic"]

_BARE = 20
_ENDS = {
    "arrive",
    "verb",
    "have",
    "rise",
    "fall",
    "basis",
    "of",
    "compare",
    "relate",
    "each",
    "whole",
    "contribute",
    "from_words",
    "report",
    "prep",
    "link",
}


def topic(context: Context, clause: Clause) -> tuple[str, Entity | None, int, int] | None:
    """The noun phrase that opens a clause, if it can be its subject: ``(words, entity, start, end)`` within the clause's text.

    Times and connectives are passed over; what a preposition or a comparison opens, and who only speaks, is no topic.
    """
    text, reading = clause.text, context.reading
    periods = [(clause.inside(reading.periods[i].start), clause.inside(reading.periods[i].end)) for i in clause.periods]
    figures = [clause.inside(reading.figures[i].start) for i in clause.figures]
    at, index, words = 0, 0, clause.words
    moved = True
    while moved and at < len(text):
        moved = False
        while at < len(text) and text[at] in context.reading.cues.word("trim"):
            at += 1
        for start, end in periods:
            if start <= at < end:
                at, moved = end, True
        while index < len(words) and words[index].start < at:
            index += 1
        if index < len(words) and words[index].start == at:
            roles = words[index].roles
            if roles <= {"link", "each", "basis", "closer", "arrive", "determiner"} and "organisations" not in roles:
                at, moved = words[index].end, True
                if "determiner" in roles:
                    at += len(next((one for one in reading.cues.of("classifiers") if text.startswith(one, at)), ""))
    stop = min([start for start in figures if start >= at], default=len(text))
    stop = min([start for start, _ in periods if start >= at], default=stop) if periods else stop
    stop = min(stop, min([start for start in figures if start >= at], default=len(text)))
    for word in words[index:]:
        if word.start >= stop:
            break
        roles = word.roles
        if word.start == at and roles & {"pronoun", "both", "former", "latter"}:
            return word.text, None, word.start, word.end
        if roles & _ENDS and not roles & {"plain", "opener"} and not ("metric" in roles and not roles & {"verb"}):
            if roles & {"prep", "source_open", "compare"} and word.start == at:
                return None
            if "report" in roles and len(roles) == 1:
                return None
            stop = word.start
            break
    if text.startswith(reading.cues.of("of"), stop):
        behind = context.found.mentions(text[stop + 1 : stop + 24])
        if (
            behind
            and behind[0][0] == 0
            and behind[0][2].kind != "topic"
            and not any(one[2] for one in context.found.mentions(text[at:stop]))
        ):
            return behind[0][2].name, behind[0][2], stop + 1, stop + 1 + behind[0][1]
    if text.startswith(reading.cues.of("of"), stop) and stop > at:
        at, stop = _behind_of(context, clause, at, stop, min([*(one for one in figures if one > stop), len(text)]))
    body = text[at:stop].rstrip(context.reading.cues.word("trim"))
    if len(body) < 2:
        return None
    for start, end, entity in context.found.mentions(body):
        if entity.kind == "topic" and end != len(body):
            continue
        if start == 0 or body[:start].strip(context.reading.cues.word("trim")) == "" or end == len(body) or start <= 6:
            return entity.name, entity, at + start, at + end
    for word in words:
        if word.start > at and word.start < at + len(body) and "metric" in word.roles and word.end >= at + len(body) - 1:
            owner = text[at : word.start].strip(context.reading.cues.word("trim"))
            return (owner, None, at, word.start) if len(owner) >= 2 else None
    if any(word.start == at and "metric" in word.roles for word in words):
        return None
    return body, None, at, at + len(body)


def _behind_of(context: Context, clause: Clause, at: int, stop: int, high: int) -> tuple[int, int]:
    """Where the topic is, of ``A的B``: A where B is measured or A is a name, B where A only describes it, both in a bare phrase."""
    cues, text = context.reading.cues, clause.text
    first = stop + 1
    ends = [
        word.start
        for word in clause.words
        if word.start >= first and word.roles & _ENDS and not word.roles & {"plain", "metric", "opener"}
    ]
    last = min([*ends, high])
    head = text[first:last].strip(cues.word("trim"))
    before = text[at:stop]
    if any(one[1] == len(before) for one in context.found.mentions(before)) and last < len(text):
        return at, stop
    measured = any(word.start >= first and word.end <= last and "metric" in word.roles for word in clause.words) or head.endswith(
        cues.of("suffixes")
    )
    if len(head) < 2 or measured:
        return at, stop
    if not ends and high == len(text) and last - at <= _BARE:
        return at, last
    return (first, last) if not before.endswith(cues.of("places")) else (at, stop)


def owned(context: Context, scene: Scene) -> list[Proposal]:
    """The subjects proposed for a figure."""
    proposals: list[Proposal] = []
    reading, clause = context.reading, scene.clause
    gated = context.found.gated
    if scene.restated and scene.before is None and clause.host is not None:
        host = reading.clauses[clause.host]
        earlier = [index for index in host.figures if index in context.answers and reading.figures[index].end <= clause.start]
        if earlier and context.answers[earlier[-1]].subject:
            answer = context.answers[earlier[-1]]
            proposals.append(Proposal("subject", answer.subject or "", "bracket", 85))
    place = context.places.get(scene.index)
    if place is not None and place.size > 1:
        first = reading.figures[place.first].start
        said = reading.text[scene.sentence.start : first]
        name = aligned_names(reading, context.found, said, place)
        if name is not None and any(said.find(word) >= 0 for word in reading.cues.of("each")):
            return [Proposal("subject", name, "aligned", 96, scene.sentence.start, first)]
    phrase = scene.ratio or scene.phrase
    if scene.named:
        proposals.append(Proposal("subject", scene.named, "named", 88, clause.outside(scene.low), scene.figure.start))
    if phrase is not None and phrase.owner:
        weight = 90 if phrase.entity is not None else 80 if _placed(phrase.owner, context) else 50 if gated else 76
        proposals.append(
            Proposal("subject", phrase.owner, "owner", weight, clause.outside(phrase.start), clause.outside(phrase.end))
        )
    if scene.before is not None:
        answer = context.answers.get(scene.before)
        if answer is not None and answer.subject:
            proposals.append(
                Proposal("subject", answer.subject, "listed" if scene.listed else "same_clause", 82 if scene.listed else 70)
            )
    own = topic(context, clause)
    if own is not None and own[1] is None and phrase is not None and own[2] >= phrase.start and not phrase.owner:
        own = None
    if own is not None and own[2] < scene.start:
        proposals.extend(_from_topic(context, scene, own, 78, "topic", clause))
    position = scene.sentence.clauses.index(clause)
    for distance, other in enumerate(reversed(scene.sentence.clauses[:position]), 1):
        if other.host is not None and other.host != clause.number and clause.host != other.host:
            continue
        said = topic(context, other)
        if said is not None and any(
            index in context.answers and context.answers[index].metric == said[0] for index in other.figures
        ):
            said = None
        weight = (70 if clause.host == other.number else 66) - 2 * distance
        if said is not None:
            proposals.extend(_from_topic(context, scene, said, weight, "sentence", other))
        for index in reversed(other.figures):
            answer = context.answers.get(index)
            if answer is not None and answer.subject:
                proposals.append(Proposal("subject", answer.subject, "figure_before", weight - 1))
                break
    if context.topic is not None:
        words, entity, sentence, _ = context.topic
        distance = scene.sentence.number - sentence
        if distance > 0:
            proposals.append(
                Proposal("subject", entity.name if entity else words, "carried", max(30, (50 if entity else 36) - 3 * distance))
            )
    if context.heading is not None:
        proposals.append(Proposal("subject", context.heading.name, "heading", 46))
    elif context.heading_text:
        proposals.append(
            Proposal("subject", context.heading_text, "heading", 68 if any(one.label for one in scene.sentence.clauses) else 48)
        )
    if phrase is not None and (context.found.lead is None or context.found.lead.kind not in {"company", "product"}):
        concept = metrics().find(reading.language, phrase.metric, scene.figure.kind)
        if concept is not None and concept.country and context.found.place:
            proposals.append(Proposal("subject", context.found.place, "country", 67))
    if context.found.lead is not None:
        proposals.append(Proposal("subject", context.found.lead.name, "lead", 35))
    elif context.found.place:
        proposals.append(Proposal("subject", context.found.place, "place", 33))
    return [one for one in proposals if one.value]


def reading_before(context: Context, clause: Clause) -> str:
    """What the sentence says before a clause."""
    return context.reading.text[context.reading.sentences[clause.sentence].start : clause.start]


def _placed(text: str, context: Context) -> bool:
    cues = context.reading.cues
    return text.startswith(cues.of("places")) or text.endswith(cues.of("organisations"))


def _from_topic(
    context: Context, scene: Scene, said: tuple[str, Entity | None, int, int], weight: int, rule: str, clause: Clause
) -> list[Proposal]:
    words, entity, start, end = said
    del scene
    cues = context.reading.cues
    place = (clause.outside(start), clause.outside(end))
    if entity is not None:
        return [Proposal("subject", entity.name, rule, weight, *place)]
    if words in cues.of("both") and context.pair:
        return [Proposal("subject", cues.of("conj")[1].join(context.pair), "both", weight, *place)]
    if words in cues.of("former") and context.pair:
        return [Proposal("subject", context.pair[0], "former", weight, *place)]
    if words in cues.of("latter") and len(context.pair) > 1:
        return [Proposal("subject", context.pair[1], "latter", weight, *place)]
    if words in cues.of("whole_country"):
        return [Proposal("subject", cues.word("country"), rule, weight, *place)]
    if words in cues.of("own_place") and context.found.place:
        return [Proposal("subject", context.found.place, rule, weight, *place)]
    if words in cues.of("pronoun"):
        said_before = context.found.mentions(reading_before(context, clause))
        if said_before and clause.number > context.reading.sentences[clause.sentence].clauses[0].number and len(words) == 1:
            return [Proposal("subject", said_before[-1][2].name, "pronoun", weight, *place)]
        antecedent = (
            context.topic[0]
            if context.topic
            else context.heading.name
            if context.heading
            else context.found.lead.name
            if context.found.lead
            else ""
        )
        return [Proposal("subject", antecedent, "pronoun", weight, *place)] if antecedent else []
    if len(words) > 20 or words in cues.of("scopes"):
        return []
    open_weight = weight - (34 if context.found.gated else 14)
    if _placed(words, context):
        open_weight = weight - 10
    return [Proposal("subject", words, f"{rule}_open", open_weight, *place)]
