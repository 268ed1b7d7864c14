"""What is known of a language's numbers, frozen: the types that `pipeline.lexicon.numbers` fills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping
    from decimal import Decimal

__all__ = ["Lexeme", "NumberTable", "Relation"]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of the number grammar: what it does (`kind`) and the least and the most it is worth.

    A `bounded` word must not run on into another letter.
    """

    word: str
    kind: str
    low: Decimal
    high: Decimal
    bounded: bool

    @property
    def vague(self) -> bool:
        """Whether the word leaves open how many."""
        return self.low != self.high


class Relation(NamedTuple):
    """Words that bound a number on one side: `low`, `high` or `equal`."""

    word: str
    bound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTable:
    """What one language knows of numbers. `leads` has every lexeme under its first character, longest first.

    `follows` matches where a numeral may go on behind digits or a digit word, and may match where it does not;
    `behind_digits` are the signs and scale words of one character that end one, `digit_words` the digits of one character that
    stand for nothing else. `veto_pairs` are any two characters side by side in a veto. `edges` are the last characters of signs
    and ordinal words before a numeral.
    """

    language: str
    spaced: bool
    cased: bool
    digit_strings: bool
    neighbours: frozenset[str]
    script: tuple[str, str]
    mixes_scripts: bool
    followers: tuple[str, ...]
    alone: frozenset[str]
    bare_inside: Decimal
    trailing_digit: bool
    tens_link: bool
    units_first: bool
    compounds: bool
    decimal: str
    fold: Mapping[str, str]
    foldable: re.Pattern[str]
    shy: frozenset[str]
    leads: Mapping[str, tuple[Lexeme, ...]]
    fractions: Mapping[str, tuple[Decimal, Decimal]]
    superscripts: Mapping[int, str]
    power: re.Pattern[str]
    no_sign_after: frozenset[str]
    sign_after: frozenset[str]
    currency_signs: frozenset[str]
    minus: tuple[str, ...]
    plus: tuple[str, ...]
    sign_ends: frozenset[str]
    ordinal_before: tuple[str, ...]
    ordinal_ends: frozenset[str]
    half_after: tuple[str, ...]
    half_alone: frozenset[str]
    over_percent: bool
    own_digits: frozenset[str]
    at_least: tuple[str, ...]
    not_after: Mapping[str, frozenset[str]]
    noun_before_vague: frozenset[str]
    vague_before: frozenset[str]
    not_before: Mapping[str, frozenset[str]]
    suffixes: tuple[tuple[str, Decimal], ...]
    suffix_leads: frozenset[str]
    vetoes: frozenset[str]
    lifted: tuple[str, ...]
    longest_veto: int
    veto_pairs: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, int], ...]]
    arabic: re.Pattern[str]
    separators: Mapping[int, None]
    anchor: re.Pattern[str]
    follows: re.Pattern[str]
    behind_digits: Mapping[str, Lexeme]
    digit_words: Mapping[str, Lexeme]
    edges: frozenset[str]
    joiners: tuple[str, ...]
    dashes: frozenset[str]
    ratios: frozenset[str]
    ratios_proper: frozenset[str]
    ratios_reversed: frozenset[str]
    counters: tuple[str, ...]
    closing: tuple[str, ...]
    points_after: tuple[str, ...]
    compared: tuple[tuple[str, str, str], ...]
    before: Mapping[str, tuple[Relation, ...]]
    after: Mapping[str, tuple[Relation, ...]]
    around: tuple[tuple[str, str, str], ...]
    connectors: frozenset[str]
