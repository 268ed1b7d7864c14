"""The text as this stage reads it: full-width signs in their plain form, traditional characters simplified, same places."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.entries import entries
from pipeline.lexicon.scripts import Characters, converter, traditional_only

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["fold"]

KEPT = "，；！？"
"""Full-width signs that stay: between digits they end a clause where their plain forms join thousands."""

SIGNS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in KEPT} | {
    "\uffe5": "\xa5",
    "\uffe1": "\xa3",
    "\uffe0": "\xa2",
    "\uffe6": "\u20a9",
    "\ufe69": "$",
    "\ufe52": ".",
    "\ufe50": ",",
    "\u3000": " ",
    "\xa0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u200a": " ",
    "\u202f": " ",
}
FOLDED = re.compile(f"[{''.join(map(re.escape, SIGNS))}]")
"""The signs: `str.translate` asks for every character, this for those alone, in a twentieth of the time."""


@functools.cache
def _traditional() -> Characters:
    """The characters of traditional Chinese alone."""
    return Characters(traditional_only())


@functools.cache
def _point(language: str) -> re.Pattern[str] | None:
    """The sign that a language's newspapers write for a decimal point, between digits before a unit (8・5%); None for none."""
    found = entries(language, "decimals")
    if found is None:
        return None
    sign, units = re.escape(found.words["point"]), alternation(found.lists["before"])
    return re.compile(rf"(?<=\d){sign}(?=\d{{1,3}}{units})(?<!{sign}\d{sign})(?<!{sign}\d\d{sign})")


def fold(document: Document) -> str:
    """The article's text, one character for one.

    The road has simplified traditional text before this stage; a piece of text whose script nobody could tell has not
    been, and is read in simplified form all the same.
    """
    text = FOLDED.sub(lambda match: SIGNS[match[0]], document.text.value)
    point = _point(document.language.code)
    if point is not None:
        text = point.sub(".", text)
    if document.language.code == "zh" and document.language.converted_by is None and _traditional().within(text):
        simplified = converter("t2s").convert(text)
        if len(simplified) == len(text):
            return simplified
    return text
