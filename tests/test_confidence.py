"""How sure a figure is: points of a table, added; evidence that leads to the page; notes where the choice was close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import lexicon
from pipeline.document import Document
from pipeline.lexicon import DataError
from pipeline.lexicon.confidence import STEPS, Points, points, read_points
from pipeline.road import travel
from pipeline.stages import attribute
from pipeline.stages.attribute.confidence import rival, traits
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.record import Figure

TEXT = "明澄智能2024年营收3.12亿元，同比增长58%；净利润4500万元。公司员工1200人。"
SMALL = Points(10, {("rule", "topic"): 50, ("rule", "carried"): -80, ("page", "company"): 15}, tuple(range(-49, 49)))


@pytest.mark.parametrize(
    ("told", "total", "stated"),
    [
        ([], 10, "0.61"),
        ([("rule", "topic")], 60, "0.99"),
        ([("rule", "carried")], -70, "0.01"),
        ([("rule", "carried"), ("page", "company")], -55, "0.01"),
        ([("page", "company")], 25, "0.76"),
        ([("rule", "unheard of"), ("subject.rule", "topic")], 10, "0.61"),
    ],
)
def test_points_are_added(told: list[tuple[str, str]], total: int, stated: str) -> None:
    assert SMALL.total(told) == total
    assert SMALL.probability(total) == stated


@given(st.integers(), st.integers())
def test_more_points_are_never_less_sure(one: int, other: int) -> None:
    low, high = sorted((one, other))
    for table in (SMALL, points()):
        assert "0.01" <= table.probability(low) <= table.probability(high) <= "0.99"


@given(st.permutations(sorted(points().of)).map(lambda listed: listed[:12]))
def test_the_order_of_traits_plays_no_part(told: list[tuple[str, str]]) -> None:
    assert points().total(told) == points().total(sorted(told))


def test_the_shipped_table_is_of_the_traits_that_are_told() -> None:
    document = travel(Document(raw=TEXT.encode(), path="a.txt"))
    known = {name for name, _ in points().of}
    said = {name for told in attribute.told(document).values() for name, _ in told}
    assert said <= known
    assert len(points().steps) == STEPS
    assert points().probability(0) == "0.50"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("steps = []", "base"),
        ("base = 0.5\nsteps = []", "base"),
        ("base = 1\nsteps = [1, 2]", "steps"),
        (f"base = 1\nsteps = {list(range(STEPS, 0, -1))}\n[points]", "steps"),
        (f"base = 1\nsteps = {list(range(STEPS))}", "points"),
        (f"base = 1\nsteps = {list(range(STEPS))}\n[points.rule]\ntopic = 0.5", "points.rule.topic"),
    ],
)
def test_a_faulty_table_names_its_key(written: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "points.toml").write_text(written, "utf-8")
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    with pytest.raises(DataError) as caught:
        read_points("points.toml")
    assert caught.value.key == key


def figure(record: pipeline.Record, written: str) -> Figure:
    return next(one for one in record.figures if one.text == written)


def test_evidence_is_where_the_words_stand() -> None:
    record = pipeline.normalize(TEXT.encode(), path="a.txt")
    found = {one.field: TEXT[one.raw_start : one.raw_end] for one in figure(record, "3.12亿元").evidence}
    assert found == {"subject": "明澄智能", "metric": "营收", "period": "2024年"}
    assert {one.rule for one in figure(record, "3.12亿元").evidence} == {"topic", "phrase", "clause"}


def test_evidence_leads_through_markup_and_script_to_the_page() -> None:
    page = "<article><h1>公佈業績</h1><p>明澄智能<b>2024年</b>營&#25910;3.12億元，同比增長58%。</p></article>"
    found = figure(pipeline.normalize(page.encode(), path="a.html"), "3.12亿元")
    places = {one.field: page[one.raw_start : one.raw_end] for one in found.evidence}
    assert (found.subject, found.metric, found.period) == ("明澄智能", "营收", "2024")
    assert places == {"subject": "明澄智能", "metric": "營&#25910;", "period": "2024年"}


def test_what_is_read_from_no_place_says_so() -> None:
    record = pipeline.normalize(TEXT.encode(), path="a.txt")
    carried = next(one for one in figure(record, "4500万元").evidence if one.field == "period")
    assert carried.rule
    if carried.start is None:
        assert (carried.end, carried.raw_start, carried.raw_end) == (None, None, None)


def test_a_near_choice_is_plainer_than_a_far_one() -> None:
    near = pipeline.normalize(TEXT.encode(), path="a.txt")
    far = pipeline.normalize("有人说，这里面大约是300个，那边一共58%，再加5700万。".encode(), path="a.txt")
    assert min(one.confidence or "" for one in near.figures[:2]) > max(one.confidence or "" for one in far.figures)


def test_a_language_without_rules_is_no_exception() -> None:
    record = pipeline.normalize(b"Der Umsatz stieg im Jahr 2024 auf 57,4 Millionen Euro, sagte der Vorstand.")
    assert all(one.confidence is None or one.confidence >= "0.01" for one in record.figures)


def test_a_close_choice_is_told() -> None:
    answer = Answer(chosen={"subject": Proposal("subject", "甲", "topic", 70)})
    answer.proposals = [answer.chosen["subject"], Proposal("subject", "乙", "lead", 68), Proposal("subject", "甲", "carried", 69)]
    other = rival(answer, "subject")
    assert other is not None
    assert other.value == "乙"
    answer.proposals[1] = Proposal("subject", "乙", "lead", 60)
    assert rival(answer, "subject") is None
    assert rival(answer, "metric") is None


def test_traits_are_the_same_twice_and_named_once() -> None:
    document = travel(Document(raw=TEXT.encode(), path="a.txt"))
    told = attribute.told(document)
    assert told == attribute.told(document)
    assert all(len({name for name, _ in one}) == len(one) for one in told.values())
    lone = traits(document, 0, Answer())
    assert {("subject.rule", "none"), ("metric.rule", "none"), ("period.rule", "none")} <= set(lone)


def test_the_parts_add_up_to_what_is_stated() -> None:
    document = travel(Document(raw=TEXT.encode(), path="a.txt"))
    for number, one in enumerate(document.figures):
        parts = attribute.score(document, number)
        assert parts[0] == (("base", ""), points().base)
        assert points().probability(sum(worth for _, worth in parts)) == one.confidence
