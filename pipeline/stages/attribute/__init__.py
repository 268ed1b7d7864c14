"""Attribute: whose a figure is, what it measures, and when.

Blocks are read as sentences and clauses with their cues; names and topics of the article are weighed; then every rule proposes a
value with its evidence and its weight, and one arbiter chooses. What no rule is sure enough of stays null.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.chronology import periods
from pipeline.lexicon.attribution import cues
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.particles import particles
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute import marked, west
from pipeline.stages.attribute.walk import walk

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["attribute", "explain"]

_FALLBACK, _WEST = "zh", {"en"}


def attribute(document: Document) -> Document:
    """The document with subject, metric, period and concept of its figures filled where the rules are sure enough.

    Linear in the text. Figures keep their order and all other fields.
    """
    if not document.figures:
        return document
    answers = _answers(document)
    language = document.language.code
    filled = []
    for index, figure in enumerate(document.figures):
        answer = answers.get(index)
        if answer is None:
            filled.append(figure)
            continue
        concept = metrics().find(language, answer.metric, figure.kind) if answer.metric else None
        filled.append(
            replace(
                figure,
                subject=answer.subject,
                metric=answer.metric,
                period=answer.period,
                concept=concept.key if concept else None,
            )
        )
    return replace(document, figures=tuple(filled))


def explain(document: Document, number: int) -> tuple[Proposal, ...]:
    """Everything that was proposed for figure `number` of a document, the chosen ones first in each field.

    The document is one that has been measured. Raises `IndexError` for a figure that there is not.
    """
    document.figures[number]
    answer = _answers(document).get(number)
    if answer is None:
        return ()
    return tuple(sorted(answer.proposals, key=lambda one: (one.field, -one.weight)))


def _answers(document: Document) -> dict[int, Answer]:
    language = document.language.code if cues(document.language.code) else _FALLBACK
    table = cues(language)
    if table is None:
        return {}
    published = document.metadata.published or document.published
    said = periods(document.text.value, published, document.language.code if period_words(document.language.code) else language)
    answers = west.walk(document, table, said) if language in _WEST else walk(document, table, said)
    marks = particles(document.language.code)
    return answers if marks is None else marked.walk(document, marks, said, answers)
