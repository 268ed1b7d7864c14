"""Where noun phrases are cut by their words, and the words for what a verb or a unit says is measured."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.lexicon.attribution import Cues, cues
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.words.nominal import noun_end, noun_start

LAST = {
    "每个单项奖金": "单项奖金",
    "美元/人民币一个月隐含波动率": "隐含波动率",
    "城镇居民人均可支配收入": "城镇居民人均可支配收入",
    "云端业务在总收入中的占比": "云端业务在总收入中的占比",
    "在总收入中占比": "占比",
    "B端毛利率": "B端毛利率",
    "MATH-500 测试": "MATH-500 测试",
    "规模以上工业产能利用率": "规模以上工业产能利用率",
    "队长带着": "",
    "老周前后借": "",
}
FIRST = {
    "汽车厂商捧场": "汽车厂商",
    "机动车就停": "机动车",
    "参展商踊跃参加": "参展商",
    "企业入选国家级绿色工厂": "企业",
    "教师和学生参加": "教师和学生",
    "的价格": "",
}


def chinese() -> Cues:
    table = cues("zh")
    assert table is not None
    return table


@pytest.mark.parametrize("text", LAST)
def test_the_last_noun_phrase_begins_at_its_first_word(text: str) -> None:
    assert text[noun_start(chinese(), text) :] == LAST[text]


@pytest.mark.parametrize("text", FIRST)
def test_the_first_noun_phrase_ends_before_its_predicate(text: str) -> None:
    assert text[: noun_end(chinese(), text)] == FIRST[text]


@given(st.text(max_size=60))
def test_a_cut_is_a_place_in_the_text(text: str) -> None:
    assert 0 <= noun_start(chinese(), text) <= len(text)
    assert 0 <= noun_end(chinese(), text) <= len(text)


def test_a_long_text_is_read_near_its_edge_only() -> None:
    begun = time.process_time()
    noun_start(chinese(), "的价格和" * 200_000)
    noun_end(chinese(), "的价格和" * 200_000)
    assert time.process_time() - begun < 1


def test_other_languages_are_left_alone() -> None:
    table = cues("ja")
    assert table is not None
    assert noun_start(table, "売上高は") == 0


def test_a_verb_names_what_is_measured_by_the_kind_of_figure() -> None:
    table = wording("zh")
    assert (table.noun("出口", "money"), table.noun("出口", "measure")) == ("出口额", "出口量")
    assert table.noun("借", "count") == ""
    assert wording("xx").units == {}


def test_the_words_of_a_unit_name_what_it_measures() -> None:
    table = wording("zh")
    assert ("屏", "屏幕尺寸") in table.contexts["in"]
    assert all(word not in table.labels for pairs in table.contexts.values() for word, _ in pairs if len(word) > 1)
