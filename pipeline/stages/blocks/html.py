"""HTML to passages: what stands between the edges of two blocks is one, line breaks and data tables apart.

Past 300 lines because a passage, its lines and its cells are poured by the same reader.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.document import Passage
from pipeline.markup.flow import Flow, is_even
from pipeline.markup.tree import BREAK, CODE, DROPPED, HIDDEN, LINK, QUOTE, RAISED, Tree, grow
from pipeline.record import Removed
from pipeline.stages.blocks.hints import hints
from pipeline.stages.blocks.lines import Piece, closing, opening, parted, stripped
from pipeline.stages.blocks.sections import Sections
from pipeline.stages.blocks.tables import Grid, arrange, data_tables, label
from pipeline.text import Edit, Span

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["html", "read_slice"]

_KIND: Final = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list_item",
    "dd": "list_item",
    "dt": "list_item",
    "option": "list_item",
    "caption": "caption",
    "figcaption": "caption",
    "blockquote": "quote",
}
_LISTING: Final = re.compile(r"(?i)<code|<samp|<kbd|(?:class|lang)=[^>]*?(?:code|highlight|lang-|language|brush|prettyprint)")
_MARK: Final = re.compile(r"\[?\d{1,3}\]?")
_APART: Final = CODE | DROPPED | HIDDEN | RAISED
"""Shades of runs that are not simply read one behind the other."""
_RAISE: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")

RUBY: Final = ("ruby", "the reading of the characters before it")
MARK: Final = ("footnote_mark", "the number of a note, linked to it")
SHUT: Final = ("hidden", "hidden by its markup within visible text")


def html(document: Document) -> Document:
    """The document with its passages, sections and hints, read from its markup."""
    tree = grow(document.text.value)
    reader = _Reader(tree)
    passages = reader.read()
    if "script" in tree.tags:
        from pipeline.stages.blocks.state import embedded  # noqa: PLC0415 - for pages with scripts only

        passages = embedded(tree, passages, reader.sections.found, lambda text: read_slice(text, 0, len(text)))
    return replace(document, passages=tuple(passages), sections=tuple(reader.sections.found), hints=hints(tree))


def read_slice(source: str, start: int, end: int) -> list[Passage]:
    """The passages of a piece of HTML within another text, places counted in the whole of it."""
    return [_moved(passage, start) for passage in _Reader(grow(source[start:end])).read()]


def _moved(passage: Passage, by: int) -> Passage:
    return passage._replace(
        raw_start=passage.raw_start + by,
        raw_end=passage.raw_end + by,
        edits=tuple(Edit(start + by, end + by, new) for start, end, new in passage.edits),
        dropped=tuple(replace(gone, raw_start=gone.raw_start + by, raw_end=gone.raw_end + by) for gone in passage.dropped),
        section=0,
    )


class _Reader:
    """One page on its way from runs of text to passages."""

    __slots__ = ("found", "grids", "origins", "owners", "sections", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.sections = Sections(tree)
        self.found: list[Passage] = []
        self.origins: list[list[Piece]] = []
        self.grids: dict[int, Grid] = data_tables(tree)
        self.owners = _owners(tree, self.grids)

    def read(self) -> list[Passage]:  # noqa: PLR0912, PLR0915 - the one hot loop: most groups are done within it
        """The passages of the page in source order.

        Most groups are a single run, or several that are read one behind the other; these are made here, without asking anything
        twice.
        """
        tree, owners, found, known = self.tree, self.owners, self.found, self.sections.known
        source, tags, parents, starts, ends = tree.source, tree.tags, tree.parents, tree.starts, tree.ends
        inners, untils, blocks, begins, stops = tree.inners, tree.untils, tree.blocks, tree.begins, tree.stops
        nodes, shades, run_starts, run_ends = tree.run_nodes, tree.run_shades, tree.run_starts, tree.run_ends
        firsts = [*tree.firsts, len(nodes)]
        of, kinds, grids, make = self.sections.of, _KIND.get, self.grids, tuple.__new__  # half the cost of calling a named tuple
        group, groups = 0, len(begins)
        while group < groups:
            first = firsts[group]
            node = nodes[first]
            if owners and (owner := owners[node]):
                group = self._table(owner, first)
                continue
            last = until = firsts[group + 1]
            begin, stop = begins[group], stops[group]
            group += 1
            block, shade = blocks[node], shades[first]
            tag = tags[block]
            kind = kinds(tag)
            if kind is None:
                kind = "paragraph"
                if shade & QUOTE:
                    kind = "quote"
                elif (tag == "div" or tag == "p") and tags[parents[block]] == "li":  # noqa: PLR1714 - a set costs more
                    kind = "list_item"
            section = known[block]
            if section < 0:
                section = of(block)
            whole = block if inners[block] == begin and untils[block] == stop else 0
            while (
                until > first + 1 and nodes[until - 1] != BREAK and source[run_starts[until - 1] : run_ends[until - 1]].isspace()
            ):
                until -= 1
            several = until > first + 1
            if several:
                for run in range(first + 1, until):
                    if nodes[run] == BREAK:
                        shade = _APART
                        break
                    shade |= shades[run] & _APART
            if shade & (_APART if several else CODE | DROPPED | RAISED):
                self._group(first, last, kind, section, whole)
                continue
            # where the passage begins and ends: with the inline elements that do so with its text
            start, end = run_starts[first], run_ends[until - 1]
            written = source[start : run_ends[first]]
            text = written.strip()
            if several:
                place = start if text is written else run_ends[first] - len(written.lstrip())
                after = end - len(source[run_starts[until - 1] : end]) + len(source[run_starts[until - 1] : end].rstrip())
            else:
                after = end if text is written else start + len(written.rstrip())
                place = after - len(text)
            if whole:
                opens, closes = starts[block], ends[block]
            else:
                opens, closes = place, after
                while starts[node] >= begin and blocks[node] != node:
                    opens = starts[node]
                    node = parents[node]
                node = nodes[until - 1]
                edge = stop if until == last else min(stop, run_starts[until])
                while ends[node] <= edge and blocks[node] != node:
                    closes = ends[node]
                    node = parents[node]
            level = int(tag[1]) if kind == "heading" else 0
            if several:
                flow = Flow(source, opens)
                links = flow.extend(zip(run_starts[first:until], run_ends[first:until], range(first, until), strict=True), shades)
                text = flow.text()
                if not text:
                    self._group(first, last, kind, section, whole)
                    continue
                edits = flow.done(closes)
            elif not is_even(text):
                self._add([Piece(start, end, first)], kind, section, whole)
                continue
            else:
                edits = ()
                if opens < place:
                    before = make(Edit, (opens, place, ""))
                    edits = (before, make(Edit, (after, closes, ""))) if after < closes else (before,)
                elif after < closes:
                    edits = (make(Edit, (after, closes, "")),)
                links = len(text) if shade & LINK else 0
            if grids:
                self.origins.extend([] for _ in range(len(found) + 1 - len(self.origins)))
                self.origins[-1] = [Piece(run_starts[run], run_ends[run], run) for run in range(first, until)]
            found.append(make(Passage, (kind, opens, closes, text, edits, section, links, level, not shade & HIDDEN, (), ())))
        return found

    def _group(self, first: int, last: int, kind: str, section: int, whole: int) -> None:
        """The passages of the runs of one group: one, or several where line breaks part them."""
        tree = self.tree
        shade = tree.run_shades[first]
        listing = shade & CODE and self._is_listing(tree.blocks[tree.run_nodes[first]])
        lines = parted(tree, first, last, kind, listing=bool(listing))
        if listing:
            kind = "code"
            lines = [stripped(tree.source, line) for line in lines]
        if len(lines) > 1:
            whole = 0
        for line in lines:
            self._add(line, kind, section, whole)

    def _is_listing(self, node: int) -> bool:
        """Whether preformatted text is code: it says so, or holds an element that does."""
        tree = self.tree
        if tree.tags[node] not in {"pre", "listing", "xmp"}:
            return False
        return _LISTING.search(tree.source, tree.starts[node], min(tree.ends[node], tree.inners[node] + 200)) is not None

    def _add(self, pieces: list[Piece], kind: str, section: int, whole: int) -> None:
        tree = self.tree
        if whole:
            start, end = tree.starts[whole], tree.ends[whole]
        else:
            start, end = opening(tree, pieces[0]), closing(tree, pieces[-1])
        flow = Flow(tree.source, start)
        links, seen, dropped = self._pour(flow, pieces, kind)
        if dropped and (dropped[0].raw_start < start or dropped[-1].raw_end > end):
            dropped = _clipped(dropped, start, end)
        text = flow.text()
        if not text and self.found and not self.found[-1].text:
            start = self.found[-1].raw_start  # says nothing, like the one before: one place holds both
            self.found[-1] = self.found[-1]._replace(raw_end=end, edits=(Edit(start, end, ""),))
            return
        level = 0
        if kind == "heading":
            level = int(tree.tags[tree.blocks[tree.run_nodes[pieces[0].run]]][1])
        passage = Passage(kind, start, end, text, flow.done(end), section, links, level, seen and bool(text), (), dropped)
        self.found.append(passage)
        if self.grids:
            self.origins.extend([] for _ in range(len(self.found) - len(self.origins)))
            self.origins[-1] = pieces

    def _pour(self, flow: Flow, pieces: list[Piece], kind: str, around: int = 0) -> tuple[int, bool, tuple[Removed, ...]]:  # noqa: PLR0912 - a branch a kind of piece
        """Add `pieces` to `flow`: characters in links, whether any is meant to be seen, what was dropped.

        An empty piece is a line break. Hidden pieces are dropped from what is seen, and from a table (its shades being
        `around`) that is not hidden itself.
        """
        tree = self.tree
        shades = tree.run_shades
        plain = True
        seen = False
        for start, end, run in pieces:
            shade = shades[run]
            if start == end or shade & (DROPPED | HIDDEN | RAISED):
                plain = False
            if not shade & (DROPPED | HIDDEN):
                seen = True
        links = 0
        if plain and kind != "code":
            return flow.extend(pieces, shades), seen, ()
        dropped: list[Removed] = []
        skip = 0
        for number, piece in enumerate(pieces):
            shade = shades[piece.run]
            if piece.start == piece.end:
                if flow.length:
                    flow.between(" " if kind in {"heading", "table"} else "\n")
            elif number < skip:
                continue
            elif shade & DROPPED:
                _drop(dropped, piece, RUBY)
            elif shade & HIDDEN and (seen or kind == "table") and not around & HIDDEN:
                _drop(dropped, piece, SHUT)
            elif shade & RAISED and (after := self._note(pieces, number)):
                _drop(dropped, Piece(piece.start, pieces[after - 1].end, 0), MARK)
                skip = after
            elif shade & RAISED and flow.length and _is_power(tree.source[piece.start : piece.end]):
                flow.put(piece.start, piece.end, tree.source[piece.start : piece.end].translate(_RAISE))
            else:
                length = flow.verbatim(piece.start, piece.end) if kind == "code" else flow.add(piece.start, piece.end)
                if shade & LINK:
                    links += length
        return links, seen, tuple(dropped)

    def _note(self, pieces: list[Piece], number: int) -> int:
        """Where the pieces of a footnote mark that begins at `number` end; 0 if none begins there.

        A mark is a raised number that is a link within the page, or stands in square brackets.
        """
        tree = self.tree
        node = tree.run_nodes[pieces[number].run]
        links = []
        while node > 0 and tree.tags[node] != "sup":
            if tree.tags[node] == "a":
                links.append(node)
            node = tree.parents[node]
        if tree.tags[tree.parents[node]] == "a":
            links.append(tree.parents[node])
        after = number
        text = ""
        while after < len(pieces) and tree.starts[node] <= pieces[after].start < tree.ends[node]:
            piece = pieces[after]
            if tree.tags[tree.run_nodes[piece.run]] == "a":
                links.append(tree.run_nodes[piece.run])
            text += tree.source[piece.start : piece.end].strip()
            after += 1
        if not _MARK.fullmatch(text):
            return 0
        return after if text[0] == "[" or any("#" in tree.rests[link] for link in links) else 0

    def _table(self, node: int, first: int) -> int:
        """One passage for a data table, with the line or two directly above it that say what its cells are.

        Returns the group of the first run behind the table, which begins with run `first`.
        """
        tree, grid, owners = self.tree, self.grids[node], self.owners
        nodes = tree.run_nodes
        last = first + 1
        while last < len(nodes) and (nodes[last] == BREAK or owners[nodes[last]] == node):
            last += 1
        titles: list[list[Piece]] = []
        section = self.sections.of(node)
        while self.found and len(titles) < 2 and self._is_title(node):
            titles.insert(0, self.origins.pop())
            start = self.found.pop().raw_start
        if not titles:
            start = tree.starts[node]
        end = tree.ends[node]
        flow = Flow(tree.source, start)
        dropped: list[Removed] = []
        links = 0
        above: list[Span] = []
        for pieces in titles:
            at = flow.here()
            more, _, gone = self._pour(flow, pieces, "caption")
            links += more
            dropped += gone
            above.append(Span(at, flow.length))
            flow.between("\n")
        in_cells, hidden = self._rows(flow, grid, range(first, last), above)
        links += in_cells
        dropped += hidden
        text = flow.text()
        edits = flow.done(end)
        cells = arrange(grid.rows, above, text)
        visible = bool(text) and not tree.shades[node] & HIDDEN
        self.found.append(Passage("table", start, end, text, edits, section, links, 0, visible, cells, tuple(dropped)))
        self.origins.extend([] for _ in range(len(self.found) - len(self.origins)))
        return tree.run_groups[last] if last < len(nodes) else len(tree.begins)

    def _rows(self, flow: Flow, grid: Grid, runs: range, above: list[Span]) -> tuple[int, list[Removed]]:
        """Add the cells of a table to `flow`, tabs between them, line breaks between rows, and note where they stand.

        A leading caption joins the lines `above`. Returns the characters in links and what was dropped.
        """
        tree = self.tree
        ends = tree.run_ends
        waiting, last = runs.start, runs.stop
        links = 0
        dropped: list[Removed] = []
        separator = "\n" if above else ""
        for row in grid.rows:
            before_row, row_length = separator, flow.length
            column = 0
            for box in row:
                separator += "\t" * (box.column - column)  # tabs for what spans into this place too
                column = box.column
                pieces: list[Piece] = []
                group = -1
                while waiting < last and ends[waiting] <= box.until:
                    start = tree.run_starts[waiting]
                    if tree.run_nodes[waiting] == BREAK:
                        group = -1
                    else:
                        if pieces and tree.run_groups[waiting] != group:
                            pieces.append(Piece(start, start, waiting))
                        group = tree.run_groups[waiting]
                        pieces.append(tuple.__new__(Piece, (start, ends[waiting], waiting)))
                    waiting += 1
                flow.between(separator)
                at = flow.here()
                before = flow.length
                more, _, gone = self._pour(flow, pieces, "table", tree.shades[grid.node])
                links += more
                dropped += gone
                if flow.length > before:
                    box.start, box.end, separator = at, flow.length, ""
                else:
                    box.start = box.end = at
                if box.kind == "caption" and box.start < box.end:
                    above.append(Span(box.start, box.end))
                    separator = "\n"
            if flow.length == row_length:
                separator = before_row
            elif row[0].kind != "caption":
                separator = "\n"
        return links, dropped

    def _is_title(self, node: int) -> bool:
        """Whether the last passage is a line that belongs to the table `node`: short, no sentence, directly above it."""
        passage, tree = self.found[-1], self.tree
        if len(self.origins) < len(self.found) or not self.origins[-1] or passage.cells:
            return False
        block = tree.blocks[tree.run_nodes[self.origins[-1][0].run]]
        near = {tree.parents[node], tree.parents[tree.parents[node]]}
        if block not in near and tree.parents[block] not in near:
            return False
        return passage.visible and passage.kind in {"paragraph", "caption"} and passage.links == 0 and label(passage.text)


def _owners(tree: Tree, grids: dict[int, Grid]) -> list[int]:
    """For each node the data table it is part of, or 0; empty where the page has no data table."""
    if not grids:
        return []
    owners = [0] * len(tree.tags)
    for node in range(1, len(owners)):
        owners[node] = node if node in grids else owners[tree.parents[node]]
    return owners


def _drop(dropped: list[Removed], piece: Piece, why: tuple[str, str]) -> None:
    if dropped and dropped[-1].raw_end == piece.start and dropped[-1].rule == why[0]:
        dropped[-1] = Removed(dropped[-1].raw_start, piece.end, *why)
    else:
        dropped.append(Removed(piece.start, piece.end, *why))


def _clipped(dropped: tuple[Removed, ...], start: int, end: int) -> tuple[Removed, ...]:
    """The dropped pieces without the white space that stands outside the passage at ``[start, end)``."""
    clipped = (replace(gone, raw_start=max(gone.raw_start, start), raw_end=min(gone.raw_end, end)) for gone in dropped)
    return tuple(gone for gone in clipped if gone.raw_start < gone.raw_end)


def _is_power(text: str) -> bool:
    return text.isascii() and text.lstrip("+-").isdigit()
