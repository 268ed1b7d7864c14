"""One walk over the sentences of a document, in order: each figure is put before the rules with what has been said so far."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.stages.attribute.context import Answer, Context, Scene
from pipeline.stages.attribute.dated import dated
from pipeline.stages.attribute.entities import inventory
from pipeline.stages.attribute.lend import lend
from pipeline.stages.attribute.lists import listed, places
from pipeline.stages.attribute.measured import measured
from pipeline.stages.attribute.owned import owned
from pipeline.stages.attribute.phrase import phrase_before, split, tail
from pipeline.stages.attribute.proposal import choose
from pipeline.stages.attribute.reading import read
from pipeline.stages.attribute.tables import tabled
from pipeline.stages.attribute.topics import topic

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.periods import Period
    from pipeline.stages.attribute.phrase import Phrase
    from pipeline.stages.attribute.reading import Clause, Sentence

__all__ = ["walk"]

_SURE, _ITEM, _LABELLED, _LONG, _REGION = 60, 40, 80, 60, 10
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[、.．）)]\s*")
_FLOOR = {"subject": 20, "metric": 20, "period": 30}


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures, by index."""
    reading = read(document, cues, periods)
    context = Context(reading, inventory(reading))
    context.places = places(reading)
    context.answers.update(tabled(context))
    block = -1
    for sentence in reading.sentences:
        if sentence.block != block:
            block = sentence.block
            _enter(context, block)
        for clause in sentence.clauses:
            for index in clause.figures:
                if index not in context.answers:
                    _answer(context, sentence, clause, index)
        _remember(context, sentence)
    lend(context)
    return context.answers


def _enter(context: Context, number: int) -> None:
    """A new block: a heading sets the section's subject; a line that ends in a colon may set a period for its list."""
    block = context.reading.document.blocks[number]
    text = context.reading.text[block.start : block.end]
    if block.kind in {"heading", "title"}:
        mentions = context.found.mentions(text)
        context.heading = mentions[0][2] if len({id(one[2]) for one in mentions}) == 1 and block.kind == "heading" else None
        context.heading_text = ""
        context.lead_period = None
        if block.kind == "heading":
            context.topic = None
    elif _item(context, number):
        context.heading_text = _NUMBERED.sub("", text).strip(context.reading.cues.word("trim"))
        context.heading, context.topic = None, None
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
        context.lead_period = None
        if len(text) > _LONG and not any(sign in text[:_ITEM] for sign in context.reading.cues.of("label_ends")):
            context.heading_text = ""


def _item(context: Context, number: int) -> bool:
    """Whether a block is the name of an item whose figures follow, label by label (2、上海野生动物园 / 成人票原价：165元)."""
    reading = context.reading
    block = reading.document.blocks[number]
    text = reading.text[block.start : block.end].strip()
    cues = reading.cues
    if len(text) > _ITEM or text.endswith(tuple(cues.of("sentence_ends")) + tuple(cues.of("label_ends"))):
        return False
    if any(sign in text for sign in cues.of("label_ends")):
        return False
    if any(
        clause.figures for one in reading.by_block.get(number, []) for clause in reading.sentences[one].clauses
    ) and not _NUMBERED.match(text):
        return False
    for after in (number + 1, number + 2):
        sentences = [reading.sentences[one] for one in reading.by_block.get(after, [])]
        if not sentences or sentences[-1].end - sentences[0].start > _LABELLED:
            return False
        if sentences[0].clauses[0].label and any(clause.figures for clause in sentences[0].clauses):
            return True
    return False


def _answer(context: Context, sentence: Sentence, clause: Clause, index: int) -> None:
    """Put one figure before the rules, and the rules' proposals before the arbiter."""
    scene = _scene(context, sentence, clause, index)
    answer = Answer()
    context.answers[index] = answer
    for field, rule in (("metric", measured), ("subject", owned), ("period", dated)):
        proposals = rule(context, scene)
        answer.proposals.extend(proposals)
        chosen = choose(proposals)
        if chosen is not None and chosen.weight >= _FLOOR[field]:
            answer.chosen[field] = chosen
            setattr(answer, field, chosen.value)


def _scene(context: Context, sentence: Sentence, clause: Clause, index: int) -> Scene:
    """The figure, with the text at its sides parted."""
    reading, cues = context.reading, context.reading.cues
    figure = reading.figures[index]
    place = clause.figures.index(index)
    before = clause.figures[place - 1] if place else None
    after = clause.figures[place + 1] if place + 1 < len(clause.figures) else None
    start, end = clause.inside(figure.start), clause.inside(figure.end)
    low = clause.inside(reading.figures[before].end) if before is not None else 0
    high = clause.inside(reading.figures[after].start) if after is not None else len(clause.text)
    scene = Scene(index, figure, clause, sentence, start, end, low, high, before)
    scene.restated = clause.host is not None and not clause.periods
    scene.listed = before is not None and listed(reading, clause, before, index)
    spans = tuple(
        (clause.inside(reading.periods[number].start), clause.inside(reading.periods[number].end)) for number in clause.periods
    )
    scene.tail = tail(cues, clause, start, low, spans)
    scene.change = bool(scene.tail.roles & {"rise", "fall"}) or (
        figure.direction is not None and figure.kind in {"percent", "multiple"}
    )
    _ratio(context, scene, low)
    stop = scene.tail.end
    base = [word for word in clause.words if "compare" in word.roles and word.start < stop and "metric" not in word.roles]
    if base:
        word = base[-1]
        between = clause.figures[:place] and any(
            word.start < clause.inside(reading.figures[one].start) < start for one in clause.figures[:place]
        )
        if scene.change and (word.start >= low or between):
            low = 0 if between else low
            stop = tail(cues, clause, word.start, low).end
        elif word.start >= low:
            scene.base = not scene.change
    edge = max(
        [stop_at for _, stop_at in spans if low < stop_at <= stop and clause.text[stop_at:stop].strip(cues.word("trim"))],
        default=low,
    )
    where = phrase_before(cues, clause, stop, edge)
    if where is not None and before is not None and where[0] <= low + 1 and low and clause.text.startswith(cues.of("of"), low):
        where = None
    if where is not None:
        scene.named = _named(context, scene, *where)
        if scene.named:
            return scene
        scene.phrase = _split(context, scene, *where)
        if scene.phrase.metric in cues.of("scopes") or (scene.phrase.metric in context.found.forms and not scene.phrase.known):
            scene.phrase = None
    return scene


def _split(context: Context, scene: Scene, start: int, end: int) -> Phrase:
    """A noun phrase, parted; of several heads that a list goes through (营收、净利润分别为), the first is, and the rest follow it."""
    cues, clause, gated = context.reading.cues, scene.clause, context.found.gated
    place = context.places.get(scene.index)
    text = clause.text[start:end]
    if place is not None and place.size > 1 and not place.position:
        for sign in cues.of("item_ends"):
            heads = text.split(sign)
            if len(heads) == place.size and all(head.strip(cues.word("trim")) for head in heads):
                first = split(context.reading, context.found, clause, start, start + len(heads[0]), gated=gated)
                context.heads[scene.index] = (first.metric, *(head.strip(cues.word("trim")) for head in heads[1:]))
                return first
    return split(context.reading, context.found, clause, start, end, gated=gated)


def _named(context: Context, scene: Scene, start: int, end: int) -> str:
    """The name that stands right before a figure which only goes on a count begun before (其中昆明市3家、曲靖市2家)."""
    cues, text = context.reading.cues, scene.clause.text[start:end].strip(context.reading.cues.word("trim"))
    figures = context.reading.figures
    earlier = [
        index for clause in scene.sentence.clauses for index in clause.figures if index in context.answers and index < scene.index
    ]
    alike = [index for index in earlier if figures[index].kind == scene.figure.kind and figures[index].unit == scene.figure.unit]
    if (
        not alike
        or not context.answers[alike[-1]].metric
        or scene.figure.kind not in {"count", "money", "percent", "measure"}
        or scene.change
    ):
        return ""
    mentions = context.found.mentions(text)
    if mentions and mentions[-1][0] == 0 and mentions[-1][1] == len(text):
        return mentions[-1][2].name
    return text if len(text) <= _REGION and text.endswith((*cues.of("places"), *cues.of("regions"))) else ""


def _ratio(context: Context, scene: Scene, low: int) -> None:
    """是…的7倍, 仅为…的8%: what is in the ratio stands before the verb."""
    cues, clause = context.reading.cues, scene.clause
    if scene.figure.kind not in {"percent", "multiple"} or scene.change:
        return
    body = clause.text[low : scene.start].rstrip(" \t")
    for word in (*cues.of("approx"), " "):
        body = body.removesuffix(word)
    if not body.endswith(cues.of("of")):
        return
    verbs = [
        word for word in clause.words if word.start >= low and word.end < low + len(body) and word.text in cues.of("ratio_verbs")
    ]
    if not verbs:
        return
    scene.is_ratio = True
    passed = tail(cues, clause, verbs[-1].start, low)
    where = phrase_before(cues, clause, passed.end, low)
    if where is not None:
        scene.ratio = split(context.reading, context.found, clause, *where, gated=context.found.gated)
        scene.phrase = None


def _remember(context: Context, sentence: Sentence) -> None:
    """What a sentence leaves behind: its subject, and the two it named."""
    cues = context.reading.cues
    figures = [index for clause in sentence.clauses for index in clause.figures if index in context.answers]
    last = context.answers[figures[-1]] if figures else None
    chosen = last.chosen.get("subject") if last is not None else None
    if last is not None and chosen is not None and chosen.weight >= _SURE and last.subject in context.found.forms:
        context.topic = (last.subject, context.found.forms[last.subject], sentence.number, sentence.block)
    else:
        for clause in sentence.clauses:
            if clause.host is not None:
                continue
            said = topic(context, clause)
            if said is None or said[1] is None or said[0] in cues.of("pronoun"):
                continue
            context.topic = (said[1].name, said[1], sentence.number, sentence.block)
            break
    named: list[str] = []
    for _, _, entity in context.found.mentions(context.reading.text[sentence.start : sentence.end]):
        if entity.name not in named and entity.kind in {"company", "product", "name"}:
            named.append(entity.name)
    if len(named) == 2:
        context.pair = tuple(named)
