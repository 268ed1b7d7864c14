"""What the other pages of a host say of a passage: one that stands on several of them is boilerplate, with that reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import Rule
from pipeline.neighbours import host, key

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.neighbours import Lines
    from pipeline.stages.strip.traits import Trait

__all__ = ["REPEATED", "mark", "own"]

REPEATED = "neighbours"
"""The name of the rule."""

WORTH = -12.0
"""What a repeated passage speaks for standing in an article."""


def mark(found: list[Trait], document: Document, lines: Lines) -> None:
    """Give each trait whose passage repeats across its host's pages the rule that says so, unless another names it better."""
    name = host(document)
    known = lines.of(name)
    if not known:
        return
    pages = lines.pages[name]
    for trait in found:
        if trait.rule is not None or trait.byline or not trait.weight:
            continue
        count = known.get(key(trait.passage.text))
        if count is not None:
            trait.rule = Rule(REPEATED, f"stands on {count} of {pages} stories of its host", "line", 0)
            trait.value = min(trait.value, WORTH)


def own(article: Document, lines: Lines) -> int:
    """How many characters of an article, its title aside, stand on no other page of the host."""
    known = lines.of(host(article))
    text = article.text.value
    plain = (text[block.start : block.end] for block in article.blocks if block.kind != "title")
    return sum(len(line) for line in plain if key(line) not in known)
