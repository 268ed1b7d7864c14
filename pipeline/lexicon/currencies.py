"""Currencies: which sign, code or name means which, and what a bare one means in which market.

Names and codes come from Babel (CLDR, ISO 4217), signs and markets from ``pipeline/data/currencies.toml``.
"""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies, list_currencies

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.scripts import converter
from pipeline.lexicon.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Currencies", "currencies", "names"]

FILE = "currencies.toml"
LETTERS_OF_A_PLACE = 2
"""In an ISO 3166 code of a country; longer ones are of continents."""

_LOCALES = {"zh": ("zh_Hans", "zh_Hant", "zh_Hant_HK"), "ja": ("ja",), "ko": ("ko",), "en": ("en",)}
_CASED = frozenset({"en"})


class Currencies(NamedTuple):
    """Signs and codes of money in any language.

    `signs` mean one currency each (codes among them); `bare` signs one by market or language, under ``default`` else.
    `dotted` are written with a dot between thousands and no hundredths. `markets`, `languages` and `varieties` lead to the
    currency of a bare amount.
    """

    codes: frozenset[str]
    signs: Mapping[str, str]
    bare: Mapping[str, Mapping[str, str]]
    markets: Mapping[str, str]
    languages: Mapping[str, str]
    varieties: Mapping[str, str]
    dotted: frozenset[str]
    scales: Words[Decimal]

    def local(self, market: str | None, language: str, converted_by: str | None) -> str:
        """The currency of a bare amount: by stated market, by the variety the text was written in, by language.

        >>> currencies().local(None, "zh", "tw2s")
        'TWD'
        """
        found = market or self.varieties.get(converted_by or "")
        return self.markets.get((found or "").upper()) or self.languages.get(language, "")

    def sign(self, sign: str, market: str | None, language: str) -> str:
        """The currency that a shared sign means here."""
        table = self.bare[sign]
        return table.get((market or "").upper()) or table.get(language) or table["default"]


@functools.cache
def currencies() -> Currencies:
    """The table, read once. Raises `DataError` for a code that ISO 4217 has not."""
    data = read_toml(FILE)
    places = (place for place in get_global("territory_currencies") if len(place) == LETTERS_OF_A_PLACE)
    codes = {code for place in places for code in get_territory_currencies(place)}
    known = list_currencies()
    for key in ("signs", "markets", "languages"):
        for word, code in data[key].items():
            if code not in known:
                raise DataError(FILE, f"{key}.{word}", f"{code} is no ISO 4217 code")
    for sign, table in data["bare"].items():
        if "default" not in table or not known.issuperset(table.values()):
            raise DataError(FILE, f"bare.{sign}", "has no default, or a code that ISO 4217 has not")
        if sign in data["signs"]:
            raise DataError(FILE, f"bare.{sign}", "is a sign of one currency as well")
    unknown = set(data["not_codes"]) - known
    if unknown:
        raise DataError(FILE, "not_codes", f"{', '.join(sorted(unknown))} is no ISO 4217 code")
    codes -= set(data["not_codes"])
    return Currencies(
        codes=frozenset(codes),
        signs={**{code: code for code in codes}, **data["signs"]},
        bare=data["bare"],
        markets=data["markets"],
        languages=data["languages"],
        varieties=data["varieties"],
        dotted=frozenset(data["dotted"]),
        scales=Words({letter: Decimal(power) for letter, power in data["scales"].items()}),
    )


@functools.cache
def names(language: str) -> Mapping[str, str]:
    """CLDR's names of the currencies in use, and the codes they mean; Chinese ones in simplified characters.

    Where names are written in words (Nigerian naira), the last one also stands alone if only one currency has it, and in
    Latin script small letters do for capitals.

    >>> names("zh")["瑞士法郎"], names("en")["nigerian nairas"], names("ja")["ナイラ"]
    ('CHF', 'NGN', 'NGN')
    """
    found: dict[str, str] = {}
    lone: dict[str, set[str]] = {}
    data = read_toml(FILE)
    fold = converter("t2s").convert if language == "zh" else str
    known = sorted(currencies().codes | set(data["not_codes"]))
    for tag in _LOCALES.get(language, ()):
        try:
            locale = Locale.parse(tag)
        except (UnknownLocaleError, ValueError):
            continue
        written = _written(locale, known)
        folded = fold("\n".join(name for name, _ in written)).split("\n")
        for name, (_, code) in zip(folded, written, strict=True):
            found.setdefault(name, code)
            if " " in name:
                lone.setdefault(name.rsplit(" ", 1)[1], set()).add(code)
    unclear = set(data["unclear"].get(language, ()))
    for word, codes in lone.items():
        if len(codes) == 1 and len(word) > 1 and word.lower() not in unclear:
            found.setdefault(word, next(iter(codes)))
    if language in _CASED:
        for name, code in list(found.items()):
            found.setdefault(name.lower(), code)
            found.setdefault(name.title(), code)
    return found


def _written(locale: Locale, codes: Iterable[str]) -> list[tuple[str, str]]:
    """The names of currencies, each with its code: of one, of several, and without the blanks that Japanese leaves out."""
    found: list[tuple[str, str]] = []
    known = locale.currencies
    counts = {locale.plural_form(count): count for count in (1, 2)}.values()
    for code in codes:
        name = known.get(code)
        if name is None or len(name) < 2 or "(" in name or "（" in name:
            continue
        names = {name, *(get_currency_name(code, count=count, locale=locale) for count in counts)}
        if locale.language not in _CASED:
            names |= {name.replace(" ", "") for name in names}
        found += ((one, code) for one in sorted(names))
    return found
