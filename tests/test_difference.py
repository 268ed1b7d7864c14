"""What changed between two runs, accepting it, corrections, and the fixture for users' tests."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pipeline.accept import accept
from pipeline.cli import app
from pipeline.corrections import CorrectionError, Corrections
from pipeline.difference import difference, readable
from pipeline.record import Evidence, Record, line
from tests.facts_made import made, money, percent, written

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

BASE = made("a.html", "甲公司营收[5740万元],增长[69.4%]。", money("57400000"), percent("69.4", direction="up"))


def changes(old: Path, new: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.what, (one.new or one.old or {})["raw"], one.fields) for d in difference(old, new).documents for one in d.figures
    ]


def test_the_same_records_are_equal(tmp_path: Path) -> None:
    found = difference(written(tmp_path / "a", BASE), written(tmp_path / "b", BASE))
    assert (found.equal, found.compared, found.figures) == (True, 1, 2)
    assert list(readable(found)) == ["equal: 1 documents and 2 figures compared, 0 added, 0 gone, 0 changed"]


def test_changes_are_told_field_by_field(tmp_path: Path) -> None:
    other = made("a.html", "甲公司营收[5740万元],增长[69.4%]。", money("57400000", period="2023", subject="乙"), percent("69.4"))
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", other)
    assert changes(old, new) == [("changed", "5740万元", ("subject", "period")), ("changed", "69.4%", ("direction",))]
    assert list(readable(difference(old, new)))[:3] == [
        "a.html: changed",
        "  ~ 5740万元 at 5:11  subject: 甲公司 → 乙; period: 2024 → 2023",
        "  ~ 69.4% at 14:19  direction: up → null",
    ]


def test_figures_come_and_go(tmp_path: Path) -> None:
    less = made("a.html", "甲公司营收[5740万元],增长69.4%。", money("57400000"))
    full, short = written(tmp_path / "a", BASE), written(tmp_path / "b", less)
    assert changes(full, short) == [("gone", "69.4%", ())]
    assert changes(short, full) == [("added", "69.4%", ())]


def test_a_longer_span_is_a_change_and_not_two(tmp_path: Path) -> None:
    longer = made("a.html", "甲公司营收5740[万元],增长[69.4%]。", money("10000"), percent("69.4", direction="up"))
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", longer)
    assert changes(old, new) == [("changed", "万元", ("raw", "value"))]


def test_an_edited_page_is_aligned(tmp_path: Path) -> None:
    edited = made(
        "a.html",
        "快讯:甲公司营收[5741万元],净利[1亿元],增长[69.4%]。",
        money("57410000"),
        money("100000000", metric="净利"),
        percent("69.4", direction="up"),
    )
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", edited)
    assert changes(old, new) == [("changed", "5741万元", ("raw", "value")), ("added", "1亿元", ())]


def test_moved_places_count_only_when_asked(tmp_path: Path) -> None:
    moved = made("a.html", "快讯,甲公司营收[5740万元],增长[69.4%]。", money("57400000"), percent("69.4", direction="up"))
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", moved)
    assert difference(old, new).equal
    assert not difference(old, new, places=True).equal


def test_a_new_fit_is_no_change_unless_places_count(tmp_path: Path) -> None:
    read = Evidence("subject", "topic", 0, 3, 0, 3)
    surer = dataclasses.replace(
        BASE, figures=(dataclasses.replace(BASE.figures[0], confidence="0.93", evidence=(read,)), *BASE.figures[1:])
    )
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", surer)
    assert difference(old, new).equal
    (change,) = difference(old, new, places=True).documents[0].figures
    assert change.fields == ("confidence", "evidence")


def test_a_corrected_figure_keeps_no_old_confidence(tmp_path: Path) -> None:
    read = tuple(Evidence(name, "topic", 0, 3, 0, 3) for name in ("subject", "metric", "period"))
    surer = dataclasses.replace(
        BASE, figures=(dataclasses.replace(BASE.figures[0], confidence="0.93", evidence=read), *BASE.figures[1:])
    )
    entry = {"path": "a.html", "raw_start": 5, "raw_end": 11, "action": "correct", "fields": {"period": "2023"}}
    laid = _corrections(tmp_path, entry).apply(json.loads(surer.to_json()))
    assert laid["figures"][0]["confidence"] is None
    assert [one["field"] for one in laid["figures"][0]["evidence"]] == ["subject", "metric"]
    assert _corrections(tmp_path, entry).apply(laid) is laid


def test_documents_come_and_go_and_change_status(tmp_path: Path) -> None:
    filtered = dataclasses.replace(BASE, status="filtered", reason="too short", text="", blocks=(), figures=())
    member = made("dump", "营收[1元]", money("1"), member="3")
    old, new = written(tmp_path / "a", BASE), written(tmp_path / "b", filtered)
    (new / "dump.jsonl").write_bytes(line(member))
    first, second = difference(old, new).documents
    assert (first.what, first.status) == ("changed", ("normalised", "filtered: too short"))
    assert [one.what for one in first.figures] == ["gone", "gone"]
    assert (second.path, second.member, second.what) == ("dump", "3", "added")


@given(st.lists(st.integers(1, 9), max_size=8), st.lists(st.integers(1, 9), max_size=8))
def test_every_figure_is_accounted_for(tmp_path_factory: pytest.TempPathFactory, olds: list[int], news: list[int]) -> None:
    tmp = tmp_path_factory.mktemp("diff")

    def side(name: str, values: list[int]) -> Path:
        return written(tmp / name, made("a", "值" + ",".join(f"[{v}元]" for v in values), *(money(str(v)) for v in values)))

    found = difference(side("a", olds), side("b", news))
    counts = found.counts()
    assert counts["added"] - counts["gone"] == len(news) - len(olds)
    assert found.equal == (olds == news)
    back = difference(tmp / "b", tmp / "a").counts()
    assert back["added"] - back["gone"] == counts["gone"] - counts["added"]


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_commands_and_their_exits(tmp_path: Path) -> None:
    other = made("a.html", "甲公司营收[5740万元],增长[69.4%]。", money("57500000"), percent("69.4", direction="up"))
    golden, new = written(tmp_path / "golden", BASE), written(tmp_path / "new", other)
    told = call("diff", golden, new)
    assert (told.exit_code, told.stderr) == (1, "")
    assert "value: 57400000 → 57500000" in told.stdout
    plain = json.loads(call("diff", golden, new, "--json").stdout)
    assert plain["documents"][0]["figures"][0]["fields"] == {"value": ["57400000", "57500000"]}
    accepted = call("accept", new, golden)
    assert accepted.stdout.splitlines() == ["accepted a.html.json", "1 accepted, 0 unchanged, 0 gone"]
    assert call("diff", golden, new).exit_code == 0
    (new / "a.html.json").write_text("{}", "utf-8")
    faulty = call("diff", golden, new)
    assert faulty.exit_code == 2
    assert "is no record" in faulty.stderr


def test_accept_writes_only_what_differs_and_removes_only_when_told(tmp_path: Path) -> None:
    other = made("b/c.html", "营收[1亿元]", money("100000000"))
    golden, new = (
        written(tmp_path / "golden", BASE, made("old.html", "营收[2亿元]", money("200000000"))),
        written(tmp_path / "new", BASE, other),
    )
    before = (golden / "a.html.json").stat().st_mtime_ns
    done = accept(new, golden, only=["b/c.html"])
    assert (done.written, done.unchanged, done.gone) == (("b/c.html.json",), 0, ())
    done = accept(new, golden)
    assert (done.written, done.unchanged, done.gone, done.removed) == ((), 2, ("old.html.json",), False)
    assert (golden / "a.html.json").stat().st_mtime_ns == before
    assert (golden / "old.html.json").exists()
    accept(new, golden, prune=True)
    assert difference(golden, new).equal


def _corrections(tmp_path: Path, *entries: dict[str, Any]) -> Corrections:
    file = tmp_path / "corrections.json"
    file.write_text(json.dumps(list(entries)), "utf-8")
    return Corrections.load(file)


def test_corrections_are_laid_over_the_records(tmp_path: Path) -> None:
    laid = _corrections(
        tmp_path,
        {"path": "a.html", "raw_start": 5, "raw_end": 11, "action": "correct", "fields": {"period": "2023", "value": "57400001"}},
        {"doc": "a.html", "raw_start": 14, "raw_end": 19, "action": "reject"},
        {"path": "a.html", "raw_start": 0, "raw_end": 2, "action": "accept"},
        {"path": "nowhere.html", "raw_start": 0, "raw_end": 2, "action": "reject"},
    )
    golden, new = tmp_path / "golden", written(tmp_path / "new", BASE)
    assert accept(new, golden, corrections=laid).written == ("a.html.json",)
    record = json.loads((golden / "a.html.json").read_text("utf-8"))
    (figure,) = record["figures"]
    assert (figure["value"], figure["period"], figure["rule"], figure["raw"]) == ("57400001", "2023", "review", "5740万元")
    assert [(note["code"], note["message"]) for note in record["notes"]] == [
        ("corrected", "period: 2024 → 2023; value: 57400000 → 57400001"),
        ("rejected", "69.4%, read as 69.4 percent, is no figure"),
        ("correction", "no figure stands here to accept"),
    ]
    assert accept(new, golden, corrections=laid).unchanged == 1
    assert sorted(changes(golden, new)) == [("added", "69.4%", ()), ("changed", "5740万元", ("value", "period"))]


def test_corrections_laid_twice_change_nothing_more(tmp_path: Path) -> None:
    laid = _corrections(
        tmp_path,
        {"path": "a.html", "raw_start": 5, "raw_end": 11, "action": "correct", "fields": {"period": "2023"}},
        {"path": "a.html", "raw_start": 14, "raw_end": 19, "action": "reject"},
        {"path": "a.html", "raw_start": 0, "raw_end": 2, "action": "reject"},
    )
    once = laid.apply(json.loads(line(BASE)))
    assert laid.apply(once) is once
    assert [note["code"] for note in once["notes"]] == ["corrected", "rejected", "correction"]


@pytest.mark.parametrize(
    ("told", "period"),
    [
        ({}, "2023"),  # an older file, or one by hand: the place decides
        ({"id": BASE.id}, "2023"),
        ({"id": BASE.id, "raw": "5740万元"}, "2023"),
        ({"id": "0" * 64, "raw": "5740万元"}, "2023"),  # the page changed elsewhere
        ({"id": "0" * 64}, "2024"),  # it may be another figure by now
        ({"id": "0" * 64, "raw": "5470万元"}, "2024"),
        ({"raw": "5470万元"}, "2024"),
    ],
)
def test_a_page_that_changed_is_told_and_not_corrected(tmp_path: Path, told: dict[str, str], period: str) -> None:
    entry = {"path": "a.html", "raw_start": 5, "raw_end": 11, "action": "correct", "fields": {"period": "2023"}, **told}
    record = _corrections(tmp_path, entry).apply(json.loads(line(BASE)))
    assert record["figures"][0]["period"] == period
    (note,) = record["notes"]
    assert note["code"] == ("corrected" if period == "2023" else "correction")
    if "id" in told and period == "2024":
        assert note["message"].endswith("the page has changed since it was reviewed")


def test_normalize_applies_corrections_on_the_next_run(tmp_path: Path) -> None:
    raw, out, file = tmp_path / "raw", tmp_path / "out", tmp_path / "corrections.json"
    raw.mkdir()
    (raw / "a.txt").write_text("甲公司2024年营收5740万元,同比增长69.4%。", "utf-8")
    (raw / "b.txt").write_text("乙公司2024年营收1.2亿元。", "utf-8")
    (raw / "c.jsonl").write_text(json.dumps({"html": "<p>丙公司2024年营收3.3亿元,同比增长21%。"}) + "\n", "utf-8")
    assert call("normalize", raw, out, "-q").exit_code == 0
    plain = {name: (out / name).read_bytes() for name in ("a.txt.json", "b.txt.json", "c.jsonl.jsonl")}
    first, second = (json.loads(plain[name]) for name in ("a.txt.json", "c.jsonl.jsonl"))

    def entry(record: dict[str, Any], action: str, **told: Any) -> dict[str, Any]:
        figure = record["figures"][0]
        at = {"path": record["source"]["path"], "member": record["source"]["member"], "id": record["id"]}
        return {
            **at,
            "raw": figure["raw"],
            "raw_start": figure["raw_start"],
            "raw_end": figure["raw_end"],
            "action": action,
            **told,
        }

    file.write_text(json.dumps([entry(first, "correct", fields={"value": "57400001"}), entry(second, "reject")]), "utf-8")
    told = call("normalize", raw, out, "--corrections", file)
    assert told.exit_code == 0
    assert "corrections: 2 applied, 0 fit no figure" in told.stdout
    assert "1 documents were unchanged" in told.stdout  # only what the corrections are about was made again
    record = Record.from_json((out / "a.txt.json").read_text("utf-8"))
    assert (record.figures[0].value, record.figures[0].rule) == ("57400001", "review")
    assert [note.code for note in record.notes] == ["corrected"]
    assert (out / "b.txt.json").read_bytes() == plain["b.txt.json"]
    assert len(json.loads((out / "c.jsonl.jsonl").read_text("utf-8"))["figures"]) == len(second["figures"]) - 1
    assert "3 documents were unchanged" in call("normalize", raw, out, "--corrections", file).stdout
    (raw / "a.txt").write_text("甲公司2024年营收逾5740万元。", "utf-8")
    (raw / "c.jsonl").unlink()
    gone = call("normalize", raw, out, "--corrections", file)
    assert "corrections: 0 applied, 2 fit no figure" in gone.stdout
    assert "the page has changed since it was reviewed" in gone.stdout
    assert "the run has no such page" in gone.stdout
    report = json.loads((out / "_run" / "report.json").read_text("utf-8"))
    assert [one["path"] for one in report["corrections_missed"]] == ["a.txt", "c.jsonl"]
    file.write_text('[{"path": "a.txt"}]', "utf-8")
    assert call("normalize", raw, out, "--corrections", file).exit_code == 2


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"kind": "colour"}}, "none of count"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"vague": "yes"}}, "no truth value"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "raw": 3}, "raw is no string"),
        ({"raw_start": 0, "raw_end": 2, "action": "accept"}, "names no document"),
        ({"path": "a", "raw_start": 2, "raw_end": 2, "action": "accept"}, "no place"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "drop"}, "none of accept, correct, reject"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"colour": "red"}}, "colour"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"raw_start": 1}}, "raw_start"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"value": 1.5}}, "no string"),
        ({"path": "a", "raw_start": 0, "raw_end": 2, "action": "correct", "fields": {"value": "NaN"}}, "no decimal number"),
    ],
)
def test_faulty_corrections_are_refused(tmp_path: Path, entry: dict[str, Any], why: str) -> None:
    with pytest.raises(CorrectionError, match=why):
        _corrections(tmp_path, entry)


def test_the_fixture_of_a_user_s_tests(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    page = tmp_path / "pages" / "a.txt"
    page.write_text("甲公司2024年营收5740万元,同比增长69.4%。", "utf-8")
    (tmp_path / "pages" / "b.txt").write_bytes(page.read_bytes())
    test = tmp_path / "test_page.py"
    first = """
def test_page(zhengshu_figures):
    assert len(zhengshu_figures("pages/a.txt").figures) == 2

def test_another(zhengshu_figures):
    zhengshu_figures("pages/b.txt", golden="elsewhere/b.json", market="CN")
"""
    test.write_text(first, "utf-8")
    plugin = [] if any(one.name == "zhengshu" for one in entry_points(group="pytest11")) else ["-p", "pipeline.testing"]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugin, *words, str(tmp_path)]
        return subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)

    assert run("--zhengshu-accept").returncode == 0
    assert (tmp_path / "goldens" / "a.txt.json").exists()
    assert (tmp_path / "elsewhere" / "b.json").exists()
    page.write_text("甲公司2024年营收5750万元,同比增长69.4%。", "utf-8")
    test.write_text(first + '\ndef test_new(zhengshu_figures):\n    zhengshu_figures("pages/b.txt")\n', "utf-8")
    changed = run()
    assert "2 failed, 1 passed" in changed.stdout
    assert "value: 57400000 → 57500000" in changed.stdout
    assert "b.txt.json is missing: run pytest --zhengshu-accept" in changed.stdout
