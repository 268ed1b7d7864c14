"""What one page says to its neighbours: its host, its lines, and a sketch of its article to know copies by."""

from __future__ import annotations

import hashlib
import heapq
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urlsplit

import orjson

if TYPE_CHECKING:
    from pipeline.document import Document

__all__ = ["LINES", "Seen", "host", "key", "seen"]

SHORTEST, LONGEST = 4, 2000
"""A shorter line says too little, a longer one is an article that is set as one block."""
SHOWN = 80
"""A longer line is known by its opening and a checksum."""
LINES = 512
"""The most lines of one page that are looked at: those of the smallest checksums."""
RUN, MINIMA, HEARD = 8, 128, 40_000
"""A text is sketched by the least checksums of its runs of so many letters; letters behind the last bound are not heard."""
COPIED = 0.4
"""Texts that share this much of the shorter one are copies."""
LINKED = 0.6
"""From this share of linked characters on a line is a link."""
LONGEST_HOST = 253
_LETTERS = re.compile(r"[\W_][\W_]*+")
_HOST = re.compile(r"(?=.*[a-z])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}\.[a-z][a-z0-9-]{1,62}")


def host(document: Document) -> str:
    """The host whose page this is: by its address, by what the page states, by a folder named after it; empty where unknown.

    >>> from pipeline.document import Document
    >>> host(Document(raw=b"", url="https://www.Example.com/a")), host(Document(raw=b"", path="news.example.com/2024/a.txt"))
    ('example.com', 'news.example.com')
    """
    stated = (hint.value for hint in document.hints if hint.name in {"canonical", "og:url"})
    for address in (document.url or "", *stated):
        found = _host(address)
        if found:
            return found
    folder, slash, _ = document.path.lower().partition("/")
    return folder.removeprefix("www.") if slash and _HOST.fullmatch(folder) else ""


def _host(address: str) -> str:
    if "//" not in address:
        return ""
    try:
        found = urlsplit(address.strip()).hostname or ""
    except ValueError:  # a page may state anything
        return ""
    return found.removeprefix("www.") if found.isprintable() and len(found) <= LONGEST_HOST else ""


def key(text: str) -> str:
    r"""What a line is known by: itself, with white space made even; a long one by its opening and a checksum.

    >>> key("分享到  微博\n")
    '分享到 微博'
    """
    line = " ".join(text.split())
    if len(line) <= SHOWN:
        return line
    checksum = hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{line[:SHOWN]} … {checksum}"


class Seen(NamedTuple):
    """One page of a host: SHA-256 of its bytes, its lines, and the sketch of its article with the number of its runs."""

    host: str
    id: str
    lines: tuple[str, ...]
    sketch: tuple[int, ...]
    runs: int

    def to_json(self) -> bytes:
        """The same as JSON, to be handed from process to process."""
        return orjson.dumps(list(self))

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read what `to_json` wrote."""
        name, page, lines, sketch, runs = orjson.loads(content)
        return cls(name, page, tuple(lines), tuple(sketch), runs)

    def copies(self, other: Seen) -> bool:
        """Whether both pages tell one story, as far as their sketches say."""
        if not self.sketch or not other.sketch:
            return self.sketch == other.sketch
        both = heapq.nsmallest(MINIMA, {*self.sketch, *other.sketch})
        shared = len({*both}.intersection(self.sketch, other.sketch)) / len(both)
        return shared * (self.runs + other.runs) >= COPIED * (1 + shared) * min(self.runs, other.runs)


def seen(document: Document) -> Seen | None:
    """What a page that has travelled as far as ``strip`` contributes; None where it has no article.

    Links and the title are left out: a headline stands in the lists of other pages, and is no boilerplate.
    """
    if document.reason is not None:
        return None
    title = key(document.metadata.title or "")
    lines = set()
    for passage in document.passages:
        text = passage.text
        if passage.visible and SHORTEST <= len(text) <= LONGEST and passage.links <= LINKED * len(text):
            lines.add(key(text))
    lines.discard(title)
    known = sorted(line for line in lines if len(line) >= SHORTEST and _is_text(line))
    if len(known) > LINES:
        known = sorted(heapq.nsmallest(LINES, known, key=lambda line: (zlib.crc32(line.encode()), line)))
    sketch, runs = _sketch(document.text.value)
    return Seen(host(document), hashlib.sha256(document.raw).hexdigest(), tuple(known), sketch, runs)


def _is_text(line: str) -> bool:
    """Whether a line can be written as UTF-8: a broken page may hold halves of characters."""
    return line.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in line)


def _sketch(text: str) -> tuple[tuple[int, ...], int]:
    """The least checksums of a text's runs of letters, in order, and how many runs there are (Broder's bottom-k sketch)."""
    written = _LETTERS.sub("", text[: 2 * HEARD]).lower()[:HEARD].encode("utf-32-le", "replace")
    width = 4 * RUN
    found = {zlib.crc32(written[i : i + width]) for i in range(0, max(len(written) - width + 4, 1), 4)} if written else set()
    return tuple(heapq.nsmallest(MINIMA, found)), len(found)
