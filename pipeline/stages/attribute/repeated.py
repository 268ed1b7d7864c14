"""A figure told twice holds for one time: the title repeats the text, and a telling value does not come twice by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from pipeline.record import Figure
    from pipeline.stages.attribute.context import Answer, Context
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["repeated"]

_SURE, _LESS, _TELLING, _SHARED, _LONG = 40, 10, 4, 2, 4
_HEADS, _WEAK = {"title", "heading"}, {"occasion"}
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
        held = [one for index in group if (one := _sure(context.answers[index])) is not None]
        if len(group) == 1 or len(held) == len(group) or len({one.value for one in held}) != 1:
            continue
        best = max(held, key=lambda one: one.weight)
        lender = next(context.answers[index] for index in group if _sure(context.answers[index]) is best)
        titled = any(_within(context.reading.figures[index], heads) for index in group)
        for index in group:
            figure, answer = context.reading.figures[index], context.answers[index]
            head = _within(figure, heads)
            if (
                _sure(answer) is None
                and not _unlike(context, answer, lender)
                and (
                    _same(figure, answer, context, group, head=head)
                    or (figure.kind == "money" and titled)
                    or (figure.kind != "count" and head)
                )
            ):
                loan = best._replace(rule="repeated", weight=best.weight - _LESS)
                answer.proposals.append(loan)
                answer.chosen["period"], answer.period = loan, loan.value


def _unlike(context: Context, answer: Answer, other: Answer) -> bool:
    """Whether two equal values are of different standard metrics (净利润, 转让价格)."""
    language = context.reading.language
    keys = {known.key for one in (answer, other) if one.metric and (known := metrics().find(language, one.metric)) is not None}
    return len(keys) > 1


def _sure(answer: Answer) -> Proposal | None:
    """The period of a figure, unless it is only that of the occasion."""
    one = answer.chosen.get("period")
    return one if one is not None and one.weight >= _SURE and one.rule not in _WEAK else None


def _within(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    return any(start <= figure.start < end for start, end in spans)


def _same(figure: Figure, answer: Answer, context: Context, group: list[int], *, head: bool) -> bool:
    """Whether a value is too long to come twice by chance, or counts the same thing by its name."""
    digits = (figure.value or "").replace(".", "").strip("-0")
    if figure.kind != "count":
        return len(digits) >= _TELLING
    shared = _SHARED if len(digits) >= _SHARED or head else _LONG
    own = {word[-shared:] for word in (figure.unit, answer.metric) if word and len(word) >= shared}
    for index in group:
        unit, other = context.reading.figures[index].unit, context.answers[index]
        words = [word for word in (unit, other.metric) if word]
        alike = any(end in word for end in own for word in words)
        exact = bool(figure.unit and answer.metric) and (figure.unit, answer.metric) == (unit, other.metric)
        if _sure(other) is not None and (alike or exact):
            return True
    return False
