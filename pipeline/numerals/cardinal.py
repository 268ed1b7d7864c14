"""Cardinal numbers: digits and scale words, put together the way the language multiplies and adds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.number import EXACT, LARGEST

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable
    from pipeline.numerals.lexing import Token

__all__ = ["Cardinal", "cardinal"]

ZERO, ONE, TEN, MYRIAD = Decimal(0), Decimal(1), Decimal(10), Decimal(10000)


class Cardinal(NamedTuple):
    """A cardinal number over ``tokens[first:last]``: least, most, as written; `scale` is its last scale word's power."""

    low: Decimal
    high: Decimal
    written: Decimal
    last: int
    scale: Decimal
    vague: bool
    pair: bool
    more: bool


class _Part(NamedTuple):
    """A finished summand: its value, the power it counts in, and the scale word it ended with."""

    value: Decimal
    power: Decimal
    scale: Decimal


class _Sum(NamedTuple):
    value: Decimal
    last: int
    scale: Decimal
    more: bool


def cardinal(table: NumberTable, found: list[Token], first: int) -> Cardinal | None:
    """The longest cardinal number that begins at token `first`, or None."""
    written = _add(table, found, first, 2)
    if written is None:
        return None
    used = found[first : written.last]
    vague = any(token.kind == "digit" and token.values[0] != token.values[1] for token in used)
    pair = any(token.kind == "pair" for token in used)
    if not vague and not pair:
        return Cardinal(written.value, written.value, written.value, written.last, written.scale, False, False, written.more)  # noqa: FBT003 - a tuple's fields in order
    low, high = _add(table, found, first, 0), _add(table, found, first, 1)
    if low is None or high is None:
        return None
    return Cardinal(low.value, high.value, written.value, written.last, written.scale, vague, pair, written.more)


def _add(table: NumberTable, found: list[Token], first: int, pick: int) -> _Sum | None:  # noqa: PLR0912, PLR0915 - one automaton, read top to bottom
    parts: list[_Part] = []
    pending: Decimal | None = None
    start = first  # where the pending summand began
    limit: Decimal | None = None  # what may still be added is smaller
    whole = True
    link = more = False
    scale = ONE
    at = first
    last = first
    while at < len(found):
        token = found[at]
        kind = token.kind
        before = found[at - 1] if at > first else None
        if token.gap and not _joins(before, token, found, at):
            break
        value = token.values[pick]
        if kind in {"literal", "digit", "pair", "word"}:
            if not whole:
                break
            if kind == "digit" and value == 0 and token.values[1] == 0 and parts and pending is None:
                link = True
                at += 1
                continue
            if pending is not None:
                joined = limit is not None and value < limit and (kind in {"digit", "pair"}) and not link
                if not joined:
                    break
                pending += value
            else:
                if limit is not None and value >= limit:
                    break
                pending, start = value, at
            if kind == "literal":
                whole = value == value.to_integral_value()
                vague_tail = token.arabic and whole and value % 10 == 0 and value > 0
                limit = TEN if vague_tail and _vague(found, at + 1) else ONE
            elif kind == "word" and value % 10 == 0:
                limit = TEN
            else:
                limit = ONE
            at += 1
            last = at
        elif kind == "point":
            if pending is None or not whole:
                break
            fraction, end = _fraction(found, at)
            if fraction is None:
                break
            pending = EXACT.add(pending, fraction)
            whole = False
            at = last = end
        elif kind == "scale":
            size = token.values[0]
            if pending is None:
                if not parts:
                    if not table.bare_inside or (size >= MYRIAD and not link and not _bare_large(found, at)):
                        break
                    parts.append(_Part(size, size, size))
                elif (
                    before is not None
                    and before.kind in {"scale", "more", "little"}
                    and size >= parts[-1].scale
                    and size >= MYRIAD
                ):
                    total, power = parts[-1].value, EXACT.multiply(parts[-1].power, size)
                    parts.pop()
                    while parts and parts[-1].power < size:
                        total = EXACT.add(total, parts.pop().value)
                    parts.append(_Part(EXACT.multiply(total, size), power, size))
                elif size < parts[-1].power and (size <= table.bare_inside or link):
                    parts.append(_Part(size, size, size))
                else:
                    break
            else:
                total = pending if pending or pick != 2 or found[start].values[1] else ONE
                if token.values[0] > 0 and pending == 0 and found[start].values[1] == 0:
                    total = ONE
                depth = len(parts)
                while depth and parts[depth - 1].power < size:
                    depth -= 1
                    total = EXACT.add(total, parts[depth].value)
                if depth and parts[depth - 1].power <= size:
                    last = start
                    pending = None
                    break
                del parts[depth:]
                parts.append(_Part(EXACT.multiply(total, size), size, size))
            if parts[-1].power.adjusted() > LARGEST:
                return None
            pending, limit, link, scale = None, size, False, size
            at += 1
            last = at
        elif kind in {"more", "little"}:
            if before is None or more or not (parts or pending is not None):
                break
            if kind == "little" and before.kind != "scale":
                break
            more = True
            at += 1
            last = at
        else:
            break
    total = sum((part.value for part in parts), ZERO) if len(parts) < 2 else _total(parts)
    if pending is not None and last > start:
        tail = found[start]
        single = last == start + 1 and tail.kind in {"digit", "pair"} and not tail.gap
        if table.trailing_digit and single and not link and parts and parts[-1].scale >= 100 and not more:
            pending = EXACT.multiply(pending, parts[-1].scale.scaleb(-1))
        total = EXACT.add(total, pending)
    elif not parts:
        return None
    return _Sum(total, last, scale, more)


def _total(parts: list[_Part]) -> Decimal:
    total = ZERO
    for part in parts:
        total = EXACT.add(total, part.value)
    return total


def _vague(found: list[Token], at: int) -> bool:
    return at < len(found) and found[at].kind == "digit" and found[at].values[0] != found[at].values[1]


def _bare_large(found: list[Token], at: int) -> bool:
    """Whether a large scale word that opens a numeral is one: 万亿, 萬九, but not 万 alone nor 万万."""
    if at + 1 >= len(found) or found[at + 1].gap:
        return False
    after = found[at + 1]
    return (after.kind == "scale" and after.values[0] > found[at].values[0]) or after.kind == "digit"


def _joins(before: Token | None, token: Token, found: list[Token], at: int) -> bool:
    """Whether a space between two tokens parts no numerals."""
    if before is None:
        return True
    if token.kind in {"scale", "point", "more"}:
        return True
    if before.kind == "point":
        return True
    if before.kind != "scale":
        return False
    return not token.arabic or (at + 1 < len(found) and found[at + 1].kind == "scale")


def _fraction(found: list[Token], at: int) -> tuple[Decimal | None, int]:
    """The digits after a point as a fraction below one, and where they end; 八点三十 is a time of day, no decimal."""
    if at + 1 >= len(found):
        return None, at
    token = found[at + 1]
    if not token.word.isdecimal() or (token.arabic and found[at - 1].arabic):
        return None, at
    if at + 2 < len(found) and found[at + 2].kind == "scale" and found[at + 2].values[0] == TEN:
        return None, at
    return Decimal("0." + token.word), at + 2
