"""Lines that repeat across the pages of one host: what a site puts around its articles, learnt from the pages themselves.

`seen` is what one page contributes, `Sample` gathers pages in bounded memory, `Lines` is the outcome: an explicit input of a
run, in a file that people can read and correct. Nothing depends on the order in which pages come. A line counts once for each
story it stands on: pages that are copies of one another (an article at two addresses, its update) are one story, since
what only copies share is the article itself.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import zlib
from bisect import insort
from dataclasses import dataclass, field
from functools import cached_property
from math import isqrt
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.document import Document

__all__ = ["Lines", "LinesError", "Sample", "Seen", "host", "key", "seen"]

SCHEMA = 1
SHORTEST, LONGEST = 4, 2000
"""A shorter line says too little, a longer one is an article that is set as one block."""
SHOWN = 80
"""A longer line is known by its opening and a checksum."""
SENTENCE = 90
"""From so many bytes on (30 wide characters) a line may be a sentence that two stories share, and must stand on half of all."""
LINES = 512
"""The most lines of one page that are looked at: those of the smallest checksums."""
PAGES = 10_000
"""The pages that a sample holds where it is not told otherwise."""
PER_HOST, FEWEST = 64, 8
"""The most pages of a host in a sample, and what that is lowered to before hosts are left out."""
MENTIONED = 1000
"""The most lines of a host that are written."""
RUN, MINIMA, HEARD = 8, 128, 40_000
"""A text is sketched by the least checksums of its runs of so many letters; letters behind the last bound are not heard."""
COPIED = 0.4
"""Texts that share this much of the shorter one are copies."""
LINKED = 0.6
LONGEST_HOST = 253
_LETTERS = re.compile(r"[\W_][\W_]*+")
_HOST = re.compile(r"(?=.*[a-z])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}\.[a-z][a-z0-9-]{1,62}")


class LinesError(ValueError):
    """A file of lines that says something that cannot be; names the file, the place and what to do."""


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


@dataclass(frozen=True)
class Lines:
    """The lines that repeat, by host: on how many of its stories each stands, and how many stories were looked at.

    >>> Lines.parse(b'{"schema": 1, "hosts": {"a.com": {"pages": 9, "lines": {"Follow us": 8}}}}', "lines.json").of("a.com")
    {'Follow us': 8}
    """

    hosts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pages: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> Mapping[str, int]:
        """The lines of a host; none where it is not known."""
        return self.hosts.get(name, {})

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over all that the lines say."""
        return hashlib.sha256(self.to_json()).hexdigest()

    def to_json(self) -> bytes:
        """The file: hosts in order, the most frequent lines first."""
        hosts = {
            name: {"pages": self.pages[name], "lines": dict(sorted(lines.items(), key=lambda item: (-item[1], item[0])))}
            for name, lines in sorted(self.hosts.items())
        }
        return orjson.dumps({"schema": SCHEMA, "hosts": hosts}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read a file. Raises `LinesError` for what is none, `OSError` where it cannot be read."""
        return cls.parse(file.read_bytes(), str(file))

    @classmethod
    def parse(cls, content: bytes, name: str) -> Self:
        """Read what a file of that name holds. Raises `LinesError`, which says what is wrong and where."""
        try:
            table = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise LinesError(f"{name}: is no JSON ({error}); write it with zhengshu learn") from None
        if not isinstance(table, dict) or not isinstance(table.get("hosts"), dict):
            raise LinesError(f"{name}: has no object `hosts`; write it with zhengshu learn")
        if table.get("schema") != SCHEMA:
            raise LinesError(f"{name}: schema is {table.get('schema')!r}, not {SCHEMA}; write it again with zhengshu learn")
        hosts: dict[str, dict[str, int]] = {}
        pages: dict[str, int] = {}
        for place, entry in table["hosts"].items():
            hosts[place], pages[place] = _checked(entry, f"{name}: hosts.{place}")
        return cls(hosts, pages)


def _checked(entry: Any, place: str) -> tuple[dict[str, int], int]:
    """The lines and the pages of one host's entry."""
    if not isinstance(entry, dict) or entry.keys() != {"pages", "lines"}:
        raise LinesError(f"{place}: has other keys than `pages` and `lines`")
    pages, lines = entry["pages"], entry["lines"]
    if type(pages) is not int or pages < 1:
        raise LinesError(f"{place}.pages: {pages!r} is no number of pages")
    if not isinstance(lines, dict):
        raise LinesError(f"{place}.lines: is no object of lines and their counts")
    for line, count in lines.items():
        if type(count) is not int or not 1 <= count <= pages:
            raise LinesError(f"{place}.lines.{line}: {count!r} is no count between 1 and {pages}")
    return lines, pages


class Sample:
    """The pages that lines are counted on, in bounded memory and whatever order they come in.

    Of each host the pages with the smallest checksums are held, at most `PER_HOST`: what repeats on a site repeats in any few
    dozen of its pages. Where all hosts together are over the bound, that number is halved down to `FEWEST`, then half of the
    hosts are left out, by their checksums, and half again. Each step keeps a part of what the one before kept, and how many
    pages a step holds can only grow: so the last step, and all it holds, follow from the pages alone.
    """

    def __init__(self, pages: int = PAGES) -> None:
        self.left_out = 0
        """Hosts' pages that came when their host was left out already."""
        self._bound = max(pages, 1)
        self._per_host, self._share = PER_HOST, 0
        self._held: dict[str, dict[str, Seen]] = {}
        self._order: dict[str, list[str]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, page: Seen) -> None:
        """Take a page in, if it is one of those that are held."""
        if not self._is_in(page.host):
            self.left_out += 1
            return
        held = self._held.setdefault(page.host, {})
        order = self._order.setdefault(page.host, [])
        if page.id in held:  # the same bytes again: told another encoding, they may read otherwise
            held[page.id] = min(held[page.id], page)
            return
        held[page.id] = page
        insort(order, page.id)
        self._count += 1
        self._trim(page.host)
        while self._count > self._bound and self._share < 256:
            self._lower()

    def _is_in(self, name: str) -> bool:
        """Whether a host is among those that are not left out: the first `_share` bits of its checksum are 0."""
        return (
            self._share == 0
            or int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()) >> (256 - self._share) == 0
        )

    def _trim(self, name: str) -> None:
        order = self._order[name]
        while len(order) > self._per_host:
            del self._held[name][order.pop()]
            self._count -= 1

    def _lower(self) -> None:
        if self._per_host > FEWEST:
            self._per_host //= 2
        else:
            self._share += 1
        for name in list(self._held):
            if self._is_in(name):
                self._trim(name)
            else:
                self._count -= len(self._held.pop(name))
                del self._order[name]

    def lines(self) -> Lines:
        """The lines that repeat: on two stories of a host at least, and on the square root of their number, long ones on half."""
        hosts: dict[str, dict[str, int]] = {}
        pages: dict[str, int] = {}
        for name, held in self._held.items():
            stories = _stories([held[page] for page in self._order[name]])
            counts: dict[str, int] = {}
            for story in stories:
                for line in story:
                    counts[line] = counts.get(line, 0) + 1
            least, half = max(2, isqrt(len(stories) - 1) + 1), max(2, (len(stories) + 1) // 2)
            often = ((count, line) for line, count in counts.items() if count >= least)
            found = [(-count, line) for count, line in often if count >= half or len(line.encode()) < SENTENCE]
            if found:
                hosts[name] = {line: -count for count, line in heapq.nsmallest(MENTIONED, found)}
                pages[name] = len(stories)
        return Lines(hosts, pages)


def _stories(pages: list[Seen]) -> list[set[str]]:
    """The lines of each story: pages that are copies, or are joined by a chain of copies, are one."""
    stories: list[list[Seen]] = []
    for page in pages:
        like = [story for story in stories if any(page.copies(other) for other in story)]
        rest = [story for story in stories if not any(story is other for other in like)]
        stories = [*rest, [page, *(other for story in like for other in story)]]
    return [{line for page in story for line in page.lines} for story in stories]
