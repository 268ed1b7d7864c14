"""What each passage looks like: how much it says, how much of it is linked, whether it reads like prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.document import Passage
from pipeline.lexicon.boilerplate import Rule, boilerplate
from pipeline.lexicon.dates import dates
from pipeline.lexicon.signs import signs

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.lexicon.bylines import Bylines

__all__ = ["Trait", "is_byline", "letters", "traits"]

LINKED = 0.6
"""From this share of linked characters on a passage is a list of links."""
PROSE = 28
"""From this weight on a passage with a comma or a full stop is prose even without a sentence's end."""
ALONE, LONE = 200.0, 0.4
"""Prose below the first value that stands alone between lines that are none is worth this share of itself."""
DATE = 60
"""A longer line is more than a date."""
_YEAR = re.compile(r"(?:19|20)\d\d")
CREDIT = 90
"""A longer line is no byline."""
LONG = 48.0
"""From this weight on any passage that is no list of links is prose."""
NARROW = 26.0
"""From this weight on a passage in a narrow script is prose whatever its signs."""
QUIET, QUIET_FROM = 0.12, -5.0
"""What a line without a sentence counts of its weight when candidates are compared, and the value below which nothing does."""
SPOKEN = 60.0
"""From this weight on a sentence is judged as prose even where it holds a word of boilerplate."""
HEADLINE = 0.35
"""What prose of a line counts that may be a headline: no full stop in it."""
STAMPED = 60.0
"""A lighter line with a day and an hour is the head of a comment or an entry of a list."""
_LETTERS = re.compile(r"[\W_][\W_]*+")


def letters(text: str) -> str:
    """The letters and digits of `text` in lower case."""
    return text.lower() if text.isalnum() else _LETTERS.sub("", text).lower()


@dataclass(slots=True)
class Trait:
    """One passage as the chooser sees it.

    `weight` counts a wide character as 1 and a narrow one as 0.4, so that languages compare; `linked` is the share of
    linked characters; `value` is positive for what reads like an article.
    """

    passage: Passage
    weight: float = 0.0
    linked: float = 0.0
    rule: Rule | None = None
    byline: bool = False
    stamp: bool = False
    value: float = 0.0

    @property
    def said(self) -> float:
        """What the passage counts when candidates are compared: its value, or a little of its weight where it is a plain line."""
        if self.rule is not None or self.value <= QUIET_FROM:
            return 0.0
        return max(self.value, QUIET * self.weight * (1 - self.linked))


def is_byline(text: str, table: Bylines) -> bool:
    """Whether a short line does nothing but say who, where from and when.

    >>> from pipeline.lexicon.bylines import bylines
    >>> is_byline("责任编辑：张三", bylines()), is_byline("他说：来源不明的数据。", bylines())
    (True, False)
    """
    if len(text) > CREDIT:
        return False
    found = list(table.credits(text))
    if not found:
        return _is_date(text)
    if signs().ended.search(text) is not None:
        return False
    covered = sum(min(credit.end, credit.start + 40) - credit.start for credit in found)
    return found[0].start <= 32 and covered >= 0.4 * len(text)


def _is_date(text: str) -> bool:
    """Whether a day, perhaps with its hour, is most of a line."""
    if len(text) > DATE or _YEAR.search(text) is None:
        return False
    return any(found.end - found.start >= 0.5 * len(text) for found in dates().find(text))


def traits(document: Document, bylines: Bylines) -> list[Trait]:
    """The traits of every passage of the page, in order."""
    moment, ended_by = dates().moment.search, signs().ended.search
    seen = [passage for passage in document.passages if passage.text and passage.visible]
    shares = [passage.links / len(passage.text) for passage in seen]
    rules = boilerplate().judges([passage.text for passage in seen], [share > LINKED for share in shares])
    found = []
    number = 0
    for passage in document.passages:
        kind, _, _, text, _, _, _, _, visible, _, _ = passage
        if not text or not visible:
            found.append(Trait(passage))
            continue
        size = len(text)
        if text.isascii():
            weight = 0.4 * size
        else:
            wide = (len(text.encode("utf-8", "replace")) - size) / 2
            weight = wide + 0.4 * (size - wide) if wide < size else wide
        linked, rule = shares[number], rules[number]
        number += 1
        byline = stamp = False
        if rule is None:
            byline = linked <= LINKED and is_byline(text, bylines)
            stamp = weight < STAMPED and not text.isalpha() and moment(text) is not None
        # asked only where it tells, and first whether there is a sign at all
        ended = linked <= LINKED and not text[-1].isalnum() and ended_by(text[-12:]) is not None
        if rule is not None and (rule.sure or not ended or weight < SPOKEN):
            value = -12.0 - min(weight, 40) * 0.3 if rule.effect == "tail" else -5.0 - min(weight, 40) * 0.2
        elif stamp:
            value = -10.0
        elif byline:
            value = -2.0
        elif linked > LINKED:
            value = -4.0 - min(weight, 60) * 0.35
        else:
            own = weight * (1 - linked)
            value = own * 0.5 if kind == "table" else _said(kind, text, weight, own, ended=ended)
        found.append(Trait(passage, weight, linked, rule, byline, stamp, value))
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
            cut = trait.passage.text.rstrip().endswith(("...", signs()["dots"]))
            trait.value = -2.0 if cut else trait.value * LONE


def _said(kind: str, text: str, weight: float, own: float, *, ended: bool) -> float:
    """What a passage that is no list of links and no boilerplate says: sentences, a headline perhaps, or a short line."""
    sentence = ended and weight >= 9 and signs().stops.search(text) is not None
    if sentence or (weight >= NARROW and weight < 0.7 * len(text)):
        return min(own, 220.0)
    marks = 0 if text.isalpha() else len(signs().marks.findall(text))
    if weight >= LONG and marks > 1:
        return min(own, 220.0)
    if marks and (ended or weight >= PROSE):
        return own * HEADLINE
    if kind == "heading" or ended:
        return 0.0 if ended else -1.0
    return -2.5 if weight <= 4 else -0.5 if signs().listed.match(text) else -2.0 if marks else -2.8
