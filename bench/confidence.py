"""Fit the points by which the confidence of a figure is told, leaving documents out to see how far it can be believed.

    python -m bench.confidence [SHARED] [--write pipeline/data/confidence.toml]

Rows are labelled figures: those of tests/articles, and of the gold pages of SHARED where they are there. What is fitted is
whether value, subject, metric and period are all right, from the traits that `pipeline.stages.attribute.told` gives: a logistic
regression, one weight a trait and value, drawn towards nothing (`RIDGE`), so that what is seen seldom says little. Every figure
is then held against a fit that saw no figure of its document. The table is that of all documents.
"""

from __future__ import annotations

import argparse
import math
import pathlib
import sys
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.gold import gold
from pipeline.document import Document
from pipeline.lexicon.confidence import STEPS, Points
from pipeline.road import travel
from pipeline.stages import attribute
from tests.labels import ARTICLES, held, labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.stages.attribute.confidence import Trait
    from tests.labels import Label

    Vector = NDArray[np.float64]

RIDGE, SEEN, ROUNDS, NEAR = 4.0, 2, 40, 1e-7
"""How strongly weights are drawn to nothing; how often a trait must be seen; steps of Newton's method, and when to stop."""
POINT = 100
"""Points to one of the logarithm of the odds."""
BINS = (0, 30, 50, 60, 70, 80, 90, 100)


class Row(NamedTuple):
    """A labelled figure: its document and where that is from, what is told of it, and whether all of it is right."""

    document: str
    source: str
    traits: tuple[Trait, ...]
    right: bool


def rows(shared: pathlib.Path | None) -> list[Row]:
    """All labelled figures that were found and asked about, in a fixed order."""
    found = [
        row for article, wanted in sorted(labels().items()) for row in page(ARTICLES / article, "tests/articles", list(wanted))
    ]
    if shared is not None:
        for one in gold(shared):
            found.extend(page(one.path, "outside pages", one.figures))
    return found


def page(path: pathlib.Path, source: str, wanted: list[Label]) -> Iterator[Row]:
    """The rows of one page."""
    document = travel(Document(raw=path.read_bytes(), path=path.name))
    told = attribute.told(document)
    number = {(one.raw_start, one.raw_end): index for index, one in enumerate(document.figures)}
    for one in held(wanted, document.figures)[0]:
        if one.figure is None or not one.right or one.label.known == "optional":
            continue
        traits = told.get(number[one.figure.raw_start, one.figure.raw_end])
        if traits is not None:
            yield Row(path.name, source, traits, one.fact)


class Design(NamedTuple):
    """Rows as numbers: a column for the base and one for each trait and value that is seen often enough."""

    names: list[Trait]
    has: Vector
    right: Vector


def design(found: Sequence[Row]) -> Design:
    """The rows as a matrix of zeros and ones."""
    seen = Counter(trait for row in found for trait in row.traits)
    names = sorted(trait for trait, times in seen.items() if times >= SEEN)
    column = {trait: place for place, trait in enumerate(names, 1)}
    has = np.zeros((len(found), len(names) + 1))
    has[:, 0] = 1
    for number, row in enumerate(found):
        has[number, [column[trait] for trait in row.traits if trait in column]] = 1
    return Design(names, has, np.array([float(row.right) for row in found]))


def fit(has: Vector, right: Vector, start: Vector | None = None) -> Vector:
    """The weights of a logistic regression with a ridge, by Newton's method; the base is not drawn to nothing."""
    weights = np.zeros(has.shape[1]) if start is None else start.copy()
    ridge = np.full(has.shape[1], RIDGE)
    ridge[0] = 1e-6
    for _ in range(ROUNDS):
        sure = 1 / (1 + np.exp(-(has @ weights)))
        slope = has.T @ (sure - right) + ridge * weights
        bend = (has.T * (sure * (1 - sure))) @ has + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if float(np.abs(step).max()) < NEAR:
            break
    return weights


def rounded(names: Sequence[Trait], weights: Vector) -> Points:
    """The weights as whole points; what comes to none is left out."""
    whole = [round(float(one) * POINT) for one in weights]
    return Points(whole[0], {name: worth for name, worth in zip(names, whole[1:], strict=True) if worth}, steps())


def steps() -> tuple[int, ...]:
    """The totals at which a stated hundredth gives way to the next: half way between two."""
    halves = ((2 * stated + 1) / 200 for stated in range(1, STEPS + 1))
    return tuple(round(POINT * math.log(half / (1 - half))) for half in halves)


def fitted(found: Sequence[Row]) -> Points:
    """The table of all rows."""
    made = design(found)
    return rounded(made.names, fit(made.has, made.right))


class Stated(NamedTuple):
    """A row, and the hundredths that a fit without its document states for it."""

    row: Row
    hundredths: int


def left_out(found: Sequence[Row]) -> list[Stated]:
    """Each row as a table states it that was fitted on the other documents."""
    made = design(found)
    whole = fit(made.has, made.right)
    documents = np.array([row.document for row in found])
    stated: list[Stated] = []
    for name in sorted(set(documents.tolist())):
        kept = documents != name
        table = rounded(made.names, fit(made.has[kept], made.right[kept], whole))
        stated.extend(Stated(row, int(table.probability(table.total(row.traits))[2:])) for row in found if row.document == name)
    return stated


def curve(stated: Sequence[Stated]) -> str:
    """What is stated beside what is found, as a Markdown table by bins, with the source of the rows apart."""
    sources = sorted({one.row.source for one in stated})
    head = ("stated", "figures", "mean stated", "found", *(f"found, {name}" for name in sources))
    lines = [head, ("---", *["---:"] * (len(head) - 1))]
    for low, high in pairwise(BINS):
        inside = [one for one in stated if low <= one.hundredths < high]
        lines.append((f"{low / 100:.2f} – {(high - 1) / 100:.2f}", *cells(inside, sources)))
    lines.append(("all", *cells(list(stated), sources)))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cells(inside: Sequence[Stated], sources: Sequence[str]) -> tuple[str, ...]:
    """Count, mean of what is stated, share found right, and that of each source with its count."""
    mean = f"{sum(one.hundredths for one in inside) / 100 / len(inside):.2f}" if inside else "–"
    parts = [[one for one in inside if one.row.source == name] for name in sources]
    return (str(len(inside)), mean, share(inside), *(f"{share(part)} of {len(part)}" for part in parts))


def share(inside: Sequence[Stated]) -> str:
    """The share of rows that are right."""
    return f"{sum(one.row.right for one in inside) / len(inside):.2f}" if inside else "–"


HEADER = """# How likely all of a figure is right: points for what can be told of its attribution.
#
# Grammar
#   base      the points that every figure begins with
#   steps     the totals at which the stated probability rises from 0.01 to 0.02, and so on to 0.99
#   [points]  trait → value → points, added to the base; a point is a hundredth of the logarithm of the odds. Traits are those of
#             pipeline/stages/attribute/confidence.py; what is not listed counts nothing
# Source: fitted by `make confidence` (bench/confidence.py), not by hand, on {rows} labelled figures of {documents} documents:
# {sources}. Logistic regression, ridge {ridge}.
# docs/attribution.md has what it states beside what is found, documents left out.
"""


def written(table: Points, found: Sequence[Row]) -> str:
    """The table as TOML."""
    counts = Counter(source for source, _ in {(row.source, row.document) for row in found})
    sources = ", ".join(f"{number} of {name}" for name, number in sorted(counts.items()))
    lines = [HEADER.format(rows=len(found), documents=sum(counts.values()), sources=sources, ridge=RIDGE)]
    lines.append(f"base = {table.base}")
    lines.append("steps = [")
    lines += ["  " + ", ".join(map(str, table.steps[at : at + 14])) + "," for at in range(0, STEPS, 14)]
    lines.append("]")
    for trait in sorted({name for name, _ in table.of}):
        lines += ["", f'[points."{trait}"]']
        lines += [f'"{value}" = {worth}' for (name, value), worth in sorted(table.of.items()) if name == trait]
    return "\n".join(lines) + "\n"


def main() -> int:
    """0 when the table could be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, help="the table's file")
    asked = parser.parse_args()
    found = rows(asked.shared)
    print(curve(left_out(found)))
    if asked.write:
        asked.write.write_text(written(fitted(found), found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
