"""What supervision costs and how it grows: a bare loop, one worker and two, over the same pages; memory along the way.

    python bench/batch.py 2000            # CPU seconds and wall seconds; --kinds jsonl,warc.gz,folder
    python bench/batch.py 600 --rounds 3  # what supervision adds to a document, and nothing else

CPU seconds are those of all processes of a run, so they hold better on a busy machine than wall seconds, which need an idle
one. The start of a run (libraries, tables) is told apart by two sizes: what 3 N documents cost beyond N is the documents' own.
Bare loops and runs take turns, and the least of each counts.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

import psutil

from bench.dump import pages, write
from pipeline.batch import Options, run
from pipeline.batch.tasks import Limits, Task
from pipeline.batch.worker import normalise, warm


def used() -> float:
    """CPU seconds of this process and all that it has waited for."""
    parts = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


class Sampler:
    """Looks at memory at every tenth document."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int, float]] = []
        self._count = 0

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        """A document has its outcome."""
        del path, member, status, detail, place
        self._count += 1
        if self._count % 500 == 0:
            me = psutil.Process()
            most = max((child.memory_info().rss for child in me.children(recursive=True)), default=0)
            self.seen.append((self._count, me.memory_info().rss + most, time.perf_counter()))

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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure batch runs.")
    parser.add_argument("count", type=int)
    parser.add_argument("--kinds", default="jsonl,warc.gz,folder")
    parser.add_argument("--rounds", type=int, help="only what supervision adds, the least of so many rounds")
    given = parser.parse_args()
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
                memory = [f"{count}: {size >> 20} MiB" for count, size, _ in sampler.seen[:: max(1, len(sampler.seen) // 4)]]
                print(
                    f"{kind}, {workers} workers: {took:.2f} CPU s ({(took / cpu - 1) * 100:+.1f} %), {report['seconds']:.2f} s, "
                    f"{report['documents'] / report['seconds']:.1f} documents/s; memory {', '.join(memory)}"
                )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
