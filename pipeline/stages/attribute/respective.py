"""Figures that go, each in turn, with those told just before (接待游客1.6亿人次，收入1134亿元，分别增长25.6%和31%)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.clauses.phrase import tail

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["respective"]

_BASE = 8
"""Characters of a base of comparison (较上年同期)."""


def respective(context: Context, scene: Scene) -> int | None:
    """The figure before a list whose change this one of the list is: as many, of as many things, stand right before it."""
    place, reading, answers = context.places.get(scene.index), context.reading, context.answers
    if place is None or place.size == 1 or scene.clause.host is not None:
        return None
    clause, first = scene.clause, place.first
    start = clause.inside(reading.figures[first].start)
    if start < 0 or place.first not in clause.figures or clause.figures[0] != first:
        return None
    stop = tail(reading.cues, clause, start, 0, tuple(clause.spans)).end
    said = clause.text[:stop].strip(reading.cues.word("trim"))
    based = len(said) <= _BASE and reading.cues.of("compare").begin(said)
    before = range(first - place.size, first)
    paired = context.places.get(before[0]) == place._replace(position=0, first=before[0])
    if (said and not based) or not (paired or any(word in clause.text[:start] for word in reading.cues.of("each"))):
        return None
    told = [answers[index] for index in before if index in answers and reading.figures[index].start >= scene.sentence.start]
    if len(told) < place.size or any(not one.metric for one in told):
        return None
    if any(reading.figures[index].kind == scene.figure.kind for index in before) and not (paired and scene.change):
        return None
    return before[place.position] if len({(one.subject, one.metric) for one in told}) == place.size else None
