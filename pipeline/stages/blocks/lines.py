"""The runs of a group as lines: where they part, what is blank at their edges, and where a passage of theirs begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.markup.tree import BREAK, CODE

if TYPE_CHECKING:
    from pipeline.markup.tree import Tree

__all__ = ["Piece", "closing", "opening", "parted", "stripped"]

_INDENT: Final = re.compile(r"[\t\n\f\r ]*+(?:[\u3000\u2002\u2003]|&(?:emsp|ensp|#12288|#x3000);|(?:(?>\xa0|&nbsp;)){2,}+)")
_LONG: Final = 30
"""Lines of more characters than this on average are paragraphs."""
_SEVERAL: Final = 4
"""So many lines are paragraphs whatever their length."""
_piece: Final = tuple.__new__  # half the cost of a call of the named tuple


class Piece(NamedTuple):
    """A run of text, or one line of it where white space counts."""

    start: int
    end: int
    run: int


def parted(tree: Tree, first: int, last: int, kind: str, *, listing: bool) -> list[list[Piece]]:  # noqa: PLR0912 - the rules of line breaks, in order
    """The runs of a group, parted at its line breaks into what becomes a passage each.

    An empty line parts paragraphs. So does a single break where the group is a long run of lines, as portals write them:
    several lines, or indented or long ones. Otherwise it stays a line break (an empty piece), as in an address or a heading.
    """
    source, starts, ends, nodes, shades = tree.source, tree.run_starts, tree.run_ends, tree.run_nodes, tree.run_shades
    lines: list[list[Piece]] = [[]]
    line = lines[0]
    for run in range(first, last):
        if nodes[run] == BREAK:
            line = []
            lines.append(line)
        elif shades[run] & CODE and not listing:
            start, end = starts[run], ends[run]
            while (cut := source.find("\n", start, end)) >= 0:
                if cut > start:
                    line.append(Piece(start, cut, run))
                line = []
                lines.append(line)
                start = cut + 1
            if start < end:
                line.append(Piece(start, end, run))
        else:
            line.append(_piece(Piece, (starts[run], ends[run], run)))
    if len(lines) == 1:
        return [_trimmed(source, lines[0])]
    parts: list[tuple[bool, list[Piece]]] = []  # after an empty line?, the line
    empty = False
    for line in lines:
        trimmed = _trimmed(source, line)
        if trimmed:
            parts.append((empty, trimmed))
        empty = not trimmed
    if len(parts) < 2:
        return [line for _, line in parts]
    length = sum(piece.end - piece.start for _, line in parts for piece in line)
    apart = kind != "heading" and (
        len(parts) >= _SEVERAL
        or length > _LONG * len(parts)
        or any(_INDENT.match(source, line[0].start, line[0].end) for _, line in parts)
    )
    joined: list[list[Piece]] = []
    for after_empty, line in parts:
        if not joined or ((apart or after_empty) and not listing and kind != "heading"):
            joined.append(line)
        else:
            joined[-1] += [Piece(line[0].start, line[0].start, line[0].run), *line]
    return joined


def _trimmed(source: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without blank ones at either end."""
    first, last = 0, len(pieces)
    while first < last and source[pieces[first][0] : pieces[first][1]].isspace():
        first += 1
    while last > first and source[pieces[last - 1][0] : pieces[last - 1][1]].isspace():
        last -= 1
    return pieces[first:last] if first or last < len(pieces) else pieces


def stripped(source: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a listing without white space at either edge."""
    start, end, run = pieces[0]
    pieces[0] = Piece(end - len(source[start:end].lstrip()), end, run)
    start, end, run = pieces[-1]
    pieces[-1] = Piece(start, start + len(source[start:end].rstrip()), run)
    return pieces


def opening(tree: Tree, piece: Piece) -> int:
    """Where a passage that begins with `piece` begins: with the inline elements that begin with it."""
    run = piece.run
    edge = tree.begins[tree.run_groups[run]]
    if run and tree.run_groups[run - 1] == tree.run_groups[run]:
        edge = max(edge, tree.run_ends[run - 1])
    text = tree.source[piece.start : piece.end]
    place = piece.start + len(text) - len(text.lstrip())
    node = tree.run_nodes[run]
    if piece.start == tree.run_starts[run]:
        while node > 0 and tree.starts[node] >= edge and tree.blocks[node] != node:
            place = tree.starts[node]
            node = tree.parents[node]
    return place


def closing(tree: Tree, piece: Piece) -> int:
    """Where a passage that ends with `piece` ends: with the inline elements that end with it."""
    run = piece.run
    edge = tree.stops[tree.run_groups[run]]
    if run + 1 < len(tree.run_groups) and tree.run_groups[run + 1] == tree.run_groups[run]:
        edge = min(edge, tree.run_starts[run + 1])
    place = piece.start + len(tree.source[piece.start : piece.end].rstrip())
    node = tree.run_nodes[run]
    if piece.end == tree.run_ends[run]:
        while node > 0 and tree.ends[node] <= edge and tree.blocks[node] != node:
            place = tree.ends[node]
            node = tree.parents[node]
    return place
