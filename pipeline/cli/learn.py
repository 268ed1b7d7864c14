"""``zhengshu learn``: the lines that a site puts around its articles, counted on its pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.kind import Kind  # noqa: TC001 - typer reads the annotations when it runs

if TYPE_CHECKING:
    from pipeline.batch.learning import Learnt

__all__ = ["add_to"]

_EXAMPLES = """Examples

zhengshu learn crawl.warc.gz -o lines.json

zhengshu normalize crawl.warc.gz out --lines lines.json
"""
_FAILED = 5


def add_to(app: typer.Typer) -> None:
    """Give the program its command."""
    app.command("learn", epilog=_EXAMPLES)(_learn)


def _learn(  # noqa: PLR0913 - one parameter an option
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A folder, a file, an fsspec URL (s3://…), or - for standard input.")
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The lines, as JSON.", dir_okay=False)] = Path(
        "lines.json"
    ),
    pages: Annotated[
        int, typer.Option(min=2, metavar="N", help="The most pages to hold and count on; memory grows with it.")
    ] = 10_000,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes at once. Default: one a core.")] = None,
    kind: Annotated[Kind | None, typer.Option("--as", help="Read every file as this kind of container.")] = None,
    body_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the page.")] = None,
    url_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column of its URL.")] = None,
    deadline: Annotated[float, typer.Option(min=0.1, metavar="S", help="Seconds that a page may take.")] = 30.0,
    memory: Annotated[int, typer.Option(min=64, metavar="MB", help="Memory that a page may take.")] = 1024,
    max_document: Annotated[int, typer.Option(min=1, metavar="MB", help="Size of a page, unpacked.")] = 64,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing but errors.")] = False,
) -> None:
    """Count the lines that repeat across the pages of one host: share bars, notices, prompts, footers.

    The file says for each host which lines stand on how many of its stories. With normalize --lines they count as
    boilerplate, and the record gives that as the reason. Read it first: what you delete from it is not taken for boilerplate.

    A page's host is that of its URL, or that of the folder it lies in (www.example.com/a.html). Pages without one are counted
    together. Copies of an article are one story. A sentence must stand on half of a host's stories, a short line on the square
    root of their number. The same pages give the same bytes, in any order.

    Exit status: 0 done, 2 a faulty call, 3 it could not go on, 130 or 143 stopped.
    """
    from pipeline.batch import Limits, Options, StopError, cores  # noqa: PLC0415 - see pipeline.cli
    from pipeline.batch.files import write_whole  # noqa: PLC0415
    from pipeline.batch.learning import learn  # noqa: PLC0415
    from pipeline.cli.call import readable_source  # noqa: PLC0415
    from pipeline.cli.progress import looker  # noqa: PLC0415
    from pipeline.containers import Reading  # noqa: PLC0415

    readable_source(source, kind.value if kind else None)
    options = Options(
        source=source,
        out=out.parent,
        workers=workers or cores(),
        limits=Limits(deadline=deadline, memory=memory, largest=max_document << 20),
        reading=Reading(body=body_field, url=url_field, largest=max_document << 20),
        kind=kind.value if kind else None,
    )
    bar = not quiet and sys.stderr.isatty()
    try:
        with looker(options, how="plain" if bar else "quiet", verbose=False) as watcher:
            learnt = learn(options, pages, watcher)
        write_whole(out, learnt.lines.to_json())
    except StopError as stop:
        raise typer.Exit(128 + stop.number) from None
    except (OSError, ImportError, RuntimeError) as error:
        name = getattr(error, "filename", None)
        print(f"zhengshu: {f'{name}: ' if name else ''}{getattr(error, 'strerror', None) or error}", file=sys.stderr)  # noqa: T201 - the command's own voice
        raise typer.Exit(3) from error
    for failure in learnt.failures[:_FAILED]:
        print(f"left out: {failure}", file=sys.stderr)  # noqa: T201
    if not quiet:
        typer.echo(_told(learnt, out))


def _told(learnt: Learnt, out: Path) -> str:
    """What was learnt, in two lines."""
    found = sum(len(lines) for lines in learnt.lines.hosts.values())
    rest = [f"{learnt.empty:,} without an article", f"{learnt.failed:,} that could not be read"]
    pages = f"{learnt.pages:,} pages ({learnt.held:,} held; left out: {', '.join(rest)})"
    return f"{found:,} lines of {len(learnt.lines.hosts):,} hosts repeat, counted on {pages}\n{out}"
