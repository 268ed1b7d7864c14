"""Run the outside rulers and hold their figures against ``tests/floors.toml``.

    python bench/floors.py SHARED [--print]

SHARED is the folder with ``eval/`` (the rulers) and what they measure. A figure under its floor (or over its ceiling) is
printed and fails the run. `--print` shows the figures reached, in the form of the floors file, to raise it by hand.
"""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent


def ruler(shared: pathlib.Path, name: str, *arguments: str) -> dict[str, Any]:
    """What one ruler prints."""
    command = [sys.executable, str(shared / "eval" / name), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def scored(shared: pathlib.Path, raw: str, gold: str) -> dict[str, Any]:
    """`score.py` over a folder of pages, normalised afresh."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [sys.executable, "-m", "pipeline", "normalize", str(shared / raw), out], cwd=ROOT, check=True, capture_output=True
        )
        return ruler(shared, "score.py", str(shared / gold), out, "--raw", str(shared / raw))


def measure(shared: pathlib.Path) -> dict[str, dict[str, Any]]:
    """Every ruler's summary."""
    return {
        "seeds": scored(shared, "seeds", "gold"),
        "articles": scored(shared, "articles/raw", "articles/gold"),
        "text": ruler(shared, "text.py", str(shared / "cases")),
        "cases": ruler(shared, "cases.py", str(shared / "cases")),
        "html": ruler(shared, "pages.py", str(shared / "pages")),
        "flat": ruler(shared, "pages.py", str(shared / "pages"), "--kind", "flat", "--sets", "magic_zh,cwce,gne_portal"),
    }


def reach(summary: object, path: str) -> object:
    """The value at `path`, keys joined by ``/``."""
    for key in path.split("/"):
        summary = summary.get(key) if isinstance(summary, dict) else None
    return summary


def main() -> int:
    """0 when every floor holds, 1 when one does not, 2 on a wrong call."""
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    shared = pathlib.Path(sys.argv[1]).resolve()
    if not (shared / "eval").is_dir():
        print(f"floors skipped: no rulers under {sys.argv[1]}")
        return 0
    reached = measure(shared)
    floors = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))
    bad = 0
    for section, wanted in floors.items():
        for breach, times in (reached[section].get("checks") or {}).items():
            bad += 1
            print(f"LOW  {section}: {times} records break their contract: {breach}")
        for path, floor in wanted.items():
            most = path.startswith("at most ")
            got = reach(reached[section], path.removeprefix("at most "))
            value = 0 if got is None and most else got
            fine = isinstance(value, int | float) and (value <= floor if most else value >= floor)
            bad += not fine
            if not fine or "--print" in sys.argv:
                print(f"{'ok  ' if fine else 'LOW '} {section}: {path} = {value}, {'ceiling' if most else 'floor'} {floor}")
    print(f"{sum(map(len, floors.values())) - bad} passed, {bad} failed")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
