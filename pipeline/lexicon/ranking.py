"""What can be told of a proposed subject, and what it counts beside the rules' weights: the fitted points."""

from __future__ import annotations

import functools
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["FILE", "UNRANKED", "Ranking", "ranking"]

FILE = "ranking.toml"


class Ranking(NamedTuple):
    """The points of each trait and value, in units of a rule's weight; what it does not have counts nothing."""

    of: Mapping[tuple[str, str], int]

    def points(self, traits: Iterable[tuple[str, str]]) -> int:
        """The sum for these traits.

        >>> Ranking({("title", "yes"): 4, ("kind", "open"): -3}).points([("title", "yes"), ("kind", "company")])
        4
        """
        return sum(map(self.of.get, traits, repeat(0)))


UNRANKED = Ranking({})
"""The table that leaves all to the rules' weights."""


@functools.cache
def ranking() -> Ranking:
    """The table of ``ranking.toml``. Raises `DataError` where a number is no whole one."""
    return read_ranking(FILE)


def read_ranking(name: str) -> Ranking:
    """A table of this form. Raises `DataError`."""
    table = read_toml(name).get("points")
    if not isinstance(table, dict):
        raise DataError(name, "points", "is missing")
    of: dict[tuple[str, str], int] = {}
    for trait, values in table.items():
        for value, worth in values.items():
            if not isinstance(worth, int):
                raise DataError(name, f"points.{trait}.{value}", "is no whole number")
            of[trait, value] = worth
    return Ranking(of)
