"""How attribution reads a document: sentences, clauses, and what stands in them.

A clause is the text between two signs (comma, colon, semicolon …), with what is in brackets taken out and read as a clause of its
own. Its words are cues: the roles of ``attribution.toml``, the longest word first; what lies between them is open text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from pipeline.chronology import Period
from pipeline.document import Document
from pipeline.lexicon.attribution import Cues, Word
from pipeline.lexicon.currencies import currencies
from pipeline.lexicon.periods import period_words
from pipeline.lexicon.scripts import is_ideograph
from pipeline.lexicon.units import units
from pipeline.record import Figure
from pipeline.stages.attribute.words.cutting import Cutter, signs
from pipeline.stages.attribute.words.parse import Parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.words.cutting import Cut

__all__ = ["COUNTED", "Clause", "Reading", "Sentence", "Word", "read"]

COUNTED = 200_000
"""Characters in which names are counted: the longest articles have a tenth of it."""
_start = attrgetter("start")
_BETWEEN = "\0"
_TRADITIONAL = "Hant"
_DATELINE = 16
"""Characters of a dateline before its date."""


@dataclass(slots=True)
class Clause:
    """A clause: its pieces in the document (what is in brackets is left out), its text, figures, times and cues.

    `host` is the clause around a bracket. `label` is whether it ends in a colon.
    """

    number: int
    sentence: int
    pieces: list[tuple[int, int]]
    text: str
    label: bool = False
    host: int | None = None
    figures: Sequence[int] = ()
    periods: Sequence[int] = ()
    places: Sequence[tuple[int, int]] = ()
    """Where the figures stand in `text`."""
    times: Sequence[tuple[int, int]] = ()
    """Where the periods stand in `text`."""
    words: Sequence[Word] = ()
    starts: Sequence[int] = ()
    """Where the words begin, for a quick look at some of them."""
    spans: Sequence[tuple[int, int]] = ()
    """Where the times stand in `text`."""
    sent: int = 0
    """Where it begins behind who reports it, where and when (中国经济网北京11月6日讯|旭升集团今日复牌)."""
    opens: int = -1
    """Where what it speaks of begins in `text`, once `topics.begins` has been asked for it."""
    parse: Parse | None = None
    """Its shallow parse, once `parsing.parsed` has been asked for it."""

    def between(self, low: int, high: int) -> Sequence[Word]:
        """The cues that stand within ``[low, high)`` of `text`, in order."""
        words, starts = self.words, self.starts
        first = bisect_left(starts, low)
        last = bisect_left(starts, high, first)
        if last > first and words[last - 1].end > high:
            last -= 1
        return words[first:last]

    def last(self, place: int) -> Word | None:
        """The last cue that begins before a place of `text`."""
        at = bisect_left(self.starts, place)
        return self.words[at - 1] if at else None

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
        if len(self.pieces) == 1:
            start, end = self.pieces[0]
            return 0 if place < start else place - start if place < end else end - start
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
    labelled: bool = False
    """Whether a colon ends one of its clauses."""

    def before(self, clause: Clause, most: int) -> list[Clause]:
        """Some of the clauses before one, the nearest first."""
        at = clause.number - self.clauses[0].number
        return self.clauses[max(0, at - most) : at][::-1]


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
    joined: str = ""
    """The texts of all clauses, one after another, with a sign between them that is in none."""
    rounds: bool = False
    """Whether the title says that this is a round-up of a market."""
    country: str = ""
    """What the country (全国, 我国) is for those that the text was written for."""
    begins: list[int] = field(default_factory=list)
    """Where the clauses begin there."""
    phrases: dict[tuple[int, int, int, bool], object] = field(default_factory=dict)
    """The noun phrases that `phrase.split` has been asked for, by clause, place and whether a company leads the article."""

    def times(self, words: str) -> int:
        """How often the text says some words, in what is asked of each of its names: in no more of it than a book has."""
        return self.text.count(words, 0, COUNTED)

    def neighbour(self, words: str, *, behind: bool) -> str:
        """The Chinese character that always stands right behind some words, or before them; empty where no one does."""
        found, at = "", self.text.find(words, 0, COUNTED)
        while at >= 0:
            place = at + len(words) if behind else at - 1
            sign = self.text[place : place + 1] if place >= 0 else ""
            if not is_ideograph(sign) or (found and sign != found):
                return ""
            found, at = sign, self.text.find(words, at + 1, COUNTED)
        return found

    def said_between(self, start: int, stop: int) -> tuple[Period, ...]:
        """The times that begin in ``[start, stop)``."""
        first = bisect_left(self.periods, start, key=_start)
        return self.periods[first : bisect_left(self.periods, stop, first, key=_start)]

    def said_at(self, place: int) -> Period | None:
        """The time that begins at a place; None where none does."""
        return next(iter(self.said_between(place, place + 1)), None)

    def holding(self, phrase: str, first: int = 0, last: int | None = None) -> Iterator[Clause]:
        """The clauses that hold a phrase, in order, among those from `first` up to `last`."""
        begins = self.begins
        end = begins[-1] if last is None else begins[last]
        at = self.joined.find(phrase, begins[first], end)
        while 0 <= at < end:
            number = bisect_right(begins, at) - 1
            yield self.clauses[number]
            at = self.joined.find(phrase, begins[number + 1], end)


def read(document: Document, cues: Cues, periods: tuple[Period, ...]) -> Reading:
    """The document's sentences and clauses, with figures and periods in their places. One pass over the signs of the text."""
    figures = document.figures
    reading = Reading(document.text.value, cues, document.language.code, document, figures, periods, [], [], {}, {})
    words, title = period_words(reading.language), document.metadata.title or ""
    reading.rounds = words is not None and any(word in title for word in words.words("market_titles"))
    reading.country = cues.countries.get(_market(document), cues.word("country")) if cues.countries else cues.word("country")
    held = sorted([(figure.start, figure.end) for figure in figures] + [(one.start, one.end) for one in periods])
    cutter = Cutter(reading.text, signs(cues), held)
    for number, block in enumerate(document.blocks):
        first = len(reading.sentences)
        for start, end, cut in cutter.sentences(block.start, block.end):
            _sentence(reading, number, start, end, cut)
        reading.by_block[number] = list(range(first, len(reading.sentences)))
    reading.joined = "".join(f"{clause.text}{_BETWEEN}" for clause in reading.clauses)
    reading.begins = [0, *accumulate(len(clause.text) + 1 for clause in reading.clauses)]
    _place(reading)
    return reading


def _market(document: Document) -> str:
    """The market that a text was written for: as stated, by its variety, or of traditional text by what it speaks of most."""
    varieties = currencies().varieties
    stated = document.market or varieties.get(document.language.converted_by or "", "")
    if stated or document.language.script != _TRADITIONAL:
        return stated
    evidence, counts = units(document.language.code).evidence, Counter[str]()
    for word, market in evidence.words.items():
        counts[market] += document.text.value.count(word)
    market, most = max(counts.items(), key=itemgetter(1), default=("", 0))
    return market if most else ""


def _sentence(reading: Reading, block: int, start: int, end: int, cut: list[Cut]) -> None:
    """A sentence from its pieces, in the order in which they begin; a bracket's host is the clause around it."""
    sentence = Sentence(len(reading.sentences), block, start, end)
    text, clauses = reading.text, reading.clauses
    around: list[tuple[int, int]] = []
    for pieces, label, depth in sorted(cut, key=lambda one: one.pieces[0][0]) if len(cut) > 1 else cut:
        body = text[pieces[0][0] : pieces[0][1]] if len(pieces) == 1 else "".join([text[a:b] for a, b in pieces])
        if not body or body.isspace():
            continue
        while around and around[-1][0] >= depth:
            around.pop()
        clause = Clause(len(clauses), sentence.number, pieces, body, label, around[-1][1] if around else None)
        around.append((depth, clause.number))
        clauses.append(clause)
        sentence.clauses.append(clause)
    sentence.labelled = any(clause.label for clause in sentence.clauses)
    if sentence.clauses:
        reading.sentences.append(sentence)


def _place(reading: Reading) -> None:
    """Put every figure and period into its clause, and find the cues of the sentences that hold figures."""
    spans = sorted([(start, end, clause.number) for clause in reading.clauses for start, end in clause.pieces])
    starts = [start for start, _, _ in spans]

    def clause_at(place: int) -> Clause | None:
        last = bisect_right(starts, place) - 1
        for index in range(last, max(-1, last - 3), -1):
            start, end, number = spans[index]
            if place < max(end, start + 1):
                return reading.clauses[number]
        return None

    held: dict[int, tuple[list[int], list[int]]] = {}
    for index, figure in enumerate(reading.figures):
        clause = clause_at(figure.start)
        if clause is not None:
            held.setdefault(clause.number, ([], []))[0].append(index)
            reading.clause_of[index] = clause.number
    for index, period in enumerate(reading.periods):
        clause = clause_at(period.start) or clause_at(max(period.start, period.end - 1))
        if clause is not None:
            held.setdefault(clause.number, ([], []))[1].append(index)
    for number, (figures, periods) in held.items():
        clause = reading.clauses[number]
        clause.figures, clause.periods = figures, periods
        clause.places = [(clause.inside(one.start), clause.inside(one.end)) for one in map(reading.figures.__getitem__, figures)]
        times = [(clause.inside(one.start), clause.inside(one.end)) for one in map(reading.periods.__getitem__, periods)]
        if times and times[0][0] <= _DATELINE:
            start, end = times[0]
            sent = reading.cues.of("sent").first(clause.text, end)
            times[0], clause.sent = (start, end + len(sent)), end + len(sent) if sent else 0
        clause.times = times
    wanted = {reading.clauses[clause].sentence for clause in reading.clause_of.values()}
    for sentence in reading.sentences:
        if sentence.number not in wanted and sentence.number + 1 not in wanted:
            continue
        for clause in sentence.clauses:
            clause.words = reading.cues.scan(clause.text)
            clause.starts = [word.start for word in clause.words]
            clause.spans = clause.times
