"""``zhengshu facts …``: build the table of facts, ask it, compare the articles, check their arithmetic."""

from __future__ import annotations

import sys
from decimal import Decimal
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.facts.query import Answer
    from pipeline.facts.statement import Statement

__all__ = ["facts"]

facts = typer.Typer(
    name="facts",
    no_args_is_help=True,
    help="One table of every figure: build it, ask it, compare what articles say, check their arithmetic.",
)


class Form(StrEnum):
    """How answers are written."""

    table = "table"
    csv = "csv"
    json = "json"


class Currency(StrEnum):
    """Currencies that amounts are converted to."""

    USD = "USD"
    CNY = "CNY"
    HKD = "HKD"


_OUT = Annotated[Path, typer.Argument(metavar="OUT", help="The folder that zhengshu normalize wrote.", exists=True)]
_DB = Annotated[Path | None, typer.Option("--db", metavar="FILE", help="The database. Default: OUT/_run/facts.duckdb.")]
_FORM = Annotated[Form | None, typer.Option("--format", help="Default: a table on a terminal, CSV otherwise.")]
_SUBJECT = Annotated[str | None, typer.Option(metavar="NAME", help="Whose: a name or an alias; * stands for anything.")]
_METRIC = Annotated[str | None, typer.Option(metavar="NAME", help="What: a key (revenue) or the article's words; * allowed.")]


def _ready() -> None:
    """Refuse where the extra is not installed."""
    for module in ("duckdb", "pyarrow", "currency_converter"):
        if find_spec(module) is None:
            raise typer.BadParameter(f"facts need {module}; install it with: pip install 'zhengshu[facts]'")


def _stopped(error: Exception) -> typer.Exit:
    print(f"zhengshu: {error}", file=sys.stderr)  # noqa: T201 - the command's own voice
    return typer.Exit(2)


@facts.command("build")
def build_command(
    out: _OUT,
    db: _DB = None,
    *,
    anew: Annotated[bool, typer.Option("--anew", help="From nothing, not from what changed.")] = False,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Corrections of a review, laid over the records.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Build the table from the records under OUT, or bring it up to date: DuckDB, and Parquet beside it."""
    _ready()
    from pipeline.corrections import CorrectionError, Corrections  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.read import RecordError  # noqa: PLC0415
    from pipeline.facts.table import TableError, build  # noqa: PLC0415

    try:
        change = None if corrections is None else Corrections.load(corrections).apply
        built = build(out, db, anew=anew, change=change)
    except (RecordError, TableError, CorrectionError, OSError) as error:
        raise _stopped(error) from error
    typer.echo(
        f"{built.documents:,} documents, {built.figures:,} figures: {built.added:,} added, {built.replaced:,} replaced, "
        f"{built.unchanged:,} unchanged, {built.gone:,} gone\n{built.database}\n{built.parquet}"
    )


@facts.command("query")
def query_command(  # noqa: PLR0913 - one parameter an option
    out: _OUT,
    db: _DB = None,
    *,
    subject: _SUBJECT = None,
    metric: _METRIC = None,
    period: Annotated[str | None, typer.Option(metavar="ISO", help="The very period: 2024, 2025-H1, first/last.")] = None,
    within: Annotated[str | None, typer.Option(metavar="ISO", help="Any period inside this one.")] = None,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="A piece of the path, address, title or publisher.")] = None,
    kind: Annotated[str | None, typer.Option(help="money, percent, count …")] = None,
    currency: Annotated[
        Currency | None, typer.Option("--in", help="Amounts in this currency as well, at the ECB's rates.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="So many at most.")] = None,
    form: _FORM = None,
) -> None:
    """Ask the table: what do the articles say, and where exactly.

    zhengshu facts query OUT --subject MiniMax --metric revenue --in HKD
    """
    _ready()
    from pipeline.facts.query import Question, QuestionError, ask  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.table import TableError, connect, default_place  # noqa: PLC0415

    question = Question(
        subject=subject,
        metric=metric,
        period=period,
        within=within,
        source=source,
        kind=kind,
        currency=None if currency is None else currency.value,
        limit=limit,
    )
    try:
        with connect(db or default_place(out)) as opened:
            answers = ask(opened, question)
    except (TableError, QuestionError) as error:
        raise _stopped(error) from error
    _tell(answers, form)


@facts.command("compare")
def compare_command(  # noqa: PLR0913 - one parameter an option
    out: _OUT,
    db: _DB = None,
    *,
    subject: _SUBJECT = None,
    metric: _METRIC = None,
    every: Annotated[bool, typer.Option("--all", help="Also what agrees, and what only looks alike.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="So many at most.")] = None,
    form: _FORM = None,
) -> None:
    """Bring together what the articles say of one thing: conflicts first, with both quotes, and the slip that explains them.

    zhengshu facts compare OUT --subject MiniMax --all
    """
    from pipeline.cli.tables import findings  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.agreement import Sort, compare  # noqa: PLC0415
    from pipeline.facts.rates import rates  # noqa: PLC0415

    found = compare(_statements(out, db, subject, metric), rates(), alike=every)
    shown = [one.to_dict() for one in found if every or one.sort in {Sort.conflict, Sort.unsure}]
    findings(shown[:limit], None if form is None else form.value)


@facts.command("check")
def check_command(
    out: _OUT,
    db: _DB = None,
    *,
    subject: _SUBJECT = None,
    every: Annotated[bool, typer.Option("--all", help="Also what comes out right.")] = False,
    form: _FORM = None,
) -> None:
    """Do the articles' arithmetic: restatements at the day's rate, growth, multiples, shares, totals; what fails, first."""
    from pipeline.cli.tables import checks  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.checks import check  # noqa: PLC0415
    from pipeline.facts.rates import rates  # noqa: PLC0415

    found = check(_statements(out, db, subject, None), rates())
    checks([one.to_dict() for one in found if every or not one.holds], None if form is None else form.value)


def _statements(out: Path, db: Path | None, subject: str | None, metric: str | None) -> list[Statement]:
    """The statements of the table that are of a subject and a metric."""
    _ready()
    from pipeline.facts.query import chosen  # noqa: PLC0415 - see pipeline.cli
    from pipeline.facts.statement import statements  # noqa: PLC0415
    from pipeline.facts.table import TableError, connect, default_place  # noqa: PLC0415

    try:
        with connect(db or default_place(out)) as opened:
            wanted = chosen(opened, subject, metric)
            return [one for one in statements(opened) if wanted is None or (*one.place, one.number) in wanted]
    except TableError as error:
        raise _stopped(error) from error


def _tell(answers: Sequence[Answer], form: Form | None) -> None:
    """Write the answers in the form asked for."""
    from pipeline.cli.tables import lines, table, worth  # noqa: PLC0415 - see pipeline.cli

    if form is Form.json or form is Form.csv or (form is None and not sys.stdout.isatty()):
        lines([answer.to_dict() for answer in answers], form=Form.csv.value if form is None else form.value)
        return
    rows: list[dict[str, Any]] = []
    for answer in answers:
        plain = answer.plain
        rows.append(
            {
                "subject": plain["subject"],
                "metric": plain["metric"],
                "period": plain["period"],
                "value": worth(plain),
                "converted": _converted(answer.converted),
                "written": plain["raw"],
                "source": plain["path"] if plain["member"] is None else f"{plain['path']}#{plain['member']}",
                "quote": plain["quote"],
                "text": plain["text"],
            }
        )
    table(rows, ("subject", "metric", "period", "value", "converted", "written", "source", "quote"))


def _converted(amount: dict[str, Any] | None) -> str | None:
    """An amount in another currency, and at what rate."""
    if amount is None:
        return None
    from pipeline.cli.tables import rounded  # noqa: PLC0415 - see pipeline.cli

    ends = [rounded(amount[name]) for name in ("low", "high")]
    value = rounded(amount["value"]) or (" … ".join(ends) if any(ends) else None)
    if value is None:
        return None if amount["note"] is None else str(amount["note"])
    if not amount["converted"]:
        return f"{value} {amount['currency']}, as stated"
    when = amount["rate_first"] if amount["fixings"] == 1 else f"{amount['rate_first']} to {amount['rate_last']}, average"
    return f"≈ {value} {amount['currency']} at {Decimal(amount['rate']):.6g} ({when})"
