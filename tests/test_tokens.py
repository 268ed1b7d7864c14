"""The tokenizer covers the source, agrees with the standard's, and costs a page's length."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.markup.tokens import RAW, Token, attributes, tokens

SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<a href='x>y'>",
                '<b class="a',
                "'",
                '"',
                "<",
                ">",
                "</",
                "<!",
                "<!--",
                "-->",
                "--!>",
                "<!-->",
                "=",
                " ",
            ),
            *(
                "<script>",
                "</script>",
                "<style>",
                "</style>",
                "</scrip",
                "<title>",
                "</TITLE >",
                "<textarea/>",
                "</textarea>",
                "\n",
            ),
            *(
                "中",
                "5<3",
                "<br/>",
                "<?php ?>",
                "<!doctype html>",
                "a=b",
                "<x =y>",
                "<i a==b>",
                "&amp;",
                "-",
                "--",
                "<![CDATA[x]]>",
            ),
        ]
    ),
    max_size=25,
).map("".join)


def length(token: Token) -> int:
    text, end, tail, _, _, name, rest, content, close, other = token
    return len(text) + 2 * bool(end) + len(end + tail) + bool(name) + len(name + rest + content + close + other)


def written(source: str) -> list[tuple[str, str]]:
    """Text and tags as our tokenizer sees them, neighbouring text joined."""
    found: list[tuple[str, str]] = []

    def add(kind: str, value: str) -> None:
        if kind == "text" and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + value)
        elif value:
            found.append((kind, value))

    for text, end, tail, _, _, name, rest, content, close, other in tokens(source):
        add("text", text)
        if other == "<":
            add("text", other)
        if tail.endswith(">"):
            add("tag", "/" + end.lower())
        if name and rest.endswith(">"):
            add("tag", name.lower())
            add("text", content)
            if close.endswith(">"):
                add("tag", "/" + name.lower())
    return found


def standard(source: str) -> list[tuple[str, str]]:
    """The same from html5lib's tokenizer, told of raw elements as its tree builder would."""
    found: list[tuple[str, str]] = []
    tokenizer = HTMLTokenizer(StringIO(source.replace("&", "＆")))
    states = {
        **dict.fromkeys(("title", "textarea"), tokenizer.rcdataState),
        **dict.fromkeys(("style", "noscript", "iframe", "xmp", "noembed", "noframes"), tokenizer.rawtextState),
        "script": tokenizer.scriptDataState,
        "plaintext": tokenizer.plaintextState,
    }
    for token in tokenizer:
        kind = token["type"]
        if kind in (tokenTypes["Characters"], tokenTypes["SpaceCharacters"]):
            data = str(token["data"])
            if found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + data)
            else:
                found.append(("text", data))
        elif kind == tokenTypes["StartTag"]:
            found.append(("tag", str(token["name"])))
            if token["name"] in states:
                tokenizer.state = states[str(token["name"])]
                tokenizer.currentToken = token
        elif kind == tokenTypes["EndTag"]:
            found.append(("tag", "/" + str(token["name"])))
    return found


@given(SOUP | st.text(alphabet="<>/!-=\"' abpscrit\n&;", max_size=60))
def test_pieces_cover_the_source(source: str) -> None:
    assert sum(map(length, tokens(source))) == len(source)


@settings(max_examples=60, deadline=None)
@given(SOUP)
def test_agrees_with_a_standard_tokenizer(source: str) -> None:
    source += " x>\"'>"  # an attribute left open is closed
    assert written(source.replace("&", "＆")) == standard(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a<b", [("text", "a")]),  # a tag that is never finished is no text
        ("5 < 6 <7", [("text", "5 < 6 <7")]),
        ("<a title='x>y'>z", [("tag", "a"), ("text", "z")]),
        ("<a title=x'>y'>z", [("tag", "a"), ("text", "y'>z")]),  # quotes count only after =
        (
            "<SCRIPT>if (a<b) '</div>'</Script >x",
            [("tag", "script"), ("text", "if (a<b) '</div>'"), ("tag", "/script"), ("text", "x")],
        ),
        (
            "<script><!-- <script>a</script> --></script>b",
            [("tag", "script"), ("text", "<!-- <script>a</script> -->"), ("tag", "/script"), ("text", "b")],
        ),
        ("<title>5<3</titles></title>", [("tag", "title"), ("text", "5<3</titles>"), ("tag", "/title")]),
        ("a<!-- > -- -->b<!-->c<!--->d", [("text", "abcd")]),
        ("<plaintext><b></plaintext>", [("tag", "plaintext"), ("text", "<b></plaintext>")]),
        ("<p\u3000x>y", [("tag", "p\u3000x"), ("text", "y")]),  # an ideographic space is no white space to HTML
    ],
)
def test_cases(source: str, expected: list[tuple[str, str]]) -> None:
    assert written(source) == expected


def test_attributes_are_read_as_written() -> None:
    assert attributes(" CLASS=a class=b href='x y' hidden data-q=\"&amp;\"/>") == {
        "class": "a",
        "href": "x y",
        "hidden": "",
        "data-q": "&amp;",
    }
    assert attributes(">") == {}
    assert attributes(" =x='y'>") == {"=x": "y"}


HOSTILE = {
    "unfinished tags": "<p" * 200_000,
    "comments": "<!--" * 100_000,
    "half comments": "<!-" * 130_000,
    "attributes": "<a " + 'b="c" ' * 70_000,
    "a quote": '<a b="' + "x" * 400_000,
    "equals": "<a " + "=" * 400_000,
    "spaces": "<a" + " " * 400_000 + "=",
    "script": "<script>" + "<" * 400_000,
    "scripts in comments": "<script>" + "<!--<script>" * 30_000,
    "end tags": "</" * 200_000,
    "hyphens": "<!--" + "-" * 400_000,
    "raw elements": "<title>" * 60_000,
    "slashes": "<a" + "/" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_costs_its_length(name: str) -> None:
    source = HOSTILE[name]
    begun = time.process_time()
    assert sum(map(length, tokens(source))) == len(source)
    assert time.process_time() - begun < 1


def test_raw_elements_are_the_standard_ones() -> None:
    named = ["script", "style", "title", "textarea", "noscript", "iframe", "xmp", "noembed", "noframes", "plaintext"]
    assert sorted(RAW) == sorted(named)
