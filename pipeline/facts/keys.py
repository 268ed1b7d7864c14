"""What two statements must share to be about one thing: a subject, a measure, a scope, a basis, a time, each as a key.

Keys are for comparing only; a table keeps what the article says beside them. Doubt keeps things apart: a name that nothing
links to another, or a metric of which the words may mean several things, is its own.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import Days, day, months
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.facts import comparison, wording
from pipeline.lexicon.names import names
from pipeline.stages.simplify import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["basis_of", "clause_of", "days", "folded", "known_names", "quote_of", "scope_of", "subject_key"]

_PERIOD = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(\d\d)(?:-(\d\d))?))?", re.ASCII)
_REACH = 6
"""Characters before a word of scope that belong to it (核心C端业务)."""
_LONGEST = 400
"""Characters of a quote: a sentence longer than that is cut around its figure."""
_WORD = re.compile(r"[\w&.+-]{1,6}$")


@functools.lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text as keys compare it: NFKC, case folding, simplified characters, single spaces.

    >>> folded("Ｍｉｎｉ Max"), folded("紅楓物流")
    ('mini max', '红枫物流')
    """
    plain = unicodedata.normalize("NFKC", convert(unicodedata.normalize("NFKC", text)).casefold())
    return " ".join(plain.split())


@functools.cache
def _aliases() -> dict[str, str]:
    """Folded names and aliases to the folded canonical name; an alias that folds into two names is left out."""
    found: dict[str, str | None] = {}
    for word, name in names().by_name.items():
        key, canonical = folded(word), folded(name.canonical)
        if found.setdefault(key, canonical) != canonical:
            found[key] = None
    return {key: canonical for key, canonical in found.items() if canonical is not None}


@functools.lru_cache(maxsize=65536)
def subject_key(subject: str | None) -> str | None:
    """The key of a subject: folded, without its legal form, and by its canonical name where it is a well-known one.

    >>> subject_key("稀宇科技"), subject_key("红枫物流股份有限公司")
    ('minimax', '红枫物流')
    """
    if subject is None or not subject.strip():
        return None
    key = folded(subject)
    while key not in _aliases() and (short := _unformed(key)) != key:
        key = short
    return _aliases().get(key, key)


def _unformed(key: str) -> str:
    """The name without one legal form at its end; the same where it has none."""
    for language in ("zh", "ja", "en"):
        for form in wording(language).forms:
            if len(key) > len(form) + 1 and key.endswith(form):
                return key[: -len(form)].rstrip(" ,")
    return key


@functools.cache
def known_names() -> frozenset[str]:
    """The keys of well-known names: two of them are two things."""
    return frozenset(_aliases().values())


def _sentence_ends(text: str) -> Iterator[int]:
    """The places behind the ends of sentences."""
    signs = comparison()
    for place, sign in enumerate(text):
        if sign in signs.sentence or (
            sign in signs.spaced and text[place + 1 : place + 2].isspace() and not _initial(text, place)
        ):
            yield place + 1


def _initial(text: str, place: int) -> bool:
    """Whether the stop at `place` is that of an abbreviation: one or two letters with a capital, or none, before it."""
    word = text[max(0, place - 4) : place].rpartition(" ")[2]
    return 0 < len(word) < 4 and word[0].isupper() and word.isalpha()


def quote_of(text: str, start: int, end: int, figure: tuple[int, int]) -> tuple[int, int]:
    """The sentence of ``text[start:end]`` (a block) that the figure's place is in; at most 400 characters around it.

    >>> text = "营收5740万元。净亏损1.44亿元,同比扩大。"
    >>> text[slice(*quote_of(text, 0, len(text), (12, 18)))]
    '净亏损1.44亿元,同比扩大。'
    """
    first, last = start, end
    for place in _sentence_ends(text[start:end]):
        if start + place <= figure[0]:
            first = start + place
        elif start + place >= figure[1]:
            last = start + place
            break
    first, last = max(first, figure[0] - _LONGEST), min(last, figure[1] + _LONGEST)
    while first < figure[0] and text[first].isspace():
        first += 1
    while last > figure[1] and text[last - 1].isspace():
        last -= 1
    return first, last


def clause_of(text: str, first: int, figure: int) -> str:
    """What stands in the figure's clause before it: `first` is where its sentence begins."""
    place = figure
    while place > first and text[place - 1] not in comparison().clause:
        place -= 1
    return text[place:figure]


def scope_of(clause: str, added: str, metric: str | None, language: str) -> str:
    """The part of the whole that a figure is about, from its clause and from what its metric's words add; empty for the whole.

    >>> scope_of("核心C端业务的毛利率仅有", "", "毛利率", "zh")
    '核心c端业务'
    """
    key, own = folded(clause), folded(metric or "")
    found = {added} if added else set()
    for match in _scopes(language).finditer(key):
        start = match.start()
        before = _WORD.search(key[max(0, start - _REACH) : start]) if language != "en" else None
        if before and _of_many(before[0], language):
            continue
        phrase = _trimmed(before[0] if before else "", language) + match[0]
        if match[0] not in own and phrase not in own:
            found.add(phrase)
    return " ".join(sorted(found))


def _of_many(before: str, language: str) -> bool:
    """Whether what stands before a word of scope counts things (200多个国家和地区): they are many parts, and no one part."""
    counters = wording(language).counter
    return any(sign.isdecimal() and before.startswith(counters, place + 1) for place, sign in enumerate(before))


def _trimmed(before: str, language: str) -> str:
    """What stands before a word of scope without the time and the words that add nothing (2025年上半年前五大客户)."""
    words = wording(language)
    last = None
    while before != last:
        last = before
        before = before.lstrip("0123456789")
        for word in (*words.neutral, *words.particle):
            before = before.removeprefix(word)
    return before


@functools.cache
def _scopes(language: str) -> re.Pattern[str]:
    """Words of scope, one after the other; in English, at the beginning of a word."""
    words = wording(language).scope
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?:(?<![a-z0-9]){alternation(words)})" if language == "en" else rf"(?:(?>{alternation(words)}))++")


def basis_of(clause: str, metric: str | None, language: str) -> str:
    """The ways of counting that the words before a figure, or its metric's, say, by name and in order.

    >>> basis_of("营收同比增长", "营收", "zh")
    'yoy'
    """
    key = f"{folded(clause)} {folded(metric or '')}"
    return " ".join(sorted(name for name, words in wording(language).basis.items() if any(word in key for word in words)))


@functools.lru_cache(maxsize=65536)
def days(period: str | None) -> Days | None:
    """The first and last day of an ISO 8601 period as records write them; None for what is none.

    >>> days("2025-H1").last.isoformat(), days("2025-01-01/2025-09-30").iso
    ('2025-06-30', '2025-01-01/2025-09-30')
    """
    first, slash, last = (period or "").partition("/")
    if slash:
        begun, ended = days(first), days(last)
        return Days(begun.first, ended.last) if begun and ended and begun.first <= ended.last else None
    match = _PERIOD.fullmatch(first)
    if match is None:
        return None
    year, half, quarter, month, number = (int(part) if part else 0 for part in match.groups())
    if number:
        return day(year, month, number)
    if half or quarter:
        length = 6 if half else 3
        final = (half or quarter) * length
        return months(year, final - length + 1, final)
    return months(year, month, month) if match[4] else months(year, 1, 12)
