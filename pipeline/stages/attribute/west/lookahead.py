"""What follows a place in a sentence: the subject and verb of a clause, found by looking ahead a bounded way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.words import AUXILIARY, finite

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.clauses import Parse
    from pipeline.stages.attribute.west.words import Word

__all__ = ["CLOSING", "DASHES", "HARD", "OPENING", "QUOTES", "Ahead", "grouped"]

HARD = frozenset((*";:—–-()[]|•!?", "--"))
DASHES = frozenset({"—", "–", "--"})
QUOTES = frozenset('“”"‘’')
OPENING, CLOSING = frozenset("(["), frozenset(")]")
_AHEAD, _BRACKET, _FAR = 30, 20, 30
"""Words in which a clause's verb, and the end of a bracket, is looked for."""


def grouped(words: list[Word], verb: int, place: int) -> bool:
    """Whether a verb begins a group of its own: more than auxiliaries and adverbs stand between it and the verb before."""
    if words[verb].tag not in AUXILIARY:
        return place - verb > 1 or words[place].tag in AUXILIARY
    return any(one.tag not in {"adverb", "negation", *AUXILIARY} for one in words[verb + 1 : place])


class Ahead:
    """Looks ahead in a sentence whose phrases are read."""

    def __init__(self, parse: Parse, ors: frozenset[str]) -> None:
        self.parse, self.words, self.ors = parse, parse.words, ors

    def clause(self, at: int) -> tuple[int, int]:  # noqa: PLR0912 - one kind of word, one branch
        """The subject and verb that follow: a phrase, what hangs on it by prepositions, and a finite verb; -1 for none."""
        words, phrase_of = self.words, self.parse.phrase_of
        stop = min(len(words), at + _AHEAD)
        subject, expects = -1, True
        while at < stop:
            word = words[at]
            if word.text in OPENING and subject >= 0:
                at = self._closed(at, stop)
            elif word.text in DASHES and subject >= 0 and at:
                at = next((one + 1 for one in range(at + 1, stop) if words[one].text == word.text), stop)
            elif word.tag in {"determiner", "adjective"} and phrase_of[at] < 0 and at + 1 < stop:
                at += 1
            elif word.tag == "figure" and phrase_of[at] < 0:
                at += 1
                if subject < 0 and at < stop and words[at].tag == "preposition":
                    at += 1
            elif phrase_of[at] >= 0 and not finite(word):
                if subject < 0 and expects:
                    subject = phrase_of[at]
                    while words[self.parse.phrases[subject].last : self.parse.phrases[subject].last + 1] and (
                        words[self.parse.phrases[subject].last].tag == "genitive"
                    ):
                        following = self.parse.phrases[subject].last + 1
                        if following >= len(words) or phrase_of[following] < 0:
                            break
                        subject = phrase_of[following]
                at = self.parse.phrases[max(phrase_of[at], 0)].last
                expects = False
            elif finite(word):
                return (subject, at) if subject >= 0 else (-1, -1)
            elif word.tag in {"preposition", "adverb", "time", "negation", "genitive"} or (
                word.tag == "verb" and word.form in {"part", "ing", "infinitive"} and subject >= 0
            ):
                at += 1
                expects = expects and word.tag != "preposition"
                if word.tag == "preposition" and subject < 0:
                    skipped = at
                    while skipped < stop and phrase_of[skipped] < 0 and words[skipped].tag in {"adverb", "time", "figure"}:
                        skipped += 1
                    timed = words[at].tag == "time" if at < stop else False  # at the end of August the inventory …
                    if skipped < stop and phrase_of[skipped] >= 0 and not timed:
                        skipped = self.parse.phrases[phrase_of[skipped]].last
                    at = max(at, skipped)
                    if at < stop and words[at].text == ",":
                        at += 1
                    expects = True
            elif word.tag == "relative" and subject >= 0 and (verb := self._beyond(at, stop)) >= 0:
                return subject, verb
            elif (word.tag == "conjunction" and subject >= 0 and at + 1 < stop and phrase_of[at + 1] >= 0) or word.text in {
                "“",
                "”",
                '"',
                "‘",
                "’",
            }:
                at += 1
            elif word.text == "," and subject < 0 and at and words[at - 1].tag == "time":
                at += 1  # whereas in 2021, Acme had
            elif word.text == "," and subject >= 0:
                at = self.apposed(at, stop)
                if at < 0:
                    return -1, -1
            else:
                return -1, -1
        return -1, -1

    def owned(self, phrase: int) -> int:
        """The phrase that a possessor's phrase belongs to, else the phrase itself."""
        words = self.words
        for _ in range(3):
            last = self.parse.phrases[phrase].last
            if last + 1 < len(words) and words[last].tag == "genitive" and self.parse.phrase_of[last + 1] >= 0:
                phrase = self.parse.phrase_of[last + 1]
        return phrase

    def past(self, phrase: int) -> int:
        """The word behind a phrase and the phrases that hang on it by prepositions and possessors."""
        words, at = self.words, self.parse.phrases[self.owned(phrase)].last
        for _ in range(4):
            if at + 1 < len(words) and words[at].tag == "preposition" and self.parse.phrase_of[at + 1] >= 0:
                at = self.parse.phrases[self.owned(self.parse.phrase_of[at + 1])].last
            elif at + 1 < len(words) and words[at].tag == "preposition" and words[at + 1].tag == "time":
                at += 2
            elif at + 2 < len(words) and words[at].tag == "preposition" and words[at + 2].tag == "time":
                at += 3 if words[at + 1].tag == "determiner" else 0
        return at

    def apposed(self, at: int, stop: int) -> int:
        """The finite verb behind an apposition between commas (Merck, Darmstadt, Germany, will acquire); -1 for none."""
        words = self.words
        if at + 1 >= stop or (words[at + 1].tag == "conjunction" and not self.says_again(at + 1)):
            return -1
        related = False
        for one in range(at + 1, min(len(words) - 1, at + _FAR)):
            related = related or words[one].tag == "relative"
            told = words[one].form == "base" and words[at + 1].tag == "determiner"
            said = finite(words[one]) and not told and not (words[one].form == "past" and words[one + 1].tag == "preposition")
            if words[one].text in HARD or (said and one > at + 1 and not related):
                return -1
            if words[one].text == ",":
                behind = one + 1
                while behind < len(words) - 1 and words[behind].tag == "adverb":
                    behind += 1
                if finite(words[behind]):
                    return behind
        return -1

    def says_again(self, at: int) -> bool:
        """Whether a word opens what only says a phrase again (net interest income, or the difference between …, rose)."""
        words = self.words
        after = words[at + 1].tag if at + 1 < len(words) else ""
        return at > 0 and words[at].low in self.ors and words[at - 1].text == "," and after in {"determiner", "possessive"}

    def _closed(self, at: int, stop: int) -> int:
        """The word behind a short bracket (a ticker, a short name); where it does not end soon, `stop`."""
        return next((one + 1 for one in range(at, min(stop, at + _BRACKET)) if self.words[one].text in CLOSING), stop)

    def _beyond(self, at: int, stop: int) -> int:
        """The verb of the main clause behind a relative clause without commas: the second group of verbs; -1 for none."""
        words, group = self.words, -1
        for place in range(at + 1, stop):
            word = words[place]
            if word.text == "," or word.text in HARD or word.text in QUOTES or word.tag in {"subordinator", "relative"}:
                return -1
            if finite(word):
                if group >= 0 and grouped(words, group, place):
                    return place
                group = place
            elif word.tag == "verb" and group >= 0 and not grouped(words, group, place):
                group = place
        return -1
