"""A shallow parse of a Chinese clause: its words, its noun phrases with exact edges, what governs each, and its first verb.

Names, figures and times of the article are held together; phrases are joined at 的 and 和. What a preposition, a verb or a clause
before 的 takes in cannot be whose a figure is; what stands free before the verb can.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from pipeline.stages.attribute.clauses.parts import STRONG, worded
from pipeline.stages.attribute.words.parse import Nominal, Parse

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.names.entities import Inventory
    from pipeline.stages.attribute.reading import Clause, Reading
    from pipeline.stages.attribute.words.tagging import Tagged

__all__ = ["parsed"]

_LOOSE: Final = frozenset({"adjective", "number", "measure", "time"})
_FAR: Final = 2
_BEGINS: Final = STRONG | {"adjective", "time", "number"}
"""What a bare noun phrase may begin with."""


_nominal = functools.partial(tuple.__new__, Nominal)
"""A phrase from its fields in one step: every text has hundreds."""


def parsed(reading: Reading, found: Inventory, clause: Clause) -> Parse:
    """The parse of a clause, made once and kept on it."""
    if clause.parse is None:
        words = worded(reading, found, clause)
        clause.parse = _phrased(clause.text, words, reading.cues)
    return clause.parse


def _phrased(text: str, words: list[Tagged], cues: Cues) -> Parse:
    """One pass over the words: phrases are opened and closed, joined at 的 and 和, and put under what governs them."""
    nominals: list[Nominal] = []
    verbs: list[int] = []
    under = -1
    """The place of a preposition that waits for its phrase."""
    swept = (-_FAR, 0)
    """The last verb that a clause before 的 was under, and how many phrases were put into it."""
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
        nominal = _nominal((start, words[stop - 1].end, start, index, stop, governor, by, False))
        under = -1
        sign = words[index - 1].part if index else ""
        if sign in {"preposition", "verb"} and text[words[index - 1].start : words[index - 1].end] in cues.of("ranges"):
            sign = "range" if part in {"name", "held-name"} else sign
        if (
            sign == "particle"
            and nominals
            and nominals[-1].joined
            and text[words[index - 1].start : start] in cues.of("and_so_on")
        ):
            sign = "conjunction"
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
            first = swept[1] if swept[0] == edge else 0
            nominals[first:] = [one._replace(governor="relative") if one.start > edge else one for one in nominals[first:]]
            swept = (edge, len(nominals))
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
        if after.part not in STRONG and text[after.start : after.end] not in cues.of("numbered_kinds"):
            return index, index
    stop = at = index
    dot = cues.word("middle_dot")
    while at < len(words):
        start, end, part = words[at]
        if part in STRONG:
            stop = at + 1
        elif part not in _LOOSE and text[start:end] != dot:
            break
        at += 1
    return stop, at
