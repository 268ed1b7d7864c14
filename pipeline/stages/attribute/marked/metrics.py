"""What a figure measures: the noun that a particle ties to it, the figure before it, what it stands before, or its verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.found import Found
from pipeline.stages.attribute.marked.view import before, behind, verbs, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.view import Before, View
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["measured"]

_TIED = frozenset({"topic", "subject", "object", "", "part"})
_CHANGES = frozenset({"percent", "multiple", "number"})
_LOOSE_END, _AHEAD = 2, 6


def measured(article: Article, view: View, head: int) -> list[Found]:
    """The metrics that the rules propose for a figure; `head` is the noun that a list gives it, -1 for none."""
    found = [*_parts(article, view)]
    if head >= 0:
        text, owner = named(article, view.words, head)
        earlier = article.answers.get(view.previous) if view.previous is not None else None
        if article.sure(text):
            found.append(Found(text, "list", 96, head, owner))
        elif earlier is not None and earlier.metric:
            found.append(Found(earlier.metric, "list", 95, -1, head))
    place, change = behind(view, article.table)
    found += _before(article, view, change=change)
    found += _behind(article, view, place)
    found += _verb(article, view)
    found += _else(article, view, change=change)
    return [one for one in found if one.metric]


def named(article: Article, words: list[Word], at: int) -> tuple[str, int]:
    """A noun as a metric, with what it is of where it says nothing alone; and the word that says whose it is."""
    table = article.table
    first, last = whole(words, at, joined=article.joined)
    owner = -1
    while first < last and (words[first].tag == "name" or words[first].text in table.of("loose")):
        owner = first if words[first].tag == "name" else owner
        first += 1
    text = article.text[words[first].start : words[last].start + len(words[last].text)].strip()
    for word in table.endings("loose"):
        rest = text.removeprefix(word + article.gap)
        if rest != text and article.sure(rest) and not text.startswith(table.endings("not_loose") or ("\0",)):
            text = rest
            break
    place = first - 1
    if place >= 0 and words[place].text in table.of("kept_times") and words[place].end == words[first].start:
        text = words[place].text + article.gap + text
    while place >= 0 and words[place].tag == "time":
        place -= 1
    if owner < 0 and place >= 0 and words[place].case == "genitive" and words[place].tag in {"noun", "name"}:
        owner = place
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


def _parts(article: Article, view: View) -> Iterator[Found]:
    """A part of a whole: うち7割が女性, 全体の4割を占める."""
    table, words, figure = article.table, view.words, view.figure
    if figure.kind != "percent" or figure.direction is not None:
        return
    last = words[view.at - 1] if view.at else None
    if last is not None and last.text in table.of("parts") and words[view.at].case in {"subject", "topic"}:
        following = next((word for word in words[view.at + 1 : view.at + _AHEAD] if word.tag in {"noun", "verb"}), None)
        if following is not None and following.tag == "noun":
            yield Found(following.text + table.word("share_of"), "part", 90)
        elif following is not None:
            yield Found(_bare(following.text, article) + table.word("share_of"), "part", 88)
    group = last is not None and last.case == "genitive" and last.tag == "noun" and words[view.at].case in {"subject", "topic"}
    if group and last is not None and not article.sure(last.text) and last.text not in table.of("wholes") | table.of("never"):
        yield Found(last.text + table.word("share_of"), "part", 88, view.at - 1)
    share = any(word.text.startswith(table.endings("shares") or ("\0",)) for word in verbs(view, table))
    tied = last is not None and last.case == "genitive" and last.tag in {"noun", "name"}
    if not share and not (tied and last is not None and last.text in table.of("wholes")):
        return
    if not tied and last is not None and last.case == "subject" and last.tag == "noun" and not article.sure(last.text):
        yield Found(last.text + table.word("share_of"), "part", 91, view.at - 1)
        return
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is not None and earlier.metric:
        yield Found(earlier.metric + table.word("ratio"), "share", 91, noun=view.at - 1 if tied else -1)
        return
    for one in before(view, table):
        word = words[one.at]
        if word.case in {"topic", "subject"} and one.at != view.at - 1:
            text, owner = named(article, words, one.at)
            yield Found(
                text + (table.word("ratio") if article.sure(text) else table.word("share_of")), "share", 90, one.at, owner
            )
            return
    if tied and last is not None:
        yield Found(last.text + table.word("share_of"), "share", 70, view.at - 1)


def _bare(text: str, article: Article) -> str:
    """A predicate without its copula (女性だ)."""
    for word in article.table.endings("function"):
        if text.endswith(word) and len(text) > len(word):
            return text.removesuffix(word)
    return text


def _before(article: Article, view: View, *, change: bool) -> Iterator[Found]:
    """The nouns before a figure, and the metric of the figure before it where no noun is between."""
    table, words, figure = article.table, view.words, view.figure
    nearest, same = True, False
    for one in before(view, table):
        word = words[one.at]
        if one.figures and not same:
            same = True
            yield from _same(article, view, change=change)
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
            yield from _open(article, view, one, change=change)
        nearest = False
    if not same and view.previous is not None:
        yield from _same(article, view, change=change)


def _same(article: Article, view: View, *, change: bool) -> Iterator[Found]:
    """The metric of the figure before it in the sentence (18%増の684億円, 110億円から125億円に)."""
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is None or not earlier.metric or view.previous is None:
        return
    figure, other = view.figure, article.figures[view.previous]
    alike = figure.unit == other.unit or figure.kind in _CHANGES or other.kind in _CHANGES
    yield Found(earlier.metric, "same", 81 if alike or change else 52)


def _open(  # noqa: PLR0912 - one kind of figure, one branch
    article: Article, view: View, one: Before, *, change: bool
) -> Iterator[Found]:
    """The nearest noun before a figure where it is in no list: counted things, what has a price, what rises."""
    table, words, figure = article.table, view.words, view.figure
    word, text = words[one.at], words[one.at].text
    if word.case not in _TIED or text in table.of("never") or text in table.of("pronouns") or text in table.of("things"):
        return
    if text.endswith(table.endings("persons")) or (word.tag == "name" and text not in table.of("market_names")):
        if word.tag == "name" and _market(article, view) and figure.kind in {"percent", "money"}:
            yield Found(table.word("share_price"), "market", 74, -1, one.at)
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
    elif figure.kind == "count":
        name, owner = named(article, words, one.at)
        yield Found(name, "counted", weight + 2 + firm, one.at, owner)
    elif figure.kind == "money" and view.at + 1 < len(words) and words[view.at + 1].text == table.word("scale"):
        yield Found(text + table.word("scale"), "scale", 80, -1, one.at)
    elif figure.kind == "money" and figure.direction is None and not change:
        if earlier is not None and earlier.metric and article.figures[view.previous or 0].kind == "money" and word.case:
            yield Found(earlier.metric, "segment", weight + 4, -1, one.at)
        elif word.case in {"topic", "subject"}:
            yield Found(table.word("price"), "price", 58, -1, one.at)
        else:
            yield Found(text, "noun_open", weight - 8, one.at)
    elif figure.kind in _CHANGES and article.company(text) and _market(article, view) and word.case in {"topic", "subject", ""}:
        yield Found(table.word("share_price"), "market", weight + firm + 2, -1, one.at)
    elif figure.kind == "measure":
        metric = table.table("units").get(figure.unit or "", "")
        said, owner = named(article, words, one.at)
        if owner >= 0 or not metric:
            yield Found(said, "noun_open", weight + firm, one.at, owner)
        else:
            yield Found(metric, "unit", weight + firm, -1, -1 if one.verbs else one.at)
    else:
        shared = article.metric if change or figure.direction is not None else ""
        if earlier is not None and earlier.metric:
            shared = earlier.metric if earlier.chosen["metric"].rule != "noun_open" else ""
        if shared and word.case in {"topic", "subject"}:
            yield Found(shared, "segment", weight + firm + 1, -1, one.at)
        yield Found(text, "noun_open", weight - 8 + (0 if shared else firm + 9), one.at)


def _market(article: Article, view: View) -> bool:
    """Whether what stands behind a figure says that a price rose or fell on a market (5.2%高)."""
    following = view.words[view.at + 1] if view.at + 1 < len(view.words) else None
    return (
        following is not None
        and following.text.startswith(article.table.endings("market_changes") or ("\0",))
        and (following.tag == "noun" or article.joined)
    )


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


def _verb(article: Article, view: View) -> Iterator[Found]:
    """What the verb behind a figure says is measured: 25億円を調達, 10万台を販売."""
    table, figure = article.table, view.figure
    if figure.kind not in {"money", "count", "measure", "percent"} or figure.direction is not None:
        return
    pairs = table.table(figure.kind)
    for distance, word in enumerate(verbs(view, table)):
        for length in range(len(word.text), 0, -1):
            metric = pairs.get(word.text[:length])
            if metric is not None and "{}" in metric:
                metric = metric.replace("{}", table.table("counted").get(figure.unit or "", table.word("number_of")))
            if metric:
                weight = {"measure": 84, "percent": 90}.get(figure.kind, 74)
                agent = view.at - 1 if view.at and view.words[view.at - 1].case in {"subject", "topic"} else -1
                yield Found(metric, "verb", weight - 3 * distance, -1, agent)
                return


def _else(article: Article, view: View, *, change: bool) -> Iterator[Found]:
    """What the unit says, and what the sentence before measured."""
    figure = view.figure
    metric = article.table.table("units").get(figure.unit or "")
    if metric and figure.kind in {"measure", "count"}:
        yield Found(metric, "unit", 44)
    elif figure.kind == "count" and figure.unit and len(figure.unit) > 1:
        yield Found(figure.unit, "unit", 46)
    place = view.at - 1
    while place >= 0 and view.words[place].text in {*article.table.of("approximate"), *article.table.of("commas")}:
        place -= 1
    if place >= 0 and view.words[place].case in {"topic", "subject"} and view.words[place].text in article.table.of("totals"):
        yield Found(article.metric, "total", 76)
    if article.metric and (change or figure.direction is not None or figure.kind in _CHANGES):
        yield Found(article.metric, "carried", 36)
