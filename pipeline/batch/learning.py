"""Lines that repeat, learnt from all that lies under IN: read as a run reads it, with the same limits for each page.

A page that crashes, hangs or is broken costs that page; the number of workers and the order of the pages change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.crew import Crew
from pipeline.batch.manifest import Manifest
from pipeline.batch.plan import Broken, End, Passed, Piece, Plan, Single, Tag
from pipeline.batch.stop import stoppable
from pipeline.batch.tasks import Failure
from pipeline.containers import Fault, LeftOut
from pipeline.neighbours import Lines, Sample, Seen
from pipeline.neighbours.sample import PAGES

if TYPE_CHECKING:
    from pipeline.batch.crew import Job
    from pipeline.batch.inputs import Input
    from pipeline.batch.options import Options
    from pipeline.batch.tasks import Outcome
    from pipeline.batch.watcher import Watcher

__all__ = ["Learnt", "learn"]

_LISTED = 100


@dataclass(slots=True)
class Learnt:
    """What was learnt, and from what: pages with an article, those held to be counted, those without one, and failures."""

    lines: Lines = field(default_factory=Lines)
    pages: int = 0
    held: int = 0
    empty: int = 0
    failed: int = 0
    passed: int = 0
    failures: list[str] = field(default_factory=list)


def learn(options: Options, pages: int = PAGES, watcher: Watcher | None = None) -> Learnt:
    """The lines that repeat across the pages of each host under ``options.source``, counted on at most so many `pages`.

    Nothing is written, and ``options.out`` plays no part. Raises `StopError` when stopped by a signal.
    """
    options = replace(options, learn=True, lines=None, corrections=None, duplicates=False, dedup=False)
    manifest = Manifest(Path(":memory:"))
    sample, learnt = Sample(pages), Learnt()
    try:
        with stoppable(), Crew[Tag](options.workers, options.limits) as crew:
            for job in crew.run(Plan(options, manifest).jobs(crew)):
                _take(job, sample, learnt, watcher)
    finally:
        manifest.close()
    learnt.lines, learnt.held = sample.lines(), len(sample)
    return learnt


def _take(job: Job[Tag], sample: Sample, learnt: Learnt, watcher: Watcher | None) -> None:
    """Count the outcome of a job, and tell of it."""
    match job.tag:
        case Broken(source, failure):
            _count(sample, learnt, watcher, (source, None, 0), failure)
            _done(watcher, source)
        case Single(source):
            _count(sample, learnt, watcher, (source, None, 0), job.outcome)
            _done(watcher, source)
        case Passed() | Piece(member=LeftOut()):
            learnt.passed += 1
        case Piece(source, Fault() as fault, place):
            failure = Failure(stage="container", error=fault.error, message=fault.message)
            _count(sample, learnt, watcher, (source, fault.member, place), failure)
        case Piece(source, page, place):
            _count(sample, learnt, watcher, (source, page.member, place), job.outcome)
        case End(source):
            _done(watcher, source)


def _done(watcher: Watcher | None, source: Input) -> None:
    if watcher is not None:
        watcher.input(source.path, source.size)


def _count(
    sample: Sample, learnt: Learnt, watcher: Watcher | None, where: tuple[Input, str | None, int], outcome: Outcome | None
) -> None:
    source, member, place = where
    assert outcome is not None
    if isinstance(outcome, Failure):
        learnt.failed += 1
        status, detail = "quarantined", f"{outcome.error} in {outcome.stage}: {outcome.message}"
        if len(learnt.failures) < _LISTED:
            learnt.failures.append(f"{source.path}{f' [{member}]' if member else ''}: {detail}")
    elif outcome.content:
        learnt.pages += 1
        status, detail = "normalised", ""
        sample.add(Seen.from_json(outcome.content))
    else:
        learnt.empty += 1
        status, detail = "filtered", outcome.reason or ""
    if watcher is not None:
        watcher.document(source.path, member, status, detail, place)
