"""Signs of writing: what ends a sentence, what sets names apart, what may stand around a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon import DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Signs", "signs"]

FILE = "signs.toml"
NEEDED = (
    "full", "exclaim", "dots", "point", "pause", "close", "open", "shut", "colon", "list", "bar", "field", "item", "trail",
    "round_open", "round_shut", "edge", "value", "lead", "tight", "loose", "dash", "day_gap", "joiner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs by the names of ``data/signs.toml``, and the patterns made of them.

    `marks` finds a sign within or behind a sentence, `ended` the end of a text that ends like a sentence, `stops` the end
    of a sentence that no headline has, `listed` the opening of a list's item or of a labelled figure, `fields` what parts
    a menu's line, `names` what sets names apart, `full` a sign that only a sentence's end has.
    """

    of: Mapping[str, str]
    marks: re.Pattern[str]
    ended: re.Pattern[str]
    stops: re.Pattern[str]
    listed: re.Pattern[str]
    fields: re.Pattern[str]
    names: re.Pattern[str]
    full: re.Pattern[str]

    def __getitem__(self, name: str) -> str:
        return self.of[name]

    def a_class(self, *names: str) -> str:
        """A character class of the signs under `names`, for a pattern."""
        return "[" + re.escape("".join(self.of[name] for name in names)) + "]"


@cache
def signs() -> Signs:
    """The table of signs, loaded once.

    >>> bool(signs().ended.search("营收增长。”")), bool(signs().ended.search("营收增长"))
    (True, False)
    """
    of = read_toml(FILE)
    for name in NEEDED:
        if not isinstance(of.get(name), str) or not of[name]:
            raise DataError(FILE, name, "is missing or empty")

    def one(*names: str) -> str:
        return "[" + re.escape("".join(of[name] for name in names)) + "]"

    point = re.escape(of["point"])  # the patterns open with a class, which `re` looks for quickly
    return Signs(
        of,
        re.compile(rf"{one('full', 'exclaim', 'dots', 'pause', 'close', 'point')}(?:(?<!{point})|(?=\s|$))"),
        re.compile(rf"{one('full', 'exclaim', 'dots', 'point')}(?:(?>{one('close')}|\s))*+$"),
        re.compile(
            rf"{one('full', 'point', 'exclaim', 'dots')}"
            rf"(?:(?<={one('full')})|(?<={point})(?:\s|{one('close')}|$)|(?<={one('exclaim', 'dots')}){one('close')})"
        ),
        re.compile(
            rf"\s*+{one('round_open')}?\d{{1,2}}{one('item')}\s?\D|[^{re.escape(of['colon'])}]{{2,12}}{one('colon')}\s?\D{{0,6}}\d"
        ),
        re.compile(rf"{one('bar')}|\s{{2,}}|\t"),
        re.compile(rf"[\s{re.escape(of['list'])}]++"),
        re.compile(one("full")),
    )
