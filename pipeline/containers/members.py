"""What comes out of a container: pages, faults, and what is no page. Tuples, since each passes between two processes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Fault", "LeftOut", "Member", "Page", "Reading", "plain_name"]


class Page(NamedTuple):
    """The bytes of one page, its name or number in the container, and what the container says of it."""

    member: str
    raw: bytes
    url: str | None = None
    declared: str | None = None
    published: str | None = None


class Fault(NamedTuple):
    """A member that cannot be read, or (member None) the rest of a container that cannot; `raw` is what there was."""

    member: str | None
    error: str
    message: str
    raw: bytes = b""


class LeftOut(NamedTuple):
    """A member that is no page (a folder, a link, a request, an image …), and why it is left out."""

    member: str
    reason: str


Member = Page | Fault | LeftOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How containers are read. The three fields are names of columns; None finds them by their usual names."""

    body: str | None = None
    url: str | None = None
    date: str | None = None
    largest: int = 64 << 20
    """A document of more bytes is a fault, and is not read to its end."""
    depth: int = 3
    """How many containers may lie within one another."""


def plain_name(name: str) -> str:
    r"""A file's name as text that any JSON can hold: bytes that are not UTF-8 become ``\xff``.

    >>> plain_name(os.fsdecode(b"a\xff.html"))
    'a\\xff.html'
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")


if TYPE_CHECKING:
    Members = Iterator[Member]
