"""Figures that are written without a number the grammar could read: 腰斩, 翻番, 半价, 亿元.

From ``pipeline/data/languages/<code>/phrases.toml``.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.units import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Phrase", "Phrases", "phrases"]

SIGNAL = 4
"""Letters of a phrase by which it is first looked for."""

NEVER = re.compile("(?!)")
KINDS = frozenset({"money", "percent", "multiple", "count", "duration", "none"})


class Phrase(NamedTuple):
    """What a fixed phrase says. `kind` ``none`` is a phrase that only looks like one, and hides what is in it."""

    kind: str
    unit: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    direction: str | None = None
    modifier: str | None = None


class Phrases(NamedTuple):
    """The phrases of a language, and the expression that finds the longest at each place (literals only: linear).

    Where case does not matter the expression is slow, so a text is first looked through for one of `signals`, the beginnings of
    the phrases in small letters; there are none where it is fast.
    """

    pattern: re.Pattern[str]
    words: Mapping[str, Phrase]
    signals: tuple[str, ...] = ()


def _decimal(file: str, key: str, value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise DataError(file, key, f"{value!r} is no decimal number") from None


@functools.cache
def phrases(language: str) -> Phrases:
    """The phrases of a language, read once.

    >>> phrases("zh").words["腰斩"].direction
    'down'
    """
    file = f"languages/{language}/phrases.toml"
    data = read_toml(file) if language in LANGUAGES and (DATA / file).is_file() else {}
    words: dict[str, Phrase] = {}
    spaced = data.pop("spaced", False)
    for name, entry in data.items():
        if entry.get("kind") not in KINDS:
            raise DataError(file, f"{name}.kind", f"is none of {', '.join(sorted(KINDS))}")
        value, low, high = (_decimal(file, f"{name}.{key}", entry.get(key)) for key in ("value", "low", "high"))
        phrase = Phrase(entry["kind"], entry.get("unit"), value, low, high, entry.get("direction"), entry.get("modifier"))
        for word in entry["words"]:
            if word in words:
                raise DataError(file, name, f"{word!r} is under another entry too")
            words[word] = phrase
    ordered = sorted(words, key=len, reverse=True)
    if not ordered:
        return Phrases(NEVER, words)
    if spaced:
        signals = tuple(sorted({word[:SIGNAL].lower() for word in ordered}))
        return Phrases(re.compile(rf"(?<![\w-]){alternation(ordered)}(?!\w)", re.IGNORECASE), words, signals)
    return Phrases(re.compile(alternation(ordered)), words)
