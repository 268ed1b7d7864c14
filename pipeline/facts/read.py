"""Records as `zhengshu normalize` leaves them in a folder: a file each, JSONL, or shards of JSONL or Parquet."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["RUN", "Read", "RecordError", "files", "key_of", "read"]

RUN = "_run"
"""The folder of a run's own files: no records."""
_SUFFIXES = frozenset({".json", ".jsonl", ".parquet"})


class RecordError(ValueError):
    """A file that holds something else than records; says which, where, and what to do."""


class Read(NamedTuple):
    """A record as JSON has it, and the SHA-256 of the bytes it was read from."""

    record: dict[str, Any]
    fingerprint: str


def key_of(record: dict[str, Any]) -> tuple[str, str]:
    """What a document is known by within a folder of records: its path, and its member, empty outside a container."""
    return record["source"]["path"], record["source"]["member"] or ""


def files(folder: Path) -> list[Path]:
    """The files of records under `folder` (or the one that it is), in the order of their names, the run's own left out."""
    if folder.is_file():
        return [folder]
    found = (file for file in folder.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    plain = (file for file in found if file.relative_to(folder).parts[0] != RUN and not file.name.startswith("."))
    return sorted(plain, key=lambda file: file.relative_to(folder).parts)


def read(file: Path) -> Iterator[Read]:
    """The records of a file. Raises `RecordError` for what is none, `OSError` where it cannot be read."""
    if file.suffix == ".parquet":
        yield from _parquet(file)
    elif file.suffix == ".jsonl":
        with file.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _read(file, line, f"line {number}")
    else:
        yield _read(file, file.read_bytes(), "the file")


def _read(file: Path, content: bytes, place: str) -> Read:
    try:
        record = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise RecordError(f"{file}: {place} is no JSON ({error}); normalise its page again") from error
    return _checked(file, record, place, content)


def _checked(file: Path, record: Any, place: str, content: bytes) -> Read:
    if not isinstance(record, dict) or not {"id", "source", "figures", "text", "blocks"} <= record.keys():
        raise RecordError(f"{file}: {place} is no record; name the folder that zhengshu normalize wrote")
    return Read(record, hashlib.sha256(content).hexdigest())


def _parquet(file: Path) -> Iterator[Read]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    with pq.ParquetFile(file) as table:
        number = 0
        for batch in table.iter_batches(batch_size=256):
            for record in batch.to_pylist():
                number += 1
                yield _checked(file, record, f"row {number}", orjson.dumps(record))
