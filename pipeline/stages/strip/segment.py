"""The run of passages that together read most like an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["anchored_run", "best_run", "next_run"]

LEAST = 40.0
"""An anchored run is worth at least this much."""
SLACK, MORE = 45.0, 0.02
"""How far its sum may fall below its best before it ends, and how much of the best is added to that."""
REACH = 120.0
"""How much may be lost between the title and the first prose."""


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


def anchored_run(values: Sequence[float], start: int) -> tuple[int, int]:
    """The run from the first prose at or after `start` to where the sum is best, ended by the first long fall.

    >>> anchored_run([-1, 50, -1, 40, -90, 300], 0)
    (1, 4)
    """
    lost = 0.0
    first = start
    while first < len(values) and lost <= REACH:
        if values[first] <= 0:
            lost -= values[first]
            first += 1
            continue
        end, best, stop = _end(values, first)
        if best >= LEAST:
            return first, end
        lost += max(0.0, -sum(values[first:stop]))
        first = stop
    return 0, 0


def next_run(values: Sequence[float], start: int) -> tuple[int, int]:
    """The first run at or after `start` that is worth something, ended by the first long fall; ``(0, 0)`` where there is none."""
    first = start
    while first < len(values):
        if values[first] <= 0:
            first += 1
            continue
        end, best, stop = _end(values, first)
        if best >= LEAST:
            return first, end
        first = stop  # a later start within would only have lost what stood before it
    return 0, 0


def _end(values: Sequence[float], first: int) -> tuple[int, float, int]:
    """Where the run from `first` is best, what it is worth there, and where looking further ended."""
    best = total = 0.0
    end = first
    for i in range(first, len(values)):
        total += values[i]
        if total > best:
            best, end = total, i + 1
        elif total <= 0 or (total < best - SLACK - MORE * best and best >= LEAST):
            return end, best, i + 1
    return end, best, len(values)
