"""A run: the plan's jobs through the crew, outcomes to their places, until all is done or it is stopped.

What is written first and what after, so that a kill at any moment loses nothing: a record's file, then its row in the
manifest; a container's lines, forced to disk, then its marker; the whole container at its name, then its row.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import asdict
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from pipeline.batch.crew import Crew
from pipeline.batch.files import Lock, write_whole
from pipeline.batch.fingerprint import fingerprint
from pipeline.batch.inputs import RUN, samples
from pipeline.batch.manifest import Made, Manifest, Marker, unwritable
from pipeline.batch.part import Part
from pipeline.batch.places import removed, unplaced
from pipeline.batch.plan import Begin, Broken, End, Passed, Piece, Plan, Single, Tag, Unchanged
from pipeline.batch.quarantine import Quarantine
from pipeline.batch.report import Report, detailed, dumped
from pipeline.batch.stop import StopError, stoppable
from pipeline.batch.tally import Tally
from pipeline.batch.tasks import Answer, Failure
from pipeline.batch.unmet import Unmet
from pipeline.batch.waiting import Waiting
from pipeline.containers import Fault, LeftOut, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.batch.crew import Job, Workforce
    from pipeline.batch.inputs import Input
    from pipeline.batch.options import Options
    from pipeline.batch.tasks import Outcome
    from pipeline.batch.watcher import Watcher
    from pipeline.zygote import Zygote

__all__ = ["local", "run"]

_COMMIT_AFTER = 1.0
_PASSED_LISTED = 100
_PATIENT = 10.0
"""Seconds: under a shorter deadline no worker loads anything while it is at a page."""


class _Run:
    """The state of a run; `take` is told of every job in order."""

    def __init__(self, options: Options, manifest: Manifest, watcher: Watcher | None) -> None:
        self.options, self.manifest, self.watcher = options, manifest, watcher
        self.report = Report(options)
        self._quarantine = Quarantine(options.out / RUN / "quarantine", options.limits)
        self._key_of = cache(options.key_of)
        self._unmet = Unmet(options.corrections)
        local = "://" not in options.source and options.source != "-"
        self._root = plain_name(str(Path(options.source).resolve()) if local else options.source)
        self._part: Part | None = None
        self.waiting = Waiting(options, self._single)
        self._committed = monotonic()

    def take(self, job: Job[Tag]) -> None:
        """Put an outcome in its place."""
        match job.tag:
            case Passed(left):
                self.report.total.left_out[left.reason] += 1
                if len(self.report.passed) < _PASSED_LISTED:
                    self.report.passed.append({"path": left.member, "reason": left.reason})
            case Unchanged(source, made):
                self.report.unchanged += made.tally.documents
                self.report.total.add(made.tally)
                self.manifest.adopt(source.name, self._root)
                self._unmet.file(source.path)
                self._input_done(source)
            case Single() as done:
                assert job.outcome is not None
                self.waiting.put(done, None if job.task is None else job.task.raw, job.outcome)
            case Broken(failure=failure) as done:
                self.waiting.put(done, None, failure)
            case Begin(source, content, marker):
                self.waiting.settle()  # what is told of a run is told in its order
                if marker is None:
                    self._release(source)
                else:
                    self._unmet.file(source.path)
                self._part = Part(self.options.out, source, content, marker)
            case Piece() as piece:
                self._piece(piece, job.outcome)
            case End(source, content):
                self._end(source, content)
        if monotonic() - self._committed > _COMMIT_AFTER:
            self.commit()

    def commit(self) -> None:
        """Make what was done so far lasting."""
        part = self._part
        if part is not None:
            part.settle()
            self.manifest.mark(
                part.source.name, Marker(part.content, self._key_of(part.source.path), part.members, part.size, part.tally)
            )
        self.manifest.commit()
        self._committed = monotonic()

    def close(self) -> None:
        """Let go of what is being written: of a part its marker says how much of it counts."""
        self.waiting.close()
        if self._part is not None:
            self._part.close()

    def _release(self, source: Input) -> None:
        for entry in self.manifest.release(source.name):
            self._quarantine.drop(entry)
        self.manifest.unsign(source.name)

    def _input_done(self, source: Input) -> None:
        if self.watcher is not None:
            self.watcher.input(source.path, source.size)

    def _tell(self, source: Input, member: str | None, outcome: Outcome, place: int) -> None:
        self.report.timed(source.path, member, outcome.seconds)
        self._unmet.page(source.path, member)
        if isinstance(outcome, Answer):
            for missed in outcome.missed:
                self.report.missed(source.path, member, missed)
        if self.watcher is not None:
            if isinstance(outcome, Answer):
                self.watcher.document(source.path, member, outcome.status, outcome.reason or f"{outcome.figures} figures", place)
            else:
                self.watcher.document(source.path, member, "quarantined", f"{outcome.error} in {outcome.stage}", place)

    def _put(self, source: Input, member: str | None, raw: bytes | None, failure: Failure) -> None:
        entry = self._quarantine.put(source, member, raw, failure)
        self.manifest.quarantined(entry, source.name, member, failure.error)
        self.report.failed(source.path, member, entry, failure)

    def _single(self, done: Single | Broken, raw: bytes | None, outcome: Outcome) -> None:
        source, content = done.source, done.content if isinstance(done, Single) else ""
        self._release(source)
        tally, digest = Tally(), ""
        if isinstance(outcome, Answer):
            digest = hashlib.sha256(outcome.content).hexdigest()
            tally.answer(outcome)
            if outcome.signature is not None:
                self.manifest.sign(source.name, None, outcome.signature, outcome.length)
        else:
            removed(self.options.records / source.output)  # what was made of the file before says nothing of it now
            self._put(source, None, raw, outcome)
            tally.quarantined[outcome.error] += 1
        self.manifest.keep(source.name, self._root, Made(content, self._key_of(source.path), digest, tally))
        self.report.total.add(tally)
        self.report.fresh.add(tally)
        self._tell(source, None, outcome, 0)
        self._input_done(source)

    def _piece(self, piece: Piece, outcome: Outcome | None) -> None:
        part, source, member = self._part, piece.source, piece.member
        assert part is not None
        tallies = (part.tally, self.report.fresh)
        if isinstance(member, LeftOut):
            for tally in tallies:
                tally.left_out[member.reason] += 1
        elif isinstance(outcome, Answer):
            part.write(outcome.content)
            for tally in tallies:
                tally.answer(outcome)
            if outcome.signature is not None:
                self.manifest.sign(source.name, member.member, outcome.signature, outcome.length)
        else:
            if isinstance(member, Fault):
                outcome = Failure(stage="container", error=member.error, message=member.message)
            assert outcome is not None
            self._put(source, member.member, member.raw or None if isinstance(member, Fault) else member.raw, outcome)
            for tally in tallies:
                tally.quarantined[outcome.error] += 1
        part.members += 1
        if outcome is not None:
            self._tell(source, member.member, outcome, piece.place)

    def _end(self, source: Input, content: str) -> None:
        part = self._part
        assert part is not None
        self._part, digest = None, ""
        try:
            digest = part.finish(self.options.records / source.output)
        except OSError as error:
            self._put(source, None, None, unplaced(error, {}))
            part.tally.quarantined["OSError"] += 1
        self.manifest.keep(source.name, self._root, Made(content, self._key_of(source.path), digest, part.tally))
        self.report.total.add(part.tally)
        self._input_done(source)

    def settle_deleted(self) -> None:
        """Tell which inputs of earlier runs are gone; with ``--prune`` their records go, too."""
        for name in self.manifest.gone(self._root):
            self.report.deleted.append(plain_name(name))
            if self.options.prune:
                for output in (f"{name}.json", f"{name}.jsonl"):
                    (self.options.records / output).unlink(missing_ok=True)
                for entry in self.manifest.release(name):
                    self._quarantine.drop(entry)
                self.manifest.forget(name)

    def settle_corrections(self) -> None:
        """Tell which corrections are about no page of this run."""
        for path, member, missed in self._unmet.left():
            self.report.missed(path, member, missed)
            for tally in (self.report.total, self.report.fresh):
                tally.corrections["missed"] += 1

    def group(self) -> frozenset[tuple[str, str | None]]:
        """Group the near-duplicates, tell of them, and give the places of all but the fullest."""
        from pipeline.duplicates import groups  # noqa: PLC0415 - an extra, and slow to load

        signed = ((plain_name(n), m, s, length) for n, m, s, length in self.manifest.signatures())
        found = groups(signed)
        lines = b"".join(json.dumps(asdict(group), ensure_ascii=False).encode() + b"\n" for group in found)
        write_whole(self.options.out / RUN / "duplicates.jsonl", lines)
        copies = frozenset((copy.path, copy.member) for group in found for copy in group.copies)
        self.report.duplicates = {"groups": len(found), "copies": len(copies), "file": f"{RUN}/duplicates.jsonl"}
        return copies


def run(
    options: Options, watcher: Watcher | None = None, workforce: Callable[[Options], Workforce[Tag]] | None = None
) -> dict[str, Any]:
    """Normalise all of IN into OUT; the report, as ``OUT/_run/report.json`` has it.

    `workforce` makes other workers than local processes (`pipeline.cluster`).

    Raises `HeldError` where another run has OUT, `StopError` (with the report) when stopped by a signal, `OSError` where OUT
    cannot be written. After each of them the same call goes on where it ended.
    """
    folder = options.out / RUN
    folder.mkdir(parents=True, exist_ok=True)
    lock = Lock(folder / "lock")
    try:
        return _held(options, folder, watcher, workforce or local)
    except sqlite3.OperationalError as error:
        raise unwritable(error) from error
    finally:
        lock.close()


def local(options: Options, begun: Zygote | None = None) -> Workforce[Tag]:
    """Local processes, forked from one that may be `begun` already."""
    loaded = samples(options.source, options.kind) if options.limits.deadline >= _PATIENT else None
    return Crew[Tag](options.workers, options.limits, options.lines, samples=loaded, begun=begun)


def _held(
    options: Options, folder: Path, watcher: Watcher | None, workforce: Callable[[Options], Workforce[Tag]]
) -> dict[str, Any]:
    """The run, once the folder is its own."""
    manifest = Manifest(folder / "manifest.sqlite")
    state = _Run(options, manifest, watcher)
    try:
        with stoppable():
            _work(options, manifest, state, workforce)
    except StopError as stop:
        state.report.interrupted = str(stop)
        manifest.commit()
        stop.report = _publish(folder, state.report)
        raise
    finally:
        state.close()
        manifest.close()
    return _publish(folder, state.report)


def _work(options: Options, manifest: Manifest, state: _Run, workforce: Callable[[Options], Workforce[Tag]]) -> None:
    plan = Plan(options, manifest)
    with workforce(options) as crew:
        fingerprint()  # read while the workers load
        for job in crew.run(plan.jobs(crew)):
            state.take(job)
        state.waiting.settle()
    state.settle_deleted()
    state.settle_corrections()
    manifest.commit()
    copies = state.group() if options.duplicates else frozenset()
    if options.shape != "json":
        from pipeline.batch.pack import pack  # noqa: PLC0415 - for runs with shards only

        state.report.shards = [file.name for file in pack(options, copies if options.dedup else frozenset())]


def _publish(folder: Path, report: Report) -> dict[str, Any]:
    plain = report.plain()
    write_whole(folder / "report.json", dumped(plain))
    write_whole(folder / "report.txt", (detailed(plain) + "\n").encode())
    return plain
