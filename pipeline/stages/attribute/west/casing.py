"""How an English article writes its words: small, with a capital where no sentence begins, or in lines of large letters."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["BEGINS", "DASHED", "MONEY", "WORD", "cases", "title_case"]

BEGINS = frozenset({"", ".", "!", "?", "“", '"', ":", "‘"})
"""What a sentence begins behind."""
DASHED = frozenset({"—", "–", "--", "|", "•"})
"""What a sentence may begin behind."""
WORD = re.compile(r"[^\W\d_][\w&'’-]*")
MONEY = "$€£¥"
"""Signs that stand before an amount."""
_CAPITAL = re.compile(r"(?<![^\W\d_])(?<![&'’-])(?![a-z])[^\W\d_][\w&'’-]*")
_SHORT, _CASED = 4, 0.7


def cases(document: Document, cased: dict[str, bool]) -> tuple[frozenset[str], Counter[str]]:
    """The words that an article writes small, and those that it writes with a capital where no sentence begins.

    `cased` is filled with whether each block is a line of large letters.
    """
    text = document.text.value
    lowers: set[str] = set()
    capitals: Counter[str] = Counter()
    dashed: Counter[str] = Counter()
    for block in document.blocks:
        body = text[block.start : block.end]
        words = WORD.findall(body)
        lowers.update(words)
        if body not in cased:
            cased[body] = title_case(words)
        if cased[body]:
            continue
        for match in _CAPITAL.finditer(body):
            start = match.start()
            before = body[max(0, start - 2) : start].strip(" ")
            if before not in BEGINS:
                word = match.group().removesuffix("'s").removesuffix("’s")
                capitals[word] += 1
                dashed[word] += before in DASHED
    small = frozenset([word.removesuffix("'s").removesuffix("’s") for word in lowers if word[0].islower()])
    for word, count in dashed.items():  # behind a dash, a word that the article writes small as well only opens
        if word.lower() in small and capitals[word] == count:
            del capitals[word]
    return small, capitals


def title_case(words: list[str]) -> bool:
    """Whether a line writes most of its longer words with capitals."""
    long = [word[0] for word in words if len(word) >= _SHORT]
    return len(long) > 2 and len([first for first in long if first.isupper()]) >= _CASED * len(long)
