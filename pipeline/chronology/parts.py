"""The piece of a year that a token names: a quarter, a half, months, a day, an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.chronology.expression import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.chronology.tokens import Token, Tokens

__all__ = ["part_of"]

_DAYS, _YEAR, _HALF, _QUARTERS = 31, 12, 6, 4


def part_of(token: Token, grammar: Tokens) -> Part | None:
    """The piece of a year that a token names; None where it names none, or one that there is not (13月)."""
    shape = _SHAPES.get(token.kind)
    return None if shape is None else shape(token, grammar, grammar.numbers(token.text))


def _quarter(_token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    number = numbers[0] if numbers else 0
    return Part("months", number * 3 - 2, number * 3) if 1 <= number <= 4 else None


def _quarters(token: Token, grammar: Tokens, numbers: list[int]) -> Part | None:
    """Quarters that follow one another: 一至三季度, 一、二季度, 一二季度."""
    if len(numbers) == 1:  # 一二 are two digits
        first, last = divmod(numbers[0], 10)
    else:
        first, last = numbers[0], numbers[-1]
    listed = any(sign in token.text for sign in grammar.words.words("enumerating")) or len(numbers) == 1
    fits = 1 <= first < last <= _QUARTERS and (last == first + 1 or not listed)
    return Part("months", first * 3 - 2, last * 3) if fits else None


def _days(_token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    """The first of several days: 8月8日-18日, 8月8-18日, 6日至8日."""
    month = numbers[0] if len(numbers) == 3 else 0
    fits = len(numbers) in {2, 3} and month <= _YEAR and all(1 <= one <= _DAYS for one in numbers[-2:])
    return Part("day", month, numbers[-2]) if fits and numbers[-2] < numbers[-1] else None


def _holiday(token: Token, grammar: Tokens, _numbers: list[int]) -> Part | None:
    """A public holiday: its number, and whether all of it is meant (0), or its first day (1); the later of two."""
    words = grammar.words
    name = max((word for word in words.words("holidays") if word in token.text), key=lambda word: words.number("holidays", word))
    if token.text.endswith(words.words("holiday_days")):
        return None
    return Part("holiday", words.number("holidays", name), int(token.text.endswith(words.words("holiday_firsts"))))


def _half(token: Token, grammar: Tokens, numbers: list[int]) -> Part:
    number = numbers[0] if token.kind == "half_code" else grammar.words.number("half", token.text)
    return Part("months", number * 6 - 5, number * 6)


def _firsts(token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    last = numbers[0] * (3 if token.kind == "first_quarters" else 1)
    return Part("months", 1, last) if 1 <= last <= 12 else None


def _calendar(_token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    first, last = numbers[0], numbers[-1]
    if not (1 <= first <= _YEAR and 1 <= last <= _YEAR):
        return None
    last += _YEAR if last < first else 0  # over the turn of the year: 10-3月期
    return Part("calendar", first, last) if last <= _YEAR or last - first < _HALF else None


def _third(token: Token, grammar: Tokens, numbers: list[int]) -> Part | None:
    words = grammar.words
    third = next(words.number("third", word) for word in words.words("third") if token.text.endswith(word))
    return Part("third", numbers[0], third) if 1 <= numbers[0] <= 12 else None


def _edge(token: Token, grammar: Tokens, numbers: list[int]) -> Part | None:
    ends = token.text.endswith(grammar.words.words("month_ends"))
    return Part("month_end" if ends else "month_start", numbers[0]) if 1 <= numbers[0] <= 12 else None


def _season(token: Token, grammar: Tokens, _numbers: list[int]) -> Part:
    number = grammar.words.number("season", token.text)
    return Part("months", 3 * number - 2, 3 * number)


def _report(token: Token, grammar: Tokens, _numbers: list[int]) -> Part:
    return Part("months", 1, grammar.words.number("report_names", token.text))


def _date(_token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    return Part("day", numbers[0], numbers[1]) if len(numbers) == 2 else None


def _day(_token: Token, _grammar: Tokens, numbers: list[int]) -> Part | None:
    return Part("day", 0, numbers[0]) if 1 <= numbers[0] <= _DAYS else None


_SHAPES: dict[str, Callable[[Token, Tokens, list[int]], Part | None]] = {
    "holiday": _holiday,
    "quarters": _quarters,
    "quarter": _quarter,
    "days": _days,
    "quarter_code": _quarter,
    "season": _season,
    "half": _half,
    "half_code": _half,
    "interim": lambda _token, _grammar, _numbers: Part("months", 1, 6),
    "report_name": _report,
    "first_quarters": _firsts,
    "first_months": _firsts,
    "months": _calendar,
    "month": _calendar,
    "third": _third,
    "month_edge": _edge,
    "date": _date,
    "day": _day,
    "end": lambda _token, _grammar, _numbers: Part("end"),
    "year_end": lambda _token, _grammar, _numbers: Part("end"),
    "year_start": lambda _token, _grammar, _numbers: Part("start"),
    "begin": lambda _token, _grammar, _numbers: Part("start"),
}
