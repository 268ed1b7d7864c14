"""Terms that an article keeps saying (应届毕业生, 便利蜂): words that stand side by side again and again, and hardly apart."""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.scripts import is_ideograph
from pipeline.stages.attribute.names.nameable import generic, measured
from pipeline.stages.attribute.names.naming import WALLS, Found
from pipeline.stages.attribute.words.tagging import folded, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["recurring"]

_OFTEN, _MOST, _SHORTEST, _LONGEST, _PAIR, _TERMS = 3, 4, 3, 10, 2, 40
_TAGGED = "zh"
_PIECES = {"noun", "name", "verbal", "adjective", "verb"}
_LAST = {"noun", "name"}
_WALL = ("", "", False)
"""What stands between two sentences."""


def recurring(reading: Reading) -> Iterator[Found]:
    """The terms of an article, each where it first is: the few that it says most."""
    cues, text = reading.cues, reading.text
    if cues.language != _TAGGED:
        return
    alone, together = _counted(reading)
    found: list[tuple[str, int]] = []
    for key, count in together.items():
        form = "".join(key)
        often = count >= _OFTEN and 10 * count >= 6 * min(alone[key[0]], alone[key[-1]])
        if not often or not _SHORTEST <= len(form) <= _LONGEST:
            continue
        if not (measured(reading, form) or generic(form, cues) or form in cues.of("stop_names")):
            found.append((form, count))
    found = sorted(found, key=lambda one: (-one[1], one[0]))[:_TERMS]
    for form, count in found:
        if not any(form != other and form in other and 10 * more >= 7 * count for other, more in found):
            whole = _whole(reading, form)
            yield Found(whole, "topic", text.find(whole), principal=False)


def _counted(reading: Reading) -> tuple[Counter[str], Counter[tuple[str, ...]]]:
    """How often the words that a term may hold are said, and those said often that stand side by side, up to a noun."""
    cues, text = reading.cues, reading.text
    said = [_WALL]
    for sentence in reading.sentences:
        pieces = tags(text[sentence.start : sentence.end], guess=False)
        said += [(form, *_part(cues, form, tag)) for form, tag in pieces]
        said.append(_WALL)
    alone = Counter([form for form, _, held in said if held])
    together: Counter[tuple[str, ...]] = Counter()
    run: list[str] = []
    for form, part, held in said:
        if not held or alone[form] < _OFTEN:
            run = []
            continue
        run.append(form)
        if part in _LAST and len(run) > 1:
            together.update([tuple(run[-size:]) for size in range(_PAIR, min(_MOST, len(run)) + 1)])
    return alone, together


def _whole(reading: Reading, form: str) -> str:
    """A term with the characters that always stand right before it (西|牛麻竹笋), which a dictionary has cut off."""
    while len(form) < _LONGEST and (sign := reading.neighbour(form, behind=False)):
        form = sign + form
    return form


@functools.lru_cache(maxsize=8192)
def _part(cues: Cues, said: str, tag: str) -> tuple[str, bool]:
    """The part of a word, and whether a term may hold it."""
    part, roles = folded(tag), cues.roles.get(said, frozenset())
    opens = said[: cues.scanner.at(said, 0)] if part == "verb" else ""
    roles |= cues.roles.get(opens, frozenset())
    wall = bool(roles & WALLS) and not roles & {"plain", "nominal", "metric"}
    return part, part in _PIECES and not wall and is_ideograph(said[0])
