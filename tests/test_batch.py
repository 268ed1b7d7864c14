"""Runs over many documents: what is written, what a fault costs, what a kill leaves, what a second run does."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest

from bench.batch import Sampler
from bench.dump import crawl, write
from pipeline.batch import HeldError, Limits, Options, run
from pipeline.batch.crew import Crew, Job
from pipeline.batch.files import Draft, Lock, digest_of, write_whole
from pipeline.batch.tasks import Failure, Task

FAULTS = Path(__file__).parent / "faults"
PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}公司2024年业绩</h1>"
    "<p>{0}公司2024年营收{1}万元,同比增长12.5%。公司表示,净利润为{1}万元,毛利率为38.2%,员工共有1250人。</p></article></body></html>"
)


def page(name: str, number: int, extra: str = "") -> str:
    return PAGE.format(name, 1000 + number).replace("</article>", f"<p>{extra}</p></article>")


def folder_of(target: Path, count: int, faults: dict[int, str] | None = None) -> Path:
    for number in range(count):
        file = target / f"{number % 3}" / f"{number:03}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page("甲", number, (faults or {}).get(number, "")), "utf-8")
    return target


def outputs(out: Path) -> dict[str, bytes]:
    """Every file of a run but its own."""
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and "_run" not in file.relative_to(out).parts
    }


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def quarantined(out: Path) -> dict[tuple[str, str | None], dict[str, Any]]:
    entries = [json.loads(file.read_text("utf-8")) for file in (out / "_run" / "quarantine").glob("*.json")]
    return {(entry["path"], entry["member"]): entry for entry in entries}


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{FAULTS}{os.pathsep}{FAULTS.parent.parent}")


def options(source: Path, out: Path, **more: Any) -> Options:
    return Options(source=str(source), out=out, **{"workers": 2, **more})


@pytest.fixture
def done() -> Callable[..., dict[str, Any]]:
    """A run; its report."""
    return lambda source, out, **more: run(options(source, out, **more))


Done = Callable[..., dict[str, Any]]


def test_every_page_has_its_record_at_its_place(done: Done, tmp_path: Path) -> None:
    given = folder_of(tmp_path / "in", 6)
    (given / "0" / "z.html.gz").write_bytes(gzip.compress(page("乙", 7).encode()))
    report = done(given, tmp_path / "out")
    assert sorted(outputs(tmp_path / "out")) == [
        *("0/000.html.json", "0/003.html.json", "0/z.html.gz.json", "1/001.html.json", "1/004.html.json"),
        *("2/002.html.json", "2/005.html.json"),
    ]
    assert (report["documents"], report["normalised"], report["filtered"], report["quarantined"]) == (7, 7, {}, {})
    record = json.loads((tmp_path / "out" / "0" / "z.html.gz.json").read_text("utf-8"))
    assert record["source"]["path"] == "0/z.html.gz"
    assert record["source"]["bytes"] == len(page("乙", 7).encode())


def test_report_accounts_for_everything(done: Done, tmp_path: Path) -> None:
    given = folder_of(tmp_path / "in", 3)
    (given / ".hidden").write_text("x")
    (given / "empty.html").write_bytes(b"")
    (given / "bad.html.gz").write_bytes(b"no gzip")
    report = done(given, tmp_path / "out")
    assert (
        report["documents"] == 5 == report["normalised"] + sum(report["filtered"].values()) + sum(report["quarantined"].values())
    )
    assert report["quarantined"] == {"DamagedError": 1}
    assert report["left_out"] == {"hidden": 1}
    assert report == json.loads((tmp_path / "out" / "_run" / "report.json").read_text("utf-8"))
    assert {"version", "fingerprint", "options", "seconds_by_stage", "slowest", "documents_per_second"} <= set(report)
    said = (tmp_path / "out" / "_run" / "report.txt").read_text("utf-8")
    assert all(
        words in said for words in ("5 documents = ", "time in the workers: ", "slowest: ", f"rules {report['fingerprint'][:12]}")
    )
    entry = quarantined(tmp_path / "out")["bad.html.gz", None]
    assert (entry["stage"], entry["error"]) == ("unpack", "DamagedError")


def test_workers_and_order_change_no_byte(tmp_path: Path) -> None:
    given = folder_of(tmp_path / "in", 20)
    write(30, given / "dump.warc.gz", make=crawl)
    found = []
    for workers in (1, 3):
        run(options(given, tmp_path / f"out{workers}", workers=workers))
        found.append(outputs(tmp_path / f"out{workers}"))
    assert found[0] == found[1]
    members = [row["source"]["member"] for row in rows(tmp_path / "out3" / "dump.warc.gz.jsonl")]
    assert members == [str(number) for number in range(1, 31)]


def test_second_run_makes_only_what_changed(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 6), tmp_path / "out"
    write(10, given / "d.jsonl")
    done(given, out)
    before = outputs(out)
    again = done(given, out)
    assert (again["unchanged"], again["fresh"]["documents"], again["documents"]) == (16, 0, 16)
    assert outputs(out) == before
    (given / "0" / "000.html").write_text(page("丙", 5), "utf-8")
    (out / "1" / "001.html.json").unlink()
    (out / "2" / "002.html.json").write_text("spoiled")
    (given / "2" / "005.html").unlink()
    third = done(given, out)
    assert (third["unchanged"], third["fresh"]["documents"], third["deleted"]) == (12, 3, ["2/005.html"])
    after = outputs(out)
    assert {name for name in before if after.get(name) != before[name]} == {"0/000.html.json"}
    pruned = done(given, out, prune=True)
    assert pruned["deleted"] == ["2/005.html"]
    assert "2/005.html.json" not in outputs(out)
    assert done(given, out)["deleted"] == []


def test_other_options_make_all_anew(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 3), tmp_path / "out"
    done(given, out)
    assert done(given, out, market="HK")["fresh"]["documents"] == 3
    assert done(given, out, market="HK", workers=1)["unchanged"] == 3


def test_rules_are_part_of_the_key(done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = folder_of(tmp_path / "in", 3), tmp_path / "out"
    done(given, out)
    monkeypatch.setattr("pipeline.batch.options.fingerprint", lambda: "other rules")
    assert done(given, out)["fresh"]["documents"] == 3


@pytest.mark.usefixtures("faults")
def test_a_fault_costs_its_document_only(tmp_path: Path) -> None:
    words = {
        3: ("FAULT-RAISE", "KeyError"),
        5: ("FAULT-SEGV", "Crash"),
        7: ("FAULT-KILL", "Crash"),
        9: ("FAULT-EXIT", "Crash"),
        11: ("FAULT-HANG", "DeadlineError"),
        13: ("FAULT-NATIVE-HANG", "DeadlineError"),
        15: ("FAULT-MEMORY", "MemoryError"),
        17: ("FAULT-RECURSION", "RecursionError"),
    }
    given = folder_of(tmp_path / "in", 24, {number: word for number, (word, _) in words.items()})
    report = run(options(given, tmp_path / "out", limits=Limits(deadline=1.5, memory=256)))
    assert report["normalised"] == 24 - len(words)
    found = quarantined(tmp_path / "out")
    assert {path: entry["error"] for (path, _), entry in found.items()} == {
        f"{number % 3}/{number:03}.html": error for number, (_, error) in words.items()
    }
    assert {entry["stage"] for entry in found.values()} == {"fault"}
    crash = found["2/005.html", None]
    assert "SIGSEGV" in crash["message"]
    assert "sitecustomize" in crash["traceback"]
    assert crash["attempts"] == 2
    assert "sitecustomize" in found["1/013.html", None]["traceback"]
    for (path, _), entry in found.items():
        assert entry["bytes"] == (given / path).stat().st_size
    kept = {file.read_bytes() for file in (tmp_path / "out" / "_run" / "quarantine").glob("*.raw")}
    assert kept == {(given / path).read_bytes() for path, _ in found}
    assert not list((tmp_path / "out").glob("*/005.html.json"))


@pytest.mark.usefixtures("faults")
def test_faults_within_a_container_keep_the_order(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    texts = [page("丁", n, {4: "FAULT-SEGV", 6: "FAULT-RAISE", 9: "FAULT-SLOW"}.get(n, "")) for n in range(12)]
    (given / "d.jsonl").write_text("".join(json.dumps({"html": text}) + "\n" for text in texts), "utf-8")
    report = run(options(given, tmp_path / "out", workers=3))
    assert report["quarantined"] == {"Crash": 1, "KeyError": 1}
    members = [row["source"]["member"] for row in rows(tmp_path / "out" / "d.jsonl.jsonl")]
    assert members == ["1", "2", "3", "4", "6", "8", "9", "10", "11", "12"]
    entry = quarantined(tmp_path / "out")["d.jsonl", "5"]
    assert "FAULT-SEGV" in texts[4]
    assert entry["bytes"] == len(texts[4].encode())


@pytest.mark.usefixtures("faults")
@pytest.mark.parametrize(("word", "error"), [("FAULT-READER-SEGV", "Crash"), ("FAULT-READER-HANG", "DeadlineError")])
def test_a_reader_that_dies_or_hangs_has_handed_out_what_came_before(tmp_path: Path, word: str, error: str) -> None:
    given = tmp_path / "in"
    given.mkdir()
    texts = [page("己", number, word if number == 7 else "") for number in range(12)]
    (given / "d.jsonl").write_text("".join(json.dumps({"html": text}) + "\n" for text in texts), "utf-8")
    (given / "z.html").write_text(page("庚", 1), "utf-8")
    report = run(options(given, tmp_path / "out", limits=Limits(deadline=2)))
    assert (report["normalised"], report["quarantined"]) == (8, {error: 1})
    members = [row["source"]["member"] for row in rows(tmp_path / "out" / "d.jsonl.jsonl")]
    assert members == [str(number) for number in range(1, 8)]
    assert quarantined(tmp_path / "out")["d.jsonl", None]["error"] == error


@pytest.mark.usefixtures("faults")
def test_of_documents_sent_together_the_one_that_breaks_is_blamed() -> None:
    """Of many small ones, several of which are with a worker at a time; those before and behind it come as if nothing were."""
    words = ["营收5740万元。"] * 90
    words[60], words[80] = "FAULT-SEGV", "FAULT-NATIVE-HANG"
    jobs = [Job(number, Task(raw=word.encode(), path="a.txt")) for number, word in enumerate(words)]
    with Crew[int](1, Limits(deadline=0.5)) as crew:
        made = [(job.tag, job.outcome) for job in crew.run(jobs)]
    assert [number for number, _ in made] == list(range(90))
    failed = {number: outcome for number, outcome in made if isinstance(outcome, Failure)}
    assert {number: (outcome.error, outcome.stage, outcome.attempts) for number, outcome in failed.items()} == {
        60: ("Crash", "fault", 2),
        80: ("DeadlineError", "fault", 1),
    }


def test_quarantine_is_tried_again_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, out = folder_of(tmp_path / "in", 4, {2: "FAULT-RAISE"}), tmp_path / "out"
    monkeypatch.setenv("PYTHONPATH", f"{FAULTS}{os.pathsep}{FAULTS.parent.parent}")
    assert run(options(given, out))["quarantined"] == {"KeyError": 1}
    monkeypatch.delenv("PYTHONPATH")
    assert run(options(given, out))["quarantined"] == {"KeyError": 1}
    report = run(options(given, out, retry_failed=True))
    assert (report["quarantined"], report["normalised"]) == ({}, 4)
    assert quarantined(out) == {}
    assert not list((out / "_run" / "quarantine").iterdir())


def test_two_runs_on_one_folder(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 2), tmp_path / "out"
    done(given, out)
    lock = Lock(out / "_run" / "lock")
    with pytest.raises(HeldError, match=str(os.getpid())):
        done(given, out)
    lock.close()
    assert done(given, out)["unchanged"] == 2


def test_a_broken_manifest_is_replaced(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 2), tmp_path / "out"
    done(given, out)
    (out / "_run" / "manifest.sqlite").write_bytes(b"no database" * 1000)
    assert done(given, out)["fresh"]["documents"] == 2


def test_an_open_file_is_never_half_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.json", b"one")
    write_whole(tmp_path / "a" / "b.json", b"two")
    assert [file.name for file in (tmp_path / "a").iterdir()] == ["b.json"]
    assert (tmp_path / "a" / "b.json").read_bytes() == b"two"
    assert digest_of(tmp_path / "none") == ""


def test_what_was_not_given_its_name_leaves_nothing(tmp_path: Path) -> None:
    drafts = [Draft(tmp_path / "out" / f"{number}.json", b"one", tmp_path / "parts") for number in range(9)]
    drafts[0].force()
    drafts[0].place()
    for draft in drafts:
        draft.drop()
    assert [file.name for file in tmp_path.rglob("*.*")] == ["0.json"]
    Draft(tmp_path / "out" / "1.json", b"two", tmp_path / "parts").drop()
    assert not list((tmp_path / "parts").iterdir())


def started(given: Path, out: Path, workers: int = 2) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "normalize", str(given), str(out), "--workers", str(workers), "-q"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def stopped_at_random(given: Path, out: Path, expected: dict[str, bytes], kills: int, span: float) -> None:
    """Kill runs at random moments; then let one finish, and compare."""
    chance = random.Random(6)
    for _ in range(kills):
        process = started(given, out)
        number = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        try:
            process.wait(chance.uniform(0.3, span))
        except subprocess.TimeoutExpired:
            children = family(process)
            process.send_signal(number)
            process.wait(20)
            _, alive = psutil.wait_procs(children, timeout=5)
            assert not alive, f"orphans after {number}: {alive}"
        for name, content in outputs(out).items():
            if not name.endswith(".part"):
                assert content == expected[name], f"{name} is not whole"
    assert started(given, out).wait(300) == 0
    assert outputs(out) == expected


def test_killed_runs_end_as_if_never_killed(done: Done, tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    write(40, given / "pages")
    write(40, given / "dump.jsonl.gz")
    done(given, tmp_path / "whole")
    stopped_at_random(given, tmp_path / "out", outputs(tmp_path / "whole"), kills=3, span=3)


@pytest.mark.large
def test_twenty_kills_over_two_thousand_pages(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    write(1000, given / "pages")
    write(1000, given / "dump.warc.gz")
    run(options(given, tmp_path / "whole"))
    stopped_at_random(given, tmp_path / "out", outputs(tmp_path / "whole"), kills=20, span=6)


@pytest.mark.usefixtures("faults")
def test_a_container_is_taken_up_where_it_was_left(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    rows = [json.dumps({"html": page("戊", number, "FAULT-SLOW")}) + "\n" for number in range(80)]
    (given / "dump.jsonl").write_text("".join(rows), "utf-8")
    process = started(given, out)
    manifest = out / "_run" / "manifest.sqlite"
    until = time.monotonic() + 60
    while not marked(manifest) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not outputs(out)
    before = marked(manifest)
    report = run(options(given, out))
    assert report["fresh"]["documents"] == 80 - before < 80 == report["documents"]
    found = [json.loads(line) for line in (out / "dump.jsonl.jsonl").read_text("utf-8").splitlines()]
    assert [record["source"]["member"] for record in found] == [str(number) for number in range(1, 81)]


class Stops:
    """Ends a run after so many documents, as a kill does: nothing more is written, and nothing is settled."""

    def __init__(self, after: int) -> None:
        self.left = after

    def document(self, path: str, member: str | None, status: str, detail: str, place: int) -> None:
        del path, member, status, detail, place
        self.left -= 1
        if not self.left:
            raise InterruptedError

    def input(self, path: str, size: int) -> None:
        """Nothing to stop at."""


@pytest.mark.parametrize("tail", ["longer", "torn", "shorter", "gone"])
def test_a_kill_between_data_and_marker(done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tail: str) -> None:
    """Lines behind the marker are cut off; a marker that speaks of more than there is counts for nothing."""
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    write(20, given / "dump.jsonl", make=crawl)
    (given / "z.html").write_text(page("辛", 1), "utf-8")
    done(given, tmp_path / "whole")
    monkeypatch.setattr(sys.modules["pipeline.batch.running"], "_COMMIT_AFTER", 0)  # after every document
    with pytest.raises(InterruptedError):
        run(options(given, out), Stops(12))
    assert marked(out / "_run" / "manifest.sqlite") == 11
    (part,) = (out / "_run" / "parts").glob("[!.]*.part")
    raw = part.read_bytes()
    match tail:
        case "longer":
            part.write_bytes(raw + raw.splitlines(keepends=True)[0])
        case "torn":
            part.write_bytes(raw + b'{"schema": 1, "sta')
        case "shorter":
            part.write_bytes(raw[:-5000])
        case _:
            part.unlink()
    report = done(given, out)
    assert report["fresh"]["documents"] == (10 if tail in {"longer", "torn"} else 21)
    assert outputs(out) == outputs(tmp_path / "whole")


def test_a_kill_between_a_record_and_its_row(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 3), tmp_path / "out"
    done(given, out)
    before = outputs(out)
    with closing(sqlite3.connect(out / "_run" / "manifest.sqlite")) as database, database:
        database.execute("delete from made where name = ?", (b"1/001.html",))
    assert done(given, out)["fresh"]["documents"] == 1
    assert outputs(out) == before


def marked(manifest: Path) -> int:
    """How many members of a container the manifest vouches for."""
    if not manifest.exists():
        return 0
    with closing(sqlite3.connect(f"file:{manifest}?mode=ro", uri=True)) as database:
        try:
            return int(database.execute("select coalesce(max(members), 0) from marker").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_workers_killed_from_outside_lose_nothing(done: Done, tmp_path: Path) -> None:
    """Both at once: a document that is hit twice is taken for one that crashes its worker, and is not made."""
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    write(120, given / "dump.jsonl")
    done(given, tmp_path / "whole")
    process = started(given, out)
    killed = 0
    while process.poll() is None and not killed:
        time.sleep(0.2)
        workers = [child for child in family(process) if child.ppid() != process.pid]
        if len(workers) > 1:
            for worker in workers[:2]:
                worker.kill()
                killed += 1
    assert killed
    assert process.wait(120) == 0
    assert outputs(out) == outputs(tmp_path / "whole")


def test_a_full_disk_stops_the_run_and_loses_nothing(done: Done, tmp_path: Path) -> None:
    given, out = folder_of(tmp_path / "in", 6), tmp_path / "out"
    write(30, given / "dump.jsonl")
    out.mkdir()
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));"
        f"import sys; sys.argv = ['zhengshu', 'normalize', {str(given)!r}, {str(out)!r}]; from pipeline.cli import main; main()"
    )
    stopped = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert stopped.returncode == 3, stopped.stderr
    assert "the same command goes on from here" in stopped.stderr
    assert not [name for name in outputs(out) if not name.endswith(".json")]
    assert "dump.jsonl.jsonl" not in outputs(out)
    done(given, out)
    done(given, tmp_path / "whole")
    assert outputs(out) == outputs(tmp_path / "whole")


def test_a_disk_that_is_really_full(done: Done, tmp_path: Path) -> None:
    """OUT on a file system that fills up in the middle of the run; given room, the same command ends as if never stopped."""
    given, out = folder_of(tmp_path / "in", 6), tmp_path / "out"
    write(60, given / "dump.jsonl")
    out.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(out)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        call = [sys.executable, "-m", "pipeline", "normalize", str(given), str(out)]
        stopped = subprocess.run(call, capture_output=True, check=False, text=True)
        assert stopped.returncode == 3, stopped.stderr
        assert "No space left" in stopped.stderr
        assert "the same command goes on from here" in stopped.stderr
        assert "dump.jsonl.jsonl" not in outputs(out)
        subprocess.run(["mount", "-o", "remount,size=200m", str(out)], check=True)
        done(given, out)
        done(given, tmp_path / "whole")
        assert outputs(out) == outputs(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    """Small form: the parent's peak over 400 pages is near that over the first quarter of them."""
    dump, out = tmp_path / "dump.warc.gz", tmp_path / "out"
    write(400, dump, make=crawl)
    process = started(dump, out)
    seen: list[tuple[int, int]] = []
    while process.poll() is None:
        with contextlib.suppress(psutil.NoSuchProcess, FileNotFoundError):  # either may just have come to its end
            written = sum(part.stat().st_size for part in (out / "_run" / "parts").glob("[!.]*.part"))
            seen.append((written, psutil.Process(process.pid).memory_info().rss))
        time.sleep(0.05)
    assert process.wait() == 0
    quarter = (out / "dump.warc.gz.jsonl").stat().st_size // 4
    early = max(memory for size, memory in seen if 0 < size <= quarter)
    assert max(memory for _, memory in seen) < 1.15 * early


@pytest.mark.large
@pytest.mark.parametrize("name", ["dump.warc.gz", "dump.jsonl"])
def test_a_hundred_thousand_documents_in_one_dump(tmp_path: Path, name: str) -> None:
    """Memory at the end is that at 5,000 documents, and the last tenth costs what the first does: within a tenth each.

    Cost is in CPU seconds, which other work on the machine changes less than wall seconds.
    """
    write(100_000, tmp_path / name, make=crawl)
    sampler = Sampler()
    report = run(options(tmp_path / name, tmp_path / "out"), sampler)
    assert report["documents"] == 100_000
    at = {seen.documents: seen for seen in sampler.seen}
    assert at[100_000].memory < 1.1 * at[5000].memory
    first, last = at[10_500].cpu - at[500].cpu, at[100_000].cpu - at[90_000].cpu
    assert last < 1.1 * first
