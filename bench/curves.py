"""How the whole road grows: CPU time a kilobyte against the size of a page, flat and HTML, and against its number of figures.

    python -m bench.curves TEXTS [--largest 3000000] [--rounds 3] [--plot docs/images/growth.svg]

TEXTS is a folder of pages (``../shared/seeds``), their paragraphs repeated to each size with other digits and a name before
each paragraph, so that none repeats. The third curve is a page of 100 KB in which more and more of the sentences hold a
figure. Times are the best of the rounds, from bytes to the bytes of the record. A flat curve is linear growth. The plot is
drawn by matplotlib, which is installed into .venv-bench.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import time
from pathlib import Path

from bench.dump import varied
from bench.machine import told
from bench.rivals import PEERS, table
from pipeline.record import page
from pipeline.road import normalize

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
SHARES = (0, 10, 25, 50, 75, 100)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
SHORT = 40
"""Shorter lines are headings and by-lines, which end an article where they stand in the middle of one."""
PLAIN = "公司方面表示，市场的需求正在恢复，新的产品线已经在多个城市铺开，渠道伙伴的反馈比预期要好。"
TOLD = "公司方面表示，去年营收同比增长12.3%至45.6亿元，新的产品线已经在多个城市铺开，反馈比预期要好。"
DRAW = """
import json, sys
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
plt.rcParams["svg.hashsalt"] = "zhengshu"
said, target = json.load(sys.stdin), sys.argv[1]
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), constrained_layout=True)
for name, points in said["size"].items():
    left.plot([x for x, _ in points], [y for _, y in points], marker="o", label=name)
left.set(xscale="log", xlabel="bytes of the page", ylabel="ms CPU a KB", ylim=(0, None), title="Cost against size")
left.legend()
right.plot([x for x, _ in said["figures"]], [y for _, y in said["figures"]], marker="o")
right.set(xlabel="figures in a page of 100 KB", ylabel="ms CPU a KB", ylim=(0, None), title="Cost against figures")
figure.savefig(target, metadata={"Date": None})
"""


def cost(raw: bytes, rounds: int) -> tuple[float, float, int]:
    """CPU milliseconds a kilobyte, in the best round and in the worst, and the figures found."""
    took, found = [], 0
    for _ in range(rounds if len(raw) < 1_000_000 else 1):
        begin = time.process_time()
        record = normalize(raw)
        page(record)
        took.append((time.process_time() - begin) * 1_000_000 / len(raw))
        found = len(record.figures)
    return min(took), max(took), found


def cut(text: str, size: int) -> str:
    """So many bytes of the text, whole lines, from its beginning again where it ends, with other digits and names."""
    made: list[str] = []
    length = 0
    chance = random.Random(size)
    while length < size:
        for line in varied(text, length).splitlines() if made else text.splitlines():
            made.append("".join(chance.choices(SURNAMES, k=3)) + "告诉记者，" + line if made else line)
            length += len(made[-1].encode()) + 1
            if length >= size:
                break
    return "\n".join(made)


def html(text: str) -> bytes:
    """The text as a page's paragraphs."""
    body = "\n".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><body><article>{body}</article></body></html>'.encode()


def main() -> None:
    """Print the tables, draw the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--largest", type=int, default=3_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    articles = "\n".join(normalize(path.read_bytes()).text for path in sorted(asked.texts.glob("*.txt")))
    text = "\n".join(line for line in articles.splitlines() if len(line) > SHORT)
    cost(cut(text, 10_000).encode(), 1)
    said: dict[str, dict[str, list[tuple[int, float]]]] = {"size": {"flat": [], "HTML": []}}
    rows = []
    for size in SIZES:
        if size > asked.largest:
            break
        piece = cut(text, size)
        flat, worst, found = cost(piece.encode(), asked.rounds)
        marked, most, _ = cost(html(piece), asked.rounds)
        said["size"]["flat"].append((size, flat))
        said["size"]["HTML"].append((size, marked))
        rows.append(
            [
                f"{size:,}",
                f"{flat:.2f}",
                f"{flat:.2f} to {worst:.2f}",
                f"{marked:.2f}",
                f"{marked:.2f} to {most:.2f}",
                f"{found:,}",
            ]
        )
    print(table(["bytes", "flat, ms a KB", "by round", "HTML, ms a KB", "by round", "figures (flat)"], rows), "\n")
    rows, curve = [], []
    for share in SHARES:
        lines = [TOLD if number * share % 100 < share else PLAIN for number in range(100_000 // len(PLAIN.encode()))]
        each, worst, found = cost("\n".join(lines).encode(), asked.rounds)
        curve.append((found, each))
        rows.append([f"{share} %", f"{found:,}", f"{each:.2f}", f"{each:.2f} to {worst:.2f}"])
    print(table(["sentences with figures", "figures", "ms a KB", "by round"], rows))
    print(told())
    if asked.plot and PEERS.exists():
        whole = json.dumps({**said, "figures": curve})
        subprocess.run([PEERS, "-c", DRAW, str(asked.plot)], input=whole, text=True, check=True)


if __name__ == "__main__":
    main()
