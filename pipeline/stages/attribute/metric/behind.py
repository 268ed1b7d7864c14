"""What is measured, said behind the figure (116.2港元/股的发行价, 1000多家汽车厂商)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.metric.amounts import opening, ranked
from pipeline.stages.attribute.metric.deeds import people, priced, verb_before
from pipeline.stages.attribute.metric.extent import cut, extent
from pipeline.stages.attribute.metric.shares import being, doing
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.words.nominal import noun_end
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["behind"]

_MOVES = frozenset({"rise", "fall", "arrive", "relate", "compare", "report", "prep", "closer", "link"})
_JOINS, _GAP = 4, 1
_LONGEST, _LONGEST_BARE, _SHORTEST = 16, 8, 2
_GENITIVE = {"money", "percent", "multiple", "measure", "number", "count"}


def behind(context: Context, scene: Scene) -> Proposal | None:
    """The metric that stands behind a figure, with 的 or, for what is counted, without."""
    cues, clause, figure = context.reading.cues, scene.clause, scene.figure
    text, start = clause.text, scene.end
    if _apart(cues, scene):
        return None
    while start < scene.high and text[start] in cues.word("trim") and not text.startswith(cues.of("of"), start):
        start += 1
    start += len(cues.of("after_numbers").first(text, start))
    deed = people(context, scene, start) or priced(context, scene, start) or ranked(context, scene)
    if deed is not None or (figure.kind != "count" and not text[start : scene.high].strip(cues.word("trim"))):
        return deed
    of = cues.of("of").first(text, start)
    if not of and figure.kind != "count" and text[scene.end : start].strip() in cues.of("item_ends"):
        return None
    if figure.kind == "count" and not of:
        start = _described(context, scene, start)
    start, end = extent(context, scene, start + len(of), genitive=bool(of))
    end = start + noun_end(cues, text[start:end])
    unit = figure.unit or ""
    sign = figure.text[-1:]
    if figure.kind == "count" and not of and sign and sign in {cues.word("firm_unit"), cues.word("group_unit")}:
        words = cues.of("firm_words" if sign == cues.word("firm_unit") else "group_words")
        end = start + _first(words, text[start:end])
    phrase = cut(context, text[start:end])
    phrase = opening(context, scene, start, phrase) if figure.kind == "money" and not of else phrase
    if figure.kind == "count" and not of and scene.high < len(text) and phrase not in cues.of("group_words"):
        phrase = _item(cues, phrase)
    inside = unit if figure.kind == "count" and len(unit) > 1 and text[: scene.end].endswith(unit) and not of else ""
    counted = unit if figure.kind == "count" and len(unit) > 1 and text.startswith(unit, scene.end) else ""
    phrase = inside or phrase or counted or (_firms(context, scene) if figure.kind == "count" and not of else "")
    if not phrase or len(phrase) > _LONGEST or not any(character.isalnum() for character in phrase):
        return None
    place = (clause.outside(start), clause.outside(end))
    if figure.kind == "count" and not of:
        return _counted(context, scene, phrase, place)
    return _owned(context, scene, phrase, place, genitive=bool(of))


def _item(cues: Cues, phrase: str) -> str:
    """The first of things side by side, where another figure follows that counts the next (1051间|餐厅、港澳台的21间)."""
    cut = min((at for sign in cues.of("item_ends")[:_JOINS] if (at := phrase.find(sign)) > 1), default=len(phrase))
    return phrase[:cut]


def _apart(cues: Cues, scene: Scene) -> bool:
    """Whether what follows a figure is not said of it: behind a blank, the next item of a list, or the end of a quotation."""
    text, start = scene.clause.text, scene.end
    if text[start : start + 1].isspace():
        return not text[start:].lstrip()[:1].isascii()
    if scene.figure.kind == "count" and text.startswith(cues.of("item_ends")[:1], start):
        return scene.phrase is not None or scene.high - start > _GAP
    return text[start : start + 1] in cues.of("closing_quotes") and text.startswith(cues.of("of"), start + 1)


def _first(words: tuple[str, ...], phrase: str) -> int:
    """Where the first of some words ends in a phrase (区块链上市公司|集合竞价, 大中城市|住宅价格); its end without one."""
    found = [(at, -len(word)) for word in words if (at := phrase.find(word)) >= 0]
    at, less = min(found, default=(len(phrase), 0))
    return at - less


def _firms(context: Context, scene: Scene) -> str:
    """The bodies right before how many there are (有实绩的企业达4126家), where the word could stand for one."""
    clause, cues = scene.clause, context.reading.cues
    at = scene.tail.end if scene.tail is not None else scene.start
    word = next((one for one in clause.between(scene.low, at) if one.end == at), None)
    if scene.phrase is not None or word is None or "pronoun" not in word.roles or word.text not in cues.of("weak_nouns"):
        return ""
    return word.text if word.start > scene.low else ""


def _owned(context: Context, scene: Scene, phrase: str, place: tuple[int, int], *, genitive: bool) -> Proposal | None:
    """The noun whose quantity a figure is: a metric (116.2港元/股的发行价), or a thing that has one (30人的代表团)."""
    cues, kind, unit = context.reading.cues, scene.figure.kind, scene.figure.unit or ""
    phrase = _headed(context, scene, phrase, place[0]) if kind == "multiple" and not genitive else phrase
    known = metrics().find(context.reading.language, phrase, kind) is not None
    metric = known or phrase.endswith(cues.of("suffixes"))
    rival = scene.phrase is not None and scene.phrase.known
    if not genitive:
        short = len(phrase) <= _LONGEST_BARE and kind in {"money", "percent", "multiple", "measure"}
        weight = _weight(context, scene) if known else 56
        return Proposal("metric", phrase, "behind", weight, *place) if short and metric else None
    mere = cues.of("figure_words") if kind == "percent" else cues.of("mere_words")
    if kind not in _GENITIVE or phrase in mere:
        return None
    if known or (metric and kind != "count"):
        return Proposal("metric", phrase, "behind", 84 if known else 45 if rival else 66, *place)
    if kind == "percent":
        done = doing(context, scene, place[0])
        phrase = done or being(context, scene, place[1]) or phrase
        return Proposal("metric", f"{phrase}{cues.word('share_noun')}", "behind", 58 if done else 52, *place)
    if kind == "count" and unit == cues.word("people_unit"):
        what = wording(context.reading.language).units.get(unit, "")
        return Proposal("metric", f"{phrase}{what}", "behind", 62, *place)
    deed = kind == "measure" and len(phrase) > _SHORTEST and phrase[-_SHORTEST:] in cues.of("nominal")
    return Proposal("metric", phrase, "behind", 28 if kind == "measure" and not deed else 45 if rival or deed else 62, *place)


def _headed(context: Context, scene: Scene, phrase: str, place: int) -> str:
    """The standard metric that a phrase begins with (12倍|市盈率定价), else the phrase."""
    at, language = scene.clause.inside(place), context.reading.language
    word = next((one for one in scene.clause.between(at, scene.high) if one.start == at and "metric" in one.roles), None)
    return word.text if word is not None and metrics().find(language, word.text, "multiple") is not None else phrase


def _sure(context: Context, scene: Scene) -> bool:
    """Whether only the metric behind a multiple can be stated as one (净利润10倍|市盈率)."""
    if scene.figure.kind != "multiple" or scene.phrase is None:
        return False
    before = metrics().find(context.reading.language, scene.phrase.metric)
    return before is not None and "multiple" not in before.kinds


def _weight(context: Context, scene: Scene) -> int:
    """How sure a standard metric right behind a figure is its own."""
    if _sure(context, scene):
        return 94
    if scene.phrase is not None and scene.phrase.known and _taken(scene):
        return 84
    return 82 if scene.figure.kind == "measure" else 70


def _taken(scene: Scene) -> bool:
    """Whether the noun before a figure is what the figure before it has behind itself (4350万台|出货量、13.5%市场份额)."""
    text = scene.clause.text[scene.low : scene.start]
    return (
        scene.before is not None
        and scene.phrase is not None
        and text.startswith(scene.phrase.metric)
        and len(text) == len(scene.phrase.metric) + 1
    )


def _described(context: Context, scene: Scene, start: int) -> int:
    """Where the noun begins that a verb and 的 describe (59个开通线路的城市); `start` where there is no such thing."""
    cues, text = context.reading.cues, scene.clause.text
    verb = start + len(cues.of("deed_adverbs").first(text, start))
    if not any(word.start == verb and "verb" in word.roles for word in scene.clause.between(start, scene.high)):
        return start
    for sign in cues.of("of"):
        at = text.find(sign, start, min(scene.high, start + _LONGEST))
        if at > 0:
            return at + len(sign)
    return start


def _counted(context: Context, scene: Scene, noun: str, place: tuple[int, int]) -> Proposal:
    """What is counted, with the verb that counts it where there is one."""
    cues, verb = context.reading.cues, verb_before(scene)
    entered = _entered(context, scene, place[1])
    if entered:
        return Proposal("metric", entered, "entered", 65, *place)
    state = next((one for one in cues.of("states") if noun.endswith(one) and len(noun) > len(one) + 1), "")
    noun = noun.removesuffix(state)
    known = metrics().find(context.reading.language, noun)
    if known is not None and not known.kinds & {"count", "percent"}:
        noun = _beyond(context, scene) or _thing(context, noun)
    if verb and verb not in wording(context.reading.language).weak:
        return Proposal("metric", f"{verb}{noun}", "counted", 64, *place)
    moved = _moved(context, scene, place[1]) if noun in cues.of("weak_nouns") else ""
    if moved:
        return Proposal("metric", moved, "counted", 72, *place)
    deed = _befallen(context, scene, place[1])
    if deed:
        return Proposal("metric", deed + noun, "counted", 64, *place)
    if noun in cues.of("weak_nouns"):
        noun += cues.word("count_noun")
    held = context.found.forms.get(noun)
    named = held is not None and held.kind in {"company", "product", "name"}
    return Proposal("metric", noun, "counted", 36 if noun in cues.of("classifiers") or named else 60, *place)


def _befallen(context: Context, scene: Scene, place: int) -> str:
    """What befell the things that are counted, in one word to the end of the clause (3万间房屋|倒塌); empty if nothing did."""
    clause, cues = scene.clause, context.reading.cues
    at = clause.inside(place)
    at += len(cues.of("link").longest(clause.text, at))
    deed = clause.text[at : scene.high].strip(cues.word("trim"))
    if clause.text[: scene.start].strip(cues.word("trim")) or scene.high < len(clause.text):
        return ""
    if len(deed) != _SHORTEST or cues.roles.get(deed, frozenset()) & _MOVES:
        return ""
    return deed if [word.part for word in tagged(deed)] == ["verb"] else ""


def _moved(context: Context, scene: Scene, place: int) -> str:
    """What shares are counted as that did something in a market (2366只个股|上涨)."""
    table, at = wording(context.reading.language).behind.get("count", {}), scene.clause.inside(place)
    verb = max((one for one in table if scene.clause.text.startswith(one, at)), key=len, default="")
    return table.get(verb, "")


def _entered(context: Context, scene: Scene, place: int) -> str:
    """What things are counted as that enter it (15家企业入选国家级绿色工厂)."""
    clause, cues = scene.clause, context.reading.cues
    at = clause.inside(place)
    verb = cues.of("enter_verbs").longest(clause.text, at)
    rest = clause.text[at + len(verb) : scene.high]
    listed = any(one in rest for one in cues.of("rolls"))
    return rest[: noun_end(cues, rest)].strip(cues.word("trim")) if verb and not listed else ""


def _beyond(context: Context, scene: Scene) -> str:
    """What is counted where a clause with a figure of its own describes it (100个年销售额过千万的进口品牌)."""
    clause, cues, figures = scene.clause, context.reading.cues, context.reading.figures
    following = next((one for one in clause.figures if one > scene.index), None)
    if following is None:
        return ""
    at = clause.inside(figures[following].end)
    sign = cues.of("of").first(clause.text, at)
    rest = clause.text[at + len(sign) :]
    return rest[: noun_end(cues, rest)] if sign else ""


def _thing(context: Context, noun: str) -> str:
    """What is counted where a metric of it follows at once (28种|蔬菜平均价格): the noun without the metric."""
    table = metrics().by_word.get(context.reading.language, {})
    size = next((length for length in range(min(len(noun) - 2, metrics().longest), 1, -1) if noun[-length:].lower() in table), 0)
    thing = noun[: len(noun) - size]
    for word in (*context.reading.cues.of("opener"), *context.reading.cues.of("span_units")):
        thing = thing.removesuffix(word) if (len(word) > 1 or size) and len(thing) > len(word) + 1 else thing
    return thing if size and len(thing) >= _SHORTEST else noun
