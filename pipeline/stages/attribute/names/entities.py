"""Who and what an article is about: names found without a list, their aliases, and how much each stands out.

Names are Latin runs (Kimi K2), names with a ticker or a definition, well-known names, strings that open several clauses or
that the article keeps saying, and those that are built up to a head. The one that stands out most leads the article.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import neg
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names
from pipeline.stages.attribute.names.built import built
from pipeline.stages.attribute.names.edges import crossed, within_words
from pipeline.stages.attribute.names.firms import branches, filing, firms
from pipeline.stages.attribute.names.latin import latin
from pipeline.stages.attribute.names.models import coded, modelled, quoted
from pipeline.stages.attribute.names.nameable import measured
from pipeline.stages.attribute.names.naming import heads, openings
from pipeline.stages.attribute.names.notices import briefed, common, noticed, told_apart, trimmed
from pipeline.stages.attribute.names.persons import persons
from pipeline.stages.attribute.names.recurring import recurring
from pipeline.stages.attribute.names.salience import weigh
from pipeline.stages.attribute.names.terms import defined, listed, terms, topics

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.stages.attribute.names.naming import Found
    from pipeline.stages.attribute.reading import Reading

__all__ = ["Entity", "Inventory", "inventory"]

_TICKER = re.compile(r"[（(](?:(?:[A-Z]{2,6}|[\u4e00-\u9fff]{2,4})[ :：.]{0,2})?\d{4,6}(?:[.-][A-Z]{2})?[)）]")
_LISTED = re.compile(r"[\u4e00-\u9fffA-Za-z·&-]{2,16}\Z")
_LETTERS = f"{string.ascii_letters} "
_PAIR, _SHORT, _LONGEST = 2, 3, 16
_CURRENCY, _OVER = "currency", "/"
"""Two names of this kind with this sign between them are a pair (美元/人民币)."""
_MARKS = "“”\"'‘’「」『』《》 \t\u3000"


@dataclass(slots=True)
class Entity:
    """A name in this article: the form a record keeps, its kind, how much it stands out, and where it first is."""

    name: str
    kind: str
    score: float = 0.0
    first: int = -1
    principal: bool = False
    """Whether it opens the title or the article."""
    built: bool = False
    """Whether only its words make it a name: it leads no article, and where a company does, it is spoken of in one paragraph."""
    forms: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Inventory:
    """The names of an article by every form they take, and the one that leads it (None where no company or product does)."""

    forms: dict[str, Entity]
    opening: set[str] = field(init=False)
    """The first characters of the forms."""
    sizes: dict[str, list[int]] = field(init=False)
    """How long the forms are that begin with two characters, the longest first."""
    lead: Entity | None = None
    titled: bool = False
    """Whether the one that leads is a name in Latin letters that the title has."""
    headed: bool = False
    """Whether the title has the one that leads."""
    trade: bool = False
    """Whether half of the sentences with figures name a company, a product or something in Latin letters."""
    gated: bool = False
    """Whether a company or a product leads the article, so that a bare noun before a metric is more likely part of it."""
    place: str = ""
    """The country, region or city that stands out most."""
    province: str = ""
    """The province that stands out most."""
    among: Sequence[str] = ()
    """Words that no name begins within (其中|德国)."""
    told: dict[str, list[tuple[int, int, Entity]]] = field(default_factory=dict)
    """The names in the pieces of text that have been asked for."""

    def __post_init__(self) -> None:
        self.opening, self.sizes = set(), {}
        for form in self.forms:
            self._index(form)

    def _index(self, form: str) -> None:
        self.opening.add(form[0])
        sizes = self.sizes.setdefault(form[:_PAIR], [])
        if len(form) not in sizes:
            insort(sizes, len(form), key=neg)

    def take(self, name: Found) -> None:
        """Add a name that is none of those that there are."""
        if name.form not in self.forms:
            self.forms[name.form] = Entity(name.form, name.kind, first=name.place, built=True, forms={name.form})
            self._index(name.form)
            self.told.clear()

    def mentions(self, text: str) -> list[tuple[int, int, Entity]]:
        """The names in a piece of text, in order: at each place the longest, none within another. Linear in the text."""
        found = self.told.get(text)
        if found is None:
            found = self.told[text] = self._mentions(text)
        return found

    def _mentions(self, text: str) -> list[tuple[int, int, Entity]]:
        found: list[tuple[int, int, Entity]] = []
        stop, opening, sizes, forms = 0, self.opening, self.sizes, self.forms
        if opening.isdisjoint(text):
            return found
        for at in [at for at, sign in enumerate(text) if sign in opening]:
            if at < stop:
                continue
            for size in sizes.get(text[at : at + _PAIR], ()):
                form = text[at : at + size]
                named = forms.get(form)
                if named is not None and _whole(text, at, at + len(form)) and text[at - 1 : at + 1] not in self.among:
                    stop = at + len(form)
                    found.append((at, stop, named))
                    break
        if len(found) < _PAIR:
            return found
        apart = [one for one, after in pairwise(found) if one[2].kind != "company" or not _makes(text, one, after)]
        return [*apart, found[-1]]


def _makes(text: str, one: tuple[int, int, Entity], after: tuple[int, int, Entity]) -> bool:
    """Whether a company's name only says who makes what is named right behind it (三星 Galaxy Z TriFold, 高通|骁龙8)."""
    start, end, made = after
    name = text[start:end]
    coded = any(sign.isdigit() or sign.islower() for sign in name)
    known = made.kind == "product" if not name.isascii() else made.kind in {"product", "name"} and coded
    return known and not text[one[1] : start].strip()


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin name is not a piece of a longer word."""
    after = text[end : end + 1]
    if after.isascii() and after.isalnum() and text[end - 1].isascii() and text[end - 1].isalnum():
        return False
    before = text[start - 1 : start] if start else ""
    return not (before.isascii() and before.isalnum() and text[start].isascii() and text[start].isalnum())


def inventory(reading: Reading) -> Inventory:
    """The names of a document."""
    text, cues = reading.text, reading.cues
    title = reading.document.metadata.title or ""
    stop, numerals = set(cues.of("stop_names")), cues.word("numerals")
    found: dict[str, Entity] = {}
    known = names()
    pointing = tuple(one for one in cues.of("pointers") if one in cues.of("determiner"))

    def add(form: str, kind: str, place: int, canonical: str | None = None) -> Entity | None:
        form = form.strip(_MARKS)
        numbered = all(one.isdigit() or one in numerals for one in form)
        if len(form) < _PAIR or form in stop or form.startswith(pointing) or numbered:
            return None
        own = form.rstrip(_LETTERS)
        if own != form and own in known.by_name and form[len(own) :].strip() in known.by_name:  # 苹果|Apple
            form, canonical = own, known.by_name[own].canonical
        key = canonical or form
        entity = found.get(key)
        if entity is None:
            entity = found[key] = Entity(form, kind, first=place)
        entity.forms.add(form)
        return entity

    _known(text, add)
    for form, place in latin(reading):
        add(form, "name", place)
    for ticker in _TICKER.finditer(text):
        before = _LISTED.search(text, max(0, ticker.start() - _LONGEST), ticker.start())
        form = listed(before.group(), reading) if before else ""
        if before and form:
            add(form, "company", ticker.start() - len(form))
    _unlisted(reading, title, found, add)
    trimmed(found, cues)
    told_apart(found, text, cues)
    briefed(found, reading)
    forms: dict[str, Entity] = {}
    for entity in found.values():
        open_ended = entity.kind == "topic" or (entity.kind == "name" and not entity.name.isascii())
        if open_ended and not entity.built and not within_words(text, entity.name):
            continue
        for form in entity.forms:
            forms[form] = entity
    made = Inventory(forms, among=cues.of("among"))
    weigh(made, reading, title)
    lead = made.lead
    made.headed = lead is not None and any(form in title for form in lead.forms)
    firm = lead is not None and (
        lead.kind in {"company", "product"}
        or (lead.principal and not cues.of("regions").end(lead.name) and not common(lead.name))
    )
    made.gated = made.trade or made.titled or firm
    if not made.gated:
        for name in (*persons(reading), *recurring(reading)):
            made.take(name)
    return made


def _known(text: str, add: Callable[..., Entity | None]) -> None:
    """Add the well-known names, and the pairs of currencies; none that is only a piece of other words."""
    known = names()
    first, money = 0, -1
    pieces: dict[str, bool] = {}
    for start, end in known.find(text):
        form = text[start:end]
        one = known.by_name[form]
        if form not in pieces:
            pieces[form] = len(form) <= _SHORT and crossed(text, form)
        if pieces[form]:
            continue
        add(form, one.kind, start, one.canonical)
        if one.kind == _CURRENCY and start == money + 1 and text[money] == _OVER:
            add(text[first:end], one.kind, first)
        first, money = start, end if one.kind == _CURRENCY else -1


def _unlisted(reading: Reading, title: str, found: dict[str, Entity], add: Callable[[str, str, int], Entity | None]) -> None:
    """Add the names that only their places make: of notices, definitions, topics, terms, and what `_placed` finds."""
    for form, place in noticed(reading, title):
        if (entity := add(form, "company", place)) is not None:
            entity.principal, entity.kind = True, "company"
    for full, short, place in defined(reading):
        entity = add(full, "company", place)
        if entity is not None and short in reading.cues.of("pronoun"):
            entity.principal = True
        elif entity is not None:
            entity.forms.add(short)
            entity.name = short
    times = sorted((one.start, one.end) for one in reading.periods)
    for form, kind, place in (*topics(reading), *terms(reading, title)):
        before = bisect_left(times, (place + 1,)) - 1
        timed = before >= 0 and place < times[before][1]
        if kind != "topic" or not (timed or measured(reading, form)):
            add(form, kind, place)
    _placed(reading, title, found, add)


def _placed(reading: Reading, title: str, found: dict[str, Entity], add: Callable[[str, str, int], Entity | None]) -> None:
    """Add what opens clauses, what is in quotes or has a code, and what is built up to its head."""
    runs = heads(reading)
    marked = (*quoted(reading), *coded(reading, title), *modelled(reading, title))
    for name in (*openings(reading, title, runs), *marked):
        if name.kind == "topic" and any(name.form[:size] in found for size in range(1, len(name.form))):
            continue
        entity = add(name.form, name.kind, name.place)
        if entity is not None and name.principal:
            entity.principal = True
    kin = {form[:_PAIR] for form, one in found.items() if one.kind == "company"}
    for name in (*firms(reading), *filing(reading, runs)):
        if name.form not in found and (entity := add(name.form, name.kind, name.place)) is not None:
            entity.built = name.form[:_PAIR] in kin  # 玉泽银行 of 玉泽金控
            kin |= {name.form[:_PAIR]} if entity.kind == "company" else set()
    for name in branches(reading):
        if (entity := add(name.form, name.kind, name.place)) is not None:
            entity.kind = name.kind
    for name in marked:
        if name.form in found and found[name.form].kind == "topic":
            found[name.form].kind = name.kind
    for name in built(reading, runs):
        if name.form not in found and (entity := add(name.form, name.kind, name.place)) is not None:
            entity.built = True
