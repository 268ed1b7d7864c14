"""English: when a figure holds: the time of its clause, else that of the figures before it, else that of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chronology import Period
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = ["dated", "is_base", "reported"]

_FAR, _DAY, _AHEAD, _NEAR, _WORDS, _LEVEL = 90, len("2025-06-30"), 40, 40, 4, 3
_ACCOUNTED = {"money", "percent", "multiple", "count"}
_SPECIFIED = {"unit_of_thing", "feature", "label"}
_OLD, _FURTHER, _STEP, _TEN = 3, 9, 12, 9


def reported(periods: Iterable[Period]) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (first-quarter revenue)."""
    return next((one for one in periods if one.report and one.value is not None and len(one.value) != _DAY), None)


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
        if one.value is None or one.since or (one.rule == "year_ago" and not base):
            continue
        if accounts and len(one.value) == _DAY and not one.until and one.rule not in {"year_ago", "year_end", "report_end"}:
            continue
        weight = _behind(article, view, one, base=base) or _before(article, view, one, base=base)
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
