"""Flat text: a line is a passage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.document import Passage, Section

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["flat"]


def flat(document: Document) -> Document:
    """The document with its passages: a flat page gives one a line."""
    passages, at = [], 0
    for line in document.text.value.split("\n"):
        inner = line.strip()
        if inner:
            start = at + line.index(inner)
            passages.append(Passage("paragraph", start, start + len(inner), inner))
        at += len(line) + 1
    root = Section(-1, "page", "", 0, len(document.text))
    return replace(document, passages=tuple(passages), sections=(root,))
