"""What only looks alike: one measure of two parts of a whole, one amount in two periods, two amounts that differ in one digit."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from pipeline.facts.measures import SHARE
from pipeline.facts.relate import Verdict, digits_of, relate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from pipeline.facts.rates import Rates
    from pipeline.facts.statement import Key, Statement

    Alike = tuple[Key, tuple[Statement, ...], tuple[Statement, Statement], str]
    Groups = Mapping[Key, list[Statement]]

__all__ = ["look_alikes"]

_MANY = 40
"""Keys of one kind beyond which pairs of them tell nothing."""
_TELLING = 4
"""Digits from which on it is odd that two values share all but one."""


def look_alikes(groups: Groups, periods: Mapping[Key, list[Key]], rates: Rates) -> Iterator[Alike]:
    """Pairs that a reader in haste would hold together: a key, the statements, the two that show it, and why.

    `groups` are statements by key, `periods` keys by what they share but for the period.
    """
    yield from _parts(groups, rates)
    yield from _repeated(groups)
    yield from _one_digit(groups, periods)


def _parts(groups: Groups, rates: Rates) -> Iterator[Alike]:
    """One measure of two parts, or of a part and the whole: 毛利率 of two businesses."""
    wide: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in groups:
        if not key.measure.startswith(SHARE):
            wide[key._replace(scope="", basis="")].append(key)
    for keys in wide.values():
        for one, other in combinations(keys[:_MANY], 2):
            a, b = groups[one][0], groups[other][0]
            if relate(a, b, rates).verdict is Verdict.apart:
                said = " and ".join(key.scope or key.basis or "the whole" for key in (one, other))
                yield one, (*groups[one], *groups[other]), (a, b), f"not the same: {said}"


def _repeated(groups: Groups) -> Iterator[Alike]:
    """One amount in two periods."""
    amounts: defaultdict[tuple[Key, str | None, Decimal], list[Key]] = defaultdict(list)
    for key, group in groups.items():
        for unit, value in dict.fromkeys((s.unit, s.reach.value) for s in group if digits_of(s) > 1):
            if value is not None and key.first is not None:
                amounts[key._replace(first=None, last=None), unit, value].append(key)
    for (_, unit, value), keys in amounts.items():
        for one, other in combinations(keys[:_MANY], 2):
            a, b = (next(s for s in groups[key] if (s.unit, s.reach.value) == (unit, value)) for key in (one, other))
            yield one, (a, b), (a, b), f"one amount in two periods: {a.period} and {b.period}"


def _one_digit(groups: Groups, periods: Mapping[Key, list[Key]]) -> Iterator[Alike]:
    """Values of two periods that differ in one digit: 29.58亿元 and 23.58亿元."""
    for keys in periods.values():
        dated = [key for key in keys if key.first is not None][:_MANY]
        for one, other in combinations(dated, 2):
            pairs = ((a, b) for a in groups[one] for b in groups[other])
            found = next((pair for pair in pairs if _digit_apart(*pair)), None)
            if found is not None:
                a, b = found
                yield one, found, found, f"one digit apart in two periods: {a.period} and {b.period}"


def _digit_apart(a: Statement, b: Statement) -> bool:
    """Whether two values of one unit have as many digits, four or more, of which all but one are the same."""
    if a.unit != b.unit or a.reach.step != b.reach.step or a.reach.value is None or b.reach.value is None:
        return False
    one, other = (str(abs(int(value / a.reach.step))) for value in (a.reach.value, b.reach.value))
    return len(one) == len(other) >= _TELLING and sum(x != y for x, y in zip(one, other, strict=True)) == 1
