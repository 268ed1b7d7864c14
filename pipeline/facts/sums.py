"""Shares and parts, held against their whole."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.facts.arithmetic import Check
from pipeline.facts.keys import folded
from pipeline.lexicon.facts import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.statement import Statement

__all__ = ["shares", "totals"]

_WHOLE = Decimal(100)
_NEARLY = Decimal(5)
"""Per cent that shares of one list may miss the whole by and still be taken as meant to make it up."""
_LIST = 3


def shares(article: list[Statement]) -> Iterator[Check]:
    """Shares of one whole: a list in one sentence that nearly makes it up, or two that make it up exactly."""
    lists: defaultdict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    pairs: defaultdict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for one in article:
        words = wording(one.language).share
        shared = one.kind == "percent" and one.unit == "percent" and one.direction is None and one.reach.value is not None
        if shared and any(word in folded(one.metric or "") for word in words) and not one.reach.approx:
            pairs[one.subject_key, one.period].append(one)
            lists[one.block, one.quote, one.period].append(one)
    for group in lists.values():
        total = sum((one.reach.value or Decimal(0) for one in group), Decimal(0))
        slack = sum((one.reach.step / 2 for one in group), Decimal(0))
        if len(group) >= _LIST and abs(total - _WHOLE) <= _NEARLY:
            yield Check(
                "shares", abs(total - _WHOLE) <= slack, " + ".join(one.raw for one in group), f"{total:f} percent", tuple(group)
            )
    for (_, period), group in pairs.items():
        if period is None:
            continue
        for number, one in enumerate(group):
            for other in group[number + 1 :]:
                apart = (one.measure, one.scope) != (other.measure, other.scope) and one.quote != other.quote
                if apart and (one.reach.value or 0) + (other.reach.value or 0) == _WHOLE and _precise(one) and _precise(other):
                    yield Check(
                        "shares", holds=True, stated=f"{one.raw} + {other.raw}", found="100 percent", statements=(one, other)
                    )


def _precise(one: Statement) -> bool:
    """Whether a share is written so finely that two of them do not make up the whole by chance."""
    return one.reach.step < 1


def totals(article: list[Statement]) -> Iterator[Check]:
    """A table's column of which the last row is the total of the others; subtotals make it no plain sum, and no check."""
    columns: defaultdict[tuple[int, str], list[Statement]] = defaultdict(list)
    for one in article:
        if (
            one.row is not None
            and one.column is not None
            and one.block_kind == "table"
            and one.kind in {"money", "count", "number"}
        ):
            columns[one.block, one.column].append(one)
    for group in columns.values():
        *parts, last = group
        marked = [one for one in group if any(word in folded(one.row or "") for word in wording(one.language).total)]
        values = [one.reach.value for one in group]
        if len(parts) < 2 or marked != [last] or None in values or len({one.unit for one in group}) != 1:
            continue
        total = sum((one.reach.value or Decimal(0) for one in parts), Decimal(0))
        slack = sum((one.reach.step / 2 for one in group), Decimal(0))
        stated = last.reach.value or Decimal(0)
        holds = abs(total - stated) <= slack
        if holds or (stated and abs(total - stated) <= abs(stated) / 5):
            yield Check("total", holds, last.raw, f"{total:f}", (last, *parts))
