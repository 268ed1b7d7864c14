"""The containers that passages stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.document import Section
from pipeline.markup.elements import KINDS, ROLES
from pipeline.markup.tokens import attributes

if TYPE_CHECKING:
    from pipeline.markup.tree import Tree

__all__ = ["Sections"]


class Sections:
    """Every element with a passage within it, made when first asked for: parents come first.

    The names of a section are the words of its class, its id and its itemprop, in lower case.
    """

    __slots__ = ("_index", "_named", "_tree", "found")

    def __init__(self, tree: Tree) -> None:
        self.found = [Section(-1, "page", "", 0, len(tree.source))]
        self._tree = tree
        self._index = {0: 0}
        self._named: dict[str, tuple[str, str]] = {"": ("", ""), ">": ("", "")}

    def of(self, node: int) -> int:
        """The index of the section that the element `node` is."""
        index = self._index.get(node)
        if index is not None:
            return index
        tree, new = self._tree, [node]
        parents, known = tree.parents, self._index
        node = parents[node]
        while node not in known:
            new.append(node)
            node = parents[node]
        index = known[node]
        for inside in reversed(new):
            rest = tree.rests[inside]
            named = self._named.get(rest)
            if named is None:
                named = self._named[rest] = _named(rest)
            kind = ROLES.get(named[0]) or KINDS.get(tree.tags[inside], "group")
            known[inside] = len(self.found)
            self.found.append(Section(index, kind, named[1], tree.starts[inside], tree.ends[inside]))
            index = known[inside]
        return index


def _named(rest: str) -> tuple[str, str]:
    """The role and the names that a start tag gives."""
    found = attributes(rest)
    names = " ".join([found.get("class", ""), found.get("id", ""), found.get("itemprop", "")])
    return found.get("role", "").lower().strip(), " ".join(names.lower().split())
