"""Dumps of any size, made from the pages under raw/: each page again and again, with other digits in its text.

    python bench/dump.py 100000 dump.warc.gz      # or .jsonl, .jsonl.zst, .csv; a name without suffix makes a folder of pages

The same number gives the same dump. Digits change only beside a Han character or a currency sign, so markup, dates in URLs
and charset names stay as they are.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import gzip
import io
import json
import lzma
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import zstandard

import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator

RAW = Path(__file__).resolve().parent.parent / "raw"
_SUFFIXES = {".html", ".txt", ".md"}
_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff$¥£€])\d[\d,]*+")


class Sample(NamedTuple):
    """A page as decoded, and how it was encoded."""

    name: str
    text: str
    encoding: str


def samples(folder: Path = RAW) -> list[Sample]:
    """The pages to vary."""
    found = []
    for file in sorted(folder.rglob("*")):
        raw = file.read_bytes() if file.is_file() and file.suffix in _SUFFIXES else b""
        if raw:
            text, encoding = pipeline.decode(raw)
            found.append(Sample(file.name, text, encoding))
    return found


def varied(text: str, seed: int) -> str:
    """The text with other digits where figures stand."""
    chance = random.Random(seed)
    return _DIGITS.sub(lambda match: re.sub(r"\d", lambda _: chance.choice("123456789"), match[0]), text)


def pages(count: int, folder: Path = RAW) -> Iterator[tuple[str, bytes, str]]:
    """So many pages: name, bytes, encoding."""
    known = samples(folder)
    for number in range(count):
        sample = known[number % len(known)]
        text = varied(sample.text, number) if number >= len(known) else sample.text
        stem, dot, ending = sample.name.rpartition(".")
        yield f"{stem}-{number:06}{dot}{ending}", text.encode(sample.encoding, "replace"), sample.encoding


def warc_record(number: int, raw: bytes, encoding: str) -> bytes:
    """A WARC response record."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={encoding}\r\nContent-Length: {len(raw)}\r\n\r\n".encode() + raw
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{number:08x}-0000-4000-8000-000000000000>\r\n"
        "WARC-Date: 2025-03-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _packed(file: Path) -> BinaryIO:
    """The file, open to be written, under the compression of its suffix."""
    if file.suffix == ".gz":
        return cast("BinaryIO", gzip.GzipFile(file, "wb", compresslevel=6, mtime=0))
    if file.suffix == ".bz2":
        return cast("BinaryIO", bz2.open(file, "wb"))
    if file.suffix == ".xz":
        return cast("BinaryIO", lzma.open(file, "wb"))
    if file.suffix == ".zst":
        return cast("BinaryIO", zstandard.open(file, "wb"))
    return file.open("wb")


def write(count: int, target: Path, folder: Path = RAW) -> None:
    """Write a dump of the kind that the target's name says."""
    kinds = {suffix.lstrip(".") for suffix in target.suffixes}
    if "warc" in kinds:
        with target.open("wb") as plain:
            for number, (_, raw, encoding) in enumerate(pages(count, folder)):
                record = warc_record(number, raw, encoding)
                plain.write(gzip.compress(record, 6, mtime=0) if target.suffix == ".gz" else record)
    elif kinds & {"jsonl", "csv"}:
        with _packed(target) as stream, io.TextIOWrapper(stream, "utf-8", newline="") as text:
            table = csv.writer(text)
            if "csv" in kinds:
                table.writerow(["url", "html"])
            for number, (_, raw, encoding) in enumerate(pages(count, folder)):
                row = [f"https://news.example/{number}", raw.decode(encoding)]
                if "csv" in kinds:
                    table.writerow(row)
                else:
                    text.write(json.dumps({"url": row[0], "html": row[1]}, ensure_ascii=False) + "\n")
    else:
        for name, raw, _ in pages(count, folder):
            file = target / name[-8:-5].lstrip("-") / name if count > 1000 else target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)


def main() -> None:
    """Read the call."""
    parser = argparse.ArgumentParser(description="Make a dump of varied pages from raw/.")
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--raw", type=Path, default=RAW, help="the pages to vary")
    given = parser.parse_args()
    write(given.count, given.target, given.raw)


if __name__ == "__main__":
    main()
