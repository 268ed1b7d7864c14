"""Things side by side before a list of as many figures: 移动通信基站设备、5G智能手机产量同比分别增长2.8倍和18.4%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.phrase import tail

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.lists import Place
    from pipeline.stages.attribute.reading import Clause

__all__ = ["coordinated"]

_SHORTEST, _LONGEST, _REACH, _DEED = 2, 18, 60, 4
_WALLS = {"report", "prep", "compare", "pronoun", "source_open", "rise", "fall", "from_words", "whole", "relate", "both"}


def coordinated(context: Context, place: Place) -> tuple[str, ...]:
    """The things that as many figures are of, in order; empty where there are not so many, or they are what is measured."""
    reading, cues = context.reading, context.reading.cues
    number = reading.clause_of.get(place.first)
    if number is None:
        return ()
    clause = reading.clauses[number]
    at = clause.inside(reading.figures[place.first].start)
    stop = tail(cues, clause, at, 0, tuple(clause.spans)).end
    if not any(word in clause.text[stop:at] for word in cues.of("each")):
        each = next((one for one in reversed(clause.between(0, stop)) if "each" in one.roles), None)
        if each is None or stop - each.end > _DEED or not all("verb" in one.roles for one in clause.between(each.end, stop)):
            return ()
        stop = each.start
    text = clause.text[_low(context, clause, stop) : stop].strip(cues.word("trim"))
    if text.startswith(cues.of("conj")):
        return ()
    for signs in (cues.of("item_ends")[:1], cues.of("conj")):
        parts = [one.strip(cues.word("trim")) for one in re.split(alternation(signs), text)] if text else []
        if len(parts) == place.size:
            last = _unmeasured(context, parts[-1])
            for sign in cues.of("and_so_on"):
                at = last.find(sign, _SHORTEST)
                last = last[:at] if at > 0 else last
            parts = [*parts[:-1], last]
            return tuple(parts) if all(_thing(context, one) for one in parts) else ()
    return ()


def _low(context: Context, clause: Clause, stop: int) -> int:
    """Where the things begin: behind times, connectives and what opens a clause."""
    cues = context.reading.cues
    low = max([end for _, end in clause.spans if end <= stop] + [max(0, stop - _REACH)])
    for word in clause.between(low, stop):
        if word.roles & {"link", "determiner", "source_open"} and not clause.text[low : word.start].strip(cues.word("trim")):
            low = word.end
    return low


def _unmeasured(context: Context, text: str) -> str:
    """The last of the things without what is measured of all."""
    known = metrics().by_word.get(context.reading.language, {})
    size = next((length for length in range(min(len(text) - 1, metrics().longest), 0, -1) if text[-length:].lower() in known), 0)
    if not size:
        size = next((len(one) for one in context.reading.cues.of("suffixes") if len(one) > 1 and text.endswith(one)), 0)
    body = text[: len(text) - size]
    return next((body.removesuffix(sign) for sign in context.reading.cues.of("of") if body.endswith(sign)), body)


def _thing(context: Context, text: str) -> bool:
    cues = context.reading.cues
    known = metrics().by_word.get(context.reading.language, {})
    if not _SHORTEST <= len(text) <= _LONGEST or text.lower() in known or text.endswith(cues.of("suffixes")):
        return False
    return not any(word.roles & _WALLS and "plain" not in word.roles for word in cues.scan(text)) and text not in cues.of(
        "stop_names"
    )
