"""How a run goes: a bar on a terminal, plain lines in a log, JSON lines on demand."""

from __future__ import annotations

import json
import sys
from collections import Counter
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from pipeline.batch.inputs import Input, listed
from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from pipeline.batch import Options

__all__ = ["Looker", "looker"]

_EVERY = 5.0
_REDRAW = 0.1


class Looker:
    """Counts outcomes and says nothing; the others say it in their ways."""

    def __init__(self, *, verbose: bool) -> None:
        self.verbose = verbose
        self.counts: Counter[str] = Counter()
        self.began = monotonic()
        self._spoke = self.began

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        """A document has its outcome."""
        self.counts[status] += 1
        if self.verbose or status == "quarantined":
            self.name(f"{path} [{member}]" if member else path, status, detail)
        now = monotonic()
        if now - self._spoke >= self.every:
            self._spoke = now
            self.tick(place)

    def input(self, path: str, size: int) -> None:
        """An input of so many bytes is done."""
        del path, size

    every = _EVERY

    def name(self, place: str, status: str, detail: str) -> None:
        """Say what became of one document."""

    def tick(self, place: int) -> None:
        """Say how far the run is."""

    def finish(self, report: dict[str, Any] | None) -> None:
        """The run has ended."""

    @property
    def rate(self) -> float:
        """Documents a second so far."""
        return self.counts.total() / max(monotonic() - self.began, 1e-9)


class _Lines(Looker):
    """Plain lines on stderr, for logs."""

    def name(self, place: str, status: str, detail: str) -> None:
        print(visible(f"{status}: {place}: {detail}"), file=sys.stderr)  # noqa: T201

    def tick(self, place: int) -> None:
        del place
        said = ", ".join(f"{count:,} {status}" for status, count in sorted(self.counts.items()))
        print(f"{said}; {self.rate:,.1f} documents/s", file=sys.stderr, flush=True)  # noqa: T201

    def finish(self, report: dict[str, Any] | None) -> None:
        if report and report["interrupted"]:
            print(f"stopped by {report['interrupted']}; the same command goes on from here", file=sys.stderr)  # noqa: T201


class _Json(Looker):
    """JSON lines on stderr, for machines."""

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        super().document(path, member, status, detail, place)
        if self.verbose or status == "quarantined":
            self._say(event="document", path=path, member=member, status=status, detail=detail)

    def tick(self, place: int) -> None:
        del place
        self._say(event="progress", rate=round(self.rate, 1), **self.counts)

    def finish(self, report: dict[str, Any] | None) -> None:
        self._say(event="end", **(report or {}))

    def _say(self, **said: object) -> None:
        print(json.dumps(said, ensure_ascii=False), file=sys.stderr, flush=True)  # noqa: T201


class _Bar(Looker):
    """A bar over the bytes of the inputs, with counts by outcome, rate and remaining time."""

    every = _REDRAW

    def __init__(self, progress: Progress, task: TaskID, *, verbose: bool) -> None:
        super().__init__(verbose=verbose)
        self._progress, self._task, self._done = progress, task, 0

    def name(self, place: str, status: str, detail: str) -> None:
        from rich.markup import escape  # noqa: PLC0415 - on a terminal only

        colour = {"normalised": "green", "filtered": "yellow", "quarantined": "red"}.get(status, "white")
        said = escape(visible(f"{place}: {detail}"))
        self._progress.console.print(f"[{colour}]{status}[/{colour}] {said}", highlight=False)

    def tick(self, place: int) -> None:
        counts = self.counts
        colours = {"normalised": "green", "filtered": "yellow", "quarantined": "red"}
        said = " ".join(f"[{colour}]{counts[status]:,}[/{colour}]" for status, colour in colours.items())
        self._progress.update(self._task, completed=self._done + place, counts=said, rate=f"{self.rate:,.0f}/s")

    def input(self, path: str, size: int) -> None:
        del path
        self._done += size
        if monotonic() - self._spoke >= _REDRAW:
            self._spoke = monotonic()
            self.tick(0)

    def finish(self, report: dict[str, Any] | None) -> None:
        self.tick(0)
        if report and report["interrupted"]:
            self._progress.console.print(f"stopped by {report['interrupted']}; the same command goes on from here")


@contextmanager
def looker(options: Options, *, how: str, verbose: bool) -> Iterator[Looker]:
    """Who looks on at a run. `how`: ``json``, ``quiet``, or ``plain``, which is a bar where stderr is a terminal."""
    if how == "json":
        yield _Json(verbose=verbose)
    elif how == "quiet":
        yield Looker(verbose=False)
    elif not sys.stderr.isatty():
        yield _Lines(verbose=verbose)
    else:
        from rich.console import Console  # noqa: PLC0415 - on a terminal only
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        total = sum(item.size for item in listed(options.source, options.kind) if isinstance(item, Input))
        columns = (
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[counts]}"),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield _Bar(progress, progress.add_task("", total=total or None, counts="", rate=""), verbose=verbose)
