"""English: which of an article's names are persons, and which are only the source of what is told."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.names import Names

__all__ = ["numbered", "opened", "persons", "sourced"]

_WORD = re.compile(r"[^\W\d_][\w&'’-]*")
_WITHIN = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) (?=([A-Z][\w&'’-]*))")
_NUMBERED = re.compile(r"(?<![\w.,$€£¥])\d{1,6} [A-Z]\w*")
_TAILS = (" – ", " — ", " - ", ": ")
_SOURCE, _AFTER = 24, 2
"""Characters beside a name in which it is looked for what says that it is a source, and words behind it."""


def opened(text: str, openings: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The little words that are written large within a sentence, each with the large word right behind it (of Under Armour)."""
    return frozenset((first, second) for first, second in _WITHIN.findall(text) if first in openings)


def numbered(text: str) -> frozenset[str]:
    """The numbers that stand more than once right before the same name (737 Max)."""
    return frozenset(said for said, count in Counter(_NUMBERED.findall(text)).items() if count > 1)


def persons(held: Names) -> frozenset[str]:
    """The names of persons: their age stands behind, or the article shortens them to their last word, not to their first."""
    found: set[str] = set()
    pairs = [name.partition(" ") for name in held.names]
    firms = {
        first for first, _, second in pairs if second in held.sets["companies"] or held.noun_in("firms", second.lower())
    }  # what begins the name of a company (Emirates Airline)
    for name, (first, _, rest) in zip(held.names, pairs, strict=True):
        last = rest.rpartition(" ")[2] or rest
        whole = bool(last) and first[:1].isupper() and last not in held.sets["companies"]
        shortened = whole and last in held.names and first not in held.names
        shortened = shortened and name not in held.sets["countries"] and last not in firms
        if shortened and last not in names().by_name and name not in names().by_name:
            found |= {name, last}
    for match in held.aged.finditer(held.text):
        name = held.bare(match.group(1))
        if name:
            found |= {name, name.rpartition(" ")[2]}
    return frozenset(found)


def sourced(held: Names, name: str) -> bool:
    """Whether a name is said mostly as the source of what is told: according to it, by its report, at the title's end."""
    text, told, said, at = held.text, 0, 0, held.text.find(name)
    title = (held.document.metadata.title or "").rstrip()
    while name and at >= 0:
        end = at + len(name)
        before = text[max(0, at - _SOURCE) : at].rstrip()
        after = _WORD.findall(text, end, end + _SOURCE)[:_AFTER]
        for article in held.sets["the"]:
            before = before.removesuffix(article).rstrip()
        led = before.endswith(held.cues.of("sources"))
        told += led or any(held.has("source_nouns", word) or held.has("source_verbs", word) for word in after)
        said += 1
        at = text.find(name, end)
    ends = title.endswith(name) and title.removesuffix(name).endswith(_TAILS)
    return ends or (told > 0 and told * 2 >= said)
