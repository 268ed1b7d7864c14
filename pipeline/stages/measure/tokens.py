"""Numbers inside Latin words and codes: dates, times, addresses, files, models, versions. None of them is a quantity.

A number is looked at with the run of ASCII signs that it stands in. Only runs that hold more than the number and its unit
are judged, so a plain number costs two looks at its neighbours.
"""

from __future__ import annotations

import re

__all__ = ["CODE", "NAME", "model", "outside_titles", "quote", "run", "street", "veto", "without_runs"]

NAME = "name"
CODE = "code"
LONGEST = 120

_RIGHT = re.compile(r"[A-Za-z0-9_./:@#?&=%~+\-]{0,120}")
ENDLESS = 500
_ENDLESS = re.compile(rf"[A-Za-z0-9_./:@#?&=%~+\-]{{{ENDLESS},}}+")
_INNER = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@#?&=%~+-")
_LETTERS = re.compile(r"[A-Za-z]")
_DATE = re.compile(
    r"(?:(?:19|20)\d{2}([-./])\d{1,2}\1\d{1,2}|(?:19|20)\d{2}[-/](?:0\d|1[0-2])|\d{1,2}([-/])\d{1,2}\2(?:19|20)\d{2})"
    r"(?:[T ]?\d{1,2}:\d{2}.{0,40})?"
)
_TIME = re.compile(r"\d{1,2}:\d{1,2}(?::\d{2})?(?:[-~]\d{1,2}:\d{2}(?::\d{2})?)?")
"""A time, or two sides of a screen or a match (16:9)."""
_ADDRESS = re.compile(
    r"://|www\.|@|\.(?:com|cn|net|org|html?|shtml|php|jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|mp4|mp3|zip|apk|py|js)\b|[?&]\w+=",
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"\(?(?:\d{3,6}\.[A-Z]{2}|\d{4,6}-(?:TW|HK|US|CN|JP|KR)(?![A-Za-z])|[A-Z]{2,6}:\d{3,6}|(?:SH|SZ|HK|BJ|sh|sz|hk)\.?\d{4,6}|\d{4,6}(?:SH|SZ|HK|BJ))"
)
_PHONE = re.compile(r"\+?\d{2,4}-\d{3,4}-?\d{4}|\d{3,4}-\d{7,8}|1[3-9]\d{9}|400-?\d{3,4}-?\d{3,4}|[48]00\d{7}")
_MODEL = re.compile(r"(\d{2,4})-(\d{1,4})|\d{2,3}[1-9][xX]")
"""An aircraft or the like (787-9, 777x): numbers that fall are no two ends, and nothing is 777 times as much."""
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+){2,}")

_TITLE = re.compile(r"《[^《》\n]{1,60}+》")
_QUOTE = re.compile(r"\(\d++(?:\.\d++)?,\s?[+\-−]?\d++\.\d++,\s?[+\-−]?\d++(?:\.\d++)?%\)")
LONGEST_QUOTE = 48
_STREET = re.compile(r" [NSEW]\. [A-Z][a-z]+ (?=[A-Z])")
"""A direction and two large words: a sentence that begins behind a unit goes on with a small one."""


def quote(text: str, end: int) -> bool:
    """Whether the percentage that ends at `end` is the last of a quote that a portal put behind a stock's name.

    >>> quote("(7.550,-0.210,-2.71%)", 20), quote("(增长2.71%)", 8)
    (True, False)
    """
    if text[end : end + 1] != ")":
        return False
    start = text.rfind("(", max(0, end - LONGEST_QUOTE), end)
    return start >= 0 and _QUOTE.fullmatch(text, start, end + 1) is not None


def without_runs(text: str) -> str:
    """`text` with line feeds for runs of ASCII signs that are longer than any word or address: data, without a quantity.

    >>> len(without_runs("1/" * 500).strip()), without_runs("1/2 of it")
    (0, '1/2 of it')
    """
    return _ENDLESS.sub(lambda match: "\n" * len(match[0]), text) if len(text) >= ENDLESS else text


def outside_titles(text: str, places: list[int]) -> list[bool]:
    """Whether each of some places, in order, is outside every title of a work: a number in one states nothing.

    >>> outside_titles("《一元钱》卖5元", [1, 6])
    [False, True]
    """
    titles = _TITLE.finditer(text)
    title = next(titles, None)
    outside: list[bool] = []
    for place in places:
        while title is not None and title.end() <= place:
            title = next(titles, None)
        outside.append(title is None or place < title.start())
    return outside


def run(text: str, start: int, end: int) -> tuple[int, int]:
    """The run of ASCII signs around ``text[start:end]``, at most `LONGEST` to either side; ends of sentences left out."""
    floor, number = max(0, start - LONGEST), start
    while start > floor and text[start - 1] in _INNER:
        start -= 1
    while start < number and text[start] in ".:?/-":
        start += 1
    match = _RIGHT.match(text, end)
    stop = match.end() if match else end
    while stop > end and text[stop - 1] in ".:?/-":
        stop -= 1
    return start, stop


def street(text: str, end: int) -> bool:
    """Whether a direction and a street's name follow a house number.

    >>> street("of 3170 W. County Road", 7), street("It draws 60 W. It is bright", 11)
    (True, False)
    """
    return _STREET.match(text, end) is not None


def model(text: str, start: int, end: int) -> bool:
    """Whether the number at ``text[start:end]`` is part of a model's name in a language that parts words by blanks.

    >>> model("a 787-9 jet", 6, 7), model("5-9 jets", 2, 3), model("delayed 777x jets", 8, 12)
    (True, False, True)
    """
    match = _MODEL.fullmatch(text, *run(text, start, end))
    return match is not None and (match[1] is None or int(match[1]) > int(match[2]))


def veto(text: str, start: int, end: int) -> str | None:  # noqa: PLR0911 - one way out for each reason
    """Why the number at ``text[start:end]`` is no quantity, judged by the run it stands in; None where it may be one."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if before not in _INNER and after not in _INNER:
        return None
    left, right = run(text, start, end)
    token = text[left:right]
    if _ADDRESS.search(token):
        return "address"
    if _TIME.fullmatch(token) or _DATE.fullmatch(token):
        return "date"
    if _TICKER.match(token) or _PHONE.fullmatch(token) or _VERSION.fullmatch(token):
        return CODE
    if before and before in "_#":
        return CODE
    stem = start - 1 if before and before in "-./" else start
    if stem > left and _LETTERS.match(text[stem - 1]):
        return NAME
    if before == "." or (
        before == "-" and start - 2 >= left and text[start - 2].isalnum() and _LETTERS.search(text[left : start - 1])
    ):
        return NAME
    return None
