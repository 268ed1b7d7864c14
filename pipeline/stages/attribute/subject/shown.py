"""Whose a figure is by what stands right behind or before it: 70%的受访者, 总投资50亿的产业园, 电子产品(56.2%)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.subject.topics import topic
from pipeline.stages.attribute.subject.whose import measurable, whose

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.words.tagging import Tagged

__all__ = ["NAMED", "aged", "described", "glossed", "held", "itemised", "members"]

NAMED = {"company", "product", "name"}
"""Kinds of names that something is measured of."""
_SHORTEST, _LONGEST, _ITEM = 2, 16, 10
_NEVER = ("abstract", "stop_names", "scopes", "manner", "opener", "totals", "people")
_SAID = {"verb", "report", "metric", "prep", "link", "pronoun", "determiner", "basis", "compare", "source_open", "closer"}
_NOUNS = {"noun", "name", "verbal", "held-name", "adjective"}
_BEFORE = {"link", "have", "verb", "report", "prep", "arrive", "conj", "basis"}
_ACTS = {"verb", "adverb", "preposition"}
_STATED = {"rise", "fall", "arrive", "basis", "metric"}


def members(context: Context, scene: Scene) -> str:
    """Of whom a share says something (70%的受访者认为…): the people right behind it, where a verb follows; empty if none."""
    text, cues = scene.clause.text, context.reading.cues
    if scene.figure.kind != "percent":
        return ""
    start = scene.end + (1 if text.startswith(cues.of("of"), scene.end) else 0)
    rest = text[start:]
    word = cues.of("surveyed").longest(rest)
    if not word and start > scene.end and not context.found.gated and not clause_before(context, scene):
        word = _group(context, scene, start)
    at = start + len(word)
    return word if word and any(part.part in _ACTS and part.start == at for part in _words(context, scene)) else ""


def clause_before(context: Context, scene: Scene) -> bool:
    """Whether anything is said in the clause before the figure."""
    return bool(scene.clause.text[: scene.start].strip(context.reading.cues.word("trim")))


def _group(context: Context, scene: Scene, start: int) -> str:
    """The things right behind a share and 的, where a clause goes on about them (90%的奶茶店处于亏损状态)."""
    text = scene.clause.text
    stop = next((one.start for one in _words(context, scene) if one.start > start and one.part in _ACTS), 0)
    word = text[start:stop]
    fits = _SHORTEST <= len(word) <= _LONGEST and word.isalnum() and not measurable(context, word)
    return word if fits and word not in context.reading.cues.of("abstract") else ""


def _words(context: Context, scene: Scene) -> tuple[Tagged, ...]:
    return parsed(context.reading, context.found, scene.clause).words


def described(context: Context, scene: Scene) -> str:
    """The thing that a metric and a figure before 的 describe (总投资50亿的产业园项目), where nothing is spoken of before it."""
    clause, cues = scene.clause, context.reading.cues
    if scene.figure.kind not in {"money", "measure"}:
        return ""
    at = scene.end
    if not clause.text.startswith(cues.of("of"), at):
        return ""
    said = topic(context, clause)
    if said is not None and said[3] <= scene.start and not measurable(context, said[0]):
        return ""
    parse = parsed(context.reading, context.found, clause)
    one = next((one for one in parse.nominals if one.start == at + 1 or one.start < at < one.end), None)
    if one is None:
        return ""
    first = max(one.start, at + 1)
    found = whose(context, clause, parse, one._replace(start=first, head=max(one.head, first)))
    words = clause.text[first : found.end if found is not None and found.end > first else one.end]
    fits = _SHORTEST <= len(words) <= _LONGEST and words not in cues.of("abstract") and not measurable(context, words)
    return words if fits and words not in cues.of("nominal") else ""


def glossed(context: Context, scene: Scene) -> str:
    """The name right before a bracket that says what is measured of it (已超越SpaceX(估值约4000亿美元)); else empty."""
    clause, reading = scene.clause, context.reading
    mere = clause.text.strip() == scene.figure.text.strip()  # 国航(7711.4万人次)
    if clause.host is None or scene.before is not None or not (mere or (scene.phrase is not None and not scene.phrase.owner)):
        return ""
    host = reading.clauses[clause.host]
    before = host.text[: host.inside(clause.start)].rstrip(reading.cues.word("trim"))
    told = context.found.mentions(before)
    return told[-1][2].name if told and told[-1][1] == len(before) and told[-1][2].kind in NAMED else ""


def held(context: Context, scene: Scene) -> str:
    """Who holds a share (红杉雨澄|持股13.05%、韩某|持股8.18%): the words before; empty where a pronoun or nobody is there."""
    cues, clause = context.reading.cues, scene.clause
    body = clause.text[scene.low : scene.start].rstrip(cues.word("trim"))
    verb = cues.of("holds").longest_last(body) if scene.figure.kind == "percent" else ""
    if not verb:
        return ""
    stop = scene.low + len(body) - len(verb)
    item = cues.of("item_ends")[0]
    after = clause.text.rfind(item, scene.low, stop)
    ends = (one.end for one in clause.between(scene.low, stop) if one.roles & _BEFORE and len(one.text) > 1)
    words = clause.text[max(scene.low, after + len(item) if after >= 0 else 0, *ends) : stop].strip(cues.word("trim"))
    fits = _SHORTEST <= len(words) <= _LONGEST and words.isalnum() and not words.startswith(cues.of("pronoun"))
    return words if fits and not measurable(context, words) else ""


def _item(context: Context, scene: Scene) -> str:
    """The thing that the clause before names alone, where the figure opens its own (大蒜，5.19元/公斤)."""
    reading, cues = context.reading, context.reading.cues
    before = scene.sentence.before(scene.clause, 1)
    if scene.before is not None or clause_before(context, scene) or not before:
        return ""
    item = before[0]
    words = item.text.strip(cues.word("trim"))
    if item.label or item.host is not None or item.figures or item.periods or not _SHORTEST <= len(words) <= _ITEM:
        return ""
    parts = [one.part for one in parsed(reading, context.found, item).words if one.part != "sign"]
    alone = all(one in _NOUNS for one in parts) and (len(parts) == 1 or parts[-1] != "adjective")
    never = not alone or measurable(context, words) or any(words in cues.of(role) for role in _NEVER)
    return "" if never or any(word.roles & _SAID for word in item.words) else words


def aged(context: Context, scene: Scene) -> str:
    """Whose an age is: the name that it describes (56岁的村民李盛飞), or that its bracket stands behind (江某(男，31岁))."""
    clause, reading = scene.clause, context.reading
    if not reading.cues.of("ages").end(scene.figure.text):
        return ""
    if clause.host is not None:
        host = reading.clauses[clause.host]
        at = host.inside(clause.start)
        told = context.found.mentions(host.text[:at])
        return told[-1][2].name if told and told[-1][1] == at else ""
    sign = reading.cues.of("of").first(clause.text, scene.end)
    low = scene.end + len(sign)
    one = next((one for one in parsed(reading, context.found, clause).nominals if sign and one.start <= low < one.end), None)
    told = context.found.mentions(clause.text[low : one.end]) if one is not None else []
    return told[-1][2].name if one is not None and told and low + told[-1][1] == one.end else ""


def itemised(context: Context, scene: Scene) -> str:
    """The item of an enumeration that a figure behind it is of: in a bracket (电子产品(56.2%)、服装(升1.3%)), or behind it."""
    clause, reading = scene.clause, context.reading
    if clause.host is None:
        return _item(context, scene)
    if scene.figure.kind != "percent" or len(clause.figures) != 1 or not _mere(scene):
        return ""
    host = reading.clauses[clause.host]
    shares = [one for one in reading.sentences[clause.sentence].clauses if one.host is not None and len(one.figures) == 1]
    if len(shares) < _SHORTEST or host.figures:
        return ""
    cues, at = reading.cues, host.inside(clause.start)
    several = sum(one.host == host.number for one in shares) >= _SHORTEST
    signs = cues.of("item_ends")[:1] if several else ()
    low = max((host.text.rfind(sign, 0, at) + len(sign) for sign in signs if sign in host.text[:at]), default=0)
    low = max([low, *(host.inside(one.start) for one in shares if one.host == host.number and one.start < clause.start)])
    low = max([low, *(word.end for word in host.between(low, at) if word.text in cues.of("have") and "plain" not in word.roles)])
    words = host.text[low:at].strip(cues.word("trim"))
    for word in cues.of("copula"):
        rest = words[words.rfind(word) + len(word) :] if word in words[1:] else ""
        words = rest if len(rest) >= _SHORTEST else words
    words = words.removeprefix(cues.of("conj").longest(words))
    return words if _SHORTEST <= len(words) <= _LONGEST else ""


def _mere(scene: Scene) -> bool:
    """Whether a clause says nothing but a figure and how it came about (上升9.4%, 销货价值上升9.8%)."""
    text = scene.clause.text[: scene.start] + scene.clause.text[scene.end :]
    for word in reversed(scene.clause.words):
        if word.roles & _STATED and word.end <= scene.start:
            text = text[: word.start] + text[word.end :]
    return not text.strip()
