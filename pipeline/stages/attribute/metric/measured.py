"""What a figure measures: the rules that propose a metric."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.clauses.bare import done_to, joined
from pipeline.stages.attribute.clauses.phrase import phrase_before, split
from pipeline.stages.attribute.metric.behind import behind
from pipeline.stages.attribute.metric.continued import bracketed, broken, carried
from pipeline.stages.attribute.metric.deeds import verb_before, verbal
from pipeline.stages.attribute.metric.implied import implied
from pipeline.stages.attribute.metric.quoting import quoted
from pipeline.stages.attribute.metric.referred import again, changed, done, measures, of_phrase, pointed, risen, twins
from pipeline.stages.attribute.metric.shares import share
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.respective import respective
from pipeline.stages.attribute.words.nominal import ends_as_metric, ends_in_noun, is_name

if TYPE_CHECKING:
    from pipeline.stages.attribute.clauses.phrase import Phrase
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["measured"]

_PLAIN, _FORECAST, _LEAST, _BEHIND = 40, 25, 2, 66


def measured(context: Context, scene: Scene) -> list[Proposal]:
    """The metrics proposed for a figure."""
    settled = _settled(context, scene)
    if settled is not None:
        return [settled]
    if (scene.named and scene.phrase is None) or (scene.is_ratio and scene.ratio is None):
        return [one._replace(weight=one.weight + 45) for one in carried(context, scene)]
    proposals = [] if scene.ratio is None else [_of_total(context, scene, of_phrase(scene, scene.ratio, "ratio", 88))]
    proposals += pointed(context, scene) + changed(context, scene) + done(context, scene)
    proposals += [one for one in (share(context, scene), _phrased(context, scene), behind(context, scene)) if one is not None]
    proposals += _behind_list(context, scene) + _behind_total(context, scene)
    verb = verbal(context, scene)
    if verb is not None:
        proposals.append(verb._replace(value=again(context, scene, verb.value)))
    proposals += risen(context, scene) + _opens(context, scene) + carried(context, scene)
    proposals += quoted(context, scene) + _shared(context, scene)
    return twins(context, scene, [one for one in proposals + implied(context, scene) if one.value])


def _settled(context: Context, scene: Scene) -> Proposal | None:  # noqa: PLR0911 - one source, one line
    """The metric of the figure that this one restates in a bracket, or of the list that it goes on."""
    if scene.restated and scene.before is None and scene.phrase is None and not verb_before(scene):
        host = bracketed(context, scene)
        metric = context.answers[host].metric if host is not None else None
        if metric:
            return Proposal("metric", metric, "bracket", 95)
    whole = broken(context, scene)
    if whole:
        return Proposal("metric", whole, "bracket", 95)
    told = respective(context, scene)
    if told is not None:
        return Proposal("metric", context.answers[told].metric or "", "respective", 93)
    before = context.answers.get(scene.index - 1)
    opens = scene.clause.text[: scene.start].strip(context.reading.cues.word("trim"))
    near = scene.index > 0 and context.reading.figures[scene.index - 1].start >= scene.sentence.start
    if (
        near
        and before is not None
        and before.metric
        and scene.figure.kind == "measure"
        and opens in context.reading.cues.of("restate")
    ):
        return Proposal("metric", before.metric, "restated", 95)
    place = context.places.get(scene.index)
    head = context.answers.get(place.first) if place is not None and place.position else None
    if place is None or head is None or not head.metric:
        return None
    deed = behind(context, scene)
    if deed is not None and deed.rule in {"verb_behind", "people"}:
        return deed
    chosen = head.chosen.get("metric")
    span = (chosen.start, chosen.end) if chosen else (-1, -1)
    heads = context.heads.get(place.first)
    weight = min(93, chosen.weight + 20) if chosen and not heads else 93
    value = joined(context.reading.cues, heads[place.position]) if heads else head.metric
    return Proposal("metric", value, "listed", weight, *span)


def _enumerated(context: Context, scene: Scene) -> bool:
    """Whether changes of one metric are told thing by thing, and this goes on (珠宝销货价值上升60.8%；其他消费品上升29%)."""
    before, figures = context.answers.get(scene.index - 1), context.reading.figures
    if before is None or not before.metric or scene.figure.kind != "percent":
        return False
    for index in range(scene.index - 1, -1, -1):
        last, answer = figures[index], context.answers.get(index)
        chosen = answer.chosen.get("metric") if answer is not None else None
        if last.kind != "percent" or last.direction is None or last.start < scene.sentence.start or chosen is None:
            return False
        if answer is None or not (answer.metric or "").endswith(before.metric):
            return False
        if chosen.weight >= _BEHIND:
            return ends_as_metric(context.reading.cues, before.metric)
    return False


def _deed(context: Context, scene: Scene, noun: str) -> str:
    """A plain noun with the verb that it is the object of (发送旅客1275万人次), and 日均 before it; empty where there is none."""
    cues, clause, language = context.reading.cues, scene.clause, context.reading.language
    at = clause.text.rfind(noun, scene.low, scene.start)
    word = next((one for one in reversed(clause.between(scene.low, at)) if one.end == at), None)
    if (
        noun in context.found.forms
        or is_name(noun)
        or any(sign in clause.text[at + len(noun) : scene.start] for sign in cues.of("of"))
    ):
        return ""
    if word is None or "verb" not in word.roles or word.text in wording(language).weak or len(word.text) < _LEAST:
        return ""
    if (
        noun.endswith((*cues.of("suffixes"), *cues.of("said_of")))
        or noun in cues.of("weak_nouns")
        or word.text in cues.of("have")
    ):
        return ""
    ahead = next((one for one in (*cues.of("strong_opener"),) if clause.text.endswith(one, scene.low, word.start)), "")
    return f"{ahead}{word.text}{noun}"


def _opens(context: Context, scene: Scene) -> list[Proposal]:
    """The standard metric that a clause speaks of before an adverb or a setting (市值|却在三日内蒸发220亿元)."""
    clause, cues, kind = scene.clause, context.reading.cues, scene.figure.kind
    measured = scene.phrase is not None and (kind != "money" or measures(context, scene.phrase))
    if measured or kind not in {"money", "percent", "multiple"}:
        return []
    aside = scene.before is not None and context.reading.figures[scene.before].kind == "duration"
    words = clause.between(0 if aside else scene.low, scene.start)
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        if "metric" not in word.roles or after.start != word.end or "link" not in after.roles or "metric" in after.roles:
            continue
        where = phrase_before(cues, clause, word.end, 0 if aside else scene.low)
        phrase = split(context.reading, context.found, clause, *where, gated=context.found.gated) if where is not None else None
        if phrase is not None and metrics().find(context.reading.language, phrase.metric, kind) is not None:
            return [of_phrase(scene, phrase, "opens", 50)]
    return []


def _behind_list(context: Context, scene: Scene) -> list[Proposal]:
    """The metric behind the last figure of a list, for the first (分别以13%和12%的市占率)."""
    place, figures = context.places.get(scene.index), context.reading.figures
    if place is None or place.size == 1 or place.position or scene.phrase is not None:
        return []
    last = scene.index + place.size - 1
    if last >= len(figures) or context.reading.clause_of.get(last) != scene.clause.number:
        return []
    later = [index for index in scene.clause.figures if index > last]
    clause = scene.clause
    high = clause.inside(figures[later[0]].start) if later else len(clause.text)
    start, end = clause.inside(figures[last].start), clause.inside(figures[last].end)
    found = behind(context, replace(scene, figure=figures[last], start=start, end=end, high=high))
    return [found] if found is not None and found.weight >= _BEHIND else []


def _behind_total(context: Context, scene: Scene) -> list[Proposal]:
    """The metric behind the sum of what is listed (甲厂60万辆、乙厂40万辆，总计100万辆的销售目标)."""
    reading, clauses = context.reading, context.reading.clauses
    number = scene.clause.number + 1
    if scene.figure.kind != "count" or (scene.phrase is not None and measures(context, scene.phrase)) or number >= len(clauses):
        return []
    total = clauses[number]
    if (
        total.sentence != scene.clause.sentence
        or not total.figures
        or not total.text.lstrip().startswith(reading.cues.of("totals"))
    ):
        return []
    figure, (start, end) = reading.figures[total.figures[0]], total.places[0]
    if (figure.kind, figure.unit) != (scene.figure.kind, scene.figure.unit):
        return []
    high = total.places[1][0] if len(total.places) > 1 else len(total.text)
    found = behind(context, replace(scene, figure=figure, clause=total, start=start, end=end, low=0, high=high, phrase=None))
    return [found._replace(rule="of_total", weight=68)] if found is not None and found.rule == "behind" else []


def _of_total(context: Context, scene: Scene, made: Proposal) -> Proposal:
    """What is in a ratio, as a share where the other is a total that it is a part of (新车销量达到汽车总销量的45.5%)."""
    cues, text = context.reading.cues, scene.clause.text
    said = text[scene.clause.inside(made.end) : scene.start]
    if scene.figure.kind != "percent" or not any(one in said for one in cues.of("whole_marks")):
        return made
    noun = cues.word("share_noun")
    return made if made.value.endswith(noun) else made._replace(value=f"{made.value}{noun}")


def _phrased(context: Context, scene: Scene) -> Proposal | None:
    """The noun phrase before the figure."""
    phrase, place = scene.phrase, context.places.get(scene.index)
    if phrase is None or not phrase.metric:
        return None
    weight = _FORECAST if _foretold(context, scene, phrase) else _weight(context, scene, phrase)
    made = of_phrase(scene, phrase, "phrase", weight)
    deed = _deed(context, scene, phrase.metric) if scene.figure.kind == "count" and not scene.change else ""
    if deed:
        return made._replace(value=deed, weight=max(weight, 62))
    if scene.figure.kind in {"count", "measure"}:
        made = made._replace(value=done_to(context.reading.cues, made.value, scene.figure.kind))
    if scene.index in context.heads or (place is not None and place.size > 1):
        return made._replace(value=joined(context.reading.cues, made.value)) if scene.index in context.heads else made
    return made._replace(value=_last(context, made.value, known=phrase.known))


def _weight(context: Context, scene: Scene, phrase: Phrase) -> int:
    """How sure the noun phrase before a figure is what it measures, by its head; of a plain noun, by the kind of figure."""
    if scene.figure.kind == "measure" and _sized(context, phrase.metric):
        return 45
    if phrase.known or measures(context, phrase):
        return 80 if phrase.known else 66
    if scene.change and not is_name(phrase.metric) and not _enumerated(context, scene):
        return 50
    if scene.figure.kind == "money":
        return 30
    return 28 if scene.figure.kind == "measure" and _extended(context, scene) else _PLAIN


def _extended(context: Context, scene: Scene) -> bool:
    """Whether a size is one that its unit or its clause says how to call, so that the noun before it only has it."""
    table, unit = wording(context.reading.language), scene.figure.unit
    return unit in table.units and (unit not in table.deeds or _placed(context, scene) or _had(context, scene))


def _foretold(context: Context, scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase before 的 only says that a figure is expected or planned (预期的|5%)."""
    of, said_of = context.reading.cues.of("of"), context.reading.cues.of("said_of")
    if not scene.clause.text[: scene.start].endswith(of):
        return False
    said = scene.clause.text[phrase.end : scene.start]
    return phrase.metric.endswith(said_of) or said.rstrip("".join(of)) in said_of


def _had(context: Context, scene: Scene) -> bool:
    """Whether somebody only has what follows a size (安县有150万亩的连翘): who has it is not measured."""
    cues, tail = context.reading.cues, scene.tail
    verb = tail is not None and any("have" in word.roles for word in tail.words)
    return verb and scene.clause.text.startswith(cues.of("of"), scene.end)


def _placed(context: Context, scene: Scene) -> bool:
    """Whether a clause opens with a place or a body, and its size stands right behind it (油茶种植基地|5000亩)."""
    clause, phrase, cues = scene.clause, scene.phrase, context.reading.cues
    if phrase is None or clause.text[: phrase.start].strip(cues.word("trim")) or scene.low:
        return False
    verb = any("verb" in word.roles and not word.roles & {"nominal"} for word in clause.between(phrase.start, phrase.end))
    return (cues.of("works").end(phrase.metric) or cues.of("things").end(phrase.metric)) and not verb


def _sized(context: Context, metric: str) -> bool:
    """Whether a phrase is only a thing and how far it reaches (轿车|长)."""
    language = context.reading.language
    thing, size = metric[:-1], metric[-1:]
    known = metric in metrics().by_word.get(language, {})
    return not known and bool(wording(language).noun(size, "measure")) and ends_in_noun(thing)


def _shared(context: Context, scene: Scene) -> list[Proposal]:
    """The share of a thing in an enumeration of shares (消费产品占35%，网络产品41%)."""
    phrase, noun, before = scene.phrase, context.reading.cues.word("share_noun"), context.answers.get(scene.index - 1)
    if (
        phrase is None
        or scene.figure.kind != "percent"
        or scene.change
        or before is None
        or not noun
        or measures(context, phrase)
    ):
        return []
    last = context.reading.figures[scene.index - 1]
    if last.start < scene.sentence.start or last.kind != "percent" or not (before.metric or "").endswith(noun):
        return []
    return [of_phrase(scene, phrase._replace(metric=f"{phrase.metric}{noun}"), "share", 70)]


def _last(context: Context, phrase: str, *, known: bool) -> str:
    """The last of several heads named together, unless they are one standard name (销售与市场费用)."""
    cues, table = context.reading.cues, metrics().by_word.get(context.reading.language, {})
    if phrase.lower() in table:
        return phrase
    for sign in cues.of("conj"):
        at = phrase.rfind(sign)
        rest = phrase[at + len(sign) :]
        if at > 0 and len(rest) > 1 and (known or cues.of("suffixes").end(rest)):
            return rest
    return phrase
