"""Dumps of any size, made from the pages under raw/: each page again and again, with other digits in its text.

    python bench/dump.py 100000 dump.warc.gz      # or .jsonl, .jsonl.zst, .csv; a name without suffix makes a folder of pages
    python bench/dump.py 100000 dump.jsonl --crawl

The same number gives the same dump. Digits change only beside a Han character or a currency sign, so markup, dates in URLs
and charset names stay as they are.

Our pages are full of figures, which a crawl of news is not. `--crawl` makes a mixture nearer to one: of twenty documents
three are whole articles, five are lists of headlines, twelve are flashes (an article's page with the first paragraph of its
text alone). The company of each page has a name of its own, so that no cache of words sees the same ones again.
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
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

import zstandard

import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RAW = Path(__file__).resolve().parent.parent / "raw"
_SUFFIXES = {".html", ".txt", ".md"}
_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff$¥£€])\d[\d,]*+")
_PARAGRAPH = re.compile(r"<(p|table|li|h2)\b.*?</\1>", re.DOTALL)
_CYCLE = "fflffwflfflfwflfflwf"
"""What follows what in the mixture: f a flash, l a list, w a whole article."""


Made = tuple[str, bytes, str]
"""A page of a dump: name, bytes, encoding."""


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


def pages(count: int, folder: Path = RAW) -> Iterator[Made]:
    """So many pages: name, bytes, encoding."""
    known = samples(folder)
    for number in range(count):
        sample = known[number % len(known)]
        text = varied(sample.text, number) if number >= len(known) else sample.text
        stem, dot, ending = sample.name.rpartition(".")
        yield f"{stem}-{number:06}{dot}{ending}", text.encode(sample.encoding, "replace"), sample.encoding


def company(sample: Sample) -> str:
    """The name that most figures of a page belong to, as the page writes it; empty where there is none."""
    figures = pipeline.normalize(sample.text.encode(sample.encoding, "replace")).figures
    places = [one for figure in figures for one in figure.evidence if one.field == "subject" and one.raw_start is not None]
    names = Counter(sample.text[one.raw_start : one.raw_end] for one in places)
    return names.most_common(1)[0][0] if names else ""


def _name(chance: random.Random) -> str:
    """Four Han characters of the common ones, which stand first in GB 2312."""
    return "".join(bytes([chance.randrange(0xB0, 0xD7), chance.randrange(0xA1, 0xFA)]).decode("gb2312") for _ in range(4))


def renamed(text: str, name: str, sample: Sample, seed: int) -> str:
    """The text with a company of another name, one that the page's encoding can write."""
    chance = random.Random(seed)
    while name:
        new = _name(chance)
        if new.encode(sample.encoding, "ignore").decode(sample.encoding) == new:
            return text.replace(name, new)
    return text


def flash(text: str) -> str:
    """The page with one paragraph of its text, the longest of the first three."""
    if "<h1" in text:
        head = text.index("</h1>")
        found = [match[0] for match in _PARAGRAPH.finditer(text, head)]
        kept = max(found[:3], key=len)
        return text[:head] + _PARAGRAPH.sub(lambda match: match[0] if match[0] == kept else "", text[head:])
    parts = text.split("\n\n")
    longest = max(parts, key=len)
    return "\n\n".join([*parts[: min(3, parts.index(longest))], longest])


def crawl(count: int, folder: Path = RAW) -> Iterator[Made]:
    """So many pages of the mixture: name, bytes, encoding."""
    known = samples(folder)
    names = {sample.name: company(sample) for sample in known}
    articles = [sample for sample in known if names[sample.name]]
    lists = [sample for sample in known if not names[sample.name]]
    for number in range(count):
        kind, chance = _CYCLE[number % len(_CYCLE)], random.Random(number)
        sample = chance.choice(lists if kind == "l" else articles)
        text = renamed(varied(sample.text, number), names[sample.name], sample, number)
        made = flash(text) if kind == "f" else text
        stem, dot, ending = sample.name.rpartition(".")
        yield f"{stem}-{number:06}{dot}{ending}", made.encode(sample.encoding, "replace"), sample.encoding


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


def write(count: int, target: Path, folder: Path = RAW, make: Callable[[int, Path], Iterator[Made]] = pages) -> None:
    """Write a dump of the kind that the target's name says, of the pages that `make` makes."""
    kinds = {suffix.lstrip(".") for suffix in target.suffixes}
    if "warc" in kinds:
        with target.open("wb") as plain:
            for number, (_, raw, encoding) in enumerate(make(count, folder)):
                record = warc_record(number, raw, encoding)
                plain.write(gzip.compress(record, 6, mtime=0) if target.suffix == ".gz" else record)
    elif kinds & {"jsonl", "csv"}:
        with _packed(target) as stream, io.TextIOWrapper(stream, "utf-8", newline="") as text:
            table = csv.writer(text)
            if "csv" in kinds:
                table.writerow(["url", "html"])
            for number, (_, raw, encoding) in enumerate(make(count, folder)):
                row = [f"https://news.example/{number}", raw.decode(encoding)]
                if "csv" in kinds:
                    table.writerow(row)
                else:
                    text.write(json.dumps({"url": row[0], "html": row[1]}, ensure_ascii=False) + "\n")
    else:
        for name, raw, _ in make(count, folder):
            file = target / name[-8:-5].lstrip("-") / name if count > 1000 else target / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)


def main() -> None:
    """Read the call."""
    parser = argparse.ArgumentParser(description="Make a dump of varied pages from raw/.")
    parser.add_argument("count", type=int)
    parser.add_argument("target", type=Path)
    parser.add_argument("--raw", type=Path, default=RAW, help="the pages to vary")
    parser.add_argument("--crawl", action="store_true", help="the mixture of a crawl: lists and flashes, too")
    given = parser.parse_args()
    write(given.count, given.target, given.raw, crawl if given.crawl else pages)


if __name__ == "__main__":
    main()
