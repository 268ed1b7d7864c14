"""Names that belong together: the company of a notice, those of a group that begin alike, a short one, one cut wrongly."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.lexicon.attribution import Words
from pipeline.lexicon.names import names
from pipeline.stages.attribute.reading import COUNTED
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.names.entities import Entity
    from pipeline.stages.attribute.reading import Reading

__all__ = ["briefed", "common", "noticed", "told_apart", "trimmed"]

_OWN = re.compile(r"([^\W\d_]{2,8}+)[：:]")
_PAIR = 2


def noticed(reading: Reading, title: str) -> Iterator[tuple[str, int]]:
    """The short names of the company that a notice is of: before the colon of its title, or as its head states them."""
    cues, text = reading.cues, reading.text
    own = _OWN.match(title)
    if own is not None and title.endswith(cues.of("notices")):
        yield own.group(1), max(0, text.find(own.group(1)))
    for sign in cues.of("short_names"):
        for match in re.finditer(rf"{re.escape(sign)}\s?[：:]\s{{0,3}}([^\W\d_]{{2,8}}+)(?![^\W\d_])", text):
            yield match.group(1), match.start(1)


def briefed(found: dict[str, Entity], reading: Reading) -> None:
    """Give a company of the title the name without its suffix, where clauses begin with that too (长安汽车: 长安…)."""
    cues, text = reading.cues, reading.text
    title = reading.document.metadata.title or ""
    for entity in [one for one in found.values() if one.kind == "company" and (one.principal or one.name in title)]:
        suffix = cues.of("companies").last(entity.name)
        brief = entity.name.removesuffix(suffix) if suffix else ""
        if not _PAIR <= len(brief) <= 2 * _PAIR or brief in found or brief in cues.of("places") or brief in cues.roles:
            continue
        if text.count(brief) == text.count(entity.name) or common(brief):
            continue
        others = text.replace(entity.name, "").split(brief)[1:]
        if any(cues.of("companies").begin(piece) for piece in others):
            continue  # others of its group are named so too: 玉泽银行 beside 玉泽金控
        opens = (one.text.lstrip(cues.word("trim")) for one in reading.holding(brief))
        if any(one.startswith(brief) and not one.startswith(entity.name) for one in opens):
            entity.forms.add(brief)


def common(word: str) -> bool:
    """Whether a dictionary has a word as a common noun (国民)."""
    words = tagged(word, guess=False)
    return len(words) == 1 and words[0].part != "name"


def told_apart(found: dict[str, Entity], text: str, cues: Cues) -> None:
    """Drop what companies of one group only begin with (玉泽 of 玉泽金控, 玉泽银行); a clipped name is the company's."""
    clipped = dict(one.split("=") for one in cues.of("shortened"))
    for form, entity in list(found.items()):
        short = next((form.removesuffix(long) + brief for long, brief in clipped.items() if form.endswith(long)), "")
        if short and entity.kind == "company" and len(short) > _PAIR and short in text and short not in found:
            entity.forms.add(short)
    text = text[:COUNTED]
    known, ends = names().by_name, (*cues.of("companies"), *clipped.values())
    for form in [form for form, one in found.items() if one.kind in {"topic", "name"} and not form.isascii()]:
        behind = [piece.startswith(ends) for piece in text.split(form)[1:]]
        if form not in known and len(behind) > _PAIR and 5 * sum(behind) >= 4 * len(behind):
            del found[form]


@functools.cache
def _behind(cues: Cues) -> Words:
    """What runs into a name from behind."""
    return Words((*cues.of("tail_particles"), *cues.of("runs_behind"), *cues.of("nominal")))


def trimmed(found: dict[str, Entity], cues: Cues) -> None:
    """Drop what is another name with a word that ran into it (如|汇丰证券, 台积电|去, 雄安新区|规划): it is that name."""
    known = names().by_name
    ahead, behind = cues.of("runs_ahead"), _behind(cues).by_last
    for form in [form for form in found if form not in known and not form.isascii()]:
        cut = [form.removeprefix(one) for one in ahead if form.startswith(one)]
        ends = (form.removesuffix(one) for one in behind.get(form[-1:], ()))
        rest = next((one for one in (*cut, *ends) if one != form and one in found), "")
        if rest:
            gone = found.pop(form)
            found[rest].principal |= gone.principal
            if gone.kind == "company" and found[rest].kind in {"topic", "name"}:
                found[rest].kind = "company"
            continue
        bare = next((one for one in cut if _PAIR <= len(one) < len(form) - 1), "")
        if bare:
            gone = found[bare] = found.pop(form)
            gone.name, gone.forms = bare, {bare}
