"""A noun as the name of what is measured: with what it is of where it says nothing alone, without what is loose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.view import whole
from pipeline.stages.attribute.marked.word import governed

if TYPE_CHECKING:
    from pipeline.lexicon.particles import Particles
    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["named"]


def named(article: Article, words: list[Word], at: int) -> tuple[str, int]:
    """A noun as a metric, with what it is of where it says nothing alone; and the word that says whose it is."""
    table = article.table
    first, last = whole(words, at, joined=article.joined)
    owner = -1
    if first < last and first and words[first - 1].tag == "figure" and words[first].text in table.of("behind"):
        first += 1
    edge = first
    while first < last and (_whose(words[first], table) or words[first].text in table.of("loose")):
        owner = first if _whose(words[first], table) else owner
        first += 1
    text = article.text[words[first].start : words[last].start + len(words[last].text)].strip()
    for word in table.endings("loose"):
        rest = text.removeprefix(word + article.gap)
        if rest != text and article.sure(rest) and not text.startswith(table.endings("not_loose")):
            text = rest
            break
    for sign in table.endings("again"):
        rest = text.removeprefix(sign)
        if rest != text and article.sure(rest) and article.metric.endswith(rest):
            return article.metric, owner
    place = first - 1
    if place >= 0 and words[place].text in table.of("kept_times") and words[place].end == words[first].start:
        text = words[place].text + article.gap + text
    owner = owner if owner >= 0 else _tied(article, words, min(place, edge - 1))
    if owner >= 0 and words[owner].tag == "noun" and owner < first:
        of = words[owner].text
        if text in table.of("light") and article.sure(of):
            inner, above = named(article, words, owner)
            return inner, above
        if text in table.of("weak") and of not in table.of("wholes") and of not in table.of("nation"):
            start = whole(words, owner, joined=article.joined)[0]
            text = article.text[words[start].start : words[owner].end] + article.gap + text
            above = start - 1
            owner = above if above >= 0 and words[above].case == "genitive" and words[above].tag in {"noun", "name"} else -1
    return text, owner


def _whose(word: Word, table: Particles) -> bool:
    """Whether a word that a metric begins with says whose it is."""
    return word.tag == "name" or word.text in table.of("market_names")


def _tied(article: Article, words: list[Word], place: int) -> int:
    """The noun that a genitive at `place` or before ties to what follows: through times, brackets and its number; -1 for none."""
    table = article.table
    while place >= 0 and (words[place].tag == "time" or (article.joined and words[place].text in table.of("loose"))):
        place -= 1
    if place >= 0 and words[place].tag == "close" and words[place].text in table.signs:
        place = governed(words[: place + 1], table.signs)
    if place < 0 or words[place].case != "genitive":
        return -1
    place -= words[place].tag == "figure"
    return place if place >= 0 and words[place].tag in {"noun", "name"} else -1
