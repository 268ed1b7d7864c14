"""Files that are whole or absent: written beside their place, forced to disk, then renamed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["HeldError", "Lock", "digest_of", "digest_steps", "write_whole"]


def write_whole(target: Path, content: bytes, by: Path | None = None) -> None:
    """Put `content` at `target` in one step: a reader, or a run after a kill, sees all of it or none.

    The folder is made if missing. `by` is a folder of the same file system for the file on its way (its own, by default): what
    a kill leaves there is in nobody's way.
    """
    part = (by or target.parent) / f".{hashlib.sha256(os.fsencode(target)).hexdigest()[:16]}.part"
    try:
        try:
            file = part.open("wb")
        except FileNotFoundError:
            part.parent.mkdir(parents=True, exist_ok=True)
            file = part.open("wb")
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            part.replace(target)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def digest_steps(file: Path) -> Iterator[str | None]:
    """SHA-256 of a file, after a None for every few megabytes: time for the caller to look at other things."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(4 << 20):
            digest.update(piece)
            if len(piece) == 4 << 20:
                yield None
    yield digest.hexdigest()


def digest_of(file: Path) -> str:
    """SHA-256 of a file, in hex; empty for one that is not there."""
    try:
        *_, digest = digest_steps(file)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
    return digest or ""


class HeldError(RuntimeError):
    """Another process works on the same output folder."""


class Lock:
    """One run at a time for a folder. The system takes the lock back when its holder ends, however it ends.

    Raises `HeldError`, naming the holder, where another run has it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise HeldError(f"{file.parent.parent} is being written by another run: {holder}") from None
        self._file.truncate(0)
        self._file.write(json.dumps({"process": os.getpid(), "machine": socket.gethostname()}))
        self._file.flush()

    def close(self) -> None:
        """Let the next run have it."""
        self._file.truncate(0)
        self._file.close()
