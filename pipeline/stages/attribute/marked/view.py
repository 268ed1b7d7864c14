"""One figure among the words of its sentence: the nouns before it, what it stands before, and the verb behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.record import Figure
from pipeline.stages.attribute.marked.word import Word

if TYPE_CHECKING:
    from pipeline.lexicon.particles import Particles

__all__ = ["Before", "View", "before", "behind", "verbs", "whole"]

_FAR = 40
_COMPARED = frozenset({"base", "from"})


class View(NamedTuple):
    """A figure: its number, its sentence's words, its place among them, and the figure before it in the sentence."""

    number: int
    figure: Figure
    words: list[Word]
    at: int
    previous: int | None
    title: bool


class Before(NamedTuple):
    """A noun before a figure, and how many words, verbs, figures and signs are between."""

    at: int
    words: int
    verbs: int
    figures: int
    commas: int


def before(view: View, table: Particles) -> list[Before]:
    """The nouns before a figure, the nearest first, without bases of comparison, brackets and sources."""
    found: list[Before] = []
    words, depth, empty = view.words, 0, table.empty
    between = verbs = figures = commas = 0
    pauses, cited = table.of("commas"), False
    for at in range(view.at - 1, max(-1, view.at - _FAR), -1):
        word = words[at]
        cited = word.case == "source" or (cited and word.case != "topic" and word.text not in pauses)
        if cited:
            continue
        if word.tag == "close":
            depth += _bracket(word, table)
        elif word.tag == "open":
            depth = max(0, depth - _bracket(word, table))
        elif depth:
            continue
        elif word.tag == "mark":
            commas += word.text in pauses
        elif word.tag == "verb":
            verbs += 1
        elif word.tag == "figure":
            figures += 1
        elif word.tag != "time" and word.case not in _COMPARED and (word.text not in empty or _heads(view, at, table)):
            found.append(Before(at, between, verbs, figures, commas))
            between += 1
    return found


def _heads(view: View, at: int, table: Particles) -> bool:
    """Whether a word that says nothing does here: one of change that is what is counted (値下がりは540), or behind its noun."""
    word = view.words[at]
    if view.figure.kind == "count" and word.case == "topic" and word.text in table.of("changes"):
        return True
    last = view.words[at - 1] if at else None
    joined = last is not None and last.tag == "noun" and last.case == ("" if table.endings("verbs") else "genitive")
    return joined and word.case in {"topic", "subject"} and word.text in table.of("light")


def _bracket(word: Word, table: Particles) -> int:
    """1 for a sign of a bracket, 0 for one of a quote, which is read through."""
    return int(word.text in table.signs)


def behind(view: View, table: Particles) -> tuple[int, bool]:
    """The noun that a figure stands before (2,000個のパン), -1 for none; and whether what is behind it says a change."""
    words, at = view.words, view.at
    tied = words[at].case == "genitive"
    place = at + 1
    while place < len(words) and words[place].tag in {"noun", "verb"} and words[place].text in table.of("behind"):
        tied = tied or words[place].case in {"genitive", ""}
        place += 1
    while place < len(words) and words[place].tag == "close" and not _bracket(words[place], table):
        place += 1
    if place >= len(words) or words[place].tag not in {"noun", "name", "verb"}:
        return -1, False
    text = words[place].text
    changes = text.startswith(table.endings("changes"))
    if changes or words[place].tag == "verb" or not tied:
        return -1, changes
    return place, False


def verbs(view: View, table: Particles) -> list[Word]:
    """The words behind a figure up to the next figure or comma: its verb is among them.

    The members of a list share the verb behind the last of them (Aが55%、Bが30%を出資する).
    """
    found: list[Word] = []
    listed = view.words[view.at].case == ""
    for word in view.words[view.at + 1 : view.at + _FAR]:
        if word.tag == "figure" or (word.tag == "mark" and word.text in table.of("commas")):
            if found and not listed:
                break
            listed = listed and (word.tag != "figure" or word.case in {"", "object"})
        elif listed and word.case in {"subject", "topic"}:
            continue
        elif word.tag in {"noun", "verb"}:
            found.append(word)
            listed = listed and word.tag == "noun"
    return found


def whole(words: list[Word], at: int, *, joined: bool = False) -> tuple[int, int]:
    """The first and the last word of the noun that word `at` is in: nouns side by side without a particle are one."""
    first = at
    while (
        first > 0
        and words[first - 1].tag in {"noun", "name"}
        and not words[first - 1].case
        and (joined or words[first - 1].end == words[first].start)
    ):
        first -= 1
    return first, at
