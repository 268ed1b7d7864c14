"""Runs of the source to what a person reads: white space collapsed, entities read, and the edits that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.markup.elements import LINK
from pipeline.markup.entities import REFERENCE, character
from pipeline.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Flow", "is_even"]

_BLANK: Final = "[\\s\x00]"
_SPACE_REFERENCE: Final = r"&(?:nbsp|emsp|ensp|thinsp|#160|#32|#12288|#x(?:0*+)(?:20|a0|A0|3000));?"
_SINGLE: Final = "[\t\n\f\r\v\xa0\x1c-\x1f\x85\u2028\u2029]"
_UNEVEN: Final = re.compile(  # it opens with a class, which `re` looks for quickly
    rf"[\s\x00&](?:(?<!&)(?:(?>{_BLANK}|{_SPACE_REFERENCE}))++|(?<={_SINGLE})"
    rf"|(?<=&){_SPACE_REFERENCE[1:]}(?:(?>{_BLANK}|{_SPACE_REFERENCE}))++|(?<=&){REFERENCE[1:]})"
)
"""What is not read as it is written: white space that is more than one character or no plain space, and references."""
_TURNED: Final = frozenset("\t\n\f\r\v\xa0\x1c\x1d\x1e\x1f\x85\u2028\u2029")
"""White space that is read as a plain space."""
_REFERENCE: Final = re.compile(REFERENCE)
_edit: Final = tuple.__new__  # half the cost of a call of the named tuple, and a page has thousands of edits


class Flow:
    r"""Text that grows from runs of the source, with the edits that turn the source into it.

    White space at the edges is dropped, and any other run of it becomes one space, but for a lone ideographic space, and for
    a line break of the source between two wide characters, which is nothing (CSS Text 3, segment breaks).

    >>> flow = Flow("<p> 5&nbsp;<b>\n000</b>元</p>", 0)
    >>> [flow.add(start, end) for start, end in ((3, 11), (14, 18), (22, 23))]
    [1, 3, 1]
    >>> flow.text(), flow.done(27)[-1]
    ('5 000元', Edit(start=23, end=27, new=''))
    """

    __slots__ = ("edits", "hole", "length", "pending", "pieces", "soft", "source")

    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.edits: list[Edit] = []
        self.length = 0
        self.hole = start  # the source from here on is not yet spoken for
        self.pending = ""  # what stands between the text so far and the next
        self.soft = False  # whether that is a line break of the source

    def add(self, start: int, end: int) -> int:  # noqa: PLR0912 - the quick way for even text, and the thorough one
        """Add a run of the source; how many characters of text it gave, the white space before it not counted."""
        source = self.source
        text = source[start:end]
        inner = text.strip()
        if not inner:
            if text and self.length and not self.pending:
                self.pending = " "
                self.soft = "\n" in text
            return 0
        before = self.length + len(self.pending) if self.length else 0
        if "&" not in text and "\0" not in text and " ".join(inner.split()) == inner:
            size = len(inner)
            place, after = start, end
            if size < end - start:
                place = end - len(text.lstrip())
                after = place + size
                if place > start and self.length and not self.pending:
                    self._blank(text[: place - start])
            if place > self.hole or self.pending:
                self._flush(place)
            self.pieces.append(inner)
            self.length += size
            self.hole = after
            if after < end and not self.pending:
                self._blank(text[after - start :])
            return max(0, self.length - before)
        at = start
        for match in _UNEVEN.finditer(source, start, end):
            place, after = match.span()
            new, length = " ", after - place
            if source[place] == "&" and _is_reference(match[0]):
                new, length = character(match[0])
                if not length:
                    continue
                if new.isspace() and new != "\u3000":
                    new = " "
            if place > at:
                self._literal(at, place)
            at = place + length
            if new == " ":
                if self.length and not self.pending:
                    self.pending = " "
                    self.soft = "\n" in match[0]
            else:
                self._put(place, at, new)
        if end > at:
            self._literal(at, end)
        return max(0, self.length - before)

    def extend(self, runs: Iterable[tuple[int, int, int]], shades: Sequence[int]) -> int:  # noqa: PLR0912 - `add`, `_blank` and `_flush` in one
        """Add several runs, each with its number, of which `shades` are told; how many characters of text those in links gave.

        What `add` does for each, in one loop for those that are read as they are written.
        """
        source, pieces, edits = self.source, self.pieces, self.edits
        length, hole, pending, soft = self.length, self.hole, self.pending, self.soft
        links = 0
        for start, end, run in runs:
            text = source[start:end]
            inner = text.strip()
            if not inner:
                if text and length and not pending:
                    pending, soft = " ", "\n" in text
                continue
            if not inner.isalnum() and ("&" in inner or " ".join(inner.split()) != inner or "\0" in text):
                self.length, self.hole, self.pending, self.soft = length, hole, pending, soft
                size = self.add(start, end)
                length, hole, pending, soft = self.length, self.hole, self.pending, self.soft
                if shades[run] & LINK:
                    links += size
                continue
            size = len(inner)
            before = length + len(pending) if length else 0
            if size == end - start:
                place, after = start, end
            else:
                place = end - len(text.lstrip())
                after = place + size
                if place > start and length and not pending:
                    pending, soft = _between(text[: place - start])
            if soft:
                soft = False
                if pending == " " and pieces and _is_wide(pieces[-1][-1:]) and _is_wide(inner[0]):
                    pending = ""
            if place > hole or pending:
                if source[hole:place] != pending:
                    edits.append(_edit(Edit, (hole, place, pending)))
                if pending:
                    pieces.append(pending)
                    length += len(pending)
                    pending = ""
            pieces.append(inner)
            length += size
            hole = after
            if after < end:
                pending, soft = _between(text[after - start :])
            if shades[run] & LINK and length > before:
                links += length - before
        self.length, self.hole, self.pending, self.soft = length, hole, pending, soft
        return links

    def _blank(self, white: str) -> None:
        """White space of the source stands between two pieces of text."""
        self.pending, self.soft = _between(white)

    def verbatim(self, start: int, end: int) -> int:
        """Add a run whose white space counts, as in a listing; how many characters of text it gave."""
        before, at = self.length, start
        for match in _REFERENCE.finditer(self.source, start, end):
            new, length = character(match[0])
            if length:
                self._keep(at, match.start())
                at = match.start() + length
                self._put(match.start(), at, new)
        self._keep(at, end)
        return self.length - before

    def put(self, start: int, end: int, new: str) -> None:
        """Add `new` in place of a piece of the source."""
        self._put(start, end, new)

    def _keep(self, start: int, end: int) -> None:
        if start < end:
            self._flush(start)
            self.pieces.append(self.source[start:end])
            self.length += end - start
            self.hole = end

    def _literal(self, start: int, end: int) -> None:
        """Text as it stands; it has at most one space at either edge."""
        source = self.source
        last = source[end - 1]
        trailing = last.isspace()
        if source[start].isspace():
            if self.length and not self.pending:
                self.pending = source[start]
            start += 1
        if trailing:
            end -= 1
        self._keep(start, end)
        if trailing and self.length and not self.pending:
            self.pending = last

    def _flush(self, place: int) -> None:
        pending = self.pending
        if self.soft:
            self.soft = False
            if pending == " " and self.pieces and _is_wide(self.pieces[-1][-1:]) and _is_wide(self.source[place]):
                pending = self.pending = ""
        if place > self.hole or pending:
            if self.source[self.hole : place] != pending:
                self.edits.append(_edit(Edit, (self.hole, place, pending)))
            if pending:
                self.pieces.append(pending)
                self.length += len(pending)
                self.pending = ""

    def _put(self, start: int, end: int, new: str) -> None:
        self._flush(start)
        self.edits.append(_edit(Edit, (start, end, new)))
        self.pieces.append(new)
        self.length += len(new)
        self.hole = end

    def between(self, separator: str) -> None:
        """Put `separator` before the next text, in place of white space."""
        self.pending, self.soft = separator, False

    def wrap(self) -> None:
        """A line of the source ends here, and its text goes on: white space, or nothing between wide characters."""
        if self.length and not self.pending:
            self.pending, self.soft = " ", True

    def here(self) -> int:
        """Where in the text the next run will stand."""
        return self.length + len(self.pending)

    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def done(self, end: int) -> tuple[Edit, ...]:
        """The edits, the last of which takes away what is left of the source up to `end`."""
        if end > self.hole or self.pending.strip(" \u3000"):
            self.edits.append(Edit(self.hole, end, ""))
        return tuple(self.edits)


def is_even(text: str) -> bool:
    """Whether a stripped text is read just as it is written.

    Most are, and that is seen without looking for what is not.

    >>> is_even("营收 5亿元"), is_even("a  b"), is_even("a&amp;b")
    (True, False, False)
    """
    if text.isalnum() or ("&" not in text and "\0" not in text and " ".join(text.split()) == text):
        return True
    return _UNEVEN.search(text) is None


def _between(white: str) -> tuple[str, bool]:
    """What white space of the source is read as between two pieces of text, and whether it is a line break."""
    return (" ", "\n" in white) if len(white) > 1 or white in _TURNED else (white, False)


def _is_reference(text: str) -> bool:
    return text.find("&", 1) < 0 and not text[-1].isspace() and ";" not in text[:-1] and "\0" not in text


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\ua4cf" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uff60"
