"""From characters to the tokens of a numeral: words of the table, and Arabic digits read whole."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.number_patterns import PART
from pipeline.numerals.number import LARGEST

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import Lexeme, NumberTable

__all__ = ["PROPER", "Token", "adds", "arabic", "digit_string", "lexeme_at", "tokens"]

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
VALUED = frozenset({"digit", "literal", "pair", "word", "scale", "tenths", "hundredths"})
PROPER = re.compile(PART)
WIDEST_GAP = 4
"""Spaces that may stand between two words of one numeral."""


class Token(NamedTuple):
    """A piece of a numeral.

    `kind` is that of its lexeme, ``literal`` (digits side by side) or ``pair`` (七八: 7 or 8). `low`, `high` and `written`
    are the least it stands for, the most, and the least that is certain (几 after 十: 1, 9 and 0). `gap` is what stands
    between it and the token before: nothing, spaces, or a hyphen. `word` has the digits of a literal, else the word.
    """

    kind: str
    low: Decimal
    high: Decimal
    written: Decimal
    start: int
    end: int
    gap: str
    word: str
    arabic: bool = False


def arabic(table: NumberTable, text: str, at: int) -> tuple[Decimal | None, int]:
    """The value of the Arabic digits at `at` and where they end; None where no quantity can be so large.

    A mark between groups of three joins them; the last mark, where it is another one or stands once before other than
    three digits, is the decimal mark.
    """
    match = table.arabic.match(text, at)
    if match is None:
        return None, at
    kind = match.lastgroup
    found = match.group()
    if kind is None:
        return Decimal(found), match.end()
    if kind == "power":
        value = Decimal(found)
        return (None if abs(value.adjusted()) > LARGEST else value), match.end()
    if kind == "crossed":
        point = max(found.rfind("."), found.rfind(","))
        return Decimal(found[:point].translate(table.separators) + "." + found[point + 1 :]), match.end()
    if kind == "comma":
        return Decimal(found.replace(",", ".")), match.end()
    head, mark, tail = found.partition(table.decimal)
    number = head.translate(table.separators) + ("." if mark else "") + tail
    return Decimal(number), match.end()


def lexeme_at(table: NumberTable, text: str, at: int) -> Lexeme | None:
    """The longest word of the table that begins at `at` and ends where a word may end."""
    for lexeme in table.leads.get(text[at : at + 1], ()):
        size = len(lexeme.word)
        if size > 1 and not text.startswith(lexeme.word, at):
            continue
        after = text[at + size : at + size + 1]
        if lexeme.bounded and after.isalpha():
            continue
        if lexeme.kind == "percent" and not lexeme.bounded and after.isascii() and after.isalnum():
            continue  # %20 in an address
        if after and after in table.not_before.get(lexeme.word, ""):
            continue
        return lexeme
    return None


def tokens(table: NumberTable, text: str, at: int) -> list[Token]:
    """The tokens from `at` on, as far as they may belong to numerals that touch one another."""
    found: list[Token] = []
    size = len(text)
    gap = ""
    while at < size:
        char = text[at]
        if "0" <= char <= "9" or (char == "." and not found):
            if found and not gap and table.spaced and not found[-1].arabic:
                break
            value, end = arabic(table, text, at)
            if value is None:
                break
            found.append(Token("literal", value, value, value, at, end, gap, text[at:end], arabic=True))
            at, gap = end, ""
            continue
        lexeme = lexeme_at(table, text, at)
        if lexeme is not None:
            if found and lexeme.kind in VALUED and found[-1].kind in VALUED and _changes_script(table, text[at - 1], char):
                break
            if lexeme.kind == "more" and table.spaced and adds(table, text, at + len(lexeme.word)):
                break
            if lexeme.kind == "digit" and table.digit_strings:
                at = _digits(table, text, at, gap, found)
            else:
                at = _one(lexeme, at, gap, found)
            gap = ""
        elif char in " -" and found and len(gap) < WIDEST_GAP and (char == " " or _hyphenates(table, text, at, gap, found)):
            gap += char
            at += 1
        else:
            break
    return found


def _changes_script(table: NumberTable, before: str, char: str) -> bool:
    """Whether a numeral may not run on from one character to the next, for it would change its script (三に)."""
    first, last = table.script
    return bool(first) and not table.mixes_scripts and (first <= before <= last) != (first <= char <= last)


def adds(table: NumberTable, text: str, at: int) -> bool:
    """Whether another amount follows what may mean `or more`, so that it adds the two ($549 plus $50)."""
    after = text[at : at + WIDEST_GAP].lstrip(" ")[:1]
    return "0" <= after <= "9" or (after != "" and after in table.currency_signs)


def _hyphenates(table: NumberTable, text: str, at: int, gap: str, found: list[Token]) -> bool:
    """Whether the hyphen at `at` joins two words (twenty-five); behind digits a scale word ($100-million) or a part (2-1/2)."""
    if not table.spaced or "-" in gap:
        return False
    if not found[-1].arabic:
        return True
    if PROPER.match(text, at + 1):
        return True
    following = lexeme_at(table, text, at + 1)
    return following is not None and following.kind == "scale"


def _one(lexeme: Lexeme, at: int, gap: str, found: list[Token]) -> int:
    end = at + len(lexeme.word)
    found.append(Token(lexeme.kind, lexeme.low, lexeme.high, lexeme.low, at, end, gap, lexeme.word))
    return end


def _digits(table: NumberTable, text: str, at: int, gap: str, found: list[Token]) -> int:
    """Digits side by side: one, a pair of neighbours (七八), or a string of them (二〇二五)."""
    run: list[Lexeme] = []
    end = at
    following: Lexeme | None = None
    while (following := lexeme_at(table, text, end)) is not None and following.kind == "digit":
        if run and (following.vague or _changes_script(table, text[end - 1], text[end])):
            break
        run.append(following)
        end += len(following.word)
        if following.vague:
            following = lexeme_at(table, text, end)
            break
    scaled = following is not None and following.kind == "scale"
    inside = bool(found) and found[-1].kind in {"scale", "little", "more"}
    while len(run) > 1 and not run[0].high and (scaled or inside):
        at = _one(run.pop(0), at, gap, found)
        gap = ""
    if len(run) == 1:
        lexeme = run[0]
        if lexeme.vague:
            after = bool(found)
            low, written = (ONE if after and not scaled else lexeme.low), (ZERO if after else lexeme.low)
            if after and (found[-1].low < HUNDRED or not found[-1].high):
                low = ONE  # 十几, 零几
            found.append(Token("digit", low, lexeme.high, written, at, end, gap, lexeme.word))
        else:
            found.append(Token("digit", lexeme.low, lexeme.low, lexeme.low, at, end, gap, str(lexeme.low)))
        return end
    string = "".join([str(lexeme.low) for lexeme in run])
    if len(run) == 2 and string in table.neighbours:
        found.append(Token("pair", run[0].low, run[1].low, run[0].low, at, end, gap, string))
    else:
        value = Decimal(string)
        found.append(Token("literal", value, value, value, at, end, gap, string))
    return end


def digit_string(token: Token) -> str:
    """The digits that a token puts after a decimal point; none where it cannot stand there."""
    if token.kind in {"literal", "pair"}:
        return token.word if token.word.isdecimal() else ""
    return str(token.low) if token.kind in {"digit", "word"} and token.low == token.high else ""
