"""Tables: which are data, how their cells lie, and the headers each cell is read under.

A data table is one passage, rows on lines, tabs between cells. Lines that say what its cells are (a ``caption`` element, a
first row that spans the whole table, a short line directly above) are part of the passage, one line each before the rows;
`Cell.caption` is the place of all of them. A layout table is only a container.

Spans and headers in several rows are read from the tree. Where cells name their headers by id, BeautifulSoup reads the table's
slice of the page. Places always come from the page's own tokens. Past 300 lines: a table's grid, its heads and its cells are one
reading, and every part needs the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.document import Cell
from pipeline.markup.tokens import attributes
from pipeline.markup.tree import BREAK, LINK, UNSEEN
from pipeline.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import Tag

    from pipeline.markup.tree import Tree

__all__ = ["Box", "Grid", "arrange", "data_tables", "is_figure", "label", "place"]

_LONG_CELL: Final = 60
_LONGEST_CELL: Final = 400
_LONG_LABEL: Final = 40
_MOST_AREA: Final = 100_000
_MOST_SIDE: Final = 4
_MOST_HEADS: Final = 12
_PARTS: Final = frozenset(["tr", "td", "th", "caption"])
_LAYOUT: Final = frozenset(
    [
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "form",
        "iframe",
        "article",
        "section",
        "nav",
        "aside",
        "footer",
        "header",
        "input",
        "textarea",
        "select",
    ]
)
_DIGIT: Final = re.compile(r"\d")
_SPANS: Final = re.compile(
    r"(?i)(?:col|row)span[\t\n\f\r ]*+=[\t\n\f\r ]*+[\"']?+(?![01][\"'\t\n\f\r />])|[\t\n\f\r ](?:scope|headers)[\t\n\f\r ]*+="
)
_SAYING: Final = re.compile(r"(?i)span|scope")
_NAMED_HEADS: Final = re.compile(r"(?i)[\t\n\f\r ]headers[\t\n\f\r ]*+=")
_PLAIN: Final = re.compile(r"(?i)role[\t\n\f\r ]*+=[\t\n\f\r ]*+[\"']?+(?:presentation|none)")
_YEAR: Final = re.compile(r"\D{0,4}(?:19|20)\d\d(?!\d|[.,]\d).*", re.DOTALL)
_CODED: Final = re.compile(r"[A-Za-z]{0,2}\d{1,2}[A-Za-z]{0,2}\d{0,4}[A-Za-z]?")
_NAMED: Final = re.compile(r"[A-Za-z][A-Za-z .'&-]*+\d")
_span: Final = tuple.__new__  # half the cost of a call of the named tuple, and a table has thousands
_CURRENCY: Final = re.compile(r"[A-Z]{1,3}\$?[ \t]?\d")


@dataclass(slots=True)
class Box:
    """A cell on its way: where its markup is, where its text stands in the passage, where it lies in the grid.

    `kind` is ``td``, ``th`` or ``caption``; `head` says that it stands in the head of the table, `scope` what it heads.
    """

    kind: str
    place: int = 0
    until: int = 0
    start: int = 0
    end: int = 0
    wide: int = 1
    high: int = 1
    scope: str = ""
    head: bool = False
    row: int = 0
    column: int = 0
    heads: tuple[int, ...] = ()
    node: int = 0


@dataclass(slots=True)
class Grid:
    """A data table: its node, and its cells row by row; a caption is a row of its own."""

    node: int
    rows: list[list[Box]] = field(default_factory=list)


def data_tables(tree: Tree) -> dict[int, Grid]:  # noqa: PLR0912 - one pass over the nodes, one over the cells
    """The tables of a page that hold data, by node."""
    tags, parents = tree.tags, tree.parents
    if "table" not in tags:
        return {}
    grids: dict[int, Grid] = {}
    layout: set[int] = set()
    inside = [0] * len(tags)  # the innermost table of each node
    parts: list[tuple[int, int]] = []  # rows, cells and captions, each with its table
    for node in range(tags.index("table"), len(tags)):
        tag = tags[node]
        table = inside[node] = inside[parents[node]]
        if tag == "table":
            inside[node] = node
            grids[node] = Grid(node)
            if _PLAIN.search(tree.rests[node]):
                layout.add(node)
        if table:
            if tag in _LAYOUT:
                layout.add(table)
            elif tag in _PARTS:
                parts.append((node, table))
    if len(layout) == len(grids):
        return {}
    boxes: dict[int, Box] = {}
    for node, table in parts:
        if table in layout:
            continue
        tag, rows = tags[node], grids[table].rows
        if tag == "tr":
            rows.append([])
            continue
        box = boxes[node] = Box(tag, tree.starts[node], tree.ends[node], node=node)
        box.head = tags[parents[parents[node]]] == "thead" or tags[parents[node]] == "thead"
        if tag == "caption":
            rows.append([box])
        elif rows and (tags[parents[node]] == "tr" or rows[-1]) and not (rows[-1] and rows[-1][0].kind == "caption"):
            rows[-1].append(box)
        else:
            rows.append([box])
    content = _content(tree, inside, boxes, layout)
    found = {}
    for node, grid in grids.items():
        if node not in layout and _is_data(grid, content, tree.rests[node]):
            found[node] = _spanned(tree, grid)
            place([row for row in grid.rows if row[0].kind != "caption"])
    return found


def _content(tree: Tree, inside: list[int], boxes: dict[int, Box], layout: set[int]) -> dict[int, tuple[int, int, int, bool]]:
    """Of each cell, by place: characters, those in links, the groups they stand in, whether there is a digit.

    Text of a table that is in none of its cells makes it a layout.
    """
    found: dict[int, tuple[int, int, int, bool]] = {}
    last = -1
    source, parents = tree.source, tree.parents
    for node, start, end, shade, group in zip(
        tree.run_nodes, tree.run_starts, tree.run_ends, tree.run_shades, tree.run_groups, strict=True
    ):
        if node == BREAK or not (table := inside[node]) or table in layout or shade & UNSEEN:
            continue
        text = source[start:end].strip()
        if not text:
            continue
        cell = node
        while cell not in boxes and cell != table:
            cell = parents[cell]
        if cell == table:
            layout.add(table)
            continue
        place = boxes[cell].place
        size, links, groups, digit = found.get(place, (0, 0, 0, False))
        if group != last:
            last = group
            groups += 1
        if shade & LINK:
            links += len(text)
        digit = digit or (not text.isalpha() and _DIGIT.search(text) is not None)
        found[place] = size + len(text), links, groups, digit
    return found


def _is_data(grid: Grid, content: dict[int, tuple[int, int, int, bool]], rest: str) -> bool:
    """Whether a table that holds no other structure has data: several short cells in several even rows."""
    grid.rows = [row for row in grid.rows if row]
    rows = [row for row in grid.rows if row[0].kind != "caption"]
    full = [[content[box.place] for box in row if box.place in content] for row in rows]
    several = [row for row in full if len(row) > 1]
    cells = [cell for row in full for cell in row]
    if len(several) < 2 or not cells:
        return False
    size = sum(cell[0] for cell in cells)
    if size > _LONG_CELL * len(cells) or max(cell[0] for cell in cells) > _LONGEST_CELL or any(cell[2] > 4 for cell in cells):
        return False
    if 2 * sum(cell[1] for cell in cells) > size:
        return False
    widths = Counter(sum(box.wide for box in row) for row in rows)
    said = any(box.kind != "td" or box.head for row in grid.rows for box in row)
    if said or ("border=" in rest.lower() and 'border="0"' not in rest and "border=0" not in rest):
        return True
    even = 2 * widths.most_common(1)[0][1] >= len(rows) or bool(_SPANS.search(rest))
    digits = sum(cell[3] for cell in cells)
    return even and (5 * digits >= len(cells) or (len(several) > 2 and size < _LONG_CELL // 2 * len(cells)))


def _spanned(tree: Tree, grid: Grid) -> Grid:
    """The grid with what its cells span and head, where the table says more than rows of cells.

    Cells that name their headers by id are read by BeautifulSoup; spans and scopes alone are quickly read from the tree.
    """
    start, end = tree.starts[grid.node], tree.ends[grid.node]
    if not _SPANS.search(tree.source, start, end):
        return grid
    boxes = [box for row in grid.rows for box in row if box.kind != "caption"]
    area = 0
    if not _NAMED_HEADS.search(tree.source, start, end):
        for box in boxes:
            rest = tree.rests[box.node]
            said = attributes(rest) if _SAYING.search(rest) else {}
            box.wide, box.high = _count(said.get("colspan"), 1000), _count(said.get("rowspan"), len(grid.rows))
            box.scope = said.get("scope", "").lower()
            area += box.wide * box.high
        return _bounded(grid, boxes, area)
    from bs4 import BeautifulSoup  # noqa: PLC0415 - 200 ms, and hardly a table needs it

    found: list[Tag] = list(BeautifulSoup(tree.source[start:end], "lxml").find_all(["td", "th"]))
    if len(found) != len(boxes):  # broken markup, read in two ways: the cells are as they come
        return grid
    named = {str(tag["id"]): number for number, tag in enumerate(found) if tag.get("id")}
    for box, tag in zip(boxes, found, strict=True):
        box.wide, box.high = _count(tag.get("colspan"), 1000), _count(tag.get("rowspan"), len(grid.rows))
        area += box.wide * box.high
        box.scope = str(tag.get("scope") or "").lower()
        box.head = tag.find_parent("thead") is not None
        headers = tag.get("headers")
        names = headers if isinstance(headers, list) else str(headers or "").split()
        box.heads = tuple(named[name] for name in names if name in named)
    return _bounded(grid, boxes, area)


def _bounded(grid: Grid, boxes: list[Box], area: int) -> Grid:
    """The grid, without its spans where these cover more than a table ever would."""
    if area > _MOST_AREA:
        for box in boxes:
            box.wide = box.high = 1
    return grid


def _count(value: object, most: int) -> int:
    text = str(value or "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        return 1
    return min(most, int(text) or (most if text == "0" else 1)) or 1


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, or nothing where one could be, rather than the name of something. Years are names.

    >>> [is_figure(t) for t in ("1,292", "(3.5%)", "-", "2024年", "Q3", "GPT-4.5", "约460万美元")]
    [True, True, True, False, False, False, True]
    """
    text = text.strip()
    digits = sum(map(str.isdigit, text))
    if len(text) > _LONG_LABEL:
        return False
    if not digits:
        return bool(text) and not any(map(str.isalpha, text))
    if _YEAR.fullmatch(text) or (_CODED.fullmatch(text) and not text.isdigit()):
        return False
    if _NAMED.match(text) and not _CURRENCY.match(text):
        return False
    return 5 * digits >= sum(map(str.isalpha, text))


def label(text: str) -> bool:
    """Whether a line can be the label of what follows: short, in one line, and no sentence.

    >>> [label(t) for t in ("单位:千港元", "公司发布了公告。", "(HK$ million)")]
    [True, False, True]
    """
    if not text or len(text) > _LONG_LABEL or "\n" in text:
        return False
    name = unicodedata.name(text[-1], "")
    return not any(word in name for word in ("FULL STOP", "EXCLAMATION", "QUESTION", "SEMICOLON"))


def arrange(rows: Sequence[list[Box]], above: list[Span], text: str) -> tuple[Cell, ...]:
    """The cells of a table with their header paths; `text` is that of the passage, `above` the lines before its rows."""
    size = len(text)
    body = [row for row in rows if row and row[0].kind != "caption"]
    for row in body:
        for box in row:
            box.start, box.end = min(box.start, size), min(box.end, size)
    while body and all(box.start == box.end for box in body[0]):
        del body[0]
        for row in body:
            for box in row:
                box.row -= 1
    columns = max(box.column + box.wide for row in body for box in row) if body else 0
    first = 0
    while first + 1 < len(body) and columns > 1 and _is_line(body[first], columns) and label(_only(body[first], text)):
        above.extend(Span(box.start, box.end) for box in body[first] if box.start < box.end)
        first += 1
    caption = Span(above[0].start, above[-1].end) if above else None
    head = _head_rows(body, first, columns, text)
    side = _side_columns(body, head, columns, text)
    return _cells(body, first, head, side, caption, columns)


def place(rows: Sequence[list[Box]]) -> None:
    """Give each box its row and column, spans counted."""
    taken: dict[int, int] = {}  # column: first row that is free again
    for number, row in enumerate(rows):
        column = 0
        for box in row:
            while taken.get(column, 0) > number:
                column += 1
            box.row, box.column = number, column
            box.high = min(box.high, len(rows) - number)
            if box.high > 1:
                for covered in range(column, column + box.wide):
                    taken[covered] = number + box.high
            column += box.wide


def _is_line(row: list[Box], columns: int) -> bool:
    """Whether a row is one line over the whole table."""
    full = [box for box in row if box.start < box.end]
    return len(full) == 1 and full[0] is row[0] and full[0].high == 1 and (len(row) == 1 or full[0].wide >= columns)


def _only(row: list[Box], text: str) -> str:
    return text[row[0].start : row[0].end]


def _head_rows(body: list[list[Box]], first: int, columns: int, text: str) -> int:
    """The row at which the data begins; header rows are those before it."""
    row = first
    while row < len(body) - 1 and all(b.head or (b.kind == "th" and b.scope != "row") for b in body[row] if b.start < b.end):
        row += 1
    if row > first:
        return row
    if row >= len(body) - 1 or _is_line(body[row], columns):
        return first
    if any(is_figure(text[box.start : box.end]) for box in body[row] if box.start < box.end and (box.column or columns < 2)):
        return first
    if len({box.kind for box in body[row] if box.start < box.end}) > 1:  # the row has a header of its own
        return first
    if not _holds_figures(body[first + 1 :], text):
        return first
    reach = first + max(box.high for box in body[first])
    if any(box.wide > 1 for box in body[first]):
        reach = max(reach, first + 2)
    row = first + 1
    while row < min(reach, len(body) - 1) and not any(is_figure(text[b.start : b.end]) for b in body[row] if b.start < b.end):
        row += 1
    return row


def _holds_figures(rows: list[list[Box]], text: str) -> bool:
    """Whether at least half the cells of a column, the first one aside, hold figures."""
    all_cells: Counter[int] = Counter()
    figures: Counter[int] = Counter()
    for row in rows:
        for box in row:
            if box.column and box.start < box.end:
                all_cells[box.column] += 1
                figures[box.column] += is_figure(text[box.start : box.end])
    return any(2 * figures[column] >= count for column, count in all_cells.items())


def _side_columns(body: list[list[Box]], head: int, columns: int, text: str) -> int:
    """How many columns at the left name their rows: not all, and one at least where the first one holds no figures."""
    side = 0
    while side < min(columns - 1, _MOST_SIDE):
        boxes = [box for row in body[head:] for box in row if box.column == side and box.start < box.end]
        named = sum(box.kind == "th" or box.scope == "row" or not is_figure(text[box.start : box.end]) for box in boxes)
        if not boxes or 5 * named < 4 * len(boxes):
            break
        if side and not any(box.kind == "th" or box.scope == "row" for box in boxes) and not _grouped(body, head, side - 1):
            break
        side += 1
    return side


def _grouped(body: list[list[Box]], head: int, column: int) -> bool:
    """Whether the cells of a column stand for several rows each."""
    return any(box.high > 1 for row in body[head:] for box in row if box.column == column)


def _cells(  # noqa: PLR0913, PLR0917 - one table, and where its parts begin
    body: list[list[Box]], first: int, head: int, side: int, caption: Span | None, columns: int
) -> tuple[Cell, ...]:
    """The cells that hold text; headers are cells too."""
    over: list[list[Box]] = [[] for _ in range(columns)]
    beside: list[list[Box]] = []  # headers at the left that are still open, with those of a row of their own before
    group: Box | None = None
    cells: list[Cell] = []
    flat = [box for row in body for box in row]
    heads: dict[int, tuple[Span, ...]] = {}  # what a cell of each column is read under, as long as nothing names it anew
    for number, row in enumerate(body):
        beside = [[box for box in boxes if box.row + box.high > number] for boxes in beside] or [[]]
        line = number >= head and side and _is_section(row, columns)
        again = number >= head and not line and _is_head(row)  # a table may name its columns anew
        if line:
            group = row[0]
        if again:
            group, over = None, [[] for _ in range(columns)]
            heads.clear()
        for box in row:
            if number >= head and box.column < side and not line and box.start < box.end:
                beside[0].append(box)
        for box in row:
            if box.start >= box.end:
                continue
            header = number < head or box.column < side or bool(line) or again
            lefts = [group] if group is not None and not line and number >= head else []
            lefts += [other for other in beside[0] if other is not box and other.column < box.column]
            if box.heads:
                said, lefts = _said(box, flat, number)
                ups = _places(said)
            else:
                ups = _read_under(box, over, heads, spanned=number < head)
            rows = _places(lefts) if number >= head else ()
            cells.append(Cell(box.start, box.end, rows, ups, header, caption if number >= first else None))
        if first <= number < head or again:
            heads.clear()
            _cover(over, row)
    return tuple(cells)


def _cover(over: list[list[Box]], row: list[Box]) -> None:
    """Put the heads of a row over the columns that they span; the outermost of more than any table has are left."""
    for box in row:
        if box.start < box.end:
            for heads in over[box.column : box.column + box.wide]:
                heads.append(box)
                del heads[:-_MOST_HEADS]


def _is_head(row: list[Box]) -> bool:
    """Whether every cell of a row is a header, and not that of the row itself."""
    full = [box for box in row if box.start < box.end]
    return len(full) > 1 and all(box.kind == "th" and box.scope != "row" for box in full)


def _is_section(row: list[Box], columns: int) -> bool:
    """Whether a row only names the rows below it."""
    full = [box for box in row if box.start < box.end]
    return len(full) == 1 and full[0].column == 0 and columns > 1


def _read_under(box: Box, over: list[list[Box]], known: dict[int, tuple[Span, ...]], *, spanned: bool) -> tuple[Span, ...]:
    """The heads over a cell: those of every column that a head itself covers (`spanned`), those of its first one for others."""
    if spanned:
        return _places(_unique(over[box.column : box.column + box.wide]))
    found = known.get(box.column)
    if found is None:
        found = known[box.column] = _places(over[box.column])
    return found


def _places(boxes: Sequence[Box]) -> tuple[Span, ...]:
    return tuple([_span(Span, (box.start, box.end)) for box in boxes])


def _unique(columns: list[list[Box]]) -> tuple[Box, ...]:
    return tuple({id(box): box for boxes in columns for box in boxes}.values())


def _said(box: Box, flat: list[Box], number: int) -> tuple[tuple[Box, ...], list[Box]]:
    """The headers that a cell names by id: those above it, and those in its row."""
    heads = [flat[index] for index in box.heads if flat[index].start < flat[index].end and flat[index] is not box]
    return (
        tuple(other for other in heads if other.row != number and not other.row < number < other.row + other.high),
        [other for other in heads if other.row == number or other.row < number < other.row + other.high],
    )
