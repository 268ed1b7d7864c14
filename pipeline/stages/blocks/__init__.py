"""Markup to blocks of text, each with its place in the source.

After this stage nobody asks what the page was written in: `Document.passages` are the visible blocks of the page in source
order, `sections` the containers they stand in, `hints` what the page says of itself. Each way of writing is loaded with its first
page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["blocks"]


def blocks(document: Document) -> Document:
    """The document with its passages, sections and hints.

    >>> from pipeline.document import Document
    >>> from pipeline.text import Text
    >>> page = Document(raw=b"", text=Text.of("<h1>A</h1><p>b <i>c</i>"), media_type="text/html")
    >>> [(p.kind, p.text) for p in blocks(page).passages]
    [('heading', 'A'), ('paragraph', 'b c')]
    """
    if document.media_type in {"text/html", "application/xhtml+xml"}:
        from pipeline.stages.blocks.html import html  # noqa: PLC0415 - see the module's docstring

        return html(document)
    if document.media_type == "text/markdown":
        from pipeline.stages.blocks.markdown import markdown  # noqa: PLC0415

        return markdown(document)
    from pipeline.stages.blocks.flat import flat  # noqa: PLC0415

    return flat(document)
