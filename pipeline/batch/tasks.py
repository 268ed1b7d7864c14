"""What passes between the supervisor and its workers: tuples, which are pickled in a third of a dataclass's time."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.corrections import Correction, Missed

__all__ = ["LOG_ROOM", "PROGRESS", "STAGE_ROOM", "Answer", "Failure", "Limits", "Outcome", "Task"]

STAGE_ROOM = 32
"""Bytes at the head of a worker's log that name the stage it is in."""
PROGRESS = struct.Struct("=dQ")
"""What stands behind them: since when (`time.monotonic`) it is at a task, and how many it has begun."""
LOG_ROOM = STAGE_ROOM + PROGRESS.size
"""Bytes before the traceback of a crash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take."""

    deadline: float = 30.0
    """Seconds, by the wall clock."""
    memory: int = 1024
    """MiB, on top of what the program needs for itself."""
    largest: int = 64 << 20
    """Bytes of a document, unpacked."""


class Task(NamedTuple):
    """One document to normalise. `suffix` names the compression that `raw` is under, `line` asks for the compact form.

    `learn` asks for what the page contributes to `pipeline.neighbours` (as JSON, empty for none) in the place of its record.
    """

    raw: bytes
    path: str
    suffix: str = ""
    member: str | None = None
    url: str | None = None
    declared: str | None = None
    market: str | None = None
    published: str | None = None
    line: bool = False
    signature: bool = False
    corrections: tuple[Correction, ...] = ()
    learn: bool = False


class Answer(NamedTuple):
    """A document's record as bytes, and what the report says of it. `seconds` is by stage.

    `corrected` is how many decisions of a review were applied, `missed` are those that fit no figure.
    """

    content: bytes
    status: str
    reason: str | None
    figures: int
    size: int
    seconds: dict[str, float]
    signature: bytes | None = None
    length: int = 0
    corrected: int = 0
    missed: tuple[Missed, ...] = ()


class Failure(NamedTuple):
    """Why a document has no record: the stage, the error, the traceback, and how often it was tried."""

    stage: str
    error: str
    message: str
    traceback: str = ""
    attempts: int = 1
    seconds: Mapping[str, float] = {}


Outcome = Answer | Failure
