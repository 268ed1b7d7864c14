"""Tables drawn with pipes or tabs, in Markdown and in flat text."""

from __future__ import annotations

import re
from typing import Final

from pipeline.document import Passage
from pipeline.markup.flow import Flow
from pipeline.markup.inline import marks, pour
from pipeline.stages.blocks.tables import Box, arrange, place
from pipeline.text import Span

__all__ = ["bounds", "is_rule", "pipe_table"]

_RULE: Final = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:(?>\|[ \t]*+:?-++:?[ \t]*+))*+\|?[ \t]*+")
_CELL: Final = re.compile(r"(?:(?>[^|\\`]++|\\.?|`[^`]*+`?))*+")


def is_rule(line: str) -> bool:
    """Whether a line is the rule under a table's head.

    >>> is_rule("|---|:-:|"), is_rule("---"), is_rule("| a |")
    (True, False, False)
    """
    return "|" in line and "-" in line and _RULE.fullmatch(line) is not None


def bounds(source: str, start: int, end: int, separator: str = "|") -> list[Span]:
    """The cells of a line, without the pipes at its edges."""
    while start < end and source[start] in " \t\u3000" and separator == "|":
        start += 1
    while start < end and source[end - 1] in " \t\u3000" and separator == "|":
        end -= 1
    if separator == "\t":
        cells, at = [], start
        for text in source[start:end].split("\t"):
            cells.append(Span(at, at + len(text)))
            at += len(text) + 1
        return cells
    if start < end and source[start] == "|":
        start += 1
    if start < end and source[end - 1] == "|" and source[end - 2 : end - 1] != "\\":
        end -= 1
    cells = []
    at = start
    while at <= end:
        match = _CELL.match(source, at, end)
        after = match.end() if match else at
        cells.append(Span(at, after))
        at = after + 1
    return cells


def pipe_table(  # noqa: PLR0913 - a table is its lines and how they are to be read
    source: str,
    lines: list[tuple[int, int]],
    *,
    head: int = 0,
    separator: str = "|",
    above: list[tuple[int, int]] | None = None,
    emphasis: bool = True,
) -> Passage:
    """A table as a passage. `head` rows are its head, `above` lines before it say what its cells are."""
    first = above[0] if above else lines[0]
    start, end = first[0], lines[-1][1]
    flow = Flow(source, start)
    links = 0
    titles: list[Span] = []
    for line in above or []:
        at = flow.here()
        links += pour(flow, marks(source, *line, emphasis=emphasis), *line)
        titles.append(Span(at, flow.length))
        flow.between("\n")
    rows: list[list[Box]] = []
    waiting = "\n" if titles else ""
    for number, line in enumerate(lines):
        row: list[Box] = []
        for cell in bounds(source, *line, separator):
            box = Box("th" if number < head else "td", cell.start, cell.end)
            if row:
                waiting += "\t"
            flow.between(waiting)
            at, before = flow.here(), flow.length
            links += pour(flow, marks(source, *cell, emphasis=emphasis), *cell)
            box.start, box.end = (at, flow.length) if flow.length > before else (at, at)
            waiting = "" if flow.length > before else waiting
            row.append(box)
        rows.append(row)
        waiting += "\n"
    text = flow.text()
    place(rows)
    edits = flow.done(end)
    return Passage("table", start, end, text, edits, links=links, cells=arrange(rows, titles, text))
