from __future__ import annotations

import itertools
import json
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.document import Cell, Document
from pipeline.lexicon import DataError
from pipeline.lexicon import entries as entries_table
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.attribution import cues
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.names import names
from pipeline.record import Block, Figure, Language, Metadata
from pipeline.stages.attribute import attribute, explain
from pipeline.stages.attribute.names.entities import Entity, Inventory
from pipeline.stages.measure import measure
from pipeline.stages.simplify import simplify
from pipeline.text import Span, Text

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "attribution.jsonl").read_text("utf-8").splitlines()]


def document(
    *blocks: str | tuple[str, str],
    language: str = "zh",
    script: str | None = None,
    title: str | None = None,
    published: str | None = "2025-11-20",
) -> Document:
    """A measured document: blocks are paragraphs, or pairs of kind and text."""
    pairs = [block if isinstance(block, tuple) else ("paragraph", block) for block in blocks]
    made, at = [], 0
    for kind, text in pairs:
        made.append(Block(kind, at, at + len(text), at, at + len(text)))
        at += len(text) + 2
    body = "\n\n".join(text for _, text in pairs)
    return measure(
        simplify(
            Document(
                raw=body.encode(),
                text=Text.of(body),
                blocks=tuple(made),
                metadata=Metadata(title=title, published=published),
                published=published,
                language=Language(language, script),
            )
        )
    )


def facts(found: Document) -> list[tuple[str, str | None, str | None, str | None]]:
    """What the figures of a document say: text as in the source, subject, metric, period."""
    source = found.text.source
    return [
        (source[slice(*found.text.span(figure.start, figure.end))], figure.subject, figure.metric, figure.period)
        for figure in attribute(found).figures
    ]


def plain(text: str | None) -> str:
    return "".join((text or "").casefold().replace("的", "").split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['construction']}-{case['text'][:24]}")
def test_a_sentence_says_whose_which_and_when(case: dict[str, Any]) -> None:
    script = "Hant" if case["construction"] == "hant" else None
    found = facts(
        document(case["text"], language=case["language"], script=script, title=case["title"], published=case["published"])
    )
    said = {text: (plain(subject), plain(metric), period) for text, subject, metric, period in found}
    wanted = {one["text"]: (plain(one["subject"]), plain(one["metric"]), one["period"]) for one in case["figures"]}
    assert {text: said.get(text) for text in wanted} == wanted


def test_a_heading_carries_its_subject_to_a_list() -> None:
    found = document(
        ("heading", "MiniMax：商业化的路"),
        "2025年前三季度数据：",
        ("list_item", "营收：5344万美元（同比增长174%）"),
        ("list_item", "B端毛利率：69.4%"),
        title="MiniMax与智谱",
    )
    period = "2025-01-01/2025-09-30"
    assert facts(found) == [
        ("5344万美元", "MiniMax", "营收", period),
        ("174%", "MiniMax", "营收", period),
        ("69.4%", "MiniMax", "B端毛利率", period),
    ]


def test_items_and_their_labels() -> None:
    found = document("1、江城野生动物园", "成人票原价：165元", "2、江城海洋世界", "成人票原价：200元")
    assert facts(found) == [
        ("165元", "江城野生动物园", "成人票原价", None),
        ("200元", "江城海洋世界", "成人票原价", None),
    ]


def test_a_table_is_read_by_its_headers() -> None:
    text = "公司 2024年营收 毛利率\n星海 12.5亿元 41%"
    place = {word: text.index(word) for word in ("公司", "2024年营收", "毛利率", "星海", "12.5亿元", "41%")}

    def span(word: str) -> Span:
        return Span(place[word], place[word] + len(word))

    row, headers = (span("星海"),), [Cell(*span(word), header=True) for word in ("公司", "2024年营收", "毛利率", "星海")]
    cells = (
        *headers,
        Cell(*span("12.5亿元"), rows=row, columns=(span("2024年营收"),)),
        Cell(*span("41%"), rows=row, columns=(span("毛利率"),)),
    )
    base = document(("table", text))
    kept = tuple(one for one in base.figures if one.text in {"12.5亿元", "41%"})
    kept = kept or tuple(
        Figure(text=word, start=place[word], end=place[word] + len(word), raw=word, raw_start=0, raw_end=0, kind=kind, value="1")
        for word, kind in (("12.5亿元", "money"), ("41%", "percent"))
    )
    found = attribute(replace(base, cells=cells, figures=kept)).figures
    assert [(one.subject, one.metric, one.period) for one in found] == [("星海", "营收", "2024"), ("星海", "毛利率", None)]


def test_equal_values_lend_each_other_what_is_missing() -> None:
    found = facts(document("月之暗面的Kimi K2训练成本约460万美元。", "这460万美元值得拆解。", title="Kimi K2的路径"))
    assert found[1] == ("460万美元", "Kimi K2", "训练成本", None)


def test_a_short_name_that_is_defined_is_the_subject() -> None:
    found = facts(document("江城数联信息股份有限公司（以下简称“江数”）公布业绩。江数2024年营收为3.2亿元。"))
    assert found == [("3.2亿元", "江数", "营收", "2024")]


def test_the_concept_is_the_standard_key() -> None:
    found = attribute(document("比亚迪2024年归母净利润为402亿元，研发费用为542亿元。")).figures
    assert [one.concept for one in found] == ["net_profit_attributable", "rd_expense"]


def test_every_choice_can_be_explained() -> None:
    found = document("智谱2024年研发投入高达21.95亿元。")
    proposals = explain(found, 0)
    chosen = {one.field: one for one in reversed(proposals)}
    assert (chosen["subject"].rule, chosen["metric"].rule, chosen["period"].rule) == ("topic", "phrase", "clause")
    assert found.text.value[chosen["metric"].start : chosen["metric"].end] == "研发投入"
    assert found.text.value[chosen["period"].start : chosen["period"].end] == "2024年"
    with pytest.raises(IndexError):
        explain(found, 9)


def test_nothing_else_of_a_document_changes() -> None:
    before = document("智谱2024年营收为3.12亿元。")
    after = attribute(before)
    assert replace(after, figures=(), notes=()) == replace(before, figures=(), notes=())
    filled: dict[str, object] = {
        "subject": None,
        "metric": None,
        "period": None,
        "concept": None,
        "confidence": None,
        "evidence": [],
    }
    assert [{**one.to_dict(), **filled} for one in after.figures] == [one.to_dict() for one in before.figures]


def test_a_document_without_figures_comes_back_as_it_is() -> None:
    empty = document("没有数字。")
    assert attribute(empty) is empty


def test_an_unknown_language_is_no_error() -> None:
    assert len(attribute(document("Ventes 5 %", language="fr")).figures) == len(document("Ventes 5 %", language="fr").figures)


ALPHABET = "智谱公司营收为了增长5万亿元%，。（）、：;()“”的和分别2024年同比较占MiniMax ,\n"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=80), st.sampled_from(["zh", "en", "ja"]))
def test_any_text_gets_places_within_it(text: str, language: str) -> None:
    found = document(text, language=language)
    for index in range(len(found.figures)):
        for one in explain(found, index):
            assert one.value
            assert one.start <= one.end <= len(found.text)


@pytest.mark.parametrize("piece", ["营收5亿元，", "（", "智谱的", "分别为5%、", "较", "2024年", "：5元", "MiniMax ", "和"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        found = document(piece * times)
        begun = time.process_time()
        attribute(found)
        return time.process_time() - begun

    seconds(10)
    assert seconds(800) < 3


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("1亿,", "zh"),
        ("公司营收1亿,", "zh"),
        ("100万元、", "zh"),
        ("营收增长5%", "zh"),
        ("（营收1亿，", "zh"),
        ("$5 plus ", "en"),
        ("1,200 more ", "en"),
    ],
)
def test_a_sentence_without_end_takes_linear_time(piece: str, language: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        pipeline.figures(piece * times, language=language)
        return time.process_time() - begun

    seconds(10)
    assert seconds(800) < 9 * seconds(200)


def test_an_alternation_takes_the_longest_word_and_none_of_none() -> None:
    assert alternation([]) == "(?!)"
    assert alternation(["增长", "增长率"]) == "(?:增长(?:率)?)"


def test_every_list_of_words_is_asked_for() -> None:
    """A role that no code names is dead: it goes with the rule that asked for it."""
    code = "\n".join(file.read_text("utf-8") for file in Path(pipeline.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"[\"'](\w+)[\"']", code))
    for language, table in itertools.product(("zh", "en", "ja", "ko"), ("attribution", "periods", "particles")):
        found = entries_table.entries(language, table)
        held = {*found.words, *found.lists} if found is not None else set()
        assert held - named == set(), (language, table)


def test_the_tables_hold_together() -> None:
    for language in ("zh", "en", "ja"):
        table = cues(language)
        assert table is not None
        assert all(word in table.roles for role in ("arrive", "rise", "verb") for word in table.of(role) if role in table.roles)
    assert cues("xx") is None
    assert metrics().find("zh", "公司拥有人应占溢利") is not None
    assert {metrics().by_word["zh"][word].key for word in ("营业额", "营收", "收益")} == {"revenue"}
    assert names().by_name["恒指"].canonical == "恒生指数"


def test_a_word_named_twice_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "languages" / "qq"
    folder.mkdir(parents=True)
    (folder / "attribution.toml").write_text('verb = ["卖", "卖"]\n', "utf-8")
    monkeypatch.setattr("pipeline.lexicon.DATA", tmp_path)
    monkeypatch.setattr(entries_table, "DATA", tmp_path)
    with pytest.raises(DataError, match=r"languages/qq/attribution\.toml: verb: names '卖' twice"):
        cues("qq")


def test_no_name_begins_within_a_word_that_picks_out() -> None:
    found = Inventory({"中德": Entity("中德", "name", first=0)}, among=("其中",))
    assert not found.mentions("其中德国占三成")
    assert [(start, end) for start, end, _ in found.mentions("中德贸易")] == [(0, 2)]
