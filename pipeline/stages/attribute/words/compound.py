"""A noun phrase as a reader takes it, however the tagger has cut its words.

Digits, titles, quotes and lists in a phrase belong to it, and so does a verb that describes the head behind it (医药|制造|项目),
or a piece of a name that no dictionary has and that only looks like a verb (西|环|高速公路).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.words.tagging import Tagged

__all__ = ["LOOSE", "NOUNS", "Compound"]

NOUNS: Final = frozenset({"noun", "name", "verbal", "held-name"})
"""The parts that a phrase can end in."""
LOOSE: Final = frozenset({"adjective", "number", "measure"})
"""The parts that may stand in it."""
_BESIDE: Final = frozenset({"adverb", "time", "held-time", "particle", "place"})
"""What may stand between a subject and its verb."""
_NEVER: Final = frozenset({"arrive", "rise", "fall", "report", "relate", "have", "contribute", "from_words", "whole"})
"""Roles of verbs that are in no name."""
_HEADS: Final = ("works", "organisations", "things", "kinds_of_thing")
_UNTITLED: Final = "\0\0"
"""The signs of titles where a language has none."""
_WIDEST: Final = 40
"""Words that a phrase, or what stands beside one, may have."""


class Compound:
    """The words of a clause, asked where a noun phrase ends and what stands behind it."""

    def __init__(self, cues: Cues, text: str, words: Sequence[Tagged]) -> None:
        self.cues, self.text, self.words = cues, text, words
        self.title = cues.of("titles")[0] if cues.of("titles") else _UNTITLED

    def form(self, at: int) -> str:
        """A word as it is written; empty outside."""
        return self.text[self.words[at].start : self.words[at].end] if 0 <= at < len(self.words) else ""

    def part(self, at: int) -> str:
        """A word's part; empty outside."""
        return self.words[at].part if 0 <= at < len(self.words) else ""

    def roles(self, at: int) -> frozenset[str]:
        """A word's roles as a cue."""
        return self.cues.roles.get(self.form(at), frozenset())

    def nominal(self, at: int) -> bool:
        """Whether a word is a noun; a firm's word that points back where it stands alone is one within a phrase."""
        return self.part(at) in NOUNS or (at > 0 and self.part(at) == "pronoun" and self.form(at) in self.cues.of("firm_words"))

    def opens_title(self, at: int) -> bool:
        """Whether a word is the sign that opens a title."""
        return self.form(at) == self.title[0]

    def predicate(self, at: int) -> str:  # noqa: PLR0911 - one word, one line
        """The kind of what stands at a word; empty where it is no predicate."""
        part, form, roles = self.part(at), self.form(at), self.roles(at)
        if not part or (part == "sign" and at == len(self.words) - 1):
            return "end"
        stated = part == "of" or form in self.cues.of("sizes")
        if part == "held-figure" or (stated and self.part(at + 1) == "held-figure"):
            return "figure"
        if form in self.cues.of("copula"):
            return "copula"
        if "report" in roles:
            reckons = "arrive" in self.roles(at + 1) or self.form(at + 1) in self.cues.of("copula")
            return "arrive" if reckons else "announce" if form in self.cues.of("announce") else "report"
        if roles & {"rise", "fall"}:
            return "change"
        if "arrive" in roles or "have" in roles:
            return "arrive" if "arrive" in roles else "have"
        return "verb" if part in {"verb", "preposition"} or "verb" in roles else ""

    def phrase(self, first: int) -> int:
        """Where the noun phrase that begins at a word ends; `first` where none does."""
        at = last = first
        while at < min(len(self.words), first + _WIDEST):
            stop, ends = self.step(at, first, last)
            if stop == at:
                break
            at = stop
            last = at if ends else last
        acts = self.form(at) in self.cues.of("announce") or self.form(at) in self.cues.of("done_verbs")
        return at if acts and first < last < at else last

    def step(self, at: int, first: int, last: int) -> tuple[int, bool]:
        """How far a phrase goes on at a word, and whether it may end there."""
        part = self.part(at)
        if part in NOUNS or (at > first and self.nominal(at)) or (part == "verb" and at > first and self.part(at - 1) == "of"):
            return at + 1, True
        if part == "verb" and (stop := self.held(at, first, last)) > at:
            return stop, True
        if part == "pronoun":
            return self.pointing(at, first)
        if part == "sign":
            return self.signed(at, last)
        goes = part in LOOSE or self.piece(at, first) or (part == "of" and last == at)
        goes = goes or (part == "held-figure" and self.inside(at, first, last))
        return (at + 1, False) if goes else (at + self.joint(at, first, last), False)

    def pointing(self, at: int, first: int) -> tuple[int, bool]:
        """The same at a pronoun: one may open a phrase (其, 该), or say that there are others (电器及|其他|消费品)."""
        others = self.form(at) in self.cues.of("others")
        goes = at == first or others
        return at + goes, goes and not others and self.form(at) in self.cues.of("pronoun")

    def signed(self, at: int, last: int) -> tuple[int, bool]:
        """The same at a sign: a title is one word."""
        if self.opens_title(at):
            close = next((one for one in range(at, at + _WIDEST) if self.form(one) == self.title[1]), -1)
            return (close + 1, True) if close > 0 else (at, False)
        if self.form(at).isspace():
            return at, False
        return at + 1, last == at and self.form(at) in self.cues.of("closing_quotes")

    def joint(self, at: int, first: int, last: int) -> int:
        """How many words join what is before to what follows (零部件|等|产品, 出口|和|进口, 电器|及其|他, 容城|地|热田)."""
        part, form, follows = self.part(at), self.form(at), self.part(at + 1) in NOUNS | LOOSE
        if part == "particle":
            joins = form in self.cues.of("and_so_on") or (last == at and form in self.cues.of("inner_particles"))
            return int(joins and at > first and follows)
        if part != "conjunction" or last != at or form in self.cues.of("prep") or form in self.cues.of("withs")[1:]:
            return 0
        if self.part(at + 1) == "pronoun":
            said = form + self.form(at + 1)
            return 2 if said.endswith(self.cues.of("others")) else 0
        return int(follows)

    def inside(self, at: int, first: int, last: int) -> bool:
        """Whether a figure is a piece of a name (上证|180|公司) or counts what the phrase names (28家|已上市公司)."""
        after = at + 1 + (self.form(at + 1) in self.cues.of("progress"))
        if not (self.nominal(after) or self.part(after) in LOOSE):
            return False
        listed = any(self.part(one) == "conjunction" for one in range(first, at))
        return at == first or (last == at and (self.form(at).isdigit() or listed))

    def piece(self, at: int, first: int) -> bool:
        """Whether a word of one character is a piece of a name that no dictionary has (西|环|高速公路)."""
        form = self.form(at)
        if len(form) != 1 or not form.isalpha():
            return False
        if at == first and self.part(at) == "place":
            return self.part(at + 1) in NOUNS or self.piece(at + 1, first)
        return self.part(at) == "verb" and form not in self.cues.roles and self.part(at + 1) in NOUNS

    def held(self, at: int, first: int, last: int) -> int:
        """Where the head ends that a verb describes within a name (医药|制造|项目); `at` where the verb is the predicate."""
        form, place = self.form(at), at
        if len(form) == 1:
            cut = first < at == last and form not in self.cues.roles and self.part(at + 1) in {"held-time", "time", "adverb"}
            return at + cut
        if self.roles(at) & _NEVER:
            return at
        if self.nominal(at + 1) and len(self.form(at + 1)) == 1:
            return at + 2
        while place == first and self.part(at + 1) == "verb" and not self.roles(at + 1) & _NEVER:
            at += 1
        stop = at + 1
        while self.nominal(stop):
            stop += 1
        if stop == at + 1:
            return place
        head = self.text[self.words[at + 1].start : self.words[stop - 1].end]
        roles = _HEADS[:1] if place == first or "verb" in self.cues.roles.get(form, ()) else _HEADS
        return stop if any(self.cues.of(role).end(head) for role in roles) and self.predicate(self.beside(stop)) else place

    def beside(self, at: int) -> int:
        """Behind the adverbs, times and phrases of setting that stand before a verb."""
        end = min(len(self.words), at + _WIDEST)
        while at < end:
            part = self.part(at)
            totals = self.form(at) in self.cues.of("totals") and self.part(at + 1) != "held-figure"
            if totals or part in _BESIDE or (part in LOOSE and self.part(at + 1) == "verb"):
                at += 1
            elif part == "preposition":
                stop = at + 1
                while stop < end and self.part(stop) not in {"verb", "held-figure", "place", "adverb"}:
                    stop += 1
                if stop == end or self.part(stop) == "held-figure":
                    break
                at = stop + (self.part(stop) == "place")
            else:
                break
        return at
