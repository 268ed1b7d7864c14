"""The road: the stages in order, and one document sent along it.

raw bytes → read → blocks → describe → strip → identify → clean → simplify → measure → attribute → record
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.document import Document
from pipeline.lexicon.extensions import extensions
from pipeline.neighbours import Sample, seen
from pipeline.record import Block, Language, Record, Source
from pipeline.stages.attribute import attribute
from pipeline.stages.blocks import blocks
from pipeline.stages.clean import clean
from pipeline.stages.describe import describe
from pipeline.stages.identify import identify
from pipeline.stages.measure import measure
from pipeline.stages.read import read
from pipeline.stages.simplify import simplify
from pipeline.stages.strip import strip
from pipeline.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.neighbours import Lines
    from pipeline.record import Figure

    Stage = Callable[[Document], Document]

__all__ = ["ROAD", "figures", "learn", "learning", "normalize", "record", "stages", "travel"]

ROAD: tuple[Stage, ...] = (read, blocks, describe, strip, identify, clean, simplify, measure, attribute)


@cache
def stages() -> tuple[Stage, ...]:
    """The stages that every page passes: `ROAD`, and behind them those of installed packages.

    A package adds a stage by an entry point in the group ``zhengshu.stages`` that names a function from document to document, or
    a callable object without state. Its attribute ``after`` names the stage that it follows, ``"attribute"`` where it has none;
    of several in one place, the entry points' names give the order. Raises `LookupError` where there is no such stage.
    """
    road = list(ROAD)
    for point in reversed(extensions("stages")):
        stage: Stage = point.load()
        after = getattr(stage, "after", attribute.__name__)
        place = next((index for index, one in enumerate(ROAD) if one.__name__ == after), None)
        if place is None:
            raise LookupError(f"entry point {point.name!r} of zhengshu.stages ({point.value}): no stage is called {after!r}")
        road.insert(road.index(ROAD[place]) + 1, stage)
    return tuple(road)


def learning() -> tuple[Stage, ...]:
    """The stages that a page passes of which lines are learnt: as far as ``strip``."""
    road = stages()
    return road[: road.index(strip) + 1]


def travel(document: Document, road: tuple[Stage, ...] | None = None) -> Document:
    """The document at the end of the road (`stages()`). A page without an article (`reason` is set) leaves it early."""
    for stage in stages() if road is None else road:
        document = stage(document)
        if document.reason is not None:
            break
    return document


def record(document: Document) -> Record:
    """What is kept of a document that has travelled the road."""
    filtered = document.reason is not None
    return Record(
        status="filtered" if filtered else "normalised",
        reason=document.reason,
        id=hashlib.sha256(document.raw).hexdigest(),
        source=Source(
            path=document.path,
            member=document.member,
            bytes=len(document.raw),
            media_type=document.media_type,
            encoding=document.encoding,
            url=document.url,
        ),
        language=document.language,
        metadata=document.metadata,
        text="" if filtered else document.text.value,
        blocks=() if filtered else document.blocks,
        figures=() if filtered else document.figures,
        removed=document.removed,
        notes=document.notes,
    )


def normalize(  # noqa: PLR0913 - the public contract: every argument after the bytes is an optional keyword
    raw: bytes,
    *,
    path: str = "",
    member: str | None = None,
    url: str | None = None,
    declared: str | None = None,
    market: str | None = None,
    published: str | None = None,
    lines: Lines | None = None,
) -> Record:
    """The record of one page.

    `declared` is an encoding label from outside (an HTTP header), `market` a market's code (``HK``, ``TW``, ``CN``, ``JP``,
    ``US``) that decides bare currency words, `published` an ISO 8601 date that relative periods are resolved against, `lines`
    what repeats across the pages of one host (see `learn`).

    >>> normalize("营收5740万元。".encode()).text
    '营收5740万元。'
    """
    document = Document(
        raw=raw, path=path, member=member, url=url, declared=declared, market=market, published=published, lines=lines
    )
    return record(travel(document))


def learn(pages: Iterable[tuple[bytes, str | None]]) -> Lines:
    """The lines that repeat across the pages of one host, out of pages and their addresses (None where unknown).

    The order of the pages plays no part, and copies of a page are no evidence: see `pipeline.neighbours`.

    >>> learn([("营收5740万元。".encode(), None)]).hosts
    {}
    """
    sample = Sample()
    for raw, url in pages:
        page = seen(travel(Document(raw=raw, url=url), learning()))
        if page is not None:
            sample.add(page)
    return sample.lines()


def figures(
    text: str, *, language: str | None = None, market: str | None = None, published: str | None = None
) -> tuple[Figure, ...]:
    """The figures of a piece of text, with offsets into `text`.

    `language` is a BCP 47 primary language; without it the text is identified first. `market` and `published` are as in
    `normalize`.
    """
    document = Document(
        raw=b"",
        text=Text.of(text),
        blocks=(Block("paragraph", 0, len(text), 0, len(text)),),
        market=market,
        published=published,
    )
    document = identify(document)
    if language is not None and document.language.code != language:
        document = replace(document, language=Language(language))
    for stage in (simplify, measure, attribute):
        document = stage(document)
    return document.figures
