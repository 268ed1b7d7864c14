"""A figure told twice holds for one time: the title repeats the text, and a telling value does not come twice by chance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.record import Figure
    from pipeline.stages.attribute.context import Answer, Context

__all__ = ["repeated"]

_SURE, _LESS, _TELLING, _SHARED = 40, 10, 4, 2
_HEADS = {"title", "heading"}
_KINDS = {"money", "percent", "count", "multiple", "number"}


def repeated(context: Context) -> None:
    """Give a figure without a time that of another of the same value, kind and unit, where all that have one agree."""
    groups: dict[tuple[str, str, str], list[int]] = {}
    for index in context.answers:
        figure = context.reading.figures[index]
        if figure.value is not None and figure.kind in _KINDS:
            unit = "" if figure.kind == "count" else figure.unit or ""
            groups.setdefault((figure.value, figure.kind, unit), []).append(index)
    heads = [(block.start, block.end) for block in context.reading.document.blocks[:1] if block.kind in _HEADS]
    for group in groups.values():
        held = [
            one for index in group if (one := context.answers[index].chosen.get("period")) is not None and one.weight >= _SURE
        ]
        if len(group) == 1 or len(held) == len(group) or len({one.value for one in held}) != 1:
            continue
        best = max(held, key=lambda one: one.weight)
        titled = any(_within(context.reading.figures[index], heads) for index in group)
        for index in group:
            figure, answer = context.reading.figures[index], context.answers[index]
            if answer.period is None and (
                _same(figure, answer, context, group)
                or (titled and figure.kind == "money")
                or (_within(figure, heads) and figure.kind != "count")
            ):
                loan = replace(best, rule="repeated", weight=best.weight - _LESS)
                answer.proposals.append(loan)
                answer.chosen["period"], answer.period = loan, loan.value


def _within(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    return any(start <= figure.start < end for start, end in spans)


def _same(figure: Figure, answer: Answer, context: Context, group: list[int]) -> bool:
    """Whether a value is too long to come twice by chance, or counts the same thing by its name."""
    digits = (figure.value or "").replace(".", "").strip("-0")
    if figure.kind != "count":
        return len(digits) >= _TELLING
    own = {word[-_SHARED:] for word in (figure.unit, answer.metric) if word and len(word) >= _SHARED}
    for index in group:
        other = context.answers[index]
        words = [word for word in (context.reading.figures[index].unit, other.metric) if word]
        if other.period and (any(end in word for end in own for word in words) or (figure.unit and figure.unit in words)):
            return True
    return False
