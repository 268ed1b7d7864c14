"""English: when a figure holds: the time of its clause, else that of the figures before it, else that of the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chronology import Period
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = ["aligned", "dated", "is_base", "reported"]

_FAR, _DAY, _AHEAD, _NEAR, _WORDS, _LEVEL = 90, len("2025-06-30"), 40, 40, 4, 3
_YEAR = re.compile(r"(?<!\d)(?:20\d\d|'\d\d)(?!\d)")
_OWNS = {"'s", "’s"}
_PIECES, _BARE = {"Q", "H"}, {"carried_year", "year_ago", "same"}
_ACCOUNTED = {"money", "percent", "multiple", "count"}
_SPECIFIED = {"unit_of_thing", "feature", "label"}
_OLD, _FURTHER, _STEP, _TEN, _ASIDE = 3, 9, 12, 9, 30


def reported(periods: Iterable[Period]) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (first-quarter revenue)."""
    return next((one for one in periods if one.report and one.value is not None and len(one.value) != _DAY), None)


def aligned(periods: tuple[Period, ...], text: str) -> tuple[Period, ...]:
    """The times with the quarters and halves that state no year put into the year of the accounts that state one.

    A fiscal year is not that of the calendar: where accounts are said to be of Q1 2025, the first quarter is that one, and the
    period before it is a year before that.
    """
    report = reported(periods)
    if report is None or report.value is None or not _stated(text, report) or "-" not in report.value or "/" in report.value:
        return periods
    year, _, piece = report.value.partition("-")
    moved: dict[str, str] = {}
    for one in periods:
        value = one.value or ""
        if value != report.value and value.endswith(f"-{piece}") and one.rule == "carried_year" and not _stated(text, one):
            shift = int(year) - int(value[:4])
            for back in (0, 1):
                moved[f"{int(value[:4]) - back}-{piece}"] = f"{int(value[:4]) - back + shift}-{piece}"
            if piece[0] in _PIECES:
                for other in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"):
                    moved.setdefault(f"{value[:4]}-{other}", f"{int(value[:4]) + shift}-{other}")
    if not moved:
        return periods
    return tuple(
        replace(one, value=moved.get(one.value or "", one.value)) if one.rule in _BARE and not _stated(text, one) else one
        for one in periods
    )


def _stated(text: str, one: Period) -> bool:
    """Whether a time is written with its year, or right behind one (fiscal 2018 second quarter)."""
    return _YEAR.search(text, max(0, one.start - _AHEAD // 3), one.end) is not None


def dated(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The periods proposed for a figure. A base (from X a year ago) takes the time behind it, anything else passes it over."""
    spot, figure = view.spot, view.figure
    if metric is not None and _timeless(article, view, metric):
        return []
    priced = metric is not None and metric.rule in {"price", "price_of_thing"}
    base = not priced and is_base(article, spot.start, figure.start)
    quoted = (metric is not None and article.has("quoted", metric.metric.lower().rsplit(" ", 1)[-1])) or _says(
        article, view, "quotes"
    )
    quoted = quoted or (metric is not None and _traded(article, metric.metric.lower()))
    quoted = quoted or (metric is not None and metric.rule == "name_moved")
    accounts = (
        article.report is not None
        and (figure.start > article.report.start or article.report.start < article.opening)
        and figure.kind in _ACCOUNTED
        and not quoted
    )
    found: list[Proposal] = []
    for one in article.between(spot.start, max(spot.end, spot.after)):
        if one.value is not None and _decade(one.value) and not _beside(view, one):
            continue
        if one.value is None or one.since or (one.rule == "year_ago" and not base) or _passed(article, view, one):
            continue
        if accounts and len(one.value) == _DAY and not one.until and one.rule not in {"year_ago", "year_end", "report_end"}:
            continue
        weight = _behind(article, view, one, base=base) or _before(article, view, one, base=base)
        if weight > _ASIDE and _aside(view, one):
            weight -= _ASIDE
        if weight:
            rule = "after" if one.start >= figure.end else "before"
            found.append(Proposal("period", one.value, rule, weight, one.start, one.end))
    if spot.before is not None and not base:
        found += _same(article, spot.before, "same_sentence", 60)
    if found or base:
        return found
    if quoted:
        return [Proposal("period", article.day, "day", 42)] if article.day else []
    return _carried(article, view, metric, accounts=accounts)


def _traded(article: Article, low: str) -> bool:
    """Whether a metric is the price of what is traded by the day (oil prices, gold futures)."""
    *goods, last = low.split()
    return article.has("prices_of_goods", last) and any(article.has("goods", word) for word in goods)


def _aside(view: View, one: Period) -> bool:
    """Whether a time stands in a relative clause that the figure is not in."""
    words, clause_of = view.parse.words, view.parse.clause_of
    at = bisect_left(words, one.start, key=lambda word: word.start)
    if at >= len(words) or clause_of[at] == view.clause:
        return False
    clause = clause_of[at]
    return view.parse.clauses[clause].relative or (
        view.parse.clauses[clause].parent >= 0 and view.parse.clauses[view.parse.clauses[clause].parent].relative
    )


def _passed(article: Article, view: View, one: Period) -> bool:
    """Whether a time is none of the figure's: it owns the next (last year's third quarter), counts back, is when it was said."""
    text, words = article.text, view.parse.words
    if text[one.end : one.end + 2] in _OWNS and any(other.start in range(one.end, one.end + 4) for other in article.periods):
        return True
    if any(one.text.lower().startswith(f"{word} ") for word in article.sets["rolling"]) and one.rule == "carried_year":
        return True
    if len(one.value or "") != _DAY or one.until:
        return False
    at = bisect_left(words, one.start, key=lambda word: word.start)
    at -= 1
    while at >= 0 and (
        words[at].tag in {"preposition", "adverb", "determiner", "adjective"} or article.has("told_in", words[at].low)
    ):
        at -= 1
    return at >= 0 and words[at].tag == "verb" and article.has("says", words[at].lemma)


def _decade(value: str) -> bool:
    """Whether a period is ten years, which little is measured over."""
    first, _, last = value.partition("/")
    return last[:4].isdigit() and first[:4].isdigit() and int(last[:4]) - int(first[:4]) == _TEN


def _beside(view: View, one: Period) -> bool:
    """Whether a time stands in the figure's own clause."""
    words, clause_of = view.parse.words, view.parse.clause_of
    return any(word.start == one.start and clause_of[at] == view.clause for at, word in enumerate(words))


def _timeless(article: Article, view: View, metric: Found) -> bool:
    """Whether a figure holds at no time that the text says: what a thing is made like, a price that was or usually is."""
    made = metric.rule == "unit" and article.has("made_units", view.figure.unit or "")
    if (
        made
        or metric.rule in _SPECIFIED
        or (view.figure.kind == "measure" and article.product and metric.metric in article.cues.units.values())
    ):
        return True
    clause = view.parse.words[view.low : view.word]
    return any(article.has("former", word.low) for word in clause)


def _says(article: Article, view: View, role: str) -> bool:
    """Whether a word of a list of times stands in the sentence before the figure or right behind it."""
    words = period_words(article.document.language.code)
    text, figure = article.text, view.figure
    around = (text[view.spot.start : figure.start] + " | " + text[figure.end : figure.end + _AHEAD]).lower()
    return words is not None and any(word in around for word in words.words(role))


def is_base(article: Article, start: int, end: int) -> bool:
    """Whether what stands before a figure, in ``[start, end)``, opens a base of comparison."""
    low = article.text[start:end].rstrip(" $€£¥").lower()
    for word in article.cues.of("quantifiers"):
        low = low.removesuffix(f" {word}")
    return low.endswith(article.cues.of("base")) and low.rsplit(None, 1)[-1] not in article.sets["not_base"]


def _behind(article: Article, view: View, one: Period, *, base: bool) -> int:
    """The weight of a time behind the figure, before the next; 0 for one that a comparison opens."""
    if one.start < view.figure.end:
        return 0
    if one.start >= view.spot.after:
        between = article.text[view.figure.end : one.start].lower()
        words, clause_of = view.parse.words, view.parse.clause_of
        same = any(word.start == one.start and clause_of[at] == view.clause for at, word in enumerate(words))
        shared = same and len(between) < _FAR and not any(f" {word} " in between for word in article.cues.of("compares"))
        return 45 if shared and one.rule != "year_ago" and not base and view.spot.before is None else 0
    gap = article.text[view.figure.end : one.start].lower()
    based = any(f" {word} " in f" {' '.join(gap.split()[-_WORDS:])} " for word in article.cues.of("compares"))
    if based and not base:
        return 0
    return 86 - min(30, len(gap) // 3) if len(gap) < _FAR else 40


def _before(article: Article, view: View, one: Period, *, base: bool) -> int:
    """The weight of a time before the figure: most where it stands behind the figure before, less from that one's own."""
    if one.end > view.figure.start or one.rule == "year_ago" or base:
        return 0
    between = article.text[one.end : view.figure.start].lower().split()
    if 0 < len(between) <= _LEVEL and article.noun_in("levels", between[0]) and between[1:2] == [*article.cues.of("of")]:
        return 84
    spot, gap = view.spot, article.text[max(view.spot.start, one.start - _NEAR) : one.start].lower()
    if spot.before is not None and one.start < spot.low:
        opening = one.start - spot.start < _NEAR
        return 62 if opening else 0
    based = any(f" {word} " in f" {' '.join(gap.split()[-_WORDS:])} " for word in article.cues.of("compares"))
    return 0 if based and spot.before is not None else 70 - min(_FURTHER, (view.figure.start - one.end) // _STEP)


def _carried(article: Article, view: View, metric: Found | None, *, accounts: bool) -> list[Proposal]:
    """The period of the sentence before, or what the article reports on; not one long past or to come, nor for what is now."""
    plans = _says(article, view, "plans")
    if article.report is not None and accounts:
        if plans:
            return []
        carried, report = _same(article, view.spot.previous, "paragraph", 40), article.report
        return [*carried, Proposal("period", report.value or "", "report", 38, report.start, report.end)]
    if plans or (metric is not None and metric.rule == "unit") or (view.figure.kind == "count" and _present(article, view)):
        return []
    carried = _same(article, view.spot.previous, "paragraph", 40)
    return [one for one in carried if _recent(article, one.value) or _alike(article, view, metric)]


def _alike(article: Article, view: View, metric: Found | None) -> bool:
    """Whether the figure before the sentence is of the same noun (production capacity, cell capacity)."""
    index = view.spot.previous
    other = article.answers[index].metric if index is not None else None
    return metric is not None and other is not None and other.lower().split()[-1:] == metric.metric.lower().split()[-1:]


def _present(article: Article, view: View) -> bool:
    """Whether the clause speaks of now: employs, has."""
    word = view.parse.words[view.verb] if view.verb >= 0 else None
    return word is not None and (word.form in {"s", "base", "infinitive"} or article.has("present", word.low))


def _recent(article: Article, value: str) -> bool:
    """Whether a period ends neither long before the publication nor after it."""
    published = article.published
    if not published or not value[:4].isdigit():
        return True
    year = int(value.rsplit("/", 1)[-1][:4])
    return int(published[:4]) - _OLD < year <= int(published[:4]) and (len(value) < _DAY or value[-_DAY:] <= published[:_DAY])


def _same(article: Article, index: int | None, rule: str, weight: int) -> list[Proposal]:
    """The period of an earlier figure, unless it is a base of comparison."""
    answer = article.answers.get(index) if index is not None else None
    if answer is None or not answer.period:
        return []
    chosen = answer.chosen.get("period")
    if chosen is not None and any(
        one.rule == "year_ago" for one in article.between(chosen.start, chosen.start + 1) if one.start == chosen.start
    ):
        return []
    return [Proposal("period", answer.period, rule, weight)]
