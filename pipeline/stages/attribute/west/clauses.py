"""Clauses of a sentence of tagged words: who does what, and which words belong to which clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.lookahead import CLOSING, DASHES, HARD, OPENING, Ahead, grouped
from pipeline.stages.attribute.west.phrases import Phrase, phrases
from pipeline.stages.attribute.west.words import AUXILIARY, NOMINAL, Word, finite

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["Clause", "Parse", "parsed"]

_INNER = NOMINAL | AUXILIARY | {"verb", "figure", "time", "negation", "genitive", "possessive"}
"""Tags of words that open no clause, but behind a verb of saying."""
_AHEAD, _CLAIM, _JOINED = 30, 5, 3
"""Words in which a second dash is looked for, and the verb of who claims something."""


@dataclass(slots=True)
class Clause:
    """A clause: the phrase that is its subject, its verbs, and the clause that it stands in or goes on from."""

    subject: int = -1
    verbs: list[int] = field(default_factory=list)
    parent: int = -1
    relative: bool = False
    antecedent: int = -1
    """The phrase that a relative clause says something of."""
    bracket: bool = False


@dataclass(slots=True)
class Parse:
    """A sentence read: its words, phrases and clauses, and to which of these each word belongs (-1 for none)."""

    words: list[Word]
    phrases: list[Phrase]
    phrase_of: list[int]
    clauses: list[Clause]
    clause_of: list[int]

    def subject(self, clause: int) -> int:
        """The subject of a clause, or of the nearest one around it that has one."""
        for _ in range(8):
            one = self.clauses[clause]
            if one.subject >= 0 or one.parent < 0:
                return one.subject
            clause = one.parent
        return -1


def parsed(words: list[Word], sets: Mapping[str, frozenset[str]], heads: frozenset[str]) -> Parse:
    """The phrases and clauses of a sentence, by the sets of cue words; `heads` begin names with "of"."""
    found, phrase_of = phrases(words, heads, sets)
    parse = Parse(words, found, phrase_of, [Clause()], [0] * len(words))
    _Divider(parse, sets).divide()
    return parse


class _Divider:
    """Divides a sentence into clauses, left to right."""

    def __init__(self, parse: Parse, sets: Mapping[str, frozenset[str]]) -> None:
        self.parse, self.words, self.ahead = parse, parse.words, Ahead(parse, sets["or"])
        self.report, self.that, self.joining = (sets[role] for role in ("report", "that", "joining"))
        self.turned = sets["rise"] | sets["fall"]
        self.raising, self.accompanying = sets["raising"], sets["accompanying"]
        self.current = 0
        self.lowered = -1
        """The clause without a finite verb that a verb has begun (expects sales to grow), if the last one is such."""
        self.open: list[int] = []
        """Clauses that a bracket has interrupted."""
        self.dashed: list[int] = []
        """The clause that a pair of dashes has interrupted, if one has."""

    def divide(self) -> None:
        words, clauses = self.words, self.parse.clauses
        clauses[0].subject = self.ahead.clause(0)[0]
        if clauses[0].subject < 0 and not any(finite(word) for word in words):
            clauses[0].subject = self._headline()
        for place, word in enumerate(words):
            self._turn(place)
            if finite(word):
                self._resume(place)
            self.parse.clause_of[place] = self.current
            if finite(word) or (word.tag == "verb" and word.form in {"ing", "infinitive", "part"}):
                clauses[self.current].verbs.append(place)

    def _headline(self) -> int:
        """The subject of a headline without a finite verb: what stands before its infinitive (Alibaba to raise $12.9bn)."""
        at = next((at for at, word in enumerate(self.words) if word.form == "infinitive"), -1)
        phrases = [self.parse.phrase_of[one] for one in range(max(at, 0)) if self.parse.phrase_of[one] >= 0]
        owned = {one.owner: number for number, one in enumerate(self.parse.phrases) if one.owner >= 0}
        first = phrases[0] if phrases else -1
        while first in owned:
            first = owned[first]
        return first

    def _turn(self, place: int) -> None:
        """Begin, end or resume a clause before a word."""
        words, word = self.words, self.words[place]
        if self._lowered(place) or self._inside(place):
            return
        if word.tag in _INNER and not (place and words[place - 1].lemma in self.report):
            return
        clause = self.parse.clauses[self.current]
        last = words[place - 1] if place else None
        if self._interrupted(place):
            return
        if word.text in HARD and place + 1 < len(words):
            subject, _ = self.ahead.clause(place + 1)
            self._begin(subject, parent=self.current if subject < 0 else -1)
        elif word.tag == "relative" or (word.low in self.that and last is not None and last.tag in {*NOMINAL, "figure"}):
            self._relative(place)
        elif word.text == "," or word.tag in {"conjunction", "subordinator"}:
            self._joint(place, clause)
        elif last is not None and last.lemma in self.report and last.tag == "verb":
            at = place + 1 if word.low in self.that else place
            subject, _ = self.ahead.clause(at)
            if subject >= 0:
                self._begin(subject, parent=-1)
        elif last is not None and clause.verbs and self._touches(place):
            subject, verb = self.ahead.clause(place)
            if subject >= 0 and verb >= 0:
                self._begin(subject)
        elif word.tag in {"preposition", "adverb"} and clause.verbs and self.parse.phrase_of[place] < 0:
            subject, verb = self.ahead.clause(place + 1)
            if subject >= 0 and verb >= 0 and word.low in self.joining:
                self._begin(subject)

    def _touches(self, place: int) -> bool:
        """Whether a phrase begins right behind another, with nothing between (the third month the price was over …)."""
        last, phrase_of = self.words[place - 1], self.parse.phrase_of
        begins = self.words[place].tag in {"determiner", "possessive", "pronoun"} and phrase_of[place] >= 0
        return begins and last.tag == "noun" and 0 <= phrase_of[place - 1] != phrase_of[place]

    def _inside(self, place: int) -> bool:
        """Whether a joining word stands within a phrase, where no clause begins (the Financial & Risk business)."""
        phrase_of = self.parse.phrase_of
        joins = self.words[place].tag == "conjunction" or self.words[place].text in OPENING | CLOSING
        return joins and place > 0 and 0 <= phrase_of[place] == phrase_of[place - 1]

    def _interrupted(self, place: int) -> bool:
        """Begin or end what a bracket or a pair of dashes sets apart."""
        words, word = self.words, self.words[place]
        if word.text in OPENING:
            self.open.append(self.current)
            self._begin(self.ahead.clause(place + 1)[0], bracket=True)
        elif word.text in CLOSING and self.open:
            self.current = self.open.pop()
        elif word.text in DASHES and self.dashed:
            self.current, self.dashed = self.dashed.pop(), []
        elif word.text in DASHES and any(one.text in DASHES for one in words[place + 1 : place + 1 + _AHEAD]):
            self.dashed = [self.current]
            self._begin(-1, bracket=True)
        else:
            return False
        return True

    def _lowered(self, place: int) -> bool:
        """Begin a clause without a finite verb: expects sales to grow, saw revenues increase, with the index rising."""
        words, phrase = self.words, self.parse.phrase_of[place]
        if place == 0 or phrase < 0 or self.parse.phrases[phrase].first != place:
            return False
        last = words[place - 1]
        joined = last.tag == "conjunction" and self.lowered == self.current > 0  # expects sales to grow and costs to fall
        raised = joined or (last.tag == "verb" and last.lemma in self.raising)
        if not raised and last.low not in self.accompanying:
            return False
        at = self.ahead.past(phrase)
        while at < len(words) and words[at].tag == "time":
            at += 1
        for _ in range(_JOINED):
            if at + 1 < len(words) and words[at].tag == "conjunction" and self.parse.phrase_of[at + 1] >= 0:
                at = self.ahead.past(self.parse.phrase_of[at + 1])
        if at < len(words) and words[at].tag == "determiner":
            at += 1
        if at >= len(words) or not self._deed(at, raised=raised) or (joined and words[at].low != "to"):
            return False
        self._begin(self.ahead.owned(phrase), parent=self.current)
        self.lowered = self.current if raised else self.lowered
        return True

    def _deed(self, at: int, *, raised: bool) -> bool:
        """Whether what is raised does something (to grow), or what accompanies (rising, up)."""
        words, verb = self.words, self.words[at]
        if not raised and verb.tag == "adverb" and verb.low in self.turned:
            return True
        while verb.tag in {"adverb", "negation"} and at + 1 < len(words):
            at += 1
            verb = words[at]
        if raised:
            moved = verb.low == "to" and at + 1 < len(words) and words[at + 1].form == "infinitive"
            return moved or verb.form == "infinitive" or (verb.form in {"base", "ing"} and verb.tag == "verb")
        return verb.tag == "verb" and verb.form in {"ing", "part", "past"}

    def _resume(self, place: int) -> None:
        """Go back to the main clause at its verb, where a relative clause has had its own (drivers who passed had taken …)."""
        clauses, clause, words = self.parse.clauses, self.parse.clauses[self.current], self.words
        if not clause.relative or not clause.verbs or clause.parent < 0:
            return
        outer = clauses[clause.parent]
        if outer.verbs or outer.subject < 0 or not grouped(words, clause.verbs[-1], place):
            return
        self.current = clause.parent

    def _relative(self, place: int) -> None:
        words = self.words
        antecedent = next((self.parse.phrase_of[one] for one in range(place - 1, -1, -1) if self.parse.phrase_of[one] >= 0), -1)
        following = words[place + 1] if place + 1 < len(words) else None
        if following is None:
            return
        verbal = finite(following) or following.tag in {"adverb", "verb"}
        subject = antecedent if verbal else self.ahead.clause(place + 1)[0]
        if subject < 0 and words[place].tag != "relative":
            return
        parent = self.current
        self._begin(subject if subject >= 0 else antecedent)
        begun = self.parse.clauses[self.current]
        begun.relative, begun.antecedent, begun.parent = True, antecedent, parent
        if verbal or subject < 0 or following.tag == "figure":
            return
        told = next((at for at in range(place, min(len(words) - 1, place + _CLAIM)) if words[at].lemma in self.report), -1)
        if told >= 0 and finite(words[told]) and finite(words[told + 1]):  # which Nissan claims is …
            begun.subject = antecedent

    def _joint(self, place: int, clause: Clause) -> None:
        """A comma or a joining word: a clause of its own where a verb follows."""
        words = self.words
        at = place + 1
        goes_on = at < len(words) and words[place].text == "," and finite(words[at])
        if clause.subject >= 0 and not clause.verbs and (goes_on or self.ahead.says_again(place)):
            return
        if words[place].text == "," and at < len(words) and words[at].tag in {"conjunction", "subordinator"}:
            return
        while at < len(words) and words[at].tag in {"adverb", "conjunction"}:
            at += 1
        if at >= len(words):
            return
        following = words[at]
        if clause.relative and self._unfinished(place, clause, following):
            return
        subject, _ = self.ahead.clause(at)
        aside = words[place].text == "," and clause.subject >= 0 and not clause.verbs
        if aside and self.ahead.apposed(place, len(words)) >= 0:
            return
        participle = following.tag == "verb" and following.form in {"ing", "part", "past"} and words[place].text == ","
        if subject >= 0 and (clause.verbs or words[place].tag == "subordinator"):
            self._begin(subject, parent=-1)
        elif participle or (finite(following) and clause.verbs):
            self._begin(-1, parent=self.current)
        elif clause.bracket or not clause.verbs:
            if subject >= 0:
                clause.subject = subject
        elif self.current and clause.subject < 0 and words[place].text == "," and subject >= 0:
            self._begin(subject)

    def _unfinished(self, place: int, clause: Clause, following: Word) -> bool:
        """Whether the main clause still wants its verb: it goes on behind a comma, and a joining word begins no clause before.

        Acme, which makes chips and boards used in phones, posted …
        """
        outer = self.parse.clauses[clause.parent] if clause.parent >= 0 else None
        if outer is None or outer.subject < 0 or outer.verbs:
            return False
        if self.words[place].text == "," and finite(following):
            self.current = clause.parent
            return True
        return self.words[place].tag == "conjunction"

    def _begin(self, subject: int, *, parent: int | None = None, bracket: bool = False) -> None:
        clauses = self.parse.clauses
        above = self.current if parent is None else parent
        clauses.append(Clause(subject, parent=above, bracket=bracket))
        self.current = len(clauses) - 1
