"""Figures beside their peers: KB/s over the same Chinese text, and F1 on cases that other projects wrote.

    python -m bench.figures PAGES CASES [--budget 4] [--rounds 3]

PAGES gives the text (the gold texts of its Chinese sets, line by line, again and again), CASES the `*.jsonl` files of cases.
Every contender runs in a process of its own on one core, in turn. KB/s are kilobytes of UTF-8 by CPU time, the best round;
quantulum3 reads English, so it is asked no Chinese cases. An answer counts as right where its place shares at least half of
the shorter of the two and its value is the same Decimal; a case's entry without a value counts by its place alone.
JioNLP reads money alone, so its speed is that of one kind of figure; the others read all they know.
"""

from __future__ import annotations

import argparse
import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bench.contenders import READERS
from bench.rivals import Rival, present, table

SETS = {
    "Recognizers number": ("recognizers_zh", "numbers:number"),
    "Recognizers percent": ("recognizers_zh", "numbers:percent"),
    "Recognizers currency": ("recognizers_zh", "figures:money"),
    "Recognizers dimension": ("recognizers_zh", "figures:measure"),
    "JioNLP money": ("jionlp_money", "figures:money"),
}
KNOWS = {"JioNLP": {"figures:money"}, "quantulum3": set()}
LONGEST = 400


def value(text: object) -> Decimal | None:
    """A value as written by a source, or None where it is no number."""
    try:
        return Decimal(str(text).replace(",", "").rstrip("%"))
    except InvalidOperation:
        return None


def agree(want: dict[str, Any], got: list[Any]) -> bool:
    """Whether an answer is what a case expects: its place by half, its value in full."""
    start, end, said = got
    if want.get("start") is not None:
        shared = min(end, want["end"]) - max(start, want["start"])
        if 2 * shared < min(end - start, want["end"] - want["start"]):
            return False
    return want.get("value") is None or (said is not None and value(said) == value(want["value"]))


def score(cases: list[dict[str, Any]], answers: list[list[Any] | None]) -> float:
    """F1 over entries; neutral ones and what touches them neither earn nor cost."""
    right = wanted = given = 0
    for case, found in zip(cases, answers, strict=True):
        left = list(found or ())
        for want in case["expected"]:
            hit = next((one for one in left if agree(want, one)), None)
            if hit is not None:
                left.remove(hit)
            if want.get("neutral"):
                continue
            wanted += 1
            right += hit is not None
            given += hit is not None
        given += len(left)
    return 2 * right / (wanted + given) if wanted + given else 0.0


def text_of(pages: Path) -> list[str]:
    """The lines of the gold texts of Chinese pages, joined to pieces of at most so many characters."""
    pieces: list[str] = []
    for gold in sorted(pages.glob("*/gold.jsonl")):
        for line in gold.read_text("utf-8").splitlines():
            page = json.loads(line)
            if page["lang"] == "zh":
                pieces.extend(piece[i : i + LONGEST] for piece in page["text"].split("\n") for i in range(0, len(piece), LONGEST))
    return [piece for piece in pieces if piece.strip()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--budget", type=float, default=4.0, help="CPU seconds a round")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    texts = text_of(asked.pages)
    if not texts or not asked.cases.is_dir():
        print(f"bench-figures skipped: no Chinese pages under {asked.pages}, or no cases under {asked.cases}")
        return
    rivals = present(list(READERS))
    rates: dict[str, list[float]] = {rival.name: [] for rival in rivals}
    for number in range(asked.rounds):
        for rival in rivals if number % 2 else rivals[::-1]:
            answer = rival.ask({"texts": texts, "budget": asked.budget})
            rates[rival.name].append(answer["bytes"] / answer["cpu"] / 1000)
    rows = [_row(rival, rates[rival.name], asked.cases) for rival in rivals]
    print(f"{sum(len(text.encode()) for text in texts) // 1000} KB of Chinese text, repeated\n")
    print(table(["", "KB/s", "rounds", *(f"F1 {name}" for name in SETS)], rows))
    for rival in rivals:
        rival.close()


def _row(rival: Rival, rates: list[float], folder: Path) -> list[str]:
    scores = []
    for file, ask in SETS.values():
        if ask not in KNOWS.get(rival.name, {ask}):
            scores.append("")
            continue
        lines = (folder / f"{file}.jsonl").read_text("utf-8").splitlines()
        cases = [case for case in map(json.loads, lines) if case["ask"] == ask and not case.get("unsupported")]
        answer = rival.ask({"cases": [(ask.partition(":")[2], case["input"]) for case in cases]})
        scores.append(f"{score(cases, answer['found']):.3f}")
    return [rival.name, f"{max(rates):.0f}", f"{min(rates):.0f} to {max(rates):.0f}", *scores]


if __name__ == "__main__":
    main()
