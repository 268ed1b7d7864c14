"""What may be cut from a page's title: the ``[title]`` tables of ``data/languages/<lang>/boilerplate.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from pipeline.lexicon import read_toml
from pipeline.lexicon.boilerplate import LANGUAGES, shape
from pipeline.lexicon.signs import signs

__all__ = ["Titles", "titles"]


class Titles(NamedTuple):
    """What may be cut from a page's title: site and section names, and the signs that set them off."""

    signs: re.Pattern[str]
    site: tuple[str, ...]
    prefix: tuple[str, ...]
    generic: frozenset[str]

    def parts(self, title: str) -> list[str]:
        """The pieces of a page's title between its separators, outer blanks removed."""
        return [piece.strip() for piece in self.signs.split(title) if piece.strip()]


@cache
def titles() -> Titles:
    """The table of title parts, loaded once."""
    site: list[str] = []
    prefix: list[str] = []
    generic: list[str] = []
    apart = ""
    for language in LANGUAGES:
        table = read_toml(f"languages/{language}/boilerplate.toml").get("title", {})
        apart += table.get("signs", "")
        site.extend(table.get("site", ()))
        prefix.extend(table.get("prefix", ()))
        generic.extend(table.get("generic", ()))
    sign = signs()
    loose = "".join(sorted(set(apart) - set(sign["tight"])))
    pattern = rf"\s*+{sign.a_class('tight')}++\s*+|\s++[{re.escape(loose)}]++\s++|\s*+{sign.a_class('dash')}{{1,2}}\s*+"
    return Titles(re.compile(pattern), tuple(dict.fromkeys(site)), tuple(dict.fromkeys(prefix)), frozenset(map(shape, generic)))
