"""A word of a sentence in which particles mark the nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

__all__ = ["Word", "governed"]

_FAR = 40
"""How many words a bracket may hold."""


class Word(NamedTuple):
    """A word as written, without its particle: its place in the document, what it is, and the case it is in.

    `tag` is noun, name, verb, figure, time, mark, open or close. `case` is one of `lexicon.particles.CASES`, or empty where no
    particle follows; `number` is that of a figure, a time or a name.
    """

    text: str
    start: int
    end: int
    tag: str
    case: str = ""
    number: int = -1


def governed(words: Sequence[Word], brackets: Container[str]) -> int:
    """The place of the word that a particle behind the last one belongs to: within quotes, but before brackets."""
    place, depth = len(words) - 1, 0
    least = max(0, place - _FAR)
    while place > least and (depth or words[place].tag in {"close", "open"}):
        if words[place].text in brackets:
            depth = max(0, depth + (1 if words[place].tag == "close" else -1))
        place -= 1
    return place
