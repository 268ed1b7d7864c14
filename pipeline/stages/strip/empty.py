"""The empty answer: a page without an article is said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import boilerplate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.document import Passage
    from pipeline.stages.strip.traits import Trait

__all__ = ["reason"]

FEW = 120
"""Below this weight of kept text, a page that says itself it is an error page is believed."""
MENU = 40
"""So many links with hardly any prose, and less than `FEW` of plain lines, are a list page."""


def reason(found: Sequence[Trait], kept: Sequence[Passage]) -> str | None:
    """Why the page has no article, or None where it has one. A false reason costs a whole page, so doubt keeps it."""
    seen = [trait for trait in found if trait.weight and trait.passage.visible]
    if not seen:
        return "the page shows no text"
    if not kept:
        return "no passage of the page reads like an article"
    text = {id(passage) for passage in kept}
    own = [trait for trait in seen if id(trait.passage) in text]
    if sum([trait.weight for trait in own]) < FEW:
        rules = boilerplate()
        if any(rules.says_empty(trait.passage.text) for trait in seen if len(trait.passage.text) < 120):
            return "the page says that its article is not there"
    if sum([trait.value for trait in own if trait.value > 0]) < 25:
        links = sum(trait.linked > 0.6 for trait in seen)
        plain = sum(trait.weight * (1 - trait.linked) for trait in own)
        if plain < FEW and links >= MENU:
            return "the page is a list of links"
    return None
