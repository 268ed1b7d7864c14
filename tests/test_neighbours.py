"""Lines that repeat across the pages of a host: learnt in any order, within bounds, and used with a reason."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.document import Document
from pipeline.neighbours import Lines, LinesError, Sample, Seen, host, key, seen
from pipeline.neighbours.page import LINES
from pipeline.neighbours.sample import FEWEST, PER_HOST
from pipeline.road import learning, travel

if TYPE_CHECKING:
    from pathlib import Path

STORIES = {
    "lithium": [
        "赣锋矿业周三公布,上半年营业收入52.4亿元,同比下降31.5%,锂盐价格走低是主要原因。",
        "公司称,四川工厂二期已于6月投产,年产能4万吨,全年资本开支计划维持在60亿元不变。",
        "分析师认为,下半年碳酸锂价格仍有压力,行业库存约需两个季度才能回到正常水平。",
    ],
    "bank": [
        "江州银行股东大会通过分红方案,每10股派现3.2元,共派发现金红利18.6亿元。",
        "行长在会上表示,净息差已连续三个季度企稳,不良贷款率较年初下降0.04个百分点。",
        "该行还计划发行不超过100亿元的二级资本债券,用于补充二级资本,期限为十年。",
    ],
    "chips": [
        "芯原电子发布新一代车规芯片,采用12纳米工艺,算力达到每秒256万亿次运算。",
        "首批客户包括三家国内车企,量产时间定在明年第二季度,单价约为80美元。",
        "公司预计汽车业务收入占比将由目前的9%升至三年后的四分之一左右。",
    ],
    "airline": [
        "东岭航空7月旅客周转量同比增长14.8%,国际航线恢复到疫情前的八成以上。",
        "油价回落使单位成本降低约3%,公司上调了全年盈利预期,并新开五条东南亚航线。",
        "截至月底,机队规模为214架,其中租赁飞机占四成,平均机龄6.9年。",
    ],
}
NOTICE = "本站所载内容仅供参考,读者据此操作风险自担,转载请与数据中心联络并注明出处。"
PROMPT = "打开掌上财讯客户端,每天三分钟看懂市场,新人注册即送七天会员,立即体验吧。"


def flat(name: str, *, title: str | None = None) -> bytes:
    """A page of a small site, flattened."""
    day = list(STORIES).index(name) + 11
    lines = [
        "首页 > 股市 > 正文",
        title or f"{name}公司动态追踪报道",
        f"2024-07-{day} 09:{day}",
        PROMPT,
        *STORIES[name],
        NOTICE,
        "意见反馈热线",
    ]
    return "\n".join(lines).encode()


def markup(name: str, *, title: str | None = None) -> bytes:
    """The same page as markup, its furniture in the article's own container."""
    body = "".join(f"<p>{line}</p>" for line in (PROMPT, *STORIES[name], NOTICE))
    head = title or f"{name}公司动态追踪报道"
    page = f"<html><head><title>{head}</title></head><body><h1>{head}</h1><div class=content>{body}</div></body></html>"
    return page.encode()


def learnt(*pages: bytes, site: str = "https://news.example.cn") -> Lines:
    return pipeline.learn([(raw, f"{site}/{number}.html") for number, raw in enumerate(pages)])


@pytest.mark.parametrize("write", [flat, markup])
def test_what_repeats_goes_with_its_reason(write: object) -> None:
    assert callable(write)
    pages = {name: write(name) for name in STORIES}
    lines = learnt(*pages.values())
    assert lines.pages == {"news.example.cn": 4}
    known = lines.of("news.example.cn")
    assert known[key(PROMPT)] == known[key(NOTICE)] == 4
    for name, raw in pages.items():
        assert not any(key(line) in known for line in STORIES[name])
        alone = pipeline.normalize(raw, url="https://news.example.cn/x")
        record = pipeline.normalize(raw, url="https://news.example.cn/x", lines=lines)
        assert PROMPT in alone.text
        assert PROMPT not in record.text
        assert NOTICE not in record.text
        assert all(line in record.text for line in STORIES[name])
        reasons = {piece.reason for piece in record.removed if piece.rule == "neighbours"}
        assert reasons == {"stands on 4 of 4 stories of its host"}


def test_other_hosts_and_no_lines_change_nothing() -> None:
    pages = [flat(name) for name in STORIES]
    lines = learnt(*pages)
    alone = pipeline.normalize(pages[0], url="https://other.example.cn/x")
    assert pipeline.normalize(pages[0], url="https://other.example.cn/x", lines=lines) == alone
    assert pipeline.normalize(pages[0], url="https://other.example.cn/x", lines=Lines()) == alone


def test_copies_are_no_evidence() -> None:
    """One article at three addresses, and once more with a new headline and a paragraph less."""
    shorter = "\n".join(flat("bank", title="江州银行分红方案获通过").decode().splitlines()[:-3]).encode()
    lines = learnt(flat("bank"), flat("bank") + b"\n", b"\n" + flat("bank"), shorter)
    assert lines.hosts == {}
    lines = learnt(flat("bank"), flat("bank") + b"\n", shorter, flat("chips"))
    assert lines.pages == {"news.example.cn": 2}
    assert not {key(line) for line in STORIES["bank"]} & lines.of("news.example.cn").keys()


def test_a_background_paragraph_of_two_stories_in_four_stays_unless_half_have_it() -> None:
    shared = "该集团成立于1994年,总部设在江州,旗下有四家上市公司,员工约两万三千人,业务遍及三十个国家。"
    names = list(STORIES)
    pages = [flat(name) + (f"\n{shared}".encode() if name in names[:1] else b"") for name in names]
    assert key(shared) not in learnt(*pages).of("news.example.cn")
    six = [*pages, *(_other(number) for number in range(6))]
    six[1] += f"\n{shared}".encode()
    six[2] += f"\n{shared}".encode()
    assert key(shared) not in learnt(*six).of("news.example.cn")


def _other(number: int) -> bytes:
    """Another page, about something else in every sentence."""
    chance = random.Random(number)
    word = "".join(chance.choice("金木水火土日月山川风云雷电江河湖海松竹梅兰") for _ in range(160))
    sentences = [f"{word[at : at + 36]},{chance.randint(2, 99)}亿元。" for at in range(0, 144, 36)]
    return "\n".join([f"题目{word[-8:]}", PROMPT, *sentences, NOTICE]).encode()


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(14)), bound=st.integers(1, 20))
def test_the_order_of_pages_plays_no_part(order: list[int], bound: int) -> None:
    def counted(numbers: list[int]) -> bytes:
        sample = Sample(bound)
        for number in numbers:
            sample.add(_PAGES[number])
        assert len(sample) <= bound
        return sample.lines().to_json()

    assert counted(order) == counted(list(range(14)))


def _page(name: str, number: int) -> Seen:
    lines = tuple(f"line {i}" for i in range(number % 5))
    return Seen(name, f"{number * 7919 % 1000:04}", lines, tuple(range(number * 200, number * 200 + 128)), 400)


_PAGES = [_page(f"h{number % 3}.com", number) for number in range(12)] + [_page("h0.com", 0), _page("h9.com", 77)]


def test_a_sample_is_bounded() -> None:
    sample = Sample(200)
    for number in range(3000):
        sample.add(_page(f"h{number % 40}.com", number))
        assert len(sample) <= 200
    assert sample.left_out
    one = Sample(10_000)
    for number in range(500):
        one.add(_page("one.com", number))
    assert len(one) == PER_HOST > FEWEST
    long = seen(travel(Document(raw="\n".join(f"第{i}行,内容是{i * 31}号条目。" for i in range(3000)).encode()), learning()))
    assert long is not None
    assert len(long.lines) == LINES


def test_the_same_bytes_under_two_encodings_have_one_reading() -> None:
    first, second = (Seen("a.com", "01", (line,), (1,), 1) for line in ("x of one", "y of one"))
    others = [Seen("a.com", f"1{n}", ("x of one", "y of one"), (9 + n,), 1) for n in range(2)]
    made = []
    for pages in ([first, second, *others], [*others, second, first]):
        sample = Sample()
        for page in pages:
            sample.add(page)
        made.append(sample.lines())
    assert made[0] == made[1]
    assert made[0].of("a.com") == {"x of one": 3, "y of one": 2}


@pytest.mark.parametrize(
    ("url", "path", "raw", "expected"),
    [
        ("https://www.Example.com:8443/a", "", "x", "example.com"),
        (None, "", '<html><link rel="canonical" href="https://m.example.cn/1"><p>x</html>', "m.example.cn"),
        (None, "www.example.com.tw/2024/a.txt", "x", "example.com.tw"),
        (None, "2024.05/a.html", "x", ""),
        (None, "a.html", "x", ""),
        ("http://[broken", "", "x", ""),
        ("mailto:a@b.cn", "", "x", ""),
        (None, "", '<html><link rel="canonical" href="http://[1"><meta property="og:url" content="//e.cn/a"><p>x</html>', "e.cn"),
        ("http://" + "a" * 5000 + ".cn/", "", "x", ""),
    ],
)
def test_whose_page_it_is(url: str | None, path: str, raw: str, expected: str) -> None:
    assert host(travel(Document(raw=raw.encode(), url=url, path=path), learning()[:2])) == expected


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<html><body>{text}".encode("utf-8", "replace")))
def test_whatever_a_page_holds_can_be_learnt_from(raw: bytes) -> None:
    page = seen(travel(Document(raw=raw), learning()))
    if page is not None:
        assert Seen.from_json(page.to_json()) == page


def test_a_page_without_an_article_is_not_counted() -> None:
    assert seen(travel(Document(raw=b""), learning())) is None


def test_the_file_comes_back(tmp_path: Path) -> None:
    lines = learnt(*(flat(name) for name in STORIES))
    file = tmp_path / "lines.json"
    file.write_bytes(lines.to_json())
    again = Lines.load(file)
    assert again == lines
    assert again.fingerprint == lines.fingerprint
    assert again.fingerprint != Lines().fingerprint
    file.write_bytes(file.read_bytes().replace("意见反馈热线".encode(), "意见反馈信箱".encode()))
    assert Lines.load(file).fingerprint != lines.fingerprint


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "no object `hosts`"),
        (b'{"schema": 2, "hosts": {}}', "schema is 2, not 1"),
        (b'{"schema": 1, "hosts": {"a.com": []}}', "hosts.a.com: has other keys"),
        (b'{"schema": 1, "hosts": {"a.com": {"pages": true, "lines": {}}}}', "hosts.a.com.pages: True is no number"),
        (b'{"schema": 1, "hosts": {"a.com": {"pages": 2, "lines": []}}}', "hosts.a.com.lines: is no object"),
        (
            b'{"schema": 1, "hosts": {"a.com": {"pages": 2, "lines": {"x": 3}}}}',
            "hosts.a.com.lines.x: 3 is no count between 1 and 2",
        ),
        (b'{"schema": 1, "hosts": {"a.com": {"pages": 2, "lines": {"x": 1.0}}}}', "1.0 is no count"),
        (b'{"schema": 1, "hosts": {"a.com": {"pages": 2, "lines": {"x": 99999999999999999999}}}}', "is no count"),
    ],
)
def test_a_faulty_file_is_told_where(content: bytes, words: str) -> None:
    with pytest.raises(LinesError, match=r"^a/lines\.json: ") as caught:
        Lines.parse(content, "a/lines.json")
    assert words in str(caught.value)


def test_a_list_that_only_a_notice_made_an_article_stays() -> None:
    """Short lines are the article; the only sentences of the page are what its host says everywhere."""
    rounds = "".join(f"<p>第{n}轮:{n + 2}月{n * 3 + 1}日,江州国际赛车场</p>" for n in range(1, 13))
    menu = "".join(f'<li><a href="/{n}">栏目导航链接{n}</a></li>' for n in range(60))
    body = f"<h1>全年赛历公布</h1><div class=content>{rounds}<p>{PROMPT}</p><p>{NOTICE}</p></div><ul>{menu}</ul>"
    raw = f"<html><head><title>全年赛历公布</title></head><body>{body}</body></html>".encode()
    lines = learnt(*(markup(name) for name in STORIES))
    record = pipeline.normalize(raw, url="https://news.example.cn/x", lines=lines)
    assert record.status == "normalised"
    assert "第12轮" in record.text


def test_a_page_of_nothing_but_what_repeats_is_empty() -> None:
    lines = learnt(*(markup(name) for name in STORIES))
    raw = f"<html><head><title>登录</title></head><body><h1>登录</h1><p>{PROMPT}</p><p>{NOTICE}</p></body></html>".encode()
    assert pipeline.normalize(raw, url="https://news.example.cn/x").status == "normalised"
    record = pipeline.normalize(raw, url="https://news.example.cn/x", lines=lines)
    assert (record.status, record.reason) == ("filtered", "no passage of the page reads like an article")
