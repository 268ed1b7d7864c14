"""Measure: find every figure of the article and say exactly what it is worth.

`pipeline.numerals.scan` finds the numbers; here each one gets its unit, currency, modifier, rate and direction, or a
reason why it is no figure. The way of a block's text: `quantities` (unit and vetoes) → `joined`, `share` (ranges, lists)
→ `settle` (numbers without a unit) → `modify`, `direct`, `rate` (the words around) → `inherit` → figures.

Words are data (`pipeline.lexicon.units`, `modifiers`, `vetoes`, `phrases`, `currencies`); nothing here is of one language.
Whose figure it is, which and when, is the next stage's question.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.stages.measure.bare import indexed, repeated, settle
from pipeline.stages.measure.directions import direct
from pipeline.stages.measure.figures import Maker
from pipeline.stages.measure.fold import fold
from pipeline.stages.measure.modifiers import modify
from pipeline.stages.measure.neighbours import inherit, joined, restate, share
from pipeline.stages.measure.nouns import alone, echo
from pipeline.stages.measure.phrases import phrases
from pipeline.stages.measure.quantity import quantities
from pipeline.stages.measure.rates import compared, exchanged, rate, timed
from pipeline.stages.measure.reading import Frame, Tables
from pipeline.stages.measure.tables import cell_readings
from pipeline.stages.measure.vetoes import short_years

if TYPE_CHECKING:
    from pipeline.document import Cell, Document
    from pipeline.stages.measure.reading import Reading

__all__ = ["measure"]


def measure(document: Document) -> Document:
    """The document with its figures, in order and without overlap; subject, metric and period are left open.

    >>> from pipeline.document import Document
    >>> from pipeline.record import Block, Language
    >>> from pipeline.text import Text
    >>> text = "营收5740万元,同比增长超三成"
    >>> page = Document(raw=b"", text=Text.of(text), blocks=(Block("paragraph", 0, 16, 0, 16),), language=Language("zh", "Hans"))
    >>> [(f.text, f.value, f.unit, f.modifier, f.direction) for f in measure(page).figures]
    [('5740万元', '57400000', 'CNY', None, None), ('三成', '30', 'percent', 'more_than', 'up')]
    """
    tables = Tables.of(document.language.code, document.market, document.language.converted_by)
    text = fold(document)
    maker = Maker(document, tables, text)
    tabled: dict[int, list[Cell]] = {}
    for cell in document.cells:
        tabled.setdefault(cell.table, []).append(cell)
    for index, block in enumerate(document.blocks):
        cells = tabled.get(index) if block.kind == "table" else None
        if cells:
            for cell, reading in cell_readings(tables, text, cells):
                maker.add(reading, cell.start, index)
        else:
            frame = Frame(text[block.start : block.end], tables, block.start)
            for reading in read(frame):
                maker.add(reading, block.start, index)
    figures = maker.figures()
    return replace(document, figures=figures, notes=(*document.notes, *maker.notes))


def read(frame: Frame) -> list[Reading]:
    """The figures of one text, without currencies resolved."""
    readings = phrases(frame, quantities(frame))
    kept: list[Reading] = []
    if not readings:
        return kept
    readings = joined(frame, readings)
    share(frame, readings)
    for i, reading in enumerate(readings):
        floor = max(kept[-1].end, kept[-1].reach) if kept else 0
        if kept and reading.start < kept[-1].end:
            continue
        ceiling = readings[i + 1].start if i + 1 < len(readings) else len(frame.text)
        known = reading.kind or settle(frame, reading, floor, ceiling) or echo(frame, kept, reading) or alone(frame, reading)
        if not known or short_years(reading):
            continue
        indexed(frame, reading)
        repeated(frame, reading)
        modify(frame, reading, floor)
        direct(frame, reading, floor)
        rate(frame, reading, floor)
        compared(frame, kept, reading)
        if kept and exchanged(frame, kept[-1], reading):
            kept.pop()
        if kept:
            timed(frame, kept[-1], reading)
        kept.append(reading)
    inherit(frame, kept)
    restate(frame, kept)
    return kept
