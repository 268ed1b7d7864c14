"""What lies under IN: files in a fixed order, and what is passed over, with the reason."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.containers import LeftOut, kind_of, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PARTS", "RUN", "Input", "listed", "part_of", "samples"]

RUN = "_run"
"""The folder of a run's own files, at the top of OUT."""
PARTS = "parts"
"""The folder in it of what is being written."""
_BRIEF = 8
"""Pages of a run that is over before all that a page may need is loaded."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to normalise.

    `name` is relative to IN, with ``/``, as the file system has it (bytes that are not UTF-8 as surrogates); `file` is where
    to open it: a path, a URL, or None for standard input. `kind` is that of the container, None for a document. `edition` tells
    one content of a URL from another by what its store says of it (size, time, ETag); empty where nothing is said.
    """

    name: str
    file: Path | str | None
    kind: str | None
    suffix: str
    size: int
    edition: str = ""
    path: str = field(init=False)
    """The name as text, for records and reports."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", plain_name(self.name))

    @property
    def output(self) -> str:
        """The name of what is written for it, relative to OUT."""
        return f"{self.name}.json" if self.kind is None else f"{self.name}.jsonl"


def part_of(out: Path, source: Input) -> Path:
    """Where the output of a container grows until it is whole."""
    return out / RUN / PARTS / f"{hashlib.sha256(os.fsencode(source.name)).hexdigest()[:16]}.part"


def _input(name: str, file: Path | str | None, size: int, kind: str | None = None) -> Input:
    found, suffix = kind_of(name)
    return Input(name, file, kind or found, suffix, size)


def samples(source: str, kind: str | None) -> int | None:
    """How much is worth loading before the first page, for `pipeline.batch.worker.warm`.

    Nothing for a single page; for so few that a run is over before all is loaded what a page in simplified Chinese needs; else
    all that a page may need (None).
    """
    if "://" in source or source == "-":
        return None
    first = list(islice(listed(source, kind), _BRIEF + 1))
    pages = [one for one in first if isinstance(one, Input)]
    if len(first) > _BRIEF or any(page.kind for page in pages):
        return None
    return min(len(pages), 2) - 1 if pages else 0


def listed(source: str, kind: str | None = None) -> Iterator[Input | LeftOut]:
    """The files under `source` (a folder, a file, a URL that fsspec knows, or ``-``), by name within each folder.

    Hidden files, folders behind links (a loop, or a second door to the same pages) and what is no file are passed over and
    told. `kind` makes every file a container of that kind, whatever its name.
    """
    if source == "-":
        yield Input("stdin", None, kind or "jsonl", "", 0)
    elif "://" in source:
        yield from _remote(source, kind)
    elif (root := Path(source)).is_dir():
        yield from _folder(root, "", kind)
    else:
        yield _input(root.name, root, root.stat().st_size, kind)


def _folder(folder: Path, prefix: str, kind: str | None) -> Iterator[Input | LeftOut]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield LeftOut(plain_name(prefix), f"folder cannot be read: {error.strerror}")
        return
    for entry in entries:
        name = prefix + entry.name
        try:
            status = entry.stat()
        except OSError as error:
            yield LeftOut(plain_name(name), f"cannot be opened: {error.strerror}")
            continue
        folder_too = stat.S_ISDIR(status.st_mode)
        if entry.name.startswith("."):
            yield LeftOut(plain_name(name), "hidden")
        elif name == RUN:
            yield LeftOut(name, "kept for a run's own files")
        elif folder_too and not entry.is_symlink():
            yield from _folder(folder / entry.name, f"{name}/", kind)
        elif stat.S_ISREG(status.st_mode):
            yield _input(name, folder / entry.name, status.st_size, kind)
        else:
            yield LeftOut(plain_name(name), "link to a folder" if folder_too else "not a file")


def _remote(source: str, kind: str | None) -> Iterator[Input | LeftOut]:
    import fsspec  # noqa: PLC0415 - an extra, for remote inputs only

    system, root = fsspec.core.url_to_fs(source)
    found: dict[str, dict[str, object]] = system.find(root, detail=True)
    single = set(found) == {root}
    for place in sorted(found):
        name = place.rpartition("/")[2] if single else place[len(root) :].lstrip("/")
        size = found[place].get("size")
        if any(part.startswith(".") for part in name.split("/")):
            yield LeftOut(name, "hidden")
        else:
            one = _input(name, system.unstrip_protocol(place), size if isinstance(size, int) else 0, kind)
            said = repr(sorted((key, str(value)) for key, value in found[place].items()))
            yield replace(one, edition=hashlib.sha256(said.encode()).hexdigest())
