"""One figure as the rules see it: what is passed over before it, the noun phrase, and what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.lists import listed
from pipeline.stages.attribute.clauses.phrase import phrase_before, split, tail
from pipeline.stages.attribute.context import Scene
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.clauses.phrase import Phrase
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.reading import Clause, Sentence

__all__ = ["seen"]

_BACK, _REGION, _EARLIER, _NOUNS, _KIND = 80, 10, 8, 2, 2
_RANK = "rank"
_FIRMS = {"company", "product", "name"}
_ENUMERATED = {"count", "money", "percent", "measure"}


def seen(context: Context, sentence: Sentence, clause: Clause, place: int) -> Scene:
    """The figure at `place` among its clause's."""
    reading = context.reading
    index = clause.figures[place]
    figure = reading.figures[index]
    before = clause.figures[place - 1] if place else None
    start, end = clause.places[place]
    low = clause.places[place - 1][1] if place else 0
    high = clause.places[place + 1][0] if place + 1 < len(clause.places) else len(clause.text)
    scene = Scene(index, figure, clause, sentence, start, end, low, high, before)
    scene.restated = clause.host is not None and not clause.periods
    scene.listed = before is not None and listed(reading, clause, before, index)
    spans = tuple(one for one in clause.spans if low - _BACK < one[1] and one[0] < start)
    scene.tail = tail(reading.cues, clause, start, low, spans)
    if before is not None and scene.tail.end == low and reading.figures[before].kind == "duration" != figure.kind:
        scene.low = low = clause.places[place - 2][1] if place > 1 else 0
        scene.tail = tail(reading.cues, clause, clause.places[place - 1][0], low, spans)
    scene.change = bool(scene.tail.roles & {"rise", "fall"}) or (
        figure.direction is not None and figure.kind in {"percent", "multiple"}
    )
    scene.named = _follower(context, scene)
    if not scene.named:
        _ratio(context, scene)
        _phrase(context, scene, spans)
    return scene


def _follower(context: Context, scene: Scene) -> str:
    """The name behind a figure that another is only compared with (仅次于5800万的|三星); empty where there is none."""
    if scene.tail is None or "relate" not in scene.tail.roles or scene.figure.kind not in _ENUMERATED:
        return ""
    text, sign = scene.clause.text, context.reading.cues.of("of").first(scene.clause.text, scene.end)
    told = context.found.mentions(text[scene.end + len(sign) : scene.high]) if sign else []
    return told[0][2].name if told and not told[0][0] and told[0][2].kind in _FIRMS else ""


def _phrase(context: Context, scene: Scene, spans: tuple[tuple[int, int], ...]) -> None:
    """The noun phrase before the figure; a base of comparison between the two is passed over, and a name alone is no metric."""
    cues, clause, low = context.reading.cues, scene.clause, scene.low
    stop = scene.tail.end if scene.tail is not None else scene.start
    base = [one for one in clause.between(max(0, low - _BACK), stop) if "compare" in one.roles and "metric" not in one.roles]
    degree = next((one for one in cues.of("degrees") if clause.text.endswith(one, low, stop)), "") if base else ""
    if degree and base[-1].start >= low and base[-1].end < stop - len(degree):
        scene.change, stop = True, stop - len(degree)
    if base and (base[-1].start >= low or scene.before is not None):
        earlier = base[-1].start < low
        opens = not clause.text[0 if earlier else low : base[-1].start].strip()
        opens = opens and not (earlier and clause.text.startswith(cues.of("of"), low))
        after = _behind_base(context, scene, max(low, base[-1].end), stop, whole=earlier) if scene.change and opens else None
        if after is not None:
            scene.phrase = after
            return
        if scene.change:
            low = 0 if earlier else low
            stop = tail(cues, clause, base[-1].start, low).end
            stop -= len(next((word for word in cues.of("progress") if clause.text[low:stop].endswith(word)), ""))
        elif not earlier:
            scene.base = True
    stop = _past_reckoning(cues, clause, low, stop)
    trim = cues.word("trim")
    edge = max([end for _, end in spans if low < end <= stop and clause.text[end:stop].strip(trim)], default=low)
    where = _before_setting(context, scene, phrase_before(cues, clause, stop, edge), edge)
    if where is None or (low and where[0] <= low + 1 and clause.text.startswith(cues.of("of"), low)):
        return
    where = _past_counted(context, scene, *where)
    scene.named = _named(context, scene, *where)
    if scene.named:
        return
    topped = _topped(context, scene, *where)
    if topped:
        scene.named, at = topped
        where = phrase_before(cues, clause, at, low)
        top = split(context.reading, context.found, clause, *where, gated=False) if where is not None else None
        scene.phrase = top if top is not None and top.known and top.entity is None else None
        return
    phrase = _split(context, scene, *where)
    if (
        len(phrase.metric) > 1
        and phrase.metric not in cues.of("scopes")
        and phrase.metric not in cues.of("places")
        and phrase.metric not in cues.of("degrees")
        and not cues.of("conditions").end(phrase.metric)
        and not cues.of("empty_heads").end(phrase.metric)
        and not _is_name(context, phrase, counted=scene.figure.kind == "count")
        and scene.ratio is None
    ):
        verb = cues.of("holds").longest_last(phrase.metric) if scene.figure.kind == "percent" else ""
        scene.phrase = phrase._replace(metric=verb) if verb else phrase


def _past_reckoning(cues: Cues, clause: Clause, low: int, stop: int) -> int:
    """Where the phrase before a way of reckoning ends (增加值|按可比价格计算|同比增长6%); `stop` where there is none."""
    if not clause.text[low:stop].rstrip().endswith(cues.of("reckoned")):
        return stop
    opens = [one.start for one in clause.between(low, stop) if one.text in cues.of("price_preps") or "source_open" in one.roles]
    return tail(cues, clause, opens[-1], low).end if opens and opens[-1] > low else stop


def _past_counted(context: Context, scene: Scene, start: int, end: int) -> tuple[int, int]:
    """A phrase without the noun that the figure before it counts, where a verb follows (55个|城市|开通运营线路306条)."""
    before = context.reading.figures[scene.before] if scene.before is not None else None
    if before is None or before.kind != "count" or scene.figure.kind != "count" or start != scene.low:
        return start, end
    words = tagged(scene.clause.text[start:end])
    fits = (
        len(words) > _NOUNS
        and words[0].part in {"noun", "name"}
        and words[1].part == "verb"
        and words[1].end - words[1].start > 1
    )
    return (start + words[1].start, end) if fits else (start, end)


def _before_setting(context: Context, scene: Scene, where: tuple[int, int] | None, low: int) -> tuple[int, int] | None:
    """The metric before 在…中, where only a setting stands between it and its figure (股价在盘中交易中|一度飙升至每股164美元)."""
    cues, clause = context.reading.cues, scene.clause
    if where is None or not clause.text[where[0] : where[1]].endswith(cues.of("settings")):
        return where
    frame = next((word for word in reversed(clause.between(low, where[0])) if word.end == where[0]), None)
    if frame is None or frame.text not in cues.of("frames")[:1] or frame.start <= low:
        return where
    other = phrase_before(cues, clause, tail(cues, clause, frame.start, low).end, low)
    if other is None:
        return where
    phrase = split(context.reading, context.found, clause, *other, gated=context.found.gated)
    return other if phrase.known or cues.of("suffixes").end(phrase.metric) else where


def _behind_base(context: Context, scene: Scene, low: int, stop: int, *, whole: bool) -> Phrase | None:
    """The metric behind a base with which a clause opens (较旧款产品|单体能量提升5倍); None where only the base is there.

    `whole` is whether a figure ends the base (相比4nm|晶体管密度提升70%).
    """
    cues, clause = context.reading.cues, scene.clause
    where = phrase_before(cues, clause, stop, low)
    if where is None:
        return None
    phrase = split(context.reading, context.found, clause, *where, gated=False)
    measured = phrase.known or phrase.metric.endswith(cues.of("suffixes"))
    rest = phrase.metric.removeprefix(phrase.thing) if phrase.thing and not whole else phrase.metric
    apart = whole or bool(phrase.thing or phrase.owner) or phrase.start + len(rest) < phrase.end
    return phrase._replace(metric=rest, thing="") if measured and apart and len(rest) > 1 else None


def _is_name(context: Context, phrase: Phrase, *, counted: bool) -> bool:
    """Whether a phrase is a name alone; an index is measured itself, and a topic may be what is counted (博物馆412家)."""
    entity = context.found.forms.get(phrase.metric)
    exact = phrase.metric.lower() in metrics().by_word.get(context.reading.language, {})
    counts = entity is not None and (entity.kind == "topic" or context.reading.cues.of("weak_nouns").end(phrase.metric))
    if counted and counts:
        return False
    return entity is not None and not exact and not (phrase.known and entity.kind not in {"company", "product"})


def _split(context: Context, scene: Scene, start: int, end: int) -> Phrase:
    """A noun phrase, parted; of several heads that a list goes through (营收、净利润分别为), the first is."""
    cues, clause, gated = context.reading.cues, scene.clause, context.found.gated
    place = context.places.get(scene.index)
    text = clause.text[start:end]
    if place is not None and place.size > 1 and not place.position:
        named = any(not one.built for _, _, one in context.found.mentions(text))
        for parts in _listings(cues, text, place.size):
            heads = parts if named else _headed(context, parts)
            if len(heads) == place.size and all(_is_head(context, head) for head in heads):
                own = text.startswith(heads[0])
                stop = start + len(heads[0]) if own else end
                first = split(context.reading, context.found, clause, start, stop, gated=gated)
                first = first if own else first._replace(metric=heads[0], known=True)
                context.heads[scene.index] = (first.metric, *(head.strip(cues.word("trim")) for head in heads[1:]))
                return first
    return split(context.reading, context.found, clause, start, end, gated=gated)


def _listings(cues: Cues, text: str, size: int) -> Iterator[list[str]]:
    """The pieces of a phrase between one sign of a list, or between the first and, the last two, another (A、B和C)."""
    signs = cues.of("item_ends")
    for sign in signs:
        yield text.split(sign)
    *parts, last = text.split(signs[0])
    for sign in signs[1:] if len(parts) == size - 2 and parts else ():
        yield [*parts, *last.split(sign)]


def _headed(context: Context, parts: list[str]) -> list[str]:
    """The heads of things side by side that share the last one's (奶酪和冰淇淋业务收入: 奶酪收入, 冰淇淋业务收入)."""
    last = parts[-1]
    size = metrics().size(context.reading.language, last, len(last) - 1)
    cues = context.reading.cues
    whose = last[:-size].rstrip("".join(cues.of("of"))) if size else ""
    regions = (*cues.of("directions"), *cues.of("places"))
    owned = bool(size) and whose != last[:-size] and not whose.endswith(regions)
    more = cues.of("and_so_on").last(last[: len(last) - size]) if size else ""
    last = last[: len(last) - size].removesuffix(more) + last[len(last) - size :]
    placed = owned or any(len(part.strip()) == 1 for part in parts[:-1])
    if len(parts) == 1 or not size or placed or any(_is_head(context, part) for part in parts[:-1]):
        return parts
    return [*(part + last[-size:] for part in parts[:-1]), last]


def _is_head(context: Context, text: str) -> bool:
    """Whether a piece of a phrase can be a metric of its own."""
    text = text.strip(context.reading.cues.word("trim"))
    known = metrics().find(context.reading.language, text) is not None
    return len(text) > 1 and (known or context.reading.cues.of("suffixes").end(text))


def _named(context: Context, scene: Scene, start: int, end: int) -> str:
    """The name that stands right before a figure which only goes on a count begun before (其中昆明市3家、曲靖市2家)."""
    if scene.figure.kind not in _ENUMERATED or scene.change:
        return ""
    cues, figures = context.reading.cues, context.reading.figures
    earlier = (
        index
        for index in range(scene.index - 1, max(-1, scene.index - _EARLIER), -1)
        if index in context.answers
        and figures[index].start >= scene.sentence.start
        and figures[index].kind == scene.figure.kind
        and (scene.figure.unit is None or figures[index].unit == scene.figure.unit)
    )
    alike = next(earlier, None)
    if alike is None or not context.answers[alike].metric:
        return ""
    text = scene.clause.text[start:end].strip(cues.word("trim"))
    if text.endswith(cues.of("of")) or (scene.before is not None and start == scene.low):
        return ""
    mentions = context.found.mentions(text)
    if mentions and mentions[-1][0] == 0 and mentions[-1][1] == len(text):
        return mentions[-1][2].name
    if _of_a_kind(context.answers[alike].subject or "", text):
        return text
    places, regions = cues.of("places"), cues.of("regions")
    text = text.removeprefix(cues.of("inbound").longest(text))  # 赴|韩国
    parts = text.replace(cues.of("item_ends")[0], " ").split()
    return text if all(1 < len(one) <= _REGION and (places.end(one) or regions.end(one)) for one in parts) else ""


def _topped(context: Context, scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """The name right before a figure that is a first of its kind (单季获利|最高的是台积电|4523亿元), and where that is said."""
    cues, text = context.reading.cues, scene.clause.text[:end].rstrip(context.reading.cues.word("trim"))
    told = context.found.mentions(text[start:])
    if not told or start + told[-1][1] != len(text) or told[-1][2].kind == "topic":
        return None
    ranked = scene.before is not None and context.reading.figures[scene.before].kind == _RANK
    low = 0 if ranked else scene.low
    before = text[low : start + told[-1][0]].rstrip(cues.word("trim"))
    tops = [before.rfind(one) for one in cues.of("tops") if one in before] if cues.of("copula").last(before) else []
    return (told[-1][2].name, low + min(tops)) if tops else None


def _of_a_kind(before: str, text: str) -> bool:
    """Whether two things have their last characters in common and others before them (容城|地热田, 高阳|地热田)."""
    size = next((at for at, (one, other) in enumerate(zip(before[::-1], text[::-1], strict=False)) if one != other), 0)
    return size >= _KIND and text.isalnum() and len(text) <= _REGION


def _ratio(context: Context, scene: Scene) -> None:
    """是…的7倍, 仅为…的8%: what is in the ratio stands before the verb."""
    cues, clause, low = context.reading.cues, scene.clause, scene.low
    if scene.figure.kind not in {"percent", "multiple"} or scene.change:
        return
    body = clause.text[low : scene.start].rstrip(" \t")
    for word in (*cues.of("approx"), " "):
        body = body.removesuffix(word)
    if not body.endswith(cues.of("of")):
        return
    verbs = [word for word in clause.between(low, low + len(body) - 1) if word.text in cues.of("ratio_verbs")]
    if not verbs:
        return
    scene.is_ratio = True
    where = phrase_before(cues, clause, tail(cues, clause, verbs[-1].start, low).end, low)
    if where is not None:
        scene.ratio = split(context.reading, context.found, clause, *where, gated=context.found.gated)
