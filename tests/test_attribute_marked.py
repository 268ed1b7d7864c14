from __future__ import annotations

import time

import pytest

import pipeline
from pipeline.lexicon.particles import CASES, particles

SENTENCES = [
    ("ja", "青空工業の売上高は前年同期比8%増の1兆2,400億円だった。", [("8%", "売上高"), ("1兆2,400億円", "売上高")]),
    ("ja", "純利益予想を110億円から125億円に上方修正した。", [("110億円", "純利益予想"), ("125億円", "純利益予想")]),
    ("ja", "賃上げ率は平均5.25%だった。", [("5.25%", "賃上げ率")]),
    ("ja", "売上高と営業利益はそれぞれ100億円、20億円だった。", [("100億円", "売上高"), ("20億円", "営業利益")]),
    ("ja", "従業員は160人で、うち7割が女性だ。", [("160人", "従業員"), ("7割", "女性の割合")]),
    ("ko", "매출은 12.4% 늘었고 영업이익은 35% 증가했다.", [("12.4%", "매출"), ("35%", "영업이익")]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), SENTENCES)
def test_a_particle_ties_a_metric_to_its_figure(language: str, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(one.text, one.metric) for one in pipeline.figures(text, language=language)] == wanted


def test_a_source_is_no_subject() -> None:
    text = "総務省によると、青空工業ホールディングスの売上高は10億円だった。"
    assert [one.subject for one in pipeline.figures(text, language="ja")] == ["青空工業ホールディングス"]


@pytest.mark.parametrize("language", ["ja", "ko"])
def test_every_particle_has_a_case(language: str) -> None:
    table = particles(language)
    assert table is not None
    assert set(table.cases.values()) <= CASES
    assert particles("fr") is None


@pytest.mark.parametrize("unit", ["の", "売上高は", "は1%", "「あ", "1億円", "株式会社", "売り"])
def test_hostile_sentences_stay_linear(unit: str) -> None:
    begun = time.process_time()
    pipeline.figures(unit * 2000 + "1億円", language="ja")
    assert time.process_time() - begun < 5
