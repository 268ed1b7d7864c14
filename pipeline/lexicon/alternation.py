"""Many words as one regular expression that stays fast: a trie, written out, longest word first.

Python's `re` tries the branches of ``(?:a|b|…)`` one after another; a trie shares their beginnings, so a search costs a few
steps for each character however many words there are. No branch can match in two ways, so none backtracks badly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["alternation"]

_Trie = dict[str, "_Trie"]


def alternation(words: Iterable[str]) -> str:
    """A group that matches any of `words`, the longest that fits; one that never matches where there are none.

    >>> alternation(["上半年", "上年", "上半年度"])
    '(?:上(?:半年(?:度)?|年))'
    """
    trie: _Trie = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_written(trie)})" if trie else "(?!)"


def _written(trie: _Trie) -> str:
    branches = []
    for character in sorted(trie):
        if not character:
            continue
        rest, tail = trie[character], ""
        prefix = re.escape(character)
        while len(rest) == 1 and "" not in rest:
            only, rest = next(iter(rest.items()))
            prefix += re.escape(only)
        if any(rest):
            inner = _written({key: value for key, value in rest.items() if key})
            tail = f"(?:{inner})?" if "" in rest else (f"(?:{inner})" if len(rest) > 1 else inner)
        branches.append(prefix + tail)
    return "|".join(branches)
