"""An English article as its rules see it: names by weight, times in order, and what carries from sentence to sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.names import names
from pipeline.stages.attribute.dated_west import reported

if TYPE_CHECKING:
    from pipeline.chronology import Period
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.record import Figure
    from pipeline.stages.attribute.context import Answer

__all__ = ["WORD", "Article", "Spot"]

WORD = re.compile(r"[A-Za-z0-9&$%][\w&.'’/-]*[\w%]|[A-Za-z0-9]")
_POSSESSIVE = {"'s", "’s"}
_OPENS = {"", ".", "“", '"'}
_TITLE_FACTOR, _TITLE_BONUS, _REACH = 2.0, 3.0, 40


class Spot(NamedTuple):
    """A figure's place: its sentence, the figure before it there, where the next begins, the last one before the sentence."""

    number: int
    figure: Figure
    start: int
    low: int
    after: int
    before: int | None
    previous: int | None


class Article:
    """The running state of an English document."""

    def __init__(self, document: Document, cues: Cues, periods: tuple[Period, ...]) -> None:
        self.document, self.text, self.cues, self.periods = document, document.text.value, cues, periods
        self.begins = [one.start for one in periods]
        self.report = reported(periods)
        self.stop, self.leading = frozenset(cues.of("stop")), frozenset(cues.of("article"))
        self.verbs = frozenset((*cues.of("verb"), *cues.of("rise"), *cues.of("fall")))
        self.little = frozenset(cues.of("stop_names"))
        self.under = re.compile(r"\b(?:" + "|".join(map(re.escape, cues.of("opens"))) + r")\s$", re.IGNORECASE)
        self.joins = frozenset(cues.of("name_joins"))
        joins = "|".join(map(re.escape, cues.of("name_joins")))
        self.name = re.compile(rf"(?<![\w.])[A-Z][\w&-]*(?:['’](?!s\b)[A-Z]\w+)?(?: (?:(?:{joins}) )?[A-Z0-9][\w&-]*){{0,4}}")
        self.names = self._names()
        self.longest_first = sorted(
            (name for name, weight in self.names.items() if weight >= 2), key=lambda name: (-len(name), name)
        )
        self.lead = max(self.names, key=lambda name: (self.names[name], -self.text.find(name)), default="")
        self.topic = ""
        """The name that the last sentence opened with."""
        self.first = ""
        """The first owner that a figure was given: what the article is about, where no name is."""
        self.answers: dict[int, Answer] = {}

    def _names(self) -> dict[str, float]:
        """Every name with the number of blocks that say it, more for the title; one that only opens sentences is none."""
        title = (self.document.metadata.title or "").lower()
        counts: Counter[str] = Counter()
        for body in dict.fromkeys(self.text[block.start : block.end] for block in self.document.blocks):
            here: set[str] = set()
            for match in self.name.finditer(body):
                name = self.bare(match.group())
                opens = match.start() == 0 or body[max(0, match.start() - 2) : match.start()].strip() in _OPENS
                if (
                    len(name) > 1
                    and not name.isdigit()
                    and not self.measures(name)
                    and (not opens or " " in name or name in counts or self._acts(name, body, match.end()))
                ):
                    here.add(name)
            counts.update(here)
        inside = {name for name in counts if name.lower() in title}
        return {name: count * _TITLE_FACTOR + _TITLE_BONUS if name in inside else float(count) for name, count in counts.items()}

    def _acts(self, name: str, body: str, end: int) -> bool:
        """Whether a word that opens a sentence is a name: a well-known one, a possessive, or one with a verb right behind it."""
        following = WORD.match(body, end + 1)
        verb = following is not None and following.group().lower() in self.verbs
        return name in names().by_name or ((verb or body[end : end + 2] in _POSSESSIVE) and name not in self.little)

    def measures(self, name: str) -> bool:
        """Whether what looks like a name is a standard metric (Adjusted EBITDA)."""
        known = metrics().find(self.document.language.code, name)
        return known is not None and name not in names().by_name

    def bare(self, name: str) -> str:
        """A name without the capitalised little words it begins or ends with (The Federal Reserve)."""
        words = name.split()
        while words and words[0] in self.little:
            words = words[1:]
        while words and (words[-1] in self.little or words[-1] in self.joins):
            words = words[:-1]
        return " ".join(words)

    def phrase(self, words: list[str]) -> list[str]:
        """A noun phrase without the little words it begins or ends with."""
        while words and words[0].lower() in self.leading:
            words = words[1:]
        while words and words[-1].lower() in self.leading:
            words = words[:-1]
        return words

    def between(self, start: int, end: int) -> list[Period]:
        """The times that begin in ``[start, end + a little)``."""
        return list(self.periods[bisect_left(self.begins, start) : bisect_left(self.begins, end + _REACH)])
