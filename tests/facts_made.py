"""Records written by hand for the tests of facts: the text with figures marked, and what each is."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pipeline.record import Block, Figure, Language, Metadata, Record, Source, page

if TYPE_CHECKING:
    from pathlib import Path

_MARK = re.compile(r"\[([^\]]*)\]")


def made(
    path: str,
    marked: str,
    *figures: dict[str, str | None],
    language: str = "zh",
    published: str | None = None,
    member: str | None = None,
) -> Record:
    """A record whose text is `marked` without its brackets; each bracket is a figure, described by the next of `figures`."""
    text, places, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        places.append((len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    text += marked[last:]
    assert len(places) == len(figures), marked
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n\n"):
        blocks.append(Block("title" if not blocks and "\n\n" in text else "paragraph", at, at + len(part), at, at + len(part)))
        at += len(part) + 2
    listed = []
    for (start, end), fields in zip(places, figures, strict=True):
        block = next(i for i, b in enumerate(blocks) if b.start <= start < b.end)
        said = text[start:end]
        listed.append(
            Figure.from_dict(
                {
                    "text": said,
                    "start": start,
                    "end": end,
                    "raw": said,
                    "raw_start": start,
                    "raw_end": end,
                    "kind": "money",
                    "unit": None,
                    "rule": "made",
                    "block": block,
                    **fields,
                }
            )
        )
    return Record(
        status="normalised",
        reason=None,
        id=hashlib.sha256(text.encode()).hexdigest(),
        source=Source(path, member, len(text.encode()), "text/plain", "utf-8", None),
        language=Language(language, None, None),
        metadata=Metadata(title=path, published=published),
        text=text,
        blocks=tuple(blocks),
        figures=tuple(listed),
        removed=(),
        notes=(),
    )


def money(value: str, unit: str = "CNY", **fields: str | None) -> dict[str, str | None]:
    """An amount; revenue of 甲公司 in 2024 unless told."""
    return {"kind": "money", "value": value, "unit": unit, **_ABOUT, **fields}


def percent(value: str, **fields: str | None) -> dict[str, str | None]:
    """A share or change; of the revenue of 甲公司 in 2024 unless told."""
    return {"kind": "percent", "value": value, "unit": "percent", **_ABOUT, **fields}


_ABOUT = {"subject": "甲公司", "metric": "营收", "concept": "revenue", "period": "2024"}


def written(folder: Path, *records: Record) -> Path:
    """The records as files under `folder`."""
    for record in records:
        file = folder / f"{record.source.path}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page(record))
    return folder
