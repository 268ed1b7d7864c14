"""When a figure holds: the rules that propose a period."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import last_day
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.lists import aligned_periods
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.lexicon.metrics import Metric
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Reading

__all__ = ["dated", "reported"]

_FAR = 12
_DAY = len("2025-06-30")
_BASES = {"year_ago"}
_ACCOUNTED = {"money", "percent", "multiple", "count"}
_WEIGHT = 38
_MARKETS = {"currency", "index", "market"}
_QUOTED = {"share_price", "index_level", "exchange_rate", "trading_value", "trading_volume", "turnover_rate", "interest_rate"}


def dated(context: Context, scene: Scene) -> list[Proposal]:
    """The periods proposed for a figure."""
    settled = _settled(context, scene)
    if settled is not None:
        return [settled] if settled.value else []
    proposals = [*_in_clause(context, scene), *_in_sentence(context, scene)] or _quoted(context, scene)
    flows = scene.change or (scene.phrase is not None and scene.phrase.known) or context.lead_period is not None
    return _whole(context, scene, proposals) or (_carried(context, scene) if flows else []) or _reported(context, scene)


def reported(reading: Reading) -> Period | None:
    """The time that an article reports on: the first that accounts are said to be of (2025年年报)."""
    accounts = (one for one in reading.periods if one.report and not one.base and one.value is not None)
    return next((one for one in accounts if one.value is not None and len(one.value) != _DAY), None)


def _planned(reading: Reading, text: str) -> bool:
    """Whether a text speaks of plans."""
    words = period_words(reading.language)
    return words is not None and any(word in text for word in words.words("plans"))


def _concept(context: Context, scene: Scene) -> Metric | None:
    answer = context.answers.get(scene.index)
    if answer is None or not answer.metric:
        return None
    return metrics().find(context.reading.language, answer.metric, scene.figure.kind)


def _whole(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """What flows through a period does not hold for the day on which the report of it came out."""
    report = context.report
    if report is None or not any(len(one.value) == _DAY for one in proposals):
        return proposals
    concept = _concept(context, scene)
    if concept is None or concept.stock or concept.key in _QUOTED:
        return proposals
    days = {(one.start, one.end) for one in context.reading.periods if one.until or one.base}
    return [
        replace(one, value=report.value or one.value, rule="report", start=report.start, end=report.end)
        if len(one.value) == _DAY and (one.start, one.end) not in days and one.start >= 0 and one.rule in {"clause", "sentence"}
        else one
        for one in proposals
    ]


def _reported(context: Context, scene: Scene) -> list[Proposal]:
    """The time that the article reports on; for what is counted at a moment, its last day."""
    report, reading = context.report, context.reading
    answer = context.answers.get(scene.index)
    if report is None or answer is None or not answer.metric or scene.figure.kind not in _ACCOUNTED:
        return []
    before = reading.text[scene.sentence.start : scene.figure.start]
    concept = _concept(context, scene)
    if _planned(reading, before) or (concept is not None and concept.key in _QUOTED):
        return []
    if concept is None and not scene.change and scene.figure.kind == "count":
        return []
    value = report.value or ""
    if concept is not None and concept.stock and not scene.change:
        value = last_day(value)
    return [Proposal("period", value, "report", _WEIGHT, report.start, report.end)]


def _settled(context: Context, scene: Scene) -> Proposal | None:
    """The period of the figure that this one restates in a bracket, or its place in a list of periods."""
    reading, clause = context.reading, scene.clause
    if scene.restated and scene.before is None and not clause.periods and clause.host is not None:
        host = reading.clauses[clause.host]
        earlier = [index for index in host.figures if index in context.answers and reading.figures[index].end <= clause.start]
        if earlier:
            return Proposal("period", context.answers[earlier[-1]].period or "", "bracket", 95)
    place = context.places.get(scene.index)
    if place is None or place.size == 1:
        return None
    aligned = aligned_periods(reading, scene.sentence.number, place, reading.figures[place.first].start)
    if aligned is None:
        return None
    one = reading.periods[aligned[1]]
    return Proposal("period", aligned[0], "aligned", 96, one.start, one.end)


def _in_clause(context: Context, scene: Scene) -> list[Proposal]:
    """The time before the figure in its clause, or that of the figure before it."""
    reading, clause = context.reading, scene.clause
    own = [reading.periods[index] for index in clause.periods if reading.periods[index].end <= scene.figure.start]
    if (
        own
        and own[-1].base
        and own[-1].value is not None
        and not scene.base
        and scene.figure.direction is None
        and scene.figure.kind != "multiple"
    ):
        gap = clause.text[clause.inside(own[-1].end) : scene.start].strip()
        if gap in reading.cues.of("of") or (not gap and not scene.change):
            return [_proposed(own[-1], "base", 92)]
    if not scene.base:
        own = [one for one in own if not one.base]
    near = _usable(own, scene)
    if near is not None:
        gap = clause.text[clause.inside(near.end) : scene.start].strip(" ,，")
        return [_proposed(near, "clause", 90 if not gap or gap in reading.cues.of("of") else 84)]
    answer = context.answers.get(scene.before) if scene.before is not None and not own else None
    if answer is None or not answer.period or (not scene.listed and _is_base(context, scene.before)):
        return []
    return [Proposal("period", answer.period, "same_clause", 80)]


def _in_sentence(context: Context, scene: Scene) -> list[Proposal]:
    """The time of the nearest clause before that has one, or of that clause's last figure."""
    reading, clause = context.reading, scene.clause
    for distance, other in enumerate(scene.sentence.before(clause, _FAR), 1):
        if other.host is not None and other.host != clause.number and clause.host is None:
            continue
        said = [reading.periods[index] for index in other.periods]
        if not scene.base:
            said = [one for one in said if not one.base]
        found = _usable([one for one in said if clause.host != other.number or one.end <= clause.start], scene)
        if found is not None and found.rule in _BASES and not scene.base and clause.host != other.number:
            continue
        if found is not None and found.rule == "now" and scene.figure.kind == "measure":
            return []
        if found is not None:
            return [_proposed(found, "sentence", 76 - 2 * distance)]
        carried = [
            context.answers[index].period for index in other.figures if index in context.answers and not _is_base(context, index)
        ]
        if carried and carried[-1]:
            return [Proposal("period", carried[-1], "figure_before", 74 - 2 * distance)]
    return []


def _quoted(context: Context, scene: Scene) -> list[Proposal]:
    """A quotation of a market without a time of its own holds for the day of publication."""
    published = context.reading.document.metadata.published or context.reading.document.published
    answer = context.answers.get(scene.index)
    if not published or answer is None or scene.figure.kind not in {"money", "percent", "number", "multiple"}:
        return []
    quotes = context.reading.cues.of("quotes_verbs")
    if not any(word.text in quotes for word in scene.clause.words):
        return []
    entity = context.found.forms.get(answer.subject or "")
    concept = metrics().find(context.reading.language, answer.metric or "", scene.figure.kind)
    closing = any(word.text in context.reading.cues.of("closing_verbs") for word in scene.clause.words)
    if (entity is not None and entity.kind in _MARKETS) or (closing and concept is not None and concept.key in _QUOTED):
        return [Proposal("period", published[:10], "published", 45)]
    return []


def _usable(said: list[Period], scene: Scene) -> Period | None:
    """The last time that is not a base of comparison, a beginning, or open."""
    kept = [
        one
        for one in said
        if one.value is not None
        and not one.since
        and (scene.base or (not one.base and (not scene.change or one.rule not in _BASES)))
    ]
    if scene.base:
        bases = [one for one in kept if one.base or one.rule in _BASES or one.rule == "same"]
        if bases:
            return bases[-1]
    return kept[-1] if kept else None


def _proposed(period: Period, rule: str, weight: int) -> Proposal:
    return Proposal("period", period.value or "", rule, weight, period.start, period.end)


def _carried(context: Context, scene: Scene) -> list[Proposal]:
    """A period of the sentences before, in the same paragraph, or of the line that introduces a list."""
    reading = context.reading
    sentences = reading.by_block.get(scene.sentence.block, [])
    for distance, number in enumerate(reversed([one for one in sentences if one < scene.sentence.number]), 1):
        if distance > 2:
            break
        sentence = reading.sentences[number]
        said = [reading.periods[index] for clause in sentence.clauses for index in clause.periods]
        found = _usable([one for one in said if not one.future and not _ahead(context, one.value)], scene)
        figures = [index for clause in sentence.clauses for index in clause.figures]
        if found is not None and found.rule != "now":
            if (
                figures
                and context.answers.get(figures[-1])
                and context.answers[figures[-1]].period
                and not _present(context, figures[-1])
            ):
                return [Proposal("period", context.answers[figures[-1]].period or "", "paragraph", 50 - 5 * distance)]
            return [_proposed(found, "paragraph", 46 - 5 * distance)]
        if (
            figures
            and context.answers.get(figures[-1])
            and context.answers[figures[-1]].period
            and not _present(context, figures[-1])
            and not _ahead(context, context.answers[figures[-1]].period)
        ):
            return [Proposal("period", context.answers[figures[-1]].period or "", "paragraph", 48 - 5 * distance)]
    if context.lead_period is not None and context.lead_period[1] < scene.sentence.block:
        return [_proposed(reading.periods[context.lead_period[0]], "list_head", 72)]
    return []


def _ahead(context: Context, value: str | None) -> bool:
    """Whether a time is of a year after that of publication: what follows a plan is not planned for the same time."""
    published = context.reading.document.metadata.published or context.reading.document.published
    return bool(published and value and value[:4] > published[:4])


def _is_base(context: Context, index: int | None) -> bool:
    """Whether a figure holds for a time that another is compared with (上年同期为1.21亿元): what follows does not."""
    answer = context.answers.get(index) if index is not None else None
    chosen = answer.chosen.get("period") if answer is not None else None
    if chosen is None or chosen.start < 0:
        return False
    at = bisect_left(context.reading.periods, chosen.start, key=lambda one: one.start)
    one = context.reading.periods[at] if at < len(context.reading.periods) else None
    return one is not None and one.start == chosen.start and (one.base or one.rule in _BASES)


def _present(context: Context, index: int) -> bool:
    """Whether a figure's period is only the present day (目前)."""
    chosen = context.answers[index].chosen.get("period")
    return chosen is not None and any(one.rule == "now" and one.start == chosen.start for one in context.reading.periods)
