"""A metric without what only says what things, which work or which estimate it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.words.nominal import ends_as_metric
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues

__all__ = ["trimmed"]

_WHOLE, _NOUN = 2, 3
"""Characters of what is no metric behind a closing quote; of a noun before 平均 or 累计 that only says what things are meant."""


def trimmed(cues: Cues, metric: str, behind: str) -> str:
    """A metric without the title, the estimate and the short noun around it; `behind` is what follows it in its clause.

    >>> from pipeline.lexicon.attribution import cues
    >>> trimmed(cues("zh"), "电影累计票房", ""), trimmed(cues("zh"), "电影《长夏》票房", "")
    ('累计票房', '票房')
    """
    return _meant(cues, _settled(cues, _titled(cues, metric), behind))


def _titled(cues: Cues, metric: str) -> str:
    """A metric without the title of the work that it is of (电影《长夏》|票房)."""
    for pair in cues.of("titles"):
        at = metric.rfind(pair[-1])
        rest = metric[at + 1 :]
        if at > 0 and len(rest) > 1 and ends_as_metric(cues, rest):
            return rest
    at = max((metric.rfind(sign) for sign in cues.of("closing_quotes")), default=-1)
    opened = any(sign in metric[:at] for sign in cues.of("opening_quotes")) if at > 0 else True
    return metric if opened or len(metric) - at <= _WHOLE else metric[at + 1 :]


def _meant(cues: Cues, metric: str) -> str:
    """A metric from the word that opens it, without the short noun before it (电影|累计票房, 毕业生|平均月薪)."""
    for word in cues.of("strong_opener"):
        at = metric.find(word)
        if not 1 < at <= _NOUN or not ends_as_metric(cues, metric) or ends_as_metric(cues, metric[:at]):
            continue
        words = tagged(metric[:at])
        if len(words) == 1 and words[0].part == "noun":
            return metric[at:]
    return metric


def _settled(cues: Cues, metric: str, behind: str) -> str:
    """A metric without the word that says which estimate of it follows (销货价值|临时|估计)."""
    for word in cues.of("estimate_heads"):
        rest = metric.removesuffix(word)
        whole = rest != metric and any(
            one.startswith(word) and behind.startswith(one[len(word) :]) for one in _estimates(cues, word)
        )
        if whole and len(rest) > 1 and ends_as_metric(cues, rest):
            return rest
    return metric


def _estimates(cues: Cues, word: str) -> list[str]:
    """The longer words for an estimate that one begins."""
    return [one for one in cues.of("estimate_heads") if one != word and one.startswith(word)]
