"""Lists of figures, found before anything is decided: A、B和C after one head, brackets with restatements aside.

A list that is as long as what stands before it (periods, subjects or metrics, or a span of years) is aligned with it, one to one.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.stages.attribute.names.entities import Inventory
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["Place", "aligned_names", "aligned_periods", "listed", "places"]

_SIGNS = " \t\u3000\n"
_NUMBER = re.compile(r"^[（(][\dA-Za-z.-]{4,12}[)）]")
"""A stock's number behind its name."""
_GROWTH = {"percent", "multiple"}
"""Kinds that stand in one list: 分别增长2.8倍和18.4%."""


class Place(NamedTuple):
    """A figure's place in its list: how manieth of how many, and the list's first figure."""

    position: int
    size: int
    first: int


def listed(reading: Reading, clause: Clause, before: int, index: int) -> bool:
    """Whether nothing but a list sign (and brackets) stands between two figures of a clause."""
    cues = reading.cues
    gap = clause.text[clause.inside(reading.figures[before].end) : clause.inside(reading.figures[index].start)]
    rest = gap.strip(_SIGNS)
    for word in (*cues.of("item_ends"), *cues.of("restate")):
        rest = rest.removeprefix(word).strip(_SIGNS) if rest.startswith(word) else rest
    return not rest or rest in cues.of("arrive") or rest in cues.of("link")


def places(reading: Reading) -> dict[int, Place]:
    """Every figure's place in the list it is part of; figures alone are lists of one."""
    found: dict[int, Place] = {}
    for sentence in reading.sentences:
        run: list[int] = []
        kinds = reading.figures
        last: Clause | None = None
        for clause in sentence.clauses:
            if clause.host is not None or not clause.figures:
                continue
            for index in clause.figures:
                joined = (
                    bool(run)
                    and (
                        kinds[run[-1]].kind == kinds[index].kind
                        or {kinds[run[-1]].kind, kinds[index].kind} == _GROWTH
                        or (last is clause and _each(reading, clause, kinds[run[0]].start))
                    )
                    and (
                        listed(reading, clause, run[-1], index)
                        if last is clause
                        else index == clause.figures[0]
                        and last is not None
                        and not clause.text[: clause.inside(kinds[index].start)].strip(_SIGNS)
                        and not last.text[last.inside(kinds[run[-1]].end) :].strip(_SIGNS)
                    )
                )
                if not joined:
                    _close(found, run)
                    run = []
                run.append(index)
                last = clause
        _close(found, run)
    return found


def _each(reading: Reading, clause: Clause, start: int) -> bool:
    """Whether a list says that it goes one to one with what stands before it (营收和毛利率|分别为12亿元和30%)."""
    before = clause.text[: clause.inside(start)]
    return any(word in before for word in reading.cues.of("each"))


def _close(found: dict[int, Place], run: list[int]) -> None:
    for position, index in enumerate(run):
        found[index] = Place(position, len(run), run[0])


def aligned_periods(reading: Reading, sentence: int, place: Place, before: int) -> tuple[str, int] | None:
    """The period for a place in a list: the latest span of as many members, or as many periods side by side, before the list."""
    clauses = reading.sentences[sentence].clauses
    said = [index for clause in clauses for index in clause.periods if reading.periods[index].end <= before]
    for index in reversed(said):
        members = reading.periods[index].members
        if len(members) == place.size:
            return members[place.position], index
    usable = [index for index in said if reading.periods[index].value is not None]
    for last in range(len(usable), place.size - 1, -1):
        run = usable[last - place.size : last]
        if all(_beside(reading, one, other) for one, other in pairwise(run)):
            return reading.periods[run[place.position]].value or "", run[place.position]
    return None


def _beside(reading: Reading, one: int, other: int) -> bool:
    gap = reading.text[reading.periods[one].end : reading.periods[other].start].strip(_SIGNS)
    return gap in reading.cues.of("item_ends")


def aligned_names(reading: Reading, found: Inventory, text: str, place: Place) -> str | None:
    """The name for a place in a list, where as many names stand side by side in `text`."""
    names, marks = found.mentions(text), "".join(reading.cues.of("quotes"))
    for last in range(len(names), place.size - 1, -1):
        run = names[last - place.size : last]
        gaps = [_NUMBER.sub("", text[one[1] : other[0]]).strip(_SIGNS + marks) for one, other in pairwise(run)]
        if all(gap in reading.cues.of("item_ends") for gap in gaps):
            reckoned = text.startswith(reading.cues.of("reckoned"), run[-1][1])
            return None if reckoned else run[place.position][2].name
    return None
