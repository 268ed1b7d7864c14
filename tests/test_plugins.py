"""Stages and portal profiles of other packages, installed for real beside zhengshu and found by their entry points."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

STAGE = """
from dataclasses import replace
from pipeline.record import Note

def remark(document):
    note = Note("remark", f"{len(document.figures)} figures", 0, 0)
    return replace(document, notes=(*document.notes, note))

remark.after = "AFTER"
"""
PROFILE = """
name = "corner-paper"
evidence = "written for this test"
hosts = ["corner.example"]
containers = ["corner-text"]
drops = ["corner-note"]
"""
PAGE = (
    "<html><body><div class='corner-text'><p>海岳食品上半年营收12.6亿元，同比增长8%。</p>"
    "<div class='corner-note'><p>这一段写着别的事情，说的是天气渐渐转凉，街上的行人多了起来。</p></div>"
    "<p>公司表示，毛利率升至31.2%，门店达到420家。</p></div></body></html>"
)
RUN = f"""
import json, pipeline
record = pipeline.normalize({PAGE.encode()!r}, url="https://www.corner.example/1.html")
print(json.dumps(["天气" in record.text, [note.message for note in record.notes if note.code == "remark"]]))
"""


def installed(folder: Path, points: str, files: dict[str, str]) -> dict[str, str]:
    """A distribution laid out as an installer does, and the environment in which Python finds it."""
    for name, content in {
        "corner-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: corner\nVersion: 1.0\n",
        "corner-1.0.dist-info/entry_points.txt": points,
        "corner/__init__.py": "",
        **files,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def said(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_a_pack_of_portals_and_a_stage(tmp_path: Path) -> None:
    points = "[zhengshu.portals]\ncorner = corner.profiles\n[zhengshu.stages]\nremark = corner.stage:remark\n"
    files = {
        "corner/profiles/__init__.py": "",
        "corner/profiles/corner.toml": PROFILE,
        "corner/stage.py": STAGE.replace("AFTER", "measure"),
    }
    done = said(RUN, installed(tmp_path, points, files))
    assert done.stderr == ""
    kept, remarks = json.loads(done.stdout)
    assert not kept
    assert remarks == ["4 figures"]


def test_without_them_nothing_is_known() -> None:
    kept, remarks = json.loads(said(RUN, dict(os.environ)).stdout)
    assert kept
    assert remarks == []


@pytest.mark.parametrize(
    ("points", "files", "error"),
    [
        (
            "[zhengshu.stages]\nremark = corner.stage:remark\n",
            {"corner/stage.py": STAGE.replace("AFTER", "polish")},
            "LookupError: entry point 'remark' of zhengshu.stages (corner.stage:remark): no stage is called 'polish'",
        ),
        (
            "[zhengshu.portals]\ncorner = corner.nowhere\n",
            {},
            "pipeline.lexicon.DataError: corner.nowhere:: entry point 'corner': names no package of files",
        ),
        (
            "[zhengshu.portals]\ncorner = corner.profiles\n",
            {"corner/profiles/__init__.py": "", "corner/profiles/corner.toml": PROFILE.replace("evidence", "proof")},
            "pipeline.lexicon.DataError: corner.profiles:corner.toml: evidence: is missing: a profile says how it is known",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, points: str, files: dict[str, str], error: str) -> None:
    done = said(RUN, installed(tmp_path, points, files))
    assert done.returncode == 1
    assert error in done.stderr


def test_they_are_part_of_what_a_run_is_known_by(tmp_path: Path) -> None:
    code = "from pipeline.batch.fingerprint import fingerprint; print(fingerprint())"
    points = "[zhengshu.portals]\ncorner = corner.profiles\n"
    environment = installed(tmp_path, points, {"corner/profiles/__init__.py": "", "corner/profiles/corner.toml": PROFILE})
    bare, once = said(code, dict(os.environ)).stdout, said(code, environment).stdout
    (tmp_path / "corner/profiles/corner.toml").write_text(PROFILE.replace("corner-text", "corner-body"), "utf-8")
    changed = said(code, environment).stdout
    assert len({bare, once, changed}) == 3
