"""Attribute (first version)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["attribute"]


def attribute(document: Document) -> Document:
    """The document, as it came."""
    return document
