"""``zhengshu review``: the page for people who check numbers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["add_to"]


def add_to(app: typer.Typer) -> None:
    """Give the program its command."""
    app.command("review")(_review)


def _review(
    records: Annotated[Path, typer.Argument(metavar="OUT", help="Records, a folder or a file.", exists=True)],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page.", dir_okay=False)] = Path("review.html"),
    raw: Annotated[
        Path | None,
        typer.Option(metavar="IN", help="What the records were made from: shows original script and removed text.", exists=True),
    ] = None,
) -> None:
    """Write one self-contained page on which articles and their figures are read side by side, accepted, corrected, rejected.

    zhengshu review normalized --raw raw -o review.html
    """
    from pipeline.facts.read import RecordError  # noqa: PLC0415 - see pipeline.cli
    from pipeline.review import review  # noqa: PLC0415

    try:
        made = review(records, raw, out=out)
    except (RecordError, OSError) as error:
        print(f"zhengshu: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
        raise typer.Exit(2) from error
    compared = (
        f"{made.conflicts:,} conflicts, {made.unsure:,} unsure, {made.failing:,} sums that fail"
        if made.compared
        else "not compared: that needs zhengshu[facts]"
    )
    originals = f", {made.originals:,} with their raw page" if raw is not None else ""
    typer.echo(f"{made.articles:,} articles{originals}, {made.figures:,} figures, {compared}\n{out}")
