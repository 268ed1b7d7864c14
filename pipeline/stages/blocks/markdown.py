"""Markdown to passages, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.document import Hint, Passage
from pipeline.markup.flow import Flow
from pipeline.markup.inline import DROPPED, marks, pour
from pipeline.record import Removed
from pipeline.stages.blocks.front import front_matter
from pipeline.stages.blocks.html import read_slice
from pipeline.stages.blocks.pipes import is_rule, pipe_table
from pipeline.stages.blocks.sections import under_headings
from pipeline.text import Edit

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["markdown"]

_LINE: Final = re.compile(r"[^\r\n]*+(?:\r\n?|\n|$)")
_FENCE: Final = re.compile(r" {0,3}(`{3,}+|~{3,}+)")
_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]++(?=\S)|(#{1,6})(?=[^\s#!\d])")
_HEADING_END: Final = re.compile(r"[ \t]++#++[ \t]*+$")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=++|-{2,}+)[ \t]*+$")
_THEMATIC: Final = re.compile(r" {0,3}(?:(?:(?>\*[ \t]*+)){3,}+|(?:(?>-[ \t]*+)){3,}+|(?:(?>_[ \t]*+)){3,}+)$")
_QUOTE: Final = re.compile(r" {0,3}>[ \t]?")
_ITEM: Final = re.compile(r"[ \t]*+(?:[-*+\u2022]|\d{1,9}[.)])(?:[ \t]++(?:(?>\[[ xX]\][ \t]++))?+(?=\S)|[ \t]*+$)")
_NOTE: Final = re.compile(r" {0,3}\[\^[^\]\s]{1,40}+\]:[ \t]*+")
_TARGET: Final = re.compile(
    r" {0,3}\[[^\[\]\n^][^\[\]\n]*+\]:[ \t]*+<?\S++[ \t]*+(?:(?>\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\)))?+[ \t]*+$"
)
_IMAGE: Final = re.compile(
    r"[ \t]*+(?:(?>\[?!\[[^\[\]\n]*+\](?:\([^()\n]*+(?:(?>\([^()\n]*+\)[^()\n]*+))*+\)"
    r"|\[[^\[\]\n]*+\])(?:(?>\]\([^()\n]*+\)))?+(?:(?>\{[^{}\n]*+\}))?+[ \t]*+))++$"
)
_HTML: Final = re.compile(
    r"(?i) {0,3}<(?:/?(?:address|article|aside|blockquote|body|center|details|dialog|dd|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|head|header|hr|html|iframe|li|link|main|menu|nav|ol|p|pre|script|section|style|summary|table|tbody|td|textarea"
    r"|tfoot|th|thead|tr|ul|video)(?=[\s/>]|$)|!--)"
)
_WHOLE: Final = re.compile(r"(?i) {0,3}<(table|pre|script|style|textarea)(?=[\s>])|( {0,3}<!--)")


def markdown(document: Document) -> Document:
    """The document with its passages, sections and hints, read from Markdown."""
    source = document.text.value
    body, hints = front_matter(source)
    reader = _Reader(source)
    if body:
        reader.silent(0, body)
        reader.found[0] = reader.found[0]._replace(kind="code")
    reader.read(body)
    passages, sections = under_headings(source, reader.found)
    return replace(document, passages=passages, sections=sections, hints=(*hints, *_titles(reader.found)))


def _titles(found: list[Passage]) -> list[Hint]:
    """The first heading of the first level, where the page has but one."""
    first = [passage for passage in found if passage.level == 1]
    return [Hint("heading", first[0].text, first[0].raw_start, first[0].raw_end)] if len(first) == 1 else []


class _Reader:
    """One page on its way from lines to passages."""

    __slots__ = ("found", "lines", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Passage] = []
        self.lines: list[tuple[int, int]] = []

    def read(self, body: int) -> None:
        """Read the lines from `body` on."""
        source = self.source
        for match in _LINE.finditer(source, body):
            start, end = match.span()
            if start == end:
                break
            self.lines.append((start, start + len(match[0].rstrip("\r\n"))))
        number = 0
        while number < len(self.lines):
            number = self._block(number)

    def _block(self, number: int) -> int:  # noqa: PLR0911 - a return a kind of block
        """Read the block that begins on line `number`; the number of the line after it."""
        source, lines = self.source, self.lines
        start, end = lines[number]
        line = source[start:end]
        if not line or line.isspace():
            return number + 1
        first = line.lstrip()[0]
        if first in "`~" and (match := _FENCE.match(line)):
            return self._fenced(number, match[1])
        if first == "#" and (match := _HEADING.match(line)):
            close = _HEADING_END.search(line)
            self._add(
                "heading", [(start + match.end(), start + close.start() if close else end)], start, end, len(match[1] or match[2])
            )
            return number + 1
        if first in "*-_" and _THEMATIC.match(line):
            self.silent(start, end)
            return number + 1
        if first == "<" and _HTML.match(line):
            return self._html(number)
        if first == "[" and _TARGET.match(line):
            self.silent(start, end)
            return number + 1
        if first in "![" and _IMAGE.match(line):
            self.silent(start, end)
            return self._under_image(number + 1)
        if number + 1 < len(lines) and "|" in line and is_rule(source[slice(*lines[number + 1])]):
            return self._pipes(number)
        if first == ">":
            return self._quote(number)
        if match := _ITEM.match(line) or _NOTE.match(line):
            return self._paragraph(number, "list_item", match.end())
        return self._paragraph(number, "paragraph", 0)

    def _begins(self, number: int) -> bool:
        """Whether line `number` begins a block of its own though no empty line stands before it."""
        start, end = self.lines[number]
        line = self.source[start:end]
        if not line.strip():
            return True
        first = line.lstrip()[0]
        return bool(
            (first in "`~" and _FENCE.match(line))
            or (first == "#" and _HEADING.match(line))
            or (first in "*-_" and _THEMATIC.match(line))
            or (first == "<" and _HTML.match(line))
            or (first in "![" and (_IMAGE.match(line) or _NOTE.match(line)))
            or first == ">"
            or _ITEM.match(line)
            or (number + 1 < len(self.lines) and "|" in line and is_rule(self.source[slice(*self.lines[number + 1])]))
        )

    def _paragraph(self, number: int, kind: str, skip: int) -> int:
        """Lines up to an empty one or the next block; an underline makes a heading of them."""
        source, lines = self.source, self.lines
        start = lines[number][0]
        stretches = [(start + skip, lines[number][1])]
        last = number + 1
        while last < len(lines):
            if kind == "paragraph" and _UNDERLINE.match(source[slice(*lines[last])]):
                level = 1 if "=" in source[slice(*lines[last])] else 2
                self._add("heading", stretches, start, lines[last][1], level)
                return last + 1
            if self._begins(last):
                break
            stretches.append(lines[last])
            last += 1
        self._add(kind, stretches, start, stretches[-1][1])
        return last

    def _quote(self, number: int) -> int:
        """Lines behind ``>``; an empty one among them parts paragraphs."""
        source, lines = self.source, self.lines
        stretches: list[tuple[int, int]] = []
        start = end = lines[number][0]
        while number < len(lines):
            match = _QUOTE.match(source, *lines[number])
            if match is None and (not stretches or self._begins(number)):
                break
            inner = match.end() if match else lines[number][0]
            while match and (match := _QUOTE.match(source, inner, lines[number][1])):
                inner = match.end()
            if source[inner : lines[number][1]].strip():
                if item := _ITEM.match(source, inner, lines[number][1]):
                    if stretches:
                        self._add("quote", stretches, start, end)
                    stretches, inner = [], item.end()
                start = start if stretches else lines[number][0]
                stretches.append((inner, lines[number][1]))
                end = lines[number][1]
            else:
                if stretches:
                    self._add("quote", stretches, start, end)
                self.silent(*lines[number])
                stretches = []
            number += 1
        if stretches:
            self._add("quote", stretches, start, end)
        return number

    def _fenced(self, number: int, fence: str) -> int:
        lines, source = self.lines, self.source
        last = number + 1
        while last < len(lines):
            line = source[slice(*lines[last])].strip()
            if line.startswith(fence) and not line.strip(fence[0]):
                break
            last += 1
        start, end = lines[number][0], lines[min(last, len(lines) - 1)][1]
        inside = lines[number + 1 : last]
        while inside and not source[slice(*inside[0])].strip():
            del inside[0]
        while inside and not source[slice(*inside[-1])].strip():
            del inside[-1]
        if inside:
            begin, until = inside[0][0], inside[-1][1]
            text = source[begin:until].strip()
            begin = source.index(text, begin)
            edits = [Edit(start, begin, ""), Edit(begin + len(text), end, "")]
            self.found.append(Passage("code", start, end, text, tuple(e for e in edits if e.start < e.end)))
        else:
            self.silent(start, end)
        return last + 1

    def _html(self, number: int) -> int:
        """A block of HTML: up to an empty line, or to the end of an element whose content is not to be parted."""
        source, lines = self.source, self.lines
        start, last = lines[number][0], number + 1
        if match := _WHOLE.match(source, *lines[number]):
            close = "-->" if match[2] else f"</{match[1].lower()}"
            while last < len(lines) and close not in source[slice(*lines[last - 1])].lower():
                last += 1
        while last < len(lines) and source[slice(*lines[last])].strip():
            last += 1
        end = lines[last - 1][1]
        passages = read_slice(source, start, end)
        for index, passage in enumerate(passages):  # the tags between belong to what follows them, the last ones to the last
            until = end if index == len(passages) - 1 else passage.raw_end
            edges = [Edit(start, passage.raw_start, "")], [Edit(passage.raw_end, until, "")]
            edits = (*edges[0], *passage.edits, *edges[1])
            kept = tuple(edit for edit in edits if edit.start < edit.end or edit.new)
            self.found.append(passage._replace(raw_start=start, raw_end=until, edits=kept))
            start = until
        if not passages:
            self.silent(start, end)
        return last

    def _under_image(self, number: int) -> int:
        """The caption of an image: a line directly below it that is emphasised from end to end."""
        if number >= len(self.lines):
            return number
        start, end = self.lines[number]
        line = self.source[start:end].strip()
        if len(line) > 2 and line[0] == line[-1] and line[0] in "*_" and line[1] != line[0]:
            self._add("caption", [(start, end)], start, end)
            return number + 1
        return number

    def _pipes(self, number: int) -> int:
        source, lines = self.source, self.lines
        last = number + 2
        while last < len(lines) and "|" in source[slice(*lines[last])] and source[slice(*lines[last])].strip():
            last += 1
        self.found.append(pipe_table(source, [lines[number], *lines[number + 2 : last]], head=1))
        return last

    def silent(self, start: int, end: int) -> None:
        """A place that holds no text: it is accounted for by a passage that says nothing."""
        if self.found and not self.found[-1].text and self.found[-1].kind != "code":
            start = self.found[-1].raw_start
            self.found.pop()
        self.found.append(Passage("paragraph", start, end, "", (Edit(start, end, ""),), visible=False))

    def _add(self, kind: str, stretches: list[tuple[int, int]], start: int, end: int, level: int = 0) -> None:
        """A passage of the text in `stretches`, one a line."""
        source = self.source
        flow = Flow(source, start)
        links = 0
        dropped: list[Removed] = []
        line = marks(source, stretches[0][0], stretches[-1][1])
        for number, (first, last) in enumerate(stretches):
            if number and flow.length and _is_hard(source, stretches[number - 1]):
                flow.between("\n")
            elif number:
                flow.wrap()
            links += pour(flow, line, first, last)
        for hole in line.holes:
            if hole.why in DROPPED:
                dropped.append(Removed(hole.start, hole.end, *DROPPED[hole.why]))
        text = flow.text()
        if not text:
            self.silent(start, end)
            return
        self.found.append(Passage(kind, start, end, text, flow.done(end), 0, links, level, dropped=tuple(dropped)))


def _is_hard(source: str, line: tuple[int, int]) -> bool:
    """Whether a line ends in a break that is meant: two spaces, or a backslash."""
    return source.endswith(("  ", "\\"), *line)
