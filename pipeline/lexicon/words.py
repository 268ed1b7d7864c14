"""A set of words that is read at a place in a text: the longest one that starts there, or ends there.

The stages ask this question several times for each number, so it has to cost next to nothing where there is no word: one
look at a set of first (or last) characters, one at a dictionary of the first (or last) two, then one look for each length that
such words have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Words", "capitals"]

T = TypeVar("T")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""A word that begins or ends with one of these is not read inside a longer Latin word."""


def _lengths(words: Iterable[str], edge: slice) -> dict[str, tuple[int, ...]]:
    """The lengths of the words with the same two characters at an edge, longest first; words of one character are left out."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            lengths.setdefault(word[edge], set()).add(len(word))
    return {key: tuple(sorted(value, reverse=True)) for key, value in lengths.items()}


def capitals(words: Mapping[str, T]) -> dict[str, T]:
    """The words, and those in small Latin letters with a capital too, as they open a sentence or stand in a title."""
    found = dict(words)
    for word, meaning in words.items():
        if word.isascii() and len(word) > 1 and word[0].islower() and word.replace(" ", "").isalpha() and word.islower():
            found.setdefault(word.capitalize(), meaning)
            found.setdefault(word.title(), meaning)
    return found


class Words(Generic[T]):
    """Words with a meaning each, found at a place. Immutable.

    >>> words = Words({"美元": "USD", "元": "CNY"})
    >>> words.after("5美元", 1)
    (3, 'USD')
    >>> words.before("5美元", 3)
    (1, 'USD')
    >>> words.after("5美元", 0) is None
    True
    """

    __slots__ = ("_first", "_heads", "_last", "_signs", "_tails", "words")

    _first: dict[str, tuple[int, ...]]
    _last: dict[str, tuple[int, ...]]
    _heads: frozenset[str]
    _tails: frozenset[str]

    def __init__(self, words: Mapping[str, T]) -> None:
        self.words: dict[str, T] = dict(words)
        self._signs = {word: meaning for word, meaning in self.words.items() if len(word) == 1}

    def __getattr__(self, name: str) -> Any:
        """An edge is prepared when the first word is looked for there: many tables are only ever read at one."""
        if name in {"_first", "_heads"}:
            self._first, self._heads = _lengths(self.words, slice(2)), frozenset([word[:1] for word in self.words])
        elif name in {"_last", "_tails"}:
            self._last, self._tails = _lengths(self.words, slice(-2, None)), frozenset([word[-1:] for word in self.words])
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def __len__(self) -> int:
        return len(self.words)

    def after(self, text: str, at: int) -> tuple[int, T] | None:
        """Where the longest word that starts at `at` ends, and its meaning."""
        if text[at : at + 1] not in self._heads:
            return None
        lengths = self._first.get(text[at : at + 2])
        if lengths is not None:
            words = self.words
            for length in lengths:
                word = text[at : at + length]
                if word in words and not (word[-1] in LETTERS and text[at + length : at + length + 1] in LETTERS):
                    return at + len(word), words[word]
        if self._signs:
            sign = text[at : at + 1]
            if sign in self._signs and not (sign in LETTERS and text[at + 1 : at + 2] in LETTERS):
                return at + 1, self._signs[sign]
        return None

    def before(self, text: str, at: int) -> tuple[int, T] | None:
        """Where the longest word that ends at `at` starts, and its meaning."""
        if at <= 0 or text[at - 1] not in self._tails:
            return None
        lengths = self._last.get(text[at - 2 : at]) if at > 1 else None
        if lengths is not None:
            if text[at - 1] in LETTERS and text[at : at + 1] in LETTERS:
                return None
            words = self.words
            for length in lengths:
                if length <= at:
                    word = text[at - length : at]
                    if word in words and not (word[0] in LETTERS and at > length and text[at - length - 1] in LETTERS):
                        return at - length, words[word]
        if self._signs:
            sign = text[at - 1]
            if sign in self._signs and not (
                sign in LETTERS and (text[at : at + 1] in LETTERS or (at > 1 and text[at - 2] in LETTERS))
            ):
                return at - 1, self._signs[sign]
        return None

    def within(self, text: str, start: int, end: int) -> tuple[int, int, T] | None:
        """The last word that lies in ``text[start:end]``, nearest to its end: its place and meaning. Linear in the piece."""
        if not self.words:
            return None
        lengths, signs, tails = self._last, self._signs, self._tails
        for at in range(end, start, -1):
            if text[at - 1] in tails and (text[at - 2 : at] in lengths or text[at - 1] in signs):
                found = self.before(text, at)
                if found is not None and found[0] >= start:
                    return found[0], at, found[1]
        return None
