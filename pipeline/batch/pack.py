"""Shards: the records of a run in a few large files, JSONL or Parquet, made once all are there.

A record's shard is told by a checksum of its place in IN, so it does not move when other pages come and go; within a shard
the order is that of IN. The files get their names when all are whole.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import typing
from types import UnionType
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from pipeline.batch.inputs import PARTS, RUN, Input, listed
from pipeline.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.batch.options import Options

__all__ = ["pack", "schema_of"]

_ROWS = 256


def pack(options: Options, dropped: frozenset[tuple[str, str | None]] = frozenset()) -> list[Path]:
    """Write the shards of a finished run, without the records of `dropped` (path, member); the files."""
    ending = options.shape
    targets = [options.out / f"records-{number:05}-of-{options.shards:05}.{ending}" for number in range(options.shards)]
    parts = [options.out / RUN / PARTS / f"{target.name}.part" for target in targets]
    parts[0].parent.mkdir(parents=True, exist_ok=True)
    make = _Parquet if options.shape == "parquet" else _Lines
    writers = [make(part) for part in parts]
    for line in _lines(options):
        source = orjson.loads(line)["source"]
        place = (source["path"], source["member"])
        if place not in dropped:
            writers[_shard(place, options.shards)].write(line)
    for writer in writers:
        writer.close()
    for part, target in zip(parts, targets, strict=True):
        part.replace(target)
    for old in [*options.out.glob("records-*-of-*.jsonl"), *options.out.glob("records-*-of-*.parquet")]:
        if old not in targets:
            old.unlink()
    return targets


def _shard(place: tuple[str, str | None], shards: int) -> int:
    digest = hashlib.sha256("\0".join((place[0], place[1] or "")).encode()).digest()
    return int.from_bytes(digest[:8], "big") % shards


def _lines(options: Options) -> Iterator[bytes]:
    """Every record of the run as a line, in the order of IN."""
    for item in listed(options.source, options.kind):
        if not isinstance(item, Input):
            continue
        file = options.records / item.output
        if not file.exists():
            continue
        if item.kind is None:
            yield orjson.dumps(orjson.loads(file.read_bytes()), option=orjson.OPT_APPEND_NEWLINE)
        else:
            with file.open("rb") as stream:
                yield from stream


class _Lines:
    """A JSONL shard."""

    def __init__(self, part: Path) -> None:
        self._file: BinaryIO = part.open("wb")

    def write(self, line: bytes) -> None:
        self._file.write(line)

    def close(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


class _Parquet:
    """A Parquet shard: the record's own structure, a few hundred rows a group."""

    def __init__(self, part: Path) -> None:
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - an extra, and slow to load

        self._schema = schema_of(Record)
        self._file = part.open("wb")
        self._writer = ParquetWriter(self._file, self._schema, compression="zstd")
        self._rows: list[Any] = []

    def write(self, line: bytes) -> None:
        self._rows.append(orjson.loads(line))
        if len(self._rows) == _ROWS:
            self._flush()

    def _flush(self) -> None:
        from pyarrow import Table  # noqa: PLC0415 - an extra, and slow to load

        self._writer.write_table(Table.from_pylist(self._rows, self._schema))
        self._rows.clear()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


def schema_of(kind: type) -> Any:
    """The Arrow schema of a dataclass, by its annotations: what a record has, its Parquet file has."""
    from pyarrow import schema  # noqa: PLC0415 - an extra, and slow to load

    return schema(_columns(kind))


def _columns(kind: type) -> list[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    return [(column.name, _arrow(hints[column.name])) for column in dataclasses.fields(kind)]


def _arrow(hint: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to load

    plain = {str: pa.string(), int: pa.int64(), bool: pa.bool_()}
    if hint in plain:
        return plain[hint]
    parts = typing.get_args(hint)
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        (inner,) = (part for part in parts if part is not type(None))
        return _arrow(inner)
    if typing.get_origin(hint) is tuple:
        return pa.list_(_arrow(parts[0]))
    return pa.struct(_columns(hint))
