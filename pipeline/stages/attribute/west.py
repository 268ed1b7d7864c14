"""English: whose a figure is, what it measures and when, by the order of words.

A sentence is read left to right. What is measured stands before the verb (New vehicle sales in the Houston area plunged
10 percent), behind the figure (a 2.8 per cent discount), or in the verb (raised $13bn). Its owner is a possessive, an ``of``
or ``in`` phrase, a name, or what the article is about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.stages.attribute.article import WORD, Article, Spot
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.dated_west import dated
from pipeline.stages.attribute.heads import measured
from pipeline.stages.attribute.proposal import Proposal, choose

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues

__all__ = ["walk"]

_BREAK = re.compile(r"(?<=[a-z0-9%)\"”’])[.!?][\"”’]?\s+(?=[A-Z\"“‘(])|\n+")
_TURN = re.compile(r"[^,;]{0,24}[,;]\s(?:(?:while|and|but|as)\s)?")
_FLOOR, _NAMED, _TWICE = 20, 8, 2


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures of an English document, by index."""
    article, figures, at = Article(document, cues, periods), document.figures, 0
    for block in document.blocks:
        edges = [block.start, *(match.end() for match in _BREAK.finditer(article.text, block.start, block.end)), block.end]
        previous: int | None = None
        for start, end in pairwise(edges):
            inside: list[int] = []
            while at < len(figures) and figures[at].start < end:
                if figures[at].start >= start:
                    inside.append(at)
                at += 1
            for place, index in enumerate(inside):
                before = inside[place - 1] if place else None
                low = figures[before].end if before is not None else start
                after = figures[inside[place + 1]].start if place + 1 < len(inside) else end
                _answer(article, Spot(index, figures[index], start, low, after, before, previous))
            for one, other in pairwise(inside):
                _lend(article.answers[one], article.answers[other])
            previous = inside[-1] if inside else previous
            opening = article.name.search(article.text, start, min(end, start + 60))
            if opening and article.names.get(opening.group(), 0) >= _TWICE:
                article.topic = opening.group()
    return article.answers


def _lend(one: Answer, other: Answer) -> None:
    """The time behind the second of two figures of one metric holds for the first as well (rose 13% to $180bn in Q3)."""
    metric, period = other.chosen.get("metric"), other.chosen.get("period")
    if (
        one.period is None
        and metric is not None
        and metric.rule == "same_metric"
        and period is not None
        and period.rule == "after"
    ):
        one.period = period.value
        one.chosen["period"] = replace(period, rule="shared", weight=period.weight - 10)
        one.proposals.append(one.chosen["period"])


def _answer(article: Article, spot: Spot) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter."""
    answer = article.answers[spot.number] = Answer()
    proposed, owner = measured(article, spot)
    nouns = article.cues.nouns
    if spot.figure.kind in {"money", "percent"}:
        proposed = [replace(one, value=nouns.get(one.value.lower(), one.value)) for one in proposed]
    for field, proposals in (
        ("metric", proposed),
        ("subject", _owned(article, spot, owner)),
        ("period", dated(article, spot)),
    ):
        answer.proposals += proposals
        chosen = choose(proposals)
        if chosen is not None and chosen.weight >= _FLOOR:
            answer.chosen[field] = chosen
            setattr(answer, field, chosen.value)


def _owned(article: Article, spot: Spot, owner: str) -> list[Proposal]:
    """The subjects proposed for a figure."""
    found: list[Proposal] = []
    whole = article.text[spot.start : spot.figure.start]
    if owner:
        article.first = article.first or owner
        found.append(Proposal("subject", owner, "owner", 80 if owner in article.names else 66))
    said = [
        (match.start(), article.bare(match.group()))
        for match in article.name.finditer(whole)
        if not article.under.search(whole, max(0, match.start() - 20), match.start())
    ]
    names = [name for _, name in said if article.names.get(name, 0) >= _TWICE]
    turn = _turned(article, article.text[spot.low : spot.figure.start])
    if turn:
        found.append(Proposal("subject", turn, "clause_name", 72))
    if names:
        found.append(Proposal("subject", names[0], "name", 60))
    elif said and " " in said[0][1] and said[0][0] == 0 and not article.measures(said[0][1]):
        found.append(Proposal("subject", said[0][1], "name_once", 50))
    for index, rule, weight in ((spot.before, "same_sentence", 62), (spot.previous, "figure_before", 46)):
        subject = article.answers[index].subject if index is not None else None
        if subject:
            found.append(Proposal("subject", subject, rule, weight))
    if article.first and article.names.get(article.lead, 0) < _NAMED:
        found.append(Proposal("subject", article.first, "first_owner", 45))
    found += [
        Proposal("subject", name, rule, weight)
        for name, rule, weight in ((article.topic, "carried", 44), (article.lead, "lead", 40))
        if name
    ]
    return found


def _turned(article: Article, left: str) -> str:
    """The name that a clause of its own turns to between two figures (…, while Kestrel jumped 26%)."""
    opened = _TURN.match(left)
    match = article.name.match(left, opened.end()) if opened else None
    name = article.bare(match.group()) if match else ""
    following = WORD.match(left, match.end() + 1) if match else None
    acts = following is not None and following.group().lower() in article.verbs
    return name if acts and name in article.names else ""
