"""Who comes in by place alone: what a paragraph is headed with, and whom a clause ends with for the next to speak of."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pipeline.lexicon.attribution import Words
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.clauses.parting import measure
from pipeline.stages.attribute.subject.beginning import numbered
from pipeline.stages.attribute.subject.topics import topic
from pipeline.stages.attribute.subject.whose import measurable

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause

__all__ = ["called", "framed", "headed", "presented", "ranked"]

_SHORTEST, _LONGEST, _TOLD, _REACH, _PLACE = 2, 16, 48, 4, 6
_FRAME, _BODY, _FIELD = 66, 60, 64
_SAID = {"metric", "pronoun", "report", "link", "verb"}
_NOT_NAMED = {"verb", "report", "rise", "fall", "arrive", "metric", "prep", "compare", "have"}
_TAKES = ("chain_name", "topic", "named", "owner")
"""Rules by which a name of a clause's own takes over from what its paragraph is headed with."""
_MADE, _SIZES = {"product", "name"}, {"measure", "money"}
_NAMED = {"company", "product", "name", "index", "market"}


def headed(context: Context, scene: Scene) -> str:
    """What a figure's sentence or paragraph is headed with (容东片区：规划面积12.7平方公里); empty where a person speaks."""
    reading, cues = context.reading, context.reading.cues
    first = scene.sentence.clauses[0]
    if not first.label:
        first = reading.sentences[reading.by_block[scene.sentence.block][0]].clauses[0]
    if (
        not first.label
        or first.number >= scene.clause.number
        or first.figures
        or first.periods
        or first.host is not None
        or _taken(context, scene, first)
    ):
        return ""
    number = numbered(cues).match(first.text)
    words = first.text[number.end() if number else 0 :].strip(cues.word("trim"))
    words = words[: measure(words, cues)] or words
    fits = _SHORTEST <= len(words) <= _LONGEST and words[-1].isalpha() and not cues.of("relational").end(words)
    if not fits or _never(context, words):
        return ""
    block = reading.document.blocks[scene.sentence.block]
    named = words in context.found.forms or _body(cues, words) or cues.of("regions").end(words)
    measured = scene.phrase is not None and scene.phrase.known
    if not (named or measured) and block.end - block.start < _TOLD:
        return ""
    parse = parsed(reading, context.found, first)
    if len(parse.nominals) != 1 or parse.verb >= 0:
        return ""
    behind = reading.text[first.end : first.end + _SHORTEST].strip("".join(cues.of("label_ends")))[:1]
    quoted = not behind or any(pair[0] == behind for pair in cues.of("quotes"))
    return "" if quoted else words


def _taken(context: Context, scene: Scene, first: Clause) -> bool:
    """Whether a name of its own took over in the sentence since what its paragraph is headed with (江苏省：…其中，南京市…)."""
    figures = context.reading.figures
    for index in range(scene.index - 1, -1, -1):
        if figures[index].start < scene.sentence.start:
            return False
        chosen = context.answers[index].chosen.get("subject") if index in context.answers else None
        if chosen is not None and chosen.rule.startswith(_TAKES) and chosen.start > first.start:
            cues, value = context.reading.cues, chosen.value
            known = value in context.found.forms or value in cues.of("places") or cues.of("regions").end(value)
            return known and value != first.text.strip(cues.word("trim"))
    return False


def _never(context: Context, words: str) -> bool:
    """Whether words before a colon are no thing: who speaks, what is measured, how something is said."""
    cues, labels = context.reading.cues, wording(context.reading.language).labels
    if words in labels or _labels(cues).end(words):
        return True
    if any(cues.of(role).end(words) for role in ("people", "abstract", "datelines")) or measurable(context, words):
        return True
    return any(word.roles & {"report", "metric", "pronoun", "link"} for word in cues.scan(words))


@functools.cache
def _labels(cues: Cues) -> Words:
    """The labels of two characters or more, which a longer one may end in."""
    return Words(sorted(one for one in wording(cues.language).labels if len(one) >= _SHORTEST))


def _body(cues: Cues, words: str) -> bool:
    """Whether words name a thing or a body by their last one."""
    return cues.of("things").end(words) or cues.of("organisations").end(words)


def presented(context: Context, scene: Scene) -> str:
    """The name that a clause ends with and presents (是被看淡的中芯国际，最多跌8%), where what is between speaks of nothing.

    Also the one that a clause takes up by the last of its words (集中于恒生科技指数身上，指数低开).
    """
    cues, clause = context.reading.cues, scene.clause
    if scene.before is not None or not _open(context, clause):
        return ""
    head = _head(context, clause)
    for before in scene.sentence.before(clause, _REACH):
        if before.host is not None:
            continue
        told = context.found.mentions(before.text)
        if head:
            return next((one.name for _, end, one in reversed(told) if before.text[:end].endswith(head)), "")
        if before.label or before.figures:
            return ""
        end = len(before.text.rstrip(cues.word("trim")))
        if told and told[-1][1] == end and told[-1][2].kind in _NAMED:
            lead = before.text[: told[-1][0]].rstrip("".join(cues.of("quotes")))
            brought = told[-1][2].kind in _MADE and scene.figure.kind in _SIZES and any(one in lead for one in cues.of("launch"))
            return told[-1][2].name if brought or lead.endswith((*cues.of("of"), *cues.of("copula"))) else ""
        if not _open(context, before):
            return ""
        head = _head(context, before)
    return ""


def ranked(context: Context, scene: Scene) -> str:
    """The name right behind a place in an order and 的 (排名第四的小米); empty if there is none."""
    if scene.figure.kind != "rank":
        return ""
    text = scene.clause.text
    sign = context.reading.cues.of("of").first(text, scene.end)
    at = scene.end + len(sign)
    told = context.found.mentions(text[at : at + _LONGEST]) if sign else []
    return told[0][2].name if told and told[0][0] == 0 else ""


def _population(context: Context, clause: Clause, text: str) -> str:
    """The people that a clause of nothing else names, for the shares behind it (快递员中，88.9%为男性); else empty."""
    cues = context.reading.cues
    words = text.removesuffix(cues.of("amid").last(text))
    people = (
        cues.of("people").end(words)
        or cues.of("surveyed").end(words)
        or cues.of("people_ends").end(words)
        or cues.of("asked").begin(words)
    )
    if not people or not _SHORTEST <= len(words) <= _LONGEST or clause.figures:
        return ""
    return words[max(words.rfind(sign) for sign in cues.of("of")) + 1 :]


def _timed(context: Context, clause: Clause) -> bool:
    """Whether a clause only says when (截止到21日) or who speaks (主任介绍)."""
    if clause.figures:
        return False
    cues = context.reading.cues
    return cues.of("speech").end(clause.text.rstrip(cues.word("trim"))) or (
        bool(clause.periods) and topic(context, clause) is None
    )


def _head(context: Context, clause: Clause) -> str:
    """The bare head that a clause begins with (指数); empty if none."""
    text = clause.text.lstrip(context.reading.cues.word("trim"))
    return context.reading.cues.of("clipped").first(text)


def _open(context: Context, clause: Clause) -> bool:
    """Whether a clause speaks of nothing itself, or only of what is measured (股价低开后)."""
    said = topic(context, clause)
    if said is None or _head(context, clause):
        return True
    measured = any(word.start in said[2:] and "metric" in word.roles for word in clause.words)
    return said[1] is None and (measured or measurable(context, said[0]))


def called(context: Context, scene: Scene) -> str:
    """What is said to be called so in the figure's clause (一款名为“云雾白”的产品每盒售价168元); empty if nothing is."""
    text, words = scene.clause.text, context.reading.cues.of("called")
    for word in words:
        at = text.find(word, scene.low, scene.start)
        if at < 0:
            continue
        pair = next((one for one in context.reading.cues.of("quotes") if text.startswith(one[0], at + len(word))), "")
        stop = text.find(pair[1], at, scene.start) if pair else -1
        if stop > 0 and stop - at <= _LONGEST + len(word):
            return text[at + len(word) + 1 : stop]
    return ""


def framed(context: Context, scene: Scene) -> tuple[str, int]:
    """What a clause of nothing else sets the scene by, and its weight.

    A place (而在美国，这一比例不超过15%), or less surely a field where no company leads (民航方面，截至21日，…).
    """
    cues = context.reading.cues
    earlier = scene.sentence.before(scene.clause, _REACH)
    before = next((one for one in earlier if one.host is None and not _timed(context, one)), None)
    if before is None or before.figures:
        return "", 0
    text = before.text.strip(cues.word("trim"))
    text = text.removeprefix(cues.of("link").longest(text))
    words = text.removeprefix(cues.of("frames").first(text)).strip(cues.word("trim"))
    field = cues.of("fields").last(words)
    bare = text == words and not (before.label or before.words) and cues.of("kinds_of_thing").end(text)
    if (field or bare) and not context.found.gated:  # 民航方面，…; 邮政快递业，前三季度…
        words = words.removesuffix(field)
        known = measurable(context, words) or words in cues.of("abstract") or any(one.roles & _SAID for one in cues.scan(words))
        return (words, _FIELD) if _SHORTEST <= len(words) <= _PLACE and not known else ("", 0)
    if scene.figure.kind == "percent" and not context.found.gated:
        group = _population(context, before, text)
        if group:
            return group, _FRAME
    framing = "" if words == text else words
    words = framing.removesuffix(cues.of("closer").longest_last(framing))
    if not words:
        return "", 0
    if len(words) <= _LONGEST and _body(cues, words):
        return words, _BODY
    placed = words in cues.of("places") or (len(words) <= _PLACE and cues.of("regions").end(words))
    return (words, _FRAME) if placed else ("", 0)
