"""Periods by a shape of the text: the other end of a change, the list before, a bracket that spells a time out, two times."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import first_day, last_day
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.clauses.lists import Place
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["again", "coming", "edge", "headed", "joined", "paired", "sets_out", "spelled"]

_FEW, _NEAR, _LITTLE, _DAY_NAME = 4, 80, 3, 4
_DAY, _YEAR = len("2025-06-30"), len("2025")


def paired(context: Context, scene: Scene) -> Proposal | None:
    """The time of the figure at the same end of a change told before (从2022年150万元降至2024年137万元，日均从41元降至37元)."""
    reading, clause = context.reading, scene.clause
    froms = reading.cues.of("from_preps")
    if not froms or clause.periods:
        return None
    later = scene.before is not None and _from(clause, reading, scene.before, froms)
    end = 0 if _from(clause, reading, scene.index, froms) else 1 if later else -1
    if end < 0:
        return None
    earlier = [*scene.sentence.before(clause, _FEW), *_sentence_before(context, scene)]
    for other in earlier:
        if other.host is not None or not other.figures:
            continue
        for first, last in pairwise(other.figures):
            said = [context.answers[one].period if one in context.answers else None for one in (first, last)]
            if _from(other, reading, first, froms, timed=True) and said[0] and said[1] and said[0] != said[1]:
                return Proposal("period", said[end] or "", "paired", 82)
    return None


def sets_out(reading: Reading, scene: Scene) -> bool:
    """Whether a change sets out from a figure and comes to the next (从90多个城市，到23个): it is not of the time of the last."""
    after = reading.figures[scene.index + 1] if scene.index + 1 < len(reading.figures) else None
    if after is None or after.end > scene.sentence.end or (after.kind, after.unit) != (scene.figure.kind, scene.figure.unit):
        return False
    words, between = period_words(reading.language), reading.text[scene.figure.end : after.start]
    if words is not None and any(word in between for word in words.words("revises")):  # EPS由9.6元上修至10.7元
        return False
    return _from(scene.clause, reading, scene.index, reading.cues.of("from_preps"))


def again(context: Context, scene: Scene, place: Place) -> Proposal | None:
    """The period of the same place in the list before, as long, where no time is said since (资产分别为…。同行资产分别为…)."""
    first, figures = context.places.get(place.first - 1), context.reading.figures
    if first is None or first.size != place.size or place.first != first.first + first.size:
        return None
    if figures[place.first].block != figures[first.first].block:
        return None
    held = context.answers.get(first.first + place.position)
    chosen = held.chosen.get("period") if held is not None else None
    if held is None or chosen is None or not held.period or chosen.rule != "aligned":
        return None
    start, stop = figures[place.first - 1].end, scene.figure.start
    return None if context.reading.said_between(start, stop) else chosen


def headed(context: Context, scene: Scene, other: Clause, one: Period) -> bool:
    """Whether a sentence opens with a metric of a year ago, and goes on with another (上年同期销量为3万，份额为8%)."""
    if scene.change or scene.phrase is None or other.number != scene.sentence.clauses[0].number or not other.figures:
        return False
    ahead = other.text[: other.inside(one.start)].strip(context.reading.cues.word("trim"))
    opens = not ahead or ahead in context.reading.cues.of("link")
    first = context.answers.get(other.figures[0])
    chosen = first.chosen.get("metric") if first is not None else None
    return opens and chosen is not None and chosen.start >= one.end and first is not None and first.period == one.value


def spelled(reading: Reading, bracket: Clause) -> Period | None:
    """The stretch of days that a bracket is all about, behind the name of it (第4周(1月22日至28日), 国庆假期(10月1日-7日))."""
    if len(bracket.periods) != 1 or bracket.figures:
        return None
    one = reading.periods[bracket.periods[0]]
    host = reading.clauses[bracket.host] if bracket.host is not None else bracket
    named = 0 < len(host.text[: host.inside(bracket.start)].rstrip("(（ ")) <= _DAY_NAME and one.value is not None
    if named and bracket.text.strip() == one.text and not (one.since or one.until):  # 第二天(9月30日)，…
        return one
    return one if "/" in (one.value or "") and bracket.text.strip() == one.text and not one.since else None


def coming(context: Context, scene: Scene, one: Period) -> Proposal | None:
    """The whole year for what is to come within it (年内将拓展至1000家)."""
    words = period_words(context.reading.language)
    if words is None or one.rule != "to_date" or one.value is None:
        return None
    between = scene.clause.text[scene.clause.inside(one.end) : scene.start]
    ahead = any(word in between for word in words.words("to_come"))
    return Proposal("period", one.value[:_YEAR], "coming", 86, one.start, one.end) if ahead else None


def edge(context: Context, scene: Scene, span: Period) -> Proposal | None:
    """The first or the last of several years, for a figure that a change sets out from or comes to (三年间由18%降至9.5%)."""
    if len(span.members) < 2:
        return None
    reading, text = context.reading, scene.clause.text
    origins = reading.cues.of("from_preps")
    if text[: scene.start].rstrip().endswith(origins):
        return Proposal("period", span.members[0], "origin", 88, span.start, span.end)
    if scene.before is not None and text[: scene.clause.inside(reading.figures[scene.before].start)].rstrip().endswith(origins):
        return Proposal("period", span.members[-1], "outcome", 88, span.start, span.end)
    return None


def joined(context: Context, scene: Scene, last: Period) -> Proposal | None:
    """Two times side by side that one figure holds for together (2005年和2006年投资21亿)."""
    reading, place = context.reading, context.places.get(scene.index)
    if last.value is None or (place is not None and place.size > 1):
        return None
    at = bisect_left(reading.periods, last.start, key=lambda one: one.start)
    one = reading.periods[at - 1] if at else last
    if one.value is None or len(one.value) != len(last.value) or one.since or one.base or one.start < scene.clause.start:
        return None
    gap = reading.text[one.end : last.start].strip()
    ordered = one.value < last.value and len(last.value) < _DAY
    if not (gap and ordered and gap in reading.cues.of("conj")):
        return None
    return Proposal("period", f"{first_day(one.value)}/{last_day(last.value)}", "joined", 86, one.start, last.end)


def _sentence_before(context: Context, scene: Scene) -> list[Clause]:
    """The clauses of the sentence before in the same block, the last first."""
    reading, number = context.reading, scene.sentence.number - 1
    same = number >= 0 and reading.sentences[number].block == scene.sentence.block
    return reading.sentences[number].clauses[::-1][:_FEW] if same else []


def _from(clause: Clause, reading: Reading, index: int, froms: tuple[str, ...], *, timed: bool = False) -> bool:
    """Whether a change sets out from a figure (从4109元); `timed` is whether its time stands between (从2022年150万元)."""
    at = clause.inside(reading.figures[index].start)
    if timed:
        at = max((start for start, end in clause.spans if start < at and at - end <= _LITTLE), default=at)
    return clause.text[max(0, at - _NEAR) : at].rstrip().endswith(froms)
