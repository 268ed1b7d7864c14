"""The one value that travels the road: a page, from its bytes to its figures.

Every stage takes a `Document` and returns a new one. The public parts of a record (`Block`, `Figure`, …) are in
`pipeline.record`; what only the stages need is here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.record import Block, Language, Metadata
from pipeline.text import Edit, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.neighbours import Lines
    from pipeline.record import Figure, Note, Removed

__all__ = ["Cell", "Document", "Hint", "Passage", "Section"]


class Cell(NamedTuple):
    """A table cell: its own place, and the places of the header texts it is read under.

    Within a `Passage` the places count from the start of the passage's text; within a `Document`, in `Document.text`.
    `rows` and `columns` are header paths, outermost first. `table` is the index of its block.
    """

    start: int
    end: int
    rows: tuple[Span, ...] = ()
    columns: tuple[Span, ...] = ()
    header: bool = False
    caption: Span | None = None
    table: int = 0

    def moved(self, move: Move, table: int | None = None) -> Cell:
        """The same cell with every place sent through `move`, and of another `table` where one is given."""
        return Cell(
            *move(self.start, self.end),
            tuple([move(*s) for s in self.rows]),
            tuple([move(*s) for s in self.columns]),
            self.header,
            None if self.caption is None else move(*self.caption),
            self.table if table is None else table,
        )


class Section(NamedTuple):
    """A container of passages: an element of markup, or the whole of a flat page.

    A tree as a list: `parent` is the index of the section around it (-1 for the outermost), and parents come first.
    `kind` is the element's role in plain words (article, main, aside, nav, list, table, …), `names` its class and id
    words in lower case, `start` and `end` its place in the source.
    """

    parent: int
    kind: str
    names: str
    start: int
    end: int


class Passage(NamedTuple):
    """A block of text as found on the page, not yet judged article or boilerplate.

    A named tuple, as `Section` is: a page has hundreds of both, and these are made several times as fast as a frozen dataclass.

    `text` is what a person reads; `edits` turn ``source[raw_start:raw_end]`` into it (places count in the source).
    `raw_start` and `raw_end` take in the block's own markup. `links` counts the characters of `text` inside links.
    `dropped` are pieces within that are on the page but not in `text`: a ruby reading, a footnote mark, a hidden span.
    A passage whose `text` is empty stands for what says nothing (``&nbsp;`` alone), so that every character has a place.
    """

    kind: str
    raw_start: int
    raw_end: int
    text: str
    edits: tuple[Edit, ...] = ()
    section: int = 0
    links: int = 0
    level: int = 0
    visible: bool = True
    cells: tuple[Cell, ...] = ()
    dropped: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something a page says of itself outside its visible text: a meta tag, front matter, JSON-LD, a `time` element.

    `name` is the source's own key in lower case (``og:title``, ``jsonld:datepublished``, ``front:date``, ``title``);
    the place is that of the value in the source, or None where the value was assembled.
    """

    name: str
    value: str
    raw_start: int | None = None
    raw_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page on the road. Fields fill from top to bottom as the stages go.

    The first group is what the caller gave; ``read`` fills the second, ``blocks`` the third, ``describe`` and ``strip``
    the fourth (after ``strip``, `text` is the article: kept blocks joined by blank lines), ``identify`` the language,
    ``measure`` and ``attribute`` the figures.
    """

    raw: bytes
    path: str = ""
    member: str | None = None
    url: str | None = None
    declared: str | None = None
    market: str | None = None
    published: str | None = None
    lines: Lines | None = None

    text: Text = field(default_factory=lambda: Text.of(""))
    encoding: str = "utf-8"
    media_type: str = "text/plain"

    passages: tuple[Passage, ...] = ()
    sections: tuple[Section, ...] = ()
    hints: tuple[Hint, ...] = ()

    metadata: Metadata = field(default_factory=Metadata)
    reason: str | None = None
    blocks: tuple[Block, ...] = ()
    cells: tuple[Cell, ...] = ()
    removed: tuple[Removed, ...] = ()
    notes: tuple[Note, ...] = ()

    language: Language = field(default_factory=Language)
    figures: tuple[Figure, ...] = ()

    @property
    def issued(self) -> str | None:
        """When the text was published: as its page says, else as the caller did. An ISO 8601 date or time."""
        return self.metadata.published or self.published

    def rewrite(self, by: str, edits: Sequence[Edit]) -> Document:
        """The document after a change of its text; blocks and cells move with it."""
        text = self.text.rewrite(by, edits)
        if text is self.text or not text.layers[-1].moves:
            return replace(self, text=text)
        move = text.layers[-1].forth
        blocks = []
        for block in self.blocks:
            blocks.append(Block(block.kind, *move(block.start, block.end), block.raw_start, block.raw_end))
        return replace(self, text=text, blocks=tuple(blocks), cells=tuple(cell.moved(move) for cell in self.cells))

    def keep(self, kept: Iterable[Passage], by: str) -> Document:
        """The article: the text becomes that of the kept passages, in source order, a blank line between two.

        The passages' edits and the gaps between them are one layer, so every place leads back to the page.
        """
        edits: list[Edit] = []
        blocks: list[Block] = []
        cells: list[Cell] = []
        removed = list(self.removed)
        at = last = 0
        start = 0

        def shifted(first: int, last: int, /) -> Span:
            return Span(first + start, last + start)

        for passage in kept:
            gap = "\n\n" if blocks else ""
            edits.append(Edit(last, passage.raw_start, gap))
            edits.extend(passage.edits)
            at += len(gap)
            start, end = at, at + len(passage.text)
            cells += [cell.moved(shifted, len(blocks)) for cell in passage.cells]
            blocks.append(Block(passage.kind, start, end, passage.raw_start, passage.raw_end))
            removed.extend(passage.dropped)
            at, last = end, passage.raw_end
        edits.append(Edit(last, len(self.text), ""))
        text = self.text.rewrite(by, edits)
        return replace(self, text=text, blocks=tuple(blocks), cells=tuple(cells), removed=tuple(removed))


if TYPE_CHECKING:
    from typing import Protocol

    class Move(Protocol):
        """A map of places, from one text to another."""

        def __call__(self, start: int, end: int, /) -> Span: ...
