"""Many words looked for at once: the longest at each place, in a few steps a character however many words there are.

A place is judged by its next two characters, which say how long the words are that open with them. Where words are of a script
without spaces this is several times as fast as a regular expression of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Scanner"]

_PAIR = 2


class Scanner:
    """Finds words in a text, the longest at each place.

    >>> scanner = Scanner(["上半年", "上年", "上半年度", "同"])
    >>> list(scanner.scan("上半年度与上年同期"))
    [(0, 4), (5, 7), (7, 8)]
    >>> scanner.at("上半年", 0), scanner.at("上半", 0)
    (3, 0)
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(word for word in words if word)
        self.single = frozenset(word for word in self.words if len(word) == 1)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:_PAIR], set()).add(len(word))
        self.lengths = {opening: tuple(sorted(held, reverse=True)) for opening, held in lengths.items()}
        self.opening = frozenset(word[0] for word in self.words)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """The places of the words in ``[start, end)``, in order, none within another. Linear in the text."""
        text = text if end is None else text[:end]
        opened, words, single = self.lengths.get, self.words, self.single
        at, size = start, len(text)
        while at < size:
            lengths = opened(text[at : at + _PAIR])
            if lengths is not None:
                for length in lengths:
                    word = text[at : at + length]
                    if word in words:
                        yield at, at + len(word)
                        at += len(word)
                        break
                else:
                    if text[at] in single:
                        yield at, at + 1
                    at += 1
                continue
            if text[at] in single:
                yield at, at + 1
            at += 1

    def few(self, text: str) -> Iterator[tuple[int, int]]:
        """The same where the words are few: most places are passed over by their first character alone.

        A regular expression of all of them is faster still, but not where it is made for one page.
        """
        opening, stop = self.opening, 0
        for at in [at for at, sign in enumerate(text) if sign in opening]:
            length = self.at(text, at) if at >= stop else 0
            if length:
                stop = at + length
                yield at, stop

    def at(self, text: str, place: int) -> int:
        """The length of the longest word that stands at a place, 0 where none does."""
        for length in self.lengths.get(text[place : place + _PAIR], ()):
            word = text[place : place + length]
            if word in self.words:
                return len(word)
        return int(text[place : place + 1] in self.words)
