"""How long the table of facts takes: so many figures built, brought up to date, exported and asked.

    python bench/facts.py 100000 [FOLDER]

The records are made of a few forms with other numbers, subjects and years each, ten figures a record, 1,000 records a JSONL
file. Times are the process's own on its processors; a query's is the median of nine, by the clock.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.facts.agreement import compare
from pipeline.facts.checks import check
from pipeline.facts.query import Question, ask
from pipeline.facts.rates import rates
from pipeline.facts.statement import statements
from pipeline.facts.table import build, connect, default_place
from pipeline.record import Block, Figure, Language, Metadata, Record, Source, line

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = ("CNY", "USD", "HKD", "TWD", "JPY")
_METRICS = (("营收", "revenue"), ("净利润", "net_profit"), ("研发投入", "rd_expense"), ("市值", "market_cap"), ("成本", "cost"))


def records(count: int) -> Iterator[Record]:
    """Records of ten figures each."""
    chance = random.Random(1)
    for number in range(count):
        pieces, figures, at = [], [], 0
        company = f"甲{number % 500}公司"
        for order in range(10):
            unit = chance.choice(_UNITS)
            metric, concept = _METRICS[order % len(_METRICS)]
            value = chance.randint(10**6, 10**12)
            year = str(chance.randint(2008, 2025))
            head = f"{company}{year}年{metric}为"
            said = f"{value}{unit}"
            start = at + len(head)
            figures.append(
                Figure(
                    text=said,
                    start=start,
                    end=start + len(said),
                    raw=said,
                    raw_start=start,
                    raw_end=start + len(said),
                    kind="money",
                    value=str(value),
                    unit=unit,
                    currency_source="stated",
                    subject=company,
                    metric=metric,
                    concept=concept,
                    period=year,
                    rule="money.code",
                )
            )
            pieces.append(f"{head}{said}。")
            at += len(pieces[-1])
        text = "".join(pieces)
        yield Record(
            status="normalised",
            reason=None,
            id=hashlib.sha256(text.encode()).hexdigest(),
            source=Source("dump.jsonl", str(number), len(text.encode()), "text/plain", "utf-8", None),
            language=Language("zh", "Hans", None),
            metadata=Metadata(title=company),
            text=text,
            blocks=(Block("paragraph", 0, len(text), 0, len(text)),),
            figures=tuple(figures),
            removed=(),
            notes=(),
        )


def measure(figures: int, folder: Path) -> dict[str, float]:
    """Seconds of each part."""
    made = list(records(figures // 10))
    for first in range(0, len(made), 1000):
        (folder / f"{first:07}.jsonl").write_bytes(b"".join(map(line, made[first : first + 1000])))
    rates()
    found: dict[str, float] = {}
    began = time.process_time()

    def timed(name: str) -> None:
        nonlocal began
        found[name], began = time.process_time() - began, time.process_time()

    built = build(folder)
    assert built.figures == len(made) * 10
    timed("build")
    assert build(folder).unchanged == len(made)
    timed("build again, nothing changed")
    with connect(default_place(folder)) as db:
        both = Question(subject="甲7公司", metric="营收", currency="HKD")
        questions = (both, Question(subject="甲8公司"), Question(period="2024", limit=50))
        for number, question in enumerate(questions):
            took = []
            for _ in range(9):
                start = time.perf_counter()
                assert ask(db, question)
                took.append(time.perf_counter() - start)
            found[f"query {number + 1}, by the clock"] = statistics.median(took)
        began = time.process_time()
        said = statements(db)
        timed("read as statements")
    compare(said, rates())
    timed("compare")
    check(said, rates())
    timed("check")
    return found


def main() -> int:
    """Print the times; 1 where the build takes a minute or more."""
    parser = argparse.ArgumentParser(description="Time the table of facts.")
    parser.add_argument("figures", type=int)
    parser.add_argument("folder", type=Path, nargs="?")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        found = measure(given.figures, folder)
    for name, seconds in found.items():
        print(f"{name:32} {seconds:9.3f} s")
    return int(found["build"] >= 60)


if __name__ == "__main__":
    sys.exit(main())
