"""The cue words of attribution, language by language: what stands around a figure and says whose, which and when."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.entries import entries
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.roles import Words
from pipeline.lexicon.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Cues", "Word", "Words", "cues"]

_SCANNED = (
    "arrive", "rise", "fall", "basis", "compare", "relate", "report", "source_open", "pronoun", "both", "former", "latter",
    "link",
    "each", "verb", "have", "prep", "conj", "closer", "whole", "of", "opener", "plain", "organisations", "places", "contribute",
    "from_words", "nominal", "scopes", "determiner",
)  # fmt: skip


class Word(NamedTuple):
    """A cue in a piece of text: its place, itself, and its roles."""

    start: int
    end: int
    text: str
    roles: frozenset[str]


_word = functools.partial(tuple.__new__, Word)
"""A word from its fields in one step: every text has thousands."""


class _Roles(dict[str, Words]):
    """The words by role; none for a role that a language has not."""

    def __missing__(self, role: str) -> Words:
        return _NONE


class _Named(dict[str, str]):
    """The one word of a role; empty where a language has none."""

    def __missing__(self, role: str) -> str:
        return ""


_NONE = Words()
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """One language's ``attribution.toml``: word lists and single words by role, and one scanner for all of them.

    `of` gives the words of a role and `word` the one word of one, none where the language has none: rules ask all the time,
    so each is one look into a table. `roles` gives a word its roles; `scanner` finds the longest word at a place, so that a word
    which merely holds a cue inside (行为, 占比) is read whole.
    """

    language: str
    lists: Mapping[str, Words]
    of: Callable[[str], Words]
    word: Callable[[str], str]
    nouns: Mapping[str, str]
    units: Mapping[str, str]
    countries: Mapping[str, str]
    local_bodies: Mapping[str, str]
    roles: Mapping[str, frozenset[str]]
    scanner: Scanner

    def scan(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        """The cues in ``[start, end)`` of a text, in order, none within another.

        >>> [(word.text, *word.roles) for word in cues("zh").scan("行为同比")]
        [('行为', 'plain'), ('同比', 'basis')]
        """
        roles = self.roles
        return [_word((at, stop, text[at:stop], roles[text[at:stop]])) for at, stop in self.scanner.scan(text, start, end)]

    def each(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
        """The same one by one, for who looks only for the first of some kind."""
        roles = self.roles
        for at, stop in self.scanner.scan(text, start, end):
            yield _word((at, stop, text[at:stop], roles[text[at:stop]]))


@functools.cache
def cues(language: str) -> Cues | None:
    """The table of a language, or None for one that has none. Raises `DataError` for a list that names a word twice.

    >>> sorted(cues("zh").roles["达到"])
    ['arrive']
    """
    found = entries(language, "attribution")
    if found is None:
        return None
    lists, words = _Roles({key: Words(value) for key, value in found.lists.items()}), _Named(found.words)
    roles: dict[str, set[str]] = {}
    for role in _SCANNED:
        for word in lists.get(role, ()):
            roles.setdefault(word, set()).add(role)
    for word, metric in metrics().by_word.get(language, {}).items():
        if len(word) > 1 and not (metric.deed and word in lists.get("verb", ())):
            roles.setdefault(word, set()).add("metric")
    return Cues(
        language,
        MappingProxyType(lists),
        lists.__getitem__,
        words.__getitem__,
        found.tables.get("verb_nouns", _EMPTY),
        found.tables.get("unit_metrics", _EMPTY),
        found.tables.get("countries", _EMPTY),
        found.tables.get("local_bodies", _EMPTY),
        MappingProxyType({word: frozenset(held) for word, held in roles.items()}),
        Scanner(roles),
    )
