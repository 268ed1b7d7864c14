"""The article's blocks are kept; every other one is dropped with a rule and a reason.

Independent candidates (the best run of prose, containers known by name or portal, the densest container, what structured
data states) propose where the article is, and the proposal that the others agree with most wins; within it, passages go one
by one for reasons of their own. A page in which nothing reads like an article is filtered, with a sentence that says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.bylines import bylines
from pipeline.lexicon.portals import layout
from pipeline.stages.strip.account import removed
from pipeline.stages.strip.apart import CAPTION, set_apart
from pipeline.stages.strip.choose import choose
from pipeline.stages.strip.containers import Containers
from pipeline.stages.strip.empty import reason
from pipeline.stages.strip.headline import headline
from pipeline.stages.strip.neighbours import mark, own
from pipeline.stages.strip.prune import few, prune
from pipeline.stages.strip.traits import traits
from pipeline.stages.strip.trim import trimmed

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["strip"]

APART = -6.0
"""What a passage is worth in a part of the page that is set apart."""
SAID = 100
"""A page that has so many characters to itself is not empty for its prose being its host's: a calendar, a table of results."""


def strip(document: Document) -> Document:
    r"""The document with its text cut down to the article, or with the `reason` why it has none.

    >>> from pipeline.document import Document, Passage
    >>> from pipeline.text import Text
    >>> page = "首页\n营收增长。\n分享到微博\n"
    >>> lines = ((0, 2), (3, 8), (9, 14))
    >>> passages = tuple(Passage("paragraph", a, b, page[a:b]) for a, b in lines)
    >>> strip(Document(raw=b"", text=Text.of(page), passages=passages)).text.value
    '营收增长。'
    """
    found = traits(document, bylines())
    if document.lines is not None:
        mark(found, document, document.lines)
    addresses = tuple(hint.value for hint in document.hints if hint.name in {"canonical", "og:url"})
    names = " ".join(dict.fromkeys([section.names for section in document.sections]))
    known = layout((*((document.url,) if document.url else ()), *addresses), names)
    head = headline(document)
    if head.at >= 0:
        found[head.at].value = min(found[head.at].value, 0.0)
    boxes, apart = None, None
    if len(document.sections) > 1:
        boxes = Containers(document, found)
        apart = set_apart(boxes, known, head.at)
        for trait in found:
            why = apart[trait.passage.section]
            if why:
                trait.value = min(trait.value, 0.0 if why == CAPTION else APART)
        boxes.weigh()
    chosen, _ = choose(document, found, head.at, boxes, known)
    run = (chosen.start, chosen.end)
    if boxes is not None:
        run = boxes.home(*run)
    verdicts = prune(found, run, document.metadata.title, apart, known)
    if all(verdicts):
        verdicts = few(found) or verdicts
    if head.at >= 0:
        verdicts[head.at] = None
    kept = [trimmed(found[i].passage) for i, verdict in enumerate(verdicts) if verdict is None and i != head.at]
    empty = reason(found, kept)
    if empty is not None and document.lines is not None:
        alone = strip(replace(document, lines=None))
        if alone.reason is None and own(alone, document.lines) >= SAID:
            return alone
    if empty is not None:
        whole = tuple((i, "empty", empty) for i in range(len(found)))
        return replace(document, reason=empty, removed=removed(document.passages, whole, markup=apart is not None))
    if head.passage is not None:
        kept = [head.passage, *(p for p in kept if p.raw_start >= head.passage.raw_end)]
    stay = {p.raw_start for p in kept}
    dropped = (
        (i, *(verdict or ("outside", "stands before the title")))
        for i, verdict in enumerate(verdicts)
        if verdict is not None or found[i].passage.raw_start not in stay
    )
    article = document.keep(kept, "strip")
    pieces = (*article.removed, *removed(document.passages, dropped, markup=apart is not None))
    return replace(article, removed=tuple(sorted(pieces, key=lambda piece: (piece.raw_start, piece.raw_end))))
