"""A set of words that is read at a place in a text: the longest one that starts there, or ends there.

The stages ask this question several times for each number, so it has to cost next to nothing where there is no word: one
look at a dictionary of first (or last) characters, then one look for each length that such words have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Words", "capitals"]

T = TypeVar("T")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""A word that begins or ends with one of these is not read inside a longer Latin word."""


def _lengths(words: Mapping[str, object], at: int) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
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

    __slots__ = ("_first", "_last", "words")

    def __init__(self, words: Mapping[str, T]) -> None:
        self.words: dict[str, T] = dict(words)
        self._first = _lengths(words, 0)
        self._last = _lengths(words, -1)

    def __len__(self) -> int:
        return len(self.words)

    def after(self, text: str, at: int) -> tuple[int, T] | None:
        """Where the longest word that starts at `at` ends, and its meaning."""
        lengths = self._first.get(text[at : at + 1])
        if lengths is not None:
            words = self.words
            for length in lengths:
                word = text[at : at + length]
                if word in words and not (word[-1] in LETTERS and text[at + length : at + length + 1] in LETTERS):
                    return at + len(word), words[word]
        return None

    def before(self, text: str, at: int) -> tuple[int, T] | None:
        """Where the longest word that ends at `at` starts, and its meaning."""
        if at <= 0:
            return None
        lengths = self._last.get(text[at - 1])
        if lengths is not None:
            words = self.words
            for length in lengths:
                if length <= at:
                    word = text[at - length : at]
                    if word not in words or (word[-1] in LETTERS and text[at : at + 1] in LETTERS):
                        continue
                    if not (word[0] in LETTERS and at > length and text[at - length - 1] in LETTERS):
                        return at - length, words[word]
        return None

    def within(self, text: str, start: int, end: int) -> tuple[int, int, T] | None:
        """The last word that lies in ``text[start:end]``, nearest to its end: its place and meaning. Linear in the piece."""
        lengths = self._last
        for at in range(end, start, -1):
            last = text[at - 1]
            if last not in lengths or (last in LETTERS and text[at : at + 1] in LETTERS):
                continue  # no word ends here, or in the middle of a longer one
            found = self.before(text, at)
            if found is not None and found[0] >= start:
                return found[0], at, found[1]
        return None
