"""What a pointing word or a clipped name stands for: 该线路, 全县, 她, and a name that the article always says longer."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.subject.whose import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["antecedent", "grown", "nearest", "paired", "person", "region", "whole"]

_TWICE, _SHORTEST, _REACH, _LONGEST, _NAME, _FAR, _CLAUSES, _BEFORE = 2, 2, 4, 16, 5, 40, 200, 24


def antecedent(context: Context, clause: Clause, words: str) -> str:
    """What a pointing or bare head stands for (该线路, 中心): the last longer phrase before it that ends in the same head."""
    told = context.antecedents.get((clause.number, words))
    if told is None:
        told = context.antecedents[clause.number, words] = _antecedent(context, clause, words)
    return told


def _antecedent(context: Context, clause: Clause, words: str) -> str:
    cues, reading = context.reading.cues, context.reading
    head = words
    pointing = words.startswith(cues.of("pointers"))
    if pointing:
        head = next(words.removeprefix(one) for one in cues.of("pointers") if words.startswith(one))
    short = len(head) < _NAME - 1 and (cues.of("things").end(head) or cues.of("heads").end(head))
    kinds = _kinds(cues).get(head, ())
    if head not in cues.of("heads") and not short and not (pointing and len(head) > _SHORTEST):
        return ""
    first = max(clause.number - _CLAUSES, reading.sentences[max(0, clause.sentence - _FAR)].clauses[0].number)
    held = {other.number for one in (head, *kinds) for other in reading.holding(one, first, clause.number)}
    for number in sorted(held, reverse=True):
        other = reading.clauses[number]
        parse = parsed(reading, context.found, other)
        for one in reversed(parse.nominals):
            text = other.text[one.start : one.end]
            last = parse.words[one.last - 1]
            having = other.text[one.start : one.head].rstrip("".join(cues.of("of")))
            if one.head > one.start and not one.joined and len(head) < len(having) <= _LONGEST and having.endswith(head):
                return having
            named = last.part in {"name", "held-name"} and text.endswith(kinds) and text not in {head, *kinds}
            if named or (text.endswith(head) and len(text) > len(head) and not one.joined):
                return text if len(text) <= _LONGEST else other.text[one.head : one.end]
    lead = context.found.lead
    return lead.name if lead is not None and lead.name.endswith(kinds) else ""


@functools.cache
def _kinds(cues: Cues) -> dict[str, tuple[str, ...]]:
    """What names of a head's kind end in (学校: 大学, 学院, …)."""
    kinds: dict[str, tuple[str, ...]] = {}
    for line in cues.of("head_kinds"):
        head, _, ends = line.partition("=")
        kinds[head] = tuple(ends.split("/"))
    return kinds


def region(context: Context, words: str) -> str:
    """The place of the article that 全县 or 本市 stands for: the one it names most of that kind; empty if none."""
    kind = words[-1:]
    told = context.regions.get(kind)
    if told is None:
        told = context.regions[kind] = _region(context, kind)
    return told


def nearest(context: Context, clause: Clause, kind: str) -> str:
    """The county, town or village of a kind that was named last before a clause, in its paragraph or the one before."""
    reading, cues = context.reading, context.reading.cues
    if kind not in cues.of("small_regions"):
        return ""
    block = reading.sentences[clause.sentence].block
    for number in range(clause.number - 1, max(-1, clause.number - _BEFORE), -1):
        other = reading.clauses[number]
        if reading.sentences[other.sentence].block < block - 1:
            break
        forms = (form for form in beginnings(context, other) if form.endswith(kind) and _SHORTEST < len(form) <= _NAME)
        said = min((form for form in forms if not cues.of("pronoun").begin(form)), key=len, default="")
        if said and said not in cues.of("own_place") and said not in cues.of("place_pointers"):
            return said
    return ""


def _region(context: Context, kind: str) -> str:
    counts = Counter[str]()
    for clause in context.reading.holding(kind):
        if clause.words or clause.figures:
            counts.update(beginnings(context, clause))
    alike = [
        (count, form)
        for form, count in counts.items()
        if form.endswith(kind) and _SHORTEST <= len(form) <= _NAME and form not in context.reading.cues.of("own_place")
    ]
    if not alike:
        return next((one for one in _smaller(context, kind) if one), "")
    return _whole_left(context, max(alike, key=lambda one: (one[0], -len(one[1])))[1])


def _smaller(context: Context, kind: str) -> Iterator[str]:
    """What stands between a larger region's end and a word for a kind of region, where that is a short name (湖南省|柳溪县)."""
    text, larger = context.reading.text, context.reading.cues.of("larger_regions")
    for at in (match.start() for match in re.finditer(re.escape(kind), text)):
        for size in range(1, _REACH):
            start = at - size
            if start > _SHORTEST and larger.end_at(text, start) and text[start:at].isalpha():
                yield text[start : at + 1]


def _whole_left(context: Context, words: str) -> str:
    """A name with what the article always says right before it (临|州市), which a dictionary has cut off."""
    while words and len(words) < _NAME and (len(words) == _SHORTEST or context.reading.times(words) >= _TWICE):
        sign = context.reading.neighbour(words, behind=False)
        if not sign or sign in context.reading.cues.of("prep"):
            break
        words = sign + words
    return words


def person(context: Context, clause: Clause) -> str:
    """Whom 他 or 她 stands for: the last one named that acts; empty if none."""
    reading = context.reading
    sentence = reading.sentences[clause.sentence]
    first = reading.sentences[max(0, sentence.number - _REACH)].clauses[0].number
    for number in range(clause.number - 1, first - 1, -1):
        other = reading.clauses[number]
        parse = parsed(reading, context.found, other)
        for one in reversed(parse.nominals):
            text = other.text[one.head : one.end]
            named = parse.words[one.last - 1].part in {"name", "held-name"} and text not in reading.cues.of("places")
            having = other.text[one.start : one.head].rstrip("".join(reading.cues.of("of")))
            if having in context.found.forms and text.endswith(reading.cues.of("relational")):
                return context.found.forms[having].name
            told = context.found.mentions(text)
            if told and told[-1][1] == len(text) and told[-1][0] and named:
                text = told[-1][2].name
            if not one.governor and (named or reading.cues.of("people").end(text)):
                return text
    return ""


def grown(context: Context, words: str) -> str:
    """A name with what the article always says right behind it (安禾|便利), where that begins no cue."""
    told = context.grown.get(words)
    if told is None:
        told = context.grown[words] = _grown(context.reading, words)
    return told


def _grown(reading: Reading, words: str) -> str:
    cues, text = reading.cues, reading.text
    while len(words) < _NAME and reading.times(words) >= _TWICE:
        sign = reading.neighbour(words, behind=True)
        behind = text.find(words) + len(words)
        if not sign or cues.scanner.at(text, behind) or sign in cues.of("of") or sign in cues.of("tails"):
            break
        words += sign
    return words


def whole(context: Context, clause: Clause, name: str, before: int) -> str:
    """A name right before a place of a clause, from where its noun phrase begins (楚雄彝族自|治州)."""
    for one in parsed(context.reading, context.found, clause).nominals:
        text = clause.text[one.start : one.end]
        ranged = text.removesuffix(name).endswith(context.reading.cues.of("ranges"))
        if one.end <= before and text.endswith(name) and before - one.end <= _SHORTEST and not one.joined and not ranged:
            return text
    return name


def paired(context: Context, clause: Clause, start: int, end: int) -> str:
    """The pair that a name is the second of (人民币兑|美元); empty if it is in none."""
    if not clause.text[:start].endswith(context.reading.cues.of("ranges")):
        return ""
    for one in parsed(context.reading, context.found, clause).nominals:
        if one.start < start and end <= one.end:
            return clause.text[one.start : end]
    return ""
