"""The words of Korean: written apart, each a noun with its particle, or a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.word import Word, governed

if TYPE_CHECKING:
    from pipeline.lexicon.particles import Particles

__all__ = ["words"]

_RUN = re.compile(r"(?P<word>[^\W_](?:\w|[&+./·-](?=\w))*)|(?P<mark>[^\s\w])")
_FIRST, _LAST, _FINALS, _LONGEST = 0xAC00, 0xD7A3, 28, 6


def words(text: str, start: int, end: int, made: list[Word], table: Particles) -> None:
    """Append the words of ``text[start:end]``; what touches a figure or time before it is its particle."""
    for match in _RUN.finditer(text, start, end):
        piece = match.group()
        if match.lastgroup == "mark":
            tag = "open" if piece in table.word("opens") else "close" if piece in table.word("closes") else "mark"
            made.append(Word(piece, match.start(), match.end(), tag))
            continue
        last = made[-1] if made else None
        if last is not None and last.end == match.start() and last.tag != "mark" and not last.case:
            place = governed(made, table.signs)
            case = _whole(piece, table)
            if case:
                made[place] = made[place]._replace(case=case)
                continue
        made.append(_word(piece, match.start(), table))


def _whole(piece: str, table: Particles) -> str:
    """The case that a piece right behind a figure, a time or a name puts it in: the longest particle it begins with."""
    for length in range(min(_LONGEST, len(piece)), 0, -1):
        if piece[:length] in table.cases and (length == len(piece) or piece[length:] in table.of("endings")):
            return table.cases[piece[:length]]
    return ""


def _word(piece: str, start: int, table: Particles) -> Word:
    """A word by its ending: a verb, or a noun and its particle."""
    if piece.endswith(table.endings("verbs")) or piece in table.of("function"):
        return Word(piece, start, start + len(piece), "verb")
    for length in range(min(_LONGEST, len(piece) - 1), 0, -1):
        tail = piece[-length:]
        if tail in table.cases and _fits(piece[-length - 1], tail, table):
            return Word(piece[:-length], start, start + len(piece) - length, "noun", table.cases[tail])
    return Word(piece, start, start + len(piece), "noun")


def _fits(before: str, particle: str, table: Particles) -> bool:
    """Whether a particle may follow a syllable: some stand only behind a final consonant, some only where there is none."""
    if not _FIRST <= ord(before) <= _LAST:
        return True
    closed = (ord(before) - _FIRST) % _FINALS != 0
    return not (particle in table.of("after_vowel") and closed) and not (particle in table.of("after_final") and not closed)
