"""The road beside its floor: the least that any Python program with these libraries could do on the same bytes.

    python -m bench.floor PAGES [--sets a,b] [--rounds 3]

The floor decodes (UTF-8, else GB18030), parses with lexbor and takes the body's text (HTML only), sends it once through
OpenCC, scans it once for the openings of figures, and writes the road's own record with orjson. The road goes from the same
bytes to the same file. Both run in turn, each in a process of its own on one core; times are CPU seconds, the best of the rounds.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.contenders import decoded, page_text
from bench.machine import told
from bench.rivals import COMPILED, HERE, PEERS, table

if TYPE_CHECKING:
    from collections.abc import Callable

ANCHOR = re.compile(r"[0-9\uff10-\uff19\u3007\u4e00-\u9fff]?[0-9\uff10-\uff19\u3007][0-9.,\uff10-\uff19]*+")


def road() -> Callable[[bytes, str | None, Path], None]:
    """Bytes to record file, by zhengshu, as `zhengshu normalize` writes it."""
    import pipeline  # noqa: PLC0415 - each side loads what it runs
    from pipeline.record import page  # noqa: PLC0415

    def run(raw: bytes, url: str | None, out: Path) -> None:
        out.write_bytes(page(pipeline.normalize(raw, url=url)))

    return run


def floor(kind: str) -> Callable[[bytes, str | None, Path], None]:
    """The least: its records are those that the road wrote, read in before the clock runs."""
    import opencc  # noqa: PLC0415
    import orjson  # noqa: PLC0415
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    convert = opencc.OpenCC("t2s").convert
    known: dict[Path, object] = {}

    def run(raw: bytes, _: str | None, out: Path) -> None:
        text = decoded(raw)
        if kind == "html":
            tree = LexborHTMLParser(text)
            tree.strip_tags(["script", "style", "noscript"])
            text = tree.body.text() if tree.body is not None else ""
        places = [match.span() for match in ANCHOR.finditer(convert(text))]
        out.with_suffix(".floor").write_bytes(orjson.dumps(known[out]) + b"\n" * (not places))

    def load(raw: bytes, url: str | None, out: Path) -> None:
        if out not in known:
            known[out] = orjson.loads(out.read_bytes())
            run(raw, url, out)

    run.load = load  # type: ignore[attr-defined] # what is not to be timed
    return run


def work(side: str, kind: str) -> None:
    """Answer each list of pages with the CPU seconds it took."""
    answer_to = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    run = floor(kind) if side == "floor" else road()
    met: set[Path] = set()
    for line in sys.stdin:
        cpu, size = 0.0, 0
        for file, url, out in json.loads(line):
            raw, path = page_text(Path(file).read_bytes()), Path(out)
            if path not in met:
                met.add(path)
                getattr(run, "load", run)(raw, url, path)
            begin = time.process_time()
            run(raw, url, path)
            cpu += time.process_time() - begin
            size += len(raw)
        print(json.dumps([cpu, size]), file=answer_to, flush=True)


def sides(kind: str) -> dict[str, subprocess.Popen[str]]:
    """The processes, on the same core."""
    found = {}
    for side, python in (("road", Path(sys.executable)), ("compiled", COMPILED), ("floor", PEERS)):
        if not python.exists():
            continue
        found[side] = subprocess.Popen(
            [python, "-m", "bench.floor", "--work", side, kind],
            cwd=HERE.parent,
            env={
                **os.environ,
                "PYTHONSAFEPATH": "1" if side == "compiled" else "",
            },  # else the folder comes before what is installed
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(found[side].pid, {min(os.sched_getaffinity(0))})
    return found


def main() -> None:
    """Print the ratios."""
    if sys.argv[1:2] == ["--work"]:
        work(*sys.argv[2:4])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--sets")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    names = asked.sets.split(",") if asked.sets else sorted(path.parent.name for path in asked.pages.glob("*/gold.jsonl"))
    if not names or not PEERS.exists():
        print(f"floor skipped: no pages under {asked.pages}, or no {PEERS} (make bench-strip makes it)")
        return
    rows = []
    with tempfile.TemporaryDirectory() as out:
        for kind, field in (("html", "file"), ("flat", "flat")):
            both = sides(kind)
            for name in names:
                gold = [json.loads(line) for line in (asked.pages / name / "gold.jsonl").read_text("utf-8").splitlines()]
                work_on = json.dumps(
                    [
                        (str(asked.pages / name / g[field]), g.get("url"), f"{out}/{name}-{kind}-{i}.json")
                        for i, g in enumerate(gold)
                    ]
                )
                rows.append(_row(f"{name}, {kind}", both, work_on, len(gold), asked.rounds))
            for process in both.values():
                process.communicate()
    heads = [
        "floor ms a page",
        "road ms a page",
        "ratio",
        "ratio by round",
        "compiled ms a page",
        "ratio",
        "road pages/s",
        "road MB/s",
    ]
    print(table(["", *heads], rows))
    print(told())


def _row(name: str, both: dict[str, subprocess.Popen[str]], work_on: str, count: int, rounds: int) -> list[str]:
    cpu: dict[str, list[float]] = {side: [] for side in both}
    size = 0
    for _ in range(rounds):
        for side, process in both.items():
            if process.stdin is None or process.stdout is None:
                raise RuntimeError(f"{side}: no pipe")
            process.stdin.write(work_on + "\n")
            process.stdin.flush()
            seconds, size = json.loads(process.stdout.readline())
            cpu[side].append(seconds)
    low, high = min(cpu["floor"]), min(cpu["road"])
    ratios = [b / a for a, b in zip(cpu["floor"], cpu["road"], strict=True)]
    return [
        name,
        f"{1000 * low / count:.2f}",
        f"{1000 * high / count:.2f}",
        f"{high / low:.1f}",
        f"{min(ratios):.1f} to {max(ratios):.1f}",
        f"{1000 * min(cpu['compiled']) / count:.2f}" if "compiled" in cpu else "",
        f"{min(cpu['compiled']) / low:.1f}" if "compiled" in cpu else "",
        f"{count / high:.0f}",
        f"{size / high / 1e6:.2f}",
    ]


if __name__ == "__main__":
    main()
