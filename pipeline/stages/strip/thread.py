"""Pages of several posts: a thread with its replies, a blog's front page. The first post is the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.stages.strip.traits import Trait

__all__ = ["LONG_POST", "SHORT_POST", "first_post"]

HEAD = 45.0
"""The most weight of a post's head: a line with its day and hour."""
POSTS = 3
"""The fewest heads of a page of posts."""
FIRST = 60.0
"""The least worth of the first post."""
SHORT_POST, LONG_POST = 3, 14
"""The most lines of prose a post where the page has a title of its own (replies), and where it has none (a blog)."""


def first_post(found: Sequence[Trait], start: int, end: int, most: int) -> int | None:
    """Where the first of several posts within ``[start, end)`` ends, or None where the run is no page of posts.

    `most` is the largest number of prose lines a post: an article in which days and hours are told has more between them.
    """
    heads = [i for i in range(start, end) if found[i].stamp and found[i].weight < HEAD]
    worth = 0.0
    at = start
    for i in heads:
        worth += sum(max(trait.value, 0.0) for trait in found[at:i])
        at = i
        if worth < FIRST:
            continue
        left = sum(j >= i for j in heads)
        prose = sum(trait.value > 0 for trait in found[i:end])
        return i if left >= POSTS - 1 and prose <= most * left else None
    return None
