"""Flat text: a line is a passage.

A flattened page has lost its structure, so what is read here is what its lines say for themselves: bullets, tables drawn
with tabs or pipes, marks that images and links left behind, and numbered headings, with care.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.document import Passage, Section
from pipeline.lexicon.outline import outline
from pipeline.markup.flow import Flow, is_even
from pipeline.markup.inline import DROPPED, Hole, marks, pour
from pipeline.record import Removed
from pipeline.stages.blocks.pipes import bounds, is_rule, pipe_table
from pipeline.stages.blocks.tables import label
from pipeline.text import Edit

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["flat", "read_lines"]

_LINE: Final = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]++")
_BULLET: Final = re.compile(
    r"(?:[-*+][ \t\u3000]++|[\u2022\u25cf\u25aa\u25e6\u2023\u25a0\u25c6\u2666\uf0b7\uf06c][ \t\u3000]*+)(?=\S)"
)
_SHARP: Final = re.compile(r"(#{1,6})[ \t]++(?=\S)")
_BULLET_ALONE: Final = re.compile(r"[-*+\u2022\u25cf\u25aa\u25e6\u2023\u25a0\u25c6\u2666\uf0b7\uf06c]")
_MARKED: Final = re.compile(r"\]\(|<[A-Za-z/!]|\[\^|\u21a9")
_NUMBERED: Final = re.compile(
    r"[\uff08(]?[0-9]{1,2}[.\u3001)\uff09\uff0e](?![0-9])[ \t\u3000]*+(?=\S)|[\u2460-\u2473\u2776-\u277f]"
)
_LETTER: Final = re.compile(r"[A-Z]")
_DATED: Final = re.compile(r"[0-9]{4}|[0-9]:[0-9]")
_WIDE: Final = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_LONG_HEADING: Final = 40
_LONG_NAME: Final = 30
_LONG_PARAGRAPH: Final = 50
_passage: Final = tuple.__new__  # half the cost of a call of the named tuple, and a page has hundreds of lines


def flat(document: Document) -> Document:
    """The document with its passages: a flat page gives one a line, and one for each table."""
    source = document.text.value
    root = Section(-1, "page", "", 0, len(source))
    return replace(document, passages=tuple(read_lines(source)), sections=(root,))


def read_lines(source: str) -> list[Passage]:
    """The passages of a flat text."""
    lines = []
    for match in _LINE.finditer(source):
        text = match[0]
        inner = text.strip()
        if inner:
            start = match.start() if inner is text else match.end() - len(text.lstrip())
            lines.append((start, start + len(inner)))
    return _Reader(source, lines).read()


class _Reader:
    """One page on its way from lines to passages."""

    __slots__ = ("bullet", "found", "lines", "outline", "source")

    def __init__(self, source: str, lines: list[tuple[int, int]]) -> None:
        self.source = source
        self.lines = lines
        self.outline = outline()
        self.found: list[Passage] = []
        self.bullet = False

    def read(self) -> list[Passage]:
        """The passages of the page."""
        number = 0
        while number < len(self.lines):
            line = self.source[slice(*self.lines[number])]
            if "\t" in line or "|" in line:
                last, rule = self._table_end(number)
                if last > number + 1:
                    self._table(number, last, rule=rule)
                    number = last
                    continue
            self._line(number, line)
            number += 1
        return self.found

    def _table_end(self, number: int) -> tuple[int, bool]:
        """The line after a table that begins on line `number` (the next one if none does), and whether it has a rule."""
        source, lines = self.source, self.lines
        line = source[slice(*lines[number])]
        last = number + 1
        if last >= len(lines):
            return last, False
        if "|" in line and is_rule(source[slice(*lines[last])]):
            last += 1
            while last < len(lines) and "|" in source[slice(*lines[last])]:
                last += 1
            return last, True
        separator = "\t" if "\t" in line else "|"
        if separator == "|" and not (line[0] == "|" and line[-1] == "|"):
            return last, False
        width = len(bounds(source, *self._whole(number), separator))
        if separator == "\t" and "\t" not in line.strip():
            return last, False
        while last < len(lines) and separator in source[slice(*lines[last])]:
            if len(bounds(source, *self._whole(last), separator)) != width:
                break
            last += 1
        return last, False

    def _whole(self, number: int) -> tuple[int, int]:
        """A line with the tabs at its edges, which stand for empty cells."""
        start, end = self.lines[number]
        while start and self.source[start - 1] == "\t":
            start -= 1
        while end < len(self.source) and self.source[end] == "\t":
            end += 1
        return start, end

    def _table(self, number: int, last: int, *, rule: bool) -> None:
        source = self.source
        separator = "|" if rule or "\t" not in source[slice(*self.lines[number])] else "\t"
        rows = [self._whole(row) if separator == "\t" else self.lines[row] for row in range(number, last)]
        if rule:
            del rows[1]
        above: list[tuple[int, int]] = []
        while (
            self.found and len(above) < 2 and self.found[-1].kind == "paragraph" and _is_title(source, self.found[-1], rows[0][0])
        ):
            passage = self.found.pop()
            above.insert(0, (passage.raw_start, passage.raw_end))
            if above and number - len(above) <= 0:
                break
        self.found.append(pipe_table(source, rows, head=int(rule), separator=separator, above=above, emphasis=False))

    def _line(self, number: int, line: str) -> None:
        """One line as a passage."""
        source = self.source
        start, end = self.lines[number]
        kind, inner, level = "paragraph", start, 0
        if _BULLET_ALONE.fullmatch(line):
            self.bullet = True
            self._silent(start, end)
            return
        if self.bullet:
            kind, self.bullet = "list_item", False
        elif match := _BULLET.match(line):
            kind, inner = "list_item", start + match.end()
        elif match := _SHARP.match(line):
            kind, inner, level = "heading", start + match.end(), len(match[1])
        elif self._is_heading(number, line):
            kind, level = "heading", 2
        elif self._is_name(number, line):
            kind, level = "heading", 3
        elif _NUMBERED.match(line):
            kind = "list_item"
        marked = _MARKED.search(line) is not None
        text = line[inner - start :]
        if not marked and is_even(text):
            edits = (Edit(start, inner, ""),) if inner > start else ()
            self.found.append(_passage(Passage, (kind, start, end, text, edits, 0, 0, level, True, (), ())))
            return
        flow = Flow(source, start)
        links = 0
        holes: list[Hole] = []
        if marked:
            found = marks(source, inner, end, emphasis=False)
            links, holes = pour(flow, found, inner, end), found.holes
        else:
            flow.add(inner, end)
        text = flow.text()
        if not text:
            self._silent(start, end)
            return
        dropped = tuple([Removed(hole.start, hole.end, *DROPPED[hole.why]) for hole in holes if hole.why in DROPPED])
        self.found.append(Passage(kind, start, end, text, flow.done(end), 0, links, level, dropped=dropped))

    def _silent(self, start: int, end: int) -> None:
        """A line that says nothing: a mark of an image, a bullet alone."""
        if self.found and not self.found[-1].text:
            start = self.found.pop().raw_start
        self.found.append(Passage("paragraph", start, end, "", (Edit(start, end, ""),), visible=False))

    def _is_heading(self, number: int, line: str) -> bool:
        """Whether a line is a numbered heading: short, no sentence, and not one of several numbered lines in a row."""
        if len(line) > _LONG_HEADING:
            return False
        if _LETTER.fullmatch(line):
            return 0 < number < len(self.lines) - 1
        mark = self.outline.number(line)
        if not mark or (mark.strip() == line and line[0] != "0") or (line.isdigit() and len(line) != 2):
            return False
        if _DATED.search(line) or not label(line):
            return False
        for near in (number - 1, number + 1):
            if 0 <= near < len(self.lines) and self.outline.number(self.source[slice(*self.lines[near])]):
                return False
        return unicodedata.category(line[-1])[0] != "P" or line[-1] not in ",\uff0c\u3001:\uff1a"

    def _is_name(self, number: int, line: str) -> bool:
        """Whether a line without a number is a heading: short, with no sign at its end, between two long paragraphs.

        Only where the script is wide: flattened pages in Latin letters have too many other short lines.
        """
        lines = self.lines
        if not 3 < len(line) <= _LONG_NAME or not 0 < number < len(lines) - 1:
            return False
        for start, end in (lines[number - 1], lines[number + 1]):
            if end - start < _LONG_PARAGRAPH:
                return False
        if line[0] in "(\uff08[" or 2 * len(_WIDE.findall(line)) < len(line):
            return False
        if unicodedata.category(line[-1]) not in {"Lo", "Ll", "Lu", "Nd", "Pf", "Pe"}:
            return False
        return not any(sign in line for sign in ":\uff1a|\t\uff5c")


def _is_title(source: str, passage: Passage, start: int) -> bool:
    """Whether a line belongs to the table that begins at `start`: short, no sentence, directly above it."""
    return passage.visible and label(passage.text) and source.count("\n", passage.raw_end, start) <= 2 and not passage.links
