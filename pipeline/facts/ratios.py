"""Changes and multiples, held against the values that they are worked out of."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from pipeline.chronology.calendar import Days, shifted
from pipeline.facts.arithmetic import Check, ends, levels_of, quotient, shown
from pipeline.facts.keys import folded
from pipeline.facts.relate import overlap
from pipeline.lexicon.facts import wording
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.facts.arithmetic import Level
    from pipeline.facts.statement import Statement
    from pipeline.lexicon.metrics import Metric

    Bounds = tuple[Decimal, Decimal]
    Pair = tuple[Statement, Statement]

__all__ = ["compounds", "growths", "multiples"]

_NEAR = 3
"""Blocks back that the two values of a gap are looked for."""
_REACH = 16
"""Characters behind a multiple that what it is one of stands in (6倍的价格差距)."""


def growths(article: list[Statement]) -> Iterator[Check]:
    """A change over a year, stated of a measure of which both values are stated too."""
    levels = levels_of(article)
    for one in article:
        wanted = one.kind == "percent" and one.unit == "percent" and one.direction is not None and one.period_first is not None
        stated = ends(one) if wanted else None
        if stated is None or "qoq" in one.basis or one.period_last is None or one.period_first is None:
            continue
        before = shifted(Days(one.period_first, one.period_last), -1)
        when, what = (one.period_first, one.period_last), (one.subject_key, one.measure, one.scope)
        for key, now in levels.items():
            if before is None or key[:3] != what or key[4:] != when:
                continue
            then = levels.get((*key[:4], *before), [])
            if len({s.reach.value for s in now}) != 1 or len({s.reach.value for s in then}) != 1:
                continue
            bounds = quotient(now[0], then[0], lambda ratio: (ratio - 1) * 100)
            if bounds is not None:
                holds = overlap(stated, bounds)
                slip = "a sign lost" if not holds and overlap((-stated[1], -stated[0]), bounds) else None
                yield Check("growth", holds, one.raw, f"{shown(bounds)} percent", (one, now[0], then[0]), slip)


def compounds(article: list[Statement]) -> Iterator[Check]:
    """A yearly compound rate in the sentence of a series: from its first whole year to its last."""
    for one in article:
        stated = ends(one) if one.kind == "percent" else None
        words = wording(one.language).compound
        if stated is None or not any(word in folded(f"{one.metric or ''} {_before(one)}") for word in words):
            continue
        series: dict[tuple[Any, ...], dict[int, Statement]] = {}
        for level in article:
            year = Days(level.period_first, level.period_last).whole_year if level.period_first and level.period_last else None
            near = level.kind in {"money", "count"} and level.quote == one.quote and level.end <= one.start
            if near and year is not None and level.subject_key == one.subject_key and level.measure is not None:
                series.setdefault((level.measure, level.unit), {})[year] = level
        for years in series.values():
            first, last = min(years), max(years)
            if last - first < 2:
                continue
            with localcontext() as context:
                context.prec = 28
                root = Decimal(1) / (last - first)
                bounds = quotient(years[last], years[first], lambda ratio, root=root: (ratio**root - 1) * 100)  # type: ignore[misc] # bound at once
            if bounds is not None:
                holds = overlap(_rough(one), bounds)
                yield Check("compound growth", holds, one.raw, f"{shown(bounds)} percent", (one, years[last], years[first]))


def _rough(one: Statement) -> Bounds:
    """A rate that a writer rounds: zeros at its end are not meant."""
    value = one.reach.value
    assert value is not None
    _, digits, exponent = value.normalize().as_tuple()
    assert isinstance(exponent, int)
    half = max(one.reach.step / 2, Decimal(5).scaleb(exponent - 1)) if len(digits) > 1 else one.reach.step / 2
    return value - half, value + half


def _before(one: Statement) -> str:
    """What stands in the quote before the figure."""
    at = one.quote.find(one.text)
    return one.quote[: max(at, 0)]


def multiples(article: list[Statement]) -> Iterator[Check]:
    """A multiple of something else that is stated: of another measure, of another's, or between the two of a comparison."""
    levels = levels_of(article)
    for one in article:
        stated = ends(one) if one.kind == "multiple" and one.direction is None else None
        if stated is None:
            continue
        found = _measures(one, levels) or _owners(one, article) or _gap(one, article)
        bounds = quotient(*found, lambda ratio: ratio) if found is not None else None
        if found is not None and bounds is not None:
            yield Check("multiple", overlap(stated, bounds), one.raw, f"{shown(bounds)} times", (one, *found))


def _base(one: Statement) -> str | None:
    """What stands before 的 in 是营收的7倍: what a multiple is of."""
    before = _before(one).rstrip()
    word = next((word for word in wording(one.language).ratio if before.endswith(word)), None)
    return None if word is None else before.removesuffix(word)


def _measures(one: Statement, levels: Mapping[Level, list[Statement]]) -> Pair | None:
    """研发投入21.95亿元,是当年营收的7倍: two measures of one subject and time."""
    base = _base(one)
    other = metrics().find(one.language, base, "money") if base else None
    if other is None or other.key == one.measure:
        return None
    now = [group for key, group in levels.items() if key[:2] == (one.subject_key, one.measure) and key[4] == one.period_first]
    then = [group for key, group in levels.items() if key[:2] == (one.subject_key, other.key) and key[4] == one.period_first]
    same = len(now) == len(then) == 1 and now[0][0].unit == then[0][0].unit and now[0][0].period == then[0][0].period
    return (now[0][0], then[0][0]) if same else None


def _owners(one: Statement, article: list[Statement]) -> Pair | None:
    """甲的定价是乙的6倍: one measure of two subjects."""
    base = folded(_base(one) or "")
    if not base or one.measure is None:
        return None
    mine = [level for level in article if _like(level, one) and level.subject_key == one.subject_key]
    named = [level for level in article if _like(level, one) and level.subject_key != one.subject_key]
    theirs = [level for level in named if level.subject is not None and base.endswith(folded(level.subject))]
    pairs = [(a, b) for a in mine for b in theirs if (a.unit, a.per, a.period) == (b.unit, b.per, b.period)]
    return pairs[0] if len({(a.reach.value, b.reach.value) for a, b in pairs}) == 1 else None


def _like(level: Statement, one: Statement) -> bool:
    return level.kind in {"money", "count", "measure"} and level.measure == one.measure and ends(level) is not None


def _gap(one: Statement, article: list[Statement]) -> Pair | None:
    """6倍的价格差距: between the two values of such a measure that stand together before it, the larger over the smaller."""
    what = _apart(one)
    if what is None:
        return None
    near: dict[tuple[Any, ...], list[Statement]] = {}
    for level in article:
        if (
            level.concept == what.key
            and level.kind in what.kinds
            and ends(level) is not None
            and 0 <= one.block - level.block <= _NEAR
        ):
            near.setdefault((level.block, level.unit, level.per, level.period, level.measure), []).append(level)
    last = max((key[0] for key in near), default=None)
    found = [
        group for key, group in near.items() if key[0] == last and len({level.subject_key for level in group}) == len(group) == 2
    ]
    if len(found) != 1:
        return None
    low, high = sorted(found[0], key=lambda level: level.reach.value or Decimal(0))
    return high, low


def _apart(one: Statement) -> Metric | None:
    """What a gap is one of: what stands before such a word in the metric, or right behind the figure."""
    words, behind = wording(one.language), one.quote[one.quote.find(one.text) + len(one.text) :][:_REACH]
    for phrase in (folded(one.metric or ""), folded(behind)):
        for word in words.gap:
            before, found, _ = phrase.partition(word)
            what = metrics().find(one.language, before.strip()) if found else None
            if what is not None:
                return what
    return None
