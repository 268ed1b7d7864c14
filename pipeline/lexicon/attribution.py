"""The cue words of attribution, language by language: what stands around a figure and says whose, which and when."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.entries import entries
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Self

__all__ = ["Cues", "Word", "Words", "cues"]

_SCANNED = (
    "arrive", "rise", "fall", "basis", "compare", "relate", "report", "source_open", "pronoun", "both", "former", "latter",
    "link",
    "each", "verb", "have", "prep", "conj", "closer", "whole", "of", "opener", "plain", "organisations", "places", "contribute",
    "from_words", "nominal", "scopes", "determiner",
)  # fmt: skip


class Words(tuple[str, ...]):  # noqa: SLOT001 - a tuple holds nothing else in slots
    """The words of a role in the order of the file; whether one is among them, or begins or ends a text, takes one step.

    >>> words = Words(("但", "同时"))
    >>> words[0], "同时" in words, words.begin("同时增长"), words.end("增长")
    ('但', True, True, False)
    """

    held: frozenset[str]
    by_first: Mapping[str, tuple[str, ...]]
    by_last: Mapping[str, tuple[str, ...]]

    def __new__(cls, words: Iterable[str] = ()) -> Self:
        """The words, the same as a set, and by their first and last characters."""
        made = super().__new__(cls, words)
        made.held = frozenset(made)
        made.by_first, made.by_last = _grouped(made, 0), _grouped(made, -1)
        return made

    def __contains__(self, word: object) -> bool:
        """Whether a word is one of them."""
        return word in self.held

    def begin(self, text: str, at: int = 0) -> bool:
        """Whether one of them stands at a place of a text."""
        return text.startswith(self.by_first.get(text[at : at + 1], ()), at)

    def end(self, text: str) -> bool:
        """Whether a text ends in one of them."""
        return text.endswith(self.by_last.get(text[-1:], ()))

    def end_at(self, text: str, place: int) -> bool:
        """Whether what is before a place of a text ends in one of them."""
        return text.endswith(self.by_last.get(text[place - 1 : place], ()), 0, place)

    def strange(self, text: str) -> bool:
        """Whether no character of a text begins one of them, so that none can be in it: asked before they are looked for."""
        return self.by_first.keys().isdisjoint(text)

    def first(self, text: str, at: int = 0) -> str:
        """The first of them that stands at a place of a text; empty where none does."""
        for word in self.by_first.get(text[at : at + 1], ()):
            if text.startswith(word, at):
                return word
        return ""

    def longest(self, text: str, at: int = 0) -> str:
        """The longest of them that stands at a place of a text; empty where none does.

        >>> Words(("上市", "上市公司")).longest("一家上市公司", 2)
        '上市公司'
        """
        return max([word for word in self.by_first.get(text[at : at + 1], ()) if text.startswith(word, at)], key=len, default="")

    def longest_last(self, text: str) -> str:
        """The longest of them that a text ends in; empty where it ends in none."""
        return max([word for word in self.by_last.get(text[-1:], ()) if text.endswith(word)], key=len, default="")

    def last(self, text: str) -> str:
        """The first of them that a text ends in; empty where it ends in none."""
        for word in self.by_last.get(text[-1:], ()):
            if text.endswith(word):
                return word
        return ""


def _grouped(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    """Words by the character at a place in them, in their order."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[place]] = (*found.get(word[place], ()), word)
    return found


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
        MappingProxyType({word: frozenset(held) for word, held in roles.items()}),
        Scanner(roles),
    )
