"""Companies by the suffix of their names (达刚控股, 旭升集团), wherever they stand: no list has them, no dictionary their roots.

What stands before a suffix is a root where the dictionary has no word for it: characters that fall apart, or a proper name.
Its left edge is where what stands before it changes from one place to the next.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.names import names
from pipeline.lexicon.scripts import is_ideograph
from pipeline.stages.attribute.names.nameable import generic, may_name
from pipeline.stages.attribute.names.naming import WALLS, Found, bounded
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["branches", "filing", "firms"]

_ROOT: Final = 2
_LONGEST: Final = 4
_WINDOW: Final = 10
_TWICE: Final = 2
_TIMES: Final = 4
_NOT_FIRMS: Final = ("bodies", "documents", "people", "firm_words", "places", "regions", "filings")
_POINTS: Final = frozenset({"pronoun", "of", "determiner"})
_NOTHING: Final[frozenset[str]] = frozenset()


def firms(reading: Reading) -> Iterator[Found]:
    """The companies that an article names twice or more with their suffix, each where it first is."""
    text, cues = reading.text, reading.cues
    places: dict[str, list[int]] = {}
    for match in _suffixes(cues).finditer(text):
        key = text[match.start() - _ROOT : match.end()] if match.start() >= _ROOT else ""
        if key and is_ideograph(key[0]) and is_ideograph(key[1]):
            places.setdefault(key, []).append(match.start())
    for key, starts in places.items():
        root = _shared(reading, key, starts) if len(starts) >= _TWICE else ""
        form = root + key[_ROOT:]
        if not root or root in cues.of("places") or form in cues.roles or generic(form, cues) or _known(root, cues):
            continue
        if not any(cues.of("fields_of_trade").begin(text, start + len(key) - _ROOT) for start in starts):  # 具身智能|领域
            yield Found(form, "company", starts[0] - len(root), principal=False)


def _known(root: str, cues: Cues) -> bool:
    """Whether a root is a known name behind its country (美国|亚马逊)."""
    return root.removeprefix(cues.of("places").first(root)) in names().by_name


def branches(reading: Reading) -> Iterator[Found]:
    """A known company with its country behind it, said twice or more (家乐福中国): one of its own."""
    text, cues = reading.text, reading.cues
    country, known = cues.word("country"), names().by_name
    ends = [match.start() for match in re.finditer(re.escape(country), text)] if country else []
    places: dict[str, list[int]] = {}
    for end in ends:
        size = next(
            (size for size in range(_LONGEST, 1, -1) if (one := known.get(text[end - size : end])) and one.kind == "company"), 0
        )
        if size and not any(cues.of(role).begin(text, end + len(country)) for role in ("fields_of_trade", "regions", "areas")):
            places.setdefault(text[end - size : end] + country, []).append(end - size)
    for form, starts in places.items():
        if len(starts) >= _TWICE:
            yield Found(form, "company", starts[0], principal=False)


def filing(reading: Reading, heads: list[tuple[str, int]]) -> Iterator[Found]:
    """What the runs at the heads of clauses begin with and makes known what only companies file (某某易购|发布公告)."""
    cues = reading.cues
    for run, place in heads:
        told = next((word for word in cues.of("announce") if word in run), "")
        if not told or not any(word in run[run.find(told) :] for word in cues.of("filings")):
            continue
        form = bounded(reading, run)
        if (
            not _ROOT < len(form) <= 2 * _LONGEST
            or not run.startswith(form)
            or any(cues.of(role).end(form) for role in _NOT_FIRMS)
        ):
            continue
        if may_name(reading, form):
            yield Found(form, "company", place, principal=False)


@functools.cache
def _suffixes(cues: Cues) -> re.Pattern[str]:
    """Suffixes of companies, one or more behind one another."""
    return re.compile(f"(?>{alternation(cues.of('companies'))})++")


def _shared(reading: Reading, key: str, starts: list[int]) -> str:
    """The root that all places before a suffix end with; empty where one of them has a word of the dictionary there."""
    root = _root(reading.text, starts[0], len(key) - _ROOT)
    for start in starts[1:_TIMES]:
        root = _ending(root, _root(reading.text, start, len(key) - _ROOT))
        if len(root) < _ROOT:
            return ""
    for start in starts[_TIMES:]:
        while not reading.text.endswith(root, 0, start):
            root = root[1:]
    while len(root) >= _ROOT and _runs_in(reading, root, starts):
        root = root[1:]
    pointing = any(reading.cues.roles.get(sign, _NOTHING) & _POINTS for sign in root)  # 占其所持|股份
    return root if len(root) >= _ROOT and not pointing else ""


def _root(text: str, stop: int, size: int) -> str:
    """The characters before a suffix that no common word holds, four at most."""
    low = max(0, stop - _WINDOW)
    words = tagged(text[low : stop + size], guess=False)
    at = stop
    for word in reversed(words):
        start, end = low + word.start, low + word.end
        if start >= stop:
            continue
        if end > stop or not is_ideograph(text[start]):
            return "" if end > stop else text[at:stop]
        if end - start > 1 and (word.part != "name" or stop - start > _LONGEST):
            break
        at = start
        if stop - at >= _LONGEST:
            break
    return text[at:stop]


def _ending(one: str, other: str) -> str:
    """What two strings end with alike."""
    size = next((at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other)))
    return one[len(one) - size :]


def _runs_in(reading: Reading, root: str, starts: list[int]) -> bool:
    """Whether the first character of a root is a word that runs into the name (与|旭升集团): it opens no clause with it."""
    roles = reading.cues.roles.get(root[0], frozenset())
    if not roles & WALLS:
        return False
    return not any(_opens(reading.text, start - len(root)) for start in starts)


def _opens(text: str, place: int) -> bool:
    """Whether nothing but a sign stands before a place."""
    return place == 0 or not text[place - 1].isalnum()
