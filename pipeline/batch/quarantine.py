"""The quarantine: documents that no record could be made of, each with its bytes, its error and the way to try again."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from pipeline.batch.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.batch.inputs import Input
    from pipeline.batch.tasks import Failure, Limits

__all__ = ["Quarantine"]


class Quarantine:
    """The folder ``OUT/_run/quarantine``: ``<entry>.json`` says what happened, ``<entry>.raw`` is the document."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits

    def put(self, source: Input, member: str | None, raw: bytes | None, failure: Failure) -> str:
        """Keep a document; the name of its entry. `raw` is None where its bytes could not be had."""
        entry = hashlib.sha256(os.fsencode(source.name) + b"\0" + (member or "").encode()).hexdigest()[:16]
        if raw is not None:
            write_whole(self._folder / f"{entry}.raw", raw)
        said = {
            "path": source.path,
            "member": member,
            "id": None if raw is None else hashlib.sha256(raw).hexdigest(),
            "bytes": None if raw is None else len(raw),
            "compression": source.suffix if member is None else "",
            "stage": failure.stage,
            "error": failure.error,
            "message": failure.message,
            "traceback": failure.traceback,
            "attempts": failure.attempts,
            "limits": {"deadline": self._limits.deadline, "memory": self._limits.memory, "max_document": self._limits.largest},
            "retry": "the same command with --retry-failed; where it helps, a higher --deadline, --memory or --max-document",
        }
        write_whole(self._folder / f"{entry}.json", json.dumps(said, ensure_ascii=False, indent=2).encode() + b"\n")
        return entry

    def drop(self, entry: str) -> None:
        """A document has left the quarantine."""
        for ending in ("json", "raw"):
            (self._folder / f"{entry}.{ending}").unlink(missing_ok=True)
