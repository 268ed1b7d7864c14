"""Portal profiles: every one loads, names its evidence, and finds its own page's text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.lexicon import DataError
from pipeline.lexicon import portals as table
from pipeline.lexicon.portals import Portal, general, layout, portals
from pipeline.road import travel
from pipeline.stages.blocks import blocks
from pipeline.stages.describe import describe
from pipeline.stages.read import read
from pipeline.stages.strip import strip

ROAD = (read, blocks, describe, strip)
PAGES = sorted((Path(__file__).parent / "portals").glob("*.html"))
"""A page in each portal's shape, written for this test: what is to stay has the attribute ``data-stay``."""
STAYS = re.compile(r"<(\w+)[^>]* data-stay>([^<]*)</\1>")
BODY = (
    "甲公司10日发布财报，全年营收达到5740万元，同比增长三成，净利润也有所改善。",
    "公司负责人表示，海外市场的收入占比首次超过四成，明年还会继续扩大投入。",
    "分析人士认为，这一成绩来之不易，行业的竞争仍然十分激烈，价格战还没有结束。",
)
OTHER = "乙公司昨天宣布回购股份，计划在一年之内用自有资金买回不超过两千万股，市场反应平淡。"


def page(portal: Portal) -> str:
    """A page in the shape of the portal's: its container, a part that it drops, and a feed beside them."""
    container = min(portal.containers)
    drop = f'<div class="{min(portal.drops)}"><p>{OTHER}</p></div>' if portal.drops else ""
    tail = f"<p>{portal.tails[0]}</p>" if portal.tails else ""
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    feed = "".join(f'<li><a href="/{i}">别的新闻标题第{i}条来了</a></li>' for i in range(9))
    return (
        f"<html><head><title>甲公司发布财报_某站</title></head><body><div class='top'><a href='/'>首页</a></div>"
        f"<h1>甲公司发布财报</h1><div class='{container}'>{paragraphs}{drop}{tail}</div>"
        f"<div class='list'><ul>{feed}</ul></div></body></html>"
    )


@pytest.mark.parametrize("portal", portals(), ids=lambda portal: portal.name)
def test_a_profile_finds_its_page(portal: Portal) -> None:
    document = travel(Document(raw=page(portal).encode(), url=f"https://www.{portal.hosts[0]}/a/1.html"), ROAD)
    assert document.text.value.split("\n\n") == ["甲公司发布财报", *BODY]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_portal_shaped_page_keeps_what_is_marked(path: Path) -> None:
    raw = path.read_bytes()
    document = travel(Document(raw=raw), ROAD)
    assert document.text.value.split("\n\n") == [text.strip() for _, text in STAYS.findall(raw.decode())]


def test_every_profile_has_a_page_and_every_page_a_profile() -> None:
    own = {layout((canonical(path),), "").portal for path in PAGES}
    assert own == {portal.name for portal in portals()}


def canonical(path: Path) -> str:
    """The address that a test page states."""
    found = re.search(r'<link rel="canonical" href="([^"]+)">', path.read_text("utf-8"))
    assert found is not None
    return found[1]


@pytest.mark.parametrize("portal", portals(), ids=lambda portal: portal.name)
def test_a_profile_is_in_order(portal: Portal) -> None:
    assert len(portal.evidence) > 20
    assert portal.containers
    assert all(name == name.lower() and " " not in name for name in portal.containers | portal.drops | set(portal.marks))
    assert not portal.containers & portal.drops


def test_hosts_stand_in_one_profile_and_cover_their_subdomains() -> None:
    hosts = [host for portal in portals() for host in portal.hosts]
    assert len(hosts) == len(set(hosts))
    assert layout(("https://tech.news.163.com/a",), "").portal == "netease"
    assert layout(("https://www.notsina.com.cn/a",), "").portal is None
    assert layout((), "x post_body y").portal == "netease"


def test_unknown_hosts_have_the_general_layout() -> None:
    found = layout(("https://unknown.example/a",), "whatever")
    assert found is general()
    assert not found.containers


def test_faulty_profiles_name_file_key_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(name: str) -> dict[str, object]:
        return {"name": "x", "evidence": "", "hosts": ["x.example"]} if name.startswith("portals/") else {}

    monkeypatch.setattr(table, "read_toml", faulty)
    table.portals.cache_clear()
    try:
        with pytest.raises(DataError, match=r"portals/.*evidence: is missing"):
            table.portals()
    finally:
        table.portals.cache_clear()


@pytest.mark.parametrize("address", ["http://[1", "//[::1]:x/", "http://℀/", "", "http://"])
def test_an_address_that_is_none_costs_nothing(address: str) -> None:
    assert layout((address,), "").portal is None
