"""Many pages in bounded memory, and what repeats on them."""

from __future__ import annotations

import hashlib
import heapq
from bisect import insort
from math import isqrt
from typing import TYPE_CHECKING

from pipeline.neighbours.lines import Lines

if TYPE_CHECKING:
    from pipeline.neighbours.page import Seen

__all__ = ["FEWEST", "PAGES", "PER_HOST", "Sample"]

PAGES = 10_000
"""The pages that a sample holds where it is not told otherwise."""
PER_HOST, FEWEST = 64, 8
"""The most pages of a host in a sample, and what that is lowered to before hosts are left out."""
SENTENCE = 90
"""From so many bytes on (30 wide characters) a line may be a sentence that two stories share, and must stand on half of all."""
MENTIONED = 1000
"""The most lines of a host that are written."""


class Sample:
    """The pages that lines are counted on, in bounded memory and whatever order they come in.

    Of each host the pages with the smallest checksums are held, at most `PER_HOST`: what repeats on a site repeats in any few
    dozen of its pages. Where all hosts together are over the bound, that number is halved down to `FEWEST`, then half of the
    hosts are left out, by their checksums, and half again. Each step keeps a part of what the one before kept, and how many
    pages a step holds can only grow: so the last step, and all it holds, follow from the pages alone.
    """

    def __init__(self, pages: int = PAGES) -> None:
        self.left_out = 0
        """Hosts' pages that came when their host was left out already."""
        self._bound = max(pages, 1)
        self._per_host, self._share = PER_HOST, 0
        self._held: dict[str, dict[str, Seen]] = {}
        self._order: dict[str, list[str]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, page: Seen) -> None:
        """Take a page in, if it is one of those that are held."""
        if not self._is_in(page.host):
            self.left_out += 1
            return
        held = self._held.setdefault(page.host, {})
        order = self._order.setdefault(page.host, [])
        if page.id in held:  # the same bytes again: told another encoding, they may read otherwise
            held[page.id] = min(held[page.id], page)
            return
        held[page.id] = page
        insort(order, page.id)
        self._count += 1
        self._trim(page.host)
        while self._count > self._bound and self._share < 256:
            self._lower()

    def _is_in(self, name: str) -> bool:
        """Whether a host is among those that are not left out: the first `_share` bits of its checksum are 0."""
        return (
            self._share == 0
            or int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()) >> (256 - self._share) == 0
        )

    def _trim(self, name: str) -> None:
        order = self._order[name]
        while len(order) > self._per_host:
            del self._held[name][order.pop()]
            self._count -= 1

    def _lower(self) -> None:
        if self._per_host > FEWEST:
            self._per_host //= 2
        else:
            self._share += 1
        for name in list(self._held):
            if self._is_in(name):
                self._trim(name)
            else:
                self._count -= len(self._held.pop(name))
                del self._order[name]

    def lines(self) -> Lines:
        """The lines that repeat: on two stories of a host at least, and on the square root of their number, long ones on half."""
        hosts: dict[str, dict[str, int]] = {}
        pages: dict[str, int] = {}
        for name, held in self._held.items():
            stories = _stories([held[page] for page in self._order[name]])
            counts: dict[str, int] = {}
            for story in stories:
                for line in story:
                    counts[line] = counts.get(line, 0) + 1
            least, half = max(2, isqrt(len(stories) - 1) + 1), max(2, (len(stories) + 1) // 2)
            often = ((count, line) for line, count in counts.items() if count >= least)
            found = [(-count, line) for count, line in often if count >= half or len(line.encode()) < SENTENCE]
            if found:
                hosts[name] = {line: -count for count, line in heapq.nsmallest(MENTIONED, found)}
                pages[name] = len(stories)
        return Lines(hosts, pages)


def _stories(pages: list[Seen]) -> list[set[str]]:
    """The lines of each story: pages that are copies, or are joined by a chain of copies, are one."""
    stories: list[list[Seen]] = []
    for page in pages:
        like = [story for story in stories if any(page.copies(other) for other in story)]
        rest = [story for story in stories if not any(story is other for other in like)]
        stories = [*rest, [page, *(other for story in like for other in story)]]
    return [{line for page in story for line in page.lines} for story in stories]
