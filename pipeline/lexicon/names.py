"""Well-known names and their aliases. They help to find subjects and are never required."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Name", "Names", "names"]

_FILE = "names.tsv"
_LETTER = re.compile("[A-Za-z]")
_PAIR = 2
_KINDS = frozenset({"company", "product", "market", "currency", "index", "body"})


class Name(NamedTuple):
    """A thing that has a name: its kind and its canonical name."""

    kind: str
    canonical: str


class Names(NamedTuple):
    """The table by name or alias.

    `opening` finds where a name may begin, by the classes of its first two characters; `lengths` are those of the names with
    these two, longest first, the names that are not all ASCII before the others.
    """

    by_name: Mapping[str, Name]
    opening: re.Pattern[str]
    lengths: Mapping[str, tuple[int, ...]]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of all names in `text`, from the left, the longest at each; one in Latin letters is no part of a word.

        >>> [names().by_name["腾讯与Tencentia"[start:end]].canonical for start, end in names().find("腾讯与Tencentia")]
        ['腾讯']
        """
        lengths, stop = self.lengths, 0
        for match in self.opening.finditer(text):
            start = match.start()
            if start >= stop and text[start : start + _PAIR] in lengths:
                end = self._end(text, start)
                if end:
                    stop = end
                    yield start, end

    def _end(self, text: str, start: int) -> int:
        """Where the name ends that starts at `start`; 0 where none does."""
        for length in self.lengths.get(text[start : start + _PAIR], ()):
            word = text[start : start + length]
            end = start + len(word)
            if word not in self.by_name:
                continue
            if not word.isascii() or not (_LETTER.match(text, end) or (start and _LETTER.match(text, start - 1))):
                return end
        return 0


@functools.cache
def names() -> Names:
    """The table of ``pipeline/data/names.tsv``. Raises `DataError` for a name that stands for two things.

    >>> names().by_name["稀宇科技"].canonical
    'MiniMax'
    """
    table: dict[str, Name] = {}
    for kind, canonical, aliases in read_tsv(_FILE, 3):
        if kind not in _KINDS:
            raise DataError(_FILE, canonical, f"{kind!r} is not among {', '.join(sorted(_KINDS))}")
        name = Name(kind, canonical)
        for word in (canonical, *filter(None, aliases.split("|"))):
            if len(word) == 1:
                raise DataError(_FILE, word, "is a single character, which any word may begin with")
            if word in table:
                raise DataError(_FILE, word, f"stands for {table[word].canonical} already")
            table[word] = name
    lengths: dict[str, tuple[int, ...]] = {}
    for word in sorted(table, key=lambda word: (word.isascii(), -len(word))):
        known = lengths.get(word[:2], ())
        lengths[word[:2]] = known if len(word) in known else (*known, len(word))
    first, second = ("[{}]".format(re.escape("".join(sorted({pair[at] for pair in lengths})))) for at in (0, 1))
    return Names(MappingProxyType(table), re.compile(f"{first}(?={second})"), lengths)
