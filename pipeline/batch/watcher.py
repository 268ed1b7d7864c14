"""Who looks on while a run goes on: a progress bar, a log, or nobody."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Watcher"]


class Watcher(Protocol):
    """Who looks on: is told of every document, and of every input that is done."""

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        """A document has its outcome; `place` is how far into its container the reading is."""

    def input(self, path: str, size: int) -> None:
        """An input of so many bytes is done."""
