"""The output of a container as it grows, until it is whole and gets its name."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, BinaryIO

from pipeline.batch.inputs import Input, part_of
from pipeline.batch.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.batch.manifest import Marker

__all__ = ["Part"]


class Part:
    """A file of records; with a marker, it goes on after those that the marker vouches for."""

    def __init__(self, out: Path, source: Input, content: str, marker: Marker | None) -> None:
        self.source, self.content = source, content
        self.path = part_of(out, source)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.members = marker.members if marker else 0
        self.tally = marker.tally if marker else Tally()
        self._digest = hashlib.sha256()
        self._file: BinaryIO = self.path.open("r+b" if marker else "wb")
        self.size = marker.size if marker else 0
        left = self.size
        while left:
            piece = self._file.read(min(left, 1 << 20))
            self._digest.update(piece)
            left -= len(piece)
        self._file.truncate(self.size)
        self._file.seek(self.size)

    def write(self, line: bytes) -> None:
        """Add a record."""
        self._file.write(line)
        self._digest.update(line)
        self.size += len(line)

    def settle(self) -> None:
        """Force all that was written to disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def finish(self, target: Path) -> str:
        """Give the whole its name; its checksum."""
        self.settle()
        self._file.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        return self._digest.hexdigest()

    def close(self) -> None:
        """Leave it as it is, for the next run."""
        self._file.close()
