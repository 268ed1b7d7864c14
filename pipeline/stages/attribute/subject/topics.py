"""The topic of a clause: the noun phrase that opens it, if it can be its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.names.naming import ENDS
from pipeline.stages.attribute.subject.beginning import begins, counted_with, publishes
from pipeline.stages.attribute.subject.clausal import grammar
from pipeline.stages.attribute.subject.themes import numbers, theme, things_in

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Topic
    from pipeline.stages.attribute.reading import Clause

__all__ = ["topic"]

_BARE, _NEAR, _SHORTEST, _NAME, _REACH = 20, 6, 2, 8, 16
_BODY = "body"
_BODIES = ("bodies", "documents", "heads", "people", "firm_words", "bodies_behind", "relational", "places", "regions")
"""Roles whose words end no name of a company."""


def topic(context: Context, clause: Clause) -> Topic | None:
    """The topic of a clause, read once: ``(words, entity, start, end)`` within the clause's text.

    Times and connectives are passed over; what a preposition or a comparison opens, and who only speaks, is no topic.
    """
    if clause.number not in context.topics:
        cues = context.reading.cues
        said = _past_source(context, clause, _topic(context, clause))
        left_out = said is not None and clause.text.startswith(cues.of("beyond"), said[3])
        wired = said is not None and cues.of("wires").begin(said[0]) and said[0] not in cues.of("wires")  # 新华社北京7月1日电
        reports = said is not None and clause.sent and said[1] is None and cues.of("bodies").end(said[0])
        none = left_out or wired or reports or _example(context, clause, said) or _sourced(context, clause)
        context.topics[clause.number] = None if none else said
    return context.topics[clause.number]


def _example(context: Context, clause: Clause, said: Topic | None) -> bool:
    """Whether a topic is only an example of what is counted (某制造业园区、某产业园|等151个项目开工)."""
    if said is None:
        return False
    return counted_with(context.reading.cues, clause, said[3])


def _sourced(context: Context, clause: Clause) -> bool:
    """Whether a clause only says, behind a dateline, who reports (某网10月29日消息，|据某台《…》报道)."""
    words = clause.words
    if not words or clause.figures or "report" not in words[-1].roles:
        return False
    if words[-1].end < len(clause.text.rstrip(context.reading.cues.word("trim"))):
        return False
    return any("source_open" in word.roles and "plain" not in word.roles for word in words)


def _past_source(context: Context, clause: Clause, said: Topic | None) -> Topic | None:
    """A topic, but for who only tells: a broker that expects something of another (高盛证券预估|鸿海), a body that publishes.

    Then it is whom the clause speaks of right behind, or none.
    """
    cues = context.reading.cues
    named = context.found.forms.get(said[0]) if said is not None else None
    if said is None or not (cues.of("houses").end(said[0]) or (named is not None and named.kind == _BODY)):
        return said
    if cues.of("houses").end(said[0]):
        at = said[3]
        while clause.text[at : at + 1] and (clause.text[at] in cues.word("trim") or clause.text[at] in cues.of("tail_particles")):
            at += 1
        verb = cues.of("expects").longest(clause.text, at)
        at += len(verb)
    else:
        at, verb = _made_known(cues, clause, said[3])
    if not verb:
        return said
    told = context.found.mentions(clause.text[at:])
    if not told or told[0][0] or told[0][2].kind in {"topic", _BODY}:
        return None
    return told[0][2].name, told[0][2], at, at + told[0][1]


def _made_known(cues: Cues, clause: Clause, at: int) -> tuple[int, str]:
    """The verb by which a body makes known what is measured or asked (同时|公布|10月薪资调查), and where it ends; else empty."""
    does = (word for word in clause.between(at, min(at + _REACH, len(clause.text))) if word.roles & {"verb", "report"})
    verb = next(does, None)
    if verb is None or verb.text not in cues.of("announce"):
        return at, ""
    measured = any("metric" in word.roles for word in clause.between(verb.end, len(clause.text)))
    return verb.end, verb.text if measured or publishes(cues, clause.text, verb.end) else ""


def _topic(context: Context, clause: Clause) -> Topic | None:
    reading = context.reading
    figures = [start for start, _ in clause.places]
    at = begins(context, clause)
    here = reading.cues.of("place_pointers").first(clause.text, at)
    free = not context.found.gated
    if here or free or _got(context, clause, at):
        return (here, None, at, at + len(here)) if here else theme(context, clause, at) if free else _headed(context, clause, at)
    high = min([start for start in (*figures, *(start for start, _ in clause.times)) if start >= at], default=len(clause.text))
    stop = high
    for word in clause.words:
        if word.start < at:
            continue
        if word.start >= high:
            break
        roles = word.roles
        beside = "conj" in roles and word.text in reading.cues.of("withs")
        points = roles & {"pronoun", "both", "former", "latter"} and not numbers(context, clause, word)
        if word.start == at and (beside or points):
            rest = clause.text[word.end :].strip(reading.cues.word("trim"))
            if beside or (word.text in reading.cues.of("persons") and rest in reading.cues.of("speech")):
                return None
            end = things_in(context, clause, word) or word.end
            return clause.text[word.start : end], None, word.start, end
        if roles & ENDS and not roles & {"plain", "opener"} and not ("metric" in roles and "verb" not in roles):
            speaks = roles == {"report"} and word.text not in reading.cues.of("announce")
            speaks = speaks or (word.text in reading.cues.of("announce") and publishes(reading.cues, clause.text, word.end))
            if speaks or (roles & {"prep", "source_open", "compare"} and word.start == at):
                return None
            stop = word.start
            break
    if clause.text.startswith(reading.cues.of("of"), stop) and stop > at:
        at, stop = _behind_of(context, clause, at, stop, min([*(one for one in figures if one > stop), len(clause.text)]))
    return _phrase(context, clause, at, stop)


def _got(context: Context, clause: Clause, at: int) -> bool:
    """Whether a clause opens with what somebody gets from a company (获得|京东1亿美元投资): it does not speak of that one."""
    words = clause.between(0, at)
    if not words or words[-1].end != at or len(words[-1].text) == 1 or "arrive" not in words[-1].roles:
        return False
    told = context.found.mentions(clause.text[at:])
    return bool(told) and not told[0][0] and told[0][2].kind == "company"


def _headed(context: Context, clause: Clause, at: int) -> Topic | None:
    """Whom what a clause opens with describes (获得京东投资的|天天果园今日宣布)."""
    read = grammar(context, clause)
    return _phrase(context, clause, read.start, read.end) if read.start >= at else None


def _phrase(context: Context, clause: Clause, at: int, stop: int) -> Topic | None:
    """The topic in ``[at, stop)``: a name in it, what stands before a metric, or all of it."""
    text, trim = clause.text, context.reading.cues.word("trim")
    body = text[at:stop].rstrip(trim)
    if len(body) < _SHORTEST or context.reading.cues.of("becoming").begin(body):
        return None
    for start, end, entity in context.found.mentions(body):
        if entity.kind == "topic" and end != len(body) and not _runs_on(context.reading.cues, body[end:]):
            continue
        if start <= _NEAR or end == len(body) or not body[:start].strip(trim):
            return entity.name, entity, at + start, at + end
    for word in clause.words:
        if "metric" not in word.roles:
            continue
        if word.start == at:
            return None
        if at < word.start < at + len(body) <= word.end + 1:
            owner = text[at : word.start].strip(trim)
            return (owner, None, at, word.start) if len(owner) >= _SHORTEST else None
    if context.reading.cues.of("closer").end(body) and body not in context.reading.cues.roles:
        return None
    return body, None, at, at + len(body)


def _runs_on(cues: Cues, rest: str) -> bool:
    """Whether what follows a name is no part of it: a particle (现代|会), or what is done with the thing (雄安新区|规划)."""
    return rest in cues.of("tail_particles") or rest in cues.of("nominal")


def _behind_of(context: Context, clause: Clause, at: int, stop: int, high: int) -> tuple[int, int]:
    """Where the topic is, of ``A的B``: A where B is measured or A is a name, B where A only describes it, both if bare."""
    cues, text = context.reading.cues, clause.text
    first = stop + 1
    ends = [
        word.start
        for word in clause.words
        if word.start >= first and word.roles & ENDS and not word.roles & {"plain", "metric", "opener"}
    ]
    last = min([*ends, high])
    head = text[first:last].strip(cues.word("trim"))
    before = text[at:stop]
    if any(start == first for start, _ in clause.spans):
        return at, stop
    if any(one[1] == len(before) for one in context.found.mentions(before)) and last < len(text):
        return at, stop
    measured = cues.of("suffixes").end(head) or any(
        word.start >= first and word.end <= last and "metric" in word.roles for word in clause.words
    )
    if len(head) < 2 or measured:
        return at, stop
    if not ends and high == len(text) and last - at <= _BARE:
        return at, last
    return (first, last) if not cues.of("places").end(before) else (at, stop)
