"""How headings are numbered: one pattern made from every language's ``outline.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import DATA, DataError, read_toml

__all__ = ["Outline", "outline"]


class Outline(NamedTuple):
    """The number in front of a heading.

    `pattern` matches it at the start of a line; its group ``alone`` matches where a number is the whole line.
    """

    pattern: re.Pattern[str]

    def number(self, line: str) -> str:
        """The number that `line` begins with, its signs included; empty without one.

        >>> [outline().number(line) for line in ("一、业绩", "01 起点", "第三章 展望", "2024年营收", "3.5%的增长")]
        ['一、', '01 ', '第三章 ', '', '']
        """
        match = self.pattern.match(line)
        return match[0] if match else ""


@cache
def outline() -> Outline:
    """The table, read once. Raises `DataError` for a key that is missing or empty."""
    numerals: set[str] = set()
    before: set[str] = set()
    after: set[str] = set()
    for folder in sorted(entry.name for entry in (DATA / "languages").iterdir()):
        name = f"languages/{folder}/outline.toml"
        if not (DATA / "languages" / folder / "outline.toml").is_file():
            continue
        table = read_toml(name)
        for key, words in (("before", before), ("after", after)):
            found = table.get(key)
            if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
                raise DataError(name, key, "is to be a list of words")
            words.update(found)
        if not isinstance(table.get("numerals"), str):
            raise DataError(name, "numerals", "is to be a string of characters")
        numerals.update(table["numerals"])
    digits = f"(?:[{re.escape(''.join(sorted(numerals)))}]{{1,4}}+|[0-9]{{1,2}}+)"
    opening, closing = _either(before), _either(after)
    return Outline(
        re.compile(
            rf"(?:{opening}[ \t]?{digits}(?![0-9])(?:(?>{closing}))?+"  # 第三章, Part 2
            rf"|{digits}{closing}(?![0-9])"  # 一、 1.
            r"|0[0-9](?=[ \t\u3000]|$))"  # 01
            r"[ \t\u3000]*+"
        )
    )


def _either(words: set[str]) -> str:
    """A pattern for one of `words`, longer ones first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
