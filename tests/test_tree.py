"""The tree puts every run of text where a standard parser puts it, and stands hostile pages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.markup.elements import BLOCK, ELEMENTS
from pipeline.markup.tree import BREAK, DEPTH, HIDDEN, LINK, UNSEEN, Tree, grow

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

UNSEEN_TAGS = {"head", "script", "style", "template", "noscript", "textarea", "svg", "title"}
TAGS = [
    "p", "div", "ul", "li", "h2", "h3", "b", "i", "a", "span", "blockquote", "section", "article",
    "dl", "dt", "dd", "form", "pre", "center", "address", "em", "figure", "nav",
]  # fmt: skip
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["x", "中", "<br>", "<hr>", "<!-- c -->", "</body>"]
)
SOUP = st.lists(PIECES, max_size=30).map("".join)
CELLS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "</th>",
        "<tbody>",
        "</tbody>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</div>",
    ]
)


def ours(source: str) -> list[tuple[str, list[str]]]:
    """Every run of visible text, with the block elements around it."""
    tree = grow(source)
    found: list[tuple[str, list[str]]] = []
    for start, end, node in zip(tree.run_starts, tree.run_ends, tree.run_nodes, strict=True):
        text = source[start:end]
        if node != BREAK and not text.isspace():
            join(
                found,
                text,
                [name for name in tree.ancestors(node) if ELEMENTS.get(name, 0) & BLOCK and name not in {"html", "body"}],
            )
    return found


def join(found: list[tuple[str, list[str]]], text: str, around: list[str]) -> None:
    if found and found[-1][1] == around:
        found[-1] = (found[-1][0] + text, around)
    else:
        found.append((text, around))


def standard(source: str) -> list[tuple[str, list[str]]]:
    """The same from html5lib."""
    found: list[tuple[str, list[str]]] = []

    def walk(element: Element, around: list[str]) -> None:
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "!"
        if tag in UNSEEN_TAGS:
            return
        inside = [tag, *around] if ELEMENTS.get(tag, 0) & BLOCK and tag not in {"html", "body"} else around
        if element.text and element.text.strip() and tag != "!":
            join(found, element.text, inside)
        for child in element:
            walk(child, inside)
            if child.tail and child.tail.strip():
                join(found, child.tail, inside)

    walk(html5lib.parse(source, namespaceHTMLElements=False), [])
    return found


PAGES = [
    "<!doctype html><title>t</title><p>a<div>b</div>c",
    "<!doctype html><ul><li>a<li>b<ul><li>c</ul><li>d</ul>e",
    "<!doctype html><dl><dt>a<dd>b<p>c<dt>d</dl>",
    "<!doctype html><h1>a<h2>b</h1>c</h2>",
    "<!doctype html><p>a<table><tr><td>b<td>c<tr><th>d</table>e",
    "<p>a<table><tr><td>b</table>c",  # no doctype: the table stays in the paragraph
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"><p>a<table><td>b</table>c',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><p>a<table><td>b</table>c',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><p>a<table><td>b</table>c',
    "<!doctype html><div><p>a</div>b</p>c",
    "<!doctype html><table><tr><td><table><tr><td>a</table>b</td></tr></table>c",
    "<!doctype html><table><tr><td>a</div>b</td></tr></table>c",
    "<!doctype html><head><title>t</title>x<p>a",
    "<!doctype html><head><meta charset=utf-8><div>a</head>b",
    "<!doctype html><body>a</body>b</html>c",
    "<!doctype html><select><option>a<option>b</select>c",
    "<!doctype html><div>a<span>b</div>c</span>d",
    "<!doctype html><section>a<article>b</section>c",
    "<!doctype html><form>a<div>b</form>c</div>d",
    "<!doctype html><form>a<form>b</form>c",
    "<!doctype html><svg><title>t</title><path d='m0'/><text>a</text></svg>b",
    "<!doctype html><svg><p>a",
    "<!doctype html><p>a<svg/>b<math><mi>x</mi></math>",
    "<!doctype html><template><p>a</p></template>b<noscript><p>c</p></noscript>",
    "<!doctype html><textarea><p>a</textarea>b",
    "<!doctype html><button>a<p>b</button>c",
    "<!doctype html><li>a<div><li>b",
    "<!doctype html><p>a<blockquote>b<p>c</blockquote>d",
    "<!doctype html><table><caption>a</caption><thead><tr><th>b<tbody><tr><td>c</table>",
    "<!doctype html><table><tr><td><p>a<td>b</table>",
    "<!doctype html></p>a</br>b",
    "<!doctype html><pre>\na\nb</pre>c",
    "<!doctype html><ruby>漢<rp>(<rt>kan<rp>)</ruby>字",
    "<!doctype html><a>x<div>y<a>z</a>w</div>v",
]


@pytest.mark.parametrize("source", PAGES)
def test_text_stands_where_the_standard_puts_it(source: str) -> None:
    assert plain(ours(source)) == plain(standard(source))


def plain(found: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """White space, and the rows and row groups that the standard adds, aside."""
    kept: list[tuple[str, list[str]]] = []
    for text, around in found:
        join(kept, "".join(text.split()), [name for name in around if name not in {"tbody", "tr"}])
    return kept


@settings(max_examples=50, deadline=None)
@given(SOUP)
def test_soup_reads_as_the_standard_reads_it(source: str) -> None:
    source = "<!doctype html>" + source
    assert "".join(text for text, _ in plain(ours(source))) == "".join(text for text, _ in plain(standard(source)))


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES | CELLS, max_size=40).map("".join))
def test_every_tree_is_sound(source: str) -> None:
    sound(grow(source))


def sound(tree: Tree) -> None:
    """Parents come first and hold their children; every character outside tags is text in its place, once."""
    size = len(tree.source)
    for node in range(1, len(tree.tags)):
        parent = tree.parents[node]
        assert 0 <= parent < node
        assert 0 <= tree.starts[node] < tree.inners[node] <= tree.untils[node] <= tree.ends[node] <= size
        assert tree.starts[parent] <= tree.starts[node]
        assert tree.blocks[node] <= node
    assert len(tree.begins) == len(tree.stops)
    last = 0
    for start, end, group in zip(tree.run_starts, tree.run_ends, tree.run_groups, strict=True):
        assert last <= start < end
        assert tree.begins[group] <= start
        assert end <= tree.stops[group]
        last = end


def shades(source: str) -> list[tuple[str, int]]:
    tree = grow(source)
    return [(source[a:b], shade) for a, b, shade in zip(tree.run_starts, tree.run_ends, tree.run_shades, strict=True)]


def test_what_elements_make_of_their_text() -> None:
    assert shades("<a href=x>a<b>b</b></a>c") == [("a", LINK), ("b", LINK), ("c", 0)]
    assert shades("<div style='color:red; DISPLAY : none'>a</div>b") == [("a", HIDDEN), ("b", 0)]
    assert shades("<p hidden>a<p hidden=until-found>b<p aria-hidden=true>c<p class=hidden>d") == [
        ("a", HIDDEN),
        ("b", 0),
        ("c", HIDDEN),
        ("d", 0),
    ]
    assert shades("<head><title>t</title></head><svg>a</svg><template>b</template>c") == [("c", 0)]
    assert shades("<iframe><p>a</iframe><xmp><b></xmp>c")[0] == ("<p>a", HIDDEN)
    assert not any(shade & UNSEEN for _, shade in shades("<head>x<svg>y</svg>z"))


def test_links_end_where_the_next_one_begins() -> None:
    assert shades("<a href=x>a<div>b<a href=y>c</a>d</div>e") == [("a", LINK), ("b", LINK), ("c", LINK), ("d", 0), ("e", 0)]


def test_depth_is_capped_and_deeper_content_kept() -> None:
    tree = grow("<div>" * 2000 + "x" + "</div>" * 2000 + "<p>y")
    sound(tree)
    assert len(tree.ancestors(tree.run_nodes[0])) == DEPTH - 1
    assert tree.ancestors(tree.run_nodes[1]) == ["p"]


HOSTILE = {
    "tags that never end": "<p" * 200_000,
    "comments": "<!--" * 100_000,
    "depth": "<div>" * 100_000,
    "depth with text": "<div>x" * 60_000 + "</div>" * 60_000,
    "formatting": "<b>" * 100_000 + "x",
    "formatting and blocks": "<b><p>" * 50_000 + "x",
    "links": "<a>" * 60_000,
    "links and blocks": "<a><div>" * 40_000,
    "lists": "<ul><li>" * 40_000,
    "tables": "<table>" * 60_000,
    "cells": "<table><tr><td>" * 25_000,
    "a wide table": "<table>" + "<tr><td>1<td>2" * 30_000,
    "end tags that end nothing": "<span><div>" + "<i>" * 500 + "</span>" * 40_000,
    "cells in depth": "<table><tr><td>" + "<div>" * 500 + "<td></td>" * 20_000,
    "items behind a wall": "<li><section>" + "<div>" * 500 + "<li></li>" * 20_000,
    "svg": "<svg><b>" * 40_000,
    "one attribute": '<a b="' + "x" * 400_000,
}


@pytest.mark.parametrize("share", [8, pytest.param(1, marks=pytest.mark.large)])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_cost_their_length(name: str, share: int) -> None:
    source = HOSTILE[name][: len(HOSTILE[name]) // share]
    begun = time.process_time()
    tree = grow(source)
    assert time.process_time() - begun < 2.5
    assert len(tree.tags) <= len(source)
