"""A word of a sentence in which particles mark the nouns."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Word"]


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
