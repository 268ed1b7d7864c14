"""Companies of one notice: the one that gives it, and those of its group that begin alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.entities import Entity
    from pipeline.stages.attribute.reading import Reading

__all__ = ["noticed", "told_apart"]

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


def told_apart(found: dict[str, Entity], text: str, cues: Cues) -> None:
    """Drop what companies of one group only begin with (玉泽 of 玉泽金控, 玉泽银行); a clipped name is the company's."""
    clipped = dict(one.split("=") for one in cues.of("shortened"))
    for form, entity in list(found.items()):
        short = next((form.removesuffix(long) + brief for long, brief in clipped.items() if form.endswith(long)), "")
        if short and entity.kind == "company" and len(short) > _PAIR and short in text and short not in found:
            entity.forms.add(short)
    known, ends = names().by_name, (*cues.of("companies"), *clipped.values())
    for form in [form for form, one in found.items() if one.kind in {"topic", "name"} and not form.isascii()]:
        behind = [piece.startswith(ends) for piece in text.split(form)[1:]]
        if form not in known and len(behind) > _PAIR and 5 * sum(behind) >= 4 * len(behind):
            del found[form]
