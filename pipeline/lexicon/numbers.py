"""How a language writes numbers: one table a language, from ``pipeline/data/languages/<code>/numerals.toml``."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import DATA, DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Lexeme", "NumberTable", "number_languages", "number_table"]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of the number grammar: what it does (`kind`) and what it is worth, at least, at most and as written.

    `kind` is digit, word, scale, more, point, over, mixed, half or percent.
    """

    word: str
    kind: str
    low: Decimal
    high: Decimal

    @property
    def vague(self) -> bool:
        """Whether the word leaves open how many."""
        return self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTable:
    """What one language knows of numbers. `leads` has every lexeme under its first character, longest first."""

    language: str
    spaced: bool
    bare_inside: Decimal
    trailing_digit: bool
    fold: Mapping[int, str]
    shy: frozenset[str]
    leads: Mapping[str, tuple[Lexeme, ...]]
    minus: tuple[str, ...]
    plus: tuple[str, ...]
    ordinal_before: tuple[str, ...]
    half_after: tuple[str, ...]
    scale_not_before: Mapping[str, frozenset[str]]
    suffixes: Mapping[str, Decimal]
    vetoes: frozenset[str]
    veto_chars: frozenset[str]
    arabic: re.Pattern[str]
    separators: Mapping[int, None]
    anchor: re.Pattern[str]
    after_arabic: frozenset[str]


def number_languages() -> tuple[str, ...]:
    """The languages that have a table, sorted.

    >>> "zh" in number_languages()
    True
    """
    folder = DATA / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "numerals.toml").is_file()))


@functools.cache
def number_table(language: str) -> NumberTable:
    """The table of `language`. Raises `DataError` where the file is missing or wrong.

    >>> number_table("zh").language
    'zh'
    """
    file = f"languages/{language}/numerals.toml"
    return _Reader(file, read_toml(file)).table()


_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code != 0xFF0C} | {0x3000: " "}


class _Reader:
    """One file on its way to a table; every complaint names the file and the key."""

    def __init__(self, file: str, data: dict[str, Any]) -> None:
        self.file, self.data = file, data

    def decimal(self, key: str, value: object) -> Decimal:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            raise DataError(self.file, key, f"{value!r} is no number") from None

    def words(self, key: str) -> tuple[str, ...]:
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
            raise DataError(self.file, key, "must be a list of words")
        return tuple(sorted(found, key=len, reverse=True))

    def lexemes(self) -> list[Lexeme]:
        found: list[Lexeme] = []
        for key, kind in (("digits", "digit"), ("words", "word"), ("scales", "scale"), ("percent", "percent")):
            for word, value in self.data.get(key, {}).items():
                worth = self.decimal(f"{key}.{word}", value)
                found.append(Lexeme(word, kind, worth, worth))
        for word, bounds in self.data.get("vague", {}).items():
            if not isinstance(bounds, list) or len(bounds) != 2:
                raise DataError(self.file, f"vague.{word}", "must be the least and the most")
            low, high = (self.decimal(f"vague.{word}", bound) for bound in bounds)
            found.append(Lexeme(word, "digit", low, high))
        zero = Decimal(0)
        plain = (
            ("more", "more"),
            ("more_after_scale", "little"),
            ("points", "point"),
            ("over", "over"),
            ("mixed", "mixed"),
            ("half", "half"),
        )
        for key, kind in plain:
            found.extend(Lexeme(word, kind, zero, zero) for word in self.words(key))
        return found

    def table(self) -> NumberTable:
        data = self.data
        fold = dict(_WIDE)
        for canonical, variants in data.get("fold", {}).items():
            for variant in variants:
                if ord(variant) in fold:
                    raise DataError(self.file, f"fold.{canonical}", f"{variant!r} is folded twice")
                fold[ord(variant)] = canonical
        leads: dict[str, list[Lexeme]] = {}
        seen: set[str] = set()
        for lexeme in self.lexemes():
            if lexeme.word in seen:
                raise DataError(self.file, lexeme.word, "stands twice")
            seen.add(lexeme.word)
            leads.setdefault(lexeme.word[0], []).append(lexeme)
        suffixes = {word: self.decimal(f"suffixes.{word}", value) for word, value in data.get("suffixes", {}).items()}
        vetoes = frozenset(data.get("vetoes", "").split())
        opening = "".join(
            re.escape(char) for char, found in leads.items() if any(lexeme.kind in {"digit", "word", "scale"} for lexeme in found)
        )
        group = "".join(re.escape(mark) for mark in (*data["group"], *data.get("wide_group", ())))
        decimal = re.escape(data["decimal"])
        arabic = re.compile(
            rf"(?:[0-9]{{1,3}}(?:([{group}])[0-9]{{3}}(?![0-9]))(?:\1[0-9]{{3}}(?![0-9]))*+|[0-9]++)"
            rf"(?:{decimal}[0-9]++(?!{decimal}[0-9]))?+(?:[eE][+-]?[0-9]{{1,3}}(?![0-9A-Za-z]))?+"
            rf"|{decimal}[0-9]++"
        )
        separators = {ord(mark): None for mark in (*data["group"], *data.get("wide_group", ()))}
        return NumberTable(
            language=data["language"],
            spaced=data["spaced"],
            bare_inside=self.decimal("bare_inside", data.get("bare_inside", 0)),
            trailing_digit=data.get("trailing_digit", False),
            fold=fold,
            shy=frozenset(data.get("shy", "")),
            leads={lead: tuple(sorted(found, key=lambda x: len(x.word), reverse=True)) for lead, found in leads.items()},
            minus=self.words("minus"),
            plus=self.words("plus"),
            ordinal_before=self.words("ordinal_before"),
            half_after=self.words("half_after"),
            scale_not_before={word: frozenset(after) for word, after in data.get("scale_not_before", {}).items()},
            suffixes=suffixes,
            vetoes=vetoes,
            veto_chars=frozenset("".join(vetoes)),
            arabic=arabic,
            separators=separators,
            anchor=re.compile(rf"[0-9{opening}]|(?<![0-9])\.(?=[0-9])"),
            after_arabic=frozenset(leads) | frozenset(word[0] for word in suffixes) | frozenset(" /"),
        )
