"""The README shows what the program prints."""

from __future__ import annotations

import io
import pathlib
import re

from rich.console import Console

from pipeline.explain import explain

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_first_screen_is_real_output() -> None:
    block = re.search(r"```\n\$ zhengshu explain (\S+)\n…\n(.*?)```", README, re.DOTALL)
    assert block is not None
    console = Console(file=io.StringIO(), width=150, color_system=None)
    explain(ROOT / block[1], console)
    assert isinstance(console.file, io.StringIO)
    printed = {" ".join(line.split()) for line in console.file.getvalue().splitlines()}
    shown = [" ".join(line.split()) for line in block[2].splitlines() if line != "…"]
    assert len(shown) > 5
    assert [line for line in shown if line not in printed] == []


def test_the_page_it_quotes_says_so() -> None:
    block = re.search(r"```html\n(.*?)```", README, re.DOTALL)
    assert block is not None
    page = (ROOT / "raw" / "taiwan-big5.html").read_bytes().decode("big5hkscs")
    pieces = [piece.strip() for piece in re.split(r"…|\n", block[1]) if piece.strip()]
    assert [piece for piece in pieces if piece not in page] == []


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
