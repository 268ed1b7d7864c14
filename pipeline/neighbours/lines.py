"""The lines that repeat, by host, and the file that holds them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Lines", "LinesError"]

SCHEMA = 1


class LinesError(ValueError):
    """A file of lines that says something that cannot be; names the file, the place and what to do."""


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
