"""One walk over the sentences of an English document, in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.speech import speech
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.article import Article, Spot
from pipeline.stages.attribute.west.bases import is_base
from pipeline.stages.attribute.west.dates import dated
from pipeline.stages.attribute.west.memory import remember
from pipeline.stages.attribute.west.metrics import measured
from pipeline.stages.attribute.west.paired import pair
from pipeline.stages.attribute.west.subjects import owned
from pipeline.stages.attribute.west.tables import tabled
from pipeline.stages.attribute.west.things import behind, thing
from pipeline.stages.attribute.west.view import seen
from pipeline.stages.attribute.words.cutting import LONGEST

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.west.clauses import Parse

__all__ = ["walk"]

_BREAK = re.compile(r"(?<=[a-z0-9%)\"”’A-Z])[.!?][\"”’]?\s+(?=[A-Z\d$£€\"“‘(])|\n+")
_NUMBERED = re.compile(r"\s*\d{1,3}[.):]\s+\D")
_LAST_WORD = re.compile(r"[\w.]+$")
_ENDS, _END = {"report_end", "year_end", "year_ended"}, {"end", "the"}
_FLOOR, _STATED, _LENT, _NEAR, _LONGEST_ABBREVIATION, _DAY = 20, 60, 58, 250, 12, len("2025-06-30")


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures of an English document, by index."""
    grammar = speech(document.language.code)
    if grammar is None:
        return {}
    article, figures, at = Article(document, cues, grammar, periods), document.figures, 0
    tables: dict[int, list[int]] = {}
    for index, cell in enumerate(document.cells):
        tables.setdefault(cell.table, []).append(index)
    for number, block in enumerate(document.blocks):
        if block.kind in {"heading", "title"}:
            _enter(article, block.start, block.end, first=number == 0)
            article.heading_block = number
        if number in tables:
            held = range(bisect_left(article.figure_starts, block.start), bisect_left(article.figure_starts, block.end))
            article.answers.update(tabled(article, tables[number], held))
        edges = _sentences(article, block.start, block.end)
        previous: int | None = None
        for place, (start, end) in enumerate(edges):
            inside: list[int] = []
            while at < len(figures) and figures[at].start < end:
                if figures[at].start >= start and at not in article.answers:
                    inside.append(at)
                at += 1
            if not inside and not _wanted(article, edges, place, at):
                continue
            parse = article.read(start, end)
            at_word = {word.number: index for index, word in enumerate(parse.words) if word.tag == "figure"}
            known = [index for index in inside if index in at_word]
            for order, index in enumerate(known):
                before = known[order - 1] if order else None
                after = figures[known[order + 1]].start if order + 1 < len(known) else end
                low = figures[before].end if before is not None else start
                _answer(
                    article, Spot(index, figures[index], parse, at_word[index], start, end, low, after, before, previous, number)
                )
            pair(article, parse, known)
            for one, other in pairwise(known):
                if not (is_base(article, start, figures[one].start) or is_base(article, start, figures[other].start)):
                    _lend(article.answers[one], article.answers[other])
            stated = [index for index in known if article.answers[index].period]
            own = [index for index in stated if index not in article.bases]
            kept = [] if previous is None or set(known) - article.bases else [previous]
            previous = next(iter([*own, *kept, *stated, *known]), previous)
            days = [
                one.value
                for one in article.between(start, end)
                if one.value
                and len(one.value) == _DAY
                and not (one.until or one.future or one.rule in _ENDS or one.text[:3] in _END)
            ]
            article.day = max([one for one in (*days, article.day) if one <= (article.published or one)[:_DAY]], default="")
            remember(article, parse, known, number)
    _repeat(article)
    return article.answers


def _repeat(article: Article) -> None:
    """Give a figure of a title or heading the subject and period that the body gives for the same value."""
    body: dict[tuple[str, str], int] = {}
    price = article.cues.word("price_noun")
    figures = article.document.figures
    heads = {number for number, block in enumerate(article.document.blocks) if block.kind in {"heading", "title"} or not number}
    starts = [block.start for block in article.document.blocks]
    of_block = [bisect_right(starts, one.start) - 1 for one in figures]
    for index, one in enumerate(figures):
        if one.value is not None and of_block[index] not in heads and index in article.answers:
            body.setdefault((one.kind, one.value), index)
    for index, one in enumerate(figures):
        answer, other = article.answers.get(index), body.get((one.kind, one.value or ""))
        if answer is None or other is None or of_block[index] not in heads:
            continue
        for field in ("subject", "period"):
            mine, loan = answer.chosen.get(field), article.answers[other].chosen.get(field)
            if field == "period" and loan is not None and len(loan.value) == _DAY and answer.metric == price:
                continue
            lends = loan is not None and (loan.weight >= _LENT or (field == "period" and mine is None))
            if loan is not None and lends and (mine is None or mine.weight < _LENT):
                answer.chosen[field] = loan._replace(rule="equal_value")
                answer.proposals.append(answer.chosen[field])
                setattr(answer, field, loan.value)


def _wanted(article: Article, edges: list[tuple[int, int]], place: int, at: int) -> bool:
    """Whether a sentence without figures is read for what it leaves behind: figures follow soon, or it opens its block."""
    figures = article.document.figures
    if at >= len(figures):
        return False
    ahead = edges[min(place + 1, len(edges) - 1)][1]
    return figures[at].start < ahead or (place < 1 and figures[at].start < edges[-1][1] + _NEAR)


def _sentences(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a block; a full stop behind an abbreviation, and one within a figure, ends none."""
    edges, text = [start], article.text
    for match in _BREAK.finditer(text, start, end):
        last = _LAST_WORD.search(text, max(start, match.start() - _LONGEST_ABBREVIATION), match.start())
        word = last.group() if last else ""
        if text[match.start()] == "." and (article.has("cased_abbreviations", word) or (len(word) == 1 and word.isupper())):
            continue
        edges.append(match.end())
    edges.append(end)
    return [piece for one, other in pairwise(edges) if other > one for piece in _pieces(article, one, other)]


def _pieces(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut at blanks between figures where it is too long for any: every figure looks back over its own."""
    pieces, figures = [], article.document.figures
    while end - start > LONGEST:
        cut = article.text.find(" ", start + LONGEST, end)
        before = bisect_right(article.figure_starts, cut) - 1
        while cut >= 0 and before >= 0 and figures[before].end > cut:
            cut = article.text.find(" ", figures[before].end, end)
            before = bisect_right(article.figure_starts, cut) - 1
        if cut < 0:
            break
        pieces.append((start, cut + 1))
        start = cut + 1
    return [*pieces, (start, end)]


def _enter(article: Article, start: int, end: int, *, first: bool) -> None:
    """A heading: what it names is what its section is about."""
    parse = article.read(start, end)
    article.product = ""
    said = [one for one in article.between(start, end) if one.value and len(one.value) != _DAY and not one.since]
    article.section = said[0] if said and not first else None
    if first and not _NUMBERED.match(article.text, start, end):
        return
    article.heading = article.item = ""
    if _NUMBERED.match(article.text, start, end):
        article.product = article.heading = article.item = _item(article, parse)
        return
    for number in range(len(parse.phrases)):
        one = thing(article, parse, number)
        if one is None or one.kind != "name" or article.noun_in("deals", one.text.lower().rsplit(" ", 1)[-1]):
            continue
        words = one.text.split()
        while words and article.has("section_words", words[-1].lower()):
            words.pop()
        if words:
            article.heading = " ".join(words)
            break


def _item(article: Article, parse: Parse) -> str:
    """The thing that a numbered heading is about: its first phrase, or what that holds (a set of cable clips)."""
    first = parse.words[1] if len(parse.words) > 1 else None
    if first is None or first.lemma or first.low in article.grammar.verbs or first.tag == "pronoun":
        return ""
    for number, phrase in enumerate(parse.phrases):
        one = thing(article, parse, number)
        if one is None or one.kind not in {"name", "common"} or all(word.isdigit() for word in one.text.split()):
            continue
        inner = behind(parse, phrase.last, len(parse.words))[:1]
        if article.noun_in("containers", one.text.lower().rsplit(" ", 1)[-1]) and inner and inner[0].by in article.sets["of"]:
            held = thing(article, parse, inner[0].phrase)
            return held.text if held is not None else one.text
        return one.text
    return ""


def _lend(one: Answer, other: Answer) -> None:
    """The time behind the second of two figures of one metric holds for the first as well (rose 13% to $180bn in Q3)."""
    metric, period = other.chosen.get("metric"), other.chosen.get("period")
    if (
        one.period is None
        and one.metric == other.metric
        and other.chosen.get("subject") is not None
        and metric is not None
        and metric.rule == "same_metric"
        and period is not None
        and period.rule == "after"
    ):
        one.period = period.value
        one.chosen["period"] = period._replace(rule="shared", weight=period.weight - 10)
        one.proposals.append(one.chosen["period"])


def _answer(article: Article, spot: Spot) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter."""
    answer = article.answers[spot.number] = Answer()
    view = seen(article, spot)
    found = measured(article, view)
    place = (spot.low, spot.figure.start)
    proposals = [Proposal("metric", one.metric, one.rule, one.weight, *place) for one in found]
    best = max(found, key=lambda one: one.weight, default=None)
    for field, proposed in (
        ("metric", proposals),
        ("subject", owned(article, view, best)),
        ("period", dated(article, view, best)),
    ):
        answer.take(field, proposed, _FLOOR)
    if spot.figure.kind == "money" and best is not None and best.weight >= _STATED:
        article.stated = best.metric
    named = answer.subject is not None and any(one.isupper() for one in answer.subject)
    named = named and answer.subject not in article.parts
    if best is not None and best.owner is not None and not article.first and answer.subject and named:
        article.first = answer.subject
