"""The supervisor: hands tasks to workers, watches each, and gives the outcomes in the order of the tasks.

A worker holds at most two tasks, the second only where it is small enough to lie in the socket meanwhile: so no worker
waits for the supervisor, and the supervisor never waits for a worker. The first of the two is the one being worked on,
and the one to blame for a crash. A crash is tried once more in a fresh process, since the memory that broke may have been
broken by an earlier document; a deadline is not.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import signal
from collections import deque
from dataclasses import dataclass, field
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from pipeline.batch.forkserver import Forkserver
from pipeline.batch.tasks import STAGE_ROOM, Failure, Limits, Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from pipeline.batch.forkserver import Child
    from pipeline.batch.reader import Opening
    from pipeline.neighbours import Lines

__all__ = ["Crew", "Job", "Wait", "Workforce"]

T = TypeVar("T")

_SMALL = 64 << 10
_TICK = 0.1
_GRACE = 1.0
_ATTEMPTS = 2
_HELD_BYTES = 64 << 20
_RESTARTS = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to hand out yet: ask again when `connection` has something, or at the next tick."""

    connection: Connection | None = None


@dataclass(slots=True)
class Job(Generic[T]):
    """One place in the order: a task (None: nothing to do), what the caller ties to it, and in time its outcome."""

    tag: T
    task: Task | None
    outcome: Outcome | None = None
    attempts: int = 0

    @property
    def done(self) -> bool:
        """Whether its outcome may be given."""
        return self.task is None or self.outcome is not None


class Workforce(Protocol[T]):
    """Who does the jobs of a run: a `Crew`, or actors on other machines."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def run(self, jobs: Iterable[Job[T] | Wait]) -> Iterator[Job[T]]:
        """Every job in the order given, with its outcome."""

    def fork(self, job: Opening | None) -> Child:
        """A process on this machine, to read a container."""

    def ending(self, child: Child) -> str:
        """How such a process ended."""


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    child: Child
    jobs: deque[Job[T]] = field(default_factory=deque)
    since: float = 0.0
    fate: str | None = None


class Crew(Generic[T]):
    """A number of supervised workers. Use as a context; `close` ends every process. A `brief` one is for a few pages."""

    def __init__(self, workers: int, limits: Limits, lines: Lines | None = None, *, brief: bool = False) -> None:
        self._serve = partial(Forkserver, lines, brief=brief)
        self._limits = limits
        self._count = workers
        self._server = self._serve()
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker[T]] = []
        self._again: deque[Job[T]] = deque()
        self._restarts = 0
        self._watched = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.child.kill()
            worker.child.close()
        self._workers.clear()
        self._server.close()
        self._selector.close()

    def run(self, jobs: Iterable[Job[T] | Wait]) -> Iterator[Job[T]]:
        """Every job in the order given, with its outcome. `jobs` is read as workers come free, never far ahead."""
        source = iter(jobs)
        order: deque[Job[T]] = deque()
        held = 0
        more = True
        window = 32 * self._count
        while True:
            waiting: Wait | None = None
            while more and (len(order) < window and held < _HELD_BYTES) and (self._again or self._room(_SMALL) is not None):
                if self._again:
                    break
                item = next(source, None)
                if item is None:
                    more = False
                elif isinstance(item, Wait):
                    waiting = item
                    break
                else:
                    order.append(item)
                    if item.task is not None:
                        held += len(item.task.raw)
                        self._again.append(item)
                    self._dispatch()
            self._dispatch()
            while order and order[0].done:
                job = order.popleft()
                if job.task is not None:
                    held -= len(job.task.raw)
                yield job
            if not more and not order:
                return
            self._listen(waiting)

    def _room(self, size: int) -> _Worker[T] | None:
        """A worker that may take a task of `size` bytes now, the idlest first."""
        while len(self._workers) < self._count and all(worker.jobs for worker in self._workers):
            self._hire()
        best = min(self._workers, key=lambda worker: len(worker.jobs))
        if not best.jobs:
            return best
        current = best.jobs[0].task
        small = size <= _SMALL and current is not None and len(current.raw) <= _SMALL
        return best if small and len(best.jobs) == 1 else None

    def fork(self, job: Opening | None) -> Child:
        """A new process, from a new helper where the old one has ended."""
        while True:
            try:
                return self._server.fork(job, self._limits)
            except (ChildProcessError, ConnectionError):
                self._restarts += 1
                if self._restarts > _RESTARTS:
                    raise RuntimeError("the process that makes workers keeps ending; is the machine out of memory?") from None
                self._server.close()
                self._server = self._serve()

    def ending(self, child: Child) -> str:
        """How a process ended, in words."""
        return self._server.ending(child)

    def _hire(self) -> _Worker[T]:
        child = self.fork(None)
        worker: _Worker[T] = _Worker(child)
        self._workers.append(worker)
        self._selector.register(child.connection.fileno(), selectors.EVENT_READ, worker)
        return worker

    def _dispatch(self) -> None:
        while self._again:
            job = self._again[0]
            assert job.task is not None
            if job.attempts and len(self._workers) < self._count:
                worker: _Worker[T] | None = self._hire()
            else:
                worker = self._room(len(job.task.raw))
            if worker is None or (job.attempts and worker.jobs):
                return
            self._again.popleft()
            if not worker.jobs:
                worker.since = monotonic()
            worker.jobs.append(job)
            try:
                worker.child.connection.send_bytes(pickle.dumps(job.task, pickle.HIGHEST_PROTOCOL))
            except OSError:
                self._lost(worker)

    def _listen(self, waiting: Wait | None) -> None:
        """Take what has come, then look after the limits."""
        extra = waiting.connection.fileno() if waiting is not None and waiting.connection is not None else None
        if extra is not None:
            self._selector.register(extra, selectors.EVENT_READ, None)
        pressing = waiting is not None and waiting.connection is None
        if not self._selector.get_map():
            sleep(0 if pressing else _TICK)
            return
        try:
            events = self._selector.select(0 if pressing else _TICK)
        finally:
            if extra is not None:
                self._selector.unregister(extra)
        for key, _ in events:
            if key.data is not None:
                self._receive(key.data)
        now = monotonic()
        if now - self._watched >= _TICK:
            self._watched = now
            for worker in [w for w in self._workers if w.jobs]:
                self._watch(worker, now)

    def _receive(self, worker: _Worker[T]) -> None:
        try:
            outcome: Outcome = pickle.loads(worker.child.connection.recv_bytes())  # noqa: S301 - from our own worker
        except (EOFError, OSError):
            self._lost(worker)
            return
        job = worker.jobs.popleft()
        worker.since = monotonic()
        job.attempts += 1
        job.outcome = outcome._replace(attempts=job.attempts) if isinstance(outcome, Failure) else outcome

    def _watch(self, worker: _Worker[T], now: float) -> None:
        """Kill a worker that cannot stop by itself: native code past the deadline, memory past the limit."""
        if worker.fate is None and now - worker.since > self._limits.deadline + _GRACE:
            if worker.child.connection.poll():  # it has answered; the supervisor is late
                return
            worker.fate = "DeadlineError"
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.child.pid, signal.SIGUSR1)  # faulthandler writes where it hangs
            sleep(_TICK)
            worker.child.kill()
        elif worker.fate is None and _resident(worker.child.pid) > (self._limits.memory << 20) * 2:
            worker.fate = "MemoryError"
            worker.child.kill()

    def _lost(self, worker: _Worker[T]) -> None:
        """A worker has ended: blame the task it was at, give back the one behind it."""
        self._selector.unregister(worker.child.connection.fileno())
        self._workers.remove(worker)
        ending = self._server.ending(worker.child)
        log = os.pread(worker.child.log.fileno(), 1 << 16, 0)
        worker.child.close()
        if worker.fate is None and ending == "exited with status 0":  # it asked to be replaced, between two tasks
            self._again.extendleft(reversed(worker.jobs))
            return
        if not worker.jobs:
            return
        job = worker.jobs.popleft()
        self._again.extendleft(reversed(worker.jobs))
        job.attempts += 1
        if worker.fate is None and job.attempts < _ATTEMPTS:
            self._again.appendleft(job)
            return
        messages = {
            "DeadlineError": f"took longer than {self._limits.deadline:g} s in native code",
            "MemoryError": f"needed more than {self._limits.memory} MiB",
            None: f"the worker {ending}",
        }
        job.outcome = Failure(
            stage=log[:STAGE_ROOM].strip(b" \0").decode("ascii", "replace") or "start",
            error=worker.fate or "Crash",
            message=messages[worker.fate],
            traceback=log[STAGE_ROOM:].decode("utf-8", "replace").strip("\0"),
            attempts=job.attempts,
        )


def _resident(pid: int) -> int:
    """Resident bytes of a process, 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - ten times a second for each worker
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
