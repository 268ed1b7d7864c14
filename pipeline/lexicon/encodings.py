"""What text in each family of encodings is made of: the evidence that a decoding is right.

A legacy multi-byte codec decodes almost any bytes, so "it decodes" proves nothing; text that is read wrongly shows in
characters that nobody writes. ``pipeline/data/encodings.toml`` gives each character its cost in bits, family by family,
and the cheapest reading of the same bytes is the likeliest.
"""

from __future__ import annotations

import functools
import re
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import webencodings

from pipeline.lexicon import DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Costs", "Encodings", "codec", "encodings"]

FILE = "encodings.toml"
REPLACEMENT = "\ufffd"

_CODECS = {
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gbk": "gb18030",
    "ibm866": "cp866",
    "iso-8859-8-i": "iso8859-8",
    "macintosh": "mac_roman",
    "shift_jis": "cp932",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-user-defined": "latin-1",
}

_TRAILS = tuple(bytes((trail,)) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))


def codec(name: str) -> str:
    """Python's codec for a WHATWG name: the widest of its family, as browsers read it.

    >>> codec("gbk"), codec("windows-1252")
    ('gb18030', 'windows-1252')
    """
    return _CODECS.get(name, name)


class Costs(NamedTuple):
    """One family: what each character costs, in bits; `joint` finds where it does not stand beside Latin letters."""

    name: str
    characters: Mapping[str, int]
    other: int
    joint: re.Pattern[str] | None = None

    def of(self, text: str) -> int:
        """The bits of `text` as this family writes it: the lower, the likelier."""
        bits = sum(map(self.characters.get, text, repeat(self.other)))
        return bits if self.joint is None else bits + self.other * len(self.joint.findall(text))


class Encodings(NamedTuple):
    """The families, the encodings that write them, and the labels that the WHATWG standard does not list.

    `priors` has, in data order, each encoding that is tried without a label, and the surprise of meeting it, in bits. `wide`
    names the families whose encodings take two bytes a character.
    """

    families: Mapping[str, Costs]
    family_of: Mapping[str, str]
    priors: Mapping[str, int]
    labels: Mapping[str, str]
    wide: frozenset[str]

    def costs(self, encoding: str) -> Costs:
        """The family that `encoding` (a WHATWG name) writes: all of them for UTF-8 and UTF-16, `letters` where none is named."""
        if encoding.startswith("utf-"):
            return _any()
        return self.families[self.family_of.get(encoding, "letters")]

    def name(self, label: str | None) -> str | None:
        """The WHATWG name that `label` stands for, or None where it stands for nothing that can be decoded.

        >>> encodings().name(" GB2312 "), encodings().name("cp936"), encodings().name("klingon")
        ('gbk', 'gbk', None)
        """
        if not label:
            return None
        label = label.strip().strip("\"'").lower()
        found = webencodings.lookup(self.labels.get(label, label))
        return None if found is None else found.name


def _ends(ends: str) -> tuple[int, int]:
    """Both ends of a range that is written in hexadecimal."""
    first, last = (int(end, 16) for end in ends.split("-"))
    return first, last


def _members(entry: Mapping[str, Any], frequent: Mapping[str, str], key: str) -> Iterable[str]:
    """The characters of one class of the data."""
    match entry:
        case {"characters": str(characters)}:
            return characters
        case {"frequent": str(name)} if name in frequent:
            return "".join(frequent[name].split())
        case {"range": str(ends)} if ends.count("-") == 1:
            first, last = _ends(ends)
            return map(chr, range(first, last + 1))
        case {"codec": str(name), "lead": str(ends)} if ends.count("-") == 1:
            first, last = _ends(ends)
            pairs = b"\n".join(bytes((lead,)) + (b"\n%c" % lead).join(_TRAILS) for lead in range(first, last + 1))
            # A pair that the codec does not know leaves its trail byte behind, as ASCII.
            return (line for line in pairs.decode(name, "ignore").split("\n") if len(line) == 1 and line > "\x7f")
    raise DataError(FILE, key, f"{dict(entry)} is none of characters, frequent, range, codec with lead")


def _family(entry: Mapping[str, Any], frequent: Mapping[str, str], cost: Mapping[str, int]) -> Costs:
    name = str(entry.get("name"))
    classes: list[tuple[Iterable[str], int]] = []
    for number, item in enumerate(entry.get("classes", ()), 1):
        key = f"family {name}, class {number}"
        bits = item.get("cost")
        if not isinstance(bits, int):
            raise DataError(FILE, key, "has no whole number as its cost")
        classes.append((_members(item, frequent, key), bits))
    characters: dict[str, int] = {}
    for members, bits in reversed(classes):  # the first class that holds a character decides
        characters.update(dict.fromkeys(members, bits))
    characters.update(dict.fromkeys(map(chr, (0x09, 0x0A, 0x0D, *range(0x20, 0x7F))), cost["ascii"]))
    characters[REPLACEMENT] = cost["undecodable"]
    joint = re.compile(r"[a-z][^\0-\x7f\ufffd][a-z]") if entry.get("wide") else None
    if "apart" in entry:
        first, last = _ends(entry["apart"])
        alphabet = f"[{re.escape(chr(first))}-{re.escape(chr(last))}]"
        joint = re.compile(f"[A-Za-z]{alphabet}|{alphabet}[A-Za-z]")
    return Costs(name, characters, cost["other"], joint)


@functools.cache
def encodings() -> Encodings:
    """The tables of ``pipeline/data/encodings.toml``: 10 ms, once, and only where a page is not UTF-8."""
    table = read_toml(FILE)
    cost = table.get("cost", {})
    for key in ("ascii", "other", "undecodable"):
        if not isinstance(cost.get(key), int):
            raise DataError(FILE, f"cost.{key}", "is missing, or no whole number")
    families = {entry["name"]: _family(entry, table["frequent"], cost) for entry in table["family"]}
    if "letters" not in families:
        raise DataError(FILE, "family", "there is none of the name letters")
    family_of: dict[str, str] = {}
    priors: dict[str, int] = {}
    for entry in table["family"]:
        for encoding, prior in entry["encodings"].items():
            known = webencodings.lookup(encoding)
            if known is None or known.name != encoding:
                raise DataError(FILE, f"family {entry['name']}", f"{encoding} is no name of the WHATWG standard")
            if encoding in priors:
                raise DataError(FILE, f"family {entry['name']}", f"{encoding} is in another family too")
            family_of[encoding], priors[encoding] = entry["name"], prior
    family_of["gbk"] = family_of["gb18030"]
    labels = table.get("labels", {})
    for label, name in labels.items():
        if webencodings.lookup(label) is not None:
            raise DataError(FILE, f"labels.{label}", "is in the WHATWG standard already")
        if webencodings.lookup(name) is None:
            raise DataError(FILE, f"labels.{label}", f"{name} is no name of the WHATWG standard")
    wide = frozenset(entry["name"] for entry in table["family"] if entry.get("wide"))
    return Encodings(families, family_of, priors, labels, wide)


@functools.cache
def _any() -> Costs:
    """Every family at once: a character costs what its cheapest family asks."""
    families = encodings().families.values()
    cheapest: dict[str, int] = {}
    for family in families:
        known = family.characters
        cheapest.update({c: bits for c, bits in known.items() if bits < cheapest.get(c, bits + 1)})
    return Costs("any", cheapest, min(family.other for family in families))
