"""Expressions whose number is no figure: idioms, marks, dates, times of day, ranks that nobody ranks by.

From ``pipeline/data/languages/<code>/vetoes.toml``; every table is empty for a language without the file.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.units import LANGUAGES
from pipeline.lexicon.words import Words, capitals

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Vetoes", "vetoes"]

CALENDAR = ("era", "year", "month", "day", "hour", "occasion", "era_markets")
FIELDS = {
    "idioms": "idioms", "before": "before", "indexed": "indexed", "after": "after", "after_arabic": "after_arabic",
    "clock": "clock", "clock_after": "clock_after", "pointing": "pointing", "period": "period", "rank_before": "rank_before",
    "rank_after": "rank_after", "pair": "pair", "columns": "columns", "alone": "alone",
    "crossings": "crossings", "top_before": "top_before", "top_after": "top_after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vetoes:
    """The tables of one language: see the head of its file for what each is."""

    idioms: Words[str]
    before: Words[str]
    indexed: Words[str]
    after: Words[str]
    after_arabic: Words[str]
    clock: Words[str]
    clock_after: Words[str]
    pointing: Words[str]
    period: Words[str]
    rank_before: Words[str]
    rank_after: Words[str]
    pair: Words[str]
    columns: Words[str]
    alone: Words[str]
    crossings: Words[str]
    top_before: Words[str]
    top_after: Words[str]
    era: Words[str]
    year: Words[str]
    month: Words[str]
    day: Words[str]
    hour: Words[str]
    occasion: Words[str]
    era_markets: Words[str]
    longest_idiom: int


def _words(file: str, key: str, words: object) -> Words[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise DataError(file, key, "is no list of words")
    several: Iterable[str] = words
    twice = sorted({word for word in words if words.count(word) > 1}) if len(words) < 400 else []
    if twice:
        raise DataError(file, key, f"has {', '.join(twice)} twice")
    return Words(capitals({word: word for word in several if word}))


@functools.cache
def vetoes(language: str) -> Vetoes:
    """The tables of a language, read once.

    >>> vetoes("zh").idioms.after("零一万物发布", 0)
    (4, '零一万物')
    """
    file = f"languages/{language}/vetoes.toml"
    data = read_toml(file) if language in LANGUAGES and (DATA / file).is_file() else {}
    dates = data.get("dates", {})
    tables = {field: _words(file, key, data.get(key, [])) for field, key in FIELDS.items()}
    parts = {key: _words(file, f"dates.{key}", dates.get(key, [])) for key in CALENDAR}
    return Vetoes(**tables, **parts, longest_idiom=max(map(len, data.get("idioms", ())), default=0))
