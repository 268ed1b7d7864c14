"""One walk over the sentences of a document whose nouns are marked by particles, in order."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.marked.article import Article
from pipeline.stages.attribute.marked.dates import dated, days
from pipeline.stages.attribute.marked.lists import listed
from pipeline.stages.attribute.marked.metrics import measured
from pipeline.stages.attribute.marked.subjects import owned, source, spoken_of
from pipeline.stages.attribute.marked.view import View
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.particles import Particles
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["walk"]

_FLOOR, _SURE = 30, 75
_NAMED, _SHARES = frozenset({"topic", "owner", "index"}), frozenset({"share", "part", "noun_open"})
_NOUNS = frozenset({"noun", "attributive", "list"})
_TOLD = frozenset({"percent", "multiple", "number"})
_TABLES = frozenset({"row_header", "column_header"})
_HEADED = _TABLES | {"first_cell", "caption"}


def walk(document: Document, table: Particles, periods: tuple[Period, ...], answers: dict[int, Answer]) -> dict[int, Answer]:
    """The answers of all figures by index: `answers` with the subject and the metric as particles give them.

    Figures in cells of tables keep what their headers say, but for a subject that no header gave.
    """
    article = Article(document, table, periods)
    stops = table.of("stops")
    stop, gap = re.compile(alternation(stops)), re.compile(alternation(stops | table.of("title_stops")))
    at, figures = 0, document.figures
    for block in document.blocks:
        article.enter(block.kind, block.start, block.end)
        edges = [
            block.start,
            *(one.end() for one in (gap if block.kind == "title" else stop).finditer(article.text, block.start, block.end)),
            block.end,
        ]
        for start, end in pairwise(edges):
            inside: list[int] = []
            while at < len(figures) and figures[at].start < end:
                if figures[at].start >= start:
                    inside.append(at)
                at += 1
            if end > start and (inside or (at < len(figures))):
                _sentence(article, start, end, inside, answers, title=block.kind == "title")
    _repeat(article)
    return article.answers


def _repeat(article: Article) -> None:
    """Give a figure of the title the time, and where it has none the subject, that the body gives for the same value."""
    body: dict[tuple[str, str], Answer] = {}
    for index, one in enumerate(article.figures):
        answer = article.answers.get(index)
        if answer is not None and one.value is not None and one.start >= article.title_end:
            body.setdefault((one.kind, one.value), answer)
    for index, one in enumerate(article.figures):
        answer, other = article.answers.get(index), body.get((one.kind, one.value or ""))
        if one.start >= article.title_end or answer is None or other is None:
            continue
        for field in ("subject", "period"):
            loan = other.chosen.get(field)
            if loan is not None and field not in answer.chosen:
                answer.chosen[field] = loan._replace(rule="equal_value")
                answer.proposals.append(answer.chosen[field])
                setattr(answer, field, loan.value)


def _sentence(article: Article, start: int, end: int, inside: list[int], answers: dict[int, Answer], *, title: bool) -> None:  # noqa: PLR0913 - a sentence and where it stands
    """The figures of one sentence, and what it leaves behind."""
    words = article.read(start, end)
    places = {word.number: at for at, word in enumerate(words) if word.tag == "figure"}
    known = [index for index in inside if index in places]
    article.recent = source(article, words)
    spoken = days(article, words)
    article.day = spoken[-1] if spoken else article.day
    article.opened = article.opened or (spoken[0] if spoken else "")
    article.forecast = article.forecast or any(word.text.startswith(article.forecasts) for word in words)
    divided = article.table.endings("divided")
    if article.headline and any(word.text.endswith(divided) for word in words):
        article.metric, article.moved = article.headline, True
    heads = listed(article, words, [places[index] for index in known])
    for order, index in enumerate(known):
        told = answers.get(index)
        if told is not None and told.chosen.get("metric") is not None and told.chosen["metric"].rule in _TABLES:
            article.answers[index] = told
            _whose(article, told)
            continue
        view = View(index, article.figures[index], words, places[index], known[order - 1] if order else None, title)
        _answer(article, view, heads.get(places[index], -1))
    said = spoken_of(article, words) if not title else ""
    if said:
        article.topic = said
    for index in () if said or title else reversed(known):
        chosen = article.answers[index].chosen.get("subject")
        part = chosen is not None and article.lead != "" and chosen.value in article.table.of("places")
        if chosen is not None and chosen.weight >= _SURE and chosen.rule in _NAMED and not part:
            article.topic = chosen.value
            break
    if not known:
        _announced(article, words)
    _remember(article, known)


def _remember(article: Article, known: list[int]) -> None:
    """Keep what the figures of a sentence measured, in which units, and when."""
    for index in known:
        answer = article.answers[index]
        unit, measure = article.figures[index].unit, answer.chosen.get("metric")
        if unit and measure is not None and measure.rule in _NOUNS:
            article.units[unit] = measure.value
        period = answer.chosen.get("period")
        if measure is not None and period is not None and period.rule not in {"base", "day"}:
            article.times[measure.value] = period.value
    for index in reversed(known):
        measure = article.answers[index].chosen.get("metric")
        if measure is not None and measure.rule not in _SHARES:
            article.metric = measure.value
            article.headline = article.headline or measure.value
            of = [article.figures[one] for one in known if article.answers[one].metric == measure.value]
            article.moved = any(one.direction is not None or one.kind in _TOLD for one in of)
            break
    for index in reversed(known):
        period = article.answers[index].chosen.get("period")
        if period is not None and period.rule != "base":
            article.carried = period.value
            concept = metrics().find(article.language, article.metric)
            article.carried_stock = concept is not None and concept.stock
            break


def _whose(article: Article, told: Answer) -> None:
    """Give a figure of a table that no header says whose it is the article's own name."""
    chosen = told.chosen.get("subject")
    if article.lead and (chosen is None or chosen.rule not in _HEADED):
        told.take("subject", [Proposal("subject", article.lead, "lead", 50)], _FLOOR)


def _announced(article: Article, words: list[Word]) -> None:
    """What a sentence without figures says that the next ones give: the metric that is its topic, and its time."""
    for word in words:
        if word.tag == "noun" and word.case in {"topic", "subject"} and article.sure(word.text) > 1:
            article.metric, article.moved = word.text, True
            times = [article.periods[one.number] for one in words if one.tag == "time"]
            values = [one.value for one in times if one.value and not one.base and len(one.value) != len("2025-06-30")]
            article.carried = values[-1] if values else article.carried
            break


def _answer(article: Article, view: View, head: int) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter."""
    answer = article.answers[view.number] = Answer()
    found = measured(article, view, head)
    best = max(found, key=lambda one: one.weight, default=None)
    place = (view.words[0].start, view.figure.start)
    for field, proposed in (
        ("metric", [Proposal("metric", one.metric, one.rule, one.weight, *place) for one in found]),
        ("subject", owned(article, view, best)),
        ("period", dated(article, view, best)),
    ):
        answer.take(field, proposed, _FLOOR)
