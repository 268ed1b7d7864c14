"""Whom a clause's topic means: a name, what a pronoun stands for, or its own words, which weigh less."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.stages.attribute.clauses.parting import does
from pipeline.stages.attribute.names.naming import apposed
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.subject.known import firm, two
from pipeline.stages.attribute.subject.pointed import antecedent, grown, nearest, person, region
from pipeline.stages.attribute.subject.possessing import placed
from pipeline.stages.attribute.subject.whose import stands
from pipeline.stages.attribute.words.cutting import LONGEST

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Topic
    from pipeline.stages.attribute.reading import Clause

__all__ = ["from_topic"]

_LONGEST, _PAIR, _PLAIN, _FULL, _NEAR = 20, 2, 20, 4, 8
_THINGS = {"product", "name"}
_ROUND = "ABCDEFGHPre+- "
"""The letters and signs of a round of funding (Pre-A+轮)."""


def from_topic(context: Context, said: Topic, rated: tuple[int, str], clause: Clause) -> list[Proposal]:
    """The subject that a topic is: a name, what a pronoun stands for, or its own words, which weigh less."""
    words, entity, start, end = said
    weight, rule = rated
    words = _firm_behind(context.reading.cues, words)
    place = (clause.outside(start), clause.outside(end))
    if entity is not None and (context.found.gated or entity.kind != "topic"):
        return [Proposal("subject", entity.name, rule, weight, *place)]
    stands_for = _stands_for(context, words, clause) or _holder(context, words, clause, end)
    if stands_for is not None:
        value, pointed = stands_for
        return [Proposal("subject", value, pointed or rule, weight, *place)]
    asked = (clause.number, said[0])
    if asked not in context.meanings:
        context.meanings[asked] = _own_words(context, said, clause)
    words, kind, less = context.meanings[asked]
    return [Proposal("subject", words, f"{rule}{kind}", weight - less, *place)] if words else []


def _firm_behind(cues: Cues, words: str) -> str:
    """The firm's pronoun that a topic's words end with, behind when (第二财季|该公司); else the words."""
    pointer = cues.of("firm_pronouns").longest_last(words)
    return pointer if len(pointer) > _PAIR else words


def _own_words(context: Context, said: Topic, clause: Clause) -> tuple[str, str, int]:
    """What a topic's own words name, what that adds to a rule's name, and how much less it weighs; no words if it is no thing."""
    words, _, start, end = said
    cues, gated = context.reading.cues, context.found.gated
    if not gated:
        words = antecedent(context, clause, words) or grown(context, words)
    words = apposed(words, context.reading)
    for guess in cues.of("guesses") if cues.of("guesses").end(words) else ():
        words = words.removesuffix(guess) if len(guess) > 1 and len(words) > len(guess) + 1 else words
    words = _said_how(context, words)
    words = _placed(cues, words)
    no_thing = (
        cues.of("towards").begin(words) or words in cues.of("scopes") or words in cues.of("stop_names") or _counts(context, words)
    )
    if not words or len(words) > _LONGEST or no_thing:
        return "", "", 0
    less = 34 if gated else 14 if stands(context, clause, start, end) else 36
    less = 10 if placed(words, context) or _trades(context, clause, words, end) else less
    if not gated and less > _PLAIN and any(word.start == end and "metric" in word.roles for word in clause.words):
        return words, "_plain", _PLAIN
    return words, "_open", less


def _trades(context: Context, clause: Clause, words: str, end: int) -> bool:
    """Whether who stands before `end` in a clause buys or sells on a market (外资|今天卖超440亿元), not shares of the lead."""
    trades, lead = context.reading.cues.of("net_trades"), context.found.lead
    near = clause.text[end : end + _NEAR]
    if trades.strange(near) or (lead is not None and lead.name != words):
        return False
    return any(one in near for one in trades)


def _placed(cues: Cues, words: str) -> str:
    """The place that words begin with which only name how its work goes (陕西省|考古工作成果); else the words."""
    size = len(cues.of("places").longest(words))
    size += len(cues.of("regions").longest(words, size)) if size else 0
    return words[:size] if 0 < size < len(words) and cues.of("fruits").end(words) else words


def _holder(context: Context, words: str, clause: Clause, end: int) -> tuple[str, str] | None:
    """The officer of a company who buys, sells or pledges shares himself (董事长兼总经理孙某|减持); None if none does."""
    cues = context.reading.cues
    if not cues.of("dealings").begin(clause.text, end) or cues.of("offices").strange(words):
        return None
    at = max((words.rfind(one) + len(one) for one in cues.of("offices") if one in words), default=0)
    name = words[at:]
    return (name, "") if at and _PAIR <= len(name) <= _FULL and not cues.roles.get(name) else None


def _said_how(context: Context, words: str) -> str:
    """A topic's words without those at their end that only say how it is measured (单店|总); empty where all do (累计).

    Those that somebody only has (前五大客户|合计) are empty too: it is his.
    """
    cues = context.reading.cues
    words = _untold(cues, words)
    if words in cues.of("manner") or words in cues.of("qualities") or cues.of("yielding").begin(words):
        return ""
    last = cues.of("manner").last(words)
    if not last or len(words) - len(last) < _PAIR:
        return words
    rest = words.removesuffix(last)
    return "" if cues.of("relational").end(rest) else rest


def _untold(cues: Cues, words: str) -> str:
    """A topic's words without what a predicate begins with: what is counted (大白菜|每斤), a close (收盘报), a round (A轮)."""
    for sign in cues.of("distributive"):
        at = words.find(sign, _PAIR)
        words = words[:at] if at > 0 else words
    close = cues.of("closing_verbs").last(words)
    while close and len(words) - len(close) > _PAIR:
        words = words.removesuffix(close)
        close = cues.of("closing_verbs").last(words)
    turn = cues.of("rounds").last(words)
    rest = words.removesuffix(turn) if turn else words
    if turn and len(turn) < _PAIR:
        rest = rest.rstrip(_ROUND) if rest.endswith(tuple(_ROUND)) else words
    return rest if len(rest) >= _PAIR else words


def _counts(context: Context, words: str) -> bool:
    """Whether words only count or single out (两笔, 每辆车)."""
    cues = context.reading.cues
    if words.startswith(cues.of("distributive")):
        return True
    return len(words) == _PAIR and words[0] in cues.word("numerals") and words[1] in cues.of("classifiers")


def _stands_for(context: Context, words: str, clause: Clause) -> tuple[str, str] | None:  # noqa: PLR0911 - one word, one line
    """What a pointing word stands for, and the rule's name (empty for the topic's own); None where it points at nothing."""
    cues, found = context.reading.cues, context.found
    told = _of_two(context, words, clause)
    if told is not None:
        return told
    if words in cues.of("whole_country"):
        return context.reading.country, ""
    if place := _place(context, _own_place(context, words), clause):
        return place, ""
    if words.startswith(cues.of("new_things")) and found.lead is not None and found.lead.kind in _THINGS:
        return _brought(context, clause) or found.lead.name, "pronoun"
    if words not in cues.of("pronoun") or (not found.gated and words in cues.of("appositions")):
        return None
    sentence = context.reading.sentences[clause.sentence]
    if len(words) == 1 and clause.number > sentence.clauses[0].number:
        before = found.mentions(context.reading.text[sentence.start : clause.start])
        if words in cues.of("persons"):
            before = [one for one in before if one[2].kind != "topic"]
        if before:
            return before[-1][2].name, "pronoun"
    own = firm(context, clause) if words in cues.of("firm_pronouns") else ""
    pointed = own or _pointed(context, words, clause) or _thing(context, words, clause) or _firm(context, words, clause)
    if pointed:
        return pointed, "pronoun"
    if context.topic is not None:
        return context.topic[0], "pronoun"
    standing = context.heading or found.lead
    return (standing.name if standing is not None else ""), "pronoun"


def _of_two(context: Context, words: str, clause: Clause) -> tuple[str, str] | None:
    """What 两者, 前者 and 后者 stand for, nothing where no two have been told of; None for other words."""
    cues = context.reading.cues
    rule = next((role for role in ("both", "former", "latter") if words in cues.of(role)), "")
    if not rule:
        return None
    pair = _beside(context, clause) or context.pair or (two(context, clause.figures[0]) if clause.figures else ())
    if len(pair) < _PAIR:
        return pair[0] if pair and rule == "former" else "", rule
    return cues.of("conj")[1].join(pair) if rule == "both" else pair[rule == "latter"], rule


def _beside(context: Context, clause: Clause) -> tuple[str, ...]:
    """The two names side by side before a clause of its sentence (恒生国企指数及恒生科技指数跑输，前者…); else empty."""
    text = context.reading.text[context.reading.sentences[clause.sentence].start : clause.start]
    told = context.found.mentions(text)
    pairs = [
        (one, other) for one, other in pairwise(told) if text[one[1] : other[0]].strip() in context.reading.cues.of("item_ends")
    ]
    return (pairs[-1][0][2].name, pairs[-1][1][2].name) if pairs else ()


def _own_place(context: Context, words: str) -> str:
    """The word for the own place that words begin with, where they say what is done there (我市|接待外省), else the words."""
    cues = context.reading.cues
    own = cues.of("own_place").first(words)
    return own if own and (not cues.of("things").end(words) or does(cues, words.removeprefix(own))) else words


def _brought(context: Context, clause: Clause) -> str:
    """The thing that the sentence before names last, in the same block (宣布启动Model Y项目。…新车将有三个版本); else empty."""
    reading = context.reading
    sentence = reading.sentences[clause.sentence]
    last = reading.sentences[max(0, sentence.number - 1)]
    told = context.found.mentions(reading.text[last.start : last.end]) if last.block == sentence.block else []
    lead = context.found.lead
    own = lead is None or any(one is lead or lead.name.endswith(one.name) for _, _, one in told)
    return told[-1][2].name if told and not own and told[-1][2].kind in _THINGS else ""


def _place(context: Context, words: str, clause: Clause) -> str:
    """The place that 全县 or 该县 stands for: one smaller than the province that stands out, else what stands out most.

    What the paragraph is headed with comes first. Where no place has been named it is called as the article calls it.
    """
    cues, found = context.reading.cues, context.found
    headed = _headed(context, clause) if words in cues.of("own_place") else ""
    if headed and (words[-1:] == headed[-1:] or headed in cues.of("places")):
        return headed
    if words in cues.of("own_province") and found.province:
        return found.province
    if words not in cues.of("own_place") and words not in cues.of("place_pointers"):
        return ""
    local = "" if found.place == context.reading.country else found.place
    near = "" if local.endswith(words[-1:]) else nearest(context, clause, words[-1:])
    if near:
        return near
    smaller = region(context, words) if local in cues.of("provinces") else ""
    named = ("" if smaller.startswith(local) else smaller) or local or region(context, words) or found.place
    carried = words not in cues.of("own_place") or (context.topic is not None and cues.of("regions").end(context.topic[0]))
    return named or ("" if carried else words)


def _headed(context: Context, clause: Clause) -> str:
    """The region that a clause's paragraph is headed with (西藏自治区：…); empty if with none."""
    reading, cues = context.reading, context.reading.cues
    first = reading.sentences[reading.by_block[reading.sentences[clause.sentence].block][0]].clauses[0]
    words = first.text.strip(cues.word("trim")) if first.label and first.number < clause.number else ""
    return words if len(words) <= _LONGEST and (cues.of("regions").end(words) or words in cues.of("places")) else ""


def _pointed(context: Context, words: str, clause: Clause) -> str:
    """Whom 她 and what 该线路 stand for where no company leads."""
    if words in context.reading.cues.of("persons"):
        return person(context, clause)
    return "" if context.found.gated else antecedent(context, clause, words)


def _thing(context: Context, words: str, clause: Clause) -> str:
    """The thing that 它 stands for: the product the sentence before ends with, or what it ends with if nothing carries."""
    reading = context.reading
    sentence = reading.sentences[clause.sentence]
    if words not in reading.cues.of("thing_pronouns") or not sentence.number:
        return ""
    last = reading.sentences[sentence.number - 1]
    told = context.found.mentions(reading.text[last.start : last.end]) if last.block == sentence.block else []
    return told[-1][2].name if told and (told[-1][2].kind == "product" or context.topic is None) else ""


def _firm(context: Context, words: str, clause: Clause) -> str:
    """The company that a firm's pronoun stands for where a product is spoken of: the one that leads, else the last one named."""
    lead, reading, carried = context.found.lead, context.reading, context.topic[1] if context.topic else None
    if carried is None or carried.kind == "company" or words not in reading.cues.of("firm_pronouns"):
        return ""
    if lead is not None and lead.kind == "company":
        return lead.name
    start = reading.document.blocks[max(0, reading.sentences[clause.sentence].block - 1)].start
    start = max(start, clause.start - LONGEST)
    named = [one for _, _, one in context.found.mentions(reading.text[start : clause.start]) if one.kind == "company"]
    return named[-1].name if named else ""
