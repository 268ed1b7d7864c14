"""A golden folder brought up to date after review: what differs is copied, with the reviewer's corrections laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from pipeline.batch.files import write_whole
from pipeline.corrections import CorrectionError
from pipeline.facts.read import files, read

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from pipeline.corrections import Corrections

__all__ = ["Accepted", "accept"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance did, as names below the golden folder: written, the same as before, gone from NEW."""

    written: tuple[str, ...]
    unchanged: int
    gone: tuple[str, ...]
    removed: bool


def accept(
    new: Path, golden: Path, *, only: Collection[str] = (), corrections: Corrections | None = None, prune: bool = False
) -> Accepted:
    """Make `golden` say what the records under `new` say; only files that differ are written, each in one step.

    `only` are paths of pages (``a/b.html``) to accept, all of them where it is empty; with `prune`, what `new` no longer has is
    removed. Raises `RecordError` or `CorrectionError` before anything is written for the file at fault.
    """
    written, unchanged, kept = [], 0, set()
    for file in files(new):
        name = file.relative_to(new).as_posix() if new.is_dir() else file.name
        kept.add(name)
        if only and name.rpartition(".")[0] not in only:
            continue
        content = _content(file, corrections)
        target = golden / name
        if target.is_file() and target.read_bytes() == content:
            unchanged += 1
            continue
        write_whole(target, content)
        written.append(name)
    old = {file.relative_to(golden).as_posix() for file in files(golden)} if golden.is_dir() else set()
    gone = tuple(sorted(name for name in old - kept if not only or name.rpartition(".")[0] in only))
    if prune:
        for name in gone:
            (golden / name).unlink()
    return Accepted(tuple(written), unchanged, gone, prune)


def _content(file: Path, corrections: Corrections | None) -> bytes:
    """The bytes of a file of records after corrections; as they are where none is about it."""
    plain = file.read_bytes()
    if corrections is None:
        return plain
    before = [record for record, _ in read(file)]
    after = [corrections.apply(record) for record in before]
    if all(one is other for one, other in zip(before, after, strict=True)):
        return plain
    if file.suffix == ".parquet":
        raise CorrectionError(f"{file}: corrections can be laid over JSON only; normalise with --format json or jsonl")
    if file.suffix == ".json":
        return orjson.dumps(after[0], option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    return b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in after)
