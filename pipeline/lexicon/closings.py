"""What stands behind the last sentence of a paragraph without being part of it: an invitation, an editor's name.

The words are the ``[closing]`` tables of ``data/languages/<lang>/boilerplate.toml``; labels of editors and sources are those of
bylines.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.boilerplate import LANGUAGES
from pipeline.lexicon.bylines import bylines
from pipeline.lexicon.signs import signs

if TYPE_CHECKING:
    from pipeline.lexicon.bylines import Bylines

__all__ = ["Closing", "Closings", "closings"]

LONGEST = 120
"""A longer piece is no closing."""
LONGEST_CREDIT = 50
ROLES = frozenset({"editor", "publisher"})
SHORTEST = 6
"""So much of a paragraph stands in front of a closing at least."""


class Closing(NamedTuple):
    """Where a closing begins in a text, with the rule and the reason for the record."""

    start: int
    rule: str
    reason: str


class Closings(NamedTuple):
    """The closings of every language: whole `ends`, and what a last sentence opens with (`opens`, lower case)."""

    ends: tuple[str, ...]
    opens: tuple[str, ...]
    bylines: Bylines
    shut: str
    full: re.Pattern[str]

    def find(self, text: str) -> Closing | None:
        """The closing of a paragraph, or None. Only the last `LONGEST` characters are looked at.

        >>> closings().find("营收增长三成。（责任编辑：张三）")
        Closing(start=7, rule='byline', reason="an editor's or source's name behind the last sentence")
        >>> closings().find("他是责任编辑：张三") is None
        True
        """
        bare = text.rstrip()
        if bare.endswith(self.ends):
            for end in self.ends:
                if bare.endswith(end) and len(bare) - len(end) >= SHORTEST:
                    return Closing(len(bare) - len(end), "share", "an invitation behind the last sentence")
        last = self._last_sentence(bare)
        at = self._credit(bare, last)
        if at > 0:
            return Closing(at, "byline", "an editor's or source's name behind the last sentence")
        at = last
        if at > 0 and bare[at:].lstrip().lower().startswith(self.opens):
            return Closing(at, "share", "an invitation behind the last sentence")
        return None

    def _credit(self, text: str, last: int) -> int:
        """Where a credit behind the last sentence begins, which is at `last`, in brackets or not; -1 where there is none."""
        table = signs()
        if text[-1:] in self.shut:
            at = max(text.rfind(sign, max(0, len(text) - LONGEST_CREDIT)) for sign in table["open"])
            inner = text[at + 1 : -1]
        else:
            at = last
            inner = text[at:]
        if at < SHORTEST or len(inner) > LONGEST_CREDIT or table.ended.search(text[max(0, at - 6) : at]) is None:
            return -1
        credit = next(self.bylines.credits(inner.strip()), None)
        return at if credit is not None and credit.start == 0 and credit.role in ROLES else -1

    def _last_sentence(self, text: str) -> int:
        """Where the last sentence of a text begins, or -1 where it has one only or the last is too long."""
        size = len(text)
        at = -1
        for sign in self.full.finditer(text, max(0, size - LONGEST), size - 1):
            at = sign.start()
        close = signs()["close"]
        while 0 <= at < size - 1 and text[at + 1] in close:
            at += 1
        return at + 1 if SHORTEST <= at < size - 1 else -1


@cache
def closings() -> Closings:
    """The table of closings, loaded once. Raises `DataError` naming file, key and reason."""
    ends: list[str] = []
    opens: list[str] = []
    for language in LANGUAGES:
        file = f"languages/{language}/boilerplate.toml"
        table = read_toml(file).get("closing", {})
        for key, words in (("ends", ends), ("opens", opens)):
            values = table.get(key, [])
            if not isinstance(values, list) or not all(isinstance(value, str) and len(value) > 1 for value in values):
                raise DataError(file, f"closing.{key}", "is no list of words of two characters or more")
            words.extend(values)
    ends.sort(key=lambda word: (-len(word), word))
    table = signs()
    full = re.compile(rf"[{re.escape(table['full'] + table['point'])}](?:(?<!{re.escape(table['point'])})|(?= ))")
    return Closings(tuple(ends), tuple(word.lower() for word in opens), bylines(), table["shut"], full)
