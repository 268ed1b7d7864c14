"""The console blocks of a document, run for real: ``python -m tests.console docs/tutorial.md`` writes their output anew.

A block opens with ```` ```console ````. Its lines that begin with ``$ `` are commands, run by a shell in one scratch folder that
holds ``raw/``; what stands below a command is its output. A line that is only ``…`` stands for output that is left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
LEFT_OUT = "…"
WIDTH = "120"


class Call(NamedTuple):
    """A command and the output that a document shows for it."""

    command: str
    shown: list[str]


def calls(text: str) -> list[Call]:
    """The commands of a document in order."""
    found: list[Call] = []
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Call(line[2:], []))
            else:
                found[-1].shown.append(line)
    return found


def scratch() -> Path:
    """A folder with our own pages, where commands can write."""
    folder = Path(tempfile.mkdtemp(prefix="zhengshu-"))
    shutil.copytree(ROOT / "raw", folder / "raw")
    return folder


def said(command: str, folder: Path) -> list[str]:
    """What a command prints, line by line, without trailing blanks; its complaints where it prints nothing."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": WIDTH, "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return [line.rstrip() for line in (done.stdout or done.stderr).rstrip().splitlines()]


def agree(shown: list[str], printed: list[str]) -> bool:
    """Whether the lines shown are those printed, in order, with the left-out ones between."""
    at = 0
    gap = False
    for line in shown:
        if line.strip() == LEFT_OUT:
            gap = True
            continue
        try:
            found = printed.index(line.rstrip(), at)
        except ValueError:
            return False
        if found != at and not gap:
            return False
        at, gap = found + 1, False
    return gap or at == len(printed)


def _written(text: str) -> str:
    folder = scratch()
    try:
        made = {}
        for call in calls(text):
            made[call.command] = said(call.command, folder), call.shown
    finally:
        shutil.rmtree(folder)

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for line in match[1].splitlines():
            if not line.startswith("$ "):
                continue
            printed, shown = made[line[2:]]
            lines += [line, *(shown if LEFT_OUT in shown and agree(shown, printed) else printed)]
        return "```console\n" + "\n".join(lines) + "\n```"

    return BLOCK.sub(block, text)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(_written(Path(name).read_text("utf-8")), "utf-8")
