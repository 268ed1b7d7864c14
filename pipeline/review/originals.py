"""The raw page, read again: its text before simplification, and what was removed, as people saw it.

A raw page is found by the record's path and member and used only when its bytes are the very ones that the record was made
from, and the road gives the record's text again. Otherwise the page goes without it: nothing is shown that might be wrong.
"""

from __future__ import annotations

import hashlib
import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.containers import Page, Reading, kind_of, pages, read_bounded, unpacked
from pipeline.document import Document
from pipeline.road import stages
from pipeline.stages.simplify import simplify
from pipeline.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline.record import Removed
    from pipeline.text import Text

__all__ = ["Original", "Originals", "Piece"]

_LARGEST = 64 << 20
_TAG = re.compile(r"<!--.*?-->|<[!/?a-zA-Z][^<>]*+>", re.DOTALL)
_SHOWN = 2000
"""Characters of a removed piece that are shown."""


class Piece(NamedTuple):
    """A removed piece, its rule and reason: before `block` where `at` is -1, else within it.

    `at` is the place in the record's text, `original_at` that in the original's.
    """

    block: int
    at: int
    original_at: int
    text: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Original:
    """An article before simplification: its text, where its blocks and figures stand in it, and what was removed."""

    text: str
    blocks: tuple[Span, ...]
    figures: tuple[Span, ...]
    removed: tuple[Piece, ...]


class Originals:
    """The raw pages under a folder (or in one file); none where `raw` is None."""

    def __init__(self, raw: Path | None) -> None:
        self._raw = raw
        self._members = lru_cache(maxsize=1)(self._read)

    def of(self, record: Mapping[str, Any]) -> Original | None:
        """The record's page, read again; None where it is not there, is another, or gives another text now."""
        if self._raw is None or record["status"] != "normalised":
            return None
        source = record["source"]
        content = self._members(source["path"]).get(source["member"] or "")
        if content is None or hashlib.sha256(content).hexdigest() != record["id"]:
            return None
        return _again(content, record)

    def _read(self, path: str) -> dict[str, bytes]:
        """The documents of a raw file by member; a plain file is one without a name."""
        assert self._raw is not None
        folder = self._raw if self._raw.is_dir() else self._raw.parent
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            return {}
        kind, suffix = kind_of(file.name)
        with file.open("rb") as opened:
            stream = unpacked(opened, suffix)
            if kind is None:
                return {"": read_bounded(stream, _LARGEST)}
            return {one.member: one.raw for one in pages(stream, kind, Reading()) if isinstance(one, Page)}


def _again(content: bytes, record: Mapping[str, Any]) -> Original | None:
    """Send the page along the road up to simplification, and read off what differs."""
    source = record["source"]
    after = Document(raw=content, path=source["path"], member=source["member"], url=source["url"], declared=source["encoding"])
    before = after
    road = stages()
    for stage in road[: road.index(simplify) + 1]:
        before, after = after, stage(after)
        if after.reason is not None:
            return None
    if after.text.value != record["text"]:
        return None
    layers = after.text.layers[len(before.text.layers) :]

    def back(start: int, end: int) -> Span:
        for layer in reversed(layers):
            start, end = layer.back(start, end)
        return Span(start, end)

    return Original(
        before.text.value,
        tuple(back(one["start"], one["end"]) for one in record["blocks"]),
        tuple(back(one["start"], one["end"]) for one in record["figures"]),
        tuple(_removed(after, before.text, record["blocks"])),
    )


def _removed(document: Document, original: Text, blocks: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The removed pieces that held something to read, in the order of the page."""
    starts = [block["raw_start"] for block in blocks]
    passages = sorted((one.raw_start, one.raw_end, one.text) for one in document.passages)
    pieces = []
    for one in sorted(document.removed, key=lambda one: (one.raw_start, -one.raw_end)):
        number = bisect_right(starts, one.raw_start) - 1
        inside = number >= 0 and one.raw_end <= blocks[number]["raw_end"]
        text = _read_again(document, one, passages)
        if text:
            at, original_at = (_forth(t, one.raw_start) if inside else -1 for t in (document.text, original))
            pieces.append(Piece(number if inside else number + 1, at, original_at, text, one.rule, one.reason))
    return pieces


def _read_again(document: Document, one: Removed, passages: Sequence[tuple[int, int, str]]) -> str:
    """A removed piece as people saw it: the passages in it, or else its own characters without markup."""
    first = bisect_right(passages, (one.raw_start, -1, ""))
    lines = []
    for start, end, text in passages[first:]:
        if start >= one.raw_end:
            break
        if end <= one.raw_end and text.strip():
            lines.append(text.strip())
    if not lines:
        raw = document.text.source[one.raw_start : one.raw_end]
        lines = [html.unescape(_TAG.sub("", raw)).strip() if document.media_type == "text/html" else raw.strip()]
    text = "\n".join(lines)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _forth(text: Text, place: int) -> int:
    """Where a place of the source stands in the text."""
    for layer in text.layers:
        place = layer.forth(place, place).start
    return place
