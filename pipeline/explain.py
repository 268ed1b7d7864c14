"""What each stage did to a page, for a person: kept and dropped lines with reasons, repairs, figures with their rules.

Each stage is run in turn, and what it changed is read off the documents before and after it. For one figure there is more:
which words gave which part of its value, and what every rule proposed for its subject, metric and period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import markup
from rich.table import Table

from pipeline.document import Document
from pipeline.numerals import derive, scan
from pipeline.road import stages
from pipeline.stages import attribute
from pipeline.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from pipeline.record import Figure

__all__ = ["explain"]

_QUOTE = 72


def _plain(text: str) -> str:
    """A page's text as it stands on a line, never as markup of ours or a command to the terminal."""
    return markup.escape(visible(text))


def explain(path: Path, console: Console, figure: int | None = None) -> None:
    """Print to `console` what the road makes of the page at `path`; with `figure`, only the story of that one (from 0).

    Raises `OSError` where the file cannot be read and `IndexError` where there is no such figure.
    """
    after = Document(raw=path.read_bytes(), path=path.name)
    for stage in stages():
        before, after = after, stage(after)
        if figure is None:
            _stage(stage.__name__, before, after, console)
        if after.reason is not None:
            console.print(f"[bold]filtered[/]: {_plain(after.reason)}")
            return
    if figure is not None:
        _story(after, after.figures[figure], console)


def _stage(name: str, before: Document, after: Document, console: Console) -> None:
    """One heading, then everything that differs."""
    console.rule(f"[bold]{name}", align="left")
    _facts(before, after, console)
    for made in after.text.layers[len(before.text.layers) :]:
        console.print(f"text: {len(made.edits):,} edits by {made.by}, {len(before.text):,} → {len(after.text):,} characters")
    seen = set(before.removed)
    source = after.text.source
    dropped = [r for r in after.removed if r not in seen]
    kept = [(b.raw_start, b.kind, after.text.value[b.start : b.end]) for b in after.blocks] if not before.blocks else []
    lines = [*((start, f"[green]keep[/] [dim]{kind:<10}[/] {_quote(text)}") for start, kind, text in kept)]
    lines += [
        (r.raw_start, f"[red]drop[/] {_quote(source[r.raw_start : r.raw_end])} [dim]{r.rule}: {_plain(r.reason)}[/]")
        for r in dropped
    ]
    for _, line in sorted(lines):
        console.print(line, soft_wrap=True)
    for note in after.notes[len(before.notes) :]:
        console.print(f"[yellow]note[/] {note.code}: {_plain(note.message)}", soft_wrap=True)
    if len(after.figures) != len(before.figures):
        console.print(f"{len(after.figures)} figures")
    elif after.figures and after.figures != before.figures:
        console.print(_figures(after))


def _facts(before: Document, after: Document, console: Console) -> None:
    """The small values a stage filled."""
    if after.text.source != before.text.source:
        console.print(f"{after.media_type}, {after.encoding}: {len(after.raw):,} bytes, {len(after.text):,} characters")
    if len(after.passages) != len(before.passages):
        console.print(f"{len(after.passages)} passages in {len(after.sections)} sections, {len(after.hints)} hints")
    if after.language != before.language:
        console.print(
            f"language {after.language.code}, script {after.language.script}, converted by {after.language.converted_by}"
        )
    if after.metadata != before.metadata:
        for key, value in after.metadata.to_dict().items():
            if value is not None:
                console.print(f"{key}: {_plain(str(value))}", soft_wrap=True)


def _figures(document: Document) -> Table:
    """Every figure: as written, what it is worth, who, what, when, and the rule."""
    table = Table(box=None, pad_edge=False)
    for heading in ("#", "written", "value", "unit", "subject", "metric", "period", "rule"):
        table.add_column(heading, overflow="fold")
    for number, f in enumerate(document.figures):
        unit = f.unit if f.per is None else f"{f.unit} / {f.per}"
        cells = (str(number), f.raw, _worth(f), unit, f.subject, f.metric, f.period, f.rule)
        table.add_row(*(_plain(c or "") for c in cells))
    return table


def _worth(figure: Figure) -> str:
    """The value or bounds with what qualifies them."""
    value = figure.value if figure.value is not None else f"{figure.low or ''} … {figure.high or ''}"
    return " ".join(word for word in (figure.modifier, figure.direction, value) if word)


def _story(document: Document, figure: Figure, console: Console) -> None:
    """One figure: its sentence, its place in the page, and every field."""
    block = document.blocks[figure.block]
    text = document.text.value
    console.print(
        _plain(text[block.start : figure.start]), f"[bold]{_plain(figure.text)}[/]", _plain(text[figure.end : block.end]), sep=""
    )
    console.print(f"page {figure.raw_start}:{figure.raw_end} reads {_plain(repr(figure.raw))}")
    _derivation(document, figure, console)
    for key, value in figure.to_dict().items():
        if value not in (None, "", False, []) and key not in {"text", "raw", "raw_start", "raw_end", "confidence", "evidence"}:
            console.print(f"{key}: {_plain(str(value))}", soft_wrap=True)
    for one in attribute.explain(document, document.figures.index(figure)):
        read = f" from [bold]{_plain(text[one.start : one.end])}[/]" if one.start >= 0 else ""
        console.print(f"[dim]{one.field} {one.weight:>4}[/] {_plain(one.value)} by {one.rule}{read}", soft_wrap=True)
    _confidence(document, figure, console)


def _confidence(document: Document, figure: Figure, console: Console) -> None:
    """How likely all of it is right, and the points that say so, the heaviest first."""
    parts = attribute.score(document, document.figures.index(figure))
    if figure.confidence is None or not parts:
        return
    (_, base), *rest = parts
    told = ", ".join(
        f"{worth:+d} {name} {value}" for (name, value), worth in sorted(rest, key=lambda part: -abs(part[1])) if worth
    )
    console.print(f"confidence [bold]{figure.confidence}[/]: {base + sum(worth for _, worth in rest)} points", soft_wrap=True)
    console.print(f"[dim]{base:+d} base, {_plain(told)}[/]", soft_wrap=True)


def _derivation(document: Document, figure: Figure, console: Console) -> None:
    """The figure's numerals, word by word."""
    language = document.language.code
    for numeral in scan(figure.text, language):
        words = (f"{figure.text[s.start : s.end]} {s.worth or s.role}" for s in derive(figure.text, numeral, language))
        console.print(f"reads {_plain(', '.join(words))}", soft_wrap=True)


def _quote(text: str) -> str:
    """A line of at most `_QUOTE` characters."""
    flat = " ".join(text.split())
    return _plain(flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1] + "…")
