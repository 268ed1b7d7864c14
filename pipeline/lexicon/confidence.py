"""What each trait of an attribution speaks for or against it: the fitted points, and the probability that a sum of them is."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FILE", "STEPS", "Points", "points"]

FILE = "confidence.toml"
STEPS = 98


class Points(NamedTuple):
    """An additive score. A point is a hundredth of the logarithm of the odds.

    `of` has the points of each trait and value; what it does not have counts nothing. `steps` are the totals at which the stated
    probability rises from 0.01 to 0.02, to 0.03, and so on to 0.99.
    """

    base: int
    of: Mapping[tuple[str, str], int]
    steps: tuple[int, ...]

    def total(self, traits: Iterable[tuple[str, str]]) -> int:
        """The sum for these traits, from the base.

        >>> Points(40, {("rule", "listed"): 25}, ()).total([("rule", "listed"), ("rule", "unheard of")])
        65
        """
        return self.base + sum(map(self.of.get, traits, repeat(0)))

    def probability(self, total: int) -> str:
        """A decimal string from 0.01 to 0.99; never less for a greater total.

        >>> Points(0, {}, (-10, 0, 10)).probability(5)
        '0.03'
        """
        return f"0.{1 + bisect_right(self.steps, total):02d}"


@functools.cache
def points() -> Points:
    """The table of ``confidence.toml``. Raises `DataError` where a number is none, or the steps do not rise."""
    return read_points(FILE)


def read_points(name: str) -> Points:
    """A table of this form. Raises `DataError`."""
    data = read_toml(name)
    base, steps, table = data.get("base"), data.get("steps"), data.get("points")
    if not isinstance(base, int):
        raise DataError(name, "base", "is missing, or no whole number")
    if not isinstance(steps, list) or len(steps) != STEPS or not all(isinstance(one, int) for one in steps):
        raise DataError(name, "steps", f"is no list of {STEPS} whole numbers")
    if any(one > other for one, other in pairwise(steps)):
        raise DataError(name, "steps", "does not rise")
    if not isinstance(table, dict):
        raise DataError(name, "points", "is missing")
    of: dict[tuple[str, str], int] = {}
    for trait, values in table.items():
        for value, worth in values.items():
            if not isinstance(worth, int):
                raise DataError(name, f"points.{trait}.{value}", "is no whole number")
            of[trait, value] = worth
    return Points(base, of, tuple(steps))
