"""What a figure measures: the noun that a particle ties to it, the figure before it, what it stands before, or its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.following import following
from pipeline.stages.attribute.marked.found import Found
from pipeline.stages.attribute.marked.named import named
from pipeline.stages.attribute.marked.parts import parts
from pipeline.stages.attribute.marked.view import before, behind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.view import Before, View
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["measured"]

_TIED = frozenset({"topic", "subject", "object", "", "part"})
_CHANGES = frozenset({"percent", "multiple", "number"})
_SOLD = frozenset({"product", "name"})
_LOOSE_END = 2


def measured(article: Article, view: View, head: int) -> list[Found]:
    """The metrics that the rules propose for a figure; `head` is the noun that a list gives it, -1 for none."""
    found = [*parts(article, view)]
    if head >= 0:
        text, owner = named(article, view.words, head)
        earlier = article.answers.get(view.previous) if view.previous is not None else None
        if article.sure(text):
            found.append(Found(text, "list", 96, head, owner))
        elif earlier is not None and earlier.metric:
            found.append(Found(earlier.metric, "list", 95, -1, head))
    place, change = behind(view, article.table)
    found += _before(article, view, change=change)
    found += following(article, view, place)
    found += _taken(article, view)
    found += _exchanged(article, view)
    found += _noted(article, view)
    found += _else(article, view, change=change)
    return [one for one in found if one.metric]


def _before(article: Article, view: View, *, change: bool) -> Iterator[Found]:
    """The nouns before a figure, and the metric of the figure before it where no noun is between."""
    table, words, figure = article.table, view.words, view.figure
    nearest, same, apart = True, False, False
    for one in before(view, table):
        word = words[one.at]
        if one.figures and not same:
            same = True
            yield from _same(article, view, change=change, apart=apart and one.verbs > 0)
        apart = apart or word.case in {"topic", "object"}
        sure = 0 if word.tag == "name" else article.sure(word.text)
        if not word.case and one.at + 1 < view.at and words[one.at + 1].tag in {"noun", "name"}:
            continue
        if sure and word.tag == "noun" and word.case in {*_TIED, "dative", "genitive", "with", "by"}:
            weight = 92 + sure - one.words - 7 * one.verbs - 10 * one.figures - 2 * one.commas
            weight -= {"dative": 14, "with": 20, "genitive": 10, "by": 30}.get(word.case, 0)
            weight -= 30 if not word.case and one.at != view.at - 1 and one.commas else 0
            weight -= 0 if article.fits(word.text, figure.kind) else 40
            text, owner = named(article, words, one.at)
            yield Found(text, "noun", weight, one.at, owner)
        elif nearest and not one.figures and one.verbs < _LOOSE_END:
            theme = _theme(article, view, one.at) if word.case == "subject" and not _unfit(article, view, word) else ""
            yield from (Found(theme, "segment", 86, -1, one.at),) if theme else _open(article, view, one, change=change)
        nearest = False
    if not same and view.previous is not None:
        yield from _same(article, view, change=change)


def _same(article: Article, view: View, *, change: bool, apart: bool = False) -> Iterator[Found]:
    """The metric of the figure before it in the sentence (18%増の684億円, 110億円から125億円に).

    `apart` is true where a clause ends between the two and another thing is named.
    """
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is None or not earlier.metric or view.previous is None:
        return
    figure, other = view.figure, article.figures[view.previous]
    alike = figure.unit == other.unit or figure.kind in _CHANGES or other.kind in _CHANGES
    told = figure.kind == other.kind
    alike = (alike or (change and told)) and (told or not apart)
    yield Found(earlier.metric, "same", 81 if alike else 52 if told else 40)


def _open(  # noqa: PLR0912 - one kind of figure, one branch
    article: Article, view: View, one: Before, *, change: bool
) -> Iterator[Found]:
    """The nearest noun before a figure where it is in no list: counted things, what has a price, what rises."""
    table, words, figure = article.table, view.words, view.figure
    word, text = words[one.at], words[one.at].text
    if _unfit(article, view, word):
        yield from _of_name(article, view, one)
        return
    weight = 70 - 2 * one.words - 4 * one.verbs - (20 if one.commas else 0)
    firm = 12 if word.case in {"topic", "subject", "object"} and not one.commas else 0
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if text in table.of("market_names"):
        yield Found(text, "index", 84, -1, one.at)
    elif text in table.of("places"):
        metric = earlier.metric if earlier is not None else article.metric
        yield Found(metric or "", "segment", 84, -1, one.at)
    elif figure.kind in {"money", "measure"} and not word.case and word.end == figure.start:
        yield Found(named(article, words, one.at)[0], "noun_open", 93, one.at)
    elif figure.per in table.of("priced_in") and figure.unit in table.table("exchange"):
        return
    elif figure.kind == "count":
        name, owner = named(article, words, one.at)
        yield Found(name, "counted", weight + 2 + firm, one.at, owner)
        if word.case == "topic" and figure.unit in article.units and text not in table.empty and not article.market:
            yield Found(article.units[figure.unit], "segment", weight + 3 + firm, -1, one.at)
    elif figure.kind == "money" and view.at + 1 < len(words) and words[view.at + 1].text == table.word("scale"):
        yield Found(text + table.word("scale"), "scale", 80, -1, one.at)
    elif figure.kind == "money" and figure.direction is None and not change:
        if earlier is not None and earlier.metric and article.figures[view.previous or 0].kind == "money" and word.case:
            yield Found(earlier.metric, "segment", weight + 4, -1, one.at)
        elif word.case == "topic" and article.account(article.metric) and article.carried:
            yield Found(article.metric, "segment", 60, -1, one.at)
        elif word.case in {"topic", "subject"} and text.endswith(table.endings("sized")):
            yield Found(table.word("size"), "size", 60, -1, one.at)
        elif word.case in {"topic", "subject"}:
            yield Found(table.word("price"), "price", 58, -1, one.at)
        else:
            yield Found(text, "noun_open", weight - 8, one.at)
    elif (
        figure.kind in _CHANGES
        and (article.company(text) or article.market)
        and _market(article, view)
        and word.case in {"topic", "subject", ""}
    ):
        yield Found(table.word("share_price"), "market", weight + firm + 2, -1, one.at)
    elif figure.kind == "measure":
        metric = table.table("units").get(figure.unit or "", "")
        said, owner = named(article, words, one.at)
        if owner >= 0 or not metric:
            yield Found(said, "noun_open", weight + firm, one.at, owner)
        else:
            yield Found(metric, "unit", weight + firm, -1, -1 if one.verbs else one.at)
    else:
        shared = article.metric if article.moved and (change or figure.direction is not None) else ""
        if earlier is not None and earlier.metric:
            shared = earlier.metric if earlier.chosen["metric"].rule != "noun_open" else ""
        if shared and word.case in {"topic", "subject"}:
            yield Found(shared, "segment", weight + firm + 1, -1, one.at)
        yield Found(text, "noun_open", weight - 8 + (0 if shared else firm + 9), one.at)


def _of_name(article: Article, view: View, one: Before) -> Iterator[Found]:
    """What an amount or a change right behind a name is: the price of a thing, that of a company's shares."""
    word, table, kind = view.words[one.at], article.table, view.figure.kind
    if word.tag != "name":
        return
    if kind == "money" and word.case in {"topic", "object"} and article.names.get(word.text) in _SOLD:
        again = view.previous is not None and article.answers[view.previous].metric == table.word("price")
        yield Found(table.word("price"), "price", 82 if again else 72, -1, one.at)
    elif kind in {"percent", "money"} and _market(article, view):
        yield Found(table.word("share_price"), "market", 74, -1, one.at)


def _unfit(article: Article, view: View, word: Word) -> bool:
    """Whether a noun is nothing that a figure can be of: no noun of its clause, a pronoun, a person, a name."""
    table, text = article.table, word.text
    if word.case not in _TIED or text[0].isdecimal():
        return True
    if view.figure.per and text.endswith(view.figure.per) and any(sign.isdecimal() for sign in text):
        return True  # what the figure is counted by: 1株90円
    if text in table.of("never") or text in table.of("pronouns") or text in table.of("things"):
        return True
    crowd = view.figure.kind == "count" and text.endswith(table.endings("people"))
    person = text.endswith(table.endings("persons")) and not crowd
    return person or (word.tag == "name" and text not in table.of("market_names"))


def _theme(article: Article, view: View, at: int) -> str:
    """What the topic of the sentence measures, of which a subject behind it is a part (寄与度は、内需が…、外需が…)."""
    for word in reversed(view.words[:at]):
        if word.case == "topic" and word.tag == "noun":
            return word.text if article.sure(word.text) else ""
    return ""


def _market(article: Article, view: View) -> bool:
    """Whether what stands behind a figure says that a price rose or fell on a market (5.2%高)."""
    following = view.words[view.at + 1] if view.at + 1 < len(view.words) else None
    return (
        following is not None
        and following.text.startswith(article.table.endings("market_changes"))
        and (following.tag == "noun" or article.joined)
    )


def _exchanged(article: Article, view: View) -> Iterator[Found]:
    """The rate of exchange that an amount for a unit of another currency is: 1ドル=155円20銭."""
    figure, table = view.figure, article.table
    rate = table.table("exchange").get(figure.unit or "", "")
    if figure.kind == "money" and rate and figure.per in table.of("priced_in"):
        yield Found(rate, "exchange", 78)


def _taken(article: Article, view: View) -> Iterator[Found]:
    """What a level is said of right behind it: 61.2%とシェアを伸ばした."""
    at = view.at + 1
    word = view.words[at] if view.words[view.at].case == "with" and at < len(view.words) else None
    if word is None or word.tag != "noun" or word.case not in {"object", "subject"}:
        return
    if article.sure(word.text) and article.fits(word.text, view.figure.kind):
        yield Found(word.text, "attributive", 84, at)


def _noted(article: Article, view: View) -> Iterator[Found]:
    """The noun that a figure in brackets is a note to: 市場予想（2,250億円）."""
    words, at = view.words, view.at - 2
    if at < 0 or words[at + 1].text not in article.brackets or words[at].tag != "noun" or view.figure.direction is not None:
        return
    if words[at].end <= words[at + 1].start and words[at].text not in article.table.of("bases"):
        text, owner = named(article, words, at)
        if article.sure(text) or words[at].text in article.table.of("light"):
            yield Found(text, "noted", 84, at, owner)


def _else(article: Article, view: View, *, change: bool) -> Iterator[Found]:
    """What the unit says, and what the sentence before measured."""
    figure = view.figure
    metric = article.table.table("units").get(figure.unit or "")
    if metric and figure.kind in {"measure", "count"}:
        yield Found(metric, "unit", 44)
    elif figure.kind == "count" and figure.unit and len(figure.unit) > 1:
        yield Found(figure.unit, "unit", 46)
    if figure.unit and figure.kind in {"count", "measure"}:
        told = view.at > 1 and view.words[view.at - 1].text in article.brackets and view.words[view.at - 2].tag == "time"
        yield Found(article.units.get(figure.unit, ""), "carried", 90 if told else 47)
    place = view.at - 1
    while place >= 0 and view.words[place].text in {*article.table.of("approximate"), *article.table.of("commas")}:
        place -= 1
    alone = not article.joined or place < 1 or view.words[place - 1].tag != "noun" or view.words[place - 1].case
    totals = article.table.of("totals")
    if alone and place >= 0 and view.words[place].case in {"topic", "subject"} and view.words[place].text in totals:
        yield Found(article.metric, "total", 76)
    if article.metric and (change or figure.direction is not None or figure.kind in _CHANGES):
        yield Found(article.metric, "carried", 36)
