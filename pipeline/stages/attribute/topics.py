"""The topic of a clause: the noun phrase that opens it, if it can be its subject."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.stages.attribute.themes import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Topic
    from pipeline.stages.attribute.reading import Clause

__all__ = ["begins", "numbered", "topic"]

_BARE, _NEAR, _SHORTEST = 20, 6, 2
_PASSED = {"link", "each", "basis", "closer", "arrive", "determiner"}
_ENDS = {
    "arrive", "verb", "have", "rise", "fall", "basis", "of", "compare", "relate", "each", "whole", "contribute", "from_words",
    "report", "prep", "link",
}  # fmt: skip


@functools.cache
def numbered(cues: Cues) -> re.Pattern[str]:
    """The number that an item of a list opens with (2、 or 七、)."""
    return re.compile(rf"\s*[(（]?(?:\d{{1,3}}|[{re.escape(cues.word('numerals') or '0')}]{{1,3}})[)）]?[、.．？]\s*")


def topic(context: Context, clause: Clause) -> Topic | None:
    """The topic of a clause, read once: ``(words, entity, start, end)`` within the clause's text.

    Times and connectives are passed over; what a preposition or a comparison opens, and who only speaks, is no topic.
    """
    if clause.number not in context.topics:
        context.topics[clause.number] = _topic(context, clause)
    return context.topics[clause.number]


def _topic(context: Context, clause: Clause) -> Topic | None:
    reading = context.reading
    periods, figures = clause.times, [start for start, _ in clause.places]
    at = begins(context, clause, periods)
    if not context.found.gated:
        return theme(context, clause, at)
    high = min([start for start in (*figures, *(start for start, _ in periods)) if start >= at], default=len(clause.text))
    stop = high
    for word in clause.words:
        if word.start < at:
            continue
        if word.start >= high:
            break
        roles = word.roles
        if word.start == at and roles & {"pronoun", "both", "former", "latter"}:
            rest = clause.text[word.end :].strip(reading.cues.word("trim"))
            if word.text in reading.cues.of("persons") and rest in reading.cues.of("speech"):
                return None
            return word.text, None, word.start, word.end
        if roles & _ENDS and not roles & {"plain", "opener"} and not ("metric" in roles and "verb" not in roles):
            speaks = roles == {"report"} and word.text not in reading.cues.of("announce")
            if speaks or (roles & {"prep", "source_open", "compare"} and word.start == at):
                return None
            stop = word.start
            break
    if clause.text.startswith(reading.cues.of("of"), stop) and stop > at:
        named = _named_behind(context, clause, at, stop)
        if named is not None:
            return named
        at, stop = _behind_of(context, clause, at, stop, min([*(one for one in figures if one > stop), len(clause.text)]))
    return _phrase(context, clause, at, stop)


def begins(context: Context, clause: Clause, periods: Sequence[tuple[int, int]]) -> int:
    """Where a clause begins, times, connectives and determiners passed over."""
    text, words, cues = clause.text, clause.words, context.reading.cues
    trim, at, index, moved = cues.word("trim"), 0, 0, True
    while moved and at < len(text):
        moved = False
        while at < len(text) and text[at] in trim:
            at += 1
        for start, end in periods:
            if start <= at < end:
                at, moved = end, True
        while index < len(words) and words[index].start < at:
            index += 1
        number = numbered(cues).match(text) if at == 0 else None
        if number is not None:
            at, moved = number.end(), True
            continue
        if index < len(words) and words[index].start == at and words[index].roles <= _PASSED:
            at, moved = words[index].end, True
            if "determiner" in words[index].roles:
                at += len(cues.of("classifiers").first(text, at))
    return at


def _phrase(context: Context, clause: Clause, at: int, stop: int) -> Topic | None:
    """The topic in ``[at, stop)``: a name in it, what stands before a metric, or all of it."""
    text, trim = clause.text, context.reading.cues.word("trim")
    body = text[at:stop].rstrip(trim)
    if len(body) < _SHORTEST:
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


def _named_behind(context: Context, clause: Clause, at: int, stop: int) -> Topic | None:
    """A name right behind 的 that what is before it describes (大名鼎鼎的德国大众)."""
    first = stop + 1
    behind = context.found.mentions(clause.text[first : first + _BARE])
    if not behind or behind[0][0] != 0 or behind[0][2].kind == "topic" or context.found.mentions(clause.text[at:stop]):
        return None
    _, length, entity = behind[0]
    return entity.name, entity, first, first + length


def _behind_of(context: Context, clause: Clause, at: int, stop: int, high: int) -> tuple[int, int]:
    """Where the topic is, of ``A的B``: A where B is measured or A is a name, B where A only describes it, both if bare."""
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
