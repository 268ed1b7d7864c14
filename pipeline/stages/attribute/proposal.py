"""What a rule puts forward, and the arbiter that chooses."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

__all__ = ["Proposal", "choose"]

_weight = attrgetter("weight")


class Proposal(NamedTuple):
    """A value that a rule proposes for one field of one figure, with the place it was read from and how sure the rule is.

    `weight` ranks proposals: it is the rule's own, made less by distance. `start` and `end` are in the document's text; both
    are -1 where the value was not read from one place.
    """

    field: str
    value: str
    rule: str
    weight: int
    start: int = -1
    end: int = -1


def choose(proposals: list[Proposal]) -> Proposal | None:
    """The proposal of most weight; of two alike, the first. None where there is none.

    >>> choose([Proposal("metric", "营收", "head", 80), Proposal("metric", "收入", "carried", 40)]).value
    '营收'
    """
    return max(proposals, key=_weight, default=None)
