"""Shares as metrics: X占Y的P%, X贡献P%的Y, P%的Y来自X, Y的P%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.phrase import phrase_before, split, tail
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.words.nominal import noun_end, noun_start

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Word

__all__ = ["being", "doing", "share"]

_SHARE_KEY = "market_share"
_SURE, _LIKELY, _MULTIPLE = 92, 81, 45
_LONGEST_ORIGIN, _SHORTEST_WHOLE, _SHORTEST, _LONGEST_BARE, _DEED = 12, 2, 2, 8, 16


def share(context: Context, scene: Scene) -> Proposal | None:
    """The share that a figure is, as ``…占比``; None where it is none."""
    if scene.figure.kind not in {"percent", "multiple"} or scene.change:
        return None
    for word in reversed(scene.clause.between(scene.low, scene.start)):
        if "whole" in word.roles:
            return _of_whole(context, scene, word)
        if "contribute" in word.roles:
            found = _contributed(context, scene, word)
            if found is not None:
                return found
    return _part(context, scene) or _from(context, scene) or _used(context, scene) or _predicated(context, scene)


def _proposed(scene: Scene, value: str, weight: int, start: int, end: int) -> Proposal:
    clause = scene.clause
    return Proposal("metric", value, "share", weight, clause.outside(start), clause.outside(end))


def _of_whole(context: Context, scene: Scene, word: Word) -> Proposal:
    """X占Y的P%: the share of X; where nothing says what X is, of Y."""
    cues, text = context.reading.cues, scene.clause.text
    noun, trim = cues.word("share_noun"), cues.word("trim")
    where = phrase_before(cues, scene.clause, tail(cues, scene.clause, word.start, scene.low).end, scene.low)
    body = split(context.reading, context.found, scene.clause, *where, gated=True).metric if where is not None else ""
    for total in cues.of("totals"):
        body = body.removesuffix(total) if len(body) > len(total) + 1 else body
    if body:
        return _proposed(scene, f"{body}{noun}", _SURE, word.start, scene.start)
    stop = scene.tail.end if scene.tail is not None and scene.tail.end > word.end else scene.start
    said = [end for start, end in scene.clause.spans if word.end <= start < stop]
    whole = text[max([word.end, *said]) : stop]
    known = _market(context, whole.strip(trim).removesuffix(cues.of("of")[0]))
    if known:
        return _proposed(scene, known, _SURE, word.start, scene.start)
    for sign in (*cues.of("share_tail"), *cues.of("of")):
        whole = whole.strip(trim).removesuffix(sign)
    whole = whole.strip(trim)
    for lead in (*cues.of("whole_country"), *cues.of("pronoun"), *cues.of("nation_wide")):
        whole = whole.removeprefix(lead) if len(whole) > len(lead) + 1 else whole
    value = f"{cues.of('whole')[0]}{whole}{cues.of('share_tail')[-3]}" if whole else noun
    return _proposed(scene, value, _SURE, word.start, scene.start)


def _market(context: Context, whole: str) -> str:
    """The share of a market that is held (占全球市场份额的33.9%); empty where the whole is none."""
    known = metrics().find(context.reading.language, whole)
    words = metrics().by_word.get(context.reading.language, {})
    if known is None or known.key != _SHARE_KEY:
        return ""
    return next(whole[at:] for at in range(len(whole)) if whole[at:].lower() in words)


def _used(context: Context, scene: Scene) -> Proposal | None:
    """X的P%用于Y: the share of X."""
    cues, text = context.reading.cues, scene.clause.text
    rest = text[scene.end : scene.high]
    rest = rest[len(cues.of("progress").first(rest)) :]
    where = phrase_before(cues, scene.clause, scene.tail.end, scene.low) if scene.tail is not None else None
    if where is None or not rest.startswith(cues.of("uses")):
        return None
    part = split(context.reading, context.found, scene.clause, *where, gated=True).metric
    return _proposed(scene, f"{part}{cues.word('share_noun')}", _LIKELY, *where) if part else None


def _predicated(context: Context, scene: Scene) -> Proposal | None:
    """P%以上向公众免费开放: the share of what does so, where a clause is only that."""
    cues, text = context.reading.cues, scene.clause.text
    if scene.figure.kind != "percent" or text[: scene.start].strip(cues.word("trim")):
        return None
    past = cues.of("after_numbers").first(text, scene.end)
    deed = text[scene.end + len(past) : scene.high].strip(cues.word("trim"))
    if not past or not _SHORTEST_WHOLE <= len(deed) <= _LONGEST_ORIGIN or text.startswith(cues.of("of"), scene.end + len(past)):
        return None
    return _proposed(scene, f"{deed}{cues.word('share_noun')}", _MULTIPLE, scene.end, scene.high)


def _contributed(context: Context, scene: Scene, word: Word) -> Proposal | None:
    """X贡献P%的Y: the share of X in Y."""
    cues, text = context.reading.cues, scene.clause.text
    after = text[scene.end : scene.high].lstrip(" ")
    where = phrase_before(cues, scene.clause, word.start, scene.low)
    whole = after[1:].strip(cues.word("trim"))
    if where is None or not whole or not after.startswith(cues.of("of")):
        return None
    part = split(context.reading, context.found, scene.clause, *where, gated=True).metric
    return _proposed(scene, f"{part}{whole}{cues.word('share_noun')}", _SURE, word.start, scene.end)


def _part(context: Context, scene: Scene) -> Proposal | None:
    """Y的P%, where Y is no time."""
    reading = context.reading
    cues, text = context.reading.cues, scene.clause.text
    body = text[scene.low : scene.start].rstrip(" ")
    for word in (*cues.of("approx"), " "):
        body = body.removesuffix(word)
    if not body.endswith(cues.of("of")) or scene.is_ratio:
        return None
    where = phrase_before(cues, scene.clause, scene.low + len(body) - 1, scene.low)
    if where is None or where[1] - where[0] < _SHORTEST_WHOLE or any(one in text[slice(*where)] for one in cues.of("of")):
        return None
    first, last = scene.clause.outside(where[0]), scene.clause.outside(where[1])
    if any(reading.periods[one].start < last and first < reading.periods[one].end for one in scene.clause.periods):
        return None
    weight = _LIKELY if scene.figure.kind == "percent" else _MULTIPLE
    return _proposed(scene, f"{text[slice(*where)]}{cues.word('share_noun')}", weight, where[0], scene.end)


def _from(context: Context, scene: Scene) -> Proposal | None:
    """P%的Y来自X."""
    cues, text = context.reading.cues, scene.clause.text
    trim = cues.word("trim")
    for word in scene.clause.between(scene.end, scene.high):
        if "from_words" not in word.roles:
            continue
        whole, origin = text[scene.end : word.start].strip(trim), text[word.end : scene.high].strip(trim)
        origin = origin if len(origin) <= _LONGEST_ORIGIN else origin[noun_start(cues, origin) :]
        if origin and (whole or scene.figure.kind == "percent") and len(origin) <= _LONGEST_ORIGIN:
            return _proposed(scene, f"{origin}{whole}{cues.word('share_noun')}", _SURE, scene.end, scene.high)
    return None


def doing(context: Context, scene: Scene, place: int) -> str:
    """What those do whom a share is of, to the end of the clause (89%的大学生|叫过外卖); empty where it says what they are."""
    cues, clause = context.reading.cues, scene.clause
    at = clause.inside(place)
    people = cues.of("surveyed").longest(clause.text[at:])
    rest = clause.text[at + len(people) : scene.high].strip(cues.word("trim")) if people else ""
    first = next(iter(clause.between(at + len(people), scene.high)), None)
    if first is not None and first.roles & {"report"} and rest.startswith(first.text):
        rest = rest.removeprefix(first.text).strip(cues.word("trim"))
    return "" if cues.of("copula").begin(rest) or not _SHORTEST <= len(rest) <= _DEED else rest


def being(context: Context, scene: Scene, place: int) -> str:
    """What a share of a whole is, to the end of the clause (超过50%的使用者是|老年人); empty where it is not said so."""
    cues, clause = context.reading.cues, scene.clause
    at = clause.inside(place)
    verb = cues.of("copula").first(clause.text, at)
    rest = clause.text[at + len(verb) : scene.high].strip(cues.word("trim")) if verb else ""
    return rest if 1 < len(rest) <= _LONGEST_BARE and noun_end(cues, rest) == len(rest) else ""
