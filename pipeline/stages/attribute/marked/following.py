"""What stands behind a figure says of it: the noun that it is tied to, what it is the limit of, the verb that ends the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.found import Found
from pipeline.stages.attribute.marked.view import verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.view import View

__all__ = ["following"]

_AHEAD = 6


def following(article: Article, view: View, place: int) -> Iterator[Found]:
    """The metrics that the words behind a figure give; `place` is the noun that it stands before, -1 for none."""
    yield from _behind(article, view, place)
    yield from _limit(article, view)
    yield from _verb(article, view)


def _behind(article: Article, view: View, place: int) -> Iterator[Found]:
    """What a figure stands before: 2,000個のパン, 25億円の資金調達, 12%のシェア."""
    if place < 0:
        return
    table, words, figure = article.table, view.words, view.figure
    word = words[place]
    while word.case == "genitive" and place + 1 < len(words) and words[place + 1].tag == "noun" and not article.sure(word.text):
        if not article.sure(words[place + 1].text):
            break
        place += 1
        word = words[place]
    sure = 0 if word.tag == "name" else article.sure(word.text)
    last = place
    while last + 1 < len(words) and not words[last].case and words[last + 1].tag == "noun" and article.joined:
        last += 1
    while figure.kind == "count" and words[last].case == "with" and last + 1 < len(words) and words[last + 1].tag == "noun":
        last += 1
    text = article.text[words[place].start : words[last].start + len(words[last].text)]
    if figure.kind == "count" and word.text not in table.of("never"):
        yield Found(text, "counted", 86, place)
    elif sure or (last > place and article.sure(words[last].text)):
        yield Found(text, "attributive", 84, place)
    elif figure.kind == "measure" and table.table("units").get(figure.unit or ""):
        while words[place].case == "with" and place + 1 < len(words) and words[place + 1].tag == "noun":
            place += 1
        yield Found(table.table("units")[figure.unit or ""], "unit_of", 78, -1, place)
    elif figure.kind == "money" and word.text not in table.of("never"):
        yield Found(table.word("price"), "price_of", 56, -1, place)


def _limit(article: Article, view: View) -> Iterator[Found]:
    """What an amount is the limit or the aim of: 500億円を上限とする自社株買い."""
    words, at = view.words, view.at + 1
    if view.figure.kind != "money" or words[view.at].case != "object" or at >= len(words):
        return
    aimed = words[at].case == "with" or words[at].tag == "verb"
    if not aimed or not words[at].text.startswith(article.table.endings("limits")):
        return
    noun = next((one for one in range(at + 1, min(at + _AHEAD, len(words))) if words[one].tag != "verb"), -1)
    if noun > 0 and words[noun].tag == "noun":
        yield Found(words[noun].text, "limit", 88, noun)


def _verb(article: Article, view: View) -> Iterator[Found]:
    """What the verb behind a figure says is measured: 25億円を調達, 10万台を販売."""
    table, figure = article.table, view.figure
    if figure.kind not in {"money", "count", "measure", "percent"} or (figure.direction is not None and figure.kind != "percent"):
        return
    pairs = table.table(figure.kind)
    for distance, word in enumerate(verbs(view, table)[: 1 if figure.direction is not None else None]):
        for length in range(len(word.text), 0, -1):
            metric = pairs.get(word.text[:length])
            if metric is not None and "{}" in metric:
                metric = metric.replace("{}", table.table("counted").get(figure.unit or "", table.word("number_of")))
            if metric:
                weight = {"measure": 84, "percent": 90}.get(figure.kind, 74)
                agent = view.at - 1 if view.at and view.words[view.at - 1].case in {"subject", "topic"} else -1
                yield Found(metric, "verb", weight - 3 * distance, -1, agent)
                return
