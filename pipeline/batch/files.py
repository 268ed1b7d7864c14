"""Files that are whole or absent: written beside their place, forced to disk, then renamed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["write_whole"]


def write_whole(target: Path, content: bytes) -> None:
    """Put `content` at `target` in one step: a reader, or a run after a kill, sees all of it or none.

    The folder is made if missing. The temporary name ends in ``.part``, and is the same for each target, so what a
    killed run leaves is overwritten by the next.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        file = part.open("wb")
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("wb")
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
