"""What a run is told."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.batch.fingerprint import fingerprint
from pipeline.batch.inputs import RUN
from pipeline.batch.tasks import Limits
from pipeline.containers import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.corrections import Corrections
    from pipeline.neighbours import Lines

__all__ = ["Options", "cores"]


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One run: IN, OUT and every option."""

    source: str
    out: Path
    workers: int = field(default_factory=cores)
    limits: Limits = field(default_factory=Limits)
    reading: Reading = field(default_factory=Reading)
    kind: str | None = None
    market: str | None = None
    published: str | None = None
    corrections: Corrections | None = None
    lines: Lines | None = None
    learn: bool = False
    shape: str = "json"
    shards: int = 1
    retry_failed: bool = False
    duplicates: bool = False
    dedup: bool = False
    prune: bool = False

    @property
    def records(self) -> Path:
        """Where each input's own records go: OUT, or a folder of the run where they are packed into shards afterwards."""
        return self.out if self.shape == "json" else self.out / RUN / "records"

    @property
    def told(self) -> dict[str, Any]:
        """The options that the bytes of the records depend on."""
        told = {
            "market": self.market,
            "published": self.published,
            "body_field": self.reading.body,
            "url_field": self.reading.url,
            "date_field": self.reading.date,
            "max_document": self.limits.largest,
            "kind": self.kind,
            "duplicates": self.duplicates or self.dedup,
        }
        return told if self.lines is None else told | {"lines": self.lines.fingerprint}

    @property
    def key(self) -> str:
        """One word for rules and options: where it is the same, so are the bytes."""
        return hashlib.sha256(f"{fingerprint()} {json.dumps(self.told, sort_keys=True)}".encode()).hexdigest()

    def key_of(self, path: str) -> str:
        """The same for one input: its own corrections tell as well, so that others may change without it."""
        digest = None if self.corrections is None else self.corrections.digest(path)
        return self.key if digest is None else hashlib.sha256(f"{self.key} {digest}".encode()).hexdigest()
