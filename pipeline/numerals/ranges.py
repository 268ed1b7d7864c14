"""Ranges for `numbers`: two numbers joined, or one number and the words that bound it on a side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.numerals.number import EXACT, quotient

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from pipeline.lexicon.numbers import NumberTable, Relation
    from pipeline.numerals.number import Numeral

__all__ = ["Entry", "entries", "share"]

WIDEST_SPACE = 3
COUNTED = frozenset({"number", "fraction", "ordinal", "percent"})


@dataclass(slots=True)
class Entry:
    """A number on its way out of `numbers`: its place and what it says; `bound` is the side that words set."""

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    bound: str = ""
    numeral: Numeral | None = None


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
    _bound(table, folded, found)
    return _met(table, folded, found)


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
        end = _forward(folded, entry.end, word)
        if end:
            entry.end, entry.kind = end, "percent" if entry.kind == "number" else "range"
            return


def _forward(folded: str, at: int, word: str) -> int:
    """Where `word` ends if it stands at `at`, spaces aside; else 0."""
    size = len(folded)
    for char in word:
        spaces = 0
        while at < size and folded[at] == " " and spaces < WIDEST_SPACE:
            at += 1
            spaces += 1
        if at >= size or folded[at] != char:
            return 0
        at += 1
    return at


def _backward(folded: str, at: int, word: str) -> int:
    """Where `word` begins if it ends at `at`, spaces aside; else -1."""
    for char in reversed(word):
        spaces = 0
        while at > 0 and folded[at - 1] == " " and spaces < WIDEST_SPACE:
            at -= 1
            spaces += 1
        if at == 0 or folded[at - 1] != char:
            return -1
        at -= 1
    return at


def _edge_before(folded: str, at: int) -> str:
    """The character before `at`, spaces aside."""
    return folded[max(0, at - WIDEST_SPACE - 1) : at].rstrip(" ")[-1:]


def _edge_after(folded: str, at: int) -> str:
    """The character at `at`, spaces aside."""
    return folded[at : at + WIDEST_SPACE + 1].lstrip(" ")[:1]


def _stripped(folded: str, start: int, end: int) -> str:
    return folded[start:end].replace(" ", "").replace("\n", "¶") if end - start <= 40 else "¶"


def _uncounted(table: NumberTable, between: str) -> str:
    """The text between two numbers without the counting word that opens it."""
    for word in table.counters:
        if between.startswith(word):
            return between[len(word) :]
    return between


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
    between = _stripped(folded, first.end, second.start)
    if not between:
        return None
    ratio = _ratio(table, folded, first, second, between)
    if ratio is not None:
        return ratio
    start, end = first.start, second.end
    inner = between if between in table.joiners else _uncounted(table, between)
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
    if before in {"-", "/", "+"} or (after[:1] in {"-", "/"} and after[1:].isdigit()):
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
            start = _backward(folded, start, opening)
            if start < 0 or (table.spaced and start and folded[start - 1].isalpha()):
                continue
        if closing:
            for counter in ("", *table.counters):
                ended = _forward(folded, second.end, counter + closing)
                if ended:
                    break
            if not ended:
                continue
            end = ended
        return start, end
    return None


def _ratio(table: NumberTable, folded: str, first: Entry, second: Entry, between: str) -> Entry | None:
    """One in five, 2 out of 3, one over twenty; 셋 중 하나 has the whole first."""
    if first.kind != "number" or second.kind != "number" or first.value is None or second.value is None:
        return None
    top, bottom = first.value, second.value
    if between in table.ratios_reversed:
        top, bottom = bottom, top
    elif between not in table.ratios:
        return None
    if first.start and folded[first.start - 1] in table.currency_signs:
        return None
    if bottom < 2 or bottom != bottom.to_integral_value() or top != top.to_integral_value():
        return None
    if between in table.ratios_proper and (abs(top) >= bottom or bottom > 1000):
        return None
    return Entry(first.start, second.end, "fraction", quotient(top, bottom), None, None, top, bottom)


def _bound(table: NumberTable, folded: str, found: list[Entry]) -> None:
    """Set the bound of every number that words bound on one side."""
    floor = 0
    for position, entry in enumerate(found):
        ceiling = found[position + 1].start if position + 1 < len(found) else len(folded)
        if entry.kind in {"number", "fraction", "ordinal"} and entry.value is not None:
            if not _compared(table, folded, entry, floor, ceiling) and not _after(table, folded, entry, ceiling):
                _before(table, folded, entry, floor)
            elif entry.bound:
                _before(table, folded, entry, floor, only_wider=True)
            trailing = entry.numeral is not None and entry.numeral.more and _ends_with_more(table, folded, entry)
            if not entry.bound and entry.kind == "number" and trailing:
                entry.bound = "low"
        floor = entry.end


def _ends_with_more(table: NumberTable, folded: str, entry: Entry) -> bool:
    leads = table.leads.get(folded[entry.end - 1], ())
    return any(lexeme.kind == "more" and len(lexeme.word) == 1 for lexeme in leads)


def _clear(table: NumberTable, folded: str, start: int, relation: Relation) -> bool:
    """Whether the word that begins at `start` is itself, and not the end of another."""
    if start == 0:
        return True
    before = folded[start - 1]
    if relation.word[0].isalpha():
        if table.spaced and before.isalpha():
            return False
    elif before in "<>=!":
        return False
    return before not in table.not_after.get(relation.word, "")


def _before(table: NumberTable, folded: str, entry: Entry, floor: int, *, only_wider: bool = False) -> None:
    edge = _edge_before(folded, entry.start)
    for relation in table.before.get(edge, ()):
        start = _backward(folded, entry.start, relation.word)
        if start >= floor and _clear(table, folded, start, relation):
            if not only_wider or relation.bound == entry.bound:
                entry.start, entry.bound = start, relation.bound
            return


def _after(table: NumberTable, folded: str, entry: Entry, ceiling: int) -> bool:
    for at in _ends(table, folded, entry):
        for relation in table.after.get(_edge_after(folded, at), ()):
            end = _forward(folded, at, relation.word)
            if not end or end > ceiling:
                continue
            if table.spaced and relation.word[-1].isalpha() and folded[end : end + 1].isalpha():
                continue
            if table.spaced and ceiling < len(folded) and end < ceiling and folded[end:ceiling].isspace():
                continue  # above 1000 and below 1500
            entry.end, entry.bound = end, relation.bound
            return True
    return False


def _ends(table: NumberTable, folded: str, entry: Entry) -> list[int]:
    """Where the number ends, and where its counting word does."""
    ends = [entry.end]
    for word in table.counters:
        end = _forward(folded, entry.end, word)
        if end:
            ends.append(end)
    return ends


def _compared(table: NumberTable, folded: str, entry: Entry, floor: int, ceiling: int) -> bool:
    """比三十大: a word before and one after."""
    edge = _edge_before(folded, entry.start)
    for opening, closing, bound in table.compared:
        if opening[-1:] != edge:
            continue
        start = _backward(folded, entry.start, opening)
        if start < floor:
            continue
        for at in _ends(table, folded, entry):
            end = _forward(folded, at, closing)
            if end and end <= ceiling:
                entry.start, entry.end, entry.bound = start, end, bound
                return True
    return False


def _met(table: NumberTable, folded: str, found: list[Entry]) -> list[Entry]:
    """A lower and an upper bound side by side are one range, where they leave room between them."""
    kept: list[Entry] = []
    for entry in found:
        last = kept[-1] if kept else None
        if last is not None and {last.bound, entry.bound} == {"low", "high"}:
            between = _stripped(folded, last.end, entry.start)
            under, upper = (last, entry) if last.bound == "low" else (entry, last)
            apart = under.value is not None and upper.value is not None and under.value < upper.value
            if apart and between in table.connectors:
                end = entry.end
                for word in table.closing:
                    end = _forward(folded, entry.end, word) or end
                kept[-1] = Entry(last.start, end, "range", None, under.value, upper.value)
                continue
        kept.append(entry)
    for entry in kept:
        if entry.bound:
            value = entry.value
            entry.low, entry.high = (value if entry.bound != "high" else None), (value if entry.bound != "low" else None)
            entry.kind, entry.value, entry.numerator, entry.denominator = "range", None, None, None
    return kept
