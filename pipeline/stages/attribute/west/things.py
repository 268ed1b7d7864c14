"""What a noun phrase says: a metric and whose it is, or a thing; and the phrases that hang together by prepositions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse

__all__ = ["Link", "Named", "Thing", "behind", "chain", "head", "measured_by", "named", "stand_in", "thing"]

_LONGEST, _LONGEST_THING = 6, 7


class Thing(NamedTuple):
    """Whom or what a phrase names; a pronoun or a common noun that stands for another is still to be resolved.

    `kind` is name, common, pronoun, person, ours or nominal.
    """

    text: str
    kind: str


class Named(NamedTuple):
    """A metric as a phrase names it, whose it is, how sure that it is one (standard, listed, or not), and its phrase."""

    metric: str
    owner: Thing | None
    sure: int
    phrase: int


class Link(NamedTuple):
    """A phrase and the preposition before it (empty for the first)."""

    phrase: int
    by: str


def head(parse: Parse, phrase: int) -> str:
    """The last noun of a phrase, in lower case; empty for one that has none."""
    one = parse.phrases[phrase]
    for at in range(one.last - 1, one.first - 1, -1):
        if parse.words[at].tag in NOMINAL:
            return parse.words[at].low
    return parse.words[one.first].low


def chain(parse: Parse, stop: int, low: int) -> list[Link]:
    """The phrases that end right before word `stop`, back to the first that no preposition leads to; the nearest first."""
    found: list[Link] = []
    words, at = parse.words, stop - 1
    while at >= low:
        word, phrase = words[at], parse.phrase_of[at]
        if phrase >= 0:
            first = _first(parse, phrase)
            by = words[first - 1].low if first > low and words[first - 1].tag == "preposition" else ""
            found.append(Link(phrase, by))
            if not by:
                break
            at = first - 2
        elif (
            word.tag in {"time", "adverb", "negation"}
            or (word.tag == "verb" and word.form == "part" and found)
            or (word.tag == "figure" and found and found[-1].by)
        ):
            at -= 1
        else:
            break
    return found


def behind(parse: Parse, start: int, high: int) -> list[Link]:
    """The phrases that hang on word `start` by prepositions, read forward: of the state's electorate, in Spain."""
    found: list[Link] = []
    words, at = parse.words, start
    while at + 1 < high and words[at].tag == "preposition" and parse.phrase_of[at + 1] >= 0:
        phrase = parse.phrase_of[at + 1]
        while (
            parse.phrases[phrase].last + 1 < high
            and words[parse.phrases[phrase].last].tag == "genitive"
            and parse.phrase_of[parse.phrases[phrase].last + 1] >= 0
        ):
            phrase = parse.phrase_of[parse.phrases[phrase].last + 1]
        found.append(Link(phrase, words[at].low))
        at = parse.phrases[phrase].last
        if parse.phrases[phrase].figure >= 0:
            break
    return found


def _first(parse: Parse, phrase: int) -> int:
    """Where a phrase begins with the possessor before it."""
    while parse.phrases[phrase].owner >= 0:
        phrase = parse.phrases[phrase].owner
    return parse.phrases[phrase].first


def thing(article: Article, parse: Parse, phrase: int) -> Thing | None:
    """Whom or what a phrase names, without articles and without its figure."""
    one = parse.phrases[phrase]
    last = one.last
    inside = next((at for at in range(one.first, one.last) if parse.words[at].tag == "figure"), -1)
    if inside > one.first and any(word.tag == "name" for word in parse.words[one.first : inside]):
        last = inside
    words = [word for word in parse.words[one.first : last] if word.tag not in {"time", "figure"}]
    if len(words) == 1 and words[0].tag in {"pronoun", "determiner", "possessive", "relative"}:
        return stand_in(article, words[0].low)
    while words and words[0].tag in {"determiner", "possessive", "adverb", "conjunction"}:
        words = words[1:]
    while len(words) > 1 and (words[0].low in article.loose_thing or words[0].tag == "number"):
        words = words[1:]
    while words and words[-1].tag not in NOMINAL:
        words = words[:-1]
    names = [at for at, word in enumerate(words) if word.tag == "name"]
    common = [at for at, word in enumerate(words) if word.tag == "noun"]
    if names and words[-1].tag == "name" and common:  # British fashion house Burberry
        words = words[common[-1] + 1 :]
    elif names and names[0] and words[-1].tag == "name" and all(word.tag == "adjective" for word in words[: names[0]]):
        words = words[names[0] :]
    if not words or len(words) > _LONGEST_THING:
        return None
    text = " ".join(word.text for word in words)
    if any(word.tag == "name" and word.text not in article.little for word in words):
        bare = article.bare(text)
        return Thing(bare, "name") if bare else None
    if article.has("selves", text.lower()):
        return Thing(text, "nominal")
    if article.noun_in("nominal", words[-1].low) and parse.words[one.first].low in _pointing(article) and len(words) <= 2:
        return Thing(text, "nominal")
    return Thing(text, "common")


def _pointing(article: Article) -> frozenset[str]:
    """Words that point back: the, this, its."""
    return article.sets["pointing"]


def stand_in(article: Article, low: str) -> Thing | None:
    """A pronoun or possessive as what is still to be resolved; None for any other word."""
    for role, kind in (("person", "person"), ("ours", "ours"), ("pronoun", "pronoun")):
        if article.has(role, low):
            return Thing(low, kind)
    return None


def measured_by(article: Article, metric: str, last: str) -> int:
    """How sure it is that words name what is measured: 2 for a standard metric, 1 for a listed noun, 0 for any other."""
    low = metric.lower()
    if low in article.metric_words or last in article.metric_words:
        return 2
    return 1 if article.noun_in("measures", last) else 0


def _stripped(article: Article, parse: Parse, phrase: int) -> tuple[list[str], Thing | None, str]:
    """The words of a phrase as a metric, the name that it begins with, and its last noun."""
    one = parse.phrases[phrase]
    words = [word for word in parse.words[one.first : one.last] if word.tag not in {"time", "figure"}]
    owner: Thing | None = None
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
        if name and (article.names.get(name, 0) >= 1 or " " in name) and not article.measures(name):
            owner = owner or Thing(name, "name")
            words = words[count:]
    while len(words) > 1 and article.has("period_words", words[0].low):
        words = words[1:]
    while words and words[-1].tag not in NOMINAL:
        words = words[:-1]
    return [word.text for word in words], owner, words[-1].low if words else ""


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
    if one.owner >= 0:
        owner = thing(article, parse, one.owner)
    if not words or not last or len(words) > _LONGEST:
        return None
    metric = " ".join(words)
    sure = measured_by(article, metric, last)
    if owner is None:
        for link in links[:place][::-1]:
            if article.has("owner_of", link.by):
                found = thing(article, parse, link.phrase)
                if found is not None and not (found.kind == "common" and _abstract(article, found.text)):
                    owner = found
                    break
    return Named(metric, owner, sure, root)


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
