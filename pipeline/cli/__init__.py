"""The command ``zhengshu``."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

__all__ = ["app", "main"]

app = typer.Typer(name="zhengshu", no_args_is_help=True, add_completion=False, rich_markup_mode="rich")


@app.callback()
def zhengshu() -> None:
    """Scraped company news in, clean text and traceable figures out."""


@app.command("normalize")
def normalize_command(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A folder or a file.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of the records.")],
    market: Annotated[str | None, typer.Option(help="Market of the pages: HK, TW, CN, JP, US.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of the pages, ISO 8601.")] = None,
) -> None:
    """Normalise every page of IN into a record in OUT."""
    from pipeline.batch import run  # noqa: PLC0415 - the help page must not wait for the stages

    if not source.exists():
        raise typer.BadParameter(f"IN: {source} does not exist; name a folder or a file of pages")
    run(source, out, market, published)


def main() -> None:
    """Run the command."""
    app()
