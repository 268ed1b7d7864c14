"""The words of time, language by language, for the grammar of `pipeline.chronology`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.entries import once

__all__ = ["PeriodWords", "period_words"]


@dataclass(frozen=True, slots=True, eq=False)
class PeriodWords:
    """What one language's ``periods.toml`` says: word lists by role, and tables of words with a number or a role.

    `lists` and `tables` answer every key; one that the file lacks is empty.
    """

    language: str
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, int | str]]

    def words(self, *keys: str) -> tuple[str, ...]:
        """The words of some roles together, lists or tables."""
        return _together(self, keys)

    def number(self, key: str, word: str) -> int:
        """The number that a table gives a word; 0 where it gives none."""
        value = self.tables.get(key, {}).get(word, 0)
        return value if isinstance(value, int) else 0


@functools.cache
def _together(table: PeriodWords, keys: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        found.extend(table.lists.get(key, ()))
        found.extend(table.tables.get(key, ()))
    return tuple(found)


@functools.cache
def period_words(language: str) -> PeriodWords | None:
    """The table of a language, or None for a language that has none. Raises `DataError` for one that is at fault.

    >>> period_words("zh").number("years", "去年")
    -1
    """
    name = f"languages/{language}/periods.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return None
    lists: dict[str, tuple[str, ...]] = {}
    tables: dict[str, Mapping[str, int | str]] = {}
    for key, value in read_toml(name).items():
        if isinstance(value, list):
            lists[key] = once(name, key, value)
        elif isinstance(value, dict):
            wrong = [word for word, number in value.items() if not word or not isinstance(number, int | str)]
            if wrong:
                raise DataError(name, f"{key}.{wrong[0]}", "is neither a number nor a role")
            tables[key] = MappingProxyType(value)
        else:
            raise DataError(name, key, "is neither words nor a table")
    return PeriodWords(language, MappingProxyType(lists), MappingProxyType(tables))
