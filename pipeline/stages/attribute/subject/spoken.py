"""Whom a clause speaks of: its grammatical subject, parted into the thing and what is measured of it.

Where all of the subject is measured, where it is a bare head (项目) or a pronoun owns it, the clause speaks of nobody new. What
it only counts (全国备案博物馆达7046家) is nobody either.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from pipeline.stages.attribute.clauses.grammar import BODY, BOUND, NAME, NOBODY, NONE, OWNED, PLAIN, STOP, UNREAD, Grammar, Spoken
from pipeline.stages.attribute.subject.beginning import begins, counted_with, publishes
from pipeline.stages.attribute.subject.clausal import grammar
from pipeline.stages.attribute.subject.pruned import area, named, parted, stripped, uncounted
from pipeline.stages.attribute.subject.whose import measurable

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.names.entities import Entity
    from pipeline.stages.attribute.reading import Clause

__all__ = ["spoken"]

_SHORTEST: Final = 2
_LONGEST: Final = 26
_SHORT: Final = 5
"""Characters of a county's name at most."""
_NEAR: Final = 10
_LEAST: Final = 4
"""Characters of a thing that has a head and something before it."""
_KIND: Final = 12
"""Characters that may say what kind of work it is before a title."""
_BARE: Final = ("heads", "things", "organisations", "relational", "firm_words", "weak_nouns")
_NOTHING: Final = ("abstract", "scopes", "qualities", "phrase_parts", "stop_names", "opener", "manner")
_BODIES: Final = ("works", "things", "organisations")
_REGIONS: Final = ("areas", "regions", "small_regions")
_OFFICE: Final = "body"
"""The kind of a name that publishes statistics."""
_POINTERS: Final = ("pronoun", "place_pointers", "own_place")
_COUNTED: Final = frozenset({"figure", "arrive", "copula"})


def spoken(context: Context, clause: Clause, metric: str = "") -> Spoken:
    """Whom a clause speaks of; `metric` is what is measured of it, where that is known: else that of its first figure."""
    if not metric:
        metric = next((context.answers[index].metric or "" for index in clause.figures if index in context.answers), "")
    place = (clause.number, metric)
    found = context.spoken.get(place)
    if found is None:
        found = context.spoken[place] = _spoken(context, clause, metric)
    return found


def _spoken(context: Context, clause: Clause, metric: str) -> Spoken:
    """The subject of the clause's grammar as a pronoun, a title, a name, or a thing."""
    cues, read = context.reading.cues, grammar(context, clause)
    if read.predicate in {NOBODY, UNREAD, "report"}:
        work = _work(cues, clause.text, read) if read.predicate == NOBODY else None
        if work is not None:
            return work
        return Spoken("", None, -1, -1, NONE if read.predicate == NOBODY else STOP, read)
    told = (word.end for word in clause.between(read.end, read.end + _NEAR) if word.text in cues.of("announce"))
    if read.predicate in {"announce", "verb"} and publishes(cues, clause.text, next(told, len(clause.text))):
        return Spoken("", None, -1, -1, STOP, read)
    if counted_with(cues, clause, read.end):
        return Spoken("", None, -1, -1, NONE, read)
    start, text = _unquoted(cues, clause, read)
    if _unpaired(cues, text):
        return Spoken("", None, -1, -1, STOP, read)
    return (
        _pointing(context, text, start, read) or _titled(cues, text, start, read) or _thing(context, clause, text, start, metric)
    )


def _unquoted(cues: Cues, clause: Clause, read: Grammar) -> tuple[int, str]:
    """Where the subject begins, and its words: with the quotes where only its first words stand in them (“第一股”|某公司)."""
    start, text = read.start, clause.text[read.start : read.end].strip()
    pair = next((one for one in cues.of("quotes") if one[0] == clause.text[start - 1 : start]), "")
    if pair and pair[1] in text[:-1]:
        return start - 1, clause.text[start - 1 : read.end]
    quotes = "".join(cues.of("quotes")) + " "
    bare = text.strip(quotes)
    return start + text.find(bare), bare


def _unpaired(cues: Cues, text: str) -> bool:
    """Whether a quote opens in words and does not close there, or the other way round."""
    signs = _signs(cues)
    return not signs.isdisjoint(text) and any((pair[0] in text) != (pair[1] in text) for pair in cues.of("quotes"))


@functools.cache
def _signs(cues: Cues) -> frozenset[str]:
    """The signs that open and close quotes."""
    return frozenset("".join(cues.of("quotes")))


@functools.cache
def _words(cues: Cues, roles: tuple[str, ...]) -> frozenset[str]:
    """The words of some roles."""
    return frozenset(word for role in roles for word in cues.of(role))


def _pointing(context: Context, text: str, start: int, read: Grammar) -> Spoken | None:
    """A pronoun, and whether something is measured of it (其营收) or owned by it (他们的手机); None where the words have none."""
    cues = context.reading.cues
    opens = (one for role in _POINTERS for one in cues.of(role).by_first.get(text[:1], ()) if text.startswith(one))
    pronoun = max(opens, key=len, default="")
    if not pronoun or text in context.found.forms:
        return None
    rest = text[len(pronoun) :]
    if cues.of("of").begin(rest):
        return Spoken(pronoun, None, start, start, OWNED, read)
    if len(pronoun) == 1 and rest:
        return Spoken(pronoun, None, start, start, NONE, read)
    placed = pronoun in cues.of("own_place") and not cues.of("things").end(rest)
    if not rest or measurable(context, rest) or placed:
        return Spoken(pronoun, None, start, start + len(pronoun), STOP, read)
    return None


def _titled(cues: Cues, text: str, start: int, read: Grammar) -> Spoken | None:
    """The title that the words are, or end with before what is measured of it (电影《满江红》|票房)."""
    for pair in cues.of("titles"):
        low = text.rfind(pair[0])
        high = text.find(pair[1], low + 1)
        if 0 <= low < high:
            low += start + 1
            return Spoken(text[low - start : high], None, low, start + high, NAME, read)
    return None


def _work(cues: Cues, text: str, read: Grammar) -> Spoken | None:
    """The title that a clause opens with behind what kind of work it is (悬疑喜剧片|《唐人街探案2》); None without one."""
    for pair in cues.of("titles"):
        low = text.find(pair[0], 1, _KIND)
        high = text.find(pair[1], low) if low > 0 and cues.of("titled_kinds").end(text[:low]) else -1
        if high > 0:
            return Spoken(text[low + 1 : high], None, low + 1, high, NAME, read)
    return None


def _thing(context: Context, clause: Clause, text: str, start: int, metric: str) -> Spoken:
    """The name or thing that a noun phrase is of."""
    cues, read = context.reading.cues, grammar(context, clause)
    if cues.of("places").begin(text):
        text += cues.of("small_regions").first(clause.text, start + len(text))  # a tagger parts what no dictionary has
    whole = named(context, text)
    if whole is not None and whole.kind == _OFFICE and read.predicate == "announce":
        return Spoken("", None, -1, -1, STOP, read)  # it makes known what others did (旅发局公布，10月访港旅客…)
    if whole is not None:
        return Spoken(whole.name, whole, start, start + len(text), NAME, read)
    thing, measured = (text, True) if read.measured else parted(context, text, metric)
    longer = ""
    while measured and thing != longer and measurable(context, thing):
        longer, thing = thing, parted(context, thing)[0]
    thing = uncounted(cues, clause, stripped(cues, thing, measured=measured), start)
    start += max(text.rfind(thing), 0)
    made = Spoken(thing, None, start, start + len(thing), NONE, read, measured)
    if thing in _words(cues, _BARE):
        return made._replace(kind=BOUND)
    never = thing in _words(cues, _NOTHING) or cues.of("relational").end(thing) or cues.of("boards").end(thing)
    size = _SHORTEST <= len(thing) <= _LONGEST and not _acts(cues, thing, read)
    entity = (named(context, thing) or _apposed(context, thing)) if size else None
    if entity is not None:
        return made._replace(words=entity.name, entity=entity, kind=NAME)
    region = area(cues, thing) if size and measured else ""
    if region:
        return made._replace(words=region, end=start + len(region), kind=NAME)
    return _weighed(context, clause, made) if size and not never else made._replace(words="")


def _weighed(context: Context, clause: Clause, made: Spoken) -> Spoken:
    """A thing with its kind: none where the clause only counts it, or where only its place makes it a phrase."""
    cues, thing, read = context.reading.cues, made.words, made.grammar
    if thing in cues.of("places") or (cues.of("places").begin(thing) and any(cues.of(role).end(thing) for role in _REGIONS)):
        return made._replace(kind=NAME)
    if cues.of("teams").end(thing) or (_SHORTEST < len(thing) <= _SHORT and cues.of("small_regions").end(thing)):
        return made._replace(kind=NAME)
    if read.predicate == "announce" and cues.of("bodies").end(thing):
        return made._replace(words="", kind=STOP)
    if _counts(context, clause, made):
        return _counted(context, made)
    body = len(thing) >= _LEAST and any(cues.of(role).end(thing) for role in _BODIES)
    pointed = clause.text[max(0, read.start - _SHORTEST) : read.start] in cues.of("determiner") and len(thing) <= _SHORTEST
    ends = read.predicate == "end"
    if pointed or (ends and (not body or _acts(cues, thing, read) or read.start > begins(context, clause))):
        return made._replace(words="", kind=NONE)
    return made._replace(kind=BODY if body else PLAIN)


def _counts(context: Context, clause: Clause, made: Spoken) -> bool:
    """Whether what follows only counts what the clause names (全国备案博物馆达7046家)."""
    if made.measured or made.grammar.predicate not in _COUNTED:
        return False
    places = zip(clause.figures, clause.places, strict=True)
    index = next((index for index, (start, _) in places if start >= made.grammar.end), None)
    return index is not None and context.reading.figures[index].kind == "count"


def _counted(context: Context, made: Spoken) -> Spoken:
    """Who has what is counted: the name or place that the words begin with (白洋淀|野生鸟类达254种); else nobody."""
    cues, thing = context.reading.cues, made.words
    if cues.of("item_ends")[0] in thing:
        return made._replace(words="", kind=NONE)
    told = context.found.mentions(thing)
    if told and not told[0][0] and told[0][2].kind != "topic":
        _, end, entity = told[0]
        return made._replace(words=entity.name, entity=entity, end=made.start + end, kind=NAME)
    places = (one for role in ("places", "whole_country") for one in cues.of(role).by_first.get(thing[:1], ()))
    place = max((one for one in places if thing.startswith(one)), key=len, default="")
    return made._replace(words=place, end=made.start + len(place), kind=NAME if place else NONE)


def _acts(cues: Cues, thing: str, read: Grammar) -> bool:
    """Whether words begin with a verb (出售旧厂区): no thing, but for a work that it is done to (竣工|项目)."""
    first = next(cues.each(thing), None)
    if first is None or first.start or "verb" not in first.roles:
        return False
    return read.predicate == "end" or "nominal" not in first.roles or not cues.of("works").end(thing)


def _apposed(context: Context, thing: str) -> Entity | None:
    """The name that a thing ends with behind words that say what it is (国产大模型公司|智谱), or a company at its head."""
    cues, told = context.reading.cues, context.found.mentions(thing)
    if not told:
        return None
    start, end, entity = told[-1]
    before = thing[:start]
    says = before.endswith(cues.of("of")) or any(
        cues.of(role).end(before) for role in ("appositions", "people", "callings", "named_kinds")
    )
    if end == len(thing) and entity.kind != "topic" and (entity.kind == "company" or says):
        return entity
    first = told[0]
    headed = any(cues.of(role).end(thing) for role in _BODIES)
    return first[2] if not first[0] and first[2].kind == "company" and not headed else None
