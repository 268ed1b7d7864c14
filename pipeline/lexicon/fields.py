"""The names that dumps give to their columns, from ``data/fields.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lexicon import DataError, read_toml

__all__ = ["Fields", "fields", "folded"]

_FILE = "fields.toml"


@dataclass(frozen=True, slots=True)
class Fields:
    """Column names by what they hold, most telling first, folded as `folded` does."""

    body: tuple[str, ...]
    url: tuple[str, ...]
    date: tuple[str, ...]


def folded(name: str) -> str:
    """A column's name without case and joints.

    >>> folded("Publish_Date")
    'publishdate'
    """
    return name.strip().lower().translate({ord("_"): None, ord("-"): None, ord(" "): None})


@cache
def fields() -> Fields:
    """The table, checked: every name is folded, and stands once."""
    data = read_toml(_FILE)
    seen: set[str] = set()
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("body", "url", "date"):
        names = data.get(key)
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise DataError(_FILE, key, "is not a list of names")
        for name in names:
            if name != folded(name):
                raise DataError(_FILE, key, f"{name!r} is compared as {folded(name)!r}; write it so")
            if name in seen:
                raise DataError(_FILE, key, f"{name!r} stands twice")
            seen.add(name)
        lists[key] = tuple(names)
    return Fields(lists["body"], lists["url"], lists["date"])
