"""A metric without what stands at its front and is no part of it: a place, a span, what an amount is counted by, all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.nominal import ends_as_metric, name_first

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues

__all__ = ["bare"]


def bare(cues: Cues, before: str, metric: str, *, gated: bool) -> str:
    """A metric without what is said of all (全国博物馆), 每年 before a standard one, and a unit after 每 (每|小时收费)."""
    table, known = wording(cues.language), metrics().by_word.get(cues.language, {})
    if metric[:1] in cues.of("span_units") and metric not in known and before.endswith(cues.of("span_heads")):
        return metric[1:]
    if before.endswith(tuple(table.per)):
        unit = max((one for one in table.per_units if metric.startswith(one)), key=len, default="")
        metric = metric[len(unit) :] if len(metric) > len(unit) + 1 else metric
    for word in (*cues.of("nation_wide"), *cues.of("after_numbers"), *cues.of("new_things")):
        rest = metric.removeprefix(word)
        if rest != metric and (len(rest) > 1 or rest in cues.nouns):
            return rest
    rest = _placeless(cues, metric)
    if rest != metric and not (gated and rest in known):
        return rest
    rest = metric[2:] if metric.startswith(tuple(table.per)) else metric
    return rest if rest in known and metric not in known else metric


def _placeless(cues: Cues, metric: str) -> str:
    """A metric without the place that it begins with (中国工业产能利用率, 安新县常住人口): whose it is, not what."""
    place = max(
        (one for one in cues.of("places") if metric.startswith(one) and one not in cues.of("scopes")), key=len, default=""
    )
    first = name_first(metric)
    cut = len(place) or (first if metric[first - 1 : first] in cues.of("regions") else 0)
    rest = metric[cut:]
    known = metric in metrics().by_word.get(cues.language, {})
    return rest if cut and not known and len(rest) > 1 and ends_as_metric(cues, rest) else metric
