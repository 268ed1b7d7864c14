"""A shallow parse of a Chinese clause: its words, its noun phrases with exact edges, what governs each, and its first verb.

The tagger's parts are corrected with the cues (a metric is a noun, a verb of change a verb); names, figures and times of the
article are held together; phrases are joined at 的 and 和. What a preposition, a verb or a clause before 的 takes in cannot be
whose a figure is; what stands free before the verb can.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.stages.attribute.tagging import Tagged, tagged

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.entities import Inventory
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["Nominal", "Parse", "parsed"]

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
_STRONG: Final = frozenset({"noun", "name", "verbal", "held-name"})
_LOOSE: Final = frozenset({"adjective", "number", "measure", "time"})
_PIECES: Final = frozenset({"verb", "measure", "adjective", "noun"})
_OPENERS: Final = frozenset({"number", "adverb", "conjunction", "sign", "pronoun", "held-time"})
"""What may stand before the first word of a clause's subject."""
_HELD: Final = frozenset({"held-figure", "held-time", "held-name"})
_NOUNS: Final = frozenset({"noun", "verbal"})
_BEGINS: Final = _STRONG | {"adjective", "time", "number"}
"""What a bare noun phrase may begin with."""


class Nominal(NamedTuple):
    """A noun phrase in a clause's text.

    ``[start, end)`` is all of it with what 的 and 和 join; ``[head, end)`` is what stands behind the last 的. `first` and `last`
    are its words. `governor` is ``""`` for one that stands free, else ``preposition``, ``verb`` (an object) or ``relative`` (in a
    clause before 的); `by` is the place of the word that governs it, or -1.
    """

    start: int
    end: int
    head: int
    first: int
    last: int
    governor: str
    by: int
    joined: bool
    """Whether it is several phrases side by side (曲靖市、玉溪市)."""


class Parse(NamedTuple):
    """The words of a clause, its noun phrases in order, and where its first verb outside a clause before 的 begins, or -1."""

    words: tuple[Tagged, ...]
    nominals: tuple[Nominal, ...]
    verb: int


def parsed(reading: Reading, found: Inventory, clause: Clause) -> Parse:
    """The parse of a clause, made once and kept on it."""
    if clause.parse is None:
        words = _words(reading, found, clause)
        clause.parse = _phrased(clause.text, words, reading.cues)
    return clause.parse


def _words(reading: Reading, found: Inventory, clause: Clause) -> list[Tagged]:
    """The clause's words: figures, times and names held together, parts corrected by the cues."""
    text, cues = clause.text, reading.cues
    figures, periods = reading.figures, reading.periods
    held = [(clause.inside(figures[one].start), clause.inside(figures[one].end), "figure") for one in clause.figures]
    held += [(clause.inside(periods[one].start), clause.inside(periods[one].end), "time") for one in clause.periods]
    held += [(start, end, "name") for start, end, _ in found.mentions(text)]
    apart: list[tuple[int, int, str]] = []
    for one in sorted(held, key=lambda one: (one[0], -one[1])):
        if one[1] > one[0] and (not apart or one[0] >= apart[-1][1]):
            apart.append(one)
    words = _parted(text, _joined(clause, tagged(text, apart, guess=False)), cues)
    opens = True
    for index, (start, end, part) in enumerate(words):
        if end - start == 1 and _syllable(text, words, index, cues, opens=opens):
            words[index] = Tagged(start, end, "noun")
        elif part == "verb" and _nominalised(text, words, index, cues):
            words[index] = Tagged(start, end, "verbal")
        elif part in _NOUNS and _acts(text, words, index, cues):
            words[index] = Tagged(start, end, "verb")
        elif part == "pronoun" and index and words[index - 1].part in _STRONG and text[start:end] in cues.of("companies"):
            words[index] = Tagged(start, end, "noun")
        opens = opens and words[index].part in _OPENERS
    return words


def _parted(text: str, words: list[Tagged], cues: Cues) -> list[Tagged]:
    """The words with the parts that their cues give them.

    A verb is parted from what it ran into before a figure: of quoting (光|电报|57元), of change (价格|下降).
    """
    made: list[Tagged] = []
    changes, last = _changes(cues), len(words) - 1
    for index, word in enumerate(words):
        start, end, part = word
        size = end - start
        if size > _PAIR and text[end - _PAIR : end] in changes:
            cut = end - _PAIR
        elif size == _PAIR and index < last and words[index + 1].part == "held-figure" and _quotes(text, word, cues):
            cut = end - 1
        else:
            said = part if part in _HELD else _part(text[start:end], part, cues)
            made.append(word if said == part else Tagged(start, end, said))
            continue
        made += (Tagged(start, cut, _part(text[start:cut], "noun", cues)), Tagged(cut, end, _part(text[cut:end], "verb", cues)))
    return made


def _quotes(text: str, word: Tagged, cues: Cues) -> bool:
    """Whether a word of two characters is a noun and the verb of a quote (光|电报|57元)."""
    start, end, part = word
    return part not in _HELD and text[end - 1] in cues.of("quote_ends") and text[start:end] not in cues.roles


@functools.cache
def _changes(cues: Cues) -> frozenset[str]:
    """The words of change that run into a noun before them."""
    return frozenset(word for word in (*cues.of("rise"), *cues.of("fall")) if len(word) == _PAIR)


def _acts(text: str, words: list[Tagged], index: int, cues: Cues) -> bool:
    """Whether a verb that may stand as a noun is one: between a phrase and the noun right before a count (船厂|交付|渔船18艘)."""
    if not 0 < index < len(words) - 2 or words[index + 2].part != "held-figure" or words[index + 1].part != "noun":
        return False
    acts = words[index - 1].part in _STRONG and text[words[index].start : words[index].end] in cues.of("verb")
    return acts and not cues.of("suffixes").end_at(text, words[index + 1].end)


def _joined(clause: Clause, words: list[Tagged]) -> list[Tagged]:
    """The words with the pieces of a known metric joined, where it begins and ends with words (营|收)."""
    known = [cue for cue in clause.words if "metric" in cue.roles]
    if not known:
        return words
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    for cue in reversed(known):
        first, last = starts.get(cue.start), ends.get(cue.end)
        if first is not None and last is not None and first < last:
            words[first : last + 1] = [Tagged(cue.start, cue.end, "noun")]
    return words


@functools.lru_cache(maxsize=1 << 15)
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
    if form in cues.of("reaches"):
        return "verb"
    if form in cues.of("attributes"):
        return "adjective"
    measured = part == "verb" and len(form) > 1 and form in cues.of("suffixes")
    return "noun" if measured or form in cues.of("directions") else ""


def _syllable(text: str, words: list[Tagged], index: int, cues: Cues, *, opens: bool) -> bool:
    """Whether a word of one character is a piece of a name that no dictionary has: no cue, with another piece beside it.

    Pieces that look like verbs count only where a clause `opens` (采茶机); those like nouns and adjectives anywhere.
    """
    if not _piece(text, words, index, cues):
        return False
    if (words[index].part in {"verb", "measure"} and not opens) or (index and words[index - 1].part == "held-figure"):
        return False
    behind = index > 0 and words[index].part == "noun" and _piece(text, words, index - 1, cues)
    return behind or _piece(text, words, index + 1, cues)


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
    closed = last + 1 >= len(words) or words[last + 1].part not in {"of", *_STRONG}
    return measured and closed


def _phrased(text: str, words: list[Tagged], cues: Cues) -> Parse:
    """One pass over the words: phrases are opened and closed, joined at 的 and 和, and put under what governs them."""
    nominals: list[Nominal] = []
    verbs: list[int] = []
    under = -1
    """The place of a preposition that waits for its phrase."""
    index = barren = 0
    """The word that is looked at, and up to where no phrase was found."""
    while index < len(words):
        start, _, part = words[index]
        stop = index
        if part in _BEGINS and index >= barren:
            stop, barren = _bare(text, words, index, cues)
        if stop == index:
            if part == "verb":
                verbs.append(start)
                under = -1
            elif part == "preposition":
                under = start
            index += 1
            continue
        governor, by = ("preposition", under) if under >= 0 else ("verb", verbs[-1]) if verbs else ("", -1)
        nominal = Nominal(start, words[stop - 1].end, start, index, stop, governor, by, joined=False)
        under = -1
        sign = words[index - 1].part if index else ""
        if sign in {"preposition", "verb"} and text[words[index - 1].start : words[index - 1].end] in cues.of("ranges"):
            sign = "range" if part in {"name", "held-name"} else sign
        if sign in {"of", "conjunction", "range"} and nominals and nominals[-1].last == index - 1:
            before = nominals.pop()
            head = nominal.head if sign == "of" else before.head
            joined = before.joined or sign == "conjunction"
            if sign == "range":
                verbs = [verb for verb in verbs if verb != words[index - 1].start]
            nominal = before._replace(end=nominal.end, last=stop, head=head, joined=joined)
        elif sign == "of" and verbs:
            verbs.pop()
            edge = verbs[-1] if verbs else -1
            nominals = [one._replace(governor="relative") if one.start > edge else one for one in nominals]
            nominal = nominal._replace(governor="verb" if verbs else "", by=edge)
        nominals.append(nominal)
        index = stop
    return Parse(tuple(words), tuple(nominals), verbs[0] if verbs else -1)


def _bare(text: str, words: list[Tagged], index: int, cues: Cues) -> tuple[int, int]:
    """Where the bare noun phrase that begins at a word ends, the word itself where none does; and how far it was looked for.

    Adjectives, words of time and numbers without a classifier may open it (现代有轨电车, 6号线, 第二工厂) and stand in it; it
    ends in a noun or a name.
    """
    first = words[index]
    if first.part == "number":
        after = words[index + 1] if index + 1 < len(words) else None
        if after is None or cues.of("classifiers").end_at(text, first.end):
            return index, index
        if after.part not in _STRONG and text[after.start : after.end] not in cues.of("numbered_kinds"):
            return index, index
    stop = at = index
    dot = cues.word("middle_dot")
    while at < len(words):
        start, end, part = words[at]
        if part in _STRONG:
            stop = at + 1
        elif part not in _LOOSE and text[start:end] != dot:
            break
        at += 1
    return stop, at
