"""Words right before and right after a number, spaces aside."""

from __future__ import annotations

__all__ = ["backward", "between", "edge_after", "edge_before", "forward"]

WIDEST_SPACE = 3
LONGEST_JOIN = 40
"""Characters that the words between two ends of a range may take."""
APART = "\n"
"""What `between` gives for two numbers too far apart for any joining word."""


def forward(folded: str, at: int, word: str) -> int:
    """Where `word` ends if it stands at `at`, spaces aside; else 0."""
    size = len(folded)
    for char in word:
        spaces = 0
        while at < size and folded[at] == " " and spaces < WIDEST_SPACE:
            at += 1
            spaces += 1
        if at >= size or folded[at] != char:
            return 0
        at += 1
    return at


def backward(folded: str, at: int, word: str) -> int:
    """Where `word` begins if it ends at `at`, spaces aside; else -1."""
    for char in reversed(word):
        spaces = 0
        while at > 0 and folded[at - 1] == " " and spaces < WIDEST_SPACE:
            at -= 1
            spaces += 1
        if at == 0 or folded[at - 1] != char:
            return -1
        at -= 1
    return at


def edge_before(folded: str, at: int) -> str:
    """The character before `at`, spaces aside."""
    return folded[max(0, at - WIDEST_SPACE - 1) : at].rstrip(" ")[-1:]


def edge_after(folded: str, at: int) -> str:
    """The character at `at`, spaces aside."""
    return folded[at : at + WIDEST_SPACE + 1].lstrip(" ")[:1]


def between(folded: str, start: int, end: int) -> str:
    """The text between two numbers without its spaces."""
    return folded[start:end].replace(" ", "") if end - start <= LONGEST_JOIN else APART
