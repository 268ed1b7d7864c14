"""When a figure holds: the rules that propose a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.lists import aligned_periods
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.periods import Period
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause

__all__ = ["dated"]

_BASES = {"year_ago"}
_MARKETS = {"currency", "index", "market"}
_QUOTED = {"share_price", "index_level", "exchange_rate", "trading_value", "trading_volume", "turnover_rate", "interest_rate"}


def dated(context: Context, scene: Scene) -> list[Proposal]:
    """The periods proposed for a figure."""
    reading, clause = context.reading, scene.clause
    proposals: list[Proposal] = []
    if scene.restated and scene.before is None and not clause.periods and clause.host is not None:
        host = reading.clauses[clause.host]
        earlier = [index for index in host.figures if index in context.answers and reading.figures[index].end <= clause.start]
        if earlier:
            period = context.answers[earlier[-1]].period
            return [Proposal("period", period, "bracket", 95)] if period else []
    place = context.places.get(scene.index)
    if place is not None and place.size > 1:
        first = reading.figures[place.first].start
        aligned = aligned_periods(reading, scene.sentence.number, place, first)
        if aligned is not None:
            one = reading.periods[aligned[1]]
            return [Proposal("period", aligned[0], "aligned", 96, one.start, one.end)]
    own = [reading.periods[index] for index in clause.periods if reading.periods[index].end <= scene.figure.start]
    near = _usable(own, scene, clause)
    if near is not None:
        weight = 90 if clause.text[clause.inside(near.end) : scene.start].strip(" ,，") in {"", *reading.cues.of("of")} else 84
        proposals.append(_proposed(near, "clause", weight))
    if scene.before is not None and not own:
        answer = context.answers.get(scene.before)
        if answer is not None and answer.period:
            proposals.append(Proposal("period", answer.period, "same_clause", 80))
    position = scene.sentence.clauses.index(clause)
    for distance, other in enumerate(reversed(scene.sentence.clauses[:position]), 1):
        if other.host is not None and other.host != clause.number and clause.host is None and clause.host != other.host:
            continue
        said = [reading.periods[index] for index in other.periods]
        if clause.host == other.number:
            said = [one for one in said if one.end <= clause.start]
        found = _usable(said, scene, other, whole=True)
        if found is not None:
            proposals.append(_proposed(found, "sentence", 76 - 2 * distance))
            break
        carried = [context.answers[index].period for index in other.figures if index in context.answers]
        if carried and carried[-1]:
            proposals.append(Proposal("period", carried[-1] or "", "figure_before", 74 - 2 * distance))
            break
    if not proposals:
        proposals.extend(_quoted(context, scene))
    if not proposals and (scene.change or (scene.phrase is not None and scene.phrase.known) or context.lead_period is not None):
        proposals.extend(_carried(context, scene))
    return proposals


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
    if (entity is not None and entity.kind in _MARKETS) or (concept is not None and concept.key in _QUOTED):
        return [Proposal("period", published[:10], "published", 45)]
    return []


def _usable(said: list[Period], scene: Scene, clause: Clause, *, whole: bool = False) -> Period | None:
    """The last time that is not a base of comparison, a beginning, or open."""
    del clause, whole
    kept = [one for one in said if one.value is not None and not one.since and (scene.base or one.rule not in _BASES)]
    if scene.base:
        bases = [one for one in kept if one.rule in _BASES or one.rule == "same"]
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
        found = _usable(said, scene, scene.clause)
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
        ):
            return [Proposal("period", context.answers[figures[-1]].period or "", "paragraph", 48 - 5 * distance)]
    if context.lead_period is not None and context.lead_period[1] < scene.sentence.block:
        return [_proposed(reading.periods[context.lead_period[0]], "list_head", 60)]
    return []


def _present(context: Context, index: int) -> bool:
    """Whether a figure's period is only the present day (目前)."""
    chosen = context.answers[index].chosen.get("period")
    return chosen is not None and any(one.rule == "now" and one.start == chosen.start for one in context.reading.periods)
