"""English: figures in tables, by the headers of their row and column, the row's words and what the article said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.chronology import periods
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.gauges import measured_by
from pipeline.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.document import Cell
    from pipeline.stages.attribute.west.article import Article

__all__ = ["tabled"]

_WEIGHT, _LEAD, _REPORT, _LONGEST = 95, 40, 40, 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_BRACKET = re.compile(r"\([^()]*\)")
_MONTHLY = re.compile(r"[^\W\d_] \d{1,2}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")


class _Header(NamedTuple):
    """A header without its time: its words, its place, the time, and how sure it is that it says what is measured."""

    text: str
    span: Span
    period: str | None
    sure: int


def tabled(article: Article, numbers: list[int], figures: Sequence[int]) -> dict[int, Answer]:
    """The answers for those of some figures that stand in body cells, by index; `numbers` are the cells of their block."""
    document = article.document
    cells = sorted((document.cells[one].start, document.cells[one].end, one) for one in numbers if not document.cells[one].header)
    found: dict[int, Answer] = {}
    headers: dict[Span, _Header] = {}
    wholes: dict[tuple[Span, ...], Proposal | None] = {}
    words: dict[tuple[int, int], Span] = {}
    at = 0
    for index in figures:
        figure = document.figures[index]
        while at < len(cells) and cells[at][1] <= figure.start:
            cell = document.cells[cells[at][2]]
            _note(article, cell, words)
            at += 1
        if at == len(cells):
            break
        cell = document.cells[cells[at][2]]
        if (
            cell.start <= figure.start < cell.end
            and figure.end <= cell.end
            and not _prose(article, cell, figure.start, figure.end)
        ):
            for span in (*cell.rows, *cell.columns):
                if span not in headers:
                    headers[span] = _header(article, span)
            whole = tuple(cell.columns)
            if whole not in wholes:
                wholes[whole] = _over(article, [headers[span] for span in whole])
            found[index] = _read(article, cell, headers, words.get(_row(article, cell)), wholes[whole])
    return found


def _row(article: Article, cell: Cell) -> tuple[int, int]:
    """The row that a cell is in: its table and the line that it stands on."""
    return cell.table, article.text.rfind("\n", 0, cell.start)


def _note(article: Article, cell: Cell, words: dict[tuple[int, int], Span]) -> None:
    """Keep the last cell of a row that is words, as whom the figures behind it are of."""
    text = article.text[cell.start : cell.end]
    if _LETTER.match(text.strip()) and len(text) <= _LONGEST and not any(one.isdigit() for one in text):
        words[_row(article, cell)] = Span(cell.start, cell.end)


def _prose(article: Article, cell: Cell, start: int, end: int) -> bool:
    """Whether a cell says more than its figure, so that its words are read as a sentence."""
    around = article.text[cell.start : start] + article.text[end : cell.end]
    return sum(one.isalpha() for one in around) > _LONGEST // 3


def _header(article: Article, span: Span) -> _Header:
    text = article.text[span.start : span.end].strip()
    said = [one for one in article.between(span.start, span.end) if one.value is not None and one.end <= span.end]
    period = said[-1].value if said else text if _YEAR.fullmatch(text) else None
    bare = text
    if said:
        bare = (article.text[span.start : said[0].start] + article.text[said[-1].end : span.end]).strip()
    elif period:
        bare = ""
    bare = " ".join(_BRACKET.sub("", bare).strip(" :/,").split())
    return _Header(bare, span, period, _measured(article, bare.lower()) if bare else 0)


def _over(article: Article, columns: list[_Header]) -> Proposal | None:
    """The time of a column whose year stands under the rest of it (Three Months Ended September 30, over 2025)."""
    text = article.text
    year = next((one for one in columns if _YEAR.fullmatch(text[one.span.start : one.span.end].strip())), None)
    above = next((one for one in columns if one is not year and _MONTHLY.search(text, one.span.start, one.span.end)), None)
    if year is None or above is None or _YEAR.search(text, above.span.start, above.span.end):
        return None
    said = f"{text[above.span.start : above.span.end].strip(' ,:')}, {text[year.span.start : year.span.end].strip()}"
    found = [one for one in periods(said, article.published or None, article.document.language.code) if one.value]
    return Proposal("period", found[-1].value or "", "column_headers", _WEIGHT, *above.span) if found else None


def _measured(article: Article, low: str) -> int:
    """How sure it is that a header says what is measured: by its last word, or that before what hangs on it (income from …)."""
    words = low.split()
    ends = next(
        (at for at, word in enumerate(words) if at and (article.has("header_ends", word) or words[at - 1][-1] == ",")), None
    )
    head = " ".join(words[:ends]).rstrip(",") if ends else low
    return max(measured_by(article, one, one.rsplit(" ", 1)[-1]) for one in (low, head))


def _read(article: Article, cell: Cell, headers: dict[Span, _Header], words: Span | None, whole: Proposal | None) -> Answer:
    """A time is the period; what is measured in the row or column the metric, else the column; the other says whose it is."""
    answer = Answer()
    rows = [headers[span] for span in cell.rows]
    columns = list(dict.fromkeys(headers[span] for span in cell.columns))
    for side, some in (("row", rows), ("column", columns)):
        for one in some:
            if one.period is not None:
                _put(answer, Proposal("period", one.period, f"{side}_header", _WEIGHT, *one.span))
    if whole is not None:
        _put(answer, whole)
    row = next((one for one in reversed(rows) if one.text), None)
    column = next((one for one in reversed(columns) if one.text), None)
    if words is not None and not (row is not None and row.sure):
        row = _Header(article.text[words.start : words.end].strip(), words, None, 0)
    by_row = row is not None and row.sure > 0 and (column is None or row.sure >= column.sure or any(c.period for c in columns))
    metric, whose = (row, column) if by_row else (column, row)
    if metric is not None:
        rule = "row_header" if by_row else "column_header"
        _put(answer, Proposal("metric", metric.text, rule, _WEIGHT, *metric.span))
    elif article.stated:
        _put(answer, Proposal("metric", article.stated, "stated_before", _LEAD))
    if whose is not None and not whose.sure:
        rule = "column_header" if by_row else "row_header"
        _put(answer, Proposal("subject", whose.text, rule, _WEIGHT, *whose.span))
    elif article.heading or article.lead:
        _put(answer, Proposal("subject", article.heading or article.lead, "lead", _LEAD))
    if answer.period is None and article.report is not None and metric is not None and metric.sure:
        _put(answer, Proposal("period", article.report.value or "", "report", _REPORT, article.report.start, article.report.end))
    return answer


def _put(answer: Answer, proposal: Proposal) -> None:
    answer.proposals.append(proposal)
    answer.chosen[proposal.field] = proposal
    setattr(answer, proposal.field, proposal.value)
