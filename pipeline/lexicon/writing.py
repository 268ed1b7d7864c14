"""Scripts by their letters, and languages by their commonest words.

`Writing.classes` maps every character to one class in a single `str.translate`, so that a text is counted at the speed of
`str.count`: the classes of Han characters are those of `pipeline.lexicon.scripts`.
"""

from __future__ import annotations

import functools
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.scripts import HAN, scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Classes", "Writing", "writing"]

FILE = "writing.toml"

LATIN: Final = "a"
HIRAGANA: Final = "k"
KATAKANA: Final = "K"
PARTICLE: Final = "n"
HANGUL: Final = "g"
BOPOMOFO: Final = "b"
NEUTRAL: Final = "h"
FOREIGN: Final = "f"
TRADITIONAL: Final = "T"
TRADITIONAL_FOREIGN: Final = "U"
TRADITIONAL_LEANING: Final = "t"
SIMPLIFIED: Final = "S"
SIMPLIFIED_FOREIGN: Final = "Z"
SIMPLIFIED_LEANING: Final = "s"
JAPANESE: Final = "j"
HAN_CLASSES: Final = "hfTUtSZsj"
PUNCTUATION: Final = "p"
NONE: Final = " "
"""Classes of characters. A foreign Han character is one that Japanese does not write: JIS X 0208 lacks it."""

LEVEL_2: Final = {"gb2312": 0xD8, "big5": 0xC9}
"""First bytes from which a standard holds its rarer characters."""

_NAMED = {"Latn": LATIN, "Hira": HIRAGANA, "Kana": KATAKANA, "Kore": HANGUL, "Bopo": BOPOMOFO, "Zyyy": PUNCTUATION}


class Classes(dict[int, str]):
    """Code point → class, filled as characters are met."""

    def __init__(self, ranges: tuple[tuple[int, int, str], ...], *, particle: str, repeat: str) -> None:
        super().__init__({ord(particle): PARTICLE, ord(repeat): NEUTRAL})
        self._ranges = ranges

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if any(start <= point < end for start, end in HAN):
            found = _han(character)
        else:
            found = next((name for first, last, name in self._ranges if first <= point <= last), NONE)
        self[point] = found
        return found


def _han(character: str) -> str:
    """The class of a Han character."""
    table = scripts()
    foreign = not character.encode("cp932", "ignore")
    if character in table.traditional_only:
        return TRADITIONAL_FOREIGN if foreign else TRADITIONAL
    if character in table.simplified_only:
        return SIMPLIFIED_FOREIGN if foreign else SIMPLIFIED
    if character in table.japanese_only:
        return JAPANESE
    # The other script's standard holds it; among its common characters (level 1: 后, 台, 乾) it tells nothing.
    if character in table.traditional_leaning and character.encode("gb2312")[0] >= LEVEL_2["gb2312"]:
        return TRADITIONAL_LEANING
    if character in table.simplified_leaning and character.encode("big5")[0] >= LEVEL_2["big5"]:
        return SIMPLIFIED_LEANING
    return FOREIGN if foreign else NEUTRAL


class Writing(NamedTuple):
    """What is known of scripts and languages.

    `scripts` gives each class its ISO 15924 code, `only` the language of a script that has one, `words` and `letters` the
    languages that each speaks for.
    """

    classes: Classes
    scripts: Mapping[str, str]
    only: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, tuple[str, ...]]


def _ranges(table: Mapping[str, str]) -> tuple[tuple[tuple[int, int, str], ...], dict[str, str]]:
    """The ranges of code points, in order, each with its class; and the script of each class."""
    ranges: list[tuple[int, int, str]] = []
    names: dict[str, str] = {}
    for number, (script, places) in enumerate(table.items()):
        name = _NAMED.get(script, chr(0xE000 + number))
        names[name] = script
        for place in places.split():
            first, _, last = place.partition("-")
            try:
                ranges.append((int(first, 16), int(last or first, 16), name))
            except ValueError:
                raise DataError(FILE, f"scripts.{script}", f"{place} is no hexadecimal range") from None
    ranges.sort()
    for (_, before, _), (after, _, name) in pairwise(ranges):
        if after <= before:
            raise DataError(FILE, f"scripts.{names[name]}", f"{after:04X} belongs to another script already")
    return tuple(ranges), names


def _shared(table: Mapping[str, str], key: str) -> dict[str, tuple[str, ...]]:
    """Each word or letter, with the languages that it speaks for."""
    found: dict[str, tuple[str, ...]] = {}
    for language, text in table.items():
        for word in dict.fromkeys(text.split()):
            if word != unicodedata.normalize("NFC", word.lower()):
                raise DataError(FILE, f"{key}.{language}", f"{word} is not in lower case, or not composed")
            found[word] = (*found.get(word, ()), language)
    return found


@functools.cache
def writing() -> Writing:
    """The tables of ``pipeline/data/writing.toml``.

    >>> "財报 Q3 で".translate(writing().classes)
    'TZ a  k'
    """
    table = read_toml(FILE)
    ranges, names = _ranges(table["scripts"])
    for script in table["only"]:
        if script not in table["scripts"]:
            raise DataError(FILE, f"only.{script}", "is not among the scripts")
    words, letters = _shared(table["words"], "words"), _shared(table["letters"], "letters")
    return Writing(Classes(ranges, particle=table["particle"], repeat=table["repeat"]), names, table["only"], words, letters)
