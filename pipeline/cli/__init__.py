"""The command ``zhengshu``. Nothing heavy is imported before a command needs it: the help page must be quick."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from pipeline.cli import changes, learn, review
from pipeline.cli.facts import facts
from pipeline.cli.kind import Kind  # noqa: TC001 - typer reads the annotations when it runs
from pipeline.zygote import begin

__all__ = ["app", "main"]

app = typer.Typer(
    name="zhengshu",
    no_args_is_help=True,
    rich_markup_mode="rich" if sys.stdout.isatty() else None,  # panels take twice the time, and help no pipe
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Scraped Chinese, English and Japanese company news in, clean text and traceable figures out.",
    epilog="Begin with: zhengshu normalize raw normalized. Then look at one page: zhengshu explain raw/page.html",
)
app.add_typer(facts)
changes.add_to(app)
learn.add_to(app)
review.add_to(app)

_NAMES = 2
"""Names that ``normalize`` needs: where there are fewer, the call is faulty."""
_EXAMPLES = """Examples

zhengshu normalize raw normalized

zhengshu normalize crawl.warc.gz out --workers 8 --format parquet --shards 16

zhengshu normalize dump.jsonl.zst out --body-field html --market HK

curl … | zhengshu normalize - out --as jsonl

zhengshu normalize raw normalized --retry-failed --deadline 120
"""


class Market(StrEnum):
    """Where the pages' readers are: decides what a bare dollar or yuan is."""

    CN = "CN"
    HK = "HK"
    TW = "TW"
    JP = "JP"
    US = "US"


class Shape(StrEnum):
    """How the records are laid out in OUT."""

    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"


class Engine(StrEnum):
    """What runs the workers."""

    local = "local"
    ray = "ray"


def _version(asked: bool) -> None:
    if asked:
        from pipeline.batch.fingerprint import fingerprint, version  # noqa: PLC0415 - see the module's docstring

        typer.echo(f"zhengshu {version()} (rules {fingerprint()[:12]})")
        raise typer.Exit


@app.callback()
def zhengshu(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and the rules' fingerprint.")
    ] = False,
) -> None:
    """Hold the options of every command."""


_RUN, _READ, _LIMIT, _SHOW = "The run", "How containers are read", "What a document may take", "What is shown"


@app.command("normalize", epilog=_EXAMPLES)
def normalize_command(  # noqa: PLR0913 - one parameter an option
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A folder, a file, an fsspec URL (s3://…), or - for standard input.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of the records; made if missing. Not inside IN.")],
    *,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes at once. Default: one a core.", rich_help_panel=_RUN)
    ] = None,
    market: Annotated[
        Market | None, typer.Option(help="Market of the pages, for bare currency words.", rich_help_panel=_RUN)
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="ISO 8601 date of pages that give none, for last year and the like.", rich_help_panel=_RUN
        ),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Corrections of a review, laid over the records.", dir_okay=False, rich_help_panel=_RUN
        ),
    ] = None,
    lines: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Lines that repeat on a host's pages: see zhengshu learn.", dir_okay=False, rich_help_panel=_RUN
        ),
    ] = None,
    shape: Annotated[
        Shape, typer.Option("--format", help="One file a page and one JSONL a container, or shards.", rich_help_panel=_RUN)
    ] = Shape.json,
    shards: Annotated[int, typer.Option(min=1, help="Files of --format jsonl or parquet.", rich_help_panel=_RUN)] = 1,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try the quarantine again.", rich_help_panel=_RUN)] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when anything was quarantined.", rich_help_panel=_RUN)] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the records of inputs that are gone.", rich_help_panel=_RUN)
    ] = False,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Group near-duplicates in the report.", rich_help_panel=_RUN)
    ] = False,
    dedup: Annotated[
        bool, typer.Option("--dedup", help="Keep the fullest of each group only (with shards).", rich_help_panel=_RUN)
    ] = False,
    engine: Annotated[Engine, typer.Option(help="What runs the workers.", rich_help_panel=_RUN)] = Engine.local,
    kind: Annotated[
        Kind | None, typer.Option("--as", help="Read every file as this kind of container.", rich_help_panel=_READ)
    ] = None,
    body_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column of the page.", rich_help_panel=_READ)] = None,
    url_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column of its URL.", rich_help_panel=_READ)] = None,
    date_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column of its date.", rich_help_panel=_READ)] = None,
    deadline: Annotated[float, typer.Option(min=0.1, metavar="S", help="Seconds.", rich_help_panel=_LIMIT)] = 30.0,
    memory: Annotated[int, typer.Option(min=64, metavar="MB", help="Memory.", rich_help_panel=_LIMIT)] = 1024,
    max_document: Annotated[int, typer.Option(min=1, metavar="MB", help="Size, unpacked.", rich_help_panel=_LIMIT)] = 64,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name each document.", rich_help_panel=_SHOW)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing but errors.", rich_help_panel=_SHOW)] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="One JSON object a line, on stderr.", rich_help_panel=_SHOW)
    ] = False,
) -> None:
    """Normalise every page of IN into a record in OUT.

    A page becomes OUT/…/page.html.json, a container (WARC, JSONL, CSV, Parquet, zip, tar, compressed or not) becomes
    OUT/….jsonl. What was done before and has not changed is not done again; a run that was stopped goes on where it was.

    Every document ends as normalised, filtered (with a reason, in its record) or quarantined (with its error, under
    OUT/_run/quarantine). OUT/_run/report.json says how many of each.

    Exit status: 0 all accounted for, 1 something quarantined under --strict, 2 a faulty call, 3 the run could not go on
    (disk full, OUT held by another run), 130 or 143 stopped.
    """
    from pipeline.batch import Limits, Options, cores  # noqa: PLC0415 - see the module's docstring
    from pipeline.cli.call import checked, learnt, loaded, perform  # noqa: PLC0415
    from pipeline.containers import Reading  # noqa: PLC0415

    options = Options(
        source=source,
        out=out,
        workers=workers or cores(),
        limits=Limits(deadline=deadline, memory=memory, largest=max_document << 20),
        reading=Reading(body=body_field, url=url_field, date=date_field, largest=max_document << 20),
        kind=kind.value if kind else None,
        market=market.value if market else None,
        published=published,
        corrections=None if corrections is None else loaded(corrections),
        lines=None if lines is None else learnt(lines),
        shape=shape.value,
        shards=shards,
        retry_failed=retry_failed,
        duplicates=duplicates or dedup,
        dedup=dedup,
        prune=prune,
    )
    checked(options)
    how = "json" if log_json else "quiet" if quiet else "plain"
    raise typer.Exit(perform(options, engine=engine.value, how=how, verbose=verbose, strict=strict, begun=context.obj))


@app.command("explain")
def explain_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One page.", exists=True, dir_okay=False)],
    figure: Annotated[int | None, typer.Option(min=0, help="Only the figure of this number, in full.")] = None,
) -> None:
    """Show what was kept, what was dropped and why, and how each figure was read."""
    from rich.console import Console  # noqa: PLC0415 - see the module's docstring

    from pipeline.explain import explain  # noqa: PLC0415

    try:
        explain(file, Console(), figure)
    except IndexError:
        hint = "--figure"
        raise typer.BadParameter(f"the page has no figure {figure}; without --figure all are listed", param_hint=hint) from None
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read ({error.strerror}); change its permissions", param_hint="FILE") from None


_TEXT = Annotated[str, typer.Argument(metavar="TEXT", help="A piece of text, or - for standard input.")]
_LANGUAGE = Annotated[str | None, typer.Option(metavar="CODE", help="zh, en, ja or ko; found out where not told.")]


@app.command("figures")
def figures_command(
    text: _TEXT,
    language: _LANGUAGE = None,
    market: Annotated[Market | None, typer.Option(help="Market, for bare currency words.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="ISO 8601 date the text was written on.")] = None,
) -> None:
    """Show the figures of a piece of text: a table on a terminal, JSON lines otherwise.

    zhengshu figures '公司2024年营收5740万元,同比增长69.4%。'
    """
    from pipeline.cli.show import show_figures  # noqa: PLC0415 - see the module's docstring

    show_figures(_given(text), language, market.value if market else None, published)


@app.command("numbers")
def numbers_command(text: _TEXT, language: _LANGUAGE = None) -> None:
    """Show every number written in a piece of text, judged by nobody.

    zhengshu numbers '一百五十、1.2万和三分之一'
    """
    from pipeline.cli.show import show_numbers  # noqa: PLC0415 - see the module's docstring

    show_numbers(_given(text), language)


def _given(text: str) -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text


def main() -> None:
    """Run the command."""
    words, begun = sys.argv[1:], None
    if not any(name.endswith("_COMPLETE") for name in os.environ):  # a shell that completes asks for everything
        _narrow(words)
        if words[:1] == ["normalize"] and len(words) > _NAMES and not {"-h", "--help", "ray"} & set(words):
            begun = begin()
    app(prog_name="zhengshu", obj=begun)


def _narrow(words: list[str]) -> None:
    """Leave of the commands what a call needs: typer reads the options of all of them, which takes as long as loading it.

    The command that is called stays alone; for the program's own help page all stay, by their names. For any other call, as of a
    command misspelt, nothing changes.
    """
    first = words[0] if words else "--help"
    if first in {"-h", "--help", "--version"}:
        for command in app.registered_commands:
            command.help, command.callback = command.callback and command.callback.__doc__, _unasked
        for group in app.registered_groups:
            if group.typer_instance is not None:
                group.typer_instance.registered_commands = []
        return
    commands = [command for command in app.registered_commands if command.name == first]
    groups = [group for group in app.registered_groups if group.typer_instance and group.typer_instance.info.name == first]
    if commands or groups:
        app.registered_commands, app.registered_groups = commands, groups


def _unasked() -> None:
    """Stand for a command of which only the name and the help are asked."""
