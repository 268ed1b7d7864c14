"""Two names of one thing that an article gives side by side: 智谱(Zhipu), Tencent (腾讯), 北京智谱华章(下称“智谱”).

What one article links holds in all: an English article's Zhipu then meets a Chinese one's 智谱. Two names that are known to be
of two things are never linked, nor is a name that articles give to several.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.facts.keys import folded, known_names, subject_key
from pipeline.lexicon.facts import comparison, wording
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Link", "joined", "links"]

Link = tuple[str, str]
"""Two keys of subjects that an article says are one."""

_LONGEST = 40
"""Characters of a name in brackets."""
_LATIN = re.compile(r"[A-Z0-9][\w.&'’+-]*+(?:(?> (?:of|and|the|de|&|[A-Z0-9][\w.&'’+-]*+)))*+", re.ASCII)
_CODE = re.compile(r"[A-Z]{0,4}[\s:.]*\d[\d.A-Z]*+", re.ASCII)


def links(record: Mapping[str, Any]) -> Iterator[Link]:
    """The pairs of names that a record's text gives side by side, one of each being a subject of a figure; each once."""
    text, language = record["text"], record["language"]["code"]
    found: dict[Link, None] = {}
    subjects = {figure["subject"] for figure in record["figures"] if figure["subject"]}
    for subject in sorted(subjects):
        at = text.find(subject)
        while at >= 0:
            other, called = _beside(text, at + len(subject), subject, language)
            if other is not None and not (other.isascii() or language == "en" or other in subjects or _known(other) or called):
                other = None  # in Chinese and Japanese such a bracket says which kind (海外版), not which name
            at = text.find(subject, at + len(subject))
            one, two = subject_key(subject), subject_key(other)
            if one is not None and two is not None and one != two and not {one, two} <= known_names():
                found[min(one, two), max(one, two)] = None
    yield from found


def _known(name: str) -> bool:
    return subject_key(name) in known_names()


def _beside(text: str, end: int, subject: str, language: str) -> tuple[str | None, bool]:
    """The other name in the bracket behind a name that ends at `end`, and whether the bracket says that it is one."""
    signs = comparison()
    behind = end + (text[end : end + 1] == " ")
    if text[behind : behind + 1] in signs.open and text[behind : behind + 1]:
        stop = next((place for place in range(behind + 1, min(len(text), behind + _LONGEST)) if text[place] in signs.close), -1)
        if stop > 0:
            return _name(text[behind + 1 : stop], subject, language)
    return None, False


def _name(inside: str, subject: str, language: str) -> tuple[str | None, bool]:
    """The name that a bracket begins with; None where it is no name, or no other script's and not called one."""
    signs, words = comparison(), wording(language)
    first = inside.strip()
    called = next((word for word in words.called if folded(first).startswith(word)), "")
    first = first[len(called) :]
    for sign in signs.list:
        first = first.lstrip(sign).split(sign)[0]
    first = first.strip(signs.quote)
    if not 1 < len(first) <= _LONGEST or _CODE.fullmatch(first) or any(sign in signs.sentence for sign in first):
        return None, False
    if any(folded(first) in table for table in metrics().by_word.values()):
        return None, False
    latin = _LATIN.fullmatch(first) is not None and sum(sign.isalpha() for sign in first) > 1
    if latin == subject.isascii() and not called:
        return None, False
    plain = not first.isascii() and not any(sign.isdecimal() for sign in first)
    return (first, bool(called)) if latin or plain else (None, False)


def joined(found: Iterable[Link]) -> dict[str, str]:
    """Keys to the one key of all that are linked: a well-known name's where there is one.

    A name that is given to several things stays its own.

    >>> joined([("maple freight", "红枫物流"), ("maple", "maple freight")])["红枫物流"]
    'maple'
    >>> joined([("maple", "红枫"), ("oak", "红枫"), ("港股", "minimax"), ("港股", "zhipu ai")])
    {}
    """
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in set(found):
        beside[one].add(other)
        beside[other].add(one)
    for name in [one for one in beside if _several(beside[one])]:
        for other in beside.pop(name):
            beside[other].discard(name)
    key: dict[str, str] = {}
    for name in sorted(beside):
        if name in key:
            continue
        group, todo = {name}, [name]
        while todo:
            new = beside[todo.pop()] - group
            group |= new
            todo.extend(new)
        if len(group) > 1 and len(group & known_names()) <= 1:
            chosen = next(iter(group & known_names()), min(group))
            key.update(dict.fromkeys(sorted(group), chosen))
    return key


def _several(names: set[str]) -> bool:
    """Whether names that are all said to be one are two things: two known ones, or two of a script that share nothing."""
    if len(names & known_names()) > 1:
        return True
    return any(a.isascii() == b.isascii() and a not in b and b not in a for a, b in combinations(sorted(names), 2))
