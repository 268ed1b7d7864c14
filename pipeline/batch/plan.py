"""The order of a run: every input, every member of a container, as jobs for the crew."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from pipeline.batch.crew import Job, Wait
from pipeline.batch.files import digest_of, digest_steps
from pipeline.batch.inputs import Input, listed, part_of
from pipeline.batch.reader import END, STILL, Opening
from pipeline.batch.tasks import Failure, Task
from pipeline.containers import Fault, LeftOut, Page, TooLargeError, read_bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.batch.crew import Workforce
    from pipeline.batch.forkserver import Child
    from pipeline.batch.manifest import Made, Manifest, Marker
    from pipeline.batch.options import Options
    from pipeline.containers import Member

__all__ = ["Begin", "Broken", "End", "Passed", "Piece", "Plan", "Single", "Tag", "Unchanged"]


@dataclass(frozen=True, slots=True)
class Passed:
    """Something under IN that is no input."""

    left: LeftOut


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An input that was done before, from the same bytes under the same rules and options."""

    source: Input
    made: Made


@dataclass(frozen=True, slots=True)
class Single:
    """A document that is a file."""

    source: Input
    content: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that could not be read."""

    source: Input
    failure: Failure


@dataclass(frozen=True, slots=True)
class Begin:
    """A container's first job; with a marker, the reading goes on where a run before was stopped."""

    source: Input
    content: str
    marker: Marker | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of a container; `place` is how far into the file the reading was."""

    source: Input
    member: Member
    place: int


@dataclass(frozen=True, slots=True)
class End:
    """A container's last job."""

    source: Input
    content: str


Tag = Passed | Unchanged | Single | Broken | Begin | Piece | End


class _SilentError(Exception):
    """A reader has handed out nothing for longer than a document may take."""


class Plan:
    """Walks the inputs. Where it must wait, for a reader or a long checksum, it says so and is asked again."""

    def __init__(self, options: Options, manifest: Manifest) -> None:
        self._options, self._manifest = options, manifest
        self._key_of = cache(options.key_of)
        self._signed = options.duplicates or options.dedup

    def jobs(self, crew: Workforce[Tag]) -> Iterator[Job[Tag] | Wait]:
        """All jobs of the run, in order."""
        for item in listed(self._options.source, self._options.kind):
            if isinstance(item, LeftOut):
                yield Job(Passed(item), None)
                continue
            try:
                if item.kind is None:
                    yield self._single(item)
                else:
                    yield from self._container(item, crew)
            except OSError as error:
                yield Job(
                    Broken(item, Failure(stage="open", error=type(error).__name__, message=error.strerror or str(error))), None
                )

    def _done(self, source: Input, content: str) -> Made | None:
        """What was made of an input, where nothing has to be done again."""
        made = self._manifest.made(source.name)
        if made is None or made.content != content or made.key != self._key_of(source.path):
            return None
        if self._options.retry_failed and made.tally.quarantined:
            return None
        return made if digest_of(self._options.records / source.output) == made.output else None

    def _partly(self, source: Input, marker: Marker) -> bool:
        """Whether the output that a marker speaks of is there."""
        part = part_of(self._options.out, source)
        return part.exists() and part.stat().st_size >= marker.size

    def _single(self, source: Input) -> Job[Tag]:
        largest = self._options.limits.largest
        if source.size > largest:
            message = f"the file has {source.size:,} bytes, over the bound of {largest:,}; raise --max-document to read it"
            return Job(Broken(source, Failure(stage="open", error="TooLargeError", message=message)), None)
        try:
            with _opened(source) as stream:
                raw = read_bounded(stream, largest)
        except TooLargeError as error:  # it grew since it was listed
            return Job(Broken(source, Failure(stage="open", error="TooLargeError", message=str(error))), None)
        content = hashlib.sha256(raw).hexdigest()
        made = self._done(source, content)
        if made is not None:
            return Job(Unchanged(source, made), None)
        return Job(Single(source, content), self._task(source, raw))

    def _task(self, source: Input, raw: bytes, page: Page | None = None) -> Task:
        options = self._options
        corrections = options.corrections
        about = corrections.of(source.path, None if page is None else page.member) if corrections is not None else ()
        if page is None:
            return Task(
                raw=raw,
                path=source.path,
                suffix=source.suffix,
                market=options.market,
                published=options.published,
                signature=self._signed,
                corrections=about,
                learn=options.learn,
            )
        return Task(
            raw=raw,
            path=source.path,
            member=page.member,
            url=page.url,
            declared=page.declared,
            market=options.market,
            published=page.published or options.published,
            line=True,
            signature=self._signed,
            corrections=about,
            learn=options.learn,
        )

    def _container(self, source: Input, crew: Workforce[Tag]) -> Iterator[Job[Tag] | Wait]:
        content = source.edition
        if isinstance(source.file, Path):
            for step in digest_steps(source.file):
                if step is None:
                    yield Wait()
                else:
                    content = step
        if content:
            made = self._done(source, content)
            if made is not None:
                yield Job(Unchanged(source, made), None)
                return
        marker = self._manifest.marker(source.name)
        if marker is not None and not (
            content and marker[:2] == (content, self._key_of(source.path)) and self._partly(source, marker)
        ):
            marker = None
        yield Job(Begin(source, content, marker), None)
        for found in self._members(source, marker.members if marker is not None else 0, crew):
            if isinstance(found, Wait):
                yield found
                continue
            member, place = found
            task = self._task(source, member.raw, member) if isinstance(member, Page) else None
            yield Job(Piece(source, member, place), task)
        yield Job(End(source, content), None)

    def _members(self, source: Input, skip: int, crew: Workforce[Tag]) -> Iterator[tuple[Member, int] | Wait]:
        """What a container holds after the first `skip` members.

        A reader that dies or falls silent is followed by another, from where it was, which hands out each member at once.
        Where that one dies before it hands out anything, or falls silent, the reading ends with a fault.
        """
        file = os.fsencode(source.file) if isinstance(source.file, Path) else source.file
        opening = Opening(file=file, kind=source.kind or "", suffix=source.suffix, reading=self._options.reading)
        handed, before, singly = skip, -1, file is None
        while True:
            child = crew.fork(replace(opening, skip=handed, singly=singly))
            try:
                for found in self._read(child):
                    handed += not isinstance(found, Wait)
                    yield found
            except (EOFError, ConnectionError):
                if handed == before or file is None:
                    yield Fault(None, "Crash", f"the process reading the container {crew.ending(child)}"), 0
                    return
                before, singly = handed, True
            except _SilentError:
                if singly:
                    yield Fault(None, "DeadlineError", f"the container gave nothing for {self._options.limits.deadline:g} s"), 0
                    return
                singly = True
            else:
                return
            finally:
                child.kill()
                child.close()

    def _read(self, child: Child) -> Iterator[tuple[Member, int] | Wait]:
        """What a reader hands out. Raises `EOFError` or `ConnectionError` where it died, `_SilentError` where it hangs."""
        deadline = self._options.limits.deadline
        since: float | None = None
        while True:
            if not child.connection.poll():
                since = since or monotonic()
                if monotonic() - since > deadline:
                    raise _SilentError
                yield Wait(child.connection)
                continue
            since = None
            message = child.connection.recv_bytes()
            if message == END:
                return
            if message != STILL:
                yield from pickle.loads(message)  # noqa: S301 - from our own reader


def _opened(source: Input) -> BinaryIO:
    if isinstance(source.file, Path):
        return source.file.open("rb")
    import fsspec  # noqa: PLC0415 - an extra, for remote inputs only

    return io.BufferedReader(fsspec.open(source.file, "rb").open())  # its own files read no line of bounded length
