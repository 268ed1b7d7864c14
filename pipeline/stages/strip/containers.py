"""The page's containers: how much prose each holds, and which look like the article's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.bylines import bylines
from pipeline.stages.strip.traits import LINKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.document import Document
    from pipeline.lexicon.portals import Layout
    from pipeline.stages.strip.traits import Trait

__all__ = ["CAPTION", "ELEMENT", "NAME", "PROFILE", "TEASER", "Containers", "named"]

ELEMENT = "stands in a part of the page that is no article by its element"
NAME = "stands in a part of the page that its name sets apart"
PROFILE = "stands in a part of the page that the portal's profile drops"
CAPTION = "is the caption of a picture"
TEASER = "is one of several teasers of other articles"

ASIDE = "aside"
"""What a name says that is common inside articles, too."""
SMALL_KINDS = frozenset({"paragraph", "heading", "item", "quote"})
ASIDE_KINDS = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "search"})
MOST = 0.65
"""What an element or a strong name sets apart holds less than this share of the page's prose."""
THIRD = 1 / 3
"""What any other name sets apart holds less than this share of the page's prose."""
ALIKE = 0.6
"""A named section speaks for itself where it holds this share of what all of its names hold."""
ELSEWHERE = 90.0
"""Comments that hold most of the page's prose are set apart where so much stands elsewhere."""
HOME = 0.8
"""The share of an article's prose that its own section holds."""
SUBTITLES, PLAIN = 4, -3.0
"""How many short lines above the first prose of the article's own section may open it, and what such a line is worth at least."""
LEAD, WIDE = 40.0, 0.7
"""From this value on a paragraph in a narrow script is a lead; the weight a character from which on a script is wide."""
TEASERS, TEASER_LINK, TEASER_MASS, TEASER_MOST = 3, 6.0, 260.0, 800.0
"""How many teasers make a feed, the least weight of a teaser's linked line, the most of a typical one, and of any."""


class Containers:
    """Sums over every section's subtree: `prose` (positive values), `mass` (all weight), `runs` (half-open, of passages)."""

    __slots__ = ("children", "found", "linked", "mass", "prose", "runs", "said", "sections", "total")

    def __init__(self, document: Document, found: list[Trait]) -> None:
        sections = self.sections = document.sections
        self.found = found
        count = len(sections)
        self.prose = [0.0] * count
        self.mass = [0.0] * count
        self.said = [0.0] * count
        self.linked = [0.0] * count
        starts = [len(found)] * count
        ends = [0] * count
        for i, trait in enumerate(found):
            section = trait.passage.section
            if trait.value > 0:
                self.prose[section] += trait.value
            self.mass[section] += trait.weight
            self.linked[section] += trait.weight * trait.linked
            self.said[section] += trait.said
            if trait.passage.visible:
                starts[section] = min(starts[section], i)
                ends[section] = i + 1
        prose, mass, linked, said = self.prose, self.mass, self.linked, self.said
        for index in range(count - 1, 0, -1):
            parent = sections[index].parent
            prose[parent] += prose[index]
            mass[parent] += mass[index]
            linked[parent] += linked[index]
            said[parent] += said[index]
            if starts[index] < starts[parent]:  # noqa: PLR1730 - two calls a section cost as much as all its sums
                starts[parent] = starts[index]
            if ends[index] > ends[parent]:  # noqa: PLR1730
                ends[parent] = ends[index]
        self.runs = [(s, e) if e > s else (0, 0) for s, e in zip(starts, ends, strict=True)]
        self.total = max(self.mass[0], 1.0)
        self.children: list[list[int]] = [[] for _ in range(count)]
        for index in range(1, count):
            self.children[sections[index].parent].append(index)

    def set_apart(self, layout: Layout, head: int) -> list[str]:
        """For every section why it is no part of an article, or an empty text: by element, by name, or as one of many teasers.

        A name is heard only where the section holds less than a share of the page, and never around the title.
        """
        reasons = [""] * len(self.sections)
        heard: dict[str, str] = {}
        holds = set(self.ancestors(self.found[head].passage.section)) if head >= 0 else set()
        teasers = self._teasers()
        for index in range(1, len(self.sections)):
            section = self.sections[index]
            if reasons[section.parent]:
                reasons[index] = reasons[section.parent]
            elif index in teasers:
                reasons[index] = TEASER
            elif index not in holds:
                reasons[index] = self._named_apart(index, layout, heard)
        return reasons

    def _named_apart(self, index: int, layout: Layout, heard: dict[str, str]) -> str:  # noqa: PLR0911 - one answer a reason, in order of trust
        if self.sections[index].kind == "caption":
            return CAPTION
        section, share = self.sections[index], self.prose[index] / max(self.prose[0], 1.0)
        if section.kind in ASIDE_KINDS:
            return ELEMENT if share < MOST else ""
        names = section.names
        if not names:
            return ""
        said = heard.get(names)
        if said is None:
            said = heard[names] = _heard(names, layout)
        if section.kind == "paragraph" and said != CAPTION:
            return ""
        if share >= MOST:
            talk = layout.talk.search(names) is not None and self.prose[0] - self.prose[index] >= ELSEWHERE
            return NAME if talk else ""
        if layout.drops and not layout.drops.isdisjoint(names.split()):
            return PROFILE
        if said == ASIDE:
            if section.kind in {"article", "main"}:
                return ""
            return NAME if share < THIRD and self.mass[index] < THIRD * self.total else ""
        return said

    def _teasers(self) -> set[int]:
        """Sections that are one of several like it, each with a linked line of its own and little prose: a feed."""
        found: set[int] = set()
        linked = [0] * len(self.sections)
        prose = [0] * len(self.sections)
        none = len(self.found)
        opens, speaks = [none] * len(self.sections), [none] * len(self.sections)
        for i, trait in enumerate(self.found):
            at = trait.passage.section
            if trait.linked > LINKED and trait.weight >= TEASER_LINK:
                linked[at] += 1
                opens[at] = min(opens[at], i)
            elif trait.value > 0:
                prose[at] += 1
                speaks[at] = min(speaks[at], i)
        for index in range(len(self.sections) - 1, 0, -1):
            parent = self.sections[index].parent
            linked[parent] += linked[index]
            prose[parent] += prose[index]
            opens[parent] = min(opens[parent], opens[index])
            speaks[parent] = min(speaks[parent], speaks[index])
        for children in self.children:
            if len(children) < TEASERS:
                continue
            groups: dict[tuple[str, str], list[int]] = {}
            for child in children:
                section = self.sections[child]
                groups.setdefault((section.kind, section.names.partition(" ")[0]), []).append(child)
            for group in groups.values():
                like = [
                    i
                    for i in group
                    if 1 <= linked[i] <= 4 and prose[i] <= 2 and self.mass[i] < TEASER_MASS and opens[i] < speaks[i]
                ]
                if len(like) >= TEASERS and len(like) >= 0.6 * len(group) and sum(prose[i] for i in like) > 0:
                    found.update(i for i in group if self.mass[i] < TEASER_MOST)
        return found

    def densest(self) -> int:
        """The section whose own paragraphs hold the most prose: a paragraph counts for its parent, half for the next."""
        score = [0.0] * len(self.sections)
        for trait in self.found:
            if trait.value <= 0:
                continue
            share, section = trait.value, trait.passage.section
            if self.sections[section].kind in SMALL_KINDS and self.sections[section].parent > 0:
                section = self.sections[section].parent
            for part in (1.0, 0.5, 0.25):
                if section <= 0:
                    break
                score[section] += share * part
                section = self.sections[section].parent
        some = [i for i, value in enumerate(score) if value > 0]
        return max(some, key=lambda i: score[i] * (1 - self.linked[i] / max(self.mass[i], 1.0)), default=-1)

    def descended(self) -> int:
        """The deepest section that still holds nearly all prose of its parent, from the root down."""
        at = 0
        while self.children[at]:
            child = max(self.children[at], key=lambda i: self.prose[i])
            if self.prose[child] < 0.75 * self.prose[at] or self.prose[child] <= 0:
                break
            if self.sections[child].kind in SMALL_KINDS:
                break
            at = child
        return at

    def home(self, start: int, end: int) -> tuple[int, int]:
        """The part of ``[start, end)`` in the deepest section that holds nearly all of its prose.

        What follows that section is another matter; what stands before it goes, too (a standfirst, a byline, the caption of
        the picture above), but for a lead: prose in a wide script, where the lead is part of the text, or a long paragraph.
        """
        own = [0.0] * len(self.sections)
        for trait in self.found[start:end]:
            if trait.value > 0:
                own[trait.passage.section] += trait.value
        for index in range(len(own) - 1, 0, -1):
            own[self.sections[index].parent] += own[index]
        at = 0
        while self.children[at]:
            child = max(self.children[at], key=own.__getitem__)
            if own[child] < HOME * own[0] or own[child] <= 0 or self.sections[child].kind in SMALL_KINDS:
                break
            at = child
        first, last = self.runs[at]
        if at:
            start = self._opened(start, max(first, start - SUBTITLES))
        lead = next((i for i in range(start, min(first, end)) if _is_lead(self.found[i])), first)
        return max(start, min(first, lead)), min(end, last)

    def _opened(self, start: int, first: int) -> int:
        """Where the short plain lines begin that stand right above `start`, at or after `first`: subtitles, a first heading."""
        while start > first:
            trait = self.found[start - 1]
            if trait.rule is not None or trait.byline or trait.stamp or trait.value <= PLAIN or not trait.passage.visible:
                break
            start -= 1
        return start

    def alike(self, section: int) -> float:
        """What all sections of the same names say together: an article may be cut into several."""
        names, total = self.sections[section].names, 0.0
        for index, other in enumerate(self.sections):
            if other.names == names and self.sections[other.parent].names != names:
                total += self.said[index]
        return total

    def ancestors(self, section: int) -> Iterator[int]:
        """`section` and every section around it, the root left out."""
        while section > 0:
            yield section
            section = self.sections[section].parent

    def share(self, section: int) -> float:
        """The share of the page's mass that a section holds."""
        return self.mass[section] / self.total

    def is_links(self, section: int) -> bool:
        """Whether a section is mostly links."""
        return self.linked[section] > LINKED * self.mass[section]


def _is_lead(trait: Trait) -> bool:
    """Whether a passage above an article's own section is its first paragraph."""
    if trait.value <= 0 or bylines().by.match(trait.passage.text):
        return False
    is_wide = trait.weight >= WIDE * len(trait.passage.text)
    return is_wide or (trait.value >= LEAD and trait.passage.kind not in {"heading", "caption"})


def _heard(names: str, layout: Layout) -> str:
    """What a section's names say of it: a reason to set it apart, `ASIDE` where they are to be trusted less, or nothing."""
    if layout.captions.search(names):
        return CAPTION
    if layout.spared.search(names):
        return ""
    if layout.strong.search(names):
        return NAME
    if layout.aside.search(names) or not layout.aside_words.isdisjoint(names.replace("-", " ").replace("_", " ").split()):
        return ASIDE
    return ""


def named(boxes: Containers, layout: Layout) -> Iterator[tuple[int, str, float]]:
    """Sections that a portal's profile, their element or their name says hold the article, with the trust in each."""
    most = boxes.said[0]
    for by, trust, want in (("portal", 3.0, layout.containers), ("name", 1.0, layout.bodies)):
        best = -1
        for index, section in enumerate(boxes.sections):
            if not section.names or boxes.said[index] < 0.1 * most or section.kind in {"heading", "paragraph", "item"}:
                continue
            if not want.isdisjoint(section.names.split()) and (best < 0 or boxes.said[index] > boxes.said[best]):
                best = index
        if best > 0 and boxes.said[best] > ALIKE * boxes.alike(best):
            yield best, by, trust
    for kind in ("article", "main"):
        kinds = [i for i, s in enumerate(boxes.sections) if s.kind == kind and boxes.said[i] > 0.1 * most]
        if kinds:
            best = max(kinds, key=lambda i: boxes.prose[i])
            others = sum(boxes.prose[i] for i in kinds) - boxes.prose[best]
            if kind == "main" or boxes.prose[best] > others:
                yield best, kind, 1.0 if kind == "article" else 0.5
