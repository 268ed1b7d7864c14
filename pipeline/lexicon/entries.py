"""What most word tables are: single words, lists of words, and words with what they stand for, each under its key."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicon import DATA, DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entries", "entries", "once"]


class Entries(NamedTuple):
    """A file's keys by what stands under them: a word, a list of words, or a table from word to word."""

    words: dict[str, str]
    lists: dict[str, tuple[str, ...]]
    tables: dict[str, Mapping[str, str]]


def entries(language: str, table: str) -> Entries | None:
    """What ``languages/<language>/<table>.toml`` holds; None where there is no such file. Raises `DataError` for anything else.

    >>> entries("zh", "attribution").words["country"], entries("zz", "attribution")
    ('中国', None)
    """
    name = f"languages/{language}/{table}.toml"
    if not language.isalpha() or not (DATA / name).is_file():
        return None
    found = Entries({}, {}, {})
    for key, value in read_toml(name).items():
        if isinstance(value, str):
            found.words[key] = value
        elif isinstance(value, dict):
            found.tables[key] = MappingProxyType({str(word): str(noun) for word, noun in value.items()})
        else:
            found.lists[key] = once(name, key, value)
    return found


def once(file: str, key: str, value: Any) -> tuple[str, ...]:
    """The list of words under a key, each named once. Raises `DataError` for what is none."""
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise DataError(file, key, "is no list of words")
    if len(set(value)) != len(value):
        raise DataError(file, key, f"names {next(word for word in value if value.count(word) > 1)!r} twice")
    return tuple(value)
