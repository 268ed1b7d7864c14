"""Words that bound a number on one side: more than, at least, 超过, 以上, より大きい, 이하."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.numerals.edges import backward, between, edge_after, edge_before, forward
from pipeline.numerals.number import Entry

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable, Relation

__all__ = ["bound", "meet"]


def bound(table: NumberTable, folded: str, found: list[Entry]) -> None:
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
    edge = edge_before(folded, entry.start)
    for relation in table.before.get(edge, ()):
        start = backward(folded, entry.start, relation.word)
        if start >= floor and _clear(table, folded, start, relation):
            if not only_wider or relation.bound == entry.bound:
                entry.start, entry.bound = start, relation.bound
            return


def _after(table: NumberTable, folded: str, entry: Entry, ceiling: int) -> bool:
    for at in _ends(table, folded, entry):
        for relation in table.after.get(edge_after(folded, at), ()):
            end = forward(folded, at, relation.word)
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
        end = forward(folded, entry.end, word)
        if end:
            ends.append(end)
    return ends


def _compared(table: NumberTable, folded: str, entry: Entry, floor: int, ceiling: int) -> bool:
    """比三十大: a word before and one after."""
    edge = edge_before(folded, entry.start)
    for opening, closing, bound in table.compared:
        if opening[-1:] != edge:
            continue
        start = backward(folded, entry.start, opening)
        if start < floor:
            continue
        for at in _ends(table, folded, entry):
            end = forward(folded, at, closing)
            if end and end <= ceiling:
                entry.start, entry.end, entry.bound = start, end, bound
                return True
    return False


def meet(table: NumberTable, folded: str, found: list[Entry]) -> list[Entry]:
    """A lower and an upper bound side by side are one range, where they leave room between them."""
    kept: list[Entry] = []
    for entry in found:
        last = kept[-1] if kept else None
        if last is not None and {last.bound, entry.bound} == {"low", "high"}:
            inside = between(folded, last.end, entry.start)
            under, upper = (last, entry) if last.bound == "low" else (entry, last)
            apart = under.value is not None and upper.value is not None and under.value < upper.value
            if apart and inside in table.connectors:
                end = entry.end
                for word in table.closing:
                    end = forward(folded, entry.end, word) or end
                kept[-1] = Entry(last.start, end, "range", None, under.value, upper.value)
                continue
        kept.append(entry)
    for entry in kept:
        if entry.bound:
            value = entry.value
            entry.low, entry.high = (value if entry.bound != "high" else None), (value if entry.bound != "low" else None)
            entry.kind, entry.value, entry.numerator, entry.denominator = "range", None, None, None
    return kept
