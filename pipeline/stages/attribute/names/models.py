"""Names of things by their marks: in quotes, with a code (疾风S7), with a maker and a number (小米手机 4); kinds of funds."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.attribution import Words
from pipeline.lexicon.names import names
from pipeline.lexicon.scripts import is_ideograph
from pipeline.stages.attribute.names.naming import RUN, WALLS, Found, apposed
from pipeline.stages.attribute.names.notices import common
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["coded", "modelled", "quoted"]

_CODE = re.compile(r"(?=[A-Za-z\d-])(?:[A-Za-z]{0,6}-?\d{1,3}[A-Za-z]{0,4}(?![A-Za-z0-9.%])|(?<![A-Za-z0-9])[A-Z]\d(?![0-9.%]))")
_NUMBERED = re.compile(r"[\u3400-\u9fff]{2}\d{1,4}(?![\d.,%])")
_EDITION = re.compile(r"(?: ?[A-Z][A-Za-z]{1,6}+(?![A-Za-z0-9])){0,2}")
_TITLE, _SHORT, _HAN, _TWICE, _LONGEST = 16, 2, 3, 2, 12


def modelled(reading: Reading, title: str) -> Iterator[Found]:
    """A maker's name with a number behind it that is no figure and no time, said again or in the title; funds by their kinds."""
    text = reading.text
    held = sorted([(one.start, one.end) for one in reading.figures] + [(one.start, one.end) for one in reading.periods])
    starts = [start for start, _ in held]
    counts: dict[str, list[int]] = {}
    numbered, coded_ends, spelled = _closings(reading.cues)
    ends = _ends(reading.cues)
    named = any(ends.end_at(text, one.start() + 1) for one in numbered.finditer(text))
    for match in _models(reading.cues).finditer(text) if named else ():
        before = bisect_right(starts, match.end() - 1) - 1
        if before >= 0 and held[before][1] > match.start():
            continue
        counts.setdefault(match.group(), []).append(match.start())
    for form, places in counts.items():
        if len(places) >= _TWICE or form in title:
            yield Found(form, "product", places[0], principal=False)
    yield from _numbered(reading, starts, held)
    for match in _craft(reading.cues).finditer(text) if spelled.search(text) else ():
        if reading.times(match.group()) >= _TWICE:
            yield Found(match.group(), "product", match.start(), principal=False)
    for match in _dotted(reading.cues).finditer(text) if reading.cues.word("middle_dot") in text else ():
        yield Found(match.group(), "product", match.start(), principal=False)
    for match in _coded_models().finditer(text) if coded_ends.search(text) else ():
        yield Found(match.group(), "product", match.start(), principal=False)
    fund = reading.cues.word("fund_sign")
    for match in _funds(reading.cues).finditer(text) if fund and fund in text else ():
        yield Found(match.group(), "product", match.start(), principal=False)


def _numbered(reading: Reading, starts: list[int], held: list[tuple[int, int]]) -> Iterator[Found]:
    """Two characters that no dictionary has as a word, with a number that is no figure, said again (骁龙8至尊版, 天玑9400)."""
    cues, counts = reading.cues, dict[str, list[int]]()
    for match in _NUMBERED.finditer(reading.text):
        before = bisect_right(starts, match.end() - 1) - 1
        if (before >= 0 and held[before][1] > match.start()) or any(sign in cues.roles for sign in match.group()[:_SHORT]):
            continue
        edition = cues.of("named_editions").first(reading.text, match.end())
        counts.setdefault(match.group() + edition, []).append(match.start())
    for form, places in counts.items():
        root = form[:_SHORT]
        if len(places) >= _TWICE and len(tagged(root, guess=False)) == len(root):
            yield Found(form, "product", places[0], principal=False)


def quoted(reading: Reading) -> Iterator[Found]:
    """Names in quotes: with letters or digits in them (“远山X5”), or right behind a noun for what has a name (模型“河豚”)."""
    cues, text = reading.cues, reading.text
    before = (*cues.of("named_kinds"), *cues.of("called"))
    for pair in cues.of("quotes"):
        at = text.find(pair[0])
        while at >= 0:
            end = text.find(pair[1], at + 1, at + 2 + _LONGEST)
            form = text[at + 1 : end] if end > 0 else ""
            if len(form) >= _SHORT and RUN.fullmatch(form) and not form.isdigit():
                told = text[max(0, at - _TITLE) : at].endswith(before)
                if told or (not form.isascii() and _CODE.search(form)) or _sails(cues, form):
                    yield Found(form, "product", at + 1, principal=False)
                elif at and pair in cues.of("titles") and len(form) > _SHORT and not form.endswith(_papers(cues)):
                    yield Found(form, "name", at + 1, principal=False)
            at = text.find(pair[0], at + 1)


@functools.cache
def _sails(cues: Cues, form: str) -> bool:
    """Whether a form in quotes is a ship's or a train's name (“海洋光谱号”), no common word or number with the same end."""
    if not cues.of("craft_ends").end(form) or len(form) <= _SHORT + 1:
        return False
    return not any(one in cues.word("numerals") for one in form) and not common(form)


def _papers(cues: Cues) -> tuple[str, ...]:
    """What the names of papers, laws and reports end in."""
    return (*cues.of("documents"), *cues.of("papers"))


def coded(reading: Reading, title: str) -> Iterator[Found]:
    """A Han name with a code behind it (疾风S7), from the edge of a word, a sign or an apposition on."""
    cues, text = reading.cues, reading.text
    seen: dict[str, int] = {}
    for match in _CODE.finditer(text):
        if not any(one.isalpha() for one in match.group()):
            continue
        start = match.start()
        low = start
        while low > 0 and start - low < _LONGEST and is_ideograph(text[low - 1]):
            low -= 1
        head = text[low:start]
        if not head:
            continue
        cut = max((word.end for word in cues.scan(head) if word.roles & WALLS), default=0)
        edition = _EDITION.match(text, match.end())
        code = match.group() + (edition.group() if edition else "")
        bare = apposed(head[cut:] + code, reading)
        form = bare if bare != code else ""
        han = len(form) - len(code)
        if not _SHORT <= han <= _HAN + 1 or form.startswith(cues.of("places")):
            continue
        seen[form] = seen.get(form, 0) + 1
    for form, count in seen.items():
        if count >= _TWICE or form in title:
            yield Found(form, "product", text.find(form), principal=False)


def _makers() -> list[str]:
    """The companies whose names are not all in Latin letters."""
    return [word for word, one in names().by_name.items() if one.kind == "company" and not word.isascii()]


@functools.cache
def _closings(cues: Cues) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What the names of `_models`, `_coded_models` and `_craft` close with: where no such thing is, none is looked for."""
    makers, never = {word[-1] for word in _makers()}, "(?!)"
    ends = re.escape("".join(sorted(makers | {word[-1] for word in cues.of("devices")})))
    signs, crafts = cues.word("numerals"), cues.of("craft_ends")
    return (
        re.compile(rf"[{ends}] ?\d{{1,3}}(?![\d.,%])"),
        re.compile(rf"[{re.escape(''.join(sorted(makers)))}][A-Z]{{1,2}}\d{{1,2}}(?![A-Za-z0-9.%])"),
        re.compile(rf"[{signs}]{alternation(crafts)}" if signs and crafts else never),
    )


@functools.cache
def _ends(cues: Cues) -> Words:
    """What stands right before the number in the names of `_models`."""
    return Words((*_makers(), *cues.of("devices")))


@functools.cache
def _models(cues: Cues) -> re.Pattern[str]:
    """A company that makes things, perhaps what it makes, and a number."""
    if not cues.of("devices"):
        return re.compile("(?!)")
    makers, devices, editions = alternation(_makers()), alternation(cues.of("devices")), alternation(cues.of("model_editions"))
    return re.compile(rf"{makers}(?:{devices})? ?\d{{1,3}}(?![\d.,%])(?> ?{editions}(?![A-Za-z]))*+")


@functools.cache
def _craft(cues: Cues) -> re.Pattern[str]:
    """A name with a spelled number and what ships and spacecraft end in (神舟十八号)."""
    signs, dates = cues.word("numerals"), cues.word("date_signs")
    return re.compile(
        rf"[\u4e00-\u9fff]{{2}}(?<![{signs}{dates}])[{signs}]{{1,3}}(?:{alternation(cues.of('craft_ends'))})" if signs else "(?!)"
    )


@functools.cache
def _dotted(cues: Cues) -> re.Pattern[str]:
    """A ship's name with its line's before a dot (歌诗达邮轮·新浪漫号); nothing stands before it that has no end there."""
    dot, ends, signs = cues.word("middle_dot"), cues.of("craft_ends"), "".join(cues.of("of"))
    name = rf"[\u4e00-\u9fff](?<![{signs}])"
    if not dot or not ends:
        return re.compile("(?!)")
    return re.compile(rf"(?<![\u4e00-\u9fff](?<![{signs}]))(?:{name}){{2,6}}{dot}(?:{name}){{1,5}}?(?:{alternation(ends)})")


@functools.cache
def _coded_models() -> re.Pattern[str]:
    """A company that makes things, and a short code (小鹏G9, 零跑T03)."""
    return re.compile(rf"(?:{alternation(_makers())})[A-Z]{{1,2}}\d{{1,2}}(?![A-Za-z0-9.%])")


@functools.cache
def _funds(cues: Cues) -> re.Pattern[str]:
    """A kind of fund by what stands before the letters."""
    kinds = cues.of("fund_kinds")
    return re.compile(f"{alternation(kinds)}{re.escape(cues.word('fund_sign'))}" if kinds else "(?!)")
