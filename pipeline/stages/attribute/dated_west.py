"""English: when a figure holds, by the order of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.chronology import Period
    from pipeline.stages.attribute.article import Article, Spot

__all__ = ["dated", "reported"]

_FAR, _DAY, _AHEAD = 90, len("2025-06-30"), 40
_ACCOUNTED = {"money", "percent", "multiple", "count"}


def reported(periods: Iterable[Period]) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (first-quarter revenue)."""
    return next((one for one in periods if one.report and one.value is not None and len(one.value) != _DAY), None)


def dated(article: Article, spot: Spot) -> list[Proposal]:
    """The periods proposed for a figure. A base (from X a year ago) takes the time behind it, anything else passes it over."""
    figure, text, bases = spot.figure, article.text, article.cues.of("base")
    base = text[spot.start : figure.start].lower().rstrip(" $€£¥").endswith(bases)
    words = period_words("en")
    quotes, plans = (words.words("quotes"), words.words("plans")) if words is not None else ((), ())
    before, behind = text[spot.start : figure.start].lower(), text[figure.end : figure.end + _AHEAD].lower()
    quoted = any(word in before or word in behind for word in quotes)
    said = [one for one in article.between(spot.start, spot.after) if one.value is not None and not one.since]
    accounts = article.report is not None and figure.kind in _ACCOUNTED and not quoted
    found: list[Proposal] = []
    for one in said:
        if one.value is None or (one.rule == "year_ago" and not base):
            continue
        if accounts and len(one.value) == _DAY and not one.until and one.rule != "year_ago":
            continue
        if figure.end <= one.start < spot.after:
            gap = text[figure.end : one.start]
            if base or not gap.lower().rstrip().endswith(bases):
                weight = 86 - min(30, len(gap) // 3) if len(gap) < _FAR else 40
                found.append(Proposal("period", one.value, "after", weight, one.start, one.end))
        elif one.end <= figure.start and one.rule != "year_ago":
            found.append(Proposal("period", one.value, "before", 70 if one.start >= spot.low else 58, one.start, one.end))
    if spot.before is not None and not base:
        found += _same(article, spot.before, "same_sentence", 60)
    if found or quoted:
        return found
    if article.report is None:
        return _carried(article, spot)
    report = article.report
    if not accounts or any(word in before for word in plans):
        return [] if accounts else _carried(article, spot)
    return [*_carried(article, spot), Proposal("period", report.value or "", "report", 38, report.start, report.end)]


def _carried(article: Article, spot: Spot) -> list[Proposal]:
    """The period of the last figure of the sentence before."""
    return [] if spot.previous is None else _same(article, spot.previous, "paragraph", 40)


def _same(article: Article, index: int, rule: str, weight: int) -> list[Proposal]:
    """The period of an earlier figure, unless it is a base of comparison."""
    answer = article.answers[index]
    chosen = answer.chosen.get("period")
    if not answer.period or (
        chosen is not None
        and any(one.rule == "year_ago" for one in article.between(chosen.start, chosen.start + 1) if one.start == chosen.start)
    ):
        return []
    return [Proposal("period", answer.period, rule, weight)]
