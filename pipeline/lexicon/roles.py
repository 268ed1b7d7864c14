"""The words of a role, asked where they stand: whether one is among them, begins or ends a text, or is the longest there.

It is a tuple, which `str.startswith` and `str.endswith` take as it is; mypyc compiles no such class, so it stands by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

__all__ = ["Words"]


class Words(tuple[str, ...]):  # noqa: SLOT001 - a tuple holds nothing else in slots
    """The words of a role in the order of the file; whether one is among them, or begins or ends a text, takes one step.

    >>> words = Words(("但", "同时"))
    >>> words[0], "同时" in words, words.begin("同时增长"), words.end("增长")
    ('但', True, True, False)
    """

    held: frozenset[str]
    by_first: Mapping[str, tuple[str, ...]]
    by_last: Mapping[str, tuple[str, ...]]

    def __new__(cls, words: Iterable[str] = ()) -> Self:
        """The words, the same as a set, and by their first and last characters."""
        made = super().__new__(cls, words)
        made.held = frozenset(made)
        made.by_first, made.by_last = _grouped(made, 0), _grouped(made, -1)
        return made

    def __contains__(self, word: object) -> bool:
        """Whether a word is one of them."""
        return word in self.held

    def begin(self, text: str, at: int = 0) -> bool:
        """Whether one of them stands at a place of a text."""
        return text.startswith(self.by_first.get(text[at : at + 1], ()), at)

    def end(self, text: str) -> bool:
        """Whether a text ends in one of them."""
        return text.endswith(self.by_last.get(text[-1:], ()))

    def end_at(self, text: str, place: int) -> bool:
        """Whether what is before a place of a text ends in one of them."""
        return text.endswith(self.by_last.get(text[place - 1 : place], ()), 0, place)

    def strange(self, text: str) -> bool:
        """Whether no character of a text begins one of them, so that none can be in it: asked before they are looked for."""
        return self.by_first.keys().isdisjoint(text)

    def first(self, text: str, at: int = 0) -> str:
        """The first of them that stands at a place of a text; empty where none does."""
        for word in self.by_first.get(text[at : at + 1], ()):
            if text.startswith(word, at):
                return word
        return ""

    def longest(self, text: str, at: int = 0) -> str:
        """The longest of them that stands at a place of a text; empty where none does.

        >>> Words(("上市", "上市公司")).longest("一家上市公司", 2)
        '上市公司'
        """
        return max([word for word in self.by_first.get(text[at : at + 1], ()) if text.startswith(word, at)], key=len, default="")

    def longest_last(self, text: str) -> str:
        """The longest of them that a text ends in; empty where it ends in none."""
        return max([word for word in self.by_last.get(text[-1:], ()) if text.endswith(word)], key=len, default="")

    def last(self, text: str) -> str:
        """The first of them that a text ends in; empty where it ends in none."""
        for word in self.by_last.get(text[-1:], ()):
            if text.endswith(word):
                return word
        return ""


def _grouped(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """Words by the character at a place in them, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[place]] = (*found.get(word[place], ()), word)
    return found
