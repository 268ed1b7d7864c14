"""The units beside a numeral: the currency before it, the unit behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.units import Unit
from pipeline.stages.measure.composed import DOTS, POWERS, composed
from pipeline.stages.measure.reading import blank, blank_before

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame

__all__ = ["ASCII_WORD", "After", "Sign", "after_numeral", "before_numeral"]

ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
ASCII_WORD = ASCII_LETTERS | frozenset("0123456789")
GOES_ON = DOTS | POWERS
SHORT = 2
QUOTES = "'\""
QUOTATION = 400
"""Characters before a quotation mark among which the one that opens it is looked for."""

SCALES = frozenset({"°C", "°F"})
TIGHT = "'\"″′xXi°"
"""First signs of short units that do not stand apart from their number (5 in October)."""


class Sign(NamedTuple):
    """A unit before a numeral, and where it starts."""

    start: int
    unit: Unit


class After(NamedTuple):
    """A unit behind a numeral, its place and its readings, the likelier ones first."""

    start: int
    end: int
    units: tuple[Unit, ...]


def after_numeral(frame: Frame, end: int) -> After | None:
    """The unit behind a numeral that ends at `end`, blanks or a hyphen (12-inch) between them."""
    text = frame.text
    tight, at = end, blank(text, end)
    hyphen = text[at : at + 1] == "-" and text[at + 1 : at + 2] in ASCII_LETTERS and at == tight
    if hyphen:
        at, tight = at + 1, tight + 1
    found = _unit(frame, at)
    if found is None:
        return None
    stop = found[0]
    if hyphen and found[1][0].kind not in {"measure", "duration", "multiple", "money", "percent"}:
        return None
    if text[stop - 1] in ASCII_LETTERS and text[stop : stop + 1] in ASCII_WORD:
        return None
    if at > tight and stop - at <= SHORT and text[at] in TIGHT and found[1][0].symbol not in SCALES:
        return None
    if text[at] in QUOTES and _quoted(text, at):
        return None
    return After(at, stop, found[1])


def _unit(frame: Frame, at: int) -> tuple[int, tuple[Unit, ...]] | None:
    """Where the unit ends that starts at `at`, and its readings."""
    found = frame.tables.units.after.after(frame.text, at)
    if found is None or frame.text[found[0] : found[0] + 1] not in GOES_ON or found[1][0].kind != "measure":
        return found
    whole = composed(frame, found[0], found[1][0].symbol)
    return found if whole is None else (whole.end, (Unit("measure", whole.symbol),))


def _quoted(text: str, at: int) -> bool:
    """Whether the mark behind a number ends a quotation and is no sign of inches or feet: "by 2030"."""
    mark, after = text[at], text[at + 1 : at + 2]
    if mark == "'":
        return not after.isdigit()
    return text.count(mark, max(0, at - QUOTATION), at) % 2 == 1


def before_numeral(frame: Frame, start: int, last: int) -> Sign | None:
    """The currency (or scale of temperature) that stands before a number: where it starts, and its unit."""
    text = frame.text
    at = blank_before(text, start)
    found = frame.tables.units.before.before(text, at)
    if found is None or found[0] < last:
        return None
    begin = found[0]
    if text[begin] in ASCII_LETTERS and begin and text[begin - 1] in ASCII_WORD:
        return None
    unit = found[1][0]
    if unit.role == "name" and frame.tables.vetoes.pair.before(text, begin) is not None:
        return None
    return Sign(begin, unit)
