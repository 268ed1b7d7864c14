"""Names by where they stand: what opens the title and the article, what several clauses begin with, and what is in quotes.

Han characters have no spaces, so a name ends where its followers part: 北辰算力也, 北辰算力则 and 北辰算力计划 share one.
A noun that says what the named thing is (散热模组厂, 控股股东, 旗下) is an apposition, no part of the name.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.periods import period_words
from pipeline.lexicon.scanner import Scanner
from pipeline.stages.attribute.names.nameable import may_name
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["ENDS", "RUN", "WALLS", "Found", "apposed", "bounded", "heads", "openings"]

RUN = re.compile(r"[\u3400-\u9fff\u30a0-\u30ff\uac00-\ud7af々A-Za-z0-9·&+-]{2,24}")
"""Characters that a name may have."""
ENDS = {
    "arrive", "verb", "have", "rise", "fall", "basis", "of", "compare", "relate", "each", "whole", "contribute", "from_words",
    "report", "prep", "link",
}  # fmt: skip
"""The roles of words that end what a clause opens with."""
WALLS = ENDS | {"both", "former", "latter", "source_open", "pronoun", "determiner", "scopes", "conj"}
"""The roles of words that no name goes through."""
_END = "\uffff"
_SHORT, _HAN, _OFTEN, _MANY, _TWICE, _LONGEST, _NEAR = 2, 3, 3, 4, 2, 12, 10


class Found(NamedTuple):
    """A name: its form, its kind, where it first is, and whether it opens the title or the article."""

    form: str
    kind: str
    place: int
    principal: bool


@functools.cache
def _any(cues: Cues, role: str) -> re.Pattern[str]:
    """Any word of a role."""
    return re.compile(alternation(cues.of(role)))


@functools.cache
def _skipped(cues: Cues) -> Scanner:
    """What may open a clause before its name."""
    return Scanner((*cues.of("leads"), *(word for word in cues.of("link") if len(word) > 1), *cues.of("determiner")))


def apposed(name: str, reading: Reading) -> str:
    """A name without the apposition before it; a weak one (厂, 商) only where the article has the rest of it by itself."""
    cues = reading.cues
    at = max((match.end() for match in _any(cues, "appositions").finditer(name)), default=0)
    if at and len(name) - at >= _SHORT:
        name = name[at:]
    weak = cues.of("weak_appositions")
    for sign in () if weak.strange(name) else weak:
        at = name.rfind(sign, 1)
        rest = name[at + len(sign) :] if at > 0 else ""
        if len(rest) >= _SHORT and rest not in cues.of("companies") and reading.times(rest) > reading.times(name) > 0:
            return rest
    return name


def openings(reading: Reading, title: str, heads: list[tuple[str, int]]) -> Iterator[Found]:
    """What several clauses begin with (`heads` are their first runs), and what begins the title or the article and acts."""
    opener = RUN.match(title.strip(reading.cues.word("trim"))) if title else None
    top = bounded(reading, opener.group()) if opener else ""
    runs = sorted([run for run, _ in heads] + ([opener.group()] if opener else []))
    shared = dict.fromkeys(_shared(one, other) for one, other in pairwise(runs))
    forms = dict.fromkeys(bounded(reading, one) for one in shared if len(one) >= _SHORT)
    where = _where(forms, heads, runs)
    first, suffixes = _first(reading, heads), reading.cues.of("companies")
    longer = {form for form in where if suffixes.end(form)}
    told = False
    for form, place in where.items():
        behind = [run[len(form) :] for run in runs[bisect_left(runs, form) : bisect_left(runs, form + _END)]]
        ahead = bool(top) and (top.startswith(form) or form.startswith(top))
        company = suffixes.end(form) or form == first
        shown = ahead or company or form in title
        parted = len({rest[:1] for rest in behind}) >= _TWICE or (ahead and len(behind) >= _TWICE)
        if not parted or len(behind) < (_TWICE if ahead or form == first else _OFTEN if shown else _MANY):
            continue
        if len(form) < _HAN and not (shown and len(behind) >= _OFTEN):
            continue
        if not may_name(reading, form):
            continue
        if (
            longer
            and not company
            and 2 * sum(any(form + rest[:more] in longer for more in range(1, _HAN + 1)) for rest in behind) > len(behind)
        ):
            continue
        kind = "company" if company else "name" if ahead else "topic"
        told = told or (ahead and (company or form == top))
        yield Found(form, kind, place, principal=ahead and (company or form == top))
    headed = "" if told or opener is None else _heads_title(reading, opener.group())
    if headed:
        yield Found(headed, "company", reading.text.find(headed), principal=True)
    if first and may_name(reading, first):
        yield Found(first, "company", heads[0][1], principal=True)
    yield from _within(reading, heads)


def _heads_title(reading: Reading, opener: str) -> str:
    """The company that a title opens with, where the article itself only calls it so (正品控股拟上市: 公司……); else empty."""
    cues = reading.cues
    if not any(one in reading.text for one in cues.of("firm_pronouns") if len(one) > 1):
        return ""
    sizes = (size for size in range(min(len(opener) - 1, _LONGEST), _HAN, -1) if cues.of("companies").end_at(opener, size))
    for size in sizes:
        if cues.of("title_verbs").begin(opener, size) and may_name(reading, opener[:size]):
            return opener[:size]
    return ""


def _where(forms: Iterable[str], heads: list[tuple[str, int]], runs: list[str]) -> dict[str, int]:
    """Where the forms first open a clause, in that order; those that open none are left out."""
    number: dict[str, int] = {}
    for at, (run, _) in enumerate(heads):
        number.setdefault(run, at)
    found: list[tuple[int, int, str]] = []
    for form in forms:
        if _SHORT <= len(form) <= _LONGEST:
            behind = runs[bisect_left(runs, form) : bisect_left(runs, form + _END)]
            first = min((number[run] for run in behind if run in number), default=-1)
            if first >= 0:
                found.append((first, len(form), form))
    return {form: heads[first][1] for first, _, form in sorted(found)}


def _within(reading: Reading, heads: list[tuple[str, int]]) -> Iterator[Found]:
    """What stands behind an apposition that a clause begins with, and what ends in a company's suffix."""
    cues, suffixes = reading.cues, reading.cues.of("companies")
    apposition, company = _any(reading.cues, "appositions"), _any(reading.cues, "companies")
    for run, place in heads:
        said = apposition.match(run)
        rest = run[said.end() :] if said else ""
        form = bounded(reading, rest) if rest else ""
        if _HAN <= len(form) < len(rest) and rest.startswith(form) and may_name(reading, form):
            yield Found(form, "company", reading.text.find(form, place), principal=False)
        if company.search(run, _SHORT) is None:
            continue
        form = _alone(cues, bounded(reading, run))
        suffix = suffixes.last(form)
        root = form.removesuffix(suffix)
        does = "verb" in cues.roles.get(root, ()) or (len(root) <= _HAN and [one.part for one in tagged(root)] == ["verb"])
        if suffix and len(root) >= _SHORT and len(form) < len(run) and not does and may_name(reading, form):
            yield Found(form, "company", reading.text.find(form, place), principal=False)


def _alone(cues: Cues, form: str) -> str:
    """A name without the word that only says with whom something is done (与|华泰汽车)."""
    rest = form.removeprefix(cues.of("withs").first(form))
    return rest if _HAN <= len(rest) < len(form) and tagged(form, guess=False)[0].end == len(form) - len(rest) else form


def _shared(one: str, other: str) -> str:
    """What two runs begin with alike."""
    if one[:1] != other[:1]:
        return ""
    if other.startswith(one):
        return one
    return one[: next(at for at, sign in enumerate(one) if not other.startswith(sign, at))]


def heads(reading: Reading) -> list[tuple[str, int]]:
    """The runs that clauses begin with, times and connectives passed over, and where."""
    cues, found = reading.cues, []
    trim, skipped = cues.word("trim"), _skipped(cues)
    title = next((block for block in reading.document.blocks if block.kind == "title"), None)
    for clause in reading.clauses:
        if clause.host is not None or (title is not None and title.start <= clause.start < title.end):
            continue
        text = clause.text
        rest = text[_passed(reading, clause) if clause.periods else 0 :]
        for _ in range(_SHORT):
            rest = rest.lstrip(trim)
            size = skipped.at(rest, 0)
            rest = rest[size:]
            if not size:
                break
        match = RUN.match(rest)
        if match is not None:
            found.append((match.group(), clause.outside(len(text) - len(rest))))
    return found


def _passed(reading: Reading, clause: Clause) -> int:
    """Where a clause begins behind the time that it opens with."""
    at = clause.sent
    for index in () if at else clause.periods:
        one = reading.periods[index]
        start, end = clause.inside(one.start), clause.inside(one.end)
        if not clause.text[at:start].strip(reading.cues.word("trim")):
            at = end
    return at


def bounded(reading: Reading, run: str) -> str:
    """A run up to the first word that no name goes through."""
    cues = reading.cues
    for word in cues.each(run):
        if word.roles & WALLS and "plain" not in word.roles and (word.start or not word.roles & {"scopes", "conj"}):
            run = run[: word.start]
            break
    day = _any(cues, "day_words").search(run, _SHORT)
    run = run[: day.start()] if day else run
    when = _dated(reading.language).search(run, _SHORT)
    run = run[: when.start()] if when else run
    bare = run.rstrip("0123456789")
    if bare != run and (reading.times(run) < _TWICE or reading.times(bare) > reading.times(run)):
        run = bare  # else the number is a piece of the name (天猫双11)
    particles = cues.of("tail_particles")
    while len(run) > _SHORT and run[-1] in particles and not cues.of("companies").end(run):
        if reading.times(run) == reading.times(run[:-1]) >= _TWICE:  # it is always said so (广交会)
            break
        run = run[:-1]
    return apposed(run, reading) if run else run


@functools.cache
def _dated(language: str) -> re.Pattern[str]:
    """A number with a word for a piece of time behind it (国泰金|7月税后纯益)."""
    words = period_words(language)
    return re.compile(rf"\d{{1,4}}{alternation(words.words('year', 'month', 'quarter'))}" if words is not None else "(?!)")


def _first(reading: Reading, heads: list[tuple[str, int]]) -> str:
    """The name that the article's first clause opens with, where it has a company's suffix or announces something itself."""
    if not heads:
        return ""
    run, place = heads[0]
    form = bounded(reading, run)
    cues, rest = reading.cues, reading.text[place + len(form) : place + len(form) + _NEAR]
    if form and not run.endswith(form) and not run.startswith(form):
        rest = reading.text[place + run.find(form) + len(form) :][:_NEAR]
    if not form or any(cues.of("bodies").begin(run, at) for at in range(len(form), len(form) + _HAN)):
        return ""
    if cues.of("companies").end(form):
        return form
    for word in cues.of("announce"):
        at = rest.find(word)
        if at >= 0 and not rest.startswith(cues.of("of"), at + len(word)):
            return form
    return ""
