"""Many documents: folders, files, dumps and streams in, records out, and nothing lost on the way.

`run` does it. Every document ends as normalised, filtered (with a reason) or quarantined (with the error); a crash, a hang or
a shortage of memory costs the document that made it; a run that is killed goes on where it was; and neither the number of
workers nor a kill changes a byte of what is written.
"""

from __future__ import annotations

from pipeline.batch.files import HeldError
from pipeline.batch.fingerprint import fingerprint, version
from pipeline.batch.options import Options, cores
from pipeline.batch.report import readable
from pipeline.batch.run import run
from pipeline.batch.stop import StopError
from pipeline.batch.tasks import Limits
from pipeline.batch.watcher import Watcher

__all__ = ["HeldError", "Limits", "Options", "StopError", "Watcher", "cores", "fingerprint", "readable", "run", "version"]
