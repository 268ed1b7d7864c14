"""From characters to the tokens of a numeral: words of the table, and Arabic digits read whole."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from pipeline.numerals.number import LARGEST

if TYPE_CHECKING:
    from pipeline.lexicon.numbers import Lexeme, NumberTable

__all__ = ["Token", "arabic", "tokens"]

ONE = Decimal(1)


class Token(NamedTuple):
    """A piece of a numeral. `kind` is a lexeme's kind, ``literal`` (digits side by side) or ``pair`` (七八: 7 or 8).

    `values` are the least, the most, and what stands there as written; `gap` counts the spaces before it.
    """

    kind: str
    values: tuple[Decimal, Decimal, Decimal]
    start: int
    end: int
    gap: int
    word: str = ""
    arabic: bool = False


def arabic(table: NumberTable, text: str, at: int) -> tuple[Decimal | None, int]:
    """The value of the Arabic digits at `at` and where they end; None where no quantity can be so large."""
    match = table.arabic.match(text, at)
    if match is None:
        return None, at
    found = match.group()
    if match.group(1):
        found = found.translate(table.separators)
    value = Decimal(found)
    if "e" in found or "E" in found:
        exponent = value.adjusted()
        if abs(exponent) > LARGEST:
            return None, match.end()
    return value, match.end()


def _lexeme(table: NumberTable, text: str, at: int) -> Lexeme | None:
    for lexeme in table.leads.get(text[at : at + 1], ()):
        if len(lexeme.word) == 1 or text.startswith(lexeme.word, at):
            if lexeme.kind == "scale" and text[at + 1 : at + 2] in table.scale_not_before.get(lexeme.word, ()):
                continue
            return lexeme
    return None


def tokens(table: NumberTable, text: str, at: int) -> list[Token]:
    """The tokens from `at` on, as far as they may belong to one numeral."""
    found: list[Token] = []
    size = len(text)
    gap = 0
    while at < size:
        char = text[at]
        if "0" <= char <= "9" or (char == "." and not found):
            value, end = arabic(table, text, at)
            if value is None:
                break
            found.append(Token("literal", (value, value, value), at, end, gap, text[at:end], arabic=True))
            at, gap = end, 0
            continue
        lexeme = _lexeme(table, text, at)
        if lexeme is not None:
            if lexeme.kind == "digit":
                at = _digits(table, text, at, gap, found)
            else:
                at = _one(lexeme, at, gap, found)
            gap = 0
            continue
        if char == " " and found and gap < 3:
            gap += 1
            at += 1
            continue
        break
    return found


def _one(lexeme: Lexeme, at: int, gap: int, found: list[Token]) -> int:
    end = at + len(lexeme.word)
    found.append(Token(lexeme.kind, (lexeme.low, lexeme.high, lexeme.low), at, end, gap, lexeme.word))
    return end


def _digits(table: NumberTable, text: str, at: int, gap: int, found: list[Token]) -> int:
    """Digits side by side: one, a pair of neighbours (七八), or a string of them (二〇二五)."""
    run: list[Lexeme] = []
    end = at
    while (lexeme := _lexeme(table, text, end)) is not None and lexeme.kind == "digit" and not (run and lexeme.vague):
        run.append(lexeme)
        end += len(lexeme.word)
        if lexeme.vague:
            break
    following = _lexeme(table, text, end)
    scaled = following is not None and following.kind == "scale"
    inside = bool(found) and found[-1].kind in {"scale", "little", "more"}
    while len(run) > 1 and run[0].low == 0 and run[0].high == 0 and (scaled or inside):
        at = _one(run.pop(0), at, gap, found)
        gap = 0
    string = "".join(str(lexeme.low) for lexeme in run)
    if len(run) == 1:
        lexeme = run[0]
        written = Decimal(0) if lexeme.vague and found else lexeme.low
        low = ONE if lexeme.vague and found and not scaled else lexeme.low
        found.append(Token("digit", (low, lexeme.high, written), at, end, gap, "" if lexeme.vague else str(lexeme.low)))
    elif len(run) == 2 and _neighbours(run):
        found.append(Token("pair", (run[0].low, run[1].low, run[0].low), at, end, gap, string))
    else:
        value = Decimal(string)
        found.append(Token("literal", (value, value, value), at, end, gap, string))
    return end


def _neighbours(run: list[Lexeme]) -> bool:
    first, second = run[0].low, run[1].low
    return first > 0 and (second - first == 1 or (first == 3 and second == 5))
