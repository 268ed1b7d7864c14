"""Noun phrases of a sentence of tagged words: where each begins and ends, whose it is, and the figure in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.words import Word

__all__ = ["Phrase", "phrases"]


class Phrase(NamedTuple):
    """A noun phrase: its words ``[first, last)``, the possessor before it, and the figure within it, by word."""

    first: int
    last: int
    owner: int = -1
    figure: int = -1


def phrases(words: list[Word], heads: frozenset[str], pers: frozenset[str]) -> tuple[list[Phrase], list[int]]:
    """The noun phrases of a sentence, and to which of them each word belongs (-1 for none).

    `heads` are nouns that a name with "of" begins with (Bank of …), `pers` prepositions within a phrase (earnings per share).
    """
    found: list[Phrase] = []
    phrase_of = [-1] * len(words)
    place, owner = 0, -1
    while place < len(words):
        if words[place].tag == "genitive":
            owner = phrase_of[place - 1] if place else -1
            place += 1
            continue
        last, figure = _extent(words, place, heads, pers)
        if last == place:
            owner = -1
            place += 1
            continue
        for one in range(place, last):
            phrase_of[one] = len(found)
        found.append(Phrase(place, last, owner, figure))
        owner = -1
        place = last
    return found, phrase_of


def _extent(words: list[Word], first: int, heads: frozenset[str], pers: frozenset[str]) -> tuple[int, int]:
    """Where the noun phrase that begins at a word ends (there, where none does), and the figure in it."""
    tag, at, figure, core = words[first].tag, first, -1, 0
    if tag == "pronoun":
        return first + 1, -1
    while at < len(words) and words[at].tag in {"determiner", "possessive"}:
        at += 1
    while at < len(words):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else None
        nominal_next = after is not None and after.tag in {*NOMINAL, "figure"} and _near(word, after)
        if word.tag in NOMINAL:
            core += 1
        elif word.tag == "figure" and (nominal_next or figure < 0) and (core or nominal_next or at > first):
            if figure >= 0 and not nominal_next:
                break
            figure = at
        elif (word.tag == "adverb" and nominal_next and (at > first or word.form == "")) and after is not None:
            if core or after.tag not in {"adjective", "figure"}:
                break
        elif word.tag == "time":
            if not nominal_next or (core and words[at - 1].tag == "noun"):
                break
        elif word.tag in {"conjunction", "preposition"} and core and _bridges(words, at, heads, pers):
            pass
        else:
            break
        at += 1
    return (at, figure) if core or (figure >= 0 and at > figure + 1) else (first, -1)


def _near(word: Word, after: Word) -> bool:
    return after.start - word.end <= 1 + (word.tag == "figure")


def _bridges(words: list[Word], at: int, heads: frozenset[str], pers: frozenset[str]) -> bool:
    """Whether a little word stands within a phrase: Door & Window, Ministry of Trade, truck and SUV sales."""
    if at + 1 >= len(words):
        return False
    last, word, after = words[at - 1], words[at], words[at + 1]
    if word.low in pers and last.tag == "noun" and after.tag in {"noun", "adjective"} and not last.low.isdigit():
        return True
    if last.tag == "name" and after.tag == "name":
        return word.text == "&" or (word.tag == "preposition" and word.low == "of" and last.low in heads)
    if word.tag != "conjunction" or word.text == "&":
        return word.text == "&" and after.tag in NOMINAL
    beyond = words[at + 2] if at + 2 < len(words) else None
    single = at < 2 or words[at - 2].tag in {"determiner", "possessive", "mark", "preposition", "verb", "conjunction", "genitive"}
    plain = last.tag in {"noun", "name"} and not last.low.endswith("s") and after.tag in {"noun", "name"}
    both = last.tag == "adjective" and after.tag == "adjective"
    return beyond is not None and beyond.tag == "noun" and (both or (single and plain))
