"""How much each name of an article stands out, and which of them leads it: counted, more in the title and the lead."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.stages.attribute.names.locating import located

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.names.entities import Entity, Inventory
    from pipeline.stages.attribute.reading import Reading

__all__ = ["weigh"]

_SPEAKS, _PAIR = 8, 2
"""Characters after a name within which a verb of speaking makes it a source."""


@functools.cache
def _speaks(cues: Cues) -> re.Pattern[str]:
    """Any verb of speaking."""
    return re.compile(alternation(word for word in cues.of("report") if len(word) > 1))


def weigh(made: Inventory, reading: Reading, title: str) -> None:
    """Count every name, more in the title and the lead; the heaviest company or product leads."""
    text = reading.text
    lead_end = reading.document.blocks[min(2, len(reading.document.blocks) - 1)].end if reading.document.blocks else 0
    seen: dict[int, Entity] = {}
    speaks = _speaks(reading.cues)
    for start, end, entity in made.mentions(text):
        if not entity.principal and speaks.search(text, end, end + _SPEAKS):
            continue
        entity.score += 1
        if start < lead_end:
            entity.score += 1
        seen[id(entity)] = entity
    for _, _, entity in made.mentions(title):
        entity.score += 6
        if entity.principal:
            seen[id(entity)] = entity
    made.place, made.province = located(reading, title)
    made.trade = _trade(made, reading)
    made.lead = _launched(made, reading.cues, title)
    if made.lead is not None:
        return
    leads = [entity for entity in seen.values() if _leads(entity, title)]
    made.lead = max(leads, key=lambda entity: (entity.score, -entity.first), default=None)
    made.titled = made.lead is not None and made.lead.name[0].isascii() and any(form in title for form in made.lead.forms)


def _trade(made: Inventory, reading: Reading) -> bool:
    """Whether half of the sentences with figures name a company, a product or something in Latin letters."""
    told = {reading.clauses[clause].sentence for clause in reading.clause_of.values()}
    named = 0
    for number in told:
        said = made.mentions(reading.text[reading.sentences[number].start : reading.sentences[number].end])
        named += any(one.kind in {"company", "product"} or (one.kind == "name" and one.name[0].isascii()) for _, _, one in said)
    return 2 * named >= len(told) > 0


def _launched(made: Inventory, cues: Cues, title: str) -> Entity | None:
    """What the company that opens the title brings out (知微发布折叠屏手机Fold X3): that leads, not the company."""
    said = made.mentions(title)
    if len(said) < _PAIR or not said[0][2].principal or said[0][0] > 0:
        return None
    between = title[said[0][1] : said[1][0]]
    brought = between.startswith(cues.of("launch")) and said[1][2].kind in {"name", "product"}
    return said[1][2] if brought and len(between) <= _SPEAKS else None


def _leads(entity: Entity, title: str) -> bool:
    """Whether a name may lead an article: a company or product said often; any other name only if the title has it too."""
    if entity.principal or entity.built:
        return entity.principal
    if entity.kind in {"company", "product"}:
        return entity.score >= 5
    return entity.kind in {"name", "topic"} and entity.score >= (8 if any(form in title for form in entity.forms) else 12)
