"""The shapes of time in English: ``third quarter of fiscal 2025``, ``six months ended June 30, 2025``, ``Q3 2025``."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from pipeline.chronology.expression import Expression, Part
from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.periods import period_words

if TYPE_CHECKING:
    from pipeline.lexicon.periods import PeriodWords

__all__ = ["Phrases", "phrases", "read"]

_CENTURY, _EARLY = 2000, 1000
_AROUND = 50
_PREPOSITION = 12
_OPENING = (
    "counts", "duration_months", "duration_weeks", "duration_years", "quarter", "ordinals", "first_or_last", "month", "end_of",
    "fiscal", "calendar", "year_ago", "to_date", "years", "months", "weeks", "quarters", "days", "weekday", "festive", "anaphors",
    "now",
)  # fmt: skip
"""What every time written in letters opens with: a place where none of it stands is passed over without a further look."""
_MONTH_GROUP = re.compile(r"[a-z]_month[23]?")
_ANOTHER = re.compile(r"[)\-–]|,?\s(?:\w{1,3}\s)?(?:19|20)\d")


class Phrases:
    """The compiled phrases of one language."""

    def __init__(self, words: PeriodWords) -> None:
        self.words = words

        def any_of(*keys: str) -> str:
            return alternation(words.words(*keys))

        month, ordinal = rf"(?:{any_of('month')}\b\.?)", any_of("ordinals")
        year = r"(?:19|20)\d\d(?![\d,]*\d|%|\.\d)"
        fiscal = rf"(?:{any_of('fiscal')}\s?)"
        of = rf"(?:\s?(?:{any_of('of')}\s)?{any_of('article')}?)"
        number = r"\d{1,2}(?!\d)(?:st|nd|rd|th)?"
        units = any_of("duration_months", "duration_weeks", "quarter", "duration_years")
        pieces = {
            "iso": r"(?<![\d.])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d.%])",
            "ended": rf"(?:(?P<e_count>{any_of('counts')}|\d{{1,2}})[\s-])?(?P<e_unit>{units})"
            rf"\s{any_of('ended')}\s(?:(?P<e_month>{month})\s?(?P<e_day>{number})|(?P<e_day2>{number})\s(?P<e_month2>{month})|(?:end[\s-])?(?P<e_month3>{month})(?![\w.]))(?:,?\s(?P<e_year>{year}))?",
            "code": r"\b(?:[1-4]q\s?'?(?:20)?\d\d|[12]h\s?'?(?:20)?\d\d|9m\s?'?(?:20)?\d\d)\b",
            "q": r"\b(?:q(?P<q_number>[1-4])|(?P<q_number2>[1-4])q|h(?P<h_number>[12]))"
            rf"(?:{of}\s?{fiscal}?'?(?P<q_year>{year}|\d\d\b))?(?![\w%])",
            "quarter": rf"\b(?P<o_number>{ordinal})[\s-](?:{any_of('fiscal')}\s)?(?P<o_unit>{any_of('quarter', 'half')})\b"
            rf"(?:{of}(?:{fiscal}|{any_of('calendar')}\s)?(?P<o_year>{year}|{any_of('years', 'this_year')}))?",
            "months": rf"\b{any_of('first_or_last')}\s(?P<m_count>{any_of('counts')}|\d{{1,2}})\s{any_of('duration_months')}"
            rf"(?:{of}(?P<m_year>{year}|{any_of('years', 'of_the_year')}))?",
            "span": rf"\b(?P<s_month>{month})\s?(?:{any_of('range')}|/)\s?(?P<s_month2>{month})\s{any_of('spanned')}\b"
            rf"|\b(?P<s_month3>{month})\s{any_of('quarter')}\b",
            "date": rf"\b(?:(?P<d_month>{month})\s(?P<d_day>{number})|(?P<d_day2>{number})\s(?P<d_month2>{month}))"
            rf"(?:,?\s(?P<d_year>{year}))?(?![\d%])",
            "end_of": rf"\b{any_of('end_of')}\s?(?:(?P<z_year>{year})"
            rf"|(?P<z_month>{month})(?:,?\s(?P<z_month_year>{year}|{any_of('years')}))?"
            rf"|(?P<z_decade>{any_of('decades')})|(?P<z_years>{any_of('years')}))(?![\w%])",
            "month": rf"\b(?P<n_month>{month}),?(?:\s(?:{any_of('of')}\s)?(?P<n_year>{year}|{any_of('years')}))",
            "fiscal": rf"\b(?:{fiscal}'?(?:{year}|\d\d\b)|{any_of('calendar')}\s{year})",
            "year_ago": rf"\b{any_of('year_ago')}\b",
            "to_date": rf"\b{any_of('to_date')}\b",
            "years": rf"\b{any_of('years')}\b",
            "month_word": rf"\b{any_of('months')}\b",
            "week_word": rf"\b{any_of('weeks')}\b",
            "quarter_word": rf"\b{any_of('quarters')}\b",
            "day_word": rf"\b{any_of('days')}\b",
            "weekday": rf"\b(?P<weekday_name>{any_of('weekday')})\b",
            "festive": rf"\b{any_of('festive')}\b",
            "anaphor": rf"\b{any_of('anaphors')}\b(?!-|\s{any_of('ended')}\s)",
            "now": rf"\b{any_of('now')}\b",
            "lone_month": rf"(?P<l_month>{month})(?!\s\d)",
            "decade": r"(?:19|20)\d0s\b",
            "year": rf"(?<![\d.,$€£¥/-])\b{year}\b",
        }
        opening = alternation(words.words(*_OPENING))
        self.pattern = re.compile(
            rf"(?<!\w)(?=\d|[a-z])(?=\d|[qh][1-4]|{opening})(?:"
            + "|".join(f"(?P<{kind}>{piece})" for kind, piece in pieces.items())
            + ")"
        )
        self.lone = re.compile(rf"\b{any_of('in')}\s$")
        self.level = re.compile(rf"\s(?:[a-z-]+\s)?{any_of('levels')}\b")
        self.dealt = re.compile(rf"\s{any_of('dealt')}\b")
        self.in_year = re.compile(rf"\b{any_of('in')}\s(?:the\s)?$")
        self.same = re.compile(rf"\b{any_of('same')}\s{any_of('of')}\s$")
        self.range = re.compile(rf"\s?{any_of('range')}\s?")
        self.stop = re.compile(r"[.!?]\s")


@functools.cache
def phrases(language: str) -> Phrases | None:
    """The phrases of a language, or None for one without a table."""
    words = period_words(language)
    return None if words is None else Phrases(words)


def read(text: str, grammar: Phrases) -> list[Expression]:
    """The times written in `text`, in order, spans joined."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(character.lower() if len(character.lower()) == 1 else character for character in text)
    points: list[Expression] = []
    for match in grammar.pattern.finditer(lower):
        if match.lastgroup and not _capital(match, text):
            continue
        made = _expression(match, lower, grammar)
        if made is None:
            continue
        before = lower[max(0, made.start - 24) : made.start].rstrip()
        words = grammar.words
        made = made._replace(
            until=before.endswith(words.words("until")),
            since=before.endswith(words.words("since")),
            future=before.endswith(words.words("future")),
            report=_accounted(made, lower, words.words("reports")),
        )
        last = points[-1] if points else None
        gap = lower[last.end : made.start] if last else ""
        if (
            last
            and last.to is None
            and not (last.word or made.word)
            and len(gap) <= 9
            and grammar.range.fullmatch(gap)
            and (gap.strip() not in words.words("joins") or lower[: last.start].rstrip().endswith(words.words("opens_range")))
        ):
            points[-1] = last._replace(to=made, end=made.end, since=False)
        else:
            points.append(made)
    return points


def _accounted(made: Expression, lower: str, reports: tuple[str, ...]) -> bool:
    """Whether accounts are said to be of it: a quarter, half or fiscal year with results, revenue … around it."""
    if made.length is None and (made.part is None or made.part.kind != "months" or made.part.b - made.part.a < 2):
        return False
    around = lower[max(0, made.start - _AROUND) : made.end + _AROUND]
    return any(word in around for word in reports)


def _expression(match: re.Match[str], lower: str, grammar: Phrases) -> Expression | None:  # noqa: PLR0911, PLR0912, PLR0915 - one shape, one line
    kind, text = match.lastgroup or "", match.group()
    start, end = match.span()
    words = grammar.words
    groups = match.groupdict()
    if groups["festive"] is not None:
        return None
    kind = next(name for name in _KINDS if groups[name] is not None)
    made = Expression(start=start, end=end)
    if kind == "iso":
        pieces = [int(piece) for piece in text.split("-")]
        return made._replace(
            year=pieces[0], part=Part("day", *pieces[1:]) if len(pieces) == 3 else Part("months", pieces[1], pieces[1])
        )
    if kind == "ended":
        unit = groups["e_unit"]
        count = _count(groups["e_count"], grammar)
        length = 12 if unit in words.words("duration_years") else 3 if unit in words.words("quarter") else count
        weekly = unit in words.words("duration_weeks")
        length = round(count / 4.333) if weekly else length
        month = words.number("month", (groups["e_month"] or groups["e_month2"] or groups["e_month3"] or "").rstrip("."))
        if length == 0 and groups["e_month3"]:
            return None
        day = _number(groups["e_day"] or groups["e_day2"])
        week = weekly and count <= 1
        part = Part("month_end", month) if groups["e_month3"] else Part("week_end" if week else "day", month, day)
        return made._replace(year=_year(groups["e_year"]), part=part, length=None if week else length or 3)
    if kind == "code":
        number, year = (int(one) for one in re.findall(r"\d+", text))
        span = 6 if "h" in text else 3
        part = Part("months", 1, 9) if "m" in text else Part("months", (number - 1) * span + 1, number * span)
        return made._replace(year=_year(str(year)), part=part)
    if kind == "q":
        if said := groups["q_number"] or groups["q_number2"]:
            number = int(said)
            part = Part("months", number * 3 - 2, number * 3)
        else:
            if not groups["q_year"]:
                return None
            number = int(groups["h_number"])
            part = Part("months", number * 6 - 5, number * 6)
        return made._replace(year=_year(groups["q_year"]), part=part)
    if kind == "quarter":
        number = words.number("ordinals", groups["o_number"])
        if groups["o_unit"] in words.words("half"):
            number = min(number, 2)
            part = Part("months", number * 6 - 5, number * 6)
        else:
            part = Part("months", number * 3 - 2, number * 3)
        return _of_year(made._replace(part=part), groups["o_year"], grammar)
    if kind == "months":
        return _of_year(
            made._replace(part=Part("months", 1, min(12, _count(groups["m_count"], grammar)))), groups["m_year"], grammar
        )
    if kind == "span":
        first, last = (
            words.number("month", (groups[name] or groups["s_month3"]).rstrip(".")) for name in ("s_month", "s_month2")
        )
        if first == last:
            return made._replace(part=Part("month_end", last), length=3)
        return made._replace(part=Part("months", first, last)) if first < last else None
    if kind == "date":
        month = words.number("month", (groups["d_month"] or groups["d_month2"]).rstrip("."))
        return made._replace(year=_year(groups["d_year"]), part=Part("day", month, _number(groups["d_day"] or groups["d_day2"])))
    if kind == "end_of":
        if groups["z_month"]:
            month = words.number("month", groups["z_month"].rstrip("."))
            return _of_year(made._replace(part=Part("month_end", month)), groups["z_month_year"], grammar)
        made = made._replace(part=Part("day", 12, 31))
        if groups["z_decade"]:
            return made._replace(word="decade_end", part=None, shift=words.number("decades", groups["z_decade"]))
        return _of_year(made, groups["z_year"] or groups["z_years"], grammar)
    if kind == "month":
        month = words.number("month", groups["n_month"].rstrip("."))
        return _of_year(made._replace(part=Part("months", month, month)), groups["n_year"], grammar)
    if kind == "lone_month":
        before, level = lower[max(0, start - _PREPOSITION) : start], grammar.level.match(lower, end)
        if (not grammar.lone.search(before) and not level) or grammar.dealt.match(lower, end):
            return None
        month = words.number("month", groups["l_month"].rstrip("."))
        return made._replace(part=Part("months", month, month))
    if kind == "decade":
        first = int(text[:4])
        return made._replace(year=first, to=made._replace(year=first + 9))
    if kind == "fiscal":
        return made._replace(year=_year(re.findall(r"\d+", text)[-1]))
    if kind == "year":
        if not _is_year(lower, start, end, grammar):
            return None
        return made._replace(
            year=int(text), word="same" if grammar.same.search(lower, max(0, start - _PREPOSITION * 2), start) else None
        )
    if kind == "years":
        return made._replace(shift=words.number("years", text))
    if kind == "weekday":
        return made._replace(word="weekday", shift=words.number("weekday", groups["weekday_name"]))
    roles = {
        "year_ago": "year_ago",
        "now": "now",
        "to_date": "to_date",
        "month_word": "months",
        "quarter_word": "quarters",
        "week_word": "weeks",
        "day_word": "days",
    }
    if kind == "anaphor":
        return made._replace(word=str(words.tables["anaphors"][text]))
    return made._replace(word=roles[kind], shift=words.number(roles[kind], text))


_KINDS = (
    "iso", "ended", "code", "q", "quarter", "months", "span", "date", "end_of", "month", "lone_month", "fiscal", "year_ago",
    "to_date", "years", "month_word", "week_word", "quarter_word", "day_word", "weekday", "anaphor", "now", "decade", "year",
)  # fmt: skip


def _capital(match: re.Match[str], text: str) -> bool:
    """Whether the month in a match, if it holds one, is written as a name (may 5 times is no date)."""
    names = (name for name, found in match.groupdict().items() if found is not None and _MONTH_GROUP.fullmatch(name))
    return all(text[match.start(name)].isupper() for name in names)


def _is_year(lower: str, start: int, end: int, grammar: Phrases) -> bool:
    """Whether four digits alone are a year: after a preposition, in brackets, or at the other end of a span."""
    before = lower[max(0, start - 12) : start]
    after = lower[end : end + 14]
    if after[:1] == " " and after[1:].startswith(grammar.words.words("of_year")):
        return True
    return bool(grammar.in_year.search(before)) or before.endswith(("(", "-", "–")) or bool(_ANOTHER.match(after))


def _of_year(made: Expression, year: str | None, grammar: Phrases) -> Expression:
    if year is None:
        return made
    if year[0].isdigit():
        return made._replace(year=int(year))
    return made._replace(shift=grammar.words.number("years", year))


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text)
    return number if number >= _EARLY else _CENTURY + number


def _number(text: str | None) -> int:
    return int("".join(character for character in text or "" if character.isdigit()) or 0)


def _count(text: str | None, grammar: Phrases) -> int:
    if text is None:
        return 0
    return int(text) if text.isdigit() else grammar.words.number("counts", text)
