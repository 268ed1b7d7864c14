"""How a metric is named where a text says it with a verb, or only with a unit: ``wording.toml`` of a language."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DATA, DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Wording", "wording"]

_KINDS = ("money", "count", "measure", "percent", "number")
_BEHIND = ("money", "count")
_TABLES = frozenset(
    {
        *(f"verbs_{kind}" for kind in _KINDS),
        *(f"behind_{kind}" for kind in _BEHIND),
        "deeds",
        "units",
        "contexts",
        "pairs",
        "quotes",
    }
)
_LISTS = ("labels", "weak", "per", "per_units", "extents")
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One language's table.

    `verbs` are by kind of figure, `behind` those right behind an amount; `contexts` are by unit, a word and its metric each in
    their order. The other tables are as the file's header says.
    """

    verbs: Mapping[str, Mapping[str, str]]
    behind: Mapping[str, Mapping[str, str]]
    deeds: Mapping[str, str]
    units: Mapping[str, str]
    contexts: Mapping[str, tuple[tuple[str, str], ...]]
    pairs: Mapping[str, str]
    quotes: Mapping[str, str]
    labels: frozenset[str]
    weak: frozenset[str]
    per: frozenset[str]
    per_units: frozenset[str]
    extents: frozenset[str]

    def noun(self, verb: str, kind: str) -> str:
        """What a verb says is measured in a figure of a kind; empty where the table does not say.

        >>> wording("zh").noun("借", "money")
        '借款'
        """
        return self.verbs.get(kind, _EMPTY).get(verb, "")


@functools.cache
def wording(language: str) -> Wording:
    """The table of a language; an empty one where it has none. Raises `DataError` for a table that there is not."""
    name = f"languages/{language}/wording.toml"
    data = read_toml(name) if language.isalpha() and (DATA / name).is_file() else {}
    tables: dict[str, dict[str, str]] = {key: {} for key in _TABLES}
    lists: dict[str, frozenset[str]] = {key: frozenset() for key in _LISTS}
    for key, value in data.items():
        if key in _TABLES and isinstance(value, dict) and all(isinstance(noun, str) and noun for noun in value.values()):
            tables[key] = {str(word): str(noun) for word, noun in value.items()}
        elif key in _LISTS and isinstance(value, list):
            lists[key] = frozenset(str(word) for word in value)
        else:
            raise DataError(name, key, "is no table of this file")
    contexts: dict[str, tuple[tuple[str, str], ...]] = {}
    for pair, metric in tables["contexts"].items():
        unit, _, word = pair.rpartition(" ")
        if not unit:
            raise DataError(name, f"contexts.{pair}", "is no unit and a word")
        contexts[unit] = (*contexts.get(unit, ()), (word, metric))
    return Wording(
        MappingProxyType({kind: MappingProxyType(tables[f"verbs_{kind}"]) for kind in _KINDS}),
        MappingProxyType({kind: MappingProxyType(tables[f"behind_{kind}"]) for kind in _BEHIND}),
        MappingProxyType(tables["deeds"]),
        MappingProxyType(tables["units"]),
        MappingProxyType(contexts),
        MappingProxyType(tables["pairs"]),
        MappingProxyType(tables["quotes"]),
        *(lists[key] for key in _LISTS),
    )
