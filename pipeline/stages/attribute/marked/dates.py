"""When a figure holds: the time before it in its sentence, that of the figure before, of the business year, or of the article."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chronology import Period
    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.found import Found
    from pipeline.stages.attribute.marked.view import View
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["business_year", "dated", "days", "outlook", "reported"]

_YEAR = re.compile(r"\d{4}(?=-|/|$)")
_DAY, _MONTH, _EARLY, _FAR = len("2025-06-30"), len("2025-06"), 400, 60
_NOUN, _BACK, _NEARBY = 2, 120, 3
_PAID = frozenset({"money", "percent", "multiple"})
_BASES = frozenset({"year_ago", "period_before"})
_SAME, _TOLD = frozenset({"carried", "segment", "same", "total", "list"}), frozenset({"percent", "multiple"})
_COMPARED = frozenset({"from", "base", "with"})
_EDGES = frozenset({"report_end", "year_end", "year_ended", "year_start"})
_NEAR = frozenset({"now", "day", "days", "next_day", "weekday", "last_weekday"})


def reported(article: Article) -> Period | None:
    """The time that an article reports on: the first early one that is longer than a day; a span beside a quarter goes first."""
    early = [one for one in article.periods if one.start < article.title_end + _EARLY and one.value and not one.base]
    early = [one for one in early if len(one.value or "") != _DAY and not (one.since or _based(article, one))]
    long = next((one for one in early if "/" in (one.value or "") and one.rule == "span"), None)
    first = next((one for one in early if not one.future or one.report), None)
    quarter = any("Q" in (one.value or "") for one in early)
    return long if quarter and long is not None else first


def business_year(article: Article) -> str:
    """The business year that accounts are of, where it is not the calendar year: stated, or the one that a span begins."""
    for one in article.periods:
        value = one.value or ""
        if "/" not in value or one.base or value[5:10] == "01-01" or not value[:4].isdigit():
            continue
        first, last = value.split("/")
        if first[-2:] != "01" or len(first) != _DAY or len(last) != _DAY:
            continue
        begun = date.fromisoformat(first)
        return f"{first}/{(begun.replace(year=begun.year + 1) - timedelta(days=1)).isoformat()}"
    return ""


def outlook(article: Article) -> str:
    """The year to come that the title or the opening speaks of, where that is where a forecast is made for."""
    for one in article.periods:
        value = one.value or ""
        if one.start >= article.title_end + _EARLY:
            break
        if len(value) == len("2026") and not one.base and value >= article.report_day[:4] > "0":
            return value
    return ""


def days(article: Article, words: Iterable[Word]) -> list[str]:
    """The days that a sentence speaks of, none after the publication."""
    until = (article.document.issued or "9999")[:_DAY]
    said = [article.periods[word.number] for word in words if word.tag == "time"]
    said = [one for one in said if not _based(article, one)]
    return [
        one.value
        for one in said
        if one.value and len(one.value) == _DAY and not one.until and one.value <= until and one.rule not in _EDGES
        if one.rule in _NEAR or any(sign.isdigit() for sign in one.text)
    ]


def dated(article: Article, view: View, found: Found | None) -> list[Proposal]:
    """The periods proposed for a figure; `found` is the metric chosen for it."""
    metric = found.metric if found is not None else ""
    said = [] if _sized(article, view, metric) else list(_said(article, view, metric))
    if said:
        return said
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is not None:
        chosen = earlier.chosen.get("period")
        if chosen is not None and chosen.rule == "base":
            moved = _year_on(article, view, chosen)
            return [moved] if moved is not None else _whole(article, view, metric, found)
        return [Proposal("period", chosen.value, "same_sentence", 70, chosen.start, chosen.end)] if chosen is not None else []
    return _whole(article, view, metric, found)


def _sized(article: Article, view: View, metric: str) -> bool:
    """Whether a figure is a size that a thing has at all times (面積)."""
    words = period_words(article.language) if view.figure.kind == "measure" and metric else None
    return words is not None and metric.endswith(words.words("timeless_ends"))


def _echoed(article: Article, view: View) -> bool:
    """Whether a sentence opens with a thing that the one before it spoke of too (競売で…落札された。競売の開始価格は…)."""
    first = view.words[0] if view.words else None
    if first is None or first.tag != "noun" or len(first.text) < _NOUN or view.figure.kind not in _PAID:
        return False
    return first.text in article.text[max(article.title_end, first.start - _BACK) : first.start]


def _year_before(article: Article, view: View, one: Period) -> str:
    """The year before the one that the figure before is of: a year ago (전년) counts from the time spoken of, not from today."""
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    unknown = one.rule == "year_ago" and one.value is None
    counted = one.rule == "relative" and len(one.value or "") == len("2026")
    if earlier is None or not earlier.period or not (unknown or counted):
        return ""
    return _YEAR.sub(lambda match: str(int(match.group()) - 1), earlier.period)


def _year_on(article: Article, view: View, base: Proposal) -> Proposal | None:
    """The year behind the one that a figure is said to come from (前期の210億円から130億円に)."""
    place = next((at for at in range(view.at - 1, -1, -1) if view.words[at].tag == "figure"), -1)
    if place < 0 or view.words[place].case != "from":
        return None
    told = next((one for one in article.periods if one.start == base.start), None)
    if told is None or told.rule != "year_ago":
        return None
    value = _YEAR.sub(lambda match: str(int(match.group()) + 1), base.value)
    return Proposal("period", value, "year_on", 68, base.start, base.end)


def _said(article: Article, view: View, metric: str) -> Iterable[Proposal]:
    """The times before a figure in its sentence, the nearest first; one that the figure is compared by is not its own."""
    table, figures, near, depth = article.table, 0, True, 0
    day = _quoted(article, metric)
    for at in range(view.at - 1, max(-1, view.at - _FAR), -1):
        word = view.words[at]
        figures += word.tag == "figure"
        if word.tag in {"open", "close"} and word.text in article.brackets:
            depth = depth + 1 if word.tag == "close" else max(0, depth - 1)
        if depth:
            continue
        if word.tag != "time":
            near = near and (word.text in table.of("fillers") or word.tag in {"mark", "open"})
            continue
        one = article.periods[word.number]
        if _based(article, one):
            follows = view.words[at + 1].text if at + 1 < len(view.words) else ""
            compares = follows.startswith(table.endings("against"))
            level = view.figure.direction is None and view.figure.kind != "multiple"
            noted = at == view.at - 2 and view.words[at + 1].text in article.brackets
            value = _year_before(article, view, one) or one.value
            if near and value and level and (noted or (word.case not in _COMPARED and not compares)):
                yield Proposal("period", value, "base", 90, one.start, one.end)
                return
            continue
        near = False
        if word.text in table.of("rated") or (one.value is None and one.rule != "full_year"):
            continue
        value = one.value or ""
        if one.rule == "full_year" or word.text in table.of("this_year"):
            value = article.year or value
        spoken = len(value) == _DAY and not one.until and (word.case == "" or word.case in {"topic", "dative", "by"}) and not day
        if spoken and _speaks(article, view.words[at + 1 : at + _FAR]):
            continue
        if len(value) == _DAY and not day and one.rule in {"now", "day"}:
            continue
        if len(value) == _MONTH and word.case == "dative" and _speaks(article, view.words[at + 1 : at + 2]):
            continue
        yield Proposal("period", value, "sentence", 84 - min(figures, 4), one.start, one.end)
        return


def _whole(article: Article, view: View, metric: str, found: Found | None) -> list[Proposal]:
    """What a figure of a sentence without a time holds for: the day of a quote, the year of a forecast, the article's time."""
    table, figure = article.table, view.figure
    if _quoted(article, metric):
        day = article.day or article.report_day
        return [Proposal("period", day, "day", 50)] if day else []
    known = metrics().find(article.language, metric)
    account = metric.endswith(table.endings("accounts")) and not (known is not None and known.stock)
    year = article.year or article.outlook
    if account and year and (article.forecast or _planned(article, view)):
        return [Proposal("period", year, "business_year", 60)]
    carries = found is not None and (
        found.rule in _SAME or (figure.kind in _TOLD and article.sure(metric) > 0) or article.national
    )
    carries = carries or _echoed(article, view)
    shared = known is not None and known.stock and article.carried_stock
    to_come = article.carried[:4] > (article.report_day[:4] or "9999")
    near = article.carried if not to_come and (account or carries or shared) else ""
    told = near or article.times.get(metric, "")
    if told and not _planned(article, view):
        return [Proposal("period", told, "carried" if near else "told", 45 if near else 42)]
    report = article.report
    if report is None or not metric or report.start > figure.start or _planned(article, view):
        return []
    official = not article.lead and (article.national or article.sure(metric) > 0)
    official = official or article.lead.endswith(article.table.endings("bodies"))
    heads = report.start < article.title_end and known is not None and not known.stock and figure.kind in {*_TOLD, "money"}
    begun = (report.value or "") <= (article.report_day or "9999")
    heads = heads and (begun or report.report)
    stock = known is not None and known.stock  # what is counted at a moment has no span of its own
    if account or heads or _moved(article, view) or (official and not stock and figure.kind != "duration"):
        return [Proposal("period", report.value or "", "report", 40, report.start, report.end)]
    return []


def _moved(article: Article, view: View) -> bool:
    """Whether a figure is a change from the year before, which the time that an article reports on had (同26.1%減)."""
    if view.figure.direction is None or view.figure.kind not in _TOLD:
        return False
    last = view.words[max(0, view.at - _NEARBY) : view.at]
    bases = article.table.of("bases") - article.table.of("light")
    return any(_based(article, article.periods[word.number]) if word.tag == "time" else word.text in bases for word in last)


def _based(article: Article, one: Period) -> bool:
    """Whether a time is one that is compared with (前年同期, 前の期)."""
    return one.base or one.rule in _BASES or one.text in article.table.of("base_times")


def _quoted(article: Article, metric: str) -> bool:
    """Whether a metric is quoted on a market, day by day."""
    return metric.endswith(article.table.endings("quoted")) or metric in article.table.of("market_names")


def _speaks(article: Article, words: list[Word]) -> bool:
    """Whether a verb of saying follows in the sentence: the day before it is the day of the speech."""
    reports = article.table.endings("reports")
    return any(word.tag in {"verb", "noun"} and word.text.startswith(reports) for word in words)


def _planned(article: Article, view: View) -> bool:
    """Whether the sentence says what is planned or forecast."""
    plans = article.table.endings("plans")
    return any(word.text.startswith(plans) for word in view.words[view.at + 1 : view.at + _FAR] if word.tag in {"verb", "noun"})
