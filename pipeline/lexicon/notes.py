"""Notes and their marks: how a page announces its list of sources, and what tells a mark from a figure."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pipeline.lexicon import DataError, read_toml

__all__ = ["Notes", "notes"]

FILE = "clean/references.toml"


@dataclass(frozen=True, slots=True)
class Notes:
    """`headings` stand over lists of notes (lower case, no colon); a number before one of `counters` is a figure."""

    headings: frozenset[str]
    counters: frozenset[str]


@functools.cache
def notes() -> Notes:
    """The table, read from ``pipeline/data/clean/references.toml``.

    >>> "references" in notes().headings, "家" in notes().counters
    (True, True)
    """
    table = read_toml(FILE)
    headings, counters = table.get("headings"), table.get("counters")
    if not isinstance(headings, list) or len(set(headings)) != len(headings):
        raise DataError(FILE, "headings", "is no list, or lists something twice")
    if not isinstance(counters, str):
        raise DataError(FILE, "counters", "is missing, or not a string of characters")
    return Notes(frozenset(headings), frozenset("".join(counters.split())))
