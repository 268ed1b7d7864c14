"""Articles that stand only inside a script: the state that a script-built page embeds.

Such a page shows next to no text until its scripts run. Its article is a string of JSON or JavaScript, perhaps with HTML in it,
perhaps in JSON that is a string itself, or percent-encoded. What reads like prose becomes candidate passages, whose raw spans
lie in the string as it stands on the page; their section is of the kind ``script`` and is named by the string's key.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from pipeline.document import Passage, Section
from pipeline.stages.blocks.flat import read_lines
from pipeline.text import Edit, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.markup.tree import Tree

__all__ = ["ENOUGH", "embedded"]

ENOUGH: Final = 300
"""A page with this many characters of running text needs no look at its scripts."""

_STRING: Final = re.compile(r'"((?:(?>[^"\\\n]++|\\[\s\S]))*+)"[\t\n\r ]*+(:?)')
_SINGLE: Final = re.compile(r"(?<=[:=(,\[ ])'((?:(?>[^'\\\n]++|\\[\s\S]))*+)'")
_BARE_KEY: Final = re.compile(r"([A-Za-z_$][\w$]*+)[\t\n\r ]*+[:=][\t\n\r ]*+$")
_ESCAPE: Final = re.compile(
    r"\\(?:[uU][dD][89abAB][0-9a-fA-F]{2}\\[uU][dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|\r\n|[\s\S])"
)
_PERCENT: Final = re.compile(r"(?:(?>%[0-9A-Fa-f]{2}))++")
_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*+>")
_MARKUP: Final = re.compile(r"(?i)</?(?:p|div|br|span|section|img|strong|h[1-6]|ul|li|table)[\s/>]")
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CODE: Final = re.compile(r"[{};=|\\_]|://")
_SIMPLE: Final = {"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " ", "v": " ", "0": " "}
_SHORTEST: Final = 80
_SAMPLE: Final = 30
_LONGEST_SCRIPT: Final = 3_000_000
_WIDE_ENOUGH: Final = 40


def embedded(tree: Tree, passages: list[Passage], sections: list[Section], read: Callable[[str], list[Passage]]) -> list[Passage]:
    """The passages with those found in scripts among them, in source order; `sections` grows by theirs.

    `read` reads a piece of HTML. Nothing is looked for on a page that has text enough of its own.
    """
    told = 0
    for passage in passages:
        own = len(passage.text) - passage.links
        if passage.visible and own >= 30:
            told += own
            if told >= ENOUGH:
                return passages
    added: list[Passage] = []
    for node, tag in enumerate(tree.tags):
        if tag == "script" and _SHORTEST < tree.untils[node] - tree.inners[node] < _LONGEST_SCRIPT:
            added.extend(_script(tree, node, sections, read))
    if not added:
        return passages
    shown = "".join(passage.text for passage in passages if passage.visible)
    again = sum(len(new.text) for new in added if new.text[:_SAMPLE] in shown)
    if 2 * again > sum(len(new.text) for new in added):  # the page shows what its scripts hold
        return passages
    taken = [(passage.raw_start, passage.raw_end) for passage in passages]
    free = [new for new in added if not any(new.raw_start < end and start < new.raw_end for start, end in taken)]
    return sorted([*passages, *free], key=lambda passage: passage.raw_start)


def _script(tree: Tree, node: int, sections: list[Section], read: Callable[[str], list[Passage]]) -> Iterator[Passage]:
    """The candidate passages of one script: the longest piece of prose, and its like under the same key."""
    start, end = tree.inners[node], tree.untils[node]
    text = Text.of(tree.source[start:end])
    if text.value.lstrip()[:3].upper() in {"%7B", "%5B"}:
        text = _decoded(text)
    found = list(_strings(text, 0))
    if not found:
        return
    longest = max(found, key=lambda item: len(item[1]))
    for key, inner in found:
        if key == longest[0]:
            section = len(sections)
            passages = [_led_back(inner, passage, start, section) for passage in _read(inner.value, read)]
            kept = [passage for passage in passages if passage.text]
            if kept:
                sections.append(Section(0, "script", key.lower(), tree.starts[node], tree.ends[node]))
                yield from kept


def _strings(text: Text, depth: int) -> Iterator[tuple[str, Text]]:
    """The strings within `text` that read like prose, with their keys; each is `text` with all else cut away."""
    value = text.value
    key = ""
    for pattern in (_STRING, _SINGLE) if '"' in value else (_SINGLE,):
        some = False
        for match in pattern.finditer(value):
            if match.lastindex == 2 and match[2]:
                key = match[1]
                continue
            if match.end(1) - match.start(1) < _SHORTEST and not (key and _WIDE.search(match[1])):
                continue
            if pattern is _SINGLE and (bare := _BARE_KEY.search(value, max(0, match.start() - 60), match.start())):
                key = bare[1]
            inner = _unescaped(text, *match.span(1))
            if inner.value.lstrip()[:1] in {"{", "["} and depth < 2 and '"' in inner.value:
                nested = list(_strings(inner, depth + 1))
                some = some or bool(nested)
                yield from nested
            elif _is_prose(inner.value):
                some = True
                yield key, inner
        if some:
            return


def _is_prose(text: str) -> bool:
    """Whether a string reads like running text rather than code, addresses or labels."""
    text = _TAG.sub("", text)
    if len(_CODE.findall(text)) * 40 > len(text):
        return False
    wide = len(_WIDE.findall(text[:5000]))
    if wide >= _WIDE_ENOUGH:
        return 3 * wide > min(len(text), 5000)
    spaces = text.count(" ")
    return len(text) >= 3 * _SHORTEST and len(text) <= 12 * spaces <= 4 * len(text)


def _decoded(text: Text) -> Text:
    """`text` with percent-encoding read as UTF-8, each character standing for its own bytes."""
    edits: list[Edit] = []
    for match in _PERCENT.finditer(text.value):
        at = match.start()
        for character in unquote_to_bytes(match[0]).decode("utf-8", "replace"):
            after = at + 3 * (len(character.encode("utf-8")) if character != "\ufffd" else 1)
            edits.append(Edit(at, min(after, match.end()), character))
            at = min(after, match.end())
    return text.rewrite("percent", edits)


def _unescaped(text: Text, start: int, end: int) -> Text:
    """The string literal at ``[start, end)`` with its escapes read, and all else cut away."""
    edits = [Edit(0, start, "")]
    for match in _ESCAPE.finditer(text.value, start, end):
        edits.append(Edit(*match.span(), _escaped(match[0])))
    edits.append(Edit(end, len(text.value), ""))
    return text.rewrite("string", edits)


def _escaped(escape: str) -> str:
    sign = escape[1]
    if sign in "uU" and len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:12], 16) - 0xDC00)
    if sign in "ux" and len(escape) > 2:
        code = int(escape[2:].strip("{}"), 16)
        return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    if sign in "\r\n":
        return ""
    return _SIMPLE.get(sign, sign)


def _read(value: str, read: Callable[[str], list[Passage]]) -> list[Passage]:
    return read(value) if _MARKUP.search(value) else read_lines(value)


def _led_back(inner: Text, passage: Passage, start: int, section: int) -> Passage:
    """`passage`, found in `inner`, with every place counted in the page: one walk over its characters.

    A character that stands on the page as it is read needs no edit; an escape is an edit of its own.
    """
    source, value = inner.source, inner.value
    edits: list[Edit] = []
    hole = first = inner.span(passage.raw_start, passage.raw_start + 1).start
    end = inner.span(passage.raw_end - 1, passage.raw_end).end
    pending = ""
    at = passage.raw_start
    for edit in (*passage.edits, Edit(passage.raw_end, passage.raw_end, "")):
        for place in range(at, edit.start):
            here = inner.span(place, place + 1)
            if here.start > hole or pending:
                edits.append(Edit(start + hole, start + here.start, pending))
                pending = ""
            if source[here.start : here.end] != value[place]:
                edits.append(Edit(start + here.start, start + here.end, value[place]))
            hole = here.end
        pending += edit.new
        at = edit.end
    if end > hole or pending:
        edits.append(Edit(start + hole, start + end, pending))
    return passage._replace(raw_start=start + first, raw_end=start + end, edits=tuple(edits), section=section, dropped=())
