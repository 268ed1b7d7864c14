"""A metric without whose it is, once the subject is chosen: the thing or the doer that its words begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import choose
from pipeline.stages.attribute.words.nominal import ends_in_noun

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Answer, Scene

__all__ = ["parted"]

_NATIONAL = frozenset({"country", "place"})
"""Rules by which what is measured is a country's: then all of it says what (中国|交通固定资产投资)."""
_PLAIN, _LEAST = 40, 2


def parted(scene: Scene, answer: Answer) -> None:
    """Leave out of a metric the thing that opens it where that is a noun or the subject, or nothing else is (新车|销量)."""
    phrase, chosen = scene.phrase, answer.chosen.get("metric")
    if answer.metric == answer.subject and chosen is not None and scene.figure.kind == "number":
        other = choose([one for one in answer.proposals if one.field == "metric" and one.value != answer.metric])
        if other is not None:  # where an index stands is its level (上证指数报收3114.80点)
            answer.metric, answer.chosen["metric"] = other.value, other
        return
    whose = answer.chosen.get("subject")
    if whose is not None and whose.rule == "actor" and chosen is not None:
        rest = (answer.metric or "").removeprefix(whose.value)
        if len(rest) >= _LEAST:
            answer.metric, answer.chosen["metric"] = rest, chosen._replace(value=rest)
        return
    if phrase is None or not phrase.thing or chosen is None or chosen.rule != "phrase" or answer.metric != phrase.metric:
        return
    if whose is not None and whose.rule in _NATIONAL:
        return
    rest = phrase.metric.removeprefix(phrase.thing)
    own = answer.subject is None or phrase.thing.endswith(answer.subject) or answer.subject.endswith(phrase.thing)
    if not (own or ends_in_noun(phrase.thing)) or not rest or rest == phrase.metric:
        return
    answer.metric, answer.chosen["metric"] = rest, chosen._replace(value=rest)
    if answer.subject is None:
        answer.subject = phrase.thing
        answer.chosen["subject"] = chosen._replace(field="subject", value=phrase.thing, rule="thing", weight=_PLAIN)
        answer.proposals.append(answer.chosen["subject"])
