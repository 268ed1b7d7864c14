"""What a whole article is about in time: the period that it reports on, the day of a market, the occasion it tells of."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipeline.chronology import periods
from pipeline.chronology.calendar import last_day, parse
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.period.carried import planned
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.lexicon.metrics import Metric
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Reading

__all__ = ["fleeting", "occasion", "of_report", "quoted", "reported", "whole"]

_DAY, _MONTH = len("2025-06-30"), len("2025-06")
_PASSED = {"sentence", "figure_before"}
"""Rules that take a time over from the clause before."""
_ACCOUNTED = {"money", "percent", "multiple", "count", "measure"}
_WEIGHT, _NEAR = 38, 120
_GUESSED, _STATED = "carried_year", "stated"
"""A time whose year is only the nearest (半年度业绩), and one that is written out (截至2024年9月止半年度)."""
_LATE = {"11", "12"}
"""The months in which a year is told of as if it were over (2017年粮食产量的公告)."""
_OPENING, _RECENT = 2, 4
"""Blocks that a round-up opens with (its title among them), and days that it may come after the day it tells of."""
_FLOWS = ("revenue", "net_profit", "net_loss", "gross_profit", "operating_profit")
"""What the keys begin with of metrics that flow through a year."""
_MARKETS = {"currency", "index", "market"}
_DONE = {
    "investment", "proceeds", "funding", "consideration", "contract_value", "buyback", "pledge", "shareholding", "price",
    "fee", "offer_price", "target_price", "valuation", "appraised_value", "deaths", "attendance", "score", "subscription",
}  # fmt: skip
"""What is paid, raised or counted on one day."""
_WORTH = {"market_cap", "valuation"}
_TRADED = {"interest_rate", "exchange_rate"}
_QUOTED = {
    "share_price",
    "index_level",
    "exchange_rate",
    "trading_value",
    "trading_volume",
    "turnover_rate",
    "interest_rate",
    "fund_flow",
}


def reported(reading: Reading) -> Period | None:
    """The time that an article reports on: that of its title, else the first over by then that accounts are said to be of."""
    published = _published(reading)
    accounts = (one for one in reading.periods if one.report and not one.base and one.value is not None)
    spans = ((one, one.value) for one in accounts if one.value is not None and len(one.value) != _DAY)
    found = next((one for one, value in spans if not published or last_day(value) <= published), None)
    titled = _titled(reading)
    guessed = titled is not None and titled.rule == _GUESSED and found is not None and found.rule == _STATED
    return found if guessed or titled is None else titled


def _titled(reading: Reading) -> Period | None:
    """The one past stretch of time that the title names (4月CPI同比上涨0.4%), where the text names it too."""
    published, title = _published(reading), reading.document.metadata.title
    if not title:
        return None
    said = [one for one in periods(title, published or None, reading.language) if one.value is not None and one.rule != "now"]
    said = [one for one in said if not (one.base or one.since or one.future or one.rule == "to_date")]
    if len({one.value for one in said}) != 1 or len(said[0].value or "") == _DAY:
        return None
    value = said[0].value or ""
    told = value == published[: len("2025")] and published[len("2025-") : len("2025-06")] in _LATE
    if published and last_day(value) > published and not told:
        return None
    return next((one for one in reading.periods if one.value == value), replace(said[0], start=-1, end=-1))


def _published(reading: Reading) -> str:
    return (reading.document.issued or "")[:_DAY]


def _concept(context: Context, scene: Scene) -> Metric | None:
    answer = context.answers.get(scene.index)
    if answer is None or not answer.metric:
        return None
    return metrics().find(context.reading.language, answer.metric, scene.figure.kind)


def whole(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """What flows through a period does not hold for the day on which the report of it came out."""
    report = context.report
    proposals = _summed(context, scene, proposals)
    if not any(len(one.value) == _DAY for one in proposals):
        return proposals
    proposals = _through(context, scene, proposals)
    if report is None or not any(len(one.value) == _DAY for one in proposals):
        return proposals
    concept = _concept(context, scene)
    if concept is None or concept.stock or concept.key in _QUOTED or concept.key in _DONE:
        return proposals
    return [
        one._replace(value=report.value or one.value, rule="report", start=report.start, end=report.end)
        if len(one.value) == _DAY and one.rule in {"clause", "sentence"} and _came_out(context.reading, one)
        else one
        for one in proposals
    ]


def _came_out(reading: Reading, day: Proposal) -> bool:
    """Whether a day is written as one on which something may come out: not up to it, not compared with, no 今天."""
    if day.start < 0:
        return False
    said = reading.said_at(day.start)
    if said is None or said.end != day.end:
        return True
    numerals = reading.cues.word("numerals")
    return not (said.until or said.base) and any(sign.isdigit() or sign in numerals for sign in said.text)


def _summed(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """The months of a year up to the one told of, for what has been earned in all since (7月纯益90亿元，累计纯益548亿元)."""
    cues, phrase = context.reading.cues, scene.phrase
    said = scene.clause.text[scene.low : scene.start]
    if phrase is None or not any(word in said for word in cues.of("totals")[:1]) or scene.figure.kind != "money":
        return proposals
    concept = _concept(context, scene)
    if concept is None or not concept.key.startswith(_FLOWS):
        return proposals
    return [
        one._replace(value=f"{one.value[:4]}-01-01/{last_day(one.value)}")
        if len(one.value) == _MONTH and "Q" not in one.value and "H" not in one.value and one.rule in _PASSED
        else one
        for one in proposals
    ]


def fleeting(context: Context, scene: Scene, value: str | None) -> bool:
    """Whether a price in a market is told beside accounts (三季度营收首破210亿元，股价跌3%): it is not of their time."""
    concept = _concept(context, scene)
    part = value is not None and ("-Q" in value or "-H" in value) and "/" not in value
    return part and concept is not None and (concept.key in _QUOTED or concept.key in _WORTH) and concept.key not in _TRADED


def _through(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """A year for what flows through it, where the sentence counted assets at its end (2024年末总资产1亿元，净利润3000万元)."""
    words, concept = period_words(context.reading.language), _concept(context, scene)
    if words is None or concept is None or concept.stock or not concept.key.startswith(_FLOWS):
        return proposals
    ends, text = words.words("year_ends"), context.reading.text
    return [
        one._replace(value=one.value[: len("2025")])
        if one.rule in {"sentence", "figure_before"} and one.start >= 0 and text[one.start : one.end].endswith(ends)
        else one
        for one in proposals
    ]


def of_report(context: Context, scene: Scene) -> list[Proposal]:
    """The time that the article reports on; for what is counted at a moment, its last day."""
    report, reading = context.report, context.reading
    answer = context.answers.get(scene.index)
    if report is None or answer is None or not answer.metric or scene.figure.kind not in _ACCOUNTED:
        return []
    before = reading.text[scene.sentence.start : scene.figure.start]
    concept = _concept(context, scene)
    if planned(reading, before) or (concept is not None and concept.key in _QUOTED):
        return []
    if concept is None and (scene.figure.kind in {"count", "measure"} or _spoken(context, before)):
        return []
    value = report.value or ""
    if concept is not None and concept.stock and not scene.change:
        value = last_day(value)
    return [Proposal("period", value, "report", _WEIGHT, report.start, report.end)]


def _spoken(context: Context, sentence: str) -> bool:
    """Whether a sentence is what somebody says in quotation marks: not what the article reports on."""
    words = period_words(context.reading.language)
    return words is not None and sentence.lstrip().startswith(words.words("quote_opens"))


def quoted(context: Context, scene: Scene) -> list[Proposal]:
    """A quotation of a market without a time of its own holds for the day of publication."""
    reading = context.reading
    published = _published(reading)
    answer = context.answers.get(scene.index)
    if not published or answer is None:
        return []
    words, rounds = period_words(reading.language), reading.rounds
    if scene.figure.kind not in {"money", "percent", "number", "multiple"} and not (rounds and scene.figure.kind == "count"):
        return []
    quotes = reading.cues.of("quotes_verbs")
    said = any(word.text in quotes for word in scene.clause.words)
    if rounds and words is not None:
        text = scene.clause.text
        said = said or text[: scene.start].endswith(quotes) or any(word in text for word in words.words("market_verbs"))
    concept = metrics().find(reading.language, answer.metric or "", scene.figure.kind)
    market = concept is not None and concept.key in _QUOTED
    ahead = words is not None and any(word in scene.clause.text[: scene.start] for word in words.words("to_come"))
    if ahead or not (said or (rounds and market)):
        return []
    entity = context.found.forms.get(answer.subject or "")
    closing = any(word.text in reading.cues.of("closing_verbs") for word in scene.clause.words)
    if rounds or (entity is not None and entity.kind in _MARKETS) or (closing and market):
        told = _day_told(reading, published)
        if told is not None and scene.figure.start > told.start:
            return [Proposal("period", told.value or published, "market_day", 45, told.start, told.end)]
        return [Proposal("period", published, "published", 45)]
    return []


def _day_told(reading: Reading, published: str) -> Period | None:
    """The day that a round-up of a market tells of: the one that it opens with, shortly before its publication."""
    words, blocks = period_words(reading.language), reading.document.blocks
    stop = blocks[min(_OPENING, len(blocks) - 1)].end if blocks else 0
    opening = takewhile(lambda one: one.start < stop, reading.periods)
    days = (one for one in opening if one.value is not None and len(one.value) == _DAY)
    told = next((one for one in days if not (one.base or one.since or one.until)), None)
    if told is None or words is None or told.rule == "now" or told.text in words.words("overnight") or told.value is None:
        return None
    first, last = parse(told.value), parse(published)
    return told if first is not None and last is not None and 0 <= (last - first).days <= _RECENT else None


def occasion(context: Context, scene: Scene) -> list[Proposal]:
    """What is counted at the event that the article tells of (此次展会共有26家…) holds for the day of publication."""
    reading = context.reading
    words, published = period_words(reading.language), _published(reading)
    if words is None or not published or scene.figure.kind != "count":
        return []
    before = reading.text[max(scene.sentence.start, scene.figure.start - _NEAR) : scene.figure.start]
    if not any(word in before for word in words.words("occasions")) or planned(reading, before):
        return []
    return [Proposal("period", published, "occasion", 44)]
