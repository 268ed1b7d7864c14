"""What can be a name at all: not what is measured, a kind of thing, a number, a place or a word that only points."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["generic", "may_name", "measured"]

_SHORT, _HAN, _LONGEST, _NUMERALS = 2, 3, 12, 2


def may_name(reading: Reading, form: str) -> bool:
    """Whether a form can be a name at all: no metric, time, number, place or pointing word."""
    cues = reading.cues
    if not _SHORT <= len(form) <= _LONGEST or sum(one in cues.word("numerals") or one.isdigit() for one in form) >= _NUMERALS:
        return False
    company = cues.of("companies").end(form)
    if not company and (cues.of("industry").begin(form) or cues.of("pronoun").begin(form)):
        return False
    if (
        form in cues.of("places")
        or form in cues.of("named_kinds")
        or form in cues.of("stop_names")
        or form in cues.of("holidays")
        or any(cues.of(role).end(form) for role in ("closer", "bodies", "documents"))
    ):
        return False
    if generic(form, cues):
        return False
    if company and len(form) > _HAN:
        return True
    roles = cues.roles.get(form, frozenset())
    return not roles & {"metric", "link", "pronoun", "opener", "verb", "plain", "organisations", "nominal"} and (
        metrics().find(reading.language, form) is None and not cues.of("suffixes").end(form)
    )


def measured(reading: Reading, form: str) -> bool:
    """Whether a form only says what is measured or done (规划范围, 降温): it can open every clause and is nobody's name."""
    cues = reading.cues
    roles = cues.roles.get(form, frozenset())
    return (
        bool(roles & {"metric", "opener", "nominal"})
        or form in cues.of("abstract")
        or form.endswith(cues.of("suffixes"))
        or metrics().find(reading.language, form) is not None
    )


def generic(form: str, cues: Cues) -> bool:
    """Whether a form with an organisation's suffix names a kind of thing (新能源汽车, 智能科技), not one of them."""
    suffixes = _suffixes(cues)
    for length in range(1, min(len(form), _LONGEST) + 1):
        if form[-length:] in suffixes:
            head = form[:-length]
            if not head or head in cues.of("generic") or head in cues.of("scopes") or head in cues.of("industry"):
                return True
    return False


@functools.cache
def _suffixes(cues: Cues) -> frozenset[str]:
    """What the names of companies and organisations end in."""
    return cues.of("companies").held | cues.of("organisations").held
