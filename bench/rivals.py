"""Contenders as seen by the benchmark: processes that are asked in turn, each on the same one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".venv-bench" / "bin" / "python"
COMPILED = HERE.parent / ".venv-compiled" / "bin" / "python"
CORE = 0


class Rival:
    """One contender in a process of its own; `missing` says why it cannot take part."""

    def __init__(self, name: str, python: Path) -> None:
        self.name = name
        self.missing = "" if python.exists() else f"no {python}: run the make target"
        self.version = ""
        if self.missing:
            return
        calm = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [python, str(HERE / "contenders.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=calm,
        )
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(self._process.pid, {min(os.sched_getaffinity(0))})
        hello = self.ask({"names": True})
        self.missing = hello.get("missing", "")
        self.version = hello.get("version", "")

    @classmethod
    def named(cls, name: str) -> Self:
        """The contender, run by this Python where it is ours, by that of .venv-compiled or .venv-bench else."""
        ours = COMPILED if name.startswith("zhengshu compiled") else Path(sys.executable)
        return cls(name, ours if name.startswith("zhengshu") else PEERS)

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The answer to one request. Raises RuntimeError where the process died."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError(f"{self.name}: no pipe")
        stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name}: the process ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End the process."""
        if hasattr(self, "_process") and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=30)


def present(names: list[str]) -> list[Rival]:
    """The contenders that can take part; the others are named with the reason."""
    rivals = [Rival.named(name) for name in names]
    for rival in rivals:
        print(f"{rival.name:24} {rival.version or 'left out: ' + rival.missing}")
    print()
    return [rival for rival in rivals if not rival.missing]


def table(head: list[str], rows: list[list[str]]) -> str:
    """Markdown of a table, columns even."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in lines
    )
