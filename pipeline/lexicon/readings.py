"""How Han characters are read: pypinyin's tables, asked one character at a time.

Pages with reading aids write 國(guó); whether a bracket holds such an aid is decided by whether it holds a reading of the
character before it. The table of characters is read from pypinyin's own file when the first bracket asks: its package also loads
a table of phrases that nobody here asks (0.2 s, 44 MB), so it is loaded only for a bracket in bopomofo.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LONGEST", "Reading", "phonetics", "readings", "syllable"]

LONGEST = 6
"""Letters in the longest syllable (zhuang)."""

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}
"""Combining tone marks; a breve is often written for the caron."""
_LETTERS = str.maketrans({"\u0251": "a", "\u0261": "g", "v": "\u00fc"})
"""Phonetic forms of two letters that print shops and converters write, and the v of keyboards."""
_BOPOMOFO = frozenset(map(chr, range(0x3105, 0x3130)))
_BOPOMOFO_TONES = {"\u02ca": 2, "\u02c7": 3, "\u02cb": 4, "\u02d9": 5}


class Reading(NamedTuple):
    """A syllable without its tone (pinyin in lower case with ü, or bopomofo), and the tone: 1 to 4, 5 for the neutral one.

    The tone is 0 where none is written; that of a bopomofo syllable without a mark is the first.
    """

    syllable: str
    tone: int

    @property
    def bopomofo(self) -> bool:
        """Whether it is written in bopomofo."""
        return self.syllable[0] in _BOPOMOFO


@functools.lru_cache(maxsize=4096)
def syllable(written: str) -> Reading | None:
    """The syllable that `written` spells, by tone mark, number or none; None where it is no single syllable's spelling.

    >>> syllable("guó"), syllable("LV4"), syllable("nu:3"), syllable("ㄍㄨㄛˊ"), syllable("ARR1x")
    (Reading(syllable='guo', tone=2), Reading(syllable='lü', tone=4), Reading(syllable='nü', tone=3), \
Reading(syllable='ㄍㄨㄛ', tone=2), None)
    """
    if any(c in _BOPOMOFO for c in written):
        return _bopomofo(written)
    tone = 0
    letters: list[str] = []
    for c in unicodedata.normalize("NFD", written.lower().replace("u:", "v").translate(_LETTERS)):
        if c in _TONES and not tone:
            tone = _TONES[c]
        elif "a" <= c <= "z" or (c == "\u0308" and letters[-1:] == ["u"]) or (c == "\u0302" and letters[-1:] == ["e"]):
            letters.append(c)
        elif "1" <= c <= "5" and not tone:
            tone = int(c) + 10
        else:
            return None
        if tone > 10 and c.isalpha():
            return None
    return Reading(unicodedata.normalize("NFC", "".join(letters)), tone % 10) if letters else None


def _bopomofo(written: str) -> Reading | None:
    """A syllable in bopomofo; its neutral tone's dot stands before or after it."""
    letters = "".join(c for c in written if c in _BOPOMOFO)
    marks = [c for c in written if c not in _BOPOMOFO]
    if len(marks) > 1 or any(c not in _BOPOMOFO_TONES for c in marks):
        return None
    return Reading(letters, _BOPOMOFO_TONES[marks[0]] if marks else 1)


@functools.cache
def _table() -> Mapping[str, str]:
    """How pypinyin reads single characters, by their code points in decimal, several readings with commas between."""
    found = find_spec("pypinyin")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed, whose table says how characters are read: pip install pypinyin")
    table: dict[str, str] = json.loads(Path(found.origin).with_name("pinyin_dict.json").read_text("utf-8"))
    return table


def _written(character: str) -> Iterable[str]:
    return filter(None, _table().get(str(ord(character)), "").split(","))


@functools.lru_cache(maxsize=65536)
def readings(character: str) -> frozenset[Reading]:
    """Every reading of `character` in pinyin that pypinyin knows; empty where it knows none.

    One without a tone mark is the neutral tone's, and listed as 0 and as 5.

    >>> Reading("guo", 2) in readings("國"), Reading("xing", 2) in readings("行"), readings("A")
    (True, True, frozenset())
    """
    found: set[Reading] = set()
    for reading in filter(None, map(syllable, _written(character))):
        found.add(reading)
        if not reading.tone:
            found.add(Reading(reading.syllable, 5))
    return frozenset(found)


@functools.lru_cache(maxsize=65536)
def phonetics(character: str) -> frozenset[Reading]:
    """The same in bopomofo.

    >>> phonetics("國")
    frozenset({Reading(syllable='ㄍㄨㄛ', tone=2)})
    """
    from pypinyin import Style  # noqa: PLC0415 - 0.3 s, and few pages have a bracket that asks
    from pypinyin.style import convert  # noqa: PLC0415

    found: set[Reading] = set()
    for pinyin in _written(character):
        reading = syllable(pinyin)
        phonetic = _bopomofo(convert(pinyin, Style.BOPOMOFO, strict=True)) if reading is not None else None
        if reading is not None and phonetic is not None and phonetic.syllable:
            found.add(phonetic if reading.tone else Reading(phonetic.syllable, 5))
    return frozenset(found)
