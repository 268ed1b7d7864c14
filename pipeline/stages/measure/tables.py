"""Table cells: every numeric body cell is a figure, read with its own unit, else that of its headers or the caption."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.measure.directions import direct
from pipeline.stages.measure.modifiers import modify
from pipeline.stages.measure.neighbours import inherit, joined, share
from pipeline.stages.measure.phrases import phrases
from pipeline.stages.measure.quantity import quantities
from pipeline.stages.measure.rates import base_within, rate
from pipeline.stages.measure.reading import Frame, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.document import Cell
    from pipeline.stages.measure.reading import Tables
    from pipeline.text import Span

__all__ = ["cell_readings"]

ONE = Decimal(1)
JOINT = " / "
FIRST_YEAR, LAST_YEAR = Decimal(1900), Decimal(2100)
NUMBER = re.compile(
    r"[\s>≥<≤~≈$¥€£+*]*+[(\[]?\s*+[-−–▲△+]?\s*+(?:\d[\d, ]*+(?:\.\d++)?|\.\d++)\s*+%?\s*+[)\]]?\s*+%?"
    r"(?:\[\w{1,3}\]|\*{1,3}|[¹²³†‡#]|\(\w\))?"
)
"""A cell that is one number in digits: sign or accounting brackets, per cent sign, a footnote's mark."""

NEGATIVE = re.compile(r"\(\s*+[$¥€£]?\s*+[\d,.]++\s*+%?\s*+\)\s*+%?")
TRIANGLE = re.compile(r"[▲△]\s*+\d")
GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
PIECE = re.compile(r"[()\[\]:,，;；|、]+")


def cell_readings(tables: Tables, text: str, cells: Sequence[Cell]) -> Iterator[tuple[Cell, Reading]]:
    """The figures of the body cells, each with the headers it is read under; places count from its cell's start."""
    memory: dict[str, Reading | None] = {}
    paths: dict[tuple[Span, ...], str] = {}  # cells of one row or column share their headers
    corner = _name(text[cells[0].start : cells[0].end]) if cells and cells[0].header else ""
    for cell in cells:
        if cell.header:
            continue
        frame = Frame(text[cell.start : cell.end], tables, cell.start)
        for spans in (cell.columns, cell.rows):
            if spans not in paths:
                paths[spans] = _path(text, spans)
        column, row = paths[cell.columns], paths[cell.rows]
        caption = text[slice(*cell.caption)] if cell.caption else ""
        if _known(tables, corner, memory) is not None and _known(tables, caption, memory) is None:
            caption = corner
        if not frame.text or _whole(tables, column):
            continue
        for reading in _cell(frame, column, row, caption, memory):
            reading.row, reading.column = row or None, column or None
            yield cell, reading


def _path(text: str, spans: Sequence[Span]) -> str:
    return JOINT.join(_name(text[start:end]) for start, end in spans if text[start:end].strip())


def _name(header: str) -> str:
    """A header's text in one line, without the blanks that set short Chinese names apart (招生 人数)."""
    return GAP.sub("", " ".join(header.split()))


def _whole(tables: Tables, column: str) -> bool:
    """Whether a header's last name is one of a column that numbers, names or dates its rows."""
    return column.rsplit(JOINT, 1)[-1].strip() in tables.vetoes.columns.words


def _cell(frame: Frame, column: str, row: str, caption: str, memory: dict[str, Reading | None]) -> list[Reading]:
    readings = joined(frame, phrases(frame, quantities(frame)))
    share(frame, readings)
    alone = NUMBER.fullmatch(frame.text.strip()) is not None
    kept: list[Reading] = []
    for reading in readings:
        if not reading.kind and alone and frame.text.rstrip().endswith(")%"):
            reading.kind, reading.unit = "percent", "percent"
        if not reading.kind:
            only = len(readings) == 1 and (reading.rule.startswith("range") or reading.scale > ONE)
            if not only and not (alone and reading.arabic):
                continue
            if not _headed(frame, reading, (column, row, caption), memory):
                continue
        floor = kept[-1].end if kept else 0
        modify(frame, reading, floor)
        _negative(frame, reading)
        direct(frame, reading, floor)
        _change(frame, reading, column, row)
        rate(frame, reading, floor)
        if reading.per is None and reading.kind in {"money", "count", "measure"}:
            reading.per = base_within(frame.tables, column) or base_within(frame.tables, row) or _each(frame.tables, caption)
        if alone:
            reading.rule = "table.cell"
        kept.append(reading)
    inherit(frame, kept)
    return kept


def _each(tables: Tables, caption: str) -> str | None:
    """What a caption says all numbers are counted by; a note that excepts some (除每股数据外) says nothing of it."""
    for piece in PIECE.split(caption):
        if tables.modifiers.each.after(piece, 0) is not None:
            return base_within(tables, piece)
    return None


def _negative(frame: Frame, reading: Reading) -> None:
    """Accounting brackets and Japan's triangle make a level negative."""
    if reading.value is None or reading.value <= 0:
        return
    text = frame.text.strip()
    if NEGATIVE.fullmatch(text) is not None or TRIANGLE.search(text) is not None:
        reading.value, reading.signed = -reading.value, True
        if text[0] == "(":
            reading.start = frame.text.index("(")
            reading.end = frame.text.index(")") + 1
            if reading.kind == "percent" and frame.text[reading.end : reading.end + 1] == "%":
                reading.end += 1


def _change(frame: Frame, reading: Reading, column: str, row: str) -> None:
    """A column or row of changes (同比增长) gives its cells a direction by their sign."""
    if reading.kind not in {"percent", "multiple"} or reading.value is None or reading.direction is not None:
        return
    words = frame.tables.modifiers
    for header in (column, row):
        growth = words.growth.within(header, 0, len(header))
        change = words.changes.within(header, 0, len(header))
        if growth is None and (change is None or change[2] in {"to", "no"}):
            continue
        down = (growth is not None and growth[2] == "down") or (growth is None and change is not None and change[2] == "down")
        negative = reading.value < 0
        reading.direction = "down" if negative != (down and not negative) else "up"
        if negative:
            reading.value = -reading.value
            reading.direction = "down"
        return


def _headed(frame: Frame, reading: Reading, headers: tuple[str, str, str], memory: dict[str, Reading | None]) -> bool:
    """Give a bare number the unit of its column or row, what their names count, or the caption's unit; False for a year."""
    column, row, caption = headers
    for header in (column, row):
        unit = _known(frame.tables, header, memory)
        if unit is not None and not (header is row and _initials(unit, row)):
            return _given(reading, unit, scaled=True)
    if _year(frame, reading):
        return False
    if _named(frame.tables, reading, row) or _named(frame.tables, reading, column):
        return True
    unit = _known(frame.tables, caption, memory)
    if unit is not None:
        each = base_within(frame.tables, row) or base_within(frame.tables, column)
        return _given(reading, unit, scaled=each is None)
    reading.kind, reading.rule = "number", "table.cell"
    return True


def _initials(unit: Reading, row: str) -> bool:
    """Whether a row's capitals only look like a unit that is written small: LB and DL are positions, no pounds or decilitres."""
    symbol = unit.unit or ""
    return unit.kind == "measure" and symbol != symbol.upper() and symbol.upper() in row.split(JOINT)


def _known(tables: Tables, header: str, memory: dict[str, Reading | None]) -> Reading | None:
    """The unit that a header names, worked out once for a table."""
    if header and header not in memory:
        memory[header] = _unit_of(tables, header)
    return memory.get(header)


def _given(reading: Reading, unit: Reading, *, scaled: bool) -> bool:
    """Give the reading a header's unit, and its scale: amounts for a share stand outside the scale of a statement."""
    reading.kind, reading.unit, reading.role, reading.stated = unit.kind, unit.unit, unit.role, unit.stated
    reading.per, reading.rule = unit.per, "table.cell"
    if scaled and unit.value is not None and unit.value != ONE:
        reading.multiply(unit.value)
    return True


def _year(frame: Frame, reading: Reading) -> bool:
    value = reading.value
    if value is None or value != value.to_integral_value() or "," in frame.text or reading.scale != ONE:
        return False
    return FIRST_YEAR <= value <= LAST_YEAR


def _named(tables: Tables, reading: Reading, header: str) -> bool:
    """Give the reading the kind that the last word of its header's name says: 员工人数 counts, 毛利率 is a percentage."""
    name = PIECE.split(header.rsplit(JOINT, 1)[-1])[0].strip()
    if tables.units.number_nouns.before(name, len(name)) is not None:
        reading.kind, reading.rule = "number", "table.cell"
        return True
    if tables.units.ratios.before(name, len(name)) is not None:
        reading.kind, reading.unit, reading.rule = "percent", "percent", "table.cell"
        return True
    noun = tables.units.nouns.before(name, len(name))
    if noun is None or reading.value is None or reading.value != reading.value.to_integral_value():
        return False
    reading.kind, reading.unit, reading.rule = "count", noun[1] or None, "table.cell"
    return True


def _unit_of(tables: Tables, header: str) -> Reading | None:
    """The unit that a header names, innermost name and last bracket first: 营收(千港元) is a reading of 1000 HKD."""
    for name in reversed(header.split(JOINT)):
        pieces: list[str] = [piece.strip() for piece in PIECE.split(name) if piece.strip()]
        bracketed = any(sign in name for sign in "([:")
        for piece in reversed(pieces):
            found = _piece(tables, piece)
            if found is not None and (bracketed or found.start == 0):
                return found
    return None


def _piece(tables: Tables, piece: str) -> Reading | None:
    """A piece of a header that is nothing but a unit, read behind the number 1."""
    head = tables.units.before.after(piece, 0)
    candidates = [f"{piece[: head[0]]}1{piece[head[0] :].lstrip()}"] if head is not None and head[0] < len(piece) else []
    candidates.append(f"1{piece}")
    if head is not None and head[0] == len(piece):
        candidates.append(f"{piece}1")
    for text in candidates:
        frame = Frame(text, tables)
        for reading in quantities(frame)[:1]:
            if not reading.kind or reading.start != 0:
                continue
            rate(frame, reading, 0)
            if (
                reading.end == len(text)
                and (reading.kind != "count" or reading.scale > ONE or reading.role == "thing")
                and reading.kind != "duration"
            ):
                return reading
    return None
