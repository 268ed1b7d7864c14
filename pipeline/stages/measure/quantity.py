"""One numeral to one reading: the unit or currency around it, or the reason why it is no quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.currencies import currencies
from pipeline.lexicon.scripts import is_ideograph
from pipeline.numerals import scan
from pipeline.stages.measure import tokens
from pipeline.stages.measure.beside import ASCII_WORD, after_numeral, before_numeral
from pipeline.stages.measure.compounds import compound
from pipeline.stages.measure.parts import another, fraction, halved
from pipeline.stages.measure.reading import Reading, blank_before
from pipeline.stages.measure.senses import Site, choose
from pipeline.stages.measure.shapes import accounted, reshaped, thousands, toleranced, unscaled
from pipeline.stages.measure.signed import MINUS, agree, inner_minus, with_sign
from pipeline.stages.measure.vague import with_vague
from pipeline.stages.measure.vetoes import calendar, counted_small, crossing, idiom, marked, ranked

if TYPE_CHECKING:
    from pipeline.lexicon.units import Unit
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.beside import After, Sign
    from pipeline.stages.measure.reading import Frame

__all__ = ["quantities"]

ZEROS = re.compile(r"[0,. ]*+[^\d]*+")
"""A numeral whose digits are all noughts, its scale words behind them: 0.00万."""

ONE = Decimal(1)

PAIRING = frozenset({"/", "-", "~"})
"""What may stand between two measures that are ends of a range, or two sides of one thing."""

TITLE = "《"
CROSSES = "×xX*"
NAMED = frozenset({"money", "percent", "multiple"})
"""Kinds of figure that may stand directly behind Latin letters: ARR1亿美元, ROI3倍."""

ADJECTIVE = 5
"""Characters between a measure word and its noun."""


def quantities(frame: Frame) -> list[Reading]:
    """Every number of the frame that may be a quantity, in order; those that nothing explains yet have an empty kind."""
    found: list[Reading] = []
    last = 0
    language = frame.tables.language
    whole = scan(tokens.without_runs(frame.text), language)
    numerals = with_vague(frame.text, language, toleranced(frame.text, reshaped(frame.text, whole)))
    if not numerals:
        return found
    if TITLE in frame.text:
        outside = tokens.outside_titles(frame.text, [one.start for one in numerals])
        numerals = [one for one, out in zip(numerals, outside, strict=True) if out]
    numerals = [_trimmed(frame, one) for one in numerals]
    ambiguous = len(frame.tables.units.not_scales) > 0
    for i, numeral in enumerate(numerals):
        if numeral.start < last:
            continue
        if ambiguous and numeral.scale > ONE and numeral.arabic:
            numerals[i] = numeral = unscaled(frame, numeral)  # noqa: PLW2901 - the list is read again for parts
        follows = i + 1 < len(numerals)
        reading = _read(Site(frame, numeral, last, numerals[i + 1].start if follows else -1))
        if reading is None:
            continue
        if not reading.kind or reading.kind == "money":
            accounted(frame, reading)
            thousands(frame, reading, currencies().dotted)
        if reading.kind in {"money", "measure", "duration"}:
            compound(frame, reading, numerals, i + 1)
        found.append(reading)
        last = reading.end
    return found


def _trimmed(frame: Frame, numeral: Numeral) -> Numeral:
    """The numeral without a last sign that is a unit behind another number (二两), or a first one that is none (打八折)."""
    text = frame.text
    if numeral.arabic:
        if numeral.value and text[numeral.start] == "0" and ZEROS.fullmatch(text, numeral.start, numeral.end):
            return numeral._replace(value=Decimal(0))
        return _prefixed(frame, numeral) if is_ideograph(text[numeral.end - 1]) else numeral
    head = frame.tables.units.heads.after(text, numeral.start)
    if head is not None and head[0] < numeral.end:
        rest = scan(text[head[0] : numeral.end], frame.tables.language)
        if len(rest) == 1 and rest[0].start == 0 and rest[0].end == numeral.end - head[0]:
            return rest[0]._replace(start=head[0], end=numeral.end)
    whole = numeral.low != numeral.high and after_numeral(frame, numeral.end) is not None  # 一两|年
    if whole or numeral.end - numeral.start < 2 or frame.tables.units.tails.before(text, numeral.end) is None:
        return numeral
    shorter = scan(text[numeral.start : numeral.end - 1], frame.tables.language)
    if len(shorter) != 1 or shorter[0].start or shorter[0].end != numeral.end - 1 - numeral.start:
        return numeral
    return shorter[0]._replace(start=numeral.start, end=numeral.end - 1)


def _prefixed(frame: Frame, numeral: Numeral) -> Numeral:
    """The numeral in digits without a last scale word that is the prefix of a unit: 2.3千克 is 2.3 of 千克."""
    text, end = frame.text, numeral.end - 1
    unit = frame.tables.units.after.after(text, end)
    if unit is None or unit[0] <= numeral.end or unit[1][0].kind != "measure":
        return numeral
    shorter = scan(text[numeral.start : end], frame.tables.language)
    if len(shorter) != 1 or shorter[0].start or shorter[0].end != end - numeral.start:
        return numeral
    return shorter[0]._replace(start=numeral.start, end=end)


def _read(site: Site) -> Reading | None:  # noqa: PLR0911 - one way out for each kind of numeral
    """The reading of one numeral, None where it is no quantity."""
    frame, numeral = site.frame, site.numeral
    text, start, end = frame.text, numeral.start, numeral.end
    if numeral.kind == "ordinal":
        return ranked(frame, numeral)
    if numeral.arabic and text[start] == "0" and text[start + 1 : start + 2].isdigit() and not 0 < site.last == start:
        return None
    if numeral.kind == "fraction" and not numeral.arabic and numeral.value is not None and numeral.value > ONE:
        numeral = numeral._replace(kind="number")  # one and a half times
    if numeral.kind == "fraction":
        if _worded(frame, numeral) or another(frame, numeral) or halved(frame, numeral):
            return None
        return fraction(frame, _reading(numeral))
    sign = before_numeral(frame, start, site.last)
    if sign is None and numeral.arabic and text[start - 1 : start] in MINUS:
        sign, numeral = inner_minus(frame, numeral, site.last)
        site, start = site._replace(numeral=numeral), numeral.start
    why = tokens.veto(text, start, end) if numeral.arabic and sign is None else None
    if why in {"address", "date", tokens.CODE} or (sign is None and _lettered(frame, numeral)):
        return None
    if sign is not None and frame.tables.units.spaced and idiom(frame, start, end):
        return None  # SDG 11, a goal and no pounds of the Sudan
    if numeral.kind == "percent" or (numeral.kind == "range" and numeral.form == "%"):
        if tokens.quote(text, end) if numeral.arabic else _worded(frame, numeral):
            return None
        return _percent(frame, _reading(numeral), numeral)
    return _united(site, sign, why)


def _reading(numeral: Numeral) -> Reading:
    """A reading of the numeral without its unit."""
    start, end = numeral.start, numeral.end
    return Reading(
        start, end, start, end, "", numeral.value, numeral.low, numeral.high, numeral.vague, numeral.more,
        numeral.scale, numeral.arabic, signed=bool(numeral.sign), numerator=numeral.numerator, denominator=numeral.denominator,
    )  # fmt: skip


def _worded(frame: Frame, numeral: Numeral) -> bool:
    """Whether the number is part of an idiom or a name, or a word that is none by itself."""
    start, end = numeral.start, numeral.end
    return idiom(frame, start, end) or frame.text[start:end] in frame.tables.vetoes.alone.words


def _lettered(frame: Frame, numeral: Numeral) -> bool:
    """Whether digits are part of a name: a model (红米10X, 787-9), where words are parted by blanks an idiom too (911 calls)."""
    if not numeral.arabic:
        return False
    if not frame.tables.units.spaced:
        return _numbered(frame, numeral.start, numeral.end)
    idioms = frame.tables.vetoes.idioms.after(frame.text, numeral.start)
    if tokens.street(frame.text, numeral.end):
        return True
    return (idioms is not None and idioms[0] > numeral.end) or tokens.model(frame.text, numeral.start, numeral.end)


def _numbered(frame: Frame, start: int, end: int) -> bool:
    """Whether digits and the capital behind them go on the word before (红米10X), which says nothing of how many (提升10X)."""
    text, words = frame.text, frame.tables.modifiers
    letter, after = text[end : end + 1], text[end + 1 : end + 2]
    if letter not in CROSSES or not letter.isupper() or (after.isascii() and after.isalnum()):
        return False
    told = (table.before(text, start) for table in (words.before, words.changes, words.levels, words.fillers))
    return start > 0 and is_ideograph(text[start - 1]) and all(one is None for one in told)


def _united(site: Site, sign: Sign | None, why: str | None) -> Reading | None:
    """The reading with its unit, from before (`sign`) or behind the numeral; None where it is none.

    Of the reasons that it is none, those that cost least are asked first: most numbers of a text are dates and pointers.
    """
    frame, numeral = site.frame, site.numeral
    text, at = frame.text, numeral.end
    more = frame.tables.modifiers.after.after(text, at) if not numeral.more else None
    plus = more is not None and more[1] == "more_than" and text[more[0] : more[0] + 1] not in ASCII_WORD
    after = after_numeral(frame, more[0]) if more is not None and plus else None
    plus = after is not None
    beside = after = after if plus else after_numeral(frame, at)
    if after is not None and text[after.end - 1] in CROSSES and text[after.end : after.end + 1].isdigit():
        after = None
    whole = after is None or (after.units[0].kind == "money" and after.units[0].role != "minor")
    if after is not None and not whole and crossing(frame, after.start, after.end, site.following):
        after = None
    unit = choose(site, after) if after is not None else None
    signed = sign is not None and agree(sign.unit, unit)
    if not signed and not _possible(site, unit, after):
        return None
    paired = why is not None and beside is not None and _paired(site, beside)
    if why is not None and not paired and not (beside and beside.units[0].kind in NAMED):
        return None
    if sign is None and (marked(frame, numeral, beside.end if beside else at) or _based(frame, numeral.start)):
        return None
    if not numeral.arabic and _worded(frame, numeral):
        return None
    if paired and numeral.sign and numeral.value is not None:
        numeral = numeral._replace(start=numeral.start + 1, value=numeral.value.copy_negate(), sign="")
    reading = _reading(numeral)
    reading.more = reading.more or plus
    if sign is not None and signed:
        return with_sign(frame, reading, sign, after if unit is not None and unit.kind == sign.unit.kind else None, unit)
    return reading if after is None or unit is None else _measured(frame, reading, after, unit)


def _paired(site: Site, after: After) -> bool:
    """Whether a stroke or a hyphen joins the measure to the one before it: 100MW/200MWh, 16GB/512GB, 220V-240V."""
    joint = site.frame.text[site.last : site.numeral.start] + site.numeral.sign
    return joint in PAIRING and site.last > 0 and after.units[0].kind == "measure"


def _possible(site: Site, unit: Unit | None, after: After | None) -> bool:
    """Whether the number and what stands behind it may be a quantity: no date, no time, no small count that only points."""
    if after is None:
        return calendar(site.frame, site.numeral, None, site.numeral.end, site.following)
    if unit is None or (unit.kind == "count" and counted_small(site.numeral, unit)):
        return False
    return calendar(site.frame, site.numeral, unit, after.end, site.following)


def _measured(frame: Frame, reading: Reading, after: After, unit: Unit) -> Reading:
    """The reading with the unit behind its numeral."""
    reading.take(unit, _rule(unit))
    reading.end = after.end
    if unit.role == "classifier":
        _count(frame, reading)
    below = frame.tables.units.below.before(frame.text, reading.start) if unit.kind == "measure" else None
    if below is not None:
        reading.start = below[0]
        reading.multiply(-ONE)
    return reading


def _count(frame: Frame, reading: Reading) -> None:
    """The counted noun behind a measure word, an adjective between them aside: 40余款国产芯片."""
    text, nouns = frame.text, frame.tables.units.nouns
    for at in range(reading.end, min(len(text), reading.end + ADJECTIVE)):
        found = nouns.after(text, at)
        if found is not None:
            reading.unit = found[1] or reading.unit
            if at == reading.end and found[0] == at + 1:
                reading.end = found[0]
            return
        if not is_ideograph(text[at]):
            return


def _rule(unit: Unit) -> str:
    return f"{unit.kind}.{unit.role}" if unit.role else f"{unit.kind}.unit"


def _based(frame: Frame, start: int) -> bool:
    """Whether the number is the base of a rate (每10股), which is no figure of its own."""
    words = frame.tables.modifiers
    if words.each.before(frame.text, blank_before(frame.text, start)) is not None:
        return True
    bound = words.bound.after(frame.text, start)
    return bound is not None and bound[0] > start + 1


def _percent(frame: Frame, reading: Reading, numeral: Numeral) -> Reading:
    points = frame.tables.units.after.after(frame.text, numeral.end - 1) if frame.text[numeral.end - 1] == "%" else None
    if points is not None and points[0] > numeral.end and points[1][0].role == "points":
        reading.take(points[1][0], "percent.points")
        reading.end = points[0]
        return reading
    reading.kind, reading.unit, reading.rule = "percent", "percent", "percent.sign" if numeral.arabic else "percent.words"
    return reading
