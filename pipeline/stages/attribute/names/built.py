"""Names that are built of words up to a head for what they name (诚意药业海洋生物医药制造项目, 西环高速公路), met once or more.

Such a name opens a clause and ends where its predicate, a figure or what is measured of it begins. No table has it, and a
dictionary parts it anywhere; what tells it from a kind of thing (重大项目, 水利工程) is what its head is modified by: a proper
name, pieces that no dictionary has, or several nouns.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.stages.attribute.names.nameable import generic
from pipeline.stages.attribute.names.naming import WALLS, Found, apposed
from pipeline.stages.attribute.words.nominal import ends_as_metric, within_word
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading
    from pipeline.stages.attribute.words.tagging import Tagged

__all__ = ["built"]

_SHORTEST, _LONGEST, _NOUNS, _BEFORE = 4, 18, 2, 2
_BETWEEN = {"particle", "conjunction", "preposition", "adverb", "pronoun", "time"}
_OPEN = {"verb", "nominal", "metric", "closer", "opener"}


def built(reading: Reading, heads: list[tuple[str, int]]) -> Iterator[Found]:
    """The names that the runs at the heads of clauses begin with, each where it first is."""
    seen: set[str] = set()
    ends = _heads(reading.cues)
    starts = [one.start for one in reading.figures]
    for whole, place in heads:
        if whole[0].isdigit() or ends.search(whole, _BEFORE) is None:
            continue
        at = bisect_left(starts, place)
        size = starts[at] - place if at < len(starts) else len(whole)
        form = _named(reading, whole[:size], ended=size < len(whole))
        if form and form not in seen:
            seen.add(form)
            yield Found(form, "name", place, principal=False)


@functools.cache
def _heads(cues: Cues) -> re.Pattern[str]:
    """Any head, somewhere in a run."""
    return re.compile(alternation(cues.of("built_heads")))


def _named(reading: Reading, run: str, *, ended: bool) -> str:
    """The name that a run begins with, which a figure has `ended` or not; empty where it begins with none."""
    cues = reading.cues
    stop = _stop(cues, run, ended=ended)
    ends = cues.of("built_heads")
    for size in range(min(stop, _LONGEST), _SHORTEST - 1, -1):
        head = next((one for one in ends.by_last.get(run[size - 1], ()) if run.endswith(one, 0, size)), "")
        if not head or len(head) > size - _BEFORE:
            continue
        rest = run[size:stop]
        if rest and not (ends_as_metric(cues, rest) or cues.of("opener").begin(rest)):
            return ""
        if stop < len(run) and within_word(cues, run, size):
            return ""
        form = apposed(run[:size], reading)
        return form if _proper(cues, form, head, ended=ended) else ""
    return ""


def _stop(cues: Cues, run: str, *, ended: bool) -> int:
    """Where the first word of a run begins that no name goes through; right before a figure, small words may be in it."""
    soft = cues.of("soft")
    for word in cues.each(run):
        if "plain" in word.roles or not word.roles & (WALLS | {"metric"}):
            continue
        if len(word.text) == 1 and (within_word(cues, run, word.end) or (word.start and ended and word.text in soft)):
            continue
        if word.start and word.roles & _OPEN and len(word.text) > 1 and cues.of("built_heads").begin(run, word.end):
            continue
        return word.start
    return len(run)


def _proper(cues: Cues, form: str, head: str, *, ended: bool) -> bool:
    """Whether what modifies a head makes it one of its kind."""
    if generic(form, cues):
        return False
    body = form.removesuffix(head)
    if body in cues.of("places") or body in cues.of("attributes") or body in cues.of("opener"):
        return False
    words = tagged(body, guess=False)
    soft = cues.of("soft") if ended else ()
    if any(_foreign(cues, body, word) and body[word.start : word.end] not in soft for word in words):
        return False
    if any(word.part == "name" for word in words):
        return True
    nouns = sum(word.part in {"noun", "verbal"} and word.end - word.start > 1 for word in words)
    return nouns >= _NOUNS or sum(word.end - word.start == 1 for word in words) >= _NOUNS


def _foreign(cues: Cues, body: str, word: Tagged) -> bool:
    """Whether a word is none that a name holds: a verb that takes an object, a word between phrases."""
    said = body[word.start : word.end]
    if word.part in _BETWEEN:
        return True
    if word.part != "verb" or len(said) == 1 or said in cues.of("nominal"):
        return False
    return word.end < len(body) or said in cues.of("verb")
