"""What `zhengshu explain` tells of a page and of one figure."""

from __future__ import annotations

import io
import pathlib

import pytest
from rich.console import Console

from pipeline.explain import explain

RAW = pathlib.Path(__file__).resolve().parent.parent / "raw"


def told(page: str, figure: int | None = None) -> str:
    console = Console(file=io.StringIO(), width=400, color_system=None)
    explain(RAW / page, console, figure)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_stage_speaks_in_order() -> None:
    story = told("taiwan-big5.html")
    heads = ["read", "blocks", "describe", "strip", "identify", "clean", "simplify", "measure", "attribute"]
    places = [story.index(f"{head} ─") for head in heads]
    assert places == sorted(places)
    assert "text/html, big5" in story
    assert "converted by tw2s" in story


def test_dropped_lines_have_reasons_and_kept_ones_are_quoted() -> None:
    story = told("taiwan-big5.html")
    assert "drop <h2>延伸閱讀</h2>" in story
    assert "keep paragraph  公司去年斥資新台幣三十億五千萬元" in story


def test_a_figure_tells_its_words_its_place_and_its_rule() -> None:
    number = next(i for i in range(40) if "新台幣三十億五千萬元" in told("taiwan-big5.html", i))
    story = told("taiwan-big5.html", number)
    assert "reads 三 3, 十 ×10, 亿 ×100000000, 五 5, 千 ×1000, 万 ×10000" in story
    assert "value: 3050000000" in story
    assert "rule: money" in story


def test_a_page_without_an_article_says_why() -> None:
    assert "filtered: empty" in told("empty.html")


def test_markup_of_a_page_is_shown_and_not_obeyed(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "[bold]营收[/bold]\n\n公司营收5740万元，[red]同比增长[/red]174%，为上市以来最好的一年，好于市场预期。", "utf-8"
    )
    console = Console(file=io.StringIO(), width=400, color_system=None)
    explain(page, console)
    assert isinstance(console.file, io.StringIO)
    assert "[red]同比增长[/red]" in console.file.getvalue()


def test_a_figure_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        told("taiwan-big5.html", 400)
