"""Figures in tables: the header of the row, that of the column and the caption say whose, which and when."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from pipeline.chronology import periods
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.units import units
from pipeline.numerals import scan
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.document import Cell
    from pipeline.stages.attribute.context import Context
    from pipeline.text import Span

__all__ = ["tabled"]

_WEIGHT, _LONGEST = 95, 24
_YEAR = re.compile(r"\d{4}")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")


class _Header(NamedTuple):
    text: str
    period: str | None
    time: str = ""
    """The words of a time in it."""


def tabled(context: Context) -> dict[int, Answer]:
    """The answers for the figures that stand in body cells, by index."""
    document = context.reading.document
    cells = sorted((cell.start, cell.end, number) for number, cell in enumerate(document.cells) if not cell.header)
    found: dict[int, Answer] = {}
    headers: dict[Span, _Header] = {}
    at = 0
    for index, figure in enumerate(document.figures):
        while at < len(cells) and cells[at][1] <= figure.start:
            at += 1
        if at == len(cells) or not cells[at][0] <= figure.start < cells[at][1]:
            continue
        cell = document.cells[cells[at][2]]
        for span in (*cell.rows, *cell.columns):
            if span not in headers:
                headers[span] = _header(context, span)
        answer = _read(context, cell, headers)
        if answer is not None:
            found[index] = answer
    return found


def _header(context: Context, span: Span) -> _Header:
    """A header's text without its time and its brackets, and the time."""
    reading = context.reading
    text = reading.text[span.start : span.end].strip()
    said = periods(text, reading.document.issued, reading.language)
    dated = [one for one in said if one.value is not None]
    if dated:
        text = (text[: dated[0].start] + text[dated[-1].end :]).strip()
    bare = text if text.isascii() else _BRACKET.sub("", text).rstrip(" /／")
    value = (_told(context, span) or dated[-1].value) if dated else None
    return _Header(bare, value, " ".join(one.text for one in said))


def _told(context: Context, span: Span) -> str | None:
    """The time that the header is in its document, where that is stated there: a quarter of accounts may be all up to it."""
    said = context.reading.said_between(span.start, span.end)
    inside = [one for one in said if one.end <= span.end and one.rule == "stated"]
    return inside[-1].value if inside else None


def _together(context: Context, times: list[str]) -> str | None:
    """The time that headers say together: 截至六月三十日止六个月 over 二零二五年."""
    reading = context.reading
    times.sort(key=lambda time: not _YEAR.fullmatch(periods(time, None, reading.language)[0].value or ""))
    said = periods(" ".join(times), reading.document.issued, reading.language)
    return said[-1].value if said and said[-1].rule == "carried_year" else None


def _read(context: Context, cell: Cell, headers: dict[Span, _Header]) -> Answer | None:
    """An answer from the headers: a time is the period, a known metric the metric, the rest the subject."""
    reading, caption = context.reading, cell.caption
    answer = Answer()
    left: list[tuple[str, Span, str]] = []
    for side, spans in (("row", cell.rows), ("column", cell.columns)):
        for span in spans:
            header = headers[span]
            if header.period is not None:
                _put(answer, Proposal("period", header.period, f"{side}_header", _WEIGHT, *span))
            if header.text and not _is_unit(context, header.text):
                left.append((header.text, span, side))
    named = [one for one in left if one[0] not in reading.cues.of("value_headers")]
    left = named or left
    times = [headers[span].time for span in (*cell.rows, *cell.columns) if headers[span].time]
    joined = _together(context, times) if len(times) > 1 else None
    if joined is not None:
        _put(answer, Proposal("period", joined, "headers", _WEIGHT))
    if not left:
        return None
    measured = [one for one in left if _is_metric(context, one[0])]
    metric = measured[-1] if measured else next((one for one in reversed(left) if one[2] == "column"), left[-1])
    _put(answer, Proposal("metric", metric[0], f"{metric[2]}_header", _WEIGHT, *metric[1]))
    others = [one for one in left if one != metric and one[2] != metric[2]] or [one for one in left if one != metric]
    others = [one for one in others if metric[2] != "row" or not _is_scale(context, one[0])]
    dated = any(headers[span].period is not None for span in cell.rows)
    item = _item(context, cell) if metric[2] == "column" and not others and not dated else ""
    if item:
        _put(answer, Proposal("subject", item, "first_cell", _WEIGHT))
    elif others and not _is_metric(context, others[-1][0]):
        _put(answer, Proposal("subject", others[-1][0], f"{others[-1][2]}_header", _WEIGHT, *others[-1][1]))
    elif caption is not None:
        mentions = context.found.mentions(reading.text[caption.start : caption.end])
        if mentions:
            _put(answer, Proposal("subject", mentions[0][2].name, "caption", _WEIGHT, *caption))
    if answer.subject is None and context.found.lead is not None:
        _put(answer, Proposal("subject", context.found.lead.name, "lead", 40))
    if answer.period is None:
        _date(context, answer, caption, measured=bool(measured))
    return answer


def _date(context: Context, answer: Answer, caption: Span | None, *, measured: bool) -> None:
    """The time that a table's caption says holds for its figures; for a known metric, what the article reports on."""
    reading, report = context.reading, context.report
    if measured and report is not None:
        _put(answer, Proposal("period", report.value or "", "report", 40, report.start, report.end))
    if caption is None:
        return
    for one in periods(reading.text[caption.start : caption.end], reading.document.issued, reading.language)[-1:]:
        if one.value is not None:
            _put(answer, Proposal("period", one.value, "caption", _WEIGHT, *caption))


def _is_scale(context: Context, text: str) -> bool:
    """Whether a column's header says a time or a change, which nothing is whose: 变动, 同比增减, 截至六月三十日止六个月."""
    cues = context.reading.cues
    if text in context.found.forms:
        return False
    timed = any(one.isdigit() or one in cues.word("numerals") for one in text)
    return timed or text in cues.of("scale_headers") or any(word.roles & {"rise", "fall", "basis"} for word in cues.scan(text))


def _is_unit(context: Context, text: str) -> bool:
    """Whether a header is nothing but the unit of the cells under it: 百万円, ％, 千港元."""
    plain, language = unicodedata.normalize("NFKC", text), context.reading.language
    if any(one.isdigit() for one in plain):
        return False
    table = units(language)
    first = table.before.after(plain, 0)
    start = first[0] if first is not None else 0
    scale = scan(plain[start:], language, first=True)
    if scale and scale[0].start == 0:
        start += scale[0].end
    found = table.after.after(plain, start)
    return found is not None and found[0] == len(plain)


def _item(context: Context, cell: Cell) -> str:
    """The words of the row's first cell, where no header says whose a figure is: a line of a list of goods, firms or places."""
    reading = context.reading
    start = reading.text.rfind("\n", 0, cell.start) + 1
    end = reading.text.find("\t", start, cell.start)
    text = reading.text[start:end].strip() if end > start else ""
    text = text.lstrip("0123456789. ") if not text.isascii() else text
    return text if any(one.isalpha() for one in text) and len(text) <= _LONGEST else ""


def _is_metric(context: Context, text: str) -> bool:
    table, language = metrics(), context.reading.language
    if text in context.found.forms:
        return False
    return table.find(language, text) is not None or text.endswith(context.reading.cues.of("suffixes"))


def _put(answer: Answer, proposal: Proposal) -> None:
    answer.proposals.append(proposal)
    answer.chosen[proposal.field] = proposal
    setattr(answer, proposal.field, proposal.value)
