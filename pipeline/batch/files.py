"""Files that are whole or absent: written beside their place, forced to disk, then renamed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Draft", "HeldError", "Lock", "digest_of", "digest_steps", "write_whole"]

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC


class Draft:
    """A file on its way to `target`, beside its place or in the folder `by` (of the same file system), made if missing.

    What a kill leaves there is in nobody's way. Raises `OSError` where it cannot be written, and leaves nothing.
    """

    __slots__ = ("_file", "_part", "size", "target")

    def __init__(self, target: Path, content: bytes, by: Path | None = None) -> None:
        self.target, self.size = target, len(content)
        self._part = f"{by or target.parent}/.{hashlib.sha256(os.fsencode(target)).hexdigest()[:16]}.part"
        try:
            self._file = os.open(self._part, _ANEW, 0o666)
        except FileNotFoundError:
            (by or target.parent).mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._part, _ANEW, 0o666)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            self.drop()
            raise

    def force(self) -> None:
        """Force it to disk."""
        os.fsync(self._file)
        self._close()

    def _close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def place(self) -> None:
        """Give it its name; its folder is made if missing."""
        try:
            os.replace(self._part, self.target)  # noqa: PTH105 - a name, not an object, for each of many records
        except FileNotFoundError:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(self._part, self.target)  # noqa: PTH105

    def drop(self) -> None:
        """Take it away, where it has not its name yet."""
        self._close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._part)  # noqa: PTH108


def write_whole(target: Path, content: bytes, by: Path | None = None) -> None:
    """Put `content` at `target` in one step: a reader, or a run after a kill, sees all of it or none. See `Draft`."""
    draft = Draft(target, content, by)
    try:
        draft.force()
        draft.place()
    except OSError:
        draft.drop()
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
