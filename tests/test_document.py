"""`Document.rewrite` and `Document.keep`: text, blocks and cells stay one thing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Cell, Document, Passage
from pipeline.record import Block, Removed
from pipeline.text import Edit, Span, Text

LETTERS = "國guó1億, "


@st.composite
def pages(draw: st.DrawFn) -> tuple[Document, list[Passage]]:
    """A page of passages with markup around them, dropped letters within them, and cells."""
    source = ""
    passages = []
    for _ in range(draw(st.integers(0, 5))):
        source += draw(st.text("\n<>-", max_size=3))
        raw_start = len(source)
        source += draw(st.sampled_from(["", "<p>", "## "]))
        edits = [Edit(raw_start, len(source), "")] if len(source) > raw_start else []
        text = ""
        for _ in range(draw(st.integers(1, 3))):
            piece = draw(st.text(LETTERS, min_size=1, max_size=5))
            source += piece
            text += piece
            if draw(st.booleans()):
                edits.append(Edit(len(source), len(source) + 5, "&"))
                source += "&amp;"
                text += "&"
        a = draw(st.integers(0, len(text) - 1))
        b = draw(st.integers(a + 1, len(text)))
        cells = (Cell(a, b, rows=(Span(0, a + 1),), caption=Span(0, 1)),) if draw(st.booleans()) else ()
        passages.append(Passage("paragraph", raw_start, len(source), text, tuple(edits), cells=cells))
    source += draw(st.text("\n<>-", max_size=3))
    return Document(raw=source.encode(), text=Text.of(source), passages=tuple(passages)), passages


@given(pages(), st.data())
def test_keep_makes_the_article_of_the_kept_passages(page: tuple[Document, list[Passage]], data: st.DataObject) -> None:
    document, passages = page
    kept = [passage for passage in passages if data.draw(st.booleans())]
    article = document.keep(kept, "strip")
    assert article.text.value == "\n\n".join(passage.text for passage in kept)
    assert [article.text.value[block.start : block.end] for block in article.blocks] == [passage.text for passage in kept]
    cells = iter(article.cells)
    for number, (block, passage) in enumerate(zip(article.blocks, kept, strict=True)):
        assert (block.raw_start, block.raw_end) == (passage.raw_start, passage.raw_end)
        start, end = article.text.span(block.start, block.end)
        assert passage.raw_start <= start < end <= passage.raw_end
        raw = document.text.value[start:end].replace("&amp;", "&")
        assert raw == passage.text
        for own in passage.cells:
            cell = next(cells)
            assert cell.table == number
            assert article.text.value[cell.start : cell.end] == passage.text[own.start : own.end]
            assert [article.text.value[a:b] for a, b in cell.rows] == [passage.text[a:b] for a, b in own.rows]
            assert cell.caption is not None
            assert article.text.value[slice(*cell.caption)] == passage.text[0]
    assert not list(cells)


@given(pages(), st.data())
def test_blocks_and_cells_move_with_the_text(page: tuple[Document, list[Passage]], data: st.DataObject) -> None:
    document, passages = page
    article = document.keep(passages, "strip")
    old = article.text.value
    # Letters go, as a gloss or a stray character does; the blank lines between blocks stay.
    places = [i for i, c in enumerate(old) if c != "\n"]
    gone = sorted(data.draw(st.sets(st.sampled_from(places)))) if places else []
    after = article.rewrite("clean", [Edit(i, i + 1, "") for i in gone])

    def left(start: int, end: int) -> str:
        return "".join(old[i] for i in range(start, end) if i not in gone)

    assert after.text.value == left(0, len(old))
    for before, block in zip(article.blocks, after.blocks, strict=True):
        assert after.text.value[block.start : block.end] == left(before.start, before.end)
        assert (block.raw_start, block.raw_end) == (before.raw_start, before.raw_end)
    for was, cell in zip(article.cells, after.cells, strict=True):
        assert after.text.value[cell.start : cell.end] == left(was.start, was.end)
        for (a, b), (c, d) in zip(was.rows, cell.rows, strict=True):
            assert after.text.value[c:d] == left(a, b)


def test_a_one_to_one_change_leaves_places_alone() -> None:
    document = Document(
        raw=b"",
        text=Text.of("國債1萬億"),
        blocks=(Block("paragraph", 0, 5, 0, 5),),
        cells=(Cell(2, 5, columns=(Span(0, 2),)),),
    )
    after = document.rewrite("simplify", [Edit(0, 5, "国债1万亿")])
    assert after.text.value == "国债1万亿"
    assert after.blocks is document.blocks
    assert after.cells is document.cells


def test_no_edits_change_nothing() -> None:
    document = Document(raw=b"", text=Text.of("國債"), blocks=(Block("paragraph", 0, 2, 0, 2),))
    after = document.rewrite("x", [])
    assert after.text is document.text
    assert after.blocks is document.blocks


def test_keep_nothing() -> None:
    document = Document(raw=b"", text=Text.of("首页 > 正文"))
    after = document.keep([], "strip")
    assert after.text.value == ""
    assert after.blocks == ()


def test_keep_lists_what_passages_dropped() -> None:
    source = "国债[1]收益率"
    dropped = Removed(2, 5, "note-mark", "mark of a note")
    passage = Passage("paragraph", 0, 8, "国债收益率", (Edit(2, 5, ""),), dropped=(dropped,))
    after = Document(raw=source.encode(), text=Text.of(source)).keep([passage], "strip")
    assert after.text.value == "国债收益率"
    assert after.removed == (dropped,)
