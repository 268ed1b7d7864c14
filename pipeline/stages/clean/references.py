"""Reference marks: ↩︎ behind a note, and the digit behind a sentence that leads to it.

A digit is taken for a mark only where the page has the note. Everything else is left to be read as a figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.notes import notes
from pipeline.stages.clean.repair import Repair, mend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.document import Document

__all__ = ["references"]

_SELECTORS = "\ufe0e\ufe0f"
"""What says whether an arrow is drawn as text or as a picture."""


def _back(line: str, arrows: str) -> int | None:
    """Where the arrows back to the text begin that end `line`, with the blanks around them; None without any."""
    if not any(arrow in line for arrow in arrows):
        return None
    start = len(line.rstrip(arrows + _SELECTORS + " \t"))
    while line[start : start + 1] in _SELECTORS and start < len(line):
        start += 1
    return start if any(arrow in line[start:] for arrow in arrows) else None


def _backlinks(document: Document) -> Document:
    """The document without the arrows that end its lines."""
    text, table = document.text.value, notes()
    repairs: list[Repair] = []
    at = 0
    while (arrow := table.arrow.search(text, at)) is not None:
        begin = text.rfind("\n", at, arrow.start()) + 1 or at
        at = text.find("\n", arrow.end())
        at = len(text) if at < 0 else at
        start = _back(text[begin:at], table.arrows)
        if start is not None:
            repairs.append(Repair(begin + start, at, "", "link back to the text"))
    return mend(document, "backlink", repairs)


def _listed(document: Document) -> Iterator[int]:
    """The numbers of the notes that the page has, kept or not.

    A list of notes is what stands under a heading that says so, numbered or a list by its markup; or every passage with a
    mark that leads back, which have their numbers by order.
    """
    under = False
    backs = items = 0
    table = notes()
    for passage in document.passages:
        text = passage.text.strip()
        if _back(text, table.arrows) is not None:
            backs += 1
            yield backs
        if text.rstrip("：: ").lower() in table.headings:
            under, items = True, 0
        elif not text:
            continue
        elif under and (match := table.label.match(text)):
            items += 1
            yield int(match[1])
        elif under and passage.kind == "list_item":
            items += 1
            yield items
        else:
            under = False


def references(document: Document) -> Document:
    """The document without back-links at line ends, and without the numbers of notes that the page lists.

    A number goes where it is stuck to the end of a sentence and a line or a new sentence begins behind it, or where it
    stands in square brackets. “。3 家公司” stays: what follows says that it counts.
    """
    document = _backlinks(document)
    if not document.passages:
        return document
    text = document.text.value
    marks = [(match, int(match[1] or match[0])) for match in notes().mark.finditer(text)]
    if not marks:
        return document
    listed = frozenset(_listed(document))
    counters = notes().counters
    repairs = [
        Repair(match.start(), match.end(), "", f"mark of note {number}")
        for match, number in marks
        if number in listed
        and (match[1] or text[match.end() : match.end() + 1] != " " or text[match.end() + 1 : match.end() + 2] not in counters)
    ]
    return mend(document, "footnote", repairs)
