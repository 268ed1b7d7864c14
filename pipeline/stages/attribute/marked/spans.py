"""The pieces of a sentence that are one word whatever they are made of, in order and apart."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.marked.kana import HIRAGANA

if TYPE_CHECKING:
    from pipeline.lexicon.particles import Particles
    from pipeline.stages.attribute.marked.chunks import Span

__all__ = ["apart", "fixed", "known"]

_PAIR = 2


@functools.cache
def known(language: str) -> frozenset[str]:
    """The words of a language's metrics."""
    return frozenset(metrics().words(language))


@functools.cache
def fixed(table: Particles) -> re.Pattern[str]:
    """Nouns that the script or the spaces would part: metrics and measures with hiragana or a space in them."""
    held = {*known(table.language), *table.of("measures"), *table.of("bases"), *table.of("fixed")}
    kept = [word for word in held if len(word) > 1 and (HIRAGANA.search(word) or " " in word)] + list(table.of("fixed"))
    fixed = alternation([*kept, *(word for word in table.of("market_names") if len(word) > _PAIR)])
    return re.compile(rf"(?<![\uac00-\ud7a3]){fixed}" if table.endings("verbs") else fixed)


def apart(spans: list[Span]) -> list[Span]:
    """Spans in order, figures before times before names, without those that overlap one kept."""
    rank = {"figure": 0, "time": 1, "name": 2, "noun": 3}
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (rank[one.tag], one.start)):
        at = bisect_left(kept, span)
        if (at == 0 or kept[at - 1].end <= span.start) and (at == len(kept) or span.end <= kept[at].start):
            kept.insert(at, span)
    return kept
