"""Language and script: by the characters first, by words where an alphabet serves many languages.

Characters decide between Chinese, Japanese and Korean, and between traditional and simplified, without a model: a
statistical detector calls traditional Chinese Korean. langdetect's profiles are asked last, for text in an alphabet
whose commonest words do not settle it.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from pipeline.lexicon import writing as of
from pipeline.lexicon.writing import writing
from pipeline.record import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.document import Document
    from pipeline.lexicon.writing import Writing

__all__ = ["identify", "recognise"]

LONG = 3000
"""Characters of a text that are looked at: all of a shorter one, else three equal pieces, from its start, middle and end."""
WORDS = 1000
"""Characters of a text in an alphabet that are looked at for its words."""
FEW = 4
"""Unaccented letters below which no model is asked."""
SHORT = 40
"""Letters below which the page's own word on its language is better than a model's."""
FULL = 12
"""Votes of a word that only one language has, and of a letter; a word of several languages gives each its share."""
SURE = 0.5
"""Probability that an answer by langdetect's profiles must have."""
HEADLINE = 40
"""Han characters up to which Japanese may do without kana: a longer text is Chinese, unless it is full of Japanese characters."""
SPARSE = 20
"""Han characters to a Japanese one of a text that is full of them."""
UNSEEN = 0.5 / 10_000
"""Share of an n-gram that a profile lacks: langdetect's own smoothing."""

_NAME = re.compile(r"[A-Za-z\u00c0-\u024f](?a:[\w\u00c0-\u024f'’.&+/-])*+")
_PRIMARY = re.compile(r"[A-Za-z]{2,3}(?![^-_])")
_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?")


def recognise(text: str, *, said: str | None = None) -> tuple[str, str | None]:
    """BCP 47 primary language and ISO 15924 script of `text`; ``("und", None)`` where unsure.

    A script is None where no character tells: 高 is Chinese, but neither traditional nor simplified. `said` is the language
    that the page claims to be in, and counts only where the text leaves it open.

    >>> recognise("鑑於各國"), recognise("高"), recognise("2025")
    (('zh', 'Hant'), ('zh', None), ('und', None))
    """
    table = writing()
    if len(text) > LONG:
        piece, middle = LONG // 3, len(text) // 2
        text = "\n".join((text[:piece], text[middle : middle + piece], text[-piece:]))
    if text.isascii():
        return _worded(text, "Latn", said, table)
    classes = text.translate(table.classes)
    count = classes.count
    han = sum(map(count, of.HAN_CLASSES))
    kana = count(of.HIRAGANA) + count(of.KATAKANA) + count(of.PARTICLE)
    hangul = count(of.HANGUL)
    characters = han + kana + hangul + count(of.BOPOMOFO)
    if characters and _outweighs_latin(text, characters, count(of.PUNCTUATION), count(of.LATIN), table):
        if hangul and hangul * 2 >= han + kana:
            return "ko", "Kore"
        return _ideographic(classes, han, said)
    # Of the alphabets, the one with most letters; Latin words are common in all of them.
    letters = Counter(classes)
    del letters[of.NONE], letters[of.PUNCTUATION]
    if not letters:
        return "und", None
    name = max(letters, key=lambda name: (letters[name] if name != of.LATIN else letters[name] / 2, name))
    script = table.scripts.get(name, "Latn")
    if script in table.only:
        return table.only[script], script
    return _worded(text, script, said, table)


def _outweighs_latin(text: str, characters: int, marks: int, latin: int, table: Writing) -> bool:
    """Whether a text with so many Han characters, kana and hangul is theirs, for all its Latin letters.

    A Han character stands for a word, so it is words that it is weighed against: Chinese news is full of Latin names. Where
    the names prevail, it is still Chinese unless common words of a Latin alphabet stand between them.
    """
    if latin < characters + marks:
        return True
    names = _NAME.findall(text)
    if len(names) < characters + marks:
        return True
    return len(names) <= 2 * (characters + marks) and not any(name.lower() in table.words for name in names)


def _ideographic(classes: str, han: int, said: str | None) -> tuple[str, str | None]:
    """Chinese or Japanese, and the script: Japanese writes no foreign Han character, and kana all the time."""
    count = classes.count
    foreign = count(of.FOREIGN) + count(of.TRADITIONAL_FOREIGN) + count(of.SIMPLIFIED_FOREIGN)
    kana = count(of.HIRAGANA) + count(of.KATAKANA)
    if not kana and not foreign:
        kana = count(of.PARTICLE)
    if kana > 2 * foreign and kana * 15 >= han:
        return "ja", "Jpan"
    traditional = count(of.TRADITIONAL) + count(of.TRADITIONAL_FOREIGN)
    simplified = count(of.SIMPLIFIED) + count(of.SIMPLIFIED_FOREIGN)
    japanese, running = count(of.JAPANESE), not kana and han > HEADLINE
    mixed = japanese * SPARSE >= han if running else japanese or (traditional and simplified)
    if not foreign and (mixed or said == "ja"):
        return "ja", "Jpan"
    if traditional == simplified == 0:
        traditional, simplified = count(of.TRADITIONAL_LEANING), count(of.SIMPLIFIED_LEANING)
    if traditional == simplified:
        return "zh", None
    return "zh", "Hant" if traditional > simplified else "Hans"


def _worded(text: str, script: str, said: str | None, table: Writing) -> tuple[str, str | None]:
    """The language of text in an alphabet: by its commonest words, else by langdetect's profiles."""
    original = text[:WORDS]
    text = normalize("NFC", original).lower().replace("’", "'")
    words = _WORD.findall(text)
    if not words:
        return "und", None
    votes: dict[str, int] = {}
    spoken = [table.words.get(word, ()) for word in words]
    if "'" in text:
        spoken += [
            table.words.get(part, ()) for word in words if "'" in word and word not in table.words for part in _parts(word)
        ]
    if not text.isascii():
        spoken += [table.letters[letter] for letter in table.letters.keys() & set(text)]
    for languages in spoken:
        if languages:
            share = FULL // len(languages)
            for language in languages:
                votes[language] = votes.get(language, 0) + share
    if votes:
        next_most, most = sorted((0, *votes.values()))[-2:]
        if most >= FULL and 2 * most >= 3 * next_most:
            return max(votes, key=votes.__getitem__), script
    letters = sum(map(len, words))
    if letters < FEW and text.isascii():
        return said or "und", script
    return (said if letters < SHORT else None) or _detected(original, votes) or said or "und", script


def _parts(word: str) -> tuple[str, str, str]:
    """An elided word's parts: l'avion → l', avion and 'avion."""
    head, _, tail = word.partition("'")
    return head + "'", tail, "'" + tail


@functools.cache
def _profiles() -> Any:
    """The profiles of langdetect, in a fixed order and in a factory of our own: the package's is filled while threads share it.

    Loading takes half a second, so only a text that needs it pays; by name, since the package has no types.
    """
    langdetect = import_module("langdetect")
    factory = langdetect.DetectorFactory()
    files = sorted(file for file in Path(langdetect.PROFILES_DIRECTORY).iterdir() if file.is_file())
    factory.load_json_profile([file.read_text("utf-8") for file in files])
    return factory


def _detected(text: str, votes: Mapping[str, int]) -> str | None:
    """The likeliest language of `text` by langdetect's profiles, the words' votes being the prior; None where unsure.

    langdetect itself draws n-grams at random until it is sure. Here every one of the text counts, once: no chance, hence no
    seed, the same answers on sentences, and a tenth of the time.
    """
    profiles = _profiles()
    window = import_module("langdetect.utils.ngram").NGram()
    likelihoods = [1.0 + votes.get(language, 0) for language in profiles.langlist]
    for character in window.normalize_vi(text):
        window.add_char(character)
        if window.capitalword:
            continue
        for size in range(1, window.N_GRAM + 1):
            shares = profiles.word_lang_prob_map.get(window.get(size))
            if shares is not None:
                likelihoods = [old * (UNSEEN + share) for old, share in zip(likelihoods, shares, strict=True)]
        whole = sum(likelihoods)
        likelihoods = [old / whole for old in likelihoods]
    best = max(likelihoods)
    if best < SURE or likelihoods.count(best) > 1:
        return None
    return str(profiles.langlist[likelihoods.index(best)]).partition("-")[0]


def identify(document: Document) -> Document:
    """The document with its language: that of its article, which the page's own ``lang`` helps where that leaves it open."""
    found = (_PRIMARY.match(hint.value) for hint in document.hints if hint.name == "lang")
    said = next((match[0].lower() for match in found if match), None)
    code, script = recognise(document.text.value, said=said)
    return replace(document, language=Language(code, script))
