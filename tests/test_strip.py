"""What is kept of a page, and that every other piece is accounted for."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Passage, Section
from pipeline.road import travel
from pipeline.stages.blocks import blocks
from pipeline.stages.describe import describe
from pipeline.stages.read import read
from pipeline.stages.strip import strip
from pipeline.stages.strip.segment import anchored_run, best_run, next_run
from pipeline.stages.strip.trim import trimmed
from pipeline.text import Text

ROAD = (read, blocks, describe, strip)
FIRST = "1月8日，甲公司正式登陆港交所，另一家公司乙紧随其后挂牌，两天内的密集上市引来关注。"
SECOND = "截至发稿，两家公司的市值分别约为800亿港元和1100亿港元，估值差距较上市前进一步拉大。"
THIRD = "分析人士指出，商业化路径能否跑通，才是接下来最大的悬念，投资者仍需保持耐心。"
BODY = (FIRST, SECOND, THIRD)


def stripped(page: str, url: str | None = None) -> Document:
    return travel(Document(raw=page.encode(), url=url), ROAD)


def kept(page: str) -> list[str]:
    return stripped(page).text.value.split("\n\n")


def rules(document: Document) -> set[str]:
    return {piece.rule for piece in document.removed}


def accounted(document: Document) -> None:
    """Kept and removed spans do not cross, and together hold every visible character of the passages."""
    source = document.text.source
    blocks_at = [(b.raw_start, b.raw_end) for b in document.blocks] if document.reason is None else []
    spans = sorted(blocks_at + [(r.raw_start, r.raw_end) for r in document.removed])
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert start >= end
    covered = bytearray(len(source))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    for passage in document.passages:
        assert all(covered[i] for i in range(passage.raw_start, passage.raw_end) if not source[i].isspace())
    assert all(piece.rule and piece.reason for piece in document.removed)


FLAT = "\n".join(
    [
        "网易首页 > 网易号 > 正文 申请入驻",
        "甲公司和乙公司的两种活法",
        "0",
        "分享至",
        "来源 | 某某财经",
        "作者 | 楷文",
        *BODY,
        "特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台用户上传并发布，本平台仅提供信息存储服务。",
        "相关推荐",
        "丙公司发布新车，售价不到十万元",
        "2026-02-15 17:10:02",
        "丁公司回应传闻：一切正常，请勿轻信",
        "2026-02-15 08:51:15",
        "京公网安备 11000000000000号",
    ]
)


def test_a_flat_page_keeps_title_and_text() -> None:
    document = stripped(FLAT)
    assert document.text.value.split("\n\n") == ["甲公司和乙公司的两种活法", *BODY]
    assert document.blocks[0].kind == "title"
    assert {"byline", "disclaimer"} <= rules(document)
    accounted(document)


HTML = f"""<html><head><title>甲公司上市-某网</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/f">财经</a><a href="/t">科技</a></div>
<div class="main"><h1>甲公司上市</h1><div class="info">2026-01-08 09:30 来源：某报</div>
<div class="con"><p>{FIRST}</p><div class="share">分享到：<a>微博</a><a>微信</a></div><p>{SECOND}</p><p>{THIRD}</p>
<div class="xgyd"><h3>相关阅读</h3><ul><li><a href="/1">别的新闻之一来了</a></li>
<li><a href="/2">别的新闻之二来了</a></li></ul></div></div>
<div class="pinglun"><p>张三：这家公司我看好，明年一定会涨，大家说呢？</p>
<p>李四：我不看好，估值太高了，等等再说吧。</p></div></div>
<div class="footer">Copyright 2026 某网 版权所有</div></body></html>"""


def test_markup_around_the_article_goes() -> None:
    document = stripped(HTML)
    assert document.text.value.split("\n\n") == ["甲公司上市", *BODY]
    accounted(document)


def test_a_title_seen_in_the_head_only_is_cut_from_there() -> None:
    page = f"<title>甲公司今天上市了 - 某网</title><div>{''.join(f'<p>{text}</p>' for text in BODY)}</div>"
    document = stripped(page)
    assert document.blocks[0].kind == "title"
    start, end = document.blocks[0].raw_start, document.blocks[0].raw_end
    assert document.text.source[start:end] == "甲公司今天上市了"
    accounted(document)


def test_the_general_scorer_needs_no_names() -> None:
    feed = "".join(
        f"<div><a href='/{i}'>别的公司的新闻标题{i}</a><p>这是别的新闻的摘要，说了一两句话……</p></div>" for i in range(6)
    )
    article = "".join(f"<div>{text}</div>" for text in BODY)
    page = f"<div><div>{feed}</div><div><h2>甲公司上市</h2>{article}</div><div>{feed}</div></div>"
    assert kept(page)[-3:] == list(BODY)


def test_a_thread_is_cut_to_its_first_post() -> None:
    replies = "".join(f"<p>网友{i} 2024-05-0{i} 12:0{i}</p><p>我觉得说得很对，支持一下楼主。</p>" for i in range(1, 7))
    page = f"<title>说说导游</title><h1>说说导游</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>{replies}"
    document = stripped(page)
    assert document.text.value.split("\n\n") == ["说说导游", *BODY]
    accounted(document)


def test_hours_within_an_article_are_no_thread() -> None:
    lines = [FIRST, "2024-05-01 12:01 更新", SECOND, *([THIRD] * 6)]
    assert kept("\n".join(lines))[-1] == THIRD


def test_captions_stay_once() -> None:
    caption = "<figcaption>工人在甲公司的车间里检查设备。</figcaption>"
    figures = f"<figure><img>{caption}</figure>" * 2
    page = f"<h1>甲公司上市</h1><p>{FIRST}</p>{figures}<p>{SECOND}</p><p>{THIRD}</p>"
    assert sum("检查设备" in text for text in kept(page)) == 1


def test_what_follows_the_own_section_goes() -> None:
    quote = "本书作者的话：这是一本好书，清晰而轻松，读来毫不费力，值得推荐给每一位读者。"
    article = "".join(f"<p>{text}</p>" for text in (*BODY, *BODY))
    beside = f"<div><div><h3>投票</h3><p>{quote}</p></div></div>"
    page = f"<div><h1>甲公司上市</h1><div>{article}</div></div>{beside}"
    assert kept(page) == ["甲公司上市", *BODY, *BODY]


def test_the_numbers_of_sections_stay_and_those_of_pages_go() -> None:
    article = "".join(f"<p>{text}</p>" for text in (FIRST, "1", SECOND, "2", THIRD, "3", FIRST, SECOND))
    pager = "".join(f"<p>{number}</p>" for number in (1, 2, 3))
    page = f"<div><h1>甲公司上市</h1>{article}{pager}</div>"
    assert kept(page) == ["甲公司上市", FIRST, "1", SECOND, "2", THIRD, "3", FIRST, SECOND]
    alone = "".join(f"<p>{text}</p>" for text in (FIRST, "1", SECOND, THIRD))
    assert kept(f"<div><h1>甲公司上市</h1>{alone}</div>") == ["甲公司上市", *BODY]


def test_subtitles_within_the_own_section_stay() -> None:
    article = "".join(f"<p>{text}</p>" for text in ("三家企业和十二种产品", *BODY))
    page = f"<div><h1>甲公司上市</h1></div><div>2026-01-08 来源：某报</div><div>{article}</div>"
    assert kept(page) == ["甲公司上市", "三家企业和十二种产品", *BODY]


def test_a_standfirst_in_a_heading_goes_and_a_lead_stays() -> None:
    body = "".join(f"<p>The company said on Monday that revenue rose, and gave no further detail {i}.</p>" for i in range(9))
    lead = "The maker of phones, which listed in Hong Kong two weeks ago, said its revenue rose by a third to 57.4 million."
    head = "<h1>Maker lists</h1><h2>Revenue rose by a third, and shares were up.</h2>"
    page = f"<header>{head}<p>{lead}</p></header><div>{body}</div>"
    assert kept(page)[:2] == ["Maker lists", lead]


@pytest.mark.parametrize(
    "page",
    [
        "<title>404</title><h1>404 Not Found</h1><p>抱歉，您访问的页面不存在。</p><a href='/'>返回首页</a>",
        "<body>" + "".join(f"<li><a href='/{i}'>新闻标题{i}</a></li>" for i in range(60)) + "</body>",
        "首页\n财经\n科技\n登录\n注册\n",
        "",
    ],
)
def test_pages_without_an_article_say_so(page: str) -> None:
    document = stripped(page)
    assert document.reason
    accounted(document)


@pytest.mark.parametrize(
    "page", ["营收5740万元。", "营收5740万元", "甲公司：净利润1.2亿元", f"# 标题\n\n{FIRST}\n", f"<p>{FIRST}</p>"]
)
def test_short_pages_are_kept(page: str) -> None:
    document = stripped(page)
    assert document.reason is None
    assert document.text.value


@pytest.mark.parametrize(
    ("closing", "rule"),
    [
        ("返回搜狐，查看更多", "share"),
        ("（责任编辑：张三）", "byline"),
        ("(编辑：李四 王五)", "byline"),
        ("【来源：某某日报】", "byline"),
        ("责任编辑：张三", "byline"),
        ("更多精彩内容，请下载客户端。", "share"),
        (" Read more at Example News.", "share"),
        ("<a href='/x'>[详细]</a>", "share"),
    ],
)
def test_a_closing_goes_from_within_its_block(closing: str, rule: str) -> None:
    page = f"<h1>甲公司上市</h1><div><p>{FIRST}</p><p>{SECOND}</p><p><b>分析</b>人士&amp;{THIRD}{closing}</p></div>"
    document = stripped(page)
    assert document.text.value.split("\n\n") == ["甲公司上市", FIRST, SECOND, f"分析人士&{THIRD}"]
    block = document.blocks[-1]
    inside = [piece for piece in document.removed if block.raw_start <= piece.raw_start and piece.raw_end <= block.raw_end]
    assert [piece.rule for piece in inside] == [rule]
    assert document.text.source[inside[0].raw_start :].lstrip().startswith(closing.strip()[:2])


@pytest.mark.parametrize(
    "ending",
    [
        "他的职务是责任编辑：张三",
        "（图为工厂）",
        "（记者张三）",
        "“文章来源：不明。”他说。",
        "据介绍，更多精彩内容将在明年发布。",
        "查看更多",
    ],
)
def test_what_only_looks_like_a_closing_stays(ending: str) -> None:
    last = ending if ending == "查看更多" else THIRD + ending
    document = stripped(f"<h1>甲公司上市</h1><div><p>{FIRST}</p><p>{SECOND}</p><p>{last}</p><p>{BODY[2]}完。</p></div>")
    assert not [piece for piece in document.removed if piece.rule == "byline"]
    assert ending == "查看更多" or last in document.text.value


@given(st.text(alphabet="营收。，（）()【】责任编辑：张 来源.a\n", max_size=60))
def test_trimming_keeps_text_and_source_together(text: str) -> None:
    passage = Passage("paragraph", 0, len(text), text)
    short = trimmed(passage)
    edits = [edit for edit in short.edits if edit.end <= len(text)]
    assert Text.of(text).rewrite("strip", edits).value == short.text
    assert text.startswith(short.text)


def test_runs() -> None:
    assert best_run([]) == (0, 0)
    assert best_run([-1, -2]) == (0, 0)
    assert anchored_run([-1, 50, -1, 40, -90, 300], 0) == (1, 4)
    assert anchored_run([-200, 500], 0) == (0, 0)
    assert next_run([-5, 3, -9, 60, 60, -500, 70], 5) == (6, 7)
    assert next_run([-5, 3, -9, 60, 60, -500, 70], 0) == (3, 5)


def test_runs_that_never_add_up_take_linear_time() -> None:
    start = time.process_time()
    assert next_run([11.0, *([10.0, -10.0] * 100_000)], 0) == (0, 0)
    assert anchored_run([11.0, *([10.0, -10.0] * 100_000)], 0) == (0, 0)
    assert time.process_time() - start < 2


LINES = st.sampled_from(
    [*BODY, "首页", "分享到", "相关阅读", "作者：张三", "2024-05-01 12:00 李四", "短句", "版权所有", "![]()", "# 小标题"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=25), st.booleans())
def test_every_character_is_accounted_for(lines: list[str], markup: bool) -> None:
    page = "".join(f"<p>{line}</p>" for line in lines) if markup else "\n".join(lines)
    accounted(stripped(page))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(LINES, st.integers(0, 3), st.booleans()), min_size=1, max_size=20))
def test_any_passages_in_any_sections(pieces: list[tuple[str, int, bool]]) -> None:
    source, passages = "", []
    for text, section, visible in pieces:
        passages.append(Passage("paragraph", len(source), len(source) + len(text), text, section=section, visible=visible))
        source += text + "\n"
    sections = (Section(-1, "page", "", 0, len(source)), *(Section(0, "group", "comment", 0, len(source)) for _ in range(3)))
    accounted(strip(Document(raw=b"", text=Text.of(source), passages=tuple(passages), sections=sections)))


@pytest.mark.parametrize("count", [4_000, pytest.param(20_000, marks=pytest.mark.large)])
@pytest.mark.parametrize("line", ["分享", "相关阅读", FIRST, "a ", "2024-05-01 12:00"])
def test_long_pages_take_linear_time(line: str, count: int) -> None:
    passages = tuple(Passage("paragraph", i * 60, i * 60 + len(line), line) for i in range(count))
    document = Document(raw=b"", text=Text.of((line.ljust(60)) * count), passages=passages)
    start = time.process_time()
    strip(describe(document))
    assert time.process_time() - start < count / 1000
