"""The names of an English article: which words are names, how often each is said, and which are of persons."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.names import names
from pipeline.stages.attribute.west.casing import DASHED, MONEY, WORD, cases
from pipeline.stages.attribute.west.held import tables
from pipeline.stages.attribute.west.roles import leading, numbered, opened, persons, sourced

if TYPE_CHECKING:
    import re

    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.lexicon.speech import Speech

__all__ = ["Names"]

_POSSESSIVE = {"'s", "’s"}
_OPENS = {"", ".", "“", '"'}
_HEADS = (":", " :", "'s", "’s", " – ", " — ", " - ", " | ")
_ACTING = {"be", "have", "modal", "do", "adverb", "conjunction"}
_NOUNS = ("measures", "amounts", "nominal", "change_nouns", "features", "counters", "folk")
_TITLE_FACTOR, _TITLE_BONUS, _TWICE, _WHOLE = 2.0, 3.0, 2, 2
_OFTEN, _WORDS = 4, 24
_MONEY = frozenset(MONEY)


class Names:
    """The names of a document, and the sets of cue words by which they are told from other words."""

    def __init__(self, document: Document, cues: Cues, grammar: Speech) -> None:
        self.document, self.text, self.cues, self.grammar = document, document.text.value, cues, grammar
        held = tables(cues, document.language.code)
        self.little, self.joins, self.sets, self.metric_words = held.little, held.joins, held.sets, held.metric_words
        self.trimmed = self.little - self.sets["sole_names"]
        """What a name neither begins nor ends with."""
        self.based = cues.of("based")
        self.metric_parts = held.metric_parts
        self.loose, self.loose_thing, self.name, self.rate = held.loose, held.loose_thing, held.name, held.rate
        self.aged, self.ticker = held.aged, held.ticker
        self._held: dict[tuple[str, str], bool] = {}
        self._nouns: dict[str, bool] = {}
        self._cased: dict[str, bool] = {}
        self._metrics: dict[str, bool] = {}
        self._sources: dict[str, bool] = {}
        self.numbered = numbered(self.text)
        self.openings = opened(self.text, self.sets["opening_names"])
        self.names: dict[str, float] = {}
        self.pairs: frozenset[str] = frozenset()
        self.whole = self._whole(held.owned)
        self.lowers, self.capitals = cases(document, self._cased)
        self.names = self._names()
        self.pairs = frozenset(" ".join(name.split()[:2]) for name in self.names if " " in name)
        self.lead = leading(self)
        self.heads = self.sets["name_heads"] | self._heads()
        self.persons = persons(self)
        self.parts = frozenset(
            name
            for match in held.part.finditer(self.text)
            for name in (self.bare(match.group(1)), match.group(2) or "", self.bare(f"{match.group(1)} {match.group(3)}"))
            if name
        )

    def has(self, role: str, word: str) -> bool:
        """Whether a word is in a list of cues."""
        return word in self.sets.get(role, ())

    def noun_in(self, role: str, word: str) -> bool:
        """Whether a noun, in either number, is in a list of cues."""
        key = (role, word)
        known = self._held.get(key)
        if known is None:
            held = self.sets.get(role, frozenset())
            known = self._held[key] = word in held or any(one in held for one in _singular(word))
        return known

    def _whole(self, owned: re.Pattern[str]) -> frozenset[str]:
        """The names that end in what looks like a possessive (Macy's): never said without it, and said before a verb."""
        bare: set[str] = set()
        acting: Counter[str] = Counter()
        said: Counter[str] = Counter()
        for match in owned.finditer(self.text):
            name, sign, after, ends = match.groups()
            if sign is None:
                bare.add(name)
                continue
            lone = not self.text[max(0, match.start() - _WORDS) : match.start()].rstrip().rpartition(" ")[2][:1].isupper()
            said[name] += lone
            if ends or (after and (self.grammar.closed.get(after) in _ACTING or self._verbal(after))):
                acting[name] += 1
        return frozenset(
            name
            for name, count in said.items()
            if name not in bare
            and name not in self.little
            and (acting[name] or count >= _OFTEN or name in self.sets["possessive_names"])
        )

    def _verbal(self, low: str) -> bool:
        """Whether a word is a past or a form in -s of a verb, and no noun before that."""
        verb = self.grammar.verbs.get(low)
        return verb is not None and verb.form in {"past", "s"} and low not in self.grammar.of("noun_first")

    def named(self, word: str, ahead: str, *, cased: bool, opens: bool) -> bool:
        """Whether a word is a name: capitalised where no sentence begins, or known to be one."""
        if not word[:1].isupper():
            return any(one.isupper() for one in word[1:]) and not word[:1].isdigit()
        if word in self.little and word.lower() in self.grammar.closed:
            return word in self.grammar.of("months") and not opens
        known = self.capitals[word] > 0 or word in names().by_name
        low = word.lower()
        if cased and word not in self.sets["acronyms"]:
            listed = low in self.grammar.closed or low in self.grammar.verbs or low in self.grammar.of("adjective")
            return known if listed or low in self.lowers else (known or not self.noun(low))
        if not opens or word in self.sets["acronyms"]:
            return True
        if known:
            return low not in self.grammar.closed
        plain = (
            low in self.grammar.closed or low in self.lowers or low in self.grammar.verbs or low in self.grammar.of("adjective")
        )
        adverb = low.endswith(self.grammar.endings["adverb"]) or (
            ahead[:1].islower() and low.endswith(self.grammar.endings["adjective"]) and not self._verbal(ahead)
        )
        paired = ahead[:1].isupper() and f"{word} {ahead}" in self.pairs
        joined = not ahead or ahead[:1].isupper() or ahead in _POSSESSIVE or word.isupper() or word in self.names
        return paired or (joined and not plain and not adverb and not self.noun(low))

    def noun(self, low: str) -> bool:
        """Whether a word in lower case is known as a common noun."""
        known = self._nouns.get(low)
        if known is None:
            known = self._nouns[low] = (
                low in self.grammar.of("noun_first")
                or low in self.grammar.of("common")
                or any(self.noun_in(role, low) for role in _NOUNS)
                or (low.endswith("s") and low[:-1] in self.lowers)
            )
        return known

    def _names(self) -> dict[str, float]:
        """Every name with the number of blocks that say it, more for the title; one that only opens sentences is none."""
        title = (self.document.metadata.title or "").lower()
        counts: Counter[str] = Counter()
        for body in dict.fromkeys(self.text[block.start : block.end] for block in self.document.blocks):
            if self._cased[body]:
                counts.update(self._titled(body))
                continue
            here: dict[str, None] = {}  # in order: the order of a set is not the same in every process
            for match in self.name.finditer(body):
                name = self.bare(match.group())
                if name in self.whole and body[match.end() : match.end() + 2] in _POSSESSIVE:
                    here[body[match.start() : match.end() + 2]] = None
                    continue
                lows = match.group().lower().split()
                if self.gauged(lows) or all(low in self.sets["section_words"] for low in lows):
                    continue
                before = body[max(0, match.start() - 2) : match.start()].strip()
                opens = match.start() == 0 or before in _OPENS or (before in DASHED and name.lower() in self.lowers)
                if (
                    len(name) > 1
                    and body[match.end() : match.end() + 1] not in _MONEY
                    and not name.isdigit()
                    and not self.measures(name)
                    and not self._common(name)
                    and name not in self.cues.units
                    and (not opens or " " in name or name in counts or self._acts(name, body, match.end()))
                ):
                    here[name] = None
            counts.update(list(here))
        for name in [one for one in counts if any(f" {join} " in one for join in self.joins)]:
            self._split(counts, name)
        inside = {name for name in counts if name.lower() in title}
        return {name: count * _TITLE_FACTOR + _TITLE_BONUS if name in inside else float(count) for name, count in counts.items()}

    def _titled(self, body: str) -> list[str]:
        """The names that a line in large letters shows to be names: with a ticker, a company's ending, or known."""
        found: dict[str, None] = {}
        for match in self.name.finditer(body):
            words = match.group().split()
            ends = next((at for at, word in enumerate(words) if at and word in self.sets["legal_forms"]), -1)
            acts = next((at for at, word in enumerate(words) if at and word.lower() in self.sets["announces"]), -1)
            ticker = self.ticker.match(body, match.end())
            if ends > 0:
                found[self.bare(" ".join(words[: ends + 1]))] = None
            elif match.start() == 0 and body[match.end() : match.end() + 3].startswith(_HEADS):
                found[self.bare(match.group())] = None
            elif acts > 0 and match.start() == 0:
                while acts > 1 and (words[acts - 1].lower() in self.sets["section_words"] or self.noun(words[acts - 1].lower())):
                    acts -= 1
                found[self.bare(" ".join(words[:acts]))] = None
            elif ticker or match.group() in names().by_name:
                found[self.bare(match.group())] = None
        lows = {name: name.lower().split() for name in found if name}
        return [
            name
            for name, some in lows.items()
            if not self.gauged(some) and not all(low in self.sets["section_words"] or self.noun(low) for low in some)
        ]

    def _heads(self) -> frozenset[str]:
        """What names with "of" begin with that the article says more than once (Ghost of Tsushima)."""
        marks = [f" {word} " for word in self.sets["of"]]
        twice = [(name, mark) for name, count in self.names.items() for mark in marks if mark in name and count >= _TWICE]
        return frozenset(name.partition(mark)[0].rpartition(" ")[2].lower() for name, mark in twice)

    def _common(self, name: str) -> bool:
        """Whether a name alone is a common word that a title writes large (Little, More)."""
        low = name.lower()
        listed = low in self.grammar.closed or low in self.grammar.of("adjective")
        return listed and not name.isupper() and name not in names().by_name

    def _split(self, counts: Counter[str], name: str) -> None:
        """Count two names that are joined (Verity Motors and Oakline) as two, where the second is said alone as well."""
        for join in self.cues.of("name_pairs"):
            first, mark, second = name.partition(f" {join} ")
            if mark and second in counts and first:
                counts[first] += counts[name]
                counts[second] += counts[name]
                del counts[name]
                return

    def _acts(self, name: str, body: str, end: int) -> bool:
        """Whether a word that opens a sentence is a name: a well-known one, a possessive, or one with a verb right behind it."""
        following = WORD.match(body, end + 1)
        after = following.group().lower() if following else ""
        verb = after in self.grammar.verbs or self.grammar.closed.get(after) in {"be", "have", "modal"}
        possessive = body[end : end + 2] in _POSSESSIVE
        low = name.lower()
        plural = low.endswith("s") and not possessive and not self.capitals[name]
        small = name in self.little or low in self.lowers or self.noun(low) or plural or low in self.grammar.closed
        return name in names().by_name or ((verb or possessive) and not small)

    def is_body(self, name: str) -> bool:
        """Whether a name is that of an office or an association, which mostly says what others do (the Labor Department)."""
        lows = name.lower().split()
        heads = [low for low, after in pairwise([*lows, ""]) if not after or self.has("of", after)]
        found = next((low for low in heads if any(self.has(role, low) for role in ("name_heads", "agencies", "bodies"))), "")
        return " " in name and bool(found) and found not in self.sets["banks"]

    def is_source(self, name: str) -> bool:
        """Whether a name is said mostly as the source of what is told: according to it, by its report, at the title's end."""
        known = self._sources.get(name)
        if known is None:
            known = self._sources[name] = sourced(self, name)
        return known

    def measures(self, name: str) -> bool:
        """Whether what looks like a name is a standard metric (Adjusted EBITDA)."""
        known = self._metrics.get(name)
        if known is None:
            found = metrics().find(self.document.language.code, name)
            known = self._metrics[name] = found is not None and name not in names().by_name
        return known

    def gauged(self, lows: list[str]) -> bool:
        """Whether words written large are those of a metric (Adjusted Diluted EPS, Net Income) and not of an index."""
        last = lows[-1]
        if last in self.sets["index_words"] or not (last in self.metric_words or self.noun_in("measures", last)):
            return False
        return all(low in self.metric_parts or low in self.grammar.of("adjective") for low in lows)

    def bare(self, name: str) -> str:
        """A name without the capitalised little words it begins or ends with (The Federal Reserve)."""
        words, little = [] if name in self.little else name.split(), self.trimmed
        if len(words) > 1 and (words[0], words[1]) in self.openings:
            little = little - {words[0]}
        while words and (words[0] in little or words[0] in self.joins or words[0].endswith(self.based)):
            words = words[1:]
        while words and (words[-1] in little or words[-1] in self.joins):
            words = words[:-1]
        bare = " ".join(words)
        if len(words) > _WHOLE and self.names and self.names.get(bare, 0) < _TWICE:
            bare = self._said(words)
        return "" if bare in self.little or bare in self.sets["legal_forms"] else bare

    def _said(self, words: list[str]) -> str:
        """A longer name as the article mostly says it: its end, where that is a name said more (the dual-SIM Acme Turbo 5)."""
        ends = (" ".join(words[at:]) for at in range(1, len(words) - 1))
        return next((end for end in ends if self.names.get(end, 0) >= _TWICE), " ".join(words))


def _singular(word: str) -> tuple[str, ...]:
    """The singulars that a plural may have."""
    if word.endswith("ies"):
        return (word[:-3] + "y", word[:-1])
    return (word[:-1], word[:-2]) if word.endswith("es") else (word[:-1],) if word.endswith("s") else ()
