"""Many documents: folders, files, dumps and streams in, records out, and nothing lost on the way.

`run` does it. Every document ends as normalised, filtered (with a reason) or quarantined (with the error); a crash, a hang or
a shortage of memory costs the document that made it; a run that is killed goes on where it was; and neither the number of
workers nor a kill changes a byte of what is written.

The names here are each imported when first used: a worker loads nothing of what writes, nor a parent of what reads pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch.files import HeldError
    from pipeline.batch.fingerprint import version
    from pipeline.batch.options import Options, cores
    from pipeline.batch.report import readable
    from pipeline.batch.running import local, run
    from pipeline.batch.stop import StopError
    from pipeline.batch.tasks import Limits
    from pipeline.batch.watcher import Watcher

_HOMES = {
    "HeldError": "files",
    "Limits": "tasks",
    "Options": "options",
    "StopError": "stop",
    "Watcher": "watcher",
    "cores": "options",
    "local": "running",
    "readable": "report",
    "run": "running",
    "version": "fingerprint",
}

__all__ = ["HeldError", "Limits", "Options", "StopError", "Watcher", "cores", "local", "readable", "run", "version"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
