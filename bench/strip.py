"""Article text beside its peers: F1 by set of pages, pages per second, and the ratio to trafilatura's fast mode.

    python -m bench.strip PAGES [--sets a,b] [--rounds 3] [--only NAME,NAME]

PAGES has a folder a set, with ``gold.jsonl`` (a page a line: `file`, `url`, `text`) and the pages, gzipped or not. Every
contender runs in a process of its own on one core; sets go round and round, contenders in turn, so that a busy machine slows
all alike. Pages per second are by CPU time, of the best round a set; the spread is that of the rounds. F1 is that of the
means of precision and recall over pages: 4-grams of words for aeb, as its own ruler has it, of characters elsewhere.
`zhengshu, whole road` goes on to the record: its speed alone is shown.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

from bench.contenders import EXTRACTORS
from bench.rivals import Rival, present, table

BASE = "trafilatura fast"
BY_WORDS = frozenset({"aeb"})


def shingles(text: str, *, words: bool) -> Counter[Any]:
    """The 4-grams of a text."""
    pieces: Any = re.findall(r"\w+", text) if words else re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not pieces:
        return Counter()
    return Counter(tuple(pieces[i : i + 4]) if words else pieces[i : i + 4] for i in range(max(1, len(pieces) - 3)))


def f1(gold: list[str], texts: list[str], *, words: bool) -> tuple[float, int]:
    """F1 of the means, and how many pages are under one half."""
    precision, recall, low = [], [], 0
    for want, got in zip(gold, texts, strict=True):
        a, b = shingles(want, words=words), shingles(got, words=words)
        both = (a & b).total()
        p, r = both / b.total() if b else 0.0, both / a.total() if a else 0.0
        precision.append(p)
        recall.append(r)
        low += 2 * p * r < 0.5 * (p + r) or not both
    p, r = statistics.fmean(precision), statistics.fmean(recall)
    return 2 * p * r / (p + r) if p + r else 0.0, low


def measure(rivals: list[Rival], sets: dict[str, tuple[list[Any], list[str]]], rounds: int) -> dict[str, dict[str, Any]]:
    """For each contender and set the CPU seconds of every round, and the texts of the first."""
    found: dict[str, dict[str, Any]] = {rival.name: {name: {"cpu": []} for name in sets} for rival in rivals}
    for number in range(rounds):
        for name, (files, _) in sets.items():
            for rival in rivals if number % 2 else rivals[::-1]:
                answer = rival.ask({"pages": files})
                entry = found[rival.name][name]
                entry["cpu"].append(answer["cpu"])
                entry.setdefault("texts", answer["texts"])
                entry.setdefault("failed", answer["failed"])
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--sets")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only")
    asked = parser.parse_args()
    names = asked.sets.split(",") if asked.sets else sorted(path.parent.name for path in asked.pages.glob("*/gold.jsonl"))
    if not names:
        print(f"bench-strip skipped: no set with a gold.jsonl under {asked.pages}")
        return
    sets: dict[str, tuple[list[Any], list[str]]] = {}
    for name in names:
        lines = (asked.pages / name / "gold.jsonl").read_text("utf-8").splitlines()
        gold = [json.loads(line) for line in lines if line.strip()]
        sets[name] = [(str(asked.pages / name / g["file"]), g.get("url")) for g in gold], [g["text"] for g in gold]
    rivals = present(asked.only.split(",") if asked.only else list(EXTRACTORS))
    found = measure(rivals, sets, asked.rounds)
    total = sum(len(files) for files, _ in sets.values())
    speed = {name: total / sum(min(entry["cpu"]) for entry in by_set.values()) for name, by_set in found.items()}
    rows = []
    for name, by_set in found.items():
        scores = []
        for key, entry in by_set.items():
            score, low = f1(sets[key][1], entry["texts"], words=key in BY_WORDS)
            scores.append("" if name.endswith("road") else f"{score:.3f} ({low})")
        rates = [total / sum(entry["cpu"][number] for entry in by_set.values()) for number in range(asked.rounds)]
        ratio = f"{speed[name] / speed[BASE]:.1f}" if BASE in speed else ""
        failed = sum(entry["failed"] for entry in by_set.values())
        rows.append([name, *scores, f"{speed[name]:.0f}", f"{min(rates):.0f} to {max(rates):.0f}", ratio, str(failed)])
    heads = [f"{name} ({len(files)})" for name, (files, _) in sets.items()]
    print("F1 by set (pages under .5); pages/s by CPU time, one core\n")
    print(table(["", *heads, "pages/s", "rounds", f"to {BASE}", "failed"], rows))
    slow = [[name] + [f"{1000 * min(e['cpu']) / len(sets[k][0]):.1f}" for k, e in by.items()] for name, by in found.items()]
    print("\nms a page, best round\n")
    print(table(["", *heads], slow))
    for rival in rivals:
        rival.close()


if __name__ == "__main__":
    main()
