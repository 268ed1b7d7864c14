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

__all__ = ["Cut", "Cutter", "Signs", "signs"]


_LONGEST = 2000
"""Characters of the longest sentence: every figure looks back over its own, so what goes on without end is cut at a clause."""


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
        self.at = 0

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int, list[Cut]]]:
        """The sentences of a block, each with its place and its clauses; one that is too long for any ends with a clause."""
        self.at, begun, self.stack, self.cut = start, start, [[]], []
        starts, held, full = self.starts, self.held, self.table.full
        for match in self.table.pattern.finditer(self.text, start, end):
            (place, after), sign = match.span(), match[0]
            before = bisect_right(starts, place) - 1
            inside = before >= 0 and held[before][1] > place
            if inside or not self._sign(place, after, sign):
                continue
            self.at = after
            if len(self.stack) == 1 and (sign in full or after - begun >= _LONGEST):
                yield begun, after, self.cut
                begun, self.cut = after, []
        while self.stack:
            self._close(end, label=False)
            self.stack.pop()
            self.at = end
        yield begun, end, self.cut

    def _sign(self, place: int, after: int, sign: str) -> bool:
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
            while len(self.stack) > 1:
                self._close(place, label=False)
                self.stack.pop()
                self.at = after
            self._close(place, label=False)
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

    def _digits(self, place: int) -> bool:
        """Whether a comma stands within a number that is no figure."""
        index = bisect_left(self.starts, place + 1)
        opens = index < len(self.starts) and self.starts[index] == place + 1
        return not opens and self.text[place - 1 : place].isdigit() and self.text[place + 1 : place + 2].isdigit()
