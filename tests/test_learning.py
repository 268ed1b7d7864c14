"""``zhengshu learn`` and ``normalize --lines``: containers, faults, workers, and what a changed file makes anew."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.batch import Limits, Options, run
from pipeline.batch.crew import Crew
from pipeline.batch.learning import learn
from pipeline.cli import app
from pipeline.cluster import normalize_batch
from pipeline.neighbours import Lines, key
from tests.test_batch import FAULTS
from tests.test_neighbours import NOTICE, PROMPT, STORIES, flat, markup

if TYPE_CHECKING:
    from pathlib import Path

HOST = "news.example.cn"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A mirror of a small host, as wget leaves it."""
    folder = tmp_path / "in" / HOST / "2024"
    folder.mkdir(parents=True)
    for name in STORIES:
        (folder / f"{name}.txt").write_bytes(flat(name))
    return tmp_path / "in"


def _dump(file: Path, names: list[str]) -> Path:
    rows = [{"html": markup(name).decode(), "url": f"https://{HOST}/{name}.html"} for name in names]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def _learnt() -> Lines:
    return pipeline.learn((flat(name), f"https://{HOST}/{name}") for name in STORIES)


def _options(source: Path, out: Path, lines: Lines | None = None, workers: int = 1) -> Options:
    return Options(source=str(source), out=out, workers=workers, lines=lines, limits=Limits(deadline=20))


def test_the_command_and_its_effect(site: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "lines.json", tmp_path / "out"
    done = CliRunner().invoke(app, ["learn", str(site), "-o", str(file), "--workers", "1"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("4 lines of 1 hosts repeat, counted on 4 pages (4 held; left out: 0 without an article, 0 that")
    lines = Lines.load(file)
    assert lines.of(HOST) == {key(PROMPT): 4, key(NOTICE): 4, "首页 > 股市 > 正文": 4, "意见反馈热线": 4}
    done = CliRunner().invoke(app, ["normalize", str(site), str(out), "--lines", str(file), "--workers", "1", "-q"])
    assert done.exit_code == 0, done.output
    record = json.loads((out / HOST / "2024" / "bank.txt.json").read_bytes())
    assert PROMPT not in record["text"]
    assert all(line in record["text"] for line in STORIES["bank"])
    assert json.loads((out / "_run" / "report.json").read_bytes())["options"]["lines"] == lines.fingerprint


def test_a_container_any_order_any_workers(tmp_path: Path) -> None:
    names = list(STORIES)
    first = learn(_options(_dump(tmp_path / "a.jsonl", names), tmp_path))
    second = learn(_options(_dump(tmp_path / "b.jsonl", names[::-1]), tmp_path, workers=2))
    assert first.lines.to_json() == second.lines.to_json()
    assert first.lines.of(HOST)[key(NOTICE)] == 4
    assert (first.pages, first.held, first.empty, first.failed) == (4, 4, 0, 0)


def test_a_changed_file_makes_anew_and_the_same_does_not(site: Path, tmp_path: Path) -> None:
    out, lines = tmp_path / "out", _learnt()
    assert _options(site, out, lines).key != _options(site, out).key
    assert run(_options(site, out, lines))["unchanged"] == 0
    assert PROMPT not in json.loads((out / HOST / "2024" / "bank.txt.json").read_bytes())["text"]
    assert run(_options(site, out, Lines.parse(lines.to_json(), "again")))["unchanged"] == 4
    fewer = Lines({HOST: {key(NOTICE): 4}}, {HOST: 4})
    assert run(_options(site, out, fewer))["unchanged"] == 0
    assert PROMPT in json.loads((out / HOST / "2024" / "bank.txt.json").read_bytes())["text"]


def test_faults_cost_their_page(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{FAULTS}{os.pathsep}{FAULTS.parent.parent}")
    (site / HOST / "crash.txt").write_bytes(b"FAULT-SEGV")
    (site / HOST / "broken.html.gz").write_bytes(b"no gzip")
    (site / HOST / "empty.html").write_bytes(b"")
    (site / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    learnt = learn(_options(site, tmp_path / "out"))
    assert learnt.lines.of(HOST)[key(NOTICE)] == 4
    assert (learnt.pages, learnt.empty, learnt.failed) == (4, 1, 3)
    assert sorted(failure.partition(":")[0] for failure in learnt.failures) == [
        "broken.zip",
        f"{HOST}/broken.html.gz",
        f"{HOST}/crash.txt",
    ]


def test_rows_take_lines_in_this_process_and_in_a_crew() -> None:
    lines = _learnt()
    rows = [{"raw": flat("chips"), "url": f"https://{HOST}/a"}]
    made = normalize_batch(rows, lines=lines)
    assert PROMPT not in json.loads(made[0]["record"])["text"]
    many = Lines(
        {HOST: lines.of(HOST), "other.example": {f"line {number}": 2 for number in range(20_000)}}, {HOST: 4, "other.example": 2}
    )
    with Crew[int](1, Limits(), many) as crew:
        assert normalize_batch(rows, crew) == made


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["learn", "nowhere"], "does not exist"),
        (["learn", "https://example.cn/"], "not fetched from the web"),
        (["normalize", ".", "out", "--lines", "nowhere.json"], "name the file that zhengshu learn wrote"),
        (["normalize", ".", "out", "--lines", "bad.json"], "write it with zhengshu learn"),
    ],
)
def test_a_faulty_call_says_what_to_do(arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.json").write_text("[1]")
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.output.replace("│", " ").split())
