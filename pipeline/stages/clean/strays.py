"""Stray characters: what no reader sees, and what breaks words and numbers apart for who reads by program.

Nothing that people read changes: full-width digits and letters, marks of other scripts and emoji stay as written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.late import late
from pipeline.record import Note
from pipeline.stages.clean.repair import Repair, mend

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.document import Document

__all__ = ["strays"]

_KINDS = {
    "space": "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000",
    "line": "\x0b\x0c\x1c-\x1e\u2028\u2029",
    "joiner": "\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\U000e0020-\U000e007f",
    "unseen": "\u034f\u061c\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\U000e0100-\U000e01ef",
    "hyphen": "\xad",
    "control": "\x00-\x08\x0e-\x1b\x1f\x7f\ufdd0-\ufdef\ufffe\uffff",
    "c1": "\x80-\x9f",
    "private": "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    "lost": "\ufffd",
}
_SINGLE = frozenset({"space", "line", "c1"})
"""Kinds of which each character is replaced by itself; of the others, a run is one piece."""
_STRAY = late("|".join(f"(?P<{kind}>[{some}]{'' if kind in _SINGLE else '++'})" for kind, some in _KINDS.items()))
_ANY = late(f"[{''.join(_KINDS.values())}]")
"""The first character of any of them: as one set it is looked for ten times as fast."""
_SUSPECT = late("[\ufe00-\ufe0f\ufffc\ufffd\u034f\u3164\uffa0\U000e0100-\U000e01ef]")
"""What ``str.isprintable`` calls printable among the above."""
_NEEDED = late("[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that joiners and direction marks belong to: Hebrew, Arabic, those of India and around, Mongolian."""
_PICTURES = late("[#*0-9\xa9\xae\u2030-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
"""Emoji and the signs that a variation selector or joiner makes one of; a joiner may follow a selector."""
_REASONS = {
    "joiner": "invisible joiner, direction mark or selector",
    "unseen": "invisible character",
    "hyphen": "soft hyphen",
    "control": "control character",
    "private": "glyph of a page's own font",
    "c1": "control character",
}


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The stray characters of `text`, neighbours of a kind together."""
    end = 0
    while (first := _ANY.search(text, end)) is not None and (match := _STRAY.match(text, first.start())) is not None:
        yield match
        end = match.end()


def _wanted(text: str, start: int, end: int) -> bool:
    """Whether joiners, direction marks and selectors at ``[start, end)`` shape what is beside them."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _NEEDED.match(before) or _NEEDED.match(after):
        return True
    return bool(_PICTURES.match(before)) and text[start] not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"


def _alone(text: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` stands between blanks or at an end, as an icon does and a letter does not."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (not before or before.isspace()) and (not after or after.isspace())


def strays(document: Document) -> Document:
    """The document without stray characters.

    Spaces of every kind become plain ones, and line separators line feeds. Invisible and control characters go, but joiners
    and selectors stay where a script or an emoji needs them. Windows-1252's signs that were read as controls are put back.
    A private-use glyph goes where it stands alone, as icons do; within text it stays, like a replacement character, and one
    note says how many there are and where the first is.
    """
    text = document.text.value
    if text.replace("\n", "").replace("\t", "").isprintable() and not _SUSPECT.search(text):
        return document
    repairs: list[Repair] = []
    kept: dict[str, list[int]] = {}
    for match in _matches(text):
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if kind in {"space", "line"}:
            repairs.append(Repair(start, end, " " if kind == "space" else "\n", ""))
        elif kind == "c1":
            repairs.append(Repair(start, end, match[0].encode("latin-1").decode("cp1252", "ignore"), _REASONS[kind]))
        elif kind == "lost" or (kind == "private" and not _alone(text, start, end)):
            kept.setdefault(kind, []).extend(range(start, end))
        elif kind != "joiner" or not _wanted(text, start, end):
            repairs.append(Repair(start, end, "", _REASONS[kind]))
    notes = [_note(document, kind, places) for kind, places in kept.items()]
    document = mend(document, "stray", repairs)
    return replace(document, notes=(*document.notes, *notes)) if notes else document


def _note(document: Document, kind: str, places: list[int]) -> Note:
    """The doubt about characters that stay though they cannot be read."""
    what = "replacement" if kind == "lost" else "private-use"
    first = document.text.span(places[0], places[0] + 1)
    return Note(f"{what}_character", f"{len(places)} {what} characters stay in the text; the first is here", *first)
