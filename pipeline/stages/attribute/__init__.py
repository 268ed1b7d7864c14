"""Attribute: whose a figure is, what it measures, and when.

Blocks are read as sentences and clauses with their cues; names and topics of the article are weighed; then every rule proposes a
value with its evidence and its weight, and one arbiter chooses. What no rule is sure enough of stays null.
"""

from __future__ import annotations

from dataclasses import fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pipeline.chronology import periods
from pipeline.lexicon.attribution import cues
from pipeline.lexicon.confidence import points
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.particles import particles
from pipeline.lexicon.periods import period_words
from pipeline.record import Figure, Note
from pipeline.stages.attribute.confidence import FIELDS, evidence, rival, traits
from pipeline.stages.attribute.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.document import Document
    from pipeline.record import Evidence
    from pipeline.stages.attribute.confidence import Trait
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["attribute", "explain", "score", "told"]

_FALLBACK, _WEST = "zh", {"en"}
_NAMES = tuple(one.name for one in fields(Figure))
_values = attrgetter(*_NAMES)


def attribute(document: Document) -> Document:
    """The document with subject, metric, period and concept of its figures filled where the rules are sure enough.

    Each such figure also says how likely all of it is right, and where each field was read; a close choice is noted. Linear in
    the text. Figures keep their order and all other fields.
    """
    if not document.figures:
        return document
    answers, table = _answers(document), points()
    filled, notes = [], list(document.notes)
    for index, figure in enumerate(document.figures):
        answer = answers.get(index)
        if answer is None:
            filled.append(figure)
            continue
        total = table.total(traits(document, index, answer))
        filled.append(
            _filled(
                figure,
                subject=answer.subject,
                metric=answer.metric,
                period=answer.period,
                concept=answer.concept,
                confidence=table.probability(total),
                evidence=evidence(document, answer),
            )
        )
        notes.extend(_doubts(figure, answer))
    return replace(document, figures=tuple(filled), notes=tuple(notes))


def _filled(figure: Figure, **filled: str | tuple[Evidence, ...] | None) -> Figure:
    """A figure with some fields filled: what `dataclasses.replace` does, which asks for each field by itself."""
    held: dict[str, Any] = dict(zip(_NAMES, _values(figure), strict=True))
    return Figure(**(held | filled))


def explain(document: Document, number: int) -> tuple[Proposal, ...]:
    """Everything that was proposed for figure `number` of a document, the chosen ones first in each field.

    The document is one that has been measured. Raises `IndexError` for a figure that there is not.
    """
    document.figures[number]
    answer = _answers(document).get(number)
    if answer is None:
        return ()
    return tuple(sorted(answer.proposals, key=lambda one: (one.field, -one.weight)))


def told(document: Document) -> dict[int, tuple[Trait, ...]]:
    """The traits of each figure's attribution, by index: what its confidence is fitted on and read from.

    The document is one that has been measured; figures that nothing was asked of are left out.
    """
    return {index: traits(document, index, answer) for index, answer in _answers(document).items()}


def score(document: Document, number: int) -> tuple[tuple[Trait, int], ...]:
    """What each trait of figure `number` counts for or against it, in points, and the base first.

    Empty where nothing was asked. The document is one that has been measured.
    """
    found, table = told(document).get(number), points()
    return () if found is None else ((("base", ""), table.base), *((trait, table.of.get(trait, 0)) for trait in found))


def _doubts(figure: Figure, answer: Answer) -> Iterator[Note]:
    """A note for each field where two readings were about as good."""
    for field in FIELDS:
        chosen, other = answer.chosen.get(field), rival(answer, field)
        if chosen is not None and other is not None:
            said = f"{chosen.value} ({chosen.rule}) or {other.value} ({other.rule})"
            yield Note("attribution", f"{field} of {figure.raw}: {said}", figure.raw_start, figure.raw_end)


def _answers(document: Document) -> dict[int, Answer]:
    language = document.language.code if cues(document.language.code) else _FALLBACK
    table = cues(language)
    if table is None:
        return {}
    said = periods(
        document.text.value, document.issued, document.language.code if period_words(document.language.code) else language
    )
    marks = particles(document.language.code)
    if marks is not None:
        from pipeline.stages.attribute import marked  # noqa: PLC0415 - with the first page in Japanese or Korean

        answers = marked.walk(document, marks, said, walk(document, table, said) if document.cells else {})
    elif language in _WEST:
        from pipeline.stages.attribute import west  # noqa: PLC0415 - with the first page in English

        answers = west.walk(document, table, said)
    else:
        answers = walk(document, table, said)
    for index, answer in answers.items():
        concept = metrics().find(document.language.code, answer.metric, document.figures[index].kind) if answer.metric else None
        answer.concept = concept.key if concept else None
    return answers
