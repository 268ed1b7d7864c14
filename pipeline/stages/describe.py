"""What the page says of itself: title, author, publisher, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["describe"]


def describe(document: Document) -> Document:
    """The document with its metadata."""
    return document
