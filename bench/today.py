"""The whole road beside what a user would put together today: trafilatura (fast), OpenCC, JioNLP, Recognizers-Text percentages.

    python -m bench.today ARTICLES [--rounds 2]

ARTICLES holds `raw/` (pages) and `gold/` (their figures). Both sides go from the same bytes to amounts of money and
percentages, each in a process of its own on one core, in turn; times are CPU seconds. An amount is right where the page's gold
has one of the same kind and value that no other answer took: places are not compared, which favours the script. The script gives
no places in the page, other kinds, qualifiers, subjects, metrics or periods; the road gives all of them in the time measured.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

from bench.contenders import SCRIPTS
from bench.machine import told
from bench.rivals import present, table

KINDS = {"money", "percent"}


def value(text: str) -> str:
    """A value in one form, so that 12.60 and 12.6 are one; the ends of a range apart."""
    try:
        return "/".join(str(Decimal(end).normalize()) if end not in {"", "None"} else "" for end in text.split("/"))
    except InvalidOperation:
        return text


def wanted(gold: Path) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """The amounts that a page must give, and those that it may."""
    must: Counter[tuple[str, str]] = Counter()
    may: Counter[tuple[str, str]] = Counter()
    for one in json.loads(gold.read_text("utf-8"))["figures"]:
        if one["kind"] in KINDS:
            said = one.get("value") or f"{one.get('low') or ''}/{one.get('high') or ''}"
            (may if one.get("optional") else must)[one["kind"], value(said)] += 1
    return must, may


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    golds = sorted(asked.articles.glob("gold/*.gold.json"))
    if not golds:
        print(f"today's script skipped: no gold under {asked.articles}")
        return
    files = [(str(asked.articles / "raw" / json.loads(gold.read_text("utf-8"))["doc"]), None) for gold in golds]
    asks = [wanted(gold) for gold in golds]
    rivals = present(list(SCRIPTS))
    cpu: dict[str, list[float]] = {rival.name: [] for rival in rivals}
    rows = []
    answers = {}
    for _ in range(asked.rounds):
        for rival in rivals:
            answers[rival.name] = rival.ask({"amounts": files})
            cpu[rival.name].append(answers[rival.name]["cpu"])
    floor = min(cpu[rivals[0].name])
    for rival in rivals:
        right = said = must = 0
        for (need, may), found in zip(asks, answers[rival.name]["found"], strict=True):
            got = Counter((kind, value(text)) for kind, text in found)
            right += (got & need).total()
            said += (got - (may - (got & need))).total()
            must += need.total()
        precision, recall = right / max(1, said), right / max(1, must)
        best = min(cpu[rival.name])
        rows.append(
            [
                rival.name,
                f"{len(files) / best:.1f}",
                f"{floor / best:.1f}",
                " ".join(f"{len(files) / one:.1f}" for one in cpu[rival.name]),
                f"{precision:.3f}",
                f"{recall:.3f}",
                f"{2 * precision * recall / max(precision + recall, 1e-9):.3f}",
                str(answers[rival.name]["failed"]),
            ]
        )
        rival.close()
    print(table(["", "pages/s", "ratio", "by round", "precision", "recall", "F1 of amounts", "pages failed"], rows))
    print(told())


if __name__ == "__main__":
    main()
