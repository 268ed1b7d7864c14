"""What of a time that an earlier clause of the sentence says passes on to a later one, and what stops it on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.chronology.calendar import last_day
from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.period.carried import planned
from pipeline.stages.attribute.period.governing import announced, origin, said_in, spoken

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.stages.attribute.context import Scene
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["barred", "ever", "passed_on", "plans"]

_FAR, _NEAR, _YEAR, _DAY = 12, 80, len("2025"), len("2025-06-30")


def ever(reading: Reading, other: Clause, scene: Scene, value: str | None) -> bool:
    """Whether a sentence has passed from a year to all the years up to now (2023年贸易额789亿美元，投资额累计已超过260亿美元)."""
    words = period_words(reading.language)
    if words is None or not other.figures or (value is not None and len(value) != _YEAR):
        return False
    between = reading.text[reading.figures[other.figures[-1]].end : scene.figure.start]
    return any(word in between for word in words.words("ever"))


def plans(reading: Reading, other: Clause) -> bool:
    """Whether the last figure of a clause is planned too: what goes on is of the same plan (毛利率目标63%，营益率目标54%)."""
    stop = other.inside(reading.figures[other.figures[-1]].start) if other.figures else 0
    return planned(reading, other.text[max(0, stop - _NEAR) : stop])


def passed_on(reading: Reading, scene: Scene, other: Clause, stop: int) -> list[Period]:
    """The times of an earlier clause that what follows it may be of."""
    said = said_in(reading, other, before=stop)
    if not scene.base:
        said = [one for one in said if not one.base]
    words = period_words(reading.language)
    goals = words.words("goal_of") if words is not None else ()
    said = [one for one in said if not any(word in reading.text[one.end : one.end + _FAR] for word in goals)]
    if other.figures:
        said = [one for one in said if not origin(reading, one)]
    said = [one for one in said if not (announced(reading, one, scene.figure.start) or _peak(reading, other, one))]
    return [one for one in said if not spoken(reading, other, one, len(other.text))]


def _peak(reading: Reading, clause: Clause, one: Period) -> bool:
    """Whether a time is only that in which something stands out (为今年单日第一大卖超, 创今年新高): it holds for no figure."""
    cues, at = reading.cues, clause.inside(one.start)
    before, rest = clause.text[:at].rstrip(), clause.text[clause.inside(one.end) :]
    if not before.endswith((*cues.of("copula"), *cues.of("breaks_records"))):
        return False
    return any(word in rest for word in cues.of("records")) or rest.find(cues.of("ordinal")[0]) >= 0


def barred(reading: Reading, scene: Scene, one: Period, other: Clause, *, plan: bool) -> bool:
    """Whether a time of an earlier clause stops there: before a plan, a size, or another part of the sentence.

    A time to come and the present day do not reach into another part (将达6.54；某银行料…).
    """
    clause = scene.clause
    if one.rule == "now" and scene.figure.kind == "measure" and not _has(clause, scene.start):
        return True
    told = any(reading.figures[index].kind != "duration" for index in other.figures)  # 元旦假期3天，预计…: it says how long it is
    if (plan and told and not one.future and not _running(reading, one)) or spoken(reading, clause, one, scene.start):
        return True
    words = period_words(reading.language)
    if words is None:
        return False
    between = reading.text[one.end : clause.start]
    if one.start and reading.text[one.start - 1] in reading.cues.of("label_ends"):
        return between.startswith(words.words("parts"))
    if not (one.future or one.rule == "now"):
        return False
    return any(sign in between for sign in words.words("parts"))


def _has(clause: Clause, stop: int) -> bool:
    """Whether a clause says that somebody has something now."""
    return any("have" in word.roles for word in clause.between(0, stop))


def _running(reading: Reading, one: Period) -> bool:
    """Whether a time is not over when the article comes out: what is planned may be planned for it (今年规模翻倍，预计超千亿)."""
    published = reading.document.issued
    named = one.rule in {"stated", "relative", "carried_year"} and "/" not in (one.value or "/")
    return bool(published and named and one.value and last_day(one.value) > published[:_DAY])
