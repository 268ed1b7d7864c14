"""The words of a Chinese clause with their parts of speech, so that rules know where a name or a noun phrase ends.

The tagger is rjieba (a dictionary and a hidden Markov model, about two million characters a second); it is loaded with the first
clause that asks. Its forty-odd tags are folded into the few that the rules tell apart. What the pipeline knows better than a
dictionary (figures, times, names of the article) is held together and given its own part.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Tagged", "folded", "phrases", "tagged", "tags", "word"]

_PARTS: Final = {
    "n": "noun",
    "i": "noun",
    "l": "noun",
    "j": "noun",
    "g": "noun",
    "e": "noun",
    "s": "noun",
    "v": "verb",
    "a": "adjective",
    "b": "adjective",
    "z": "adjective",
    "m": "number",
    "q": "measure",
    "p": "preposition",
    "c": "conjunction",
    "d": "adverb",
    "r": "pronoun",
    "t": "time",
    "f": "place",
    "u": "particle",
    "k": "noun",
}
"""Our part for the first letter of a tag of the tagger; what is not here is a sign."""
_NOMINAL: Final = {"vn": "verbal", "an": "noun", "nr": "name", "ns": "name", "nt": "name", "nz": "name", "nrt": "name"}
"""Our part for a whole tag where it says more than its first letter: a verb used as a noun, a proper name."""
_PHRASE: Final = frozenset({"noun", "name", "verbal", "adjective", "held-name"})


class Tagged(NamedTuple):
    """A word and its part.

    noun, name, verbal (a verb that can be a noun), verb, adjective, number, measure, preposition, conjunction, adverb, pronoun,
    time, place, particle, sign; or ``held-…`` for what was held together.
    """

    start: int
    end: int
    part: str


word = functools.partial(tuple.__new__, Tagged)
"""A word from its fields in one step: every text has thousands."""


def tagged(text: str, held: Iterable[tuple[int, int, str]] = (), *, guess: bool = True) -> list[Tagged]:
    """The words of `text` in order, without gaps.

    `held` are places with their part (``figure``, ``time``, ``name``), in order and apart from one another: each is one word, its
    part ``held-`` before its own. `guess` is whether words that are in no dictionary are guessed, characters being joined.

    >>> [(one.part, "净利润为5亿元"[one.start : one.end]) for one in tagged("净利润为5亿元", [(4, 7, "figure")])]
    [('noun', '净利润'), ('preposition', '为'), ('held-figure', '5亿元')]
    """
    words: list[Tagged] = []
    at = 0
    for start, end, part in held:
        if start > at:
            words.extend(_plain(text, at, start, guess=guess))
        words.append(Tagged(start, end, f"held-{part}"))
        at = end
    if at < len(text):
        words.extend(_plain(text, at, len(text), guess=guess))
    return words


def phrases(words: list[Tagged]) -> list[tuple[int, int]]:
    """The bare noun phrases among `words`, as indices ``[first, last)``.

    A phrase is nouns, names, adjectives and verbal nouns side by side that end in one that can be a head.

    >>> words = tagged("市场的集装箱价格从")
    >>> [("市场的集装箱价格从"[words[first].start : words[last - 1].end]) for first, last in phrases(words)]
    ['市场', '集装箱价格']
    """
    found: list[tuple[int, int]] = []
    first = None
    for index, one in enumerate([*words, Tagged(0, 0, "sign")]):
        if one.part in _PHRASE:
            first = index if first is None else first
            continue
        if first is not None:
            last = index
            while last > first and words[last - 1].part == "adjective":
                last -= 1
            if last > first:
                found.append((first, last))
        first = None
    return found


def _plain(text: str, start: int, end: int, *, guess: bool) -> list[Tagged]:
    words: list[Tagged] = []
    for form, tag in tags(text[start:end], guess=guess):
        stop = start + len(form)
        words.append(word((start, stop, folded(tag))))
        start = stop
    return words


def tags(text: str, *, guess: bool) -> list[tuple[str, str]]:
    """The words of `text` and the tagger's own tags."""
    try:
        return _tagger()(text, guess)
    except UnicodeEncodeError:  # the tagger takes no lone surrogates; each becomes one "?"
        return _tagger()(text.encode("utf-8", "replace").decode(), guess)


@functools.cache
def folded(tag: str) -> str:
    """Our part for a tag of the tagger."""
    return _NOMINAL.get(tag) or _PARTS.get(tag[:1], "sign")


@functools.cache
def _tagger() -> Callable[[str, bool], list[tuple[str, str]]]:
    """The tagger's own function, loaded once: its dictionary takes a tenth of a second and 40 MB."""
    import rjieba  # noqa: PLC0415 - a page without Chinese figures never pays for it

    return rjieba.tag
