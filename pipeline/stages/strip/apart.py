"""Which parts of the page are no part of an article: by their element, by their name, or as one of many teasers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.strip.traits import LINKED

if TYPE_CHECKING:
    from pipeline.lexicon.portals import Layout
    from pipeline.stages.strip.containers import Containers

__all__ = ["CAPTION", "set_apart"]

ELEMENT = "stands in a part of the page that is no article by its element"
NAME = "stands in a part of the page that its name sets apart"
PROFILE = "stands in a part of the page that the portal's profile drops"
CAPTION = "is the caption of a picture"
TEASER = "is one of several teasers of other articles"

ASIDE = "aside"
"""What a name says that is common inside articles, too."""
ASIDE_KINDS = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "search"})
TELLING_KINDS = ASIDE_KINDS | {"caption"}
MOST = 0.65
"""What an element or a strong name sets apart holds less than this share of the page's prose."""
THIRD = 1 / 3
"""What any other name sets apart holds less than this share of the page's prose."""
ELSEWHERE = 90.0
"""Comments that hold most of the page's prose are set apart where so much stands elsewhere."""
TEASERS, TEASER_LINK, TEASER_MASS, TEASER_MOST = 3, 6.0, 260.0, 800.0
"""How many teasers make a feed, the least weight of a teaser's linked line, the most of a typical one, and of any."""


def set_apart(boxes: Containers, layout: Layout, head: int) -> list[str]:
    """For every section why it is no part of an article, or an empty text: by element, by name, or as one of many teasers.

    A name is heard only where the section holds less than a share of the page, and never around the title.
    """
    reasons = [""] * len(boxes.sections)
    heard: dict[str, str] = {}
    holds = set(boxes.ancestors(boxes.found[head].passage.section)) if head >= 0 else set()
    teasers = _teasers(boxes)
    for index, (parent, kind, names, _, _) in enumerate(boxes.sections):
        if not index:
            continue
        if reasons[parent]:
            reasons[index] = reasons[parent]
        elif index in teasers:
            reasons[index] = TEASER
        elif (names or kind in TELLING_KINDS) and index not in holds:
            reasons[index] = _named_apart(boxes, index, layout, heard)
    return reasons


def _named_apart(boxes: Containers, index: int, layout: Layout, heard: dict[str, str]) -> str:  # noqa: PLR0911 - one answer a reason, in order of trust
    if boxes.sections[index].kind == "caption":
        return CAPTION
    section, share = boxes.sections[index], boxes.prose[index] / max(boxes.prose[0], 1.0)
    if section.kind in ASIDE_KINDS:
        return ELEMENT if share < MOST else ""
    names = section.names
    if not names:
        return ""
    said = heard.get(names)
    if said is None:
        said = heard[names] = _heard(names, layout)
    if section.kind == "paragraph" and said != CAPTION:
        return PROFILE if layout.drops and share < MOST and not layout.drops.isdisjoint(names.split()) else ""
    if share >= MOST:
        talk = layout.talk.search(names) is not None and boxes.prose[0] - boxes.prose[index] >= ELSEWHERE
        return NAME if talk else ""
    if layout.drops and not layout.drops.isdisjoint(names.split()):
        return PROFILE
    if said == ASIDE:
        if section.kind in {"article", "main"}:
            return ""
        return NAME if share < THIRD and boxes.mass[index] < THIRD * boxes.total else ""
    return said


def _teasers(boxes: Containers) -> set[int]:  # noqa: PLR0912 - sums by section, then by group: calls would cost more than they say
    """Sections that are one of several like it, each with a linked line of its own and little prose: a feed."""
    found: set[int] = set()
    count, none = len(boxes.sections), len(boxes.found)
    linked, prose = [0] * count, [0] * count
    opens, speaks = [none] * count, [none] * count
    for i, trait in enumerate(boxes.found):
        if trait.linked > LINKED and trait.weight >= TEASER_LINK:
            at = trait.passage.section
            linked[at] += 1
            if opens[at] == none:
                opens[at] = i
        elif trait.value > 0:
            at = trait.passage.section
            prose[at] += 1
            if speaks[at] == none:
                speaks[at] = i
    for index in range(count - 1, 0, -1):
        parent = boxes.parents[index]
        linked[parent] += linked[index]
        prose[parent] += prose[index]
        if opens[index] < opens[parent]:  # noqa: PLR1730 - two calls a section cost as much as all its sums
            opens[parent] = opens[index]
        if speaks[index] < speaks[parent]:  # noqa: PLR1730
            speaks[parent] = speaks[index]
    mass = boxes.mass
    for children in boxes.children.values():
        if len(children) < TEASERS:
            continue
        ready = {i for i in children if 1 <= linked[i] <= 4 and prose[i] <= 2 and mass[i] < TEASER_MASS and opens[i] < speaks[i]}
        if len(ready) < TEASERS or not any([prose[i] for i in ready]):  # noqa: C419 - a short list costs less than a generator
            continue
        groups: dict[tuple[str, str], list[int]] = {}
        for child in children:
            section = boxes.sections[child]
            groups.setdefault((section.kind, section.names.partition(" ")[0]), []).append(child)
        for group in groups.values():
            like = [i for i in group if i in ready]
            if len(like) >= TEASERS and len(like) >= 0.6 * len(group) and sum(prose[i] for i in like) > 0:
                found.update(i for i in group if mass[i] < TEASER_MOST)
    return found


def _heard(names: str, layout: Layout) -> str:
    """What a section's names say of it: a reason to set it apart, `ASIDE` where they are to be trusted less, or nothing."""
    if layout.apart.search(names) is not None:
        if layout.captions.search(names):
            return CAPTION
        if layout.spared.search(names):
            return ""
        return NAME if layout.strong.search(names) else ASIDE
    if layout.aside_words.isdisjoint(names.replace("-", " ").replace("_", " ").split()):
        return ""
    return "" if layout.spared.search(names) else ASIDE
