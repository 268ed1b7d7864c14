"""Where the noun phrase at the end, or at the beginning, of a piece of text is cut, by its words and their parts of speech.

The cue words cut off what is known to be no part of a phrase; between them stands open text, which the tagger reads. What the
tables know better than the tagger (a metric's name, a word that modifies one) is held together first.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.words.tagging import Tagged, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.lexicon.attribution import Cues

__all__ = ["ends_as_metric", "ends_in_noun", "is_name", "name_first", "no_deed", "noun_end", "noun_start", "within_word"]

_HEADS = frozenset({"noun", "name", "verbal", "held-noun"})
_NOMINAL = _HEADS | {"adjective"}
_PARTS = _HEADS | {"time"}
_NEVER_LAST = frozenset({"verb", "adverb", "preposition", "particle", "conjunction", "pronoun", "number", "place", "time"})
_KNOWN = frozenset({"nominal", "metric", "places", "organisations", "scopes", "opener"})
"""Roles whose words are parts of noun phrases."""
_WIDEST, _FAR, _SIDE = 48, 12, 4
"""Characters that a noun phrase is looked for in (longer ones are no metric); words back to the head of 在…中的."""
_OBJECT = 6
"""Characters of an object whose last noun the tagger may not know (新增换乘|站)."""
_TAGGED, _KEPT = "zh", 4096


def noun_start(cues: Cues, text: str) -> int:
    """Where the last noun phrase of `text` begins; ``len(text)`` where the text ends in none.

    >>> from pipeline.lexicon.attribution import cues
    >>> noun_start(cues("zh"), "有人搬走，每个单项奖金")
    7
    """
    if cues.language != _TAGGED:
        return 0
    low = max(0, len(text) - _WIDEST)
    text = text[low:]
    words = _words(cues, text, _head(cues, text))
    at = len(words) - 1
    start = len(text)
    while at >= 0 and (step := _step(cues, text, words, at)):
        at -= step
        start = words[at + 1].start
    return start + low


@functools.lru_cache(maxsize=_KEPT)
def is_name(text: str) -> bool:
    """Whether a proper name is among the words of `text`."""
    return any(word.part == "name" for word in tagged(text))


@functools.lru_cache(maxsize=_KEPT)
def no_deed(text: str) -> bool:
    """Whether the last word of `text` is no verb (福建省接待|旅游)."""
    return tagged(text)[-1].part not in {"verb", "verbal"}


@functools.lru_cache(maxsize=_KEPT)
def ends_in_noun(text: str) -> bool:
    """Whether the last word of `text` is a noun of two characters or more."""
    words = tagged(text)
    return bool(words) and words[-1].part == "noun" and words[-1].end - words[-1].start > 1


@functools.lru_cache(maxsize=_KEPT)
def name_first(text: str) -> int:
    """Where the proper name that `text` begins with ends; 0 where it begins with none."""
    words = tagged(text)
    return words[0].end if words and words[0].part == "name" else 0


def within_word(cues: Cues, text: str, at: int) -> bool:
    """Whether a place of `text` lies inside a noun, so that what ends there is only its beginning (因|素, 大学|生).

    >>> from pipeline.lexicon.attribution import cues
    >>> within_word(cues("zh"), "受季节性因素影响", 5), within_word(cues("zh"), "因价格上升", 1)
    (True, False)
    """
    if cues.language != _TAGGED or not 0 < at < len(text) or text[at].isascii() or text[at - 1].isascii():
        return False
    low = max(0, at - _SIDE)
    return _crossed(text[low : at + _SIDE], at - low)


@functools.lru_cache(maxsize=_KEPT)
def _crossed(text: str, at: int) -> bool:
    """Whether a noun of a short text begins before a place and ends behind it."""
    return any(word.start < at < word.end and word.part in _HEADS for word in tagged(text))


def noun_end(cues: Cues, text: str) -> int:
    """Where the noun phrase that begins `text` ends; 0 where it begins with none.

    A verb may modify the noun right behind it, where nothing stands before it; behind a noun it is the predicate.

    >>> from pipeline.lexicon.attribution import cues
    >>> noun_end(cues("zh"), "汽车厂商捧场")
    4
    """
    if not text or cues.language != _TAGGED:
        return len(text)
    text = text[:_WIDEST]
    words = _words(cues, text, len(text))
    end = nouns = 0
    for at, word in enumerate(words):
        said = text[word.start : word.end]
        following = words[at + 1].part if at + 1 < len(words) else ""
        if said in cues.of("phrase_walls"):
            break
        if word.part in _HEADS or (word.part == "sign" and said[-1:].isalnum()):
            end, nouns = word.end, nouns + 1
            continue
        if at and words[at - 1].part == "sign" and end == word.start and said in cues.of("numbered_kinds"):  # A级, B类
            end = word.end
            continue
        opens = word.part == "adjective" or (word.part == "verb" and not nouns) or (said in cues.of("conj") and nouns > 0)
        opens = opens or (word.part == "verb" and _firm(cues, text, words, at + 1))
        if not (opens and following in _NOMINAL) and said not in cues.of("phrase_signs"):
            break
    return end


def _firm(cues: Cues, text: str, words: list[Tagged], at: int) -> bool:
    """Whether the last word of a text, at `at`, is one for a body that a verb describes (豆制品加工|企业)."""
    last = text[words[at].start :] if at == len(words) - 1 else ""
    return last in cues.of("heads") or last in cues.of("weak_nouns")


def _words(cues: Cues, text: str, head: int) -> list[Tagged]:
    """The words of `text`: the head and what modifies one held together, and the tagger's words that a table knows."""
    held = [(match.start(), match.end(), "noun") for match in _modifiers(cues).finditer(text, 0, head) if match.group()]
    if head < len(text):
        held.append((head, len(text), "noun"))
    words = tagged(text, held)
    edges = {word.start: index for index, word in enumerate(words)}
    joined: list[Tagged] = []
    at = 0
    for start, end in _parts(cues, text, head):
        first, last = edges.get(start), edges.get(end, len(words) if end == len(text) else None)
        if first is not None and last is not None and first >= at:
            joined += [*words[at:first], Tagged(start, end, "held-noun")]
            at = last
    return joined + words[at:]


@functools.cache
def _modifiers(cues: Cues) -> re.Pattern[str]:
    """The words that are held together even against the tagger."""
    return re.compile(alternation(cues.of("phrase_parts")))


def _parts(cues: Cues, text: str, head: int) -> Iterator[tuple[int, int]]:
    """The words before `head` that are parts of a phrase where the tagger sees their edges, the longest at each place."""
    words, lengths = _known(cues)
    at = 0
    while at < head:
        end = at
        for length in lengths.get(text[at], ()):
            sure = words.get(text[at : at + length])
            if sure is not None and at + length <= head and (sure or _part(text[at : at + length]) in _PARTS):
                end = at + length
                yield at, end
                break
        at = max(end, at + 1)


@functools.cache
def _known(cues: Cues) -> tuple[Mapping[str, bool], Mapping[str, tuple[int, ...]]]:
    """The words that may be parts of a phrase, and their lengths by the first character, longest first.

    Each word has whether it is a part whatever the tagger says of it alone; the others are tagged when they are first met.
    """
    words = {word: False for word in cues.of("plain") if len(word) > 1}
    words |= {word: True for word, roles in cues.roles.items() if len(word) > 1 and roles & _KNOWN}
    words |= {word: True for word in cues.of("stop_names") if not word.isascii()}
    for wall in cues.of("phrase_walls"):
        words.pop(wall, None)
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return words, {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}


@functools.lru_cache(maxsize=_KEPT)
def _part(word: str) -> str:
    """The part of a word alone."""
    return tagged(word)[-1].part if word else ""


def _head(cues: Cues, text: str) -> int:
    """Where the head of a phrase begins: the longest known metric or suffix that the text ends with, else its end."""
    found, suffixes = metrics().size(cues.language, text, len(text)), _suffixes(cues)
    lengths = range(min(len(text), metrics().longest), 1, -1)
    return len(text) - (found or next((length for length in lengths if text[-length:] in suffixes), 0))


@functools.cache
def _suffixes(cues: Cues) -> frozenset[str]:
    """The words of two characters or more that the head of a phrase may be."""
    return frozenset(one for one in (*cues.of("suffixes"), *cues.of("phrase_ends")) if len(one) > 1)


def _step(cues: Cues, text: str, words: list[Tagged], at: int) -> int:
    """How many words before the phrase so far belong to it: none at a wall."""
    word = words[at]
    said = text[word.start : word.end]
    if said in cues.of("phrase_walls"):
        return 0
    if at == len(words) - 1:
        return int(said in cues.of("closer") or _ends(cues, text, words))
    if word.part in _NOMINAL:
        return 1
    if said in cues.of("of") or (word.part == "place" and said in cues.of("closer")):
        return _past(cues, text, words, at)
    if said in cues.of("conj") and said not in cues.of("prep"):
        return 2 if at and words[at - 1].part in _NOMINAL else 0
    return int(_modifies(cues, text, words, at))


def _ends(cues: Cues, text: str, words: list[Tagged]) -> bool:
    """Whether a phrase can end in the last word: a noun, a metric, or a verb that is the thing of another (举办线下展览)."""
    word = words[-1]
    said = text[word.start : word.end]
    thing = word.part == "verb" and len(said) > 1 and said not in cues.roles
    thing = thing and len(words) > 1 and words[-2].part in {"noun", "adjective", "verbal", "held-noun"}
    whole = (
        len(words) > 1 and len(text) <= _OBJECT and words[-2].end == word.start and said in cues.of("noun_tails").held
    )  # 换乘|站, 充电|桩
    return said[-1:].isalnum() and (word.part not in _NEVER_LAST or thing or whole or ends_as_metric(cues, said))


def _modifies(cues: Cues, text: str, words: list[Tagged], at: int) -> bool:
    """Whether a word that is no noun goes with the phrase behind it: a word of measure's kind, a verb, a sign within a name."""
    word, following = words[at], words[at + 1]
    said = text[word.start : word.end]
    if said in cues.of("opener"):
        return not at or words[at - 1].part not in {"number", "held-figure"}
    if word.part == "verb":
        return following.end - following.start == 1 or len(said) > 1
    if said == " ":
        return at > 0 and (text[word.end].isascii() or text[word.start - 1].isascii())
    return said in cues.of("phrase_signs") or (word.part == "sign" and said.isascii() and said[-1:].isalnum())


def _past(cues: Cues, text: str, words: list[Tagged], at: int) -> int:
    """How many words back a phrase goes on at a 的 or a 中: past all that is in 在…中的, or to the noun before a 的."""
    of = text[words[at].start : words[at].end] in cues.of("of")
    inner = at - 1 if of else at
    if inner < 0:
        return 0
    if text[words[inner].start : words[inner].end] in cues.of("closer"):
        for back in range(inner - 1, max(0, inner - _FAR), -1):
            if text[words[back].start : words[back].end] in cues.of("prep"):
                return at - back + 1 if words[back - 1].part in _NOMINAL else 0
        return 0
    return 2 if of and words[inner].part in _NOMINAL else 0


def ends_as_metric(cues: Cues, text: str) -> bool:
    """Whether a phrase is a metric by its end: a standard one, or a word of measure."""
    return metrics().find(cues.language, text) is not None or cues.of("suffixes").end(text)
