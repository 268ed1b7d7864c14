"""What cleaning does to a text: pieces replaced or dropped, each with its rule and reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.record import Removed
from pipeline.text import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.document import Document

__all__ = ["Repair", "mend"]


class Repair(NamedTuple):
    """``[start, end)`` of the document's text becomes `new`; what becomes nothing was dropped for `reason`."""

    start: int
    end: int
    new: str
    reason: str


def mend(document: Document, rule: str, repairs: Sequence[Repair]) -> Document:
    """The document after `repairs`, sorted and without overlap; the dropped ones are listed as removed by `rule`."""
    if not repairs:
        return document
    dropped = [
        Removed(*document.text.span(repair.start, repair.end), rule, repair.reason) for repair in repairs if not repair.new
    ]
    document = document.rewrite(rule, [Edit(repair.start, repair.end, repair.new) for repair in repairs])
    if not dropped:
        return document
    pieces = sorted((*document.removed, *dropped), key=lambda piece: (piece.raw_start, -piece.raw_end))
    removed: list[Removed] = []
    for piece in pieces:  # a dropped piece takes in what was dropped within it before
        if not removed or piece.raw_end > removed[-1].raw_end:
            removed.append(piece)
    return replace(document, removed=tuple(removed))
