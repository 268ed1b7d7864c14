"""What marks the nouns of a sentence in Japanese and Korean, which end on the verb: particles, and words around figures."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DataError
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.entries import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["CASES", "Particles", "particles"]

CASES = frozenset(
    {
        "topic", "subject", "object", "genitive", "dative", "base", "from", "to", "by", "place", "with", "quote", "source",
        "part",
    }
)  # fmt: skip


class _Sets(dict[str, frozenset[str]]):
    def __missing__(self, role: str) -> frozenset[str]:
        return frozenset()


class _Ends(dict[str, tuple[str, ...]]):
    def __missing__(self, role: str) -> tuple[str, ...]:
        return ()


class _Words(dict[str, str]):
    def __missing__(self, role: str) -> str:
        return ""


@dataclass(frozen=True, slots=True, eq=False)
class Particles:
    """One language's ``particles.toml``.

    `cases` gives a particle the case that it puts a noun in, `case` matches the longest one at a place and `function` the
    longest word that is neither noun nor name. `stem` is a verb's stem, which a noun may begin with. `empty` are the words
    that say nothing of what is measured, `signs` the brackets. `of` gives the words of a list and `endings` the same to be held
    against the end or the beginning of a word, `word` the one word of a role, none where the language has none; rules ask all the
    time, so each is one look into a table. `tables` holds the other keys of the file.
    """

    language: str
    cases: Mapping[str, str]
    case: re.Pattern[str]
    function: re.Pattern[str]
    not_case: re.Pattern[str]
    stem: re.Pattern[str]
    of: Callable[[str], frozenset[str]]
    endings: Callable[[str], tuple[str, ...]]
    word: Callable[[str], str]
    tables: Mapping[str, Mapping[str, str]]
    empty: frozenset[str]
    signs: frozenset[str]

    def table(self, name: str) -> Mapping[str, str]:
        """The pairs of a table; none where the language has no such table."""
        return self.tables.get(name, MappingProxyType({}))


@functools.cache
def particles(language: str) -> Particles | None:
    """The table of a language, or None for one that has none. Raises `DataError` for a word said twice and an unknown case.

    >>> particles("ja").cases["は"], particles("ja").case.match("からの").group()
    ('topic', 'からの')
    """
    found = entries(language, "particles")
    if found is None:
        return None
    words, lists, tables = found
    cases = tables.pop("cases", MappingProxyType({}))
    for word, case in cases.items():
        if case not in CASES:
            name = f"languages/{language}/particles.toml"
            raise DataError(name, f"cases.{word}", f"{case!r} is not among {', '.join(sorted(CASES))}")
    return Particles(
        language,
        cases,
        re.compile(alternation(cases)),
        re.compile(alternation(lists.get("function", ()))),
        re.compile(alternation(lists.get("not_case", ()))),
        _stem(words.get("stem_ends", "")),
        _Sets({key: frozenset(value) for key, value in lists.items()}).__getitem__,
        _Ends(lists).__getitem__,
        _Words(words).__getitem__,
        MappingProxyType(tables),
        frozenset(word for role in ("fillers", "bases", "changes") for word in lists.get(role, ())),
        frozenset("".join(lists.get("brackets", ()))),
    )


def _stem(ends: str) -> re.Pattern[str]:
    """Han characters, twice at most, each time with the hiragana that a stem ends in; nothing where there are no such ends."""
    if not ends:
        return re.compile("(?!)")
    end = rf"[\u3041-\u3096]?[{re.escape(ends)}]"
    return re.compile(rf"[\u3400-\u9fff\u3005]+(?:{end}[\u3400-\u9fff])?{end}")
