"""Which passages are the article: several independent candidates, and their agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.stages.strip.containers import named
from pipeline.stages.strip.neighbours import REPEATED
from pipeline.stages.strip.segment import anchored_run, best_run, next_run
from pipeline.stages.strip.thread import LONG_POST, first_post
from pipeline.stages.strip.traits import letters

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.lexicon.portals import Layout
    from pipeline.stages.strip.containers import Containers
    from pipeline.stages.strip.traits import Trait

__all__ = ["Candidate", "choose"]


WALL = 40.0
"""What a tail marker costs a run that reaches over it."""
ANCHOR = 1.2
"""The trust in the run that begins at the title."""


APART, LEAST, REACH = 0.08, 45.0, 40
NEAR, NEAR_WORTH = 10, 40.0
"""On a flat page the run at most so many lines behind the title wins from this share of the best one, and this worth, on."""
PIECE, BESIDE, MUCH_MORE = 2, 12, 4.0
"""A run of at most so many pieces of prose is passed over for one that begins at most so many lines behind it and is worth so
many times as much."""
BEHIND = 0.3
"""A run around the title begins behind it from this share of its worth on."""
OPENING = 60
"""So many letters of a passage are looked for in the body that structured data states."""
RULES, GAP = 3, 40
"""The most lines of boilerplate, and of anything, between two runs of one article."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal: the half-open run of passages that may be the article, who proposes it and with how much trust."""

    by: str
    start: int
    end: int
    trust: float = 1.0


def choose(
    document: Document, found: list[Trait], head: int, boxes: Containers | None, layout: Layout
) -> tuple[Candidate, list[Candidate]]:
    """The candidate that the others agree with most, and all of them.

    `head` is the index of the title's passage, or -1. Agreement of two runs is the F1 of the prose they share.
    """
    if boxes is None:
        return _flat(found, head), []
    proposals = _proposals(document, found, head, boxes, layout)
    if not proposals:
        return Candidate("nothing", 0, 0), []
    prose = [0.0]
    for worth in boxes.saying:
        prose.append(prose[-1] + worth)
    best, best_score = proposals[0], -1.0
    for one in proposals:
        score = sum(other.trust * _agreement(one, other, prose) for other in proposals)
        if score > best_score + 1e-9:
            best, best_score = one, score
    return best, proposals


def _flat(found: list[Trait], head: int) -> Candidate:
    """Without containers: runs of prose, joined where nothing between them says that the article is over.

    The run behind the title is the article, unless another is worth much more.
    """
    values = [_walled(trait) for trait in found]
    runs: list[list[int]] = []
    start, end = next_run(values, 0)
    while end > start:
        if runs and not (runs[-1][0] <= head < start) and _is_clean(found[runs[-1][1] : start]):
            runs[-1][1] = end
        else:
            runs.append([start, end])
        start, end = next_run(values, end)
    if not runs:
        return Candidate("segment", *best_run(values))
    worth = [sum(max(t.value, 0.0) for t in found[a:b]) for a, b in runs]
    most = max(worth)
    for number, ((a, b), value) in enumerate(zip(runs, worth, strict=True)):
        if head >= 0 and head < a and _is_lead(found, runs, worth, number):
            continue
        if head >= 0 and head < a <= head + REACH and value >= (NEAR_WORTH if a <= head + NEAR else max(APART * most, LEAST)):
            return Candidate("title", a, b)
        if head >= 0 and a <= head < b:
            behind = sum(max(t.value, 0.0) for t in found[head:b])
            return Candidate("title", head + 1, b) if behind > BEHIND * value else Candidate("segment", a, b)
    a, b = runs[worth.index(most)]
    if head < 0:
        start, end = best_run([trait.value for trait in found])
        first = first_post(found, start, end, LONG_POST) if start <= a < end else None
        if first is not None:
            return Candidate("thread", start, first)
    return Candidate("segment", a, b)


def _is_lead(found: list[Trait], runs: list[list[int]], worth: list[float], number: int) -> bool:
    """Whether a run is a small piece between the title and the article: one close behind says much more, in longer sentences."""
    start, end = runs[number]
    if sum(trait.value > 0 for trait in found[start:end]) > PIECE:
        return False
    own = _solid(found, start, end)
    for (a, b), value in zip(runs[number + 1 :], worth[number + 1 :], strict=True):
        if a > end + BESIDE:
            return False
        if value >= MUCH_MORE * worth[number] and _solid(found, a, b) >= own:
            return True
    return False


def _solid(found: list[Trait], start: int, end: int) -> float:
    """How long the typical piece of prose in a run is: the mean of the values, each weighted by itself."""
    values = [max(trait.value, 0.0) for trait in found[start:end]]
    return sum(value * value for value in values) / max(sum(values), 1.0)


def _is_clean(gap: list[Trait]) -> bool:
    """Whether what stands between two runs may stand within an article: few lines of boilerplate, and no tail marker."""
    rules = [trait.rule for trait in gap if trait.rule is not None and trait.rule.name != REPEATED]
    if any(rule.effect == "tail" for rule in rules):
        return False
    return len(rules) <= RULES and sum(trait.stamp for trait in gap) <= 1 and len(gap) <= GAP


def _agreement(one: Candidate, other: Candidate, prose: list[float]) -> float:
    start, end = max(one.start, other.start), min(one.end, other.end)
    shared = prose[end] - prose[start] if end > start else 0.0
    total = prose[one.end] - prose[one.start] + prose[other.end] - prose[other.start]
    return 2 * shared / total if total > 0 else 0.0


def _proposals(document: Document, found: list[Trait], head: int, boxes: Containers | None, layout: Layout) -> list[Candidate]:
    values = [_walled(trait) for trait in found]
    proposals = []
    start, end = best_run(values)
    if end > start:
        proposals.append(Candidate("segment", start, end))
    if head >= 0:
        start, end = anchored_run(values, head + 1)
        if end > start:
            proposals.append(Candidate("title", start, end, ANCHOR))
    if boxes is not None:
        for index, by, trust in named(boxes, layout):
            proposals.append(Candidate(by, *boxes.run(index), trust))
        for by, index in (("density", boxes.densest()), ("descent", boxes.descended())):
            if index > 0:
                proposals.append(Candidate(by, *boxes.run(index), 1.0 if by == "density" else 0.7))
    body = next((hint.value for hint in document.hints if hint.name.endswith("articlebody")), "")
    if head < 0 and proposals:
        first = first_post(found, proposals[0].start, proposals[0].end, LONG_POST)
        if first is not None:
            return [Candidate("thread", max(0, proposals[0].start - 1), first)]
    if len(body) > 120:
        run = _matched(found, letters(body))
        if run is not None:
            proposals.append(Candidate("stated", *run, 1.5))
    if head >= 0:
        proposals = [_behind(one, head, found) for one in proposals]
    return [one for one in proposals if one.end > one.start]


def _walled(trait: Trait) -> float:
    return trait.value - WALL if trait.rule is not None and trait.rule.effect == "tail" else trait.value


def _matched(found: list[Trait], body: str) -> tuple[int, int] | None:
    """The run from the first to the last passage that the stated body holds."""
    inside = [i for i, t in enumerate(found) if t.value > 0 and (key := _opening(t.passage.text)) and key in body]
    return (inside[0], inside[-1] + 1) if inside else None


def _opening(text: str) -> str:
    """The first `OPENING` letters of a text."""
    key = letters(text[: 4 * OPENING])
    return (key if len(key) >= OPENING else letters(text))[:OPENING]


def _behind(one: Candidate, head: int, found: list[Trait]) -> Candidate:
    """The candidate without what stands before the title, unless most of it does."""
    if not one.start <= head < one.end:
        return one
    before = sum(max(t.value, 0.0) for t in found[one.start : head])
    after = sum(max(t.value, 0.0) for t in found[head : one.end])
    return Candidate(one.by, head + 1, one.end, one.trust) if after >= before else one
