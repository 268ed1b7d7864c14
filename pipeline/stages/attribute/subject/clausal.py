"""The grammatical subject of a clause: the noun phrase that stands before its first verb, however the tagger has cut it.

A Chinese clause opens with times, connectives and phrases of setting; then comes whom it speaks of, then adverbs and the verb.
What is before the verb is one phrase, digits, titles and quotes in it included, also where a piece of it looks like a verb
(海洋生物医药|制造|项目); behind the 的 of words that only describe stands the head (创下纪录的|东方空间).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.stages.attribute.clauses.grammar import NOBODY, UNREAD, Grammar
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.subject.beginning import begins
from pipeline.stages.attribute.words.compound import Compound
from pipeline.stages.attribute.words.nominal import ends_as_metric

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.reading import Clause

__all__ = ["grammar"]

_OPENS: Final = frozenset({"held-time", "time", "adverb", "conjunction", "sign", "particle"})
_BARE: Final = frozenset({"verb", "preposition", "held-figure", "of"})
"""What a clause without a subject opens with."""
_NOTHING: Final = frozenset({"", "end"})
_NOT_DONE: Final = _NOTHING | {"figure"}
_TURNS: Final = 4
_SHORT: Final = 2
_NOBODY: Final = Grammar(-1, -1, NOBODY)
_UNREAD: Final = Grammar(-1, -1, UNREAD)


def grammar(context: Context, clause: Clause) -> Grammar:
    """The subject of a clause, read once."""
    found = context.grammars.get(clause.number)
    if found is None:
        found = context.grammars[clause.number] = _grammar(context, clause)
    return found


def _grammar(context: Context, clause: Clause) -> Grammar:
    """The subject behind what `topics.begins` passes over; a verb that it passes over is looked at first."""
    words, cues = parsed(context.reading, context.found, clause).words, context.reading.cues
    first = begins(context, clause)
    passed = (word.start for word in words if word.part == "verb" and word.end <= first and word.end - word.start >= _SHORT)
    first = next(passed, first)
    at = next((index for index, word in enumerate(words) if word.start >= first), len(words))
    if at < len(words) and words[at].start > first:
        at = 0
    reader = _Reader(cues, clause.text, words)
    return reader.read(at - 1 if at and reader.opens_title(at - 1) else at)


class _Reader(Compound):
    """One pass over the words of a clause."""

    def read(self, at: int) -> Grammar:
        """The subject and its predicate, from a word on."""
        at = self.opening(at)
        shared = at >= 0 and self.part(at) == "held-figure" and self.part(at + 1) == "of"
        at += 2 * shared
        for _ in range(_TURNS):
            if not 0 <= at < len(self.words):
                return _NOBODY
            last = self.phrase(at)
            if last <= at:
                at = self.behind_relative(at)
                if at < 0:
                    return self.without(last)
            elif self.part(last) == "place":
                at = self.opening(last + 1)
                at += self.part(at) == "of"
            elif (head := self.described(last)) > 0:
                at = head
            else:
                return self.said(at, last)._replace(shared=shared)
        return self.unread()

    def without(self, at: int) -> Grammar:
        """What a clause is that has no noun phrase at a word."""
        return _NOBODY if self.part(at) in _BARE or self.predicate(at) else self.unread()

    def unread(self) -> Grammar:
        """What a clause without a readable subject is: a mere setting where nothing is done or counted in it."""
        return _UNREAD if any(word.part in {"verb", "held-figure"} for word in self.words) else _NOBODY

    def said(self, first: int, last: int) -> Grammar:
        """The subject in ``[first, last)`` with its predicate."""
        after = self.beside(last)
        kind, measured = self.predicate(after), False
        if not kind and after > last and (stop := self.phrase(after)) > after:
            measured = ends_as_metric(self.cues, self.text[self.words[after].start : self.words[stop - 1].end])
            kind = self.predicate(self.beside(stop)) if measured else ""
        if not kind:
            return self.unread()
        if kind == "end" and self.part(first) == "verb":
            return _NOBODY
        return Grammar(
            self.words[first].start, self.words[last - 1].end, kind, measured, self.form(last) in self.cues.of("frames")
        )

    def opening(self, at: int) -> int:
        """Behind what a clause opens with: times, connectives, phrases of setting; -1 where a preposition takes it all."""
        while at < len(self.words) and not self.opens_title(at):
            part = self.part(at)
            if self.form(at) in self.cues.of("tellers") and part in {"preposition", "verb"}:
                at += 1
            elif part == "preposition":
                close = next((one for one in range(at + 1, len(self.words)) if self.part(one) == "place"), -1)
                if "source_open" in self.roles(at):
                    return -1
                if close < 0 or self.part(close + 1) == "of":
                    break
                at = close + 1
            elif part == "conjunction" and self.form(at) in self.cues.of("withs"):
                return -1
            elif part in _OPENS:
                at += 1
            else:
                break
        return at

    def described(self, last: int) -> int:
        """Where the head begins behind a short clause that describes it (公司推出的|新品销量达…); -1 without one."""
        at = self.beside(last)
        of = -1
        if self.part(at) == "verb":
            of = next((one for one in (at + 1, at + 2) if self.part(one) == "of"), -1)
        stop = self.phrase(of + 1) if of > 0 else of
        return of + 1 if stop > of + 1 and self.predicate(self.beside(stop)) not in _NOTHING else -1

    def behind_relative(self, at: int) -> int:
        """Where the head begins behind the last 的 of what describes it and it acts (创下纪录的|东方空间随即完成); else -1."""
        found = -1
        if self.part(at) not in {"verb", "preposition"}:
            return found
        for of in range(at + 1, len(self.words)):
            stop = self.phrase(of + 1) if self.part(of) == "of" else of
            named = stop > of + 1 and (self.part(stop - 1) in {"name", "held-name"} or self.form(stop - 1) == self.title[1])
            after = self.beside(stop)
            if stop > of + 1 and self.predicate(after) not in (_NOTHING if named else _NOT_DONE) and (after > stop or named):
                found = of + 1
        return found
