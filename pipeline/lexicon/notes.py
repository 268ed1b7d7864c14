"""Notes and their marks: how a page announces its list of sources, and what tells a mark from a figure."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline.lexicon import DataError, read_toml

__all__ = ["Notes", "notes"]

FILE = "clean/references.toml"

# A Latin sentence ends in a word of four letters or more and a full stop: “No.1” and “ver.2” do not.
_LATIN = "[a-z]{4}[.]"


class Notes(NamedTuple):
    """What notes and their marks look like.

    `headings` stand over lists of notes (lower case, no colon). A number before one of `counters` is a figure. `arrows` lead
    back to the text, and `arrow` finds one. `mark` finds a number stuck to the end of a sentence, or in brackets (group 1 is the
    number then); `label` matches the number of a note at its beginning (group 1). Both are linear in the text.
    """

    headings: frozenset[str]
    counters: frozenset[str]
    arrows: str
    arrow: re.Pattern[str]
    mark: re.Pattern[str]
    label: re.Pattern[str]


def _mark(ends: str, closers: str, brackets: str) -> re.Pattern[str]:
    """A number at the end of a sentence, with the end of the line or a blank and more text behind it; or in brackets.

    It begins with the set of its first characters, which `re` looks for much faster than for what stands before them.
    """
    end, closer = f"[{re.escape(ends)}]", f"[{re.escape(closers)}]"
    behind = "|".join(f"(?<={tail}[0-9])" for tail in (end, end + closer, _LATIN, _LATIN + closer))
    opening, closing = re.escape(brackets[::2]), re.escape(brackets[1::2])
    number = rf"(?:{behind})[0-9]{{0,2}}(?:(?=[ \t]*+(?:\n|$))|(?= \S))"
    return re.compile(rf"[0-9{opening}](?:{number}|(?<=\S[{opening}])([0-9]{{1,3}})[{closing}])")


def _label(numbering: str, labels: str) -> re.Pattern[str]:
    """The number of a note: in brackets, or with a sign behind it, and not the beginning of a decimal."""
    opening, closing, sign = re.escape(numbering[::2]), re.escape(numbering[1::2]), re.escape(labels)
    return re.compile(rf"[{opening}]?([0-9]{{1,3}})(?:[{closing}][{sign}]?|[{sign}])(?![0-9])\s*\S")


@functools.cache
def notes() -> Notes:
    """The table, read from ``pipeline/data/clean/references.toml``.

    >>> "references" in notes().headings, "家" in notes().counters
    (True, True)
    """
    table = read_toml(FILE)
    headings = table.get("headings")
    if not isinstance(headings, list) or len(set(headings)) != len(headings):
        raise DataError(FILE, "headings", "is no list, or lists something twice")
    signs: dict[str, str] = {}
    for key in ("counters", "ends", "closers", "brackets", "numbering", "labels", "arrows"):
        if not isinstance(table.get(key), str):
            raise DataError(FILE, key, "is missing, or not a string of characters")
        signs[key] = "".join(table[key].split())
    for key in ("brackets", "numbering"):
        if len(signs[key]) % 2:
            raise DataError(FILE, key, "is not made of pairs")
    return Notes(
        headings=frozenset(headings),
        counters=frozenset(signs["counters"]),
        arrows=signs["arrows"],
        arrow=re.compile(f"[{re.escape(signs['arrows'])}]"),
        mark=_mark(signs["ends"], signs["closers"], signs["brackets"]),
        label=_label(signs["numbering"], signs["labels"]),
    )
