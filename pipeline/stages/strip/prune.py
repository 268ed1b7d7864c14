"""What goes from within the chosen run: share tools, bylines, lists of links, recommendations, disclaimers, tails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import shape
from pipeline.stages.strip.apart import CAPTION
from pipeline.stages.strip.thread import SHORT_POST, first_post
from pipeline.stages.strip.traits import LINKED, letters

if TYPE_CHECKING:
    from pipeline.lexicon.portals import Layout
    from pipeline.stages.strip.traits import Trait

__all__ = ["Verdict", "few", "prune"]

Verdict = tuple[str, str]
"""Rule and reason."""

OUTSIDE = ("outside", "stands outside the article")
HIDDEN = ("hidden", "is not shown")
BYLINE = ("byline", "a line of source, author or time, read into the metadata")
PAGES = "pages"
"""The rule of page numbers."""
TITLE = ("title", "repeats the title")
LINKS = ("links", "a list of links")
PORTAL = ("portal", "the portal's profile names it")
LISTED = 6
"""So many plain short lines at the opening are a list or a poem, not a lead-in."""
FEW = 6
"""A page of so few passages may be a note without a sentence."""
FREE = 0.1
"""Below this share of links a short line of the article's own section is a subtitle."""
SLIGHT = 4.0
"""A lighter line without a sentence does not end an article."""
EDGE = ("edge", "a short line at the article's edge")
THREAD = ("thread", "is another post of the page")
REPEATED = ("repeated", "says again what stood before")
AGAIN = 8
"""How many letters a caption has at least to be taken for a repetition."""
AFTER = ("after", "follows the end of the article")

TAIL_REST, TAIL_REST_MARKUP = 0.3, 0.15
"""A tail marker ends the article where at most this share of its prose follows: on a flat page, and in markup."""


def prune(
    found: list[Trait], run: tuple[int, int], title: str | None, apart: list[str] | None, layout: Layout
) -> list[Verdict | None]:
    """For every passage of the page None (kept), or why it goes."""
    start, end = run
    verdicts: list[Verdict | None] = [_outside(trait) for trait in found]
    key = letters(title or "")
    said: list[str] = []
    for i in range(start, end):
        verdicts[i] = _alone(found[i], key, layout)
        why = apart[found[i].passage.section] if apart is not None else ""
        if why and why != CAPTION:
            verdicts[i] = ("layout", why)
        elif verdicts[i] is None and why == CAPTION:
            verdicts[i] = _repeated(found[i], said)
    for i in _sections(found, run):
        verdicts[i] = None if apart is None or not apart[found[i].passage.section] else verdicts[i]
    first = first_post(found, start, end, SHORT_POST)
    if first is not None:
        for i in range(first, end):
            verdicts[i] = verdicts[i] or THREAD
    _tails(found, verdicts, run, layout, TAIL_REST if apart is None else TAIL_REST_MARKUP)
    _links(found, verdicts, run)
    _edges(found, verdicts, run, markup=apart is not None)
    for i, trait in enumerate(found):
        if not trait.passage.visible:
            verdicts[i] = HIDDEN
    return verdicts


def few(found: list[Trait]) -> list[Verdict | None] | None:
    """The verdicts of a page of a few short lines that are no boilerplate, a note rather than an article; None for any other."""
    seen = [trait for trait in found if trait.passage.visible and trait.weight]
    plain = [trait for trait in seen if trait.rule is None and not trait.byline and not trait.stamp and trait.linked <= LINKED]
    if not plain or len(seen) > FEW or len(plain) < len(seen) / 2 or not any(trait.weight > SLIGHT for trait in plain):
        return None
    kept = {id(trait) for trait in plain}
    return [None if id(trait) in kept else _outside(trait) for trait in found]


def _outside(trait: Trait) -> Verdict:
    """Why a passage outside the article goes: what it is, where that is known."""
    if not trait.passage.visible:
        return HIDDEN
    if trait.rule is not None:
        return trait.rule.name, trait.rule.reason
    return BYLINE if trait.byline else OUTSIDE


def _alone(trait: Trait, title: str, layout: Layout) -> Verdict | None:
    """What a passage is judged by alone."""
    passage = trait.passage
    if not passage.visible:
        return HIDDEN
    rule = trait.rule
    if rule is not None and (trait.value <= 0 if rule.effect == "line" else rule.effect == "weak" and trait.linked > 0.5):
        return rule.name, rule.reason
    if trait.byline:
        return BYLINE
    if title and len(title) <= len(passage.text) < 200 and _opens(passage.text, title) and letters(passage.text) == title:
        return TITLE
    if layout.lines and len(passage.text) < 120 and shape(passage.text).startswith(layout.lines):
        return PORTAL
    return None


def _sections(found: list[Trait], run: tuple[int, int]) -> list[int]:
    """The numbers that stand by themselves over an article's sections: 1, 2, 3, with prose right above and below each."""
    numbers: list[int] = []
    seen = [i for i in range(*run) if found[i].weight]
    for above, i, below in zip(seen, seen[1:], seen[2:], strict=False):
        trait = found[i]
        if trait.rule is None or trait.rule.name != PAGES or trait.linked or trait.passage.text != str(len(numbers) + 1):
            continue
        if found[above].value > 0 and found[below].value > 0:
            numbers.append(i)
    return numbers if len(numbers) > 1 else []


def _opens(text: str, title: str) -> bool:
    """Whether a text may have the letters of a title, seen by its first character alone: nearly all that may not are told."""
    return not text[0].isalnum() or title.startswith(text[0].lower())


def _repeated(trait: Trait, said: list[str]) -> Verdict | None:
    """Whether a caption says again, in full or cut short, what one before it said: galleries show each picture several times."""
    key = letters(trait.passage.text)
    if len(key) < AGAIN:
        return None
    if any(other.startswith(key[: len(key) - 4]) for other in said):
        return REPEATED
    said.append(key)
    return None


def _tails(found: list[Trait], verdicts: list[Verdict | None], run: tuple[int, int], layout: Layout, share: float) -> None:
    start, end = run
    total = sum(max(found[i].value, 0.0) for i in range(start, end) if verdicts[i] is None)
    before = 0.0
    for i in range(start, end):
        trait = found[i]
        rule = trait.rule
        if verdicts[i] is None and trait.value > 0 and (rule is None or rule.effect != "tail"):
            before += trait.value
            continue
        marked = bool(layout.tails) and len(trait.passage.text) < 120 and shape(trait.passage.text).startswith(layout.tails)
        if not marked and (rule is None or rule.effect != "tail"):
            continue
        verdict = PORTAL if rule is None or marked else (rule.name, rule.reason)
        rest = total - before
        if before > 0 and rest <= share * total:
            for j in range(i, end):
                verdicts[j] = verdicts[j] or (verdict if j == i else AFTER)
            return
        if trait.value <= 0:
            verdicts[i] = verdict
        if rule is not None and rule.name == "recommendation":
            for j in range(i + 1, end):
                if found[j].value > 0 or (found[j].passage.kind == "heading" and found[j].linked < LINKED):
                    break
                verdicts[j] = verdicts[j] or verdict


def _links(found: list[Trait], verdicts: list[Verdict | None], run: tuple[int, int]) -> None:
    """Neighbours that are nearly all link go; one alone between prose stays."""
    start, end = run
    i = start
    while i < end:
        if verdicts[i] is not None or found[i].linked <= LINKED:
            i += 1
            continue
        j = i
        while j < end and (verdicts[j] is not None or found[j].linked > LINKED):
            j += 1
        group = [k for k in range(i, j) if verdicts[k] is None]
        if len(group) > 1 or found[group[0]].passage.kind == "list_item" or found[group[0]].linked > 0.9:
            for k in group:
                verdicts[k] = LINKS
        i = j


def _edges(found: list[Trait], verdicts: list[Verdict | None], run: tuple[int, int], *, markup: bool) -> None:
    """Short lines without a sentence at either end go, and keywords."""
    start, end = run
    kept = [i for i in range(start, end) if verdicts[i] is None]
    lead = []
    for i in kept:
        trait = found[i]
        if trait.value > 0 or (trait.passage.kind == "heading" and i + 1 in kept and found[i + 1].value > 0):
            break
        lead.append(i)
    plain = [i for i in lead if found[i].weight > SLIGHT and found[i].rule is None and not found[i].stamp]
    inside = {i for i in plain if markup and found[i].passage.kind == "paragraph" and found[i].linked < FREE}
    for i in lead if len(plain) < LISTED else ():
        verdicts[i] = None if i in inside else EDGE
    for i in reversed(kept):
        trait = found[i]
        rule = trait.rule
        if verdicts[i] is not None:
            continue
        if rule is not None and rule.effect == "weak":
            verdicts[i] = (rule.name, rule.reason)
        elif trait.passage.kind == "heading" or trait.stamp or (trait.value <= 0 and trait.weight < SLIGHT):
            verdicts[i] = EDGE
        else:
            break
