"""English: what a figure measures, before the verb, behind the figure, or in the verb; and whose it is, read along with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.article import WORD
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.stages.attribute.article import Article, Spot

__all__ = ["measured"]

_CLAUSE = re.compile(r"[,;:–—(]\s")
_AFTER = re.compile(r"[,;:.–—()]\s|[,;:.)]$")
_POSSESSIVE = re.compile(r"([A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,3})['’]s?\s*$")
_BRIDGE, _NEAR, _LONGEST, _BEHIND = 3, 4, 5, 7


class _Head(NamedTuple):
    """A noun phrase: what is measured, whose, and whether it is a standard metric."""

    phrase: str
    owner: str
    known: bool


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()


def measured(article: Article, spot: Spot) -> tuple[list[Proposal], str]:
    """The metrics proposed for a figure, and the owner read along with the first of them."""
    text, figure, cues = article.text, spot.figure, article.cues
    whole, left = text[spot.start : figure.start], text[spot.low : figure.start]
    before = article.answers[spot.before].metric if spot.before is not None else None
    found: list[Proposal] = []
    if before and _goes_on(article, left):
        found.append(Proposal("metric", before, "same_metric", 82))
    clause, owner = _CLAUSE.split(left)[-1], ""
    for piece, weight in ((clause, 70), (left, 58), (whole, 36)):
        head = _before_verb(article, piece, figure.kind)
        if head is not None:
            place = (spot.low, figure.start)
            found.append(Proposal("metric", head.phrase, "before_verb", weight + (8 if head.known else -20), *place))
            owner = head.owner
            break
    behind = _behind(article, text[figure.end : spot.after], figure.kind)
    if behind is not None:
        found.append(Proposal("metric", behind[0], "behind", behind[1], figure.end, spot.after))
    for word in reversed([match.lower() for match in WORD.findall(clause)][-_NEAR:]):
        noun = cues.nouns.get(word)
        if noun and (figure.kind == "money" or noun != cues.word("price_noun")):
            found.append(Proposal("metric", noun, "verb", 66 if word in article.verbs else 44, spot.low, figure.start))
            break
    if before:
        found.append(Proposal("metric", before, "figure_before", 30))
    return found, owner


def _goes_on(article: Article, left: str) -> bool:
    """Whether only a bridge stands between two figures of one metric: a bracket, ``up``, ``from``, ``and``."""
    bridge, cues = left.strip(" ,()–—-").lower(), article.cues
    words = bridge.split()
    if not words or bridge.endswith(cues.of("base")):
        return True
    return len(words) <= _BRIDGE and words[0] in {*cues.of("base"), *cues.of("rise"), *cues.of("fall"), *cues.of("joins")}


def _before_verb(article: Article, piece: str, kind: str) -> _Head | None:
    """The last standard metric of a piece, else the noun phrase before its first verb."""
    tokens = [_Token(match.group(), match.start(), match.end()) for match in WORD.finditer(piece)]
    heads = _known(article, tokens)
    owner_of = article.cues.of("owner_of")
    for phrase, start, number in heads:
        inside = start > 0 and any(token.low in owner_of for token in tokens[max(0, start - _BRIDGE) : start])
        if inside and any(other < start - 1 for _, _, other in heads):
            continue
        owner = _owner(article, piece[: tokens[start].start], piece[tokens[number].end :])
        return _unnamed(article, phrase, owner)
    verb = next((number for number, token in enumerate(tokens) if token.low in article.verbs), None)
    if verb is None or kind == "count":
        return None
    words = article.phrase([token.text for token in tokens[:verb]])
    for number, word in enumerate(words):
        if number and word.lower() in owner_of:
            owned = article.phrase(words[number + 1 :])
            named = 0 < len(owned) <= _NEAR and owned[0][0].isupper() and owned[0] not in article.little
            return _Head(" ".join(words[:number]), " ".join(owned) if named else "", known=False)
    phrase = " ".join(words)
    if phrase in article.names:
        return _Head(article.cues.word("share_price"), "", known=True) if kind == "percent" else None
    return _Head(phrase, "", known=False) if 0 < len(words) <= _LONGEST else None


def _known(article: Article, tokens: list[_Token]) -> list[tuple[str, int, int]]:
    """The standard metrics among words, with their modifiers, the last first: phrase, first and last word."""
    table = metrics().by_word.get(article.document.language.code, {})
    found: list[tuple[str, int, int]] = []
    for number in range(len(tokens) - 1, -1, -1):
        word = tokens[number].low
        pair = f"{tokens[number - 1].low} {word}" if number else word
        if word not in table and pair not in table and word.removesuffix("s") not in table:
            continue
        start = number - (number > 0 and pair in table)
        while start > 0 and _joins(article, tokens[start - 1], tokens[start]):
            start -= 1
        words = article.phrase([token.text for token in tokens[start : number + 1]])
        while len(words) > 1 and words[0].lower() in article.cues.of("period_words"):
            words = words[1:]
        if words:
            found.append((" ".join(words), start, number))
    return found


def _joins(article: Article, one: _Token, other: _Token) -> bool:
    """Whether a word belongs to the noun phrase that begins right behind it."""
    free = one.low not in article.stop and one.low not in article.verbs
    return free and one.end == other.start - 1 and not one.low.endswith(("'s", "’s"))


def _unnamed(article: Article, phrase: str, owner: str) -> _Head:
    """A metric without the name it begins with (Alibaba shares → shares, Alibaba)."""
    for name in article.longest_first:
        if phrase.startswith(name + " "):
            return _Head(phrase[len(name) + 1 :], owner or name, known=True)
    return _Head(phrase, owner, known=True)


def _owner(article: Article, before: str, after: str) -> str:
    """Whose: a possessive right before the phrase, else an ``of`` or ``in`` phrase behind it."""
    match = _POSSESSIVE.search(before[-80:])
    if match:
        return article.bare(match.group(1))
    words = [found.group() for found in WORD.finditer(after[:80])]
    if not words or words[0].lower() not in article.cues.of("owner_of"):
        return ""
    kept: list[str] = []
    for word in words[1:]:
        if word.lower() in article.verbs or (kept and word.lower() in article.stop) or not word[0].isalpha():
            break
        kept.append(word)
    kept = article.phrase(kept)
    return " ".join(kept) if kept and len(kept) <= _LONGEST and kept[0] not in article.little else ""


def _behind(article: Article, right: str, kind: str) -> tuple[str, int] | None:
    """A metric behind its figure: 2.8 per cent discount, 30,154 new cars."""
    nouns = article.cues.of("behind")
    kept: list[str] = []
    for match in WORD.finditer(_AFTER.split(right, maxsplit=1)[0][:120]):
        low = match.group().lower()
        if len(kept) == _BEHIND or low in article.stop or (low in article.verbs and low not in nouns):
            break
        kept.append(match.group())
    last = kept[-1].lower() if kept else ""
    close = len(kept) <= _BRIDGE and last in nouns
    known = metrics().find(article.document.language.code, " ".join(kept)) is not None if kept else False
    kept = article.phrase(kept)
    if not kept:
        return None
    if kind == "count":
        return " ".join(kept), 48
    return (" ".join(kept), 82 if close else 64) if known or last in nouns else None
