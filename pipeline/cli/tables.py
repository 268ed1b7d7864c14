"""Tables of answers: neat on a terminal, plain lines in a pipe, CSV and JSON for programs."""

from __future__ import annotations

import csv
import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
            print("\t".join(" ".join(str(row.get(column) or "").split()) for column in shown))  # noqa: T201
        return
    from rich.console import Console  # noqa: PLC0415 - one of the two ways out
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    made = Table(box=None, pad_edge=False)
    for column in shown:
        made.add_column(column, overflow="fold", justify="right" if column == "value" else "left")
    for row in rows:
        made.add_row(*(Text(str(row.get(column) or "")) for column in shown))
    Console().print(made if rows else empty)


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
    return {"source": source, "quote": said["quote"]}


def _either(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], form: str | None, empty: str) -> None:
    if form == "csv":
        lines([{column: row.get(column) for column in columns} for row in rows], form)
    else:
        table(rows, columns, empty)
