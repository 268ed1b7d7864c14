"""Corrections of a review that no page has met: of a page that is not in the run, or not any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.corrections import Missed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.corrections import Corrections

__all__ = ["Unmet"]


class Unmet:
    """The documents that corrections speak of, less those that were seen."""

    def __init__(self, corrections: Corrections | None) -> None:
        self._all = {} if corrections is None else corrections.by_document
        self._left = set(self._all)

    def page(self, path: str, member: str | None) -> None:
        """Note a document that was made, or failed."""
        self._left.discard((path, member or ""))

    def file(self, path: str) -> None:
        """Note a file whose documents this run does not see one by one."""
        if self._left:
            self._left = {key for key in self._left if key[0] != path}

    def left(self) -> Iterator[tuple[str, str | None, Missed]]:
        """The decisions about documents that were not seen."""
        for path, member in sorted(self._left):
            for one in self._all[path, member]:
                yield path, member or None, Missed(one.raw_start, one.raw_end, "the run has no such page")
