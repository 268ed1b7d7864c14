"""What can be told of an attribution: its traits, where it was read, and what else was nearly chosen.

A trait is something that can be told of a choice without knowing whether it is right: the rule that made it, how far away it was
read, whether others agree, what kind of page it is on. ``pipeline/data/confidence.toml`` has the points of each trait, fitted by
``make confidence``; points are added, and the sum is a probability. Whole numbers only, so that every machine says the same.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.record import Evidence

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.record import Figure
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["FIELDS", "Trait", "evidence", "rival", "traits"]

FIELDS = ("subject", "metric", "period")
Trait = tuple[str, str]
"""What is told and what it is: ``("subject.rule", "topic")``."""

_TOLD = ("rule", "distance", "margin", "agreeing")
_NAMES = {field: tuple(f"{field}.{name}" for name in _TOLD) for field in FIELDS}
"""The names of what is told of each field."""
_DISTANCES, _MARGINS = (8, 25, 60, 150, 400), (1, 8, 20, 40)
_LENGTHS = (3, 5, 8, 12, 20)
_MANY, _CLOSE, _NONE = 2, 3, -1000


def traits(document: Document, index: int, answer: Answer) -> tuple[Trait, ...]:
    """What can be told of the answer for figure `index`, in a fixed order."""
    figure = document.figures[index]
    block = document.blocks[figure.block].kind if figure.block < len(document.blocks) else ""
    page = {True: "company", False: "other", None: "open"}[answer.gated]
    told = [
        ("language", document.language.code),
        ("page", f"{document.language.code} {page}"),
        ("block", block),
        ("kind", f"{figure.kind} change" if figure.direction else figure.kind),
    ]
    for field, names in _NAMES.items():
        told += zip(names, _told(figure, answer, field), strict=False)
    told.append(("concept", "known" if answer.concept else "open"))
    if answer.subject:
        told.append(("subject.length", _step(len(answer.subject), _LENGTHS)))
        told.append(("subject.titled", "yes" if answer.subject in _title(document) else "no"))
    return tuple(told)


def _title(document: Document) -> str:
    """The first block, which is the title where there is one."""
    first = document.blocks[0]
    return document.text.value[first.start : first.end]


def _told(figure: Figure, answer: Answer, field: str) -> tuple[str, ...]:
    """What is told of one field, in the order of `_TOLD`; only the rule where nothing was chosen."""
    chosen = answer.chosen.get(field)
    if chosen is None:
        return ("none",)
    value, rival, agreeing = chosen.value, _NONE, 0
    for one in answer.proposals:
        if one.field == field:
            if one.value != value:
                rival = max(rival, one.weight)
            elif one is not chosen:
                agreeing += 1
    margin = _step(chosen.weight - rival, _MARGINS) if rival > _NONE else "alone"
    return chosen.rule, _distance(figure, chosen), margin, str(min(agreeing, _MANY))


def _step(number: int, steps: tuple[int, ...]) -> str:
    """The step that a number has reached, by its lowest number: ``<3``, ``3``, ``5``."""
    at = bisect_right(steps, number)
    return str(steps[at - 1]) if at else f"<{steps[0]}"


def _distance(figure: Figure, chosen: Proposal) -> str:
    """How far from the figure a choice was read, in steps of characters."""
    if chosen.start < 0:
        return "nowhere"
    if chosen.start >= figure.end:
        return "behind"
    return _step(max(0, figure.start - chosen.end), _DISTANCES)


def evidence(document: Document, answer: Answer) -> tuple[Evidence, ...]:
    """Where each field was read, in the text and in the page, and by which rule."""
    found = []
    for field in FIELDS:
        chosen = answer.chosen.get(field)
        if chosen is None or getattr(answer, field) is None:
            continue
        if 0 <= chosen.start < chosen.end:
            raw = document.text.span(chosen.start, chosen.end)
            found.append(Evidence(field, chosen.rule, chosen.start, chosen.end, *raw))
        else:
            found.append(Evidence(field, chosen.rule))
    return tuple(found)


def rival(answer: Answer, field: str) -> Proposal | None:
    """The best proposal of another value that weighs about as much as the chosen one; None where the choice is clear."""
    chosen = answer.chosen.get(field)
    if chosen is None:
        return None
    least, value = chosen.weight - _CLOSE, chosen.value
    best: Proposal | None = None
    for one in answer.proposals:
        if one.weight >= least and one.field == field and one.value != value and (best is None or one.weight > best.weight):
            best = one
    return best
