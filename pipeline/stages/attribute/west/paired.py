"""English: lists that belong to each other in order: the S&P 500 and Nasdaq rose 4.7% and 5.2%, respectively."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.gauges import named
from pipeline.stages.attribute.west.things import Link, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse

__all__ = ["pair"]

_WEIGHT, _LONGEST = 97, 8


def pair(article: Article, parse: Parse, figures: list[int]) -> None:
    """Give the figures of a list, in order, what stands in a list of as many phrases or times, where the sentence says so."""
    ends = [at for at, word in enumerate(parse.words) if word.low in article.sets["respectively"]]
    if not ends or len(figures) < 2:
        return
    places = [(at, word.number) for at, word in enumerate(parse.words) if word.tag == "figure" and word.number in figures]
    for end in ends[:_LONGEST]:
        run = _run(parse, [one for one in places if one[0] < end])
        if len(run) > 1:
            _share(article, parse, run, end)


def _joined(parse: Parse, first: int, last: int) -> bool:
    """Whether only commas and joining words stand between two places."""
    return all(
        word.text == "," or word.tag in {"conjunction", "preposition", "determiner", "adverb"} for word in parse.words[first:last]
    )


def _run(parse: Parse, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last figures of a sentence that are a list, in order."""
    run = places[-1:]
    for place in places[-2::-1]:
        if len(run) >= _LONGEST or run[0][0] - place[0] > 4 or not _joined(parse, place[0] + 1, run[0][0]):
            break
        run.insert(0, place)
    return run


def _share(article: Article, parse: Parse, run: list[tuple[int, int]], end: int) -> None:
    """Find the list that belongs to a list of figures: of times behind it or before it, or of phrases."""
    times = _times(parse, len(run), run[0][0], end)
    if times:
        for (_, number), at in zip(run, times, strict=True):
            value = article.periods[parse.words[at].number].value
            if value is not None:
                _put(article, number, "period", value)
        return
    some = _phrases(parse, len(run), run[0][0])
    for (_, number), phrase in zip(run, some, strict=False):
        one, gauge = thing(article, parse, phrase), named(article, parse, [Link(phrase, "")])
        if gauge is not None and gauge.sure and not (one is not None and one.kind == "name"):
            _put(article, number, "metric", gauge.metric)
        elif one is not None and one.kind in {"name", "common"}:
            _put(article, number, "subject", one.text)


def _times(parse: Parse, many: int, first: int, end: int) -> list[int]:
    """As many times as a list has figures, one right behind the other; the last such before `end`."""
    found: list[int] = []
    for at, word in enumerate(parse.words[:end]):
        if word.tag != "time":
            continue
        if found and not _joined(parse, found[-1] + 1, at):
            found = []
        found.append(at)
    return found if len(found) == many and (found[0] > first or found[-1] < first) else []


def _phrases(parse: Parse, many: int, first: int) -> list[int]:
    """As many phrases as a list has figures, joined by commas and joining words, before the figures; the nearest such."""
    before = [number for number, one in enumerate(parse.phrases) if one.last <= first and one.figure < 0]
    runs: list[list[int]] = [[number] for number in before[:1]]
    for one, other in pairwise(before):
        between = parse.words[parse.phrases[one].last : parse.phrases[other].first]
        if between and all(word.text == "," or word.tag == "conjunction" for word in between):
            runs[-1].append(other)
        else:
            runs.append([other])
    return next((run[-many:] for run in reversed(runs) if len(run) >= many), [])


def _put(article: Article, number: int, field: str, value: str) -> None:
    answer = article.answers[number]
    place = article.document.figures[number]
    chosen = Proposal(field, value, "respectively", _WEIGHT, place.start, place.end)
    answer.chosen[field] = chosen
    answer.proposals.append(chosen)
    setattr(answer, field, value)
