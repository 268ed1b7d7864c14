"""Bytes to decoded text, and what it is: HTML, Markdown or flat text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.stages.read.encoding import decipher
from pipeline.stages.read.kind import media_type, not_text
from pipeline.text import Text

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["decode", "read"]


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `raw` and the WHATWG name of its encoding.

    `declared` is a label from outside, possibly wrong; a label inside the bytes is weighed as well. A byte order mark is no
    part of the text; NULs, line ends and every other character stay as they are.

    >>> decode("<meta charset=iso-8859-1><p>毛利率为百分之三十".encode("gb18030"))
    ('<meta charset=iso-8859-1><p>毛利率为百分之三十', 'gb18030')
    """
    decoded = decipher(raw, declared)
    return decoded.text, decoded.encoding


def read(document: Document) -> Document:
    """The document with its text decoded: `text`, `encoding`, `media_type`, and notes on what was doubted or repaired.

    A file that is no text, or holds none, gets the `reason` and nothing else.
    """
    decoded = decipher(document.raw, document.declared)
    reason = not_text(document.raw, decoded.text)
    if reason is not None:
        return replace(document, reason=reason)
    return replace(
        document,
        text=Text.of(decoded.text),
        encoding=decoded.encoding,
        media_type=media_type(decoded.text, document.path),
        notes=(*document.notes, *decoded.notes),
    )
