"""Near-duplicates: the same story on several pages, found by what their texts share.

Texts are compared after simplification, so copies in both scripts meet; by runs of `RUN` words (a Han character or a kana
is a word), as MinHash estimates their overlap (Broder 1997, through datasketch). Nothing is dropped here: a group says
which of its texts is the fullest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALIKE", "Copy", "Group", "groups", "signature"]

ALIKE = 0.6
"""Estimated share of common runs from which two texts count as one story."""
RUN = 4
_PERMUTATIONS = 128
_SCHEME = "affine32"
_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff]++|[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text of a group: where it is, how long, and how much of the fullest it shares (estimated)."""

    path: str
    member: str | None
    length: int
    shared: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that tell one story; the fullest first, the others in the order they came."""

    fullest: Copy
    copies: tuple[Copy, ...]


def _runs(text: str) -> set[bytes]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + RUN]).encode() for i in range(max(len(words) - RUN + 1, 1))}


def signature(text: str) -> bytes:
    """The MinHash signature of a text: 128 numbers of 32 bits, little-endian. The same on every machine.

    >>> len(signature("营收5740万元,同比增长69.4%。"))
    512
    """
    from datasketch import MinHash  # noqa: PLC0415 - an extra, and slow to load

    made = MinHash(num_perm=_PERMUTATIONS, seed=1, scheme=_SCHEME)
    made.update_batch(sorted(_runs(text)))
    return bytes(made.hashvalues.astype("<u4").tobytes())


def groups(signed: Iterable[tuple[str, str | None, bytes, int]]) -> tuple[Group, ...]:
    """The groups among texts given as path, member, signature and length; texts without a copy are in none.

    Two texts belong together when they are alike, or when a chain of alike texts joins them. The outcome depends on the texts
    and their order only. Holds every signature: about 2 kB a text.
    """
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - an extra, and slow to load
    from numpy import frombuffer  # noqa: PLC0415

    near = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
    texts: list[Copy] = []
    hashes: list[Any] = []
    parent: list[int] = []

    def root(of: int) -> int:
        while parent[of] != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    for number, (path, member, signed_as, length) in enumerate(signed):
        made = MinHash(num_perm=_PERMUTATIONS, seed=1, scheme=_SCHEME, hashvalues=frombuffer(signed_as, "<u4"))
        parent.append(number)
        for other in sorted(near.query(made)):
            if made.jaccard(hashes[other]) >= ALIKE:
                first, second = sorted((root(other), root(number)))
                parent[second] = first
        near.insert(number, made)
        hashes.append(made)
        texts.append(Copy(path, member, length))
    members: dict[int, list[int]] = {}
    for number in range(len(texts)):
        members.setdefault(root(number), []).append(number)
    return tuple(_group(texts, hashes, numbers) for numbers in members.values() if len(numbers) > 1)


def _group(texts: list[Copy], hashes: list[Any], numbers: list[int]) -> Group:
    fullest = max(numbers, key=lambda number: (texts[number].length, -number))
    copies = tuple(
        Copy(text.path, text.member, text.length, round(float(hashes[number].jaccard(hashes[fullest])), 3))
        for number in numbers
        if number != fullest
        for text in (texts[number],)
    )
    return Group(texts[fullest], copies)
