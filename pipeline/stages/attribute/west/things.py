"""Whom or what a noun phrase names, and the phrases that hang together by prepositions."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse
    from pipeline.stages.attribute.west.words import Word

__all__ = ["Link", "Thing", "behind", "chain", "head", "stand_in", "thing"]

_LONGEST, _BRACKET = 7, 20


class Thing(NamedTuple):
    """Whom or what a phrase names; a pronoun or a common noun that stands for another is still to be resolved.

    `kind` is name, common, pronoun, person, ours or nominal.
    """

    text: str
    kind: str


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
        if word.text == ")":
            opened = next((one for one in range(at, max(low, at - _BRACKET) - 1, -1) if words[one].text == "("), -1)
            if opened < 0:
                break
            at = opened - 1
            continue
        if phrase >= 0 and all(one.tag == "number" for one in words[parse.phrases[phrase].first : parse.phrases[phrase].last]):
            at -= 1
            continue
        if phrase >= 0:
            first = _first(parse, phrase)
            by = words[first - 1].low if first > low and words[first - 1].tag == "preposition" else ""
            found.append(Link(phrase, by))
            if not by:
                break
            at = first - 2
        elif ((word.tag in {"preposition", "determiner"}) and at + 1 < stop and _timed(words, at + 1, stop)) or (
            word.tag in {"time", "adverb", "negation"}
            or (word.tag == "verb" and found and (word.form == "part" or (word.form == "past" and _by_agent(parse, at))))
            or (word.tag == "adjective" and found)
            or (word.tag == "figure" and found and found[-1].by)
        ):
            at -= 1
        else:
            break
    return found


def _by_agent(parse: Parse, at: int) -> bool:
    """Whether a past form stands between a noun and who did it (had its target price raised by Evercore)."""
    words = parse.words
    return (
        0 < at < len(words) - 1
        and words[at + 1].tag == "preposition"
        and parse.phrase_of[at - 1] >= 0
        and at > 2
        and any(word.tag == "have" for word in words[max(0, at - 6) : at])
    )


def _timed(words: list[Word], at: int, stop: int) -> bool:
    """Whether a time stands at a word, past its article (EBITDA for 2023 of …, revenue in the third quarter of …)."""
    return words[at].tag == "time" or (words[at].tag == "determiner" and at + 1 < stop and words[at + 1].tag == "time")


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
    words = [
        word for word in parse.words[one.first : last] if word.tag not in {"time", "figure"} or _is_tenor(article, parse, word)
    ]
    if len(words) == 1 and words[0].tag in {"pronoun", "determiner", "possessive", "relative"}:
        return stand_in(article, words[0].low)
    words = _core(article, words)
    text = " ".join(word.text for word in words if word.tag != "mark")
    dated = words and words[-1].text in article.little
    if (
        not words
        or len(words) > _LONGEST
        or all(word.tag == "number" for word in words)
        or all(word.tag == "adjective" for word in words)
        or (dated and all(_plain(article, word) for word in words))
    ):
        return None
    points = article.has("nominal", words[-1].low) and parse.words[one.first].low in article.sets["pointing"]
    if article.noun_in("variants", words[-1].low):
        return Thing(text, "nominal")
    group = points and len(words) == 1 and not words[0].text.isupper()  # the Company, the Board
    if group or article.has("selves", text.lower()) or _definite(article, words, parse.words[one.first].low):
        return Thing(text, "nominal")
    if any(word.tag == "name" and word.text not in article.little for word in words):
        bare = article.bare(text)
        return Thing(bare, "name") if bare else None
    nominal = points and len(words) <= 2 and not article.has("not_nominal", text.lower())
    return Thing(text, "nominal" if nominal else "common")


def _definite(article: Article, words: list[Word], first: str) -> bool:
    """Whether a phrase with a firm as its head points back (the Cincinnati-based company, the device maker)."""
    if not article.has("firms", words[-1].low) or words[-1].tag != "noun" or any(word.tag == "conjunction" for word in words):
        return False
    if article.has("not_nominal", " ".join(word.low for word in words[-2:])):
        return False
    named = [word for word in words if word.tag == "name"]
    native = bool(named) and all(word.low.endswith(article.grammar.endings["adjective"]) for word in named)  # the Chinese giant
    if native or any(word.low.endswith(article.cues.of("based")) for word in words):
        return True
    return first in article.sets["the"] and not any(word.tag == "name" and article.names.get(word.text, 0) > 1 for word in words)


def _plain(article: Article, word: Word) -> bool:
    """Whether a word names nothing by itself: an adjective, a number, a month."""
    return word.tag in {"adjective", "number"} or word.text in article.little


def _core(article: Article, words: list[Word]) -> list[Word]:
    """The words of a phrase without articles, loose adjectives, titles before a name and shares or boards behind one."""
    while words and words[0].tag in {"determiner", "possessive", "adverb", "conjunction"}:
        words = words[1:]
    while len(words) > 1 and (
        words[0].low in article.loose_thing
        or (words[0].tag == "number" and not article.has("tenors", words[1].low) and not _numbered(article, words))
    ):
        words = words[1:]
    while words and words[-1].tag not in NOMINAL:
        words = words[:-1]
    while len(words) > 1 and words[-1].tag == "noun" and article.has("name_tails", words[-1].low) and words[-2].tag == "name":
        words = words[:-1]
    while (
        len(words) > 1
        and words[1].tag == "name"
        and (
            words[0].low in article.loose
            or words[0].low in article.sets["titles"]
            or words[0].low.endswith(article.cues.of("based"))
        )
    ):
        words = words[1:]
    if len(words) > 1 and words[0].low in article.sets["newly"] and any(word.tag == "name" for word in words):
        words = words[1:]
    names = [at for at, word in enumerate(words) if word.tag == "name"]
    common = [at for at, word in enumerate(words) if word.tag == "noun"]
    named = bool(names) and all(word.tag in {"name", "number"} for word in words[names[-1] :])
    if named and common and common[-1] < names[-1]:  # British fashion house Burberry
        words = words[common[-1] + 1 :]
    elif names and names[0] and named and all(word.tag == "adjective" for word in words[: names[0]]):
        words = words[names[0] :]
    return words


def _numbered(article: Article, words: list[Word]) -> bool:
    """Whether a number belongs to the name behind it, with which the article says it again (the 737 Max)."""
    return words[1].tag == "name" and f"{words[0].text} {words[1].text}" in article.numbered


def _is_tenor(article: Article, parse: Parse, word: Word) -> bool:
    """Whether a figure is how long a bond runs, which belongs to its name (the 10-year Treasury)."""
    at = bisect_left(parse.words, word.start, key=lambda one: one.start) + 1
    return word.tag == "figure" and at < len(parse.words) and article.has("tenors", parse.words[at].low)


def stand_in(article: Article, low: str) -> Thing | None:
    """A pronoun or possessive as what is still to be resolved; None for any other word."""
    for role, kind in (("person", "person"), ("ours", "ours"), ("pronoun", "pronoun")):
        if article.has(role, low):
            return Thing(low, kind)
    return None
