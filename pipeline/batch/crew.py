"""The supervisor: hands tasks to workers, watches each, and gives the outcomes in the order of the tasks.

A worker holds some tenths of a second of work, at least two tasks, as far as they are small enough to lie in the socket
meanwhile: so no worker waits for the supervisor, and the supervisor never waits for a worker. The one it is at is to blame
for a crash (see `pipeline.batch.hand`). A crash is tried once more in a fresh process, since the memory that broke may have
been broken by an earlier document; a deadline is not.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
from collections import deque
from dataclasses import dataclass
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, Generic, Protocol, Self, TypeVar

from pipeline.batch.forkserver import Forkserver
from pipeline.batch.hand import Hand
from pipeline.batch.tasks import Failure, Limits, Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from pipeline.batch.forkserver import Child
    from pipeline.batch.reader import Opening
    from pipeline.neighbours import Lines
    from pipeline.zygote import Zygote

__all__ = ["Crew", "Job", "Wait", "Workforce"]

T = TypeVar("T")

_AHEAD = 0.15
_LEAST, _MOST = 2, 32
_WEIGHT = 8
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


class Crew(Generic[T]):
    """A number of supervised workers. Use as a context; `close` ends every process. For the rest see `Forkserver`."""

    def __init__(
        self,
        workers: int,
        limits: Limits,
        lines: Lines | None = None,
        *,
        samples: int | None = None,
        begun: Zygote | None = None,
    ) -> None:
        self._serve = partial(Forkserver, lines, samples=samples)
        self._limits = limits
        self._count = workers
        self._server = self._serve(begun=begun)
        self._selector = selectors.DefaultSelector()
        self._workers: list[Hand[T]] = []
        self._again: deque[Job[T]] = deque()
        self._restarts = 0
        self._watched = 0.0
        self._pace = _AHEAD  # seconds of a task, about

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
        window = 2 * _MOST * self._count
        while True:
            waiting: Wait | None = None
            while more and len(order) < window and held < _HELD_BYTES and not self._again and self._spare:
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
            self._send()
            while order and order[0].done:
                job = order.popleft()
                if job.task is not None:
                    held -= len(job.task.raw)
                yield job
            if not more and not order:
                return
            self._listen(waiting, idle=not order)

    @property
    def _depth(self) -> int:
        """How many small tasks a worker may hold."""
        return min(max(int(_AHEAD / self._pace), _LEAST), _MOST)

    @property
    def _spare(self) -> bool:
        """Whether there is, or may be, a worker for one more small task."""
        return len(self._workers) < self._count or any(worker.room(0, self._depth) for worker in self._workers)

    def _room(self, size: int) -> Hand[T] | None:
        """A worker that may take a task of `size` bytes now, the idlest first."""
        while len(self._workers) < self._count and all(worker.jobs for worker in self._workers):
            self._hire()
        best = min(self._workers, key=lambda worker: len(worker.jobs))
        return best if best.room(size, self._depth) else None

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

    def _hire(self) -> Hand[T]:
        worker: Hand[T] = Hand(self.fork(None))
        self._workers.append(worker)
        self._selector.register(worker.child.connection.fileno(), selectors.EVENT_READ, worker)
        return worker

    def _dispatch(self) -> None:
        while self._again:
            job = self._again[0]
            assert job.task is not None
            if job.attempts and len(self._workers) < self._count:
                worker: Hand[T] | None = self._hire()
            else:
                worker = self._room(len(job.task.raw))
            if worker is None or (job.attempts and worker.jobs):
                return
            worker.add(self._again.popleft())

    def _send(self) -> None:
        """Send each worker what it was given."""
        for worker in list(self._workers):
            try:
                worker.send()
            except OSError:
                self._lost(worker)

    def _listen(self, waiting: Wait | None, *, idle: bool) -> None:
        """Take what has come, then look after the limits. Where nothing is being done (`idle`), do not wait for it."""
        extra = waiting.connection.fileno() if waiting is not None and waiting.connection is not None else None
        if extra is not None:
            self._selector.register(extra, selectors.EVENT_READ, None)
        pressing = idle if waiting is None else waiting.connection is None
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

    def _receive(self, worker: Hand[T]) -> None:
        try:
            answered = worker.receive()
        except (EOFError, OSError):
            self._lost(worker)
            return
        for job, outcome in answered:
            self._pace += (sum(outcome.seconds.values()) - self._pace) / _WEIGHT
            job.attempts += 1
            job.outcome = outcome._replace(attempts=job.attempts) if isinstance(outcome, Failure) else outcome

    def _watch(self, worker: Hand[T], now: float) -> None:
        """Kill a worker that cannot stop by itself: native code past the deadline, memory past the limit."""
        if worker.fate is not None:
            return
        if worker.at_work(now) > self._limits.deadline + _GRACE:
            worker.fate = "DeadlineError"
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker.child.pid, signal.SIGUSR1)  # faulthandler writes where it hangs
            sleep(_TICK)
            worker.child.kill()
        elif worker.resident > (self._limits.memory << 20) * 2:
            worker.fate = "MemoryError"
            worker.child.kill()

    def _lost(self, worker: Hand[T]) -> None:
        """A worker has ended: blame the task it was at, give back the others."""
        self._selector.unregister(worker.child.connection.fileno())
        self._workers.remove(worker)
        ending = self._server.ending(worker.child)
        stage, trace = worker.last_words()
        left, job = worker.blamed()
        worker.child.close()
        if worker.fate is None and ending == "exited with status 0":  # it asked to be replaced, between two tasks
            self._again.extendleft(reversed(worker.jobs))
            return
        self._again.extendleft(reversed(left))
        if job is None:
            return
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
            stage=stage, error=worker.fate or "Crash", message=messages[worker.fate], traceback=trace, attempts=job.attempts
        )
