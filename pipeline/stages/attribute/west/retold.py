"""English: the time of a figure that is told again, of what is said to be so now, and of the figure before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.asides import says

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.view import View

__all__ = ["is_share", "now", "same", "told_again"]

_DAY, _GAPS = len("2025-06-30"), 12
_SPOKEN = {"money", "percent", "multiple", "count"}


def told_again(article: Article, view: View) -> list[Proposal]:
    """The period of the earlier figure of the same value that one points back to (some of that 8.69 GW)."""
    words, figure = period_words(article.document.language.code), view.figure
    before = article.text[max(view.spot.start, figure.start - _GAPS) : figure.start].lower()
    if words is None or figure.value is None or not before.endswith(words.words("told_again")):
        return []
    for index in range(view.spot.number - 1, -1, -1):
        other = article.document.figures[index]
        if (other.kind, other.value, other.unit) == (figure.kind, figure.value, figure.unit):
            return same(article, index, "told_again", 75)
    return []


def now(article: Article, view: View) -> list[Proposal]:
    """The day of publication, for what is said to be so now (is now live at Amazon for $199, from around 20% now); no outlook."""
    words, parse, at = period_words(article.document.language.code), view.parse, view.word
    if words is None or not article.published or view.figure.kind not in _SPOKEN or article.report is not None:
        return []
    said = words.words("now_said")
    near = [word.low for word in parse.words[max(1, view.low) : at] if parse.clause_of[at] == view.clause]
    near += [word.low for word in parse.words[at + 1 : at + 2]]
    if not any(word in near for word in said) or says(article, view, "plans"):
        return []
    return [Proposal("period", article.published[:_DAY], "now", 64)]


def is_share(article: Article, view: View) -> bool:
    """Whether a per cent is only a share of something (15 per cent of shares at the offering price)."""
    after = article.text[view.figure.end : view.figure.end + _GAPS].lower().split()
    return view.figure.kind == "percent" and view.figure.direction is None and after[:1] == [*article.cues.of("of")][:1]


def same(article: Article, index: int | None, rule: str, weight: int) -> list[Proposal]:
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
