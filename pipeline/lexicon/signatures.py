"""The first bytes by which files that are no text are known."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from pipeline.lexicon import DataError, read_toml

__all__ = ["Signatures", "signatures"]

FILE = "signatures.toml"

_BYTES = re.compile(r"(?:[0-9a-f]{2}|\?\?)+")


class Signatures(NamedTuple):
    """Every signature as one expression, a group for each kind."""

    kinds: tuple[str, ...]
    opening: re.Pattern[bytes]

    def kind(self, raw: bytes) -> str | None:
        """The kind of file that `raw` opens as, or None where it may be text.

        >>> signatures().kind(b"%PDF-1.7")
        'a PDF document'
        """
        match = self.opening.match(raw)
        return None if match is None or match.lastindex is None else self.kinds[match.lastindex - 1]


@functools.cache
def signatures() -> Signatures:
    """The table of ``pipeline/data/signatures.toml``."""
    kinds: list[str] = []
    groups: list[bytes] = []
    for entry in read_toml(FILE)["signature"]:
        kind = str(entry["kind"])
        if kind in kinds:
            raise DataError(FILE, kind, "stands there twice")
        openings: list[bytes] = []
        for digits in entry["bytes"]:
            if not _BYTES.fullmatch(digits):
                raise DataError(FILE, kind, f"{digits} is not bytes in hexadecimal")
            pairs = [digits[i : i + 2] for i in range(0, len(digits), 2)]
            openings.append(b"".join(b"." if pair == "??" else re.escape(bytes.fromhex(pair)) for pair in pairs))
        kinds.append(kind)
        groups.append(b"(" + b"|".join(openings) + b")")
    return Signatures(tuple(kinds), re.compile(b"|".join(groups), re.DOTALL))
