"""Rows that hold pages: JSONL, CSV and Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import tarfile
import tempfile
import zipfile
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import orjson

from pipeline.containers.members import Fault, Page, Reading
from pipeline.containers.streams import DamagedError
from pipeline.lexicon.fields import fields, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline.containers.members import Members

__all__ = ["csv_pages", "iso_date", "jsonl_pages", "parquet_pages", "seekable"]

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](.*+))?", re.DOTALL)
_EPOCH_SECONDS = range(10**8, 10**10)
_EPOCH_MILLISECONDS = range(10**11, 10**13)


def iso_date(value: Any) -> str | None:
    """A date column's value in ISO 8601: text, a date, or seconds or milliseconds since 1970; None where it is no date.

    >>> iso_date("2025/3/1 08:30"), iso_date("Sat, 01 Mar 2025 08:30:00 +0800"), iso_date(1740816000), iso_date("soon")
    ('2025-03-01T08:30:00', '2025-03-01T08:30:00+08:00', '2025-03-01T08:00:00+00:00', None)
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        text = value.strip()
        return _epoch(int(text)) if text.isdecimal() and 8 < len(text) < 14 else _written(text)
    return _epoch(value) if isinstance(value, int) else None


def _epoch(value: int) -> str | None:
    if value in _EPOCH_MILLISECONDS:
        value //= 1000
    return datetime.fromtimestamp(value, UTC).isoformat() if value in _EPOCH_SECONDS else None


def _written(text: str) -> str | None:
    match = _DAY.fullmatch(text)
    if match:
        year, month, day, time = match.groups()
        text = f"{year}-{month:0>2}-{day:0>2}" + (f"T{time.strip()}" if time else "")
    with contextlib.suppress(ValueError):
        return (date if len(text) <= 10 else datetime).fromisoformat(text).isoformat()
    with contextlib.suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(text).isoformat()
    return None


class _Columns:
    """Which columns hold the page, its URL and its date: as told, else by their usual names."""

    def __init__(self, reading: Reading) -> None:
        self._told = (reading.body, reading.url, reading.date)
        self._cache: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}

    def choose(self, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The columns to try for body, URL and date, in order."""
        key = tuple(names)
        if key not in self._cache:
            if len(self._cache) > 1000:
                self._cache.clear()
            by_fold: dict[str, str] = {}
            for name in names:
                by_fold.setdefault(folded(name), name)
            table = fields()
            usual = (table.body, table.url, table.date)
            self._cache[key] = tuple(
                tuple(by_fold[n] for n in known if n in by_fold) if told is None else ((told,) if told in names else ())
                for told, known in zip(self._told, usual, strict=True)
            )
        return self._cache[key]

    def page(self, row: Mapping[str, Any], member: str) -> Page | Fault:
        """The page of a row."""
        bodies, urls, dates = self.choose([name for name in row if isinstance(name, str)])
        for name in bodies:
            value = row[name]
            if not value or not isinstance(value, str | bytes):
                continue
            url = next((row[u] for u in urls if isinstance(row[u], str) and row[u]), None)
            published = next(filter(None, (iso_date(row[d]) for d in dates)), None)
            if isinstance(value, bytes):
                return Page(member, value, _sound(url), None, published)
            return Page(member, _utf8(value), _sound(url), "utf-8", published)
        names = ", ".join(sorted(map(str, row))[:20])
        if self._told[0] is not None:
            message = f"the row has no text in {self._told[0]!r}; its columns are {names}"
        else:
            message = f"no column is known to hold the page; name it with --body-field. The row's columns: {names}"
        return Fault(member, "NoBody", message)


def _utf8(text: str) -> bytes:
    """UTF-8, with lone surrogates (half a character, legal in JSON) as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _sound(text: str | None) -> str | None:
    return None if text is None else _utf8(text).decode()


def _lines(stream: BinaryIO, largest: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and wholeness of each line; of one that is too long only the beginning, never more in memory."""
    number = 0
    while True:
        line = stream.readline(largest + 2)
        if not line:
            return
        number += 1
        whole = len(line) <= largest or line.endswith(b"\n")
        rest = line
        while not whole and rest and not rest.endswith(b"\n"):
            rest = stream.readline(1 << 20)
        yield number, line, whole


def jsonl_pages(stream: BinaryIO, reading: Reading) -> Members:
    r"""The pages of a JSONL stream, one a line; the member is the line's number. A row may also be the page's text alone.

    >>> list(jsonl_pages(io.BytesIO(b'{"url": "http://a.cn/1", "html": "<p>1"}\n\n{oops\n'), Reading()))[0].raw
    b'<p>1'
    """
    columns = _Columns(reading)
    for number, line, whole in _lines(stream, reading.largest):
        member = str(number)
        if not whole:
            yield Fault(member, "TooLargeError", f"the line is over the bound of {reading.largest:,} bytes", line[:1000])
            continue
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        row = _json(text)
        if isinstance(row, ValueError):
            yield Fault(member, "BadJson", f"line {number} is not JSON: {row}", line)
        elif isinstance(row, str):
            yield Page(member, _utf8(row), None, "utf-8")
        elif isinstance(row, dict):
            page = columns.page(row, member)
            yield page if isinstance(page, Page) else Fault(member, page.error, page.message, line)
        else:
            yield Fault(member, "BadJson", f"line {number} is neither an object nor a text", line)


def _json(text: bytes) -> Any:
    """The value, or the error. What orjson refuses is tried once with the laxer parser (lone surrogates, NaN)."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return ValueError(str(error))


def csv_pages(stream: BinaryIO, reading: Reading, *, tabs: bool = False) -> Members:
    """The pages of a CSV stream with a header row; the member is the row's number, counted from 1 below the header.

    The text is UTF-8, or else GB18030 (what spreadsheet programs in China write); the separator is a comma, or the
    semicolon or tab that the header has instead.
    """
    head = stream.read(1 << 16)
    whole = head.rpartition(b"\n")[0] or head
    encoding = "utf-8-sig"
    try:
        whole.decode()
    except UnicodeDecodeError:
        encoding = "gb18030"
    text = io.TextIOWrapper(io.BufferedReader(_Chain(head, stream), 1 << 16), encoding, "replace", newline="")
    first = head.split(b"\n", 1)[0]
    delimiter = "\t" if tabs else max(",;\t", key=lambda sign: first.count(sign.encode()))
    csv.field_size_limit(reading.largest)
    rows = csv.reader(text, delimiter=delimiter)
    columns = _Columns(reading)
    header: list[str] | None = None
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(str(number + 1), "BadCsv", f"row {number + 1}: {error}")
            number += 1
            continue
        if header is None:
            header = row
        elif row:
            number += 1
            yield columns.page(dict(zip(header, row, strict=False)), str(number))


class _Chain(io.RawIOBase):
    """Bytes already read, then the stream they were read from."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = memoryview(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        size = len(buffer)
        if self._head:
            piece, self._head = bytes(self._head[:size]), self._head[size:]
        else:
            piece = self._stream.read(size)
        buffer[: len(piece)] = piece
        return len(piece)


def parquet_pages(stream: BinaryIO, reading: Reading) -> Members:
    """The pages of a Parquet file, row by row; only the columns needed are read. The member is the row's number.

    Raises `ImportError` without pyarrow (``zhengshu[parquet]``).
    """
    from pyarrow import ArrowException, ArrowInvalid  # noqa: PLC0415 - half a second, and only for Parquet
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    columns = _Columns(reading)
    number = 0
    with seekable(stream) as file:
        try:
            table = ParquetFile(file)
            chosen = columns.choose(table.schema_arrow.names)
            for batch in table.iter_batches(batch_size=64, columns=sorted({name for names in chosen for name in names})):
                for row in _rows(batch.to_pylist()):
                    number += 1
                    yield columns.page(row, str(number))
        except (ArrowException, ArrowInvalid, OSError) as error:
            raise DamagedError(f"the Parquet file is damaged after row {number}: {error}") from error


def _rows(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    yield from rows


@contextlib.contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, where it can seek at little cost; else a copy of it on disk, gone afterwards.

    A file in an archive seeks by reading all again, or says it could and fails.
    """
    if not isinstance(stream, zipfile.ZipExtFile | tarfile.ExFileObject) and stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while piece := stream.read(1 << 20):
            copy.write(piece)
        copy.seek(0)
        yield cast("BinaryIO", copy)
