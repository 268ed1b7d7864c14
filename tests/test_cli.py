"""The command: what it teaches, what it refuses and how, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from pipeline.batch.files import Lock
from pipeline.cli import app

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "<html><body><article><h1>甲公司业绩</h1>"
    "<p>甲公司2024年营收5740万元,同比增长69.4%,毛利率为38.2%。</p></article></body></html>"
)


def call(*words: str | Path, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, words)]
    done = subprocess.run(command, input=given, capture_output=True, check=False, env={**os.environ, "COLUMNS": "200", **env})
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def within(*words: str | Path) -> Result:
    """The same in this process, for what a command does; how a process starts and ends is told by `call`."""
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def said(told: str) -> str:
    """What a refusal says, without the box around it."""
    return " ".join(told.replace("│", " ").split())


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE, "utf-8")
    return folder


def test_help_teaches_and_is_quick() -> None:
    began = time.process_time()
    done = call("normalize", "--help")
    assert done.returncode == 0
    for word in ("--workers", "--deadline", "--retry-failed", "Exit status", "zhengshu normalize raw normalized"):
        assert word in done.stdout
    assert time.process_time() - began < 5
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, pipeline.cli; print(*sys.modules)"], capture_output=True, check=True, text=True
    ).stdout.split()
    assert not {"pipeline.road", "lxml", "opencc", "bs4", "sqlite3", "rich.progress", "pipeline.batch"} & set(loaded)


def test_version() -> None:
    done = call("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("zhengshu ")


def test_normalize_says_what_became_of_everything(given: Path, tmp_path: Path) -> None:
    done = call("normalize", given, tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 documents = 1 normalised + 0 filtered + 0 quarantined\n")
    assert (tmp_path / "out" / "a.html.json").exists()
    single = within("normalize", given / "a.html", tmp_path / "single", "-q")
    assert (single.exit_code, single.stdout, single.stderr) == (0, "", "")
    assert (tmp_path / "single" / "a.html.json").read_bytes() == (tmp_path / "out" / "a.html.json").read_bytes()


def test_verbose_names_each_and_json_is_json(given: Path, tmp_path: Path) -> None:
    done = within("normalize", given, tmp_path / "out", "-v")
    assert "normalised: a.html: " in done.stderr
    done = within("normalize", given, tmp_path / "other", "--log-json", "-v")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert events[0] == {**events[0], "event": "document", "path": "a.html", "status": "normalised"}
    assert events[-1]["event"] == "end"
    assert events[-1]["documents"] == 1


def test_strict_turns_quarantine_into_a_status(given: Path, tmp_path: Path) -> None:
    (given / "bad.html.gz").write_bytes(b"not packed")
    assert within("normalize", given, tmp_path / "out").exit_code == 0
    done = within("normalize", given, tmp_path / "out", "--strict")
    assert done.exit_code == 1
    assert "DamagedError" in done.stdout


def test_standard_input(tmp_path: Path) -> None:
    line = json.dumps({"url": "http://a.cn/1", "html": PAGE}, ensure_ascii=False).encode() + b"\n"
    done = call("normalize", "-", tmp_path / "out", given=line * 3)
    assert done.returncode == 0, done.stderr
    records = [json.loads(row) for row in (tmp_path / "out" / "stdin.jsonl").read_text("utf-8").splitlines()]
    assert [record["source"]["member"] for record in records] == ["1", "2", "3"]
    assert records[0]["source"]["url"] == "http://a.cn/1"


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["normalize", "{in}"], "Missing argument 'OUT'"),
        (["normalize", "{none}", "{out}"], "does not exist; name a folder or a file of pages"),
        (["normalize", "{in}", "{in}/out"], "lies inside IN, and would be read by the next run; name a folder outside"),
        (["normalize", "{in}", "{in}"], "lies inside IN"),
        (["normalize", "{in}", "{in}/a.html"], "a.html is a file; name a folder"),
        (["normalize", "{in}", "/dev/null/out"], "name another folder"),
        (["normalize", "{in}", "{out}", "--worker", "2"], "No such option: --worker"),
        (["normalize", "{in}", "{out}", "--workers", "0"], "--workers"),
        (["normalize", "{in}", "{out}", "--published", "soon"], "is no ISO 8601 date; write 2025-03-01"),
        (["normalize", "{in}", "{out}", "--shards", "2"], "needs --format jsonl or --format parquet"),
        (["normalize", "{in}", "{out}", "--dedup"], "--duplicates alone only reports"),
        (["normalize", "https://a.cn/", "{out}"], "download them first"),
        (["normalise"], "No such command"),
        (["explain", "{none}"], "does not exist"),
        (["explain", "{in}/a.html", "--figure", "99"], "the page has no figure 99; without --figure all are listed"),
    ],
)
def test_refusals_say_what_to_do(given: Path, tmp_path: Path, words: list[str], remedy: str) -> None:
    places = {"{in}": str(given), "{out}": str(tmp_path / "out"), "{none}": str(tmp_path / "none")}
    for mark, place in places.items():
        words = [word.replace(mark, place) for word in words]
    done = within(*words)
    assert done.exit_code == 2, done.stderr
    assert remedy.replace(" ", "") in said(done.stderr).replace(" ", "")
    assert isinstance(done.exception, SystemExit)


def test_a_refusal_is_a_process_that_ends_with_2(tmp_path: Path) -> None:
    done = call("normalize", tmp_path / "none", tmp_path / "out")
    assert done.returncode == 2
    assert "does not exist; name a folder or a file of pages" in said(done.stderr)
    assert "Traceback" not in done.stderr


def test_shards_hold_what_the_files_hold(given: Path, tmp_path: Path) -> None:
    for number in range(6):
        (given / f"{number}.html").write_text(PAGE.replace("5740", f"{number}740"), "utf-8")
    (given / "d.jsonl").write_text(json.dumps({"html": PAGE}) + "\n", "utf-8")
    assert within("normalize", given, tmp_path / "plain", "-q").exit_code == 0
    assert within("normalize", given, tmp_path / "shards", "-q", "--format", "jsonl", "--shards", "3").exit_code == 0
    files = sorted((tmp_path / "shards").glob("*.jsonl"))
    assert [file.name for file in files] == [f"records-0000{n}-of-00003.jsonl" for n in range(3)]
    found = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    whole = [json.loads(file.read_text("utf-8")) for file in (tmp_path / "plain").glob("*.json")]
    whole += [json.loads(line) for line in (tmp_path / "plain" / "d.jsonl.jsonl").read_text("utf-8").splitlines()]

    def place(record: dict[str, dict[str, str]]) -> tuple[str, str]:
        return record["source"]["path"], record["source"]["member"] or ""

    assert sorted(found, key=place) == sorted(whole, key=place)
    parquet = pytest.importorskip("pyarrow.parquet")
    assert within("normalize", given, tmp_path / "shards", "-q", "--format", "parquet").exit_code == 0
    assert [file.name for file in (tmp_path / "shards").glob("records*")] == ["records-00000-of-00001.parquet"]
    rows = parquet.read_table(tmp_path / "shards" / "records-00000-of-00001.parquet").to_pylist()
    assert sorted(rows, key=place) == sorted(whole, key=place)


def test_duplicates_are_told_and_dropped_when_asked(given: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasketch")
    story = "公司表示,全年实现营业收入5740万元,同比增长69.4%,净利润为1230万元,毛利率升至38.2%,研发投入占比为12.5%。" * 3
    (given / "full.html").write_text(
        f"<article><h1>乙公司业绩</h1><p>{story}</p><p>公司预计2025年收入将继续增长。</p></article>", "utf-8"
    )
    (given / "copy.html").write_text(f"<article><h1>乙公司业绩</h1><p>{story}</p></article>", "utf-8")
    assert within("normalize", given, tmp_path / "told", "-q", "--duplicates").exit_code == 0
    assert len(list((tmp_path / "told").glob("*.json"))) == 3
    (group,) = [json.loads(line) for line in (tmp_path / "told" / "_run" / "duplicates.jsonl").read_text("utf-8").splitlines()]
    assert (group["fullest"]["path"], [copy["path"] for copy in group["copies"]]) == ("full.html", ["copy.html"])
    assert within("normalize", given, tmp_path / "kept", "-q", "--dedup", "--format", "jsonl").exit_code == 0
    lines = (tmp_path / "kept" / "records-00000-of-00001.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["source"]["path"] for line in lines] == ["a.html", "full.html"]


def test_figures_and_numbers_are_json_in_a_pipe() -> None:
    done = call("figures", "公司2024年营收5740万元。", "--language", "zh")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == ["57400000"]
    done = call("numbers", "-", given="一百五十和1.2万".encode())
    assert [json.loads(line)["value"] for line in done.stdout.splitlines()] == ["150", "12000"]


def test_a_held_folder_names_its_holder(given: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "_run"
    out.mkdir(parents=True)
    lock = Lock(out / "lock")
    done = call("normalize", given, tmp_path / "out")
    lock.close()
    assert done.returncode == 3
    assert f'"process": {os.getpid()}' in done.stderr


def test_unwritable_output_is_refused(given: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    out = tmp_path / "out"
    out.mkdir(mode=0o555)
    done = call("normalize", given, out)
    assert done.returncode == 2
    assert "cannot be written" in said(done.stderr)
