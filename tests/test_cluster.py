"""Rows in, rows out; and a run on a Ray cluster, where Ray is there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bench.dump import pages, write
from pipeline.batch import Limits, Options, run
from pipeline.batch.crew import Crew
from pipeline.cluster import COLUMNS, Normalizer, normalize_batch
from pipeline.record import Record
from pipeline.road import normalize

FAULTS = Path(__file__).parent / "faults"


def test_rows_are_what_the_road_says() -> None:
    given = [(raw, name, f"http://a.cn/{name}") for name, raw, _ in pages(5)]
    rows: list[dict[str, object]] = [{"raw": raw, "path": path, "url": url} for raw, path, url in given]
    for (raw, path, url), made in zip(given, normalize_batch(rows), strict=True):
        assert tuple(made) == COLUMNS
        record = normalize(raw, path=path, url=url)
        assert Record.from_json(made["record"]) == record
        assert (made["status"], made["figures"], made["error"]) == (record.status, len(record.figures), None)


def test_no_row_raises() -> None:
    rows: list[dict[str, object]] = [
        {},
        {"raw": 5},
        {"raw": "\ud800"},
        {"raw": b"", "path": None},
        {"raw": b"x", "member": 7, "url": b"no"},
    ]
    made = normalize_batch(rows)
    assert [row["status"] for row in made][:2] == ["quarantined", "quarantined"]
    assert len(made) == len(rows)
    assert made[0]["message"]


def test_a_crew_isolates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{FAULTS}{os.pathsep}{FAULTS.parent.parent}")
    with Crew[int](2, Limits(deadline=2)) as crew:
        rows = [{"raw": word} for word in ("FAULT-SEGV", "营收5740万元。", "FAULT-NATIVE-HANG", None, "营收5741万元。")]
        made = normalize_batch(rows, crew)
        again = normalize_batch(rows[1:2], crew)
    assert [row["error"] for row in made] == ["Crash", None, "DeadlineError", "TypeError", None]
    assert again == made[1:2]


def test_tables_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    normalizer = Normalizer()
    table = pa.table({"raw": [b"\xd3\xaa\xca\xd5", "营收5740万元。".encode()], "path": ["a.txt", "b.txt"]})
    made = normalizer(table)
    normalizer.close()
    assert made.column_names == list(COLUMNS)
    assert made.column("path").to_pylist() == ["a.txt", "b.txt"]


@pytest.mark.large
def test_a_run_on_ray_writes_what_a_local_run_writes(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    from pipeline.cluster import run as run_on_ray  # noqa: PLC0415 - only where ray is there

    given = tmp_path / "in"
    given.mkdir()
    write(100, given / "dump.warc.gz")
    write(50, given / "pages")
    run(Options(source=str(given), out=tmp_path / "local", workers=2))
    run_on_ray(Options(source=str(given), out=tmp_path / "ray", workers=2))
    for file in (tmp_path / "local").rglob("*.json*"):
        if "_run" not in file.parts:
            assert (tmp_path / "ray" / file.relative_to(tmp_path / "local")).read_bytes() == file.read_bytes()
            json.loads(file.read_text("utf-8").splitlines()[0] if file.suffix == ".jsonl" else file.read_text("utf-8"))
