"""Two statements of one thing: equal, equal within what was written, or apart; and the slip that would explain it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.facts.statement import Reach
from pipeline.lexicon.facts import comparison

if TYPE_CHECKING:
    from pipeline.facts.rates import Rates
    from pipeline.facts.statement import Statement

__all__ = ["Relation", "Verdict", "far", "overlap", "relate", "slip_of"]

_RATE_SLACK = Decimal("0.01")
"""Share by which a rate of the day may differ from the writer's own: another bank's, a rounded one."""
_SLIPS = range(-8, 9)
_MEANT = 3
"""Digits that a value needs to be known again in another place."""


class Verdict(StrEnum):
    """What two statements are to one another."""

    equal = "equal"
    within = "within"
    apart = "apart"
    unknown = "unknown"


class Relation(NamedTuple):
    """A verdict, and by what it was reached."""

    verdict: Verdict
    note: str | None = None


def _bounds(reach: Reach, *, loosely: bool) -> tuple[Decimal | None, Decimal | None]:
    """From where to where the truth may lie: half a step to either side, a whole one upwards if cut and not rounded."""
    if reach.value is None:
        return reach.low, reach.high
    half = reach.step / 2
    if reach.approx:
        first = abs(reach.value.normalize())
        _, digits, exponent = first.as_tuple()
        assert isinstance(exponent, int)
        loose = min(Decimal(5).scaleb(exponent - 1), first * comparison().approx / 100)
        half = max(half, loose) if digits != (0,) else half
    away = reach.step if loosely else half
    low, high = (half, away) if reach.value >= 0 else (away, half)
    return reach.value - low, reach.value + high


def overlap(a: tuple[Decimal | None, Decimal | None], b: tuple[Decimal | None, Decimal | None]) -> bool:
    """Whether two stretches meet; None is open."""
    return not (
        (a[1] is not None and b[0] is not None and a[1] < b[0]) or (b[1] is not None and a[0] is not None and b[1] < a[0])
    )


def _same(a: Reach, b: Reach) -> Verdict:
    """The verdict on two statements in one unit."""
    if a[:4] == b[:4] or (a.value is not None and a.value == b.value):
        return Verdict.equal
    if a.value is None or b.value is None or a.approx or b.approx:
        met = overlap(_bounds(a, loosely=False), _bounds(b, loosely=False))
    elif a.step == b.step:
        met = False
    else:
        fine, coarse = (a, b) if a.step < b.step else (b, a)
        assert fine.value is not None
        met = overlap((fine.value, fine.value), _bounds(coarse, loosely=True))
    return Verdict.within if met else Verdict.apart


def relate(a: Statement, b: Statement, rates: Rates) -> Relation:
    """What `a` and `b`, statements of one key, are to one another; amounts of two currencies meet through a rate."""
    if a.kind != "money" or a.unit == b.unit:
        return Relation(_same(a.reach, b.reach))
    first, last = (a.period_first, a.period_last)
    rate = rates.of(b.unit or "", a.unit or "", first, last)
    if rate.lowest is None or rate.highest is None:
        swapped = a.reach.value is not None and a.reach.value == b.reach.value and digits_of(a) >= _MEANT
        return Relation(Verdict.apart if swapped else Verdict.unknown, rate.note)
    low, high = _bounds(b.reach, loosely=True)
    ends = (rate.lowest * (1 - _RATE_SLACK), rate.highest * (1 + _RATE_SLACK))
    turned = [None if one is None else [one * end for end in ends] for one in (low, high)]
    meant = (None if turned[0] is None else min(turned[0]), None if turned[1] is None else max(turned[1]))
    met = overlap(_bounds(a.reach, loosely=True), meant)
    span = f"{rate.lowest:.6g}" if rate.lowest == rate.highest else f"{rate.lowest:.6g} to {rate.highest:.6g}"
    note = f"through {b.unit} at {span} {a.unit}"
    return Relation(Verdict.within if met else Verdict.apart, note)


def far(a: Statement, b: Statement, rates: Rates) -> Decimal:
    """How many times the larger is the smaller, in one currency; 0 where that says nothing (bounds, opposite signs, zero)."""
    x, y = a.reach.value, b.reach.value
    if x is None or y is None or not x or not y or (x > 0) != (y > 0):
        return Decimal(0)
    if a.kind == "money" and a.unit != b.unit:
        rate = rates.of(b.unit or "", a.unit or "", a.period_first, a.period_last)
        if rate.value is None:
            return Decimal(0)
        y *= rate.value
    return max(abs(x), abs(y)) / min(abs(x), abs(y))


def digits_of(statement: Statement) -> int:
    """How many digits of a value were meant."""
    value, step = statement.reach.value, statement.reach.step
    return 0 if not value or not step else abs(value / step).adjusted() + 1


def slip_of(a: Statement, b: Statement) -> str | None:
    """The slip that turns one value into the other: a power of ten, a sign, a currency; None where there is none.

    A power of ten is named only where the digits agree to what was written, and are three or more.
    """
    x, y = a.reach, b.reach
    if x.value is None or y.value is None or not x.value or not y.value:
        return None
    if a.unit != b.unit and a.kind == "money":
        return f"{a.unit} and {b.unit} mistaken for one another" if x.value == y.value and digits_of(a) >= 2 else None
    if x.value == -y.value and digits_of(a) >= 2:
        return "a sign lost"
    if digits_of(a) < 2 or digits_of(b) < 2 or max(digits_of(a), digits_of(b)) < _MEANT:
        return None
    for power in _SLIPS:
        moved = Reach(y.value.scaleb(power), y.step.scaleb(power), y.value.scaleb(power), y.value.scaleb(power), y.approx)
        if power and _same(x, moved) in {Verdict.equal, Verdict.within}:
            return comparison().slips.get(abs(power), f"off by ten to the power of {abs(power)}")
    return None
