"""Patterns for the signs of numbers, made from the tables of `pipeline.lexicon.numbers`.

All of them are linear: every repeat is possessive or bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.lexicon.alternation import alternation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["PART", "anchor_pattern", "arabic_pattern", "follows_pattern", "power_pattern", "wide_forms"]

WIDE_FIRST, WIDE_LAST, WIDE_STEP = 0xFF01, 0xFF5E, 0xFEE0
"""The full-width forms of the ASCII signs, and how far they stand from them."""
TOGETHER = 4
"""So many first letters of words are looked for at once."""


def wide_forms(common: Mapping[str, Any], *, cased: bool) -> dict[str, str]:
    """Full-width letters, digits and number signs → plain ones; with `cased`, capitals → small letters too.

    A full-width comma stays: between digits it parts a list more often than thousands.
    """
    plain = {chr(code): chr(code - WIDE_STEP) for code in range(WIDE_FIRST, WIDE_LAST + 1)}
    forms = {wide: sign for wide, sign in plain.items() if sign.isalnum() or sign in common["wide_signs"]}
    if cased:
        forms |= {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
        forms = {wide: sign.lower() for wide, sign in forms.items()}
    return forms


def arabic_pattern(data: Mapping[str, Any], common: Mapping[str, Any]) -> re.Pattern[str]:
    """Digits, grouped in threes or not, with a decimal part, a power of ten, or the other tradition's marks.

    The named group that matched last says how to read them: ``crossed`` (1.234,56 where 1,234.56 is usual), ``grouped``,
    ``power``, ``indian``, ``comma`` (1,3 for 1.3), ``own`` (a decimal mark that is no point); none for plain digits. After
    a digit and a point the digits stand alone: the parts of 10.2.3.4 are no decimals.
    """
    decimal = re.escape(data["decimal"])
    other = re.escape("," if data["decimal"] == "." else ".")
    marks = (*data["group"], *common["group"], *([" "] if data.get("space_groups") else ()))
    group = "".join(re.escape(mark) for mark in marks)
    tail = rf"(?:(?>{decimal}[0-9]++(?!{decimal}[0-9])))?+"
    whole = rf"[0-9]{{1,3}}(?P<mark>[{group}])[0-9]{{3}}(?![0-9])(?:(?>(?P=mark)[0-9]{{3}}(?![0-9])))*+"
    forms = [
        r"(?<=[0-9]\.)(?<![0-9]\.\.)[0-9]++",
        rf"(?P<crossed>[0-9]{{1,3}}(?:(?>{decimal}[0-9]{{3}}))++{other}[0-9]++(?![{other}0-9]))",
        rf"(?P<grouped>{whole}{tail})",
        r"(?P<power>[0-9]++(?:(?>\.[0-9]++))?+[eE][+-]?[0-9]{1,6}(?![0-9A-Za-z]))",
    ]
    if data.get("indian_groups"):
        forms.append(rf"(?P<indian>[0-9]{{1,2}}(?:(?>,[0-9]{{2}}(?![0-9])))++,[0-9]{{3}}(?![0-9]){tail})")
    if data.get("comma_decimal"):
        forms.append(r"(?P<comma>[0-9]++,[0-9]{1,2}(?![0-9,]|\.[0-9]))")
    last = rf"[0-9]++{tail}|\.[0-9]++" if data["decimal"] == "." else rf"(?P<own>[0-9]++{tail})|\.[0-9]++"
    return re.compile("|".join([*forms, last]))


def power_pattern(common: Mapping[str, Any]) -> re.Pattern[str]:
    """An exponent after digits, or a power of ten that they are multiplied with."""
    raised = "".join(map(re.escape, common["superscripts"]))
    exponent = r"([+-]?[0-9]{1,3})(?![0-9.])"
    times = "".join(map(re.escape, common["times"]))
    return re.compile(rf"\^{exponent}| ?[{times}] ?10(?:\^{exponent}|([{raised}]{{1,4}}))")


PART = r"([1-7])/([2-5]|8|16)(?![0-9/])"
"""A part that a hyphen may join to a whole: 2-1/2."""


def follows_pattern(
    words: Iterable[str], suffixes: Iterable[str], halves: Iterable[str], hyphened: Iterable[str], common: Mapping[str, Any]
) -> re.Pattern[str]:
    """Whatever may go on with a numeral behind its digits: a word of the grammar, more digits, a suffix, a fraction, a power.

    `hyphened` are the words that a hyphen may join to digits ($100-million).
    """
    signs = "".join(map(re.escape, common["fractions"]))
    lower = {form for suffix in suffixes for form in (suffix, suffix.lower())}
    return re.compile(
        rf" {{0,4}}(?:[0-9]|{alternation(words)})|-(?:{alternation(hyphened)}|{PART})|{alternation(halves)}| ?[{signs}]"
        rf"| {{0,2}}{alternation(lower)}(?![0-9A-Za-z])| ?/ ?[0-9]|\^| ?[x×] ?1"
    )


def anchor_pattern(  # noqa: PLR0913 - the words, the signs, and four facts of the writing
    opening: Mapping[str, Sequence[str]],
    articles: Mapping[str, Sequence[str]],
    common: Mapping[str, Any],
    *,
    spaced: bool,
    compounds: bool,
    script: tuple[str, str],
    counting: AbstractSet[str],
) -> re.Pattern[str]:
    """Where a numeral may begin: a digit, a fraction sign, or a word of `opening` (first character → words).

    Words of `counting` in the letters of `script`, where a number must stand alone, begin none behind such a letter, and none
    of one letter where no other follows. Articles (a, an) begin one before the words that they are given with: a dozen, a third.

    Where all begin with one of a few characters the pattern does so too, for a set is what `re` looks for fastest.
    """
    signs = "".join(map(re.escape, common["fractions"]))
    point = r"\.(?=[0-9])(?<![0-9.]\.)"
    every = {word for words in opening.values() for word in words}
    if not spaced:
        first, last = script
        inner = {word for word in every if word in counting and first <= word[0] <= last}
        single = "".join(re.escape(word) for word in sorted(every - inner) if len(word) == 1)
        longer = [word for word in sorted(every - inner) if len(word) > 1 and word[0] not in every - inner]
        leads = "".join(map(re.escape, sorted({word[0] for word in longer})))
        if not inner:
            longer_end = "".join(rf"|(?<={re.escape(word[0])}){re.escape(word[1:])}" for word in longer)
            return re.compile(
                rf"[0-9{signs}{single}{leads}.](?:(?<=[0-9{signs}{single}])|(?=[0-9])(?<=\.)(?<![0-9.]\.){longer_end})"
            )
        letter = f"[{first}-{last}]"
        long, short = alternation(word for word in inner if len(word) > 1), "".join(word for word in inner if len(word) == 1)
        other = f"|{alternation(longer)}" if longer else ""
        return re.compile(rf"[0-9{signs}{single}]{other}|(?<!{letter})(?:{long}|[{short or first}](?=[{first}-{last} ]))|{point}")
    return _spaced_anchor(every, articles, signs, "" if compounds else r"(?![^\W_])")


def _spaced_anchor(words: AbstractSet[str], articles: Mapping[str, Sequence[str]], signs: str, end: str) -> re.Pattern[str]:
    """The same where blanks part words, behind each of which `end` stands.

    One set of first letters, then one look behind it: nearly all letters of a text stand within a word, and are passed over so.
    What may follow a first letter is found by a few letters at once, and then by each.
    """
    forms: dict[str, list[str]] = {}
    for lead in {word[0] for word in words - set(articles)}:
        rests = {word[1:] for word in words - set(articles) if word[0] == lead}
        forms[lead] = [(alternation(rests - {""}) + "?" * ("" in rests) if rests != {""} else "") + end]
    for word, named in articles.items():
        forms.setdefault(word[0], []).append(rf"{re.escape(word[1:])}(?=[ -]{{1,4}}{alternation(named)})")
    leads = sorted(forms)
    single = [f"(?<={re.escape(lead)})(?:{'|'.join(forms[lead])})" for lead in leads]
    several = ""
    for at in range(0, len(leads), TOGETHER):
        few = "".join(map(re.escape, leads[at : at + TOGETHER]))
        several += f"|(?<=[{few}])(?:{'|'.join(single[at : at + TOGETHER])})"
    first = "".join(map(re.escape, leads))
    return re.compile(rf"[0-9{signs}.{first}](?<![^\W_][{first}])(?:(?<=[0-9{signs}])|(?=[0-9])(?<=\.)(?<![0-9.]\.){several})")
