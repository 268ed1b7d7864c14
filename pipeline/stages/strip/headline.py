"""The title's passage: the visible heading, or a piece of the page's own title element where no heading is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.document import Passage

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["Headline", "headline"]


class Headline(NamedTuple):
    """The title as a passage, and its index among the page's passages (-1 where it stands in none of them)."""

    passage: Passage | None
    at: int


def headline(document: Document) -> Headline:
    """Where the title that `describe` found stands."""
    title = document.metadata.title
    if title is None:
        return Headline(None, -1)
    notes = (note for note in document.notes if note.code == "metadata" and note.message.startswith("title "))
    start = next((note.raw_start for note in notes), None)
    if start is None:
        return Headline(None, -1)
    for at, passage in enumerate(document.passages):
        if passage.raw_start == start and passage.visible:
            return Headline(passage._replace(kind="title", level=0, cells=()), at)
        if passage.raw_start > start:
            break
    return Headline(_stated(document, start, title), -1)


def _stated(document: Document, start: int, title: str) -> Passage | None:
    """The title cut from a hint's own place in the source, where it is written there as it reads."""
    first = document.passages[0].raw_start if document.passages else len(document.text)
    place = document.text.value.find(title, start, min(start + 4 * len(title) + 200, first))
    if place < 0:
        return None
    return Passage("title", place, place + len(title), title, ())
