"""The containers that passages stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.document import Section
from pipeline.markup.elements import KINDS, ROLES
from pipeline.markup.tokens import attributes

if TYPE_CHECKING:
    from pipeline.document import Passage
    from pipeline.markup.tree import Tree

__all__ = ["Sections", "under_headings"]

_NAMING: Final = frozenset(["class", "id", "itemprop", "role"])
"""The attributes that name an element."""
_KEY: Final = re.compile(r"""[\t\n\f\r /]*+([^\t\n\f\r />"'=]++)=""")
_ODD: Final = "?"
_CLASS: Final = ' class="'
_section: Final = tuple.__new__  # half the cost of a call of the named tuple, and a page has hundreds of sections


class Sections:
    """Every element with a passage within it, made when first asked for: parents come first.

    The names of a section are the words of its class, its id and its itemprop, in lower case.
    """

    __slots__ = ("_keys", "_named", "_tree", "found", "known")

    def __init__(self, tree: Tree) -> None:
        self.found = [Section(-1, "page", "", 0, len(tree.source))]
        self._tree = tree
        self.known = [-1] * len(tree.tags)  # element to section, -1 for those that nobody asked for
        self.known[0] = 0
        self._named: dict[str, tuple[str, str]] = {"": ("", ""), ">": ("", "")}
        self._keys: dict[str, str] = {}

    def of(self, node: int) -> int:
        """The index of the section that the element `node` is."""
        known, tree, found, heard = self.known, self._tree, self.found, self._named
        parents, rests, tags, starts, ends = tree.parents, tree.rests, tree.tags, tree.starts, tree.ends
        new = []
        while known[node] < 0:
            new.append(node)
            node = parents[node]
        index = known[node]
        while new:
            inside = new.pop()
            rest = rests[inside]
            named = heard.get(rest)
            if named is None:
                named = heard[rest] = _named(rest, self._keys)
            role, names = named
            kind = KINDS.get(tags[inside], "group")
            if role:
                kind = ROLES.get(role, kind)
            number = known[inside] = len(found)
            found.append(_section(Section, (index, kind, names, starts[inside], ends[inside])))
            index = number
        return index


def _named(rest: str, keys: dict[str, str]) -> tuple[str, str]:
    """The role and the names that a start tag gives; `keys` are what stands before a quoted value, as `_key` reads it.

    Nearly all tags have each value in double quotes right behind its name: these are cut at the quotes. Others are read as
    attributes.
    """
    if rest.startswith(_CLASS) and rest.find('"', len(_CLASS)) == len(rest) - 2 and rest[-1] == ">":  # nothing but a class
        return "", " ".join(rest[len(_CLASS) : -2].lower().split())
    pieces = rest.split('"')
    last = len(pieces) - 1
    odd = last % 2 or "=" in pieces[last] or "'" in pieces[last]
    found: dict[str, str] = {}
    for i in range(0, last, 2):
        key = keys.get(pieces[i])
        if key is None:
            key = keys[pieces[i]] = _key(pieces[i])
        if key == _ODD:
            odd = True
            break
        if key and key not in found:
            found[key] = pieces[i + 1]
    if odd:
        found = attributes(rest)
    if not found:
        return "", ""
    names = " ".join([found.get("class", ""), found.get("id", ""), found.get("itemprop", "")])
    return found.get("role", "").lower().strip(), " ".join(names.lower().split())


def _key(piece: str) -> str:
    """The name of a naming attribute out of what stands before its quote, empty for another, `_ODD` where there is more."""
    match = _KEY.fullmatch(piece)
    if match is None:
        return _ODD
    name = match[1].lower()
    return name if name in _NAMING else ""


def under_headings(source: str, found: list[Passage]) -> tuple[tuple[Passage, ...], tuple[Section, ...]]:
    """A section for each heading, over what follows it up to the next one of its level."""
    sections = [Section(-1, "page", "", 0, len(source))]
    opened: list[tuple[int, int]] = []  # index and level of the headings around
    passages = []
    for passage in found:
        if passage.level:
            while opened and opened[-1][1] >= passage.level:
                index = opened.pop()[0]
                sections[index] = sections[index]._replace(end=passage.raw_start)
            parent = opened[-1][0] if opened else 0
            sections.append(Section(parent, "section", "", passage.raw_start, len(source)))
            opened.append((len(sections) - 1, passage.level))
        passages.append(passage._replace(section=opened[-1][0]) if opened else passage)
    return tuple(passages), tuple(sections)
