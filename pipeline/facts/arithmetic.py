"""What the checks of an article share: their result, and the bounds that written values leave to what is worked out of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pipeline.facts.statement import Statement

    Bounds = tuple[Decimal, Decimal]
    Level = tuple[str | None, str | None, str, str | None, date | None, date | None]

__all__ = ["Check", "ends", "levels_of", "quotient", "shown"]

_FOUR = Context(prec=4)
"""Digits of what comes out, as it is shown."""


@dataclass(frozen=True, slots=True)
class Check:
    """One piece of arithmetic: what it is, whether it holds, what is stated and what comes out, and of which statements."""

    name: str
    holds: bool
    stated: str
    found: str
    statements: tuple[Statement, ...]
    slip: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: the place of each statement, the first being the one that is checked."""
        first = self.statements[0]
        said: dict[str, Any] = {"check": self.name, "holds": self.holds, "path": first.path, "member": first.member}
        said |= {"subject": first.subject, "metric": first.metric, "period": first.period}
        said |= {"text": first.text, "stated": self.stated, "found": self.found, "slip": self.slip, "quote": first.quote}
        names = ("number", "raw", "raw_start", "raw_end", "subject", "metric", "period", "quote")
        places = [{name: getattr(one, name) for name in names} for one in self.statements]
        return {**said, "statements": places}


def shown(bounds: Bounds) -> str:
    """What comes out, to four digits: one number, or from where to where.

    >>> shown((Decimal("5.68627"), Decimal("6.32653"))), shown((Decimal(312400000), Decimal(312400000)))
    ('5.686 to 6.327', '312,400,000')
    """
    low, high = (f"{_FOUR.plus(end):,f}" for end in bounds)
    return low if low == high else f"{low} to {high}"


def ends(one: Statement) -> Bounds | None:
    """Between what a plain value may lie, by the precision that it was written in; None for a range or a bound."""
    reach = one.reach
    if reach.value is None or one.vague:
        return None
    half = reach.step if reach.approx else reach.step / 2
    return reach.value - half, reach.value + half


def levels_of(article: list[Statement]) -> dict[Level, list[Statement]]:
    """Amounts and counts by whose, what, of which part, in which unit and when."""
    found: defaultdict[Level, list[Statement]] = defaultdict(list)
    for one in article:
        if one.kind in {"money", "count"} and one.measure is not None and one.period_first is not None and ends(one) is not None:
            found[one.subject_key, one.measure, one.scope, one.unit, one.period_first, one.period_last].append(one)
    return found


def quotient(over: Statement, under: Statement, shape: Callable[[Decimal], Decimal]) -> Bounds | None:
    """From where to where a quotient may lie, shaped; None where the divisor may be zero, or of another sign."""
    a, b = ends(over), ends(under)
    if a is None or b is None or a[0] <= 0 or b[0] <= 0:
        return None
    return shape(a[0] / b[1]), shape(a[1] / b[0])
