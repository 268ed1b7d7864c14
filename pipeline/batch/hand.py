"""A worker as its supervisor sees it: what it was given, how far it has come, what it takes.

Small tasks go to it several in one message and come back so, since every message wakes a process. So it is told by the
worker's log, which both can see, which of them it is at and since when: that one is to blame for a crash, and its deadline
is the one that runs.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from pipeline.batch.tasks import LOG_ROOM, PROGRESS, STAGE_ROOM

if TYPE_CHECKING:
    from pipeline.batch.crew import Job
    from pipeline.batch.forkserver import Child
    from pipeline.batch.tasks import Outcome, Task

__all__ = ["Hand"]

T = TypeVar("T")

_SMALL = 64 << 10
"""Bytes of tasks that lie in the socket meanwhile, so that the supervisor never waits for a worker."""
_FEW = 2


@dataclass(slots=True, eq=False)
class Hand(Generic[T]):
    """A worker and its jobs: those it was sent, in order, and at the end of them those that are `unsent`."""

    child: Child
    jobs: deque[Job[T]] = field(default_factory=deque)
    fate: str | None = None
    _unsent: list[Task] = field(default_factory=list)
    _bytes: int = 0
    _received: int = 0
    _since: float = 0.0

    def room(self, size: int, depth: int) -> bool:
        """Whether it may have a task of `size` bytes beside what it has, which is at most `depth` tasks.

        What is large goes alone; what lies behind the first must be small enough, all together, to lie in the socket.
        """
        if not self.jobs:
            return True
        if len(self.jobs) >= depth or size > _SMALL or self.jobs[0].attempts:
            return False
        first = _size(self.jobs[0])
        return first <= _SMALL and (len(self.jobs) < _FEW or self._bytes - first + size <= _SMALL)

    def add(self, job: Job[T]) -> None:
        """Give it a job, which `send` sends."""
        assert job.task is not None
        if not self.jobs:
            self._since = monotonic()
        self.jobs.append(job)
        self._bytes += len(job.task.raw)
        self._unsent.append(job.task)

    def send(self) -> None:
        """Send what it was given since the last time. Raises `OSError` where it has ended."""
        if self._unsent:
            tasks, self._unsent = self._unsent, []
            self.child.connection.send_bytes(pickle.dumps(tasks, pickle.HIGHEST_PROTOCOL))

    def receive(self) -> list[tuple[Job[T], Outcome]]:
        """The jobs that it has answered, and what with. Raises `EOFError` or `OSError` where it has ended."""
        outcomes: list[Outcome] = pickle.loads(self.child.connection.recv_bytes())  # noqa: S301 - from our own worker
        self._received += len(outcomes)
        self._since = monotonic()
        answered = [(self.jobs.popleft(), outcome) for outcome in outcomes]
        self._bytes -= sum(_size(job) for job, _ in answered)
        return answered

    def _progress(self) -> tuple[int, float]:
        """How many jobs it has begun beyond those it has answered, and since when it is at the last of them."""
        since, begun = PROGRESS.unpack(os.pread(self.child.log.fileno(), PROGRESS.size, STAGE_ROOM).ljust(PROGRESS.size, b"\0"))
        ahead = begun - self._received
        return (ahead, since) if ahead > 0 else (0, self._since)

    def at_work(self, now: float) -> float:
        """Seconds that it has been at one job; 0 where it has none, or has answered and is not heard yet."""
        if not self.jobs or self.child.connection.poll():
            return 0.0
        return now - self._progress()[1]

    def blamed(self) -> tuple[list[Job[T]], Job[T] | None]:
        """The jobs of one that has ended: those it may be given again, and the one it was at, if it had any."""
        left = list(self.jobs)
        if not left:
            return [], None
        job = left.pop(min(max(self._progress()[0] - 1, 0), len(left) - 1))
        return left, job

    def last_words(self) -> tuple[str, str]:
        """The stage it was in, and the traceback of a crash."""
        log = os.pread(self.child.log.fileno(), 1 << 16, 0)
        stage = log[:STAGE_ROOM].strip(b" \0").decode("ascii", "replace") or "start"
        return stage, log[LOG_ROOM:].decode("utf-8", "replace").strip("\0")

    @property
    def resident(self) -> int:
        """Resident bytes of the process, 0 where the system does not say."""
        try:
            with open(f"/proc/{self.child.pid}/statm", "rb") as file:  # noqa: PTH123 - ten times a second for each worker
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            return 0


def _size(job: Job[T]) -> int:
    return 0 if job.task is None else len(job.task.raw)
