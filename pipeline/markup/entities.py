"""Character references, read as the HTML standard reads them in text.

``html.unescape`` drops references such as ``&#1;`` that the standard keeps, and joins across places that must stay apart;
the names come from the standard library's own table.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

__all__ = ["REFERENCE", "character", "unescape"]

REFERENCE: Final = r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]*+;?)"
"""What may be a character reference; `character` says whether it is one, and how much of it."""

_REFERENCE: Final = re.compile(REFERENCE)
_LAST: Final = 0x10FFFF
_WIDEST: Final = max(map(len, html5))


def character(reference: str) -> tuple[str, int]:
    r"""The characters that `reference` stands for, and its length; ``("", 0)`` where it is just text.

    >>> character("&nbsp;"), character("&#x4e2d;"), character("&ampx"), character("&AT")
    (('\xa0', 6), ('中', 8), ('&', 4), ('', 0))
    """
    if reference[1] == "#":
        digits = reference[2:].rstrip(";")
        base = 10
        if digits[0] in "xX":
            digits, base = digits[1:], 16
        code = int(digits, base) if len(digits.lstrip("0")) < 8 else _LAST + 1
        return _coded(code), len(reference)
    name = reference[1 : _WIDEST + 1]
    found = html5.get(name)
    if found is not None:
        return found, len(name) + 1
    for end in range(min(len(name), 6), 1, -1):  # names that need no semicolon have two to six letters
        found = html5.get(name[:end])
        if found is not None:
            return found, end + 1
    return "", 0


def unescape(text: str) -> str:
    """`text` with its character references read, as in an attribute's value.

    >>> unescape("AT&amp;T &copy=1 &lt;b&gt;")
    'AT&T &copy=1 <b>'
    """
    return _REFERENCE.sub(_replacement, text) if "&" in text else text


def _replacement(match: re.Match[str]) -> str:
    reference = match[0]
    found, length = character(reference)
    if not found:
        return reference
    rest = reference[length:]
    if reference[length - 1] != ";" and reference[1] != "#" and (rest or match.string[match.end() : match.end() + 1] == "="):
        return reference
    return found + rest


def _coded(code: int) -> str:
    if code == 0 or code > _LAST or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore") or chr(code)
    return chr(code)
