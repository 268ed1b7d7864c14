"""English: which of an article's names are persons, and which are only the source of what is told."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names
from pipeline.stages.attribute.west.casing import MONEY, WORD

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.names import Names

__all__ = ["leading", "numbered", "opened", "persons", "sourced"]

_WITHIN = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) (?=([A-Z][\w&'’-]*))")
_NUMBERED = re.compile(rf"(?<![\w.,{MONEY}])\d{{1,6}} [A-Z]\w*")
_DASHES = frozenset({"-", "–", "—", "--"})
_TAILS = (" – ", " — ", " - ", ": ")
_SOURCE, _AFTER, _ROLE, _PLACE = 24, 2, 60, 0.5
"""Characters beside a name in which it is looked for what says that it is a source, words behind it, and characters of a role."""


def opened(text: str, openings: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The little words that are written large within a sentence, each with the large word right behind it (of Under Armour)."""
    return frozenset((first, second) for first, second in _WITHIN.findall(text) if first in openings)


def numbered(text: str) -> frozenset[str]:
    """The numbers that stand more than once right before the same name (737 Max)."""
    return frozenset(said for said, count in Counter(_NUMBERED.findall(text)).items() if count > 1)


def leading(held: Names) -> str:
    """The name that an article is about: said most and first, not mostly behind in or at where the title has others."""
    title = (held.document.metadata.title or "").lower()
    others = len([name for name in held.names if name.lower() in title]) > 1
    best, most = "", (0.0, 0)
    for name, count in held.names.items():
        if best and count < most[0]:
            continue
        weight = (count * _PLACE if others and _placed(held, name) else count, -held.text.find(name))
        if not best or weight > most:
            best, most = name, weight
    return best


def _placed(held: Names, name: str) -> bool:
    """Whether a name mostly stands behind a preposition of place (in India, across Oklahoma)."""
    text, at, said, placed = held.text, held.text.find(name), 0, 0
    while at >= 0:
        before = [word for word in text[max(0, at - _SOURCE) : at].lower().split() if not held.has("the", word)][-1:]
        said += 1
        placed += bool(before) and (held.has("places_by", before[0]) or held.has("of", before[0]))
        at = text.find(name, at + len(name))
    return placed * 2 >= said


def persons(held: Names) -> frozenset[str]:
    """The names of persons: their age stands behind, or they are shortened to their last word and say or are something."""
    found: set[str] = set()
    pairs = [name.partition(" ") for name in held.names]
    firms = {
        first for first, _, second in pairs if second in held.sets["companies"] or held.noun_in("firms", second.lower())
    }  # what begins the name of a company (Emirates Airline)
    for name, (first, _, rest) in zip(held.names, pairs, strict=True):
        last = rest.rpartition(" ")[2] or rest
        ranked = [at for at, word in enumerate(name.split()) if at and held.has("titles", word.lower())]
        if ranked and ranked[-1] < name.count(" ") and name.split()[ranked[-1] + 1][0].isupper():  # Emirates President Tim Clark
            found |= {name, " ".join(name.split()[ranked[-1] + 1 :]), last}
            continue
        whole = bool(last) and first[:1].isupper() and not first.isupper() and last not in held.sets["companies"]
        whole = whole and first.lower() not in held.grammar.closed and first.lower() not in held.grammar.of("adjective")
        shortened = whole and last in held.names and first not in held.names
        shortened = shortened and name not in held.sets["countries"] and last not in firms
        if shortened and last not in names().by_name and name not in names().by_name and _someone(held, name, last):
            found |= {name, last}
    for match in held.aged.finditer(held.text):
        name = held.bare(match.group(1))
        if name:
            found |= {name, name.rpartition(" ")[2]}
    return frozenset(found)


def _someone(held: Names, name: str, last: str) -> bool:
    """Whether a name is said to be someone: says something, or has a title before it or a role behind it, between commas."""
    report, titles = held.sets["report"], held.sets["titles"]
    for said in (name, last):
        at = held.text.find(said)
        while at >= 0:
            end = at + len(said)
            before = WORD.findall(held.text, max(0, at - _SOURCE), at)[-1:]
            after = WORD.findall(held.text, end, end + _ROLE)
            verbs = [held.grammar.verbs[word].lemma for word in (*before, *after[:_AFTER]) if word in held.grammar.verbs]
            role = after if held.text[end : end + 1] == "," else ()
            if any(verb in report for verb in verbs) or any(word.lower() in titles for word in (*before, *role)):
                return True
            at = held.text.find(said, end)
    return False


def sourced(held: Names, name: str) -> bool:
    """Whether a name is said mostly as the source of what is told: according to it, by its report, at the title's end."""
    text, told, said, at = held.text, 0, 0, held.text.find(name)
    title = (held.document.metadata.title or "").rstrip()
    while name and at >= 0:
        end = at + len(name)
        before = text[max(0, at - _SOURCE) : at].rstrip()
        after = WORD.findall(text, end, end + _SOURCE)[:_AFTER]
        for article in held.sets["the"]:
            before = before.removesuffix(article).rstrip()
        led = before.endswith(held.cues.of("sources")) or (
            before.endswith("(") and text[end : end + 1] == ")" and text[end + 1 : end + 3].strip() in _DASHES
        )  # (Reuters) -
        told += led or any(held.has("source_nouns", word) or held.has("source_verbs", word) for word in after)
        said += 1
        at = text.find(name, end)
    ends = title.endswith(name) and title.removesuffix(name).endswith(_TAILS)
    return ends or (told > 0 and told * 2 >= said)
