"""How far the noun phrase behind a figure goes, and what of it is no part of what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.metric.amounts import amount
from pipeline.stages.attribute.words.nominal import ends_as_metric, within_word

if TYPE_CHECKING:
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["cut", "extent"]

_STOPS = {
    "verb", "arrive", "have", "rise", "fall", "report", "link", "prep", "closer", "compare", "relate", "each", "whole",
    "from_words", "pronoun", "of", "basis", "contribute",
}  # fmt: skip
_LONGEST_HEAD, _SHORTEST = 10, 2


def extent(context: Context, scene: Scene, start: int, *, genitive: bool) -> tuple[int, int]:
    """From `start` to the first word that cannot be in a noun phrase; a modifier with 的 is passed over."""
    cues, text, high = context.reading.cues, scene.clause.text, scene.high
    words = scene.clause.between(start, high)
    for word in words:
        if not word.roles & _STOPS or word.roles & {"metric", "plain", "opener"}:
            continue
        if len(word.text) == 1 and word.start > start and within_word(cues, text, word.start):
            continue
        if "verb" in word.roles and scene.figure.kind == "count" and text.startswith(cues.of("agents"), word.end):
            continue
        if word.text in cues.of("soft") and start < word.start and word.end < high and text[word.end].isalnum():
            continue
        if "verb" in word.roles and scene.figure.kind == "money" and amount(cues, text, word, start, high):
            continue
        if (
            "pronoun" in word.roles
            and scene.figure.kind == "count"
            and (word.start == start or word.text.endswith(cues.of("weak_nouns")) or word.text in cues.of("firm_words"))
        ):
            continue
        if "verb" in word.roles and word.start == start and genitive:
            continue
        if "nominal" in word.roles and text.startswith(cues.of("bodies_behind"), word.end) and word.end < high:
            continue
        if "of" in word.roles and word.start > start:
            if not genitive and scene.figure.kind == "money" and ends_as_metric(cues, text[start : word.start]):
                return start, word.start
            later = (
                one.start
                for one in words
                if one.start >= word.end and one.roles & (_STOPS - {"of"}) and "metric" not in one.roles
            )
            stop = next(later, high)
            if _SHORTEST <= len(text[word.end : stop].strip(cues.word("trim"))) <= _LONGEST_HEAD:
                start, high = word.end, stop
                continue
        return start, min(word.start, high)
    return start, high


def cut(context: Context, text: str) -> str:
    """A phrase without the particle and all behind it (团队规模|更有意思), and without a conjunction at its end."""
    cues = context.reading.cues
    phrase = text.strip(cues.word("trim"))
    particles = cues.of("particles")
    for particle in () if particles.strange(phrase) else particles:
        at = phrase.find(particle, _SHORTEST)
        phrase = phrase[:at] if at > 0 else phrase
    for sign in cues.of("conj"):
        phrase = phrase.removesuffix(sign) if len(phrase) > len(sign) + 1 else phrase
    return phrase
