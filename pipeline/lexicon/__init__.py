"""Words are data: everything of a human language that zhengshu knows, read from ``pipeline/data`` into frozen tables.

One module here for each kind of table (numbers, units, periods, …), each with one cached loader. Faulty data fails at
load, naming file, key and reason. The stages get tables as arguments and never open a file.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from pipeline.lexicon.extensions import extensions

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["DATA", "DataError", "packs", "read_toml", "read_tsv"]

DATA: Traversable = Path(__file__).parent.parent / "data"


class DataError(ValueError):
    """A data file says something that cannot be: names the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file if ':' in file else f'pipeline/data/{file}'}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


def read_toml(name: str) -> dict[str, Any]:
    """The tables of ``pipeline/data/<name>``, as TOML has them: parsed once, to be looked at and not to be changed.

    A name of the form ``package:file.toml`` is a file of another installed package (see `packs`).

    The parser is tomli, which is the standard library's `tomllib`, compiled: quicker at a start.

    >>> read_toml("no-such.toml")
    Traceback (most recent call last):
    pipeline.lexicon.DataError: pipeline/data/no-such.toml: file: is missing
    """
    package, colon, rest = name.partition(":")
    folder, rest = (_files(package), rest) if colon else (DATA, name)
    try:
        return _parsed(name, (folder / rest).read_text("utf-8"))
    except FileNotFoundError:
        raise DataError(name, "file", "is missing") from None


def _files(package: str) -> Traversable:
    """The folder of an installed package."""
    from importlib import resources  # noqa: PLC0415 - slow to load, and few have such packages

    return resources.files(package)


@functools.cache
def packs(kind: str) -> tuple[str, ...]:
    """Names, as `read_toml` takes them, of the TOML files that installed packages add to a folder of our own data.

    A package adds to ``data/<kind>`` by an entry point in the group ``zhengshu.<kind>`` that names the package whose folder
    holds the files. Such a name is ``package:file.toml``. Sorted, so that the order of installation plays no part.
    """
    found = set()
    for point in extensions(kind):
        try:
            entries = list(_files(point.value).iterdir())
        except (ModuleNotFoundError, NotADirectoryError) as error:
            raise DataError(f"{point.value}:", f"entry point {point.name!r}", f"names no package of files: {error}") from error
        found |= {f"{point.value}:{entry.name}" for entry in entries if entry.name.endswith(".toml")}
    return tuple(sorted(found))


@functools.cache
def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise DataError(name, "syntax", str(error)) from error


def read_tsv(name: str, columns: int) -> list[list[str]]:
    """The rows of ``pipeline/data/<name>``: tab-separated, ``#`` opens a comment line, blank lines are skipped."""
    rows = []
    for number, line in enumerate((DATA / name).read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != columns:
            raise DataError(name, f"line {number}", f"has {len(row)} columns, not {columns}")
        rows.append(row)
    return rows
