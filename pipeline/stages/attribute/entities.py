"""Who and what an article is about: names found without a list, their aliases, and how much each stands out.

Names are Latin runs (Kimi K2 Thinking), names with a ticker or a definition behind them, well-known names, names with a suffix of an
organisation at the head of a clause, and strings that open several clauses and go on in several ways. The title and the lead count
more. The one that stands out most leads the article, if it is a company or a product.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names

if TYPE_CHECKING:
    from pipeline.stages.attribute.reading import Reading

__all__ = ["Entity", "Inventory", "inventory"]

_LATIN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]*(?:[.&'’+-][A-Za-z0-9]+)*(?: (?:[A-Z][A-Za-z0-9]*(?:[.&'’+-][A-Za-z0-9]+)*|\d+(?:\.\d+)?(?![\d%．.]))){0,4}"
)
_TICKER = re.compile(r"([一-鿿A-Za-z·&-]{2,16})[（(](?:(?:[A-Z]{2,6}|[一-鿿]{2,4})[ :：.]{0,2})?\d{4,6}(?:\.[A-Z]{2})?[)）]")
_HAN = re.compile(r"[一-鿿A-Za-z0-9·]{2,12}")
_MARKS = "“”\"'‘’「」『』《》 \t\u3000"


@dataclass(slots=True)
class Entity:
    """A name in this article: the form a record keeps, its kind, how much it stands out, and where it first is."""

    name: str
    kind: str
    score: float = 0.0
    first: int = -1
    forms: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Inventory:
    """The names of an article by every form they take, and the one that leads it (None where no company or product does)."""

    forms: dict[str, Entity]
    ordered: list[str]
    lead: Entity | None = None

    def mentions(self, text: str) -> list[tuple[int, int, Entity]]:
        """The names in a piece of text, in order, the longest first where two overlap."""
        found: list[tuple[int, int, Entity]] = []
        taken: list[tuple[int, int]] = []
        for form in self.ordered:
            at = text.find(form)
            while at >= 0:
                end = at + len(form)
                edge = not (form[-1].isascii() and form[-1].isalnum() and text[end : end + 1].isascii() and text[end : end + 1].isalnum())
                edge &= not (form[0].isascii() and form[0].isalnum() and at and text[at - 1].isascii() and text[at - 1].isalnum())
                if edge and not any(a < end and at < b for a, b in taken):
                    taken.append((at, end))
                    found.append((at, end, self.forms[form]))
                at = text.find(form, end)
        return sorted(found, key=lambda one: one[0])


def inventory(reading: Reading) -> Inventory:
    """The names of a document."""
    text, cues = reading.text, reading.cues
    title = reading.document.metadata.title or ""
    stop = set(cues.of("stop_names"))
    found: dict[str, Entity] = {}

    def add(form: str, kind: str, place: int, canonical: str | None = None) -> Entity | None:
        form = form.strip(_MARKS)
        if len(form) < 2 or form in stop or form.isdigit():
            return None
        key = canonical or form
        entity = found.get(key)
        if entity is None:
            entity = found[key] = Entity(form, kind, first=place)
        entity.forms.add(form)
        return entity

    known = names()
    for match in known.pattern.finditer(text):
        name = known.by_name[match.group()]
        add(match.group(), name.kind, match.start(), name.canonical)
    for match in _LATIN.finditer(text):
        if match.group() not in known.by_name:
            add(match.group(), "name", match.start())
    for match in _TICKER.finditer(text):
        name = _after_cue(match.group(1), reading)
        if name:
            add(name, "company", match.start())
    _defined(reading, add)
    _topics(reading, add)
    forms: dict[str, Entity] = {}
    for entity in found.values():
        for form in entity.forms:
            forms[form] = entity
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    made = Inventory(forms, ordered)
    _weigh(made, reading, title)
    return made


def _after_cue(name: str, reading: Reading) -> str:
    """A name without the cue words that run into it from the left."""
    at = 0
    for match in reading.cues.scanner.finditer(name):
        if reading.cues.roles.get(match.group(), frozenset()) & {"link", "prep", "conj", "report", "arrive", "have", "source_open", "of"}:
            at = match.end()
    return name[at:] if len(name) - at >= 2 else ""


def _defined(reading: Reading, add: object) -> None:
    """``X（以下简称“Y”）``: X and Y are one."""
    text = reading.text
    for opener in reading.cues.of("define_open"):
        at = text.find(opener)
        while at >= 0:
            match = re.compile(r"[“\"「:： ]*([^”\"」）)，,。\n“]{1,16})").match(text, at + len(opener))
            head = text[max(0, at - 40) : at].rstrip("（(, ，")
            tail = re.search(r"[一-鿿A-Za-z0-9·&. -]{2,30}$", head)
            if match and tail:
                full = _after_cue(tail.group().strip(), reading)
                short = match.group(1).strip(_MARKS)
                if full and short and callable(add):
                    entity = add(full, "company", at)
                    if entity is not None and len(short) >= 2 and short not in reading.cues.of("pronoun"):
                        entity.forms.add(short)
                        entity.name = short
            at = text.find(opener, at + 1)


def _topics(reading: Reading, add: object) -> None:
    """Strings that open clauses: those with an organisation's suffix, and those that recur and go on in several ways."""
    cues = reading.cues
    suffixes = tuple(cues.of("companies"))
    starts: Counter[str] = Counter()
    nexts: dict[str, set[str]] = {}
    skip = set(cues.of("link")) | set(cues.of("pronoun")) | set(cues.of("stop_names")) | set(cues.of("both"))
    where: dict[str, int] = {}
    for clause in reading.clauses:
        text = clause.text.strip(_MARKS)
        match = _HAN.match(text)
        if not match or len(text) < 4:
            continue
        run = match.group()
        for length in range(2, min(9, len(run))):
            prefix = run[:length]
            starts[prefix] += 1
            nexts.setdefault(prefix, set()).add(run[length : length + 1])
            where.setdefault(prefix, clause.start)
    for prefix, count in starts.items():
        if count < 3 or len(nexts[prefix]) < 3 or prefix.startswith(tuple(skip)) or prefix[0].isdigit():
            continue
        roles = cues.roles.get(prefix, frozenset())
        if roles - {"organisations", "places", "plain"} or any(
            cues.roles.get(match.group(), frozenset()) & {"arrive", "verb", "link", "report", "of", "have", "prep", "metric", "rise", "fall"}
            for match in cues.scanner.finditer(prefix)
        ):
            continue
        if "places" not in roles and callable(add):
            add(prefix, "company" if prefix.endswith(suffixes) else "topic", where[prefix])


def _weigh(made: Inventory, reading: Reading, title: str) -> None:
    """Count every name, more in the title and the lead; the heaviest company or product leads."""
    text = reading.text
    lead_end = reading.document.blocks[min(2, len(reading.document.blocks) - 1)].end if reading.document.blocks else 0
    seen: dict[int, Entity] = {}
    for start, _, entity in made.mentions(text):
        entity.score += 1
        if start < lead_end:
            entity.score += 1
        seen[id(entity)] = entity
    for _, _, entity in made.mentions(title):
        entity.score += 6
    leads = [entity for entity in seen.values() if entity.kind in {"company", "product", "name", "topic"} and entity.score >= 5]
    made.lead = max(leads, key=lambda entity: (entity.score, -entity.first), default=None)
