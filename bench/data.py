"""What ten times the data costs: portals, metrics, names and words of currencies multiplied, the same pages read by both.

    python -m bench.data PAGES... [--times 10] [--rounds 3]

PAGES are files or folders of pages. A copy of the package gets, for each portal, metric, name and currency word, nine more that
no page has: hosts and class names, and words with two rare characters before them, so that every table grows tenfold while the
answers stay the same, which is checked. Both packages run in turn, each in a process of its own on one core; times are CPU
seconds, the best of the rounds, tables loaded before the clock runs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RARE = 0x9F00
"""Where the rare characters begin."""
KINDS = ("portals", "metrics", "names", "currencies", "all")


def prefix(number: int) -> str:
    """Two rare characters, other ones for each copy."""
    return chr(RARE + number) + chr(RARE + 32 + number)


def portals(data: Path, times: int) -> None:
    """As many times the profiles, under new hosts and class names."""
    for file in sorted((data / "portals").glob("*.toml")):
        text = file.read_text("utf-8")
        for copy in range(1, times):
            made = re.sub(r'(?m)^name = "', f'name = "copy{copy}-', text)
            made = re.sub(
                r"(?m)^(hosts|containers|drops|marks) = \[(.*)\]$", lambda match, copy=copy: words(match, f"copy{copy}-"), made
            )
            (data / "portals" / f"{file.stem}-copy{copy}.toml").write_text(made, "utf-8")


def metrics(data: Path, times: int) -> None:
    """As many times the metrics and their words."""
    file = data / "metrics.toml"
    text = file.read_text("utf-8")
    body = text[text.index("\n[") :]
    made = [text]
    for copy in range(1, times):
        one = re.sub(r"(?m)^\[(\w+)\]$", rf"[\1_copy{copy}]", body)
        made.append(re.sub(r"(?m)^(zh|en|ja) = \[(.*)\]$", lambda match, copy=copy: words(match, prefix(copy)), one))
    file.write_text("\n".join(made), "utf-8")


def words(match: re.Match[str], before: str) -> str:
    """A line of words, each with the copy's characters before it."""
    each = json.loads(f"[{match[2]}]")
    return f"{match[1]} = {json.dumps([before + word for word in each], ensure_ascii=False)}"


def names(data: Path, times: int) -> None:
    """As many times the names and their aliases."""
    file = data / "names.tsv"
    lines = file.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    for copy in range(1, times):
        for kind, name, aliases in rows:
            other = "|".join(prefix(copy) + alias for alias in aliases.split("|")) if aliases else ""
            lines.append(f"{kind}\t{prefix(copy)}{name}\t{other}")
    file.write_text("\n".join(lines) + "\n", "utf-8")


def currencies(data: Path, times: int) -> None:
    """As many times the words of currencies in each language."""
    for file in sorted(data.glob("languages/*/measures.toml")):
        text = file.read_text("utf-8")
        begin = text.find("\n[currency]\n")
        if begin < 0:
            continue
        begin += len("\n[currency]\n")
        end = text.find("\n[", begin)

        def more(match: re.Match[str]) -> str:
            each = json.loads(f"[{match[2]}]")
            each += [prefix(copy) + word for copy in range(1, times) for word in each]
            return f"{match[1]} = {json.dumps(each, ensure_ascii=False)}"

        section = re.sub(r"(?m)^([A-Z]{3}) = \[(.*)\]$", more, text[begin:end])
        file.write_text(text[:begin] + section + text[end:], "utf-8")


def grown(folder: Path, kind: str, times: int) -> Path:
    """A copy of the package, its data multiplied."""
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    for one in (portals, metrics, names, currencies):
        if kind in {one.__name__, "all"}:
            one(folder / "pipeline" / "data", times)
    return folder


def work() -> None:
    """Answer each list of pages with the CPU seconds they took and a checksum of what was read."""
    import hashlib  # noqa: PLC0415 - only the working process needs it

    import pipeline  # noqa: PLC0415

    for line in sys.stdin:
        cpu, digest = 0.0, hashlib.sha256()
        for file in json.loads(line):
            raw = Path(file).read_bytes()
            begin = time.process_time()
            record = pipeline.normalize(raw, path=file)
            cpu += time.process_time() - begin
            digest.update(record.to_json().encode())
        print(json.dumps([cpu, digest.hexdigest()]), flush=True)


def process(package: Path) -> subprocess.Popen[str]:
    """A working process that has the package of a folder."""
    found = subprocess.Popen(
        [sys.executable, str(ROOT / "bench" / "data.py"), "--work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(package)},
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(found.pid, {min(os.sched_getaffinity(0))})
    return found


def ask(one: subprocess.Popen[str], files: list[str]) -> tuple[float, str]:
    """CPU seconds and checksum."""
    if one.stdin is None or one.stdout is None:
        raise RuntimeError("no pipe")
    one.stdin.write(json.dumps(files) + "\n")
    one.stdin.flush()
    cpu, digest = json.loads(one.stdout.readline())
    return cpu, digest


def main() -> None:
    """Print the table."""
    if sys.argv[1:] == ["--work"]:
        work()
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    every = [file for page in asked.pages for file in (sorted(page.rglob("*")) if page.is_dir() else [page])]
    files = [str(file) for file in every if file.is_file()]
    print(f"| {asked.times} times the | CPU s | ratio | by round | same answers |\n| --- | ---: | ---: | --- | --- |")
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as scratch:
            both = process(ROOT), process(grown(Path(scratch), kind, asked.times))
            for one in both:
                ask(one, files)
            rounds = [(ask(both[0], files), ask(both[1], files)) for _ in range(asked.rounds)]
            for one in both:
                one.communicate()
        plain, more = (min(pair[side][0] for pair in rounds) for side in (0, 1))
        same = all(first[1] == second[1] for first, second in rounds)
        ratios = " ".join(f"{second[0] / first[0]:.2f}" for first, second in rounds)
        print(f"| {kind} | {plain:.2f} → {more:.2f} | {more / plain:.2f} | {ratios} | {'yes' if same else 'NO'} |", flush=True)


if __name__ == "__main__":
    main()
