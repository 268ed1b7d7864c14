"""English: figures that others are compared with (from X, compared with Y, on sales of Z), and the times of those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.asides import beside
from pipeline.stages.attribute.west.casing import MONEY
from pipeline.stages.attribute.west.words import finite

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.view import View

__all__ = ["again", "goes_on", "is_base", "later", "set_against", "within", "year_before", "year_piece"]

_YEAR, _DAY = len("2025"), len("2025-06-30")
_REACH = 24


def is_base(article: Article, start: int, end: int) -> bool:
    """Whether what stands before a figure, in ``[start, end)``, opens a base of comparison."""
    low = article.text[start:end].rstrip(f" {MONEY}").lower()
    owns = article.cues.of("genitives").last(low)
    if owns:
        low = low[: _owner(article, start, start + len(low) - len(owns)) - start].rstrip()
    for word in (*article.cues.of("quantifiers"), *article.cues.of("the")):
        low = low.removesuffix(f" {word}")
    return low.endswith(article.cues.of("base")) and low.rsplit(None, 1)[-1] not in article.sets["not_base"]


def _owner(article: Article, start: int, end: int) -> int:
    """Where the time begins, with its article, that owns what follows (from the previous year's $0.36); else `end`."""
    return next((one.start for one in article.between(start, end) if one.end == end), end)


def set_against(article: Article, view: View) -> bool:
    """Whether a figure is the first behind words of comparison (compared with a loss of …, versus operating income of …)."""
    words = view.parse.words
    verb = next((word for word in words[:4] if word.tag == "verb"), None)
    if verb is not None and words[0].tag == "pronoun" and article.has("sets_against", verb.lemma):
        return True
    if view.spot.before is None or not view.by or view.by not in article.sets["of"]:
        return False
    between = f" {article.text[view.spot.low : view.figure.start].lower()}"
    return any(f" {word} " in between for word in article.cues.of("against"))


def goes_on(article: Article, view: View) -> bool:
    """Whether a figure goes on the list of bases that the one before it belongs to (a loss of $22 million on revenue of …)."""
    if view.spot.before not in article.bases or view.by not in article.sets["of"]:
        return False
    words = view.parse.words
    first = next((at for at in range(view.word - 1, -1, -1) if words[at].tag == "figure"), view.word)
    return words[first].number == view.spot.before and not any(
        finite(word) or word.tag == "time" or word.text in article.sets["label_ends"] for word in words[first + 1 : view.word]
    )


def later(article: Article, view: View) -> list[Proposal]:
    """The time of comparison at the end of a list of bases (compared with $4, or 46 cents, on sales of $15 a year ago)."""
    told = _together(article, view)
    return (
        told
        or [
            Proposal("period", one.value, "base_list", 50, one.start, one.end)
            for one in article.between(view.spot.after, view.spot.end)
            if one.value is not None and one.rule in {"year_ago", "same"} and beside(view, one)
        ][:1]
    )


def _together(article: Article, view: View) -> list[Proposal]:
    """The time behind the figure that says a base again (compared with a loss of $119 million, or $2.05 per share, for 2023)."""
    index, figures = view.spot.number + 1, article.document.figures
    if index >= len(figures) or figures[index].end > view.spot.end:
        return []
    again_said = article.text[view.figure.end : figures[index].start].strip(f" ,{MONEY}").lower() in article.sets["or"]
    one = next(iter(article.between(figures[index].end, view.spot.end)), None) if again_said else None
    if one is None or one.value is None or one.rule != "stated" or one.start - figures[index].end > _REACH:
        return []
    stop = figures[index + 1].start if index + 1 < len(figures) else view.spot.end
    return [Proposal("period", one.value, "base_list", 51, one.start, one.end)] if one.start < stop else []


def year_before(article: Article, view: View, *, accounts: bool) -> list[Proposal]:
    """The time a year before that of the figure before it, else of the accounts reported, for a base of which nothing is said."""
    report = article.report.value if article.report is not None and accounts else None
    index = view.spot.before
    fellow = article.answers.get(index) if index is not None and index not in article.bases else None
    if report is None or not report[:4].isdigit() or len(report) == _DAY:
        return []
    if fellow is not None and fellow.period and fellow.period[:4].isdigit() and len(fellow.period) != _DAY:
        report = fellow.period
    back = "/".join(f"{int(one[:4]) - 1}{one[4:]}" for one in report.split("/"))
    return [Proposal("period", back, "year_before", 35)]


def year_piece(article: Article, view: View, one: Period) -> str:
    """The value of a base's time: of last year, the same quarter, half or month as what it is compared with."""
    value, index = one.value or "", view.spot.before
    while index is not None and index in article.bases:
        index = index - 1 if index and article.document.figures[index - 1].start >= view.spot.start else None
    told = article.answers[index].period if index is not None and index in article.answers else None
    if (
        one.rule != "relative"
        or len(value) != _YEAR
        or told is None
        or not _YEAR < len(told) < _DAY
        or not told[:_YEAR].isdigit()
    ):
        return value
    return f"{value}{told[_YEAR:]}" if int(told[:_YEAR]) == int(value) + 1 else value


def again(article: Article, view: View) -> bool:
    """Whether a figure says the one before it in another way ($4 billion, or 46 cents a share)."""
    before = view.spot.before
    between = article.text[article.document.figures[before].end : view.figure.start] if before is not None else ""
    return between.strip(f" ,{MONEY}").lower() in article.sets["or"]


def within(article: Article, view: View, one: Period) -> bool:
    """Whether a time of comparison is the figure's own ($15 in the same period last year)."""
    gap = article.text[view.figure.end : one.start].lower().strip() if one.start >= view.figure.end else ""
    return article.has("places_in_time", gap)
