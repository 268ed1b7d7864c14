"""What containers hand out: every page in order, what precedes damage, and nothing that the file system would trip over."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import tarfile
import time
import zipfile
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bench.dump import warc_record
from pipeline.containers import (
    DamagedError,
    Fault,
    LeftOut,
    Page,
    Reading,
    TooLargeError,
    kind_of,
    pages,
    read_bounded,
    unpacked,
)
from pipeline.containers.tables import iso_date
from pipeline.lexicon.fields import fields, folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.containers import Member

PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}


def read(data: bytes, kind: str, suffix: str = "", reading: Reading | None = None) -> list[Member]:
    return list(pages(unpacked(io.BytesIO(data), suffix), kind, reading or Reading()))


def members(found: list[Member]) -> list[str | None]:
    return [member.member for member in found if isinstance(member, Page)]


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return stream.getvalue()


WARC = b"".join(warc_record(number, f"<p>第{number}页 营收{number}亿元</p>".encode("gbk") * 40, "gbk") for number in range(6))


@given(st.binary(max_size=5000), st.sampled_from(sorted(PACKED)), st.integers(1, 700))
def test_unpacked_gives_what_was_packed(data: bytes, suffix: str, step: int) -> None:
    stream = unpacked(io.BytesIO(PACKED[suffix](data) + PACKED[suffix](data)), suffix)
    pieces = []
    while piece := stream.read(step):
        pieces.append(piece)
    assert b"".join(pieces) == data + data


@given(st.lists(st.binary(max_size=300).map(lambda line: line.replace(b"\n", b"")), max_size=30), st.sampled_from(sorted(PACKED)))
def test_lines_are_those_of_the_plain_stream(lines: list[bytes], suffix: str) -> None:
    data = b"\n".join(lines)
    assert list(unpacked(io.BytesIO(PACKED[suffix](data)), suffix)) == list(io.BytesIO(data))


@pytest.mark.parametrize("suffix", sorted(PACKED))
def test_cut_short_keeps_what_was_there(suffix: str) -> None:
    data = b"".join(
        b'{"text": "%06d %s"}\n' % (number, bytes([97 + number % 26]) * (number * 7919 % 400)) for number in range(3000)
    )
    packed = PACKED[suffix](data)
    found = read(packed[:-9], "jsonl", suffix)
    assert isinstance(found[-1], Fault)
    assert found[-1].member is None
    good = [member for member in found if isinstance(member, Page)]
    assert good
    assert all(data[data.find(b'{"text": "' + page.raw[:6]) :].startswith(b'{"text": "' + page.raw) for page in good)


@pytest.mark.parametrize("suffix", sorted(PACKED))
def test_damage_is_an_error(suffix: str) -> None:
    packed = PACKED[suffix](b"some text " * 1000)
    middle = len(packed) // 2
    with pytest.raises(DamagedError):
        unpacked(io.BytesIO(packed[:middle] + bytes(byte ^ 0x5A for byte in packed[middle:])), suffix).read()
    with pytest.raises(DamagedError):
        unpacked(io.BytesIO(b"plain text"), suffix).read()


def test_a_document_has_a_bound() -> None:
    bomb = gzip.compress(b"\0" * 5_000_000)
    with pytest.raises(TooLargeError, match="--max-document"):
        read_bounded(unpacked(io.BytesIO(bomb), ".gz"), 1 << 20)


def test_names_tell_the_kind() -> None:
    assert kind_of("a/b.WARC.GZ") == ("warc", ".gz")
    assert kind_of("CC-MAIN.warc.wet.gz") == ("warc", ".gz")
    assert kind_of("pages.tgz") == ("tar", ".gz")
    assert kind_of("page.html") == (None, "")
    assert kind_of(".jsonl") == (None, "")


@pytest.mark.parametrize("suffix", ["", *sorted(PACKED)])
def test_warc_gives_body_url_and_charset(suffix: str) -> None:
    found = read(PACKED[suffix](WARC) if suffix else WARC, "warc", suffix)
    assert members(found) == ["1", "2", "3", "4", "5", "6"]
    page = found[2]
    assert isinstance(page, Page)
    assert (page.url, page.declared) == ("https://news.example/2", "gbk")
    assert page.raw.decode("gbk").startswith("<p>第2页 营收2亿元</p>")


def test_warc_in_members_of_its_own() -> None:
    assert members(read(b"".join(gzip.compress(warc_record(n, b"<p>x", "utf-8")) for n in range(4)), "warc", ".gz")) == list(
        "1234"
    )


def test_warc_leaves_out_what_is_no_page() -> None:
    records = warc_record(0, b"<p>page", "utf-8")
    records += warc_record(1, b"gone", "utf-8").replace(b"200 OK", b"404 No")
    records += warc_record(2, b"\xff\xd8\xff", "utf-8").replace(b"text/html; charset=utf-8", b"image/jpeg; x=abcdefgh")
    records += warc_record(3, b"", "utf-8").replace(b"WARC-Type: response", b"WARC-Type: metadata")
    found = read(records, "warc")
    assert [(type(m).__name__, getattr(m, "reason", None)) for m in found] == [
        ("Page", None),
        ("LeftOut", "HTTP 404"),
        ("LeftOut", "media type image/jpeg"),
        ("LeftOut", "WARC metadata"),
    ]


def test_warc_bodies_are_unpacked_as_the_header_says() -> None:
    def with_header(body: bytes, header: bytes) -> bytes:
        record = warc_record(1, body, "utf-8").replace(b"charset=utf-8\r\n", b"charset=utf-8\r\n" + header + b"\r\n", 1)
        head, _, rest = record.partition(b"\r\n\r\n")
        size = len(rest) - 4
        lines = [b"Content-Length: %d" % size if line.startswith(b"Content-Length") else line for line in head.split(b"\r\n")]
        return b"\r\n".join(lines) + b"\r\n\r\n" + rest

    text = b"<p>hello there"
    for body, header in (
        (gzip.compress(text), b"Content-Encoding: gzip"),
        (text, b"Content-Encoding: gzip"),
        (b"5\r\n<p>he\r\n9\r\nllo there\r\n0\r\n\r\n", b"Transfer-Encoding: chunked"),
    ):
        (page,) = read(with_header(body, header), "warc")
        assert isinstance(page, Page), page
        assert page.raw == text


def test_truncated_warc_keeps_the_good_records() -> None:
    found = read(WARC[: len(WARC) * 3 // 4], "warc")
    assert members(found) == ["1", "2", "3", "4"]
    assert isinstance(found[-1], Fault)
    found = read(gzip.compress(WARC)[:-40], "warc", ".gz")
    assert members(found)[:3] == ["1", "2", "3"]
    assert isinstance(found[-1], Fault)


def test_junk_is_a_fault_and_nothing_is_nothing() -> None:
    for kind in ("warc", "zip", "tar", "parquet"):
        found = read(b"no container at all " * 100, kind)
        assert [type(member) for member in found] == [Fault], kind
    assert read(b"", "jsonl") == read(b"", "csv") == read(b"", "warc") == []


def test_jsonl_finds_the_columns() -> None:
    lines = [
        {"id": 1, "url": "http://a.cn/1", "published_at": "2025-03-01", "content": "<p>甲"},
        {"链接": "http://a.cn/2", "发布时间": "2025/3/2 08:00", "正文": "乙"},
        {"title": "no page here"},
        "just a text",
    ]
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n{broken\n"
    one, two, three, four, five = read(b"\xef\xbb\xbf" + data.encode(), "jsonl")
    assert one == Page("1", "<p>甲".encode(), "http://a.cn/1", "utf-8", "2025-03-01")
    assert two == Page("2", "乙".encode(), "http://a.cn/2", "utf-8", "2025-03-02T08:00:00")
    assert isinstance(three, Fault)
    assert "--body-field" in three.message
    assert four == Page("4", b"just a text", None, "utf-8", None)
    assert isinstance(five, Fault)
    assert five.error == "BadJson"


def test_jsonl_takes_the_column_it_is_told() -> None:
    line = json.dumps({"html": "wrong", "story": "right", "when": 1740816000}).encode()
    reading = Reading(body="story", date="when")
    assert read(line, "jsonl", reading=reading) == [Page("1", b"right", None, "utf-8", "2025-03-01T08:00:00+00:00")]
    (fault,) = read(b'{"html": "x"}', "jsonl", reading=reading)
    assert isinstance(fault, Fault)
    assert "'story'" in fault.message


def test_jsonl_hostile_lines_cost_themselves_only() -> None:
    lines = [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"text": "\\ud800 alone"}',
        b'{"text": "nul \\u0000 inside"}',
        b'{"text": "' + b"x" * 3000 + b'"}',
        b"42",
        b'{"text": "good"}',
    ]
    found = read(b"\n".join(lines), "jsonl", reading=Reading(largest=2000))
    kinds = [type(member).__name__ for member in found]
    assert kinds == ["Fault", "Page", "Page", "Fault", "Fault", "Page"]
    assert cast("Page", found[1]).raw.decode() == "\ufffd alone"
    assert cast("Page", found[2]).raw == b"nul \0 inside"


def test_csv_reads_quotes_encodings_and_separators() -> None:
    text = 'url,发布日期,正文\nhttp://a.cn/1,2025-1-2,"两行\n的""文""字"\nhttp://a.cn/2,,短\n'
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        one, two = read(text.encode(encoding), "csv")
        assert one == Page("1", '两行\n的"文"字'.encode(), "http://a.cn/1", "utf-8", "2025-01-02")
        assert two == Page("2", "短".encode(), "http://a.cn/2", "utf-8", None)
    assert members(read(b"link;body\nx;y\n", "csv")) == ["1"]
    assert members(read(b"link\tbody\nx\ty\n", "tsv")) == ["1"]


def test_parquet_reads_needed_columns_in_order() -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    table = {
        "url": [f"http://a.cn/{n}" for n in range(300)],
        "html": [f"<p>{n}".encode() for n in range(300)],
        "other": [{"deep": n} for n in range(300)],
    }
    parquet.write_table(pa.table(table), stream, row_group_size=70)
    found = read(stream.getvalue(), "parquet")
    assert members(found) == [str(n) for n in range(1, 301)]
    assert found[299] == Page("300", b"<p>299", "http://a.cn/299")
    assert members(read(gzip.compress(stream.getvalue()), "parquet", ".gz")) == members(found)
    assert isinstance(read(stream.getvalue()[:-20], "parquet")[0], Fault)


def test_archives_give_files_and_containers_within() -> None:
    files = {
        "a.html": b"<p>a",
        "b/c.txt.gz": gzip.compress(b"c"),
        "d.jsonl.zst": zstandard.compress(b'{"text": "1"}\n{"text": "2"}\n'),
        "__MACOSX/._a.html": b"junk",
        ".DS_Store": b"junk",
        "e.zip": zipped({"f.html": b"<p>f"}),
    }
    for kind, data in (("zip", zipped(files)), ("tar", tarred(files))):
        found = read(data, kind)
        assert members(found) == ["a.html", "b/c.txt.gz", "d.jsonl.zst/1", "d.jsonl.zst/2", "e.zip/f.html"], kind
        assert [m.member for m in found if isinstance(m, LeftOut)] == ["__MACOSX/._a.html", ".DS_Store"]
        assert cast("Page", found[1]).raw == b"c"


def test_archives_within_archives_end_somewhere() -> None:
    data = b"<p>core"
    name = "core.html"
    for depth in range(6):
        data, name = zipped({name: data}), f"{depth}.zip"
    (fault,) = read(data, "zip")
    assert isinstance(fault, Fault)
    assert fault.error == "TooDeep"


def test_names_that_leave_the_archive_are_names_only() -> None:
    files = {"../../up.html": b"1", "/etc/abs.html": b"2", "a/../b.html": b"3", "nul\tname.html": b"4"}
    found = read(tarred(files, links={"link.html": "/etc/passwd"}), "tar")
    assert members(found) == list(files)
    assert found[-1] == LeftOut("link.html", "link in an archive")
    assert members(read(zipped(files), "zip")) == list(files)


def test_truncated_archives_keep_the_good_members() -> None:
    files = {f"{n}.html": f"<p>{n}".encode() * 500 for n in range(5)}
    data = tarred(files)
    found = read(data[: 512 * 2 + 2000 * 2 + 1500], "tar")
    assert members(found) == ["0.html", "1.html"][: len(members(found))]
    assert members(found)
    assert isinstance(found[-1], Fault)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = zipped(files, method)
        found = read(data[: data.find(b"PK\x01\x02") - 5], "zip")
        assert members(found) == [f"{n}.html" for n in range(4)]
        assert isinstance(found[-1], Fault)
        whole = read(data[:-30], "zip")
        assert members(whole) == list(files)


def test_zip_with_a_broken_member_keeps_the_others() -> None:
    data = bytearray(zipped({"a.html": b"a" * 100, "b.html": b"b" * 100, "c.html": b"c" * 100}, zipfile.ZIP_STORED))
    data[data.find(b"b" * 50) + 10] = 0
    found = read(bytes(data), "zip")
    assert members(found) == ["a.html", "c.html"]
    assert [m.member for m in found if isinstance(m, Fault)] == ["b.html"]


def test_a_member_over_the_bound_is_a_fault() -> None:
    found = read(zipped({"big.html": b"\0" * 5_000_000, "b.html": b"b"}), "zip", reading=Reading(largest=1 << 20))
    assert members(found) == ["b.html"]
    assert [m.error for m in found if isinstance(m, Fault)] == ["TooLargeError"]


@given(st.binary(max_size=400), st.sampled_from(["jsonl", "csv", "warc", "zip", "tar"]))
def test_no_bytes_make_a_container_raise(data: bytes, kind: str) -> None:
    marks = {"zip": b"PK\x03\x04", "warc": b"WARC/1.0\r\n", "csv": b"text,url\n", "jsonl": b'{"text":', "tar": b""}
    for start in (b"", marks[kind]):
        for member in read(start + data, kind):
            assert isinstance(member, Page | Fault | LeftOut)


def test_blank_lines_of_a_small_bomb_cost_little() -> None:
    """Found by `make fuzz`: a hundred bytes of zstd that hold a megabyte of blank lines, then damage."""
    packed = base64.b64decode(
        "KLUv/QBqagEADBIACigKCgoKCg4KCjsKCgoKCgoKCgoKCgoKCgoKCgoKCuoKLAiwGkPlKKcw"
        "AQAMEgAKKAoKCgoKDgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK6gosCLAaQ+UopzAVk8g="
    )
    start = time.process_time()
    found = list(pages(unpacked(io.BytesIO(packed), ".zst"), "jsonl", Reading(largest=1 << 20)))
    assert [member.error for member in found if isinstance(member, Fault)] == ["BadJson", "DamagedError"]
    assert time.process_time() - start < 5


def test_a_stream_that_fails_keeps_what_it_gave() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            if not data:
                raise DamagedError("the line broke")
            return data

    found = list(pages(cast("BinaryIO", Failing(WARC)), "warc", Reading()))
    assert members(found) == list("123456")
    assert isinstance(found[-1], Fault)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-03-01", "2025-03-01"),
        ("2025.3.1", "2025-03-01"),
        ("20250301", "2025-03-01"),
        ("2025-03-01T08:30:00Z", "2025-03-01T08:30:00+00:00"),
        (1740816000000, "2025-03-01T08:00:00+00:00"),
        ("1740816000", "2025-03-01T08:00:00+00:00"),
        ("2025-13-45", None),
        ("yesterday", None),
        (True, None),
        (None, None),
        (3.5, None),
        ("9" * 5000, None),
    ],
)
def test_dates_of_columns(written: object, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_field_names_are_folded_and_unique() -> None:
    table = fields()
    names = [*table.body, *table.url, *table.date]
    assert len(names) == len(set(names))
    assert all(name == folded(name) for name in names)
