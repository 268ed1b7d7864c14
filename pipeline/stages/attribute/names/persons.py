"""Persons, whom no list has: a name right behind what they are (村民李盛飞), or a surname before a word of address (曾奶奶).

How long a name is, the text says: it stands there again, or a sign or a cue follows it.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.bylines import bylines
from pipeline.stages.attribute.names.naming import Found
from pipeline.stages.attribute.reading import COUNTED
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["persons"]

_TAGGED: Final = "zh"
_PAIR: Final = 2
_LONGEST: Final = 3
_FAR: Final = 6
_NEVER: Final = frozenset({"report", "of", "prep", "link", "each", "compare", "source_open", "conj", "determiner", "pronoun"})
"""Roles of a character that ends no name of three."""
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,3}")
_MORE: Final = re.compile(r"[\u4e00-\u9fff]")


def persons(reading: Reading) -> Iterator[Found]:
    """The persons that an article names, each where it first is so named; linear in the text."""
    text, cues = reading.text, reading.cues
    if cues.language != _TAGGED:
        return
    seen: set[str] = set()
    for match in _called(cues).finditer(text):
        form = match["whole"] or _named(cues, text, match.end())
        if match["whole"] and form[0] in cues.roles:
            continue
        if form and form not in seen:
            seen.add(form)
            yield Found(form, "name", text.find(form), principal=False)


@functools.cache
def _called(cues: Cues) -> re.Pattern[str]:
    """What a person is, with a surname behind it; or a surname with a word of address."""
    surnames = f"[{re.escape(''.join(sorted(bylines().surnames)))}]"
    kinds = alternation(sorted({word for role in ("people", "callings") for word in cues.of(role)}))
    return re.compile(f"{kinds}(?={surnames})|(?P<whole>{surnames}{alternation(cues.of('address'))})")


def _named(cues: Cues, text: str, start: int) -> str:
    """The name that begins at a place of the text; empty where its length is not told, or a common word begins there."""
    first = tagged(text[start : start + _FAR], guess=False)[0]
    if first.end >= _PAIR:
        return text[start : start + first.end] if first.part == "name" and first.end <= _LONGEST else ""
    for size in (_LONGEST, _PAIR):
        form, end = text[start : start + size], start + size
        if len(form) < size or not _NAME.fullmatch(form) or (size > _PAIR and cues.roles.get(form[-1], frozenset()) & _NEVER):
            continue
        if any(len(word.text) > 1 for word in cues.each(form)):
            continue
        told = (
            not _MORE.match(text, end)
            or cues.scanner.at(text, end)
            or (size > _PAIR and text.count(form, max(0, start - COUNTED), end + COUNTED) > 1)
        )
        if told or tagged(text[end : end + _FAR], guess=False)[0].end >= _PAIR:
            return form
    guessed = tagged(text[start : start + _FAR])[0]
    return text[start : start + guessed.end] if guessed.part == "name" and _PAIR <= guessed.end <= _LONGEST else ""
