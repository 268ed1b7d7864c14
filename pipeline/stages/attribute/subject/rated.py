"""Whose a target price is: the company that a broker speaks of, not the broker (汇丰将台积电目标价升至2,400元)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.names.entities import Entity

__all__ = ["rated"]

_LITTLE, _COVERED = 30, 66


def rated(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals where the figure is of what brokers give: a broker weighs little, the company that is rated more."""
    cues, reading = context.reading.cues, context.reading
    houses = cues.of("houses")
    if not any(houses.end(one.value) for one in proposals):
        return proposals
    answer = context.answers.get(scene.index)
    metric = answer.metric or "" if answer is not None else ""
    sentence = reading.text[scene.sentence.start : scene.sentence.end]
    if not any(word in metric for word in cues.of("rated")) and not any(word in sentence for word in cues.of("rates")):
        return proposals
    covered = _covered(context, scene, houses)
    if covered is None:
        return proposals
    less = [_less(one) if one.value.endswith(houses) else one for one in proposals]
    return [*less, Proposal("subject", covered.name, "rated", _COVERED)]


def _less(one: Proposal) -> Proposal:
    """A proposal that weighs little."""
    return one._replace(weight=min(one.weight, _LITTLE))


def _covered(context: Context, scene: Scene, houses: tuple[str, ...]) -> Entity | None:
    """The company that the sentence before the figure names last, else the one that the article names most; no broker."""
    reading = context.reading
    before = context.found.mentions(reading.text[scene.sentence.start : scene.figure.start])
    named = [one for _, _, one in before if one.kind == "company" and not one.name.endswith(houses)]
    if named:
        return named[-1]
    kinds = {id(one): one for one in context.found.forms.values() if one.kind == "company" and not one.name.endswith(houses)}
    return max(kinds.values(), key=lambda one: (one.score, -one.first), default=None)
