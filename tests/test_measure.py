"""The measure stage: every figure of an article, read exactly, and nothing that is none."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Cell, Document
from pipeline.lexicon import DataError
from pipeline.lexicon.currencies import currencies, names
from pipeline.lexicon.modifiers import _by_meaning, modifiers
from pipeline.lexicon.phrases import phrases
from pipeline.lexicon.units import LANGUAGES, units
from pipeline.lexicon.vetoes import vetoes
from pipeline.lexicon.words import Words
from pipeline.record import Block, Figure, Language
from pipeline.stages.measure import measure
from pipeline.text import Edit, Span, Text

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "figures.jsonl").read_text("utf-8").splitlines()]
FIELDS = ("kind", "value", "low", "high", "unit", "currency_source", "modifier", "per", "direction", "vague")


def page(text: str, language: str = "zh", script: str | None = "Hans", **more: Any) -> Document:
    block = Block(more.pop("kind", "paragraph"), 0, len(text), 0, len(text))
    return Document(raw=b"", text=Text.of(text), blocks=(block,), language=Language(language, script), **more)


def read(text: str, **more: Any) -> tuple[Figure, ...]:
    return measure(page(text, **more)).figures


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = read(case["text"], language=case["language"], market=case.get("market"), script=None)
    got = [{"text": figure.text} | {field: getattr(figure, field) for field in FIELDS} for figure in found]
    want = [{"text": None} | dict.fromkeys(FIELDS) | {"vague": False} | figure for figure in case["figures"]]
    assert got == want


def test_cases_are_broad() -> None:
    assert len(CASES) >= 300
    assert len({(case["text"], case["language"], case.get("market")) for case in CASES}) == len(CASES)
    assert sum(not case["figures"] or "trap" in case["family"] for case in CASES) >= 0.4 * len(CASES)


def table(rows: list[list[str]], caption: str = "") -> Document:
    """A document of one table: the first row and the first column are headers."""
    places: list[list[Span]] = []
    text = f"{caption}\n" if caption else ""
    for row in rows:
        line = []
        for value in row:
            line.append(Span(len(text), len(text) + len(value)))
            text += f"{value} | "
        places.append(line)
        text += "\n"
    above = Span(0, len(caption)) if caption else None
    cells = [
        Cell(*place, rows=(line[0],) if j else (), columns=(places[0][j],) if i else (), header=not i or not j, caption=above)
        for i, line in enumerate(places)
        for j, place in enumerate(line)
    ]
    block = Block("table", 0, len(text), 0, len(text))
    return Document(raw=b"", text=Text.of(text), blocks=(block,), cells=tuple(cells), language=Language("zh", "Hans"))


def read_table(rows: list[list[str]], caption: str = "") -> list[tuple[str, str | None, str | None, str | None]]:
    return [(f.text, f.kind, f.value, f.unit) for f in measure(table(rows, caption)).figures]


def test_table_takes_scale_and_currency_from_its_corner() -> None:
    rows = [["千港元", "2024年", "变动"], ["营业额", "190,644", "5.1%"], ["融资成本", "(1,292)", "(13.6)%"]]
    assert read_table(rows) == [
        ("190,644", "money", "190644000", "HKD"),
        ("5.1%", "percent", "5.1", "percent"),
        ("(1,292)", "money", "-1292000", "HKD"),
        ("(13.6)%", "percent", "13.6", "percent"),
    ]
    assert read_table([["公司", "得分"], ["星海", "97.4"]])[0][1] == "number"


def test_table_takes_scale_and_currency_from_the_caption() -> None:
    rows = [["项目", "2024年", "2023年"], ["营业额", "190,644", "172,001"], ["净亏损", "(1,292)", "-"]]
    assert read_table(rows, "单位：千港元") == [
        ("190,644", "money", "190644000", "HKD"),
        ("172,001", "money", "172001000", "HKD"),
        ("(1,292)", "money", "-1292000", "HKD"),
    ]


def test_table_takes_the_unit_of_a_column() -> None:
    rows = [["公司", "营收(亿元)", "毛利率(%)", "员工人数"], ["智谱", "3.124", "56.3", "883"], ["稀宇", "2.2", "12.2", "385"]]
    assert read_table(rows) == [
        ("3.124", "money", "312400000", "CNY"),
        ("56.3", "percent", "56.3", "percent"),
        ("883", "count", "883", "人"),
        ("2.2", "money", "220000000", "CNY"),
        ("12.2", "percent", "12.2", "percent"),
        ("385", "count", "385", "人"),
    ]


def test_capitals_of_a_row_are_no_unit_that_is_written_small() -> None:
    rows = [["位置", "得分"], ["LB", "74"], ["kg", "12"]]
    assert [(kind, unit) for _, kind, _, unit in read_table(rows)] == [("number", None), ("measure", "kg")]


def test_table_rate_stands_in_the_header() -> None:
    found = measure(table([["模型", "API价格（每百万Token）"], ["M2", "2.5美元"]])).figures
    assert [(f.value, f.unit, f.per, f.row, f.column) for f in found] == [
        ("2.5", "USD", "百万Token", "M2", "API价格(每百万Token)")
    ]


def test_table_changes_have_a_direction() -> None:
    found = measure(table([["项目", "同比变动"], ["营收", "+5.2%"], ["利润", "-3.1%"]])).figures
    assert [(f.value, f.direction) for f in found] == [("5.2", "up"), ("3.1", "down")]


def test_table_years_codes_and_dashes_are_no_figures() -> None:
    rows = [["年份", "股票代码", "收入(万元)"], ["2023", "600519", "—"], ["2024", "000858", "1,200"]]
    assert read_table(rows) == [("1,200", "money", "12000000", "CNY")]


def test_table_row_names_win_over_the_caption() -> None:
    rows = [["项目", "2024年"], ["收入", "1,234"], ["员工人数", "883"], ["毛利率", "45.6"], ["每股亏损", "(0.12)"]]
    found = measure(table(rows, "单位：人民币千元(除每股数据外)")).figures
    assert [(f.kind, f.value, f.unit, f.per) for f in found] == [
        ("money", "1234000", "CNY", None),
        ("count", "883", "人", None),
        ("percent", "45.6", "percent", None),
        ("money", "-0.12", "CNY", "股"),
    ]


def test_modified_cell_keeps_its_modifier() -> None:
    found = measure(table([["模型", "安全响应率"], ["M2", ">99%"], ["K2", "约 97%"]])).figures
    assert [(f.value, f.modifier) for f in found] == [("99", "more_than"), ("97", "approx")]


def test_bare_amounts_follow_the_variety_of_the_text() -> None:
    text = "营收达3亿元"
    for converted_by, code in (("tw2s", "TWD"), ("hk2s", "HKD"), (None, "CNY")):
        document = Document(
            raw=b"",
            text=Text.of(text),
            blocks=(Block("paragraph", 0, len(text), 0, len(text)),),
            language=Language("zh", "Hant", converted_by),
        )
        assert [(f.unit, f.currency_source) for f in measure(document).figures] == [(code, "implied")]


def test_amount_without_a_currency_word_takes_its_neighbours() -> None:
    found = measure(page("周一市值为917亿港元,次日以1231亿市值收盘"))
    assert [(f.value, f.unit, f.currency_source) for f in found.figures] == [
        ("91700000000", "HKD", "stated"),
        ("123100000000", "HKD", "implied"),
    ]
    assert [note.code for note in found.notes] == ["currency-implied"]


def test_figures_lead_back_to_the_page() -> None:
    source = "营收<b>5740</b>万元"
    text = Text.of(source)
    text = text.rewrite("tags", [Edit(2, 5, ""), Edit(9, 13, "")])
    document = Document(
        raw=b"", text=text, blocks=(Block("paragraph", 0, len(text), 0, len(source)),), language=Language("zh", "Hans")
    )
    (figure,) = measure(document).figures
    assert (figure.text, figure.raw) == ("5740万元", "5740</b>万元")
    assert source[figure.raw_start : figure.raw_end] == figure.raw


def test_a_text_in_no_known_language_still_has_symbols() -> None:
    assert [(f.kind, f.unit) for f in read("€5 70% 128GB", language="und", script=None)] == [
        ("money", "EUR"),
        ("percent", "percent"),
        ("measure", "GB"),
    ]


ALPHABET = "0123456789.,-—、和至到万亿千百十一二三零元块角分%％倍个家人年月日点约超近每股/港美$¥()（）GPT-4 \n，。第余多几数"


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_figures_are_in_order_and_quote_the_text(text: str) -> None:
    found = read(text)
    last = 0
    for figure in found:
        assert last <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text == figure.raw
        assert figure.kind
        assert figure.rule
        if figure.value is not None:
            assert Decimal(figure.value).is_finite()
            assert figure.low is None
            assert figure.high is None
        else:
            assert figure.low is not None or figure.high is not None
        assert (figure.currency_source is not None) == (figure.kind == "money")
        last = figure.end


@given(
    st.decimals(min_value=1, max_value=10**9, places=2), st.sampled_from(["元", "万元", "亿港元", "%", "公里", "倍", "个百分点"])
)
def test_what_is_written_is_read_back(value: Decimal, unit: str) -> None:
    (figure,) = read(f"本期为{value}{unit}。")
    scale = {"万": 10**4, "亿": 10**8}.get(unit[0], 1)
    assert figure.value is not None
    assert Decimal(figure.value) == value * scale


def hostile(size: int) -> dict[str, str]:
    return {
        "digits": "1" * size,
        "scales": "亿" * size,
        "brackets": "(" * (size // 2) + "5" + ")" * (size // 2),
        "units": "5元6角" * (size // 4),
        "ranges": "5-" * (size // 2),
        "list": "5、" * (size // 2),
        "strokes": "5/" * (size // 2),
        "commas": "1," * (size // 2) + "元",
        "modifiers": "约" * size + "5元",
        "fillers": "了" * (size // 2) + "5%",
        "each": "每" * size + "5元",
        "words": "A" * (size // 2) + "5" + "B" * (size // 2),
        "hanzi": "一二三四五" * (size // 5),
        "percents": "5%6%" * (size // 4),
        "spaces": "5" + " " * size + "元",
        "dashes": "5" + "-" * size,
        "alternating": "5元5美元5%5倍" * (size // 10),
    }


@pytest.mark.parametrize("size", [8_000, pytest.param(100_000, marks=pytest.mark.large)])
@pytest.mark.parametrize("name", hostile(0))
def test_hostile_text_takes_linear_time(name: str, size: int) -> None:
    read("预热5元")
    small, large = hostile(size // 8)[name], hostile(size)[name]
    started = time.process_time()
    read(small)
    eighth = time.process_time() - started
    started = time.process_time()
    read(large)
    whole = time.process_time() - started
    assert whole < 0.3 + 14 * eighth


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_load(language: str) -> None:
    table = units(language)
    assert len(table.after) > 300
    assert modifiers(language) is modifiers(language)
    assert vetoes(language) is vetoes(language)
    assert phrases(language) is phrases(language)


def test_currency_names_come_from_cldr() -> None:
    assert names("zh")["瑞士法郎"] == "CHF"
    assert names("xx") == {}
    assert currencies().sign("$", "HK", "zh") == "HKD"
    assert currencies().local(None, "ja", None) == "JPY"


def test_every_money_word_has_one_currency() -> None:
    for word, readings in units("zh").after.words.items():
        assert len({unit.kind for unit in readings}) == len(readings), word


def test_words_find_the_longest() -> None:
    words = Words({"元": 1, "美元": 2, "美": 3})
    assert words.after("美元", 0) == (2, 2)
    assert words.before("5美元", 3) == (1, 2)
    assert words.before("元", 0) is None
    assert words.within("美元和元", 0, 4) == (3, 4, 1)
    assert words.within("和", 0, 1) is None


def test_faulty_data_names_file_and_key() -> None:
    with pytest.raises(DataError, match=r"x\.toml: before"):
        _by_meaning("x.toml", "before", {"approx": ["约"], "more_than": ["约"]})
