"""Languages and scripts."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Hint
from pipeline.lexicon import DataError
from pipeline.lexicon import writing as writing_module
from pipeline.lexicon.writing import writing
from pipeline.stages.identify import identify, recognise
from pipeline.text import Text


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("公司今年上半年营业收入12.6亿元", "zh", "Hans"),
        ("公司今年上半年營業收入12.6億元", "zh", "Hant"),
        ("高", "zh", None),
        ("高山流水", "zh", None),
        ("皇后大道中", "zh", "Hans"),  # 后 leans, and nothing surer is there
        ("皇后大道發生意外", "zh", "Hant"),  # 發 is sure, 后 only leans
        ("乾隆时期", "zh", "Hans"),
        ("呢啲嘢唔係我嘅", "zh", "Hant"),
        ("喺邊度食飯呀", "zh", "Hant"),
        ("MiniMax发布Hailuo 02与M2", "zh", "Hans"),
        ("Kimi K2 Thinking 发布", "zh", "Hans"),
        ("NVIDIA H800 GPU、DeepSeek V3.2、OpenAI GPT-5:算力", "zh", None),
        ("新番《あの花》今天在B站开播,播放量超过100万", "zh", "Hans"),
        ("の字头的店名越来越多", "zh", "Hans"),
        ("优衣库(ユニクロ)母公司迅销集团发布财报,营收增长一成", "zh", "Hans"),
        ("韩国三星(삼성전자)第三季度营业利润", "zh", "Hans"),
        ("売上高は前年同期比で三割増えた", "ja", "Jpan"),
        ("ソニー、営業益2割増", "ja", "Jpan"),
        ("東証大引け", "ja", "Jpan"),
        ("営業利益18億円", "ja", "Jpan"),
        ("会社更生法適用申請", "ja", "Jpan"),
        ("東京の天気", "ja", "Jpan"),
        ("ﾕﾆｸﾛの売上", "ja", "Jpan"),
        ("삼성전자 3분기 영업이익", "ko", "Kore"),
        ("美 연준, 기준금리 0.25%p 인하", "ko", "Kore"),
        ("ㄅㄆㄇ", "zh", None),
        ("Alibaba (阿里巴巴) said on Monday that it would buy back shares", "en", "Latn"),
        ("The company reported revenue of US$1.4 billion", "en", "Latn"),
        ("Let's have a look.", "en", "Latn"),
        ("Der Umsatz stieg im ersten Halbjahr um ein Drittel", "de", "Latn"),
        ("L'avion d'Air France n'a pas décollé", "fr", "Latn"),
        ("El beneficio neto de la empresa subió un 30 por ciento", "es", "Latn"),
        ("Doanh thu của công ty tăng ba mươi phần trăm", "vi", "Latn"),
        ("Pendapatan perusahaan itu naik tiga puluh persen", "id", "Latn"),
        ("Выручка компании выросла на треть", "ru", "Cyrl"),
        ("Дохід компанії зріс на третину", "uk", "Cyrl"),
        ("Τα έσοδα της εταιρείας αυξήθηκαν", "el", "Grek"),
        ("הכנסות החברה עלו", "he", "Hebr"),
        ("ارتفعت إيرادات الشركة في الربع الثالث", "ar", "Arab"),
        ("รายได้ของบริษัทเพิ่มขึ้น", "th", "Thai"),
        ("", "und", None),
        ("2025-01-08 12:30", "und", None),
        ("……！？", "und", None),
        ("\0\ud800\U0010ffff", "und", None),
    ],
)
def test_language_and_script(text: str, language: str, script: str | None) -> None:
    assert recognise(text) == (language, script)


def test_a_long_text_is_judged_by_its_start_its_middle_and_its_end() -> None:
    text = "The company said. " * 100 + "公司今年上半年营业收入增长三成。" * 5000 + "The end of it. " * 20
    assert recognise(text) == ("zh", "Hans")


def document(text: str, lang: str | None = None) -> Document:
    hints = () if lang is None else (Hint("lang", lang),)
    return Document(raw=b"", text=Text.of(text), hints=hints)


@pytest.mark.parametrize(
    ("text", "lang", "language"),
    [
        ("決算短信", None, "zh"),
        ("決算短信", "ja", "ja"),
        ("決算短信", "zh-TW", "zh"),
        ("财报公布", "ja-JP", "zh"),  # 财 is no Japanese character, whatever the page says
        ("The company said that it was", "zh-CN", "en"),
        ("OK", "EN_us", "en"),
        ("OK", "english", "und"),
        ("OK", "", "und"),
    ],
)
def test_the_page_s_own_word_counts_only_where_the_text_leaves_it_open(text: str, lang: str | None, language: str) -> None:
    found = identify(document(text, lang)).language
    assert (found.code, found.converted_by) == (language, None)


def test_the_same_answer_in_every_thread() -> None:
    text = "Umsatzplus Halbjahresbilanz Vorstandschef"
    recognise(text)
    answers: list[tuple[str, str | None]] = []
    threads = [threading.Thread(target=lambda: answers.append(recognise(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [("de", "Latn")] * 8


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    language, script = recognise(text)
    assert 2 <= len(language) <= 3
    assert script is None or len(script) == 4


@pytest.mark.parametrize("unit", ["高", "a", "a-", "a'", "の", "д", "a高", "'", "0"])
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    recognise("Umsatzplus")
    start = time.process_time()
    recognise(unit * 500_000)
    assert time.process_time() - start < 0.5


def test_every_script_of_one_language_is_known_and_every_word_reachable() -> None:
    table = writing()
    assert {"ko", "el", "th"} <= set(table.only.values())
    assert table.words["der"] == ("de", "da")
    assert all(word == word.lower() and languages for word, languages in table.words.items())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scripts": {"Latn": "0041-005A", "Grek": "005A-0060"}}, r"scripts\.Grek: 005A belongs to another"),
        ({"scripts": {"Latn": "zz"}}, r"scripts\.Latn: zz is no hexadecimal range"),
        ({"only": {"Grek": "el"}}, r"only\.Grek: is not among the scripts"),
        ({"words": {"en": "The"}}, r"words\.en: The is not in lower case"),
        ({"letters": {"de": "a\u0308"}}, r"letters\.de: a\u0308 is not in lower case, or not composed"),
    ],
)
def test_a_fault_in_the_data_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str) -> None:
    good: dict[str, object] = {
        "particle": "の",
        "repeat": "々",
        "scripts": {"Latn": "0041-005A"},
        "only": {},
        "words": {},
        "letters": {},
    }
    monkeypatch.setattr(writing_module, "read_toml", lambda _: good | change)
    with pytest.raises(DataError, match=message):
        writing.__wrapped__()
