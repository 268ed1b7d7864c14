"""One walk over the sentences of a document whose nouns are marked by particles, in order."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.marked.article import Article
from pipeline.stages.attribute.marked.lists import listed
from pipeline.stages.attribute.marked.metrics import measured
from pipeline.stages.attribute.marked.subjects import owned, spoken_of
from pipeline.stages.attribute.marked.view import View
from pipeline.stages.attribute.proposal import Proposal, choose

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.particles import Particles

__all__ = ["walk"]

_FLOOR, _SURE = 30, 75
_NAMED, _SHARES = frozenset({"topic", "owner", "index"}), frozenset({"share", "part"})
_TABLES = frozenset({"row_header", "column_header"})


def walk(document: Document, table: Particles, periods: tuple[Period, ...], answers: dict[int, Answer]) -> dict[int, Answer]:
    """The answers of all figures by index: `answers` with the subject and the metric as particles give them.

    Figures in cells of tables keep what their headers say, but for a subject that no header gave.
    """
    article = Article(document, table, periods)
    stop = re.compile(alternation(table.of("stops")))
    at, figures = 0, document.figures
    for block in document.blocks:
        article.enter(block.kind, block.start, block.end)
        edges = [block.start, *(match.end() for match in stop.finditer(article.text, block.start, block.end)), block.end]
        for start, end in pairwise(edges):
            inside: list[int] = []
            while at < len(figures) and figures[at].start < end:
                if figures[at].start >= start:
                    inside.append(at)
                at += 1
            if end > start and (inside or (at < len(figures))):
                _sentence(article, start, end, inside, answers, title=block.kind == "title")
    return article.answers


def _sentence(article: Article, start: int, end: int, inside: list[int], answers: dict[int, Answer], *, title: bool) -> None:
    """The figures of one sentence, and what it leaves behind."""
    words = article.read(start, end)
    places = {word.number: at for at, word in enumerate(words) if word.tag == "figure"}
    known = [index for index in inside if index in places]
    heads = listed(article, words, [places[index] for index in known])
    for order, index in enumerate(known):
        told = answers.get(index)
        if told is not None and told.chosen.get("metric") is not None and told.chosen["metric"].rule in _TABLES:
            article.answers[index] = told
            continue
        view = View(index, article.figures[index], words, places[index], known[order - 1] if order else None, title)
        _answer(article, view, told, heads.get(places[index], -1))
    said = spoken_of(article, words)
    if said:
        article.topic = said
    last = article.answers[known[-1]] if known else None
    if last is not None:
        chosen = last.chosen.get("subject")
        if chosen is not None and chosen.weight >= _SURE and chosen.rule in _NAMED and not said:
            article.topic = chosen.value
    for index in reversed(known):
        measure = article.answers[index].chosen.get("metric")
        if measure is not None and measure.rule not in _SHARES:
            article.metric = measure.value
            break


def _answer(article: Article, view: View, told: Answer | None, head: int) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter; its time is that of `told`."""
    answer = article.answers[view.number] = Answer()
    if told is not None:
        answer.period, answer.entity = told.period, told.entity
        answer.proposals = [one for one in told.proposals if one.field == "period"]
        answer.chosen = {field: one for field, one in told.chosen.items() if field == "period"}
    found = measured(article, view, head)
    best = max(found, key=lambda one: one.weight, default=None)
    place = (view.words[0].start, view.figure.start)
    for field, proposed in (
        ("metric", [Proposal("metric", one.metric, one.rule, one.weight, *place) for one in found]),
        ("subject", owned(article, view, best)),
    ):
        answer.proposals += proposed
        chosen = choose(proposed)
        if chosen is not None and chosen.weight >= _FLOOR:
            answer.chosen[field] = chosen
            setattr(answer, field, chosen.value)
