"""Figures labelled by hand in whole articles (tests/articles), and how a record is held against them.

What counts as found and as right follows the outside ruler: one figure is paired with one label when their places in the page
share half of the shorter, the closest first; subjects and metrics are equal after NFKC, case folding and simplification.
"""

from __future__ import annotations

import pathlib
import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import opencc

import pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.record import Figure

ARTICLES = pathlib.Path(__file__).resolve().parent / "articles"
FIELDS = ("subject", "metric", "period")
UNASKED = {"duration", "rank"}
UNIT_MATTERS = {"money", "percent", "multiple"}
SLIGHT = re.compile(r"[\s“”\"'‘’《》「」()·的]")


class Label(NamedTuple):
    """One line of the labels file, and the place of the figure in its page."""

    article: str
    written: str
    kind: str
    value: str
    unit: str
    subject: str
    metric: str
    period: str
    construction: str
    known: str
    start: int
    end: int

    @property
    def family(self) -> str:
        """The kind of the article."""
        return self.article.rpartition("-")[0]


class Outcome(NamedTuple):
    """What the program said of one label: the figure it found there, whether its value and unit are right, and each field."""

    label: Label
    figure: Figure | None
    extracted: bool
    right: dict[str, bool]

    @property
    def fact(self) -> bool:
        """Whether value, subject, metric and period are all right."""
        return self.extracted and all(self.right.values())


@cache
def source(article: str) -> str:
    return (ARTICLES / article).read_text("utf-8")


def place(text: str, written: str, at: int) -> int:
    """Where `written` next stands in `text` as a number of its own, not as the end of a longer one."""
    number = re.compile(r"(?<![\d.])(?<!\d,)" + re.escape(written))
    found = number.search(text, at)
    assert found is not None, (written, text[at : at + 40])
    return found.start()


@cache
def labels() -> dict[str, tuple[Label, ...]]:
    """The labels of each article, in its order."""
    made: dict[str, list[Label]] = {}
    for line in (ARTICLES / "labels.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        article, written, *rest = line.split("\t")
        text, before = source(article), made.setdefault(article, [])
        front = text.index("\n---\n", 4) + 5 if text.startswith("---\n") else 0
        start = place(text, written, before[-1].end if before else front)
        kind, value, unit, subject, metric, period, construction, known = rest
        before.append(
            Label(article, written, kind, value, unit, subject, metric, period, construction, known, start, start + len(written))
        )
    return {article: tuple(lines) for article, lines in made.items()}


@cache
def record(article: str) -> pipeline.Record:
    return pipeline.normalize((ARTICLES / article).read_bytes(), path=article)


@cache
def simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def plain(said: str) -> str:
    """A name as it is compared."""
    return SLIGHT.sub("", simplifier().convert(unicodedata.normalize("NFKC", said).casefold()))


def allows(wanted: str, said: str | None) -> bool:
    """Whether what was said is among the right answers."""
    return wanted == "?" or any(
        said is None if one == "-" else said is not None and plain(one) == plain(said) for one in wanted.split("|")
    )


def worth(label: Label) -> tuple[Decimal | None, ...]:
    """The label's value, low end and high end."""
    low, mark, high = label.value.partition("..")
    ends = [Decimal(one) if one else None for one in (low, high)]
    return (None, *ends) if mark else (ends[0], None, None)


def extracted(label: Label, figure: Figure) -> bool:
    """Whether kind and value are right, and the unit of money, per cent and multiples."""
    got = tuple(None if one is None else Decimal(one) for one in (figure.value, figure.low, figure.high))
    if label.value.endswith(".."):  # a vague amount: only its low end is asked for
        got = (*got[:2], None)
    unit = figure.kind not in UNIT_MATTERS or allows(label.unit, figure.unit)
    return figure.kind in label.kind.split("|") and got == worth(label) and unit


def pairs(places: Sequence[tuple[int, int]], figures: Sequence[Figure]) -> dict[int, int]:
    """Which figure stands at which place: index of the place to index of the figure."""
    close = []
    for i, (start, end) in enumerate(places):
        for j, figure in enumerate(figures):
            shared = min(end, figure.raw_end) - max(start, figure.raw_start)
            if 2 * shared >= min(end - start, figure.raw_end - figure.raw_start) > 0:
                close.append((-shared, abs(start - figure.raw_start) + abs(end - figure.raw_end), i, j))
    made: dict[int, int] = {}
    for _, _, i, j in sorted(close):
        if i not in made and j not in made.values():
            made[i] = j
    return made


def held(wanted: Sequence[Label], figures: Sequence[Figure]) -> tuple[list[Outcome], list[Figure]]:
    """What came of each label, and the figures that no label asks for."""
    found = pairs([(one.start, one.end) for one in wanted], figures)
    made = []
    for i, label in enumerate(wanted):
        figure = figures[found[i]] if i in found else None
        right = {
            name: figure is not None and allows(getattr(label, name), getattr(figure, name))
            for name in FIELDS
            if getattr(label, name) != "?"
        }
        made.append(Outcome(label, figure, figure is not None and extracted(label, figure), right))
    used = set(found.values())
    return made, [one for i, one in enumerate(figures) if i not in used and one.kind not in UNASKED]


@cache
def outcomes(article: str) -> tuple[list[Outcome], list[Figure]]:
    """What came of the labels of one of our articles, and the figures to spare."""
    return held(labels()[article], record(article).figures)
