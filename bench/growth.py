"""What a megabyte costs by how long the text is: flat, where nothing is quadratic and no document pays for the tables again.

    python -m bench.growth TEXTS [--largest 10000000] [--rounds 3]

TEXTS is a folder of UTF-8 texts in Chinese (``../shared/seeds``), cut into documents of each size or repeated to it, a block for
each line as on the road. Times are CPU milliseconds for a megabyte of UTF-8, the best of the rounds; `floor` is what one search
for digits and one OpenCC conversion of the same text cost in the same minute, so that a busy machine shows.
"""

from __future__ import annotations

import argparse
import itertools
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.document import Document
from pipeline.lexicon.scripts import converter
from pipeline.numerals import numbers, scan
from pipeline.record import Block, Language
from pipeline.stages.measure import measure
from pipeline.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
SMALLEST, MEGABYTE, MILLI = 10_000, 1_000_000, 1000
DIGITS = re.compile(r"\d+")
COLUMNS = ("bytes", "floor ms/MB", "scan ms/MB", "numbers ms/MB", "measure ms/MB", "measure MB/s")


def page(text: str) -> Document:
    """The text as a document that is ready to be measured."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if line.strip():
            blocks.append(Block("paragraph", at, end, at, end))
        at = end + 1
    return Document(raw=b"", text=Text.of(text), blocks=tuple(blocks), language=Language("zh", "Hans"))


def cost(work: Callable[[T], object], over: Sequence[T], size: int, rounds: int) -> float:
    """CPU milliseconds for a megabyte, the best of the rounds; `size` is that of all pieces together, in bytes."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        for piece in over:
            work(piece)
        best = min(best, time.process_time() - begin)
    return best * MILLI * MEGABYTE / size


def floor(text: str) -> None:
    """The least that a stage could do: look for digits, convert once."""
    DIGITS.findall(text)
    converter("t2s").convert(text)


def rows(text: str, largest: int, rounds: int) -> Iterator[tuple[int, float, float, float, float]]:
    """Size of a document in bytes, and the cost of the floor, of scan, of numbers and of measure, size by size."""
    for size in itertools.takewhile(lambda size: size <= largest, (SMALLEST * 10**power for power in itertools.count())):
        raw = text.encode()
        raw = raw if size <= len(raw) else (raw * (size // len(raw) + 1))[:size]
        pieces = [raw[at : at + size].decode("utf-8", "ignore") for at in range(0, len(raw), size)]
        documents = [page(piece) for piece in pieces]
        yield (
            size,
            cost(floor, pieces, len(raw), rounds),
            cost(lambda piece: scan(piece, "zh"), pieces, len(raw), rounds),
            cost(lambda piece: numbers(piece, "zh"), pieces, len(raw), rounds),
            cost(measure, documents, len(raw), rounds),
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--largest", type=int, default=10 * MEGABYTE)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    text = "\n".join(path.read_text("utf-8") for path in sorted(asked.texts.glob("*.txt")))
    measure(page(text))
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}")
    for size, *costs in rows(f"{text}\n", asked.largest, asked.rounds):
        print(f"| {size:,} | {' | '.join(f'{each:,.0f}' for each in costs)} | {MILLI / costs[-1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
