"""Which of the subjects proposed for a figure it is: points for what can be told of each, beside the weights of the rules.

A weight says how sure a rule is of its reading; it does not see what the words are that it has read (a place, a name, a noun
phrase that comes once), where they have been said, or whether they go on from the figure before. Such traits count for or against
a value, in units of weight, as ``pipeline/data/ranking.toml`` has it, which is fitted (bench/ranking.py). Whole numbers only.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Scene, Trait
    from pipeline.stages.attribute.names.entities import Entity
    from pipeline.stages.attribute.proposal import Proposal

__all__ = ["weighed"]

_PAIR, _MOST, _FAR = 2, 3, 600
"""Times that are counted; characters before a figure in which words are looked for."""
_LEAD: Final = 3
"""Blocks that open an article."""
_LENGTHS: Final = (2, 3, 4, 5, 6, 8, 10, 14)
_ENDS: Final = (
    "regions", "companies", "things", "bodies", "people", "fields_of_trade", "organisations", "houses",
)  # fmt: skip
"""Roles whose words may close a value."""
_OPEN: Final = "open"


def weighed(context: Context, scene: Scene, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals with their points, where there are several subjects to choose from."""
    best: dict[str, Proposal] = {}
    for one in proposals:
        held = best.get(one.value)
        if held is None or one.weight > held.weight:
            best[one.value] = one
    if len(best) < _PAIR:
        return proposals
    before = _before(context, scene)
    told = {
        value: (("rule", one.rule), *_standing(context, value), *_here(context, scene, value, before))
        for value, one in best.items()
    }
    context.answers[scene.index].told = told
    points = {value: context.ranking.points(traits) for value, traits in told.items()}
    return [one._replace(points=points[one.value]) for one in proposals]


def _standing(context: Context, value: str) -> tuple[Trait, ...]:
    """What can be told of a value anywhere in the article; told once."""
    known = context.standing.get(value)
    if known is None:
        known = context.standing[value] = _told(context, value)
    return known


def _told(context: Context, value: str) -> tuple[Trait, ...]:
    """What a value is, how it is written, and whether the title or the opening has it."""
    reading, found = context.reading, context.found
    entity, lead = found.forms.get(value), found.lead
    text, blocks = reading.text, reading.document.blocks
    opening = blocks[min(_LEAD, len(blocks)) - 1].end
    leads = lead is not None and lead.name == value
    kind = lead.kind if lead is not None else ""
    told: list[Trait] = [
        ("kind", entity.kind if entity is not None else _OPEN),
        ("lead", f"{'lead' if leads else 'other'} {kind} {'gated' if found.gated else _OPEN}"),
        ("length", str(_LENGTHS[max(0, bisect_right(_LENGTHS, len(value)) - 1)])),
    ]
    if _said(text, value, entity, blocks[0].start, blocks[0].end):
        told.append(("said", "title"))
    if _said(text, value, entity, 0, min(opening, _FAR)):
        told.append(("said", "opening"))
    if value == found.place:
        told.append(("is", "the place"))
    if entity is not None and entity.built:
        told.append(("is", "built"))
    told += [("ends", role) for role in _ENDS if reading.cues.of(role).end(value)]
    told += [("is", one) for one in _is(reading.cues, value)]
    return tuple(told)


def _is(cues: Cues, value: str) -> list[str]:
    """What a value is by the signs in it and by what it is as a cue."""
    roles = cues.roles.get(value, frozenset[str]())
    asked = (
        ("place", value in cues.of("places")),
        ("nominal", value in cues.of("nominal")),
        ("metric", "metric" in roles),
        ("cue", bool(roles)),
        ("of", any(sign in value for sign in cues.of("of"))),
        ("latin", value[:1].isascii()),
        ("digit", any(sign.isdigit() for sign in value)),
    )
    return [name for name, holds in asked if holds]


def _here(context: Context, scene: Scene, value: str, before: tuple[str, tuple[Trait, ...]]) -> tuple[Trait, ...]:
    """What can be told of a value beside this figure: how often it has just been said, and whether it was the last one's."""
    text, entity, at = context.reading.text, context.found.forms.get(value), scene.figure.start
    low = max(context.reading.document.blocks[scene.sentence.block].start, at - _FAR)
    told: list[Trait] = []
    times = _said(text, value, entity, low, at)
    if times:
        told.append(("block", str(min(_MOST, times))))
        times = _said(text, value, entity, max(scene.sentence.start, low), at)
    if times:
        told.append(("sentence", str(min(_PAIR, times))))
        times = _said(text, value, entity, max(scene.clause.start, low), at)
    if times:
        told.append(("clause", str(min(_PAIR, times))))
    stop = min(scene.clause.end, scene.figure.end + _FAR)
    if _said(text, value, entity, scene.figure.end, stop):
        told.append(("said", "behind"))
    return (*told, *before[1]) if value == before[0] else tuple(told)


def _before(context: Context, scene: Scene) -> tuple[str, tuple[Trait, ...]]:
    """The subject of the figure before, and what can be told of a value that is the same."""
    answer = context.answers.get(scene.index - 1)
    if answer is None or not answer.subject:
        return "", ()
    reading = context.reading
    start = reading.figures[scene.index - 1].start
    near = (
        "clause"
        if reading.clause_of.get(scene.index - 1) == scene.clause.number
        else "sentence"
        if start >= scene.sentence.start
        else "block"
        if start >= reading.document.blocks[scene.sentence.block].start
        else "far"
    )
    kind = f"{scene.figure.kind} change" if scene.figure.direction else scene.figure.kind
    return answer.subject, (("same", near), ("same.kind", kind))


def _said(text: str, value: str, entity: Entity | None, low: int, high: int) -> int:
    """How often a value is said in a piece of the text, by any of its forms."""
    times = text.count(value, low, high)
    if entity is not None:
        times += sum(text.count(form, low, high) for form in entity.forms if form != value)
    return times
