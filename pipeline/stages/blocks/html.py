"""HTML to passages, sections and hints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.document import Passage, Section
from pipeline.markup.elements import KINDS, ROLES
from pipeline.markup.flow import Flow
from pipeline.markup.tokens import attributes
from pipeline.markup.tree import BREAK, CODE, DROPPED, HIDDEN, LINK, QUOTE, Tree, grow
from pipeline.stages.blocks.hints import hints
from pipeline.text import Edit

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["html"]

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
_LINES: Final = 3
_LONG_LINE: Final = 25


def html(document: Document) -> Document:
    """The document with its passages, sections and hints, read from its markup."""
    tree = grow(document.text.value)
    sections = Sections(tree)
    passages = tuple(_passages(tree, sections))
    return replace(document, passages=passages, sections=tuple(sections.found), hints=hints(tree))


class Sections:
    """The containers of passages, made when first asked for: parents first."""

    __slots__ = ("found", "index", "names", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found = [Section(-1, "page", "", 0, len(tree.source))]
        self.index = {0: 0}
        self.names: dict[str, tuple[str, str]] = {}

    def of(self, node: int) -> int:
        """The index of the section that `node` is."""
        index = self.index.get(node)
        if index is not None:
            return index
        tree, new = self.tree, []
        while node not in self.index:
            new.append(node)
            node = tree.parents[node]
        index = self.index[node]
        for inside in reversed(new):
            role, names = self._named(tree.rests[inside])
            kind = ROLES.get(role) or KINDS.get(tree.tags[inside], "group")
            self.found.append(Section(index, kind, names, tree.starts[inside], tree.ends[inside]))
            index = self.index[inside] = len(self.found) - 1
        return index

    def _named(self, rest: str) -> tuple[str, str]:
        if len(rest) < 4:
            return "", ""
        found = self.names.get(rest)
        if found is None:
            attrs = attributes(rest)
            names = " ".join(attrs[key] for key in ("class", "id", "itemprop") if attrs.get(key))
            found = self.names[rest] = attrs.get("role", "").lower(), " ".join(names.lower().split())
        return found


def _passages(tree: Tree, sections: Sections) -> list[Passage]:
    groups = tree.run_groups
    found: list[Passage] = []
    total = len(groups)
    first = 0
    while first < total:
        group = groups[first]
        last = first + 1
        while last < total and groups[last] == group:
            last += 1
        _add_group(tree, sections, first, last, found)
        first = last
    return _joined(found)


def _joined(found: list[Passage]) -> list[Passage]:
    """The passages with those that say nothing (``&nbsp;`` alone) joined to one, hidden, where several follow one another."""
    kept: list[Passage] = []
    for passage in found:
        if not passage.text and kept and not kept[-1].text:
            start, end = kept[-1].raw_start, passage.raw_end
            kept[-1] = replace(kept[-1], raw_end=end, edits=(Edit(start, end, ""),))
        else:
            kept.append(passage)
    return kept


def _add_group(tree: Tree, sections: Sections, first: int, last: int, found: list[Passage]) -> None:
    """The passages of one group of runs: one, or several where line breaks part them."""
    nodes = tree.run_nodes
    block = tree.blocks[nodes[first]]
    tag = tree.tags[block]
    kind = _KIND.get(tag, "paragraph")
    if kind == "paragraph" and tree.run_shades[first] & QUOTE:
        kind = "quote"
    level = int(tag[1]) if kind == "heading" else 0
    section = sections.of(block)
    lines = _lines(tree, first, last)
    if len(lines) == 1:
        group = tree.run_groups[first]
        whole = tree.inners[block] == tree.begins[group] and tree.untils[block] == tree.stops[group]
        found.append(_passage(tree, lines[0], kind, level, section, block if whole else -1))
        return
    for line in lines:
        found.append(_passage(tree, line, kind, level, section, -1))


def _lines(tree: Tree, first: int, last: int) -> list[list[int]]:
    """The runs of a group, parted at line breaks."""
    nodes = tree.run_nodes
    if BREAK not in nodes[first:last]:
        return [list(range(first, last))]
    lines: list[list[int]] = [[]]
    for run in range(first, last):
        if nodes[run] == BREAK:
            lines.append([])
        else:
            lines[-1].append(run)
    source = tree.source
    return [line for line in lines if any(not source[tree.run_starts[run] : tree.run_ends[run]].isspace() for run in line)]


def _passage(tree: Tree, runs: list[int], kind: str, level: int, section: int, whole: int) -> Passage:
    source, starts, ends, shades = tree.source, tree.run_starts, tree.run_ends, tree.run_shades
    a, b = runs[0], runs[-1]
    while source[starts[a] : ends[a]].isspace():
        a += 1
    while source[starts[b] : ends[b]].isspace():
        b -= 1
    if whole > 0:
        start, end = tree.starts[whole], tree.ends[whole]
    else:
        start = _opening(tree, a)
        end = _closing(tree, b)
    flow = Flow(source, start)
    links = 0
    visible = False
    for run in runs:
        if run < a or run > b or shades[run] & DROPPED:
            continue
        length = flow.add(starts[run], ends[run])
        if shades[run] & LINK:
            links += length
        if not shades[run] & HIDDEN:
            visible = True
    text = flow.text()
    return Passage(
        kind=kind,
        raw_start=start,
        raw_end=end,
        text=text,
        edits=flow.done(end),
        section=section,
        links=links,
        level=level,
        visible=visible and bool(text),
    )


def _opening(tree: Tree, run: int) -> int:
    """Where the inline elements around a run begin, those that begin after the edge of its group; else its first character."""
    edge = tree.begins[tree.run_groups[run]]
    if run and tree.run_groups[run - 1] == tree.run_groups[run]:
        edge = max(edge, tree.run_ends[run - 1])
    start = tree.run_starts[run]
    text = tree.source[start : tree.run_ends[run]]
    place = start + len(text) - len(text.lstrip())
    node = tree.run_nodes[run]
    while node > 0 and tree.starts[node] >= edge and tree.blocks[node] != node:
        place = tree.starts[node]
        node = tree.parents[node]
    return place


def _closing(tree: Tree, run: int) -> int:
    edge = tree.stops[tree.run_groups[run]]
    if run + 1 < len(tree.run_groups) and tree.run_groups[run + 1] == tree.run_groups[run]:
        edge = min(edge, tree.run_starts[run + 1])
    text = tree.source[tree.run_starts[run] : tree.run_ends[run]]
    place = tree.run_starts[run] + len(text.rstrip())
    node = tree.run_nodes[run]
    while node > 0 and tree.ends[node] <= edge and tree.blocks[node] != node:
        place = tree.ends[node]
        node = tree.parents[node]
    return place
