"""Equal values in one article are the same fact told twice: each lends the other what that one is missing or less sure of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Answer, Context
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["lend"]

_LOAN, _SURE, _OWN, _LESS = "equal_value", 70, 45, 10
_PLAIN, _TELLING, _FEWEST = {"money", "measure"}, 3, 2
"""Prices and sizes may be equal by chance; digits of a value that does not come twice by chance."""


def lend(context: Context) -> None:
    """Fill what is open or weak in a figure from another of the same value, kind and unit, where all that are sure agree."""
    groups: dict[tuple[str, str, str], list[Answer]] = {}
    for index, answer in context.answers.items():
        figure = context.reading.figures[index]
        small = figure.kind in {"count", "multiple"} and len(figure.value or "") < 2
        if figure.value is not None and figure.kind not in {"duration", "rank"} and not small:
            groups.setdefault((figure.value, figure.kind, figure.unit or ""), []).append(answer)
    for (value, kind, _), group in groups.items():
        digits = value.replace(".", "").strip("-0")
        round_share = kind == "percent" and len(digits) < _FEWEST
        for field in ("period",) if round_share else ("metric", "subject", "period"):
            offers = [one for answer in group if (one := answer.chosen.get(field)) is not None and one.weight >= _SURE]
            if len(group) > 1 and len({one.value for one in offers}) == 1:
                _borrow(group, field, max(offers, key=lambda one: one.weight), rough=kind in _PLAIN and len(digits) < _TELLING)


def _borrow(group: list[Answer], field: str, offer: Proposal, *, rough: bool) -> None:
    """Give the offer to those of a group that have nothing or little; a period only to the same metric and a telling value."""
    loan = offer._replace(rule=_LOAN, weight=offer.weight - _LESS)
    metrics = Counter(answer.metric for answer in group)
    for answer in group:
        own = answer.chosen.get(field)
        if (own is not None and own.weight >= _OWN) or (field == "period" and (rough or metrics[answer.metric] < 2)):
            continue
        answer.proposals.append(loan)
        answer.chosen[field] = loan
        setattr(answer, field, loan.value)
