"""Which of several subjects a figure has: the rules' weights, and points for what can be told of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.document import Document
from pipeline.lexicon import DataError
from pipeline.lexicon.ranking import UNRANKED, Ranking, ranking, read_ranking
from pipeline.road import travel
from pipeline.stages import attribute
from pipeline.stages.attribute.proposal import Proposal, choose
from tests.labels import ARTICLES, labels

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "凤山县今年蓝莓丰收\n\n目前，凤山县已建成蓝莓合作社3个，种植户150余户，种植面积近350亩，年产值达300万元。"
SMALL = Ranking({("kind", "open"): -9, ("said", "title"): 5})


@pytest.mark.parametrize(
    ("told", "points"),
    [
        ([], 0),
        ([("kind", "open")], -9),
        ([("kind", "open"), ("said", "title"), ("said", "unheard of")], -4),
        ([("kind", "company"), ("said", "title")], 5),
    ],
)
def test_points_are_added(told: list[tuple[str, str]], points: int) -> None:
    assert SMALL.points(told) == points
    assert UNRANKED.points(told) == 0


def test_weight_and_points_choose_together() -> None:
    thing = Proposal("subject", "种植户", "topic_open", 64, points=-20)
    place = Proposal("subject", "凤山县", "sentence_open", 50, points=12)
    assert (thing.rank, place.rank) == (44, 62)
    assert choose([thing, place]) is place
    assert choose([thing._replace(points=0), place._replace(points=0)]) is not place


def test_of_two_alike_the_first_is_chosen() -> None:
    one, other = Proposal("subject", "甲", "topic", 60, points=4), Proposal("subject", "乙", "topic", 64)
    assert choose([one, other]) is one
    assert choose([other, one]) is other


@given(st.permutations(sorted(ranking().of)).map(lambda listed: listed[:12]))
def test_the_order_of_traits_plays_no_part(told: list[tuple[str, str]]) -> None:
    assert ranking().points(told) == ranking().points(sorted(told))


def test_what_is_told_of_each_candidate() -> None:
    document = travel(Document(raw=TEXT.encode(), path="a.txt"))
    contested = attribute.contested(document)
    told = {one.value: set(one.traits) for one in contested[max(contested)]}
    assert {("kind", "open"), ("said", "title"), ("ends", "regions"), ("block", "1"), ("sentence", "1")} <= told["凤山县"]
    assert all(("said", "title") not in traits for value, traits in told.items() if value not in TEXT.split("\n", 1)[0])
    assert sum(("same", "clause") in traits or ("same", "sentence") in traits for traits in told.values()) <= 1


def test_one_subject_is_not_ranked() -> None:
    document = travel(Document(raw="明澄智能2024年营收3.12亿元。".encode(), path="a.txt"))
    proposals = [one for one in attribute.explain(document, 0) if one.field == "subject"]
    assert {one.value for one in proposals} == {"明澄智能"}
    assert not any(one.points for one in proposals)
    assert attribute.contested(document) == {}


def test_other_languages_have_no_points() -> None:
    text = b"Acme Corp reported revenue of $3.2 million in 2024. Profit was $1 million."
    document = travel(Document(raw=text, path="a.txt"))
    for number in range(len(document.figures)):
        assert not any(one.points for one in attribute.explain(document, number))


def test_the_shipped_table_is_of_the_traits_that_are_told() -> None:
    told: set[str] = set()
    for name in sorted(name for name in labels() if name.startswith(("citizen", "tw", "specs", "agency", "health", "markets"))):
        document = travel(Document(raw=(ARTICLES / name).read_bytes(), path=name))
        for candidates in attribute.contested(document).values():
            told |= {trait for one in candidates for trait, _ in one.traits}
    assert {trait for trait, _ in ranking().of} <= told


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "points"), ("points = 3\n", "points"), ('[points."said"]\n"title" = "much"\n', "points.said.title")],
)
def test_bad_data_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str) -> None:
    (tmp_path / "bad_ranking.toml").write_text(text, "utf-8")
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    with pytest.raises(DataError) as raised:
        read_ranking("bad_ranking.toml")
    assert key in str(raised.value)
