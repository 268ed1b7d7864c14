"""What the page says of itself: title, author, publisher, dates, address; each with the evidence it came from.

Nothing is guessed from a footer or from a recommended headline: a date or a name counts where structured data states it, or
where it stands beside the title or at the article's end.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.bylines import bylines
from pipeline.lexicon.dates import dates
from pipeline.lexicon.titles import titles
from pipeline.record import Metadata, Note
from pipeline.stages.describe.credit import author, publisher
from pipeline.stages.describe.evidence import Finding, Page
from pipeline.stages.describe.title import title
from pipeline.stages.describe.when import modified, published

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["describe"]


def describe(document: Document) -> Document:
    """The document with its metadata; every field that was found has a note with its evidence.

    >>> from pipeline.document import Document, Passage
    >>> from pipeline.text import Text
    >>> lines = ["首页 > 财经 > 正文", "智谱上市首日上涨", "2026-01-08 09:30 来源：财经网", "1月8日，智谱登陆港交所，股价上涨。"]
    >>> passages = tuple(Passage("paragraph", 0, 0, line) for line in lines)
    >>> metadata = describe(Document(raw=b"", text=Text.of(""), passages=passages)).metadata
    >>> metadata.title, metadata.publisher, metadata.published
    ('智谱上市首日上涨', '财经网', '2026-01-08T09:30')
    """
    page = Page.of(document, bylines(), dates(), titles())
    found: dict[str, Finding] = {}
    head = title(page)
    page = page.headed(head)
    fields = {
        "title": head,
        "publisher": publisher(page),
        "published": published(page),
        "modified": modified(page),
        "canonical": page.hint("canonical", "og:url", "jsonld:mainentityofpage.@id", "front:canonical"),
    }
    found = {name: finding for name, finding in fields.items() if finding is not None}
    writer = author(page, found.get("publisher"))
    if writer is not None:
        found["author"] = writer
    stated = {name: finding.value for name, finding in found.items()}
    order = ("title", "author", "publisher", "published", "modified", "canonical")
    notes = [
        Note("metadata", f"{name} from {found[name].evidence}", found[name].raw_start, found[name].raw_end)
        for name in order
        if name in found
    ]
    return replace(document, metadata=Metadata(**stated), notes=(*document.notes, *notes))
