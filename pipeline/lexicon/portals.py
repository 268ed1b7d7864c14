"""How portals lay out their pages: one file a portal, and one of names that any site may use.

A profile is keyed by host. Names are words of an element's class or id attribute, in lower case, compared whole.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.lexicon import DATA, DataError, packs, read_toml
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.boilerplate import shape
from pipeline.lexicon.late import late

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Layout", "Portal", "general", "layout", "portals"]

FOLDER = "portals"
GENERAL = "layout.toml"
FEW_LETTERS = 4


class Portal(NamedTuple):
    """One portal: hosts it serves, where its articles stand, what goes from within, and how that is known.

    Its fields are the keys of a profile; `name`, `hosts` and `evidence` are required.
    """

    name: str
    publisher: str | None
    """What it calls itself."""
    hosts: tuple[str, ...]
    """Its hosts, and all under them."""
    containers: frozenset[str]
    """Class or id words of the element that holds an article."""
    drops: frozenset[str]
    """Those of parts within it that are not the article."""
    tails: tuple[str, ...]
    """Lines that end an article."""
    lines: tuple[str, ...]
    """Lines that go wherever they stand."""
    marks: tuple[str, ...]
    """Class or id words that no other portal has, for pages without an address."""
    evidence: str


class Layout(NamedTuple):
    """What is known of a page's layout: the names of any site, and its portal's."""

    portal: str | None
    containers: frozenset[str]
    drops: frozenset[str]
    tails: tuple[str, ...]
    lines: tuple[str, ...]
    bodies: frozenset[str]
    aside: re.Pattern[str]
    aside_words: frozenset[str]
    strong: re.Pattern[str]
    spared: re.Pattern[str]
    talk: re.Pattern[str]
    captions: re.Pattern[str]
    apart: re.Pattern[str]
    """`apart` finds what `captions`, `strong` or `aside` finds: most names say nothing, and are asked once."""


def _strings(file: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise DataError(file, key, "is no list of texts")
    return tuple(value)


@cache
def portals() -> tuple[Portal, ...]:
    """Every profile, in order of file name, then those of installed packs. Raises `DataError` naming file, key and reason."""
    found = []
    own = sorted(f"{FOLDER}/{entry.name}" for entry in (DATA / FOLDER).iterdir() if entry.name.endswith(".toml"))
    for file in (*own, *packs(FOLDER)):
        table = read_toml(file)
        for key in ("name", "evidence"):
            if not isinstance(table.get(key), str) or not table[key].strip():
                raise DataError(file, key, "is missing: a profile says how it is known")
        for key in table:
            if key not in Portal._fields:
                raise DataError(file, key, "is no key of a profile")
        hosts = _strings(file, table, "hosts")
        if not hosts:
            raise DataError(file, "hosts", "is empty")
        found.append(
            Portal(
                table["name"],
                table.get("publisher"),
                hosts,
                frozenset(_strings(file, table, "containers")),
                frozenset(_strings(file, table, "drops")),
                tuple(map(shape, _strings(file, table, "tails"))),
                tuple(map(shape, _strings(file, table, "lines"))),
                _strings(file, table, "marks"),
                table["evidence"],
            )
        )
    return tuple(found)


@cache
def general() -> Layout:
    """The names of any site, from ``data/layout.toml``."""
    table = read_toml(GENERAL)
    bodies = frozenset(_strings(GENERAL, table, "bodies"))
    if not bodies:
        raise DataError(GENERAL, "bodies", "is empty")
    pieces = {key: _pieces(table, key) for key in ("aside", "strong", "spared", "talk", "captions")}
    found = {key: late(partial(_any_of, value)) for key, value in pieces.items()}
    apart = re.compile(_any_of([*pieces["captions"], *pieces["strong"], *pieces["aside"]]))
    words = frozenset(_strings(GENERAL, table, "aside_words"))
    return Layout(None, frozenset(), frozenset(), (), (), bodies, aside_words=words, apart=apart, **found)


def _pieces(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The pieces of names under `key`."""
    pieces = _strings(GENERAL, table, key)
    if not pieces:
        raise DataError(GENERAL, key, "is empty")
    return pieces


def _any_of(pieces: Iterable[str]) -> str:
    """One pattern that finds any of the pieces, told apart by their first characters as a trie tells them.

    One of few letters is heard only where no letters stand around it (head- is no ad-).
    """
    by_first: dict[str, tuple[set[str], list[str]]] = {}
    for piece in sorted(set(pieces)):
        long, short = by_first.setdefault(piece[0], (set(), []))
        if len(piece.strip("-_")) > FEW_LETTERS:
            long.add(piece[1:])
        else:
            before = f"(?<![a-z]{piece[0]})" if piece[0].isalpha() else ""
            behind = "(?![a-z])" if piece[-1].isalpha() else ""
            short.append(before + re.escape(piece[1:]) + behind)
    return "|".join(f"{re.escape(f)}(?:{'|'.join([alternation(g), *h])})" for f, (g, h) in by_first.items())


@cache
def _by_host() -> Mapping[str, Portal]:
    found: dict[str, Portal] = {}
    for portal in portals():
        for host in portal.hosts:
            if host in found:
                raise DataError(FOLDER, host, f"stands in {found[host].name} and {portal.name}")
            found[host] = portal
    return found


def layout(addresses: tuple[str, ...], names: str) -> Layout:
    """What is known of a page: by the host of one of its addresses, else by a mark (a class or id word) of one portal only.

    >>> layout(("https://www.163.com/dy/article/X.html",), "").portal
    'netease'
    """
    portal = _portal(addresses, names)
    base = general()
    if portal is None:
        return base
    return base._replace(
        portal=portal.name,
        containers=portal.containers,
        drops=portal.drops,
        tails=portal.tails,
        lines=portal.lines,
    )


def _host(address: str) -> str:
    """The host of an address, empty where it is none: a page may state anything."""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower()
    except ValueError:
        return ""


def _portal(addresses: tuple[str, ...], names: str) -> Portal | None:
    known = _by_host()
    for address in addresses:
        host = _host(address)
        while host:
            if host in known:
                return known[host]
            host = host.partition(".")[2]
    if names:
        words = set(names.split())
        for portal in portals():
            if portal.marks and not words.isdisjoint(portal.marks):
                return portal
    return None
