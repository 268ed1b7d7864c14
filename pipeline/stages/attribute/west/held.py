"""English: what an article's rules ask of a language's cues, made once: sets of words and patterns."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues

__all__ = ["Tables", "tables"]

_PIECE = re.compile(r"[ -]")


class Tables(NamedTuple):
    """What an article's rules ask of a language's cues, made once."""

    little: frozenset[str]
    joins: frozenset[str]
    sets: dict[str, frozenset[str]]
    metric_words: frozenset[str]
    metric_parts: frozenset[str]
    loose: frozenset[str]
    loose_thing: frozenset[str]
    name: re.Pattern[str]
    rate: re.Pattern[str]
    aged: re.Pattern[str]
    ticker: re.Pattern[str]
    part: re.Pattern[str]
    owned: re.Pattern[str]


@functools.cache
def tables(cues: Cues, language: str) -> Tables:
    """The sets and patterns of a language's cues."""
    sets = {role: frozenset(cues.of(role)) for role in cues.lists}
    joins, rates, words = (alternation(cues.of(role)) for role in ("name_joins", "rates", "rate_words"))
    ages, forms, heads = (alternation(cues.of(role)) for role in ("ages", "legal_forms", "part_heads"))
    firms, nations = alternation(cues.of("companies")), alternation([one for one in cues.of("countries") if "." in one])
    return Tables(
        frozenset(cues.of("stop_names")),
        frozenset(cues.of("name_joins")),
        sets,
        frozenset(metrics().words(language)),
        frozenset(part for word in metrics().words(language) for part in _PIECE.split(word)) | sets["metric_parts"],
        sets["loose"] - sets["keep_loose"],
        sets["loose"] - sets["keep_thing"],
        re.compile(
            rf"(?<![\w.])(?:(?!{nations})(?:[A-Z]\.){{2,3}} |{nations} (?={firms}\b))?"
            rf"[A-Z][\w&-]*(?:['’](?!s\b)[A-Z]\w+)?(?: (?:{joins} )?[A-Z0-9][\w&-]*){{0,4}}"
        ),
        re.compile(rf"[ -]{rates}[ -](?:{words} ){{0,3}}[A-Za-z]\w*"),
        re.compile(rf"(?<![\w.])([A-Z][\w’'-]*(?: [A-Z][\w’'.-]*){{0,3}}), (?:{ages} )?\d\d(?=[,.;])"),
        re.compile(
            rf"(?:,? {forms}\b\.?)"
            r"|(?:,? [A-Z][a-z]+\.?)? \((?:[A-Z][A-Za-z ]+:\s?)?[A-Z][A-Z.]{0,5}\)"
        ),
        re.compile(rf"([A-Z][\w&]*(?: (?:and |& )?[A-Z][\w&]*){{0,3}})(?: \(([A-Z]+)\))? ({heads})\b"),
        re.compile(r"(?<![\w.])([A-Z][\w&]+)(?:(['’]s)\b(?: ([a-z]+)|([,.;:)]))?)?"),
    )
