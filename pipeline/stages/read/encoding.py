"""Which encoding a page is in: what the bytes say first, what labels say second.

A byte order mark decides, then strict UTF-8. Everything else is weighed: each label (HTTP's, the page's own) and each
common encoding reads the same sample of the page, and the reading that costs least bits wins; a label is worth some bits
and no more, because labels are wrong often enough and a multi-byte codec decodes almost anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.encodings import codec, encodings
from pipeline.record import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.encodings import Encodings

__all__ = ["Decoded", "decipher"]

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"), (b"\x84\x31\x95\x33", "gb18030"))
"""Byte order marks and the encodings they decide."""

HEAD = 4096
"""Bytes in which a page's own label is looked for, and by which wide characters are recognised."""
SAMPLE = 1024
"""Bytes outside ASCII runs that are weighed, half from the start of the page and half from its middle."""
SHORT = 40
"""Fewer bytes outside ASCII than this, without a label, are too few to be sure of."""

LABEL = 12
"""Bits that a label is worth."""
DEFAULT_LABEL = 3
"""Bits that a label is worth which servers and editors write without being asked."""
DETECTOR = 4
"""Bits that chardet's word is worth."""
UTF8 = 4
"""Surprise of UTF-8 with faults in it, in bits."""
CONVINCING = 5.75
"""Bits for a byte outside ASCII below which a labelled multi-byte reading needs no rival: wrong ones cost 7 and more."""
CLEAR = 6.9
"""Bits for a byte outside ASCII below which a multi-byte reading needs no rival of one byte a character."""
DOUBTFUL = 7.0
"""Bits for a byte outside ASCII above which the detector is asked as well."""
DOUBTFUL_NARROW = 8.5
"""The same for a reading of one byte a character."""
CLOSE = 12
"""Bits between the best reading and the next below which a guess is noted as one."""
WIDE = 13
"""Bits for a character below which bytes with NULs are UTF-16; read as such, other text costs 20."""

_TOKEN = re.compile(rb"[\x80-\xff][^\s<>]*+")
_EDGE = re.compile(rb"[\s<>]")
_EDGES = (b" ", b"\n", b"<", b">")
_TAG = re.compile(rb"<[^<>]*+>")
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?([^\s\"';]++)", re.IGNORECASE)
_ASCII = bytes(range(0x80))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the WHATWG name of the encoding it was read by, and what was doubted or repaired."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


class Bid(NamedTuple):
    """A reading of the sample and what it costs: `bits` with what is known beforehand, `rate` for a byte outside ASCII."""

    bits: int
    encoding: str
    rate: float


def decipher(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of `raw`, read as ``raw.decode(codec, "replace")`` reads it, without a byte order mark.

    `declared` is a label from outside (a charset, or a whole Content-Type), possibly wrong.

    >>> decipher("财报".encode("gb18030"), "iso-8859-1").text
    '财报'
    """
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _decoded(raw, name)
    wide = _wide(raw)
    if wide is not None:
        return _decoded(raw, wide)
    if raw.isascii() and b"\x1b$" in raw:
        return _decoded(raw, "iso-2022-jp")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return _weighed(raw, declared, error.start)
    if len(raw) < 4 * SHORT and "\x7f" < max(text, default="") < "\u0800":
        # A few GBK or Big5 characters can be well-formed UTF-8, of two-byte characters only.
        return _weighed(raw, declared, 0)
    return Decoded(text, "utf-8")


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: NULs there are, and as UTF-16 the text makes sense."""
    head = raw[: HEAD // 2 * 2]
    if b"\0" not in head or len(raw) % 2:
        return None
    for name in ("utf-16le", "utf-16be"):
        text = head.decode(codec(name), "replace")
        if encodings().costs(name).of(text) < WIDE * len(text):
            return name
    return None


def _labels(raw: bytes, declared: str | None, table: Encodings) -> Iterator[str]:
    """The encodings that HTTP and the page itself name, by their WHATWG names."""
    from bs4.dammit import EncodingDetector  # noqa: PLC0415 - 200 ms, and UTF-8 needs no label

    charset = _CHARSET.search(declared) if declared else None
    for label in (charset[1] if charset else declared, EncodingDetector.find_declared_encoding(raw[:HEAD], is_html=True)):
        name = table.name(label)
        if name is not None:
            yield name


def _sample(raw: bytes, fault: int) -> bytes:
    """What is not ASCII of the start and the middle of `raw`, in pieces that begin and end between characters.

    A run begins at its first byte outside ASCII, which no encoding here has as the second of a character, and ends at white
    space or an angle bracket, which none has either; a letter before it is kept as its neighbour. Before `fault` there is
    little or nothing outside ASCII.
    """
    start = max(raw.rfind(edge, 0, fault) for edge in _EDGES)
    middle = _EDGE.search(raw, max(start, 0) + (len(raw) - max(start, 0)) // 2)
    windows = [(max(start, 0), len(raw))] if middle is None else [(max(start, 0), middle.start()), (middle.start(), len(raw))]
    pieces: list[bytes] = []
    for begin, end in windows:
        room = SAMPLE // len(windows)
        for match in _TOKEN.finditer(raw, begin, end):
            before = raw[match.start() - 1 : match.start()]
            pieces.append((before if before.isalpha() else b"") + match[0][:room])
            room -= len(match[0])
            if room <= 0:
                break
    return b" ".join(pieces)


def _weighed(raw: bytes, declared: str | None, fault: int) -> Decoded:
    """The likeliest reading of bytes that nothing decides; `fault` is where UTF-8 broke off."""
    table = encodings()
    labels = list(dict.fromkeys(_labels(raw, declared, table)))
    sample = _sample(raw, fault)
    high = len(sample.translate(None, _ASCII)) or 1
    plain = (len(sample) - high) * table.costs("utf-8").of(" ")

    def bid(name: str, prior: int) -> Bid:
        bits = table.costs(name).of(sample.decode(codec(name), "replace"))
        return Bid(bits + prior, name, (bits - plain) / high)

    bids: list[Bid] = []
    for label in labels:
        family = table.family_of.get(label)
        bids.append(bid(label, -DEFAULT_LABEL if family == "western" else -LABEL))
        if bids[-1].rate < CONVINCING and high >= SHORT and family in table.wide:
            return _decoded(raw, label, _overruled(labels, label))
    read = {codec(label) for label in labels}
    rivals = {"utf-8": UTF8, **table.priors}
    for wide in (True, False):
        bids += [
            bid(name, prior)
            for name, prior in rivals.items()
            if (table.family_of.get(name) in table.wide) is wide and codec(name) not in read
        ]
        if high >= SHORT and min(bids).rate < CLEAR:
            break
    best = min(bids)
    rest = [other.bits for other in bids if codec(other.encoding) != codec(best.encoding)]
    narrow = table.family_of.get(best.encoding) not in table.wide
    if best.rate > (DOUBTFUL_NARROW if narrow else DOUBTFUL) or (narrow and min(rest, default=0) - best.bits < CLOSE):
        found = table.name(_detected(raw, fault))
        if found is not None:
            bids.append(bid(found, -DETECTOR))
            best = min(bids)
    notes = _overruled(labels, best.encoding)
    rival = min((other for other in bids if codec(other.encoding) != codec(best.encoding)), default=None)
    if best.encoding not in labels and rival and (high < SHORT or rival.bits - best.bits < CLOSE):
        message = f"read as {best.encoding} by its {high} bytes outside ASCII, which are few; next likeliest: {rival.encoding}"
        notes = (*notes, Note("encoding-guessed", message))
    return _decoded(raw, best.encoding, notes)


def _detected(raw: bytes, fault: int) -> str | None:
    """What chardet makes of the page about `fault`, its tags removed."""
    import chardet  # noqa: PLC0415 - 100 ms, and hardly a page needs it

    start = max(0, fault - HEAD // 4)
    return chardet.detect(_TAG.sub(b" ", raw[start : start + 2 * HEAD])[:HEAD])["encoding"]


def _overruled(labels: list[str], encoding: str) -> tuple[Note, ...]:
    """A note on each label that is not what the bytes are."""
    return tuple(
        Note("encoding-label", f"labelled {label}, but its bytes are {encoding}")
        for label in labels
        if codec(label) != codec(encoding)
    )


def _decoded(raw: bytes, encoding: str, notes: tuple[Note, ...] = ()) -> Decoded:
    """`raw` by `encoding`; bytes that it does not decode become U+FFFD, and are noted."""
    name = codec(encoding)
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        text = raw.decode(name, "replace")
        first = len(raw[: error.start].decode(name, "replace"))
        first -= text.startswith("\ufeff")
        message = f"byte {error.start} is the first that {encoding} does not decode; such bytes are read as U+FFFD"
        notes = (*notes, Note("undecodable", message, first, first + 1))
    return Decoded(text.removeprefix("\ufeff"), encoding, notes)
