"""Traditional to simplified: OpenCC's configurations, with the words and characters that they miss.

Every configuration here is one of OpenCC's own (t2s, tw2s, hk2s) with small dictionaries from ``pipeline/data/conversion``
laid beside its own; the longest word wins. None changes the length of a text: each code point becomes one code point.
"""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicon import DataError, read_toml, read_tsv
from pipeline.lexicon.scripts import Converter, converter

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CONFIGURATIONS",
    "LengthError",
    "Simplifier",
    "Variety",
    "Words",
    "names",
    "simplifier",
    "varieties",
    "words",
]

CONFIGURATIONS: Mapping[str | None, str] = {None: "t2s", "CN": "t2s", "TW": "tw2s", "HK": "hk2s"}
"""The OpenCC configuration of each variety of traditional Chinese; None is of unknown origin."""

ZHE = "conversion/zhe.toml"
NAMES, VARIETIES = "conversion/names.toml", "conversion/varieties.toml"


class LengthError(ValueError):
    """A conversion changed the length of a text, so that no place in it would lead back."""


class Words(NamedTuple):
    """What is laid beside OpenCC's dictionaries.

    `simplified` are words and characters with what simplified Chinese writes for them. `particles` are words of
    traditional Chinese with the two words that are written alike there told apart: see ``zhe.toml``; `as_opencc` are those
    that OpenCC's own cases decide otherwise.
    """

    simplified: Mapping[str, str]
    particles: Mapping[str, str]
    as_opencc: Mapping[str, str]


def _table(name: str, *, single: bool) -> dict[str, str]:
    """A table of two columns whose sides are equally long."""
    table: dict[str, str] = {}
    for old, new in read_tsv(name, 2):
        if old in table:
            raise DataError(name, old, "is listed twice")
        if len(old) != len(new) or (len(old) == 1) is not single:
            raise DataError(name, old, f"cannot become {new}: both sides have as many code points")
        table[old] = new
    return table


def _particles() -> tuple[dict[str, str], dict[str, str]]:
    """The words of ``zhe.toml``, each as it is told apart; and those left to OpenCC."""
    table = read_toml(ZHE)
    written, spoken = table["characters"]
    told: dict[str, str] = {written: spoken}
    for key, suffix, char in (("written", "", written), ("spoken", "", spoken), ("verbs", written, spoken)):
        for word in (entry + suffix for entry in table.get(key, ())):
            if word.count(written) != 1:
                raise DataError(ZHE, f"{key}: {word}", f"needs one {written}")
            if word in told:
                raise DataError(ZHE, f"{key}: {word}", "is listed twice")
            told[word] = word.replace(written, char)
    # Mixed text has the same words in simplified characters: no word of the file needs that form beside it.
    plain = converter("t2s").convert("\n".join(told)).split("\n")
    for word, simple in zip(tuple(told), plain, strict=True):
        told.setdefault(simple, "".join(new if new == spoken else old for old, new in zip(simple, told[word], strict=True)))
    return told, {word: word for word in table.get("as_opencc", ())}


@functools.cache
def words() -> Words:
    """The words, read from ``pipeline/data/conversion`` and checked.

    >>> words().simplified["牠"], words().particles["凸顯著"]
    ('它', '凸顯着')
    """
    phrases = _table("conversion/phrases.tsv", single=False)
    # What a phrase became stays: mixed text holds the new words too, and OpenCC knows only characters there.
    simplified = _table("conversion/characters.tsv", single=True) | {new: new for new in phrases.values()} | phrases
    particles, as_opencc = _particles()
    return Words(simplified, particles, as_opencc)


def _beside(dictionary: Any, entries: Mapping[str, str]) -> dict[str, Any]:
    """An OpenCC dictionary with `entries` beside it: the longest match of both, `entries` first."""
    return {"type": "group", "match_policy": "union", "dicts": [{"type": "inline", "entries": dict(entries)}, dictionary]}


def _placed(part: Any, folder: Path) -> Any:
    """A part of a configuration with the paths of its dictionary files made absolute."""
    if isinstance(part, dict):
        return {key: str(folder / value) if key == "file" else _placed(value, folder) for key, value in part.items()}
    return [_placed(value, folder) for value in part] if isinstance(part, list) else part


def _configuration(variety: str | None, table: Words) -> dict[str, Any]:
    """OpenCC's configuration of `variety` with our words in it."""
    import opencc  # noqa: PLC0415 - 25 ms, and most pages are simplified or not Chinese at all

    folder = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    config: dict[str, Any] = _placed(json.loads((folder / f"{CONFIGURATIONS[variety]}.json").read_text("utf-8")), folder)
    chain: list[dict[str, Any]] = config["conversion_chain"]
    chain[-1]["dict"] = _beside(chain[-1]["dict"], table.simplified)
    if variety != "CN":
        told = dict(table.particles) | (dict(table.as_opencc) if variety == "HK" else {})
        if len(chain) > 1:
            chain[0]["dict"] = _beside(chain[0]["dict"], told)
        else:
            chain.insert(0, {"dict": {"type": "inline", "entries": told}})
        if "segmentation" in config:
            # Words that the segmentation does not know are cut before the dictionaries see them.
            known = {word: word for word in (*told, *table.simplified) if len(word) > 1}
            config["segmentation"]["dict"] = _beside(config["segmentation"]["dict"], known)
    return config


class Simplifier(NamedTuple):
    """A conversion, loaded: `name` is OpenCC's configuration under it."""

    name: str
    converter: Converter

    def __call__(self, text: str) -> str:
        """`text` in simplified characters, one for one.

        Raises `LengthError` should a configuration ever change a length: its dictionaries are data of another project.

        >>> simplifier(None)("意味著卓著的國債")
        '意味着卓著的国债'
        """
        # OpenCC's segmentation takes a NUL for the end of the text.
        new = "\0".join(map(self.converter.convert, text.split("\0")))
        if len(new) != len(text):
            raise LengthError(f"{self.name} made {len(new)} code points of {len(text)}: {text[:40]!r}")
        return new


@functools.cache
def simplifier(variety: str | None = None) -> Simplifier:
    """The conversion of `variety` (None, CN, TW or HK).

    OpenCC reads a configuration from a file only, so it is written to a folder that lives as long as the loading.

    Raises `KeyError` for another variety.
    """
    import tempfile  # noqa: PLC0415 - slow to load, and most pages are simplified or not Chinese at all

    config = _configuration(variety, words())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zhengshu.json"
        path.write_text(json.dumps(config), "utf-8")
        return Simplifier(CONFIGURATIONS[variety], converter.__wrapped__(str(path)))


@functools.cache
def names() -> frozenset[str]:
    """Traditional characters that simplified text keeps in names, read from ``pipeline/data/conversion/names.toml``.

    >>> "昇" in names(), "國" in names()
    (True, False)
    """
    characters = read_toml(NAMES).get("characters")
    if not isinstance(characters, str):
        raise DataError(NAMES, "characters", "is missing, or not a string")
    return frozenset("".join(characters.split()))


class Variety(NamedTuple):
    """What speaks for one variety of traditional Chinese, and how much each kind of evidence weighs.

    `suffixes` and `hosts` are ends of a host name that begins with a dot; `words` finds the variety's own words.
    """

    name: str
    suffixes: tuple[str, ...]
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    markets: frozenset[str]
    words: re.Pattern[str]
    suffix: int
    host: int
    language: int
    market: int
    word: int


@functools.cache
def varieties() -> tuple[Variety, ...]:
    """The varieties, read from ``pipeline/data/conversion/varieties.toml`` and checked.

    >>> [variety.name for variety in varieties()]
    ['HK', 'TW']
    """
    table = read_toml(VARIETIES)
    weights = table.pop("weights", {})
    found: list[Variety] = []
    for name, entry in table.items():
        if name not in CONFIGURATIONS:
            raise DataError(VARIETIES, name, "is no variety that OpenCC has a configuration for")
        lists: dict[str, tuple[str, ...]] = {}
        for key in ("suffixes", "hosts", "languages", "markets", "words"):
            values = lists[key] = tuple(entry.get(key, ()))
            if not values or len(set(values)) != len(values):
                raise DataError(VARIETIES, f"{name}.{key}", "is empty, or lists something twice")
            if not isinstance(weights.get(key), int):
                raise DataError(VARIETIES, f"weights.{key}", "is no whole number")
        found.append(
            Variety(
                name=name,
                suffixes=lists["suffixes"],
                hosts=tuple("." + host for host in lists["hosts"]),
                languages=lists["languages"],
                markets=frozenset(lists["markets"]),
                words=re.compile("|".join(map(re.escape, sorted(lists["words"], key=len, reverse=True)))),
                suffix=weights["suffixes"],
                host=weights["hosts"],
                language=weights["languages"],
                market=weights["markets"],
                word=weights["words"],
            )
        )
    return tuple(found)
