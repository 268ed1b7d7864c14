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
    r"(?<![A-Za-z0-9])(?:[A-Z]|[a-z]{1,2}[A-Z])[A-Za-z0-9]*(?:[.&'’+-][A-Za-z0-9]+)*(?: (?:[A-Z][A-Za-z0-9]*(?:[.&'’+-][A-Za-z0-9]+)*|\d+(?:\.\d+)?(?![\d%．.]))){0,4}"
)
_TICKER = re.compile(r"([一-鿿A-Za-z·&-]{2,16})[（(](?:(?:[A-Z]{2,6}|[一-鿿]{2,4})[ :：.]{0,2})?\d{4,6}(?:\.[A-Z]{2})?[)）]")
_DOMAIN = re.compile(r"\.(?:com|cn|net|org|html?|jpg|png)\b", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿A-Za-z0-9·]{2,12}")
_RUN = re.compile(r"[一-鿿]{3,40}")
_INNER = {
    "of",
    "verb",
    "have",
    "arrive",
    "report",
    "rise",
    "fall",
    "metric",
    "conj",
    "pronoun",
    "each",
    "basis",
    "compare",
    "relate",
    "whole",
}
_SHORTEST, _LONGEST, _LEAD, _OFTEN = 3, 12, 200, 3
_SPEAKS = 8
"""Characters after a name within which a verb of speaking makes it a source."""
_CUES = {
    "arrive",
    "verb",
    "have",
    "rise",
    "fall",
    "basis",
    "of",
    "compare",
    "relate",
    "each",
    "whole",
    "contribute",
    "from_words",
    "report",
    "prep",
    "link",
}
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
    place: str = ""
    """The country, region or city that stands out most."""

    @property
    def gated(self) -> bool:
        """Whether a company or a product leads the article, so that a bare noun before a metric is more likely part of it."""
        return self.lead is not None

    def mentions(self, text: str) -> list[tuple[int, int, Entity]]:
        """The names in a piece of text, in order, the longest first where two overlap."""
        found: list[tuple[int, int, Entity]] = []
        taken: list[tuple[int, int]] = []
        for form in self.ordered:
            at = text.find(form)
            while at >= 0:
                end = at + len(form)
                edge = not (
                    form[-1].isascii() and form[-1].isalnum() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
                )
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
        if match.group() not in known.by_name and not _DOMAIN.search(match.group()):
            add(match.group(), "name", match.start())
    for match in _TICKER.finditer(text):
        name = _after_cue(match.group(1), reading)
        if name:
            add(name, "company", match.start())
    _defined(reading, add)
    _topics(reading, add)
    _terms(reading, title, add)
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
        if reading.cues.roles.get(match.group(), frozenset()) & {
            "link",
            "prep",
            "conj",
            "report",
            "arrive",
            "have",
            "source_open",
            "of",
        }:
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
    """Strings that open clauses again and again, each time with a cue behind them (X表示, X的, X在…): names of the article's own."""
    cues = reading.cues
    suffixes = tuple(cues.of("companies"))
    skip = (*cues.of("link"), *cues.of("pronoun"), *cues.of("both"))
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    for clause in reading.clauses:
        text = clause.text.strip(_MARKS)
        match = _HAN.match(text)
        if not match or len(text) < 4 or text.startswith(skip):
            continue
        for cue in cues.scanner.finditer(text, 0, 16):
            roles = cues.roles.get(cue.group(), frozenset())
            if not roles & _CUES or "plain" in roles:
                continue
            if 2 <= cue.start() <= min(12, match.end()) and not roles & {"metric"}:
                counts[text[: cue.start()].strip(_MARKS)] += 1
                where.setdefault(text[: cue.start()].strip(_MARKS), clause.start)
            break
    for form, count in counts.items():
        held = [cues.roles.get(match.group(), frozenset()) for match in cues.scanner.finditer(form)]
        if count < 3 or len(form) < 2 or any(roles & {"metric", "scopes", "places"} and len(held) == 1 for roles in held):
            continue
        if callable(add) and not any(ord(character) < 0x2E80 for character in form):
            add(form, "company" if form.endswith(suffixes) else "topic", where[form])


def _terms(reading: Reading, title: str, add: object) -> None:
    """Strings of the title and the lead that the article keeps saying (未来科学大奖, 邮轮母港): what it is about."""
    cues, text = reading.cues, reading.text
    lead = [title]
    for block in reading.document.blocks:
        lead.append(text[block.start : min(block.end, block.start + _LEAD)])
        if sum(map(len, lead)) > 2 * _LEAD:
            break
    copies = text.count(title) if title else 0
    counts: dict[str, int] = {}
    for piece in lead:
        for run in _RUN.findall(piece):
            words = [match for match in cues.scanner.finditer(run) if match.group()]
            edges = sorted({0, len(run), *(match.start() for match in words), *(match.end() for match in words)})
            inner = [(match.start(), match.end()) for match in words if cues.roles[match.group()] & _INNER]
            loose = {match.end() for match in words if not cues.roles[match.group()] & {"organisations", "places", "scopes"}}
            for first, start in enumerate(edges):
                for end in edges[first + 1 :]:
                    form = run[start:end]
                    if not _SHORTEST <= end - start <= _LONGEST or form in counts or end in loose:
                        continue
                    if any(a < end and start < b for a, b in inner):
                        continue
                    counts[form] = text.count(form) - copies * title.count(form)
    kept = sorted((form for form, count in counts.items() if count >= _OFTEN), key=lambda form: (-counts[form] * len(form), form))
    chosen: list[str] = []
    for form in kept:
        if any(form in other or other in form for other in chosen):
            continue
        if not form.endswith(cues.of("organisations")) and form not in title:
            continue
        chosen.append(form)
        if callable(add):
            kind = "topic" if form.endswith(cues.of("organisations")) or _opens(reading, form) else "term"
            add(form, kind, text.find(form))
        if len(chosen) == _OFTEN:
            break


def _opens(reading: Reading, form: str) -> bool:
    """Whether a clause opens with a string, which a thing that does or has something will have."""
    return any(clause.text.lstrip(_MARKS).startswith(form) for clause in reading.clauses)


def _weigh(made: Inventory, reading: Reading, title: str) -> None:
    """Count every name, more in the title and the lead; the heaviest company or product leads."""
    text = reading.text
    lead_end = reading.document.blocks[min(2, len(reading.document.blocks) - 1)].end if reading.document.blocks else 0
    seen: dict[int, Entity] = {}
    speaks = [word for word in reading.cues.of("report") if len(word) > 1]
    for start, end, entity in made.mentions(text):
        if any(cue in text[end : end + _SPEAKS] for cue in speaks):
            continue
        entity.score += 1
        if start < lead_end:
            entity.score += 1
        seen[id(entity)] = entity
    for _, _, entity in made.mentions(title):
        entity.score += 6
    made.place = _place(reading, title)
    leads = [entity for entity in seen.values() if _leads(entity, title)]
    made.lead = max(leads, key=lambda entity: (entity.score, -entity.first), default=None)


def _leads(entity: Entity, title: str) -> bool:
    """Whether a name may lead an article: a company or product said often; any other name only if the title has it too."""
    if entity.kind in {"company", "product"}:
        return entity.score >= 5
    return entity.kind in {"name", "topic"} and entity.score >= (8 if any(form in title for form in entity.forms) else 12)


def _place(reading: Reading, title: str) -> str:
    """The place said most often, the title counting for five; the country's own ways of naming itself are the country."""
    cues = reading.cues
    counts: Counter[str] = Counter()
    own = set(cues.of("whole_country"))
    skip = set(cues.of("scopes")) - own
    for word in cues.of("places"):
        if word in skip:
            continue
        count = reading.text.count(word) + 5 * title.count(word)
        if count:
            counts[cues.word("country") if word in own else word] += count
    return counts.most_common(1)[0][0] if counts else ""
