"""clean: glosses, stray characters, reference marks; what goes is on record, and the rest is untouched."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PINYIN_DICT

from pipeline.document import Cell, Document, Passage
from pipeline.lexicon.notes import notes
from pipeline.lexicon.readings import LONGEST, Reading, phonetics, readings, syllable
from pipeline.record import Block, Metadata, Removed
from pipeline.stages.clean import clean
from pipeline.text import Edit, Span, Text

CASES = Path(__file__).parent / "cases"
SEED = Path(__file__).parents[2] / "shared" / "seeds" / "003_5a2f093547593e2b.txt"


def cases(name: str) -> list[Any]:
    rows = [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").split("\n") if line]
    return [pytest.param(row, id=row["why"]) for row in rows]


def article(text: str) -> Document:
    return Document(
        raw=text.encode("utf-8", "surrogatepass"), text=Text.of(text), blocks=(Block("paragraph", 0, len(text), 0, len(text)),)
    )


def check(before: Document, after: Document) -> None:
    """Kept and removed make up what was there; everything that is left leads back to itself."""
    assert list(after.removed) == sorted(after.removed, key=lambda piece: piece.raw_start)
    source = before.text.source
    gone = [False] * len(source)
    for piece in after.removed:
        assert piece.rule
        assert piece.reason
        assert not any(gone[piece.raw_start : piece.raw_end])
        gone[piece.raw_start : piece.raw_end] = [True] * (piece.raw_end - piece.raw_start)
    left = [i for i, lost in enumerate(gone) if not lost]
    assert [after.text.span(i, i + 1) for i in range(len(after.text))] == [(i, i + 1) for i in left]


@pytest.mark.parametrize("case", cases("glosses"))
def test_glosses(case: dict[str, str]) -> None:
    before = article(case["input"])
    after = clean(before)
    assert after.text.value == case["output"]
    assert {piece.rule for piece in after.removed} <= {"gloss"}
    check(before, after)


@pytest.mark.parametrize("case", cases("strays"))
def test_strays(case: dict[str, Any]) -> None:
    before = article(case["input"])
    after = clean(before)
    assert after.text.value == case["output"]
    assert len(after.removed) == case["removed"]
    assert {piece.rule for piece in after.removed} <= {"stray"}
    assert [note.code for note in after.notes] == case.get("notes", [])
    check(before, after)


@pytest.mark.parametrize("case", cases("references"))
def test_references(case: dict[str, Any]) -> None:
    source = "\n".join(case["page"])
    passages, at = [], 0
    for line in case["page"]:
        kind = "list_item" if line.startswith("- ") else "paragraph"
        text = line.removeprefix("- ")
        edits = (Edit(at, at + 2, ""),) if kind == "list_item" else ()
        passages.append(Passage(kind, at, at + len(line), text, edits))
        at += len(line) + 1
    page = Document(raw=source.encode(), text=Text.of(source), passages=tuple(passages))
    after = clean(page.keep([passages[i] for i in case["kept"]], "strip"))
    assert [after.text.value[b.start : b.end] for b in after.blocks] == [line.removeprefix("- ") for line in case["output"]]
    for piece in after.removed:
        assert piece.rule in {"footnote", "backlink"}
        assert source[piece.raw_start : piece.raw_end].strip("0123456789[]〔〕↩\ufe0e ") == ""


def test_a_mark_is_on_record_with_its_note() -> None:
    source = "冲锋。1\n引用\n1. 招股书"
    passages = (Passage("paragraph", 0, 4, "冲锋。1"), Passage("heading", 5, 7, "引用"), Passage("paragraph", 8, 14, "1. 招股书"))
    page = Document(raw=b"", text=Text.of(source), passages=passages)
    after = clean(page.keep(passages[:1], "strip"))
    assert after.removed == (Removed(3, 4, "footnote", "mark of note 1"),)


def test_every_gloss_of_the_seed_goes_and_nothing_else() -> None:
    if not SEED.is_file():
        pytest.skip("the shared seeds are not here")
    before = article(SEED.read_text("utf-8"))
    after = clean(before)
    assert [piece.rule for piece in after.removed] == ["gloss"] * 496
    for kept in (
        "(Jefferies)",
        "(China AI in a Global Context)",
        "(Andrew Ng)",
        "(ARR)",
        "(資本性支出)",
        "(投資回報率)",
        "1.4萬億美元",
    ):
        assert kept in after.text.value
    check(before, after)


def test_notes_lead_to_the_first_character_that_stays_unread() -> None:
    after = clean(article("a\u200b营\ufffd收\ufffd"))
    assert [(note.code, note.raw_start, note.raw_end) for note in after.notes] == [("replacement_character", 3, 4)]
    assert after.notes[0].message.startswith("2 replacement characters")


def test_removed_pieces_join_those_of_earlier_stages_in_order() -> None:
    source = "首页\n國(guó)債\n免责声明"
    passage = Passage("paragraph", 3, 10, "國(guó)債")
    page = Document(raw=b"", text=Text.of(source), removed=(Removed(0, 2, "navigation", "x"), Removed(11, 15, "disclaimer", "x")))
    after = clean(page.keep([passage], "strip"))
    assert [(piece.raw_start, piece.rule) for piece in after.removed] == [(0, "navigation"), (4, "gloss"), (11, "disclaimer")]
    assert after.text.value == "國債"


def test_metadata_is_cleaned_as_the_text_is() -> None:
    meta = Metadata(title="中國(guó)的(de)\u200b債 ", author="陳(chén)大文", publisher="\ufeff", published="2024-05-01")
    after = clean(replace(article("市場(chǎng)達(dá)萬(wàn)"), metadata=meta))
    assert after.metadata == Metadata(title="中國的債", author="陳大文", publisher=None, published="2024-05-01")
    assert [piece.rule for piece in after.removed] == ["gloss"] * 3
    few = clean(replace(article("市場(chǎng)達(dá)"), metadata=Metadata(title="的(de)", author="Andrew Ng(CEO)")))
    assert few.metadata == Metadata(title="的(de)", author="Andrew Ng(CEO)")


def test_blocks_and_cells_move() -> None:
    source = "國(guó)債\n萬(wàn)億 1.4萬(wàn)"
    passages = (
        Passage("heading", 0, 7, "國(guó)債"),
        Passage("table", 8, len(source), source[8:], cells=(Cell(8, len(source) - 8, rows=(Span(0, 7),)),)),
    )
    page = Document(raw=b"", text=Text.of(source), passages=passages)
    after = clean(page.keep(passages, "strip"))
    assert [after.text.value[b.start : b.end] for b in after.blocks] == ["國債", "萬億 1.4萬"]
    (cell,) = after.cells
    assert after.text.value[cell.start : cell.end] == "1.4萬"
    assert [after.text.value[a:b] for a, b in cell.rows] == ["萬億"]


def test_a_block_that_is_left_empty_goes() -> None:
    source = "甲\n\u200b\n乙\n\ufeff\u200b\n丙\n\u00ad"
    passages, at = [], 0
    for line in source.split("\n"):
        passages.append(Passage("paragraph", at, at + len(line), line, cells=(Cell(0, len(line)),)))
        at += len(line) + 1
    page = Document(raw=b"", text=Text.of(source), passages=tuple(passages))
    after = clean(page.keep(passages, "strip"))
    assert after.text.value == "甲\n\n乙\n\n丙"
    assert [after.text.value[b.start : b.end] for b in after.blocks] == ["甲", "乙", "丙"]
    assert [(after.text.value[c.start : c.end], c.table) for c in after.cells] == [("甲", 0), ("乙", 1), ("丙", 2)]
    assert [after.text.span(b.start, b.end) for b in after.blocks] == [(0, 1), (4, 5), (9, 10)]
    nothing = clean(page.keep([passages[1]], "strip"))
    assert (nothing.text.value, nothing.blocks) == ("", ())


def test_a_clean_document_comes_back_as_it_is() -> None:
    for text in ("营收5740万元,同比增长12%。", "Revenue (ARR) rose 5%.\n\nSo did 國債(國庫券)."):
        before = article(text)
        assert clean(before) is before


@given(st.text("國债(（guóa1)） \u200b\ufeff\xa0\ufe0f\u200d👨\ue000\ufffd。1↩\n", max_size=40))
def test_what_is_left_leads_back(text: str) -> None:
    before = article(text)
    after = clean(before)
    check(before, after)
    again = clean(article(after.text.value))
    # A second cleaning finds nothing that is invisible; a gloss may only now stand behind its character.
    assert not [piece for piece in again.removed if piece.rule == "stray" and piece.reason != "glyph of a page's own font"]


HOSTILE = {
    "open": "國(" * 50_000,
    "long": "國(" + "a" * 100_000,
    "brackets": "(" * 100_000,
    "words": "國(a " * 30_000,
    "unclosed": "國(guó" * 30_000,
    "backlinks": "↩ " * 50_000 + "x",
    "blanks": " " * 100_000 + "x",
    "marks": "。1 " * 30_000,
    "stop": "。" + " " * 100_000,
    "squares": "[1" * 50_000,
    "unseen": "\u200b國" * 50_000,
    "lost": "\ufffd" * 100_000,
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_read_in_linear_time(hostile: str) -> None:
    clean(article("國(guó)"))
    passages = (
        Passage("paragraph", 0, len(hostile), hostile),
        Passage("heading", 0, 0, "引用"),
        Passage("paragraph", 0, 0, "1. x"),
    )
    page = Document(raw=b"", text=Text.of(hostile), passages=passages, blocks=article(hostile).blocks)
    begin = time.process_time()
    clean(page)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("guó", Reading("guo", 2)),
        ("Guó", Reading("guo", 2)),
        ("guo2", Reading("guo", 2)),
        ("guo5", Reading("guo", 5)),
        ("men", Reading("men", 0)),
        ("lüè", Reading("lüe", 4)),
        ("lve4", Reading("lüe", 4)),
        ("lu:e4", Reading("lüe", 4)),
        ("ǹg", Reading("ng", 4)),
        ("ê̄", Reading("ê", 1)),
        ("ㄌㄩㄝˋ", Reading("ㄌㄩㄝ", 4)),
        ("˙ㄇㄣ", Reading("ㄇㄣ", 5)),
        ("ㄍㄠ", Reading("ㄍㄠ", 1)),
        ("", None),
        ("2", None),
        ("guó2", None),
        ("gu2o", None),
        ("guóxué", None),
        ("guo6", None),
        ("ㄍˊㄠˋ", None),
        ("國", None),
    ],
)
def test_syllables(written: str, read: Reading | None) -> None:
    assert syllable(written) == read


def test_readings_are_those_of_pypinyin() -> None:
    assert readings("國") == {Reading("guo", 2)}
    assert phonetics("國") == {Reading("ㄍㄨㄛ", 2)}
    assert {reading.tone for reading in readings("一") if reading.syllable == "yi"} == {1, 2, 4}
    assert {Reading("men", 0), Reading("men", 5)} <= readings("們")
    assert {Reading("hang", 2), Reading("xing", 2)} <= readings("行")
    assert readings("A") == phonetics("A") == frozenset()


def test_all_characters_are_read_as_the_package_of_pypinyin_reads_them() -> None:
    for code, written in PINYIN_DICT.items():
        spelled = {reading for one in written.split(",") if (reading := syllable(one)) is not None}
        assert spelled <= readings(chr(code)) <= spelled | {Reading(one.syllable, 5) for one in spelled}
        assert all(not one.bopomofo and len(one.syllable) <= LONGEST for one in spelled)
    assert all(one.bopomofo for one in phonetics("一"))


def test_the_table_of_notes_is_plain() -> None:
    table = notes()
    assert all(heading == heading.lower().strip() and not heading.endswith((":", "：")) for heading in table.headings)
    assert not any(character.isspace() or character.isdigit() for character in table.counters)
