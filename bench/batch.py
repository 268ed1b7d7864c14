"""What supervision costs and how it grows: a bare loop, one worker and two, over the same pages; memory along the way.

    python bench/batch.py 2000            # CPU seconds and wall seconds; --kinds jsonl,warc.gz,folder
    python bench/batch.py 600 --rounds 3  # what supervision adds to a document, and nothing else
    python bench/batch.py 2000 --pair --rounds 3 # what a second worker adds; beside it two processes that share nothing
    python bench/batch.py 100000 --tenths # one dump of each kind, the mixture of a crawl: memory and CPU by tenths of the run

CPU seconds are those of all processes of a run, so they hold better on a busy machine than wall seconds, which need an idle
one. The start of a run (libraries, tables) is told apart by two sizes: what 3 N documents cost beyond N is the documents' own.
Bare loops and runs take turns, and the least of each counts.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import shutil
import tempfile
import time
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import psutil

from bench.dump import crawl, pages, write
from pipeline.batch import Options, run
from pipeline.batch.tasks import Limits, Task
from pipeline.batch.worker import normalise, warm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench.dump import Made

_FEW = 9
"""Pages of a run that is little but its start, and loads all that a long one does."""


def used() -> float:
    """CPU seconds of this process and all that it has waited for."""
    parts = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


class Sample(NamedTuple):
    """A run after so many documents: resident bytes of the parent and its largest child, wall seconds, CPU seconds of all."""

    documents: int
    memory: int
    wall: float
    cpu: float


def sample(count: int) -> Sample:
    """This process and its children as they are now; the CPU seconds of children that ended are told by who waited for them."""
    me = psutil.Process()
    most, cpu = 0, used()
    for child in me.children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            most = max(most, child.memory_info().rss)
            cpu += sum(child.cpu_times()[:4])
    return Sample(count, me.memory_info().rss + most, time.perf_counter(), cpu)


class Sampler:
    """Looks at memory and time after every 500 documents; with `step`, prints what each `step` documents took."""

    def __init__(self, step: int = 0) -> None:
        self.seen: list[Sample] = []
        self._count, self._step = 0, step

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        """A document has its outcome."""
        del path, member, status, detail, place
        self._count += 1
        if self._count % 500 == 0:
            self.seen.append(sample(self._count))
        if self._step and self._count > 500 and self._count % self._step == 0:
            now = self.seen[-1]
            last = next((seen for seen in self.seen if seen.documents == now.documents - self._step), self.seen[0])
            done, wall, cpu = now.documents - last.documents, now.wall - last.wall, now.cpu - last.cpu
            rates = f"{done / wall:.1f} documents/s, {done / cpu:.1f} documents/CPU s"
            print(f"  {now.documents:7,}: {now.memory / 2**20:.1f} MiB, {rates}", flush=True)

    def input(self, path: str, size: int) -> None:
        """An input is done."""


def bare(count: int) -> tuple[float, float]:
    """CPU and wall seconds of a plain loop: normalise, and write a file."""
    warm()
    with tempfile.TemporaryFile() as file:
        began, clock = used(), time.perf_counter()
        for name, raw, _ in list(pages(count)):
            outcome = normalise(Task(raw=raw, path=name, line=True), Limits())
            file.write(getattr(outcome, "content", b""))
        return used() - began, time.perf_counter() - clock


def supervised(count: int, kind: str) -> float:
    """CPU seconds of a run with one worker, its start included."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        target = folder / ("pages" if kind == "folder" else f"dump.{kind}")
        write(count, target)
        began = used()
        run(Options(source=str(target), out=folder / "out", workers=1))
        return used() - began


def apart(made: list[bytes], processes: int) -> float:
    """Wall seconds of so many processes, each with all these pages to itself and nobody over it: what the machine allows."""
    began, children = time.perf_counter(), []
    for _ in range(processes):
        child = os.fork()
        if not child:
            for raw in made:
                normalise(Task(raw=raw, path="a", line=True), Limits())
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    return time.perf_counter() - began


def pair(count: int, kinds: list[str], rounds: int, make: Callable[[int], Iterator[Made]]) -> None:
    """Print how many times the rate of one worker two have, and of one process two that know nothing of each other.

    Wall seconds: the machine must be idle. All take turns; the rates are of the median of each.
    """
    made = [raw for _, raw, _ in make(count)]
    warm()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for kind in kinds:
            for size in (_FEW, count):
                write(size, _target(folder / str(size), kind), make=lambda number, _: make(number))
        took: dict[tuple[str, int, int], list[float]] = {}
        for turn in range(rounds):
            for workers in (1, 2):
                took.setdefault(("apart", workers, count), []).append(apart(made, workers))
                for kind, size in product(kinds, (_FEW, count)):
                    source, out = _target(folder / str(size), kind), folder / f"{kind}-{size}-{workers}-{turn}"
                    seconds = run(Options(source=str(source), out=out, workers=workers))["seconds"]
                    took.setdefault((kind, workers, size), []).append(seconds)
    least = {key: median(values) for key, values in took.items()}
    one, two = (least["apart", processes, count] for processes in (1, 2))
    print(f"processes apart: {count / one:.1f} documents/s by one, {2 * count / two:.1f} by two: {2 * one / two:.2f} times")
    for kind in kinds:
        one, two = (least[kind, workers, count] for workers in (1, 2))
        start = [least[kind, workers, _FEW] for workers in (1, 2)]
        print(
            f"{kind}: {count / one:.1f} documents/s by one worker, {count / two:.1f} by two: {one / two:.2f} times, "
            f"{(one - start[0]) / (two - start[1]):.2f} less start ({start[0]:.1f} and {start[1]:.1f} s)"
        )


def _target(folder: Path, kind: str) -> Path:
    folder.mkdir(exist_ok=True)
    return folder / ("pages" if kind == "folder" else f"dump.{kind}")


def overhead(count: int, kinds: list[str], rounds: int) -> None:
    """Print what a document costs in a bare loop and in a run with one worker."""
    sizes = (count, 3 * count)
    least: dict[tuple[str, int], float] = {}
    for _ in range(rounds):
        for size in sizes:
            for kind in ("bare", *kinds):
                took = bare(size)[0] if kind == "bare" else supervised(size, kind)
                least[kind, size] = min(took, least.get((kind, size), took))
    each = {kind: (least[kind, sizes[1]] - least[kind, sizes[0]]) / (2 * count) for kind in ("bare", *kinds)}
    print(f"bare loop: {each['bare'] * 1000:.2f} ms CPU a document")
    for kind in kinds:
        start = least[kind, sizes[0]] - each[kind] * count
        more = (each[kind] / each["bare"] - 1) * 100
        print(f"{kind}, one worker: {each[kind] * 1000:.2f} ms CPU a document ({more:+.1f} %), start {start:.2f} CPU s")


def tenths(count: int, kinds: list[str], workers: int) -> None:
    """Print how a run over one dump of so many documents goes, by its tenths; the first counts from the 500th document on."""
    for kind in kinds:
        with tempfile.TemporaryDirectory() as place:
            target = Path(place) / f"dump.{kind}"
            write(count, target, make=crawl)
            print(f"{kind}: {count:,} documents, {target.stat().st_size >> 20} MiB, {workers} workers", flush=True)
            sampler = Sampler(max(500, count // 10 // 500 * 500))
            report = run(Options(source=str(target), out=Path(place) / "out", workers=workers), sampler)
            early = next((seen.memory for seen in sampler.seen if seen.documents == 5000), sampler.seen[0].memory)
            last = sampler.seen[-1]
            print(
                f"{kind}: {report['normalised']:,} normalised, {report['filtered']}, {report['quarantined']}, "
                f"{report['figures']:,} figures; memory at 5,000 {early / 2**20:.1f}, at the end {last.memory / 2**20:.1f}, "
                f"at most {max(seen.memory for seen in sampler.seen) / 2**20:.1f} MiB; {report['seconds']:.0f} s",
                flush=True,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure batch runs.")
    parser.add_argument("count", type=int)
    parser.add_argument("--kinds", default="jsonl,warc.gz,folder")
    parser.add_argument("--rounds", type=int, help="only what supervision adds, the least of so many rounds")
    parser.add_argument("--pair", action="store_true", help="what a second worker adds")
    parser.add_argument("--crawl", action="store_true", help="for --pair: the mixture of a crawl")
    parser.add_argument("--tenths", action="store_true", help="one dump of each kind, by tenths of the run")
    parser.add_argument("--workers", type=int, default=2, help="for --tenths")
    given = parser.parse_args()
    if given.tenths:
        tenths(given.count, [kind for kind in given.kinds.split(",") if kind != "folder"], given.workers)
        return
    if given.pair:
        pair(given.count, given.kinds.split(","), given.rounds or 3, crawl if given.crawl else pages)
        return
    if given.rounds:
        overhead(given.count, given.kinds.split(","), given.rounds)
        return
    cpu, wall = bare(given.count)
    print(f"bare loop: {cpu:.2f} CPU s, {wall:.2f} s, {given.count / wall:.1f} documents/s")
    folder = Path(tempfile.mkdtemp())
    try:
        write(1, folder / "one.jsonl")
        began = used()
        run(Options(source=str(folder / "one.jsonl"), out=folder / "one", workers=1))
        start = used() - began
        print(f"start of a run (libraries, tables): {start:.2f} CPU s; taken off below")
        for kind in given.kinds.split(","):
            target = folder / ("pages" if kind == "folder" else f"dump.{kind}")
            write(given.count, target)
            for workers in (1, 2):
                sampler = Sampler()
                began = used()
                report = run(Options(source=str(target), out=folder / f"{kind}-{workers}", workers=workers), sampler)
                took = used() - began - start
                memory = [
                    f"{seen.documents}: {seen.memory >> 20} MiB" for seen in sampler.seen[:: max(1, len(sampler.seen) // 4)]
                ]
                print(
                    f"{kind}, {workers} workers: {took:.2f} CPU s ({(took / cpu - 1) * 100:+.1f} %), {report['seconds']:.2f} s, "
                    f"{report['documents'] / report['seconds']:.1f} documents/s; memory {', '.join(memory)}"
                )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
