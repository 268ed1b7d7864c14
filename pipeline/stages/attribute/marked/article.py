"""An article as its rules see it: its names, what leads it, and what carries from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.scanner import Scanner
from pipeline.stages.attribute.marked.chunks import Span, read
from pipeline.stages.attribute.marked.dates import business_year, outlook, reported
from pipeline.stages.attribute.marked.naming import LEAD, SHORT, Naming
from pipeline.stages.attribute.marked.spans import apart, fixed, known

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.particles import Particles
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["Article"]

_WORD = re.compile(r"\w+")
_DAY = len("2025-06-30")


class Article(Naming):
    """The running state of a document whose nouns are marked by particles."""

    def __init__(self, document: Document, table: Particles, periods: tuple[Period, ...]) -> None:
        super().__init__(document, table, periods)
        self.period_starts = [one.start for one in periods]
        self.known = known(self.language)
        self.fixed = fixed(table)
        self.joined = bool(table.of("verbs"))
        """Whether words are written apart, so that two nouns side by side may be one."""
        self.gap = table.word("gap")
        self.brackets = table.signs
        self.forecasts = table.endings("forecasts")
        opening = self.text[: self.title_end + LEAD]
        self.national = any(word in self.title for word in table.of("nation")) or any(
            word in opening for word in table.of("offices")
        )
        self.market = any(word in opening for word in table.of("markets"))
        """Whether the article reports on a market."""
        self.recent = ""
        """The company that a source of the sentence is."""
        self.named = Scanner(self.names)
        told = self.names.get(self.lead) == "name" and any(word in self.text for word in table.of("pronouns"))
        self.firm = self.names.get(self.lead) == "company" or told
        """Whether it is a company that leads the article."""
        self.report = reported(self)
        self.year = business_year(self)
        self.report_day = (document.issued or "")[:_DAY]
        self.outlook = outlook(self)
        """The calendar year that forecasts of the article are for."""
        self._begin()

    def _begin(self) -> None:
        """What carries from sentence to sentence, before the first."""
        self.day = self.opened = ""
        """The day last spoken of, and the first one of the body, which a paragraph begins with."""
        self.stray = False
        """Whether the product is spoken of in another paragraph alone."""
        self.units: dict[str, str] = {}
        """What was last measured in a unit."""
        self.times: dict[str, str] = {}
        """The period last told of a metric."""
        self.forecast = False
        """Whether the sentences of this block speak of what is forecast for the business year."""
        self.carried = ""
        """The period of the last figure of this block."""
        self.carried_stock = False
        """Whether that figure is counted at a moment."""
        self.topic = ""
        """Whom the last sentences are about."""
        self.item = ""
        """The thing that a heading names."""
        self.metric = ""
        """What the last figure measured."""
        self.headline = ""
        """What the first figures measure, which those of parts of it do too."""
        self.moved = False
        """Whether a change of it was told, or a share."""
        self.answers: dict[int, Answer] = {}

    def sure(self, text: str) -> int:
        """How sure it is that a noun is what is measured: 2 for a standard metric, 1 for how such nouns end, 0 for another."""
        low = text.lower()
        if low in self.names or text in self.table.of("never") or text in self.names:
            return 0
        if low in self.known or (metrics().find(self.language, low) is not None and len(low) > 1):
            return 2
        return 1 if text.endswith(self.table.endings("measures")) else 0

    def fits(self, text: str, kind: str) -> bool:
        """Whether a noun that is measured can be measured in a kind of figure."""
        if kind in {"percent", "multiple", "number", "rank", "duration"} or text in self.table.of("market_names"):
            return True
        known = metrics().find(self.language, text)
        if known is not None and text.lower() in self.known:
            return kind in known.kinds
        money = text.endswith(self.table.endings("amounts"))
        return money == (kind == "money") if money or text.endswith(self.table.endings("numbers")) else True

    def account(self, metric: str) -> bool:
        """Whether a metric is an amount in the accounts of a business year."""
        return metric != "" and metric.endswith(self.table.endings("accounts")) and self.fits(metric, "money")

    def company(self, text: str) -> bool:
        """Whether a noun is called like a company."""
        ends = self.table.endings("companies")
        return text.endswith(ends) and text not in self.table.of("companies") and text not in self.table.of("never")

    def company_topic(self) -> str:
        """The company last spoken of, else the article's own."""
        if self.recent:
            return self.recent
        return self.topic if self.names.get(self.topic) in {"company", "name"} else self.lead or self.topic

    def enter(self, kind: str, start: int, end: int) -> None:
        """A new block: a heading says what its section is about."""
        self.forecast, self.carried, self.carried_stock = False, "", False
        self.day = self.opened
        self.stray = self.product != "" and self.product not in self.title and self.product not in self.text[start:end]
        part = self.names.get(self.topic) not in {"company", "name"} and not self.company(self.topic)
        if self.firm and part:
            self.topic = ""
        if kind == "heading":
            first = next(self.named.few(self.text[start:end]), None)
            self.item = self.text[start + first[0] : start + first[1]] if first is not None else ""
            self.topic = ""

    def read(self, start: int, end: int) -> list[Word]:
        """The words of a sentence; figures, times, names and fixed nouns are one word each."""
        spans: list[Span] = []
        at = bisect_left(self.figure_starts, start)
        while at < len(self.figures) and self.figures[at].start < end:
            if self.figures[at].end <= end:
                spans.append(Span(self.figures[at].start, self.figures[at].end, "figure", at))
            at += 1
        nouns = [match.span() for match in self.fixed.finditer(self.text, start, end) if match.group()]
        tails = self.table.of("time_tails")
        longer = {low: high for low, high in nouns if self.text[low:high] in self.table.of("fixed")}
        at = bisect_left(self.period_starts, start)
        while at < len(self.periods) and self.periods[at].start < end:
            within = longer.get(self.periods[at].start, 0) > self.periods[at].end
            if self.periods[at].end <= end and not within and not self._within(self.periods[at]):
                last = self.periods[at].end
                tail = next((word for word in tails if self.text.startswith(word, last)), "")
                spans.append(Span(self.periods[at].start, last + len(tail), "time", at))
            at += 1
        spans += [Span(start + low, start + high, "name", -1) for low, high in self.named.few(self.text[start:end])]
        spans += [Span(low, high, "noun", -1) for low, high in nouns]
        words = read(self.text, start, end, apart(spans), self.table)
        return words if self.joined else self._grown(words)

    def _grown(self, words: list[Word]) -> list[Word]:
        """Words with a name and the noun right behind it as one (Android端末), but for measured and short ones (トヨタ株)."""
        made: list[Word] = []
        for word in words:
            last = made[-1] if made else None
            whole = last is not None and last.tag == "name" and not last.case and last.end == word.start and word.tag == "noun"
            if last is not None and whole and len(word.text) >= SHORT and not self.sure(word.text):
                text = last.text + word.text
                tag = "name" if text.endswith(self.table.endings("companies")) else "noun"
                made[-1] = word._replace(text=text, start=last.start, tag=tag)
            else:
                made.append(word)
        return made

    def _within(self, one: Period) -> bool:
        """Whether a time without a digit is the beginning of a longer word (전기요금), or its end (나올)."""
        if not self.joined or any(sign.isdigit() for sign in one.text):
            return False
        rest = _WORD.match(self.text, one.end)
        if self.text[one.start - 1 : one.start].isalpha():
            return True
        if rest is None or rest.group().startswith(self.table.endings("against")):
            return False
        return self.table.case.match(rest.group()) is None
