"""A metric without what stands at its front and is no part of it: a place, a span, what an amount is counted by, all of them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.scanner import Scanner
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.words.nominal import ends_as_metric, name_first
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.lexicon.attribution import Cues
    from pipeline.lexicon.metrics import Metric

__all__ = ["bare", "done_to", "joined"]

_SHORTEST = 2
"""Characters of a word for places in general (城镇), which is no name."""


def bare(cues: Cues, before: str, metric: str, *, gated: bool) -> str:
    """A metric without what is said of all (全国博物馆), 每年 before a standard one, and a unit after 每 (每|小时收费)."""
    table, known = wording(cues.language), metrics().by_word.get(cues.language, {})
    rest = metric if metric in known else _behind_span(cues, before, metric)
    if rest != metric:
        return rest
    if before[-1:].isdigit():
        kind = cues.of("numbered_kinds").longest(metric)
        metric = metric[len(kind) :] if len(metric) > len(kind) + 1 and metric not in known else metric
    if before.endswith(tuple(table.per)):
        unit = max((one for one in table.per_units if metric.startswith(one)), key=len, default="")
        metric = metric[len(unit) :] if len(metric) > len(unit) + 1 else metric
    for word in cues.of("guesses"):
        rest = metric.removeprefix(word)
        if (
            rest != metric
            and metric not in known
            and len(rest) > 1
            and (ends_as_metric(cues, rest) or tagged(rest)[0].part == "verb")
        ):
            metric = rest
    for role in ("nation_wide", "after_numbers", "new_things"):
        for word in cues.of(role).by_first.get(metric[:1], ()):
            rest = metric.removeprefix(word)
            if rest != metric and (len(rest) > 1 or rest in cues.nouns):
                return rest
    if metric[1:] in known and metric not in known and metric[:1] not in cues.of("opener") and tagged(metric)[0].end == 1:
        return metric[1:]
    opener = _opened(cues, metric, known)
    if opener:
        return opener
    rest = _placeless(cues, metric)
    if rest != metric and not (gated and rest in known):
        return rest
    rest = metric[2:] if metric.startswith(tuple(table.per)) else metric
    return rest if rest in known and metric not in known else metric


def _behind_span(cues: Cues, before: str, metric: str) -> str:
    """A metric without the last word of the span before it (前三季|度客运量, 第三|季度客运量)."""
    if metric[:1] not in cues.of("span_units") or not before.endswith(cues.of("span_heads")):
        return metric
    if metric.startswith(cues.of("strong_opener")):
        return metric
    span = cues.of("opener").first(metric)
    if len(span) < _SHORTEST:
        return metric[1:]
    return metric if before[-1:] in cues.of("span_units") else metric[len(span) :]


def joined(cues: Cues, head: str) -> str:
    """One of several heads without the preposition before its place and the 的 behind (在华东收入, 西南的收入: 西南收入)."""
    places = (*cues.of("directions"), *cues.of("places"))
    for word in cues.of("prep"):
        rest = head.removeprefix(word)
        if rest != head and rest.startswith(places):
            head = rest
            break
    for sign in cues.of("of"):
        place, _, rest = head.partition(sign)
        head = place + rest if rest and place.endswith(places) else head
    return head


def done_to(cues: Cues, metric: str, kind: str) -> str:
    """The noun for a metric that is a verb's word (累计|销售), where the noun is one of counts or sizes."""
    table = wording(cues.language)
    ahead = cues.of("totals").first(metric)
    verb = metric.removeprefix(ahead)
    noun = cues.nouns.get(verb, "")
    known = metrics().find(cues.language, noun) if noun else None
    if known is not None and kind not in known.kinds:
        noun = ""
    if ahead and not noun:
        noun = table.noun(verb, kind)
    return f"{ahead}{noun}" if noun else metric


def _opened(cues: Cues, metric: str, known: Mapping[str, Metric]) -> str:
    """A metric from the word that opens a standard one, without the thing in general before it (厂|年产能)."""
    for at in range(1, len(metric) - 2):
        opener = metric[at : at + 1]
        if (
            opener in cues.of("opener")
            and metric[at + 1 :] in known
            and (cues.of("things").end_at(metric, at) or cues.of("heads").end_at(metric, at))
        ):
            return metric[at:]
    return ""


def _placeless(cues: Cues, metric: str) -> str:
    """A metric without the place that it begins with (中国工业产能利用率, 安新县常住人口): whose it is, not what."""
    cut = _places(cues).at(metric, 0) or _region(cues, metric)
    while cut and (sign := cues.of("conj").first(metric, cut)) and (length := _places(cues).at(metric, cut + len(sign))):
        cut += len(sign) + length
    cut += len(cues.of("areas").first(metric, cut) or cues.of("regions").first(metric, cut)) if cut else 0
    rest = metric[cut:]
    known = metric in metrics().by_word.get(cues.language, {})
    return rest if cut and not known and len(rest) > 1 and ends_as_metric(cues, rest) else metric


@functools.cache
def _places(cues: Cues) -> Scanner:
    """The places that a metric may begin with."""
    return Scanner((cues.of("places").held - cues.of("scopes").held) | cues.of("worldwide").held)


def _region(cues: Cues, metric: str) -> int:
    """Where the region that a metric begins with ends, by its last character; 0 where it begins with none."""
    first = name_first(metric)
    return first if first > _SHORTEST and metric[first - 1 : first] in cues.of("regions") else 0
