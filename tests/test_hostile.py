"""Hostile input: each kind with the outcome it must have, and none may take longer than its deadline or stop the run."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import tarfile
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from typer.testing import CliRunner

from pipeline.batch import Limits, Options, run
from pipeline.batch.inputs import Input, listed
from pipeline.cli import app
from pipeline.containers import LeftOut

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    "<html><body><article><h1>甲公司业绩</h1>"
    "<p>甲公司2024年营收5740万元,同比增长69.4%,毛利率为38.2%。</p></article></body></html>"
)


def outcome(given: Path, out: Path, **more: Any) -> dict[str, Any]:
    return run(Options(source=str(given), out=out, workers=2, **more))


def errors(out: Path) -> dict[str, str]:
    entries = [json.loads(file.read_text("utf-8")) for file in (out / "_run" / "quarantine").glob("*.json")]
    return {entry["path"] + (f"/{entry['member']}" if entry["member"] else ""): entry["error"] for entry in entries}


BARE, WORDLESS = "no passage of the page reads like an article", "the page shows no text"
DEEP = "<div>" * 100_000 + "深处" + "</div>" * 100_000
DTD = (
    '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p; '
    '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)
BREAKERS: dict[str, tuple[bytes, str | None]] = {
    "good.html": (GOOD.encode(), None),
    "tags.html": (b"<p" * 200_000, WORDLESS),
    "comments.html": (b"<!--" * 100_000, WORDLESS),
    "deep-256.html": (("<div>" * 256 + "<p>营收5740万元,同比增长69.4%。</p>" + "</div>" * 256).encode(), None),
    "deep-100000.html": (DEEP.encode(), BARE),
    "digits.txt": (("营收" + "9" * 100_000 + "元。").encode(), None),
    "commas.txt": (("1," * 50_000 + "元").encode(), None),
    "zeros.txt": (b"1e400000 yuan and 0." + b"0" * 50_000 + b"1 per cent", None),
    "laughs.html": (b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><p>&b;&b;</p>', BARE),
    "xxe.html": (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>&f; 5740</p></body></html>', BARE),
    "dtd.html": ((DTD + GOOD).encode(), None),
    "nul.html": (b"<p>one\0two" + GOOD.encode(), None),
    "surrogates.html": (b"<p>&#xD800;&#xDFFF;\xed\xa0\x80</p>" + GOOD.encode(), None),
    "astral.html": (("<p>" + "😀𠀀" * 2000 + "</p>" + GOOD).encode(), None),
    "utf16.html": (GOOD.encode("utf-16"), None),
    "mislabelled.html": (b'<meta charset="gb2312">' + GOOD.replace("甲", "喆").encode("gb18030"), None),
    "short-gbk.txt": ("营收增长".encode("gbk"), BARE),
    "binary.html": (bytes(range(256)) * 2000, "not text: 635 of the first 4096 characters are control characters or undecodable"),
    "empty.html": (b"", "empty"),
    "blank.html": (b" \n\t " * 1000, "empty"),
    "one-line.txt": ("字".encode() * 200_000, None),
    "brackets.txt": (("(" * 20_000 + "1" + ")" * 20_000).encode(), None),
    "attributes.html": (b"<p " + b"a=1 " * 100_000 + b">x</p>", BARE),
    "entities.html": (b"&#x4e00;" * 50_000, None),
    "table.html": (b"<table>" + b"<tr><td>1<table>" * 2000, BARE),
    "json.html": (b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>" + GOOD.encode(), None),
    "comments.md": (b"5740 yuan <!-- " * 10_000, None),
    "pipes.md": (b"|" * 100_000 + b"\n" + b"|-" * 50_000, WORDLESS),
    "script.html": (b"<title><script>alert(1)</script>x</title>" + GOOD.encode(), None),
}
"""Pages, and why each is filtered; None: it is normalised."""


def test_pages_made_to_break_readers(tmp_path: Path) -> None:
    """Every one of them ends as a record, with the outcome that stands beside it, within the deadline."""
    given = tmp_path / "in"
    given.mkdir()
    for name, (raw, _) in BREAKERS.items():
        (given / name).write_bytes(raw)
    report = outcome(given, tmp_path / "out", limits=Limits(deadline=20))
    assert report["documents"] == len(BREAKERS)
    assert errors(tmp_path / "out") == {}
    assert max(row["seconds"] for row in report["slowest"]) < 20
    records = {name: json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8")) for name in BREAKERS}
    assert {name: record["reason"] for name, record in records.items()} == {name: why for name, (_, why) in BREAKERS.items()}
    for name, (raw, why) in BREAKERS.items():
        record = records[name]
        assert record["status"] == ("filtered" if why else "normalised")
        assert "root:" not in record["text"]
        if GOOD.encode() in raw or name in {"utf16.html", "mislabelled.html"}:
            assert [figure["text"] for figure in record["figures"]] == ["5740万元", "69.4%", "38.2%"], name
    assert [figure["value"] for figure in records["deep-256.html"]["figures"]] == ["57400000", "69.4"]
    assert "喆公司" in records["mislabelled.html"]["text"]
    assert "encoding-guessed" in {note["code"] for note in records["short-gbk.txt"]["notes"]}
    assert records["digits.txt"]["text"] == "营收" + "9" * 100_000 + "元。"
    for name in ("astral.html", "nul.html"):  # offsets are characters of the page, however many bytes they take
        source = BREAKERS[name][0].decode()
        for figure in records[name]["figures"]:
            assert source[figure["raw_start"] : figure["raw_end"]] == figure["raw"]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_bombs_are_bounded(tmp_path: Path, suffix: str) -> None:
    """300 MB of nothing from a few kilobytes: as a page, in a line, in an archive. The memory limit is never reached."""
    given = tmp_path / "in"
    given.mkdir()
    if suffix == ".gz":
        stream = io.BytesIO()
        with gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=1) as packer:
            for _ in range(300):
                packer.write(bytes(1 << 20))
        packed = stream.getvalue()
    else:
        packed = zstandard.compress(bytes(300 << 20))
    (given / f"page.html{suffix}").write_bytes(packed)
    (given / f"lines.jsonl{suffix}").write_bytes(packed)
    with zipfile.ZipFile(given / "archive.zip", "w") as archive:
        archive.writestr(f"inner.html{suffix}", packed)
        archive.writestr("good.html", GOOD)
    report = outcome(given, tmp_path / "out", limits=Limits(largest=8 << 20, memory=256))
    assert report["normalised"] == 1
    assert errors(tmp_path / "out") == {
        f"page.html{suffix}": "TooLargeError",
        f"lines.jsonl{suffix}/1": "TooLargeError",
        f"archive.zip/inner.html{suffix}": "TooLargeError",
    }


def test_a_file_of_two_gigabytes_is_not_read(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    with (given / "huge.html").open("wb") as file:
        file.truncate(2 << 30)
    (given / "good.html").write_text(GOOD, "utf-8")
    report = outcome(given, tmp_path / "out")
    assert (report["normalised"], report["quarantined"]) == (1, {"TooLargeError": 1})
    assert not list((tmp_path / "out" / "_run" / "quarantine").glob("*.raw"))


def test_names_stay_within_the_output(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "deep" / "out"
    given.mkdir()
    names = [
        "../../escaped.html",
        "/tmp/absolute.html",
        "..\\windows.html",
        "a/../../b.html",
        "x" * 300 + ".html",
        "new\nline.html",
    ]
    with tarfile.open(given / "names.tar", "w") as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            raw = GOOD.encode()
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo(f"special-{kind!r}.html")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    report = outcome(given, out)
    members = [json.loads(line)["source"]["member"] for line in (out / "names.tar.jsonl").read_text("utf-8").splitlines()]
    assert members == names
    assert report["left_out"] == {"link in an archive": 2, "special file in an archive": 2}
    assert sorted(file.name for file in out.iterdir()) == ["_run", "names.tar.jsonl"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["deep", "in"]


def test_folders_made_to_trap_walkers(tmp_path: Path) -> None:
    given = tmp_path / "in"
    (given / "a" / "b").mkdir(parents=True)
    (given / "a" / "b" / "good.html").write_text(GOOD, "utf-8")
    (given / "a" / "loop").symlink_to(given)
    (given / "a" / "self").symlink_to("self")
    (given / "gone.html").symlink_to("nowhere")
    (given / "linked.html").symlink_to(given / "a" / "b" / "good.html")
    os.mkfifo(given / "pipe.html")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(given / "door.html"))
        found = list(listed(str(given)))
    assert [item.name for item in found if isinstance(item, Input)] == ["a/b/good.html", "linked.html"]
    assert {item.member: item.reason.partition(":")[0] for item in found if isinstance(item, LeftOut)} == {
        "a/loop": "link to a folder",
        "a/self": "cannot be opened",
        "door.html": "not a file",
        "gone.html": "cannot be opened",
        "pipe.html": "not a file",
    }


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    names = [b"\xd6\xd0\xce\xc4.html", b"\xff\xfe.jsonl"]
    try:
        (given / os.fsdecode(names[0])).write_text(GOOD, "utf-8")
        (given / os.fsdecode(names[1])).write_text(json.dumps({"html": GOOD}), "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    report = outcome(given, out)
    assert report["normalised"] == 2
    assert sorted(os.fsencode(file.name) for file in out.iterdir()) == [
        b"_run",
        b"\xd6\xd0\xce\xc4.html.json",
        b"\xff\xfe.jsonl.jsonl",
    ]
    record = json.loads((out / os.fsdecode(names[0] + b".json")).read_text("utf-8"))
    assert record["source"]["path"] == "\\xd6\\xd0\\xce\\xc4.html"
    assert outcome(given, out)["unchanged"] == 2


def test_names_without_room_cost_themselves_only(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    (given / ("x" * 248 + ".html")).write_text(GOOD, "utf-8")
    (given / ("y" * 250 + ".txt")).write_text(GOOD, "utf-8")
    (given / ("z" * 248 + ".jsonl")).write_text(json.dumps({"html": GOOD}), "utf-8")
    (given / "a").write_text(GOOD, "utf-8")
    (given / "a.json").mkdir()
    (given / "a.json" / "b.html").write_text(GOOD, "utf-8")
    report = outcome(given, out)
    assert report["normalised"] == 2
    assert report["quarantined"] == {"OSError": 4}
    assert (out / "a.json").is_file()
    assert outcome(given, out)["unchanged"] >= 1


def test_broken_containers_keep_what_they_can(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    lines = "".join(json.dumps({"html": GOOD.replace("5740", str(n))}) + "\n" for n in range(2000, 2400))
    packed = gzip.compress(lines.encode())
    (given / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (given / "junk.warc").write_bytes(b"junk" * 1000)
    (given / "junk.parquet").write_bytes(b"PAR1" + b"junk" * 1000 + b"PAR1")
    (given / "empty.jsonl").write_bytes(b"")
    (given / "good.html").write_text(GOOD, "utf-8")
    report = outcome(given, out)
    assert report["quarantined"] == {"BadJson": 1, "DamagedError": 3}
    assert report["normalised"] > 100
    assert (out / "empty.jsonl.jsonl").read_bytes() == b""
    found = errors(out)
    half = next(name for name, error in found.items() if error == "BadJson")
    assert half == f"cut.jsonl.gz/{report['normalised']}"
    assert set(found) == {"cut.jsonl.gz", half, "junk.parquet", "junk.warc"}


def test_a_clock_that_goes_backwards_changes_nothing(tmp_path: Path) -> None:
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    (given / "a.html").write_text(GOOD, "utf-8")
    outcome(given, out)
    os.utime(given / "a.html", (0, 0))
    assert outcome(given, out)["unchanged"] == 1
    stamp = (given / "a.html").stat()
    (given / "a.html").write_text(GOOD.replace("5740", "5741"), "utf-8")
    os.utime(given / "a.html", (stamp.st_atime, stamp.st_mtime))
    with pytest.MonkeyPatch.context() as patch:
        ticks = itertools.count(2_000_000_000, -3600)
        patch.setattr("time.time", lambda: float(next(ticks)))
        again = outcome(given, out)
    assert again["fresh"]["documents"] == 1
    assert again["seconds"] >= 0


def test_markup_and_controls_are_inert_in_every_output(tmp_path: Path) -> None:
    """Titles, texts, URLs and names of files are data in records, and spelt out where people read them."""
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    title = "\x1b[31m[bold]甲公司[/bold][/]&lt;img src=x onerror=alert(1)&gt;&amp;lt;b&amp;gt;"
    hostile = (
        f"<html><head><title>{title}</title><link rel=canonical href='javascript:alert(2)'></head><body><article><h1>{title}</h1>"
        "<p>[red]甲公司[/red]\x1b[2J\u202e2024年营收5740万元,同比增长69.4%,毛利率为38.2%。</p></article></body></html>"
    )
    name = "[red]\x1b[31mx\x07.html"
    (given / name).write_text(hostile, "utf-8")
    (given / f"{name}.gz").write_bytes(b"no gzip")

    def told(*words: object, status: int = 0) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})
        assert done.exit_code == status, done.output
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.output), words
        return done.output

    said = told("normalize", given, out, "-v")
    assert "[red]\\x1b[31mx\\x07.html: " in said
    record = json.loads((out / f"{name}.json").read_text("utf-8"))
    assert record["source"]["path"] == name
    assert "<img src=x onerror=alert(1)>&lt;b&gt;" in record["metadata"]["title"]
    assert "\\x1b" in (out / "_run" / "report.txt").read_text("utf-8")
    shown = told("explain", given / name)
    assert "[bold]甲公司[/bold][/]" in shown
    told("facts", "build", out)
    assert "\\x1b[31mx" in told("facts", "query", out, "--format", "table")
    assert "5740万元" in told("facts", "query", out, "--format", "json")
    told("diff", out, out)
    shutil.copytree(out, tmp_path / "other")
    (tmp_path / "other" / f"{name}.json").unlink()
    assert "\\x1b[31mx" in told("diff", out, tmp_path / "other", status=1)


def test_read_only_output_is_refused(tmp_path: Path) -> None:
    """A file system that takes no writes, which holds for every user."""
    given, out = tmp_path / "in", tmp_path / "out"
    given.mkdir()
    out.mkdir()
    (given / "a.html").write_text(GOOD, "utf-8")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(out)], capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        done = CliRunner().invoke(app, ["normalize", str(given), str(out)], env={"COLUMNS": "200"})
        assert done.exit_code == 2, done.output
        assert "cannot be written" in " ".join(done.output.split())
        assert not list(out.iterdir())
    finally:
        subprocess.run(["umount", str(out)], check=True)
