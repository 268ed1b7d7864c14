"""The elements that are open at a place of a page, and the rules of which tag ends which of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pipeline.markup.elements import (
    ELEMENTS,
    FORMATTING,
    HEADINGS,
    IMPLIED,
    ITEM_WALL,
    LINK,
    P_WALL,
    SCOPE,
    SPECIAL,
    TABLE_PART,
)

if TYPE_CHECKING:
    from pipeline.markup.tree import Tree

__all__ = ["Open"]

_ENDED: Final = {
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr",),
    "": ("tbody", "thead", "tfoot", "tr", "caption", "colgroup"),
}
"""What the start of a table's part ends; that of any other part is under the empty name."""


class Open:
    """The elements that are open, and the rules for ending them."""

    __slots__ = ("count", "met", "stack", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack = [0]
        self.count: defaultdict[str, int] = defaultdict(int)
        self.met: dict[tuple[str, int], tuple[int, int, int]] = {}

    def cut(self, depth: int, place: int) -> None:
        """End, at `place`, what is open from `depth` of the stack upward."""
        tree, count = self.tree, self.count
        for node in self.stack[depth:]:
            tree.untils[node] = tree.ends[node] = place
            count[tree.tags[node]] -= 1
        del self.stack[depth:]

    def find(self, tag: str, walls: int) -> int:
        """How deep the nearest open `tag` is, no element with one of the bits `walls` being above it; 0 if there is none.

        A search that met a wall is not repeated while the wall stands and no other `tag` was opened.
        """
        opened = self.count.get(tag)
        if not opened:
            return 0
        tags, stack = self.tree.tags, self.stack
        met = self.met.get((tag, walls))
        if met is not None and met[0] < len(stack) and stack[met[0]] == met[1] and met[2] == opened:
            return 0
        for depth in range(len(stack) - 1, 0, -1):
            name = tags[stack[depth]]
            if name == tag:
                return depth
            if ELEMENTS.get(name, 0) & walls:
                self.met[tag, walls] = depth, stack[depth], opened
                return 0
        return 0

    def close_p(self, place: int) -> None:
        """End an open paragraph, if there is one on this side of the walls."""
        depth = self.find("p", P_WALL)
        if depth:
            self.cut(depth, place)

    def start(self, tag: str, place: int) -> bool:  # noqa: PLR0912 - a rule an element, as in the standard
        """End what the start tag of `tag` ends. False if the tag itself is to be ignored."""
        tree, stack = self.tree, self.stack
        top = tree.tags[stack[-1]]
        if tag in {"a", "nobr"}:
            if self.count[tag] and (depth := self.find(tag, SCOPE)):
                self._end_formatting(depth, place, place)
        elif tag in {"li", "dd", "dt"}:
            self._end_item(tag, place)
        elif tag in HEADINGS:
            if self.count["p"]:
                self.close_p(place)
            if tree.tags[stack[-1]] in HEADINGS:
                self.cut(len(stack) - 1, place)
        elif tag in {"option", "optgroup"}:
            if top == "option":
                self.cut(len(stack) - 1, place)
            if tag == "optgroup" and tree.tags[stack[-1]] == "optgroup":
                self.cut(len(stack) - 1, place)
        elif tag in {"rt", "rp", "rb", "rtc"}:
            if top in {"rt", "rp", "rb"} or (top == "rtc" and tag in {"rb", "rtc"}):
                self.cut(len(stack) - 1, place)
        elif tag in {"button", "select"}:
            if depth := self.find(tag, SCOPE):
                self.cut(depth, place)
        elif tag == "table":
            part = ELEMENTS.get(top, 0) & TABLE_PART and top not in {"td", "th", "caption"}
            if (part or top == "table") and (depth := self.find("table", 0)):
                self.cut(depth, place)
        elif tag == "form":
            return not self.count["form"]
        elif tag in {"html", "frameset"}:
            return len(tree.tags) == 1 or tag == "frameset"
        elif tag in {"head", "body"}:
            return not self.count[tag] and not self.count["body"]
        return True

    def _end_item(self, tag: str, place: int) -> None:
        depth = self.find("li", ITEM_WALL) if tag == "li" else max(self.find("dd", ITEM_WALL), self.find("dt", ITEM_WALL))
        if depth:
            self.cut(depth, place)
        if self.count["p"]:
            self.close_p(place)

    def part(self, tag: str, place: int) -> bool:
        """End what the start of a table part ends. False where there is no table for it."""
        tree, stack = self.tree, self.stack
        ended = _ENDED.get(tag, _ENDED[""])
        cut = 0
        for depth in range(len(stack) - 1, 0, -1):
            name = tree.tags[stack[depth]]
            if name in {"table", "template"}:
                if cut:
                    self.cut(cut, place)
                return True
            if name in ended or name == "caption":
                cut = depth
        return False

    def end(self, tag: str, bits: int, place: int, after: int) -> bool:
        """What an end tag at ``[place, after)`` ends. False if nothing."""
        tree, stack = self.tree, self.stack
        if bits & FORMATTING:
            depth = self.find(tag, SCOPE)
            if depth:
                self._end_formatting(depth, place, after)
            return False
        if tag in HEADINGS:
            depth = max((self.find(name, SCOPE) for name in HEADINGS if self.count[name]), default=0)
        elif tag == "p":
            depth = self.find(tag, SCOPE) if self.count["p"] else 0
            if not depth:
                return True
        elif tag in {"table", "tr", "tbody", "thead", "tfoot", "caption"}:
            depth = self._part_of_table(tag)
        elif bits & SPECIAL:
            depth = self.find(tag, SCOPE)
            if not depth and bits & SCOPE:
                depth = self._part_of_table(tag) if bits & TABLE_PART else self.find(tag, SCOPE)
        else:
            depth = self.find(tag, SPECIAL)
        if not depth:
            return False
        node = stack[depth]
        if tag == "form" and any(tree.tags[n] not in IMPLIED for n in stack[depth + 1 :]):
            tree.untils[node], tree.ends[node] = place, after
            self.count[tag] -= 1
            del stack[depth]
            return True
        self.cut(depth, place)
        tree.ends[node] = after
        return True

    def _part_of_table(self, tag: str) -> int:
        """How deep `tag` is open within the innermost table."""
        if not self.count[tag]:
            return 0
        tags, stack = self.tree.tags, self.stack
        for depth in range(len(stack) - 1, 0, -1):
            name = tags[stack[depth]]
            if name == tag:
                return depth
            if name in {"table", "template"}:
                return 0
        return 0

    def _end_formatting(self, depth: int, place: int, after: int) -> None:
        """End a formatting element: alone if a block opened within it is still open, else with all that is within it."""
        tree, stack = self.tree, self.stack
        node = stack[depth]
        if any(ELEMENTS.get(tree.tags[n], 0) & SPECIAL for n in stack[depth + 1 :]):
            tree.untils[node], tree.ends[node] = place, after
            self.count[tree.tags[node]] -= 1
            del stack[depth]
            if tree.tags[node] == "a":
                for inside in stack[depth:]:
                    tree.shades[inside] &= ~LINK
            return
        self.cut(depth, place)
        tree.ends[node] = after
