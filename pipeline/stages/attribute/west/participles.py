"""English: which pasts without an auxiliary say something of the noun before them (vehicles sold in October cost …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.words import AUXILIARY, NOMINAL, Word, finite

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["participle"]

_BOUND = frozenset({"mark", "conjunction", "subordinator", "relative"})
_WINDOW = 40
"""Words that a look to the side takes in at most."""


def participle(words: list[Word], place: int, saying: frozenset[str], joining: frozenset[str]) -> bool:
    """Whether a past form without auxiliary says something of the noun before it (vehicles sold in October cost …)."""
    behind = place - 1
    while behind >= 0 and words[behind].tag in {"adverb", "negation"}:
        behind -= 1
    if behind < 0 or words[behind].tag in AUXILIARY or words[behind].tag not in {*NOMINAL, "time", "figure"}:
        return False
    following = words[place + 1] if place + 1 < len(words) else None
    if following is not None and (following.tag in {"figure", "determiner", "possessive"} or following.tag in NOMINAL):
        ahead = False
    else:
        ahead = any(finite(one) and one.form != "past" for one in _until(words[place + 1 : place + 1 + _WINDOW]))
    last = behind - _WINDOW if behind >= _WINDOW else None
    before = _until(words[behind:last:-1])
    opened = next((at for at, one in enumerate(before) if at and one.low in joining), len(before))
    back = [one for one in before[:opened] if finite(one)]
    if back and back[0].lemma in saying:
        return ahead
    return ahead or (bool(back) and following is not None and following.tag in {"preposition", "adverb", "mark"})


def _until(words: Sequence[Word]) -> list[Word]:
    """The words up to the next boundary of a clause."""
    found: list[Word] = []
    for word in words[:_WINDOW]:
        if word.tag in _BOUND:
            break
        found.append(word)
    return found
