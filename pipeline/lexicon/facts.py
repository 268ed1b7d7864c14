"""What makes two figures statements of one fact: comparable concepts, and the words that set a figure apart from its like."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.currencies import currencies
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Comparison", "Wording", "comparison", "wording"]

_FILE = "facts.toml"
_LANGUAGES = frozenset({"zh", "en", "ja"})
_BASES = frozenset({"yoy", "qoq", "forecast", "cumulative", "average", "adjusted", "peak"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What holds in every language: see the header of ``facts.toml``."""

    one: frozenset[str]
    wholes: frozenset[str]
    losses: Mapping[str, str]
    currencies: tuple[str, ...]
    slips: Mapping[int, str]
    sentence: frozenset[str]
    spaced: frozenset[str]
    clause: frozenset[str]
    open: frozenset[str]
    close: frozenset[str]
    quote: str
    list: frozenset[str]
    approx: int


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language around a figure: see the header of ``zh/facts.toml``."""

    scope: tuple[str, ...] = ()
    basis: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    compound: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    ratio: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    coarse: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    gap: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


@functools.cache
def comparison() -> Comparison:
    """The table of ``facts.toml``. Raises `DataError` for a concept or a currency that there is not.

    >>> "revenue" in comparison().one, comparison().losses["net_loss"]
    (True, 'net_profit')
    """
    data = read_toml(_FILE)
    known = {metric.key for table in metrics().by_word.values() for metric in table.values()}
    named = {*data["one"], *data["wholes"], *data["losses"], *data["losses"].values()}
    if unknown := sorted(named - known):
        raise DataError(_FILE, "one, wholes, losses", f"{', '.join(unknown)} is no concept of metrics.toml")
    if unknown := sorted(set(data["currencies"]) - currencies().codes):
        raise DataError(_FILE, "currencies", f"{', '.join(unknown)} is no ISO 4217 code")
    signs = data["signs"]
    return Comparison(
        one=frozenset(data["one"]),
        wholes=frozenset(data["wholes"]),
        losses=MappingProxyType(data["losses"]),
        currencies=tuple(data["currencies"]),
        slips=MappingProxyType({int(power): said for power, said in data["slips"].items()}),
        sentence=frozenset(signs["sentence"]),
        spaced=frozenset(signs["spaced"]),
        clause=frozenset(signs["clause"]),
        open=frozenset(signs["open"]),
        close=frozenset(signs["close"]),
        quote=signs["quote"],
        list=frozenset(signs["list"]),
        approx=data["approx"],
    )


@functools.cache
def wording(language: str) -> Wording:
    """The words of a language; none for one that has no table. Raises `DataError` for a basis that there is not."""
    if language not in _LANGUAGES:
        return Wording()
    file = f"languages/{language}/facts.toml"
    data = read_toml(file)
    basis = data.pop("basis")
    if unknown := sorted(set(basis) - _BASES):
        raise DataError(file, "basis", f"{', '.join(unknown)} is not among {', '.join(sorted(_BASES))}")
    lists = {key: tuple(sorted(words, key=len, reverse=True)) for key, words in data.items()}
    return Wording(basis=MappingProxyType({key: tuple(words) for key, words in basis.items()}), **lists)
