"""The standard names of what is measured: words of four languages to one canonical key."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon import DataError, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Metric", "Metrics", "metrics"]

_FILE = "metrics.toml"
_LANGUAGES = ("zh", "en", "ja", "ko")
_KINDS = frozenset({"money", "percent", "multiple", "count", "measure", "number", "duration", "rank"})


class Metric(NamedTuple):
    """A standard metric: its key, the kinds of figure that state it, and whether its word turns the sign (亏损).

    `stock` says that it is counted at a moment (assets, staff), not through a time (revenue).
    `country` says that, where no company is spoken of, it is a country that has it (GDP). `sorting` says that what stands before
    its word says which sort of it is meant, not whose it is (人民币贷款); `deed` that its words may be verbs and are read so.
    """

    key: str
    kinds: frozenset[str]
    loss: bool
    country: bool
    stock: bool = False
    sorting: bool = False
    deed: bool = False


class Metrics(NamedTuple):
    """The table, looked up by word."""

    by_word: Mapping[str, Mapping[str, Metric]]
    longest: int
    ending: Mapping[str, Mapping[str, tuple[int, ...]]]
    """By language and last character, how long the words are that end with it, the longest first."""

    def words(self, language: str) -> Iterable[str]:
        """Every word of a language."""
        return self.by_word.get(language, {})

    def find(self, language: str, phrase: str, kind: str | None = None) -> Metric | None:
        """The metric whose word the phrase is, or ends with (the longest such word).

        With `kind`, one that is stated in that kind of figure; growth in per cent is of any metric.

        >>> metrics().find("zh", "智谱的营业收入").key
        'revenue'
        """
        table = self.by_word.get(language, {})
        folded = phrase.lower()
        for length in self.ending.get(language, {}).get(folded[-1:], ()):
            found = table.get(folded[-length:])
            if found is not None and (kind is None or kind in found.kinds or kind in {"percent", "multiple"}):
                return found
        return None

    def size(self, language: str, text: str, most: int) -> int:
        """How long the longest word is, of two characters or more and `most` at most, that a text ends with; 0 if there is none.

        >>> metrics().size("zh", "智谱的营业收入", 7)
        4
        """
        table = self.by_word.get(language, {})
        lengths = self.ending.get(language, {}).get(text[-1:].lower(), ())
        for length in lengths:
            if 1 < length <= most and text[-length:].lower() in table:
                return length
        return 0


@functools.cache
def metrics() -> Metrics:
    """The table of ``pipeline/data/metrics.toml``. Raises `DataError` for a word of two keys or a kind that there is not."""
    tables: dict[str, dict[str, Metric]] = {language: {} for language in _LANGUAGES}
    longest = 1
    for key, entry in read_toml(_FILE).items():
        kinds = frozenset(entry.get("kinds", ()))
        if not kinds or not kinds <= _KINDS:
            raise DataError(_FILE, f"{key}.kinds", f"is not among {', '.join(sorted(_KINDS))}")
        said = (("sign", "loss"), ("of", "country"), ("held", "moment"), ("sort", "own"), ("sort", "deed"))
        metric = Metric(key, kinds, *(entry.get(name) == value for name, value in said))
        for language in _LANGUAGES:
            for word in entry.get(language, ()):
                other = tables[language].setdefault(word.lower(), metric)
                if other is not metric:
                    raise DataError(_FILE, f"{key}.{language}", f"{word!r} belongs to {other.key} already")
                longest = max(longest, len(word))
    return Metrics(
        MappingProxyType({language: MappingProxyType(table) for language, table in tables.items()}),
        longest,
        MappingProxyType({language: _ending(table) for language, table in tables.items()}),
    )


def _ending(words: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[-1], set()).add(len(word))
    return MappingProxyType({last: tuple(sorted(held, reverse=True)) for last, held in lengths.items()})
