"""What is no figure: idioms, marks, dates, times of day, pointing words, small spelled counts, ranks nobody ranks by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.lexicon.periods import period_words
from pipeline.stages.measure.reading import CLAUSE, Reading, blank, blank_before

if TYPE_CHECKING:
    from pipeline.lexicon.units import Unit
    from pipeline.numerals import Numeral
    from pipeline.stages.measure.reading import Frame

__all__ = ["calendar", "counted_small", "crossing", "idiom", "marked", "ranked", "short_years"]

FIRST_YEAR, LAST_YEAR = Decimal(1800), Decimal(2100)
TEN, THOUSAND = Decimal(10), Decimal(1000)
FOUR = 4
INDEX = (2, 3)
"""How many digits the name of an index has."""
ERA = (Decimal(100), Decimal(129))
"""Years of the Republic of China that a text of today speaks of."""
NEAR = 2000
"""Characters around such a year among which words of Taiwan are looked for."""
SHORT = (Decimal(18), Decimal(35))
DIGITS = frozenset("0123456789")
_CODED, _LONGEST_CODE = frozenset("-./\u2013\u2014"), 24
"""Signs that join the numbers of a code."""


def idiom(frame: Frame, start: int, end: int) -> bool:
    """Whether an idiom or a name covers the number in words at ``[start, end)``."""
    idioms = frame.tables.vetoes.idioms
    text = frame.text
    for at in range(start, max(-1, start - frame.tables.vetoes.longest_idiom), -1):
        found = idioms.after(text, at)
        if found is not None and found[0] >= end:
            return True
        if at < start and text[at] in CLAUSE:
            return False
    return False


def crossing(frame: Frame, start: int, end: int, following: int) -> bool:
    """Whether the unit at ``[start, end)`` is only the beginning of a longer word: 11支|持, 1231亿市|值."""
    text, crossings = frame.text, frame.tables.vetoes.crossings
    for at in range(start, end):
        found = crossings.after(text, at)
        if found is not None and found[0] > end:
            span = frame.tables.modifiers.spans.after(text, end)
            if span is not None and span[0] == following:
                return False
            return frame.tables.units.nouns.after(text, end) is None
    return False


def marked(frame: Frame, numeral: Numeral, unit_end: int) -> bool:
    """Whether the number is a mark: a section, an edition, a line of the underground, a telephone number."""
    text, vetoes = frame.text, frame.tables.vetoes
    start, end = numeral.start, numeral.end
    found = vetoes.after.after(text, blank(text, end))
    index = numeral.arabic and unit_end == end and end - start in INDEX and vetoes.indexed.before(text, start) is not None
    if index or (found is not None and found[0] >= unit_end):
        return True
    if numeral.arabic and vetoes.after_arabic.after(text, end) is not None and unit_end == end and end - start <= 4:
        return True
    at = blank_before(text, start)
    if text[at - 1 : at] in {":", "#"} and at:
        at = blank_before(text, at - 1)
    mark = vetoes.before.before(text, at)
    if mark is None and text[start - 1 : start] in _CODED and _coded(frame, start - 1):
        return True
    if mark is None:
        return text[start - 1 : start] == "[" and text[end : end + 1] == "]"
    if text[start - 1 : start] == ":":
        return start - 1 - mark[0] > 1
    return unit_end == end and numeral.scale == 1


def _coded(frame: Frame, at: int) -> bool:
    """Whether a number goes on a code that a mark opens, two dozen signs back at most: GB/T 19001-2016."""
    low = max(0, at - _LONGEST_CODE)
    while at > low and (frame.text[at - 1] in DIGITS or frame.text[at - 1] in _CODED):
        at -= 1
    mark = frame.tables.vetoes.before.before(frame.text, blank_before(frame.text, at))
    return mark is not None and frame.text[mark[0] : at].strip().isascii()


def _year(value: Decimal | None) -> bool:
    return value is not None and FIRST_YEAR <= abs(value) <= LAST_YEAR and value == value.to_integral_value()


def _old(numeral: Numeral) -> bool:
    """Whether four digits before the word for a year name one long ago (1644年): round ones count years (1500年历史)."""
    value = numeral.value
    return (
        numeral.arabic
        and value is not None
        and THOUSAND < value < FIRST_YEAR
        and numeral.end - numeral.start == FOUR
        and value % 100 != 0
    )


def _short(numeral: Numeral) -> bool:
    """Whether a number may be a year of this century by its last digits."""
    return numeral.arabic and numeral.value is not None and SHORT[0] <= numeral.value <= SHORT[1]


def _bare_era(frame: Frame, numeral: Numeral, end: int) -> bool:
    """Whether a number is a year of the Republic of China that does not say so (114年), by the market or the words around."""
    words, value = period_words(frame.tables.language), numeral.value
    if words is None or value is None or not ERA[0] <= value <= ERA[1] or numeral.end - numeral.start != INDEX[1]:
        return False
    local = frame.tables.market in frame.tables.vetoes.era_markets.words
    low, high = max(0, numeral.start - NEAR), end + NEAR
    told = local or any(frame.text.find(sign, low, high) >= 0 for sign in words.words("bare_era_signs"))
    return told and numeral.arabic and not frame.text.startswith(words.words("bare_era_stop"), end)


def short_years(reading: Reading) -> bool:
    """Whether a range reads as years of this century by their last digits: 24-26年."""
    low, high = reading.low, reading.high
    if reading.unit != "year" or not reading.arabic or reading.vague or low is None or high is None:
        return False
    return SHORT[0] <= low < high <= SHORT[1] and high - low <= TEN


def calendar(frame: Frame, numeral: Numeral, unit: Unit | None, end: int, following: int) -> bool:  # noqa: PLR0911 - one way out for each part of the calendar
    """Whether a number may stand as a quantity next to words of the calendar and the clock: False for dates and times."""
    text, vetoes = frame.text, frame.tables.vetoes
    start = numeral.start
    years = _year(numeral.value) or (_year(numeral.low) and _year(numeral.high))
    if unit is None:
        return not (vetoes.month.after(text, end) or vetoes.day.after(text, end))
    if unit.kind == "number":
        return _point(frame, numeral, end)
    if unit.kind != "duration":
        return True
    plain = numeral.scale == 1 and not numeral.vague and not numeral.more
    if (
        not numeral.arabic
        and not numeral.more
        and (numeral.value == 1 or (end - start == len(text[numeral.end : end]) + 1 and numeral.scale > 1))
    ):
        return 0 <= following - end <= 1 or _measured(frame, start, end)
    word = text[blank(text, numeral.end) : end]
    if vetoes.year.after(word, 0) is not None and plain:
        if (
            years
            or _old(numeral)
            or (numeral.arabic and text[start] == "0")
            or vetoes.era.before(text, blank_before(text, start)) is not None
            or (_short(numeral) and vetoes.occasion.after(text, end) is not None)
            or _bare_era(frame, numeral, end)
        ):
            return False
        at = end
        while text[at : at + 1] in DIGITS and at < min(len(text), end + 2):
            at += 1
        return at == end or vetoes.month.after(text, at) is None
    if word in vetoes.month.words and plain:
        return False
    if word in vetoes.day.words and plain:
        return numeral.value is not None and numeral.value > 31
    clock = blank_before(text, start, 1)
    if (
        text[start - 1 : start]
        and vetoes.hour.before(text, clock)
        and text[clock - 2 : clock - 1] in DIGITS
        and unit.symbol in {"minute", "second"}
    ):
        return False
    return not _pointing(frame, start, unit)


def _measured(frame: Frame, start: int, end: int) -> bool:
    """Whether 一年 or 百年 is a length that somebody measured: not without a modifier."""
    text, words = frame.text, frame.tables.modifiers
    before, after = words.before.before(text, start), words.after.after(text, end)
    return (before is not None and before[1] != "none") or (after is not None and after[1] != "none")


def _pointing(frame: Frame, start: int, unit: Unit) -> bool:
    """Whether a length of time only points (那一天) or is the period of another figure (前4个月)."""
    text, vetoes = frame.text, frame.tables.vetoes
    at = blank_before(text, start)
    if vetoes.period.before(text, at) is not None and unit.symbol in {"year", "quarter", "month", "week"}:
        return True
    return vetoes.pointing.before(text, at) is not None


def _point(frame: Frame, numeral: Numeral, end: int) -> bool:
    """Whether 点 or 分 behind a number is a mark of an index or a score, not of a clock."""
    text, vetoes = frame.text, frame.tables.vetoes
    value = numeral.value
    word = text[blank(text, numeral.end) : end]
    if word not in vetoes.hour.words:
        return not (vetoes.hour.before(text, numeral.start) and numeral.start >= 2 and text[numeral.start - 2] in DIGITS)
    if text[end : end + 1] in DIGITS and end < len(text):
        return False
    if value is None or value > 24 or value != value.to_integral_value() or value < 0:
        return True
    if vetoes.clock.before(text, blank_before(text, numeral.start)) or vetoes.clock_after.after(text, end):
        return False
    return frame.tables.modifiers.changes.before(text, blank_before(text, numeral.start)) is not None


def counted_small(numeral: Numeral, unit: Unit) -> bool:
    """Whether a count is one that only points: 一个, 两家公司, 几次."""
    if numeral.arabic or numeral.more:
        return False
    top = numeral.high if numeral.value is None else numeral.value
    return top is not None and top < TEN and unit.kind == "count"


def ranked(frame: Frame, numeral: Numeral) -> Reading | None:
    """The reading of an ordinal that ranks (排名第十, 第三大), None for one that numbers."""
    text, vetoes = frame.text, frame.tables.vetoes
    after = vetoes.rank_after.after(text, numeral.end)
    before = vetoes.rank_before.before(text, blank_before(text, numeral.start))
    if after is None and before is None:
        return None
    if numeral.value is None or vetoes.after.after(text, numeral.end) is not None:
        return None
    if after is None and not (
        text[numeral.end : numeral.end + 1] in CLAUSE
        or frame.tables.units.of.after(text, numeral.end)
        or numeral.end >= len(text)
    ):
        return None
    if before is None and after is not None and len(text[numeral.end : after[0]]) and after[1] not in vetoes.top_after.words:
        return None
    end = numeral.end if after is None else after[0]
    return Reading(
        numeral.start, end, numeral.start, numeral.end, "rank", numeral.value, None, None, vague=False, more=False,
        scale=numeral.scale, arabic=numeral.arabic, rule="rank.ordinal",
    )  # fmt: skip
