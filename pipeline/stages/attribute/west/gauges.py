"""What a noun phrase says is measured: a metric, whose it is, and how sure it is that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.things import Link, Thing, head, stand_in, thing
from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from pipeline.record import Figure
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse
    from pipeline.stages.attribute.west.words import Word

__all__ = ["Named", "measured_by", "named", "unit_noun"]

_LONGEST = 6


class Named(NamedTuple):
    """A metric as a phrase names it, whose it is, how sure that it is one (standard, listed, or not), and its phrase."""

    metric: str
    owner: Thing | None
    sure: int
    phrase: int


def measured_by(article: Article, metric: str, last: str) -> int:
    """How sure it is that words name what is measured: 2 for a standard metric, 1 for a listed noun, 0 for any other."""
    low = metric.lower()
    if low in article.metric_words or last in article.metric_words:
        return 2
    return 1 if article.noun_in("measures", last) else 0


def unit_noun(article: Article, figure: Figure, words: list[Word]) -> str:
    """What the unit of a figure says is measured: degrees are of an angle where the sentence speaks of one."""
    noun = article.cues.units.get(figure.unit or "", "") if figure.kind == "measure" else ""
    if noun and article.has("degrees", figure.unit or "") and any(article.has("angles", word.low) for word in words):
        return noun if any(article.noun_in("warmth", word.low) for word in words) else article.cues.word("angle_noun")
    return noun


def _stripped(article: Article, parse: Parse, phrase: int) -> tuple[list[str], Thing | None, str]:
    """The words of a phrase as a metric, the name that it begins with, and its last noun."""
    one = parse.phrases[phrase]
    words = [word for word in _unbracketed(parse.words[one.first : one.last]) if word.tag not in {"time", "figure"}]
    owner: Thing | None = None
    tenor = next(
        (word for word in parse.words[one.first : one.last] if "-" in word.text and word.tag in {"number", "figure"}), None
    )
    if words and words[0].tag == "possessive":
        owner = stand_in(article, words[0].low)
    while words and words[0].tag in {"determiner", "possessive", "adverb", "number", "conjunction"}:
        words = words[1:]
    loose = article.loose
    while len(words) > 1 and (words[0].low in loose or article.has("period_words", words[0].low)):
        words = words[1:]
    if len(words) > 1 and all(word.tag in {"name", "number"} for word in words):
        text = " ".join(word.text for word in words)
        if not article.measures(text) or text.lower() not in article.metric_words:
            return [], owner, ""
    count = 0
    while count < len(words) - 1 and words[count].tag == "name":
        count += 1
    if count and words[0].tag == "name":
        name = article.bare(" ".join(word.text for word in words[:count]))
        words, name = (words[count:], "") if _by_another(article, name, words[-1].low) else (words, name)
        if name and tenor is not None and article.has("tenors", name.lower()):
            owner, words = Thing(f"{tenor.text} {name}", "name"), words[count:]
        elif (
            name
            and (article.names.get(name, 0) >= 1 or " " in name or article.has("countries", name))
            and not article.measures(name)
        ):
            owner = owner or Thing(name, "name")
            words = words[count:]
    elif tenor is not None and words and article.has("tenors", words[0].low):
        bond = words[: max(1, len(words) - 1)]
        owner = owner or Thing(" ".join([tenor.text, *(word.text for word in bond)]), "name")
    while len(words) > 1 and article.has("period_words", words[0].low):
        words = words[1:]
    while words and words[-1].tag not in NOMINAL:
        words = words[:-1]
    rate = next((at for at, word in enumerate(words) if at and article.has("per", word.low)), len(words))
    return [word.text for word in words], owner, words[rate - 1].low if words else ""


def _by_another(article: Article, name: str, last: str) -> bool:
    """Whether a name before a metric is none of its owner: a place (New York-listed shares), a forecaster (an LSEG forecast)."""
    return name.lower().endswith(article.cues.of("based")) or article.has("outlooks", last)


def _unbracketed(words: list[Word]) -> list[Word]:
    """The words of a phrase without what it says in a bracket (non-GAAP (adjusted) earnings)."""
    opened = next((at for at, word in enumerate(words) if word.text == "("), -1)
    closed = next((at for at, word in enumerate(words) if word.text == ")"), -1)
    return words if opened < 0 else words[:opened] + words[closed + 1 :]


def named(article: Article, parse: Parse, links: list[Link], place: int = -1) -> Named | None:
    """The metric of a chain of phrases (nearest first): its root or, where that only counts or changes, what it is of."""
    place = len(links) - 1 if place < 0 else place
    root = links[place].phrase
    words, owner, last = _stripped(article, parse, root)
    inner = links[place - 1] if place else None
    if inner is not None and inner.by in article.sets["whole"]:
        if article.noun_in("change_nouns", last) or (article.noun_in("counters", last) and inner.by in article.cues.of("of")):
            deeper = named(article, parse, links, place - 1)
            if deeper is not None:
                return deeper._replace(owner=deeper.owner or owner)
        if inner.by in article.cues.of("of") and article.noun_in("parts", last):
            whole = " ".join([*words, inner.by, *_plain(article, parse, inner.phrase)])
            if whole.lower() in article.metric_words or article.has("keeping", last):
                if owner is None and article.has("keeping", last):
                    owner = _holders(article, parse, inner.phrase)
                return Named(whole, owner, 2, root)
    one = parse.phrases[root]
    if one.owner >= 0 and not article.has("forecasters", head(parse, one.owner)):
        owner = thing(article, parse, one.owner)
    if (
        not words
        or not last
        or len(words) > _LONGEST
        or all(word.tag in {"adjective", "number"} for word in _nominal(parse, root))
    ):
        return None
    metric = " ".join(words)
    sure = measured_by(article, metric, last)
    if sure < 2 and article.noun_in("spans", last):
        return None
    if owner is not None and owner.kind == "pronoun" and place and links[place - 1].by in article.sets["tied_by"]:
        named_on = thing(article, parse, links[place - 1].phrase)  # their price target on Apple
        owner = named_on if named_on is not None and named_on.kind == "name" else owner
    return Named(metric, owner or _owner(article, parse, links[:place][::-1]), sure, root)


def _nominal(parse: Parse, phrase: int) -> list[Word]:
    """The words of a phrase that a noun phrase is made of."""
    return [word for word in parse.words[parse.phrases[phrase].first : parse.phrases[phrase].last] if word.tag in NOMINAL]


def _owner(article: Article, parse: Parse, links: list[Link]) -> Thing | None:
    """Whose a metric is by the phrases that hang on it, the nearest first: a name, or a common noun that is no metric."""
    for link in links:
        if article.has("not_owner", link.by):
            return None
        if not article.has("owner_of", link.by):
            continue
        found = thing(article, parse, link.phrase)
        if found is None:
            continue
        if found.kind != "common":
            return found
        low = found.text.lower()
        measured = _abstract(article, found.text) or measured_by(article, low, low.rsplit(" ", 1)[-1]) > 1
        if article.has("owner_common", link.by) and not measured:
            return found
    return None


def _holders(article: Article, parse: Parse, phrase: int) -> Thing | None:
    """Who has a share: those of whom it is one (the share of teenagers who …), unless they are measured themselves."""
    last = head(parse, phrase)
    one = thing(article, parse, phrase)
    return one if one is not None and one.kind == "common" and article.noun_in("folk", last) else None


def _plain(article: Article, parse: Parse, phrase: int) -> list[str]:
    """The words of a phrase without articles."""
    one = parse.phrases[phrase]
    words = [word for word in parse.words[one.first : one.last] if word.tag != "time"]
    while words and words[0].tag in {"determiner", "possessive"} and not article.has("keep_whole", words[0].low):
        words = words[1:]
    return [word.text for word in words]


def _abstract(article: Article, text: str) -> bool:
    """Whether a common noun is a time or a way to count, nobody's name (in a year, of the quarter, for the month)."""
    last = text.lower().rsplit(" ", 1)[-1]
    return article.noun_in("abstract", last)
