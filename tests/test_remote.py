"""Inputs behind fsspec URLs: files of this machine; objects in the bucket of a real S3 server where moto and s3fs are there."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench.dump import write
from pipeline.batch import Options, run

ROOT = Path(__file__).resolve().parent.parent


def outputs(out: Path) -> dict[str, bytes]:
    """Every record file by its place."""
    return {str(file.relative_to(out)): file.read_bytes() for file in sorted(out.rglob("*.json*")) if "_run" not in file.parts}


def normalised(source: str, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the command."""
    call = [sys.executable, "-m", "pipeline", "normalize", source, str(out), "--workers", "2"]
    return subprocess.run(call, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False)


def given(folder: Path) -> Path:
    """Pages, a dump of JSON lines and a compressed WARC."""
    folder.mkdir()
    write(4, folder / "pages")
    write(6, folder / "dump.jsonl")
    write(5, folder / "crawl.warc.gz")
    return folder


def test_a_file_url_is_the_file(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    folder = given(tmp_path / "in")
    assert run(Options(source=str(folder), out=tmp_path / "plain"))["normalised"] == 15
    assert run(Options(source=folder.as_uri(), out=tmp_path / "url"))["normalised"] == 15
    assert outputs(tmp_path / "url") == outputs(tmp_path / "plain")


def test_the_web_is_not_fetched(tmp_path: Path) -> None:
    done = normalised("https://corner.example/dump.jsonl", tmp_path / "out")
    assert done.returncode == 2
    assert "pages are not fetched from the web" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


@pytest.mark.large
def test_a_bucket_is_a_folder(tmp_path: Path) -> None:
    """The same bytes from objects of S3 as from files; a second run does nothing anew; a broken object costs itself only."""
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    pytest.importorskip("moto.server", reason="moto is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            assert server.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        access = {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            "AWS_ACCESS_KEY_ID": "a",
            "AWS_SECRET_ACCESS_KEY": "b",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        folder = given(tmp_path / "in")
        (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
        system = s3fs.S3FileSystem(key="a", secret="b", endpoint_url=access["AWS_ENDPOINT_URL"])
        system.mkdir("news")
        system.put(f"{folder}/", "news/dump/", recursive=True)
        assert (
            normalised(str(folder), tmp_path / "plain").returncode
            == normalised("s3://news/dump", tmp_path / "s3", **access).returncode
        )
        assert outputs(tmp_path / "s3") == outputs(tmp_path / "plain")
        assert len(outputs(tmp_path / "s3")) == 7
        assert normalised("s3://news/dump", tmp_path / "s3", **access).returncode in {0, 1}
        report = json.loads((tmp_path / "s3" / "_run" / "report.json").read_text("utf-8"))
        assert report["unchanged"] == 16
    finally:
        server.kill()
        server.wait()
