"""clean: what was put into the article for the eye or by accident goes, and the record says so.

Runs on the article alone. Every piece that goes is a `Removed` inside its block, so that kept and removed together are
still all of the page.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.document import Document
from pipeline.stages.clean.glosses import glosses
from pipeline.stages.clean.references import references
from pipeline.stages.clean.strays import strays
from pipeline.text import Edit, Text

__all__ = ["clean"]


def clean(document: Document) -> Document:
    """The document without stray characters, reading aids and reference marks, in this order: each may hide the next.

    A block that held nothing else goes with them. The title, author and publisher are cleaned alike; they have no places.

    >>> cleaned = clean(Document(raw=b"", text=Text.of("高達(dá)1.4萬(wàn)億美元(Jefferies)")))
    >>> cleaned.text.value, [(gloss.raw_start, gloss.raw_end) for gloss in cleaned.removed]
    ('高達1.4萬億美元(Jefferies)', [(2, 6), (10, 15)])
    """
    cleaned = _with_metadata(references(glosses(strays(document))))
    if any(block.start == block.end for block in cleaned.blocks):
        return _without_empty_blocks(cleaned)
    return cleaned


def _with_metadata(document: Document) -> Document:
    """The document with its metadata cleaned as its text was."""
    toned = sum(piece.rule == "gloss" for piece in document.removed)
    changed: dict[str, str | None] = {}
    for name in ("title", "author", "publisher"):
        value = getattr(document.metadata, name)
        if value:
            cleaned = glosses(strays(Document(raw=b"", text=Text.of(value))), toned).text.value.strip()
            if cleaned != value:
                changed[name] = cleaned or None
    return replace(document, metadata=replace(document.metadata, **changed)) if changed else document


def _without_empty_blocks(document: Document) -> Document:
    """The document without the blocks that have no text left, and without the blank lines that set them apart."""
    edits: list[Edit] = []
    kept: list[int] = []
    last = 0
    for index, block in enumerate(document.blocks):
        if block.start < block.end:
            if not kept or kept[-1] != index - 1:
                gap = "\n\n" if kept else ""
                edits.append(Edit(last, block.start, gap))
            kept.append(index)
            last = block.end
    edits.append(Edit(last, len(document.text), ""))
    document = document.rewrite("clean", [edit for edit in edits if len(edit.new) != edit.end - edit.start])
    number = {old: new for new, old in enumerate(kept)}
    return replace(
        document,
        blocks=tuple(document.blocks[index] for index in kept),
        cells=tuple(cell._replace(table=number[cell.table]) for cell in document.cells if cell.table in number),
    )
