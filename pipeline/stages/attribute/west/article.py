"""An English article as its rules see it: its names, times in order, and what carries from sentence to sentence."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.names import names
from pipeline.record import Figure
from pipeline.stages.attribute.west.casing import WORD, title_case
from pipeline.stages.attribute.west.clauses import Parse, parsed
from pipeline.stages.attribute.west.names import Names
from pipeline.stages.attribute.west.tagging import settle
from pipeline.stages.attribute.west.times import aligned, before_setting, opened, reported
from pipeline.stages.attribute.west.words import Reader, Span

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.lexicon.speech import Speech
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.west.words import Word

__all__ = ["Article", "Spot"]


class Spot(NamedTuple):
    """A figure's place: its sentence, its word there, the figure before it in the sentence, the last one before the sentence."""

    number: int
    figure: Figure
    parse: Parse
    word: int
    start: int
    end: int
    low: int
    after: int
    before: int | None
    previous: int | None
    block: int


class Article(Names):
    """The running state of an English document."""

    def __init__(self, document: Document, cues: Cues, grammar: Speech, periods: tuple[Period, ...]) -> None:
        super().__init__(document, cues, grammar)
        self.periods = aligned(periods, self.text, (document.issued or "")[:10], self.sets)
        self.begins = [one.start for one in self.periods]
        self.figure_starts = [one.start for one in document.figures]
        self.report = reported(self.periods, self.text, self.sets["compares"])
        self.section: Period | None = None
        """The time that the heading of the section states."""
        self.opening = document.blocks[min(1, len(document.blocks) - 1)].end if document.blocks else 0
        """Where the article's first two blocks end: a time there is the whole article's."""
        self.published = document.issued or ""
        self.setting, self.periods = before_setting(
            self.periods, opened(self.periods, self.opening, self.published), self.sets["preceding"]
        )
        self.bases: set[int] = set()
        """The figures that others are compared with."""
        self.country = self._country()
        """The country said most, where no company leads."""
        self.day = ""
        """The day last spoken of, which what is quoted is of."""
        self.topic = ""
        """The subject of the last sentence."""
        self.topic_block = -1
        self.person = ""
        """The person last spoken of."""
        self.heading = ""
        """The thing that the section's heading names."""
        self.firm = ""
        """The name that last did something itself, which the company stands for."""
        self.matter = ""
        """The last topic that is no person, which it and they stand for."""
        self.recent = ""
        """The common noun that the last sentence was about, which it stands for."""
        self.gauge = ""
        """The metric that the last sentence was about, which it stands for (the yield rose; it last traded at 4%)."""
        self.gauge_owner = ""
        """Whose that was."""
        self.scope = ("", -1)
        """The part of a company that a sentence opened with, and its block."""
        self.heading_block = -1
        self.item = ""
        """The thing that a numbered heading names."""
        self.product = ""
        """The thing that is on sale in this block."""
        self.product_block = -1
        """The block in which it was."""
        self.product_at = -1
        """Where the sentence begins that last named it."""
        self.stated = ""
        """The last metric of an amount that a sentence was sure of, which the amounts of a table are of."""
        self.first = ""
        """The first owner that a figure was given: what the article is about, where no name is."""
        self.answers: dict[int, Answer] = {}

    @property
    def titled(self) -> int:
        """Where the title ends; a time there is the whole article's."""
        blocks = self.document.blocks
        return blocks[0].end if blocks and blocks[0].kind == "title" else 0

    def _country(self) -> str:
        """The country that the article says most often; empty where a company is said more."""
        opening = self.text[: self.opening]
        said = [name for name in self.sets["countries"] if _says(opening, name)]
        if not said and (self.is_source(self.lead) or self.is_body(self.lead)):
            said = [name for name in self.sets["countries"] if _says(self.text, name)]
        return max(said, key=lambda name: (self.names.get(name, 0), -self.text.find(name)), default="")

    def between(self, start: int, end: int) -> list[Period]:
        """The times that begin in ``[start, end)``."""
        return list(self.periods[bisect_left(self.begins, start) : bisect_left(self.begins, end)])

    def _rated(self, figure: Figure, end: int) -> int:
        """Where a figure ends with what it is a rate of (4.5p a share)."""
        match = self.rate.match(self.text, figure.end, end) if figure.per is not None else None
        return match.end() if match else figure.end

    def read(self, start: int, end: int) -> Parse:
        """The parse of a sentence; its figures and times are one word each."""
        figures, text = self.document.figures, self.text
        spans: list[Span] = []
        at = bisect_left(self.figure_starts, start)
        while at < len(figures) and figures[at].start < end:
            if figures[at].end <= end:
                spans.append(Span(figures[at].start, self._rated(figures[at], end), "figure", at))
            at += 1
        at = bisect_left(self.begins, start)
        while at < len(self.periods) and self.periods[at].start < end:
            one = self.periods[at]
            held = [other for other in spans if one.start < other.end and other.start < one.end]
            if one.end <= end and all(other.tag == "figure" and figures[other.number].kind == "duration" for other in held):
                spans = [other for other in spans if other not in held]
                spans.append(Span(one.start, one.end, "time", at))
            at += 1
        spans = _apart(sorted(spans))
        cased = title_case(WORD.findall(text, start, end))
        reader = Reader(
            self.grammar,
            lambda word, opens, ahead: self.named(word, ahead, cased=cased, opens=opens),
            self._pairs,
            self.whole,
        )
        words = reader.read(text, spans, start, end)
        self._unname(words)
        settle(words, self.grammar, self.sets["report"])
        return parsed(words, self.sets, self.heads)

    def _pairs(self, word: str, ahead: str) -> bool:
        """Whether a little word and the one behind it begin a name (Under Armour)."""
        return (word, ahead) in self.openings

    def _unname(self, words: list[Word]) -> None:
        """Take the words of a metric that are written large for no name (Adjusted Net Income of …, Tesla Revenue)."""
        first = 0
        while first < len(words):
            if words[first].tag != "name":
                first += 1
                continue
            last = first
            while last < len(words) and words[last].tag == "name":
                last += 1
            self._unname_run(words, first, last)
            first = last

    def _unname_run(self, words: list[Word], first: int, last: int) -> None:
        """The same for one run of names: the longest end of it that is a metric; a single word only where a list has it."""
        lows = [word.low for word in words[first:last]]
        after = words[last] if last < len(words) else None
        if after is not None and after.tag == "noun" and self.gauged([*lows, after.low]):
            for at in range(first, last):
                words[at] = words[at]._replace(tag="adjective" if words[at].low in self.grammar.of("adjective") else "noun")
            return
        if lows[-1] not in self.metric_parts or words[last - 1].text in names().by_name:
            return
        for begin in range(last - first):
            some = lows[begin:]
            if self.gauged(some) and (len(some) > 1 or some[0] in self.metric_words):
                for at in range(first + begin, last):
                    tag = "adjective" if at < last - 1 and words[at].low in self.grammar.of("adjective") else "noun"
                    words[at] = words[at]._replace(tag=tag)
                return


def _says(text: str, name: str) -> bool:
    """Whether a text says a name, not only a longer word that begins like it (America, not Americans)."""
    at = text.find(name)
    while at >= 0 and text[at + len(name) : at + len(name) + 1].isalpha():
        at = text.find(name, at + 1)
    return at >= 0


def _apart(spans: list[Span]) -> list[Span]:
    """Spans without those that overlap the one before."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
