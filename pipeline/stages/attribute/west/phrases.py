"""Noun phrases of a sentence of tagged words: where each begins and ends, whose it is, and the figure in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.stages.attribute.west.words import Word

__all__ = ["Phrase", "phrases"]

_SEGMENT = 9
_QUOTES = frozenset('“"‘')


class Phrase(NamedTuple):
    """A noun phrase: its words ``[first, last)``, the possessor before it, and the figure within it, by word."""

    first: int
    last: int
    owner: int = -1
    figure: int = -1


def phrases(words: list[Word], heads: frozenset[str], marks: Mapping[str, frozenset[str]]) -> tuple[list[Phrase], list[int]]:
    """The noun phrases of a sentence, and to which of them each word belongs (-1 for none).

    `heads` are nouns that a name with "of" begins with (Bank of …), `marks` the sets of cue words.
    """
    found: list[Phrase] = []
    phrase_of = [-1] * len(words)
    place, owner = 0, -1
    while place < len(words):
        if words[place].tag == "genitive":
            owner = phrase_of[place - 1] if place else -1
            place += 1
            continue
        last, figure = _extent(words, place, heads, marks)
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


def _extent(words: list[Word], first: int, heads: frozenset[str], marks: Mapping[str, frozenset[str]]) -> tuple[int, int]:
    """Where the noun phrase that begins at a word ends (there, where none does), and the figure in it."""
    tag, at, figure, core = words[first].tag, first, -1, 0
    if tag == "pronoun":
        return first + 1, -1
    led = first + 1 < len(words) and words[first + 1].tag == "preposition"
    if tag == "adjective" and led and words[first].low in marks["postposed"]:
        return first, -1
    while at < len(words) and words[at].tag in {"determiner", "possessive"}:
        at += 1
    while at < len(words):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else None
        nominal_next = after is not None and after.tag in {*NOMINAL, "figure"} and _near(word, after)
        if word.tag in NOMINAL and not (word.tag == "adjective" and core and word.low in marks["postposed"]):
            core += 1
        elif word.tag == "figure" and (nominal_next or figure < 0) and (core or nominal_next or at > first):
            if figure >= 0 and not nominal_next:
                break
            figure = at
        elif core and _bracketed(words, at):
            at += 2
        elif word.tag in {"conjunction", "preposition"}:
            if not core or not _bridges(words, at, first, heads, marks):
                break
        elif not _within(words, at, first, core, nominal=nominal_next):
            break
        at += 1
    return (at, figure) if core or (figure >= 0 and at > figure + 1) else (first, -1)


def _within(words: list[Word], at: int, first: int, core: int, *, nominal: bool) -> bool:
    """Whether an adverb, a time or a quotation mark stands within a phrase (a newly built plant, a “green shoe”)."""
    word = words[at]
    if word.tag == "adverb":
        placed = at > first or word.form == ""
        return nominal and placed and not core and words[at + 1].tag in {"adjective", "figure"}
    if word.tag == "time":
        return nominal and not (core and words[at - 1].tag == "noun")
    opens = word.text in _QUOTES and at > first and words[at - 1].end < word.start and not core
    return opens and at + 1 < len(words) and words[at + 1].tag in NOMINAL


def _bracketed(words: list[Word], at: int) -> bool:
    """Whether a bracket with an adjective stands within a phrase (non-GAAP (adjusted) earnings)."""
    if words[at].text != "(" or at + 3 >= len(words) or words[at + 2].text != ")":
        return False
    inside, after = words[at + 1], words[at + 3]
    return (inside.tag == "adjective" or inside.form == "past") and after.tag in {"noun", "adjective"}


def _segment(words: list[Word], at: int, first: int, marks: Mapping[str, frozenset[str]]) -> bool:
    """Whether a joining word stands within the name of a part of a company (the Gourmet Food and Gift Baskets segment)."""
    if words[first].tag not in {"determiner", "possessive"}:
        return False
    last = at + 1
    while last < min(len(words), at + _SEGMENT) and words[last].tag in {"name", "conjunction"}:
        last += 1
    return last < len(words) and words[last].low in marks["segment_heads"] and words[last].tag == "noun"


def _office(words: list[Word], at: int, first: int, marks: Mapping[str, frozenset[str]]) -> bool:
    """Whether a joining word stands within an office's name: Customs and Border Patrol, Ministry of New and Renewable Energy."""
    last = at + 1
    while last < len(words) and words[last].tag == "name":
        last += 1
    if any(word.tag == "preposition" for word in words[first:at]):
        return last > at + 1
    lone = at - 1 == first or (at - 2 == first and words[first].tag == "determiner")
    return lone and last > at + 2 and words[last - 1].low in marks["office_ends"]


def _near(word: Word, after: Word) -> bool:
    return after.start - word.end <= 1 + (word.tag == "figure")


def _bridges(words: list[Word], at: int, first: int, heads: frozenset[str], marks: Mapping[str, frozenset[str]]) -> bool:
    """Whether a little word stands within a phrase: Door & Window, Ministry of Trade, truck and SUV sales."""
    if at + 1 >= len(words):
        return False
    last, word, after = words[at - 1], words[at], words[at + 1]
    if (
        word.tag == "preposition"
        and last.low in marks["tied"]
        and word.low in marks["tied_by"]
        and after.tag in {"noun", "adjective"}
    ):
        return True
    if word.low in marks["per"] and last.tag == "noun" and after.tag in {"noun", "adjective"} and not last.low.isdigit():
        return True
    if last.tag == "name" and after.tag == "name":
        joined = (
            word.tag == "conjunction"
            and word.text != "&"
            and (_segment(words, at, first, marks) or _office(words, at, first, marks))
        )
        return joined or word.text == "&" or (word.tag == "preposition" and word.low == "of" and last.low in heads)
    if word.tag != "conjunction" or word.text == "&":
        return word.text == "&" and after.tag in NOMINAL
    beyond = words[at + 2] if at + 2 < len(words) else None
    single = at < 2 or words[at - 2].tag in {"determiner", "possessive", "mark", "preposition", "verb", "conjunction", "genitive"}
    plain = last.tag in {"noun", "name"} and not last.low.endswith("s") and after.tag in {"noun", "name"}
    both = last.tag == "adjective" and after.tag == "adjective"
    return beyond is not None and beyond.tag == "noun" and (both or (single and plain))
