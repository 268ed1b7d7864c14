"""The shapes of time in Chinese and Japanese: tokens joined where they touch.

``2025年`` + ``前三季度``, ``截至`` + a day + ``止六个月``, ``1`` – ``9月``, ``3Q25``, ``令和6年`` + ``3月期``, and spans of two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.chronology.expression import Expression, Part
from pipeline.chronology.parts import part_of

if TYPE_CHECKING:
    from pipeline.chronology.tokens import Token, Tokens

__all__ = ["read"]

_CENTURY, _EARLY = 2000, 1000
_QUARTER = 2
"""How many months lie between the first and the last of a quarter."""
_YEARS = {"year", "told_year", "era", "bare_era", "short", "fiscal", "bare", "years"}
_WORDS = {
    "year_ago": "year_ago",
    "now": "now",
    "to_date": "to_date",
    "month_word": "months",
    "day_word": "days",
    "week_word": "weeks",
    "weekend": "weekend",
    "quarter_word": "quarters",
    "full_year": "full_year",
    "year_end": "year_end",
    "year_start": "year_start",
}
_NAMED, _DEPENDENT = {"interim", "report_name"}, {"end", "begin", "half_code"}
_MONTHS, _LOOK, _GAP = 12, 22, 16


def read(text: str, grammar: Tokens) -> list[Expression]:
    """The times written in `text`, in order, spans joined; words that only make sense beside another are left out."""
    scanned = grammar.scan(text)
    if not any(word in text for word in grammar.said("bare_era_signs")):
        scanned = [one for one in scanned if one.kind != "bare_era"]
    grown, summed = any(word in text for word in grammar.said("cumulative")), tuple(grammar.said("summed"))
    points: list[Expression] = []
    at = 0
    while at < len(scanned):
        point, taken = _point(text, scanned, at, grammar)
        if point is not None:
            whole = summed != () and text.startswith(summed, point.end)
            points.append(_from_start(text, point, grammar, summed=whole) if grown or whole else point)
        at += max(1, taken)
        while point is not None and at < len(scanned) and scanned[at].start < point.end:
            at += 1
    return [_marked(text, one, grammar) for one in _spans(text, points, grammar)]


def _from_start(text: str, made: Expression, grammar: Tokens, *, summed: bool) -> Expression:
    """A quarter of a year that accounts up to it are of (2026年3月期第3四半期, of nine months; `summed`: 3분기 누적)."""
    part, written = made.part, text[made.start : made.end]
    if part is None or part.kind != "months" or part.b - part.a != _QUARTER:
        return made
    fiscal = summed or any(word in written for word in grammar.said("fiscal_end"))
    return made._replace(part=part._replace(a=1)) if fiscal else made


def _touching(text: str, one: Token, other: Token, grammar: Tokens) -> bool:
    gap = text[one.end : other.start]
    return not gap or gap.isspace() or gap in grammar.said("attributive")


def _point(text: str, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression | None, int]:
    """The expression that opens at token `at`, and how many tokens it takes."""
    first = at
    until = scanned[at].kind == "until"
    if until:
        at += 1
        if at >= len(scanned) or text[scanned[at - 1].end : scanned[at].start].strip():
            return None, 1
    made, at = _opened(text, scanned, at, grammar)
    if made is None:
        return None, 1
    if at < len(scanned) and scanned[at].kind == "close" and _touching(text, scanned[at - 1], scanned[at], grammar):
        made, at = made._replace(length=_length(scanned[at].text, grammar), end=scanned[at].end), at + 1
        if at < len(scanned) and scanned[at].kind in _NAMED and _touching(text, scanned[at - 1], scanned[at], grammar):
            part = part_of(scanned[at], grammar)
            length = made.length if made.length is not None or part is None else part.b - part.a + 1
            made, at = made._replace(end=scanned[at].end, report=True, length=length), at + 1
    if until and made.length is None:
        closing = grammar.closing.match(text, made.end)
        if closing is not None:
            made = made._replace(length=grammar.words.number("closing_spans", closing[0].strip()), end=closing.end())
    made = made._replace(start=scanned[first].start, until=until)
    return made, at - first


def _opened(text: str, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression | None, int]:
    """The expression that token `at` opens, with the piece of a year behind it, and the token after it."""
    token, words = scanned[at], grammar.words
    alone = _alone(token, grammar)
    if alone is not None:
        return alone, at + 1
    made = Expression(start=token.start, end=token.end)
    if token.kind in _YEARS:
        made = _year(token, grammar)
    elif token.kind in {"anaphor", "same"}:
        made = made._replace(word=str(words.tables.get("anaphors", {}).get(token.text, "same")))
        if made.word not in {"year", "that_year", "next_year"}:
            return made, at + 1
    else:
        joined = None if token.kind in _DEPENDENT else _with_part(made._replace(end=token.start), scanned, at, grammar)
        return joined or (None, at + 1)
    if at + 1 < len(scanned) and _touching(text, token, scanned[at + 1], grammar):
        return _with_part(made, scanned, at + 1, grammar) or (made, at + 1)
    return made, at + 1


def _alone(token: Token, grammar: Tokens) -> Expression | None:  # noqa: PLR0911 - one kind of token, one line
    """The expression that a token is by itself; None for one that may have a piece of a year behind it."""
    words, made = grammar.words, Expression(start=token.start, end=token.end)
    if token.kind == "iso":
        return _iso(token)
    if token.kind == "weekday":
        return _weekday(token, grammar)
    if token.kind == "plan":
        first = next(words.number("five_years", word) for word in words.words("five_years") if token.text.startswith(word))
        if token.text.endswith(grammar.said("plan_ends")):
            return made._replace(year=first + 4, part=Part("end"))
        return made._replace(year=first, to=made._replace(year=first + 4))
    if token.kind == "dotted":
        return _dotted(token, grammar)
    if token.kind == "code":
        return _code(token, grammar)
    if token.kind == "later":
        word = "years_later" if token.text.endswith(grammar.said("later")) else "years_ago"
        return made._replace(word=word, shift=grammar.numbers(token.text)[0])
    if token.kind == "told_day":
        return made._replace(word="told_day", shift=grammar.numbers(token.text)[0])
    if token.kind == "past":
        return made._replace(word="past", shift=grammar.numbers(token.text)[0])
    word = _WORDS.get(token.kind, "")
    word = "own_to_date" if word == "to_date" and token.text in grammar.said("own_year") else word
    return made._replace(word=word, shift=words.number(word, token.text)) if word else None


def _marked(text: str, made: Expression, grammar: Tokens) -> Expression:
    """With what stands around it: something that began then or is to come, a base of comparison, a time accounted for."""
    before, after = text[max(0, made.start - 6) : made.start].rstrip(), text[made.end : made.end + 6].lstrip()
    lasting = grammar.lasting.match(text, made.end, made.end + _LOOK)
    open_ended = lasting is not None and (lasting["from"] is None or before.endswith(grammar.said("since_from")))
    runs = made.runs or (open_ended and made.to is None and not made.until)
    related = grammar.related.search(text, max(0, made.start - _GAP), made.start) is not None
    based = before.endswith(grammar.said("base_before")) or after.startswith(grammar.said("base_after"))
    like = before.endswith(grammar.said("alike_before")) and grammar.alike.match(text, made.end, made.end + _LOOK) is not None
    began = grammar.moment.match(text, made.end) is None and (
        (made.until and before.endswith(grammar.said("from_until")))
        or after.startswith(grammar.said("since"))
        or before.endswith(grammar.said("from"))
    )
    alike = before.endswith(grammar.said("equals")) and after.startswith(grammar.said("attributive"))
    return made._replace(
        runs=runs,
        deadline=after.startswith(grammar.said("deadline")),
        since=runs or began,
        future=before.endswith(grammar.said("future")) or after.startswith(grammar.said("future_after")),
        base=like or alike or related or based,
        report=made.report or made.length is not None or after.startswith(grammar.said("reports")),
    )


def _year(token: Token, grammar: Tokens) -> Expression:
    made = Expression(start=token.start, end=token.end)
    if token.kind == "told_year":
        return made._replace(shift=grammar.words.number("years", token.text[0] + grammar.said("year")[0]))
    if token.kind == "years":
        own = "own_year" if token.text in grammar.said("own_year") else None
        return made._replace(shift=grammar.words.number("years", token.text), word=own)
    numbers = grammar.numbers(token.text)
    if token.kind == "bare_era":
        return made._replace(year=grammar.words.number("bare_era", "era") + grammar.numbers(token.text)[0])
    if token.kind == "era":
        era = next(word for word in grammar.words.words("eras") if token.text.startswith(word))
        return made._replace(year=grammar.words.number("eras", era) + (numbers[0] if numbers else 1))
    number = numbers[0]
    return made._replace(year=number if number >= _EARLY else _CENTURY + number)


def _with_part(made: Expression, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression, int] | None:
    """`made` with the piece of a year that token `at` names, and the token after it; None where it names none."""
    token = scanned[at]
    dated = made.year is not None or made.shift is not None
    if token.kind in {"same", "full_year"}:
        word = "same" if token.kind == "same" else made.word
        return (made._replace(word=word, end=token.end), at + 1) if dated else None
    if token.kind == "fiscal_end":
        return _fiscal(made, scanned, at, grammar)
    part = part_of(token, grammar)
    if part is not None and (token.kind == "report_name" or (token.kind == "interim" and not dated)):
        return made._replace(part=part, word=None if dated else "accounts", end=token.end, report=True), at + 1
    if part is None or (part == Part("day", 0, part.b) and token.kind != "days" and (dated or made.word is not None)):
        return None
    following = scanned[at + 1] if at + 1 < len(scanned) else None
    if part.kind in {"months", "calendar"} and following is not None and following.kind == "end" and following.start == token.end:
        return made._replace(part=Part("month_end", part.b), end=following.end), at + 2
    made = made._replace(part=part, end=token.end)
    if token.kind == "days":
        last = grammar.numbers(token.text)[-1]
        made = made._replace(to=Expression(start=token.start, end=token.end, part=Part("day", part.a, last)))
    return made, at + 1


def _fiscal(made: Expression, scanned: list[Token], at: int, grammar: Tokens) -> tuple[Expression, int] | None:
    """A fiscal year named by the month that it ends with (2025年3月期), with a quarter or half of it."""
    month = grammar.numbers(scanned[at].text)[0]
    if not 1 <= month <= _MONTHS:
        return None
    back = int(month < _MONTHS)
    made = made._replace(
        year=None if made.year is None else made.year - back,
        shift=None if made.shift is None else made.shift - back,
        begins=month % _MONTHS + 1,
        end=scanned[at].end,
    )
    if at + 1 < len(scanned) and scanned[at + 1].start - scanned[at].end <= 1:  # a blank or の may be between
        joined = _with_part(made, scanned, at + 1, grammar)
        if joined is not None:
            return joined
    return made._replace(part=Part("months", 1, _MONTHS)), at + 1


def _iso(token: Token) -> Expression:
    pieces = [int(piece) for piece in token.text.replace("/", "-").replace(".", "-").split("-")]
    part = Part("months", pieces[1], pieces[1]) if len(pieces) == 2 else Part("day", pieces[1], pieces[2])
    return Expression(start=token.start, end=token.end, year=pieces[0], part=part)


def _weekday(token: Token, grammar: Tokens) -> Expression:
    """周五, 上周五."""
    words = grammar.words
    name = next(name for name in words.words("weekday") if token.text.endswith(name))
    last = len(name) < len(token.text)
    number = words.number("weekday", name)
    return Expression(start=token.start, end=token.end, word="last_weekday" if last else "weekday", shift=number)


def _dotted(token: Token, grammar: Tokens) -> Expression:
    """Days with a point between month and day: 5.17日, 5.17-19日, 5.18-6.2日."""
    numbers = grammar.numbers(token.text)
    made = Expression(start=token.start, end=token.end, part=Part("day", numbers[0], numbers[1]))
    if len(numbers) == 2:
        return made
    return made._replace(to=made._replace(part=Part("day", numbers[-2] if len(numbers) == 4 else numbers[0], numbers[-1])))


def _code(token: Token, grammar: Tokens) -> Expression:
    number, year = grammar.numbers(token.text)
    part = Part("months", 1, 9) if "M" in token.text else Part("months", number * 3 - 2, number * 3)
    if "H" in token.text:
        part = Part("months", number * 6 - 5, number * 6)
    return Expression(start=token.start, end=token.end, year=year if year >= _EARLY else _CENTURY + year, part=part)


def _length(text: str, grammar: Tokens) -> int | None:
    words = grammar.words
    for word in words.words("length"):
        if text.endswith(word):
            return words.number("length", word)
    if text.endswith(words.words("closing_year")):
        return 12
    return 3 if text.endswith(words.words("closing_quarter")) else None


def _spans(text: str, points: list[Expression], grammar: Tokens) -> list[Expression]:
    """Two points with a range word between them become one span."""
    joined: list[Expression] = []
    for point in points:
        if joined:
            last = joined[-1]
            gap = text[last.end : point.start]
            if point.word == "now" and not (gap.strip() or last.word) and text[point.start : point.end] in grammar.said("as_of"):
                joined[-1] = last._replace(end=point.end, until=True)
                continue
            if point.word == "now" and not (gap or last.word or point.until or last.until):
                joined[-1] = last._replace(end=point.end, runs=True)
                continue
            if point.word == "that_year" and last.to is not None and not gap.strip():
                joined[-1] = last._replace(end=point.end)
                continue
            plain = last.to is None and not (last.word or point.word) and last.length is None
            if plain and len(gap) <= _GAP and grammar.clock.sub("", gap, count=1) != gap:
                gap = grammar.clock.sub("", gap, count=1)
            begun = plain and len(gap) <= _GAP and grammar.begun.fullmatch(gap) is not None
            if plain and ((len(gap) <= 4 and grammar.range.fullmatch(gap)) or begun):
                joined[-1] = last._replace(to=point, end=point.end, length=point.length)
                continue
        joined.append(point)
    return joined
