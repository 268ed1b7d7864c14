"""Runs a dump of pages through trafilatura as a user would today: by datatrove's local executor, or by a pool of processes.

    python bench/executors.py datatrove|pool DUMP.jsonl OUT

The Python is that of .venv-bench. DUMP has a page a line (`url`, `html`); OUT gets JSON lines of what was extracted. Pages that
ask for a fault get it in the worker, as ours do (tests/faults): an exception, a crash, a kill, a hang.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

WORKERS = 2


def extracted(page: str) -> str:
    """The article's text, by trafilatura's default mode; a page that asks for a fault has it."""
    from trafilatura import extract  # noqa: PLC0415 - only where it is installed

    if "FAULT-RAISE" in page:
        raise KeyError("the document asked for it")
    if "FAULT-SEGV" in page:
        ctypes.string_at(8)
    if "FAULT-KILL" in page:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAULT-HANG" in page:
        while True:
            pass
    return extract(page) or ""


def pool(dump: Path, out: Path) -> None:
    """One future a page; what a future gives is written when it is done."""
    out.mkdir(parents=True)
    lost = 0
    with ProcessPoolExecutor(WORKERS) as workers, dump.open(encoding="utf-8") as lines, (out / "0.jsonl").open("w") as made:
        futures = {}
        for line in lines:
            row = json.loads(line)
            futures[workers.submit(extracted, row["html"])] = row["url"]
        for future in as_completed(futures):
            try:
                text = future.result()
            except Exception:  # noqa: BLE001 - what a careful user writes
                lost += 1
                continue
            made.write(json.dumps({"url": futures[future], "text": text}, ensure_ascii=False) + "\n")
    print(f"{lost} futures raised")


def datatrove(dump: Path, out: Path) -> None:
    """Its own reader, extractor and writer; the dump is one file, which is one task."""
    from datatrove.executor import LocalPipelineExecutor  # noqa: PLC0415 - only where it is installed
    from datatrove.pipeline.extractors.base import BaseExtractor  # noqa: PLC0415
    from datatrove.pipeline.readers import JsonlReader  # noqa: PLC0415
    from datatrove.pipeline.writers import JsonlWriter  # noqa: PLC0415

    class Extractor(BaseExtractor):  # type: ignore[misc] # untyped
        name = "trafilatura"

        def __init__(self) -> None:
            super().__init__(timeout=20)

        def extract(self, text: str) -> Any:
            return extracted(text)

    LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(dump.parent), glob_pattern=dump.name, text_key="html", id_key="url"),
            Extractor(),
            JsonlWriter(str(out), compression=None),
        ],
        tasks=1,
        workers=WORKERS,
        logging_dir=str(out / "logs"),
        start_method="fork",
    ).run()


if __name__ == "__main__":
    {"pool": pool, "datatrove": datatrove}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
