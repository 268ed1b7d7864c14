"""Tables of answers: neat on a terminal, plain lines in a pipe, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from pipeline.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text

_WIDE = 110
"""Columns of a terminal from which on what is written has a column of its own, beside the quote that holds it."""
_AROUND = 28
"""Characters of a quote to either side of its figure."""
_NUMBERS = frozenset({"value", "documents"})
_WHOLE = frozenset({"value", "period", "written", "holds"})
"""Columns of which the cells are not broken."""

__all__ = ["checks", "findings", "lines", "rounded", "table", "worth"]


def worth(row: Mapping[str, Any]) -> str:
    """A value or its bounds, with what qualifies them: ``approx 124,500,000 CNY``."""
    value = row["value_text"]
    said = _grouped(value) if value is not None else f"{_grouped(row['low_text'])} … {_grouped(row['high_text'])}"
    unit = row["unit"] if row["per"] is None else f"{row['unit']} / {row['per']}"
    return " ".join(word for word in (row["modifier"], row["direction"], said, unit) if word)


def _grouped(number: str | None) -> str:
    """A decimal string with its thousands marked."""
    if number is None:
        return ""
    whole, point, rest = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{rest}" if digits.isdecimal() else number


def rounded(number: str | None) -> str:
    """A converted amount as people read it: to the cent, with its thousands marked."""
    return "" if number is None else f"{Decimal(number):,.2f}".removesuffix(".00")


def lines(rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """Write rows as CSV with a header, or as JSON, one object a line."""
    if form == "json":
        for row in rows:
            sys.stdout.buffer.write(orjson.dumps(dict(row), option=orjson.OPT_APPEND_NEWLINE))
        return
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {
                key: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
                for key, value in row.items()
            }
        )


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], empty: str = "nothing found") -> None:
    """Print a table, of the columns in which anything stands; in a pipe, as tab-separated lines."""
    shown = [column for column in columns if any(row.get(column) not in (None, "") for row in rows)]
    if not sys.stdout.isatty():
        print("\t".join(shown)) if rows else print(empty)  # noqa: T201 - the command's own voice
        for row in rows:
            print("\t".join(visible(" ".join(str(row.get(column) or "").split())) for column in shown))  # noqa: T201
        return
    from rich.console import Console  # noqa: PLC0415 - one of the two ways out
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    together = {"source", "quote"} <= set(shown)  # one column: the quote, and under it where it stands
    named = [column for column in shown if column != "source" or not together]
    if console.width < _WIDE and together:
        named = [column for column in named if column != "written"]
    made = Table(box=None, pad_edge=False)
    for column in named:
        right = "right" if column in _NUMBERS else "left"
        made.add_column(column, overflow="fold", justify=right, min_width=len(column), no_wrap=column in _WHOLE)  # type: ignore[arg-type] # one of two
    for row in rows:
        cells = [Text(visible(str(row.get(column) or ""))) for column in named]
        if together:
            cells[named.index("quote")] = _quoted(row)
        made.add_row(*cells)
    console.print(made if rows else empty)


def _quoted(row: Mapping[str, Any]) -> Text:
    """The words around a figure, itself in bold, and the source below them."""
    from rich.text import Text  # noqa: PLC0415 - see table

    quote, written = visible(str(row["quote"])), visible(str(row["text"]))
    at = max(quote.find(written), 0)
    first, last = max(0, at - _AROUND), min(len(quote), at + len(written) + _AROUND)
    said = Text("…" if first else "")
    said.append(quote[first:at]).append(quote[at : at + len(written)], "bold").append(quote[at + len(written) : last])
    return said.append("…" if last < len(quote) else "").append(f"\n{visible(str(row['source']))}", "dim")


def findings(found: Sequence[Mapping[str, Any]], form: str | None) -> None:
    """Write what articles say of one thing: two lines a finding, one for either quote; JSON has every statement."""
    if form == "json":
        lines(found, form)
        return
    rows: list[dict[str, Any]] = []
    for one in found:
        for number, said in enumerate(one["pair"]):
            about = {} if number else {name: one[name] for name in ("finding", "subject", "metric", "period", "documents")}
            why = None if number else "; ".join(word for word in (one["slip"], one["why"]) if word)
            rows.append({**about, "value": worth({**said, "direction": None, "per": None}), "why": why, **_place(said)})
    columns = ("finding", "subject", "metric", "period", "documents", "value", "why", "source", "quote")
    _either(rows, columns, form, "no article contradicts another")


def checks(found: Sequence[Mapping[str, Any]], form: str | None) -> None:
    """Write the arithmetic of articles, a line a check."""
    if form == "json":
        lines(found, form)
        return
    rows = [{**one, "holds": "yes" if one["holds"] else "no", **_place(one)} for one in found]
    columns = ("check", "holds", "subject", "metric", "period", "stated", "found", "slip", "source", "quote")
    _either(rows, columns, form, "nothing fails")


def _place(said: Mapping[str, Any]) -> dict[str, Any]:
    source = said["path"] if said["member"] is None else f"{said['path']}#{said['member']}"
    return {"source": source, "quote": said["quote"], "text": said["text"]}


def _either(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str | None, empty: str) -> None:
    if form == "csv":
        lines([{column: row.get(column) for column in columns} for row in rows], form)
    else:
        table(rows, columns, empty)
