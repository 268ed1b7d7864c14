"""From numerals to the entries of `numbers`: two numbers joined are one range, or one share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.numerals.bounds import bound, meet
from pipeline.numerals.edges import backward, between, forward
from pipeline.numerals.number import EXACT, Entry, quotient

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.number import Numeral

__all__ = ["entries", "share"]

COUNTED = frozenset({"number", "fraction", "ordinal", "percent"})


def share(first: Numeral, second: Numeral) -> Decimal | None:
    """The first end's value under the second one's scale (5000-8000万 → 50000000), where it has none of its own.

    None where no scale keeps the ends in order.
    """
    low, high = first.value, second.value if second.value is not None else second.low
    if low is None or high is None:
        return None
    if first.scale == 1 and second.scale > 1 and second.kind == first.kind:
        for scale in (second.power, second.scale):
            scaled = EXACT.multiply(low, scale)
            if abs(scaled) <= abs(high):
                return scaled
    return low if low <= high else None


def entries(table: NumberTable, folded: str, numerals: Iterable[Numeral]) -> list[Entry]:
    """The numerals as entries of `numbers`, with their ranges."""
    found = [_entry(numeral) for numeral in numerals if not _bare(numeral)]
    for entry in found:
        _points(table, folded, entry)
    found = _joined(table, folded, found)
    bound(table, folded, found)
    return meet(table, folded, found)


def _bare(numeral: Numeral) -> bool:
    """几家, 数倍: a word for a few, with no number written."""
    return numeral.vague and numeral.scale == 1 and numeral.low == 2 and numeral.high == 9


def _entry(numeral: Numeral) -> Entry:
    value, low, high, kind = numeral.value, numeral.low, numeral.high, numeral.kind
    if value is None:
        inside = numeral.vague and numeral.written is not None and low is not None and numeral.written < low
        if inside:
            value, low, high = numeral.written, None, None
        elif kind in {"number", "percent"}:
            kind = "range"
    return Entry(numeral.start, numeral.end, kind, value, low, high, numeral.numerator, numeral.denominator, numeral=numeral)


def _points(table: NumberTable, folded: str, entry: Entry) -> None:
    """4.3个百分点: in `numbers` a percentage point is a percent."""
    if entry.kind not in {"number", "range"}:
        return
    for word in table.points_after:
        end = forward(folded, entry.end, word)
        if end:
            entry.end, entry.kind = end, "percent" if entry.kind == "number" else "range"
            return


def _uncounted(table: NumberTable, inside: str) -> str:
    """The text between two numbers without the counting word that opens it."""
    for word in table.counters:
        if inside.startswith(word):
            return inside[len(word) :]
    return inside


def _joined(table: NumberTable, folded: str, found: list[Entry]) -> list[Entry]:
    """Two numbers and what joins them become one range, or one fraction (two out of five)."""
    kept: list[Entry] = []
    for entry in found:
        last = kept[-1] if kept else None
        joined = _join(table, folded, last, entry) if last is not None else None
        if joined is None:
            kept.append(entry)
        else:
            kept[-1] = joined
    return kept


def _join(table: NumberTable, folded: str, first: Entry, second: Entry) -> Entry | None:
    if first.kind not in COUNTED or second.kind not in COUNTED or first.numeral is None or second.numeral is None:
        return None
    inside = between(folded, first.end, second.start)
    if not inside:
        return None
    ratio = _ratio(table, folded, first, second, inside)
    if ratio is not None:
        return ratio
    start, end = first.start, second.end
    inner = inside if inside in table.joiners else _uncounted(table, inside)
    around = _around(table, folded, first, second, inner)
    if around is not None:
        start, end = around
    elif inner not in table.joiners or (inner in table.dashes and not _a_dash(folded, first, second)):
        return None
    low, high = share(first.numeral, second.numeral), second.value
    if low is None or high is None or low >= high:
        return None
    return Entry(start, end, "range", None, low, high)


def _a_dash(folded: str, first: Entry, second: Entry) -> bool:
    """Whether a dash joins two amounts, and not the parts of a date or a telephone number."""
    before, after = folded[first.start - 1 : first.start], folded[second.end : second.end + 2]
    if before in {"-", "/", "+"} or (before.isascii() and before.isalpha()) or (after[:1] in {"-", "/"} and after[1:].isdigit()):
        return False
    return not any(_padded(folded[entry.start : entry.end]) for entry in (first, second))


def _padded(written: str) -> bool:
    return len(written) > 1 and written.startswith("0") and written.isdigit()


def _around(table: NumberTable, folded: str, first: Entry, second: Entry, inner: str) -> tuple[int, int] | None:
    """Between X and Y, X与Y之间: the words before, between and after."""
    for opening, middle, closing in table.around:
        if inner != middle:
            continue
        start, end = first.start, second.end
        if opening:
            start = backward(folded, start, opening)
            if start < 0 or (table.spaced and start and folded[start - 1].isalpha()):
                continue
        if closing:
            for counter in ("", *table.counters):
                ended = forward(folded, second.end, counter + closing)
                if ended:
                    break
            if not ended:
                continue
            end = ended
        return start, end
    return None


def _ratio(table: NumberTable, folded: str, first: Entry, second: Entry, inside: str) -> Entry | None:
    """One in five, 2 out of 3, one over twenty; 셋 중 하나 has the whole first."""
    if first.kind != "number" or second.kind != "number" or first.value is None or second.value is None:
        return None
    top, bottom = first.value, second.value
    if inside in table.ratios_reversed:
        top, bottom = bottom, top
    elif inside not in table.ratios:
        return None
    if first.start and folded[first.start - 1] in table.currency_signs:
        return None
    if bottom < 2 or bottom != bottom.to_integral_value() or top != top.to_integral_value():
        return None
    if inside in table.ratios_proper and (abs(top) >= bottom or bottom > 1000):
        return None
    return Entry(first.start, second.end, "fraction", quotient(top, bottom), None, None, top, bottom)
