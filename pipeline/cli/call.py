"""A call of ``zhengshu normalize``: checked before anything is touched, run, and its end told."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from pipeline.batch import HeldError, StopError, local, readable, run
from pipeline.cli.progress import looker
from pipeline.corrections import CorrectionError, Corrections
from pipeline.neighbours import Lines, LinesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.batch import Options
    from pipeline.zygote import Zygote

__all__ = ["checked", "learnt", "loaded", "perform", "readable_source"]

T = TypeVar("T")


def loaded(file: Path) -> Corrections:
    """The corrections of a file; a faulty one is a faulty call."""
    return _from(file, Corrections.load, "--corrections", "the review page downloaded")


def learnt(file: Path) -> Lines:
    """The lines of a file; a faulty one is a faulty call."""
    return _from(file, Lines.load, "--lines", "zhengshu learn wrote")


def _from(file: Path, load: Callable[[Path], T], option: str, origin: str) -> T:
    try:
        return load(file)
    except (CorrectionError, LinesError) as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); name the file that {origin}"
        raise typer.BadParameter(message, param_hint=option) from None


def readable_source(source: str, kind: str | None) -> None:
    """Refuse an IN that cannot be read, and say what to do instead."""
    if source.startswith(("http://", "https://")):
        raise typer.BadParameter("pages are not fetched from the web; download them first, and name the folder", param_hint="IN")
    if "://" not in source and source != "-":
        _there(Path(source))
    _needs((kind == "parquet", "pyarrow", "parquet", "--as"), ("://" in source, "fsspec", "remote", "IN"))


def checked(options: Options) -> None:
    """Refuse a call that cannot work, in one sentence that says what to do instead."""
    source, out = options.source, options.out
    readable_source(source, options.kind)
    if out.exists() and not out.is_dir():
        raise typer.BadParameter(f"{out} is a file; name a folder", param_hint="OUT")
    if "://" not in source and source != "-":
        _apart(Path(source), out)
    if options.shape == "json" and options.shards > 1:
        raise typer.BadParameter("needs --format jsonl or --format parquet", param_hint="--shards")
    if options.shape == "json" and options.dedup:
        raise typer.BadParameter(
            "needs --format jsonl or --format parquet; --duplicates alone only reports", param_hint="--dedup"
        )
    if options.published is not None:
        try:
            datetime.fromisoformat(options.published)
        except ValueError:
            hint = "--published"
            raise typer.BadParameter(f"{options.published!r} is no ISO 8601 date; write 2025-03-01", param_hint=hint) from None
    _installed(options)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        message = f"{out} cannot be written ({error.strerror}); name another folder, or change its permissions"
        raise typer.BadParameter(message, param_hint="OUT") from None


def _installed(options: Options) -> None:
    """Refuse what needs an extra that is not there."""
    _needs(
        (options.duplicates, "datasketch", "dedup", "--duplicates"),
        (options.shape == "parquet", "pyarrow", "parquet", "--format"),
    )


def _needs(*needs: tuple[bool, str, str, str]) -> None:
    for needed, module, extra, hint in needs:
        if needed and find_spec(module) is None:
            raise typer.BadParameter(f"needs {module}; install it with: pip install 'zhengshu[{extra}]'", param_hint=hint)


def _there(source: Path) -> None:
    if not source.exists():
        raise typer.BadParameter(f"{source} does not exist; name a folder or a file of pages", param_hint="IN")
    if not os.access(source, os.R_OK):
        raise typer.BadParameter(f"{source} cannot be read; change its permissions", param_hint="IN")


def _apart(source: Path, out: Path) -> None:
    inside, around = out.resolve(), source.resolve()
    if source.is_dir() and (inside == around or around in inside.parents):
        raise typer.BadParameter(
            f"{out} lies inside IN, and would be read by the next run; name a folder outside", param_hint="OUT"
        )


def perform(  # noqa: PLR0913 - what a call is told beside the run's own options
    options: Options, *, engine: str, how: str, verbose: bool, strict: bool, begun: Zygote | None = None
) -> int:
    """Run, show how it goes, and give the exit status. `begun` is the process that workers are forked from."""
    with looker(options, how=how, verbose=verbose) as watcher:
        try:
            if engine == "ray":
                from pipeline.cluster import run as run_on_ray  # noqa: PLC0415 - an extra

                report = run_on_ray(options, watcher)
            else:
                report = run(options, watcher, partial(local, begun=begun))
        except HeldError as error:
            return _stopped(f"{error}; wait for it, or stop it")
        except StopError as stop:
            watcher.finish(stop.report)
            return 128 + stop.number
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            return _stopped(f"{place}{error.strerror or error}; once that is mended, the same command goes on from here")
        except (ImportError, RuntimeError) as error:
            return _stopped(str(error))
        watcher.finish(report)
    if how == "plain":
        typer.echo(readable(report))
    return 1 if strict and report["quarantined"] else 0


def _stopped(message: str) -> int:
    print(f"zhengshu: {message}", file=sys.stderr)  # noqa: T201 - the command's own voice
    return 3
