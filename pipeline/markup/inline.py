"""What stands within a line of Markdown: links, images, emphasis, code, note marks, tags.

One pass finds the marks and pairs them by a stack a kind, so a line costs its length whatever is left open. Emphasis is
read as its writers mean it: a pair of like marks that hug their text, whatever stands around them, since CommonMark's
rules on flanking leave ``**“增长”**后`` unread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pipeline.markup.flow import Flow


__all__ = ["DROPPED", "Hole", "Line", "marks", "pour"]

DROPPED: Final = {
    "note": ("footnote_mark", "the mark of a note"),
    "back": ("back_link", "the way back from a note"),
}
"""Of holes that are text of the page: the rule and the reason to drop them."""


class Hole(NamedTuple):
    """A piece of the source that is no text: `new` is read in its place, `why` says what it is (empty: plain markup)."""

    start: int
    end: int
    new: str = ""
    why: str = ""


class Line(NamedTuple):
    """What was found in a stretch of Markdown: holes, places of links, and places that are read as they stand (code)."""

    holes: list[Hole]
    links: list[tuple[int, int]]
    codes: list[tuple[int, int]]


_TARGET: Final = (
    r"\((?:[ \t]*+(?:<[^<>\n]*+>|[^\s()<]*+(?:(?>\([^\s()]*+\)[^\s()]*+))*+)"
    r"(?:(?>[ \t]++(?:\"[^\"\n]*+\"|'[^'\n]*+')))?+[ \t]*+)\)"
)
_MARK: Final = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`++)"
    r"|(?P<note>\[\^[^\]\s]{1,40}+\](?!:))"
    rf"|(?P<close>\](?:(?>{_TARGET}(?:(?>\{{[^{{}}\n]*+\}}))?+|\[[^\[\]\n]*+\]))?+)"
    r"|(?P<open>!?\[)"
    r"|(?P<stars>\*++|~~++|_++)"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]*+>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]*+(?:[\t\n\f\r ][^<>]*+)?/?>)"
    r"|(?P<comment><!--)"
    r"|(?P<back>\u21a9\ufe0e?)"
)
_CLOSE: Final = "-->"
_BREAK: Final = re.compile(r"(?i)<br[\t\n\f\r />]")


def marks(source: str, start: int, end: int, *, emphasis: bool = True) -> Line:  # noqa: PLR0912, PLR0915 - a branch a mark
    """The marks in ``source[start:end]``.

    >>> [source[h.start : h.end] for source in ["a **b** [c](u)"] for h in marks(source, 0, 14).holes]
    ['**', '**', '[', '](u)']
    """
    found = Line([], [], [])
    brackets: list[tuple[int, int, bool, int]] = []  # start, end, whether an image's, how many holes there were
    open_stars: dict[str, tuple[int, int]] = {}
    ticks: dict[int, list[int]] | None = None
    at, closed = start, True
    while (match := _MARK.search(source, at, end)) is not None:
        place, at = match.span()
        kind = match.lastgroup
        if kind == "escape":
            found.holes.append(Hole(place, place + 1))
            at = place + 2
        elif kind == "ticks":
            if ticks is None:
                ticks = _runs_of_ticks(source, place, end)
            close = _after(ticks.get(at - place, []), at)
            if close >= 0:
                found.holes.extend([Hole(place, at), Hole(close, close + at - place)])
                found.codes.append((at, close))
                at = close + at - place
        elif kind == "note":
            found.holes.append(Hole(place, at, "", "note"))
        elif kind == "open":
            brackets.append((place, at, source[place] == "!", len(found.holes)))
        elif kind == "close":
            if not brackets:
                at = place + 1
            else:
                opened, inner, image, before = brackets.pop()
                if at == place + 1 and not image:
                    continue
                if image:
                    del found.holes[before:]
                    found.holes.append(Hole(opened, at, "", "image"))
                else:
                    found.holes.extend([Hole(opened, inner), Hole(place, at)])
                    found.links.append((inner, place))
        elif kind == "auto":
            found.holes.extend([Hole(place, place + 1), Hole(at - 1, at)])
            found.links.append((place + 1, at - 1))
        elif kind == "tag":
            found.holes.append(Hole(place, at, "\n" if _BREAK.match(source, place) else ""))
        elif kind == "comment":
            close = source.find(_CLOSE, at, end) if closed else -1
            closed = close >= 0
            if closed:
                at = close + len(_CLOSE)
                found.holes.append(Hole(place, at))
        elif kind == "back":
            found.holes.append(Hole(place, at, "", "back"))
        elif emphasis:
            _pair(source, match.span(), (start, end), open_stars, found.holes)
    found.holes.sort()
    return found


def _runs_of_ticks(source: str, start: int, end: int) -> dict[int, list[int]]:
    """Where runs of backticks begin, by their length, last first."""
    found: dict[int, list[int]] = {}
    for match in re.compile("`++").finditer(source, start, end):
        found.setdefault(len(match[0]), []).append(match.start())
    for places in found.values():
        places.reverse()
    return found


def _after(places: list[int], at: int) -> int:
    """The first of `places` (last first, and used up) that is not before `at`; -1 without one."""
    while places and places[-1] < at:
        places.pop()
    return places[-1] if places else -1


def _pair(
    source: str, mark: tuple[int, int], bounds: tuple[int, int], opened: dict[str, tuple[int, int]], holes: list[Hole]
) -> None:
    """Close the emphasis that the mark ends, or remember it as one that begins."""
    start, end = mark
    before = source[start - 1] if start > bounds[0] else " "
    after = source[end] if end < bounds[1] else " "
    sign = source[start:end]
    if len(sign) > 3 or (sign[0] == "_" and before.isalnum() and after.isalnum()):
        return
    if len(sign) == 1 and before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return
    begun = opened.get(sign)
    if begun is not None and not before.isspace():
        del opened[sign]
        holes += [Hole(*begun), Hole(start, end)]
        for other in [other for other, place in opened.items() if place > begun]:
            del opened[other]
    elif begun is None and not after.isspace():
        opened[sign] = mark


def pour(flow: Flow, line: Line, start: int, end: int) -> int:
    """Add ``[start, end)`` to `flow` without the holes of `line`; how many characters stand in links."""
    links = 0
    at = start
    codes, ranges = iter(line.codes), iter(sorted(line.links))
    code, link = next(codes, None), next(ranges, None)
    for hole in [*line.holes, Hole(end, end)]:
        if hole.start < at or hole.start > end:
            continue
        if hole.start > at:
            while code is not None and code[1] <= at:
                code = next(codes, None)
            while link is not None and link[1] <= at:
                link = next(ranges, None)
            add = flow.verbatim if code is not None and code[0] <= at else flow.add
            length = add(at, hole.start)
            if link is not None and link[0] <= at < link[1]:
                links += length
        if hole.new and flow.length:
            flow.between(hole.new)
        at = max(at, hole.end)
    return links
