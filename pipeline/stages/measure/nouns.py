"""What a number counts in a language that parts words by blanks: the plural noun behind it, or one named before.

English counts an open class of things (9,300 warehouse robots), so no list could hold them. A plural among the next few words
is the noun; words that never stand inside a noun phrase end the search. ``units.nouns`` has those that form no plural in s.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals import scan
from pipeline.stages.measure.reading import blank, blank_before

if TYPE_CHECKING:
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["alone", "counted", "echo", "grouped"]

TEN, THOUSAND = Decimal(10), Decimal(1000)
FIRST_YEAR, LAST_YEAR = Decimal(1800), Decimal(2100)
PHRASE = 4
"""Words behind a number among which its noun is looked for."""

SHORTEST = 4
"""Letters of the shortest plural that is known by its s alone."""

FAR = 160
"""Characters between a figure and a number that is compared with it."""

LONG = re.compile(r"[0-9]{4}[A-Za-z]\Z")
"""Digits that nobody writes before a letter for a scale: the 5500M chip."""
NAME = re.compile(r" [A-Z][a-z]")
WORD = re.compile(r"[ -]([A-Za-z][A-Za-z'’\-]*+)(?![0-9])")
MODEL = re.compile(r"(?<=[a-z0-9]) ((?=[A-Z0-9\-]{0,8}[0-9])[A-Z0-9][A-Za-z0-9\-]{0,12}+)(?= [A-Za-z])")
"""The number of a model within a phrase: the 737 of Boeing 737 jets, the A350-900 of Airbus A350-900 jets."""
LONGEST_COUNT = 2
"""Signs of a number that is no model's behind a word in small letters (drew 1B users)."""

GROUPED = re.compile(r"[0-9]{1,3}(?>(?:,[0-9]{3})+)(?:\.[0-9]++)?")
JOINED = frozenset("-–—/:'’_%°#")
"""Signs beside a number that make it part of something else than a count."""

PART = re.compile(r"(?:(?> [a-z]{1,12})){0,3}+ (?=[0-9])")


def counted(frame: Frame, reading: Reading, *, scaled: bool) -> bool:
    """Make the reading a count where a noun says what of; a number with a scale (3 million) is one all the same."""
    text = frame.text
    top = reading.value if reading.value is not None else reading.high
    if top is None or (not reading.arabic and top < TEN):
        return False
    written = text[reading.number_start : reading.number_end]
    if _other(frame, reading, top, plain=not scaled and "," not in written):
        return False
    found = _noun(frame, reading.end, scaled=scaled or "," in written) or _whole(frame, reading.end)
    found = found or (_hyphened(frame, reading.end) if grouped(written) else None)
    if found is not None and top != 1 and (top == top.to_integral_value() or found[0] in frame.tables.units.nouns.words):
        reading.kind, reading.unit, reading.rule = "count", found[0], "count.noun"
        reading.end = max(reading.end, found[1])
        return True
    if scaled and reading.arabic and not _coded(frame, reading):
        reading.kind, reading.rule = "count", "count.scale"
        return True
    return reading.arabic and ("," in written or "." in written) and _level(frame, reading)


def _coded(frame: Frame, reading: Reading) -> bool:
    """Whether a number with one scale letter is a code: a name goes on behind it (the 2B Mindset) or before it (Block 1B)."""
    text, end = frame.text, reading.number_end
    if not (text[end - 1].isalpha() and text[end - 2].isdigit()):
        return False
    return (
        LONG.search(text, reading.number_start, end) is not None
        or NAME.match(text, end) is not None
        or _titled(frame, reading.start)
    )


def _other(frame: Frame, reading: Reading, top: Decimal, *, plain: bool) -> bool:
    """Whether the number is something else than a count: a chance (1 in 5), a year, part of a name."""
    text = frame.text
    odds = frame.tables.units.odds.before(text, blank_before(text, reading.start))
    if odds is not None and odds[0] > 1 and text[odds[0] - 2].isdigit():
        return True
    return plain and ((reading.arabic and FIRST_YEAR <= top <= LAST_YEAR) or _titled(frame, reading.start))


def _level(frame: Frame, reading: Reading) -> bool:
    """Whether the sentence names an index or a head count that came to the number: the Nasdaq closed at 15,990.66."""
    text, tables = frame.text, frame.tables
    at = blank_before(text, reading.start)
    change = tables.modifiers.changes.before(text, at)
    moved = change is not None and change[1] in {"up", "down"}
    if not moved and tables.modifiers.levels.before(text, at) is None and tables.modifiers.compared.before(text, at) is None:
        return False
    start = max(text.rfind(". ", max(0, at - FAR), at), at - FAR, 0)
    index, noun = tables.units.number_nouns.within(text, start, at), tables.units.nouns.within(text, start, at)
    if index is not None and (noun is None or index[1] > noun[1]):
        reading.kind, reading.rule = "number", "number.level"
        return True
    if noun is not None and not moved and reading.value is not None and reading.value == reading.value.to_integral_value():
        reading.kind, reading.unit, reading.rule = "count", noun[2], "count.level"
        return True
    return False


def grouped(written: str) -> bool:
    """Whether a number parts its thousands by commas, as no year, page or model does."""
    return "," in written and GROUPED.match(written) is not None


def _noun(frame: Frame, at: int, *, scaled: bool = False) -> tuple[str, int] | None:
    """The plural noun among the next words, in small letters unless it is a name's, and where it ends.

    A number that is no small one (`scaled`) may count a phrase with a joining word in it: 1,000 software and services employees.
    """
    text, units = frame.text, frame.tables.units
    if text[at : at + 1] == "-":
        return None
    more = units.more.after(text, at + 1) if text[at : at + 1] == " " else None
    at = more[0] if more is not None else at
    found: tuple[str, int] | None = None
    for place in range(PHRASE + scaled):
        model = MODEL.match(text, at) if units.before.after(text, at + 1) is None else None  # 3 USD50 cards
        if model is not None and (len(model[1]) > LONGEST_COUNT or text[text.rfind(" ", 0, at) + 1].isupper()):
            at = model.end()
        match = WORD.match(text, at)
        if match is None:
            break
        word = match[1]
        small = word.lower()
        if small in units.not_nouns and not (scaled and place and found is None and small in units.joining):
            break
        at = match.end()
        if small in units.nouns.words or _plural(word):
            unit = units.after.after(text, match.start(1))
            if unit is not None and unit[0] >= at and unit[1][0].kind == "duration":
                return None
            found = (small if word[1:].islower() or small == word else word), at
            if small not in units.attributive:
                break
        elif found is not None:
            break
    return found


def _hyphened(frame: Frame, at: int) -> tuple[str, int] | None:
    """The noun that a hyphen joins to a large number: a 150,000-unit capacity."""
    match = WORD.match(frame.text, at) if frame.text[at : at + 1] == "-" else None
    if match is None or "-" in match[1] or frame.tables.modifiers.after.after(frame.text, at) is not None:
        return None
    small = match[1].lower()
    if small in frame.tables.units.not_nouns:
        return None
    return small, match.end()


def _plural(word: str) -> bool:
    """Whether a word looks like a plural: stores, GPUs; not a name (Williams), a singular (process), a genitive."""
    if len(word) < SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s", "’s")):
        return False
    stem = word[:-1]
    return stem.islower() or "-" in stem or (stem.isupper() and len(stem) > 1) or stem[1:].islower()


def _whole(frame: Frame, at: int) -> tuple[str, int] | None:
    """The noun of the whole that the number is a part of: 12 of its 47 plants, 1,200 of its workers; the span stays with it."""
    text = frame.text
    units = frame.tables.units
    link = units.part_of.after(text, at + 1) if text[at : at + 1] == " " else None
    if link is None:
        return None
    whose = units.determiners.after(text, blank(text, link[0], 1))
    held = _noun(frame, whose[0]) if whose is not None else None
    if held is not None:
        return held[0], at
    match = PART.match(text, link[0])
    if match is None:
        return None
    numerals = scan(text[match.end() : match.end() + 24], frame.tables.language)
    if not numerals or numerals[0].start:
        return None
    found = _noun(frame, match.end() + numerals[0].end)
    return None if found is None else (found[0], at)


def _titled(frame: Frame, start: int) -> bool:
    """Whether a word with a capital stands before the number within a sentence, so that the number is part of a name."""
    text = frame.text
    end = start - 1
    if end <= 0 or text[end] != " ":
        return False
    begin = end
    while begin and (text[begin - 1].isalnum() or text[begin - 1] in "'’-"):
        begin -= 1
    word = text[begin:end]
    if word.islower() or not word or word.lower() in frame.tables.units.not_nouns:
        return False
    if frame.tables.modifiers.before.before(text, end) is not None:
        return False
    return not word[0].isupper() or (begin > 1 and text[begin - 2] not in ".!?:\n")


def alone(frame: Frame, reading: Reading) -> bool:
    """Take a number in groups of thousands that nothing says the noun of: revised up by 55,000, in all 144,000."""
    text, end = frame.text, reading.end
    if not frame.tables.units.spaced or not reading.arabic or not grouped(text[reading.number_start : reading.number_end]):
        return False
    if text[end : end + 1] in JOINED or text[reading.start - 1 : reading.start] in JOINED or _titled(frame, reading.start):
        return False
    reading.kind, reading.rule = "count", "count.grouped"
    return True


def echo(frame: Frame, kept: list[Reading], reading: Reading) -> bool:
    """A bare number that a figure before it is compared with is of the same kind: 9,300 robots, against 7,850 a year ago."""
    text, words = frame.text, frame.tables.modifiers
    if not len(words.compared) or reading.value is None or not reading.arabic or not kept:
        return False
    if words.compared.before(text, blank_before(text, reading.start)) is None or reading.value < THOUSAND:
        return False
    if reading.scale == 1 and "," not in text[reading.number_start : reading.number_end]:
        return False
    for other in reversed(kept):
        between = text[other.end : reading.start]
        if len(between) > FAR or ". " in between or other.kind == "money":
            return False
        if other.kind == "count":
            reading.kind, reading.unit, reading.rule = "count", other.unit, "count.compared"
            return True
    return False
