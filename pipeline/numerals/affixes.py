"""What stands close around a numeral: its sign, the mark of an ordinal, a scale suffix, a word that is no number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import NumberTable

__all__ = ["Power", "misplaced", "ordinal_start", "power", "sign_start", "slash", "suffix", "vetoed"]

_SLASH = re.compile(r" ?/ ?([0-9]{1,9})(?![0-9/:]|[.,][0-9])")
_NO_SLASH = frozenset({"/", ".", ":", "^"})
_DIALLED = re.compile(r"[0-9]-")
_NEGATIVE = re.compile(r"(?<![0-9A-Za-z])[-−][0-9]{1,6}+(?:\.[0-9]{1,6}+)?$")
"""A negative number that ends at a place, in so many characters."""
_LONGEST_END, _LONGEST_POWER = 16, 400
THOUSAND = Decimal(1000)
LATIN_END = "\u0250"
"""The first character behind the Latin letters."""


class Power(NamedTuple):
    """What raises or scales digits: an exponent, or a power of ten to multiply with; and where it ends."""

    exponent: int
    factor: Decimal | None
    end: int


def sign_start(table: NumberTable, folded: str, at: int, floor: int) -> tuple[int, int]:
    """Where the sign before `at` begins, and -1 or 1 for what it says; ``(at, 0)`` where there is none.

    A hyphen that follows a letter, a digit or a closing mark joins two things and is no sign.
    """
    if at <= floor or folded[at - 1] not in table.sign_ends:
        return at, 0
    back = at
    while back > floor and at - back < 2 and folded[back - 1] == " ":
        back -= 1
    for words, meaning in ((table.minus, -1), (table.plus, 1)):
        for word in words:
            start = back - len(word)
            if start < floor or not folded.startswith(word, start) or (start == floor and floor):
                continue  # right after a number it is an operator or joins a range
            before = folded[start - 1] if start else " "
            if word[-1].isalpha():
                if table.spaced and before.isalpha():
                    continue
            elif _joins(table, folded, start, spaced=back < at):
                return at, 0
            return start, meaning
    return at, 0


def _joins(table: NumberTable, folded: str, start: int, *, spaced: bool) -> bool:
    """Whether the mark at `start` joins what is before it to a number; `spaced` from the number (20 - 100)."""
    before = folded[start - 1] if start else " "
    if before in table.no_sign_after or (before.isascii() and before.isalnum()):
        return not _spans(table, folded, start - 1)
    if not spaced:
        return False
    if before.isspace():
        return folded[max(0, start - 4) : start].rstrip()[-1:].isdigit()
    return before not in table.sign_after


def _spans(table: NumberTable, folded: str, at: int) -> bool:
    """Whether the sign at `at` joins a range whose other end is negative: the tilde in -5~-3℃, the first hyphen in -5--3℃."""
    if folded[at : at + 1] not in table.dashes or at == 0:
        return False
    end = folded[at - 1]
    if folded[at] not in table.minus:
        return end.isdigit() or not (end.isalnum() or end.isspace() or end in table.dashes)
    return _NEGATIVE.search(folded, max(0, at - _LONGEST_END), at) is not None


def ordinal_start(table: NumberTable, folded: str, at: int, floor: int) -> int:
    """Where the ordinal word before `at` (第) begins; `at` where there is none."""
    if at <= floor or folded[at - 1] not in table.ordinal_ends:
        return at
    back = at - 1 if folded[at - 1] == " " else at
    for word in table.ordinal_before:
        start = back - len(word)
        if start >= floor and folded.startswith(word, start):
            return start
    return at


def suffix(table: NumberTable, text: str, at: int) -> tuple[Decimal, int] | None:
    """The scale suffix (k, M, bn) at `at` and where it ends.

    A space or two may stand before it, save before a single letter other than k: 5 t is a weight.
    """
    start = at
    while start - at < 2 and text[start : start + 1] == " ":
        start += 1
    if text[start : start + 1] not in table.suffix_leads:
        return None
    for word, size in table.suffixes:
        if text.startswith(word, start) and (start == at or len(word) > 1 or size == THOUSAND):
            after = text[start + len(word) : start + len(word) + 1]
            letter = after.isalnum() and after < LATIN_END  # 80 Kč is no 80 thousand
            if not letter and after != "_" and ord(after or " ") not in table.superscripts:
                return size, start + len(word)
    return None


def slash(folded: str, start: int, end: int) -> tuple[Decimal, int] | None:
    """The denominator after the integer at ``[start, end)`` and where it ends; dates and telephone numbers have none."""
    match = _SLASH.match(folded, end)
    if match is None or folded[start - 1 : start] in _NO_SLASH or _DIALLED.match(folded, max(0, start - 2)):
        return None
    bottom = Decimal(match.group(1))
    return (bottom, match.end()) if bottom else None


def power(table: NumberTable, folded: str, end: int) -> Power | None:
    """The exponent (2^5) or the power of ten (1.3×10⁶) after the digits that end at `end`."""
    match = table.power.match(folded, end)
    if match is None:
        return None
    plain, ten, raised = match.groups()
    exponent = int(plain or ten or raised.translate(table.superscripts))
    if abs(exponent) > _LONGEST_POWER:
        return None
    return Power(exponent, None if plain else Decimal(1).scaleb(exponent), match.end())


def vetoed(table: NumberTable, folded: str, start: int, end: int) -> int:
    """Where the word ends that holds the whole of ``[start, end)`` and is no number; 0 where there is none."""
    if table.spaced:
        for phrase, offset in table.phrases.get(folded[start:end], ()):
            if folded.startswith(phrase, start - offset) and start >= offset:
                left, right = start - offset, start - offset + len(phrase)
                if not (left and folded[left - 1].isalpha()) and not folded[right : right + 1].isalpha():
                    return right
        return 0
    if folded[start : start + 2] not in table.veto_pairs and (not start or folded[start - 1 : start + 1] not in table.veto_pairs):
        return 0
    size = end - start
    for length in range(max(2, size), table.longest_veto + 1):
        for left in range(max(0, end - length), start + 1):
            if folded[left : left + length] in table.vetoes and not folded.startswith(table.lifted, left):
                return left + length
    return 0


def misplaced(  # noqa: PLR0913 - a place, and the three things that can speak for it
    table: NumberTable, folded: str, start: int, end: int, *, single: bool, before: bool, after: bool
) -> bool:
    """Whether letters of the table's own script show that ``[start, end)`` is a piece of another word.

    `single` is a numeral of one word; `before` one that a sign or another part of a numeral leads to, `after` one that a
    word of the grammar follows.
    """
    first, last = table.script
    if not first or not first <= folded[start] <= last:
        return False
    previous, rest = folded[start - 1 : start], folded[end : end + 8]
    runs_on = bool(rest) and first <= rest[0] <= last
    if not table.followers:
        return end - start == 1 or runs_on or bool(previous and first <= previous <= last)
    if not before and previous and first <= previous <= last:
        return True
    if single and folded[start:end] in table.alone and not (before or after):
        if previous.isalnum():
            return True
        rest = rest.lstrip(" ")
        return not (
            rest.startswith(table.counters) or any(rest.startswith(relation.word) for relation in table.after.get(rest[:1], ()))
        )
    return runs_on and not (before or after) and not rest.startswith(table.followers)
