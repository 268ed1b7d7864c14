"""The tokens of time in Chinese and Japanese: regular expressions, built from a language's words.

Python's `re` tries the branches of ``(?:a|b|…)`` one after another, and there are fifty kinds of token; but few of them can begin
with a given character. So a place is judged by its character, and only the kinds that it can open are tried, in their order.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.periods import period_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.lexicon.periods import PeriodWords

__all__ = ["Token", "Tokens", "tokens"]

_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
"""Full-width digits."""
_ANY_WIDE = re.compile("[\uff10-\uff19]")
_ARABIC, _NUMBER, _CODE = "0123456789", "number", "QH"
"""Arabic digits; stands below for digits of both kinds; the letters of quarters and halves."""
_OPENED: Final[Mapping[str, tuple[str, ...]]] = {
    "iso": (_ARABIC,),
    "fiscal": (_ARABIC, "fiscal_sign"),
    "code": (_ARABIC, _CODE),
    "year": (_NUMBER,),
    "era": ("eras",),
    "bare_era": (_ARABIC,),
    "short": (_ARABIC, "'"),
    "plan": ("five_years",),
    "holiday": ("holidays", "quote_opens"),
    "weekday": ("last_week", "weekday"),
    "quarter_code": (_CODE,),
    "half_code": (_CODE,),
    "report_name": ("report_names",),
    "half": ("half",),
    "interim": ("interim",),
    "first_quarters": ("first",),
    "first_months": ("first",),
    "season": ("season",),
    "quarters": (_NUMBER, "ordinal"),
    "quarter": (_NUMBER, "ordinal"),
    "fiscal_end": (_NUMBER,),
    "months": (_NUMBER,),
    "days": (_NUMBER,),
    "date": (_NUMBER,),
    "dotted": (_ARABIC,),
    "third": (_NUMBER,),
    "month_edge": (_NUMBER,),
    "month": (_NUMBER,),
    "bare": (_ARABIC,),
    "later": (_NUMBER,),
    "past": ("half_past",),
    "year_ago": ("year_ago",),
    "told_day": ("told_days",),
    "told_year": ("told_years",),
    "now": ("now", "now_short"),
    "to_date": ("to_date",),
    "years": ("years",),
    "month_word": ("months",),
    "day_word": ("days",),
    "week_word": ("weeks",),
    "weekend": ("weekends", "weekend"),
    "quarter_word": ("quarters",),
    "year_end": ("year_ends",),
    "year_start": ("year_starts",),
    "full_year": ("full_year", "annual"),
    "close": ("closing",),
    "anaphor": ("anaphors",),
    "same": ("same",),
    "day": (_NUMBER,),
    "end": ("ends",),
    "begin": ("starts",),
    "until": ("until",),
}
"""What the tokens of a kind begin with: characters, or the words of a role."""


class Token(NamedTuple):
    """A word of time in ``[start, end)``: its kind is the name of the piece below that matched it."""

    kind: str
    start: int
    end: int
    text: str


class Tokens:
    """The compiled tokens of one language, and the numbers in them."""

    def __init__(self, words: PeriodWords) -> None:
        self.words = words
        self.said = functools.cache(words.words)
        self.digits = {word: int(number) for word, number in words.tables.get("digits", {}).items()}
        self.number = re.compile(rf"\d+|[{re.escape(''.join(self.digits))}]+")
        self.range = re.compile(rf"\s?{alternation([*words.words('range'), '/'])}\s?")
        self.list = re.compile(rf"\s?{alternation(words.words('list'))}\s?")
        self.pieces = self._pieces()
        self.kinds = self._opened()
        self.opening = re.compile(f"[{re.escape(''.join(sorted(self.kinds)))}]")
        self.shapes: dict[tuple[str, ...], re.Pattern[str]] = {}
        """The tokens of some kinds, compiled when one of them may first stand somewhere."""
        late, opened, peak = (alternation(words.words(key)) for key in ("since_late", "since_open", "since_peak"))
        self.lasting = re.compile(rf"\s?(?:[^\W\d_]{{0,18}}?{late}|(?P<from>{opened}))(?!\s?{peak})")
        """What says behind a time that it goes on; ``from`` only where a word before the time says that it begins there."""
        self.moment = re.compile(rf"\s?{alternation(words.words('since'))}{alternation(words.words('since_moment'))}")
        """What says behind a time that something was so when another thing began (2022年成立时)."""
        self.alike = re.compile(rf"[^\W\d_]{{0,8}}?{alternation(words.words('alike_after'))}")
        related = words.words("relations")
        self.related = re.compile(rf"{alternation(related)}[^\W\d_]{{0,6}}$" if related else r"(?!)")
        """What stands before a time that something is only compared with (略低于最高年份|2015年)."""
        hour = rf"\s?\d{{1,2}}\s?{alternation(words.words('clock'))}"
        self.clock = re.compile(rf"^(?:{hour}){{1,3}}" if words.words("clock") else r"(?!)")
        """A time of day behind a day (11月1日0时0分)."""
        starts, until = alternation(words.words("begun")), alternation(words.words("span_to"))
        self.begun = re.compile(rf"[^\W\d_]{{0,6}}?{starts}{until}" if words.words("begun") else r"(?!)")
        """What stands between the day on which something began and that up to which is counted (春运启动至)."""
        spans = words.words("closing_spans")
        self.closing = re.compile(rf"\s?{alternation(spans)}" if spans else r"(?!)")
        """What says how long the time was that a day closed (截至2024年3月|的财年)."""
        self.stop = re.compile(alternation(words.words("sentence_end")))

    def _opened(self) -> dict[str, tuple[str, ...]]:
        """The kinds of token that each character can begin, in their order: most places of a text are passed over by this."""
        kinds: dict[str, tuple[str, ...]] = {}
        for kind in self.pieces:
            for sign in sorted({sign for key in _OPENED[kind] for sign in self._signs(key)}):
                kinds[sign] = (*kinds.get(sign, ()), kind)
        return kinds

    def _signs(self, key: str) -> set[str]:
        """The characters that a piece of `_OPENED` stands for."""
        if key == _NUMBER:
            return {*_ARABIC, *self.digits}
        return {word[0] for word in self.words.words(key)} if key.islower() else set(key)

    def _pieces(self) -> dict[str, str]:
        def any_of(*keys: str) -> str:
            return alternation(self.words.words(*keys))

        def bare(*keys: str) -> str:
            """Words of which those that open with 年 are no length of time before it (3年内, 每年中, 多年以来)."""
            own = self.words.words(*keys)
            opens = [word for word in own if word.startswith(self.words.words("year"))]
            rest = alternation([word for word in own if word not in opens])
            return rf"(?:{rest}|(?<![{han}\d])(?<!{any_of('bare_stop')}){alternation(opens)})" if opens else rest

        han = re.escape("".join(self.digits))
        number, small, wide = f"(?:\\d{{1,2}}|[{han}]{{1,3}})", f"[{han}1-4]", r"(?<![\d.])(?<!\d,)"
        year, month, day, quarter = any_of("year"), any_of("month"), any_of("day"), any_of("quarter")
        tail, count, through = f"(?:{any_of('year_tail')})?", f"(?:{any_of('counter')})?", f"\\s?{any_of('range')}\\s?"
        dot = r"(?:1[0-2]|[1-9])\.(?:[12]\d|3[01]|0?[1-9])"
        follows = (
            rf"\s?(?:{any_of('half')}|{any_of('ordinal')}?{small}{count}{quarter}|{any_of('first')}[{han}\d]"
            rf"|{any_of('ends', 'starts', 'year_tail')}|Q[1-4]|H[12]|{number}{month}|{number}{any_of('fiscal_end')})"
        )
        pieces = (
            rf"(?:{any_of('half')}|{any_of('ordinal')}?[{han}]{count}{quarter}|{any_of('ordinal')}{small}{count}{quarter}"
            rf"|{any_of('first')}{small}{count}{quarter}|{any_of('first')}{number}{count}{month}|{any_of('full_year')})"
        )
        return {
            "iso": r"(?<![\d.])(?:19|20)\d\d(?:[-/](?:0?[1-9]|1[0-2])(?:[-/](?:0?[1-9]|[12]\d|3[01]))?"
            r"|\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01]))(?![\d.%])",
            "fiscal": rf"(?<![A-Za-z\d])(?:{any_of('fiscal_sign')}\s?(?:20)?\d\d(?!\d)"
            rf"|(?:20)?\d\d(?:[/-]\d\d)?\s?{any_of('fiscal')})",
            "code": r"(?<![A-Za-z\d])(?:(?:[1-4]Q|[12]H|9M)\s?'?(?:20)?\d\d|(?:Q[1-4]|H[12])\s?(?:FY\s?(?:20)?\d\d|20\d\d))"
            r"(?![\d%A-Za-z.])",
            "year": rf"(?:{wide}(?:19|20)\d\d\s?|[{han}]{{4}}){year}(?!{any_of('year_stop')}){tail}"
            rf"|{wide}(?:19|20)\d\d(?=\s?(?:Q[1-4]|H[12])(?!\d)|\s?{pieces})",
            "era": rf"{any_of('eras')}\s?(?:\d{{1,3}}|[{han}]{{1,5}}|{any_of('first_year')})\s?{year}{tail}",
            "bare_era": rf"(?<![\d.])(?<!{any_of('ordinal')})(?<!\d,)1[0-2]\d\s?{year}{tail}(?!{any_of('bare_era_stop')})",
            "short": rf"{wide}'?\d\d{year}(?={follows})|{wide}2\d(?=(?:Q[1-4]|H[12])(?!\d))"
            rf"|{wide}2[1-9]{year}(?={any_of('interim_heads')})",
            "plan": rf"{any_of('five_years')}(?:{any_of('quotes')}?{any_of('plan_ends')})?",
            "holiday": rf"{any_of('quote_opens')}?(?<![{han}\d]){any_of('holidays')}"
            rf"{any_of('holiday_joints')}?{any_of('holidays')}?{any_of('quotes')}?{any_of('holiday_tails')}",
            "weekday": rf"(?<!{any_of('weekday_stop')})(?:{any_of('last_week')})?{any_of('weekday')}"
            rf"(?!{any_of('range', 'weekday_stop')})",
            "quarter_code": r"(?<![A-Za-z])Q[1-4](?![\d%A-Za-z.])",
            "half_code": r"(?<![A-Za-z])H[12](?![\d%A-Za-z.])",
            "report_name": rf"(?<!{any_of('report_stop')}){any_of('report_names')}",
            "half": rf"{bare('half')}(?!(?<={any_of('within')}){any_of('half_stop')})",
            "interim": rf"{any_of('interim')}(?={any_of('interim_heads')})|(?<={any_of('year')}){any_of('interim')}",
            "first_quarters": rf"{any_of('first')}{small}{count}{any_of('quarter')}{tail}",
            "first_months": rf"{any_of('first')}{number}{count}{month}",
            "season": any_of("season"),
            "quarters": rf"{any_of('ordinal')}?{small}(?:{through}|{any_of('enumerating')})?{any_of('ordinal')}?{small}"
            rf"{count}{any_of('full_quarter')}"
            rf"|{any_of('ordinal')}{small}(?:{through}|{any_of('enumerating')}){any_of('ordinal')}?{small}{count}{quarter}",
            "quarter": rf"{any_of('ordinal')}{small}{count}{quarter}|{small}{any_of('full_quarter')}",
            "fiscal_end": rf"{wide}{number}{any_of('fiscal_end')}",
            "months": rf"{wide}{number}(?:{month})?{through}{number}{month}(?!\s?{number}{day})",
            "days": rf"{wide}{number}\s?{month}\s?{number}\s?(?:{day})?{through}{number}\s?{day}"
            rf"|(?<![\d.{han}-])(?<!\d,)(?<!{any_of('day_before_stop')})(?:\d{{1,2}}|[{han}]{{1,3}}){day}{through}"
            rf"(?:\d{{1,2}}|[{han}]{{1,3}}){day}(?!{any_of('day_stop')})"
            rf"|(?<![\w.-])(?<!\d,)(?:[12]\d|3[01]|0?[1-9]){through}(?:[12]\d|3[01]){day}(?!{any_of('day_stop')})",
            "date": rf"{wide}{number}\s?{month}\s?{number}\s?{day}",
            "dotted": rf"(?<![\d.-]){dot}(?:{through}(?:(?:1[0-2]|[1-9])\.)?(?:[12]\d|3[01]|0?[1-9]))?{day}",
            "third": rf"{wide}{number}{month}{any_of('third')}",
            "month_edge": rf"{wide}{number}{month}{any_of('month_ends', 'month_starts')}(?!{any_of('edge_stop')})",
            "month": rf"(?!{any_of('no_date')}){wide}{number}{month}|{wide}\d{{1,2}}\s{month}(?!\s?{number}\s?{day})",
            "bare": r"(?<![\d.A-Za-z-])(?<!\d,)(?:19|20)\d\d"
            rf"(?=(?:{through}|\s?{any_of('list')}\s?)(?:19|20)\d\d\s?"
            rf"(?:{year}|{any_of('fiscal')}|{any_of('range')}|{any_of('list')}))",
            "later": rf"(?<![{han}\d.]){number}{year}(?:{any_of('later')}|{any_of('ago')})(?!{any_of('attributive')})",
            "past": rf"{any_of('half_past')}(?:\d{{1,2}}|[{han}]{{1,2}}){count}{year}",
            "year_ago": any_of("year_ago"),
            "told_day": rf"{any_of('told_days')}\s?[(（](?:[12]\d|3[01]|0?[1-9])[)）]\s?{day}",
            "told_year": rf"{any_of('told_years')}\s?[(（](?:\d{{2,4}})[)）]\s?{year}{tail}",
            "now": rf"{any_of('now')}(?:(?<!{any_of('now_edges')})|(?!{year}))"
            rf"|(?<!{any_of('now_before')}){any_of('now_short')}(?={any_of('now_heads')})",
            "to_date": bare("to_date"),
            "years": rf"(?!{any_of('edge_years')}{any_of('edge_years_behind')})"
            rf"(?!(?<={any_of('edge_years_before')}){any_of('edge_years')}){any_of('years')}",
            "month_word": any_of("months"),
            "day_word": any_of("days"),
            "week_word": rf"{any_of('weeks')}(?!{any_of('weekday_names')})",
            "weekend": rf"{any_of('weekends')}|(?<!{any_of('weekend_stop')}){any_of('weekend')}(?={any_of('weekend_heads')})",
            "quarter_word": any_of("quarters"),
            "year_end": bare("year_ends"),
            "year_start": rf"{bare('year_starts')}(?![{han}])",
            "full_year": rf"{any_of('full_year')}|{any_of('annual')}(?={any_of('annual_heads')})",
            "close": rf"{any_of('closing')}\s?(?:{any_of('length', 'closing_year', 'closing_quarter')})?",
            "anaphor": bare("anaphors"),
            "same": any_of("same"),
            "day": rf"(?!{any_of('no_date')})(?<![\d.{han}-])(?<!\d,)(?<!{any_of('day_before_stop')})"
            rf"(?:\d{{1,2}}|[{han}]{{1,3}}){day}(?!{any_of('day_stop')})",
            "end": any_of("ends"),
            "begin": rf"{any_of('starts')}(?![{han}])",
            "until": any_of("until"),
        }

    def scan(self, text: str) -> list[Token]:
        """Every token of `text`, in order."""
        text = text.translate(_WIDE) if _ANY_WIDE.search(text) else text
        found: list[Token] = []
        kinds, shapes, stop = self.kinds, self.shapes, 0
        for opened in self.opening.finditer(text):
            at = opened.start()
            if at < stop:
                continue
            some = kinds[text[at]]
            match = (shapes.get(some) or self._shape(some)).match(text, at)
            if match is not None:
                stop = match.end()
                found.append(Token(match.lastgroup or "", at, stop, match.group()))
        return found

    def _shape(self, kinds: tuple[str, ...]) -> re.Pattern[str]:
        """The tokens of some kinds as one pattern, compiled once."""
        self.shapes[kinds] = re.compile("|".join(f"(?P<{kind}>{self.pieces[kind]})" for kind in kinds))
        return self.shapes[kinds]

    def numbers(self, text: str) -> list[int]:
        """The numbers written in a token, Arabic or Han (一, 十, 十二, 二十三, 二〇二五)."""
        found: list[int] = []
        for piece in self.number.findall(text):
            found.append(int(piece) if piece.isdecimal() and piece.isascii() else self._han(piece))
        return found

    def _han(self, piece: str) -> int:
        if len(piece) > 2 and 10 not in map(self.digits.__getitem__, piece):
            return int("".join(str(self.digits[character]) for character in piece))
        total = last = 0
        for character in piece:
            digit = self.digits[character]
            if digit == 10:
                total, last = total + (last or 1) * 10, 0
            else:
                last = digit
        return total + last


@functools.cache
def tokens(language: str) -> Tokens | None:
    """The tokens of a language, or None for one without a table."""
    words = period_words(language)
    return None if words is None else Tokens(words)
