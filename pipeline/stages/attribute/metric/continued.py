"""What a figure measures by what was said before it: the same list, the label, the clause before, the figure before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.clauses.parting import measure
from pipeline.stages.attribute.clauses.phrase import phrase_before, split
from pipeline.stages.attribute.metric.deeds import verbal
from pipeline.stages.attribute.metric.referred import measures
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause

__all__ = ["bracketed", "broken", "carried"]

_COUNTED = {"counted", "entered"}
_BESIDE = {"market_share", "share"}
_FAR, _LABEL, _SHORT, _LEAST = 4, 24, 8, 2


def _came(context: Context, scene: Scene) -> bool:
    """Whether a figure is only what a change came to (溢利按年增29%至33.07亿元)."""
    cues = context.reading.cues
    gap = scene.clause.text[scene.low : scene.start].strip(cues.word("trim"))
    words = [word for word in scene.clause.between(scene.low, scene.start) if word.roles & {"arrive", "link"}]
    return bool(words) and words[0].start - scene.low <= 1 and len(gap) - sum(len(word.text) for word in words) <= _LEAST


_APART: Final = frozenset({"money", "count"})
"""Kinds of figures of which none has a metric that only the other's noun is (13名被告人，罚金20万元)."""


def _fits(context: Context, scene: Scene, metric: str, other: int | None = None) -> bool:
    """Whether a metric said elsewhere can be that of a figure: by the kinds that state it and the other figure's unit."""
    figure, figures, cues = scene.figure, context.reading.figures, context.reading.cues
    if other is not None and figures[other].kind == "duration" != figure.kind:
        return False
    if scene.change or figure.kind in {"percent", "multiple"}:
        return True
    if other is not None and "measure" in {figure.kind, figures[other].kind}:
        return figures[other].unit == figure.unit
    if other is not None and figures[other].unit != figure.unit and _of_unit(context, figure.unit, other):
        return False
    known = metrics().find(context.reading.language, metric)
    if known is None:
        apart = other is not None and {figure.kind, figures[other].kind} == _APART
        counts = (cues.word("count_noun"), *cues.of("counts")) if figure.kind == "money" else ()
        return not apart and not metric.endswith((*counts, *cues.of("rate_ends")))
    return figure.kind in known.kinds


def _of_unit(context: Context, unit: str | None, other: int) -> bool:
    """Whether a figure's metric is only what its own unit counts: no other unit has it (8家平台发放65万张)."""
    chosen, cues = context.answers[other].chosen.get("metric"), context.reading.cues
    loose = (
        {unit, context.reading.figures[other].unit} & {cues.word("group_unit"), cues.of("lots")[0]} if cues.of("lots") else True
    )
    return chosen is not None and (chosen.rule.startswith("unit") or (chosen.rule in _COUNTED and not loose))


def bracketed(context: Context, scene: Scene) -> int | None:
    """The figure before the bracket that a figure stands in."""
    clause = scene.clause
    if clause.host is None:
        return None
    figures, around = context.reading.figures, context.reading.clauses[clause.host].figures
    earlier = [index for index in around if figures[index].end <= clause.start and index in context.answers]
    return earlier[-1] if earlier else None


def broken(context: Context, scene: Scene) -> str:
    """What the figure before a bracket counts, where the bracket says how many of it what has (99个教学班(小学48个、初中36个)).

    What is said in the bracket has no head of what is counted (航班12万班(其中货运航班4980班)).
    """
    host = bracketed(context, scene) if scene.figure.kind == "count" and scene.phrase is not None else None
    metric = context.answers[host].metric if host is not None else None
    if host is None or not metric or context.reading.figures[host].unit != scene.figure.unit or scene.phrase is None:
        return ""
    said = scene.phrase.metric
    alike = len(said) > 1 and said[-_LEAST:] == metric[-_LEAST:]
    return "" if alike or measures(context, scene.phrase) else metric


def carried(context: Context, scene: Scene) -> list[Proposal]:
    """A metric said before: in the list, by the label, in the clause before, or of the figure before."""
    found: list[Proposal] = []
    figures = context.reading.figures
    if scene.before is not None and (scene.listed or scene.phrase is None):
        answer = context.answers.get(scene.before)
        if answer is not None and answer.metric and (_fits(context, scene, answer.metric, scene.before) or _came(context, scene)):
            same = figures[scene.before].kind == scene.figure.kind
            gap = scene.clause.text[scene.low : scene.start].strip()
            same = same or (scene.listed and gap in context.reading.cues.of("alternatives"))
            came = figures[scene.before].kind == "percent" != scene.figure.kind and _came(context, scene)
            weight = 90 if scene.listed and same else 84 if came else 48 if same or scene.change else 30
            found.append(Proposal("metric", answer.metric, "listed" if scene.listed else "same_clause", weight))
    others = scene.sentence.before(scene.clause, _FAR)
    if scene.clause.host is None:
        hosts = context.reading.clauses
        others = [one for one in others if one.host is None or (one.figures and not hosts[one.host].figures)]
    for distance, other in enumerate(others, 1):
        if other.host is None or other.host == scene.clause.number or scene.clause.host is not None or other.figures:
            found.extend(_said(context, scene, other, distance))
    broken = _broken_down(context, scene)
    if broken:
        found.append(Proposal("metric", broken, "broken_down", 67))
    before = context.answers.get(scene.index - 1)
    if not found and scene.phrase is None and before is not None and before.metric:
        figure, last = scene.figure, figures[scene.index - 1]
        alike = (last.kind, last.unit) == (figure.kind, figure.unit)
        if (scene.change or alike) and last.block == figure.block and _fits(context, scene, before.metric, scene.index - 1):
            found.append(Proposal("metric", before.metric, "figure_before", 28))
    return found


def _broken_down(context: Context, scene: Scene) -> str:
    """The metric of the sentence before that this one goes through by kinds of thing (投资增长12%。分产业看，第一产业下降18%)."""
    reading, first = context.reading, scene.sentence.clauses[0]
    plain = scene.phrase is not None and not measures(context, scene.phrase)
    if not (scene.change and plain and reading.text.startswith(reading.cues.of("breakdowns"), scene.sentence.start)):
        return ""
    if first.figures and first.figures[0] != scene.index:
        return ""
    number = scene.sentence.number - 1
    told = reading.sentences[number] if number >= 0 else None
    if told is None or told.block != scene.sentence.block:
        return ""
    index = next((clause.figures[0] for clause in told.clauses if clause.figures), None)
    answer = context.answers.get(index) if index is not None else None
    return answer.metric or "" if answer is not None else ""


def _beside(context: Context, scene: Scene, index: int) -> bool:
    """Whether a share only stands beside the amount that changed (出货量3150万台，市场份额8.9%，|同比增长4.2%)."""
    reading, answer = context.reading, context.answers.get(index)
    if not (scene.change and scene.figure.kind == "percent" and answer is not None and answer.metric) or scene.phrase is not None:
        return False
    if reading.figures[index].kind != "percent" or not any(one in scene.clause.text for one in reading.cues.of("statistical")):
        return False
    known = metrics().find(reading.language, answer.metric, "percent")
    if known is None or known.key not in _BESIDE:
        return False
    before, earlier = reading.figures[index - 1], context.answers.get(index - 1)
    amount = index > 0 and before.start >= scene.sentence.start and before.kind not in {"percent", "rank"}
    return amount and earlier is not None and bool(earlier.metric)


def _plain(context: Context, scene: Scene, metric: str) -> str:
    """A metric without the thing that it is of, for another thing that changed too (采矿业增加值增长2.5%，制造业|增长5.5%)."""
    table, language, phrase = metrics(), context.reading.language, scene.phrase
    if not scene.change or phrase is None or measures(context, phrase) or metric in table.by_word.get(language, {}):
        return metric
    size = table.size(language, metric, len(metric) - _LEAST)
    return metric[-size:] if size else metric


def _reckoning(context: Context, clause: Clause) -> int:
    """Where a clause begins to say how an amount is reckoned (增加值|按可比价格计算); its end where it does not."""
    cues = context.reading.cues
    if not clause.text.rstrip().endswith(cues.of("reckoned")):
        return len(clause.text)
    opens = [word.start for word in clause.words if word.text in cues.of("price_preps") or "source_open" in word.roles]
    return opens[-1] if opens else len(clause.text)


def _said(context: Context, scene: Scene, other: Clause, distance: int) -> list[Proposal]:
    """The metrics of an earlier clause of the sentence: its label, its last figure's, or its last head."""
    reading, found, gated = context.reading, context.found, True
    made: list[Proposal] = []
    if other.label and distance == 1 and scene.clause.host is None and not found.mentions(other.text):
        low = max([end for _, end in other.places], default=0)
        where = phrase_before(reading.cues, other, len(other.text), low)
        label = other.text[low:].strip().strip(reading.cues.word("trim"))
        if where is not None and len(label) <= _LABEL and label not in wording(reading.language).labels:
            phrase = split(reading, found, other, *where, gated=gated)
            short = len(label) <= _SHORT and not other.periods and phrase.entity is None and not phrase.known
            phrase = phrase._replace(metric=label[measure(label, reading.cues) :]) if short or not phrase.metric else phrase
            own = scene.phrase is not None and (scene.figure.kind != "money" or measures(context, scene.phrase))
            weight = 38 if own or verbal(context, scene) is not None else 78
            made.append(Proposal("metric", phrase.metric, "label", weight, other.outside(where[0]), other.outside(where[1])))
    for index in reversed(other.figures):
        if _beside(context, scene, index):
            continue
        answer = context.answers.get(index)
        if answer is not None and answer.metric and _fits(context, scene, answer.metric, index):
            chosen = answer.chosen.get("metric")
            place = (chosen.start, chosen.end) if chosen else (-1, -1)
            weight = (52 if scene.change else 42) - 4 * distance
            return [*made, Proposal("metric", _plain(context, scene, answer.metric), "clause_before", weight, *place)]
    stop = _reckoning(context, other)
    head = next((word for word in reversed(other.words) if "metric" in word.roles and word.end <= stop), None)
    low = max([end for _, end in other.places if head is not None and end <= head.start], default=0)
    where = phrase_before(reading.cues, other, head.end, low) if head is not None else None
    if where is not None and head is not None and other.text.rstrip().endswith(reading.cues.of("records")):
        where = None
    if where is not None:
        phrase = split(reading, found, other, *where, gated=gated)
        place = (other.outside(where[0]), other.outside(where[1]))
        if not _fits(context, scene, phrase.metric):
            return made
        made.append(Proposal("metric", phrase.metric, "head_before", 44 - 4 * distance, *place))
    return made
