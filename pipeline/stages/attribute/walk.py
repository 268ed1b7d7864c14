"""One walk over the sentences of a document, in order: each figure is put before the rules with what has been said so far."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.attribute.clauses.lists import places
from pipeline.stages.attribute.context import Answer, Context
from pipeline.stages.attribute.lend import lend
from pipeline.stages.attribute.metric.measured import measured
from pipeline.stages.attribute.metric.unowned import parted
from pipeline.stages.attribute.names.entities import inventory
from pipeline.stages.attribute.period.dated import dated
from pipeline.stages.attribute.period.reported import reported
from pipeline.stages.attribute.reading import read
from pipeline.stages.attribute.repeated import repeated
from pipeline.stages.attribute.scene import seen
from pipeline.stages.attribute.subject.beginning import numbered
from pipeline.stages.attribute.subject.coordinated import apart
from pipeline.stages.attribute.subject.owned import owned
from pipeline.stages.attribute.subject.topics import topic
from pipeline.stages.attribute.subject.whose import stands
from pipeline.stages.attribute.tables import tabled

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Scene, Topic
    from pipeline.stages.attribute.reading import Clause, Sentence

__all__ = ["walk"]

_MEMORY = 12
"""Sentences that a subject is remembered for."""
_SURE, _ITEM, _LABELLED, _LONG = 60, 40, 80, 60
_FLOOR = {"subject": 20, "metric": 20, "period": 30}


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures, by index."""
    reading = read(document, cues, periods)
    context = Context(reading, inventory(reading))
    _shield(context)
    context.places = places(reading)
    context.report = reported(reading)
    context.answers.update(tabled(context))
    wanted = sorted({reading.clauses[clause].sentence for clause in reading.clause_of.values()})
    block = -1
    for sentence in reading.sentences:
        if sentence.block != block:
            block = sentence.block
            _enter(context, block)
        for clause in sentence.clauses:
            for place, index in enumerate(clause.figures):
                if index not in context.answers:
                    _recall(context)
                    _answer(context, seen(context, sentence, clause, place))
        following = bisect_left(wanted, sentence.number)
        if following < len(wanted) and wanted[following] - sentence.number <= _MEMORY:
            _remember(context, sentence)
    lend(context)
    repeated(context)
    gated = context.found.gated
    for answer in context.answers.values():
        answer.gated = gated
    return context.answers


def _shield(context: Context) -> None:
    """Take out the cues that stand within a longer name (未来 in 未来科学大奖, 现代 in 北京现代)."""
    for clause in context.reading.clauses:
        if not clause.words:
            continue
        names = [(start, end) for start, end, _ in context.found.mentions(clause.text)]
        if names:
            clause.words = [
                word
                for word in clause.words
                if not any(
                    start <= word.start and word.end <= end and end - start > word.end - word.start for start, end in names
                )
            ]
            clause.starts = [word.start for word in clause.words]


def _enter(context: Context, number: int) -> None:
    """A new block: a heading sets the section's subject; a line that ends in a colon may set a period for its list."""
    block = context.reading.document.blocks[number]
    text = context.reading.text[block.start : block.end]
    context.season = _season(context, number, text) or context.season
    if context.found.gated and context.topic is not None and context.topic[1] is not None and context.topic[1].built:
        _forget(context)
    if block.kind in {"heading", "title"}:
        mentions = context.found.mentions(text)
        context.heading = mentions[0][2] if len({id(one[2]) for one in mentions}) == 1 and block.kind == "heading" else None
        context.heading_text = ""
        context.lead_period = None
        if block.kind == "heading":
            _forget(context)
    elif _item(context, number):
        name = numbered(context.reading.cues).sub("", text, count=1).strip(context.reading.cues.word("trim"))
        context.heading_text = _unlisted(context, name)
        context.heading = None
        _forget(context)
    elif text.rstrip().endswith(context.reading.cues.of("label_ends")):
        numbers = [
            index
            for one in context.reading.by_block.get(number, [])
            for clause in context.reading.sentences[one].clauses
            for index in clause.periods
        ]
        usable = [index for index in numbers if context.reading.periods[index].value]
        context.lead_period = (usable[-1], number) if usable else None
    elif block.kind not in {"list_item", "table"}:
        if not _parts(context, number):
            context.lead_period = None
        if len(text) > _LONG and not any(sign in text[:_ITEM] for sign in context.reading.cues.of("label_ends")):
            context.heading_text = ""


def _season(context: Context, number: int, text: str) -> Period | None:
    """The days that a short line is all about, alone or behind a label (5月17日至5月19日; 活动时间：6月1日—6月3日)."""
    if len(text) > _ITEM:
        return None
    reading, words = context.reading, period_words(context.reading.language)
    said = [
        reading.periods[index]
        for one in reading.by_block.get(number, [])
        for clause in reading.sentences[one].clauses
        for index in clause.periods
    ]
    if words is None or len(said) != 1 or "/" not in (said[0].value or ""):
        return None
    block = reading.document.blocks[number]
    rest = text[: said[0].start - block.start] + text[said[0].end - block.start :]
    label = rest.strip().rstrip("".join(reading.cues.of("label_ends")))
    return said[0] if not label or label in words.words("season_labels") else None


def _parts(context: Context, number: int) -> bool:
    """Whether a block is an item of a list without any markup: it or the one before it ends as a part does (环比下降1%；)."""
    blocks, signs = context.reading.document.blocks, context.reading.cues.of("part_signs")
    near = blocks[max(0, number - 1) : number + 1]
    return any(context.reading.text[one.start : one.end].rstrip().endswith(signs) for one in near)


def _item(context: Context, number: int) -> bool:
    """Whether a block is the name of an item whose figures follow, label by label (2、上海野生动物园 / 成人票原价：165元)."""
    reading = context.reading
    block = reading.document.blocks[number]
    text = reading.text[block.start : block.end].strip()
    cues = reading.cues
    if len(text) > _ITEM or not _labels(context, number) or cues.of("sentence_ends").end(text) or cues.of("label_ends").end(text):
        return False
    if any(sign in text for sign in cues.of("label_ends")) or any("metric" in word.roles for word in cues.scan(text)):
        return False
    told = any(clause.figures for one in reading.by_block.get(number, []) for clause in reading.sentences[one].clauses)
    return not told or numbered(cues).match(text) is not None


def _unlisted(context: Context, name: str) -> str:
    """The name of an item without the list of what is in it (某植物园（温室、盆景园）)."""
    cues = context.reading.cues
    pair = next((one for one in cues.of("brackets") if name.endswith(one[1])), "")
    at = name.rfind(pair[0]) if pair else -1
    return name[:at].rstrip() if at > 1 and cues.of("item_ends")[0] in name[at:] else name


def _labels(context: Context, number: int) -> bool:
    """Whether a short block right behind one opens with a label and a figure."""
    reading = context.reading
    for after in (number + 1, number + 2):
        sentences = [reading.sentences[one] for one in reading.by_block.get(after, [])]
        if not sentences or sentences[-1].end - sentences[0].start > _LABELLED:
            return False
        if sentences[0].clauses[0].label and any(clause.figures for clause in sentences[0].clauses):
            return True
    return False


def _answer(context: Context, scene: Scene) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter."""
    answer = context.answers[scene.index] = Answer()
    for field, rule in (("metric", measured), ("subject", owned), ("period", dated)):
        answer.take(field, rule(context, scene), _FLOOR[field])
    parted(scene, answer)
    place = context.places.get(scene.index)
    if place is not None and place.size > 1:
        apart(context, place, answer)
    answer.base = any(one.roles & {"relate", "compare"} for one in scene.clause.between(scene.low, scene.start))


def _remember(context: Context, sentence: Sentence) -> None:
    """What a sentence leaves behind: its subject, and the two it named. What it only speaks of is read when it is asked for."""
    figures = [index for clause in _main(context, sentence) for index in clause.figures if index in context.answers]
    told = [index for index in figures if not context.answers[index].base]
    last = context.answers[(told or figures)[-1]] if figures else None
    chosen = last.chosen.get("subject") if last is not None else None
    if last is not None and chosen is not None and chosen.weight >= _SURE and last.subject in context.found.forms:
        _forget(context)
        context.topic = (last.subject, context.found.forms[last.subject], sentence.number, sentence.block)
    elif (
        last is not None
        and last.subject
        and chosen is not None
        and chosen.weight >= _SURE
        and chosen.rule != "counted"
        and not context.found.gated
    ):
        _forget(context)
        context.topic = (last.subject, None, sentence.number, sentence.block)
    else:
        context.passed.append(sentence)
    named: list[str] = []
    for _, _, entity in context.found.mentions(context.reading.text[sentence.start : sentence.end]):
        if entity.name not in named and entity.kind in {"company", "product", "name"}:
            named.append(entity.name)
    if len(named) == 2:
        context.pair = tuple(named)


def _main(context: Context, sentence: Sentence) -> list[Clause]:
    """The clauses of a sentence up to those that only go into parts of what it speaks of (其中…)."""
    among = context.reading.cues.of("among")
    stop = next((at for at, one in enumerate(sentence.clauses) if one.text.lstrip().startswith(among)), 0)
    return sentence.clauses[:stop] or sentence.clauses


def _forget(context: Context) -> None:
    """Nothing that was spoken of before carries on."""
    context.topic = None
    context.passed.clear()


def _recall(context: Context) -> None:
    """The subject of the last sentence passed that speaks of something."""
    while context.passed:
        sentence = context.passed.pop()
        told = _told(context, sentence)
        if told is not None:
            context.topic = (told[1].name if told[1] is not None else told[0], told[1], sentence.number, sentence.block)
            context.passed.clear()


def _told(context: Context, sentence: Sentence) -> Topic | None:
    """The first topic of a sentence's clauses that can be a subject."""
    for clause in _main(context, sentence):
        said = topic(context, clause) if clause.host is None else None
        if said is None or said[0] in context.reading.cues.of("pronoun") or said[0] in context.reading.cues.of("own_place"):
            continue
        if said[1] is not None or (not context.found.gated and stands(context, clause, said[2], said[3])):
            return said
    return None
