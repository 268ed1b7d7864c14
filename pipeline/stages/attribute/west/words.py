"""The words of an English sentence, each with the part of speech that it has alone: closed classes, forms of verbs, endings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.lexicon.speech import Speech

__all__ = ["AUXILIARY", "NOMINAL", "Reader", "Span", "Word", "finite"]

NOMINAL = frozenset({"noun", "name", "adjective", "number"})
"""Tags of what a noun phrase is made of."""
AUXILIARY = frozenset({"be", "have", "do", "modal"})
_OPENERS, _SHORT = '.!?“"‘:—–•|', 4
_TOKEN = re.compile(
    r"(?P<initials>(?:[A-Z]\.){2,})|(?P<word>[^\W\d_][\w&]*(?:[-/.&][^\W_][\w&]*|['’](?=[A-Z]|\w{3})\w+)*)"
    r"|(?P<genitive>['’]s\b|(?<=s)['’](?=\s))|(?P<clitic>['’]\w{1,2}\b)|(?P<number>\d[\w.,:/&-]*\w|\d)|(?P<mark>--+|[^\w\s])"
)


class Span(NamedTuple):
    """What a sentence holds that is one word to the grammar: a figure or a time, by its number."""

    start: int
    end: int
    tag: str
    number: int


class Word(NamedTuple):
    """A word: as written, in lower case, its place in the document, its part of speech, and the verb that it is a form of.

    `number` is that of a figure or time; `form` is base, s, past, ing, or part for a participle without its auxiliary.
    """

    text: str
    low: str
    start: int
    end: int
    tag: str
    lemma: str = ""
    form: str = ""
    number: int = -1


def finite(word: Word) -> bool:
    """Whether a word alone can be the verb of a clause."""
    return word.tag in AUXILIARY or (word.tag == "verb" and word.form in {"past", "s", "base"})


class Reader(NamedTuple):
    """Reads words: by a grammar, and by `named`, which says of a word, whether it opens and what follows it, if it is a name."""

    grammar: Speech
    named: Callable[[str, bool, str], bool]

    def read(self, text: str, spans: Sequence[Span], start: int, end: int) -> list[Word]:
        """The words of ``text[start:end]``, each with the tag that it has alone; figures and times are one word each."""
        words: list[Word] = []
        at = start
        for span in spans:
            self._stretch(text, at, span.start, words)
            at = _glued(text, span.end, end) if span.tag == "figure" else span.end
            piece = text[span.start : at]
            words.append(Word(piece, piece.lower(), span.start, at, span.tag, number=span.number))
        self._stretch(text, at, end, words)
        return words

    def _stretch(self, text: str, start: int, end: int, words: list[Word]) -> None:
        skip = 0
        tokens = list(_TOKEN.finditer(text, start, end))
        for place, match in enumerate(tokens):
            if skip:
                skip -= 1
                continue
            role, count = self._phrase(tokens, place)
            stop = tokens[place + count - 1].end()
            skip = count - 1
            ahead = tokens[place + 1].group() if place + 1 < len(tokens) else ""
            if count > 1:
                words.append(Word(text[match.start() : stop], text[match.start() : stop].lower(), match.start(), stop, role))
            elif match.group() != "." or not words or words[-1].end < match.start() or match.end() >= end:
                words.append(self._word(match, words, ahead))

    def _phrase(self, tokens: list[re.Match[str]], place: int) -> tuple[str, int]:
        """The closed-class phrase of several words that begins at a place, and how many words it has."""
        for pieces, role in self.grammar.phrases.get(tokens[place].group().lower(), ()):
            some = tokens[place : place + len(pieces)]
            if tuple(one.group().lower() for one in some) == pieces:
                return role, len(pieces)
        return "", 1

    def _word(self, match: re.Match[str], words: list[Word], ahead: str) -> Word:
        """One token as a word."""
        kind, piece = match.lastgroup or "", match.group()
        low, last = piece.lower(), words[-1] if words else None
        closed = self.grammar.closed.get(low)
        plain = Word(piece, low, *match.span(), "mark")
        if kind in {"mark", "clitic"}:
            return plain._replace(tag=closed or "mark")
        if kind == "number":
            return plain._replace(tag="number")
        if kind == "genitive":
            return plain._replace(tag="be" if last is None or last.tag in {"pronoun", "adverb", "relative"} else "genitive")
        opens = last is None or (last.tag == "mark" and last.text in _OPENERS)
        capital = self.named(piece, opens, ahead)
        if closed is not None and not (capital and piece.isupper() and len(piece) > 1):
            return plain._replace(tag=closed)
        return plain._replace(tag="name") if capital else self._open(plain)

    def _open(self, word: Word) -> Word:
        """A word of an open class; a form of a verb keeps its verb."""
        grammar, low = self.grammar, word.low
        verb, tag = grammar.verbs.get(low), "noun"
        if low in grammar.of("adjective"):
            tag = "adjective"
        elif low.endswith(grammar.endings["adverb"]) and low not in grammar.of("not_adverb") and "-" not in low:
            tag = "adverb"
        elif low.endswith(grammar.endings["adjective"]) and low not in grammar.of("not_adjective") and verb is None:
            tag = "adjective"
        if verb is not None:
            return word._replace(tag="adjective" if tag == "adjective" else "verb", lemma=verb.lemma, form=verb.form)
        if tag == "noun" and low not in grammar.of("never_verb") and len(low) > _SHORT and "-" not in low:
            for form in ("past", "ing"):
                ending = grammar.endings[form][0]
                if low.endswith(ending):
                    return word._replace(tag="verb", lemma=low.removesuffix(ending), form=form)
        return word._replace(tag=tag)


def _glued(text: str, at: int, end: int) -> int:
    """Where a figure ends with what a hyphen ties to it ($6.99-a-month, $2 billion-plus)."""
    if at < end and text[at] == "-":
        stop = at + 1
        while stop < end and (text[stop].isalnum() or text[stop] in "-'’"):
            stop += 1
        return stop if stop > at + 1 else at
    return at
