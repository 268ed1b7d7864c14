"""Which script a Han character belongs to, and the OpenCC converters that this is known from.

OpenCC is the field's table of traditional and simplified characters, but its wheel holds no text dictionaries, so the
sets come from converting every Han character once: ``python -m pipeline.lexicon.scripts`` writes them to
``pipeline/data/scripts.toml``, and a test holds that file against the OpenCC that is installed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import DATA, DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Characters",
    "Converter",
    "Scripts",
    "WrongPackageError",
    "converter",
    "derive",
    "is_ideograph",
    "scripts",
    "simplified_only",
    "traditional_only",
]

FILE = "scripts.toml"
HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0), (0x2A700, 0x2EE5E), (0x30000, 0x323B0))
"""Unicode's unified ideographs, half open; compatibility ideographs are no script's own."""

_RARE = re.compile("[\U00010000-\U0010ffff]")
_SURROGATES = re.compile("([\ud800-\udfff]+)")


class WrongPackageError(ImportError):
    """The module named ``opencc`` that is installed is not OpenCC's own binding."""


def is_ideograph(character: str) -> bool:
    """Whether a character is a common Chinese one, of the basic plane; asked once a character, so one comparison each way.

    >>> is_ideograph("元"), is_ideograph("か"), is_ideograph("a"), is_ideograph("")
    (True, False, False, False)
    """
    return "\u3400" <= character <= "\u9fff"


@dataclass(frozen=True, slots=True)
class Converter:
    """An OpenCC configuration, loaded: `convert` maps a text by it. Safe to share between threads.

    Lone surrogates, which OpenCC refuses, come back as they are.
    """

    config: str
    engine: Any

    def convert(self, text: str) -> str:
        """`text` by this configuration.

        >>> converter("t2s").convert("國債")
        '国债'
        """
        try:
            return str(self.engine.convert(text))
        except UnicodeEncodeError:
            pieces = _SURROGATES.split(text)
            pieces[::2] = [str(self.engine.convert(piece)) for piece in pieces[::2]]
            return "".join(pieces)


@functools.cache
def converter(config: str) -> Converter:
    """The converter of an OpenCC configuration: a standard one's name (``t2s``), or the absolute path of a custom one.

    Raises `WrongPackageError` where another package took the module name ``opencc`` (``opencc-python-reimplemented`` and
    others do): their tables differ, so records would differ from machine to machine.
    """
    import opencc  # noqa: PLC0415 - 25 ms, and most pages are simplified or not Chinese at all

    if not any("opencc_clib" in base.__module__ for base in opencc.OpenCC.__mro__):
        place = getattr(opencc, "__file__", "an unknown place")
        raise WrongPackageError(
            f"the module opencc at {place} is not the binding of OpenCC itself; another package of that module name is "
            "installed. Remove it (pip uninstall opencc-python-reimplemented), then: pip install --force-reinstall opencc"
        )
    return Converter(config, opencc.OpenCC(config))


class Characters:
    """A set of characters that is looked for in a text.

    Those of the basic plane are one set of `re`, which it looks up in a table. The rare ones above that would make a list of
    the set, a hundred times as slow, so they are looked for apart.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        some = frozenset(characters)
        self._rare = frozenset(_RARE.findall("".join(some)))
        self._basic = re.compile(f"[{''.join(map(re.escape, sorted(some - self._rare)))}]")

    def count(self, text: str) -> int:
        """How many characters of `text` are among these.

        >>> Characters("國債").count("國債與国债")
        2
        """
        return len(self._basic.findall(text)) + sum(map(self._rare.__contains__, _RARE.findall(text)))

    def within(self, text: str) -> bool:
        """Whether `text` has any of them."""
        return self._basic.search(text) is not None or not self._rare.isdisjoint(_RARE.findall(text))


@dataclass(frozen=True, slots=True)
class Scripts:
    """Han characters that tell a script. The four sets are disjoint.

    The `only` sets are sure: a character that OpenCC converts and that the other script's basic character set (GB 2312,
    Big5) does not even hold. The `leaning` ones are written in the other script too, in some word or name (后 of 皇后,
    乾 of 乾隆), and count only where nothing surer is there. `japanese_only` is in JIS X 0208, but in neither Chinese set.
    """

    traditional_only: frozenset[str]
    simplified_only: frozenset[str]
    traditional_leaning: frozenset[str]
    simplified_leaning: frozenset[str]
    japanese_only: frozenset[str]


def _held(characters: Iterable[str], codec: str) -> frozenset[str]:
    """Those of `characters` that `codec` can write."""
    return frozenset(c for c in characters if c.encode(codec, "ignore"))


def derive() -> Scripts:
    """The sets, made anew from the installed OpenCC: 0.3 s.

    >>> "國" in derive().traditional_only
    True
    """
    han = [chr(c) for start, end in HAN for c in range(start, end)]
    # A line break between characters keeps OpenCC from reading neighbours as a phrase.
    column = "\n".join(han)
    to_hans = converter("t2s").convert(column).split("\n")
    to_hant = converter("s2t").convert(column).split("\n")
    hant = {c for c, other in zip(han, to_hans, strict=True) if c != other}
    hans = {c for c, other in zip(han, to_hant, strict=True) if c != other} - hant
    gb, big5 = _held(han, "gb2312"), _held(han, "big5")
    return Scripts(
        traditional_only=frozenset(hant - gb),
        simplified_only=frozenset(hans - big5),
        traditional_leaning=frozenset(hant & gb),
        simplified_leaning=frozenset(hans & big5),
        japanese_only=_held(han, "euc_jp") & _held(han, "shift_jis") - gb - big5 - hant - hans,
    )


@functools.cache
def scripts() -> Scripts:
    """The sets as ``pipeline/data/scripts.toml`` has them."""
    table = read_toml(FILE)
    sets: dict[str, frozenset[str]] = {}
    for key in Scripts.__slots__:
        value = table.get(key)
        if not isinstance(value, str):
            raise DataError(FILE, key, "is missing, or not a string of characters")
        characters = "".join(value.split())
        sets[key] = frozenset(characters)
        if len(sets[key]) != len(characters):
            raise DataError(FILE, key, "holds a character twice")
    if len(frozenset[str]().union(*sets.values())) != sum(map(len, sets.values())):
        raise DataError(FILE, "sets", "share a character")
    return Scripts(**sets)


def traditional_only() -> frozenset[str]:
    """Characters that are written in traditional Chinese and not in simplified.

    >>> "國" in traditional_only(), "高" in traditional_only()
    (True, False)
    """
    return scripts().traditional_only


def simplified_only() -> frozenset[str]:
    """Characters that are written in simplified Chinese and not in traditional.

    >>> "国" in simplified_only(), "后" in simplified_only()
    (True, False)
    """
    return scripts().simplified_only


def generated() -> str:
    """What ``pipeline/data/scripts.toml`` should hold, by the installed OpenCC."""
    import opencc  # noqa: PLC0415 - as above

    lines = [
        "# Han characters that tell a script. Generated: python -m pipeline.lexicon.scripts",
        "# From OpenCC's conversion (t2s, s2t) of every unified ideograph, and from GB 2312, Big5 and JIS X 0208 as Python has",
        "# them. Each key is one set: characters in code-point order, white space without meaning. pipeline/lexicon/scripts.py",
        "# says what each set is.",
        f'opencc = "{opencc.__version__}"',
    ]
    sets = derive()
    for key in Scripts.__slots__:
        characters = "".join(sorted(getattr(sets, key)))
        lines += ["", f'{key} = """', *(characters[i : i + 60] for i in range(0, len(characters), 60)), '"""']
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    from pathlib import Path

    Path(str(DATA / FILE)).write_text(generated(), "utf-8")
