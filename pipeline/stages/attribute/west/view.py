"""A figure in its clause: what leads to it, the verb before it, the phrases before and behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.record import Figure
from pipeline.stages.attribute.west.article import Spot
from pipeline.stages.attribute.west.clauses import Parse
from pipeline.stages.attribute.west.things import Link, behind, chain
from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article

__all__ = ["View", "seen"]

_QUANTIFIERS, _LONGEST, _BRACKET = 8, 3, 9


@dataclass(slots=True)
class View:
    """One figure and what stands around it in its clause. Places are words of the parse."""

    spot: Spot
    parse: Parse
    figure: Figure
    word: int
    clause: int
    low: int
    """Where its clause begins before it, without a break."""
    high: int
    """Where the clause or the next figure ends it."""
    lead: int
    """The word before it and what qualifies it (about, nearly); -1 for none."""
    by: str
    """The preposition that leads to it, or empty."""
    verb: int
    """The last verb of the clause before it; -1 for none."""
    phrase: int
    """The noun phrase that it stands in; -1 for none."""
    tail: int
    """Where the words of that phrase begin behind it; -1 where none follow."""
    links: list[Link] = field(default_factory=list)
    """The phrases before it, nearest first."""
    after: list[Link] = field(default_factory=list)
    """The phrases that hang on it by prepositions."""

    @property
    def lemma(self) -> str:
        """The verb before it, or empty."""
        return self.lemma_at(self.verb)

    def before(self, phrase: int) -> bool:
        """Whether a phrase stands before the clause's verb."""
        return self.verb >= 0 and self.parse.phrases[phrase].last <= self.verb

    def lemma_at(self, verb: int) -> str:
        """The lemma of a verb by its place; that of an auxiliary is its kind (be, have)."""
        if verb < 0:
            return ""
        word = self.parse.words[verb]
        return word.lemma or word.tag


def seen(article: Article, spot: Spot) -> View:
    """A figure as its clause shows it."""
    parse, at = spot.parse, spot.word
    words = parse.words
    clause = parse.clause_of[at]
    low = at
    while low > 0:
        if parse.clause_of[low - 1] != clause:
            opened = _opened(parse, low - 1)
            if opened <= 0 or parse.clause_of[opened - 1] != clause:
                break
            low = opened
        low -= 1
    high = at + 1
    while high < len(words) and parse.clause_of[high] == clause and words[high].tag != "figure":
        high += 1
    phrase = parse.phrase_of[at]
    tail = -1
    if phrase >= 0 and parse.phrases[phrase].last > at + 1:
        tail = at + 1
    lead = _lead(article, spot, low)
    by = words[lead].low if lead >= low and words[lead].tag == "preposition" else ""
    verb = max((one for one in parse.clauses[clause].verbs if one < at), default=-1)
    view = View(spot, parse, spot.figure, at, clause, low, high, lead if lead >= low else -1, by, verb, phrase, tail)
    stop = lead if by else lead + 1
    view.links = chain(parse, stop, low) if stop > low else []
    end = parse.phrases[phrase].last if phrase >= 0 else at + 1
    if end + 2 < len(words) and words[end].text == "(" and words[end + 1].tag == "figure" and words[end + 2].text == ")":
        end, high = end + 3, len(words)
    if end + 1 < high and words[end].low in article.loose and words[end + 1].tag == "preposition" and phrase < 0:
        end += 1  # $2 million additional in requests
    view.after = behind(parse, end, high)
    return view


def _opened(parse: Parse, at: int) -> int:
    """Where the short bracket begins that a word ends or stands in (a ticker); -1 for none."""
    if not parse.clauses[parse.clause_of[at]].bracket:
        return -1
    return next((one for one in range(at, max(0, at - _BRACKET) - 1, -1) if parse.words[one].text == "("), -1)


def _lead(article: Article, spot: Spot, low: int) -> int:
    """The word before a figure and its qualifiers; adjectives and articles of its own phrase are passed over."""
    words, phrase_of, at = spot.parse.words, spot.parse.phrase_of, spot.word - 1
    own = phrase_of[spot.word]
    quantifiers = article.grammar.of("quantifier")
    for _ in range(_QUANTIFIERS):
        if at < low:
            return at
        word = words[at]
        if own >= 0 and phrase_of[at] == own:
            if (
                word.tag in NOMINAL
                and words[at].tag == "noun"
                and spot.parse.phrases[own].figure == spot.word
                and _head_before(spot)
            ):
                return at
            at -= 1
            continue
        for length in range(_LONGEST, 0, -1):
            said = " ".join(one.low for one in words[max(low, at - length + 1) : at + 1])
            if at - length + 1 >= low and said in quantifiers:
                at -= length
                break
        else:
            return at
    return at


def _head_before(spot: Spot) -> bool:
    """Whether a figure ends its phrase: what stands before it is a phrase of its own (MacBook 256GB)."""
    phrase = spot.parse.phrases[spot.parse.phrase_of[spot.word]]
    return phrase.last == spot.word + 1
