"""The text as this stage reads it: full-width signs in their plain form, traditional characters simplified, same places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.scripts import converter, traditional_only

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["fold"]

KEPT = "，；！？"
"""Full-width signs that stay: between digits they end a clause where their plain forms join thousands."""

SIGNS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in KEPT} | {
    0xFFE5: 0xA5,
    0xFFE1: 0xA3,
    0xFFE0: 0xA2,
    0xFFE6: 0x20A9,
    0xFE69: 0x24,
    0x3000: 0x20,
    0xA0: 0x20,
    0x2002: 0x20,
    0x2003: 0x20,
    0x2009: 0x20,
    0x200A: 0x20,
    0x202F: 0x20,
}


def fold(document: Document) -> str:
    """The article's text, one character for one.

    The road has simplified traditional text before this stage; a piece of text whose script nobody could tell has not
    been, and is read in simplified form all the same.
    """
    text = document.text.value.translate(SIGNS)
    if document.language.code == "zh" and document.language.converted_by is None and not traditional_only().isdisjoint(text):
        simplified = converter("t2s").convert(text)
        if len(simplified) == len(text):
            return simplified
    return text
