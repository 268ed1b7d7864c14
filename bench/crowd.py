"""A dump through three executors, whole and with faults in it: how fast, how much memory, and what each lost.

    python -m bench.crowd COUNT [--limit 300]

Ours runs the whole road; datatrove's local executor and a ProcessPool run trafilatura alone, which is less work. Each gets
the same JSON lines of pages (bench/dump.py), then the same with five pages among them that raise, crash, kill their process,
hang, hang again. Two workers each; a run that is not done within the limit is ended, and what it had written counts. Lost are
the good pages that have an output without the faults and none with them. Memory is the most that all processes of a run hold
together (proportional set size).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from bench.dump import write
from bench.rivals import HERE, PEERS, table

FAULTS = ("FAULT-RAISE", "FAULT-SEGV", "FAULT-KILL", "FAULT-HANG", "FAULT-HANG")
DEADLINE = "10"


def faulty(dump: Path, target: Path) -> None:
    """The dump with the faults put evenly among its pages."""
    lines = dump.read_text("utf-8").splitlines()
    step = len(lines) // len(FAULTS)
    for number, word in enumerate(FAULTS):
        page = f"<html><body><p>{word} {number}</p></body></html>"
        lines.insert(number * (step + 1) + step // 2, json.dumps({"url": f"https://fault.example/{number}", "html": page}))
    target.write_text("\n".join(lines) + "\n", "utf-8")


def call(name: str, dump: Path, out: Path) -> tuple[list[str], dict[str, str]]:
    """What is run, in which environment."""
    if name == "zhengshu":
        own = ["-m", "pipeline", "normalize", str(dump), str(out), "--workers", "2", "--deadline", DEADLINE]
        return [sys.executable, *own], {"PYTHONPATH": f"{HERE.parent / 'tests' / 'faults'}{os.pathsep}{HERE.parent}"}
    return [str(PEERS), str(HERE / "executors.py"), name, str(dump), str(out)], {}


def memory(process: psutil.Process) -> int:
    """Bytes that a run holds now."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().pss
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return total


def run(name: str, dump: Path, out: Path, limit: float) -> tuple[float, int, bool]:
    """Seconds, most memory, and whether it came to its end."""
    words, more = call(name, dump, out)
    began = time.monotonic()
    process = psutil.Popen(
        words, env={**os.environ, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    most = 0
    while process.poll() is None and time.monotonic() - began < limit:
        try:
            most = max(most, memory(process))
        except psutil.NoSuchProcess:
            break
        time.sleep(0.2)
    ended = process.poll() is not None
    if not ended:
        for one in (*process.children(recursive=True), process):
            one.kill()
    process.wait()
    return time.monotonic() - began, most, ended


def given(out: Path) -> set[str]:
    """The addresses of the pages that there is an output for, in whatever form."""
    found = set()
    for file in out.rglob("*.jsonl"):
        for line in file.read_text("utf-8", "replace").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            found.add(row.get("url") or row.get("id") if "source" not in row else row["source"]["url"])
    return found


def told(out: Path) -> int:
    """How many lost pages a run names, with reason and bytes: ours keeps them in quarantine, the others have no such place."""
    return len(list((out / "_run" / "quarantine").glob("*.json"))) if (out / "_run").exists() else 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--limit", type=float, default=300)
    asked = parser.parse_args()
    if not PEERS.exists():
        print(f"skipped: no {PEERS}; make bench-batch makes it")
        return
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for shape in ("whole", "faulty"):
            (folder / shape).mkdir()
        whole, bad = folder / "whole" / "dump.jsonl", folder / "faulty" / "dump.jsonl"
        write(asked.count, whole)
        faulty(whole, bad)
        for name in ("zhengshu", "datatrove", "pool"):
            seconds, most, ended = run(name, whole, folder / name, asked.limit)
            clean = given(folder / name)
            again, _, finished = run(name, bad, folder / f"{name}-faulty", asked.limit)
            good = given(folder / f"{name}-faulty")
            rows.append(
                [
                    name,
                    f"{asked.count / seconds:.1f}" if ended else "not done",
                    f"{most >> 20}",
                    f"{again:.0f} s" if finished else f"ended at {asked.limit:.0f} s",
                    f"{len(clean - good)} of {len(clean)}",
                    f"{told(folder / f'{name}-faulty')} of {len(FAULTS)}",
                ]
            )
    head = ["", "pages/s", "MiB", "with faults", "good pages lost", "bad pages named and kept"]
    print(table(head, rows))


if __name__ == "__main__":
    main()
