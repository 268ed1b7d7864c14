"""Pages of every kind become passages whose edits lead back to the page, exactly."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Hint, Passage
from pipeline.markup.tree import BREAK, grow
from pipeline.record import Removed
from pipeline.stages.blocks import blocks
from pipeline.text import Edit, Text

HTML, MARKDOWN, FLAT = "text/html", "text/markdown", "text/plain"


def read(source: str, media_type: str = HTML) -> Document:
    """The page, with every promise of the stage held against it."""
    document = blocks(Document(raw=b"", text=Text.of(source), media_type=media_type))
    last = 0
    for passage in document.passages:
        assert last <= passage.raw_start < passage.raw_end <= len(source)
        last = passage.raw_end
        assert edited(source, passage.raw_start, passage.raw_end, passage.edits) == passage.text
        assert passage.text.strip("\t\n") == passage.text.strip()
        assert 0 <= passage.links <= len(passage.text)
        assert 0 <= passage.section < len(document.sections)
        for cell in passage.cells:
            for start, end in ((cell.start, cell.end), *cell.rows, *cell.columns, *([cell.caption] if cell.caption else [])):
                assert 0 <= start < end <= len(passage.text)
        for gone in passage.dropped:
            assert passage.raw_start <= gone.raw_start < gone.raw_end <= passage.raw_end
    for number, section in enumerate(document.sections):
        assert section.parent < number
        assert 0 <= section.start <= section.end <= len(source)
    for hint in document.hints:
        assert hint.raw_start is None or (hint.raw_end is not None and 0 <= hint.raw_start <= hint.raw_end <= len(source))
    return document


def edited(source: str, start: int, end: int, edits: tuple[Edit, ...]) -> str:
    pieces = []
    for edit in edits:
        assert start <= edit.start <= edit.end <= end
        pieces += [source[start : edit.start], edit.new]
        start = edit.end
    return "".join([*pieces, source[start:end]])


def texts(source: str, media_type: str = HTML) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in read(source, media_type).passages]


def only(source: str, media_type: str = HTML) -> Passage:
    (passage,) = read(source, media_type).passages
    return passage


# HTML


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<h1> 一季报\n 出炉 </h1><p>营收&nbsp;<b>5.2</b>亿元&amp;</p>",
            [("heading", "一季报出炉"), ("paragraph", "营收 5.2亿元&")],
        ),
        ("<p>\u3000\u3000甲公司</p>", [("paragraph", "甲公司")]),
        ("<p>Sales of\n<i>Acme</i>  <b>rose</b>.</p>", [("paragraph", "Sales of Acme rose.")]),
        ("<p>营收\n<b>增长</b>\n三成，<i>净利\n</i>\n持平&gt;\n<b>预期</b>", [("paragraph", "营收增长三成，净利持平> 预期")]),
        ("<ul><li>一<li><p>二</p></ul>", [("list_item", "一"), ("list_item", "二")]),
        ("<blockquote><p>引</p>语</blockquote>", [("quote", "引"), ("quote", "语")]),
        ("<figure><img alt=不读><figcaption>图</figcaption></figure>", [("caption", "图")]),
        ("<pre><code>a = 1\n  b</code></pre>", [("code", "a = 1\n  b")]),
        ("<pre>第一行\n\n第二行</pre>", [("paragraph", "第一行"), ("paragraph", "第二行")]),
        ("<head><title>t</title></head><script>x</script><style>y</style>z<!-- w -->", [("paragraph", "z")]),
        ("<div>a<p>b</p>c<span>d</span></div>", [("paragraph", "a"), ("paragraph", "b"), ("paragraph", "cd")]),
        ("a&#1;b&#x4e2d;&notanentity;&copy=", [("paragraph", "a\x01b中¬anentity;©=")]),
        ("<p>第一段<br><br>第二段", [("paragraph", "第一段"), ("paragraph", "第二段")]),
        ("<p>甲路1号<br/>乙市", [("paragraph", "甲路1号\n乙市")]),
        ("<h2>上<br>下</h2>", [("heading", "上 下")]),
        ("<p>\u3000\u3000第一段<br>\u3000\u3000第二段", [("paragraph", "第一段"), ("paragraph", "第二段")]),
        ("一<br>二<br>三<br>四", [("paragraph", "一"), ("paragraph", "二"), ("paragraph", "三"), ("paragraph", "四")]),
        ("10<sup>4</sup>m<sup>2</sup>", [("paragraph", "10⁴m²")]),
        ("1<sup>st</sup>", [("paragraph", "1st")]),
    ],
)
def test_html(source: str, expected: list[tuple[str, str]]) -> None:
    assert texts(source) == expected


def test_a_passage_covers_its_own_markup() -> None:
    source = "<div><p class=a>甲<b>乙</b></p> <i>丙</i>丁<hr></div>"
    first, second = read(source).passages
    assert source[first.raw_start : first.raw_end] == "<p class=a>甲<b>乙</b></p>"
    assert source[second.raw_start : second.raw_end] == "<i>丙</i>丁"


def test_a_piece_read_as_it_stands_needs_no_edit() -> None:
    assert only("<p>营收增长</p>").edits == (Edit(0, 3, ""), Edit(7, 11, ""))


def test_ruby_keeps_the_base_and_says_what_went() -> None:
    source = "<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>証"
    passage = only(source)
    assert passage.text == "東証"
    assert "".join(source[gone.raw_start : gone.raw_end] for gone in passage.dropped) == "(とう)"
    assert {gone.rule for gone in passage.dropped} == {"ruby"}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>营收5亿元<sup><a href='#n1'>[1]</a></sup>。", "营收5亿元。"),
        ("<p>营收5亿元<sup>[<a href='#n1'>12</a>]</sup>。", "营收5亿元。"),
        ("<p>营收5亿元<a href='#n1'><sup>3</sup></a>。", "营收5亿元。"),
        ("<p>营收5亿元<sup>[3]</sup>。", "营收5亿元。"),
        ("<p>共<sup>3</sup>年", "共³年"),  # no mark of a note: it leads nowhere
        ("<p>见<sup><a href='#n'>注释</a></sup>", "见注释"),
    ],
)
def test_marks_of_notes(source: str, text: str) -> None:
    passage = only(source)
    assert passage.text == text
    assert [gone.rule for gone in passage.dropped] == (["footnote_mark"] if text == "营收5亿元。" else [])


def test_hidden_text() -> None:
    shown, hidden, mixed = read("<p>a</p><div style='display: none'>b</div><p>c<span hidden>5</span>d</p>").passages
    assert (shown.visible, hidden.visible, hidden.text) == (True, False, "b")
    assert mixed.text == "cd"
    assert [gone.rule for gone in mixed.dropped] == ["hidden"]


def test_what_says_nothing_has_a_place_too() -> None:
    source = "<p>a</p><p>&nbsp;</p><p> &nbsp; </p><p>b"
    document = read(source)
    assert [(passage.text, passage.visible) for passage in document.passages] == [("a", True), ("", False), ("b", True)]
    assert source[document.passages[1].raw_start : document.passages[1].raw_end] == "<p>&nbsp;</p><p> &nbsp; </p>"


def test_links_are_counted() -> None:
    assert only("<p><a href=x>要闻</a> | 财经").links == 2


def test_sections_are_the_containers_parents_first() -> None:
    document = read("<body><div class='Main  Box' id=A><nav><a>x</a></nav><div role=navigation>y</div><p itemprop=articleBody>z")
    kinds = [(section.kind, section.names, section.parent) for section in document.sections]
    assert kinds == [
        ("page", "", -1),
        ("body", "", 0),
        ("group", "main box a", 1),
        ("nav", "", 2),
        ("nav", "", 2),
        ("paragraph", "articlebody", 2),
    ]
    assert [passage.section for passage in document.passages] == [3, 4, 5]


def test_hints() -> None:
    source = """<html lang="zh-CN"><head><title> 一季报 &amp; 展望
    </title><meta name=Author content="张三"><meta property="og:title" content="A &quot;B&quot;"><link rel=canonical href="/a">
    <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "标题",
      "author": [{"name": "李四"}], "datePublished": "2025-04-01"}]}</script>
    <script type="application/ld+json">{broken</script></head>
    <time datetime="2025-04-02T10:00" pubdate>昨天</time><span itemprop="author">王<b>五</b></span>
    <a rel=author href=x>赵六</a>"""
    document = read(source)
    found = {hint.name: hint for hint in document.hints}
    assert {name: hint.value for name, hint in found.items()} == {
        "lang": "zh-CN",
        "title": "一季报 & 展望",
        "author": "张三",
        "og:title": 'A "B"',
        "canonical": "/a",
        "jsonld:@type": "NewsArticle",
        "jsonld:headline": "标题",
        "jsonld:author.name": "李四",
        "jsonld:datepublished": "2025-04-01",
        "time:pubdate": "2025-04-02T10:00",
        "itemprop:author": "王五",
        "rel:author": "赵六",
    }
    assert placed(source, found["title"]) == "一季报 &amp; 展望"
    assert placed(source, found["og:title"]) == "A &quot;B&quot;"
    assert placed(source, found["canonical"]) == "/a"
    assert found["jsonld:headline"].raw_start is None


def placed(source: str, hint: Hint) -> str:
    return source[hint.raw_start : hint.raw_end]


# Tables


@dataclass
class Seen:
    """A cell in words: itself, the headers of its row, those of its column, its caption."""

    text: str
    rows: list[str]
    columns: list[str]
    caption: str | None


def cells(passage: Passage, *, headers: bool = False) -> list[tuple[str, list[str], list[str]]]:
    text = passage.text
    return [
        (text[cell.start : cell.end], [text[a:b] for a, b in cell.rows], [text[a:b] for a, b in cell.columns])
        for cell in passage.cells
        if headers or not cell.header
    ]


def caption(passage: Passage) -> str | None:
    found = {passage.text[cell.caption[0] : cell.caption[1]] for cell in passage.cells if cell.caption}
    assert len(found) <= 1
    return found.pop() if found else None


def test_a_data_table_is_one_passage() -> None:
    passage = only("<table><tr><th>项目<th>2024年<th>2023年<tr><td>营业收入<td>1,292<td>(35)<tr><td>毛利率<td>69.4%<td></table>")
    assert passage.kind == "table"
    assert passage.text == "项目\t2024年\t2023年\n营业收入\t1,292\t(35)\n毛利率\t69.4%"
    assert cells(passage) == [
        ("1,292", ["营业收入"], ["2024年"]),
        ("(35)", ["营业收入"], ["2023年"]),
        ("69.4%", ["毛利率"], ["2024年"]),
    ]


def test_headers_are_seen_without_th() -> None:
    passage = only("<table border=1><tr><td><td>2024年<td>2023年<tr><td>收入<td>12<td>10<tr><td>利润<td>-<td>3</table>")
    assert passage.text.startswith("\t2024年\t2023年\n收入\t12")
    assert cells(passage)[0] == ("12", ["收入"], ["2024年"])
    assert cells(passage)[2] == ("-", ["利润"], ["2024年"])


def test_nested_headers_and_spans() -> None:
    passage = only(
        "<table><thead><tr><th rowspan=2>项目<th colspan=2>2024年<th colspan=2>2023年<tr><th>金额<th>占比<th>金额<th>占比"
        "<tbody><tr><td>游戏<td>12<td>60%<td>10<td>50%<tr><td>广告<td>8<td>40%<td>10<td>50%</table>"
    )
    assert passage.text.split("\n")[1] == "\t金额\t占比\t金额\t占比"
    assert cells(passage)[0] == ("12", ["游戏"], ["2024年", "金额"])
    assert cells(passage)[-1] == ("50%", ["广告"], ["2023年", "占比"])


def test_row_groups() -> None:
    passage = only(
        "<table><tr><th>地区<th>产品<th>收入<tr><td rowspan=2>华东<td>甲<td>5<tr><td>乙<td>6<tr><td>华北<td>甲<td>7</table>"
    )
    assert cells(passage) == [
        ("5", ["华东", "甲"], ["收入"]),
        ("6", ["华东", "乙"], ["收入"]),
        ("7", ["华北", "甲"], ["收入"]),
    ]


def test_a_row_that_names_those_below_it() -> None:
    passage = only(
        "<table><tr><th>项目<th>2024年<tr><td>流动资产：<td><tr><td>现金<td>5"
        "<tr><td colspan=2>流动负债：<tr><td>借款<td>6</table>"
    )
    assert cells(passage) == [("5", ["流动资产：", "现金"], ["2024年"]), ("6", ["流动负债：", "借款"], ["2024年"])]


@pytest.mark.parametrize(
    "source",
    [
        "<table><caption>单位:千港元</caption><tr><th>项目<th>2024<tr><td>收入<td>5<tr><td>利润<td>3</table>",
        "<div><p>单位:千港元</p><table><tr><th>项目<th>2024<tr><td>收入<td>5<tr><td>利润<td>3</table></div>",
        "<table><tr><td colspan=2>单位:千港元<tr><th>项目<th>2024<tr><td>收入<td>5<tr><td>利润<td>3</table>",
    ],
)
def test_what_a_line_says_of_the_table_below(source: str) -> None:
    passage = only(source)
    assert passage.text == "单位:千港元\n项目\t2024\n收入\t5\n利润\t3"
    assert caption(passage) == "单位:千港元"
    assert cells(passage) == [("5", ["收入"], ["2024"]), ("3", ["利润"], ["2024"])]


def test_a_sentence_above_a_table_stays_apart() -> None:
    found = texts("<div><p>业绩见下表。</p><table><tr><th>项目<th>2024<tr><td>收入<td>5</table></div>")
    assert found == [("paragraph", "业绩见下表。"), ("table", "项目\t2024\n收入\t5")]


def test_headers_by_id() -> None:
    passage = only(
        "<table><tr><th id=a>项目<th id=b>上半年<th id=c>下半年"
        "<tr><td id=r headers=a>收入<td headers='b r'>5<td headers='c r'>6</table>"
    )
    assert cells(passage, headers=True)[-1] == ("6", ["收入"], ["下半年"])


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><td><h1>标题</h1><p>正文<td>侧栏<tr><td>页脚<td>版权</table>",
        "<table><tr><td><table><tr><td>甲<td>1<tr><td>乙<td>2</table><td>侧栏<tr><td>丙<td>丁</table>",
        "<table role=presentation><tr><td>甲<td>1<tr><td>乙<td>2</table>",
        "<table><tr><td>仅此一格</table>",
        "<table><tr><td><a href=a>首页</a><td><a href=b>财经</a><tr><td><a href=c>股票</a><td><a href=d>基金</a></table>",
    ],
)
def test_layout_tables_are_only_containers(source: str) -> None:
    found = [kind for kind, text in texts(source)]
    assert "table" not in found or "<table><tr><td>甲" in source[10:]


# Scripts


PROSE = "本公司第一季度营业收入为人民币五亿二千万元,较上年同期增长百分之十八,主要由于海外订单增加以及新产品上市。"


@pytest.mark.parametrize(
    "script",
    [
        f'window.__STATE__ = {{"id": 7, "content": "<p>{PROSE}<\\/p>\\n<p>\\u7b2c\\u4e8c\\u6bb5:{PROSE}<\\/p>"}};',
        f"var data = {{content: '<p>{PROSE}</p><p>第二段:{PROSE}</p>'}};",
        f'window.S = JSON.parse("{{\\"content\\": \\"{PROSE}\\\\n第二段:{PROSE}\\"}}");',
    ],
)
def test_an_article_in_a_script(script: str) -> None:
    source = f"<html><body><div id=app></div><script>{script}</script>"
    document = read(source)
    assert [passage.text for passage in document.passages] == [PROSE, "第二段:" + PROSE]
    section = document.sections[document.passages[0].section]
    assert (section.kind, section.names) == ("script", "content")
    first = document.passages[0]
    assert PROSE in source[first.raw_start : first.raw_end]


def test_scripts_are_left_alone_where_the_page_has_text() -> None:
    source = f'<p>{PROSE * 8}</p><script>var s = {{"content": "{PROSE * 3}"}}</script>'
    assert len(read(source).passages) == 1


# Markdown


def test_toml_front_matter() -> None:
    source = (
        "+++\ndate = '2026-01-28T00:00:00+08:00'\ntitle = \"一季报：增长\"\ntags = ['甲', '乙']\n"
        "[params]\nauthor = '张三'\n+++\n\n正文。\n"
    )
    document = read(source, MARKDOWN)
    assert [(hint.name, hint.value) for hint in document.hints] == [
        ("front:date", "2026-01-28T00:00:00+08:00"),
        ("front:title", "一季报：增长"),
        ("front:tags", "甲"),
        ("front:tags", "乙"),
        ("front:params.author", "张三"),
    ]
    assert all(placed(source, hint) == hint.value for hint in document.hints)
    assert [(passage.text, passage.visible) for passage in document.passages] == [("", False), ("正文。", True)]


def test_yaml_front_matter() -> None:
    source = "---\ntitle: \"一季报: 增长\"\ndate: 2026-01-28 # day\nauthors:\n  - 张三\ntags: [甲, '乙']\n---\n正文。\n"
    document = read(source, MARKDOWN)
    assert [(hint.name, hint.value) for hint in document.hints] == [
        ("front:title", "一季报: 增长"),
        ("front:date", "2026-01-28"),
        ("front:authors", "张三"),
        ("front:tags", "甲"),
        ("front:tags", "乙"),
    ]
    assert all(placed(source, hint) == hint.value for hint in document.hints)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 标题 #\n## 二级\n正文\n续行", [("heading", "标题"), ("heading", "二级"), ("paragraph", "正文续行")]),
        ("标题\n===\n\nSub\n---\n", [("heading", "标题"), ("heading", "Sub")]),
        ("- 甲\n- **乙**：5%\n1. 丙\n  续", [("list_item", "甲"), ("list_item", "乙：5%"), ("list_item", "丙续")]),
        ("> 引\n> 语\n>\n> 二", [("quote", "引语"), ("quote", ""), ("quote", "二")]),
        ("```py\nx = '*'\n```\n后", [("code", "x = '*'"), ("paragraph", "后")]),
        ("**“增长”**后,5*3*2,a_b_c,~~旧~~ `**x**`", [("paragraph", "“增长”后,5*3*2,a_b_c,旧 **x**")]),
        ('见[年报](https://a.b/c_(d) "t")与<https://x.y>', [("paragraph", "见年报与https://x.y")]),
        (
            "![图](a.png)\n*一季度收入（来源：公司）*\n\n正文",
            [("paragraph", ""), ("caption", "一季度收入（来源：公司）"), ("paragraph", "正文")],
        ),
        ("收入5亿元[^1]。\n\n[^1]: 年报第3页 [↩︎](#a)", [("paragraph", "收入5亿元。"), ("list_item", "年报第3页")]),
        (
            "甲\n\n---\n\n乙\n\n[1]: http://a.b\n",
            [("paragraph", "甲"), ("paragraph", ""), ("paragraph", "乙"), ("paragraph", "")],
        ),
        ("line  \nbreak\nwrap", [("paragraph", "line\nbreak wrap")]),
        ("a<br>b <span style='x'>c</span>&nbsp;d \\* e", [("paragraph", "a\nb c d * e")]),
        ("<div>\n<p>甲</p><p>乙</p>\n</div>\n\n丙", [("paragraph", "甲"), ("paragraph", "乙"), ("paragraph", "丙")]),
        ("5 * 3 = 15 和 2 * 4", [("paragraph", "5 * 3 = 15 和 2 * 4")]),
    ],
)
def test_markdown(source: str, expected: list[tuple[str, str]]) -> None:
    found = texts(source, MARKDOWN)
    assert [text for _, text in found] == [text for _, text in expected]
    assert [kind for kind, text in found if text] == [kind for kind, text in expected if text]


def test_markdown_tables() -> None:
    passage = only(
        "| 模型 | 训练成本 | 单价 |\n|---|:-:|--:|\n| **K2** | 约460万美元 | 2.5美元 |\n| Sonnet 4 \\| 5 | `超过10亿美元` | |\n",
        MARKDOWN,
    )
    assert passage.text == "模型\t训练成本\t单价\nK2\t约460万美元\t2.5美元\nSonnet 4 | 5\t超过10亿美元"
    assert cells(passage) == [
        ("约460万美元", ["K2"], ["训练成本"]),
        ("2.5美元", ["K2"], ["单价"]),
        ("超过10亿美元", ["Sonnet 4 | 5"], ["训练成本"]),
    ]


def test_html_tables_in_markdown() -> None:
    document = read("前\n\n<table>\n<tr><th>项目<th>2024\n\n<tr><td>收入<td>5\n</table>\n\n后", MARKDOWN)
    assert [passage.kind for passage in document.passages] == ["paragraph", "table", "paragraph"]
    assert cells(document.passages[1]) == [("5", ["收入"], ["2024"])]


def test_markdown_sections_follow_headings() -> None:
    document = read("# A\n\nx\n\n## B\n\ny\n\n# C\n\nz", MARKDOWN)
    assert [(section.parent, section.kind) for section in document.sections] == [
        (-1, "page"),
        (0, "section"),
        (1, "section"),
        (0, "section"),
    ]
    assert [passage.section for passage in document.passages] == [1, 1, 2, 2, 3, 3]


def test_notes_in_markdown_say_what_went() -> None:
    source = "收入5亿元[^a]。"
    (gone,) = only(source, MARKDOWN).dropped
    assert (source[gone.raw_start : gone.raw_end], gone.rule) == ("[^a]", "footnote_mark")


# Flat text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲公司公告。\r\n\r\n  乙  公司\u3000\n", [("paragraph", "甲公司公告。"), ("paragraph", "乙 公司")]),
        ("![]()\n正文", [("paragraph", ""), ("paragraph", "正文")]),
        ("- 甲\n• 乙\n-\n丙", [("list_item", "甲"), ("list_item", "乙"), ("paragraph", ""), ("list_item", "丙")]),
        ("前文。\n01 起步\n后文。", [("paragraph", "前文。"), ("heading", "01 起步"), ("paragraph", "后文。")]),
        ("前文。\n一、经营情况\n后文。", [("paragraph", "前文。"), ("heading", "一、经营情况"), ("paragraph", "后文。")]),
        ("前文。\n1、甲公司:出海\n后文。", [("paragraph", "前文。"), ("heading", "1、甲公司:出海"), ("paragraph", "后文。")]),
        ("1、甲\n2、乙\n3、丙", [("list_item", "1、甲"), ("list_item", "2、乙"), ("list_item", "3、丙")]),
        (
            "2024年净利\n3.5%的增长\n05-07 348",
            [("paragraph", "2024年净利"), ("paragraph", "3.5%的增长"), ("paragraph", "05-07 348")],
        ),
        ("见[年报](http://a.b)与![x](y)图", [("paragraph", "见年报与图")]),
        ("A股\n5*3*2 和 **号", [("paragraph", "A股"), ("paragraph", "5*3*2 和 **号")]),
    ],
)
def test_flat(source: str, expected: list[tuple[str, str]]) -> None:
    assert texts(source, FLAT) == expected


def test_flat_tables() -> None:
    first, second = read("单位:百万元\n项目\t2024\t2023\n收入\t5\t\n利润\t3\t2\n后文。\n|甲|1|\n|乙|2|", FLAT).passages[::2]
    assert first.text == "单位:百万元\n项目\t2024\t2023\n收入\t5\n利润\t3\t2" or first.text.startswith(
        "单位:百万元\n项目\t2024\t2023\n收入\t5\t\n"
    )
    assert caption(first) == "单位:百万元"
    assert cells(first)[0] == ("5", ["收入"], ["2024"])
    assert second.text == "甲\t1\n乙\t2"


def test_a_flat_page_is_one_section() -> None:
    (section,) = read("一\n二", FLAT).sections
    assert (section.kind, section.start, section.end) == ("page", 0, 3)


# Whatever the page


SOUP = st.lists(
    st.sampled_from(
        """<p> </p> <div> </div> <br> <table> <tr> <td> <th> </table> <td\u3000colspan=2> <td\u3000rowspan=3> <ul> <li> <h2>
        </h2> <b> </b>
        <a\u3000href=#x> </a> <sup> </sup> <ruby> <rt> </ruby> <pre> </pre> <span\u3000hidden> </span> <script> </script> &nbsp;
        &amp; &#20013;
        中 x 5 [1] | \t \n --- ``` # - > * ** _ ![ [ ]( ) [^1] \\ ` 。 1、 一、 +++ <!-- --> \u3000""".replace(
            "\n        ", " "
        ).split(" ")
    ).map(lambda piece: piece.replace("\u3000", " ") if len(piece) > 1 else piece),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(SOUP, st.sampled_from([HTML, MARKDOWN, FLAT]))
@example("<rt>&nbsp;\u3000<p>", HTML)
def test_every_page_keeps_its_promises(source: str, media_type: str) -> None:
    document = read(source, media_type)
    seen = bytearray(len(source))
    for passage in document.passages:
        seen[passage.raw_start : passage.raw_end] = b"\1" * (passage.raw_end - passage.raw_start)
    assert not [source[place] for place in visible(source, media_type) if not seen[place]]


def visible(source: str, media_type: str) -> list[int]:
    """Places of the characters that a record must account for."""
    if media_type != HTML:
        return [place for place, character in enumerate(source) if not character.isspace()]
    tree = grow(source)
    runs = zip(tree.run_starts, tree.run_ends, tree.run_nodes, strict=True)
    return [place for start, end, node in runs if node != BREAK for place in range(start, end) if not source[place].isspace()]


HOSTILE = {
    "a table of spans": (HTML, "<table>" + "<tr><td colspan=1000 rowspan=60000>1<td>2" * 2000 + "</table>"),
    "a long table": (HTML, "<table>" + "<tr><th>甲<td>1<td>2" * 10_000 + "</table>"),
    "depth": (HTML, "<div>x" * 30_000),
    "line breaks": (HTML, "<p>" + "x<br>" * 60_000),
    "references": (HTML, "<p>" + "&amp;&" * 60_000),
    "brackets": (MARKDOWN, "[" * 200_000 + "]" * 1000),
    "links": (MARKDOWN, "[a](" * 80_000),
    "stars": (MARKDOWN, "**a " * 80_000),
    "ticks": (MARKDOWN, "".join("`" * (n % 50) + "a" for n in range(10_000))),
    "quotes": (MARKDOWN, "> " * 100_000 + "x"),
    "rules": (MARKDOWN, "|---" * 20_000 + "\n" + "|-" * 20_000),
    "pipes": (FLAT, "|" * 200_000),
    "numbers": (FLAT, "1、a\n" * 20_000),
    "strings": (HTML, "<script>" + '"a' * 100_000 + "</script>"),
    "front matter": (MARKDOWN, "---\n" + "a: b\n" * 40_000),
}


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.large)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_cost_their_length(name: str, share: int) -> None:
    media_type, source = HOSTILE[name]
    document = Document(raw=b"", text=Text.of(source[: len(source) // share]), media_type=media_type)
    begun = time.process_time()
    blocks(document)
    assert time.process_time() - begun < 3


def test_dropped_pieces_reach_the_record() -> None:
    document = read("<p>東<rt>とう</rt>証")
    kept = document.keep(document.passages, "strip")
    assert kept.text.value == "東証"
    assert kept.removed == (Removed(8, 10, "ruby", "the reading of the characters before it"),)
