"""What stands around an article: navigation, share tools, recommendations, disclaimers, licences; and how to know it.

The words are in ``data/languages/<lang>/boilerplate.toml``. A text is compared in its shape (lower case, no white space,
each run of digits as 0), so one entry covers every count and every spacing. Looking a text up is linear in its length,
and texts longer than a rule allows are left alone: a paragraph is never a share button.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.lexicon import DataError, read_toml
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.signs import signs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["LANGUAGES", "Boilerplate", "Rule", "boilerplate", "shape", "shapes"]

LANGUAGES = ("zh", "en", "ja", "ko", "de", "es", "fr", "it", "pl", "pt", "ru")
"""Where two languages know a word, the first says what it is."""
EFFECTS = ("line", "tail", "weak")
SHORT = 40
"""Longest shape a rule of `start` or `hold` looks at where it does not say."""

_UNSEEN = "\u200b\ufeff\u3164"
"""Signs without a width that are no white space."""
_BETWEEN = "\uffff"
"""No character: it stands between the texts of a page."""
_DIGITS = re.compile(r"\d\d*+(?:(?>[.,]\d++))*+")


def shape(text: str) -> str:
    """`text` as rules see it.

    >>> shape("1,234 条评论")
    '0条评论'
    """
    form = text if text.isalpha() else "".join(text.split())
    if not form.isascii():
        for sign in _UNSEEN:
            if sign in form:
                form = form.replace(sign, "")
    return form.lower() if form.isalpha() else _DIGITS.sub("0", form).lower()


def shapes(texts: Sequence[str]) -> list[str]:
    """The `shape` of each text.

    >>> shapes(["1,234 条评论", "", "A b"])
    ['0条评论', '', 'ab']
    """
    if not texts:
        return []
    found = shape(_BETWEEN.join(texts)).split(_BETWEEN)
    return found if len(found) == len(texts) else [shape(text) for text in texts]


class Rule(NamedTuple):
    """A kind of boilerplate: its name and reason for the record, and what happens to what follows it.

    Not `sure` where a word within the text gave it away: a sentence of an article may hold such a word.
    """

    name: str
    reason: str
    effect: str
    longest: int
    sure: bool = True


class Boilerplate(NamedTuple):
    """Every language's rules in one table.

    >>> boilerplate().judge("相关阅读：").name
    'recommendation'
    """

    equal: Mapping[str, Rule]
    start: Mapping[str, tuple[tuple[str, Rule], ...]]
    starts: Mapping[str, tuple[str, ...]]
    end: tuple[tuple[str, Rule], ...]
    ends: tuple[str, ...]
    hold: Mapping[str, tuple[tuple[str, Rule], ...]]
    narrow: re.Pattern[str]
    wide: re.Pattern[str]
    longest: int
    edge: str
    empty: tuple[str, ...]
    """`start` and `hold` have their words by the first two characters, `starts` those of `start` alone, to be asked all at once.
    `narrow` finds the words of `hold` that open with an ASCII character. `wide` finds where another may open, by two classes:
    that takes one look a character, and is seldom wrong."""

    def judge(self, text: str, *, linked: bool = False) -> Rule | None:
        """The rule that `text` as a whole falls under, or None: it may be part of an article.

        Of a `linked` text only its whole and its opening are looked at: a link is no sentence that holds a word.
        """
        return None if len(text) > self.longest * 2 else self._judge(shape(text), linked=linked)

    def judges(self, texts: Sequence[str], linked: Sequence[bool]) -> list[Rule | None]:
        """What `judge` says of each text, at less cost: the shapes of a whole page are made at once."""
        most = self.longest * 2
        short = [i for i, text in enumerate(texts) if len(text) <= most]
        found: list[Rule | None] = [None] * len(texts)
        for i, form in zip(short, shapes([texts[i] for i in short]), strict=True):
            found[i] = self._judge(form, linked=linked[i])
        return found

    def _judge(self, form: str, *, linked: bool) -> Rule | None:
        rule = self.equal.get(form)
        if rule is not None:
            return rule
        bare = form.strip(self.edge)
        length = len(form)
        if len(bare) < length:
            rule = self.equal.get(bare)
            if rule is not None:
                return rule
        if not 0 < length <= self.longest:
            return None
        words = self.starts.get(form[:2])
        if words is not None and form.startswith(words):
            for word, rule in self.start[form[:2]]:
                if length <= rule.longest and form.startswith(word):
                    return rule
        return None if linked else self._within(form)

    def _within(self, form: str) -> Rule | None:
        """The rule that the end of a shape, or a word in it, gives away."""
        length = len(form)
        if form.endswith(self.ends):
            for word, rule in self.end:
                if length <= rule.longest and form.endswith(word):
                    return rule
        at, found = self._held(self.narrow, form, length)
        if form.isascii():
            return found
        other, last = self._held(self.wide, form, length)
        return found if at < other else last

    def _held(self, pattern: re.Pattern[str], form: str, length: int) -> tuple[int, Rule | None]:
        """The first place where `pattern` finds the opening of a word that gives a rule away, and the rule."""
        found = pattern.search(form)
        while found is not None:
            i = found.start()
            for word, rule in self.hold.get(form[i : i + 2], ()):
                if length <= rule.longest and form.startswith(word, i):
                    return i, rule
            found = pattern.search(form, i + 1)
        return length, None

    def says_empty(self, text: str) -> bool:
        """Whether a short text says that the page has no article."""
        form = shape(text)
        return any(word in form for word in self.empty)


def _rules(file: str, table: dict[str, Any]) -> list[tuple[Rule, dict[str, list[str]]]]:
    rules = []
    for number, entry in enumerate(table.get("rule", ()), 1):
        for key in ("name", "reason", "effect"):
            if not isinstance(entry.get(key), str):
                raise DataError(file, f"rule {number}", f"has no {key}")
        if entry["effect"] not in EFFECTS:
            raise DataError(file, f"rule {number}", f"effect {entry['effect']!r} is none of {', '.join(EFFECTS)}")
        words = {key: [shape(word) for word in entry.get(key, ())] for key in ("equal", "start", "end", "hold")}
        if any(len(word) < 2 for word in words["start"] + words["end"] + words["hold"]):
            raise DataError(file, f"rule {number}", "a word of start or hold is shorter than two characters")
        rules.append((Rule(entry["name"], entry["reason"], entry["effect"], entry.get("longest", SHORT)), words))
    return rules


@cache
def boilerplate() -> Boilerplate:
    """The table of boilerplate, loaded once. Raises `DataError` naming file, rule and reason."""
    equal: dict[str, Rule] = {}
    start: dict[str, list[tuple[str, Rule]]] = {}
    end: list[tuple[str, Rule]] = []
    hold: dict[str, list[tuple[str, Rule]]] = {}
    empty: list[str] = []
    edge = signs()["edge"]
    for language in LANGUAGES:
        file = f"languages/{language}/boilerplate.toml"
        table = read_toml(file)
        for rule, words in _rules(file, table):
            unsure = rule._replace(sure=False)
            for word in words["equal"]:
                equal.setdefault(word, rule)
                equal.setdefault(word.strip(edge) or word, rule)
            for word in words["start"]:
                start.setdefault(word[:2], []).append((word, rule))
            end.extend((word, rule) for word in words["end"])
            for word in words["hold"]:
                hold.setdefault(word[:2], []).append((word, unsure))
        empty.extend(shape(word) for word in table.get("empty", {}).get("hold", ()))
    for entries in start.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    longest = max(rule.longest for entries in hold.values() for _, rule in entries)
    starts = {key: tuple(word for word, _ in value) for key, value in start.items()}
    opening = {key: tuple(value) for key, value in start.items()}
    ends = tuple(word for word, _ in end)
    holds = {key: tuple(value) for key, value in hold.items()}
    narrow = re.compile(alternation(word for entries in holds.values() for word, _ in entries if word[0].isascii()))
    wide = re.compile("".join(_class({pair[i] for pair in holds if not pair[0].isascii()}) for i in (0, 1)))
    return Boilerplate(equal, opening, starts, tuple(end), ends, holds, narrow, wide, longest, edge, tuple(empty))


def _class(characters: set[str]) -> str:
    return "[" + re.escape("".join(sorted(characters))) + "]"
