"""English: when a figure holds: the time of its clause, else that of the figures before it, else that of the report."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.asides import (
    aside,
    beside,
    contrasted,
    decade,
    looked_for,
    near_day,
    other_deed,
    passed,
    past_month,
    reached,
    says,
    told,
    traded,
)
from pipeline.stages.attribute.west.bases import again, goes_on, is_base, later, set_against, within, year_before, year_piece
from pipeline.stages.attribute.west.casing import MONEY
from pipeline.stages.attribute.west.retold import is_share, now, same, told_again

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = ["dated"]

_FAR, _DAY, _NEAR, _WORDS, _LEVEL = 90, len("2025-06-30"), 40, 4, 3
_GAPS, _BACK = 12, 60
_PIECES = {"Q", "H"}
_RETOLD = {"restating", "expected"}
_OWNED, _CLAUSED = 88, 87
_ACCOUNTED = {"money", "percent", "multiple", "count"}
_SPECIFIED = {"unit_of_thing", "feature", "label"}
_OLD, _FURTHER, _STEP, _ASIDE, _WEAK = 3, 9, 12, 30, 36


def dated(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The periods proposed for a figure. A base (from X a year ago) takes the time behind it, anything else passes it over."""
    spot, figure = view.spot, view.figure
    if metric is not None and _timeless(article, view, metric):
        return told_again(article, view)
    priced = metric is not None and metric.rule in {"price", "price_of_thing"}
    priced = priced or (figure.low is not None and figure.high is not None)  # ranged from $1.35 to $1.45
    base = not priced and (is_base(article, spot.start, figure.start) or set_against(article, view) or goes_on(article, view))
    base = base or (spot.before in article.bases and again(article, view))
    if base:
        article.bases.add(spot.number)
    quoted = (metric is not None and article.has("quoted", metric.metric.lower().rsplit(" ", 1)[-1])) or says(
        article, view, "quotes"
    )
    quoted = (quoted and not is_share(article, view)) or (metric is not None and metric.rule == "name_moved")
    daily = metric is not None and traded(article, metric.metric.lower())
    accounts = (
        article.report is not None
        and (figure.start > article.report.start or article.report.start < article.opening)
        and figure.kind in _ACCOUNTED
        and not (quoted or daily)
    )
    quoted = quoted or daily
    found = _stated(article, view, base=base, daily=daily, accounts=accounts) + told_again(article, view)
    found = found or now(article, view)
    if base and not found:
        looked = says(article, view, "plans") and bool(same(article, spot.before, "outlook", 52))
        found += later(article, view) or (
            same(article, spot.before, "outlook", 52) if looked else year_before(article, view, accounts=accounts)
        )
    if metric is not None and metric.same == spot.before and spot.before is not None and again(article, view):
        answer = article.answers[spot.before]
        return [Proposal("period", answer.period, "restated", 63), *found] if answer.period else found
    fellow = spot.before
    while fellow in article.bases and fellow is not None:
        fellow = fellow - 1 if fellow and article.document.figures[fellow - 1].start >= spot.start else None
    if not base:
        found += same(article, fellow, "same_sentence", 60)
    if metric is not None and metric.rule in _RETOLD:
        found += same(article, metric.same, "restating", 61)
    if (found and any(one.weight > _WEAK for one in found)) or base:
        return found
    if quoted and not found:
        return [Proposal("period", article.day, "day", 42)] if article.day and near_day(article) else []
    return found + _carried(article, view, metric, accounts=accounts)


def _stated(article: Article, view: View, *, base: bool, daily: bool, accounts: bool) -> list[Proposal]:
    """The times that the sentence states, each by its place beside the figure."""
    found: list[Proposal] = []
    spot, figure = view.spot, view.figure
    for one in article.between(spot.start, max(spot.end, spot.after)):
        if one.value is None or one.since or passed(article, view, one):
            continue
        if (decade(one.value) and not beside(view, one)) or (daily and len(one.value) != _DAY):
            continue
        own = base or within(article, view, one) or _owns(article, view, one) or _clause_time(article, view, one)
        if one.rule == "year_ago" and not own:
            continue
        if accounts and len(one.value) == _DAY and not one.until and one.rule not in {"year_ago", "year_end", "report_end"}:
            continue
        weight = _behind(article, view, one, base=base) or _before(article, view, one, base=base)
        weight = max(weight, _OWNED if _owns(article, view, one) else 0)
        if weight > _ASIDE and aside(view, one):
            weight -= _ASIDE
        if weight > _WEAK and one.start >= figure.end and (other_deed(view, one) or contrasted(article, view, one)):
            weight = _WEAK if accounts else 0
        if weight:
            rule = "after" if one.start >= figure.end else "before"
            value = year_piece(article, view, one) if base else past_month(article, view, one)
            found.append(Proposal("period", value, rule, weight, one.start, one.end))
    return found


def _owns(article: Article, view: View, one: Period) -> bool:
    """Whether a time is said to have the figure (last year's $2.74 billion)."""
    return (
        one.end < view.figure.start and article.text[one.end : view.figure.start].strip(f" {MONEY}") in article.sets["genitives"]
    )


def _timeless(article: Article, view: View, metric: Found) -> bool:
    """Whether a figure holds at no time that the text says: what a thing is made like, a price that was or usually is."""
    made = metric.rule == "unit" and article.has("made_units", view.figure.unit or "")
    if (
        made
        or metric.rule in _SPECIFIED
        or (view.figure.kind == "measure" and article.product and metric.metric in article.cues.units.values())
    ):
        return True
    clause = [one for one, after in pairwise(view.parse.words[view.low : view.word + 1]) if after.tag != "mark"]
    if not any(article.has("former", word.low) for word in clause) or any(article.has("outlooks", word.low) for word in clause):
        return False
    behind = article.between(view.figure.end, max(view.spot.end, view.spot.after))
    return not any(one.value and beside(view, one) and _behind(article, view, one, base=False) for one in behind)


def _behind(article: Article, view: View, one: Period, *, base: bool) -> int:
    """The weight of a time behind the figure, before the next; 0 for one that a comparison opens."""
    if one.start < view.figure.end:
        return 0
    if one.start >= view.spot.after and not (base and _bracketed(article, view, one)):
        between = article.text[view.figure.end : one.start].lower()
        words, clause_of = view.parse.words, view.parse.clause_of
        same = any(word.start == one.start and clause_of[at] == view.clause for at, word in enumerate(words))
        shared = same and len(between) < _FAR and not any(f" {word} " in between for word in article.cues.of("compares"))
        return 45 if shared and one.rule != "year_ago" and not base and view.spot.before is None else 0
    if article.text[one.end : one.end + 1] == ":" or (article.text[one.end : one.end + 1] == ")" and view.spot.after < one.start):
        return 0
    gap = article.text[view.figure.end : one.start].lower()
    based = _compares(article, told(view, one, gap)) or (
        view.figure.kind == "percent" and article.has("departs", gap.split(None, 1)[0] if gap.strip() else "")
    )
    if based and not base:
        return 0
    return 86 - min(30, len(gap) // 3) if len(gap) < _FAR else 40


def _compares(article: Article, gap: str) -> bool:
    """Whether what stands before a time compares: right before it (from, versus), or as a comparative does (than its high in)."""
    words = gap.split()
    near = f" {' '.join(words[-_WORDS:])} "
    while words and article.has("base_words", words[-1]):
        words.pop()
    if words and words[-1] in article.sets["compares"]:
        return True
    words = gap.split()
    return any(f" {word} " in near for word in article.cues.of("compares")) or any(
        word in article.sets["than"] for word in words[-2 * _WORDS :]
    )


def _bracketed(article: Article, view: View, one: Period) -> bool:
    """Whether only a bracket stands between a figure and a time ($8.4 million (21% of revenue) in 2023)."""
    gap = article.text[view.figure.end : one.start]
    rest = gap[gap.find(")") + 1 :] if gap.lstrip().startswith("(") and ")" in gap else gap
    return rest is not gap and len(rest) < _GAPS


def _clause_time(article: Article, view: View, one: Period) -> bool:
    """Whether a time before the figure is that of its clause, which says when (from a year ago, when the price was $391,700)."""
    opens = article.text[one.end : view.figure.start].lower().replace(",", " ", 1).split(None, 1)[:1]
    return bool(opens) and article.has("times_clause", opens[0]) and view.spot.low < one.end <= view.figure.start


def _before(article: Article, view: View, one: Period, *, base: bool) -> int:
    """The weight of a time before the figure: most where it stands behind the figure before, less from that one's own."""
    own = _clause_time(article, view, one)
    if own or one.end > view.figure.start or one.rule == "year_ago":
        return _CLAUSED if own else 0
    between = article.text[one.end : view.figure.start].lower().split()
    if 0 < len(between) <= _LEVEL and article.noun_in("levels", between[0]) and between[1:2] == [*article.cues.of("of")]:
        return 84
    if base:
        return 0
    before = (
        article.document.figures[view.spot.before] if view.spot.before in article.bases and view.spot.before is not None else None
    )
    if before is not None and before.end <= one.start <= before.end + _GAPS:
        return 0
    spot, gap = view.spot, article.text[max(view.spot.start, one.start - _NEAR) : one.start].lower()
    if spot.before is not None and one.start < spot.low:
        opening = one.start - spot.start < _NEAR
        return 62 if opening else 0
    based = _compares(article, gap)
    return (
        0
        if based and (spot.before is not None or not beside(view, one))
        else 70 - min(_FURTHER, (view.figure.start - one.end) // _STEP)
    )


def _carried(article: Article, view: View, metric: Found | None, *, accounts: bool) -> list[Proposal]:
    """The period of the sentence before, or what the article reports on; not one long past or to come, nor for what is now."""
    plans = says(article, view, "plans") and not (looked_for(article, view) or reached(article, view))
    if article.report is not None and accounts:
        carried = same(article, view.spot.previous, "paragraph", 40) if _here(article, view) else []
        if plans:
            return carried if _planned(article, view) else []
        report = article.report
        return [*carried, *_section(article), Proposal("period", report.value or "", "report", 38, report.start, report.end)]
    if plans and view.figure.kind in _ACCOUNTED and view.verb >= 0 and view.parse.words[view.verb].form == "past":
        return _setting(article, view, metric)
    counts = view.figure.kind == "count" and _present(article, view) and not looked_for(article, view)
    if plans or (metric is not None and metric.rule == "unit") or counts:
        return []
    carried = same(article, view.spot.previous, "paragraph", 40)
    if not _here(article, view):
        carried = [one for one in carried if len(one.value) != _DAY]
    carried = [one for one in carried if _recent(article, one.value) or _alike(article, view, metric)]
    return carried + _section(article) + _setting(article, view, metric)


def _planned(article: Article, view: View) -> bool:
    """Whether the figure before the sentence is planned as well (we expect … for the year; capital spending of … is expected)."""
    words, index = period_words(article.document.language.code), view.spot.previous
    if words is None or index is None:
        return False
    start = article.document.figures[index].start
    around = article.text[max(article.document.blocks[view.spot.block].start, start - _FAR) : start].lower()
    return any(word in around for word in words.words("plans"))


def _here(article: Article, view: View) -> bool:
    """Whether the figure before the sentence stands in the same block."""
    index = view.spot.previous
    return index is not None and article.document.figures[index].start >= article.document.blocks[view.spot.block].start


def _section(article: Article) -> list[Proposal]:
    """The time that the heading of the section states (Fiscal 2024 summary)."""
    one = article.section
    return [Proposal("period", one.value or "", "section", 39, one.start, one.end)] if one is not None else []


def _setting(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The month, quarter or half that the article opens with, for what is told of as past."""
    one, words = article.setting, view.parse.words
    if one is None or not one.value:
        return []
    word = words[view.verb] if view.verb >= 0 else None
    looked = looked_for(article, view)
    if one.value[5:6] not in _PIECES and not (metric is not None and article.has("national", metric.metric.lower())):
        verbs = [words[at] for at in view.parse.clauses[view.clause].verbs if view.word - _BACK < at < view.word]
        told = looked or any(verb.form == "past" or article.has("were", verb.low) for verb in verbs)
        if not (told and one.start < article.titled) and not says(article, view, "months_on_end"):
            return []
    if view.figure.kind not in _ACCOUNTED or (word is not None and word.form in {"base", "infinitive"} and not looked):
        return []
    return [Proposal("period", one.value or "", "setting", 30, one.start, one.end)]


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
    return int(published[:4]) - _OLD < year <= int(published[:4]) and (
        value <= published[: len(value)] if value[5:6].isdigit() else True
    )
