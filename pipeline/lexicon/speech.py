"""The parts of speech of a language whose words are written apart: closed classes, verbs with their forms, and endings."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicon import DATA, read_toml
from pipeline.lexicon.entries import once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Speech", "Verb", "speech"]

_CLASSES = (
    "determiner", "possessive", "pronoun", "relative", "modal", "negation", "be", "have", "do", "preposition", "conjunction",
    "subordinator", "adverb",
)  # fmt: skip
_LISTS = (
    "quantifier", "adjective", "never_verb", "noun_first", "not_adverb", "not_adjective", "verb_preposition", "seldom_verb",
    "that", "causative", "joining", "stops", "common", "demonstrative", "accounting", "months",
    "closing", "closing_name",
)  # fmt: skip


class Verb(NamedTuple):
    """What a form is of a verb: its lemma, and which form (base, s, past, ing); a past may be a participle as well."""

    lemma: str
    form: str


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One language's ``speech.toml``.

    `closed` gives a word of a closed class that class; `phrases` the closed-class phrases of several words by their first word,
    the longest first; `verbs` every form of every verb; `lists` the other lists; `endings` how adverbs, adjectives and forms
    of verbs end.
    """

    closed: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    verbs: Mapping[str, Verb]
    lists: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]

    def of(self, role: str) -> frozenset[str]:
        """The words of a list. Raises `KeyError` for one that there is not."""
        return self.lists[role]


@functools.cache
def speech(language: str) -> Speech | None:
    """The table of a language, or None for one that has none. Raises `DataError` for a list that names a word twice.

    >>> speech("en").verbs["plummeted"], speech("en").verbs["bought"]
    (Verb(lemma='plummet', form='past'), Verb(lemma='buy', form='past'))
    """
    name = f"languages/{language}/speech.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return None
    table = read_toml(name)
    closed: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for role in _CLASSES:
        for word in _listed(table, role, name):
            pieces = tuple(word.split())
            if len(pieces) > 1:
                phrases.setdefault(pieces[0], []).append((pieces, role))
            else:
                closed.setdefault(word, role)
    verbs = {form: verb for form, verb in _forms(table, name) if form not in table["never_verb"]}
    return Speech(
        MappingProxyType(closed),
        MappingProxyType({first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in phrases.items()}),
        MappingProxyType(verbs),
        MappingProxyType({role: frozenset(_listed(table, role, name)) for role in _LISTS}),
        MappingProxyType(
            {
                **{role: tuple(table[f"{role}_ending"]) for role in ("adverb", "adjective")},
                **{role: tuple(table["inflection"][role][:1]) for role in ("s", "past", "ing")},
            }
        ),
    )


def _listed(table: dict[str, Any], role: str, name: str) -> tuple[str, ...]:
    return once(name, role, table.get(role))


def _forms(table: dict[str, Any], name: str) -> Iterator[tuple[str, Verb]]:
    """Every form of every verb; an irregular one's list holds its pasts first, then what its endings tell."""
    rules = table["inflection"]
    for lemma in _listed(table, "verb", name):
        for stem in _stems(lemma, rules):
            yield _past(lemma, stem, rules), Verb(lemma, "past")
            yield stem + rules["ing"][0], Verb(lemma, "ing")
        yield _third(lemma, rules), Verb(lemma, "s")
        yield lemma, Verb(lemma, "base")
    for key, forms in table["irregular"].items():
        lemma = key.partition("_")[0]
        for form in forms:
            kind = "ing" if form.endswith(rules["ing"][0]) and len(form) > len(lemma) else "past"
            if form == _third(lemma, rules):
                kind = "s"
            yield form, Verb(lemma, kind)
        if lemma not in forms:
            yield lemma, Verb(lemma, "base")


def _stems(lemma: str, rules: dict[str, Any]) -> tuple[str, ...]:
    """What stands before -ed and -ing: no final e; a final consonant as it is and doubled behind one vowel (drop, admit)."""
    vowels = rules["vowels"]
    if lemma.endswith(rules["final_e"]) and not lemma.endswith(2 * rules["final_e"]):
        return (lemma[:-1],)
    short = len(lemma) > 2 and lemma[-1] not in vowels + rules["undoubled"] and lemma[-2] in vowels and lemma[-3] not in vowels
    return (lemma, lemma + lemma[-1]) if short else (lemma,)


def _third(lemma: str, rules: dict[str, Any]) -> str:
    plain, sibilant, of_y = rules["s"]
    if lemma.endswith(rules["final_y"]) and lemma[-2] not in rules["vowels"]:
        return lemma[:-1] + str(of_y)
    return lemma + str(sibilant if lemma.endswith(tuple(rules["sibilants"])) else plain)


def _past(lemma: str, stem: str, rules: dict[str, Any]) -> str:
    plain, of_e, of_y = rules["past"]
    if lemma.endswith(rules["final_y"]) and lemma[-2] not in rules["vowels"]:
        return lemma[:-1] + str(of_y)
    return lemma + str(of_e) if lemma.endswith(rules["final_e"]) else stem + str(plain)
