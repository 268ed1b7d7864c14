"""Metadata with its evidence: dates, bylines and titles as real pages write them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.document import Document
from pipeline.lexicon.boilerplate import boilerplate, shape
from pipeline.lexicon.bylines import bylines
from pipeline.lexicon.dates import dates
from pipeline.lexicon.titles import titles
from pipeline.stages.blocks import blocks
from pipeline.stages.describe import describe
from pipeline.stages.describe.evidence import is_prose
from pipeline.stages.read import read

if TYPE_CHECKING:
    from pipeline.record import Metadata


def described(page: str, url: str | None = None) -> Document:
    return describe(blocks(read(Document(raw=page.encode(), url=url))))


def metadata(page: str, url: str | None = None) -> Metadata:
    return described(page, url).metadata


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019年11月25日 18:57 参考消息", "2019-11-25T18:57"),
        ("TECH.EXAMPLE.COM　2005年3月11日12:12 来源：[ 某网 ]", "2005-03-11T12:12"),
        ("2024-05-15 08:58:52来源：某网", "2024-05-15T08:58:52"),
        ("9/17/2004 5:54:13 PM", "2004-09-17T17:54:13"),
        ("民國114年10月3日下午3:05", "2025-10-03T15:05"),
        ("中華民國一一四年", None),
        ("令和6年5月13日", "2024-05-13"),
        ("令和元年5月1日", "2019-05-01"),
        ("2024년 5월 13일 오후 2:05", "2024-05-13T14:05"),
        ("May 12, 2024, 9:00 PM", "2024-05-12T21:00"),
        ("Nov. 19, 2019 8:03 am", "2019-11-19T08:03"),
        ("11 January 2024", "2024-01-11"),
        ("Wed, 20 Nov 2019 10:00:00 GMT", "2019-11-20T10:00:00+00:00"),
        ("2024-05-10T09:00:00.000Z", "2024-05-10T09:00:00+00:00"),
        ("2026-01-28T00:00:00+08:00", "2026-01-28T00:00:00+08:00"),
        ("May 12, 2024, 9:00 PM GMT+8", "2024-05-12T21:00"),
        ("20240513", "2024-05-13"),
        ("12.05.2024, 14:30 Uhr", "2024-05-12T14:30"),
        ("2019-13-45", None),
        ("2023年2月30日", None),
        ("1.2.3.4", None),
        ("全年营收5740万元", None),
        ("1024年5月6日", None),
    ],
)
def test_dates_as_written(written: str, iso: str | None) -> None:
    assert dates().first(written) == iso


@given(st.text(alphabet="0123456789年月日:-/. 民國T", max_size=60))
def test_any_date_found_is_a_date_of_the_calendar(text: str) -> None:
    for found in dates().find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert len(found.iso) >= 10


def test_a_label_within_a_longer_word_is_none() -> None:
    assert [credit.role for credit in bylines().credits("备注：销售时间：5月12日-18日 使用时间：5月17日")] == []
    assert [credit.role for credit in bylines().credits("张三 时间：2024-05-12")] == ["date"]


def test_names_are_set_as_in_print() -> None:
    assert bylines().author("Ann Digby , Minh Lo") == "Ann Digby, Minh Lo"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("यह एक लंबा वाक्य है जो समाचार में आता है।", True),
        ("هل ارتفعت إيرادات الشركة في العام الماضي؟", True),
        ("首页 财经 科技 汽车 房产 体育 娱乐 教育 健康", False),
    ],
)
def test_sentences_of_other_scripts_end(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        ("来源 | 某某财经(mouCJ)", "publisher", "某某财经"),
        ("2024-05-13 09:16:04 来源: 某青报 举报", "publisher", "某青报"),
        ("来源：[ 某民网 ]", "publisher", "某民网"),
        ("作者 | 楷文", "author", "楷文"),
        ("文/李小冉", "author", "李小冉"),
        ("撰文丨张三、李四", "author", "张三、李四"),
        ("作　者：王 小明", "author", "王 小明"),
        ("编辑： 金金 		来源： 某某报道 		作者：宋小怡 杨大华", "author", "宋小怡、杨大华"),
        ("[作者: 刘满 　责任编辑: 杨丹 ]", "author", "刘满"),
        ("作者：中国某某研究所部长，研究员徐占一", "author", "徐占一"),
        ("By Anna Example", "author", "Anna Example"),
        ("By Mary Digit on Monday, November 18th, 2019", "author", "Mary Digit"),
    ],
)
def test_credits(line: str, role: str, value: str) -> None:
    table = bylines()
    read_as = table.publisher if role == "publisher" else table.author
    assert value in [read_as(credit.value) for credit in table.credits(line) if credit.role == role]


@pytest.mark.parametrize("line", ["图片来源：视觉某国", "数据来源：某某资讯", "据介绍，消息称来源不明", "责任编辑：张三"])
def test_what_credits_no_publisher(line: str) -> None:
    assert not [credit for credit in bylines().credits(line) if credit.role == "publisher"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("某报记者 陆一夫 编辑 刘晓阳", "陆一夫"),
        ("某社记者邹小为、唐小凝、丁小乐", "邹小为、唐小凝、丁小乐"),
        ("（记者 胡晓红）", "胡晓红"),
        ("某报图片记者黎旭阳摄", None),
        ("记者从会上获悉", None),
    ],
)
def test_reporters(line: str, names: str | None) -> None:
    assert bylines().reporters(line) == names


def test_shape_and_rules() -> None:
    assert shape("1,234 条 评论") == "0条评论"
    table = boilerplate()
    for line in (
        "相关阅读：",
        "14人参与",
        "缩小字体 放大字体 收藏 分享",
        "Related Articles",
        "関連記事",
        "많이 본 뉴스",
        "京ICP备10001号",
    ):
        assert table.judge(line) is not None, line
    for line in ("营收增长5.7%。", "攻角", "第一季度，公司净利润同比增长30%，达到1.2亿元。", "他说：推荐大家来看看。"):
        assert table.judge(line) is None, line


def test_structured_data_before_lines() -> None:
    page = """<html><head><title>某公司年报出炉_某网</title>
    <meta property="og:title" content="某公司年报出炉">
    <meta property="article:published_time" content="2024-05-10T09:00:00+08:00">
    <link rel="canonical" href="https://www.example.com/a/1.html"></head><body><nav>首页 财经</nav><h1>某公司年报出炉</h1>
    <p>2024-05-11 来源：某日报 作者：张小三</p><p>某公司10日发布年报，全年营收达到5740万元，同比增长三成。</p>
    <p>公司表示，今年将继续扩大投入，预计营收再增两成。</p><p>责任编辑：李四</p></body></html>"""
    found = metadata(page)
    assert found.title == "某公司年报出炉"
    assert found.published == "2024-05-10T09:00:00+08:00"
    assert (found.publisher, found.author) == ("某日报", "张小三")
    assert found.canonical == "https://www.example.com/a/1.html"


def test_every_field_has_its_evidence() -> None:
    document = described("+++\ntitle = '标题在此'\ndate = '2026-01-28'\n+++\n\n正文第一段，说了一件事情。\n")
    assert document.metadata.title == "标题在此"
    assert {note.message.split()[0] for note in document.notes if note.code == "metadata"} >= {"title", "published"}


def test_site_names_are_cut_from_a_title_without_a_heading() -> None:
    page = "<title>某地数字农机助力生产-某网某频道-某网</title><p>5月13日，农机在田里播种，场面十分热闹。</p>"
    assert metadata(page).title == "某地数字农机助力生产"
    assert titles().parts("甲事 - 乙网") == ["甲事", "乙网"]


def test_a_flat_page_names_its_title_over_the_byline() -> None:
    page = (
        "网易首页 > 网易号 > 正文 申请入驻\n\n甲公司和乙公司,两种“活法”\n\n0\n分享至\n\n来源 | 某某财经(mouCJ)\n\n作者 | 楷文\n\n"
    )
    page += "1月8日,甲公司正式登陆港交所,另一家公司乙紧随其后挂牌。\n\n两家公司的市值分别约为800亿港元和1100亿港元。\n"
    found = metadata(page)
    assert found.title == "甲公司和乙公司,两种“活法”"
    assert (found.publisher, found.author) == ("某某财经", "楷文")


def test_no_title_is_made_of_a_first_sentence() -> None:
    page = (
        "“中国会赢得竞赛。”\n近期，一场会议中的发言经由媒体报道，迅速引爆舆论。\n在随后的说明中，他淡化了措辞，表示并非断言。\n"
    )
    assert metadata(page).title is None


def test_editors_are_no_authors_and_footers_no_dates() -> None:
    page = "<h1>某地公园成了去处</h1><p>公园里人来人往，老人们打太极、跳舞，大家都说这里好。</p><p>责任编辑：张三</p>"
    page += "<footer><p>最后更新 2011年1月1日</p><p>Copyright 2005-2024 某网</p></footer>"
    found = metadata(page)
    assert (found.author, found.published) == (None, None)


def test_an_author_is_followed_through_structured_data() -> None:
    graph = (
        '{"@graph":[{"@type":"Article","author":{"@id":"#p1"},"datePublished":"2019-11-20"},'
        '{"@type":"Person","@id":"#p1","name":"Anna Example"}]}'
    )
    page = f'<script type="application/ld+json">{graph}</script><h1>Firm to raise $12.9bn</h1><p>The firm is set to raise it.</p>'
    found = metadata(page)
    assert (found.author, found.published) == ("Anna Example", "2019-11-20")


@pytest.mark.parametrize("piece", ["来源：", "2024-", "（记者", "作 ", "By ", "1/", "民國1"])
def test_lines_of_repeated_beginnings_take_linear_time(piece: str) -> None:
    start = time.process_time()
    list(bylines().credits(piece * 20_000))
    list(dates().find(piece * 20_000))
    bylines().reporters(piece * 20_000)
    assert time.process_time() - start < 3


@pytest.mark.parametrize("folder", ["markup", "stages", "numerals", "chronology"])
def test_no_class_that_may_be_compiled_has_a_cached_property(folder: str) -> None:
    """Mypyc makes it an ordinary one: worked out anew each time, and never the same object twice."""
    modules = Path(pipeline.__file__).parent.joinpath(folder).rglob("*.py")
    assert [path for path in modules if "@cached_property" in path.read_text("utf-8")] == []
