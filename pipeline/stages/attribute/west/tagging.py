"""Parts of speech by neighbours: whether a form is a verb, a noun or an adjective here, and which pasts are participles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.participles import participle
from pipeline.stages.attribute.west.words import AUXILIARY, NOMINAL, Word, finite

if TYPE_CHECKING:
    from pipeline.lexicon.speech import Speech

__all__ = ["settle"]

_SAID = frozenset({"noun", "adjective"})
_OBJECT = frozenset({"determiner", "possessive", "figure", "pronoun", "name", "time"})
_BEGUN = frozenset({"preposition", "determiner", "adjective", "possessive", "name"})
_ASKED = frozenset({"determiner", "possessive", "pronoun", "figure"})
_WINDOW, _CAUSED, _HEADLINE, _TOLD, _LED = 40, 5, 24, 4, 3  # words that a look to the side takes in at most


def settle(words: list[Word], grammar: Speech, saying: frozenset[str]) -> None:
    """Decide by its neighbours what may be a verb or a noun, left to right; then which pasts are participles."""
    for place, word in enumerate(words[:-1]):
        if word.tag == "determiner" and _stands_alone(words, place, grammar):
            words[place] = word._replace(tag="pronoun")
        elif word.tag == "adverb" and _qualifies(words, place):
            words[place] = word._replace(tag="adjective")
        elif word.tag == "determiner" and _opens_clause(words, place, grammar, saying):
            words[place] = word._replace(tag="subordinator")
    for place, word in enumerate(words):
        if word.low in grammar.of("closing") and _between_times(words, place):
            words[place] = word._replace(tag="preposition", lemma="", form="")
        elif word.lemma:
            words[place] = _decided(words, place, grammar, saying)
        elif word.tag == "determiner" and _relates(words, place, grammar, saying):
            words[place] = word._replace(tag="relative")
    joining = grammar.of("joining")
    for place, word in enumerate(words):
        if word.tag == "verb" and word.form == "past" and participle(words, place, saying, joining):
            words[place] = word._replace(form="part")
    if len(words) <= _HEADLINE and not any(finite(word) for word in words):
        _headline(words, grammar)


def _stands_alone(words: list[Word], place: int, grammar: Speech) -> bool:
    """Whether this or that is itself the subject of the verb behind it (this compares with …)."""
    after = words[place + 1]
    if after.tag in AUXILIARY and words[place].low in grammar.of("demonstrative"):
        return place == 0 or words[place - 1].tag == "conjunction"
    alone = after.form == "s" or (after.form == "past" and after.low not in grammar.of("noun_first"))
    if (
        not after.lemma
        or not alone
        or words[place].low not in grammar.of("demonstrative")
        or after.low in grammar.of("seldom_verb")
    ):
        return False
    following = words[place + 2].tag if place + 2 < len(words) else "mark"
    if following not in _OBJECT | {"preposition", "adverb"} and after.low in grammar.of("noun_first"):
        return False
    return (place == 0 or words[place - 1].tag in {"mark", "conjunction"}) and following not in {"mark", *AUXILIARY}


def _qualifies(words: list[Word], place: int) -> bool:
    """Whether an adverb stands for an adjective: one of several words (a 19.8% year-over-year increase), or before a noun."""
    last, after = words[place - 1] if place else None, words[place + 1]
    if last is not None and after.tag == "noun" and not words[place].form and not after.lemma:
        figure = last.tag == "name" and place > 1 and words[place - 2].tag == "figure"
        return figure or last.tag in {"possessive", "figure"}  # a 12MP back camera, its home market
    compound = "-" in words[place].low or " " in words[place].low
    return compound and place > 0 and words[place - 1].tag == "figure" and words[place + 1].tag in {*NOMINAL, "verb"}


def _between_times(words: list[Word], place: int) -> bool:
    """Whether a word stands between a time and the day that it ends on."""
    return 0 < place < len(words) - 1 and words[place - 1].tag == words[place + 1].tag == "time"


def _headline(words: list[Word], grammar: Speech) -> None:
    """The verb of a line that has none so far: the first form of one behind a noun, or an unknown word in -s behind a name."""
    for place in range(1, len(words) - 1):
        last, word, following = words[place - 1], words[place], _following(words, place, grammar)
        if (
            last.tag not in {"name", "noun"}
            or word.tag != "noun"
            or not _takes(following)
            or word.low in grammar.of("seldom_verb")
        ):
            continue
        plural = last.tag == "noun" and last.low.endswith(grammar.endings["s"])
        counted = any(one.tag == "noun" and one.low.endswith(grammar.endings["s"]) for one in words[:place])
        known = (word.form == "base" and counted) or (word.form == "s" and not plural)
        unknown = not word.lemma and last.tag == "name" and word.low.endswith(grammar.endings["s"]) and following in _OBJECT
        if known or unknown:
            words[place] = word._replace(tag="verb", lemma=word.lemma or word.low, form=word.form or "s")
            return


def _relates(words: list[Word], place: int, grammar: Speech, saying: frozenset[str]) -> bool:
    """Whether a that behind a noun says something of it: the storm that hit the coast, a road that 7,400 people use."""
    if not 0 < place < len(words) - 1 or words[place].low not in grammar.of("that"):
        return False
    last, after = words[place - 1], words[place + 1]
    if last.tag not in {"noun", "name"}:
        return False
    told = last.tag == "name" or last.low.endswith(grammar.endings["s"])
    behind = place - 1
    while behind > max(0, place - _TOLD) and words[behind].tag in {*NOMINAL, "determiner", "possessive"}:
        behind -= 1
    if last.lemma in saying or (told and words[behind].lemma in saying):
        return False
    object_next = place + 2 < len(words) and words[place + 2].tag in _OBJECT
    acts = bool(after.lemma) and (after.form == "past" or not _noun_first(after, grammar) or (after.form == "s" and object_next))
    return acts or after.tag in {*AUXILIARY, "negation", "figure"}


def _noun_first(word: Word, grammar: Speech) -> bool:
    """Whether a form is a noun before it is a verb."""
    return word.low in grammar.of("noun_first")


def _opens_clause(words: list[Word], place: int, grammar: Speech, saying: frozenset[str]) -> bool:
    """Whether a determiner is none but opens a clause: said that prices, so fast that the market."""
    if words[place].low not in grammar.of("that"):
        return False
    if words[place + 1].tag in {"determiner", "possessive", "pronoun"}:
        return True
    if words[place + 1].tag == "name" and place > 0 and words[place - 1].lemma:
        return True  # pledged that Acme
    behind = next((at for at in range(place - 1, 0, -1) if words[at].tag not in {"time", "adverb"}), 0)
    behind -= 0 < behind < place - 1 and words[behind].tag == "preposition"  # reported in May that prices
    return place > 0 and words[behind].lemma in saying


def _decided(words: list[Word], place: int, grammar: Speech, saying: frozenset[str]) -> Word:  # noqa: PLR0911, PLR0912 - one neighbour, one line
    """A form of a verb as the verb or the noun or adjective that it is here."""
    word = words[place]
    last = words[place - 1] if place else None
    following = _following(words, place, grammar)
    verb, noun, adjective = (Word(*word[:4], tag, *word[5:]) for tag in ("verb", "noun", "adjective"))
    behind = place - 1
    while behind >= 0 and words[behind].tag in {"adverb", "negation"}:
        behind -= 1
    base = words[behind] if behind >= 0 else None
    governed = base is not None and base.tag in AUXILIARY
    noun_first = word.low in grammar.of("noun_first")
    nominal_next = following in {"noun", "name", "adjective"} or (following == "verb" and word.form != "past")
    if word.form == "past":
        if governed or (last is not None and last.tag in {"pronoun", "relative"}):
            return verb
        if last is not None and last.tag == "figure" and last.text[-1:].isalpha() and not (nominal_next and "-" in last.text):
            return verb
        if last is not None and last.tag == "verb" and nominal_next and word.lemma != last.lemma:
            return adjective
        if last is None or last.tag in {"determiner", "possessive", "adjective", "genitive", "preposition", "figure", "mark"}:
            opened = last is None or last.tag == "mark"
            if noun_first and not opened:
                return noun
            if last is not None and last.tag in {"determiner", "possessive"} and following == "figure":
                return adjective  # a combined $13.5 billion
            return adjective if nominal_next and not (opened and last is not None) else verb
        if last.tag == "adverb" and nominal_next and (base is None or base.tag not in {*NOMINAL, "pronoun"}):
            return adjective
        if noun_first and not _takes(following):
            return noun
        return verb
    if word.form == "ing":
        if word.tag == "adjective" and nominal_next and not governed:
            return adjective
        if base is not None and base.tag == "be":
            return verb
        counted = last is not None and last.tag == "figure" and last.text[-1:].isalpha() and "-" not in last.text
        if counted and following in _BEGUN:
            return verb  # 300 people working in, 20 probes measuring dark matter
        if last is not None and last.tag in {"determiner", "possessive", "adjective", "genitive", "figure"}:
            return noun
        if last is None and following == "noun" and place + 2 < len(words) and finite(words[place + 2]):
            return adjective  # pending sales rose
        if last is None or last.tag in {"mark", "preposition", "conjunction", "subordinator", "verb"}:
            return verb if following not in {"mark", "verb", "be", "have", "modal"} else noun
        closes = following == "noun" and last.tag == "noun" and not last.low.endswith("s") and place + 2 < len(words)
        if closes and finite(words[place + 2]) and not any(finite(one) for one in words[:place]):
            return adjective  # the average listing price climbed
        return verb if following in {*_OBJECT, "preposition", "adjective", "adverb"} or last.tag == "noun" else noun
    told = word.form == "s" and word.lemma in saying and behind >= 0 and following in _SAID
    if told and _speaker(words, behind + 1, words[place + 1]):
        return verb  # the company estimates earnings, Acme projects sales of
    present = _present(words, place, grammar, governed=governed)
    return present._replace(tag="verb") if present is not None else adjective if word.tag == "adjective" else noun


def _speaker(words: list[Word], place: int, after: Word) -> bool:
    """Whether a noun in the singular with its article stands right before a word, and that begins its sentence or clause."""
    last, first = words[place - 1], words[place - 2] if place > 1 else None
    opens = place < _LED or words[place - _LED].tag in {"mark", "conjunction"}
    if last.tag == "name":
        return opens and after.low.endswith("s")
    return (
        last.tag == "noun"
        and not last.low.endswith("s")
        and first is not None
        and first.tag in {"determiner", "possessive"}
        and opens
    )


def _present(  # noqa: PLR0911, PLR0912 - one neighbour, one line
    words: list[Word], place: int, grammar: Speech, *, governed: bool
) -> Word | None:
    """A base or -s form as a verb, where it is one here."""
    word, last = words[place], words[place - 1] if place else None
    if last is not None and last.tag == "number" and place > 1 and words[place - 2].tag == "name":
        last = words[place - 2]
    if last is not None and last.tag == "name" and last.text.rpartition("-")[2] in grammar.verbs:
        return None  # its New York-listed shares
    following = _following(words, place, grammar)
    noun_first = word.low in grammar.of("noun_first")
    if _accounts(words, place, grammar):
        return word
    if word.form == "base" and last is not None and _lists(words, place, grammar, following):
        return word._replace(form="infinitive")
    bare = last is not None and last.tag == "figure" and not last.text[-1:].isalpha()
    if last is None or bare or last.tag in {"mark", "determiner", "possessive", "adjective", "genitive", "number"}:
        closes = last is not None and last.text == "," and any(one.tag == "relative" for one in words[:place][-_WINDOW:])
        opens = last is not None and last.tag == "mark" and (closes or not noun_first)
        begins = last is None or last.text in grammar.of("stops")
        if begins and word.form == "base" and not noun_first and following in _ASKED:
            return word._replace(form="infinitive")
        return word if opens and word.form == "s" and _takes(following) else None
    if last.tag == "preposition":
        infinitive = last.low == "to" and word.form == "base" and not (noun_first and following in {"preposition", "mark"})
        infinitive = infinitive and not (word.low in grammar.of("adjective") and following == "noun")
        return word._replace(form="infinitive") if infinitive else None
    if (governed and word.form == "base") or last.tag in {"pronoun", "relative"}:
        return word if last.tag != "be" else None
    counted = last.tag == "figure" and last.text[-1:].isalpha()
    if counted and word.form == "base" and place > 1 and words[place - 2].tag == "relative":
        return word
    if last.tag in {"noun", "name", "adverb", "time"} or counted:
        agrees = (word.form == "s") != (last.low.endswith("s") and last.tag in {"noun", "figure"})
        if last.tag == "name":
            agrees = word.form == "s" or last.low.endswith("s")
        if not noun_first:
            participle = following == "verb" and place + 1 < len(words) and words[place + 1].form == "past"
            return word if _takes(following) or participle else None
        if word.form == "s" and last.tag == "name" and following in AUXILIARY:
            return word
        if word.form == "base" and not agrees and last.tag in {"noun", "name"}:
            before = words[max(0, place - _WINDOW) : place]
            agrees = any(one.tag == "noun" and one.low.endswith(grammar.endings["s"]) for one in before) and not any(
                finite(one) for one in before
            )
        leads = following == "preposition" and words[place + 1].low in grammar.of("verb_preposition") and last.tag != "time"
        if last.tag == "name" and following == "subordinator" and words[place + 1].low in grammar.of("that"):
            return word
        return word if agrees and (following in _OBJECT or (leads and word.low not in grammar.of("seldom_verb"))) else None
    if last.tag in {"conjunction", "subordinator"}:
        taken = following in _OBJECT if noun_first else _takes(following)
        return word if taken and word.form == "s" else None
    return None


def _accounts(words: list[Word], place: int, grammar: Speech) -> bool:
    """Whether a form is the verb that says what part of a whole its subject is (spending accounts for 70% of …)."""
    if words[place].lemma not in grammar.of("accounting") or place + 1 >= len(words) or place == 0:
        return False
    ahead = words[place + 1 : place + _CAUSED]
    figure = next((word for word in ahead[1:] if word.tag not in {"preposition", "adverb", "determiner"}), None)
    return ahead[0].tag == "preposition" and figure is not None and figure.tag == "figure" and words[place - 1].tag in NOMINAL


def _lists(words: list[Word], place: int, grammar: Speech, following: str) -> bool:
    """Whether a base form goes on a list of infinitives (to raise rates, cut costs and …), or does what one is helped to do."""
    last, back = words[place - 1], words[max(0, place - _WINDOW) : place]
    if last.tag == "conjunction" or last.text == ",":
        taken = following in _OBJECT or (_takes(following) and _verb_first(words[place], grammar))
        return taken and any(one.form == "infinitive" for one in back)
    helped = any(one.lemma in grammar.of("causative") for one in back[-_CAUSED:-1])
    told = last.low.endswith("s") or following == "figure"  # saw its net profit drop 55%
    return helped and last.tag == "noun" and told and _takes(following)


def _verb_first(word: Word, grammar: Speech) -> bool:
    """Whether a form is a verb before it is a noun."""
    return word.low not in grammar.of("noun_first")


def _following(words: list[Word], place: int, grammar: Speech) -> str:
    """The tag of the next word; a form that is a noun first counts as a noun."""
    if place + 1 >= len(words):
        return "mark"
    after = words[place + 1]
    return "noun" if after.tag == "verb" and after.low in grammar.of("noun_first") else after.tag


def _takes(following: str) -> bool:
    """Whether what follows a word is what follows a verb."""
    return following in _OBJECT or following in {"preposition", "adverb", "adjective", "noun", "subordinator", "negation"}
