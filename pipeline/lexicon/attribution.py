"""The cue words of attribution, language by language: what stands around a figure and says whose, which and when."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Cues", "cues"]

_SCANNED = (
    "arrive", "rise", "fall", "basis", "compare", "relate", "report", "source_open", "pronoun", "both", "former", "latter",
    "link",
    "each", "verb", "have", "prep", "conj", "closer", "whole", "of", "opener", "plain", "organisations", "places", "contribute",
    "from_words", "nominal", "scopes", "determiner",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """One language's ``attribution.toml``: word lists and single words by role, and one scanner for all of them.

    `roles` gives a word its roles; `scanner` matches the longest word at a place, so that a word which merely holds a cue inside
    (行为, 占比) is read whole.
    """

    language: str
    lists: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    nouns: Mapping[str, str]
    units: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]
    scanner: re.Pattern[str]

    def of(self, role: str) -> tuple[str, ...]:
        """The words of a role; none where the language has no such list."""
        return self.lists.get(role, ())

    def word(self, role: str) -> str:
        """The one word of a role; empty where the language has none."""
        return self.words.get(role, "")


@functools.cache
def cues(language: str) -> Cues | None:
    """The table of a language, or None for one that has none. Raises `DataError` for a list that names a word twice.

    >>> sorted(cues("zh").roles["达到"])
    ['arrive']
    """
    name = f"languages/{language}/attribution.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return None
    lists: dict[str, tuple[str, ...]] = {}
    words: dict[str, str] = {}
    nouns: dict[str, dict[str, str]] = {}
    for key, value in read_toml(name).items():
        if isinstance(value, str):
            words[key] = value
        elif isinstance(value, dict):
            nouns[key] = {str(word): str(noun) for word, noun in value.items()}
        elif isinstance(value, list) and all(isinstance(word, str) and word for word in value):
            if len(set(value)) != len(value):
                raise DataError(name, key, f"names {next(word for word in value if value.count(word) > 1)!r} twice")
            lists[key] = tuple(value)
        else:
            raise DataError(name, key, "is no list of words")
    roles: dict[str, set[str]] = {}
    for role in _SCANNED:
        for word in lists.get(role, ()):
            roles.setdefault(word, set()).add(role)
    for word in metrics().words(language):
        if len(word) > 1:
            roles.setdefault(word, set()).add("metric")
    return Cues(
        language,
        MappingProxyType(lists),
        MappingProxyType(words),
        MappingProxyType(nouns.get("verb_nouns", {})),
        MappingProxyType(nouns.get("unit_metrics", {})),
        MappingProxyType({word: frozenset(held) for word, held in roles.items()}),
        re.compile(alternation(roles)),
    )
