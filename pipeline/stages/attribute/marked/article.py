"""An article as its rules see it: its names, what leads it, and what carries from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.names import names
from pipeline.lexicon.scanner import Scanner
from pipeline.stages.attribute.marked.chunks import Span, read
from pipeline.stages.attribute.marked.dates import business_year, outlook, reported
from pipeline.stages.attribute.marked.kana import HIRAGANA
from pipeline.stages.attribute.marked.spans import apart, fixed, known

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.particles import Particles
    from pipeline.record import Figure
    from pipeline.stages.attribute.context import Answer
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["Article"]

_NAME = r"[^\W\u3041-\u3096_](?:[^\W\u3041-\u3096_]|[\u30fb\uff06&.](?=[^\W\u3041-\u3096_])){1,19}"
_CODED = re.compile(rf"(?P<name>{_NAME})[\uff08(](?P<code>[^\uff08\uff09()\n]{{2,24}})[\uff09)]")
_CODE = re.compile(r"\d{3}[\dA-Z](?:\.[A-Z])?|\d{6}|[A-Z]{2,5}")
_SCRIPT = re.compile(r"[\u3400-\u9fff\u3005]+(?=[\u30a1-\u30f6])|[\u30a1-\u30f6\u30fc]+(?=[\u3400-\u9fff])")
_WORD = re.compile(r"\w+")
_COMMA = re.compile(r"[,、，…:：]")
_SHORT, _LONG, _LEAD, _TITLE, _TWICE, _LONGEST_NAME, _OFTEN = 2, 20, 400, 6, 2, 24, 3
_DAY = len("2025-06-30")


class Article:
    """The running state of a document whose nouns are marked by particles."""

    def __init__(self, document: Document, table: Particles, periods: tuple[Period, ...]) -> None:
        self.document, self.text, self.table, self.periods = document, document.text.value, table, periods
        self.language = table.language
        self.figures = document.figures
        self.figure_starts = [one.start for one in self.figures]
        self.period_starts = [one.start for one in periods]
        self.known = known(self.language)
        self.fixed = fixed(table)
        title = next((block for block in document.blocks if block.kind == "title"), None)
        self.title = self.text[title.start : title.end] if title is not None else document.metadata.title or ""
        self.title_end = title.end if title is not None else 0
        self.joined = bool(table.of("verbs"))
        """Whether words are written apart, so that two nouns side by side may be one."""
        self.gap = table.word("gap")
        self.brackets = frozenset("".join(table.of("brackets")))
        self.forecasts = table.endings("forecasts")
        opening = self.text[: self.title_end + _LEAD]
        self.national = any(word in self.title for word in table.of("nation")) or any(
            word in opening for word in table.of("offices")
        )
        self.market = any(word in opening for word in table.of("markets"))
        """Whether the article reports on a market."""
        self.recent = ""
        """The company that a source of the sentence is."""
        self.names: dict[str, str] = {}
        self.lead = self.product = ""
        self._gather()
        self.named = Scanner(self.names)
        told = self.names.get(self.lead) == "name" and any(word in self.text for word in table.of("pronouns"))
        self.firm = self.names.get(self.lead) == "company" or told
        """Whether it is a company that leads the article."""
        self.report = reported(self)
        self.year = business_year(self)
        self.report_day = (document.metadata.published or document.published or "")[:_DAY]
        self.outlook = outlook(self)
        """The calendar year that forecasts of the article are for."""
        self._begin()

    def _begin(self) -> None:
        """What carries from sentence to sentence, before the first."""
        self.day = ""
        """The day last spoken of."""
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
        return read(self.text, start, end, apart(spans), self.table)

    def _within(self, one: Period) -> bool:
        """Whether a time without a digit is the beginning of a longer word (전기요금)."""
        if not self.joined or any(sign.isdigit() for sign in one.text):
            return False
        rest = _WORD.match(self.text, one.end)
        return rest is not None and self.table.case.match(rest.group()) is None

    def _gather(self) -> None:
        """Find the names: of the title, with a code, with a legal form, in quotes, well-known ones."""
        table, text = self.table, self.text
        first = self._opening()
        self.titled = bool(first)
        """Whether the title begins with the name that leads."""
        if first:
            self.names[first] = "company"
        forms = alternation(table.of("forms"))
        for match in re.finditer(rf"{forms}(?P<a>{_NAME})|(?P<b>{_NAME}?){forms}", text) if table.of("forms") else ():
            name = (match.group("a") or match.group("b") or "").strip()
            if _SHORT <= len(name) <= _LONG:
                self.names.setdefault(name, "company")
        for match in _CODED.finditer(text):
            code = match.group("code")
            told = _CODE.fullmatch(code) or code.startswith(table.endings("coded"))
            told = told or code.endswith(table.endings("seats"))
            person = match.group("name").endswith(table.endings("persons")) or code in table.of("persons")
            if told and not person and not self._is_noun(match.group("name")):
                self.names.setdefault(match.group("name"), "company")
        self._quoted()
        known = names()
        for start, end in known.find(text):
            name = text[start:end]
            if len(name) >= _SHORT and known.by_name[name].kind != "currency":
                self.names.setdefault(name, known.by_name[name].kind)
        score: Counter[str] = Counter()
        for name, kind in self.names.items():
            if kind in {"company", "product", "name"}:
                score[name] = text.count(name) + _TITLE * (name in self.title) + (name in text[:_LEAD])
        companies = [name for name in score if self.names[name] in {"company", "name"} and score[name] > _TWICE]
        self.lead = first or max(companies, key=lambda name: (score[name], -text.find(name)), default="") or self._own()
        opening = self.title + text[: self.title_end + _LEAD]
        products = [name for name, kind in self.names.items() if kind == "product" and name in opening and name != self.lead]
        if products and any(word in opening for word in table.of("launches")):
            self.product = max(products, key=lambda name: (name in self.title, text.count(name), -text.find(name)))
        if not self.lead:
            self.lead = self.product or self._theme()
            if self.lead and self.lead in self.text:
                self.names.setdefault(self.lead, "name")

    def _own(self) -> str:
        """The company that speaks of itself (当社): the first one that the opening names with its legal form."""
        if not any(word in self.text for word in self.table.of("selves")):
            return ""
        opening = self.text[: self.title_end + _LEAD]
        named = [name for name, kind in self.names.items() if kind == "company" and name in opening]
        return min(named, key=opening.find, default="")

    def _is_noun(self, name: str) -> bool:
        return metrics().find(self.language, name) is not None or name.endswith(self.table.endings("measures"))

    def _opening(self) -> str:
        """What the title begins with, where the body has it too and it is no time, figure or metric."""
        pieces = re.split(self.table.word("title_break"), self.title.strip(self.table.word("opens")), maxsplit=1)
        name = self._headed(pieces[0].strip())
        start = self.text.find(name) if name else -1
        if not _SHORT <= len(name) <= _LONGEST_NAME or self._is_noun(name) or name in self.table.of("market_names"):
            return ""
        place, last = start, start + len(name)
        spans = [(one.start, one.end) for one in self.figures[:3]] + [(one.start, one.end) for one in self.periods[:3]]
        if any(low < last and place < high for low, high in spans):
            return ""
        return name if name in self.text[self.title_end :] else ""

    def _headed(self, name: str) -> str:
        """The name behind what says what it is (物流ロボットのトビウオ), where only that is in the body."""
        piece = _COMMA.split(self.title, maxsplit=1)[0]
        known = name in self.text[self.title_end :]
        for sign in self.table.endings("described"):
            apart = sign.endswith(" ")
            whole = piece if apart else "" if known else name
            rest = whole.rpartition(sign)[2].strip() if sign in whole else ""
            if len(rest) >= _SHORT and self.text.count(rest, self.title_end) >= _TWICE:
                return rest
        return name

    def _theme(self) -> str:
        """The noun of the title that the body says most, where it says one at least three times; the longer of two alike."""
        if any(word in self.title for word in (*self.table.of("nation"), *self.table.of("market_names")) if len(word) > 1):
            return ""
        best, most = "", _OFTEN - 1
        for match in re.finditer(_NAME, self.title):
            run = match.group()
            for edge in [0, *(one.end() for one in _SCRIPT.finditer(run))]:
                part = run[edge:]
                count = self.text.count(part, self.title_end) if len(part) > _SHORT else 0
                plain = self._is_noun(part) or part in self.table.of("never") or any(one.isdigit() for one in part)
                plain = plain or part in self.table.of("changes")
                if count > most and not plain:
                    best, most = run if self.text.count(run, self.title_end) > 0 else part, count
        return best or self._first()

    def _first(self) -> str:
        """The noun that the title begins with and a genitive ties to the rest, where it is no metric (小中学生のスマホ利用)."""
        words = read(self.title, 0, len(self.title), (), self.table)
        word = words[0] if words else None
        if word is None or word.case != "genitive" or word.tag != "noun" or len(word.text) < _OFTEN or self._is_noun(word.text):
            return ""
        plain = word.text not in self.table.of("never") and not any(one.isdigit() for one in word.text)
        return word.text if plain and word.text in self.text[self.title_end :] else ""

    def _quoted(self) -> None:
        """Names in quotes: said twice, or right behind a noun."""
        for pair in self.table.of("quotes"):
            for match in re.finditer(
                rf"{re.escape(pair[0])}((?:[^\s、。！？!?{re.escape(pair)}]|(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])){{2,{_LONG}}})"
                rf"{re.escape(pair[1])}",
                self.text,
            ):
                name = match.group(1)
                before = self.text[max(0, match.start() - _SHORT) : match.start()].rstrip()[-1:]
                inside = any(one.start < match.end() and match.start() < one.end for one in self._near(match.start()))
                tied = before.isalnum() and not HIRAGANA.match(before)
                often = self.text.count(name) >= _TWICE
                if not inside and (often or tied) and not self._is_noun(name):
                    self.names.setdefault(name, "product" if tied else "name")

    def _near(self, place: int) -> list[Figure]:
        at = bisect_left(self.figure_starts, place)
        return list(self.figures[at : at + 1])
