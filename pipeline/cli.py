"""The command ``zhengshu``."""

from __future__ import annotations

import pathlib
import sys

from pipeline.record import page
from pipeline.road import normalize

__all__ = ["main"]


def main() -> None:
    """Run the command (first version: ``normalize IN OUT``)."""
    _, given, out = sys.argv[1:4]
    root = pathlib.Path(given)
    for file in sorted(p for p in root.rglob("*") if p.is_file()):
        name = file.relative_to(root).as_posix()
        target = pathlib.Path(out) / (name + ".json")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page(normalize(file.read_bytes(), path=name)))
