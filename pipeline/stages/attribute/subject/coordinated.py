"""Things side by side before a list of as many figures: 移动通信基站设备、5G智能手机产量同比分别增长2.8倍和18.4%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.phrase import tail
from pipeline.stages.attribute.subject.beginning import begins

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.clauses.lists import Place
    from pipeline.stages.attribute.context import Answer, Context
    from pipeline.stages.attribute.reading import Clause, Word

__all__ = ["apart", "coordinated"]

_SHORTEST, _LONGEST, _REACH, _DEED, _BACK, _KIND = 2, 18, 60, 4, 3, 4
_RULE = "coordinated"
_PREDICATES = {"verb", "arrive", "rise", "fall", "report", "have", "relate", "basis", "link", "each", "compare", "prep"}
"""The roles of words that a predicate begins with."""
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
        if (
            each is None
            or stop - each.end > _DEED
            or any(not one.roles & {"verb", "metric"} for one in clause.between(each.end, stop))
        ):
            return ()
        stop = each.start
    low = _low(context, clause, stop)
    towards = (one.start for one in clause.between(low, stop) if one.text in cues.of("towards") and one.start > low)
    text = clause.text[low : next(towards, stop)].strip(cues.word("trim")) or _before(context, clause)
    for signs in (cues.of("item_ends")[:1], cues.of("conj")):
        parts = [one.strip(cues.word("trim")) for one in re.split(alternation(signs), text)] if text else []
        if len(parts) == place.size:
            last = _told(cues, _unmeasured(context, parts[-1]), place.size)
            for sign in cues.of("and_so_on"):
                at = last.find(sign, _SHORTEST)
                last = last[:at] if at > 0 else last
            parts = [*parts[:-1], last]
            return tuple(parts) if all(_thing(context, one) for one in parts) else ()
    return ()


def apart(context: Context, place: Place, answer: Answer) -> None:
    """Leave out of a metric the thing of the list that it begins with (睿微电子|净利润 of the three)."""
    chosen, metric = answer.chosen.get("subject"), answer.metric
    if chosen is None or chosen.rule != _RULE or not metric or place.first in context.heads or "metric" not in answer.chosen:
        return
    size = metrics().size(context.reading.language, metric, len(metric) - 1)
    if size and metric.startswith(coordinated(context, place)):
        answer.metric = metric[-size:]
        answer.chosen["metric"] = answer.chosen["metric"]._replace(value=answer.metric)


def _before(context: Context, clause: Clause) -> str:
    """What the clause before opens with, where a list stands alone behind it (甲、乙营收增长一倍以上，分别为282%、119%)."""
    cues = context.reading.cues
    for other in context.reading.sentences[clause.sentence].before(clause, _BACK):
        if other.host is None:
            at = begins(context, other)
            high = min(len(other.text), at + _REACH)
            listed = other.text.rfind(cues.of("item_ends")[0], at, high)
            ends = (
                word.start
                for word in other.between(at, high)
                if _ends(word) and not (word.roles <= {"report"} and word.end < listed)
            )
            stop = next(ends, high)
            told = any(at <= first < stop for first, _ in other.places)
            return "" if told else other.text[at:stop].strip(cues.word("trim"))
    return ""


def _ends(word: Word) -> bool:
    """Whether a word ends the things that a clause opens with."""
    return bool(word.roles & _PREDICATES) and not word.roles & {"metric", "plain", "nominal", "conj"}


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


def _told(cues: Cues, text: str, size: int) -> str:
    """The last of the things without how many of what kind they are (远屿|三市)."""
    numbers = {cues.word("numerals")[size + 1 : size + 2], cues.word("pair_sign") if size == _SHORTEST else ""} - {""}
    at = max((text.rfind(sign) for sign in numbers), default=-1)
    return text[:at] if at >= _SHORTEST and len(text) - at <= _KIND else text


def _thing(context: Context, text: str) -> bool:
    cues = context.reading.cues
    known = metrics().by_word.get(context.reading.language, {})
    if not _SHORTEST <= len(text) <= _LONGEST or text.lower() in known or text.endswith(cues.of("suffixes")):
        return False
    return not any(word.roles & _WALLS and "plain" not in word.roles for word in cues.scan(text)) and text not in cues.of(
        "stop_names"
    )
