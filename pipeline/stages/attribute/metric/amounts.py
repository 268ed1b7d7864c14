"""What is behind an amount of money: the noun for it (10亿元战略投资), or what it ranks its owner by (以384亿元居收入榜首)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.words.nominal import ends_as_metric, noun_end

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues, Word
    from pipeline.stages.attribute.context import Context, Scene

__all__ = ["amount", "opening", "ranked"]


def ranked(context: Context, scene: Scene) -> Proposal | None:
    """The standard metric by which an amount puts its owner in a place (以384亿元|暂列旅游收入榜首)."""
    cues, clause = context.reading.cues, scene.clause
    body = clause.text[scene.low : scene.start].rstrip(cues.word("trim"))
    verb = next((one for one in cues.of("ranks") if clause.text.startswith(one, scene.end)), "")
    if not verb or not body.endswith(cues.of("price_preps")[:1]):
        return None
    at = scene.end + len(verb)
    word = next((one for one in clause.between(at, scene.high) if "metric" in one.roles), None)
    if word is None or metrics().find(context.reading.language, word.text, scene.figure.kind) is None:
        return None
    return Proposal("metric", word.text, "behind", 74, clause.outside(word.start), clause.outside(word.end))


def opening(context: Context, scene: Scene, start: int, phrase: str) -> str:
    """The standard metric that what follows an amount opens with, where all of it is none (亿元|天使轮融资|开了个好头)."""
    if not phrase or ends_as_metric(context.reading.cues, phrase):
        return phrase
    word = next((one for one in scene.clause.between(start, scene.high) if one.start == start and "metric" in one.roles), None)
    return word.text if word is not None and "verb" not in word.roles else phrase


def amount(cues: Cues, text: str, word: Word, start: int, high: int) -> bool:
    """Whether a verb behind an amount is a part of the noun for it (战略|投资, 追加|投资, 集资|额)."""
    rest = text[word.end : high]
    if word.start > start:
        return word.text in cues.of("suffixes").held and not noun_end(cues, rest)
    return cues.of("weak_heads").begin(rest[:1]) or any(rest == one for one in cues.of("raised") + cues.of("sums"))
