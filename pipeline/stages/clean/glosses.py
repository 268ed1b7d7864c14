"""Reading aids in brackets: the (guó) of 國(guó), which some pages put behind every other character.

They break words and figures apart, 1.4萬(wàn)億, and say nothing that the text does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.readings import LONGEST, phonetics, readings, syllable
from pipeline.stages.clean.repair import Repair, mend

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["glosses"]

_BRACKET = re.compile(
    "[(（] ?("
    "[a-zA-Z\xc0-\u01ff\u0251\u0261\u0300-\u036f\u1e00-\u1eff:1-5 ]{1,40}"
    "|[\u3105-\u312f\u02ca\u02c7\u02cb\u02d9 ]{1,24}"
    ")[)）]"
)
_SEVERAL = 3
"""So many glosses with tones in a document, and those without a tone go too."""
_REASON = "reading aid of the character before it"


def _judge(text: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether the bracket spells the characters before it, one syllable each, and whether every syllable has its tone."""
    words = match[1].split()
    start = match.start() - len(words)
    if not words or start < 0:
        return False, False
    toned = True
    for character, word in zip(text[start : match.start()], words, strict=True):
        reading = syllable(word)
        if reading is None:
            return False, False
        if character.isascii() or len(reading.syllable) > LONGEST or not (reading.tone or word.islower()):
            return False, False
        known = phonetics(character) if reading.bopomofo else readings(character)
        if reading.tone:
            if reading not in known:
                return False, False
        elif any(reading.syllable == other.syllable for other in known):
            toned = False
        else:
            return False, False
    return True, toned


def glosses(document: Document, toned: int = 0) -> Document:
    """The document without the brackets that hold a reading of the character before them, and no others.

    A reading with its tone (mark or number, pinyin or bopomofo) is enough. One without stays unless the document has
    several with: (Jefferies) and (ARR) are no readings, but (an) could be, or a word. A bracket over several characters
    goes when it spells each of them with its tone. `toned` is how many glosses with tones are known beside the text.
    """
    text = document.text.value
    if "(" not in text and "（" not in text:
        return document
    sure: list[Repair] = []
    likely: list[Repair] = []
    for match in _BRACKET.finditer(text):
        gloss, full = _judge(text, match)
        if gloss and full:
            sure.append(Repair(match.start(), match.end(), "", _REASON))
        elif gloss and " " not in match[1].strip():
            likely.append(Repair(match.start(), match.end(), "", _REASON))
    if toned + len(sure) >= _SEVERAL:
        sure = sorted(sure + likely)
    return mend(document, "gloss", sure)
