"""The shapes of time in Chinese and Japanese: tokens joined where they touch.

``2025年`` + ``前三季度``, ``截至`` + a day + ``止六个月``, ``1`` – ``9月``, ``3Q25``, ``令和6年`` + ``3月期``, and spans of two.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.periods.expression import Expression, Part

if TYPE_CHECKING:
    from pipeline.periods.tokens import Token, Tokens

__all__ = ["read"]

_CENTURY, _EARLY = 2000, 1000
_YEARS = {"year", "era", "short", "fiscal", "bare", "years"}
_WORDS = {
    "year_ago": "year_ago",
    "now": "now",
    "to_date": "to_date",
    "month_word": "months",
    "day_word": "days",
    "quarter_word": "quarters",
}
_QUARTERS = {"quarter", "quarter_code", "season", "last_season"}


def read(text: str, grammar: Tokens) -> list[Expression]:
    """The times written in `text`, in order, spans joined; words that only make sense beside another are left out."""
    scanned = grammar.scan(text)
    points: list[Expression] = []
    at = 0
    while at < len(scanned):
        point, taken = _point(text, scanned, at, grammar)
        if point is not None:
            points.append(point)
        at += max(1, taken)
    return _spans(text, points, grammar)


def _touching(text: str, one: Token, other: Token, grammar: Tokens) -> bool:
    gap = text[one.end : other.start]
    return not gap or gap.isspace() or gap in grammar.words.words("attributive")


def _point(text: str, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression | None, int]:
    """The expression that opens at token `at`, and how many tokens it takes."""
    first = at
    until = scanned[at].kind == "until"
    if until:
        at += 1
        if at >= len(scanned) or text[scanned[at - 1].end : scanned[at].start].strip():
            return None, 1
    start = scanned[at].start
    made: Expression | None = None
    token = scanned[at]
    if token.kind in _YEARS:
        made = _year(token, grammar)
        at += 1
        if at < len(scanned) and _touching(text, token, scanned[at], grammar):
            joined = _with_part(made, scanned, at, grammar)
            if joined is not None:
                made, at = joined
    elif token.kind == "iso":
        made, at = _iso(token), at + 1
    elif token.kind == "code":
        made, at = _code(token, grammar), at + 1
    elif token.kind in _WORDS:
        shift = grammar.words.number(
            {"months": "months", "days": "days", "quarters": "quarters"}.get(_WORDS[token.kind], ""), token.text
        )
        made = Expression(start=start, end=token.end, word=_WORDS[token.kind], shift=shift)
        at += 1
    elif token.kind == "past":
        made, at = Expression(start=start, end=token.end, word="past", shift=grammar.numbers(token.text)[0]), at + 1
    elif token.kind in {"anaphor", "same"}:
        role = grammar.words.tables.get("anaphors", {}).get(token.text, "same")
        made, at = Expression(start=start, end=token.end, word=str(role)), at + 1
        if role == "year" and at < len(scanned) and _touching(text, token, scanned[at], grammar):
            joined = _with_part(made, scanned, at, grammar)
            if joined is not None:
                made, at = joined
    else:
        joined = _with_part(Expression(start=start, end=start), scanned, at, grammar)
        if joined is not None and not (token.kind in {"end", "begin", "half_code"}):
            made, at = joined
    if made is None:
        return None, 1
    if at < len(scanned) and scanned[at].kind == "close" and _touching(text, scanned[at - 1], scanned[at], grammar):
        made, at = replace(made, length=_length(scanned[at].text, grammar), end=scanned[at].end), at + 1
    made = replace(made, start=scanned[first].start, until=until)
    return _marked(text, made, grammar), at - first


def _marked(text: str, made: Expression, grammar: Tokens) -> Expression:
    """With what stands around it: something that began then, or something to come."""
    words = grammar.words
    before, after = text[max(0, made.start - 6) : made.start], text[made.end : made.end + 4]
    since = after.startswith(words.words("since")) or before.endswith(words.words("from"))
    return replace(made, since=since, future=before.endswith(words.words("future")))


def _year(token: Token, grammar: Tokens) -> Expression:
    made = Expression(start=token.start, end=token.end)
    if token.kind == "years":
        return replace(made, shift=grammar.words.number("years", token.text))
    numbers = grammar.numbers(token.text)
    if token.kind == "era":
        era = next(word for word in grammar.words.words("eras") if token.text.startswith(word))
        return replace(made, year=grammar.words.number("eras", era) + (numbers[0] if numbers else 1))
    number = numbers[0]
    return replace(made, year=number if number >= _EARLY else _CENTURY + number)


def _with_part(made: Expression, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression, int] | None:
    """`made` with the piece of a year that token `at` names; None where it names none."""
    token = scanned[at]
    numbers = grammar.numbers(token.text)
    number = numbers[0] if numbers else 0
    part: Part | None = None
    words = grammar.words
    if token.kind in _QUARTERS:
        quarter = {"season": 1, "last_season": 4}.get(token.kind, number)
        if 1 <= quarter <= 4:
            part = Part("months", quarter * 3 - 2, quarter * 3)
    elif token.kind == "half":
        half = words.number("half", token.text)
        part = Part("months", half * 6 - 5, half * 6) if half else Part("months", 1, 6)
    elif token.kind == "half_code":
        part = Part("months", number * 6 - 5, number * 6)
    elif token.kind == "first_quarters" and 1 <= number <= 4:
        part = Part("months", 1, number * 3)
    elif token.kind == "first_months" and 1 <= number <= 12:
        part = Part("months", 1, number)
    elif token.kind == "months" and len(numbers) == 2:
        part = Part("months", numbers[0], numbers[1])
    elif token.kind == "date" and len(numbers) == 2:
        part = Part("day", numbers[0], numbers[1])
    elif token.kind == "month" and 1 <= number <= 12:
        part = Part("months", number, number)
    elif token.kind == "third" and 1 <= number <= 12:
        part = Part(
            "third", number, next(words.number("third", word) for word in words.words("third") if token.text.endswith(word))
        )
    elif token.kind == "month_edge" and 1 <= number <= 12:
        part = Part("month_end" if token.text.endswith(words.words("month_ends")) else "month_start", number)
    elif token.kind == "end":
        part = Part("end")
    elif token.kind == "begin":
        part = Part("start")
    elif token.kind == "day" and 1 <= number <= 31:
        part = Part("day", 0, number) if made.year is None and made.shift is None and made.word is None else None
    elif token.kind == "same" and (made.year is not None or made.shift is not None):
        return replace(made, word="same", end=token.end), at + 1
    elif token.kind == "fiscal_end" and 1 <= number <= 12:
        year = None if made.year is None else made.year - (number < 12)
        fiscal = replace(made, year=year, begins=number % 12 + 1, end=token.end)
        if made.shift is not None:
            fiscal = replace(fiscal, shift=made.shift - (number < 12))
        if at + 1 < len(scanned) and scanned[at + 1].start == token.end:
            joined = _with_part(fiscal, scanned, at + 1, grammar)
            if joined is not None:
                return joined
        return replace(fiscal, part=Part("months", 1, 12)), at + 1
    if part is None:
        return None
    return replace(made, part=part, end=token.end), at + 1


def _iso(token: Token) -> Expression:
    pieces = [int(piece) for piece in token.text.replace("/", "-").replace(".", "-").split("-")]
    part = Part("months", pieces[1], pieces[1]) if len(pieces) == 2 else Part("day", pieces[1], pieces[2])
    return Expression(start=token.start, end=token.end, year=pieces[0], part=part)


def _code(token: Token, grammar: Tokens) -> Expression:
    number, year = grammar.numbers(token.text)
    part = Part("months", 1, 9) if "M" in token.text else Part("months", number * 3 - 2, number * 3)
    if "H" in token.text:
        part = Part("months", number * 6 - 5, number * 6)
    return Expression(start=token.start, end=token.end, year=year if year >= _EARLY else _CENTURY + year, part=part)


def _length(text: str, grammar: Tokens) -> int | None:
    words = grammar.words
    for word in words.words("length"):
        if text.endswith(word):
            return words.number("length", word)
    if text.endswith(words.words("closing_year")):
        return 12
    return 3 if text.endswith(words.words("closing_quarter")) else None


def _spans(text: str, points: list[Expression], grammar: Tokens) -> list[Expression]:
    """Two points with a range word between them become one span."""
    joined: list[Expression] = []
    for point in points:
        if joined:
            last = joined[-1]
            gap = text[last.end : point.start]
            plain = last.to is None and not (last.word or point.word) and last.length is None
            if plain and len(gap) <= 4 and grammar.range.fullmatch(gap):
                joined[-1] = replace(last, to=point, end=point.end, length=point.length, since=False, future=point.future)
                continue
        joined.append(point)
    return joined
