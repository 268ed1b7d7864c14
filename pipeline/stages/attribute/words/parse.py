"""What a shallow parse of a clause is made of: its words and its noun phrases."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.stages.attribute.words.tagging import Tagged

__all__ = ["Nominal", "Parse"]


class Nominal(NamedTuple):
    """A noun phrase in a clause's text.

    ``[start, end)`` is all of it with what 的 and 和 join; ``[head, end)`` is what stands behind the last 的. `first` and `last`
    are its words. `governor` is ``""`` for one that stands free, else ``preposition``, ``verb`` (an object) or ``relative`` (in a
    clause before 的); `by` is the place of the word that governs it, or -1.
    """

    start: int
    end: int
    head: int
    first: int
    last: int
    governor: str
    by: int
    joined: bool
    """Whether it is several phrases side by side (曲靖市、玉溪市)."""


class Parse(NamedTuple):
    """The words of a clause, its noun phrases in order, and where its first verb outside a clause before 的 begins, or -1."""

    words: tuple[Tagged, ...]
    nominals: tuple[Nominal, ...]
    verb: int
