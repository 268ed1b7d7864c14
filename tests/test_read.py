"""Bytes to text: encodings, labels right and wrong, what is no text, and kinds of file."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.lexicon import DataError
from pipeline.lexicon import encodings as encodings_module
from pipeline.lexicon import signatures as signatures_module
from pipeline.lexicon.encodings import codec, encodings
from pipeline.lexicon.signatures import signatures
from pipeline.stages.read import decode, read
from pipeline.stages.read.encoding import decipher
from pipeline.stages.read.kind import media_type, not_text

HANS = "公司今年上半年营业收入为12.6亿元，同比增长三成，净利润达到1.8亿元；管理层表示，下半年将继续投入研发。"
HANT = "公司今年上半年營業收入為12.6億元，較去年同期成長三成，淨利達到1.8億元；管理層表示，下半年將繼續投入研發。"
JAPANESE = "当社の上半期の売上高は前年同期比で三割増え、営業利益は18億円となりました。通期の見通しは据え置きます。"
KOREAN = "회사의 상반기 매출은 지난해보다 30% 늘었고 영업이익은 18억 원을 기록했다고 밝혔다. 하반기에도 투자를 이어간다."
RUSSIAN = "Выручка компании за первое полугодие выросла на треть, чистая прибыль составила 1,8 млрд рублей."
GERMAN = "Der Umsatz stieg im ersten Halbjahr um ein Drittel, für das Gesamtjahr erhöhte die Geschäftsführung die Prognose."

LEGACY = [
    (HANS, "gb18030", "gb18030", {"gbk", "gb18030"}),
    (HANT, "big5", "big5", {"big5"}),
    (HANT, "gb18030", "gb18030", {"gbk", "gb18030"}),
    (JAPANESE, "cp932", "shift_jis", {"shift_jis"}),
    (JAPANESE, "euc_jp", "euc-jp", {"euc-jp"}),
    (KOREAN, "cp949", "euc-kr", {"euc-kr"}),
    (RUSSIAN, "cp1251", "windows-1251", {"windows-1251"}),
    (RUSSIAN, "koi8-r", "koi8-r", {"koi8-r", "koi8-u"}),
    (GERMAN, "cp1252", "windows-1252", {"windows-1252"}),
]
WRONG = ["iso-8859-1", "utf-8", "gb2312", "big5", "shift_jis", "euc-kr", "windows-1251", "no-such-label", ""]


def page(text: str, label: str = "") -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    return f"<html><head>{meta}<title>{text[:12]}</title></head>\r\n<body><p class='a'>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "by", "label", "names"), LEGACY)
def test_an_unlabelled_text_is_read(text: str, by: str, label: str, names: set[str]) -> None:
    del label
    got, name = decode(text.encode(by))
    assert got == text
    assert name in names


@pytest.mark.parametrize(("text", "by", "label", "names"), LEGACY)
def test_a_labelled_page_is_read_and_the_label_is_its_name(text: str, by: str, label: str, names: set[str]) -> None:
    del names
    for raw, declared in ((page(text, label).encode(by), None), (page(text).encode(by), f"text/html; charset={label}")):
        got = decipher(raw, declared)
        assert got.text == raw.decode(by)
        assert codec(got.encoding) == codec(label)
        assert got.notes == ()


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("text", "by", "label", "names"), LEGACY)
def test_a_wrong_label_does_no_harm(text: str, by: str, label: str, names: set[str], wrong: str) -> None:
    del label
    for raw, declared in ((page(text, wrong).encode(by), None), (page(text).encode(by), wrong)):
        got = decipher(raw, declared)
        assert got.text == raw.decode(by)
        assert got.encoding in names
        right = codec(encodings().name(wrong) or got.encoding) == codec(got.encoding)
        assert [note.code for note in got.notes if note.code != "encoding-guessed"] == ([] if right else ["encoding-label"])


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("text", [HANS, HANT, JAPANESE, KOREAN, RUSSIAN, GERMAN, "plain ASCII, 12.6 million"])
def test_well_formed_utf_8_is_utf_8_whatever_the_label(text: str, wrong: str) -> None:
    raw = page(text, wrong).encode()
    assert decode(raw, wrong) == (raw.decode(), "utf-8")


@pytest.mark.parametrize(
    ("by", "name"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be")]
)
def test_marks_and_wide_characters(by: str, name: str) -> None:
    text = page(HANS)
    assert decode(text.encode(by), "gb2312") == (text, name)


def test_a_big_endian_mark_and_one_of_gb18030() -> None:
    assert decode(b"\xfe\xff" + HANT.encode("utf-16-be")) == (HANT, "utf-16be")
    assert decode("\ufeff高".encode("gb18030")) == ("高", "gb18030")


def test_only_one_mark_is_no_part_of_the_text() -> None:
    assert decode("\ufeff\ufeffa".encode()) == ("\ufeffa", "utf-8")


def test_japanese_by_escape_sequences_looks_like_ascii_and_is_read() -> None:
    assert decode(JAPANESE.encode("iso-2022-jp")) == (JAPANESE, "iso-2022-jp")


def test_a_label_that_no_standard_lists() -> None:
    assert decode(HANS.encode("gbk"), "cp936") == (HANS, "gbk")
    assert decode(b"caf\xe9", "latin-1") == ("café", "windows-1252")


def test_a_label_for_one_of_the_small_alphabets_is_believed() -> None:
    greek = "Τα έσοδα της εταιρείας αυξήθηκαν κατά τριάντα τοις εκατό"
    assert decode(greek.encode("iso8859-7"), "iso-8859-7") == (greek, "iso-8859-7")
    czech = "Tržby společnosti vzrostly o třicet procent, čistý zisk činil půl miliardy"
    assert decode(czech.encode("cp1250"), "windows-1250") == (czech, "windows-1250")


def test_bytes_that_are_undecodable_are_replaced_where_python_replaces_them_and_noted() -> None:
    raw = HANS.encode("gbk") + b"\x80\xff" + HANS.encode("gbk")
    got = decipher(raw, "gbk")
    assert got.text == raw.decode("gb18030", "replace")
    (note,) = got.notes
    assert note.code == "undecodable"
    assert note.raw_start == len(HANS)
    assert got.text[note.raw_start] == "\ufffd"


def test_utf_8_that_was_cut_within_a_character_stays_utf_8() -> None:
    raw = ("\ufeff" + HANS).encode()[:-1]
    for cut in (raw, raw[3:]):
        got = decipher(cut, "gb2312")
        assert (got.text, got.encoding) == (HANS[:-1] + "\ufffd", "utf-8")
        assert [n.raw_start for n in got.notes if n.code == "undecodable"] == [len(HANS) - 1]


def test_two_characters_of_gbk_that_are_well_formed_utf_8() -> None:
    assert "一些".encode("gbk").decode() == "\u04bb\u0429"
    assert decode("一些".encode("gbk"), "gbk") == ("一些", "gbk")
    assert decode("café à la crème".encode(), "gbk") == ("café à la crème", "utf-8")


def test_a_short_text_without_a_label_is_flagged() -> None:
    got = decipher("净利润增长".encode("gbk"))
    assert got.text == "净利润增长"
    assert [note.code for note in got.notes] == ["encoding-guessed"]
    assert [note.code for note in decipher(HANS.encode("gbk")).notes] == []


def test_characters_stay_as_they_are() -> None:
    text = "甲\0乙\r\n丙\r丁\n\x0b\u2028戊\u00a0\ufeff己" + HANS
    for by in ("utf-8", "gb18030"):
        assert decode(text.encode(by))[0] == text


def test_encoded_surrogates_are_undecodable() -> None:
    raw = "高".encode() + b"\xed\xa0\x80" + HANS.encode()
    got = decipher(raw)
    assert got.text == "高\ufffd\ufffd\ufffd" + HANS
    assert [note.raw_start for note in got.notes] == [1]


@given(st.binary(max_size=300), st.sampled_from([None, *WRONG]))
def test_any_bytes_are_read_as_python_reads_them_with_replacement(raw: bytes, declared: str | None) -> None:
    text, name = decode(raw, declared)
    assert text == raw.decode(codec(name), "replace").removeprefix("\ufeff")


@given(st.text(max_size=200))
def test_utf_8_comes_back(text: str) -> None:
    raw = text.encode("utf-8", "replace")
    again, name = decode(b"\xef\xbb\xbf" + raw)
    assert (again, name) == (raw.decode(), "utf-8")


@pytest.mark.parametrize(
    "unit", [b"<", b"\xb8", b"<meta ", b"charset=", b"\xb8\xdf ", b"\x81\x30", b"a", b"<!--", b"\0\xff", b"\x1b$"]
)
def test_hostile_bytes_take_linear_time(unit: bytes) -> None:
    raw = unit * (1_000_000 // len(unit)) + b"\xff"
    start = time.process_time()
    read(Document(raw=raw))
    assert time.process_time() - start < 1.5


# ---------------------------------------------------------------- what is no text
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "not text: it opens as a PDF document"),
        (b"PK\x03\x04\x14\x00", "not text: it opens as a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text: it opens as an image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not text: it opens as an image"),
        (b"\x1f\x8b\x08\x00", "not text: it opens as a gzip archive"),
        (b"\x00\x00\x00\x20ftypisom", "not text: it opens as a sound or video file"),
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t\n", "empty"),
    ],
)
def test_no_text(raw: bytes, reason: str) -> None:
    document = read(Document(raw=raw))
    assert document.reason == reason
    assert document.text.value == ""


def test_noise_without_a_signature_is_no_text() -> None:
    noise = bytes((i * 197 + i * i * 31 + i // 7 * 89) % 256 for i in range(5000))
    assert (read(Document(raw=noise)).reason or "").startswith("not text: ")


@pytest.mark.parametrize("text", ["甲\0乙", "GIF is a format", "BM 股份", "PK 赛", "MZ", "%PDF is", "a\x1bb"])
def test_text_with_an_odd_character_is_text(text: str) -> None:
    assert not_text(text.encode(), text) is None


# ---------------------------------------------------------------- kinds
@pytest.mark.parametrize(
    ("text", "path", "kind"),
    [
        ("<!DOCTYPE html>\n<html lang=zh>", "", "text/html"),
        ("\r\n  <!-- a --><?xml version='1.0'?>\n<HTML><HEAD>", "a.txt", "text/html"),
        ("<text id=1>\n\n<html>\n<body>营收</body></html></text>", "", "text/html"),
        ("Warning: mysql_connect() in line 3<br />\n<html><body><p>营收</p></body></html>", "", "text/html"),
        ("<div><p>营收5亿元</p><p>利润</p></div>", "", "text/html"),
        ("营收<b>5亿元", "a.html", "text/html"),
        ("营收5亿元", "a.html", "text/plain"),
        ("营收5亿元\n\n利润1亿元", "", "text/plain"),
        ("a < b > c, 3 <5", "", "text/plain"),
        ("", "", "text/plain"),
        ("---\ntitle: 年报\ndate: 2025-01-02\n---\n\n正文", "a.txt", "text/markdown"),
        ("+++\r\ntitle = '年报'\r\n+++\r\n正文", "a.html", "text/markdown"),
        ('---\n# 注\n"title": 年报\n...\n正文', "", "text/markdown"),
        ("---\n正文没有键\n---\n", "", "text/plain"),
        ("---\ntitle: 没有结尾\n正文", "", "text/plain"),
        ("# 年报\n\n营收见[公告](http://a.cn/1)。", "", "text/markdown"),
        ("# 年报\n\n| 年 | 营收 |\n|---|---:|\n| 2024 | 5 |", "b.txt", "text/markdown"),
        ("营收5亿元", "b.md", "text/markdown"),
        ("<p align=center><img src=a.png></p>\n\n# 年报", "README.md", "text/markdown"),
        ("- 网易首页\n- 新闻\n", "c.txt", "text/plain"),
        ("网易首页 > 正文\n**重点**\n- 新闻\n", "c.txt", "text/plain"),
        ("教程:用<html>和<body>写网页,<p>是段落。", "c.txt", "text/plain"),
    ],
)
def test_kind(text: str, path: str, kind: str) -> None:
    assert media_type(text, path) == kind


def test_the_stage_fills_its_fields() -> None:
    document = read(Document(raw=page(HANT, "gb2312").encode("big5"), path="a/b.html"))
    assert document.text.source == document.text.value == page(HANT, "gb2312")
    assert (document.encoding, document.media_type, document.reason) == ("big5", "text/html", None)
    assert [note.message for note in document.notes] == ["labelled gbk, but its bytes are big5"]


# ---------------------------------------------------------------- the data
def test_every_encoding_can_be_decoded_by_its_codec() -> None:
    table = encodings()
    for name in (*table.priors, *map(table.name, table.labels)):
        assert name is not None
        assert "a".encode(codec(name))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cost": {"ascii": 5}}, r"cost\.other: is missing"),
        ({"family": []}, "there is none of the name letters"),
        ({"family": [{"name": "letters", "encodings": {"cp936": 1}}]}, "cp936 is no name of the WHATWG standard"),
        ({"family": [{"name": "letters", "classes": [{"range": "0041-0042"}]}]}, "class 1: has no whole number"),
        ({"family": [{"name": "letters", "classes": [{"words": "a", "cost": 1}]}]}, "is none of characters"),
        ({"labels": {"gbk": "gb18030"}}, "is in the WHATWG standard already"),
        ({"labels": {"gb": "cp936"}}, "cp936 is no name"),
    ],
)
def test_a_fault_in_the_data_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str) -> None:
    good: dict[str, object] = {
        "cost": {"ascii": 5, "other": 24, "undecodable": 30},
        "frequent": {},
        "family": [{"name": "hans", "encodings": {"gb18030": 0}}, {"name": "letters", "encodings": {}}],
    }
    monkeypatch.setattr(encodings_module, "read_toml", lambda _: good | change)
    with pytest.raises(DataError, match=message):
        encodings.__wrapped__()


def test_signatures_are_sorted_and_disjoint() -> None:
    kinds = [kind.lower() for kind in signatures().kinds]
    assert kinds == sorted(kinds)


def test_a_fault_in_the_signatures_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures_module, "read_toml", lambda _: {"signature": [{"kind": "a", "bytes": ["0x"]}]})
    with pytest.raises(DataError, match="0x is not bytes"):
        signatures.__wrapped__()
