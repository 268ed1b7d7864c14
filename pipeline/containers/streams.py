"""Byte streams, compressed or not, read in bounded steps.

Every compressed format goes through one reader, so that the same holds for all: memory stays bounded whatever a file
unpacks to, several compressed members in a row read as one, and an end that comes too early is an error after, not
instead of, the bytes before it.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

__all__ = ["COMPRESSIONS", "DamagedError", "TooLargeError", "inner_name", "read_bounded", "unpacked"]

XZ_MEMORY = 256 << 20
"""What an xz file may ask for as its dictionary, in bytes; ``xz -9`` asks for 65 MiB."""


class DamagedError(ValueError):
    """A container or a compressed file that cannot be read any further."""


class TooLargeError(ValueError):
    """A document that is over the bound, and is not read to its end."""


class _Decoder(Protocol):
    """What zlib, bz2, lzma and zstandard have in common, once wrapped."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Zlib:
    """A gzip member, at most `STEP` bytes out for one call."""

    STEP = 1 << 20

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    def decompress(self, data: bytes, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, self.STEP)


class _Bounded:
    """A bz2 or xz stream, at most `STEP` bytes out for one call."""

    STEP = 1 << 20

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        return self._inner.needs_input

    def decompress(self, data: bytes, /) -> bytes:
        return self._inner.decompress(data, self.STEP)


def _bz2() -> _Decoder:
    return _Bounded(bz2.BZ2Decompressor())


def _xz() -> _Decoder:
    return _Bounded(lzma.LZMADecompressor(format=lzma.FORMAT_AUTO, memlimit=XZ_MEMORY))


def _zstd() -> _Decoder:
    return cast("_Decoder", zstandard.ZstdDecompressor().decompressobj())


# A zstandard block of 4 bytes may hold 128 KiB, and its decoder takes no bound on what comes out: so little goes in.
COMPRESSIONS: dict[str, tuple[Callable[[], _Decoder], int]] = {
    ".gz": (_Zlib, 1 << 16),
    ".bz2": (_bz2, 1 << 16),
    ".xz": (_xz, 1 << 16),
    ".zst": (_zstd, 512),
}
"""Suffix of a compressed file → how its decoder is made, and how many bytes go in at once."""


class _Unpacked(io.RawIOBase):
    """The bytes that a compressed stream holds, across members.

    Not under `io.BufferedReader`: that one loses what it has gathered when a later step fails, and here the bytes
    before the damage count.
    """

    def __init__(self, stream: BinaryIO, suffix: str) -> None:
        self._stream, self._suffix = stream, suffix
        self._make, self._step = COMPRESSIONS[suffix]
        self._decoder: _Decoder | None = None
        self._given = b""
        self._started = False
        self._out = b""
        self._at = 0
        self._error: DamagedError | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes (-1: all); fewer before the end only where the next read raises `DamagedError`."""
        pieces: list[bytes] = []
        while size and self._more(given=bool(pieces)):
            piece = self._out[self._at : self._at + size] if size > 0 else self._out[self._at :]
            self._at += len(piece)
            size -= len(piece) if size > 0 else 0
            pieces.append(piece)
        return b"".join(pieces)

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line with its end, at most `size` bytes of it."""
        room = -1 if size is None else size
        pieces: list[bytes] = []
        while room and self._more(given=bool(pieces)):
            stop = len(self._out) if room < 0 else min(len(self._out), self._at + room)
            end = self._out.find(b"\n", self._at, stop)
            piece = self._out[self._at : stop if end < 0 else end + 1]
            self._at += len(piece)
            pieces.append(piece)
            if end >= 0:
                break
            room -= len(piece) if room > 0 else 0
        return b"".join(pieces)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer).cast("B")
        piece = self.read(len(target))
        target[: len(piece)] = piece
        return len(piece)

    def _more(self, *, given: bool) -> bool:
        """Whether there are bytes at hand; an error waits for the next call where bytes were already `given`."""
        while self._at == len(self._out):
            try:
                if self._error is not None:
                    raise self._error
                if not self._fill():
                    return False
            except DamagedError as error:
                self._error = error
                if given:
                    return False
                raise
        return True

    def _fill(self) -> bool:
        """Unpack one step; False at the end of the stream."""
        if self._decoder is None:
            if not self._next_member():
                return False
            self._decoder = self._make()
        decoder = self._decoder
        hungry = getattr(decoder, "needs_input", True)
        if hungry and not self._given:
            self._given = self._stream.read(self._step)
            if not self._given:
                raise DamagedError(f"the {self._suffix[1:]} data ends before its end mark; the file was cut short")
        try:
            self._out = decoder.decompress(self._given if hungry else b"")
        except (zlib.error, OSError, lzma.LZMAError, zstandard.ZstdError, EOFError) as error:
            raise DamagedError(f"the {self._suffix[1:]} data is damaged: {error}") from error
        self._at = 0
        if hungry:
            self._given = b""
        if decoder.eof:
            self._given = decoder.unused_data + self._given
            self._decoder = None
        return True

    def _next_member(self) -> bool:
        """Whether another compressed member follows; zero bytes between members are padding."""
        while True:
            self._given = self._given or self._stream.read(self._step)
            if not self._given:
                return False
            if self._started:
                self._given = self._given.lstrip(b"\0")
            if self._given:
                self._started = True
                return True

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def inner_name(name: str) -> tuple[str, str]:
    """A name without its compression's suffix, and that suffix (or none).

    >>> inner_name("dump.warc.gz")
    ('dump.warc', '.gz')
    >>> inner_name("a.html")
    ('a.html', '')
    """
    stem, dot, ending = name.rpartition(".")
    suffix = (dot + ending).lower()
    return (stem, suffix) if stem and suffix in COMPRESSIONS else (name, "")


def unpacked(stream: BinaryIO, suffix: str) -> BinaryIO:
    """The stream that `stream` holds under the compression of `suffix`; the same stream where `suffix` is empty.

    Raises `DamagedError` on the read that meets broken or missing data; all reads before it are good, and give every byte
    that came out.

    >>> import gzip
    >>> unpacked(io.BytesIO(gzip.compress(b"one") + gzip.compress(b"two")), ".gz").read()
    b'onetwo'
    """
    if not suffix:
        return stream
    return cast("BinaryIO", _Unpacked(stream, suffix))


def read_bounded(stream: BinaryIO, bound: int) -> bytes:
    """All bytes of a stream, at most `bound` of them; raises `TooLargeError` for more.

    >>> read_bounded(io.BytesIO(b"12345"), 4)
    Traceback (most recent call last):
    pipeline.containers.streams.TooLargeError: the document is over the bound of 4 bytes; raise --max-document to read it
    """
    pieces: list[bytes] = []
    room = bound + 1
    while room:
        piece = stream.read(min(room, 1 << 20))
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        room -= len(piece)
    raise TooLargeError(f"the document is over the bound of {bound:,} bytes; raise --max-document to read it")
