"""Units: every word or sign that says what a number counts, and in which kind of figure it ends up.

Symbols of all languages come from ``pipeline/data/units.toml``, the words of one from
``pipeline/data/languages/<code>/measures.toml``, currency names from `pipeline.lexicon.currencies`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.currencies import currencies, names
from pipeline.lexicon.words import Words, capitals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LANGUAGES", "Unit", "Units", "units"]

LANGUAGES = ("zh", "en", "ja", "ko")
"""The languages that may have word files; any other one reads signs and symbols alone."""

SYMBOLS = "units.toml"
ONE = Decimal(1)


class Unit(NamedTuple):
    """What a word behind or before a number makes of it.

    `kind` is a figure's kind; `symbol` its unit ("" in money: the local currency); `factor` multiplies the number. `role`
    tells words of one kind apart: money has ``local`` (元), ``name`` (美元), ``minor`` (角), ``sign`` ($) and ``bare`` (a
    sign that markets share); count has ``classifier`` (个: a noun may follow) and ``thing``; percent has ``points``.
    """

    kind: str
    symbol: str
    factor: Decimal = ONE
    role: str = ""


class Vague(NamedTuple):
    """Words of vague numbers: plurals (millions) and scales (million) with their powers, `of` between them, several."""

    plurals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    of: tuple[str, ...]
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """All units of one language. `after` and `before` give the readings of a word, the likelier ones first."""

    language: str
    after: Words[tuple[Unit, ...]]
    before: Words[tuple[Unit, ...]]
    nouns: Words[str]
    money_nouns: Words[str]
    number_nouns: Words[str]
    ratios: Words[str]
    below: Words[str]
    spaced: bool
    not_nouns: frozenset[str]
    attributive: frozenset[str]
    part_of: Words[str]
    determiners: Words[str]
    more: Words[str]
    joining: frozenset[str]
    odds: Words[str]
    articles: Words[str]
    occasions: Words[str]
    index_points: Words[str]
    not_scales: Words[str]
    vague: Vague
    priced: Words[str]
    half: Words[str]
    tails: Words[str]
    heads: Words[str]
    parts: Mapping[str, Mapping[str, Decimal]]
    joint: Words[str]
    of: Words[str]
    spend: Words[str]
    score: Words[str]
    speed: Words[str]
    evidence: Words[str]
    declared: Words[str]
    letters: Words[tuple[str, Decimal]]


def _decimal(file: str, key: str, value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise DataError(file, key, f"{value!r} is no decimal number") from None


def _vague(file: str, data: Mapping[str, Any]) -> Vague:
    def numbers(key: str) -> dict[str, Decimal]:
        return {word: _decimal(file, f"vague.{key}.{word}", value) for word, value in data.get(key, {}).items()}

    return Vague(numbers("plurals"), numbers("scales"), tuple(data.get("of", ())), tuple(data.get("several", ())))


class _Table:
    """Words and their readings while a file is read; a word may have several, one of each kind."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.words: dict[str, tuple[Unit, ...]] = {}

    def add(self, words: Iterable[str], unit: Unit, *, first: bool = False) -> None:
        alone = (unit,)
        for word in words:
            old = self.words.setdefault(word, alone)
            if old is not alone and all(other.kind != unit.kind for other in old):
                self.words[word] = (unit, *old) if first else (*old, unit)


def _symbols(table: _Table) -> None:
    data = read_toml(SYMBOLS)
    exact = {symbol: symbol for symbol in data["measures"]} | data["aliases"]
    for alias, symbol in data["aliases"].items():
        if alias == symbol:
            raise DataError(SYMBOLS, f"aliases.{alias}", "is its own alias")
    for points, factor in data["points"].items():
        table.add([points], Unit("percent", "pp", _decimal(SYMBOLS, points, factor), "points"))
    for sign, factor in data["percents"].items():
        table.add([sign], Unit("percent", "percent", _decimal(SYMBOLS, sign, factor)))
    for sign, factor in data["multiples"].items():
        table.add([sign], Unit("multiple", "times", _decimal(SYMBOLS, sign, factor)))
    for word, noun in data["counts"].items():
        table.add([word], Unit("count", noun, ONE, "thing"))
    for word, symbol in exact.items():
        table.add([word], Unit("measure", symbol))
    for word, symbol in exact.items():
        if len(word) > 1:
            for other in (word.lower(), word.upper()):
                if other not in exact and other not in data["points"]:
                    table.add([other], Unit("measure", symbol))


def _money(after: _Table, before: _Table, data: dict[str, Any], language: str) -> None:
    signs = currencies()
    for sign, code in signs.signs.items():
        after.add([sign], Unit("money", code, ONE, "sign"))
        before.add([sign], Unit("money", code, ONE, "sign"))
    for sign in signs.bare:
        after.add([sign], Unit("money", sign, ONE, "bare"))
        before.add([sign], Unit("money", sign, ONE, "bare"))
    named = {name: code for code, words in data.get("currency", {}).items() for name in words}
    for name, code in names(language).items():
        named.setdefault(name, code)
    after.add(data.get("local", ()), Unit("money", "", ONE, "local"), first=True)
    for name, code in named.items():
        unit = Unit("money", code, ONE, "name")
        after.add([name], unit)
        if "named_before" not in data or name.lower() in data["named_before"]:
            before.add([name], unit)
        for local in data.get("combined", ()):
            after.add([f"{local}{name}", f"{local}({name})"], unit)
            if not name.endswith(local):
                after.add([f"{name}{local}"], unit)
    for sign, words in data.get("bare", {}).items():
        if sign not in signs.bare:
            raise DataError(after.file, f"bare.{sign}", "is no sign under bare in currencies.toml")
        after.add(words, Unit("money", sign, ONE, "bare"))
    for word, (code, part) in data.get("coins", {}).items():
        after.add([word], Unit("money", code, _decimal(after.file, f"coins.{word}", part), "name"))
    for key, part in (("tenth", "0.1"), ("hundredth", "0.01")):
        after.add(data.get(key, ()), Unit("money", "", Decimal(part), "minor"))


def _words(after: _Table, before: _Table, data: dict[str, Any]) -> None:
    for word, symbol in data.get("measures", {}).items():
        after.add([word], Unit("measure", symbol))
    for word, symbol in data.get("measures_before", {}).items():
        before.add([word], Unit("measure", symbol))
    for key, kind, role in (("points", "percent", "points"), ("percents", "percent", ""), ("multiples", "multiple", "")):
        unit = {"points": "pp", "percents": "percent", "multiples": "times"}[key]
        for word, factor in data.get(key, {}).items():
            after.add([word], Unit(kind, unit, _decimal(after.file, f"{key}.{word}", factor), role))
    for word, unit in data.get("durations", {}).items():
        after.add([word], Unit("duration", unit))
    for word, unit in data.get("durations_more", {}).items():
        after.add([word], Unit("duration", unit, ONE, "more"))
    for word, symbol in data.get("numbers", {}).items():
        after.add([word], Unit("number", symbol))
    for word, noun in data.get("counts", {}).items():
        after.add([word], Unit("count", noun, ONE, "thing"))
    for word, (noun, power) in data.get("scaled", {}).items():
        after.add([word], Unit("count", noun, _decimal(after.file, f"scaled.{word}", power), "thing"))
    for word in data.get("classifiers", {}).get("words", ()):
        after.add([word], Unit("count", word, ONE, "classifier"))
    for word in data.get("things", {}).get("words", ()):
        after.add([word], Unit("count", word, ONE, "thing"))


def _letters(file: str, data: Mapping[str, Any]) -> Words[tuple[str, Decimal]]:
    """The scale letters of nouns that may also be named before the number: B of B参数, for 参数量37B."""
    scaled = data.get("scaled", {}).items()
    powers = {word[0]: (noun, _decimal(file, f"scaled.{word}", power)) for word, (noun, power) in scaled if word[1:] == noun}
    return Words(powers)


@functools.cache
def units(language: str) -> Units:
    """The units of a language (BCP 47), read once: signs and symbols, and its words where it has a file of them.

    >>> units("zh").after.after("3亿港元", 2)
    (4, (Unit(kind='money', symbol='HKD', factor=Decimal('1'), role='name'),))
    """
    file = f"languages/{language}/measures.toml"
    known = language in LANGUAGES and (DATA / file).is_file()
    data = read_toml(file) if known else {}
    after, before = _Table(file), _Table(file)
    _money(after, before, data, language)
    _words(after, before, data)
    if data.get("spaced"):
        after.words |= {word.replace(" ", "-"): unit for word, unit in after.words.items() if word.replace(" ", "").isalpha()}
    _symbols(after)

    def nouns(key: str) -> Words[str]:
        return Words(capitals({word: word for word in data.get(key, {}).get("words", ())}))

    def plain(key: str) -> Words[str]:
        return Words({word: word for word in data.get(key, ())})

    return Units(
        language=language,
        after=Words(capitals(after.words)),
        before=Words(before.words),
        nouns=Words(capitals({**{word: word for word in data.get("nouns", {}).get("words", ())}, **data.get("noun_units", {})})),
        money_nouns=nouns("money_nouns"),
        number_nouns=nouns("number_nouns"),
        spaced=bool(data.get("spaced")),
        not_nouns=frozenset(data.get("not_nouns", ())),
        attributive=frozenset(data.get("attributive", ())),
        part_of=plain("part_of"),
        determiners=plain("determiners"),
        more=plain("more"),
        joining=frozenset(data.get("joining", ())),
        odds=plain("odds"),
        articles=plain("articles"),
        occasions=plain("occasions"),
        index_points=plain("index_points"),
        not_scales=plain("not_scales"),
        vague=_vague(file, data.get("vague", {})),
        priced=Words(capitals({word: word for word in data.get("priced", ())})),
        ratios=plain("ratios"),
        below=plain("below"),
        half=plain("half"),
        tails=plain("tails"),
        heads=plain("heads"),
        parts={
            symbol: {part: _decimal(file, f"parts.{symbol}", share) for part, share in table.items()}
            for symbol, table in data.get("parts", {}).items()
        },
        joint=plain("joint"),
        of=plain("of"),
        spend=plain("spend"),
        score=plain("score"),
        speed=plain("speed"),
        declared=plain("declared"),
        letters=_letters(file, data),
        evidence=Words({word: market for market, words in data.get("evidence", {}).items() for word in words}),
    )
