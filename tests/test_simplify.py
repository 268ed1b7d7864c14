"""simplify: one for one, by where the text was written; what is simplified or Japanese is left alone."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Hint
from pipeline.lexicon import DataError, conversion
from pipeline.lexicon.conversion import CONFIGURATIONS, Simplifier, simplifier, varieties, words
from pipeline.lexicon.scripts import HAN, converter
from pipeline.record import Block, Language, Metadata
from pipeline.stages.simplify import convert, simplify, variety_of
from pipeline.text import Text

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "conversion.jsonl").read_text("utf-8").split("\n") if line
]
VARIETIES = (None, "CN", "TW", "HK")


def page(text: str, **fields: Any) -> Document:
    blocks = (Block("paragraph", 0, len(text), 0, len(text)),)
    return replace(Document(raw=text.encode(), text=Text.of(text), blocks=blocks, language=Language("zh", "Hant")), **fields)


@pytest.mark.parametrize(
    ("case", "variety"),
    [pytest.param(case, variety, id=f"{case['why']} {variety}") for case in CASES for variety in case["varieties"]],
)
def test_conversion(case: dict[str, str], variety: str | None) -> None:
    assert convert(case["input"], variety) == case["output"]
    assert convert(case["output"], variety) == case["output"]


@pytest.mark.parametrize("variety", VARIETIES)
def test_no_code_point_changes_the_length(variety: str | None) -> None:
    change = simplifier(variety)
    han = "".join(
        chr(c)
        for start, end in (*HAN, (0x2E80, 0x2FE0), (0x3000, 0x3400), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
        for c in range(start, end)
    )
    column = "\n".join(han)
    assert [len(line) for line in change(column).split("\n")] == [1] * len(han)
    assert len(change(han)) == len(han)  # and neighbours make no phrase that is longer or shorter


@given(st.text(), st.sampled_from(VARIETIES))
def test_any_text_keeps_its_length(text: str, variety: str | None) -> None:
    assert len(convert(text, variety)) == len(text)
    assert len(simplifier(variety)(text)) == len(text)


@given(st.text("國国著着名作於于后後里裡乾干\n 、a1のは", max_size=40), st.sampled_from((None, "TW", "HK")))
def test_converting_twice_changes_nothing_more(text: str, variety: str | None) -> None:
    once = convert(text, variety)
    assert convert(once, variety) == once


def test_a_nul_does_not_end_the_text() -> None:
    for variety in VARIETIES:
        assert convert("國\0債\0", variety) == "国\0债\0"


def test_lone_surrogates_pass() -> None:
    assert convert("國\ud800債") == "国\ud800债"


SIMPLIFIED = [
    "公司2024年营收5740万元,同比增长12%。",
    "著名作家的著作,土著居民,卓著的功勋。",
    "皇后乘坐公里数很长的列车,后来若干年乾隆去世。",
    "毕昇发明活字印刷,华为昇腾芯片,演员李昇。",
    "鲁迅著有《呐喊》,于2024年再版,魏徵与樊於期。",
    "什么 怎么 这么 那么 多么 要么",
    "瞭望塔上一片狼藉。",
    "Revenue rose 5%.",
    "",
]


@pytest.mark.parametrize("text", SIMPLIFIED)
@pytest.mark.parametrize("variety", [None, "TW", "HK"])
def test_simplified_text_is_left_alone(text: str, variety: str | None) -> None:
    assert convert(text, variety) == text


JAPANESE = [
    "当社は売上高が前年同期比で12%増加し、営業利益も拡大した。",
    "個人投資家は著しい発展を遂げた国々の動向を見る。",
    "現在は主に飼育下の個体が流通する。",
    "憑いている影は巨大だ。",
    "個別の国会議員との関係を強化する方針を発表",
    "九州大学大学院法学研究院准教授を経て、現在同教授。",
]


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_left_alone(text: str) -> None:
    for variety in (None, "TW", "HK"):
        assert convert(text, variety) == text


def test_chinese_that_quotes_japanese_is_converted() -> None:
    quoting = "任天堂《ゼルダ》銷量突破100萬套,這個系列廣受歡迎。"
    assert convert(quoting) == "任天堂《ゼルダ》销量突破100万套,这个系列广受欢迎。"


def test_mixed_text_changes_only_where_it_is_traditional() -> None:
    text = "这是简体的一行,毕昇发明了活字印刷术。\n這是繁體的一行,意味著國債。\n売上高は国内で増加した。\n著者乾隆"
    assert (
        convert(text) == "这是简体的一行,毕昇发明了活字印刷术。\n这是繁体的一行,意味着国债。\n売上高は国内で増加した。\n著者乾隆"
    )


def test_a_name_in_a_simplified_page_stays() -> None:
    text = "多家公司发布财报,净利润下降,负债总额增长。\n阿諢体育\n國債利率上升"
    assert convert(text) == "多家公司发布财报,净利润下降,负债总额增长。\n阿諢体育\n国债利率上升"


def test_an_unknown_variety_is_refused() -> None:
    with pytest.raises(KeyError):
        convert("國", "SG")


def test_the_stage_converts_text_and_metadata_and_says_by_what() -> None:
    meta = Metadata(title="國債殖利率上升", author="陳大文", publisher="經濟日報", published="2024-05-01")
    before = page("國債殖利率上升\n\n高達1.4萬億元", metadata=meta)
    after = simplify(before)
    assert after.text.value == "国债殖利率上升\n\n高达1.4万亿元"
    assert after.metadata == Metadata(title="国债殖利率上升", author="陈大文", publisher="经济日报", published="2024-05-01")
    assert after.language == Language("zh", "Hant", "t2s")
    assert after.text.span(11, 17) == (11, 17)
    assert after.text.source == before.text.value
    assert after.blocks == before.blocks


def test_the_stage_leaves_other_languages_and_simplified_pages() -> None:
    for document in (
        page("売上高は国内で増加した", language=Language("ja", "Jpan")),
        page("매출액 國債", language=Language("ko", "Kore")),
        page("國債", language=Language()),
        page("国债收益率上升", language=Language("zh", "Hans")),
        page("毕昇发明印刷术,华为昇腾", language=Language("zh", "Hans")),
    ):
        assert simplify(document) is document


def test_a_traditional_title_over_a_simplified_body() -> None:
    after = simplify(page("国债收益率上升", language=Language("zh", "Hans"), metadata=Metadata(title="國債")))
    assert (after.text.value, after.metadata.title) == ("国债收益率上升", "国债")
    assert after.text.layers == ()


@pytest.mark.parametrize(
    ("fields", "text", "variety"),
    [
        ({}, "國債殖利率", None),
        ({"url": "https://www.example.com.hk/a"}, "國債", "HK"),
        ({"url": "https://finance.example.tw/a"}, "國債", "TW"),
        ({"url": "https://tw.stock.udn.com/x"}, "國債", "TW"),
        ({"url": "https://notudn.com/x"}, "國債", None),
        ({"url": "https://[bad"}, "國債", None),
        ({"metadata": Metadata(canonical="https://www.hk01.com/x")}, "國債", "HK"),
        ({"market": "HK"}, "國債", "HK"),
        ({"market": "CN"}, "國債", None),
        ({"hints": (Hint("lang", "zh-HK"),)}, "國債", "HK"),
        ({"hints": (Hint("lang", "zh_TW"),)}, "國債", "TW"),
        ({"hints": (Hint("lang", "zh-Hant-TW-x-a"),)}, "國債", "TW"),
        ({"hints": (Hint("lang", "zh-Hant"),)}, "國債", None),
        ({"hints": (Hint("og:title", "zh-HK"),)}, "國債", None),
        ({}, "伺服器與軟體的執行長", "TW"),
        ({}, "佢話嘅嘢,本港樓市", "HK"),
        ({"url": "https://a.hk/", "hints": (Hint("lang", "zh-TW"),)}, "國債", None),
        ({"url": "https://a.hk/", "hints": (Hint("lang", "zh-TW"),)}, "每股盈餘", "TW"),
        ({}, "港交所的營收與人工智能", None),
    ],
)
def test_where_a_page_was_written(fields: dict[str, Any], text: str, variety: str | None) -> None:
    document = page(text, **fields)
    assert variety_of(document) == variety
    assert simplify(document).language.converted_by in {CONFIGURATIONS[variety], None}


def test_a_conversion_that_changes_the_length_is_an_error() -> None:
    # s2twp rewrites vocabulary: 内存 is 記憶體.
    longer = Simplifier("s2twp", converter("s2twp"))
    with pytest.raises(conversion.LengthError, match="s2twp made"):
        longer("内存")


def test_plain_t2s_is_under_every_configuration() -> None:
    # Where none of our words is, the configuration is OpenCC's own.
    own = {c for word in (*words().simplified, *words().particles) for c in word}
    han = [chr(c) for c in range(0x4E00, 0xA000) if chr(c) not in own]
    column = "\n".join(han)
    for variety, name in CONFIGURATIONS.items():
        assert simplifier(variety)(column) == converter(name).convert(column)


def test_the_tables_are_sorted_and_say_nothing_twice() -> None:
    folder = Path(conversion.__file__).parents[1] / "data" / "conversion"
    for name in ("phrases.tsv", "characters.tsv"):
        half: list[str] = []
        for line in (folder / name).read_text("utf-8").split("\n"):
            if not line or line.startswith("#"):
                assert half == sorted(half), name
                half = [] if name == "characters.tsv" else half
            else:
                half.append(line)
    t2s = converter("t2s")
    for old, new in words().simplified.items():
        if len(old) == 1:
            assert t2s.convert(old) != new, f"{old} is OpenCC's own"
            assert t2s.convert(new) == new, f"{old} becomes {new}, which is not simplified"


def test_bad_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for rows, reason in (
        ([["牠", "它"], ["牠", "它"]], "twice"),
        ([["牠們", "它"]], "as many code points"),
        ([["牠們", "它们"]], "as many code points"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(conversion, "read_tsv", lambda _name, _columns, rows=rows: rows)
            with pytest.raises(DataError, match=reason):
                conversion._table("conversion/characters.tsv", single=True)
    for table in ({"written": ["名"]}, {"spoken": ["著著"]}, {"written": ["名著"], "spoken": ["名著"]}):
        with monkeypatch.context() as patch:
            patch.setattr(conversion, "read_toml", lambda _name, table=table: {"characters": ["著", "着"]} | table)
            with pytest.raises(DataError, match=r"zhe\.toml"):
                conversion._particles()


def test_varieties_have_configurations() -> None:
    assert {variety.name for variety in varieties()} <= set(CONFIGURATIONS)
    every = [host for variety in varieties() for host in variety.hosts]
    assert len(set(every)) == len(every)


def test_speed_is_linear() -> None:
    text = "這是一個意味著很多的句子,現在は。" * 6000
    convert(text[:100])
    begin = time.process_time()
    convert(text)
    convert(text.replace("。", "\n"))
    assert time.process_time() - begin < 2
