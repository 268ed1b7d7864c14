"""An amount said again in another currency, held against the rate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.facts.arithmetic import Check, shown
from pipeline.facts.keys import days
from pipeline.facts.relate import Verdict, relate, slip_of
from pipeline.lexicon.facts import comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.chronology.calendar import Days
    from pipeline.facts.rates import Rates
    from pipeline.facts.statement import Statement

__all__ = ["restatements"]

_GAP = 12
"""Characters between an amount and its restatement in brackets: the bracket, and words like 约为."""


def restatements(article: list[Statement], rates: Rates) -> Iterator[Check]:
    """An amount, then in brackets the same in another currency: at a rate of its period, or of the day of publication."""
    for a, b in pairwise(article):
        if a.kind != "money" or b.kind != "money" or a.unit == b.unit or a.block != b.block or not 0 < b.start - a.end <= _GAP:
            continue
        at = a.quote.find(a.text)
        between = a.quote[at + len(a.text) : at + len(a.text) + b.start - a.end]
        if at < 0 or not between or between[0] not in comparison().open or a.reach.value is None or b.reach.value is None:
            continue
        then, relation = a, relate(a, b, rates)
        if relation.verdict is not Verdict.within and (day := days((a.published or "")[:10])) is not None:
            dated = _dated(a, day)
            if rates.of(b.unit or "", a.unit or "", *day).value is not None:
                then, relation = dated, relate(dated, b, rates)
        if relation.verdict is not Verdict.unknown:
            holds = relation.verdict is Verdict.within
            slip = None if holds else slip_of(a, b) or _tenfold(a, b, rates)
            yield Check("restatement", holds, f"{a.raw} = {b.raw}", _found(then, b, rates), (b, a), slip)


def _found(a: Statement, b: Statement, rates: Rates) -> str:
    """What the amount comes to in the other currency, and at which rates."""
    rate = rates.of(a.unit or "", b.unit or "", a.period_first, a.period_last)
    if rate.lowest is None or rate.highest is None or a.reach.value is None:
        return rate.note or ""
    low, high = sorted((a.reach.value * rate.lowest, a.reach.value * rate.highest))
    return f"{shown((low, high))} {b.unit}, at {shown((rate.lowest, rate.highest))}"


def _dated(one: Statement, day: Days) -> Statement:
    """The same, of another day."""
    return replace(one, period_first=day.first, period_last=day.last)


def _tenfold(a: Statement, b: Statement, rates: Rates) -> str | None:
    """The power of ten by which a restatement misses the rate, if that is what it misses it by."""
    for power, said in comparison().slips.items():
        for sign in (power, -power):
            reach = b.reach
            assert reach.value is not None
            value = reach.value.scaleb(sign)
            moved = replace(b, reach=reach._replace(value=value, step=reach.step.scaleb(sign), low=value, high=value))
            if relate(a, moved, rates).verdict is Verdict.within:
                return said
    return None
