"""Words that point to a time: to the one before (同期, 当年), to what is reported on (报告期末), to the publication (昨日)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipeline.chronology.calendar import Days, day, months, next_day, shifted
from pipeline.chronology.pieces import piece

if TYPE_CHECKING:
    from pipeline.chronology.expression import Expression
    from pipeline.chronology.resolve import Resolver

__all__ = ["Resolved", "pointed"]

_YEAR, _DECEMBER, _SATURDAY, _SPRING = 365, 12, 5, 3
_PIECES = {"month": range(26, 32), "quarter": range(88, 93)}
"""How many days lie between the first and the last of a month, of a quarter."""
_REPORTED = {
    "report", "report_end", "full_year", "year_end", "year_ended", "year_start", "period_before", "period_after", "fiscal_now",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression stands for: its days (several for a list's ``同期``), and how that was found."""

    days: Days | None
    members: tuple[Days, ...]
    rule: str
    by: str


def pointed(told: Resolver, one: Expression) -> Resolved:  # noqa: PLR0911 - one word, one line
    """The days of a word that points, given what was said before it."""
    word, now = one.word or "", told.published
    before = told.ever if word == "year" else told.last[-1] if told.last else told.report
    piece_told = told.told if word in _PIECES and before is None else None
    if piece_told is not None and (piece_told.last - piece_told.first).days in _PIECES[word]:
        before = piece_told
    before = told.named if word in {"that_year", "next_year"} else before
    if word in _REPORTED:
        return _reported(told, word)
    if word in {"own_year", "own_to_date"}:
        return _own(told, one)
    if word == "accounts":
        return _accounts(told, one)
    if word == "year_ago":
        before = before or told.ever
        if before is not None and before.first == before.last and told.report is not None:
            before = told.report
        found = None if before is None else shifted(before, -1)
        return Resolved(found, (), "year_ago", f"a year before {before.iso}" if before else "no period before it")
    if word == "same":
        if before is None:
            return (
                Resolved(None, (), "same", "no period before it") if one.year is None else told.as_stated(one._replace(word=None))
            )
        if one.year is not None or one.shift is not None:
            year = told.year_of(one)[0]
            found = None if year is None else shifted(before, year - before.last.year)
            return Resolved(found, (), "same", f"the piece of the year that {before.iso} is")
        return Resolved(
            before if len(told.last) < 2 else Days(told.last[0].first, before.last),
            told.last,
            "same",
            "the period before it",
        )
    if word == "years_later":
        year = None if told.named is None else told.named.last.year + (one.shift or 0)
        past = year is not None and now is not None and year <= now.year
        return Resolved(months(year, 1, 12) if past and year is not None else None, (), word, "years after the time before it")
    if word in {"day", "month", "quarter", "next_day", "year", "that_year", "next_year", "month_end", "quarter_end", "debut"}:
        return _anaphor(told, one, before)
    if now is None:
        return Resolved(None, (), word, "no publication date")
    return _counted(told, one, now)


def _spoken_of(told: Resolver, word: str, shift: int) -> date | None:
    """The first day of the month or quarter that the text speaks of: 上月 comes before it, 本季度 is it; None without one."""
    lengths = _PIECES["quarter" if word == "quarters" else "month"]
    if shift < 0:
        near = [told.piece] if told.counts else []
    else:
        near = [told.report, *reversed(told.last)] if shift == 0 and word == "quarters" else []
    return next((days.first for days in near if days is not None and (days.last - days.first).days in lengths), None)


def _counted(told: Resolver, one: Expression, now: date) -> Resolved:  # noqa: PLR0911 - one word, one line
    """What is counted from the day of publication: 今年以来, 昨日, 上周五, 过去三年, 上季度."""
    word, by = one.word or "", f"counted from {now}"
    if word == "now":
        return Resolved(Days(now, now), (), "now", by)
    if word == "to_date":
        return _to_date(now)
    shift = one.shift or 0
    if word == "days":
        moved = now + timedelta(days=shift)
        return Resolved(Days(moved, moved), (), word, by)
    if word == "told_day":  # of the month of publication, or of the one before
        index = now.year * 12 + now.month - 1 - (shift > now.day + 1)
        return Resolved(day(index // 12, index % 12 + 1, shift), (), "days", by)
    if word == "weeks":
        monday = now - timedelta(days=now.weekday() - 7 * shift)
        return Resolved(Days(monday, monday + timedelta(days=6)), (), word, by)
    if word == "weekend":  # the one that the publication is in, or the last before it
        saturday = now - timedelta(days=(now.weekday() - _SATURDAY) % 7)
        return Resolved(Days(saturday, saturday + timedelta(days=1)), (), word, by)
    if word == "last_weekday":
        moved = now - timedelta(days=now.weekday() + 7 - shift)
        return Resolved(Days(moved, moved), (), word, by)
    if word == "weekday":
        moved = now - timedelta(days=(now.weekday() - shift) % 7)
        return Resolved(None if one.future else Days(moved, moved), (), word, by)
    if word == "years_ago":
        return Resolved(months(now.year - shift, 1, 12) if shift < now.year else None, (), word, by)
    if word == "decade_end":
        end = date(now.year // 10 * 10 + 9 + 10 * (one.shift or 0), 12, 31)
        return Resolved(Days(end, end), (), word, by)
    if word == "past":
        return Resolved(
            months(now.year - shift, 1, 12) and Days(date(now.year - shift, 1, 1), date(now.year - 1, 12, 31)), (), word, by
        )
    step = 3 if word == "quarters" else 1
    now = _spoken_of(told, word, shift) or now
    index = now.year * 12 + (now.month - 1) // step * step + shift * step
    year, first = divmod(index, 12)
    return Resolved(months(year, first + 1, first + step), (), word, by)


def _accounts(told: Resolver, one: Expression) -> Resolved:
    """Accounts named without a year (中期业绩): those that the article reports on, where they are as long."""
    found, part = told.report, one.part
    if found is not None and part is not None and told.stated is None:
        length = (found.last.year - found.first.year) * 12 + found.last.month - found.first.month
        if length == part.b - part.a:
            return Resolved(found, (), "same", "the accounts that are reported on")
    return told.as_stated(one)


def _reported(told: Resolver, word: str) -> Resolved:
    """What is said of the time that the article reports on: the period itself, its end, the year around it."""
    near = next((days for days in reversed(told.last) if days.first != days.last), None)
    if word == "report":
        found = near or told.report
        members = told.last if near is not None and len(told.last) > 1 else ()
        if members:
            found = Days(members[0].first, members[-1].last)
        return Resolved(found, members, "same", "what is reported on")
    found = told.report or near
    if word == "fiscal_now":
        over = found is not None and _over(told, found)
        moved = shifted(found, 1) if over and found is not None else found
        return Resolved(moved, (), "same", "the year after that which is reported on" if over else "what is reported on")
    if word in {"period_before", "period_after"}:
        whole = near is not None and (near.last - near.first).days >= _YEAR - 1
        found = near if whole else found
        step = -1 if word == "period_before" else 1
        step += told.running and found is not None and near != found and _over(told, found)
        moved = None if found is None else shifted(found, step)
        return Resolved(moved, (), "year_ago" if word == "period_before" else word, "counted from what is reported on")
    if word == "report_end":
        return Resolved(found and Days(found.last, found.last), (), word, "the last day of what is reported on")
    year = _ended(told) if word == "full_year" else None
    if year is not None:
        begins, by = 1, "the year that is over"
    elif told.stated is not None and told.last:
        year, begins, by = told.stated, told.begins, "the year stated before"
    elif told.report is not None:
        year, begins, by = told.report.first.year, told.report_begins, "the year that is reported on"
    elif told.told is not None and (told.told.last - told.told.first).days >= _YEAR - 1:
        year, begins, by = told.told.last.year, 1, "the year told of before"
    elif told.published is not None:
        year, begins, by = told.published.year - (word == "year_ended"), 1, f"the year of {told.published}"
    else:
        return Resolved(None, (), word, "no year")
    days = months(year, 1, 12, begins)
    if days is not None and word != "full_year":
        edge = days.first if word == "year_start" else days.last
        days = Days(edge, edge)
    return Resolved(days, (), word, by)


def _ended(told: Resolver) -> int | None:
    """The year that 全年 is of: that which ends with the month spoken of, or in the first months of one the last; else None."""
    spoken, now = told.last[-1] if told.last else told.told, told.published
    if told.stated is None and spoken is not None and spoken.last.month == _DECEMBER:
        return spoken.last.year
    bare = told.report is None and not (told.stated is not None and told.last)
    if bare and now is not None and spoken is not None and now.month <= _SPRING and spoken.last.year == now.year - 1:
        return spoken.last.year
    return None


def _own(told: Resolver, one: Expression) -> Resolved:
    """This year (本年度, 年内) in accounts of one: the year that they are of, else that of the publication."""
    found = told.report
    if told.accounts and found is not None and _over(told, found):
        if one.part is None:
            return Resolved(found, (), "same", "the year that the accounts are of")
        return told.as_stated(one._replace(word=None, shift=None, year=found.first.year, begins=told.report_begins))
    if one.word == "own_year":
        return told.as_stated(one._replace(word=None))
    return Resolved(None, (), "to_date", "no publication date") if told.published is None else _to_date(told.published)


def _to_date(now: date) -> Resolved:
    return Resolved(Days(date(now.year, 1, 1), now), (), "to_date", f"counted from {now}")


def _over(told: Resolver, found: Days) -> bool:
    """Whether what is reported on is a year that is over: the running one (今期) is the next."""
    whole = (found.last - found.first).days >= _YEAR - 1
    return whole and told.published is not None and found.last < told.published


def _anaphor(told: Resolver, one: Expression, before: Days | None) -> Resolved:
    word = one.word or ""
    if word == "debut":
        if told.published is None or len(told.days) > 1:
            return Resolved(None, (), word, "no one day that it can be")
        before = next(iter(told.days), Days(told.published, told.published))
    if word in {"day", "next_day"} and (before is None or before.first != before.last or before == told.edge):
        before = told.day or (Days(told.published, told.published) if told.published is not None else None)
    if before is None or (word in {"day", "next_day"} and before.first != before.last):
        return Resolved(None, (), word, "no day before it")
    by = f"after {before.iso}"
    last = before.last
    if word in {"year", "that_year", "next_year"}:
        return Resolved(piece(one.part, last.year + (word == "next_year"), 1, told.last), (), word, by)
    if word == "next_day":
        return Resolved(Days(next_day(last), next_day(last)), (), word, by)
    found = None
    if word in {"month", "month_end"}:
        found = months(last.year, last.month, last.month)
    elif word in {"quarter", "quarter_end"}:
        first = (last.month - 1) // 3 * 3 + 1
        found = months(last.year, first, first + 2)
    if found is not None:
        return Resolved(Days(found.last, found.last) if word.endswith("_end") else found, (), word, by)
    return Resolved(before, (), word, by)
