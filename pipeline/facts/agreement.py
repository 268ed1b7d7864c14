"""What several articles say of one thing, brought together: where they agree, where they do not, and what only looks alike.

Statements meet when subject, measure, scope, basis, kind and period are the same (keys of `pipeline.facts.keys`). Two articles
are in conflict when nothing that one says of a thing is compatible with anything the other says of it. Where it is doubtful
that they speak of the same (no period, values far apart without a slip that explains them, several values within an article)
the difference is listed as such, after the conflicts. First come those that are most surely errors.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.facts.alike import look_alikes
from pipeline.facts.relate import Verdict, digits_of, far, relate, slip_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.facts.rates import Rates
    from pipeline.facts.relate import Relation
    from pipeline.facts.statement import Key, Statement

Place = tuple[str, str]
"""A document: its path and member."""

__all__ = ["Finding", "Sort", "compare"]

_MANY = 40
"""Different values of one key beyond which it is no one fact (the level of an index through a day)."""
_NEAR = 3
"""Times that values may lie apart and still be taken for the same fact, wrongly stated, without a slip that says how."""
_UNLIKELY = 1000
"""Times apart that a pair counts as of which the ratio says nothing: it is shown last."""
_PRECISE = 3
"""Digits from which on two values that differ were both meant."""
_CLOSE = 1.1
"""Times apart under which two values differ by an editor's error rather than by their subject."""
_SEVERAL = 3
"""Values of one key in one article from which on it is a list of which the members are not told apart."""


_UNDATED = "one of them states no period"


class Sort(StrEnum):
    """What was found about a group of statements; in the order in which they are listed."""

    conflict = "conflict"
    unsure = "unsure"
    within = "within"
    equal = "equal"
    alike = "alike"


@dataclass(frozen=True, slots=True)
class Finding:
    """Statements of one key: what they are to one another, why, and `pair`, the two that show it best."""

    sort: Sort
    key: Key
    statements: tuple[Statement, ...]
    pair: tuple[Statement, Statement]
    slip: str | None = None
    why: str | None = None
    score: float = 0.0

    @property
    def documents(self) -> int:
        """How many articles take part."""
        return len({one.place for one in self.statements})

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: both quotes first, then every statement by its place."""
        a = self.pair[0]
        said: dict[str, Any] = {
            "finding": self.sort.value,
            "subject": a.subject,
            "metric": a.metric,
            "concept": a.concept,
            "period": a.period,
        }
        said |= {"scope": self.key.scope, "slip": self.slip, "why": self.why, "documents": self.documents}
        return {**said, "pair": [_said(one) for one in self.pair], "statements": [_said(one) for one in self.statements]}


def _said(one: Statement) -> dict[str, Any]:
    names = (
        "path",
        "member",
        "number",
        "text",
        "raw",
        "raw_start",
        "raw_end",
        "value_text",
        "low_text",
        "high_text",
        "unit",
        "modifier",
    )
    return {name: getattr(one, name) for name in (*names, "subject", "metric", "period", "scope", "quote")}


def compare(statements: Iterable[Statement], rates: Rates, *, alike: bool = False) -> list[Finding]:
    """Every finding about statements that meet, conflicts first, the surest of them at the top.

    With `alike`, also pairs that only look alike: one measure of two parts of a whole, one amount in two periods.
    """
    gathered = _Gathered(statements, rates)
    found = [*gathered.findings(), *(gathered.look_alikes() if alike else ())]
    order = {sort: number for number, sort in enumerate(Sort)}
    return sorted(found, key=lambda one: (order[one.sort], -one.score, one.pair[0].place, one.pair[0].number))


def _variants(group: list[Statement]) -> list[list[Statement]]:
    """The statements by what they say: those of one value, unit and modifier together."""
    by_value: dict[Any, list[Statement]] = {}
    for one in group:
        by_value.setdefault((one.unit if one.kind == "money" else None, one.reach), []).append(one)
    return list(by_value.values())


def _first(variant: list[Statement], place: Place) -> Statement:
    """The statement of a variant that an article makes."""
    return next(one for one in variant if one.place == place)


def _pair(group: list[Statement]) -> tuple[Statement, Statement]:
    """Two statements of different articles where there are any."""
    first = group[0]
    return first, next((one for one in group if one.place != first.place), group[1])


def _apart(holders: dict[Place, set[int]], relations: dict[tuple[int, int], Relation]) -> list[tuple[int, int, Place, Place]]:
    """Values that set two articles apart: nothing of the one is compatible with anything of the other."""
    sets: dict[frozenset[int], Place] = {}
    for place, held in holders.items():
        sets.setdefault(frozenset(held), place)
    found: list[tuple[int, int, Place, Place]] = []
    for (one, a), (other, b) in combinations(sets.items(), 2):
        if one & other:
            continue
        pairs = [(i, j) for i in one for j in other]
        if all(relations[min(i, j), max(i, j)].verdict is Verdict.apart for i, j in pairs):
            found.extend((i, j, a, b) for i, j in pairs)
    return found


class _Gathered:
    """Statements by key, and keys by what they share but for the period."""

    def __init__(self, statements: Iterable[Statement], rates: Rates) -> None:
        self._rates = rates
        self._groups: defaultdict[Key, list[Statement]] = defaultdict(list)
        for one in statements:
            key = one.key
            if key is not None:
                self._groups[key].append(one)
        self._periods: defaultdict[Key, list[Key]] = defaultdict(list)
        for key in self._groups:
            self._periods[key._replace(first=None, last=None)].append(key)

    def findings(self) -> Iterator[Finding]:
        """The finding about each key of several statements."""
        for key, group in self._groups.items():
            found = self._judge(key, group) if len(group) > 1 else None
            if found is not None:
                yield found
            if key.first is None:
                yield from self._undated(key, group)

    def _undated(self, key: Key, group: list[Statement]) -> Iterator[Finding]:
        """What is said without a period, held against another article that says when, if only one time is in question."""
        dated = [other for other in self._periods[key._replace(first=None, last=None)] if other.first is not None]
        if len(dated) != 1:
            return
        pairs = [(a, b) for a in group for b in self._groups[dated[0]] if a.place != b.place]
        related = [(pair, relate(*pair, self._rates)) for pair in pairs]
        known = [one for one in related if one[1].verdict is not Verdict.unknown]
        if not known:
            return
        order = (Verdict.equal, Verdict.within, Verdict.apart)
        (a, b), relation = min(known, key=lambda one: order.index(one[1].verdict))
        said = tuple({(*one.place, one.number): one for pair, _ in known for one in pair}.values())
        if relation.verdict is not Verdict.apart:
            sort = Sort.equal if relation.verdict is Verdict.equal else Sort.within
            yield Finding(sort, dated[0], said, (a, b), why=_UNDATED, score=len({one.place for one in said}))
        elif 0 <= far(a, b, self._rates) <= _NEAR:
            yield Finding(Sort.unsure, dated[0], said, (a, b), slip_of(a, b), _UNDATED, 0.5)

    def _judge(self, key: Key, group: list[Statement]) -> Finding | None:
        """The finding about one key; None where a single article states one thing, or nothing can be said."""
        variants = _variants(group)
        if len(variants) == 1:
            several = len({one.place for one in group}) > 1
            return Finding(Sort.equal, key, tuple(group), _pair(group), score=len(group)) if several else None
        if len(variants) > _MANY:
            return None
        rates = self._rates
        relations = {(i, j): relate(variants[i][0], variants[j][0], rates) for i, j in combinations(range(len(variants)), 2)}
        holders: defaultdict[Place, set[int]] = defaultdict(set)
        for number, variant in enumerate(variants):
            for one in variant:
                holders[one.place].add(number)
        apart = _apart(holders, relations)
        if apart:
            pairs = [(_first(variants[i], a), _first(variants[j], b)) for i, j, a, b in apart]
            best = max(pairs, key=lambda pair: (slip_of(*pair) is not None, -(far(pair[0], pair[1], rates) or _UNLIKELY)))
            return self._conflict(key, group, best, max(len(holders[one.place]) for one in best))
        known = {pair: relation for pair, relation in relations.items() if relation.verdict is not Verdict.unknown}
        inside = [(variants[i][0], variants[j][0]) for (i, j), relation in known.items() if relation.verdict is Verdict.apart]
        if not known or (inside and key.first is None and len(holders) == 1):
            return None
        if inside:
            best = min(inside, key=lambda pair: far(pair[0], pair[1], rates) or _UNLIKELY)
            return self._several(key, group, best, len(holders))
        first, second = max(known, key=lambda pair: (variants[pair[0]][0].place != variants[pair[1]][0].place, -sum(pair)))
        sort = Sort.equal if all(relation.verdict is Verdict.equal for relation in known.values()) else Sort.within
        shown = (variants[first][0], variants[second][0])
        return Finding(sort, key, tuple(group), shown, why=known[first, second].note, score=len(holders))

    def _several(self, key: Key, group: list[Statement], best: tuple[Statement, Statement], articles: int) -> Finding | None:
        """Several values within an article; None where it is a list of which the members are not told apart."""
        slip = slip_of(*best)
        if articles == 1 and slip is None and not 0 < far(*best, self._rates) < _CLOSE:
            return None
        return Finding(Sort.unsure, key, tuple(group), best, slip, "an article gives several values")

    def _conflict(self, key: Key, group: list[Statement], best: tuple[Statement, Statement], values: int) -> Finding:
        """A conflict, or a difference that may be none, with what speaks for the one or the other.

        `values` is how many one of the two articles gives.
        """
        a, b = best
        slip = slip_of(a, b) or self._shifted(key, a, b)
        times = far(a, b, self._rates)
        why = None
        if key.first is None:
            why = "no period is stated"
        elif values >= _SEVERAL:
            why = "an article gives several values"
        elif slip is None and (times == 0 or times > _NEAR) and None not in (a.reach.value, b.reach.value):
            why = "too far apart to be surely the same thing"
        score = 3.0 * (slip is not None) + 2.0 * (min(digits_of(a), digits_of(b)) >= _PRECISE) + (a.metric == b.metric)
        score += float(0 < times < _CLOSE) + min(len({one.place for one in group}), 9) / 10
        return Finding(Sort.unsure if why else Sort.conflict, key, tuple(group), (a, b), slip, why, score)

    def _shifted(self, key: Key, a: Statement, b: Statement) -> str | None:
        """Whether one of two is, in another article, the value of another period."""
        for other in self._periods[key._replace(first=None, last=None)]:
            if other.first is None or other == key:
                continue
            for one in self._groups[other]:
                for mine in (a, b):
                    same = one.unit == mine.unit and one.reach.value is not None and one.reach.value == mine.reach.value
                    if same and one.place != mine.place and digits_of(mine) > 1:
                        return f"the period shifted: {mine.raw} is {one.period} in {one.path}"
        return None

    def look_alikes(self) -> Iterator[Finding]:
        """Pairs that a reader in haste would hold together."""
        for key, statements, pair, why in look_alikes(self._groups, self._periods, self._rates):
            yield Finding(Sort.alike, key, statements, pair, why=why)
