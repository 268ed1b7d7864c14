"""A sentence as chunks: a noun, a verb, a figure or a time, each with the case that the particle behind it puts it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.marked.hangul import words as hangul
from pipeline.stages.attribute.marked.kana import words as kana
from pipeline.stages.attribute.marked.word import Word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.lexicon.particles import Particles

    Reader = Callable[[str, int, int, list[Word], Particles], None]

__all__ = ["Span", "read"]

_READERS: dict[str, Reader] = {"ja": kana, "ko": hangul}


class Span(NamedTuple):
    """What is one word whatever it is made of: a figure, a time or a known name, by its number."""

    start: int
    end: int
    tag: str
    number: int


def read(text: str, start: int, end: int, spans: Sequence[Span], table: Particles) -> list[Word]:
    """The words of ``text[start:end]``; `spans` are in order and do not overlap. Linear in the text."""
    from_script = _READERS[table.language]
    made: list[Word] = []
    at = start
    for span in spans:
        from_script(text, at, span.start, made, table)
        made.append(Word(text[span.start : span.end], span.start, span.end, span.tag, number=span.number))
        at = span.end
    from_script(text, at, end, made, table)
    return made
