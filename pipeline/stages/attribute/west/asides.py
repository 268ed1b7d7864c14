"""English: times that are none of a figure's: of a relative clause, of another deed, of what was said when, counted back."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.west.words import finite

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.view import View

__all__ = [
    "aside",
    "beside",
    "contrasted",
    "decade",
    "looked_for",
    "near_day",
    "other_deed",
    "passed",
    "past_month",
    "reached",
    "says",
    "told",
    "traded",
]

_DAY, _AHEAD, _MONTH, _TEN = len("2025-06-30"), 40, 31, 9
_GAP, _LONG, _BACK = range(3, 5), 40, 60
_MONTHLY = len("2025-06")


def traded(article: Article, low: str) -> bool:
    """Whether a metric is the price of what is traded by the day (oil prices, gold futures)."""
    *goods, last = low.split()
    return article.has("prices_of_goods", last) and (
        any(article.has("goods", word) for word in goods) or article.has("dealt", last)
    )


def other_deed(view: View, one: Period) -> bool:
    """Whether a time behind the figure stands in a clause that goes on with a verb of its own (… and ended the quarter with)."""
    words, parse = view.parse.words, view.parse
    at = bisect_left(words, one.start, key=lambda word: word.start)
    if at >= len(words) or parse.clause_of[at] in {view.clause, parse.clauses[view.clause].parent}:
        return False
    clause = parse.clauses[parse.clause_of[at]]
    beside = clause.parent in {view.clause, parse.clauses[view.clause].parent} and clause.parent >= 0
    return bool(clause.verbs) and clause.verbs[0] > view.word and beside and clause.subject < 0 and finite(words[clause.verbs[0]])


def contrasted(article: Article, view: View, one: Period) -> bool:
    """Whether a time behind the figure stands in what is set against the figure's own clause (…, whereas in 2021, Acme had …)."""
    between = view.parse.words[view.word + 1 : bisect_left(view.parse.words, one.start, key=lambda word: word.start)]
    return any(article.has("contrasts", word.low) for word in between)


def told(view: View, one: Period, gap: str) -> str:
    """What stands before a time without what says how a change is counted (rose 5% year over year in 2022)."""
    between = view.parse.words[view.word + 1 :]
    counted = [word.low for word in between if word.end <= one.start and word.tag == "adverb" and " " in word.low]
    return gap.replace(counted[0], "", 1) if counted else gap


def near_day(article: Article) -> bool:
    """Whether the day last spoken of is not long before the publication, so that what is quoted is of it."""
    if not article.published:
        return True
    said, out = date.fromisoformat(article.day), date.fromisoformat(article.published[:_DAY])
    return abs((out - said).days) <= _MONTH


def aside(view: View, one: Period) -> bool:
    """Whether a time stands in a relative clause that the figure is not in."""
    words, clause_of = view.parse.words, view.parse.clause_of
    at = bisect_left(words, one.start, key=lambda word: word.start)
    if at >= len(words) or clause_of[at] == view.clause:
        return False
    clause = clause_of[at]
    return view.parse.clauses[clause].relative or (
        view.parse.clauses[clause].parent >= 0 and view.parse.clauses[view.parse.clauses[clause].parent].relative
    )


def passed(article: Article, view: View, one: Period) -> bool:
    """Whether a time is none of the figure's: it owns the next, counts back, names accounts, or is when something was said."""
    rolling = any(one.text.lower().startswith(f"{word} ") for word in article.sets["rolling"]) and one.rule == "carried_year"
    return (
        rolling or _owns(article, one) or _names(article, view, one) or _said(article, view, one) or _issued(article, view, one)
    )


def _owns(article: Article, one: Period) -> bool:
    """Whether a time only says which the next is (last year's third quarter), or is said by the one before it."""
    next_to = any(other.start - one.end in _GAP for other in article.between(one.end, one.end + 5))
    if article.text[one.end : one.end + 2] in article.sets["genitives"] and next_to and one.rule != "year_ago":
        return True
    return any(
        other.rule == "year_ago" and one.start - other.end in _GAP for other in article.between(one.start - _LONG, one.start)
    )


def _names(article: Article, view: View, one: Period) -> bool:
    """Whether a time before a figure only names accounts (as part of its third-quarter earnings release, …)."""
    words = view.parse.words
    at = bisect_left(words, one.end, key=lambda word: word.start)
    behind = words[at : at + 3]
    held = next((number for number, word in enumerate(behind) if article.has("told_in", word.low)), -1)
    return held >= 0 and view.figure.start > one.end and all(word.tag in {"noun", "adjective"} for word in behind[: held + 1])


def _issued(article: Article, view: View, one: Period) -> bool:
    """Whether a time is when an outlook was given that the figure is of (its guidance provided in August called for …)."""
    words = view.parse.words
    at = bisect_left(words, one.start, key=lambda word: word.start) - 1
    return (
        at > 1
        and words[at].tag == "preposition"
        and words[at - 1].form in {"past", "part"}
        and article.has("issued", words[at - 1].lemma)
        and article.has("outlooks", words[at - 2].low)
    )


def _said(article: Article, view: View, one: Period) -> bool:
    """Whether a day or week is when something was said (the company said on Thursday)."""
    words, weekly = view.parse.words, one.rule == "weeks"
    if (len(one.value or "") != _DAY and not weekly) or one.until:
        return False
    at = bisect_left(words, one.start, key=lambda word: word.start)
    later = next((word for word in words[at + 1 : at + _AHEAD] if word.tag in {"verb", "figure"}), None)
    if later is not None and later.start < view.figure.start and article.has("says", later.lemma) and later.form != "ing":
        return True
    at -= 1
    while at >= 0 and (
        words[at].tag in {"preposition", "adverb", "determiner", "adjective"} or article.has("told_in", words[at].low)
    ):
        at -= 1
    verb = words[at] if at >= 0 else None
    told = verb is not None and (article.has("says", verb.lemma) or (weekly and article.has("report", verb.lemma)))
    return verb is not None and verb.tag == "verb" and told


def says(article: Article, view: View, role: str) -> bool:
    """Whether a word of a list of times stands in the sentence before the figure or right behind it."""
    words = period_words(article.document.language.code)
    text, figure = article.text, view.figure
    around = (text[view.spot.start : figure.start] + " | " + text[figure.end : min(figure.end + _AHEAD, view.spot.end)]).lower()
    return words is not None and any(word in around for word in words.words(role))


def past_month(article: Article, view: View, one: Period) -> str:
    """A month's value, in the year before where it is yet to come but told of as past (in December, the firm bid …)."""
    value, word = one.value or "", view.parse.words[view.verb] if view.verb >= 0 else None
    if one.rule != "carried_year" or one.future or len(value) != _MONTHLY or not value[5].isdigit() or word is None:
        return value
    past = article.published and (word.form == "past" or article.has("were", word.low)) and not _modal(view)
    return f"{int(value[:4]) - 1}{value[4:]}" if past and value > article.published[:_MONTHLY] else value


def _modal(view: View) -> bool:
    """Whether the verb before the figure is one that will or may be (will hit 13 percent in October)."""
    words, at = view.parse.words, view.verb - 1
    while at > view.low and words[at].tag in {"adverb", "negation"}:
        at -= 1
    return at >= 0 and words[at].tag == "modal"


def decade(value: str) -> bool:
    """Whether a period is ten years, which little is measured over."""
    first, _, last = value.partition("/")
    return last[:4].isdigit() and first[:4].isdigit() and int(last[:4]) - int(first[:4]) == _TEN


def beside(view: View, one: Period) -> bool:
    """Whether a time stands in the figure's own clause."""
    words, clause_of = view.parse.words, view.parse.clause_of
    return any(word.start == one.start and clause_of[at] == view.clause for at, word in enumerate(words))


def looked_for(article: Article, view: View) -> bool:
    """Whether forecasters had looked for a figure of what is now reported (analysts expected, were looking for)."""
    words = view.parse.words[max(0, view.word - _BACK) : view.word]
    told = any(article.has("forecasters", word.low) for word in words)
    pasts = [word.form == "past" or article.has("were", word.low) for word in words]
    if told and any(pasts):
        return True
    return any(  # was expected to rise, had forecast
        article.has("were", one.low) and other.form in {"past", "part"} and article.has("expecting", other.lemma)
        for one, other in pairwise(words)
    )


def reached(article: Article, view: View) -> bool:
    """Whether what was reported is only set against forecasts behind it (posted a profit of 59 cents, in line with analysts')."""
    words, word = period_words(article.document.language.code), view.parse.words[view.verb] if view.verb >= 0 else None
    if words is None or word is None or word.form != "past" or not article.has("report", word.lemma):
        return False
    before = article.text[view.spot.start : view.figure.start].lower()
    return not any(one in before for one in words.words("plans"))
