"""What other installed packages add: stages, portal profiles, by the entry points of their distributions.

`importlib.metadata` reads them, and takes as long to load as ten tables; so the files of entry points are looked through for one
of ours first, and nearly always there is none.
"""

from __future__ import annotations

import functools
import os
import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["extensions"]

_OURS = b"[zhengshu."
"""How the header of a group of ours begins."""


def extensions(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of the group ``zhengshu.<group>``, in the order of their names.

    >>> extensions("stages")
    ()
    """
    if not _some():
        return ()
    from importlib import metadata  # noqa: PLC0415 - see the module's docstring

    return tuple(sorted(metadata.entry_points(group=f"zhengshu.{group}"), key=lambda point: point.name))


@functools.cache
def _some() -> bool:
    """Whether any installed package may have entry points of ours; what cannot be looked through may."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    for place in dict.fromkeys(sys.path):
        try:
            found = [entry.path for entry in os.scandir(place or ".") if entry.name.endswith((".dist-info", ".egg-info"))]
        except NotADirectoryError:
            return True
        except OSError:
            continue
        if any(_OURS in _points(folder) for folder in found):
            return True
    return False


def _points(folder: str) -> bytes:
    """The file of entry points of a distribution, empty where it has none."""
    try:
        with open(f"{folder}/entry_points.txt", "rb") as file:  # noqa: PTH123 - a hundred times at a start
            return file.read()
    except OSError:
        return b""
