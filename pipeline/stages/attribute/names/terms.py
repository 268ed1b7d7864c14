"""Names that no list has: strings that a definition, the heads of clauses, or the title and the lead make stand out."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names
from pipeline.lexicon.scanner import Scanner
from pipeline.stages.attribute.names.naming import ENDS, apposed
from pipeline.stages.attribute.words.nominal import within_word
from pipeline.stages.attribute.words.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["after_cue", "defined", "listed", "terms", "topics"]

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]{2,12}")
_RUN = re.compile(r"[\u4e00-\u9fff]{3,40}")
_FULL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&. -]{2,30}$")
_SEATED = re.compile(r"([\u4e00-\u9fffA-Za-z0-9·]{2,12}+)[（(][\u4e00-\u9fff]{2,5}[)）]([\u4e00-\u9fffA-Za-z]{0,12}+)$")
"""A company's name with the place of its seat in it: 安禾（北京）医药科技."""
_SHORT = re.compile(r"[“\"「:： ]*([^”\"」）)，,。\n“]{1,16})")
_NAMES = 30
"""Characters before a legal form in which the name it closes stands."""
_BEFORE = {"link", "prep", "conj", "report", "arrive", "have", "source_open", "of"}
_INNER = {
    "of", "verb", "have", "arrive", "report", "rise", "fall", "metric", "conj", "pronoun", "each", "basis", "compare", "relate",
    "whole",
}  # fmt: skip
_ACTS = {"verb", "adverb", "pronoun"}
_NO_ROLES: frozenset[str] = frozenset()
_CLOSING = {"organisations", "places", "scopes"}
"""Roles whose words may end a term."""
_QUOTED = re.compile(r"[（(][“\"「]([^”\"」]{2,12})[”\"」]")
_SHORTEST, _LONGEST, _LEAD, _OFTEN, _PAIR, _EARLY = 3, 12, 200, 3, 2, 16


def after_cue(name: str, reading: Reading) -> str:
    """A name without the cue words that run into it from the left; empty where nothing of a name is left."""
    at = 0
    for word in reading.cues.scan(name):
        own = len(word.text) == 1 and reading.times(name[max(at, word.end - _SHORTEST) : word.end]) > _PAIR  # 欣旺达|电池
        if word.roles & _BEFORE and not own:
            at = word.end
    rest = name[at:]
    if rest in reading.cues.of("companies"):
        return name
    return rest if len(rest) >= _PAIR else ""


def listed(run: str, reading: Reading) -> str:
    """The name that the characters before a stock's number end with, cut only between words (外资看好|鸿海, 货柜航商|宏岳航运).

    A character that is a cue may be a piece of the name (悦达投资); a well-known name is all of it (权王|台积电). Empty where
    nothing of a name is left.
    """
    cues, at, known = reading.cues, 0, names().by_name
    size = next((size for size in range(1, len(run) - 1) if run[size:] in known and known[run[size:]].kind == "company"), 0)
    if size and not within_word(cues, run, size):
        return run[size:]
    closes = cues.of("companies")

    def stands(place: int) -> bool:
        return len(run) - place >= _PAIR and run[place:] not in closes

    traded = cues.of("net_trades").first(run)  # 买超|群创
    at = len(traded) if stands(len(traded)) else 0
    for word in tagged(run, guess=False):
        text = run[word.start : word.end]
        cue = cues.roles.get(text, _NO_ROLES) & _BEFORE
        if not stands(word.end):
            continue
        if len(text) > 1 or word.start > 0:
            at = word.end if cue or (len(text) > 1 and word.part in _ACTS) else at
        elif cue and (len(run) > _PAIR * _PAIR or reading.times(run[1:]) > reading.times(run)):
            at = word.end
    for sign in cues.of("weak_appositions"):
        place = run.find(sign, at + _PAIR) + len(sign)
        while place >= len(sign):
            if stands(place) and (len(run) - place >= _SHORTEST or run[place:] in known):
                at = place
            place = run.find(sign, place) + len(sign)
    return apposed(run[at:], reading)


def defined(reading: Reading) -> Iterator[tuple[str, str, int]]:
    """``X（以下简称“Y”）``: the full name, the short one, and where."""
    text, trim = reading.text, reading.cues.word("trim")
    openers = reading.cues.of("define_open")
    for opener in openers:
        at = text.find(opener)
        while at >= 0:
            longer = any(text.startswith(one, at + len(opener) - len(one)) for one in openers if len(one) > len(opener))
            short = None if longer else _SHORT.match(text, at + len(opener))
            head = _FULL.search(text[max(0, at - 40) : at].rstrip("（(, ，"))
            if short and head:
                full, brief = apposed(after_cue(head.group().strip(), reading), reading), short.group(1).strip(trim)
                if full and len(brief) >= _PAIR:
                    yield full, brief, at
            at = text.find(opener, at + 1)
    yield from _incorporated(reading)


def _incorporated(reading: Reading) -> Iterator[tuple[str, str, int]]:
    """``X有限公司``: a name with its legal form; its short one stands in quotes in a bracket behind, else it is the rest.

    Of ``X（地名）Y有限公司`` it is X, where that stands by itself too.
    """
    text, cues = reading.text, reading.cues
    for legal in cues.of("legal_forms"):
        longer = [one for one in cues.of("legal_forms") if len(one) > len(legal) and one.endswith(legal)]
        at = text.find(legal)
        while at >= 0:
            head, end = _FULL.search(text[max(0, at - _NAMES) : at]), at + len(legal)
            full = apposed(after_cue(head.group().strip(), reading), reading) if head else ""
            closes = any(one in text[max(0, at - _LONGEST) : at] for one in ")）")
            seated = _SEATED.search(text[max(0, at - _NAMES) : at]) if closes else None
            if any(text.startswith(one, end - len(one)) for one in longer if end >= len(one)):
                pass  # it has been read with its longer form
            elif seated is not None and seated.group(1):
                before, behind = after_cue(seated.group(1), reading), seated.group(2) + legal
                seat = text[seated.end(1) + max(0, at - _NAMES) : end]
                if len(before) >= _PAIR:
                    by_itself = reading.times(before) > reading.times(before + seat)
                    yield before + behind, before if by_itself else before + seat, at
            elif len(full) >= _PAIR:
                said = _QUOTED.match(text, end)
                if text[end : end + _LONGEST].lstrip("（( ").startswith(cues.of("define_open")):
                    pass  # its short name is defined right behind it
                elif said and said.group(1) in cues.of("pronoun"):
                    yield full, said.group(1), at - len(full)
                else:
                    alone = full if reading.times(full) > reading.times(full + legal) else full + legal
                    yield full + legal, str(said.group(1)) if said else alone, at - len(full)
            at = text.find(legal, end)


def topics(reading: Reading) -> Iterator[tuple[str, str, int]]:
    """Strings that open clauses again and again, each time with a cue behind them (X表示, X的, X在…): name, kind and place."""
    cues = reading.cues
    trim, suffixes = cues.word("trim"), cues.of("companies")
    skip = _skipped(cues)
    counts: Counter[str] = Counter()
    where: dict[str, int] = {}
    texts = [clause.text.strip(trim) for clause in reading.clauses]
    opened = Counter(text[:_PAIR] for text in texts)
    for clause, text in zip(reading.clauses, texts, strict=True):
        match = _HAN.match(text) if opened[text[:_PAIR]] >= _OFTEN else None
        if match is None or skip.at(text, 0):
            continue
        for cue in cues.each(text, 0, _EARLY):
            if not cue.roles & ENDS or "plain" in cue.roles:
                continue
            if _PAIR <= cue.start <= match.end() and "metric" not in cue.roles:
                form = text[: cue.start].strip(trim)
                while len(form) > _PAIR and form[-1] in cues.of("tail_particles") and not suffixes.end(form):
                    if reading.times(form) == reading.times(form[:-1]):  # it is always said so (广交会)
                        break
                    form = form[:-1]
                counts[form] += 1
                where.setdefault(form, clause.start)
            break
    for form, count in counts.items():
        if count < _OFTEN or len(form) < _PAIR or sum(one in cues.word("numerals") for one in form) >= _PAIR:
            continue
        held = cues.scan(form)
        if len(held) == 1 and held[0].roles & {"metric", "scopes", "places"}:
            continue
        if len(form) == _PAIR and [word.part for word in tagged(form)] == ["verb"]:
            continue  # 相差
        if _RUN.fullmatch(form) or (len(form) == _PAIR and not form.isascii()):
            yield form, "company" if suffixes.end(form) else "topic", where[form]


@functools.cache
def _skipped(cues: Cues) -> Scanner:
    """What opens a clause and is no name."""
    return Scanner((*cues.of("link"), *cues.of("pronoun"), *cues.of("both")))


def terms(reading: Reading, title: str) -> Iterator[tuple[str, str, int]]:
    """Strings of the title and the lead that the article keeps saying (未来科学大奖, 邮轮母港): what it is about."""
    text, suffixes, trim = reading.text, reading.cues.of("organisations"), reading.cues.word("trim")
    lead = [title]
    for block in reading.document.blocks:
        lead.append(text[block.start : min(block.end, block.start + _LEAD)])
        if sum(map(len, lead)) > 2 * _LEAD:
            break
    copies = text.count(title) if title else 0
    forms = dict.fromkeys(form for piece in lead for run in _RUN.findall(piece) for form in _candidates(reading, run))
    counts = {form: text.count(form) - copies * title.count(form) for form in forms}
    chosen: list[str] = []
    for form in sorted(forms, key=lambda form: (-counts[form] * len(form), form)):
        if counts[form] < _OFTEN or any(form in other or other in form for other in chosen):
            continue
        if not suffixes.end(form) and form not in title:
            continue
        chosen.append(form)
        if suffixes.end(form) or any(clause.text.lstrip(trim).startswith(form) for clause in reading.clauses):
            yield form, "topic", text.find(form)
        if len(chosen) == _OFTEN:
            break


def _candidates(reading: Reading, run: str) -> Iterator[str]:
    """The pieces of a run of Han characters that could be a term: between edges of words, no cue inside, said often."""
    words = reading.cues.scan(run)
    edges = sorted({0, len(run), *(word.start for word in words), *(word.end for word in words)})
    inner = [(word.start, word.end) for word in words if word.roles & _INNER]
    loose = {word.end for word in words if not word.roles & _CLOSING}
    passed = 0
    for first, start in enumerate(edges):
        while passed < len(inner) and inner[passed][1] <= start:
            passed += 1
        wall = inner[passed][0] if passed < len(inner) else len(run)
        if wall - start < _SHORTEST:
            continue
        for end in edges[first + 1 :]:
            if end - start > _LONGEST or end > wall:
                break
            if end - start < _SHORTEST or end in loose:
                continue
            if reading.times(run[start:end]) < _OFTEN:
                break
            yield run[start:end]
