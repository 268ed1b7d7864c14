"""``zhengshu diff`` and ``zhengshu accept``: what changed between two runs, and making it the new truth."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.visible import visible

__all__ = ["add_to"]

_CORRECTIONS = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Corrections of a review, as JSON.", exists=True, dir_okay=False)
]


def add_to(app: typer.Typer) -> None:
    """Give the program its two commands."""
    app.command("diff")(_diff)
    app.command("accept")(_accept)


def _diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Records, a folder or a file.", exists=True)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The records to compare with them.", exists=True)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object, on standard output.")] = False,
    places: Annotated[bool, typer.Option("--places", help="Offsets and rules count, too.")] = False,
) -> None:
    """Tell which figures were added, are gone, or changed, field by field, by document.

    Exit status: 0 equal, 1 different, 2 a faulty call.
    """
    from pipeline.difference import difference, readable  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.read import RecordError  # noqa: PLC0415

    try:
        found = difference(old, new, places=places)
    except (RecordError, OSError) as error:
        raise _refused(error) from error
    if as_json:
        import orjson  # noqa: PLC0415 - one of the two ways out

        sys.stdout.buffer.write(orjson.dumps(found.to_dict(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    else:
        for line in readable(found):
            typer.echo(visible(line))
    raise typer.Exit(0 if found.equal else 1)


def _accept(
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Records that were reviewed.", exists=True)],
    golden: Annotated[Path, typer.Argument(metavar="GOLDEN", help="The folder of records that tests compare with.")],
    only: Annotated[list[str] | None, typer.Argument(metavar="[PAGE]...", help="Paths of pages; all if none is named.")] = None,
    *,
    corrections: _CORRECTIONS = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove what NEW no longer has.")] = False,
) -> None:
    """Bring a golden folder up to date after review: only what differs is written, corrections laid over it."""
    from pipeline.accept import accept  # noqa: PLC0415 - see pipeline.cli
    from pipeline.corrections import CorrectionError, Corrections  # noqa: PLC0415
    from pipeline.facts.read import RecordError  # noqa: PLC0415

    try:
        laid = None if corrections is None else Corrections.load(corrections)
        done = accept(new, golden, only=frozenset(only or ()), corrections=laid, prune=prune)
    except (RecordError, CorrectionError, OSError) as error:
        raise _refused(error) from error
    for name in done.written:
        typer.echo(f"accepted {name}")
    for name in done.gone:
        typer.echo(f"{'removed' if done.removed else 'no longer made, left (--prune removes it)'} {name}")
    typer.echo(f"{len(done.written):,} accepted, {done.unchanged:,} unchanged, {len(done.gone):,} gone")


def _refused(error: Exception) -> typer.Exit:
    print(f"zhengshu: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
    return typer.Exit(2)
