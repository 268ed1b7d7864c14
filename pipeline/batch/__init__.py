"""Many documents: a folder or a file in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.batch.files import write_whole
from pipeline.containers import inner_name, read_bounded, unpacked
from pipeline.record import page
from pipeline.road import normalize

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["run"]


def run(source: Path, out: Path, market: str | None = None, published: str | None = None) -> int:
    """Normalise every file under `source` into `out`; the number of documents."""
    files = sorted(p for p in source.rglob("*") if p.is_file() and not p.name.startswith(".")) if source.is_dir() else [source]
    root = source if source.is_dir() else source.parent
    for file in files:
        name = file.relative_to(root).as_posix()
        with file.open("rb") as stream:
            raw = read_bounded(unpacked(stream, inner_name(name)[1]), 64 << 20)
        record = normalize(raw, path=name, market=market, published=published)
        write_whole(out / (name + ".json"), page(record))
    return len(files)
