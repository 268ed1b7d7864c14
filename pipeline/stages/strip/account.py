"""Every dropped piece of the page, with the rule that dropped it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.record import Removed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.document import Passage

__all__ = ["removed"]


def removed(passages: Sequence[Passage], dropped: Iterable[tuple[int, str, str]], *, markup: bool) -> tuple[Removed, ...]:
    """The removed spans of `dropped` (index of the passage, rule, reason), in order; neighbours of one rule are one span.

    In `markup` what stands between two neighbours goes with the first: attributes may hold text, too.
    """
    found: list[Removed] = []
    last = -2
    begin = until = 0
    why = because = ""
    for index, rule, reason in dropped:
        passage = passages[index]
        start, end = passage.raw_start, passage.raw_end
        if start >= end:
            continue
        if last == index - 1 and reason == because and rule == why:
            until = max(until, end)
        else:
            if last >= 0:
                found.append(Removed(begin, max(until, start) if markup and last == index - 1 else until, why, because))
            begin, until, why, because = start, end, rule, reason
        last = index
    if last >= 0:
        found.append(Removed(begin, until, why, because))
    return tuple(found)
