"""What a careful reader finds in several articles about the same companies, listed by hand before the program was asked.

`tests/stories/` are five pages of our own, in three scripts and two languages; the seeds are five real ones, where they are.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

import pipeline
from pipeline.record import line

pytest.importorskip("duckdb")
pytest.importorskip("currency_converter")

from pipeline.facts.agreement import Finding, compare
from pipeline.facts.checks import check
from pipeline.facts.rates import rates
from pipeline.facts.statement import stated

STORIES = Path(__file__).parent / "stories"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

Said = tuple[str, str, str]
"""A finding, and the two things said."""

_STORIES: set[Said] = {
    # unsure: nearly half against about 40 per cent, for which only one article names a time
    ("unsure", "40%", "一半"),
    # one thing as far as it was written: cut or rounded, a bound, tenths, another language
    ("within", "5340万美元", "5344万美元"),
    ("within", "70%", "七成"),
    ("within", "2.12亿", "2亿个人"),
    ("within", "2.96 billion yuan", "29.58亿元"),
    ("within", "80%", "84.5%"),
    ("equal", "3.124亿元", "312.4 million yuan"),
    ("equal", "1.245亿元", "124.5 million yuan"),
    ("equal", "50%", "50%"),  # above it, in both
    # what only looks alike: two businesses, and an amount of two years that differs in one digit
    ("alike", "4.7%", "69.4%"),
    ("alike", "23.58亿元", "29.58亿元"),
}
_SUMS = {
    ("multiple", "6倍"),  # 15 / 2.5
    ("multiple", "7倍"),  # 21.95 / 3.124 = 7.03
    ("growth", "151%"),  # 312.4 / 124.5 - 1
    ("compound growth", "130%"),  # (3.124 / 0.574) ** (1 / 2) - 1 = 133%
    ("shares", "84.5% + 15.5%"),
    ("restatement", "5340万美元 = 人民币3.8亿元"),  # 7.1 yuan to the dollar
}
_SEEDS: set[Said] = {
    ("unsure", "40%", "一半"),
    ("unsure", "800亿港元", "917亿港元"),  # the days differ, and one article names none
    ("within", "5340万美元", "5344万美元"),
    ("within", "70%", "七成"),
    ("within", "2.12亿", "2亿个人"),
    ("within", "80%", "84.5%"),
    ("within", "50%", "70%"),  # above 50 % in two articles, about 70 % in a third
    ("alike", "4.7%", "69.4%"),
    ("alike", "23.58亿元", "29.58亿元"),
}
_SEED_SUMS = {
    *_SUMS - {("restatement", "5340万美元 = 人民币3.8亿元"), ("growth", "151%")},
    ("restatement", "350万美元 = 人民币2464.4万元"),
    ("restatement", "3050万美元 = 人民币2.2亿元"),
    ("restatement", "5340万美元 = 人民币3.8亿元"),
}
_TRUE = {
    *_SEEDS,
    ("within", "350万美元", "人民币2464.4万元"),
    ("within", "3050万美元", "人民币2.2亿元"),
    ("equal", "400人", "400人"),
    ("equal", "70%", "七成"),  # more than that, of one company's income, in a third article and a fourth
    ("equal", "70%", "70%"),
}
"""All that is true of the seeds: what a reader finds, and one article's own repetitions."""


def _found(folder: Path) -> tuple[list[Finding], set[tuple[str, str]], set[tuple[str, str]]]:
    """Findings about the pages of a folder, and their sums: those that come out and those that fail."""
    records = [orjson.loads(line(pipeline.normalize(file.read_bytes(), path=file.name))) for file in sorted(folder.iterdir())]
    statements = stated(records, rates())
    sums = check(statements, rates())
    good, bad = ({(one.name, one.stated) for one in sums if one.holds is holds} for holds in (True, False))
    return compare(statements, rates(), alike=True), good, bad


def _said(one: Finding) -> Said:
    first, second = sorted(statement.text for statement in one.pair)
    return one.sort.value, first, second


def test_what_a_reader_finds_in_our_own_pages() -> None:
    findings, good, bad = _found(STORIES)
    assert {_said(one) for one in findings if one.documents > 1 or one.sort == "alike"} == _STORIES
    assert (good, bad) == (_SUMS, set())


def test_what_a_reader_finds_in_the_seeds() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the shared seeds are not here")
    findings, good, bad = _found(SEEDS)
    told = [_said(one) for one in findings]
    assert set(told) >= _SEEDS
    assert set(told[:10]) <= _TRUE
    assert (good, bad) == (_SEED_SUMS, set())
