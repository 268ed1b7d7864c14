"""The words of a Chinese clause and their parts of speech, corrected by the cues: a metric is a noun, a verb of change a verb.

What a word becomes depends on itself and its tag alone, so it is found once and kept; only what its neighbours say of it is asked
clause by clause.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from pipeline.stages.attribute.words.tagging import Tagged, folded, tags
from pipeline.stages.attribute.words.tagging import word as tagged_word

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.names.entities import Inventory
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["STRONG", "worded"]

_PAIR: Final = 2
_PARTS: Final = (
    ("metric", "noun"),
    ("pronoun", "pronoun"), ("both", "pronoun"), ("former", "pronoun"), ("latter", "pronoun"), ("determiner", "pronoun"),
    ("compare", "preposition"), ("source_open", "preposition"),
    ("verb", "verb"), ("rise", "verb"), ("fall", "verb"), ("report", "verb"), ("relate", "verb"), ("contribute", "verb"),
    ("have", "verb"), ("prep", "preposition"), ("arrive", "verb"), ("link", "adverb"), ("basis", "adverb"), ("each", "adverb"),
    ("closer", "place"), ("conj", "conjunction"),
)  # fmt: skip
"""The part of a word that is a cue, by its first role in this order."""
STRONG: Final = frozenset({"noun", "name", "verbal", "held-name"})
"""The parts that a noun phrase can end in."""
_PIECES: Final = frozenset({"verb", "measure", "adjective", "noun"})
_OPENERS: Final = frozenset({"number", "adverb", "conjunction", "sign", "pronoun", "held-time"})
"""What may stand before the first word of a clause's subject."""
_NOUNS: Final = frozenset({"noun", "verbal"})
_SMALL: Final = frozenset({"pronoun", "particle"})
_JOINED: Final = frozenset({"metric", "basis"})
_KEPT: Final = 1 << 15
"""Words whose pieces are kept; a text of all words that there are must not fill the memory."""


def worded(reading: Reading, found: Inventory, clause: Clause) -> list[Tagged]:
    """The clause's words: figures, times and names held together, parts corrected by the cues."""
    text, cues = clause.text, reading.cues
    words = _cut(reading, found, clause)
    opens = True
    for index, (start, end, part) in enumerate(words):
        if end - start == 1 and _syllable(text, words, index, cues, opens=opens):
            words[index] = Tagged(start, end, "noun")
        elif part == "verb" and _nominalised(text, words, index, cues):
            words[index] = Tagged(start, end, "verbal")
        elif part in _NOUNS and _acts(text, words, index, cues):
            words[index] = Tagged(start, end, "verb")
        elif part in _SMALL and _within(text, words, index, cues):
            words[index] = Tagged(start, end, "noun")
        opens = opens and words[index][2] in _OPENERS
    return words


def _cut(reading: Reading, found: Inventory, clause: Clause) -> list[Tagged]:
    """The words with what the article and the cues hold together, each with the part of itself alone."""
    text, cues = clause.text, reading.cues
    words: list[Tagged] = []
    inner: set[int] = set()
    at = 0
    for start, end, part in (*_held(found, clause), (len(text), len(text), "")):
        if start > at:
            _filled(words, inner, text[at:start], at, cues)
        if part == "held-figure" and words and _quotes(text, words[-1], cues):
            first, _, _ = words.pop()
            words += (Tagged(first, start - 1, _part(text[first : start - 1], "noun", cues)), _verb(text, start - 1, start, cues))
            inner.add(start - 1)
        cut = _change(text[start:end], cues)
        if cut is not None:
            words += (Tagged(start, end - _PAIR, cut[0]), Tagged(end - _PAIR, end, cut[1]))
            inner.add(end - _PAIR)
        elif part:
            words.append(tagged_word((start, end, part)))
        at = end
    _join(clause, words, inner, cues)
    _others(text, words, cues)
    return words


def _held(found: Inventory, clause: Clause) -> list[tuple[int, int, str]]:
    """The figures, times and names of a clause, apart from one another: the first, and the longest at a place."""
    held = [(start, end, "held-figure") for start, end in clause.places]
    held += [(start, end, "held-time") for start, end in clause.times]
    held += [(start, end, "held-name") for start, end, _ in found.mentions(clause.text)]
    if len(held) > 1:
        held.sort(key=_before)
    apart: list[tuple[int, int, str]] = []
    stop = 0
    for one in held:
        if one[1] > one[0] >= stop:
            apart.append(one)
            stop = one[1]
    return apart


def _before(one: tuple[int, int, str]) -> tuple[int, int]:
    return one[0], -one[1]


def _filled(words: list[Tagged], inner: set[int], body: str, at: int, cues: Cues) -> None:
    """Add the words of a piece of text; `inner` takes the edges where a word was cut."""
    pieces = _pieces(cues)
    for pair in tags(body, guess=False):
        cut = pieces.get(pair)
        if cut is None:
            if len(pieces) >= _KEPT:
                pieces.clear()
            cut = pieces[pair] = _parted(*pair, cues)
        stop = at + len(pair[0])
        if cut[1]:
            words += (Tagged(at, stop - _PAIR, cut[0]), Tagged(stop - _PAIR, stop, cut[1]))
            inner.add(stop - _PAIR)
        else:
            words.append(tagged_word((at, stop, cut[0])))
        at = stop


@functools.cache
def _pieces(cues: Cues) -> dict[tuple[str, str], tuple[str, str]]:
    """The parts of the words that have been met, by the word and its tag: of all of it and none, or of its two pieces."""
    del cues
    return {}


def _parted(form: str, tag: str, cues: Cues) -> tuple[str, str]:
    """The part of a word, or those of its two pieces where a verb of change ran into what is before it (价格|下降)."""
    return _change(form, cues) or (_part(form, folded(tag), cues), "")


def _change(form: str, cues: Cues) -> tuple[str, str] | None:
    """The parts of a word's two pieces, if it ends in a verb of change."""
    if len(form) > _PAIR and form[-_PAIR:] in _changes(cues):
        return _part(form[:-_PAIR], "noun", cues), _part(form[-_PAIR:], "verb", cues)
    return None


def _verb(text: str, start: int, end: int, cues: Cues) -> Tagged:
    return Tagged(start, end, _part(text[start:end], "verb", cues))


def _quotes(text: str, word: Tagged, cues: Cues) -> bool:
    """Whether the word before a figure is a noun of one character and the verb of a quote (光|电报|57元)."""
    start, end, part = word
    if end - start != _PAIR or part.startswith("held-"):
        return False
    return text[end - 1] in cues.of("quote_ends") and text[start:end] not in cues.roles


def _others(text: str, words: list[Tagged], cues: Cues) -> None:
    """Part a conjunction from the word for others that a dictionary has cut at its middle (电器及其|他耐用品)."""
    for index in range(len(words) - 1):
        edge = words[index].end - 1
        if words[index].part == "conjunction" and text[edge : words[index + 1].end] in cues.of("others"):
            words[index : index + 2] = [
                Tagged(words[index].start, edge, "conjunction"),
                Tagged(edge, words[index + 1].end, "adjective"),
            ]
            return


def _join(clause: Clause, words: list[Tagged], inner: set[int], cues: Cues) -> None:
    """Join the pieces of a known metric or a word for when it is measured, where words begin and end there (营|收, 早|盘)."""
    known = [cue for cue in clause.words if cue.roles & _JOINED]
    if not known:
        return
    starts = {word[0]: index for index, word in enumerate(words) if word[0] not in inner}
    ends = {word[1]: index for index, word in enumerate(words) if word[1] not in inner}
    for cue in reversed(known):
        first, last = starts.get(cue.start), ends.get(cue.end)
        if first is None or last is None or not any(word[1] not in inner for word in words[first:last]):
            continue
        cut = _change(cue.text, cues)
        if cut is not None:
            edge = cue.end - _PAIR
            words[first : last + 1] = [Tagged(cue.start, edge, cut[0]), Tagged(edge, cue.end, cut[1])]
        else:
            words[first : last + 1] = [Tagged(cue.start, cue.end, _part(cue.text, "noun", cues))]


@functools.cache
def _changes(cues: Cues) -> frozenset[str]:
    """The words of change that run into a noun before them."""
    return frozenset(word for word in (*cues.of("rise"), *cues.of("fall")) if len(word) == _PAIR)


def _within(text: str, words: list[Tagged], index: int, cues: Cues) -> bool:
    """Whether a pronoun or a particle right behind a noun is a piece of a name (上证50|公司, 容城|地|热田)."""
    if not index or words[index - 1].part not in STRONG:
        return False
    said = text[words[index].start : words[index].end]
    if words[index].part == "pronoun":
        return said in cues.of("companies")
    return said in cues.of("adverbial") and index + 1 < len(words) and words[index + 1].part in STRONG


def _acts(text: str, words: list[Tagged], index: int, cues: Cues) -> bool:
    """Whether a verb that may stand as a noun is one: between a phrase and the noun right before a count (船厂|交付|渔船18艘)."""
    if not 0 < index < len(words) - 2 or words[index + 2].part != "held-figure" or words[index + 1].part != "noun":
        return False
    acts = words[index - 1].part in STRONG and text[words[index].start : words[index].end] in cues.of("verb")
    return acts and not cues.of("suffixes").end_at(text, words[index + 1].end)


def _part(form: str, part: str, cues: Cues) -> str:
    """The part of a word by its cue, else the tagger's."""
    fixed = _fixed(form, part, cues)
    roles = cues.roles.get(form, frozenset())
    if fixed or not roles or "plain" in roles or (roles == {"arrive"} and part in {"adverb", "particle"}):
        return fixed or part
    said = "verb" if form in cues.of("copula") else next((said for role, said in _PARTS if role in roles), part)
    nominal = said == "verb" and part in {"verbal", "noun"} and (roles & {"nominal", "metric"} or roles <= {"verb", "have"})
    return part if nominal else said


def _fixed(form: str, part: str, cues: Cues) -> str:
    """The part that a word has whatever the tagger says; empty for most."""
    if form in cues.of("of"):
        return "of"
    if form in cues.of("reaches") or form in cues.of("sure_verbs"):
        return "verb"
    if form in cues.of("sure_adverbs"):
        return "adverb"
    if form in cues.of("attributes"):
        return "adjective"
    measured = part == "verb" and len(form) > 1 and form in cues.of("suffixes")
    return "noun" if measured or form in cues.of("directions") else ""


def _syllable(text: str, words: list[Tagged], index: int, cues: Cues, *, opens: bool) -> bool:
    """Whether a word of one character is a piece of a name that no dictionary has: no cue, with another piece beside it.

    Pieces that look like verbs count only where a clause `opens` (采茶机); those like nouns and adjectives anywhere. What a
    place or a thing ends with, of which the dictionary says nothing, goes with the noun before it (枫岭|村).
    """
    start, end, part = words[index]
    before = words[index - 1] if index and part == "adjective" else None
    if before is not None and before.part in STRONG and before.end - before.start > 1 and _ends_name(text[start:end], cues):
        return True
    if not _piece(text, words, index, cues):
        return False
    if (words[index].part in {"verb", "measure"} and not opens) or (index and words[index - 1].part == "held-figure"):
        return False
    behind = index > 0 and words[index].part == "noun" and _piece(text, words, index - 1, cues)
    return behind or _piece(text, words, index + 1, cues)


def _ends_name(form: str, cues: Cues) -> bool:
    """Whether a character ends names of places or things."""
    return form in cues.of("regions").held or form in cues.of("noun_tails").held


def _piece(text: str, words: list[Tagged], index: int, cues: Cues) -> bool:
    if index >= len(words):
        return False
    word = words[index]
    return word.end - word.start == 1 and word.part in _PIECES and text[word.start : word.end] not in cues.roles


def _nominalised(text: str, words: list[Tagged], index: int, cues: Cues) -> bool:
    """Whether a verb only modifies the measured noun behind it (运营里程, 发电装机容量)."""
    word, after = words[index], words[index + 1] if index + 1 < len(words) else None
    if after is None or after.part not in {"noun", "verbal"} or word.end - word.start < 2:
        return False
    roles = cues.roles.get(text[word.start : word.end], frozenset())
    if roles & {"arrive", "rise", "fall", "have", "report"} or ("verb" in roles and "nominal" not in roles):
        return False
    last = index + 1
    while last + 1 < len(words) and words[last + 1].part in {"noun", "verbal", "verb"} and words[last + 1].part != "verb":
        last += 1
    head = text[words[index + 1].start : words[last].end]
    measured = "metric" in cues.roles.get(head, frozenset()) or cues.of("suffixes").end(head)
    closed = last + 1 >= len(words) or words[last + 1].part not in {"of", *STRONG}
    return measured and closed
