"""The table of facts: DuckDB for asking, Parquet for handing on; built from records, and only from those that changed.

A document is known by its path and member; it is replaced when the bytes of its record differ, and dropped when its record is
gone. The database is changed in a copy and put in place in one step, so a reader, or a kill, finds the old one or the new one.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from pipeline.facts.aliases import links
from pipeline.facts.rates import rates
from pipeline.facts.read import RUN, Read, files, key_of, read
from pipeline.facts.rows import SCHEMA, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Change = Callable[[dict[str, Any]], dict[str, Any]]

__all__ = ["Built", "TableError", "build", "connect", "default_place"]

_VERSION = 4
"""Of the table; a database of another version is built anew."""
_BATCH = 20_000
_STORAGE: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.0.0"}
"""So that every DuckDB since 1.0 opens the file, and not only one as new as that which wrote it."""
_SETUP = """
create table about (version integer, source varchar);
create table documents (path varchar, member varchar, document varchar, fingerprint varchar, file varchar, figures integer,
    status varchar, reason varchar, primary key (path, member));
create table names (path varchar, member varchar, one varchar, other varchar);
"""


class TableError(RuntimeError):
    """The database is missing, held by another program, or none of ours; says what to do."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: documents by what became of them, and what the table holds now."""

    added: int
    replaced: int
    unchanged: int
    gone: int
    documents: int
    figures: int
    database: Path
    parquet: Path


def default_place(out: Path) -> Path:
    """Where the facts of a folder of records are kept: among the run's own files, which no comparison of records reads."""
    return (out if out.is_dir() else out.parent) / RUN / "facts.duckdb"


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """The database, for reading. Raises `TableError` where it is not there, is held by a writer, or is no database."""
    if not database.is_file():
        raise TableError(f"{database} is not there; build it first: zhengshu facts build OUT")
    try:
        found = duckdb.connect(str(database), read_only=True)
        version = found.execute("select version from about").fetchall()
    except duckdb.Error as error:
        raise TableError(f"{database} cannot be read as facts ({error}); remove it, and build it again") from error
    if version != [(_VERSION,)]:
        raise TableError(f"{database} was built by another version of zhengshu; build it again")
    return found


def _create(database: Path) -> None:
    with closing(duckdb.connect(str(database), config=_STORAGE)) as db:
        db.execute(_SETUP)
        db.execute("insert into about values (?, ?)", [_VERSION, rates().source])
        empty = SCHEMA.empty_table()
        db.register("empty", empty)
        db.execute("create table facts as select * from empty")


def _usable(database: Path) -> bool:
    """Whether a database can be carried on: of this version, and with the rates of today."""
    try:
        with closing(connect(database)) as db:
            return db.execute("select source from about").fetchall() == [(rates().source,)]
    except TableError:
        return False


def build(out: Path, database: Path | None = None, *, anew: bool = False, change: Change | None = None) -> Built:
    """Bring the facts of the records under `out` up to date, in `database` and beside it as Parquet.

    `change` is applied to each record before it is read (corrections of a review). Raises `RecordError`, `OSError` or
    `TableError`; the database is then as it was.
    """
    database = database or default_place(out)
    database.parent.mkdir(parents=True, exist_ok=True)
    part = database.with_name(f".{database.name}.{os.getpid()}.part")
    parquet = database.with_suffix(".parquet")
    try:
        if not anew and database.is_file() and _usable(database):
            shutil.copyfile(database, part)
        else:
            _create(part)
        with closing(duckdb.connect(str(part), config=_STORAGE)) as db:
            counts = _update(db, out, change)
            ((documents, figures),) = db.execute("select count(*), coalesce(sum(figures), 0) from documents").fetchall()
            beside = part.with_suffix(".parquet.part")
            order = "order by path, member, number"
            db.execute(f"copy (from facts {order}) to '{_quoted(beside)}' (format parquet, compression zstd)")
            db.execute("checkpoint")
        part.replace(database)
        beside.replace(parquet)
    except duckdb.Error as error:
        raise TableError(f"{database} could not be written ({error}); nothing was changed") from error
    finally:
        for left in database.parent.glob(f"{part.name.removesuffix('.part')}*"):
            left.unlink(missing_ok=True)
    return Built(**counts, documents=documents, figures=int(figures), database=database, parquet=parquet)


def _quoted(path: Path) -> str:
    """A path inside a literal of SQL: COPY takes no parameter."""
    return str(path).replace("'", "''")


def _update(db: duckdb.DuckDBPyConnection, out: Path, change: Change | None) -> dict[str, int]:
    """Replace what changed, drop what is gone, all in one transaction; how many documents of each."""
    before = {
        (path, member): mark for path, member, mark in db.execute("select path, member, fingerprint from documents").fetchall()
    }
    counts = {"added": 0, "replaced": 0, "unchanged": 0, "gone": 0}
    seen: set[tuple[str, str]] = set()
    held: list[tuple[Read, str]] = []
    figures = 0
    db.execute("begin")
    for file in files(out):
        name = file.relative_to(out).as_posix() if out.is_dir() else file.name
        for one in read(file) if change is None else (_changed(found, change) for found in read(file)):
            key = key_of(one.record)
            if key in seen:
                continue
            seen.add(key)
            if before.get(key) == one.fingerprint:
                counts["unchanged"] += 1
                continue
            counts["replaced" if key in before else "added"] += 1
            held.append((one, name))
            figures += len(one.record["figures"])
            if figures >= _BATCH or len(held) >= _BATCH:
                _store(db, held, before)
                held, figures = [], 0
    _store(db, held, before)
    gone = [key for key in before if key not in seen]
    _drop(db, gone)
    counts["gone"] = len(gone)
    db.execute("commit")
    return counts


def _changed(one: Read, change: Change) -> Read:
    """The record after corrections; its fingerprint tells it from the one before them."""
    import hashlib  # noqa: PLC0415 - for corrected records only

    import orjson  # noqa: PLC0415

    record = change(one.record)
    return one if record is one.record else Read(record, hashlib.sha256(orjson.dumps(record)).hexdigest())


def _drop(db: duckdb.DuckDBPyConnection, keys: Iterable[tuple[str, str]]) -> None:
    pairs = list(keys)
    if not pairs:
        return
    doomed = pa.table({"path": [path for path, _ in pairs], "member": [member for _, member in pairs]})
    db.register("doomed", doomed)
    db.execute("delete from facts using doomed d where facts.path = d.path and coalesce(facts.member, '') = d.member")
    db.execute("delete from names using doomed d where names.path = d.path and names.member = d.member")
    db.execute("delete from documents using doomed d where documents.path = d.path and documents.member = d.member")
    db.unregister("doomed")


def _store(db: duckdb.DuckDBPyConnection, held: list[tuple[Read, str]], before: dict[tuple[str, str], str]) -> None:
    """Put documents and their figures into the tables, in the place of their former selves."""
    if not held:
        return
    _drop(db, (key for one, _ in held if (key := key_of(one.record)) in before))
    found = pa.Table.from_pylist([row for one, _ in held for row in rows(one.record, rates())], schema=SCHEMA)
    db.register("found", found)
    db.execute("insert into facts select * from found")
    db.unregister("found")
    listed = pa.Table.from_pylist(
        [
            {
                "path": one.record["source"]["path"],
                "member": one.record["source"]["member"] or "",
                "document": one.record["id"],
                "fingerprint": one.fingerprint,
                "file": name,
                "figures": len(one.record["figures"]),
                "status": one.record["status"],
                "reason": one.record["reason"],
            }
            for one, name in held
        ]
    )
    listed = listed.cast(
        pa.schema([(field.name, pa.string() if pa.types.is_null(field.type) else field.type) for field in listed.schema])
    )
    db.register("listed", listed)
    db.execute("insert into documents by name select * from listed")
    db.unregister("listed")
    linked = [(*key_of(one.record), *link) for one, _ in held for link in links(one.record)]
    if linked:
        db.executemany("insert into names values (?, ?, ?, ?)", linked)
