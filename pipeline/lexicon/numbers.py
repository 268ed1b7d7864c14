"""How a language writes numbers: one table a language, from ``pipeline/data/languages/<code>/numerals.toml``.

Adding a language is one such file. The keys are explained in the header of the Chinese one; what every writing shares
(full-width forms, fractions, superscripts) is in ``pipeline/data/numerals.toml``.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from pipeline.lexicon import DATA, DataError, read_toml
from pipeline.lexicon.number_patterns import anchor_pattern, arabic_pattern, follows_pattern, power_pattern, wide_forms
from pipeline.lexicon.number_table import Lexeme, NumberTable, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Lexeme", "NumberTable", "Relation", "number_languages", "number_table"]

_VALUED = {
    "digits": "digit",
    "words": "word",
    "scales": "scale",
    "percent": "percent",
    "percent_words": "percent_word",
    "tenths": "tenths",
    "hundredths": "hundredths",
    "discounts": "discount",
    "ordinals": "ordinal",
    "ordinal_scales": "ordinal_scale",
    "denominators": "denominator",
    "article": "article",
}
_PLAIN = {
    "more": "more",
    "more_after_scale": "little",
    "points": "point",
    "links": "link",
    "over": "over",
    "mixed": "mixed",
    "half": "half",
    "of": "of",
    "ordinal_after": "nth",
}
_COUNTING = frozenset({"digit", "word", "scale"})
_OPENING = frozenset({"digit", "word", "scale", "ordinal", "article", "half", "percent_word"})
_NAMED = frozenset({"digit", "word", "scale", "ordinal", "ordinal_scale", "half", "denominator", "denominator_scale"})


@functools.cache
def number_languages() -> tuple[str, ...]:
    """The languages that have a table, sorted.

    >>> "zh" in number_languages()
    True
    """
    folder = DATA / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "numerals.toml").is_file()))


@functools.cache
def number_table(language: str) -> NumberTable:
    """The table of `language`. Raises `DataError` where the file is missing or wrong.

    >>> number_table("zh").language
    'zh'
    """
    file = f"languages/{language}/numerals.toml"
    return _Reader(file, read_toml(file), read_toml("numerals.toml")).table()


class _Reader:
    """One file on its way to a table; every complaint names the file and the key."""

    def __init__(self, file: str, data: dict[str, Any], common: dict[str, Any]) -> None:
        self.file, self.data, self.common = file, data, common
        self.spaced = bool(data.get("spaced", False))

    def decimal(self, key: str, value: object) -> Decimal:
        try:
            return Decimal(str(value))
        except InvalidOperation:
            raise DataError(self.file, key, f"{value!r} is no number") from None

    def words(self, key: str) -> tuple[str, ...]:
        found = self.data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) and word for word in found):
            raise DataError(self.file, key, "must be a list of words")
        if len(set(found)) != len(found):
            raise DataError(self.file, key, "has a word twice")
        return tuple(sorted(found, key=len, reverse=True))

    def script(self) -> tuple[str, str]:
        ends = self.data.get("script", ["", ""])
        if len(ends) != 2 or not (ends[0] <= ends[1]):
            raise DataError(self.file, "script", "must be a first and a last letter")
        return ends[0], ends[1]

    def triples(self, key: str) -> tuple[tuple[str, str, str], ...]:
        found = self.data.get(key, [])
        for row in found:
            if not isinstance(row, list) or len(row) != 3:
                raise DataError(self.file, key, f"{row!r} must have three parts")
        tight = [[part.replace(" ", "") for part in row] for row in found]
        return tuple((a, b, c) for a, b, c in sorted(tight, key=lambda row: -len(row[0]) - len(row[2])))

    def relations(self, key: str, edge: int) -> dict[str, tuple[Relation, ...]]:
        """The words that bound a number, longest first, under the character at their `edge`."""
        found: dict[str, list[Relation]] = {}
        for bound, words in self.data.get(key, {}).items():
            if bound not in {"low", "high", "equal"}:
                raise DataError(self.file, f"{key}.{bound}", "is none of low, high, equal")
            for word in words:
                tight = word.replace(" ", "")
                found.setdefault(tight[edge], []).append(Relation(tight, bound))
        return {char: tuple(sorted(words, key=lambda x: -len(x.word))) for char, words in found.items()}

    def lexemes(self) -> Iterable[Lexeme]:
        for key, kind in _VALUED.items():
            for word, value in self.data.get(key, {}).items():
                worth = self.decimal(f"{key}.{word}", value)
                yield self.lexeme(word, kind, worth, worth)
        plural = self.data.get("denominator_plural", "")
        if plural:
            for key in ("ordinals", "ordinal_scales"):
                for word, value in self.data.get(key, {}).items():
                    worth = self.decimal(f"{key}.{word}", value)
                    kind = "denominator" if key == "ordinals" else "denominator_scale"
                    yield self.lexeme(word + plural, kind, worth, worth)
        for word, bounds in self.data.get("vague", {}).items():
            if not isinstance(bounds, list) or len(bounds) != 2:
                raise DataError(self.file, f"vague.{word}", "must be the least and the most")
            low, high = (self.decimal(f"vague.{word}", bound) for bound in bounds)
            yield self.lexeme(word, "digit", low, high)
        for key, kind in _PLAIN.items():
            for word in self.words(key):
                yield self.lexeme(word, kind, Decimal(0), Decimal(0))
        for word in self.words("minus"):
            if word[-1].isalpha():
                yield self.lexeme(word, "minus", Decimal(0), Decimal(0))
        for word, worth in self.common["percent"].items():
            value = self.decimal(f"percent.{word}", worth)
            yield Lexeme(word, "percent", value, value, bounded=False)

    def lexeme(self, word: str, kind: str, low: Decimal, high: Decimal) -> Lexeme:
        return Lexeme(word, kind, low, high, bounded=self.spaced and not self.data.get("compounds") and word[-1].isalpha())

    def ideograph(self, word: str) -> bool:
        """Whether `word` is written without blanks around it, in another script than the language's own letters."""
        first, last = self.script()
        return not self.spaced and not (first and first <= word <= last) and word not in self.data.get("not_before", {})

    def fold(self) -> dict[str, str]:
        fold = wide_forms(self.common, cased=bool(self.data.get("cased", False)))
        own: set[str] = set()
        for table in (self.common["fold"], self.data.get("fold", {})):
            for canonical, variants in table.items():
                for variant in variants:
                    if variant in own:
                        raise DataError(self.file, f"fold.{canonical}", f"{variant!r} is folded twice")
                    own.add(variant)
                    fold[variant] = canonical
        return fold

    def phrases(self, vetoes: frozenset[str], words: set[str]) -> dict[str, tuple[tuple[str, int], ...]]:
        """For a language with spaces: a number word → the phrases in which it is none, and where it stands in them."""
        found: dict[str, list[tuple[str, int]]] = {}
        for veto in sorted(vetoes) if self.spaced else ():
            phrase = veto.replace("_", " ")
            for match in re.finditer(r"[^\W_]+", phrase):
                if match.group() in words:
                    found.setdefault(match.group(), []).append((phrase, match.start()))
        return {word: tuple(phrases) for word, phrases in found.items()}

    def table(self) -> NumberTable:
        data = self.data
        leads: dict[str, list[Lexeme]] = {}
        seen: set[str] = set()
        for lexeme in self.lexemes():
            if lexeme.word in seen:
                raise DataError(self.file, lexeme.word, "stands twice")
            seen.add(lexeme.word)
            leads.setdefault(lexeme.word[0], []).append(lexeme)
        suffixes = [(word, self.decimal(f"suffixes.{word}", value)) for word, value in data.get("suffixes", {}).items()]
        fold = self.fold()
        vetoes = frozenset("".join(fold.get(char, char) for char in word) for word in data.get("vetoes", "").split())
        fractions = {
            sign: (self.decimal(sign, top), self.decimal(sign, bottom))
            for sign, (top, bottom) in self.common["fractions"].items()
        }
        opening = {char: [x.word for x in found if x.kind in _OPENING] for char, found in leads.items()}
        counting = {lexeme.word for found in leads.values() for lexeme in found if lexeme.kind in _COUNTING}
        lone = [found[0] for found in leads.values() if len(found) == 1 and len(found[0].word) == 1 and not found[0].bounded]
        minus, plus = self.words("minus"), self.words("plus")
        before = self.words("ordinal_before")
        return NumberTable(
            language=data["language"],
            spaced=self.spaced,
            cased=bool(data.get("cased", False)),
            digit_strings=not self.spaced and data.get("digit_strings", True),
            neighbours=frozenset(data.get("neighbours", "").split()),
            script=self.script(),
            mixes_scripts=data.get("mixes_scripts", False),
            followers=self.words("followers"),
            alone=frozenset(data.get("alone", ())),
            bare_inside=self.decimal("bare_inside", data.get("bare_inside", 0)),
            tens_link=data.get("tens_link", False),
            units_first=data.get("units_first", False),
            compounds=data.get("compounds", False),
            trailing_digit=data.get("trailing_digit", False),
            decimal=data["decimal"],
            fold=fold,
            foldable=re.compile("[" + "".join(map(re.escape, fold)) + "]"),
            power=power_pattern(self.common),
            no_sign_after=frozenset(self.common["no_sign_after"]),
            sign_after=frozenset(self.common["sign_after"]),
            currency_signs=frozenset(self.common["currency_signs"]),
            shy=frozenset(data.get("shy", "")),
            leads={lead: tuple(sorted(found, key=lambda x: -len(x.word))) for lead, found in leads.items()},
            fractions=fractions,
            superscripts={ord(sign): plain for sign, plain in self.common["superscripts"].items()},
            minus=minus,
            plus=plus,
            sign_ends=frozenset(word[-1] for word in (*minus, *plus)) | {" "},
            ordinal_before=before,
            ordinal_ends=frozenset(word[-1] for word in before) | frozenset(" " if before else ""),
            half_after=self.words("half_after"),
            half_alone=frozenset(self.words("half_alone")),
            over_percent=data.get("over_percent", False),
            own_digits=frozenset(data.get("own_digits", "").split()),
            at_least=self.words("at_least"),
            not_after={word: frozenset(chars) for word, chars in data.get("not_after", {}).items()},
            noun_before_vague=frozenset(data.get("noun_before_vague", "")),
            vague_before=frozenset(data.get("vague_before", "")),
            not_before={word: frozenset(after) for word, after in data.get("not_before", {}).items()},
            suffixes=tuple(sorted(suffixes, key=lambda pair: -len(pair[0]))),
            suffix_leads=frozenset(word[0] for word, _ in suffixes),
            vetoes=vetoes,
            lifted=self.words("lifted"),
            longest_veto=max(map(len, vetoes), default=0),
            veto_pairs=frozenset(word[at : at + 2] for word in vetoes for at in range(len(word) - 1)),
            arabic=arabic_pattern(data, self.common),
            separators={ord(mark): None for mark in (*data["group"], *self.common["group"], " ", ",", ".")},
            anchor=anchor_pattern(
                opening,
                {
                    word: [x.word for found in leads.values() for x in found if x.kind in _NAMED]
                    for word in data.get("article", ())
                },
                self.common,
                spaced=self.spaced,
                compounds=data.get("compounds", False),
                script=self.script(),
                counting=set() if not self.script()[0] or self.data.get("followers") else counting,
            ),
            phrases=self.phrases(vetoes, seen),
            follows=follows_pattern(
                seen,
                [word for word, _ in suffixes],
                self.words("half_after"),
                [x.word for found in leads.values() for x in found if x.kind == "scale"] if self.spaced else (),
                self.common,
            ),
            behind_digits={x.word: x for x in lone if x.kind in {"percent", "scale"}},
            digit_words={x.word: x for x in lone if x.kind == "digit" and not x.vague and self.ideograph(x.word)},
            edges=frozenset(word[-1] for word in (*minus, *plus, *before)),
            joiners=tuple(word.replace(" ", "") for word in (*self.words("joiners"), *self.common["dashes"])),
            dashes=frozenset(self.common["dashes"]),
            ratios=frozenset(word.replace(" ", "") for word in (*self.words("ratios"), *self.words("ratios_proper"))),
            ratios_proper=frozenset(word.replace(" ", "") for word in self.words("ratios_proper")),
            ratios_reversed=frozenset(word.replace(" ", "") for word in self.words("ratios_reversed")),
            counters=self.words("counters"),
            closing=self.words("closing"),
            points_after=tuple(word.replace(" ", "") for word in self.words("points_after")),
            compared=self.triples("compared"),
            before=self.relations("before", -1),
            after=self.relations("after", 0),
            around=self.triples("around"),
            connectors=frozenset(word.replace(" ", "") for word in self.words("connectors")) | {""},
        )
