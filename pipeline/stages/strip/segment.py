"""The run of passages that together read most like an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["best_run"]


def best_run(values: Sequence[float]) -> tuple[int, int]:
    """The half-open run with the largest sum (Kadane); ``(0, 0)`` where nothing is positive.

    >>> best_run([-1, 5, -1, 4, -9, 3])
    (1, 4)
    """
    best, best_run_ = 0.0, (0, 0)
    total, start = 0.0, 0
    for i, value in enumerate(values):
        if total <= 0:
            total, start = value, i
        else:
            total += value
        if total > best:
            best, best_run_ = total, (start, i + 1)
    return best_run_
