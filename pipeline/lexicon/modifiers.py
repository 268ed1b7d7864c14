"""Words around a number: how exact it is (TIMEX3), whether it changes, what it is counted by, how it joins a list.

From ``pipeline/data/languages/<code>/modifiers.toml``; every table is empty for a language without the file.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.units import LANGUAGES
from pipeline.lexicon.words import Words, capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MODIFIERS", "Modifiers", "modifiers"]

MODIFIERS = ("approx", "more_than", "less_than", "equal_or_more", "equal_or_less")
NONE = "none"
"""The meaning of a longer word that only looks like a modifier (余额, 以上海)."""


@dataclass(frozen=True, slots=True)
class Modifiers:
    """The tables of one language.

    `before`, `after`: word → TIMEX3 modifier or ``none``. `fillers` may stand between a word and its number. `changes`:
    word → ``up``, ``down``, ``to`` (ends a change at a level) or ``relative`` (同比); `growth`: nouns of a change. `each`,
    `slash`, `rates`, `bound` say what a rate is counted by. `levels` come before a bare number that is one stated.
    `contributions` are counted in points of which a minus is no fall. `separators` join a list; `tight` ones join it
    without a pause; `spans`, `between` join the ends of a range.
    """

    before: Words[str]
    after: Words[str]
    fillers: Words[str]
    inclusive: Words[str]
    exclusive: Words[str]
    shared: Words[str]
    changes: Words[str]
    growth: Words[str]
    comparatives: Words[str]
    than: Words[str]
    change_fillers: Words[str]
    changes_after: Words[str]
    by: Words[str]
    each: Words[str]
    slash: Words[str]
    rates: Words[str]
    bound: Words[str]
    bound_percent: Words[str]
    not_bound_after: Words[str]
    levels: Words[str]
    separators: Words[str]
    tight: Words[str]
    spans: Words[str]
    between: Words[str]
    between_close: Words[str]
    between_open: Words[str]
    apart: Words[str]
    ranging: Words[str]
    expected: Words[str]
    soft: Words[str]
    equals: Words[str]
    not_rates: Words[str]
    compared: Words[str]
    not_after: Words[str]
    contributions: Words[str]
    window: int
    one: Words[str]
    alias: Mapping[str, str]


def _same(words: Iterable[str]) -> Words[str]:
    return Words(capitals({word: word for word in words}))


def _by_meaning(file: str, key: str, table: Mapping[str, Iterable[str]]) -> Words[str]:
    words: dict[str, str] = {}
    for meaning, several in table.items():
        for word in several:
            if words.setdefault(word, meaning) != meaning:
                raise DataError(file, f"{key}.{meaning}", f"{word!r} is under {words[word]} too")
    return Words(capitals(words))


@functools.cache
def modifiers(language: str) -> Modifiers:
    """The tables of a language, read once. Raises `DataError` where a word has two meanings.

    >>> modifiers("zh").before.before("营收超过3亿", 4)
    (2, 'more_than')
    """
    file = f"languages/{language}/modifiers.toml"
    data = read_toml(file) if language in LANGUAGES and (DATA / file).is_file() else {}
    for key in ("before", "after"):
        unknown = set(data.get(key, {})) - {*MODIFIERS, NONE}
        if unknown:
            raise DataError(file, key, f"{', '.join(sorted(unknown))} is no modifier of TIMEX3")
    change, rates, lists = data.get("change", {}), data.get("rates", {}), data.get("lists", {})
    bound = dict(rates.get("bound", {}))
    for word, base in rates.get("bound_adjectives", {}).items():
        bound |= {f"{word} {noun}": base for noun in rates.get("bound_nouns", ())}
    return Modifiers(
        before=_by_meaning(file, "before", data.get("before", {})),
        after=_by_meaning(file, "after", data.get("after", {})),
        fillers=_same(data.get("fillers", ())),
        inclusive=_same(data.get("inclusive", ())),
        exclusive=_same(data.get("exclusive", ())),
        shared=_same(data.get("shared", ())),
        changes=_by_meaning(file, "change", {key: change.get(key, ()) for key in ("up", "down", "to", "relative", "no")}),
        growth=_by_meaning(file, "change", {"up": change.get("growth_up", ()), "down": change.get("growth_down", ())}),
        comparatives=_by_meaning(
            file, "change", {"up": change.get("comparative_up", ()), "down": change.get("comparative_down", ())}
        ),
        than=_same(change.get("than", ())),
        changes_after=_by_meaning(file, "change", {"up": change.get("after_up", ()), "down": change.get("after_down", ())}),
        by=_same(change.get("by", ())),
        change_fillers=_same(change.get("fillers", ())),
        each=_same(rates.get("each", ())),
        slash=_same(rates.get("slash", ())),
        rates=_same(rates.get("words", ())),
        bound=Words(capitals(bound)),
        bound_percent=Words(capitals(rates.get("bound_percent", {}))),
        not_bound_after=_same(rates.get("not_bound_after", ())),
        levels=_same(data.get("levels", {}).get("words", ())),
        separators=_same(lists.get("separators", ())),
        tight=_same(lists.get("tight", ())),
        spans=_same(lists.get("spans", ())),
        between=_same(lists.get("between", ())),
        between_close=_same(lists.get("between_close", ())),
        between_open=_same(lists.get("between_open", ())),
        apart=_same(lists.get("apart", ())),
        ranging=_same(lists.get("ranging", ())),
        expected=_same(lists.get("expected", ())),
        soft=_same(change.get("soft", ())),
        equals=_same(rates.get("equals", ())),
        not_rates=_same(rates.get("not_words", ())),
        compared=_same(change.get("compared", ())),
        not_after=_same(change.get("not_after", ())),
        contributions=_same(change.get("contributions", ())),
        window=data.get("window", 24),
        one=_same(lists.get("one", ())),
        alias=rates.get("alias", {}),
    )
