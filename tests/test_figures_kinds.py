"""Figures of the kinds of text that are measured unseen: analysts' notes, announcements, earnings calls, measurements.

``cases/figures_kinds.jsonl`` was labelled by hand before the program read it. A case that it still gets wrong is marked
`known_failure`, and turns red when it starts to pass.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.road import figures

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "figures_kinds.jsonl").read_text("utf-8").splitlines()
]  # fmt: skip
CASES = [
    pytest.param(row, id=row["text"], marks=[pytest.mark.xfail(strict=True)] if row.get("known_failure") else []) for row in ROWS
]


@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_read_and_nothing_else(case: dict[str, Any]) -> None:
    found = figures(case["text"], language=case["language"], market=case.get("market"))
    assert [figure.raw for figure in found] == [want["text"] for want in case["figures"]]
    for figure, want in zip(found, case["figures"], strict=True):
        for key in ("kind", "value", "low", "high", "per"):
            assert getattr(figure, key) == want.get(key), key
        if figure.kind != "number":
            assert figure.unit == want.get("unit")
