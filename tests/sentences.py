"""A Chinese sentence or a short text as the tests of attribution read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pipeline
from pipeline.document import Document
from pipeline.record import Block, Language, Metadata
from pipeline.text import Text

if TYPE_CHECKING:
    from pipeline.record import Figure

__all__ = ["paragraph", "subjects"]


def paragraph(sentence: str, figures: tuple[Figure, ...] = ()) -> Document:
    """A sentence as a document of one paragraph."""
    return replace(
        Document(raw=sentence.encode(), path="one.txt"),
        text=Text.of(sentence),
        blocks=(Block("paragraph", 0, len(sentence), 0, len(sentence.encode())),),
        language=Language("zh"),
        metadata=Metadata(),
        figures=figures,
    )


def subjects(text: str) -> dict[str, str | None]:
    """The subject of every figure of a short text, by the figure as written."""
    return {figure.text: figure.subject for figure in pipeline.normalize(text.encode(), path="one.txt").figures}
