"""From time as written to ISO 8601: stated dates first, then what the article said before, then the day of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.chronology.calendar import Days, day, months, parse
from pipeline.chronology.pieces import piece, until
from pipeline.chronology.pointing import Resolved, pointed
from pipeline.chronology.years import nearest, turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.chronology.expression import Expression, Part

__all__ = ["Resolver"]

_ASIDE = {"year_ago", "now", "full_year", "year_end", "year_ended", "year_start", "period_after", "report_end"}
"""Rules whose time what follows is not about."""
_DAYS = frozenset({"days", "told_day", "weeks", "weekday", "last_weekday"})
"""Words for days and weeks, which state no year."""
_EDGES = frozenset({"end", "start", "month_end", "month_start"})
_MONTH, _SPRING, _WEEK = 31, 5, 7


class Resolver:
    """Reads the expressions of one text in order, and remembers what they were.

    `published` is the day that relative words count from. Without it, a stated year may still stand for 今年: the latest one
    that is neither to come nor a beginning.
    """

    def __init__(
        self,
        expressions: Sequence[Expression],
        published: str | None,
        holidays: Mapping[str, int | str] | None = None,
        *,
        told: bool = False,
    ) -> None:
        self.published = parse(published)
        self.holidays = holidays or {}
        """The days of public holidays, by year and number."""
        self.counts = told
        """Whether the month before (上月) is counted from the month that is told of, where there is one."""
        self.stated: int | None = None
        """The year last stated in the running paragraph."""
        self.last: tuple[Days, ...] = ()
        """The period or periods last resolved in the running paragraph."""
        self.told: Days | None = None
        """The period last resolved in the whole text that is no base, beginning or aside."""
        self.named: Days | None = None
        """The same, where something began then or is compared with it too."""
        self.ever: Days | None = None
        """The period last resolved in the whole text."""
        self.report: Days | None = None
        """The time that the article reports on: the first that accounts are said to be of."""
        self.piece: Days | None = None
        """The month, quarter or other piece of a year last named in the whole text, not as the one before another."""
        self.day: Days | None = None
        """The day last resolved in the whole text."""
        self.days: set[Days] = set()
        """The days that the whole text has named, of which a debut is one where it is the only one."""
        self.edge: Days | None = None
        """The last day resolved, where it is the end or the beginning of a year or a month, on which nothing happens."""
        self.begins = self.report_begins = 1
        self.accounts = any(one.length is not None for one in expressions)
        """Whether the text has accounts up to a day (截至…止年度)."""
        self.running = any(one.word == "fiscal_now" for one in expressions)
        """Whether the text speaks of the running business year (今期): the one before it is then the last one closed."""
        self.ended = False
        """Whether a sentence has ended since a year was stated."""
        self.counted_to: int | None = None
        """The year that the running sentence counts up to (截至2020年底)."""
        years = [
            end.year
            for one in expressions
            for end in (one, one.to)
            if end is not None and end.year is not None and not one.future and not one.since and not (one.to or one).future
        ]
        self.reference = self.published.year if self.published else max(years, default=None)
        accounts = [one for one in expressions if one.report and one.word in {None, "accounts"} and not one.base]
        for one in sorted(accounts, key=lambda one: one.word is not None):
            found = self.as_stated(one)
            if found.days is None or found.days.first == found.days.last:
                continue
            if self.published is None or found.days.last <= self.published:
                self.report, self.report_begins = found.days, one.begins
                break

    def paragraph(self) -> None:
        """A new paragraph: what was said before no longer carries."""
        self.stated, self.last, self.named = None, (), None

    def sentence(self) -> None:
        """A sentence has ended."""
        self.ended, self.counted_to = True, None

    def resolve(self, one: Expression) -> Resolved:
        """The days of an expression, given what came before it."""
        resolved = pointed(self, one) if one.word else self.as_stated(one)
        days, now = resolved.days, self.published
        if one.runs and days is not None and now is not None and days.first <= now:
            return Resolved(Days(days.first, now), (), "since", f"from {days.iso} to {now}")
        if resolved.rule == "carried_year" and days is not None and self.stated is not None and days.first.year > self.stated:
            self.stated = days.last.year
        if one.until and one.year is not None and resolved.days is not None:
            self.counted_to = resolved.days.last.year
        if resolved.days is not None and resolved.rule != "now":
            self.ever = self.named = resolved.days
            edge = one.part is not None and one.part.kind in _EDGES
            self.edge = resolved.days if edge and not one.until else self.edge
            if resolved.days.first == resolved.days.last and not edge:
                self.days.add(resolved.days)
                self.day = resolved.days if not one.until else self.day
        if resolved.days is not None and one.part is not None and one.word is None and one.to is None and not one.base:
            self.piece = resolved.days
        if resolved.days is not None and not one.since and resolved.rule not in _ASIDE and not (one.base or _again(one)):
            self.last, self.told = resolved.members or (resolved.days,), resolved.days
            if (
                one.year is not None
                or (one.to is not None and one.to.year is not None)
                or (one.shift is not None and one.word not in _DAYS)
            ):
                self.ended = False
                self.stated = resolved.days.last.year if one.begins == 1 else resolved.days.first.year
                self.begins = one.begins
        return resolved

    def as_stated(self, one: Expression) -> Resolved:
        """The days of an expression by its year and the piece of it."""
        if one.part is not None and one.part.kind == "holiday" and one.to is None:
            return self._holiday(one, one.part)
        year, by = self.year_of(one)
        if one.to is not None and one.part is not None and one.to.part is not None and not (one.part.a or one.to.part.a):
            bare = one.part.kind == one.to.part.kind == "day" and one.year is None and one.shift is None
            last = self._bare_day(one.to.part.b, future=one.future) if bare else None
            first = day(last.last.year, last.last.month, one.part.b) if last is not None else None
            if first is not None and last is not None and first.first <= last.last:
                return Resolved(Days(first.first, last.last), (), "span", "of the month before, or of the publication")
        if one.to is not None:
            return self._span(one, year, by)
        if one.part is not None and one.part.kind == "day" and one.part.a == 0 and one.year is None and one.shift is None:
            return Resolved(
                self._bare_day(one.part.b, future=one.future), (), "carried_year", "of the month before, or of the publication"
            )
        if year is None:
            return Resolved(None, (), "no_year", by)
        begins = one.begins if one.begins != 1 or one.year is not None or self.stated is None else self.begins
        found = piece(one.part, year, begins, self.last)
        ahead = self.published is not None and found is not None and found.last > self.published
        if ahead and found is not None and one.length is not None and one.year is None and one.shift is None and not one.future:
            found = piece(one.part, year - 1, begins, self.last)
        if found is not None and one.length is not None:
            found = until(found.last, one.length)
        return Resolved(
            found, (), "stated" if one.year is not None else "relative" if one.shift is not None else "carried_year", by
        )

    def _holiday(self, one: Expression, part: Part) -> Resolved:
        """The days of a public holiday: of the year stated with it, else the last one begun by the publication."""
        years = [self.year_of(one)[0]] if one.year is not None or one.shift is not None else self._years()
        for year in years:
            days = self._kept(year, part)
            if days is not None and (len(years) == 1 or self.published is None or days.first <= self.published):
                return Resolved(days, (), "stated" if one.year is not None else "relative", "the days set for the holiday")
        return Resolved(None, (), "no_year", "no days known for the holiday")

    def _years(self) -> list[int | None]:
        """The years that a piece of a year without one may be of, the likeliest first."""
        if self.published is None:
            return [self.stated if self.stated is not None else self.reference]
        told = self.stated if self.stated is not None and self.stated <= self.published.year else self.published.year
        return [told, told - 1]

    def _kept(self, year: int | None, part: Part) -> Days | None:
        """The days of a holiday in a year; None where they are not known."""
        first, _, last = str(self.holidays.get(f"{year}-{part.a}", "")).partition("/")
        begun, over = parse(first), parse(last)
        if begun is None or over is None:
            return None
        return Days(begun, begun if part.b else over)

    def year_of(self, one: Expression) -> tuple[int | None, str]:  # noqa: PLR0911 - one source of a year, one line
        """The year that an expression is of, and where it comes from."""
        if one.year is not None:
            return one.year, "as stated"
        if one.shift is not None:
            if self.reference is None:
                return None, "no publication date and no stated year"
            if one.shift == 0 and self.counted_to == self.reference - 1:
                return self.counted_to, f"the year {self.counted_to} that is counted to"
            if self.published is None and self.stated is not None and one.shift == 0:
                return self.stated, f"counted from the stated year {self.stated}"
            return self.reference + one.shift, f"counted from {self.published or self.reference}"
        if one.part is not None and one.part.kind == "day" and one.part.a == 0:
            return self._month_of_day()
        if self.stated is not None and one.word in {None, "accounts"} and not self._over(one):
            if turned(one, self.stated, self.last, self.published):
                return self.stated + 1, f"after the turn of the year {self.stated}"
            return self.stated, f"of the year stated before, {self.stated}"
        if self.published is None:
            return (self._after_report(one), "of the latest stated year") if self.reference else (None, "no year")
        return nearest(one, self.published, self.last), f"the nearest to {self.published}"

    def _over(self, one: Expression) -> bool:
        """Whether the year stated is one to come, and a sentence has ended since: a piece of a year is of the present again."""
        return (
            one.part is not None
            and not one.future
            and self.ended
            and self.published is not None
            and (self.stated or 0) > self.published.year
        )

    def _month_of_day(self) -> tuple[int | None, str]:
        if self.last or self.published is not None:
            return (
                self.last[-1].last.year if self.last else self.published.year if self.published else None
            ), "of the month before"
        return None, "no month"

    def _bare_day(self, number: int, *, future: bool) -> Days | None:
        """The day of the month spoken of, else the last such day up to the publication."""
        near = self.last[-1] if self.last else None
        now = self.published
        passed = now is not None and near is not None and near.first > now and number <= now.day and not future
        if near is not None and (near.last - near.first).days <= _MONTH and not passed:
            return day(near.last.year, near.last.month, number)
        if self.published is None:
            return day(near.last.year, near.last.month, number) if near is not None else None
        index = self.published.year * 12 + self.published.month - 1 - (number > self.published.day + (_WEEK if future else 0))
        return day(index // 12, index % 12 + 1, number)

    def _after_report(self, one: Expression) -> int | None:
        """The latest stated year; a day that precedes the end of what is reported on is of the year after."""
        year = self.reference
        if year is not None and self.report is not None and one.part is not None and one.part.kind == "day":
            found = piece(one.part, year, 1, ())
            if found is not None and found.last < self.report.last and self.report.last.year == year and one.part.a < _SPRING:
                return year + 1
        return year

    def _span(self, one: Expression, year: int | None, by: str) -> Resolved:
        """From one point to another; what the first lacks it takes from the second, and the other way about."""
        last = one.to
        if last is None:
            return Resolved(None, (), "no_year", by)
        last_year, last_by = self.year_of(last) if last.year is not None or last.shift is not None else (year, by)
        if one.year is None and one.shift is None and last_year is not None and (last.part is not None or one.part is None):
            year, by = last_year, last_by
        if year is None or last_year is None:
            return Resolved(None, (), "no_year", by)
        before = self.last
        first_days = piece(one.part, year, one.begins, before)
        if first_days is not None:
            before = (first_days,)
        last_days = piece(last.part, last_year, last.begins, before)
        if first_days is None or last_days is None or last_days.last < first_days.first:
            return Resolved(None, (), "no_span", by)
        members: tuple[Days, ...] = ()
        if one.part is None and last_year - year < 30:
            whole = [months(number, 1, 12) for number in range(year, last_year + (last.part is None))]
            members = (*(found for found in whole if found), *(() if last.part is None else (last_days,)))
        return Resolved(Days(first_days.first, last_days.last), members, "span", by)


def _again(one: Expression) -> bool:
    """Whether the piece of the year told of is named once more, of another year (2022年同期): what follows is not about it."""
    return one.word == "same" and (one.year is not None or one.shift is not None)
