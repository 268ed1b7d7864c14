"""A light tree over the tokens of a page: which element every run of text stands in, and where both are in the source.

The rules are those that matter for reading: which start tag ends which element, what an end tag may end, which walls hold.
They follow the HTML standard but for three things: text stays in source order (nothing is moved out of tables), a
formatting element that ends across a block loses only its own entry, and below a depth of 512 everything is kept flat.
The tree is a set of parallel lists, because a page has thousands of nodes and most of them are asked nothing. Past 300 lines
because the one hot loop is written out: a call a tag would cost more than all it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipeline.markup.elements import (
    BLOCK,
    BREAKOUT,
    CLOSES_P,
    CODE,
    DROPPED,
    FOREIGN,
    HEAD_CONTENT,
    HIDDEN,
    LINK,
    NAMES,
    QUOTE,
    RAISED,
    ROOTED,
    SHADE,
    STARTS,
    TABLE_PART,
    UNSEEN,
    VOID,
    named,
)
from pipeline.markup.opened import Open
from pipeline.markup.tokens import attributes, tokens

__all__ = ["BREAK", "CODE", "DEPTH", "DROPPED", "HIDDEN", "LINK", "QUOTE", "RAISED", "UNSEEN", "Tree", "grow"]

DEPTH: Final = 512
"""Elements nested deeper than this are kept as siblings."""

BREAK: Final = -1
"""In place of the node of a run: a line break."""

_IGNORED: Final = ROOTED | VOID
"""End tags that end nothing."""
_ENDING: Final = CLOSES_P | STARTS | TABLE_PART
"""Start tags that may end something first."""
_LISTS: Final = frozenset(["ul", "ol"])
_HIDES: Final = re.compile(r"(?i)display[\t\n\f\r ]*+:[\t\n\f\r ]*+none")
_SHOWN_RAW: Final = frozenset(["xmp", "iframe", "noembed", "noframes", "plaintext"])
_STANDARD: Final = re.compile(r"(?i)<!doctype[\t\n\f\r ]*+html([^>]*+)")
_QUIRKY: Final = re.compile(  # public identifiers of pages that old rules are kept for
    r"""(?i)["'](?:html|-/w3c/dtd[ ]html[ ]4\.0[ ]transitional/en|(?:\+//silmaril|-//(?:advasoft|as|ietf|metrius|microsoft
    |netscape|o'reilly|softquad|spyglass|sq|sun|webtechs|w3o)|-//w3c//dtd[ ](?:html[ ](?:3|4\.0[ ](?:frameset|transitional)//
    |experimental)|w3[ ]html))|-//w3c//dtd[ ]html[ ]4\.01[ ](?:frameset|transitional)//[^"']*+["'][\t\n\f\r ]*+$)""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Tree:
    """Elements and runs of text, as lists side by side. Node 0 is the page.

    Of node `n`: ``tags[n]``, ``parents[n]`` (smaller than `n`), the places ``starts[n]`` (of its start tag), ``inners[n]`` (of
    its content), ``untils[n]`` (end of its content), ``ends[n]`` (after its end tag), ``rests[n]`` (the start tag behind the
    name), ``blocks[n]`` (the nearest block element, itself included) and ``shades[n]`` (bits).

    Of text run `r`: its place ``run_starts[r]``, ``run_ends[r]``, ``run_nodes[r]`` (`BREAK` for a line break), ``run_shades[r]``
    and ``run_groups[r]``: runs between the same two edges of blocks share a group, which is what may become one passage.
    Blank runs are kept only behind text, and only groups with text are counted. ``begins[g]`` and ``stops[g]`` are the edges
    of group `g`, ``firsts[g]`` its first run.
    """

    source: str
    tags: list[str] = field(default_factory=lambda: [""])
    parents: list[int] = field(default_factory=lambda: [-1])
    starts: list[int] = field(default_factory=lambda: [0])
    inners: list[int] = field(default_factory=lambda: [0])
    untils: list[int] = field(default_factory=lambda: [-1])
    ends: list[int] = field(default_factory=lambda: [-1])
    rests: list[str] = field(default_factory=lambda: [""])
    blocks: list[int] = field(default_factory=lambda: [0])
    shades: list[int] = field(default_factory=lambda: [0])
    run_starts: list[int] = field(default_factory=list)
    run_ends: list[int] = field(default_factory=list)
    run_nodes: list[int] = field(default_factory=list)
    run_shades: list[int] = field(default_factory=list)
    run_groups: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def attributes(self, node: int) -> dict[str, str]:
        """The attributes of an element, values as written."""
        rest = self.rests[node]
        return attributes(rest) if len(rest) > 1 else {}

    def ancestors(self, node: int) -> list[str]:
        """The names of the elements around `node`, itself first.

        >>> tree = grow("<ul><li><b>x")
        >>> tree.ancestors(tree.run_nodes[0])
        ['b', 'li', 'ul']
        """
        names = []
        while node > 0:
            names.append(self.tags[node])
            node = self.parents[node]
        return names


def grow(source: str) -> Tree:  # noqa: PLR0912, PLR0915 - the one hot loop: calls would cost more than all its work
    """The tree of a page. Linear in its length, whatever the page does.

    >>> tree = grow("<p>a<b>c</b><p>d")
    >>> [(source, tree.tags[n]) for source, n in zip("acd", tree.run_nodes)]
    [('a', 'p'), ('c', 'b'), ('d', 'p')]
    """
    tree = Tree(source)
    opened = Open(tree)
    stack, count = opened.stack, opened.count
    tags, parents, starts, inners, untils, ends = tree.tags, tree.parents, tree.starts, tree.inners, tree.untils, tree.ends
    rests, blocks, shades, begins, stops = tree.rests, tree.blocks, tree.shades, tree.begins, tree.stops
    run_starts, run_ends, run_nodes = tree.run_starts, tree.run_ends, tree.run_nodes
    run_shades, run_groups, firsts = tree.run_shades, tree.run_groups, tree.firsts
    names = NAMES.copy()
    doctype = _STANDARD.search(source, 0, 4096)
    standard = doctype is not None and _QUIRKY.search(doctype[1]) is None
    overflow: dict[str, int] = {}
    at = began = top = shade = 0  # `began` is the last edge of a block, `top` what is open innermost, `shade` that of `top`
    group = -1
    filled = False  # whether there is text since `began`
    foreign = headed = False
    for text, end, tail, script, raw, name, rest, content, close, other in tokens(source):
        if text:
            until = at + len(text)
            if filled or not text.isspace():
                if shade & UNSEEN and tags[top] == "head" and not text.isspace():
                    opened.cut(len(stack) - 1, at)
                    top = stack[-1]
                    shade = shades[top]
                if not shade & UNSEEN:
                    if not filled:
                        filled = True
                        group += 1
                        begins.append(began)
                        firsts.append(len(run_starts))
                    run_starts.append(at)
                    run_ends.append(until)
                    run_nodes.append(top)
                    run_shades.append(shade)
                    run_groups.append(group)
            at = until
        place = at
        if end:
            at += 2 + len(end) + len(tail)
            known = names.get(end)
            if known is None:
                known = names[end] = named(end)
            tag, bits = known
            if bits & _IGNORED:
                if filled and tag == "br":
                    run_starts.append(place)
                    run_ends.append(at)
                    run_nodes.append(BREAK)
                    run_shades.append(0)
                    run_groups.append(group)
                continue
            if overflow and overflow.get(tag):
                overflow[tag] -= 1
            elif tags[top] == tag:
                del stack[-1]
                untils[top] = place
                ends[top] = at
                count[tag] -= 1
                top = stack[-1]
                shade = shades[top]
            else:
                ended = opened.end(tag, bits, place, at)
                top = stack[-1]
                shade = shades[top]
                if not ended:
                    continue
            if bits & BLOCK:
                if filled:
                    filled = False
                    stops.append(place)
                began = at
            if bits & FOREIGN:
                foreign = bool(count["svg"] or count["math"])
            continue
        if not name:
            at += len(other)
            if other == "<" and not shade & UNSEEN:  # text
                if not filled:
                    filled = True
                    group += 1
                    begins.append(began)
                    firsts.append(len(run_starts))
                run_starts.append(place)
                run_ends.append(at)
                run_nodes.append(top)
                run_shades.append(shade)
                run_groups.append(group)
            continue
        at += 1 + len(name) + len(rest)
        known = names.get(name)
        if known is None:
            known = names[name] = named(name)
        tag, bits = known
        if headed:
            headed = count["head"] > 0
            if headed and tag not in HEAD_CONTENT and not foreign and (depth := opened.find("head", 0)):
                opened.cut(depth, place)
                top = stack[-1]
                shade = shades[top]
        if foreign and tag in BREAKOUT:
            opened.cut(opened.find("svg", 0) or opened.find("math", 0) or len(stack), place)
            foreign = bool(count["svg"] or count["math"])
            top = stack[-1]
            shade = shades[top]
        if bits & _ENDING:
            if bits & CLOSES_P and count["p"] and (standard or tag != "table"):
                opened.close_p(place)
                top = stack[-1]
            if (
                bits & STARTS
                and (tag != "a" or count["a"])
                and (tag != "li" or tags[top] not in _LISTS)  # nothing to end there, as mostly
                and not opened.start(tag, place)
            ):
                top = stack[-1]
                shade = shades[top]
                continue
            if bits & TABLE_PART and not opened.part(tag, place):
                bits &= BLOCK | VOID
            top = stack[-1]
            shade = shades[top]
        elif bits & VOID and tag == "br":
            if filled:
                run_starts.append(place)
                run_ends.append(at)
                run_nodes.append(BREAK)
                run_shades.append(shade)
                run_groups.append(group)
            continue
        parent = top
        node = len(tags)
        tags.append(tag)
        parents.append(parent)
        starts.append(place)
        inners.append(at)
        rests.append(rest)
        own = shade | bits >> SHADE
        if len(rest) > 7 and not bits & VOID and ("hidden" in rest or "isplay" in rest or "ISPLAY" in rest):
            own |= _hidden(rest)
        shades.append(own)
        if bits & BLOCK:
            blocks.append(node)
            if filled:
                filled = False
                stops.append(place)
            began = at
        else:
            blocks.append(blocks[parent])
        if close or bits & VOID or script or raw or ((foreign or bits & FOREIGN) and rest.endswith("/>")):  # it ends here
            until = at + len(content)
            untils.append(until)
            if content and (filled or not content.isspace()) and not own & UNSEEN and (tag in _SHOWN_RAW or not (script or raw)):
                if not filled:
                    filled = True
                    group += 1
                    begins.append(began)
                    firsts.append(len(run_starts))
                run_starts.append(at)
                run_ends.append(until)
                run_nodes.append(node if script or raw or len(stack) < DEPTH else parent)
                run_shades.append(own)
                run_groups.append(group)
            at = until + len(close)
            ends.append(at)
            if bits & BLOCK:
                if filled:
                    filled = False
                    stops.append(until)
                began = at
        elif len(stack) < DEPTH:
            untils.append(at)
            ends.append(at)
            stack.append(node)
            top = node
            shade = own
            count[tag] += 1
            if bits & FOREIGN:
                foreign = True
            elif tag == "head":
                headed = True
        else:
            untils.append(at)
            ends.append(at)
            overflow[tag] = overflow.get(tag, 0) + 1
    opened.cut(1, len(source))
    tree.untils[0] = tree.ends[0] = len(source)
    if filled:
        stops.append(len(source))
    return tree


def _hidden(rest: str) -> int:
    """Whether a start tag hides its element: the attribute hidden, aria-hidden, or a style that says so."""
    found = attributes(rest)
    if "hidden" in found and found["hidden"].lower() != "until-found":
        return HIDDEN
    if found.get("aria-hidden", "").lower() == "true":
        return HIDDEN
    return HIDDEN if _HIDES.search(found.get("style", "")) else 0
