"""`pipeline.text` against a naive map that carries every character's place along."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import Edit, EditError, Layer, Span, Text

LETTERS = "國国guó(1億😀\n"


@dataclass
class Naive:
    """A text as a list of characters, each with the piece of the source that it stands for."""

    value: str
    places: list[tuple[int, int]]

    @classmethod
    def of(cls, source: str) -> Naive:
        return cls(source, [(i, i + 1) for i in range(len(source))])

    def rewrite(self, edits: list[Edit]) -> Naive:
        value, places, last = "", [], 0
        for start, end, new in edits:
            value += self.value[last:start] + new
            places += self.places[last:start]
            if len(new) == end - start:
                places += self.places[start:end]
            else:
                places += [self.whole(start, end)] * len(new)
            last = end
        return Naive(value + self.value[last:], places + self.places[last:])

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The piece of the source under ``[start, end)``; an insertion stands where the next character opens."""
        if start < end:
            return self.places[start][0], self.places[end - 1][1]
        place = self.opening(start)
        return place, place

    def opening(self, at: int) -> int:
        return self.places[at][0] if at < len(self.places) else -1

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start][0], self.places[end - 1][1]


@st.composite
def edits_of(draw: st.DrawFn, length: int, *, insertions: bool = True, same_length: bool = False) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if start == end and not insertions:
            continue
        size = end - start
        new = draw(st.text(LETTERS, min_size=size, max_size=size) if same_length else st.text(LETTERS, max_size=4))
        edits.append(Edit(start, end, new))
    return edits


@st.composite
def histories(draw: st.DrawFn) -> tuple[Text, Naive]:
    """A text after some layers of edits, and the naive map of the same."""
    source = draw(st.text(LETTERS, max_size=30))
    text, naive = Text.of(source), Naive.of(source)
    for number in range(draw(st.integers(0, 4))):
        # Insertions between deletions have no character of their own to stand for: they are tested apart, by hand.
        edits = draw(edits_of(len(text), insertions=False, same_length=draw(st.booleans())))
        text, naive = text.rewrite(f"layer{number}", edits), naive.rewrite(edits)
    return text, naive


@given(histories())
def test_text_is_what_the_naive_map_has(history: tuple[Text, Naive]) -> None:
    text, naive = history
    assert text.value == naive.value
    assert len(text) == len(naive.value)


@given(histories(), st.data())
def test_every_span_leads_back_to_the_source(history: tuple[Text, Naive], data: st.DataObject) -> None:
    text, naive = history
    if not text.value:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert text.span(start, end) == naive.span(start, end)


@given(histories())
def test_spans_are_in_order_and_within_the_source(history: tuple[Text, Naive]) -> None:
    text, _ = history
    last = 0
    for place in range(len(text)):
        start, end = text.span(place, place + 1)
        assert last <= start < end <= len(text.source)
        last = start
    for place in range(len(text) + 1):
        start, end = text.span(place, place)
        assert start == end
        assert 0 <= start <= len(text.source)


def naive_forth(edits: list[Edit], place: int, *, opening: bool) -> int:
    """Where a boundary of the old text lies in the new one, edit by edit; what is inserted there comes after it."""
    at = place
    for start, end, new in edits:
        size = len(new) - (end - start)
        if end < place or (end == place and start < end):
            at += size
        elif start < place < end and size:
            at += (0 if opening else len(new)) - (place - start)
    return at


@given(st.data())
def test_forth_is_the_naive_count(data: st.DataObject) -> None:
    source = data.draw(st.text(LETTERS, max_size=30))
    edits = data.draw(edits_of(len(source)))
    text = Text.of(source).rewrite("x", edits)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    forth = text.layers[0].forth(start, end) if text.layers else Span(start, end)
    first = naive_forth(edits, start, opening=True)
    assert forth == (first, max(first, naive_forth(edits, end, opening=False)))
    assert 0 <= forth.start <= forth.end <= len(text)


@given(st.data())
def test_untouched_pieces_are_found_again_in_both_directions(data: st.DataObject) -> None:
    source = data.draw(st.text(LETTERS, max_size=30))
    edits = data.draw(edits_of(len(source)))
    text = Text.of(source).rewrite("x", edits)
    last = 0
    for start, end in [(edit.start, edit.end) for edit in edits] + [(len(source), len(source))]:
        if last < start:
            new = text.layers[0].forth(last, start) if text.layers else Span(last, start)
            piece = text.value[new.start : new.end]
            # An insertion at the opening is taken in; the piece itself follows it whole.
            assert piece.endswith(source[last:start])
            assert text.span(new.end - (start - last), new.end) == (last, start)
        last = end


@given(st.data())
def test_one_to_one_edits_move_nothing(data: st.DataObject) -> None:
    source = data.draw(st.text(LETTERS, min_size=1, max_size=30))
    edits = data.draw(edits_of(len(source), insertions=False, same_length=True))
    text = Text.of(source).rewrite("x", edits)
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    assert text.span(start, end) == (start, end)
    for layer in text.layers:
        assert not layer.moves
        assert layer.after == ()
        assert layer.forth(start, end) == (start, end)


@given(st.text(LETTERS, max_size=20), st.data())
def test_edits_out_of_order_or_range_are_refused(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    text = Text.of(source)
    with pytest.raises(EditError, match=r"x: edit ends at \d+, the text at"):
        text.rewrite("x", [Edit(start, len(source) + 1, "")])
    if start < end:
        with pytest.raises(EditError, match="sort the edits"):
            text.rewrite("x", [Edit(start, end, "a"), Edit(start, end, "b")])
        with pytest.raises(EditError, match="sort the edits"):
            text.rewrite("x", [Edit(end, start, "")])
    with pytest.raises(EditError, match="sort the edits"):
        text.rewrite("x", [Edit(-1, 0, "a")])


def test_no_edits_make_no_layer() -> None:
    text = Text.of("國債")
    assert text.rewrite("x", []) is text


def test_deletions_at_the_edges() -> None:
    source = "  國(guó)債↩ "
    text = Text.of(source).rewrite("x", [Edit(0, 2, ""), Edit(3, 8, ""), Edit(9, 11, "")])
    assert text.value == "國債"
    assert text.span(0, 1) == (2, 3)
    assert text.span(1, 2) == (8, 9)
    assert text.span(0, 2) == (2, 9)  # what was dropped within is inside, at the edges outside
    layer = text.layers[0]
    assert layer.forth(0, 2) == (0, 0)
    assert layer.forth(0, 3) == (0, 1)
    assert layer.forth(2, 8) == (0, 1)
    assert layer.forth(3, 8) == (1, 1)
    assert layer.forth(0, len(source)) == (0, 2)


def test_deleting_everything() -> None:
    text = Text.of("國債").rewrite("x", [Edit(0, 2, "")])
    assert text.value == ""
    assert text.layers[0].forth(0, 2) == (0, 0)
    start, end = text.span(0, 0)
    assert start == end


def test_insertions() -> None:
    text = Text.of("國債").rewrite("x", [Edit(0, 0, "<"), Edit(1, 1, "-"), Edit(2, 2, ">")])
    assert text.value == "<國-債>"
    assert text.span(1, 2) == (0, 1)
    assert text.span(3, 4) == (1, 2)
    assert text.span(1, 4) == (0, 2)
    assert text.span(0, 5) == (0, 2)
    for place in (0, 2, 4):
        start, end = text.span(place, place + 1)
        assert start == end
    # An insertion belongs to the piece that opens at it: of two neighbours, one has it.
    assert text.layers[0].forth(0, 1) == (0, 2)
    assert text.layers[0].forth(1, 2) == (2, 4)


def test_a_replacement_stands_for_the_whole_of_what_it_replaced() -> None:
    text = Text.of("a&amp;b").rewrite("entity", [Edit(1, 6, "&")])
    assert text.value == "a&b"
    assert text.span(1, 2) == (1, 6)
    longer = Text.of("ab½c").rewrite("x", [Edit(2, 3, "1/2")])
    assert longer.span(2, 3) == longer.span(3, 4) == longer.span(4, 5) == (2, 3)
    assert longer.span(5, 6) == (3, 4)
    assert longer.layers[0].forth(2, 3) == (2, 5)


def test_layers_lead_back_one_after_the_other() -> None:
    text = Text.of("1.4萬(wàn)億").rewrite("gloss", [Edit(4, 9, "")]).rewrite("simplify", [Edit(0, 5, "1.4万亿")])
    assert text.value == "1.4万亿"
    assert text.source[slice(*text.span(0, 5))] == "1.4萬(wàn)億"
    assert text.source[slice(*text.span(3, 4))] == "萬"
    assert text.source[slice(*text.span(4, 5))] == "億"
    assert [(layer.by, layer.moves) for layer in text.layers] == [("gloss", True), ("simplify", False)]


def test_an_empty_layer_is_no_move() -> None:
    layer = Layer("x", (), ())
    assert layer.back(3, 5) == layer.forth(3, 5) == (3, 5)


@pytest.mark.large
def test_two_hundred_thousand_edits_on_a_million_characters() -> None:
    source = "國(g)債" * 200_000
    edits = [Edit(i + 1, i + 4, "") for i in range(0, len(source), 5)]
    rewriting, walking = [], []
    for _ in range(3):  # the machine may be busy with something else: the best of three counts
        begin = time.process_time()
        text = Text.of(source).rewrite("gloss", edits)
        rewriting.append(time.process_time() - begin)
        begin = time.process_time()
        spans = [text.span(place, place + 2) for place in range(0, len(text), 2)]
        walking.append(time.process_time() - begin)
    assert text.value == "國債" * 200_000
    assert spans == [(place, place + 5) for place in range(0, len(source), 5)]
    assert min(rewriting) < 1
    assert min(walking) < 2


def test_many_edits_are_linear() -> None:
    source = "國(g)債" * 20_000
    took = []
    for _ in range(3):  # the least counts: another process may hold the machine
        begin = time.process_time()
        text = Text.of(source).rewrite("gloss", (Edit(i + 1, i + 4, "") for i in range(0, len(source), 5)))
        took.append(time.process_time() - begin)
    assert min(took) < 0.5
    assert text.value == "國債" * 20_000
