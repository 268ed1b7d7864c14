"""Equal values in one article are the same fact told twice: each lends the other what that one is missing or less sure of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Answer, Context

__all__ = ["lend"]

_LOAN, _SURE, _OWN = "equal_value", 70, 45


def lend(context: Context) -> None:
    """Fill what is open or weak in a figure from another of the same value, kind and unit, where all such agree."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for index in context.answers:
        figure = context.reading.figures[index]
        if figure.value is None or figure.kind in {"duration", "rank"}:
            continue
        if figure.kind in {"count", "multiple"} and len(figure.value) < 2:
            continue
        groups.setdefault((figure.value, figure.kind, figure.unit or ""), []).append(index)
    for group in groups.values():
        if len(group) < 2:
            continue
        for index in group:
            _borrow(context, index, [context.answers[other] for other in group if other != index])


def _borrow(context: Context, index: int, others: list[Answer]) -> None:
    answer = context.answers[index]
    for field in ("metric", "subject", "period"):
        own = answer.chosen.get(field)
        offers = [
            one for other in others if (one := other.chosen.get(field)) is not None and one.rule != _LOAN and one.weight >= _SURE
        ]
        if not offers or len({one.value for one in offers}) > 1:
            continue
        best = max(offers, key=lambda one: one.weight)
        if own is not None and own.weight >= _OWN:
            continue
        if field == "period" and answer.metric not in {other.metric for other in others}:
            continue
        loan = replace(best, rule=_LOAN, weight=best.weight - 10)
        answer.proposals.append(loan)
        answer.chosen[field] = loan
        setattr(answer, field, loan.value)
