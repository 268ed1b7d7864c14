"""WARC and WET files: what a crawler stored, read with fastwarc."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipeline.containers.members import Fault, LeftOut, Page, Reading
from pipeline.containers.streams import DamagedError, TooLargeError, read_bounded, unpacked

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

    from pipeline.containers.members import Member, Members

__all__ = ["warc_pages"]

_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "application/unknown")
_ENCODINGS = {"gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}


class _Source:
    """The stream as fastwarc wants it. It must not see our errors: it is told the end, and the error is kept for us."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        if self.error is not None:
            return b""
        try:
            data = self._stream.read(size if size >= 0 else 1 << 16)
        except (DamagedError, OSError) as error:
            self.error = error
            return b""
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence, offset) not in {(1, 0), (0, self._place)}:
            raise io.UnsupportedOperation("the stream goes forward only")
        return self._place

    def tell(self) -> int:
        return self._place

    def close(self) -> None:
        """Leave the stream to its owner."""


def warc_pages(stream: BinaryIO, reading: Reading) -> Members:
    """The pages of a WARC or WET stream: responses with a text, resources and conversions, in order.

    The member is the record's number in the file, counted from 1. The charset of the HTTP header is the declared
    encoding, the target URI the URL. Requests, redirects, errors, images and the like are left out with the reason.
    Raises `DamagedError` where the stream cannot be read further.
    """
    source = _Source(stream)
    number = 0
    try:
        for record in ArchiveIterator(cast("BinaryIO", source), parse_http=True, stream_detect=False, max_header_len=256 << 10):
            number += 1
            yield _member(record, str(number), reading)
    except (OSError, ValueError) as error:
        raise DamagedError(f"the WARC file is damaged after record {number}: {error}") from error
    if source.error is not None:
        raise DamagedError(f"the WARC file is damaged after record {number}: {source.error}") from source.error
    if not number and source.tell():
        raise DamagedError("no WARC record was found in the file")


def _member(record: WarcRecord, member: str, reading: Reading) -> Member:
    kind = record.record_type
    if not kind & _PAGES:
        return LeftOut(member, f"WARC {kind}")
    head = _head(record)
    reason = head.no_page()
    if reason is not None:
        return LeftOut(member, reason)
    size = record.content_length
    if size > reading.largest:
        return Fault(member, "TooLargeError", f"a record of {size:,} bytes is over the bound of {reading.largest:,} bytes")
    raw = record.reader.read(size) if size else b""
    while len(raw) < size and (more := record.reader.read(size - len(raw))):
        raw += more
    if len(raw) < size:
        return Fault(member, "DamagedError", f"the file ends within this record: {len(raw):,} of {size:,} bytes are there", raw)
    try:
        body = _decoded(raw, head.coded, chunked=head.chunked, largest=reading.largest)
    except (DamagedError, TooLargeError, OSError, zlib.error) as error:
        return Fault(member, type(error).__name__, f"Content-Encoding {head.coded}: {error}", raw)
    return Page(member, body, record.headers.get("WARC-Target-URI"), head.charset)


class _Head(NamedTuple):
    """What the headers of a record say of its body."""

    status: int | None = None
    media: str | None = None
    charset: str | None = None
    coded: str = ""
    chunked: bool = False

    def no_page(self) -> str | None:
        """Why the body is no page, if it is none."""
        if self.status is not None and not 200 <= self.status < 300:
            return f"HTTP {self.status}"
        if self.media and not self.media.startswith(_TEXTUAL):
            return f"media type {self.media}"
        return None


def _head(record: WarcRecord) -> _Head:
    if record.is_http and record.is_http_parsed:
        headers = record.http_headers
        return _Head(
            headers.status_code,
            record.http_content_type,
            record.http_charset,
            (headers.get("Content-Encoding") or "").strip().lower(),
            "chunked" in (headers.get("Transfer-Encoding") or "").lower(),
        )
    if record.record_type == WarcRecordType.response:
        return _Head()
    media = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    return _Head(media=media or None, charset="utf-8" if record.record_type == WarcRecordType.conversion else None)


def _decoded(raw: bytes, coded: str, *, chunked: bool, largest: int) -> bytes:
    """The body as the browser would see it. Crawlers that store bodies unpacked leave the headers as they were."""
    if chunked and _is_chunked(raw):
        raw = read_bounded(cast("BinaryIO", ChunkedReader(io.BytesIO(raw))), largest)
    if coded in _ENCODINGS:
        marks = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}
        suffix = _ENCODINGS[coded]
        return read_bounded(unpacked(io.BytesIO(raw), suffix), largest) if raw.startswith(marks[suffix]) else raw
    if coded == "deflate" and raw and not raw.lstrip().startswith(b"<"):
        wbits = 15 if raw[0] & 0x0F == 8 and len(raw) > 1 and (raw[0] << 8 | raw[1]) % 31 == 0 else -15
        out = zlib.decompressobj(wbits).decompress(raw, largest + 1)
        if len(out) > largest:
            raise TooLargeError(f"the document is over the bound of {largest:,} bytes; raise --max-document to read it")
        return out
    if coded == "br" and raw and not raw.lstrip().startswith(b"<"):
        return read_bounded(cast("BinaryIO", BrotliReader(io.BytesIO(raw))), largest)
    return raw


def _is_chunked(raw: bytes) -> bool:
    size = raw[:20].partition(b"\r\n")[0].partition(b";")[0].strip()
    return bool(size) and all(sign in b"0123456789abcdefABCDEF" for sign in size)
