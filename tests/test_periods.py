from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.chronology import Period, periods
from pipeline.chronology.calendar import last_day, months, parse, shifted
from pipeline.chronology.tokens import tokens
from pipeline.lexicon import DataError
from pipeline.lexicon.periods import period_words

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "periods.jsonl").read_text("utf-8").splitlines()]
LANGUAGES = ("zh", "ja", "ko", "en")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}-{case['text']}")
def test_a_time_is_read_and_resolved(case: dict[str, Any]) -> None:
    found = periods(case["text"], case["published"], case["language"])
    assert [{"text": one.text, "value": one.value} for one in found] == case["periods"]


def test_a_span_of_years_has_its_years_as_members() -> None:
    (found,) = periods("2022年至2025年上半年")
    assert found.members == ("2022", "2023", "2024", "2025-H1")


def test_the_same_period_of_a_list_has_the_list_s_members() -> None:
    first, again = periods("2022-2024年,甲亏损;同期,乙亏损")
    assert first.members == again.members == ("2022", "2023", "2024")
    assert again.rule == "same"


def test_what_began_then_and_what_is_to_come_is_marked() -> None:
    assert periods("2019年成立")[0].since
    assert periods("预计2027年投产")[0].future
    assert not periods("2024年营收")[0].since


def test_a_paragraph_forgets_the_year_of_the_one_before() -> None:
    assert periods("2023年营收\n第四季度", None)[1].value == "2023-Q4"
    assert periods("2023年营收\n第四季度", "2025-03-01")[1].value == "2024-Q4"


def test_a_period_goes_to_json_and_back() -> None:
    for found in periods("2025年前三季度，去年同期", "2025-11-01"):
        assert Period.from_json(found.to_json()) == found


@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
def test_a_kind_of_token_begins_only_with_what_it_is_said_to(language: str) -> None:
    grammar = tokens(language)
    assert grammar is not None
    texts = [normalize("NFKC", case["text"]) for case in CASES if case["language"] == language]
    for kind, piece in grammar.pieces.items():
        for match in (found for text in texts for found in re.finditer(piece, text)):
            assert kind in grammar.kinds[match[0][0]]


ALPHABET = "0123456789年月日季度上下半前三至到-—、，。今去同期底初末止截FYQHa bcm"


@given(st.text(alphabet=ALPHABET, max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_read_in_order_and_in_place(text: str, language: str) -> None:
    last = 0
    for found in periods(text, "2025-08-20", language):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        last = found.end
        for value in (found.value, *found.members):
            assert value is None or parse(value.split("/")[0]) or value[:4].isdigit()


HOSTILE = ["2025年", "截至", "一二三四", "1-", "2022、", "from 2017 to ", "the ", "12月至", "年年年", "'24年"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    for language in LANGUAGES:
        periods(piece, None, language)
        begun = time.process_time()
        periods(piece * 2000, "2025-01-01", language)
        assert time.process_time() - begun < 2


def test_a_year_that_begins_in_april_ends_in_march() -> None:
    found = months(2024, 1, 12, start=4)
    assert found is not None
    assert found.iso == "2024-04-01/2025-03-31"
    back = shifted(found, -1)
    assert back is not None
    assert back.iso == "2023-04-01/2024-03-31"


def test_a_month_that_there_is_not_is_none() -> None:
    assert months(2024, 3, 2) is None
    assert months(2024, 1, 13) is None


def test_every_language_has_its_words_and_no_other() -> None:
    assert all(period_words(language) is not None for language in LANGUAGES)
    assert period_words("xx") is None
    assert period_words("../zh") is None


def test_faulty_words_name_the_file_and_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages" / "qq"
    folder.mkdir(parents=True)
    (folder / "periods.toml").write_text('year = ["年", "年"]\n', "utf-8")
    monkeypatch.setattr("pipeline.lexicon.periods.DATA", tmp_path)
    monkeypatch.setattr("pipeline.lexicon.DATA", tmp_path)
    with pytest.raises(DataError, match=r"languages/qq/periods\.toml: year: names '年' twice"):
        period_words("qq")


def test_a_base_of_comparison_and_a_time_accounted_for_are_marked() -> None:
    report, base = periods("2025年全年业绩，毛利率较上年提升")
    assert report.report
    assert not report.base
    assert base.base
    assert not base.report


def test_a_plain_year_is_no_report_and_no_base() -> None:
    (found,) = periods("2025年新开门店")
    assert not found.report
    assert not found.base


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2025", "2025-12-31"),
        ("2025-H1", "2025-06-30"),
        ("2025-Q3", "2025-09-30"),
        ("2024-02", "2024-02-29"),
        ("2025-03-31", "2025-03-31"),
        ("2024-04-01/2025-03-31", "2025-03-31"),
    ],
)
def test_the_last_day_of_a_period(iso: str, day: str) -> None:
    assert last_day(iso) == day
