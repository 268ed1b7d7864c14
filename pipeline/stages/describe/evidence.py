"""Where metadata is looked for: the page's hints, and its visible lines around the title and at the article's end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.document import Document, Hint, Passage
from pipeline.lexicon.boilerplate import boilerplate, shape
from pipeline.lexicon.bylines import Bylines, Credit
from pipeline.lexicon.dates import Dates
from pipeline.lexicon.signs import signs
from pipeline.lexicon.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Finding", "Line", "Page", "letters"]

ABOVE, BELOW = 3, 16
"""How many lines above and below the title may be bylines."""
LONGEST_LINE = 160
CREDIT = 110
"""A sentence this short may still be a byline."""
MARKER = 24
"""A longer line does not open a list of recommendations."""
PROSE = 24
"""A line of this many characters with a sentence's end is prose."""
OPENING = 3
"""A label stands so many characters behind the opening of a line at most."""
CLOSE = 3
"""How many elements around a line are looked at for their names."""
ROW = 2
"""So many links open behind the first words of a row of links."""
_LINK = re.compile(r"<a\b", re.IGNORECASE)
_FRAMES = frozenset({"nav", "footer"})
_STORIES = frozenset({"article", "main"})
_LETTERS = re.compile(r"[\W_][\W_]*+")


class Finding(NamedTuple):
    """A value, where it was found in plain words, and its place in the source if it has one."""

    value: str
    evidence: str
    raw_start: int | None = None
    raw_end: int | None = None


class Line(NamedTuple):
    """A visible passage, its index among the document's passages, what a person reads there, and whether that is prose."""

    at: int
    passage: Passage
    text: str
    prose: bool


_line = tuple.__new__  # half the cost of a call of the named tuple


def letters(text: str) -> str:
    """The letters and digits of `text` in lower case: two writings of one title agree in them.

    >>> letters("智谱 – A.B") == letters("智谱_a b")
    True
    """
    return text.lower() if text.isalnum() else _LETTERS.sub("", text).lower()


@dataclass(slots=True)
class Page:
    """A document as `describe` sees it; `head` is the index in `lines` of the visible title, or -1; `named` is the title.

    What is asked of it several times is kept in fields of its own: a compiled class cannot have a `cached_property`.
    """

    document: Document
    lines: tuple[Line, ...]
    hints: dict[str, list[Hint]]
    bylines: Bylines
    dates: Dates
    titles: Titles
    head: int = -1
    named: str = ""
    known: dict[str, tuple[Credit, ...]] = field(default_factory=dict)
    _near: tuple[Line, ...] | None = field(default=None, init=False)
    _far: tuple[Line, ...] | None = field(default=None, init=False)
    _day_leads: bool | None = field(default=None, init=False)

    @classmethod
    def of(cls, document: Document, bylines: Bylines, dates: Dates, titles: Titles) -> Page:
        """The page that `document` is."""
        outside = _outside(document)
        lines = tuple(
            [
                _line(Line, (i, passage, text, len(text) >= PROSE and is_prose(text)))
                for i, passage in enumerate(document.passages)
                if (text := passage.text) and passage.visible and not (outside and outside[passage.section])
            ]
        )
        hints: dict[str, list[Hint]] = {}
        for hint in document.hints:
            hints.setdefault(hint.name, []).append(hint)
        return cls(document, lines, hints, bylines, dates, titles)

    def headed(self, head: Finding | None) -> Page:
        """The same page once its title is known."""
        if head is None:
            return self
        place = next((i for i, line in enumerate(self.lines) if line.passage.raw_start == head.raw_start), -1)
        return replace(self, head=place, named=head.value)

    def hint(self, *names: str) -> Finding | None:
        """The first hint of the first of `names` that the page has."""
        for name in names:
            for hint in self.hints.get(name, ()):
                if hint.value.strip():
                    return Finding(hint.value.strip(), name, hint.raw_start, hint.raw_end)
        return None

    @property
    def title_at(self) -> int:
        """The index of the title among the document's passages, or -1."""
        return self.lines[self.head].at if self.head >= 0 else -1

    @property
    def near(self) -> tuple[Line, ...]:
        """The short lines where a byline is looked for first: around the title, below it before above it."""
        if self._near is None:
            self._near = self._around()
        return self._near

    def _around(self) -> tuple[Line, ...]:
        if self.head < 0:
            start = next((i for i, line in enumerate(self.lines) if line.prose), 0)
            return tuple(line for line in self.lines[max(0, start - BELOW) : start + 2] if len(line.text) <= LONGEST_LINE)
        below = []
        prose = 0
        for line in self.lines[self.head + 1 : self.head + 1 + BELOW]:
            if line.prose and not (len(line.text) <= CREDIT and self.labelled(line.text)):
                prose += 1
                if prose > 1:
                    break
            elif len(line.text) <= LONGEST_LINE:
                below.append(line)
        above = [line for line in self.lines[max(0, self.head - ABOVE) : self.head] if len(line.text) <= LONGEST_LINE]
        return (self.lines[self.head], *below, *reversed(above))

    @property
    def recommended(self) -> int:
        """The index among the passages where a list of recommendations opens near the title; beyond all where none does."""
        rules = boilerplate()
        for line in self.near:
            if line.at > self.title_at and len(line.text) <= MARKER:
                rule = rules.judge(line.text)
                if rule is not None and rule.name == "recommendation":
                    return line.at
        return len(self.document.passages)

    @property
    def far(self) -> tuple[Line, ...]:
        """The short lines of the rest of the article, up to where recommendations open."""
        if self._far is None:
            self._far = self._below()
        return self._far

    def _below(self) -> tuple[Line, ...]:
        rules = boilerplate()
        found: list[Line] = []
        opens = signs()["round_open"]
        prose = 0
        for line in self.lines[max(0, self.head) :]:
            text = line.text
            if line.prose:
                prose += len(text)
                end = text[-40:]
                if any([sign in end for sign in opens]):  # noqa: C419 - a list of two costs less than a generator
                    found.append(line._replace(text=_tail(text), prose=False))
                continue
            if len(text) > LONGEST_LINE:
                continue
            rule = rules.judge(text) if prose > 150 and len(text) <= MARKER else None
            if rule is not None and rule.effect == "tail" and rule.name in {"recommendation", "licence"}:
                break
            found.append(line)
        return tuple(found)

    def day(self, text: str) -> str | None:
        """The first day that `text` names, in ISO 8601; which of two numbers is the month is told by the page's other dates."""
        found = next(self.dates.find(text), None)
        if found is None:
            return None
        if found.other is None:
            return found.iso
        if self._day_leads is None:
            self._day_leads = self._leading()
        return found.other if self._day_leads else found.iso

    def _leading(self) -> bool:
        """Whether the page writes the day before the month."""
        for line in self.lines:
            leads = self.dates.day_leads(line.text)
            if leads is not None:
                return leads
        stated = self.hint("lang")
        code = "" if stated is None else stated.value.lower().replace("_", "-")
        return code in self.dates.day_first or code.partition("-")[0] in self.dates.day_first

    def opens(self, line: Line) -> bool:
        """Whether a line, or a bracket in it, opens with a label."""
        first = next(iter(self.labelled(line.text)), None)
        if first is None:
            return False
        return first.start <= OPENING or line.text[: first.start].rstrip().endswith(tuple(signs()["open"]))

    def classes(self, line: Line) -> str:
        """The class and id words of the element that a line stands in, and of those close around it."""
        sections = self.document.sections
        at, names = line.passage.section, []
        for _ in range(CLOSE):
            if at <= 0 or at >= len(sections):
                break
            names.append(sections[at].names)
            at = sections[at].parent
        return " ".join(names)

    def is_row(self, line: Line) -> bool:
        """Whether a line is a row of links, a menu: three or more run into one another."""
        passage = line.passage
        source = self.document.text.source[passage.raw_start : passage.raw_end]
        return passage.links > 0 and len(_LINK.findall(source)) >= ROW

    @property
    def signature(self) -> Finding | None:
        """Who signs the article, in brackets behind its last sentence."""
        found, shut = None, signs()["round_shut"]
        for line in self.lines[max(0, self.head) :]:
            text = line.text
            if line.prose and text[-1] in shut:
                name = self.bylines.signed(text)
                if name is not None:
                    found = Finding(name, "a signature", line.passage.raw_start, line.passage.raw_end)
        return found

    def labelled(self, text: str) -> tuple[Credit, ...]:
        """The credits in a text, of every role."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = tuple(self.bylines.credits(text))
        return found

    def credits(self, lines: tuple[Line, ...], role: str) -> Iterator[tuple[Line, Credit]]:
        """The credits of one role in `lines`."""
        for line in lines:
            for credit in self.labelled(line.text):
                if credit.role == role and credit.value:
                    yield line, credit


def _outside(document: Document) -> list[bool]:
    """For every section whether it is the page's foot or its navigation, not an article's own; empty where none is."""
    found: list[bool] = []
    inside: list[bool] = []
    if not any([section.kind in _FRAMES for section in document.sections]):  # noqa: C419 - of hundreds, a list costs less
        return found
    for parent, kind, _, _, _ in document.sections:
        within = kind in _STORIES or (parent >= 0 and inside[parent])
        inside.append(within)
        found.append(kind == "nav" or (parent >= 0 and found[parent]) or (kind == "footer" and not within))
    return found


def _tail(text: str) -> str:
    return text[max(0, *(text.rfind(sign) for sign in signs()["round_open"])) :]


def is_prose(text: str) -> bool:
    """Whether `text` reads like a sentence of an article rather than a heading, a byline or a menu."""
    return (
        len(text) >= PROSE
        and (signs().full.search(text) is not None or signs().ended.search(text[-8:]) is not None)
        and (len(shape(text[: 4 * PROSE])) > PROSE or len(shape(text)) >= PROSE)
    )
