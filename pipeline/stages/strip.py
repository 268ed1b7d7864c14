"""The article's blocks are kept; every other one is dropped with a rule and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["strip"]


def strip(document: Document) -> Document:
    """The document with its text cut down to the article."""
    return document.keep(document.passages, "strip")
