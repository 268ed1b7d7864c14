"""Times that carry: from the sentences before, from a figure that measured the same, from the line that introduces a list."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import last_day
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.period.governing import announced, origin, said_in, usable
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.lexicon.periods import PeriodWords
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["able", "alike", "carried", "compared", "opened", "planned", "proposed", "set_out", "timeless"]

_SENTENCES, _FIGURES, _BLOCKS, _SHORTEST, _NEAR, _ABLE = 2, 6, 5, 3, 80, 12
_BASES = {"year_ago"}
_DAY, _MONTH = len("2025-06-30"), len("2025-06")
_SHARES = {"market_share"}
_LEVELS = {"count", "measure", "number"}


def carried(context: Context, scene: Scene) -> list[Proposal]:
    """A period of the sentences before, in the same paragraph, or of the line that introduces a list."""
    reading = context.reading
    words = period_words(reading.language)
    part = words is not None and reading.text.startswith(words.words("onward"), scene.sentence.start)
    block = reading.by_block.get(scene.sentence.block, [])
    sentences = block[max(0, bisect_left(block, scene.sentence.number) - _FIGURES) : bisect_left(block, scene.sentence.number)]
    if words is not None and any(_by_times(reading, words, one) for one in sentences):
        sentences = [one for one in sentences if not _by_times(reading, words, one)]
    for distance, number in enumerate(reversed(sentences), 1):
        if distance > _SENTENCES:
            break
        sentence = reading.sentences[number]
        said = [one for clause in sentence.clauses for one in said_in(reading, clause, before=sentence.end)]
        said_all = said
        said = [one for one in said if not (origin(reading, one) or announced(reading, one, sentence.end))]
        found = usable([one for one in said if part or not one.future], scene)
        figures = [index for clause in sentence.clauses for index in clause.figures]
        figures = [index for index in figures if not compared(context, index)] or figures
        last = context.answers.get(figures[-1]) if figures else None
        held = (
            last is not None
            and last.period
            and (part or not _present(context, figures[-1]))
            and not set_out(context, figures[-1])
        )
        point = next((one for one in reversed(said) if one.until and len(one.value or "") == _DAY), None)
        if point is not None and _counted(context, scene):
            return [proposed(point, "paragraph", 46 - 5 * distance)]
        past = part and bool(figures) and any(one.since and one.start >= reading.figures[figures[-1]].end for one in said_all)
        main = _main(context, scene, last.period) if last is not None and last.period and past else None
        if main is not None:
            return [main]
        if last is not None and last.period and held:
            return [Proposal("period", last.period, "paragraph", (50 if found is not None else 48) - 5 * distance)]
        if found is not None and found.rule != "now":
            return [proposed(found, "paragraph", 46 - 5 * distance)]
    if context.lead_period is not None and context.lead_period[1] < scene.sentence.block:
        return [proposed(reading.periods[context.lead_period[0]], "list_head", 72)]
    return []


def _by_times(reading: Reading, words: PeriodWords, number: int) -> bool:
    """Whether a sentence goes through the pieces of a time (分季度看，一季度增长5%): the next is of the whole again."""
    return reading.text.startswith(words.words("by_times"), reading.sentences[number].start)


def _main(context: Context, scene: Scene, value: str) -> Proposal | None:
    """The month that a paragraph opens with, where a sum up to its end was only added (10月X，前10月累计Y，为3月以来…。其中)."""
    first, _, last = value.partition("/")
    if not first.endswith("-01-01") or not last:
        return None
    sentence = context.reading.sentences[context.reading.by_block[scene.sentence.block][0]]
    index = next((clause.figures[0] for clause in sentence.clauses if clause.figures), None)
    answer = context.answers.get(index) if index is not None else None
    if answer is None or not answer.period or len(answer.period) != _MONTH or last_day(answer.period) != last:
        return None
    return Proposal("period", answer.period, "paragraph", 46)


def _counted(context: Context, scene: Scene) -> bool:
    """Whether a figure is of what is counted at a moment: staff, cash."""
    answer = context.answers.get(scene.index)
    metric = answer.metric if answer is not None else None
    concept = metrics().find(context.reading.language, metric, scene.figure.kind) if metric else None
    return concept is not None and concept.stock and not scene.change


def alike(context: Context, scene: Scene) -> list[Proposal]:
    """The time of a figure shortly before that measured the same in the same unit (客流强度, place by place)."""
    reading, figure = context.reading, scene.figure
    answer = context.answers.get(scene.index)
    metric = answer.metric if answer is not None else None
    known = metrics().find(reading.language, metric, figure.kind) if metric else None
    share = figure.kind == "percent" and known is not None and known.key in _SHARES
    change = scene.change and any(one in scene.clause.text for one in reading.cues.of("statistical"))
    if not metric or len(metric) < _SHORTEST or not (change or (not scene.change and (figure.kind in _LEVELS or share))):
        return []
    before = scene.clause.text[max(0, scene.start - _NEAR) : scene.start]
    if planned(reading, before) or before.rstrip().endswith(reading.cues.of("from_preps")):
        return []
    for index in range(scene.index - 1, max(-1, scene.index - _FIGURES), -1):
        other, said = reading.figures[index], context.answers.get(index)
        if (other.kind, other.per) != (figure.kind, figure.per) or said is None or not said.metric:
            continue
        if (other.direction is not None) != scene.change:
            continue
        if other.unit != figure.unit and (known is None or figure.kind != "count"):
            continue
        if not (said.metric.endswith(metric) or metric.endswith(said.metric)):
            continue
        block = reading.sentences[reading.clauses[reading.clause_of[index]].sentence].block if index in reading.clause_of else -9
        if (
            said.period
            and scene.sentence.block - block <= _BLOCKS
            and not _present(context, index)
            and not compared(context, index)
        ):
            return [Proposal("period", said.period, "same_metric", 42)]
        return []
    return []


def proposed(period: Period, rule: str, weight: int) -> Proposal:
    """A period as a rule puts it forward."""
    return Proposal("period", period.value or "", rule, weight, period.start, period.end)


def planned(reading: Reading, text: str, behind: str = "") -> bool:
    """Whether a text speaks of plans; `behind` is what follows the figure, where a language has its verbs at the end."""
    words = period_words(reading.language)
    if words is None:
        return False
    return _planning(words).search(text) is not None or _any(words, ("plans_behind",)).search(behind) is not None


@functools.cache
def _planning(words: PeriodWords) -> re.Pattern[str]:
    """Any word of a plan that is not the beginning of another (预期指数)."""
    return re.compile(f"{alternation(words.words('plans'))}(?!{alternation(words.words('plan_tails'))})")


def opened(context: Context, clause: Clause, stop: int, *roles: str) -> bool:
    """Whether a clause says that what follows is of no stated time: 未来, 此前, 每年. A word inside a name does not."""
    words = period_words(context.reading.language)
    if words is None:
        return False
    text = clause.text[max(0, stop - _NEAR) : stop]
    if _any(words, roles).search(text) is None:
        return False
    for word in words.words(*roles):
        at = text.find(word)
        at += max(0, stop - _NEAR) if at >= 0 else 0
        if at > 0 and clause.text.startswith(words.words("open_before"), at - 1):
            continue
        if at >= 0 and not any(start <= at < end for start, end, _ in context.found.mentions(clause.text)):
            return True
    return False


@functools.cache
def _any(words: PeriodWords, roles: tuple[str, ...]) -> re.Pattern[str]:
    """Any word of some roles."""
    return re.compile(alternation(words.words(*roles)))


def timeless(context: Context, scene: Scene) -> bool:
    """Whether what is measured holds until it is changed: a price in a list, a size. Only its own clause can say when."""
    reading = context.reading
    words, answer = period_words(reading.language), context.answers.get(scene.index)
    metric = answer.metric if answer is not None else None
    if words is None or scene.change:
        return words is not None and _generation(reading, scene, words)
    if able(scene, words) or _generation(reading, scene, words):
        return True
    if not metric:
        return False
    if any(word in metric for word in words.words("averages")):
        return False
    if metric.startswith(words.words("yearly")):
        return True
    return metric in words.words("timeless") or metric.endswith(words.words("timeless_ends"))


def _generation(reading: Reading, scene: Scene, words: PeriodWords) -> bool:
    """Whether a sentence compares a thing with the one before it (较上一代提升30%): how much better it is holds at no time."""
    text = reading.text[scene.sentence.start : scene.figure.start]
    for word in words.words("generations") if _any(words, ("generations",)).search(text) else ():
        at = text.rfind(word)
        if at > 0 and text[:at].endswith(words.words("base_before")):
            return True
    return False


def able(scene: Scene, words: PeriodWords) -> bool:
    """Whether a figure is only what something can do (足以运载24000个集装箱), or how large it is or is to be (将新建30GWh)."""
    if scene.figure.kind not in _LEVELS:
        return False
    text, able = scene.clause.text, words.words("abilities")
    before = text[max(scene.low, scene.start - _ABLE) : scene.start]
    if any(word in before for word in words.words("builds")) or text.startswith(words.words("sizes_behind"), scene.end):
        return True
    return any(word in before and not before.endswith(word) for word in able)


def compared(context: Context, index: int | None) -> bool:
    """Whether a figure holds for a time that another is compared with (上年同期为1.21亿元): what follows does not."""
    one = _chosen(context, index)
    return one is not None and (one.base or one.rule in _BASES or origin(context.reading, one))


def set_out(context: Context, index: int) -> bool:
    """Whether a figure is what a change sets out from (从2023年的X)."""
    one = _chosen(context, index)
    return one is not None and origin(context.reading, one)


def _chosen(context: Context, index: int | None) -> Period | None:
    """The time in the text that a figure's period was read from."""
    answer = context.answers.get(index) if index is not None else None
    chosen = answer.chosen.get("period") if answer is not None else None
    if chosen is None or chosen.start < 0:
        return None
    return context.reading.said_at(chosen.start)


def _present(context: Context, index: int) -> bool:
    """Whether a figure's period is only the present day (目前)."""
    one = _chosen(context, index)
    return one is not None and one.rule == "now"
