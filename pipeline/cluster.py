"""The same run on a Ray cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch import Options, Watcher

__all__ = ["run"]


def run(options: Options, watcher: Watcher | None = None) -> dict[str, Any]:
    """Not there yet."""
    del options, watcher
    raise RuntimeError("the ray engine is not there yet; leave --engine out")
