"""The pages of raw/, their numbers one by one, and normalized/ byte for byte."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import orjson
import pytest

import pipeline
from pipeline.record import page

if TYPE_CHECKING:
    from pytest_regressions.data_regression import DataRegressionFixture

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = sorted(p for p in (ROOT / "raw").iterdir() if p.is_file())
FIELDS = (
    "raw",
    "kind",
    "value",
    "low",
    "high",
    "unit",
    "currency_source",
    "modifier",
    "per",
    "direction",
    "subject",
    "metric",
    "period",
)


def numbers(record: pipeline.Record) -> dict[str, Any]:
    """What a reviewer reads of a record: what it is, and every figure as strings, what is missing left out."""
    return {
        "status": record.status if record.reason is None else f"{record.status}: {record.reason}",
        "language": f"{record.language.code}-{record.language.script}",
        "metadata": {k: v for k, v in record.metadata.to_dict().items() if v is not None},
        "figures": [{f: v for f in FIELDS if (v := getattr(figure, f))} for figure in record.figures],
    }


def files(folder: pathlib.Path) -> dict[str, bytes]:
    """Every file of an output folder by its name, the run's own report aside."""
    found = ((p.relative_to(folder).as_posix(), p) for p in sorted(folder.rglob("*")) if p.is_file())
    return {name: p.read_bytes() for name, p in found if not name.startswith("_run/")}


@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.name)
def test_the_numbers_of_a_page(one: pathlib.Path, data_regression: DataRegressionFixture) -> None:
    record = pipeline.normalize(one.read_bytes(), path=one.name)
    data_regression.check(numbers(record), basename=one.name)


@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.name)
def test_the_same_page_gives_the_same_record(one: pathlib.Path) -> None:
    raw = one.read_bytes()
    assert pipeline.normalize(raw, path=one.name) == pipeline.normalize(raw, path=one.name)


def test_make_normalize_reproduces_what_is_tracked(tmp_path: pathlib.Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pipeline", "normalize", "raw", str(tmp_path / "out")], cwd=ROOT, check=True, capture_output=True
    )
    made = {p.relative_to(tmp_path / "out").as_posix(): p for p in (tmp_path / "out").rglob("*") if p.is_file()}
    made = {name: p for name, p in made.items() if not name.startswith("_run/")}
    kept = {p.relative_to(ROOT / "normalized").as_posix(): p for p in (ROOT / "normalized").rglob("*") if p.is_file()}
    kept = {name: p for name, p in kept.items() if not name.startswith("_run/")}
    assert sorted(made) == sorted(kept)
    for name, path in made.items():
        assert path.read_bytes() == kept[name].read_bytes(), f"{name} differs: run `make goldens` and read the difference"


def test_every_page_has_its_record() -> None:
    for one in PAGES:
        record = orjson.loads((ROOT / "normalized" / f"{one.name}.json").read_bytes())
        assert record["source"]["path"] == one.name


def test_this_process_reads_as_the_tracked_one_did() -> None:
    """The order of Python's sets differs from process to process; no record may."""
    for one in PAGES:
        record = page(pipeline.normalize(one.read_bytes(), path=one.name))
        assert record == (ROOT / "normalized" / f"{one.name}.json").read_bytes(), one.name


@pytest.mark.large
def test_every_process_reads_alike() -> None:
    code = (
        "import hashlib, pathlib, pipeline; from pipeline.record import line\n"
        "files = sorted(one for one in pathlib.Path('raw').rglob('*') if one.suffix in {'.html', '.md', '.txt'})\n"
        "print(hashlib.sha256(b''.join(line(pipeline.normalize(one.read_bytes(), path=one.name)) for one in files)).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
