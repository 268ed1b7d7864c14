"""The automaton beneath cardinal numbers: one reading of the tokens, word by word."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.lexing import Token, digit_string
from pipeline.numerals.number import EXACT, LARGEST

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable

__all__ = ["ADDED", "SCALES", "Sum"]

ZERO, ONE, TEN, HUNDRED, MYRIAD = Decimal(0), Decimal(1), Decimal(10), Decimal(100), Decimal(10000)
ADDED = frozenset({"literal", "digit", "pair", "word", "ordinal", "article"})
SCALES = frozenset({"scale", "ordinal_scale"})
_LIKE_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class _Part(NamedTuple):
    """A finished summand: its value, the power it counts in, and the scale word it ended with."""

    value: Decimal
    power: Decimal
    scale: Decimal


class Sum:
    """One reading of the tokens from `first` on, token by token; `pick` takes the least, the most or the certain value."""

    def __init__(self, table: NumberTable, found: list[Token], first: int, pick: int) -> None:
        self.table, self.found, self.first, self.pick = table, found, first, pick
        self.parts: list[_Part] = []
        self.pending: Decimal | None = None
        self.begun = first  # where the pending summand began
        self.limit: Decimal | None = None  # what may still be added is smaller
        self.whole = True
        self.link = self.more = self.ordinal = self.scaled = self.large = False
        self.last = first

    def read(self) -> None:
        """Take tokens while they go on with the number."""
        at = self.first
        found = self.found
        while at < len(found) and not self.ordinal:
            token = found[at]
            if token.gap and at > self.first and not self._joins(at):
                break
            kind = token.kind
            if kind in ADDED:
                taken = self._add(token, at)
            elif kind in SCALES:
                taken = self._scale(token, at)
            elif kind == "point":
                end = self._point(at)
                if end == at:
                    break
                at = self.last = end
                continue
            elif kind == "link":
                taken = not self.link and self._links()
                self.link = True
                if taken:
                    at += 1
                    continue
            else:
                taken = self._more(kind, at)
            if not taken:
                break
            at += 1
            if not self.link or self.pending is not None:
                self.last = at

    def _links(self) -> bool:
        """Whether a linking word may follow: after a scale word, after tens (treinta y uno), after ones (einundzwanzig)."""
        if self.pending is None:
            return bool(self.parts)
        return (self.table.tens_link and self.limit is not None and self.limit > ONE) or (
            self.table.units_first and self.pending < TEN
        )

    def _joins(self, at: int) -> bool:
        """Whether the space before a token parts no numerals."""
        token, before = self.found[at], self.found[at - 1]
        if self.table.spaced:
            return not (token.arabic and before.arabic)
        if token.kind in {"scale", "point", "more"}:
            counts = len(token.gap) == 1 and not _LIKE_A_YEAR.fullmatch(before.word)
            return token.kind != "more" or not before.arabic or counts
        if before.kind == "point" or (before.kind == "word" and token.kind == "digit"):
            return True
        if before.kind == "more":
            return token.kind == "scale"
        if before.kind != "scale":
            return False
        return not token.arabic or (at + 1 < len(self.found) and self.found[at + 1].kind == "scale")

    def _add(self, token: Token, at: int) -> bool:  # noqa: PLR0911, PLR0912 - one reason to refuse after the other
        value = (token.low, token.high, token.written)[self.pick]
        kind = token.kind
        if not self.whole or self.more:
            return False
        if kind == "digit" and not token.high and self.parts and self.pending is None and not self.table.spaced:
            if self.link:
                return False
            self.link = True
            return True
        if self.pending is not None and self.link and self.table.units_first and kind in {"word", "ordinal"}:
            self.pending += value
        elif self.pending is not None:
            if self.limit is None or value >= self.limit or kind in {"literal", "article"}:
                return False
            if self.table.spaced and not value:
                return False
            if (
                self.table.own_digits
                and kind == "digit"
                and self.found[at - 1].kind == "word"
                and token.word not in self.table.own_digits
            ):
                return False
            self.pending += value
        else:
            if (self.limit is not None and value >= self.limit) or (kind == "article" and at > self.first):
                return False
            if kind == "article" and not self._before_scale(at):
                return False
            if self.link and self.table.spaced and not value:
                return False
            self.pending, self.begun = value, at
        if kind == "literal":
            self.whole = value == value.to_integral_value()
            self.limit = TEN if self._vague(at + 1) and not value % TEN else ONE
        else:
            self.limit = _step(value) if kind == "word" else ONE
        self.scaled = False
        self.link = self.link and not self.table.spaced
        self.ordinal = kind == "ordinal"
        return True

    def _before_scale(self, at: int) -> bool:
        return at + 1 < len(self.found) and self.found[at + 1].kind in SCALES

    def _vague(self, at: int) -> bool:
        return at < len(self.found) and self.found[at].kind == "digit" and self.found[at].low != self.found[at].high

    def _scale(self, token: Token, at: int) -> bool:
        size = token.low
        taken = self._bare(size, at) if self.pending is None else self._times(size)
        if not taken:
            return False
        self.pending, self.limit, self.link, self.scaled = None, size, False, True
        self.ordinal = token.kind == "ordinal_scale"
        if self.parts[-1].power.adjusted() > LARGEST:
            self.large = True
            self.parts[-1] = _Part(ONE, ONE, size)
        return True

    def _bare(self, size: Decimal, at: int) -> bool:
        """A scale word with no digit before it: 百 alone, 万亿 after 一, 十 inside 一百十六."""
        parts, before = self.parts, self.found[at - 1]
        if not parts:
            if self.found[at].kind == "ordinal_scale":
                parts.append(_Part(size, size, size))
                return True
            if not self.table.bare_inside or size % TEN or (size >= MYRIAD and not self._opens(at)):
                return False
            parts.append(_Part(size, size, size))
            return True
        if before.kind in {"scale", "more", "little"} and size >= parts[-1].scale and (size > HUNDRED or size % TEN):
            power = EXACT.multiply(parts[-1].power, size)
            total = parts.pop().value
            while parts and parts[-1].power < size:
                total = EXACT.add(total, parts.pop().value)
            parts.append(_Part(EXACT.multiply(total, size), power, size))
            return True
        if size < parts[-1].scale and (size <= self.table.bare_inside or (self.link and not self.table.spaced)):
            parts.append(_Part(size, size, size))
            return True
        return False

    def _opens(self, at: int) -> bool:
        """Whether a large scale word that opens a numeral is one: 万亿 and 萬九, but not 万 alone nor 万万."""
        if at + 1 >= len(self.found) or self.found[at + 1].gap:
            return False
        after = self.found[at + 1]
        if after.kind == "over":
            return True
        if after.kind == "scale":
            return after.low > self.found[at].low
        return after.kind == "digit" and self.found[at].low <= MYRIAD  # 北京|一个

    def _times(self, size: Decimal) -> bool:
        parts, total = self.parts, self.pending or ZERO
        if not total and not self.found[self.begun].high:
            total = ONE  # 零十 is ten
        depth = len(parts)
        while depth and parts[depth - 1].power < size:
            depth -= 1
            total = EXACT.add(total, parts[depth].value)
        if depth and parts[depth - 1].power <= size:
            self.pending, self.last = None, self.begun  # the pending digits open the next numeral
            return False
        del parts[depth:]
        parts.append(_Part(EXACT.multiply(total, size), size, size))
        return True

    def _point(self, at: int) -> int:
        """Past the digits after a decimal point word; `at` itself where it is none (八点三十 is a time of day)."""
        found = self.found
        begun = self.pending is not None or (self.parts and self.scaled)
        if not begun or not self.whole or at + 1 >= len(found) or self.more:
            return at
        end, digits = at + 1, ""
        if found[end].arabic and found[at - 1].arabic:
            return at
        while end < len(found) and (not digits or not self.table.digit_strings):
            string = digit_string(found[end])
            if not string:
                break
            after_tens = bool(digits) and found[end - 1].kind == "word" and found[end].kind == "digit" and digits[-1] == "0"
            digits = digits[:-1] + string if after_tens else digits + string
            end += 1
        if not digits or (end < len(found) and found[end].kind == "scale" and found[end].low == TEN):
            return at
        fraction = Decimal("0." + digits)
        self.pending = fraction if self.pending is None else EXACT.add(self.pending, fraction)
        self.begun = at - 1
        self.whole = self.scaled = False
        self.limit = ONE
        return end

    def _more(self, kind: str, at: int) -> bool:
        if kind not in {"more", "little"} or self.more or self.last != at or at == self.first:
            return False
        before = self.found[at - 1]
        if kind == "little" and (before.kind != "scale" or before.low < TEN):
            return False
        if before.kind in {"digit", "pair"} and not self.found[at].gap:
            return False
        self.more = True
        return True

    def total(self) -> Decimal | None:
        """The value so far, or None where nothing was read."""
        total = ZERO
        for part in self.parts:
            total = EXACT.add(total, part.value)
        if self.pending is None:
            return total if self.parts else None
        tail = self.found[self.begun]
        short = self.last == self.begun + 1 and tail.kind in {"digit", "pair"} and not self.link and not self.more
        if self.table.trailing_digit and short and self.parts and self.parts[-1].scale >= HUNDRED:
            return EXACT.add(total, EXACT.multiply(self.pending, self.parts[-1].scale.scaleb(-1)))
        return EXACT.add(total, self.pending)


def _step(value: Decimal) -> Decimal:
    """The power of ten that a number word counts in: 30 in tens, doscientos in hundreds, 15 in ones."""
    if value % TEN or not value:
        return ONE
    return TEN if value % HUNDRED else HUNDRED
