"""Who wrote and who published: signatures, accounts, sites in titles, organisations; and which number is the month."""

from __future__ import annotations

import time

import pytest

from pipeline.lexicon.bylines import bylines
from pipeline.lexicon.dates import dates
from tests.test_describe import described, metadata

TEXT = "江州电池公司7月产量为3.2万吨,同比增长41%,二期工厂已在6月投产。"
LAST = "公司预计全年产量接近40万吨,利润率仍将承压,明年起向欧洲的两家整车厂供货。"


def page(*lines: str, title: str = "江州电池公司7月产量大增", head: str = "") -> str:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>{title}</title>{head}</head><body><div class=main><h1>{title}</h1>{body}</div></body></html>"


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("(李楠)", "李楠"),
        ("（李楠）", "李楠"),
        ("（李晓楠、王平）", "李晓楠、王平"),
        ("（江州日报评论员）", "江州日报评论员"),
        ("（完）", None),
        ("（全文完）", None),
        ("（路透社）", None),
        ("（于下）", None),
        ("（见图2）", None),
        ("(Reuters)", None),
        ("（李楠 摄）", None),
        ("（责任编辑：李楠）", None),
    ],
)
def test_a_signature_behind_the_last_sentence(end: str, author: str | None) -> None:
    assert metadata(page(TEXT, LAST + end)).author == author


def test_a_bracket_within_a_sentence_is_no_signature() -> None:
    assert bylines().signed("董事长的女儿(李楠)") is None
    assert metadata(page(TEXT, LAST[:-1] + "（李楠）。")).author is None


def test_a_labelled_name_before_a_signature() -> None:
    assert metadata(page("作者：陈一鸣", TEXT, LAST + "（李楠）")).author == "陈一鸣"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者罗科苏盈发自江州", "罗科、苏盈"),
        ("本报记者欧阳小明发自江州", "欧阳小明"),
        ("图片来源：某报记者 张蕊 摄", None),
        ("图为签约现场。记者 张蕊 摄", None),
        ("某报记者 张蕊 江州报道", "张蕊"),
    ],
)
def test_reporters_two_by_two_and_never_of_a_picture(line: str, names: str | None) -> None:
    assert bylines().reporters(line) == names


def test_a_long_rank_is_cut_from_a_name() -> None:
    ranked = "中国江州经济交流中心世界经济研究部部长,“长江经济带”研究部部长、研究员徐占春"
    assert bylines().author(ranked) == "徐占春"
    found = metadata(page(TEXT, LAST, f"（本文来源：江州日报 作者：{ranked}）"))
    assert (found.author, found.publisher) == ("徐占春", "江州日报")


def test_a_label_behind_other_words_far_from_the_title_is_not_heard() -> None:
    assert metadata(page(TEXT, LAST, "他推荐的另一本书 作者：徐占春")).author is None


@pytest.mark.parametrize(
    ("markup", "publisher"),
    [
        ('<div class="sourceTitle-x1"><a href="/u/1">江州观察</a></div>', "江州观察"),
        ('<p class="media-name">江州观察</p>', "江州观察"),
        ('<div class="author-box"><p>江州发布</p></div>', "江州发布"),
        ('<div class="author-box"><p>李楠</p></div>', None),
        ('<div class="source">分享到</div>', None),
        ('<div class="source">2025</div>', None),
        ('<div class="channel">产业</div>', None),
        ('<div class="author">By Anna Example</div>', None),
    ],
)
def test_an_account_by_the_name_of_its_element(markup: str, publisher: str | None) -> None:
    assert metadata(page(markup, "<p>2025-08-06 09:30</p>", TEXT, LAST)).publisher == publisher


def test_a_source_line_before_an_account() -> None:
    assert metadata(page('<p class="media-name">江州观察</p>', TEXT, LAST, "来源：江州日报")).publisher == "江州日报"


def test_a_row_of_links_above_the_title_is_no_publisher() -> None:
    row = '<div class="top"><a href="/">首页</a><a href="/b">商业</a><a href="/c">财经</a></div>'
    head = "<html><head><title>甲公司发布财报</title></head><body>"
    tail = f"<h1>甲公司发布财报</h1><p>{TEXT}</p><p>{LAST}</p></body></html>"
    for line, publisher in ((row, None), ('<div><a href="/">江州财经</a></div>', "江州财经")):
        assert metadata(f"{head}{line}{tail}").publisher == publisher


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("江州电池公司7月产量大增-搜狐汽车", "搜狐汽车"),
        ("江州电池公司7月产量大增_财经频道_江州网", "江州网"),
        ("江州博客 » 江州电池公司7月产量大增", "江州博客"),
        ("江州电池公司7月产量大增_产业_电池", None),
        ("江州电池公司7月产量大增", None),
        ("江州电池公司7月产量大增_新闻", None),
        ("江州电池公司7月产量大增_财经频道", None),
    ],
)
def test_the_site_in_the_page_s_title(title: str, publisher: str | None) -> None:
    html = page(TEXT, LAST).replace("<title>江州电池公司7月产量大增<", f"<title>{title}<")
    found = described(html)
    assert found.metadata.publisher == publisher
    assert found.metadata.title == "江州电池公司7月产量大增"


def test_an_organisation_that_wrote_a_piece_of_news_is_its_publisher() -> None:
    graph = '{"@type":"%s","author":{"@type":"Organization","name":"Konan Weekly"},"publisher":{"name":"Portal News"}}'
    for kind, publisher in (("NewsArticle", "Konan Weekly"), ("Article", "Portal News")):
        head = f'<script type="application/ld+json">{graph % kind}</script>'
        assert metadata(page(TEXT, LAST, head=head)).publisher == publisher


def test_everybody_and_the_portal_itself_are_no_authors() -> None:
    for name in ("某某媒体项目贡献者", "网易", "Contributors to Wikimedia projects"):
        assert metadata(page(TEXT, LAST, head=f'<meta name="author" content="{name}">')).author is None


def test_a_short_heading_is_a_title_and_no_author() -> None:
    html = page(TEXT, LAST, title="金锺国").replace("<title>金锺国<", "<title>金锺国 - 某某百科<")
    found = metadata(html)
    assert (found.title, found.author) == ("金锺国", None)


@pytest.mark.parametrize(
    ("lines", "lang", "published"),
    [
        (["06/02/2022 - 13:48"], "", "2022-06-02T13:48"),
        (["06/02/2022 - 13:48"], "fr", "2022-02-06T13:48"),
        (["06/02/2022 - 13:48"], "en-GB", "2022-02-06T13:48"),
        (["06/02/2022 1:48 PM"], "fr", "2022-06-02T13:48"),
        (["06/02/2022 - 13:48", "31/01/2022"], "", "2022-02-06T13:48"),
        (["06/02/2022 - 13:48", "01/31/2022"], "fr", "2022-06-02T13:48"),
        (["06/02/2022 - 13:48", "99/99/2022"], "", "2022-06-02T13:48"),
    ],
)
def test_which_number_is_the_month(lines: list[str], lang: str, published: str) -> None:
    html = page(lines[0], TEXT, LAST, *lines[1:]).replace("<html>", f'<html lang="{lang}">' if lang else "<html>")
    assert metadata(html).published == published


def test_no_date_of_a_footer_nor_of_a_recommended_headline() -> None:
    feed = "".join(f'<li><a href="/{n}">另一家公司发布{n}季度业绩</a> <span>2024-0{n}-11</span></li>' for n in range(1, 5))
    html = page(
        TEXT, LAST, f"<div class=recommend><h3>相关阅读</h3><ul>{feed}</ul></div>", "<footer><p>2011-01-01 江州网</p></footer>"
    )
    found = metadata(html)
    assert (found.published, found.publisher) == (None, None)


@pytest.mark.parametrize("piece", ["(李", "。（", "研究员", "1/2/", "记者 张蕊 ", "记者罗科苏盈"])
def test_hostile_lines_take_linear_time(piece: str) -> None:
    start = time.process_time()
    text = piece * 20_000
    bylines().signed(text + ")")
    bylines().author(text)
    bylines().reporters(text)
    dates().day_leads(text)
    assert time.process_time() - start < 2
