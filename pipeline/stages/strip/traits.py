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
CREDIT = 90
"""A longer line is no byline."""
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
            found.append(Trait(passage, 0.0, 0.0, 0, False, None, False, 0.0))
            continue
        wide = (len(text.encode("utf-8", "replace")) - size) / 2
        weight = wide + 0.4 * max(0.0, size - wide)
        linked = passage.links / size
        marks = sum(1 for _ in _MARKS.finditer(text))
        ended = _ENDS.search(text[-12:]) is not None
        rule = rules.judge(text)
        byline = rule is None and is_byline(text, table)
        value = _value(passage, weight, linked, marks, ended=ended, rule=rule, byline=byline)
        found.append(Trait(passage, weight, linked, marks, ended, rule, byline, value))
    return found


def _value(passage: Passage, weight: float, linked: float, marks: int, *, ended: bool, rule: Rule | None, byline: bool) -> float:
    if rule is not None:
        if rule.effect == "tail":
            return -12.0 - min(weight, 40) * 0.3
        return -5.0 - min(weight, 40) * 0.2
    if byline:
        return -2.0
    if linked > LINKED:
        return -4.0 - min(weight, 60) * 0.35
    own = weight * (1 - linked)
    if passage.kind == "table":
        return own * 0.5
    if (ended and weight >= 9 and marks) or (marks and weight >= PROSE) or weight >= 60:
        return min(own, 220.0)
    if passage.kind == "heading":
        return -1.0
    if ended:
        return 0.0
    return -3.5 if weight > 4 else -2.5
