"""The same work on a cluster: one pure function over rows, and a run whose workers are Ray actors.

`normalize_batch` takes rows and gives rows, for any engine that maps over batches (Ray Data, Daft, Spark); `Normalizer` is
its form for ``ray.data.Dataset.map_batches``. `run` is `pipeline.batch.run` with actors in the place of local workers: plan,
order, manifest, markers and quarantine are the very same code, and so are the bytes that are written. Isolation stays ours in
both: each process keeps a crew of its own, so a crash costs a document and not a block.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from pipeline.batch import Limits
from pipeline.batch import run as run_locally
from pipeline.batch.crew import Crew, Job, Wait
from pipeline.batch.tasks import Answer, Failure, Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.batch import Options, Watcher
    from pipeline.batch.forkserver import Child
    from pipeline.batch.plan import Tag
    from pipeline.batch.reader import Opening
    from pipeline.neighbours import Lines

__all__ = ["COLUMNS", "Normalizer", "normalize_batch", "run"]

COLUMNS = ("path", "member", "status", "reason", "record", "figures", "stage", "error", "message", "traceback")
"""The columns of an outcome: `record` is JSON, and null where `status` is quarantined; the last four are null elsewhere."""

_BATCH = 16
_AHEAD = 2
_ATTEMPTS = 3


def _task(row: Mapping[str, Any]) -> Task | Failure:
    raw = row.get("raw")
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "replace")
    if not isinstance(raw, bytes):
        return Failure(stage="open", error="TypeError", message="the row's `raw` is neither bytes nor text")
    return Task(
        raw=raw,
        path=str(row.get("path") or ""),
        member=_word(row, "member"),
        url=_word(row, "url"),
        declared=_word(row, "declared"),
        market=_word(row, "market"),
        published=_word(row, "published"),
        line=True,
    )


def _word(row: Mapping[str, Any], name: str) -> str | None:
    word = row.get(name)
    return word if isinstance(word, str) else None


def _row(given: Mapping[str, Any], outcome: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {"path": str(given.get("path") or ""), "member": _word(given, "member")}
    if isinstance(outcome, Answer):
        said = {"status": outcome.status, "reason": outcome.reason, "figures": outcome.figures}
        return row | said | {"record": outcome.content.decode().rstrip("\n")}
    said = {"stage": outcome.stage, "error": outcome.error, "message": outcome.message, "traceback": outcome.traceback}
    return row | {"status": "quarantined", "figures": 0} | said


def normalize_batch(
    rows: Iterable[Mapping[str, Any]], crew: Crew[int] | None = None, lines: Lines | None = None
) -> list[dict[str, Any]]:
    """One row of `COLUMNS` for each row given, in order; never raises for anything a row holds.

    A row has `raw` (bytes or text), and may have `path`, `member`, `url`, `declared`, `market` and `published` as
    `pipeline.normalize` takes them. With a `crew` each document has its deadline and memory limit, and may crash; without, all
    happens in this process, with `lines` that repeat across the pages of hosts (a crew has its own).

    >>> [row["status"] for row in normalize_batch([{"raw": "营收5740万元。", "path": "a.txt"}, {"raw": None}])]
    ['normalised', 'quarantined']
    """
    from pipeline.batch.worker import normalise  # noqa: PLC0415 - the stages, for those that work in this process

    given = list(rows)
    tasks = [_task(row) for row in given]
    if crew is None:
        outcomes = [task if isinstance(task, Failure) else normalise(task, Limits(), lines=lines) for task in tasks]
    else:
        outcomes = _by(crew, tasks)
    return [_row(row, outcome) for row, outcome in zip(given, outcomes, strict=True)]


def _by(crew: Crew[int], tasks: list[Task | Failure]) -> list[Outcome]:
    jobs = [Job(number, task) for number, task in enumerate(tasks) if isinstance(task, Task)]
    done: dict[int, Outcome] = {number: task for number, task in enumerate(tasks) if isinstance(task, Failure)}
    for job in crew.run(jobs):
        assert job.outcome is not None
        done[job.tag] = job.outcome
    return [done[number] for number in range(len(tasks))]


class Normalizer:
    """`normalize_batch` for ``Dataset.map_batches(Normalizer, batch_format="pyarrow", concurrency=N)``: an actor with a crew.

    Columns of the table given are the keys of the rows; the table made has `COLUMNS`.
    """

    def __init__(self, limits: Limits | None = None, lines: Lines | None = None) -> None:
        self._crew: Crew[int] = Crew(1, limits or Limits(), lines)

    def __call__(self, table: Any) -> Any:
        """Normalise a table's rows."""
        import pyarrow as pa  # noqa: PLC0415 - an extra

        types = {"figures": pa.int64()}
        schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
        return pa.Table.from_pylist(normalize_batch(table.to_pylist(), self._crew), schema)

    def close(self) -> None:
        """End the crew's processes; they also end with this one."""
        self._crew.close()


class _Bench:
    """What an actor does: a crew of one, for tasks that come in batches."""

    def __init__(self, limits: Limits, lines: Lines | None) -> None:
        self._crew: Crew[int] = Crew(1, limits, lines)

    def work(self, tasks: list[Task]) -> list[Outcome]:
        """The outcomes, in order."""
        return _by(self._crew, list(tasks))


@dataclass(slots=True, eq=False)
class _Batch:
    jobs: list[Job[Tag]] = field(default_factory=list)
    attempts: int = 0


class _Actors:
    """A workforce of Ray actors, with a local helper for the readers of containers. See `pipeline.batch.crew.Crew`."""

    def __init__(self, options: Options) -> None:
        import ray  # noqa: PLC0415 - an extra

        self._ray = ray
        if not ray.is_initialized():
            ray.init(log_to_driver=False, logging_level="warning")
        self._limits, self._count = options.limits, options.workers
        self._local: Crew[Tag] = Crew(0, options.limits)
        self._make = ray.remote(num_cpus=1, max_restarts=-1)(_Bench)
        self._actors = [self._make.remote(options.limits, options.lines) for _ in range(options.workers)]
        self._busy: dict[Any, tuple[_Batch, int]] = {}
        self._load = [0] * options.workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for actor in self._actors:
            self._ray.kill(actor)
        self._local.close()

    def fork(self, job: Opening | None) -> Child:
        """A local process that reads a container."""
        return self._local.fork(job)

    def ending(self, child: Child) -> str:
        """How a reader ended."""
        return self._local.ending(child)

    def run(self, jobs: Iterable[Job[Tag] | Wait]) -> Iterator[Job[Tag]]:
        """Every job in the order given, with its outcome."""
        source = iter(jobs)
        order: deque[Job[Tag]] = deque()
        batch, more = _Batch(), True
        window = 4 * _BATCH * self._count
        while True:
            idle = False
            while more and len(order) < window and not idle:
                item = next(source, None)
                if item is None:
                    more = False
                elif isinstance(item, Wait):
                    idle = True
                else:
                    order.append(item)
                    if item.task is not None:
                        batch.jobs.append(item)
                if batch.jobs and (len(batch.jobs) == _BATCH or not more or len(order) == window) and self._send(batch):
                    batch = _Batch()
            if batch.jobs and (idle or not more or len(order) >= window) and self._send(batch):
                batch = _Batch()
            while order and order[0].done:
                yield order.popleft()
            if not more and not order:
                return
            self._gather()

    def _send(self, batch: _Batch, *, whatever: bool = False) -> bool:
        """Give a batch to the idlest actor; False where all have enough to do, unless it must be `whatever` they have."""
        number = min(range(self._count), key=self._load.__getitem__)
        if self._load[number] >= _AHEAD and not whatever:
            return False
        self._load[number] += 1
        ticket = self._actors[number].work.remote([job.task for job in batch.jobs])
        self._busy[ticket] = (batch, number)
        return True

    def _gather(self) -> None:
        """Take what is done; a batch whose actor was lost with its machine is given to another."""
        ready, _ = self._ray.wait(list(self._busy), num_returns=1, timeout=0.1) if self._busy else ([], [])
        for ticket in ready:
            batch, number = self._busy.pop(ticket)
            self._load[number] -= 1
            try:
                outcomes = self._ray.get(ticket)
            except self._ray.exceptions.RayError as error:
                batch.attempts += 1
                if batch.attempts < _ATTEMPTS:
                    self._send(batch, whatever=True)
                    continue
                lost = Failure(stage="start", error=type(error).__name__, message=str(error)[:2000], attempts=batch.attempts)
                outcomes = [lost] * len(batch.jobs)
            for job, outcome in zip(batch.jobs, outcomes, strict=True):
                job.outcome = outcome


def run(options: Options, watcher: Watcher | None = None) -> dict[str, Any]:
    """`pipeline.batch.run`, with the documents normalised by actors of the Ray cluster at hand (or a local one)."""
    return run_locally(options, watcher, _Actors)
