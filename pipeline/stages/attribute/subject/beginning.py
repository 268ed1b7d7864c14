"""Where a clause begins to speak of somebody: behind datelines, times, connectives and determiners."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues, Word
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.reading import Clause

__all__ = ["begins", "counted_with", "numbered", "publishes"]

_REACH, _LISTED = 24, 60
_PASSED = {"link", "each", "basis", "closer", "arrive", "determiner"}


@functools.cache
def numbered(cues: Cues) -> re.Pattern[str]:
    """The number that an item of a list opens with (2、 or 七、)."""
    return re.compile(rf"\s*[(（]?(?:\d{{1,3}}|[{re.escape(cues.word('numerals') or '0')}]{{1,3}})[)）]?(?:[、．？]|\.(?!\d))\s*")


def publishes(cues: Cues, text: str, at: int) -> bool:
    """Whether what is announced from a place of a text on is a survey of others (IDC|发布的报告), no report of one's own."""
    said = text[at : at + _REACH]
    found = min((said.find(word) for word in cues.of("surveys") if word in said), default=-1)
    return found >= 0 and not any(word in said[:found] for role in ("own_papers", "filings") for word in cues.of(role))


def counted_with(cues: Cues, clause: Clause, at: int) -> bool:
    """Whether what ends at a place of a clause is among the things that a figure counts (甲园区、乙园区|等151个项目)."""
    high = next((start for start, _ in clause.places if start >= at), -1)
    between = clause.text[at:high].strip() if at <= high <= at + _LISTED else ""
    end = cues.of("and_so_on").longest_last(between)
    return bool(end) and (between == end or between.startswith(cues.of("item_ends")[0]) or between.isalnum())


def begins(context: Context, clause: Clause) -> int:
    """Where a clause begins, times, connectives and determiners passed over; looked for once."""
    if clause.opens < 0:
        clause.opens = _begins(context, clause)
    return clause.opens


def _begins(context: Context, clause: Clause) -> int:
    text, words, cues = clause.text, clause.words, context.reading.cues
    trim, at, index, moved = cues.word("trim"), clause.sent, 0, True
    while moved and at < len(text):
        moved = False
        while at < len(text) and text[at] in trim:
            at += 1
        for start, end in clause.times:
            if start <= at < end:
                at, moved = end, True
        while index < len(words) and words[index].start < at:
            index += 1
        number = numbered(cues).match(text) if at == 0 else None
        if number is not None:
            at, moved = number.end(), True
            continue
        word = words[index] if index < len(words) and words[index].start == at else None
        if word is not None and (_shows(cues, word) or (word.roles <= _PASSED and _may_pass(cues, text, word))):
            at, moved = word.end, True
            if "determiner" in word.roles:
                at += len(cues.of("classifiers").first(text, at))
    return at


def _shows(cues: Cues, word: Word) -> bool:
    """Whether a clause opens with what a report named before does (报告发布，|显示今年出货量为3亿台)."""
    return word.start == 0 and word.roles == {"report"} and word.text in cues.of("shows")


def _may_pass(cues: Cues, text: str, word: Word) -> bool:
    """Whether a word at the head of a clause is no piece of what the clause speaks of (中|南美, 集体|企业, 该县)."""
    if word.roles == {"closer"}:
        return word.start > 0 or len(word.text) > 1 or not text[1:2].isalnum()
    if word.roles == {"basis"}:
        return not cues.of("firm_pronouns").begin(text, word.end)
    return "determiner" not in word.roles or not cues.of("place_pointers").begin(text, word.start)
