"""Whether a name's edges are those of words: a form that other words reach into, or that only modifies one, is none."""

from __future__ import annotations

from pipeline.stages.attribute.words.tagging import tagged

__all__ = ["crossed", "within_words"]

_SHORT, _TIMES, _WINDOW = 3, 4, 10
_MODIFIERS = {"adjective", "adverb", "verb"}


def within_words(text: str, form: str) -> bool:
    """Whether a form ends where words do, most of the first times that it stands there: no word reaches over its edges."""
    seen = cut = 0
    at = text.find(form)
    while at >= 0 and seen < _TIMES:
        low, end = max(0, at - _WINDOW), at + len(form)
        words = [(low + word.start, low + word.end, word.part) for word in tagged(text[low : end + _WINDOW], guess=False)]
        seen += 1
        over = any(start < at < stop < end or at <= start < end < stop for start, stop, _ in words)
        held = any(at < start and stop < end and part == "preposition" for start, stop, part in words)
        cut += over or held or _modifies(words, at, end)
        at = text.find(form, end)
    return 2 * cut <= seen


def crossed(text: str, form: str) -> bool:
    """Whether a short known name is only a piece of other words, most of the first times that it stands there (不|同程|度)."""
    if form.isascii():
        return False
    seen = cut = 0
    at = text.find(form)
    while at >= 0 and seen < _TIMES:
        low, end = max(0, at - _SHORT), at + len(form)
        words = [(low + word.start, low + word.end) for word in tagged(text[low : end + _SHORT], guess=False)]
        cut += any(start < at < stop < end or at < start < end < stop for start, stop in words)
        seen += 1
        at = text.find(form, end)
    return 2 * cut > seen


def _modifies(words: list[tuple[int, int, str]], start: int, end: int) -> bool:
    """Whether what stands in a place is one word that only modifies the one behind it (应届|毕业生, 便利|店)."""
    index = next((index for index, word in enumerate(words) if word[0] == start and word[1] == end), -1)
    if index < 0 or words[index][2] not in _MODIFIERS or index + 1 == len(words):
        return False
    return words[index + 1][2] in {"noun", "verbal", "name"}
