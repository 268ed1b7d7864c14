"""A worker: normalises one document after another, within limits, and says at every moment where it is.

It runs in a process of its own (see `pipeline.batch.forkserver`). Its `log` is an open file that outlives it: the first
`LOG_ROOM` bytes say which task and stage it is in, after them stands the traceback of a crash, written by `faulthandler`
even where native code dies. What the worker can catch itself (an error, the deadline, no memory) it answers with; all else
its supervisor sees from outside.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import io
import os
import pickle
import signal
import sys
import traceback
from collections import deque
from mmap import PAGESIZE, mmap
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from pipeline.batch.tasks import LOG_ROOM, PROGRESS, STAGE_ROOM, Answer, Failure, Limits, Task
from pipeline.containers import read_bounded, unpacked
from pipeline.document import Document
from pipeline.lexicon import read_toml
from pipeline.neighbours import seen
from pipeline.record import line, page
from pipeline.road import learning, record, stages, travel

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import FrameType

    from pipeline.batch.tasks import Outcome
    from pipeline.corrections import Missed
    from pipeline.neighbours import Lines

__all__ = ["normalise", "serve", "warm"]

_RECYCLE_AFTER = 20_000
_GROWTH = 2
_GATHERED = 64 << 10
_PATIENCE = 0.05
_YOUNG = 10_000
"""New objects between two looks for garbage: a page makes thousands and hardly a cycle, so Python's own 700 cost 2 % of a run."""


class DeadlineError(BaseException):
    """The document took longer than it may. Not an `Exception`: no library on the way may swallow it."""


class _Clock:
    """Where the document is, and how long each stage took."""

    def __init__(self, log: mmap | None) -> None:
        self.stage = "start"
        self.seconds: dict[str, float] = {}
        self._log = log
        self._since = perf_counter()
        if log is not None:
            log[:STAGE_ROOM] = bytes(STAGE_ROOM)

    def enter(self, stage: str) -> None:
        now = perf_counter()
        if self.stage != "start":
            self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self._since
        self.stage, self._since = stage, now
        if self._log is not None:
            self._log[:STAGE_ROOM] = stage.encode().ljust(STAGE_ROOM)


def _name(stage: object) -> str:
    return getattr(stage, "__name__", type(stage).__name__)


def _normalise(task: Task, limits: Limits, clock: _Clock, lines: Lines | None) -> Answer:
    clock.enter("unpack")
    raw = read_bounded(unpacked(io.BytesIO(task.raw), task.suffix), limits.largest)
    document = Document(
        raw=raw,
        path=task.path,
        member=task.member,
        url=task.url,
        declared=task.declared,
        market=task.market,
        published=task.published,
        lines=lines,
    )
    for stage in learning() if task.learn else stages():
        clock.enter(_name(stage))
        document = travel(document, (stage,))
        if document.reason is not None:
            break
    if task.learn:
        return _learnt(document, clock)
    clock.enter("record")
    made = record(document)
    applied = 0
    missed: tuple[Missed, ...] = ()
    if task.corrections:
        from pipeline.corrections import corrected  # noqa: PLC0415 - only for runs that have some

        made, applied, missed = corrected(made, task.corrections)
    content = line(made) if task.line else page(made)
    signature = None
    if task.signature and made.text:
        clock.enter("signature")
        from pipeline.duplicates import signature as sign  # noqa: PLC0415 - only for runs that ask for it

        signature = sign(made.text)
    clock.enter("end")
    return Answer(
        content=content,
        status=made.status,
        reason=made.reason,
        figures=len(made.figures),
        size=len(raw),
        seconds=clock.seconds,
        signature=signature,
        length=len(made.text),
        corrected=applied,
        missed=missed,
    )


def _learnt(document: Document, clock: _Clock) -> Answer:
    clock.enter("learn")
    page = seen(document)
    clock.enter("end")
    status = "filtered" if page is None else "normalised"
    content = b"" if page is None else page.to_json()
    return Answer(
        content=content, status=status, reason=document.reason, figures=0, size=len(document.raw), seconds=clock.seconds
    )


def normalise(task: Task, limits: Limits, log: mmap | None = None, lines: Lines | None = None) -> Outcome:
    """The record of a task, or why there is none. Never raises for anything a document does.

    `log` is told the stage that the document is in, in its first `STAGE_ROOM` bytes. `lines` are those that repeat across the
    pages of hosts.

    >>> normalise(Task(raw="营收5740万元。".encode(), path="a.txt"), Limits()).status
    'normalised'
    >>> normalise(Task(raw=b"broken", path="a.html.gz", suffix=".gz"), Limits()).stage
    'unpack'
    """
    clock = _Clock(log)
    try:
        return _normalise(task, limits, clock, lines)
    except DeadlineError:
        return _failure(clock, "DeadlineError", f"took longer than {limits.deadline:g} s")
    except MemoryError:
        return _failure(clock, "MemoryError", f"needed more than {limits.memory} MiB")
    except Exception as error:  # noqa: BLE001 - whatever a document does to a stage costs that document only
        return _failure(clock, type(error).__name__, str(error))


def _failure(clock: _Clock, error: str, message: str) -> Failure:
    stage = clock.stage
    clock.enter("end")
    return Failure(stage=stage, error=error, message=message[:2000], traceback=_traceback(), seconds=clock.seconds)


def _traceback() -> str:
    """The traceback, with files as modules are known: no path of this machine."""
    kind, error, trace = sys.exc_info()
    lines = [
        f"{frame.filename.rpartition('site-packages/')[2].rpartition('/pipeline/')[2]}:{frame.lineno} {frame.name}: {frame.line}"
        for frame in traceback.extract_tb(trace)[-30:]
    ]
    return "\n".join([*lines, *(traceback.format_exception_only(kind, error) if error is not None else ())])[-20_000:]


def _ring(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise DeadlineError


def warm(samples: int | None = None) -> None:
    """Load every table and library that a document may need, once, before the workers are forked.

    With a number of `samples` only what these need: one is a page in simplified Chinese, enough for a run that is over before
    the rest would be loaded; with none a worker loads what its page needs, and no more. Nothing of it is garbage meanwhile.
    """
    gc.disable()
    for sample in read_toml("samples.toml")["sample"][:samples]:
        normalise(Task(raw=sample["text"].encode(sample["encoding"]), path="sample"), Limits())
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
    gc.enable()


class _Desk:
    """Tasks in hand and outcomes on their way back: several to a message, since every message wakes the supervisor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tasks: deque[Task] = deque()
        self._outcomes: list[Outcome] = []
        self._bytes = 0
        self._sent = 0.0

    def take(self) -> Task:
        """The next task; raises `EOFError` when there will be none."""
        if not self._tasks:
            if not self._connection.poll():
                self.flush()
            self._tasks.extend(pickle.loads(self._connection.recv_bytes()))  # noqa: S301 - from our own supervisor
        return self._tasks.popleft()

    def put(self, outcome: Outcome) -> None:
        """Send an outcome, or keep it for a moment."""
        self._outcomes.append(outcome)
        self._bytes += len(outcome.content) if isinstance(outcome, Answer) else 0
        if self._bytes > _GATHERED or monotonic() - self._sent > _PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Send what is kept."""
        if self._outcomes:
            with contextlib.suppress(BrokenPipeError):
                self._connection.send_bytes(pickle.dumps(self._outcomes, pickle.HIGHEST_PROTOCOL))
            self._outcomes.clear()
            self._bytes = 0
        self._sent = monotonic()


def serve(connection: Connection, log: int, limits: Limits, lines: Lines | None = None) -> None:
    """Answer tasks until the connection closes, or until the process has grown enough to be replaced by a fresh one."""
    os.ftruncate(log, LOG_ROOM)
    os.lseek(log, LOG_ROOM, os.SEEK_SET)
    faulthandler.enable(log)
    faulthandler.register(signal.SIGUSR1, log)
    signal.signal(signal.SIGALRM, _ring)
    head = mmap(log, LOG_ROOM)  # shared memory is told a dozen times a document without a call of the system
    statm = _statm()
    resting = _resident(statm)
    desk = _Desk(connection)
    for begun in range(1, _RECYCLE_AFTER + 1):
        try:
            task = desk.take()
        except EOFError:
            return
        try:
            # A fresh clock before a new number: what reads in between sees an old task that has just begun.
            PROGRESS.pack_into(head, STAGE_ROOM, monotonic(), begun)
            signal.setitimer(signal.ITIMER_REAL, limits.deadline)
            outcome = normalise(task, limits, head, lines)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except DeadlineError:  # rang between the document's end and the next line
            outcome = Failure(stage="record", error="DeadlineError", message=f"took longer than {limits.deadline:g} s")
        desk.put(outcome)
        exhausted = isinstance(outcome, Failure) and outcome.error in {"MemoryError", "DeadlineError", "RecursionError"}
        if exhausted or _resident(statm) > _GROWTH * resting + (limits.memory << 19):
            break
    desk.flush()


def _statm() -> int | None:
    """What tells this process's memory, kept open since it is asked once a document; None where the system has no such file."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def _resident(statm: int | None) -> int:
    """Resident bytes of this process, 0 where the system does not say."""
    return 0 if statm is None else int(os.pread(statm, 64, 0).split()[1]) * PAGESIZE
