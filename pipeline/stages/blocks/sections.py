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

_SAYS: Final = re.compile(r"[CcIiRr](?ai:lass|d|temprop|ole)[\t\n\f\r =]")
"""What a start tag has in it that names its element."""
_section: Final = tuple.__new__  # half the cost of a call of the named tuple, and a page has hundreds of sections


class Sections:
    """Every element with a passage within it, made when first asked for: parents come first.

    The names of a section are the words of its class, its id and its itemprop, in lower case.
    """

    __slots__ = ("_named", "_tree", "found", "known")

    def __init__(self, tree: Tree) -> None:
        self.found = [Section(-1, "page", "", 0, len(tree.source))]
        self._tree = tree
        self.known = {0: 0}  # element to section, for those that were asked for
        self._named: dict[str, tuple[str, str]] = {"": ("", ""), ">": ("", "")}

    def of(self, node: int) -> int:
        """The index of the section that the element `node` is."""
        known, tree, found = self.known, self._tree, self.found
        parents, rests, tags, starts, ends = tree.parents, tree.rests, tree.tags, tree.starts, tree.ends
        new = []
        while node not in known:
            new.append(node)
            node = parents[node]
        index = known[node]
        while new:
            inside = new.pop()
            rest = rests[inside]
            named = self._named.get(rest)
            if named is None:
                named = self._named[rest] = _named(rest)
            role, names = named
            kind = KINDS.get(tags[inside], "group")
            if role:
                kind = ROLES.get(role, kind)
            number = known[inside] = len(found)
            found.append(_section(Section, (index, kind, names, starts[inside], ends[inside])))
            index = number
        return index


def _named(rest: str) -> tuple[str, str]:
    """The role and the names that a start tag gives: most have a class and nothing else."""
    if rest.startswith(' class="') and rest.find('"', 8) == len(rest) - 2 and rest[-1] == ">":
        return "", " ".join(rest[8:-2].lower().split())
    if _SAYS.search(rest) is None:
        return "", ""
    found = attributes(rest)
    names = " ".join([found.get("class", ""), found.get("id", ""), found.get("itemprop", "")])
    return found.get("role", "").lower().strip(), " ".join(names.lower().split())


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
