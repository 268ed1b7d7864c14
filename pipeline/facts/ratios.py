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
    from collections.abc import Iterator

    from pipeline.facts.statement import Statement

    Bounds = tuple[Decimal, Decimal]

__all__ = ["compounds", "growths", "multiples"]


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
    """A multiple of another measure: 研发投入21.95亿元,是当年营收的7倍."""
    levels = levels_of(article)
    for one in article:
        stated = ends(one) if one.kind == "multiple" and one.direction is None else None
        if stated is None:
            continue
        before = _before(one).rstrip()
        for word in wording(one.language).ratio:
            if before.endswith(word):
                other = metrics().find(one.language, before.removesuffix(word), "money")
                break
        else:
            continue
        if other is None or other.key == one.measure:
            continue
        now = [group for key, group in levels.items() if key[:2] == (one.subject_key, one.measure) and key[4] == one.period_first]
        base = [group for key, group in levels.items() if key[:2] == (one.subject_key, other.key) and key[4] == one.period_first]
        if len(now) == len(base) == 1 and now[0][0].unit == base[0][0].unit and now[0][0].period == base[0][0].period:
            bounds = quotient(now[0][0], base[0][0], lambda ratio: ratio)
            if bounds is not None:
                yield Check("multiple", overlap(stated, bounds), one.raw, f"{shown(bounds)} times", (one, now[0][0], base[0][0]))
