"""Near-duplicates: pairs that are one story, pairs that only look like it, and groups that are the same every time."""

from __future__ import annotations

import gzip
import itertools
import json
import random
from pathlib import Path

import pytest

import pipeline
from pipeline.duplicates import groups, signature

pytest.importorskip("datasketch")

PAGES = Path(__file__).parents[2] / "shared" / "pages" / "gne_portal"

STORY = (
    "星河汽车昨日公布第三季度业绩。公司实现营业收入128.6亿元,同比增长18.2%;归属于股东的净利润为7.4亿元,去年同期为亏损1.2亿元。"
    "管理层在电话会议上表示,毛利率由一年前的11.3%升至14.9%,主要得益于规模扩大和电池成本下降。"
    "期内交付新车5.1万辆,其中海外市场占12%。公司维持全年交付20万辆的目标,并计划在年底前再开设40家门店。"
    "截至9月底,公司持有现金及等价物合计231亿元,研发团队共有3200人。"
)
OTHER = (
    "星河汽车昨日公布第二季度业绩。公司实现营业收入101.3亿元,同比增长9.7%;归属于股东的净亏损收窄至0.8亿元。"
    "管理层把改善归因于产品组合的变化,并称价格竞争仍然激烈,三季度的订单好于预期。"
    "新工厂将于明年投产,设计产能为每年15万辆;公司同时宣布与两家电池企业签订供货协议。"
    "分析人士指出,海外渠道的建设速度将决定下半年的表现。"
)


def alike(*texts: str) -> list[list[int]]:
    """The groups among texts, as sorted numbers."""
    signed = [(str(number), None, signature(text), len(text)) for number, text in enumerate(texts)]
    return [sorted(int(copy.path) for copy in (group.fullest, *group.copies)) for group in groups(signed)]


def test_one_story_on_several_portals() -> None:
    shortened = STORY[: STORY.index("截至")]
    headed = "财经快讯\n\n" + STORY
    edited = STORY.replace("昨日", "周四").replace("由一年前的", "从去年的")
    assert alike(STORY, OTHER, shortened, headed, edited) == [[0, 2, 3, 4]]


def test_both_scripts_meet_after_simplification() -> None:
    traditional = (
        "星河汽車昨日公佈第三季度業績。公司實現營業收入128.6億元,同比增長18.2%;歸屬於股東的淨利潤為7.4億元,去年同期為虧損1.2億元。"
        "管理層在電話會議上表示,毛利率由一年前的11.3%升至14.9%,主要得益於規模擴大和電池成本下降。"
        "期內交付新車5.1萬輛,其中海外市場佔12%。公司維持全年交付20萬輛的目標,並計劃在年底前再開設40家門店。"
        "截至9月底,公司持有現金及等價物合計231億元,研發團隊共有3200人。"
    )
    assert alike(STORY, pipeline.simplify(traditional)) == [[0, 1]]
    assert alike(STORY, traditional) == []


def test_the_same_company_another_quarter_is_another_story() -> None:
    assert alike(STORY, OTHER) == []


def test_the_fullest_stands_first() -> None:
    short = STORY[: STORY.index("截至")]
    signed = [("b", "2", signature(short), len(short)), ("a", None, signature(STORY), len(STORY))]
    (group,) = groups(signed)
    assert (group.fullest.path, group.fullest.member, group.fullest.length) == ("a", None, len(STORY))
    assert (group.copies[0].path, group.copies[0].member) == ("b", "2")
    assert 0.6 <= group.copies[0].shared < 1


def test_equal_texts_keep_the_first() -> None:
    signed = [(path, None, signature(STORY), len(STORY)) for path in ("z", "a", "m")]
    (group,) = groups(signed)
    assert [group.fullest.path, *(copy.path for copy in group.copies)] == ["z", "a", "m"]


def test_order_changes_no_group() -> None:
    texts = [STORY, OTHER, STORY[:-20], OTHER + "此外,公司宣布派息。", STORY.replace("5.1", "5.2"), "短文"]
    found = alike(*texts)
    chance = random.Random(1)
    for _ in range(5):
        numbers = list(range(len(texts)))
        chance.shuffle(numbers)
        moved = alike(*(texts[number] for number in numbers))
        assert sorted(sorted(numbers[n] for n in group) for group in moved) == found == [[0, 2, 4], [1, 3]]


def test_short_and_empty_texts_have_signatures() -> None:
    assert len(signature("")) == len(signature("一")) == 512
    assert signature("营收 增长") == signature("营收增长")


def test_english_words_are_words() -> None:
    one = (
        "Revenue rose 12% to $1.4 billion in the third quarter, the company said, as demand for its chips stayed strong in Asia. "
        "Operating profit was $210 million, up from $155 million a year earlier; the order backlog reached $3.9 billion. "
        "Management raised its forecast for the year and plans to hire 400 engineers at its new plant."
    )
    two = one.replace("the company said", "it said on Monday")
    assert alike(one, two, OTHER, one[:60]) == [[0, 1]]


def test_real_pages_and_their_flat_copies_meet() -> None:
    """Ten real portal pages as HTML and flattened by another tool: one group a story, and two of the pages are one story.

    Measured against the truth by the pages' own hand-made texts: which of them share more than half of their runs of words.
    """
    if not PAGES.is_dir():
        pytest.skip("the shared pages are not here")
    gold = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]
    texts: list[str] = []
    story: dict[int, int] = {}
    for number, page in enumerate(gold):
        for form in ("file", "flat"):
            story[len(texts)] = number
            texts.append(pipeline.normalize(gzip.decompress((PAGES / page[form]).read_bytes()), url=page["url"]).text)
    same = {pair for pair in itertools.combinations(range(len(gold)), 2) if alike(*(gold[number]["text"] for number in pair))}
    assert len(same) == 1
    found = {pair for group in alike(*texts) for pair in itertools.combinations(group, 2)}
    true = {(a, b) for a, b in itertools.combinations(story, 2) if story[a] == story[b] or (story[a], story[b]) in same}
    assert found - true == set()
    assert len(true & found) / len(true) >= 0.9
