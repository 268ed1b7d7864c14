"""Containers of pages: what a file holds, streamed, one page at a time.

A container is known by its name: ``.jsonl``, ``.ndjson``, ``.csv``, ``.tsv``, ``.parquet``, ``.warc``, ``.wet``, ``.zip``,
``.tar``, any of them with ``.gz``, ``.zst``, ``.bz2`` or ``.xz`` behind. Any other file is one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from pipeline.containers.members import Fault, LeftOut, Member, Page, Reading, plain_name
from pipeline.containers.streams import COMPRESSIONS, DamagedError, TooLargeError, inner_name, read_bounded, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.containers.archives import Entry

__all__ = [
    "COMPRESSIONS",
    "KINDS",
    "DamagedError",
    "Fault",
    "LeftOut",
    "Member",
    "Page",
    "Reading",
    "TooLargeError",
    "inner_name",
    "kind_of",
    "pages",
    "plain_name",
    "read_bounded",
    "unpacked",
]

KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".zip": "zip",
    ".tar": "tar",
}
"""Suffix → kind of container."""

_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}


def kind_of(name: str) -> tuple[str | None, str]:
    """The kind of container that a name promises (None for a document), and the suffix of its compression.

    >>> kind_of("dump.warc.gz"), kind_of("a.html"), kind_of("b.html.zst"), kind_of("c.tgz")
    (('warc', '.gz'), (None, ''), (None, '.zst'), ('tar', '.gz'))
    """
    for short, long in _SHORT.items():
        if name.lower().endswith(short):
            name = name[: -len(short)] + long
    inner, suffix = inner_name(name)
    stem, dot, ending = inner.rpartition(".")
    return (KINDS.get((dot + ending).lower()) if stem else None), suffix


def pages(stream: BinaryIO, kind: str, reading: Reading) -> Iterator[Member]:
    """What a container holds, in its order: pages, faults, and what is left out. Memory does not grow with its size.

    `stream` is already unpacked. Damage that ends the reading is the last `Fault`, with no member; all pages before it
    are good.

    >>> import io
    >>> [page.member for page in pages(io.BytesIO(b'{"text": "a"}'), "jsonl", Reading())]
    ['1']
    """
    try:
        yield from _members(stream, kind, reading)
    except (DamagedError, TooLargeError) as error:
        yield Fault(None, type(error).__name__, str(error))


def _members(stream: BinaryIO, kind: str, reading: Reading) -> Iterator[Member]:
    # Each format is imported when met: a run over a folder of pages waits for none of them.
    if kind == "warc":
        from pipeline.containers.warc import warc_pages  # noqa: PLC0415

        return warc_pages(stream, reading)
    if kind in {"zip", "tar"}:
        from pipeline.containers.archives import tar_entries, zip_entries  # noqa: PLC0415

        return _archived(zip_entries(stream) if kind == "zip" else tar_entries(stream), reading)
    from pipeline.containers.tables import csv_pages, jsonl_pages, parquet_pages  # noqa: PLC0415

    if kind == "jsonl":
        return jsonl_pages(stream, reading)
    if kind == "parquet":
        return parquet_pages(stream, reading)
    return csv_pages(stream, reading, tabs=kind == "tsv")


def _archived(entries: Iterator[Entry | LeftOut | DamagedError], reading: Reading) -> Iterator[Member]:
    """The pages of an archive's files, with those of containers among them."""
    for entry in entries:
        if isinstance(entry, LeftOut):
            yield entry
        elif isinstance(entry, DamagedError):
            yield Fault(str(entry).partition(":")[0], "DamagedError", str(entry))
        else:
            yield from _entry(entry, reading)


def _entry(entry: Entry, reading: Reading) -> Iterator[Member]:
    name = entry.name
    if any(part.startswith("__MACOSX") or (part[:1] == "." and part[1:2] not in {"", "."}) for part in name.split("/")):
        yield LeftOut(name, "hidden file")
        return
    kind, suffix = kind_of(name)
    stream = unpacked(entry.stream, suffix)
    if kind is None:
        yield _document(name, stream, reading)
    elif reading.depth <= 1:
        yield Fault(name, "TooDeep", "containers within containers, deeper than is read")
    else:
        inner = Reading(body=reading.body, url=reading.url, date=reading.date, largest=reading.largest, depth=reading.depth - 1)
        for member in pages(stream, kind, inner):
            place = name if member.member is None else f"{name}/{member.member}"
            if isinstance(member, Page):
                yield Page(place, member.raw, member.url, member.declared, member.published)
            elif isinstance(member, Fault):
                yield Fault(place, member.error, member.message, member.raw)
            else:
                yield LeftOut(place, member.reason)


def _document(name: str, stream: BinaryIO, reading: Reading) -> Member:
    import tarfile  # noqa: PLC0415 - only its error is needed
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    try:
        return Page(name, read_bounded(stream, reading.largest))
    except (
        DamagedError,
        TooLargeError,
        zlib.error,
        EOFError,
        zipfile.BadZipFile,
        tarfile.ReadError,
        OSError,
        RuntimeError,
    ) as error:
        return Fault(name, type(error).__name__, str(error))
