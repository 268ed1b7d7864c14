"""Fit the points by which one of several proposed subjects is chosen, leaving documents out to see what they bring.

    python -m bench.ranking [SHARED] [--lots FILE ...] [--write pipeline/data/ranking.toml]

Rows are labelled figures of Chinese articles for which several subjects were proposed, one of them right and one wrong: those of
tests/articles, of the gold pages of SHARED, and of lots (bench/lots.py). What is fitted is which of them is right: a softmax over
the sum of a rule's weight and one number for each trait of `attribute.contested`, drawn towards nothing (`RIDGE`). The figures
of a document count as its square root, so that no long one outvotes the others. What is chosen is passed on to figures behind, so
rows are taken again under what was fitted, and all of them fitted. Divided by what a unit of weight came to be worth
and rounded, the numbers are the points. What a fit without a document chooses there is held beside what the weights alone choose.

A lot that the rules were written on before flatters the weights: it is in the table, but what counts is the line of a new one.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bench.gold import gold
from bench.lots import articles, found
from pipeline.document import Document
from pipeline.lexicon.ranking import UNRANKED, Ranking
from pipeline.road import travel
from pipeline.stages import attribute
from tests.labels import ARTICLES, allows, held, labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline.stages.attribute import Candidate
    from tests.labels import Label

    Vector = NDArray[np.float64]
    Whole = NDArray[np.int64]

LANGUAGE, RIDGE, SEEN, ROUNDS, NEAR, FOLDS, TURNS = "zh", 12.0, 3, 60, 1e-6, 5, 1
"""How strongly numbers are drawn to nothing; documents in which a trait must be seen; steps of Newton's method, when to stop;
parts that are left out in turn; how often rows are taken anew."""
OWN, SOURCES = 4, ("tests/articles", "outside pages")
"""How much more a figure counts that has one label after careful reading than one of a lot, which takes any of several."""
UNIT = 10
"""A rule's weight in these is one number more of the fit."""


class Page(NamedTuple):
    """A measured document, where it is from, and its labels: the figure by its index, and the accepted subjects."""

    name: str
    source: str
    document: Document
    wanted: tuple[tuple[int, str], ...]


class Row(NamedTuple):
    """A labelled figure: its document and where that is from, the subjects proposed, and which of them are right."""

    document: str
    source: str
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def pages(shared: pathlib.Path | None, lots: Sequence[pathlib.Path]) -> list[Page]:
    """All labelled Chinese documents, in a fixed order."""
    made = [page(ARTICLES / name, SOURCES[0], list(wanted)) for name, wanted in sorted(labels().items())]
    if shared is not None:
        made += [page(one.path, SOURCES[1], one.figures) for one in gold(shared)]
    for path in lots:
        for article in articles(path):
            document = travel(Document(raw=article.page.encode(), path="article.html"))
            told = found(article, document.figures)
            wanted = tuple((index, "|".join(subjects)) for index, subjects in told if subjects != ("?",))
            made.append(Page(article.name, path.stem, document, wanted))
    return [one for one in made if one.document.language.code == LANGUAGE]


def page(path: pathlib.Path, source: str, wanted: list[Label]) -> Page:
    """A page with the labels that ask for a subject."""
    document = travel(Document(raw=path.read_bytes(), path=path.name))
    number = {(one.raw_start, one.raw_end): index for index, one in enumerate(document.figures)}
    told = [
        (number[one.figure.raw_start, one.figure.raw_end], one.label.subject)
        for one in held(wanted, document.figures)[0]
        if one.figure is not None and one.label.known != "optional" and one.label.subject != "?"
    ]
    return Page(path.name, source, document, tuple(told))


def rows(held_by: Sequence[Page], table: Ranking) -> list[Row]:
    """The labelled figures that several subjects were proposed for, were `table` what ranks them all."""
    made: list[Row] = []
    for one in held_by:
        contests = attribute.contested(one.document, table)
        for index, wanted in one.wanted:
            candidates = contests.get(index, ())
            if candidates:
                made.append(Row(one.name, one.source, candidates, tuple(allows(wanted, said.value) for said in candidates)))
    return made


class Design(NamedTuple):
    """Rows as numbers: a line for each candidate, a column for its weight and one for each trait seen often enough."""

    names: list[tuple[str, str]]
    has: Vector
    right: Vector
    starts: Whole
    """Where each row's candidates begin, and the end."""


def design(made: Sequence[Row]) -> Design:
    """The rows as a matrix."""
    seen = Counter(
        trait for _, trait in {(row.document, trait) for row in made for one in row.candidates for trait in one.traits}
    )
    names = sorted(trait for trait, times in seen.items() if times >= SEEN)
    column = {trait: place for place, trait in enumerate(names, 1)}
    lines = [one for row in made for one in row.candidates]
    has = np.zeros((len(lines), len(names) + 1))
    for number, one in enumerate(lines):
        has[number, 0] = one.weight / UNIT
        has[number, [column[trait] for trait in one.traits if trait in column]] = 1
    starts = np.cumsum([0, *(len(row.candidates) for row in made)])
    return Design(names, has, np.array([float(one) for row in made for one in row.right]), starts)


def fit(made: Design, kept: Sequence[int], counts: Vector) -> Vector:
    """The numbers that make the right candidates of the kept rows likely, by Newton's method with the curvature of the whole."""
    told = [
        one
        for one in kept
        if 0 < made.right[made.starts[one] : made.starts[one + 1]].sum() < made.starts[one + 1] - made.starts[one]
    ]
    lines = np.concatenate([np.arange(made.starts[one], made.starts[one + 1]) for one in told])
    sizes = np.array([made.starts[one + 1] - made.starts[one] for one in told])
    first, of = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(told)), sizes)
    has, right, count = made.has[lines], made.right[lines], counts[told][of]
    numbers = np.zeros(has.shape[1])
    numbers[0] = 1
    ridge = np.full(has.shape[1], RIDGE)
    for _ in range(ROUNDS):
        total = has @ numbers
        likely = np.exp(total - np.maximum.reduceat(total, first)[of])
        good = likely * right
        good /= np.maximum(np.add.reduceat(good, first), 1e-300)[of]
        likely /= np.add.reduceat(likely, first)[of]
        slope = has.T @ (count * (likely - good)) + ridge * numbers
        means = np.add.reduceat(has * likely[:, None], first, axis=0)
        bend = (has.T * (count * likely)) @ has - (means.T * counts[told]) @ means + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        numbers -= step
        if float(np.abs(step).max()) < NEAR:
            break
    return numbers


def rounded(names: Sequence[tuple[str, str]], numbers: Vector) -> Ranking:
    """The numbers as whole points, in units of a rule's weight; what comes to none is left out."""
    worth = float(numbers[0]) / UNIT
    whole = [round(float(one) / worth) for one in numbers[1:]]
    return Ranking({name: points for name, points in zip(names, whole, strict=True) if points})


def counted(made: Sequence[Row]) -> Vector:
    """What each row counts: all of a document the square root of how many they are, those of a lot less."""
    times = Counter(one.document for one in made)
    return np.array([times[one.document] ** -0.5 * (OWN if one.source in SOURCES else 1) for one in made])


def grown(held_by: Sequence[Page]) -> list[Row]:
    """The rows under weights alone and, again, under what is fitted on those: a choice is passed on to the figures behind."""
    made = rows(held_by, UNRANKED)
    for _ in range(TURNS):
        made += rows(held_by, fitted(made))
    return made


def left_out(held_by: Sequence[Page], made: Sequence[Row]) -> list[Row]:
    """The rows of each page under a table that was fitted without it, the candidate that this chooses put first."""
    whole, counts = design(made), counted(made)
    fold = {name: place % FOLDS for place, name in enumerate(sorted({one.name for one in held_by}))}
    told: list[Row] = []
    for number in range(FOLDS):
        kept = [place for place, one in enumerate(made) if fold[one.document] != number]
        table = rounded(whole.names, fit(whole, kept, counts))
        told += [first(one, table) for one in rows([one for one in held_by if fold[one.name] == number], table)]
    return told


def first(one: Row, table: Ranking) -> Row:
    """A row with the candidate first that a table chooses."""
    ranks = [candidate.weight + table.points(candidate.traits) for candidate in one.candidates]
    best = ranks.index(max(ranks))
    order = [best, *(place for place in range(len(ranks)) if place != best)]
    return one._replace(candidates=tuple(one.candidates[at] for at in order), right=tuple(one.right[at] for at in order))


def report(held_by: Sequence[Page], made: Sequence[Row]) -> str:
    """What is chosen right by weights alone, without the document, and by the table of all; what could be: by source."""
    table = fitted(made)
    told = (
        [first(one, UNRANKED) for one in rows(held_by, UNRANKED)],
        left_out(held_by, made),
        [first(one, table) for one in rows(held_by, table)],
    )
    lines = [("source", "figures", "weights", "left out", "fitted on all", "right among them")]
    for name in [*dict.fromkeys(one.source for one in held_by), ""]:
        inside = [[one for one in part if name in {one.source, ""}] for part in told]
        shares = [f"{sum(one.right[0] for one in part) / max(1, len(part)):.3f}" for part in inside]
        most = f"{sum(any(one.right) for one in inside[0]) / max(1, len(inside[0])):.3f}"
        lines.append((name or "all", str(len(inside[0])), *shares, most))
    return "\n".join("  ".join(f"{cell:>16}" for cell in line) for line in lines)


def fitted(made: Sequence[Row]) -> Ranking:
    """The table of all rows."""
    whole = design(made)
    return rounded(whole.names, fit(whole, range(len(made)), counted(made)))


HEADER = """\
# Which of the subjects proposed for a figure it is: points for what can be told of each, beside the weights of the rules.
#
# Grammar
#   [points]  trait → value → points, added to the weight of the rule, in the same units; the proposal with the greatest sum is
#             chosen. Traits are those of pipeline/stages/attribute/subject/weighed.py; what is not listed counts nothing
# Source: fitted by bench/ranking.py, not by hand, on the labelled figures of {documents} Chinese documents that several subjects
# were proposed for: {sources}. Softmax, ridge {ridge}.
"""


def written(table: Ranking, made: Sequence[Row]) -> str:
    """The table as TOML."""
    documents = {(one.source, one.document) for one in made}
    counts = Counter(source if source in SOURCES else "lots" for source, _ in documents)
    sources = ", ".join(f"{number} of {name}" for name, number in sorted(counts.items()))
    lines = [HEADER.format(documents=sum(counts.values()), sources=sources, ridge=RIDGE)]
    for trait in sorted({name for name, _ in table.of}):
        lines += [f'[points."{trait}"]']
        lines += [f'"{value}" = {worth}' for (name, value), worth in sorted(table.of.items()) if name == trait]
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """0 when the table could be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=pathlib.Path)
    parser.add_argument("--lots", nargs="*", type=pathlib.Path, default=[], help="files of labelled articles")
    parser.add_argument("--write", type=pathlib.Path, help="the table's file")
    asked = parser.parse_args()
    held_by = pages(asked.shared, asked.lots)
    made = grown(held_by)
    print(report(held_by, made))
    if asked.write:
        asked.write.write_text(written(fitted(made), made), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
