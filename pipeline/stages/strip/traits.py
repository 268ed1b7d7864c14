"""What each passage looks like: how much it says, how much of it is linked, whether it reads like prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import boilerplate

if TYPE_CHECKING:
    from pipeline.document import Document, Passage
    from pipeline.lexicon.boilerplate import Rule
    from pipeline.lexicon.bylines import Bylines

__all__ = ["Trait", "is_byline", "letters", "traits"]

LINKED = 0.6
"""From this share of linked characters on a passage is a list of links."""
PROSE = 28
"""From this weight on a passage with a comma or a full stop is prose even without a sentence's end."""
ALONE, LONE = 200.0, 0.4
"""Prose below the first value that stands alone between lines that are none is worth this share of itself."""
CREDIT = 90
"""A longer line is no byline."""
LONG = 48.0
"""From this weight on any passage that is no list of links is prose."""
NARROW = 26.0
"""From this weight on a passage in a narrow script is prose whatever its signs."""
SPOKEN = 60.0
"""From this weight on a sentence is judged as prose even where it holds a word of boilerplate."""
HEADLINE = 0.35
"""What prose of a line counts that may be a headline: no full stop in it."""
STAMPED = 60.0
"""A lighter line with a day and an hour is the head of a comment or an entry of a list."""
_STAMP = re.compile(
    r"(?<!\d)(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?)[\sT]{1,3}\d{1,2}[:：]\d{2}|\d\s?(?:天|小时|小時|分钟|分鐘)前"
    r"|\d (?:days?|hours?|minutes?|months?|years?) ago"
)
_LISTED = re.compile(r"\s*[（(]?\d{1,2}[、.．)）:：]\s?\D|[^：:]{2,12}[：:]\s?\D{0,6}\d")
_STOPS = re.compile(r"。|\.(?:\s|[”’\"')\]]|$)|[!?！？…][”’\"」』]")
_MARKS = re.compile(r"[，。、；：！？”…,;:!?]|\.(?=\s|$)")
_ENDS = re.compile(r"[。！？!?…](?:[”’\"'）)」』\]]|\s)*$|[.](?:[”’\"')\]]|\s)*$")
_CREDITED = re.compile(r"[：:|丨｜︱∣/／]|\b[Bb][Yy]\b|[作编編责責记記校撰采来來文]")
_LETTERS = re.compile(r"[\W_]++")


def letters(text: str) -> str:
    """The letters and digits of `text` in lower case."""
    return _LETTERS.sub("", text).lower()


@dataclass(slots=True)
class Trait:
    """One passage as the chooser sees it.

    `weight` counts a wide character as 1 and a narrow one as 0.4, so that languages compare; `linked` is the share of
    linked characters; `value` is positive for what reads like an article.
    """

    passage: Passage
    weight: float
    linked: float
    marks: int
    ended: bool
    rule: Rule | None
    byline: bool
    stamp: bool
    value: float


def is_byline(text: str, table: Bylines) -> bool:
    """Whether a short line does nothing but say who, where from and when.

    >>> from pipeline.lexicon.bylines import bylines
    >>> is_byline("责任编辑：张三", bylines()), is_byline("他说：来源不明的数据。", bylines())
    (True, False)
    """
    if len(text) > CREDIT or not _CREDITED.search(text):
        return False
    credits = [c for c in table.credits(text)]
    if not credits:
        return False
    covered = sum(min(c.end, c.start + 40) - c.start for c in credits)
    return credits[0].start <= 32 and covered >= 0.4 * len(text) and text.rstrip()[-1:] not in "。！？!?"


def traits(document: Document, table: Bylines) -> list[Trait]:
    """The traits of every passage of the page, in order."""
    rules = boilerplate()
    found = []
    for passage in document.passages:
        text = passage.text
        size = len(text)
        if not passage.visible or not size:
            found.append(Trait(passage, 0.0, 0.0, 0, False, None, False, False, 0.0))
            continue
        wide = (len(text.encode("utf-8", "replace")) - size) / 2
        weight = wide + 0.4 * max(0.0, size - wide)
        linked = passage.links / size
        marks = sum(1 for _ in _MARKS.finditer(text))
        ended = _ENDS.search(text[-12:]) is not None
        rule = rules.judge(text, linked=linked > LINKED)
        byline = rule is None and is_byline(text, table)
        stamp = rule is None and weight < STAMPED and _STAMP.search(text) is not None
        value = _value(passage, weight, linked, marks, ended=ended, rule=rule, byline=byline, stamp=stamp)
        found.append(Trait(passage, weight, linked, marks, ended, rule, byline, stamp, value))
    _discount(found)
    return found


def _discount(found: list[Trait]) -> None:
    """Prose between two lines that are none is worth less: a teaser, a comment, a slogan; an ellipsis at its end less still."""
    seen = [trait for trait in found if trait.weight]
    plain = [trait.value for trait in seen]
    for i, trait in enumerate(seen):
        if not 0 < plain[i] < ALONE:
            continue
        before = plain[i - 1] if i else -1.0
        after = plain[i + 1] if i + 1 < len(plain) else -1.0
        if before <= 0 and after <= 0:
            cut = trait.passage.text.rstrip().endswith(("...", "…", "……"))
            trait.value = -2.0 if cut else trait.value * LONE


def _value(
    passage: Passage, weight: float, linked: float, marks: int, *, ended: bool, rule: Rule | None, byline: bool, stamp: bool
) -> float:
    if rule is not None and (rule.sure or not ended or weight < SPOKEN):
        if rule.effect == "tail":
            return -12.0 - min(weight, 40) * 0.3
        return -5.0 - min(weight, 40) * 0.2
    if stamp:
        return -10.0
    if byline:
        return -2.0
    if linked > LINKED:
        return -4.0 - min(weight, 60) * 0.35
    own = weight * (1 - linked)
    if passage.kind == "table":
        return own * 0.5
    narrow = weight < 0.7 * len(passage.text)
    if (weight >= LONG and marks > 1) or (narrow and weight >= NARROW) or (ended and weight >= 9 and _STOPS.search(passage.text) is not None):
        return min(own, 220.0)
    if marks and (ended or weight >= PROSE):
        return own * HEADLINE
    if passage.kind == "heading":
        return -1.0
    if ended:
        return 0.0
    if _LISTED.match(passage.text) and weight > 4:
        return -0.5
    return -2.0 if marks and weight > 4 else -2.8 if weight > 4 else -2.5
