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
    for index, rule, reason in dropped:
        passage = passages[index]
        if passage.raw_start >= passage.raw_end:
            continue
        if found and last == index - 1 and (found[-1].rule, found[-1].reason) == (rule, reason):
            found[-1] = Removed(found[-1].raw_start, max(found[-1].raw_end, passage.raw_end), rule, reason)
        else:
            if markup and found and last == index - 1 and found[-1].raw_end < passage.raw_start:
                one = found[-1]
                found[-1] = Removed(one.raw_start, passage.raw_start, one.rule, one.reason)
            found.append(Removed(passage.raw_start, passage.raw_end, rule, reason))
        last = index
    return tuple(found)
