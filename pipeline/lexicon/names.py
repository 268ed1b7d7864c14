"""Well-known names and their aliases. They help to find subjects and are never required."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DataError, read_tsv
from pipeline.lexicon.alternation import alternation

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Name", "Names", "names"]

_FILE = "names.tsv"
_KINDS = frozenset({"company", "product", "market", "currency", "index", "body"})


@dataclass(frozen=True, slots=True)
class Name:
    """A thing that has a name: its kind and its canonical name."""

    kind: str
    canonical: str


@dataclass(frozen=True, slots=True)
class Names:
    """The table by name or alias, and one pattern that finds them in a text."""

    by_name: Mapping[str, Name]
    pattern: re.Pattern[str]


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
            if word in table:
                raise DataError(_FILE, word, f"stands for {table[word].canonical} already")
            table[word] = name
    latin = [word for word in table if word.isascii()]
    other = [word for word in table if not word.isascii()]
    opening = re.escape("".join(sorted({word[0] for word in table})))
    pattern = rf"(?=[{opening}])(?:{alternation(other)}|(?<![A-Za-z]){alternation(latin)}(?![A-Za-z]))"
    return Names(MappingProxyType(table), re.compile(pattern))
