"""The words of Japanese, told by its scripts: Han characters, katakana and letters are nouns; hiragana particles and endings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.word import Word, governed

if TYPE_CHECKING:
    from pipeline.lexicon.particles import Particles

__all__ = ["HIRAGANA", "words"]

HIRAGANA = re.compile(r"[\u3041-\u3096]")
_HIRA, _JOINS = r"\u3041-\u3096\u309d\u309e", r"\u30fb\uff06&+./-"  # hiragana with its marks of iteration; signs within a name
_RUN = re.compile(
    rf"(?P<kana>[{_HIRA}]+)|(?P<noun>[^\W{_HIRA}_][^\W{_HIRA}_]*+(?:[{_JOINS}](?=[^\W{_HIRA}_])[^\W{_HIRA}_]++)*)"
    r"|(?P<mark>[^\s\w])|(?P<blank>\s+)"
)
_NOUN = re.compile(r"[^\W\d_]")
_KANA = re.compile(r"[\u3041-\u3096\u309d\u309e]+")
_NOMINAL = frozenset({"topic", "subject", "object", "genitive"})
_LONGEST = 4


def words(text: str, start: int, end: int, made: list[Word], table: Particles) -> None:
    """Append the words of ``text[start:end]``, without figures and times; a particle gives the word before it its case."""
    for match in _RUN.finditer(text, start, end):
        kind, piece = match.lastgroup, match.group()
        if kind == "kana":
            _hiragana(text, match.start(), match.end(), made, table)
        elif kind == "noun":
            _noun(text, match, made, table)
        elif kind == "mark":
            tag = "open" if piece in table.word("opens") else "close" if piece in table.word("closes") else "mark"
            made.append(Word(piece, match.start(), match.end(), tag))
        else:
            made.append(Word(piece, match.start(), match.end(), "mark"))


def _noun(text: str, match: re.Match[str], made: list[Word], table: Particles) -> None:
    """A noun, with what stands before it where that is hiragana of a name or a verb's stem (ひまわりマート, 賃上げ率)."""
    last = made[-1] if made else None
    if last is not None and last.end == match.start() and not last.case and last.number < 0:
        stem = last.tag == "verb" and table.stem.fullmatch(last.text) is not None and last.text not in table.of("function")
        if stem or (last.tag == "noun" and _KANA.fullmatch(last.text)):
            made[-1] = last._replace(text=text[last.start : match.end()], end=match.end(), tag="noun")
            return
    made.append(Word(match.group(), match.start(), match.end(), "noun"))


def _hiragana(text: str, start: int, end: int, made: list[Word], table: Particles) -> None:
    """A run of hiragana: particles of the word before it, words of its own, and the ending of a verb."""
    at = start
    while at < end:
        last = made[-1] if made else None
        touches = last is not None and last.end == at and last.tag not in {"mark", "open"}
        bare = last is not None and touches and last.tag == "noun" and not last.case
        ends = touches and (bare or (last is not None and last.case != ""))
        found = table.case.match(text, at, end) if touches and not (ends and table.not_case.match(text, at, end)) else None
        if found is not None and _put(made, found.end(), table.cases[found.group()], table):
            at = found.end()
            continue
        word = table.function.match(text, at, end)
        stop = word.end() if word is not None else _ending(text, at, end, table)
        if last is not None and touches and (bare or (last.tag == "verb" and not last.case)):
            made[-1] = last._replace(text=text[last.start : stop], end=stop, tag="verb")
        else:
            leads = stop == end and _NOUN.match(text, stop) is not None and text[stop - 1] not in table.word("adnominal")
            made.append(Word(text[at:stop], at, stop, "verb" if word is not None or (touches and not leads) else "noun"))
        at = stop


def _put(made: list[Word], end: int, case: str, table: Particles) -> bool:
    """Put the last word, before the signs that close it, into a case; the word ends with its particle."""
    place = governed(made, table.signs)
    if made[place].tag in {"mark", "open", "close"}:
        return False
    if made[place].tag == "verb" and case in _NOMINAL and table.stem.fullmatch(made[place].text):
        made[place] = made[place]._replace(tag="noun")
    if place == len(made) - 1:
        made[place] = made[place]._replace(case=case, end=end)
    else:
        made[place] = made[place]._replace(case=case)
        made[-1] = made[-1]._replace(end=end)
    return True


def _ending(text: str, start: int, end: int, table: Particles) -> int:
    """Where an unknown run of hiragana ends: before the particle or the word of its own at its end, if one is there."""
    for length in range(min(_LONGEST, end - start - 1), 0, -1):
        tail = text[end - length : end]
        if (tail in table.cases or tail in table.of("kana_fillers")) and not table.not_case.match(text, end - length - 1, end):
            return end - length
    return end
