"""clean: what was put into the article for the eye or by accident goes, and the record says so.

Runs on the article alone. Every piece that goes is a `Removed` inside its block, so that kept and removed together are
still all of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.clean.glosses import glosses
from pipeline.stages.clean.references import references
from pipeline.stages.clean.strays import strays

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["clean"]


def clean(document: Document) -> Document:
    """The document without stray characters, reading aids and reference marks, in this order: each may hide the next.

    >>> from pipeline.document import Document
    >>> from pipeline.text import Text
    >>> cleaned = clean(Document(raw=b"", text=Text.of("高達(dá)1.4萬(wàn)億美元(Jefferies)")))
    >>> cleaned.text.value, [(gloss.raw_start, gloss.raw_end) for gloss in cleaned.removed]
    ('高達1.4萬億美元(Jefferies)', [(2, 6), (10, 15)])
    """
    return references(glosses(strays(document)))
