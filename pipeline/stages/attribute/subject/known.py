"""Whom words stand for by what has been answered before: the two last spoken of, the firm of a sentence, a variant, an owner."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.stages.attribute.names.nameable import generic

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Answer, Context, Scene, Topic
    from pipeline.stages.attribute.proposal import Proposal
    from pipeline.stages.attribute.reading import Clause

__all__ = ["alike", "compared", "contained", "counts_itself", "firm", "had", "launched", "peopled", "told_of", "two", "variant"]

_SURE, _BACK, _PAIR = 60, 24, 2
_OF_PART = {"chain_body", "chain_plain", "figure_before", "same_clause", "listed"}


def two(context: Context, before: int) -> tuple[str, ...]:
    """The two subjects that were spoken of last before figure `before`, in the order of the text; empty if there are not two."""
    told: list[str] = []
    for index in range(before - 1, max(-1, before - _BACK), -1):
        answer = context.answers.get(index)
        chosen = answer.chosen.get("subject") if answer is not None else None
        if chosen is not None and chosen.weight >= _SURE and chosen.value not in told:
            told.append(chosen.value)
        if len(told) == _PAIR:
            return tuple(reversed(told))
    return ()


def firm(context: Context, clause: Clause) -> str:
    """The company that an earlier clause of the sentence has told of, or begins with; empty if none."""
    ends = context.reading.cues.of("companies")
    for other in context.reading.sentences[clause.sentence].before(clause, _BACK):
        named = context.found.mentions(other.text) if other.host is None else []
        if named and named[0][2].kind == "company" and not other.text[: named[0][0]].strip(context.reading.cues.word("trim")):
            return named[0][2].name
        for index in reversed(other.figures):
            answer = context.answers.get(index)
            if answer is not None and answer.subject and answer.subject.endswith(ends):
                return answer.subject
    return ""


def had(context: Context, scene: Scene, words: str) -> bool:
    """Whether words only say what somebody has (海外客户, 新工厂), and the article has said who: a company or a known name."""
    if not context.reading.cues.of("relational").end(words):
        return False
    if context.found.gated or (context.topic is not None and context.topic[1] is not None and context.topic[1].kind == "company"):
        return True
    before = context.answers.get(scene.index - 1)
    if before is None or not before.subject:
        return False
    held, cues = context.found.forms.get(before.subject), context.reading.cues
    named = cues.of("companies").end(before.subject) and not generic(before.subject, cues)
    return named or (held is not None and held.kind == "company")


def launched(context: Context, clause: Clause) -> str:
    """The product that a clause brings out (知微发布折叠屏手机Fold X3), where the article is about it; empty if none."""
    lead, cues = context.found.lead, context.reading.cues
    if lead is None or lead.kind not in {"product", "name"}:
        return ""
    for start, _, entity in context.found.mentions(clause.text):
        if entity is lead and any(clause.text.find(word, 0, start) > 0 for word in cues.of("launch")):
            return lead.name
    return ""


def variant(context: Context, scene: Scene) -> str:
    """The variant that is sold at a price (64GB售5499元, 12GB+256GB版售3299元), for its size and its price; empty if none."""
    figures, clause, cues = context.reading.figures, scene.clause, context.reading.cues
    place = bisect_left(clause.figures, scene.index)
    if scene.figure.kind == "money":
        place -= 1
        if place < 0 or not _sold(clause.text[clause.inside(figures[clause.figures[place]].end) : scene.start], cues.of("sells")):
            return ""
    while place + 1 < len(clause.figures) and _joined(context, clause, place):
        place += 1
    first = place
    while first > 0 and _joined(context, clause, first - 1):
        first -= 1
    sizes = [figures[index] for index in clause.figures[first : place + 1]]
    if any(one.unit not in cues.of("storage") for one in sizes):
        return ""
    end = clause.inside(sizes[-1].end)
    if not any(clause.text.startswith(word, end) for word in cues.of("sells")):
        return ""
    edition = cues.of("editions").first(clause.text, end)
    return clause.text[clause.inside(sizes[0].start) : end + len(edition)]


def _joined(context: Context, clause: Clause, place: int) -> bool:
    """Whether a figure and the next are two sizes of one thing (12GB+256GB)."""
    figures = context.reading.figures
    one, other = figures[clause.figures[place]], figures[clause.figures[place + 1]]
    gap = clause.text[clause.inside(one.end) : clause.inside(other.start)]
    return gap.strip() in {"+", "/"} and one.kind == other.kind


def _sold(gap: str, words: tuple[str, ...]) -> bool:
    return gap.strip() in words


def compared(answer: Answer) -> bool:
    """Whether a figure is only the base of a comparison that has a name of its own (高于石原手机的2700万部)."""
    chosen = answer.chosen.get("subject")
    return answer.base and chosen is not None and chosen.rule == "named"


def counts_itself(answer: Answer) -> bool:
    """Whether what a figure counts is all that it is of (电子图书|166万册): of no more than itself."""
    chosen = answer.chosen.get("subject")
    return chosen is not None and chosen.rule == "counted" and chosen.value == answer.metric


def told_of(context: Context, scene: Scene) -> bool:
    """Whether the sentence up to here, or the one that this one goes into (其中…), tells of somebody within the country.

    (我国民营企业对东盟进出口2.8万亿元，占外贸总值的62%。其中，|出口1.82万亿元)
    """
    answer, reading = context.answers.get(scene.index - 1), context.reading
    chosen = answer.chosen.get("subject") if answer is not None else None
    if answer is None or chosen is None or chosen.rule not in _OF_PART:
        return False
    among = reading.text[scene.sentence.start : scene.sentence.end].lstrip().startswith(reading.cues.of("among"))
    low = reading.sentences[max(scene.sentence.number - among, 0)].start
    nation = any(answer.subject in reading.cues.of(role) for role in ("whole_country", "places"))
    return low <= reading.figures[scene.index - 1].start and bool(answer.subject) and not nation


def contained(clause: Clause, said: Topic | None, chosen: Proposal) -> bool:
    """Whether a topic is only the first words of whom the clause's figure was found to be of (我国|民营企业)."""
    if said is None or chosen.value == said[0]:
        return False
    start, end = clause.outside(said[2]), clause.outside(said[3])
    return chosen.start <= start < end < chosen.end


def peopled(context: Context, scene: Scene, words: str) -> bool:
    """Whether words are the place of what is counted behind the figure (太安村|19户村民)."""
    chosen, cues = context.answers[scene.index].chosen.get("metric"), context.reading.cues
    place = cues.of("regions").end(words) or cues.of("places_of_people").end(words)
    counted = (
        chosen is not None and chosen.rule == "counted" and chosen.value[-_PAIR:] in scene.clause.text[scene.end : scene.high]
    )
    return counted and bool(place)


def alike(context: Context, scene: Scene) -> bool:
    """Whether a figure is of a part, or said to come to so much, and the one before in its sentence counts the same.

    Parts stand behind 其中 or in a bracket (暴发疫情23起，其中小学16起); 5号线|为18.9万人次 says how much.
    """
    among = context.reading.cues.of("among")
    told = (*scene.sentence.before(scene.clause, _BACK), scene.clause)
    parts = scene.clause.host is not None or any(one.text.lstrip().startswith(among) for one in told)
    says = scene.tail is not None and bool(scene.tail.words)
    if not (parts or says) or scene.index - 1 not in context.answers:
        return False
    before = context.reading.figures[scene.index - 1]
    return before.start >= scene.sentence.start and (before.kind, before.unit) == (scene.figure.kind, scene.figure.unit)
