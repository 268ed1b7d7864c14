"""One walk over the sentences of a document, in order: each figure is put before the rules with what has been said so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.context import Answer, Context, Scene
from pipeline.stages.attribute.dated import dated
from pipeline.stages.attribute.entities import inventory
from pipeline.stages.attribute.measured import measured
from pipeline.stages.attribute.owned import owned, topic
from pipeline.stages.attribute.phrase import phrase_before, split, tail
from pipeline.stages.attribute.proposal import choose
from pipeline.stages.attribute.reading import read

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.periods import Period
    from pipeline.stages.attribute.reading import Clause, Sentence

__all__ = ["walk"]

_SIGNS = " \t\u3000\n、,，/;；~-"
_FLOOR = {"subject": 20, "metric": 20, "period": 30}


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures, by index."""
    reading = read(document, cues, periods)
    context = Context(reading, inventory(reading))
    cells = {(cell.start, cell.end): cell for cell in document.cells if not cell.header}
    del cells
    block = -1
    for sentence in reading.sentences:
        if sentence.block != block:
            block = sentence.block
            _enter(context, block)
        for clause in sentence.clauses:
            for index in clause.figures:
                _answer(context, sentence, clause, index)
        _remember(context, sentence)
    _lists(context)
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
    elif text.rstrip().endswith(context.reading.cues.of("label_ends")):
        numbers = [index for one in context.reading.by_block.get(number, []) for clause in context.reading.sentences[one].clauses for index in clause.periods]
        usable = [index for index in numbers if context.reading.periods[index].value]
        context.lead_period = (usable[-1], number) if usable else None
    elif block.kind not in {"list_item", "table"}:
        context.lead_period = None


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
    gap = clause.text[low:start].strip(_SIGNS)
    scene.listed = before is not None and (not gap or gap in cues.of("item_ends") or gap in cues.of("restate"))
    edge = low
    for number in clause.periods:
        stop = clause.inside(reading.periods[number].end)
        if low < stop <= start:
            edge = max(edge, stop) if clause.text[stop:start].strip(_SIGNS) else edge
    scene.tail = tail(clause, start, edge)
    scene.change = bool(scene.tail.roles & {"rise", "fall"}) or (figure.direction is not None and figure.kind in {"percent", "multiple"})
    stop = scene.tail.end
    base = [word for word in clause.words if "compare" in word.roles and low <= word.start < stop]
    if base:
        scene.base = not scene.change
        stop = base[-1].start if scene.change else stop
        if stop <= edge:
            edge = low
    where = phrase_before(clause, stop, edge)
    if where is not None and before is not None and clause.text.startswith(cues.of("of"), low) and where[0] <= low + 1:
        where = None
    if where is not None:
        scene.phrase = split(reading, context.found, clause, *where, gated=context.found.lead is not None)
    return scene


def _remember(context: Context, sentence: Sentence) -> None:
    """What a sentence leaves behind: its subject, and the two it named."""
    for clause in sentence.clauses:
        if clause.host is not None or not clause.words:
            continue
        said = topic(context, clause)
        cues = context.reading.cues
        if said is None or said[0] in cues.of("pronoun") or said[0] in cues.of("both") or len(said[0]) > 20:
            continue
        if said[1] is not None:
            context.topic = (said[1].name, said[1], sentence.number, sentence.block)
            break
    mentions = context.found.mentions(context.reading.text[sentence.start : sentence.end])
    named: list[str] = []
    for _, _, entity in mentions:
        if entity.name not in named:
            named.append(entity.name)
    if len(named) == 2:
        context.pair = tuple(named)


def _lists(context: Context) -> None:
    """Align what is listed: several subjects or periods before, as many figures after (分别为)."""
    del context
