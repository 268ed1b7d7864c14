"""Fuzzing by coverage: atheris changes pages, texts and archives until something breaks.

    python -m bench.fuzz read -max_total_time=60     # read, blocks, measure, containers; the rest is libFuzzer's

It starts from a corpus of shapes: the pages of `raw/`, and dumps of them made by `bench.dump`, of every kind. What breaks a
target is an exception or a broken invariant, more than ten seconds, or 2 GB. The input is then written to the folder
`.fuzz/found`, and its traceback is shown; once mended, it becomes a test.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from bench.dump import RAW, write
    from pipeline.containers import KINDS, Reading, pages, unpacked
    from pipeline.document import Document
    from pipeline.road import figures, record, travel
    from pipeline.stages.read import read
    from tests import invariants

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = Path(".fuzz/found")
LIMITS = ("-timeout=10", "-rss_limit_mb=2048", "-max_len=16384")
SUFFIXES = ("", ".gz", ".zst", ".bz2", ".xz")
READING = Reading(largest=1 << 20)


def fuzz_read(data: bytes) -> None:
    """Any bytes can be read, under any label, and give what UTF-8 can write (or a lone surrogate never)."""
    cut = data.find(b"\n", 0, 40)
    declared = data[:cut].decode("latin-1") if cut > 0 else None
    document = read(Document(raw=data, declared=declared))
    document.text.value.encode()


def fuzz_blocks(data: bytes) -> None:
    """Any page goes the whole road, and its blocks and figures stand where they say."""
    document = travel(Document(raw=data, path="page"))
    made = record(document)
    invariants.blocks(made, len(document.text.source))
    assert all(made.text[f.start : f.end] for f in made.figures)


def fuzz_measure(data: bytes) -> None:
    """Any text has figures in order, each standing where it says."""
    text = data.decode("utf-8", "replace")
    last = 0
    for figure in figures(text):
        assert last <= figure.start < figure.end <= len(text)
        last = figure.start


def fuzz_containers(data: bytes) -> None:
    """Any bytes are opened as any container (the first byte says which), and end in pages and faults."""
    if not data:
        return
    kinds = sorted(set(KINDS.values()))
    suffix = SUFFIXES[data[0] // len(kinds) % len(SUFFIXES)]
    for number, _ in enumerate(pages(unpacked(io.BytesIO(data[1:]), suffix), kinds[data[0] % len(kinds)], READING)):
        if number > 1000:
            break


TARGETS: dict[str, Callable[[bytes], None]] = {
    "read": fuzz_read,
    "blocks": fuzz_blocks,
    "measure": fuzz_measure,
    "containers": fuzz_containers,
}


def corpus(target: str, folder: Path) -> None:
    """The shapes that fuzzing starts from."""
    if target == "containers":
        kinds = sorted(set(KINDS.values()))
        for kind in ("jsonl", "csv", "warc"):
            for number, suffix in enumerate(SUFFIXES):
                if kind == "warc" and suffix not in {"", ".gz"}:
                    continue
                made = folder / f"shape.{kind}{suffix}"
                write(2, made)
                made.write_bytes(bytes([kinds.index(kind) + number * len(kinds)]) + made.read_bytes())
        return
    for page in (file for file in RAW.rglob("*") if file.is_file()):
        raw = page.read_bytes()
        shape = record(travel(Document(raw=raw))).text.encode() if target == "measure" else raw
        (folder / page.name).write_bytes(shape)


def main() -> None:
    """Read the call, and fuzz until the time is over or something breaks."""
    target, *options = sys.argv[1:]
    FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        corpus(target, Path(place))
        prefix = f"-artifact_prefix={FOUND}/{target}-"
        atheris.Setup([sys.argv[0], *LIMITS, prefix, *options, place], TARGETS[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
