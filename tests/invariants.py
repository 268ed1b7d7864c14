"""What holds for every record, whatever the page: checked on each record that any test makes (see conftest.py)."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline import Record
from pipeline.record import line

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.record import Figure

UNSEEN = re.compile(
    r"<!--.*?(?:-->|$)|<head\b.*?</head\s*>|<(script|style|template|noscript|textarea|svg)\b.*?</\1\s*>|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
MARKUP_SLACK = 0.01  # a scan by expression misreads a little of a page's markup


def digits(text: str) -> str:
    """The digits of `text`, full-width ones and circled ones included."""
    return "".join(str(unicodedata.digit(c)) for c in unicodedata.normalize("NFKC", text) if c.isdigit())


def hold(document: Document, record: Record) -> None:
    """Raise AssertionError, with what is wrong and where, if a record breaks its contract."""
    source, markup = document.text.source, document.media_type == "text/html"
    assert record.id == hashlib.sha256(document.raw).hexdigest()
    assert Record.from_json(record.to_json()) == record, "round trip through JSON"
    assert Record.from_json(line(record).decode()) == record, "the quick writer and the public reader agree"
    if record.status == "filtered":
        assert record.reason
        assert not record.text
        assert not record.figures
    blocks(record, len(source))
    figures(record, source, markup=markup)
    if document.raw and record.status == "normalised":
        accounted(record, source, markup=markup)


def blocks(record: Record, length: int) -> None:
    """Blocks are in order, in range, and make up the text."""
    last = 0
    for block in record.blocks:
        assert last <= block.start < block.end <= len(record.text), block
        assert 0 <= block.raw_start <= block.raw_end <= length, block
        last = block.end
    assert record.text == "\n\n".join(record.text[b.start : b.end] for b in record.blocks)


def figures(record: Record, source: str, *, markup: bool) -> None:
    """Every figure stands where it says, in the text and in the page, with the same digits."""
    last = 0
    holes = [(r.raw_start, r.raw_end) for r in record.removed]
    for figure in record.figures:
        assert last <= figure.start < figure.end, figure
        last = figure.start
        assert record.text[figure.start : figure.end] == figure.text
        assert source[figure.raw_start : figure.raw_end] == figure.raw
        block = record.blocks[figure.block]
        assert block.start <= figure.start < figure.end <= block.end, figure
        assert digits(visible(source, figure.raw_start, figure.raw_end, holes, markup=markup)) == digits(figure.text), figure
        evidence(record, figure, source, holes, markup=markup)


def visible(source: str, start: int, end: int, holes: list[tuple[int, int]], *, markup: bool) -> str:
    """What a piece of the page shows: without what was removed inside it, and without markup."""
    piece = source[start:end]
    for a, b in sorted(holes, reverse=True):
        if start <= a < b <= end:
            piece = piece[: a - start] + piece[b - start :]
    return html.unescape(UNSEEN.sub("", piece)) if markup else piece


def evidence(record: Record, figure: Figure, source: str, holes: list[tuple[int, int]], *, markup: bool) -> None:
    """Confidence is a probability of two digits; each field said has its evidence, in the text and in the page alike."""
    assert figure.confidence is None or re.fullmatch(r"0\.\d\d", figure.confidence), figure
    said = [name for name in ("subject", "metric", "period") if getattr(figure, name) is not None]
    if figure.rule != "review":
        assert [one.field for one in figure.evidence] == said, figure
        assert not said or figure.confidence is not None, figure
    for one in figure.evidence:
        assert one.rule, one
        places = (one.start, one.end, one.raw_start, one.raw_end)
        if one.start is None or one.end is None or one.raw_start is None or one.raw_end is None:
            assert places == (None, None, None, None), one
            continue
        assert 0 <= one.start < one.end <= len(record.text), one
        assert 0 <= one.raw_start < one.raw_end <= len(source), one
        text, seen = record.text[one.start : one.end], visible(source, one.raw_start, one.raw_end, holes, markup=markup)
        assert digits(seen) == digits(text), (seen, text)


def accounted(record: Record, source: str, *, markup: bool) -> None:
    """Kept and removed spans together take in every visible character, and do not cross."""
    seen = bytearray(len(source))
    spans = [(b.raw_start, b.raw_end) for b in record.blocks] + [(r.raw_start, r.raw_end) for r in record.removed]
    for start, end in spans:
        seen[start:end] = b"\1" * (end - start)
    if markup:
        for match in UNSEEN.finditer(source):
            seen[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    lost = [i for i, c in enumerate(source) if not seen[i] and not c.isspace()]
    allowed = MARKUP_SLACK * len(source) + 20 if markup else 0
    assert len(lost) <= allowed, f"{len(lost)} characters unaccounted for, first {source[lost[0] : lost[0] + 30]!r}"
