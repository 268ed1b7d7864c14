"""The names of a document whose nouns are marked by particles, and which of them leads it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.names import names
from pipeline.stages.attribute.marked.chunks import read
from pipeline.stages.attribute.marked.kana import HIRAGANA

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.particles import Particles
    from pipeline.record import Figure

__all__ = ["LEAD", "SHORT", "Naming"]

_NAME = r"[^\W\u3041-\u3096_](?:[^\W\u3041-\u3096_]|[\u30fb\uff06&.](?=[^\W\u3041-\u3096_])){1,19}"
_CODED = re.compile(rf"(?P<name>{_NAME})[\uff08(](?P<code>[^\uff08\uff09()\n]{{2,24}})[\uff09)]")
_CODE = re.compile(r"\d{3}[\dA-Z](?:\.[A-Z])?|\d{6}|[A-Z]{2,5}")
_SCRIPT = re.compile(r"[\u3400-\u9fff\u3005]+(?=[\u30a1-\u30f6])|[\u30a1-\u30f6\u30fc]+(?=[\u3400-\u9fff])")
_COMMA = re.compile(r"[,、，…:：]")
SHORT, LEAD = 2, 400
_LONG, _TITLE, _TWICE, _LONGEST_NAME, _OFTEN, _FIRST, _NOTED = 20, 6, 2, 24, 3, 150, 6
_BEFORE = 62


@functools.cache
def _surveyed(table: Particles) -> re.Pattern[str]:
    """A survey as a source, or one that is told; matches nothing in a language without words for it."""
    source = alternation(word for word, case in table.cases.items() if case == "source")
    surveys, told = table.of("surveys"), alternation(table.of("reports"))
    return re.compile(rf"{alternation(surveys)}(?:{source}|.{told})" if surveys else "(?!)")


class Naming:
    """A document's names by kind, its leading company (`lead`) and product, as the title, the opening and signs tell them."""

    def __init__(self, document: Document, table: Particles, periods: tuple[Period, ...]) -> None:
        self.document, self.text, self.table, self.periods = document, document.text.value, table, periods
        self.language = table.language
        self.figures = document.figures
        self.figure_starts = [one.start for one in self.figures]
        title = next((block for block in document.blocks if block.kind == "title"), None)
        self.title = self.text[title.start : title.end] if title is not None else document.metadata.title or ""
        self.title_end = title.end if title is not None else 0
        self.names: dict[str, str] = {}
        self.lead = self.product = ""
        self._gather()

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
            if SHORT <= len(name) <= _LONG:
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
            if len(name) >= SHORT and known.by_name[name].kind != "currency":
                self.names.setdefault(name, known.by_name[name].kind)
        self._lead(first)

    def _lead(self, first: str) -> None:
        """Find what leads: `first`, which the title begins with, else the company or product said most, else the theme."""
        table, text = self.table, self.text
        score: Counter[str] = Counter()
        for name, kind in self.names.items():
            if kind in {"company", "product", "name"}:
                score[name] = text.count(name) + _TITLE * (name in self.title) + (name in text[:LEAD])
        companies = [name for name in score if self.names[name] in {"company", "name"} and score[name] > _TWICE]
        first_said = text[self.title_end : self.title_end + _FIRST]
        companies = [name for name in companies if name in first_said or (name in self.title and name in text[self.title_end :])]
        self.lead = first or max(companies, key=lambda name: (score[name], -text.find(name)), default="") or self._own()
        cited = self.lead != "" and self._cited(self.lead)
        if cited:
            self.lead = ""
        opening = self.title + text[: self.title_end + LEAD]
        products = [name for name, kind in self.names.items() if kind == "product" and name in opening and name != self.lead]
        if products and not cited and any(word in opening for word in table.of("launches")):
            self.product = max(products, key=lambda name: (name in self.title, text.count(name), -text.find(name)))
        if not self.lead:
            self.lead = self.product or self._theme()
            if self.lead and self.lead in self.text:
                self.names.setdefault(self.lead, "name")

    def _cited(self, name: str) -> bool:
        """Whether a name is but who counted: the opening gives a survey of its as a source (IDCの調査によると)."""
        body = self.text[self.title_end : self.title_end + _FIRST]
        survey = _surveyed(self.table).search(body)
        return survey is not None and name in body[max(0, survey.start() - _BEFORE) : survey.start()].rpartition("\u3002")[2]

    def _own(self) -> str:
        """The company that speaks of itself (当社): the first one that the opening names with its legal form."""
        if not any(word in self.text for word in self.table.of("selves")):
            return ""
        opening = self.text[: self.title_end + LEAD]
        named = [name for name, kind in self.names.items() if kind == "company" and name in opening]
        return min(named, key=opening.find, default="")

    def _is_noun(self, name: str) -> bool:
        return metrics().find(self.language, name) is not None or name.endswith(self.table.endings("measures"))

    def _opening(self) -> str:
        """What the title begins with, where the body has it too and it is no time, figure or metric."""
        pieces = re.split(self.table.word("title_break"), self.title.strip(self.table.word("opens")), maxsplit=1)
        name = self._headed(pieces[0].strip())
        start = self.text.find(name) if name else -1
        if not SHORT <= len(name) <= _LONGEST_NAME or self._is_noun(name) or name in self.table.of("market_names"):
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
            if len(rest) >= SHORT and self.text.count(rest, self.title_end) >= _TWICE:
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
                count = self.text.count(part, self.title_end) if len(part) > SHORT else 0
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
                before = self.text[max(0, match.start() - SHORT) : match.start()].rstrip()[-1:]
                inside = any(one.start < match.end() and match.start() < one.end for one in self._near(match.start()))
                tied = before.isalnum() and not HIRAGANA.match(before)
                often = self.text.count(name) >= _TWICE
                priced = not inside and self._priced(match.end())
                if not inside and (often or tied or priced) and not self._is_noun(name):
                    noted = self.text[match.end() : match.end() + 1] in self.table.signs
                    self.names.setdefault(name, "product" if tied or (priced and not noted) else "name")

    def _priced(self, place: int) -> bool:
        """Whether a particle and an amount stand at a place (「幕の内」は464円)."""
        at, case = bisect_left(self.figure_starts, place), self.table.case.match(self.text, place)
        if self.text[place : place + 1] in self.table.signs and at < len(self.figures):
            return self.figures[at].start - place < _NOTED
        return (
            case is not None
            and at < len(self.figures)
            and self.figures[at].start == case.end()
            and self.figures[at].kind == "money"
        )

    def _near(self, place: int) -> list[Figure]:
        at = bisect_left(self.figure_starts, place)
        return list(self.figures[at : at + 1])
