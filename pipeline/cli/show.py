"""Figures and numbers of a piece of text: a table for people, JSON lines for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pipeline

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["show_figures", "show_numbers"]

_FIGURE = ("text", "kind", "value", "unit", "modifier", "direction", "per", "subject", "metric", "period")
_NUMBER = ("text", "kind", "value")


def _worth(entry: dict[str, Any]) -> str | None:
    """The value, or the bounds."""
    if entry["value"] is not None:
        return str(entry["value"])
    return f"{entry['low'] or ''} … {entry['high'] or ''}"


def _show(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    if not sys.stdout.isatty():
        import orjson  # noqa: PLC0415 - one of the two ways out

        for row in rows:
            sys.stdout.buffer.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        return
    from rich.console import Console  # noqa: PLC0415 - one of the two ways out
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = [column for column in columns if any(row.get(column) is not None for row in rows)]
    table = Table(*shown)
    for row in rows:
        cells = {**row, "value": _worth(row)}
        table.add_row(*(Text("" if cells.get(column) is None else str(cells[column])) for column in shown))
    Console().print(table if rows else "nothing found")


def show_figures(text: str, language: str | None, market: str | None, published: str | None) -> None:
    """Print the figures of `text`."""
    found = pipeline.figures(text, language=language, market=market, published=published)
    _show([figure.to_dict() for figure in found], _FIGURE)


def show_numbers(text: str, language: str | None) -> None:
    """Print the numbers of `text`, with the text each stands in."""
    found = pipeline.numbers(text) if language is None else pipeline.numbers(text, language=language)
    _show([{"text": text[number.start : number.end], **number.to_dict()} for number in found], _NUMBER)
