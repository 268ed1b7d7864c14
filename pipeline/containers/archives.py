"""Archives of files: zip and tar. Names in an archive are names only; nothing is ever unpacked to a path."""

from __future__ import annotations

import struct
import tarfile
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from pipeline.containers.members import LeftOut, plain_name
from pipeline.containers.streams import DamagedError
from pipeline.containers.tables import seekable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Entry", "tar_entries", "zip_entries"]

_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED = 1
_SIZE_AFTER = 8
_UTF8 = 0x800


class Entry(NamedTuple):
    """A file in an archive: its name, and its bytes as a stream that is good until the next entry."""

    name: str
    stream: BinaryIO


def tar_entries(stream: BinaryIO) -> Iterator[Entry | LeftOut]:
    """The files of a tar stream, in order. Links and devices are left out, whatever they point to."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for info in archive:
                name = plain_name(info.name)
                if info.isreg():
                    file = archive.extractfile(info)
                    assert file is not None
                    yield Entry(name, cast("BinaryIO", file))
                elif not info.isdir():
                    yield LeftOut(name, "link in an archive" if info.issym() or info.islnk() else "special file in an archive")
                archive.members = []  # type: ignore[attr-defined]  # tarfile keeps every header it has seen, in a list without a stub
    except (tarfile.TarError, EOFError, ValueError) as error:
        if isinstance(error, DamagedError):
            raise
        raise DamagedError(f"the tar archive is damaged: {error}") from error


def zip_entries(stream: BinaryIO) -> Iterator[Entry | LeftOut | DamagedError]:
    """The files of a zip archive, in the order of its directory; one that cannot be opened comes as its error.

    An archive without its directory (cut short) is read from the front, member by member, as far as it goes.
    """
    with seekable(stream) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            file.seek(0)
            yield from _zip_from_the_front(file)
            raise DamagedError(f"the zip archive has no directory and was read from the front: {error}") from error
        with archive:
            for info in archive.infolist():
                name = plain_name(info.filename)
                if info.is_dir():
                    continue
                if (info.external_attr >> 28) == 0o12:
                    yield LeftOut(name, "link in an archive")
                    continue
                try:
                    with archive.open(info) as member:
                        yield Entry(name, cast("BinaryIO", member))
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError) as error:
                    yield DamagedError(f"{name}: {error}")


class _Inflated:
    """A member of a zip archive read from the front; its size may be known only when it ends."""

    def __init__(self, file: BinaryIO, method: int, size: int | None) -> None:
        self._file, self._left = file, size
        self._inflate = zlib.decompressobj(-15) if method == zipfile.ZIP_DEFLATED else None
        self._done = False

    def _packed(self, size: int) -> bytes:
        piece = self._file.read(size if self._left is None else min(size, self._left))
        if self._left is not None:
            self._left -= len(piece)
        return piece

    def read(self, size: int = -1, /) -> bytes:
        size = 1 << 16 if size < 0 else size
        while not self._done and size:
            if self._inflate is None:
                piece = self._packed(size)
                self._done = not self._left
                if not piece and self._left:
                    raise DamagedError("the archive ends in the middle of this member")
                return piece
            tail = self._inflate.unconsumed_tail
            packed = tail or self._packed(1 << 14)
            if not packed and not self._inflate.eof:
                raise DamagedError("the archive ends in the middle of this member")
            piece = self._inflate.decompress(packed, size)
            if self._inflate.eof:
                self._done = True
                if self._left is None:
                    self._file.seek(-len(self._inflate.unused_data), 1)
            if piece:
                return piece
        return b""

    def drain(self) -> None:
        """Read what the caller left."""
        while self.read(1 << 16):
            pass


def _zip_from_the_front(file: BinaryIO) -> Iterator[Entry | DamagedError]:
    while True:
        header = file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(_LOCAL_MARK):
            return
        _, _, flags, method, _, _, _, packed, _, name_size, extra_size = _LOCAL.unpack(header)
        raw_name = file.read(name_size)
        name = raw_name.decode("utf-8" if flags & _UTF8 else "cp437", "backslashreplace")
        file.seek(extra_size, 1)
        open_ended = bool(flags & _SIZE_AFTER)
        if flags & _ENCRYPTED or method not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or (open_ended and method == 0):
            yield DamagedError(f"{name}: cannot be read without the archive's directory")
            if open_ended:
                return
            file.seek(packed, 1)
            continue
        member = _Inflated(file, method, None if open_ended else packed)
        if not name.endswith("/"):
            yield Entry(name, cast("BinaryIO", member))
        try:
            member.drain()
        except (DamagedError, zlib.error):
            return
        if open_ended:
            mark = file.read(4)
            file.seek(12 if mark == b"PK\x07\x08" else 8, 1)
