"""What of a noun phrase is the thing: without what is measured of it, how it is measured, and how many of it there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.parting import measure
from pipeline.stages.attribute.subject.whose import measurable

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context
    from pipeline.stages.attribute.names.entities import Entity
    from pipeline.stages.attribute.reading import Clause

__all__ = ["area", "named", "parted", "stripped", "uncounted"]

_SHORTEST: Final = 2
_MEASURES: Final = ("opener", "manner", "tails", "totals", "nominal", "said_of")


def named(context: Context, text: str) -> Entity | None:
    """The name that a phrase is, or whose measured part or body it is (华为|出货量, 苹果|公司)."""
    told = context.found.mentions(text)
    if not told or told[0][0]:
        return None
    _, end, entity = told[0]
    cues = context.reading.cues
    rest = text[end:]
    rest = rest.removeprefix(cues.of("of").first(rest))
    if not rest:
        return entity
    if entity.kind == "topic" and entity is not context.found.lead:
        return None
    return entity if measurable(context, rest) or rest in cues.of("nominal") or rest in cues.of("firm_words") else None


def parted(context: Context, text: str, metric: str = "") -> tuple[str, bool]:
    """A phrase's thing, and whether something is measured of it."""
    cues = context.reading.cues
    if metric and text.endswith(metric):
        thing = text.removesuffix(metric)
        return thing.removesuffix(cues.of("of").last(thing)), True
    if text.lower() in metrics().by_word.get(context.reading.language, {}) or cues.of("things").end(text):
        return ("", True) if not cues.of("things").end(text) else (text, False)
    at = max((text.rfind(sign) for sign in cues.of("of")), default=-1)
    if at > 0:
        before, behind = text[:at], text[at + 1 :]
        if measurable(context, behind) or behind in cues.of("abstract") or behind in cues.of("weak_heads"):
            return before, True
        if any("verb" in word.roles for word in cues.scan(before)) or named(context, behind) is not None:
            return parted(context, behind)
        return text, False
    cut = measure(text, cues)
    return (text[:cut], True) if cut else ("", True) if measurable(context, text) else (text, False)


def stripped(cues: Cues, thing: str, *, measured: bool) -> str:
    """A thing without the words at its end that only say how it is measured (某项目|计划, 手机|累计)."""
    if measured:
        opens = (word.start for word in cues.scan(thing) if word.start > 1 and len(word.text) > 1)
        cut = next(
            (at for at in opens if cues.of("opener").begin(thing, at) and not cues.of("scopes").begin(thing, at)), len(thing)
        )
        thing = thing[:cut]
    roles = _MEASURES if measured else _MEASURES[-1:]
    while thing and not cues.of("organisations").end(thing):
        last = next((one for role in roles if (one := cues.of(role).last(thing))), "")
        if not last:
            break
        thing = thing.removesuffix(last)
        thing = thing.removesuffix(cues.of("of").last(thing))
    return thing.removesuffix(cues.of("within").last(thing)).strip("".join(cues.of("quotes")))


def uncounted(cues: Cues, clause: Clause, thing: str, start: int) -> str:
    """A thing without the number that counts it (一台|八卡服务器)."""
    size = next((end - start for first, end in clause.places if first == start and end - start < len(thing)), 0)
    if size:
        return thing[size:]
    numerals = cues.word("numerals")
    size = next((at for at, sign in enumerate(thing) if sign not in numerals and not sign.isdigit()), 0)
    units = cues.of("classifiers").by_first.get(thing[size : size + 1], ()) if size else ()
    size += max((len(one) for one in units if thing.startswith(one, size)), default=-size)
    return thing[size:] if len(thing) > size + 1 else thing


def area(cues: Cues, thing: str) -> str:
    """The region that words begin with, if little is said behind it (京津冀地区|外贸)."""
    for one in cues.of("areas"):
        if not cues.of("regions").end(one):
            continue
        at = thing.find(one)
        if at > 0 and len(thing) - at - len(one) <= _SHORTEST:
            return thing[: at + len(one)]
    return ""
