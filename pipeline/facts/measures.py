"""What is measured, as a key: one for all the words of a concept, and for a share what it is a share of.

A metric's words may also name the part that a figure is about (B端毛利率, 前五大客户营收占比): that part is the scope.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pipeline.facts.keys import folded
from pipeline.lexicon.facts import comparison, wording
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from pipeline.lexicon.metrics import Metric

__all__ = ["SHARE", "basis_kept", "held", "measure_of"]

SHARE = "share of "
"""What the measure of a share begins with, before the concept that is shared out."""


@functools.lru_cache(maxsize=65536)
def measure_of(metric: str | None, concept: str | None, language: str) -> tuple[str | None, str]:
    """The key of what is measured, and what the metric's words add to it: the part that it is about.

    A concept that is one measure whatever its words is the key (B端毛利率: gross_margin, and b端 added); a share is one of
    a concept where its words say so; any other metric is its own words, without those that leave it the same.

    >>> measure_of("B端毛利率", "gross_margin", "zh"), measure_of("海外收入占比", "share", "zh")
    (('gross_margin', 'b端'), ('share of revenue', '海外'))
    >>> measure_of("累计用户数", "users", "zh"), measure_of("出口占比", "share", "zh")
    (('用户', ''), ('出口占比', ''))
    """
    if metric is None:
        return None, ""
    key = folded(metric)
    if concept in comparison().one:
        for cut in range(len(key)):
            found = metrics().by_word.get(language, {}).get(key[cut:])
            if found is not None and found.key == concept:
                return concept, _bare(key[:cut].strip(), language)
        return concept, ""
    shared = _shared(key, language)
    if shared is not None:
        return shared
    if held(concept):
        key = _counted(key, language)
    return "".join(key.split()) if language != "en" else key, ""


def _shared(key: str, language: str) -> tuple[str, str] | None:
    """The whole and the part of a share; None where its words name no concept that is shared out."""
    words = wording(language)
    base = next((key.removesuffix(word) for word in words.share if key.endswith(word)), "")
    for word in (*words.inside, *words.particle):
        base = base.removesuffix(word).strip()
    found = metrics().find(language, base) if base else None
    if found is None or found.key not in comparison().wholes:
        return None
    length = next(size for size in range(len(base), 0, -1) if metrics().by_word[language].get(base[-size:]) is found)
    return f"{SHARE}{found.key}", _bare(base[: len(base) - length].strip(), language)


def _counted(key: str, language: str) -> str:
    """The word of something counted at a moment without 累计 before it and 数 behind it: both go without saying."""
    words = wording(language)
    for word in words.basis.get("cumulative", ()):
        key = key.removeprefix(word).strip()
    for word in words.tail:
        if len(key) > len(word) + 1 and key.endswith(word):
            return key.removesuffix(word).strip()
    return key


@functools.cache
def _by_key() -> dict[str, Metric]:
    return {metric.key: metric for table in metrics().by_word.values() for metric in table.values()}


def held(concept: str | None) -> bool:
    """Whether a concept is counted at a moment (users, staff), so that a cumulative value is just the value.

    >>> held("users"), held("revenue"), held(None)
    (True, False, False)
    """
    found = _by_key().get(concept or "")
    return found is not None and found.stock


def basis_kept(basis: str, concept: str | None) -> str:
    """The basis without what goes without saying for the concept.

    >>> basis_kept("cumulative forecast", "users"), basis_kept("cumulative", "revenue")
    ('forecast', 'cumulative')
    """
    return " ".join(word for word in basis.split() if word != "cumulative" or not held(concept))


def _bare(rest: str, language: str) -> str:
    """What the words before a metric add to it: those that leave it what it is are taken off."""
    words = wording(language)
    last = None
    while rest != last:
        last = rest
        for word in (*words.particle, *words.neutral):
            rest = rest.removesuffix(word).strip()
        for word in words.particle:
            rest = rest.removeprefix(word).strip() if language != "en" else rest
    return rest
