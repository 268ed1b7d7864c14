"""simplify: traditional Chinese becomes simplified, one character for one.

Who reads on reads simplified words only, and every place stays where it was. The vocabulary stays too (軟體 is no 软件):
a record quotes what was said. Text that is simplified already, and Japanese, pass as they are; in a mixed text only the
lines that are traditional change.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.lexicon.conversion import CONFIGURATIONS, names, simplifier, varieties
from pipeline.lexicon.late import late
from pipeline.lexicon.scripts import Characters, scripts, simplified_only, traditional_only
from pipeline.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.document import Document

__all__ = ["convert", "simplify", "variety_of"]

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN = late("[\u3400-\u9fff\U00020000-\U000323af]")

_JAPANESE = 16
"""A line is Japanese where every sixteenth letter or more is kana …"""
_QUOTING = 4
"""… unless there is one to every four kana, or more, of the traditional characters that Japanese does not write today."""
_LEVEL_2 = 0xD0
"""Where EUC-JP's rows of JIS X 0208 level 2 begin: the characters that Japanese no longer writes are there, or nowhere."""
_STRAY = 4
"""A line with more than four simplified characters for each traditional one is simplified: the rest are names and quotes. A
single traditional one makes no line traditional in a text that is simplified for the most part."""


@functools.cache
def _changing() -> Characters:
    """All characters that may change."""
    return Characters(traditional_only() | scripts().traditional_leaning | names())


@functools.cache
def _sure() -> Characters:
    """The traditional characters without those of names."""
    return Characters(traditional_only() - names())


@functools.cache
def _simplified() -> Characters:
    """The characters of simplified Chinese alone."""
    return Characters(simplified_only())


@functools.cache
def _chinese() -> Characters:
    """The traditional characters that Japanese does not write."""
    return Characters(
        c for c in traditional_only() if len(code := c.encode("euc_jp", "ignore")) != len(b"jp") or code[0] >= _LEVEL_2
    )


def _japanese(line: str) -> bool:
    """Whether kana make the line Japanese."""
    kana = len(_KANA.findall(line))
    letters = kana + len(_HAN.findall(line))
    return kana * _JAPANESE >= letters and kana > _chinese().count(line) * _QUOTING


def _traditional(line: str, *, mostly: bool) -> bool:
    """Whether the line is to be converted; `mostly` says that the text around it is traditional."""
    old = _sure().count(line)
    return (mostly or old > 1) and old * _STRAY >= _simplified().count(line) and not _japanese(line)


def _pieces(text: str) -> list[tuple[str, bool]]:
    """The pieces of `text`, whole lines, each with whether it is traditional; lines side by side that agree are one piece."""
    if not _changing().within(text):
        return [(text, False)]
    if _KANA.search(text) is None and not _simplified().within(text):
        return [(text, True)]
    old = _sure().count(text)
    mostly = old >= _simplified().count(text)
    if not old and not mostly:
        return [(text, False)]
    lines = text.splitlines(keepends=True)
    return [("".join(piece), old) for old, piece in itertools.groupby(lines, lambda line: _traditional(line, mostly=mostly))]


def _converted(pieces: Iterable[tuple[str, bool]], variety: str | None) -> str:
    """The pieces as one text again, the traditional ones in simplified characters."""
    return "".join([simplifier(variety)(piece) if traditional else piece for piece, traditional in pieces])


def convert(text: str, variety: str | None = None) -> str:
    """Traditional `text` in simplified characters, as many as before; what is simplified or Japanese is left alone.

    `variety` says where the text was written: CN (by OpenCC's plain t2s), TW (tw2s), HK (hk2s), or None where that is
    unknown (t2s, with 著 judged by its word as in Taiwan). The vocabulary stays. Raises `KeyError` for another variety.

    >>> convert("鑑於各國意味著什麼"), convert("以上の国々は著しい発展を遂げた")
    ('鉴于各国意味着什么', '以上の国々は著しい発展を遂げた')
    """
    if variety not in CONFIGURATIONS:
        raise KeyError(variety)
    if variety == "CN":
        return simplifier(variety)(text)
    return _converted(_pieces(text), variety)


def _host(document: Document) -> str:
    """The document's host in lower case; empty without an address, or with one that cannot be read."""
    try:
        return (urlsplit(document.url or document.metadata.canonical or "").hostname or "").lower()
    except ValueError:
        return ""


def variety_of(document: Document) -> str | None:
    """Where the document's traditional Chinese was written: HK, TW, or None where nothing or too little tells.

    Evidence is the host, the page's own ``lang``, the caller's market and the wording, weighed as ``varieties.toml`` says.
    """
    host = "." + _host(document)
    languages = [hint.value.strip().lower().replace("_", "-") for hint in document.hints if hint.name in {"lang", "og:locale"}]
    text, table = document.text.value, varieties()
    scores: list[tuple[int, str]] = []
    for variety in table:
        score = variety.suffix * host.endswith(variety.suffixes)
        score += variety.host * host.endswith(variety.hosts)
        score += variety.language * any(tag == own or tag.startswith(own + "-") for tag in languages for own in variety.languages)
        score += variety.market * (document.market in variety.markets)
        score += min(variety.word, len(set(variety.words.findall(text))))
        scores.append((score, variety.name))
    scores.sort(reverse=True)
    (best, name), (second, _) = scores[:2]
    return name if best > second else None


def simplify(document: Document) -> Document:
    """The document in simplified characters, its title, author and publisher with it; only Chinese changes.

    `Language.converted_by` says by which of OpenCC's configurations, where anything was converted.
    """
    if document.language.code != "zh":
        return document
    meta, old = document.metadata, document.text.value
    fields = {name: value for name in ("title", "author", "publisher") if (value := getattr(meta, name))}
    pieces, parts = _pieces(old), {name: _pieces(value) for name, value in fields.items()}
    if not any(traditional for some in (pieces, *parts.values()) for _, traditional in some):
        return document
    variety = variety_of(document)
    new = _converted(pieces, variety)
    changed = {name: after for name, part in parts.items() if (after := _converted(part, variety)) != fields[name]}
    if new == old and not changed:
        return document
    if new != old:
        document = document.rewrite("simplify", [Edit(0, len(old), new)])
    return replace(
        document,
        metadata=replace(meta, **changed),
        language=replace(document.language, converted_by=CONFIGURATIONS[variety]),
    )
