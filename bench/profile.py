"""Where the time goes: CPU milliseconds a page by stage, and the functions that take them.

    python -m bench.profile [FOLDER] [--rounds 10] [--functions 30] [--stage blocks]

FOLDER holds single documents, gzipped or not (``raw/`` without one); containers are left out. The stages are timed first, page by
page, the best of the rounds, nothing else running in the process. Then a timer looks at the running function every few
milliseconds of CPU time, which slows nothing down as a tracing profiler does: `own` is what a function took itself, with the
library calls it made, `all` what it took with those it called. `--stage` counts the functions of one stage only.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.contenders import page_text
from bench.rivals import table
from pipeline.containers import kind_of
from pipeline.document import Document
from pipeline.record import page
from pipeline.road import record, stages

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Step = tuple[str, Callable[[Document], object]]

ROOT = Path(__file__).resolve().parent.parent
TICK = 0.001
"""Seconds of CPU time between two looks; most systems look less often."""
MILLI = 1000


@dataclass
class Samples:
    """How often each function was seen running, by its place and name."""

    own: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def see(self, _: int, frame: FrameType | None) -> None:
        """Count the functions that run now."""
        self.count += 1
        names = []
        while frame is not None:
            code = frame.f_code
            file = Path(code.co_filename)
            names.append(f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name}: {code.co_qualname}")
            frame = frame.f_back
        self.own[names[0]] += 1
        self.whole.update(set(names))


def steps() -> tuple[Step, ...]:
    """The stages by name, and the writing of the record behind them."""
    road = tuple((getattr(stage, "__name__", type(stage).__name__), stage) for stage in stages())
    return (*road, ("record", lambda document: page(record(document))))


def travel(document: Document, road: tuple[Step, ...]) -> dict[str, float]:
    """The CPU seconds of each stage that the page passes."""
    spent: dict[str, float] = {}
    for name, stage in road:
        if document.reason is not None and name != "record":
            continue
        begin = time.process_time()
        after = stage(document)
        spent[name] = time.process_time() - begin
        if isinstance(after, Document):
            document = after
    return spent


def timed(pages: list[Document], road: tuple[Step, ...], rounds: int) -> dict[str, float]:
    """Milliseconds a page by stage: of every page the best of the rounds."""
    total = dict.fromkeys((name for name, _ in road), 0.0)
    for document in pages:
        tried = [travel(document, road) for _ in range(rounds)]
        for name in tried[0]:
            total[name] += min(one[name] for one in tried)
    return {name: MILLI * seconds / len(pages) for name, seconds in total.items()}


def sampled(pages: list[Document], road: tuple[Step, ...], rounds: int, only: str | None) -> Samples:
    """The functions that run while the pages pass the road; of one stage where it is named."""
    samples = Samples()
    signal.signal(signal.SIGPROF, samples.see)
    for _ in range(rounds):
        for raw in pages:
            document = raw
            for name, stage in road:
                if document.reason is not None and name != "record":
                    continue
                if only in {None, name}:
                    signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
                after = stage(document)
                signal.setitimer(signal.ITIMER_PROF, 0)
                if isinstance(after, Document):
                    document = after
    return samples


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "raw")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--functions", type=int, default=30)
    parser.add_argument("--stage")
    asked = parser.parse_args()
    files = sorted(file for file in asked.folder.rglob("*") if file.is_file() and kind_of(file.name)[0] is None)
    pages = [Document(raw=page_text(file.read_bytes()), path=file.name.removesuffix(".gz")) for file in files]
    if not pages:
        print(f"profile skipped: no single document under {asked.folder}")
        return
    road = steps()
    if asked.stage and asked.stage not in dict(road):
        parser.error(f"no stage is called {asked.stage!r}: {', '.join(name for name, _ in road)}")
    timed(pages, road, 1)  # tables are loaded outside the measure
    spent = timed(pages, road, asked.rounds)
    total = sum(spent.values())
    rows = [[name, f"{value:.2f}", f"{100 * value / total:.0f} %"] for name, value in spent.items()]
    size = sum(len(document.raw) for document in pages)
    print(f"{len(pages)} pages of {size / len(pages) / 1000:.0f} KB on average\n")
    print(table(["stage", "ms a page", "share"], [*rows, ["all", f"{total:.2f}", f"{MILLI / total:.0f} pages/s"]]))
    samples = sampled(pages, road, asked.rounds, asked.stage)
    whole = spent[asked.stage] if asked.stage else total
    scale = whole / max(samples.count, 1)
    functions = [
        [f"{scale * seen:.2f}", f"{scale * samples.whole[name]:.2f}", name]
        for name, seen in samples.own.most_common(asked.functions)
    ]
    print(f"\n{samples.count} looks\n")
    print(table(["own ms", "all ms", "function"], functions))


if __name__ == "__main__":
    main()
