"""The documentation names everything there is, and shows what the program prints."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pipeline
from pipeline.cli import app
from pipeline.record import Block, Evidence, Figure, Language, Metadata, Note, Record, Removed, Source
from tests.console import agree, calls, said, scratch

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def commands() -> str:
    """The reference of the commands, from the program itself; `make docs` writes it to docs/cli.md."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / "typer"), "pipeline.cli", "utils", "docs", "--name", app.info.name or ""],
        capture_output=True,
        text=True,
        check=True,
    )
    text = re.sub(r"\[/?(?:bold|dim|italic)\]", "", html.unescape(done.stdout))
    return "# Commands\n\n" + text.partition("\n")[2].strip() + "\n"


def test_every_command_is_documented() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == commands(), "`make docs` writes docs/cli.md anew"


def test_every_field_is_documented() -> None:
    text = (DOCS / "record.md").read_text("utf-8")
    every = {
        one.name for kind in (Record, Figure, Evidence, Block, Language, Metadata, Note, Removed, Source) for one in fields(kind)
    }
    assert sorted(name for name in every if f"`{name}`" not in text and f"`{name}" not in text) == []


def test_every_data_file_is_documented() -> None:
    text = (DOCS / "data.md").read_text("utf-8")
    missing = []
    for file in sorted((ROOT / "pipeline" / "data").rglob("*.t*")):
        name = file.relative_to(ROOT / "pipeline" / "data").as_posix()
        name = re.sub(r"^languages/[a-z]+/", "languages/CODE/", name)
        if f"`{name}`" not in text and f"`{name.partition('/')[0]}/*.toml`" not in text:
            missing.append(name)
    assert missing == []


def test_every_public_name_is_documented() -> None:
    text = (DOCS / "api.md").read_text("utf-8")
    homes = {name: ".".join(home) for name, home in pipeline._HOMES.items()}
    assert [name for name, home in homes.items() if f"::: {home}\n" not in f"{text}\n"] == []


def test_links_lead_somewhere() -> None:
    broken = []
    for page in sorted(DOCS.rglob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if "://" not in link and not (page.parent / link).exists():
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_the_tutorial_shows_what_is_printed() -> None:
    folder = scratch()
    try:
        wrong = []
        for call in calls((DOCS / "tutorial.md").read_text("utf-8")):
            printed = said(call.command, folder)
            if not agree(call.shown, printed):
                wrong.append((call.command, printed))
    finally:
        shutil.rmtree(folder)
    assert wrong == [], "`make docs` writes the outputs anew"


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(commands(), "utf-8")
