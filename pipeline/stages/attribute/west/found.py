"""What a rule of metrics found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.things import Thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.west.gauges import Named

__all__ = ["Found", "of_named"]


class Found(NamedTuple):
    """A metric that a rule found: its words, whose it is if the same words say so, and how sure the rule is.

    `consumed` is the phrase that names the metric: it is no subject. `same` is the figure whose metric it shares.
    """

    metric: str
    rule: str
    weight: int
    owner: Thing | None = None
    consumed: int = -1
    same: int = -1


def of_named(one: Named | None, rule: str, weight: int, less: int = 0) -> Iterator[Found]:
    """A metric as a phrase names it; less sure where the noun is in no list."""
    if one is not None:
        yield Found(one.metric, rule, weight - (0 if one.sure else less), one.owner, one.phrase)
