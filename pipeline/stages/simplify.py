"""Traditional to simplified Chinese (first version)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["convert", "simplify"]


def convert(text: str, variety: str | None = None) -> str:
    """Traditional `text` in simplified characters; `variety` is None (unknown), CN, TW or HK."""
    del variety
    return text


def simplify(document: Document) -> Document:
    """The document, as it came."""
    return document
