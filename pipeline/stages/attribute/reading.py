"""How attribution reads a document: sentences, clauses, and what stands in them.

A clause is the text between two signs (comma, colon, semicolon …), with what is in brackets taken out and read as a clause of its
own. Its words are cues: the roles of ``attribution.toml``, the longest word first; what lies between them is open text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.periods import Period
    from pipeline.record import Figure

__all__ = ["Clause", "Reading", "Sentence", "Word", "read"]


@dataclass(frozen=True, slots=True)
class Word:
    """A cue in a clause, its place counted in the clause's own text."""

    start: int
    end: int
    text: str
    roles: frozenset[str]


@dataclass(slots=True)
class Clause:
    """A clause: its pieces in the document (what is in brackets is left out), its text, figures, times and cues.

    `host` is the clause around a bracket. `label` is whether it ends in a colon. `after` is the sign before it.
    """

    number: int
    sentence: int
    pieces: list[tuple[int, int]]
    text: str
    label: bool = False
    host: int | None = None
    figures: list[int] = field(default_factory=list)
    periods: list[int] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where it begins in the document."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the document."""
        return self.pieces[-1][1]

    def inside(self, place: int) -> int:
        """A place in the document as a place in `text`."""
        at = 0
        for start, end in self.pieces:
            if place < start:
                return at
            if place <= end:
                return at + place - start
            at += end - start
        return at

    def outside(self, place: int) -> int:
        """A place in `text` as a place in the document."""
        for start, end in self.pieces:
            if place <= end - start:
                return start + place
            place -= end - start
        return self.end


@dataclass(slots=True)
class Sentence:
    """A sentence: its place, its block, and its clauses in order (brackets after the clause that holds them)."""

    number: int
    block: int
    start: int
    end: int
    clauses: list[Clause] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A document as it was read: its text and language, sentences and clauses, periods and the figures' clauses."""

    text: str
    cues: Cues
    language: str
    document: Document
    figures: Sequence[Figure]
    periods: tuple[Period, ...]
    sentences: list[Sentence]
    clauses: list[Clause]
    clause_of: dict[int, int]
    by_block: dict[int, list[int]]


@functools.cache
def _signs(cues: Cues) -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = {pair[0]: pair[1] for pair in cues.of("brackets")}
    signs = [*cues.of("clause_ends"), *cues.of("sentence_ends"), *pairs, *pairs.values()]
    return re.compile(alternation(signs)), pairs


def read(document: Document, cues: Cues, periods: tuple[Period, ...]) -> Reading:
    """The document's sentences and clauses, with figures and periods in their places. One pass over the signs of the text."""
    text, figures = document.text.value, document.figures
    pattern, pairs = _signs(cues)
    closing = set(pairs.values())
    full, labels = set(cues.of("sentence_ends")), set(cues.of("label_ends"))
    held = sorted([(figure.start, figure.end) for figure in figures] + [(one.start, one.end) for one in periods])
    starts = [start for start, _ in held]
    reading = Reading(text, cues, document.language.code, document, figures, periods, [], [], {}, {})
    for number, block in enumerate(document.blocks):
        first = len(reading.sentences)
        _block(reading, number, block.start, block.end, pattern, pairs, closing, full, labels, held, starts)
        reading.by_block[number] = list(range(first, len(reading.sentences)))
    _place(reading)
    return reading


def _block(  # noqa: PLR0913 - the signs and what they may not split, prepared once
    reading: Reading,
    number: int,
    start: int,
    end: int,
    pattern: re.Pattern[str],
    pairs: dict[str, str],
    closing: set[str],
    full: set[str],
    labels: set[str],
    held: list[tuple[int, int]],
    starts: list[int],
) -> None:
    """The sentences of one block."""
    text = reading.text
    sentence = Sentence(len(reading.sentences), number, start, end)
    open_pieces: list[list[tuple[int, int]]] = [[]]
    at = start
    order: list[tuple[list[tuple[int, int]], bool, int]] = []

    def close(place: int, *, label: bool) -> None:
        nonlocal at
        open_pieces[-1].append((at, place))
        order.append((open_pieces[-1], label, len(open_pieces)))
        open_pieces[-1] = []

    def finish(place: int) -> None:
        nonlocal sentence, order
        made: list[tuple[int, Clause]] = []
        for pieces, label, depth in sorted(order, key=lambda entry: entry[0][0][0]):
            body = "".join(text[a:b] for a, b in pieces)
            if not body.strip():
                continue
            clause = Clause(len(reading.clauses), sentence.number, pieces, body, label)
            clause.host = next((one.number for level, one in reversed(made) if level < depth), None) if depth > 1 else None
            reading.clauses.append(clause)
            sentence.clauses.append(clause)
            made.append((depth, clause))
        sentence.end = place
        order = []
        if sentence.clauses:
            reading.sentences.append(sentence)
        sentence = Sentence(len(reading.sentences), number, place, end)

    for match in pattern.finditer(text, start, end):
        place, sign = match.start(), match.group()
        index = bisect_right(starts, place) - 1
        if index >= 0 and held[index][1] > place:
            continue
        if sign in pairs:
            open_pieces[-1].append((at, place))
            open_pieces.append([])
        elif sign in closing:
            if len(open_pieces) == 1:
                continue
            close(place, label=False)
            open_pieces.pop()
        elif sign in full and (len(open_pieces) == 1 or sign == "\n"):
            while len(open_pieces) > 1:
                close(place, label=False)
                open_pieces.pop()
                at = match.end()
            close(place, label=False)
            finish(match.end())
        else:
            if (
                sign == ","
                and text[place - 1 : place].isdigit()
                and text[place + 1 : place + 2].isdigit()
                and not (bisect_left(starts, place + 1) < len(starts) and starts[bisect_left(starts, place + 1)] == place + 1)
            ):
                continue
            close(place, label=sign in labels)
        at = match.end()
    while open_pieces:
        close(end, label=False)
        open_pieces.pop()
        at = end
    finish(end)


def _place(reading: Reading) -> None:
    """Put every figure and period into its clause, and find the cues of the sentences that hold figures."""
    spans = sorted((start, end, clause.number) for clause in reading.clauses for start, end in clause.pieces)
    starts = [start for start, _, _ in spans]

    def clause_at(place: int) -> Clause | None:
        index = bisect_right(starts, place) - 1
        while index >= 0 and index >= bisect_right(starts, place) - 3:
            if spans[index][0] <= place < max(spans[index][1], spans[index][0] + 1):
                return reading.clauses[spans[index][2]]
            index -= 1
        return None

    for index, figure in enumerate(reading.figures):
        clause = clause_at(figure.start)
        if clause is not None:
            clause.figures.append(index)
            reading.clause_of[index] = clause.number
    for index, period in enumerate(reading.periods):
        clause = clause_at(period.start) or clause_at(max(period.start, period.end - 1))
        if clause is not None:
            clause.periods.append(index)
    roles = reading.cues.roles
    wanted = {reading.clauses[clause].sentence for clause in reading.clause_of.values()}
    for sentence in reading.sentences:
        if sentence.number not in wanted and sentence.number + 1 not in wanted:
            continue
        for clause in sentence.clauses:
            clause.words = [
                Word(match.start(), match.end(), match.group(), roles[match.group()])
                for match in reading.cues.scanner.finditer(clause.text)
                if match.group()
            ]
