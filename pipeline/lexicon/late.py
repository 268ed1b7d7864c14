"""Regular expressions that are compiled when they are first asked, for pages of a kind or language that few runs meet.

Python compiles a pattern in a tenth of a millisecond, one with many words in ten: all of the program's together take longer than
the first page. A pattern that every page asks gains nothing here, and is a plain `re.compile`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["late"]

_ASKED = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")


class _Late:
    """Stands where a pattern stands; its methods are the pattern's own, once there is one."""

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED and name not in {"flags", "groupindex", "groups", "pattern"}:
            raise AttributeError(f"a late pattern has no {name!r}")
        source = self._source if isinstance(self._source, str) else self._source()
        pattern = re.compile(source, self._flags)
        for asked in _ASKED:
            setattr(self, asked, getattr(pattern, asked))
        return getattr(pattern, name)


def late(source: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """The pattern of `source`, compiled when one of its methods is first called; `source` may be a function that writes it.

    >>> late(r"[0-9]+").findall("3 of 12"), late(lambda: "|".join(["a", "b"])).sub("", "abc")
    (['3', '12'], 'c')
    """
    return cast("re.Pattern[str]", _Late(source, flags))
