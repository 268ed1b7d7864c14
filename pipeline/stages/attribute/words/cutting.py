"""Cutting a block into sentences and clauses at its signs, brackets taken out of the clause around them."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.alternation import alternation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues

__all__ = ["LONGEST", "Cut", "Cutter", "Signs", "past", "signs"]

LONGEST = 2000
"""Characters of the longest sentence in any language: every figure looks back over its own, so one without end is cut."""


class Cut(NamedTuple):
    """A clause as cut: its pieces, whether a colon ends it, and how deep in brackets it is (1 is outside)."""

    pieces: list[tuple[int, int]]
    label: bool
    depth: int


class Signs(NamedTuple):
    """The signs of a language that end sentences and clauses, and its brackets."""

    pattern: re.Pattern[str]
    opening: frozenset[str]
    closing: frozenset[str]
    full: frozenset[str]
    labels: frozenset[str]


def past(held: list[tuple[int, int]], starts: list[int], place: int) -> int:
    """The first place from `place` on that lies in none of the held ones, which begin at `starts` and are sorted.

    >>> past([(0, 3), (5, 8)], [0, 5], 6)
    8
    """
    before = bisect_right(starts, place) - 1
    return max(place, held[before][1]) if before >= 0 else place


@functools.cache
def signs(cues: Cues) -> Signs:
    """The signs of a language's table."""
    pairs = cues.of("brackets")
    opening, closing = frozenset(pair[0] for pair in pairs), frozenset(pair[1] for pair in pairs)
    every = (*cues.of("clause_ends"), *cues.of("sentence_ends"), *opening, *closing)
    return Signs(
        re.compile(alternation(every)), opening, closing, frozenset(cues.of("sentence_ends")), frozenset(cues.of("label_ends"))
    )


class Cutter:
    """Cuts the blocks of one text. `held` are the places that no sign cuts: figures and times, sorted."""

    def __init__(self, text: str, table: Signs, held: list[tuple[int, int]]) -> None:
        self.text, self.table, self.held = text, table, held
        self.starts = [start for start, _ in held]
        self.stack: list[list[tuple[int, int]]] = [[]]
        self.cut: list[Cut] = []
        self.at = self.begun = 0

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int, list[Cut]]]:
        """The sentences of a block, each with its place and its clauses.

        One that is too long for any ends with a clause; one that is twice as long, for want of a sign, ends between figures.
        """
        self.at = self.begun = start
        self.stack, self.cut = [[]], []
        starts, held, full = self.starts, self.held, self.table.full
        for match in self.table.pattern.finditer(self.text, start, end):
            (place, after), sign = match.span(), match[0]
            before = bisect_right(starts, place) - 1
            if before >= 0 and held[before][1] > place:
                continue
            if place - self.begun > 2 * LONGEST:
                yield from self._endless(place)
            if not self._sign(place, sign):
                continue
            self.at = after
            if len(self.stack) == 1 and (sign in full or after - self.begun >= LONGEST):
                yield self._ended(after)
        yield from self._endless(end)
        self._close_all(end)
        yield self._ended(end)

    def _endless(self, end: int) -> Iterator[tuple[int, int, list[Cut]]]:
        """The sentences of what comes to `end` without a sign that ends one: cut in its brackets, or between any two signs."""
        while end - self.begun > 2 * LONGEST:
            signed = self.at - self.begun >= LONGEST
            cut = past(self.held, self.starts, self.at if signed else self.begun + 2 * LONGEST)
            if cut >= end:
                break
            self._close_all(cut)
            yield self._ended(cut)

    def _ended(self, place: int) -> tuple[int, int, list[Cut]]:
        """The sentence that ends at a place."""
        begun, cut, self.at, self.begun, self.cut = self.begun, self.cut, place, place, []
        return begun, place, cut

    def _sign(self, place: int, sign: str) -> bool:
        """Cut at a sign; False where it is none here."""
        table = self.table
        if sign in table.opening:
            self.stack[-1].append((self.at, place))
            self.stack.append([])
        elif sign in table.closing:
            if len(self.stack) == 1:
                return False
            self._close(place, label=False)
            self.stack.pop()
        elif sign in table.full and sign == "\n":
            self._close_all(place)
        elif sign == "," and self._digits(place):
            return False
        else:
            self._close(place, label=sign in table.labels)
        return True

    def _close(self, place: int, *, label: bool) -> None:
        pieces = self.stack[-1]
        pieces.append((self.at, place))
        self.cut.append(Cut(pieces, label, len(self.stack)))
        self.stack[-1] = []

    def _close_all(self, place: int) -> None:
        """Close the clause and those around its brackets, the innermost first."""
        while self.stack:
            self._close(place, label=False)
            self.stack.pop()
            self.at = place
        self.stack = [[]]

    def _digits(self, place: int) -> bool:
        """Whether a comma stands within a number that is no figure."""
        index = bisect_left(self.starts, place + 1)
        opens = index < len(self.starts) and self.starts[index] == place + 1
        return not opens and self.text[place - 1 : place].isdigit() and self.text[place + 1 : place + 2].isdigit()
