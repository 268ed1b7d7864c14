"""What a page is written in: HTML, Markdown or flat text, by its content first and its name second; or no text at all."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pipeline.lexicon.signatures import signatures

__all__ = ["media_type", "not_text"]

HEAD = 4096
"""Characters by which the kind is told."""

HTML_NAMES = frozenset({".asp", ".aspx", ".htm", ".html", ".jsp", ".php", ".phtml", ".shtml", ".xht", ".xhtml", ".xml"})
MARKDOWN_NAMES = frozenset({".markdown", ".md", ".mdown", ".mdx", ".mkd", ".qmd", ".rmd"})
FLAT_NAMES = frozenset({".text", ".txt"})

_FRONT = re.compile(
    r"\s*+(?:---[ \t]*+\r?\n(?:(?>[ \t]*+(?:\#[^\n]*+)?\n))*+[\w\"'-]++[ \t]*+:(?s:.*?)^(?:---|\.\.\.)[ \t]*+\r?$"
    r"|\+\+\+[ \t]*+\r?\n(?s:.*?)^\+\+\+[ \t]*+\r?$)",
    re.MULTILINE,
)
"""Front matter from its first fence to its last: YAML opens with a key, TOML may be empty."""

_DOCUMENT = re.compile(r"<(?:!doctype\s++html|html|head|body|frameset)\b", re.IGNORECASE)
_CLOSE = re.compile(r"</(?:html|body)\s*+>", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?>\s++|<!--(?s:.*?)-->|<\?[^>]*+>))*+")
_TAG = re.compile(
    r"</?(?:a|article|aside|b|blockquote|br|center|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input"
    r"|li|link|main|meta|nav|noscript|ol|option|p|script|section|select|small|span|strong|style|sub|sup|svg|table|tbody|td|th"
    r"|thead|title|tr|u|ul|video)\b[^<>]*+>",
    re.IGNORECASE,
)
_SIGNS = tuple(
    re.compile(sign, re.MULTILINE)
    for sign in (
        r"^\#{1,6}[ \t]++\S",
        r"^[ \t]*+\|?[ \t]*+:?-{3,}+:?[ \t]*+\|[-:| \t]*+\r?$",
        r"^(?:```|~~~)",
        r"!?\[[^\[\]\n]*+\]\([^()\s]++\)",
        r"\*\*[^*\s][^*\n]*+\*\*",
        r"^[ \t]*+[-*+][ \t]++\S",
        r"^>[ \t]?\S",
        r"^\[\^?[^\[\]\n]++\]:",
    )
)
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")


def not_text(raw: bytes, text: str) -> str | None:
    """Why `raw` is no page: ``empty`` or ``not text: …``; None where it is one. `text` is what it was decoded to.

    >>> not_text(b"%PDF-1.7 ...", "%PDF-1.7 ...")
    'not text: it opens as a PDF document'
    """
    kind = signatures().kind(raw)
    if kind is not None:
        return f"not text: it opens as {kind}"
    if not text or text.isspace():
        return "empty"
    head = text[:HEAD]
    faults = len(_CONTROL.findall(head))
    if faults * 10 > len(head) and (faults >= 8 or faults * 2 > len(head)):
        return f"not text: {faults} of the first {len(head)} characters are control characters or undecodable"
    return None


def media_type(text: str, path: str = "") -> str:
    """``text/html``, ``text/markdown`` or ``text/plain``.

    Front matter and a document's own first tag decide; then the file's name, where the content does not speak against
    it; then how much markup of either kind there is.

    >>> media_type("<!DOCTYPE html><title>Results", "a.txt")
    'text/html'
    """
    suffix = PurePosixPath(path).suffix.lower()
    head = text[:HEAD]
    lead = _LEAD.match(head)
    start = lead.end() if lead else 0
    document = _DOCUMENT.match(head, start) is not None
    if _FRONT.match(text[: 4 * HEAD]) or (suffix in MARKDOWN_NAMES and not document):
        return "text/markdown"
    if document:
        return "text/html"
    signs = [sign.search(head) is not None for sign in _SIGNS]
    if _is_html(text, start, suffix, sum(signs)):
        return "text/html"
    # In a file named as flat text only a heading or a table's rule is sure: the rest is written in plain text as well.
    if sum(signs) >= 2 and (suffix not in FLAT_NAMES or any(signs[:2])):
        return "text/markdown"
    return "text/plain"


def _is_html(text: str, start: int, suffix: str, signs: int) -> bool:
    """Whether `text`, which opens at `start` with no document's tag, is a page of markup.

    `signs` counts the kinds of Markdown's marks in it.
    """
    head = text[:HEAD]
    if suffix in HTML_NAMES and "<" in head:
        return True
    if _DOCUMENT.search(head) and (text.startswith("<", start) or _CLOSE.search(text, max(0, len(text) - HEAD))):
        return True
    tags = len(_TAG.findall(head))
    return tags >= 3 and tags * (100 if suffix in FLAT_NAMES else 400) > len(head) and signs < 2
