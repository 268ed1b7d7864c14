"""Whose a noun phrase is: where in it the thing ends and what is measured of it begins (有轨电车1号线|日均客流强度).

A boundary is an edge of words. It is sure where the left side is a thing: a name, a place, a body, something with a number of its
own, or a phrase that the article takes up again and again. Before a standard metric any noun may be the thing, less surely.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.parsing import parsed

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.reading import Clause
    from pipeline.stages.attribute.words.parse import Nominal, Parse

__all__ = ["Whose", "beginnings", "measurable", "owner", "recurring", "stands", "whose"]

_LIMITS = {"number", "adjective", "adverb", "time", "pronoun", "place"}
_TWICE, _OFTEN, _WORDS, _SHORTEST = 2, 3, 5, 2


class Whose(NamedTuple):
    """The thing in a noun phrase: its place in the clause, whether a metric follows it there, and whether its edge is sure."""

    start: int
    end: int
    measured: bool
    sure: bool


def recurring(context: Context, phrase: str) -> int:
    """How many clauses take up a phrase, three for more: have a noun phrase that is it or begins with it.

    Only those that hold it are parsed.
    """
    if phrase not in context.taken:
        held = [clause for clause in context.reading.holding(phrase) if clause.words or clause.figures]
        taken = (1 for clause in held if phrase in beginnings(context, clause))
        context.taken[phrase] = 0 if len(held) < _TWICE else sum(islice(taken, _OFTEN))
    return context.taken[phrase]


def beginnings(context: Context, clause: Clause) -> set[str]:
    """The noun phrases of a clause and all that they begin with."""
    return _beginnings(clause, parsed(context.reading, context.found, clause))


def _beginnings(clause: Clause, parse: Parse) -> set[str]:
    found: set[str] = set()
    for one in parse.nominals:
        words = parse.words[one.first : min(one.last, one.first + _WORDS)]
        found.update(clause.text[one.start : word.end] for word in words)
    return found


def whose(context: Context, clause: Clause, parse: Parse, one: Nominal) -> Whose | None:
    """The thing that a noun phrase is or begins with; None where all of it is measured."""
    cues, text = context.reading.cues, clause.text
    if one.joined and not measurable(context, text[one.head : one.end]):
        return Whose(one.start, one.end, measured=False, sure=False)
    if one.head > one.start:
        inner = next(
            at for at in range(one.last - 1, one.first, -1) if parse.words[at].end == one.head or parse.words[at].part == "of"
        )
        behind = text[one.head : one.end]
        if measurable(context, behind) or behind in cues.of("abstract"):
            end = parse.words[inner - 1].end
            return Whose(one.start, end, measured=True, sure=True) if end - one.start >= _SHORTEST else None
        return Whose(one.start, one.end, measured=False, sure=False)
    return _parted(context, clause, parse, one)


def _parted(context: Context, clause: Clause, parse: Parse, one: Nominal) -> Whose | None:
    """The thing in a phrase without 的."""
    text, words = clause.text, parse.words[one.first : one.last]
    while len(words) > 1 and text[words[-1].start : words[-1].end] in context.reading.cues.of("tails"):
        words = words[:-1]
    one = one._replace(end=words[-1].end)
    whole = text[one.start : one.end]
    table = metrics().by_word.get(context.reading.language, {})
    if all(word.part == "held-name" for word in words):
        return Whose(one.start, one.end, measured=False, sure=True)
    if whole.lower() in table:
        return None
    if not measurable(context, whole):
        return Whose(one.start, one.end, measured=False, sure=False)
    loose = -1
    for edge in range(len(words) - 1, 0, -1):
        at = edge
        if one.joined and any(word.part == "conjunction" for word in words[at:]):
            break
        left, right = text[one.start : words[at - 1].end], text[words[at].start : one.end]
        if words[at - 1].part not in {"noun", "name", "held-name"} or not measurable(context, right):
            continue
        last = text[words[at - 1].start : words[at - 1].end]
        if last in context.reading.cues.of("tails") or last in context.reading.cues.of("opener"):
            continue
        thing = _thing(context.reading.cues, left, words[at - 1].part)
        if thing or (recurring(context, left) >= _TWICE and not measurable(context, left)):
            while at + 1 < len(words) and _rest(context.reading.cues, text[words[at].start : words[at].end], words[at].part):
                at += 1
            return Whose(one.start, words[at - 1].end, measured=True, sure=True)
        if right.lower() in table:
            loose = at
    if loose > 0 and words[loose - 1].end - one.start >= _SHORTEST:
        return Whose(one.start, words[loose - 1].end, measured=True, sure=False)
    return None


def _rest(cues: Cues, text: str, part: str) -> bool:
    """Whether a word of one character goes on with the thing before it (北原|县), and counts or limits nothing (港口|年)."""
    return len(text) == 1 and (part not in _LIMITS or text in cues.of("regions")) and text not in cues.of("tails")


def stands(context: Context, clause: Clause, start: int, end: int) -> bool:
    """Whether words of a clause name a thing that an article can be about: by their last word, or as it keeps taking them up."""
    text = clause.text[start:end]
    parse = parsed(context.reading, context.found, clause)
    if text in context.reading.cues.of("people"):
        return False
    part = next((word.part for word in parse.words if word.end == end), "")
    return _thing(context.reading.cues, text, part) or recurring(context, text) >= _OFTEN


def owner(context: Context, clause: Clause, start: int, end: int) -> Whose | None:
    """The thing in the noun phrase that ``[start, end)`` lies in: what is before its metric, else the words themselves."""
    parse = parsed(context.reading, context.found, clause)
    one = next((one for one in reversed(parse.nominals) if one.start < end and start < one.end), None)
    if one is None or one.governor == "preposition":
        return None
    found = whose(context, clause, parse, one)
    if found is not None and found.sure and found.measured:
        return found
    if found is not None and not found.measured and found.start <= start and found.end > end:
        if _sited(context.reading.cues, clause.text, start, end, found.end):
            return found._replace(end=end, measured=True, sure=True)
        return found._replace(sure=True)
    low = max(start, one.start)
    edges = {edge for word in parse.words for edge in (word.start, word.end)}
    high = min(end, one.end)
    if (
        low not in edges
        or high not in edges
        or high - low < _SHORTEST
        or clause.text[low:high] in context.reading.cues.of("abstract")
    ):
        return None
    high = _untailed(context, clause, parse, low, high)
    sure = stands(context, clause, low, high) and not measurable(context, clause.text[low:high])
    return Whose(low, high, measured=True, sure=sure)


def _sited(cues: Cues, text: str, start: int, end: int, stop: int) -> bool:
    """Whether a thing is a place with what is measured of it (台北市|指数): the place is what it is measured of."""
    place, rest = text[start:end], text[end:stop]
    if place not in cues.of("nation_wide") and (place in cues.of("places") or not cues.of("regions").end(place)):
        return False
    return rest in cues.of("weak_heads") or metrics().find(cues.language, rest) is not None


def _untailed(context: Context, clause: Clause, parse: Parse, low: int, high: int) -> int:
    """Where a thing ends without a last word that only says how it is measured (小型车|首)."""
    last = next((word for word in parse.words if word.end == high), None)
    if last is None or last.start - low < _SHORTEST or clause.text[last.start : high] not in context.reading.cues.of("tails"):
        return high
    return last.start


def _thing(cues: Cues, text: str, part: str) -> bool:
    """Whether a phrase names a thing by its last word."""
    return (
        part in {"name", "held-name"}
        or cues.of("things").end(text)
        or cues.of("organisations").end(text)
        or text in cues.of("places")
    )


def measurable(context: Context, text: str) -> bool:
    """Whether a phrase ends in what is measured."""
    if text not in context.measured:
        cues = context.reading.cues
        ends = cues.of("suffixes").end(text) or cues.of("weak_heads").end(text)
        measured = ends or metrics().find(context.reading.language, text) is not None
        context.measured[text] = measured and not cues.of("things").end(text)
    return context.measured[text]
