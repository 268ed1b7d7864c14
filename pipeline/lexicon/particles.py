"""What marks the nouns of a sentence in Japanese and Korean, which end on the verb: particles, and words around figures."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.alternation import alternation

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CASES", "Particles", "particles"]

CASES = frozenset(
    {
        "topic", "subject", "object", "genitive", "dative", "base", "from", "to", "by", "place", "with", "quote", "source",
        "part",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Particles:
    """One language's ``particles.toml``.

    `cases` gives a particle the case that it puts a noun in, `case` matches the longest one at a place and `function` the
    longest word that is neither noun nor name. `empty` are the words that say nothing of what is measured.
    `lists`, `words` and `tables` hold the other keys of the file.
    """

    language: str
    cases: Mapping[str, str]
    case: re.Pattern[str]
    function: re.Pattern[str]
    not_case: re.Pattern[str]
    lists: Mapping[str, frozenset[str]]
    ends: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    tables: Mapping[str, Mapping[str, str]]
    empty: frozenset[str]

    def of(self, role: str) -> frozenset[str]:
        """The words of a list; none where the language has no such list."""
        return self.lists.get(role, frozenset())

    def endings(self, role: str) -> tuple[str, ...]:
        """The words of a list, to be held against the end or the beginning of a word."""
        return self.ends.get(role, ())

    def word(self, role: str) -> str:
        """The one word of a role; empty where the language has none."""
        return self.words.get(role, "")

    def table(self, name: str) -> Mapping[str, str]:
        """The pairs of a table; none where the language has no such table."""
        return self.tables.get(name, MappingProxyType({}))


@functools.cache
def particles(language: str) -> Particles | None:
    """The table of a language, or None for one that has none. Raises `DataError` for a word said twice and an unknown case.

    >>> particles("ja").cases["は"], particles("ja").case.match("からの").group()
    ('topic', 'からの')
    """
    name = f"languages/{language}/particles.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return None
    lists: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    tables: dict[str, Mapping[str, str]] = {}
    for key, value in read_toml(name).items():
        if isinstance(value, str):
            words[key] = value
        elif isinstance(value, dict):
            tables[key] = MappingProxyType({str(word): str(noun) for word, noun in value.items()})
        elif isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            if len(set(value)) != len(value):
                raise DataError(name, key, f"names {next(word for word in value if value.count(word) > 1)!r} twice")
            lists[key] = tuple(value)
        else:
            raise DataError(name, key, "is no list of words")
    cases = tables.pop("cases", MappingProxyType({}))
    for word, case in cases.items():
        if case not in CASES:
            raise DataError(name, f"cases.{word}", f"{case!r} is not among {', '.join(sorted(CASES))}")
    return Particles(
        language,
        cases,
        re.compile(alternation(cases)),
        re.compile(alternation(lists.get("function", ()))),
        re.compile(alternation(lists.get("not_case", ()))),
        MappingProxyType({key: frozenset(value) for key, value in lists.items()}),
        MappingProxyType(lists),
        MappingProxyType(words),
        MappingProxyType(tables),
        frozenset(word for role in ("fillers", "bases", "changes") for word in lists.get(role, ())),
    )
