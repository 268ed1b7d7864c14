"""The words of an English sentence, each with the part of speech that it has alone: closed classes, forms of verbs, endings."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["AUXILIARY", "NOMINAL", "Reader", "Span", "Word", "finite"]

NOMINAL = frozenset({"noun", "name", "adjective", "number"})
"""Tags of what a noun phrase is made of."""
AUXILIARY = frozenset({"be", "have", "do", "modal"})
_BEFORE_IS = frozenset({"pronoun", "adverb", "relative"})
_OPENERS, _SHORT, _KEPT = '.!?“"‘:—–•|', 4, 1 << 15
_TOKEN = re.compile(
    r"(?P<initials>(?:[A-Z]\.){2,})|(?P<word>[^\W\d_][\w&]*+(?:(?>[-/.&][^\W_][\w&]*+|['’](?=[A-Z]|\w{3})\w++))*+)"
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
    pairs: Callable[[str, str], bool] = lambda _word, _ahead: False
    """Whether a little word and the one behind it begin a name (Under Armour)."""
    whole: frozenset[str] = frozenset()
    """Names that end in what looks like a possessive (Macy's)."""

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
        """Read a stretch without figures and times onto the words before it."""
        tokens = list(_TOKEN.finditer(text, start, end))
        pieces = [match.group() for match in tokens]
        lows = [piece.lower() for piece in pieces]
        phrases, place, many = self.grammar.phrases, 0, len(tokens)
        while place < many:
            match, low = tokens[place], lows[place]
            begin, stop = match.span()
            for some, role in phrases.get(low, ()):
                if tuple(lows[place : place + len(some)]) == some:
                    stop = tokens[place + len(some) - 1].end()
                    said = text[begin:stop]
                    words.append(Word(said, said.lower(), begin, stop, role))
                    place += len(some)
                    break
            else:
                place += 1
                if low != "." or not words or words[-1].end < begin or stop >= end:
                    ahead = pieces[place] if place < many else ""
                    words.append(self._word(match, low, words, ahead))

    def _word(self, match: re.Match[str], low: str, words: list[Word], ahead: str) -> Word:
        """One token as a word."""
        kind, piece, (start, end) = match.lastgroup or "", match.group(), match.span()
        if kind == "number":
            return Word(piece, low, start, end, "number")
        if kind == "genitive":
            return self._genitive(Word(piece, low, start, end, "genitive"), words)
        closed = self.grammar.closed.get(low)
        if kind in {"mark", "clitic"}:
            return Word(piece, low, start, end, closed or "mark")
        opens = False
        if piece == low and piece.islower():
            capital = False
        else:
            opens = not words or (words[-1].tag == "mark" and words[-1].text in _OPENERS)
            capital = self.named(piece, opens, ahead)
        if closed == "modal" and capital and not opens and piece in self.grammar.of("months"):
            return Word(piece, low, start, end, "noun")
        if closed is not None and not (capital and len(piece) > 1 and piece.isupper()):
            ends = low in self.grammar.of("closing_name") and bool(words) and _names(words)
            paired = piece != low and (ends or self.pairs(piece, ahead))
            return Word(piece, low, start, end, "name" if paired else closed)
        return Word(piece, low, start, end, "name") if capital else Word(piece, low, start, end, *_open(self.grammar, low))

    def _genitive(self, word: Word, words: list[Word]) -> Word:
        """What looks like a possessive: one, a short form of is, or the end of a name (Macy's)."""
        last = words[-1] if words else None
        if last is not None and last.end == word.start and last.text in self.whole:
            words.pop()
            return Word(last.text + word.text, last.low + word.low, last.start, word.end, "name")
        if last is not None and last.low in self.grammar.of("demonstrative"):
            words[-1] = last._replace(tag="pronoun")
            return word._replace(tag="be")
        return word._replace(tag="be") if last is None or last.tag in _BEFORE_IS else word


@functools.lru_cache(maxsize=_KEPT)
def _open(grammar: Speech, low: str) -> tuple[str, str, str]:
    """The tag, the lemma and the form of a word of an open class; a form of a verb keeps its verb."""
    verb, tag = grammar.verbs.get(low), "noun"
    if low in grammar.of("adjective"):
        tag = "adjective"
    elif low.endswith(grammar.endings["adverb"]) and low not in grammar.of("not_adverb") and "-" not in low:
        tag = "adverb"
    elif low.endswith(grammar.endings["adjective"]) and low not in grammar.of("not_adjective") and verb is None:
        tag = "adjective"
    if verb is not None:
        return "adjective" if tag == "adjective" else "verb", verb.lemma, verb.form
    if tag == "noun" and low not in grammar.of("never_verb") and len(low) > _SHORT and "-" not in low:
        for form in ("past", "ing"):
            ending = grammar.endings[form][0]
            if low.endswith(ending):
                return "verb", low.removesuffix(ending), form
    return tag, "", ""


def _names(words: Sequence[Word]) -> bool:
    """Whether the last words are a name, or a name and its number."""
    last = words[-2] if len(words) > 1 and words[-1].tag == "number" else words[-1]
    return last.tag == "name"


def _glued(text: str, at: int, end: int) -> int:
    """Where a figure ends with what a hyphen ties to it ($6.99-a-month, $2 billion-plus)."""
    if at < end and text[at] == "-":
        stop = at + 1
        while stop < end and (text[stop].isalnum() or text[stop] in "-'’"):
            stop += 1
        return stop if stop > at + 1 else at
    return at
