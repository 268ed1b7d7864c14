"""What stands behind the last sentence of a kept passage goes from within it, as a removed piece of the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.closings import closings
from pipeline.record import Removed
from pipeline.text import Edit

if TYPE_CHECKING:
    from pipeline.document import Passage

__all__ = ["trimmed"]


def trimmed(passage: Passage) -> Passage:
    """`passage` without the closing behind its last sentence, which becomes one of its dropped pieces.

    >>> from pipeline.document import Passage
    >>> short = trimmed(Passage("paragraph", 0, 15, "营收增长三成。（责任编辑：张三）"))
    >>> short.text, short.dropped[0].raw_start
    ('营收增长三成。', 7)
    """
    if passage.kind not in {"paragraph", "list_item"} or passage.cells:
        return passage
    closing = closings().find(passage.text)
    if closing is None:
        return passage
    cut = len(passage.text[: closing.start].rstrip())
    place, count = _place(passage, cut)
    if place < 0:
        return passage
    dropped = (
        *(piece for piece in passage.dropped if piece.raw_end <= place),
        Removed(place, passage.raw_end, closing.rule, closing.reason),
    )
    edits = (*passage.edits[:count], Edit(place, passage.raw_end, ""))
    return passage._replace(text=passage.text[:cut], edits=edits, dropped=dropped)


def _place(passage: Passage, cut: int) -> tuple[int, int]:
    """Where in the source the text up to `cut` ends, and how many edits stand before; -1 where that is within an edit."""
    at, source = 0, passage.raw_start
    for count, edit in enumerate(passage.edits):
        if at + edit.start - source >= cut:
            return source + cut - at, count
        at += edit.start - source + len(edit.new)
        source = edit.end
        if at > cut:
            return -1, count
    return source + cut - at, len(passage.edits)
