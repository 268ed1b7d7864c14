"""Numbers whose shape the grammar leaves apart: 1.144.000, 5 833,00 and, in accounts, $(4.2) million.

Which mark parts thousands and which the fraction differs by country. Here the shape alone decides: several groups of three behind
the same mark are thousands, and two digits behind a comma that follows groups parted by blanks are hundredths.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.numerals import scan
from pipeline.numerals.number import EXACT
from pipeline.stages.measure.beside import before_numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.numerals import Numeral
    from pipeline.stages.measure.reading import Frame, Reading

__all__ = ["accounted", "reshaped", "thousands", "toleranced", "unscaled"]

THREE, HUNDREDTHS = 3, 2
LONGEST = 14
"""Marks within one amount, at the most: a chain with more is a list."""
THOUSAND, ONE = Decimal(1000), Decimal(1)
TOLERANCE = "±"
SCALE = 14
"""Characters in which the scale behind a bracket is read."""


def reshaped(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """The numerals, with those that only a mark parts made one where their shape says so.

    >>> [str(n.value) for n in reshaped("1.144.000 kr", scan("1.144.000 kr", "en"))]
    ['1144000']
    """
    if len(numerals) < HUNDREDTHS or not any(
        b.start == a.end + 1 and text[a.end] in ".," for a, b in itertools.pairwise(numerals)
    ):
        return numerals
    out: list[Numeral] = []
    i = 0
    while i < len(numerals):
        last = _chain(text, numerals, i)
        whole = _joined(text, numerals[i : last + 1]) if last > i else None
        out.append(numerals[i] if whole is None else whole)
        i = i + 1 if whole is None else last + 1
    return out


def toleranced(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """The numerals, with the tolerance behind one taken in, which is no amount of its own: 120 ± 15 nm is 120 nm.

    >>> [(str(n.value), n.end) for n in toleranced("120 ± 15 nm", scan("120 ± 15 nm", "en"))]
    [('120', 8)]
    """
    if TOLERANCE not in text:
        return numerals
    out: list[Numeral] = []
    for numeral in numerals:
        stated = out[-1] if out else None
        if stated is not None and stated.value is not None and text[stated.end : numeral.start].strip() == TOLERANCE:
            scale = numeral.scale if stated.scale == ONE else ONE
            like = numeral if stated.kind == "number" else stated
            value, whole = EXACT.multiply(stated.value, scale), max(stated.scale, scale)
            out[-1] = stated._replace(end=numeral.end, value=value, scale=whole, kind=like.kind, form=like.form)
        else:
            out.append(numeral)
    return out


def _chain(text: str, numerals: Sequence[Numeral], first: int) -> int:
    """The index of the last numeral that a single mark joins to the one before it, `LONGEST` at most.

    A chain that goes on is a list, whatever its parts: the bound keeps a page of nothing else linear.
    """
    last = first
    while last + 1 < len(numerals) and last - first < LONGEST:
        a, b = numerals[last], numerals[last + 1]
        if b.start != a.end + 1 or text[a.end] not in ".," or not (a.arabic and b.arabic):
            break
        last += 1
        if last > first + 1 and (b.end - b.start != THREE or numerals[first + 1].end - numerals[first + 1].start != THREE):
            return first  # of three parts and more, all but the first have three digits
    return last


def _joined(text: str, parts: Sequence[Numeral]) -> Numeral | None:
    """One numeral of the parts, or None where the shape is that of no amount (a version, a list)."""
    first, last = parts[0], parts[-1]
    marks = {text[part.end] for part in parts[:-1]}
    tails = [text[part.start : part.end] for part in parts[1:]]
    if first.value is None or text[last.end : last.end + 1] in {".", ","} and text[last.end + 1 : last.end + 2].isdigit():  # noqa: RUF021 - cheap test first
        return None
    if marks == {","} and len(parts) == HUNDREDTHS and len(tails[0]) == HUNDREDTHS and " " in text[first.start : first.end]:
        value = EXACT.add(first.value, Decimal(tails[0]).scaleb(-HUNDREDTHS))
        return first._replace(end=last.end, value=value) if tails[0].isdigit() else None
    if len(marks) > 1 or len(parts) <= HUNDREDTHS or not all(len(tail) == THREE and tail.isdigit() for tail in tails):
        return None
    head = text[first.start : first.end]
    if not head.isdigit() or not 0 < len(head) <= THREE or head[0] == "0":
        return None
    return first._replace(end=last.end, value=Decimal(head + "".join(tails)))


def thousands(frame: Frame, reading: Reading, dotted: frozenset[str]) -> None:
    """Read the dot of an amount in a currency that has no hundredths in use as one of thousands: Rp 169.000."""
    written = frame.text[reading.number_start : reading.number_end]
    head, mark, tail = written.partition(".")
    if reading.kind != "money" or reading.unit not in dotted or not mark or len(tail) != THREE or not tail.isdigit():
        return
    if head.isdigit() and 0 < len(head) <= THREE and head[0] != "0" and reading.scale == ONE:
        reading.multiply(THOUSAND)


def unscaled(frame: Frame, numeral: Numeral) -> Numeral:
    """The numeral without a last letter or two that are a unit where no currency stands before: 6 mm is no six million."""
    text, end = frame.text, numeral.end
    found = frame.tables.units.not_scales.before(text, end)
    if found is None or found[0] <= numeral.start or before_numeral(frame, numeral.start, 0) is not None:
        return numeral
    shorter = scan(text[numeral.start : found[0]].rstrip(), frame.tables.language)
    if len(shorter) != 1 or shorter[0].start:
        return numeral
    return shorter[0]._replace(start=numeral.start, end=numeral.start + shorter[0].end)


def accounted(frame: Frame, reading: Reading) -> None:
    """Take in the brackets of accounts around a number behind its sign, which make it negative, and the scale behind them."""
    text = frame.text
    if reading.value is None or reading.value <= 0 or text[reading.number_start - 1 : reading.number_start] != "(":
        return
    if text[reading.number_end : reading.number_end + 1] != ")" or reading.number_start < HUNDREDTHS:
        return
    before = frame.tables.units.before.before(text, reading.number_start - 1)
    if before is None or before[1][0].role not in {"sign", "bare"}:
        return
    end = reading.number_end + 1
    reading.start, reading.end, reading.signed = before[0], end, True
    reading.take(before[1][0], "money.accounts")
    reading.value = reading.value.copy_negate()
    scaled = scan(f"1{text[end : end + SCALE]}", frame.tables.language)
    if scaled and scaled[0].start == 0 and scaled[0].scale > ONE and scaled[0].value == scaled[0].scale:
        reading.multiply(scaled[0].scale)
        reading.scale, reading.end = scaled[0].scale, end + scaled[0].end - 1
