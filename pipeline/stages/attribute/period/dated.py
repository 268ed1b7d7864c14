"""When a figure holds: the rules that propose a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.clauses.lists import aligned_periods
from pipeline.stages.attribute.period.carried import able, alike, carried, compared, opened, planned, proposed, set_out, timeless
from pipeline.stages.attribute.period.governing import aimed, own, usable
from pipeline.stages.attribute.period.paired import again, coming, edge, headed, joined, paired, sets_out, spelled
from pipeline.stages.attribute.period.passed import barred, ever, passed_on, plans
from pipeline.stages.attribute.period.reported import fleeting, occasion, of_report, quoted, whole
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["dated"]

_FAR, _FEW, _NEAR, _LITTLE = 12, 4, 80, 3
_LABEL = 12
_SIZES = {"measure", "count"}
_HALF = "50"
_BASES = {"year_ago"}


def dated(context: Context, scene: Scene) -> list[Proposal]:
    """The periods proposed for a figure: from its list, its clause, its sentence, the sentences before, the article."""
    settled = _settled(context, scene)
    if settled is not None:
        return [settled] if settled.value else []
    said = _in_clause(context, scene)
    standing, open_time = timeless(context, scene), opened(context, scene.clause, scene.start, "open_times")
    if (not standing or _heads(context, scene) or _by_then(context, scene)) and not (open_time and not said):
        said += [one for one in _in_sentence(context, scene) if not fleeting(context, scene, one.value)]
    if standing and scene.figure.kind in _SIZES:
        said = [one for one in said if not context.reading.text.startswith(context.reading.cues.of("of"), one.end)]
    if not said:
        said = quoted(context, scene) or _offered(context, scene)
    if said or standing:
        return whole(context, scene, said)
    if open_time or _habitual(context, scene):
        return []
    flows = (
        scene.change
        or (scene.before is not None and set_out(context, scene.before))
        or (scene.phrase is not None and scene.phrase.known)
        or context.lead_period is not None
    )
    words = period_words(context.reading.language)
    flows = flows or (words is not None and context.reading.text.startswith(words.words("onward"), scene.sentence.start))
    plan = planned(
        context.reading,
        scene.clause.text[max(0, scene.start - _NEAR) : scene.start],
        scene.clause.text[scene.end : scene.end + _NEAR],
    )
    return (
        occasion(context, scene)
        or (carried(context, scene) if flows and not plan else [])
        or ([] if plan else of_report(context, scene))
        or alike(context, scene)
    )


def _offered(context: Context, scene: Scene) -> list[Proposal]:
    """The days that stand over a list of offers, for a price of them behind a label; not for the usual price."""
    one, words = context.season, period_words(context.reading.language)
    if one is None or words is None or scene.figure.kind != "money" or scene.clause.host is not None:
        return []
    block = context.reading.document.blocks[scene.sentence.block]
    before = context.reading.text[block.start : min(scene.figure.start, block.start + 2 * _LABEL)]
    clause = scene.clause.text[: scene.start]
    labelled = any(0 <= before.find(sign) <= _LABEL for sign in context.reading.cues.of("label_ends"))
    usual = any(word in text for text in (clause, before[:_LABEL]) for word in words.words("usual"))
    return [] if usual or not labelled else [proposed(one, "season", 42)]


def _settled(context: Context, scene: Scene) -> Proposal | None:
    """The period of the figure that this one restates in a bracket, or its place in a list of periods."""
    reading, clause = context.reading, scene.clause
    if (
        scene.restated
        and scene.before is None
        and not clause.periods
        and clause.host is not None
        and not _labelled(reading, clause)
    ):
        host = reading.clauses[clause.host]
        earlier = [index for index in host.figures if index in context.answers and reading.figures[index].end <= clause.start]
        if earlier:
            return Proposal("period", context.answers[earlier[-1]].period or "", "bracket", 95)
    place = context.places.get(scene.index)
    if place is None or place.size == 1:
        return None
    aligned = aligned_periods(reading, scene.sentence.number, place, reading.figures[place.first].start)
    if aligned is None:
        return again(context, scene, place)
    one = reading.periods[aligned[1]]
    return Proposal("period", aligned[0], "aligned", 96, one.start, one.end)


def _labelled(reading: Reading, clause: Clause) -> bool:
    """Whether a bracket says a time of its own before the figure (2025年3月31日：25.1%)."""
    other = reading.clauses[clause.number - 1] if clause.number else clause
    return other.host == clause.host and bool(other.periods)


def _in_clause(context: Context, scene: Scene) -> list[Proposal]:
    """The time before the figure in its clause, or that of the figure before it."""
    reading, clause = context.reading, scene.clause
    said = own(context, scene)
    if (
        said
        and said[-1].base
        and said[-1].value is not None
        and not scene.base
        and scene.figure.direction is None
        and not _fraction(scene)
    ):
        gap = clause.text[clause.inside(said[-1].end) : scene.start].strip()
        if (
            gap in reading.cues.of("of")
            or (not gap and not scene.change and not _exceeds(scene, said[-1], reading.cues.of("exceeds")))
            or _level(scene, said[-1])
        ):
            return [proposed(said[-1], "base", 92)]
    if not scene.base:
        said = [one for one in said if not one.base]
    near = usable(said, scene)
    if near is not None:
        gap = clause.text[clause.inside(near.end) : scene.start].strip(" ,，")
        weight = 90 if not gap or gap in reading.cues.of("of") else 84
        return [
            joined(context, scene, near)
            or edge(context, scene, near)
            or coming(context, scene, near)
            or proposed(near, "clause", weight)
        ]
    pair = paired(context, scene) if not said else None
    answer = context.answers.get(scene.before) if scene.before is not None and not said else None
    if pair is not None or answer is None or not answer.period or scene.before is None or set_out(context, scene.before):
        return [] if pair is None else [pair]
    if (compared(context, scene.before) and not scene.listed) or _goal(context, scene):
        return []
    return [Proposal("period", answer.period, "same_clause", 80)]


def _level(scene: Scene, one: Period) -> bool:
    """Whether a figure is the level at a time that something is compared with (较去年同期盈利7.07亿元减少6.71亿元)."""
    words = scene.clause.between(scene.clause.inside(one.end), scene.start)
    near = scene.before is None or scene.low <= scene.clause.inside(one.start)
    return near and not scene.change and scene.figure.kind == "money" and not any(word.roles & {"rise", "fall"} for word in words)


def _exceeds(scene: Scene, one: Period, more: tuple[str, ...]) -> bool:
    """Whether a share is by how much what is at that time is exceeded (超过2019年同期|15.3%)."""
    before = scene.clause.text[: scene.clause.inside(one.start)].rstrip()
    return scene.figure.kind in {"percent", "multiple"} and before.endswith(more)


def _goal(context: Context, scene: Scene) -> bool:
    """Whether a percent is how much of an aim is reached."""
    return scene.figure.kind == "percent" and aimed(context.reading, scene.clause.text[scene.low : scene.start])


def _heads(context: Context, scene: Scene) -> bool:
    """Whether a sentence opens with a bare time (2023年初，…), which then holds for prices too; a day is that of a launch."""
    first, periods = scene.sentence.clauses[0], context.reading.periods
    words = period_words(context.reading.language)
    if not first.periods or first.number == scene.clause.number or scene.change or (words is not None and able(scene, words)):
        return False
    one = periods[first.periods[0]]
    if words is not None and one.text.endswith(words.words("day")):
        return False
    return len(first.text.strip()) - (one.end - one.start) <= _LITTLE


def _by_then(context: Context, scene: Scene) -> bool:
    """Whether the clause before only says by when something is to be so large (到2025年末，年吞吐能力将达到8亿吨)."""
    words, before = period_words(context.reading.language), next(iter(scene.sentence.before(scene.clause, 1)), None)
    if words is None or before is None or len(before.periods) != 1 or before.figures:
        return False
    one = context.reading.periods[before.periods[0]]
    rest = before.text.strip().replace(one.text, "", 1).strip(context.reading.cues.word("trim"))
    to_come = any(word in scene.clause.text[: scene.start] for word in words.words("to_come"))
    return to_come and rest in words.words("reach_by")


def _habitual(context: Context, scene: Scene) -> bool:
    """Whether the sentence up to the figure says what holds at all times (一般来说, 每年)."""
    words, stop = period_words(context.reading.language), scene.start
    said = scene.clause.text[:stop].rstrip()
    if words is not None and said.endswith(words.words("habitual")):
        stop -= max(len(one) for one in words.words("habitual") if said.endswith(one))
    return opened(context, scene.clause, stop, "habitual") or any(
        opened(context, other, len(other.text), "habitual") for other in scene.sentence.before(scene.clause, _FEW)
    )


def _fraction(scene: Scene) -> bool:
    """Whether a figure is a ratio by its kind or its words (一半): the time before it is of what is compared with."""
    figure = scene.figure
    half = figure.value == _HALF and not any(sign.isdigit() for sign in figure.text)
    return figure.kind == "multiple" or (figure.kind == "percent" and (half or figure.numerator is not None))


def _in_sentence(context: Context, scene: Scene) -> list[Proposal]:  # noqa: PLR0911 - the walk back ends where something is said
    """The time of the nearest clause before that has one, or of that clause's last figure."""
    reading, clause = context.reading, scene.clause
    plan = planned(reading, clause.text[max(0, scene.start - _NEAR) : scene.start], clause.text[scene.end : scene.end + _NEAR])
    plan = plan and not _goal(context, scene) and not any("relate" in word.roles for word in clause.between(0, scene.start))
    for distance, other in enumerate(scene.sentence.before(clause, _FAR), 1):
        aside = other.host is not None and other.host != clause.number and clause.host is None
        if aside and spelled(reading, other) is None:
            continue
        stop = clause.start if clause.host == other.number else other.end
        found = spelled(reading, other) if aside else usable(passed_on(reading, scene, other, stop), scene)
        if found is not None and found.rule in _BASES and not scene.base and clause.host != other.number:
            if headed(context, scene, other, found):
                return [proposed(found, "sentence", 76 - 2 * distance)]
            continue
        if ever(reading, other, scene, found.value if found is not None else None):
            return []
        if found is not None:
            if barred(reading, scene, found, other, plan=plan and not plans(reading, other)):
                return []
            return [edge(context, scene, found) or proposed(found, "sentence", 76 - 2 * distance)]
        held = [
            context.answers[index].period
            for index in other.figures
            if index in context.answers
            and (reading.figures[index].kind != "rank" or scene.figure.kind == "rank")
            and not compared(context, index)
        ]
        if held and held[-1]:
            stays = (plan and not plans(reading, other)) or sets_out(reading, scene)
            return [] if stays else [Proposal("period", held[-1], "figure_before", 74 - 2 * distance)]
        if opened(context, other, len(other.text), "open_times"):
            return []
    return []
