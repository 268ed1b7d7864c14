"""The manifest of OUT: what was made from which bytes, under which options and rules; so that a run can take up another's work.

SQLite, in ``OUT/_run/manifest.sqlite``. It may be behind the files, never before them: what it does not know is made again,
to the same bytes.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from pipeline.batch.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Made", "Manifest", "Marker", "unwritable"]

_VERSION = 2
_TABLES = """
create table if not exists made (name blob primary key, source text, content text, key text, output text, tally text, run int);
create table if not exists marker (name blob primary key, content text, key text, members int, size int, tally text);
create table if not exists quarantine (entry text primary key, name blob, member text, error text);
create table if not exists signature (name blob, member text, signature blob, length int, primary key (name, member));
create index if not exists made_source on made (source, run);
create index if not exists quarantine_name on quarantine (name);
"""


class Made(NamedTuple):
    """What was made of an input: SHA-256 of its bytes, the key of the run, SHA-256 of the output (empty: no output)."""

    content: str
    key: str
    output: str
    tally: Tally


class Marker(NamedTuple):
    """How far a container was read: members handed out, and bytes of the output that belong to them."""

    content: str
    key: str
    members: int
    size: int
    tally: Tally


def unwritable(error: sqlite3.OperationalError) -> OSError:
    """What the system says where the manifest cannot be written: a full disk by its own name, whichever write met it first."""
    number = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
    reason = os.strerror(number) if number == errno.ENOSPC else str(error)
    return OSError(number, f"the manifest cannot be written: {reason}")


class Manifest:
    """The database. Changes become lasting with `commit`."""

    def __init__(self, file: Path) -> None:
        try:
            self._db = self._open(file)
        except sqlite3.OperationalError:  # no room, no right: nothing is wrong with the file
            raise
        except sqlite3.DatabaseError:  # broken by a disk, not by a kill: begin anew, all of it can be made again
            file.replace(file.with_suffix(".broken"))
            self._db = self._open(file)

        (last,) = self._db.execute("select max(run) from made").fetchone()
        self._run = (last or 0) + 1
        # Most runs have none of these; a statement less for each document is worth knowing it.
        self._known, self._marked, self._quarantined, self._signed = (
            bool(self._db.execute(f"select exists (select 1 from {table})").fetchone()[0])  # noqa: S608 - our own four names
            for table in ("made", "marker", "quarantine", "signature")
        )

    def _open(self, file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, isolation_level="IMMEDIATE")
        db.execute("pragma journal_mode = truncate")
        (version,) = db.execute("pragma user_version").fetchone()
        if version not in {0, _VERSION}:
            for table in ("made", "marker", "quarantine", "signature"):
                db.execute(f"drop table if exists {table}")
        db.executescript(_TABLES)
        db.execute(f"pragma user_version = {_VERSION}")
        db.commit()
        return db

    def made(self, name: str) -> Made | None:
        """What was made of an input, by a run before."""
        if not self._known:
            return None
        row = self._db.execute("select content, key, output, tally from made where name = ?", (os.fsencode(name),)).fetchone()
        return None if row is None else Made(row[0], row[1], row[2], Tally.of(json.loads(row[3])))

    def keep(self, name: str, source: str, made: Made) -> None:
        """An input, found under `source`, is done."""
        row = (os.fsencode(name), source, made.content, made.key, made.output, json.dumps(made.tally.plain()), self._run)
        self._db.execute("insert or replace into made values (?, ?, ?, ?, ?, ?, ?)", row)
        if self._marked:
            self._db.execute("delete from marker where name = ?", row[:1])

    def adopt(self, name: str, source: str) -> None:
        """An input that is done was met again, under `source`."""
        self._db.execute("update made set source = ?, run = ? where name = ?", (source, self._run, os.fsencode(name)))

    def marker(self, name: str) -> Marker | None:
        """How far a container was read, if a run was stopped within it."""
        query = "select content, key, members, size, tally from marker where name = ?"
        row = self._db.execute(query, (os.fsencode(name),)).fetchone()
        return None if row is None else Marker(row[0], row[1], row[2], row[3], Tally.of(json.loads(row[4])))

    def mark(self, name: str, marker: Marker) -> None:
        """A container is done so far."""
        row = (os.fsencode(name), *marker[:4], json.dumps(marker.tally.plain()))
        self._db.execute("insert or replace into marker values (?, ?, ?, ?, ?, ?)", row)
        self._marked = True

    def gone(self, source: str) -> list[str]:
        """The inputs that were found under `source` by an earlier run and not by this one, in order."""
        query = "select name from made where source = ? and run < ? order by name"
        return [os.fsdecode(name) for (name,) in self._db.execute(query, (source, self._run))]

    def forget(self, name: str) -> None:
        """An input is no more."""
        for table in ("made", "marker", "signature"):
            self._db.execute(f"delete from {table} where name = ?", (os.fsencode(name),))  # noqa: S608 - our own three names

    def quarantined(self, entry: str, name: str, member: str | None, error: str) -> None:
        """A document lies in quarantine under `entry`."""
        self._db.execute("insert or replace into quarantine values (?, ?, ?, ?)", (entry, os.fsencode(name), member, error))
        self._quarantined = True

    def release(self, name: str) -> list[str]:
        """No document of an input lies in quarantine any more; the entries that did."""
        if not self._quarantined:
            return []
        rows = self._db.execute("select entry from quarantine where name = ?", (os.fsencode(name),)).fetchall()
        if rows:
            self._db.execute("delete from quarantine where name = ?", (os.fsencode(name),))
        return [entry for (entry,) in rows]

    def sign(self, name: str, member: str | None, signature: bytes, length: int) -> None:
        """The signature of a document's text."""
        row = (os.fsencode(name), member or "", signature, length)
        self._db.execute("insert or replace into signature values (?, ?, ?, ?)", row)
        self._signed = True

    def unsign(self, name: str) -> None:
        """Drop the signatures of an input that is made anew."""
        if self._signed:
            self._db.execute("delete from signature where name = ?", (os.fsencode(name),))

    def signatures(self) -> Iterator[tuple[str, str | None, bytes, int]]:
        """The signatures of all inputs that this run met, in the order of names."""
        query = "select signature.* from signature join made using (name) where run = ? order by name, member"
        for name, member, signature, length in self._db.execute(query, (self._run,)):
            yield os.fsdecode(name), member or None, signature, length

    def commit(self) -> None:
        """Make the changes lasting."""
        self._db.commit()

    def close(self) -> None:
        """Leave out what was not committed."""
        self._db.rollback()
        self._db.close()
