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

__all__ = ["Containers", "named"]

SMALL_KINDS = frozenset({"paragraph", "heading", "item", "quote"})
NO_BODIES = frozenset({"heading", "paragraph", "item"})
ALIKE = 0.6
"""A named section speaks for itself where it holds this share of what all of its names hold."""
HOME = 0.8
"""The share of an article's prose that its own section holds."""
SUBTITLES, PLAIN = 4, -3.0
"""How many short lines above the first prose of the article's own section may open it, and what such a line is worth at least."""
LEAD, WIDE = 40.0, 0.7
"""From this value on a paragraph in a narrow script is a lead; the weight a character from which on a script is wide."""


class Containers:
    """Sums over every section's subtree: `prose` (positive values), `mass` (all weight); its passages are a `run`.

    `weigh` counts anew what depends on the values of the passages, once these are final: `prose`, and what every section and
    every passage is worth in a comparison, `said` and `saying`.
    """

    __slots__ = (
        "_ends", "_starts", "children", "found", "linked", "mass", "parents", "prose", "said", "saying", "sections", "total",
    )  # fmt: skip

    def __init__(self, document: Document, found: list[Trait]) -> None:
        sections = self.sections = document.sections
        parents = self.parents = [section.parent for section in sections]
        self.found = found
        count, none = len(sections), len(found)
        mass = self.mass = [0.0] * count
        linked = self.linked = [0.0] * count
        starts = self._starts = [none] * count
        ends = self._ends = [0] * count
        prose = self.prose = [0.0] * count
        for i, trait in enumerate(found):
            passage = trait.passage
            if passage.visible:
                section, weight = passage.section, trait.weight
                if weight:
                    mass[section] += weight
                    linked[section] += weight * trait.linked
                    if trait.value > 0:
                        prose[section] += trait.value
                if starts[section] == none:
                    starts[section] = i
                ends[section] = i + 1
        families: dict[int, list[int]] = {}
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            mass[parent] += mass[index]
            linked[parent] += linked[index]
            prose[parent] += prose[index]
            if starts[index] < starts[parent]:  # noqa: PLR1730 - two calls a section cost as much as all its sums
                starts[parent] = starts[index]
            if ends[index] > ends[parent]:  # noqa: PLR1730
                ends[parent] = ends[index]
            if parent in families:
                families[parent].append(index)
            else:
                families[parent] = [index]
        self.children = {parent: children[::-1] for parent, children in families.items()}
        self.total = max(mass[0], 1.0)
        self.said: list[float] = []
        self.saying: list[float] = []

    def run(self, section: int) -> tuple[int, int]:
        """The half-open run of the visible passages of a section; ``(0, 0)`` where it has none."""
        start, end = self._starts[section], self._ends[section]
        return (start, end) if end > start else (0, 0)

    def weigh(self) -> None:
        """Count what the passages of every section are worth."""
        parents = self.parents
        prose = self.prose = [0.0] * len(parents)
        said = self.said = [0.0] * len(parents)
        saying = self.saying = [trait.said if trait.weight else 0.0 for trait in self.found]
        for trait, worth in zip(self.found, saying, strict=True):
            if worth:
                said[trait.passage.section] += worth
            if trait.value > 0:
                prose[trait.passage.section] += trait.value
        for index in range(len(parents) - 1, 0, -1):
            if said[index] or prose[index]:
                parent = parents[index]
                prose[parent] += prose[index]
                said[parent] += said[index]

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
        while at in self.children:
            child = max(self.children[at], key=self.prose.__getitem__)
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
        parents = self.parents
        for index in range(len(own) - 1, 0, -1):
            if own[index]:
                own[parents[index]] += own[index]
        at = 0
        while at in self.children:
            child = max(self.children[at], key=own.__getitem__)
            if own[child] < HOME * own[0] or own[child] <= 0 or self.sections[child].kind in SMALL_KINDS:
                break
            at = child
        first, last = self.run(at)
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


def named(boxes: Containers, layout: Layout) -> Iterator[tuple[int, str, float]]:
    """Sections that a portal's profile, their element or their name says hold the article, with the trust in each."""
    said = boxes.said
    least = 0.1 * said[0]
    holding = [(i, boxes.sections[i]) for i, worth in enumerate(said) if worth >= least]
    for by, trust, want in (("portal", 3.0, layout.containers), ("name", 1.0, layout.bodies)):
        best = -1
        for index, section in holding if want else ():
            if not section.names or section.kind in NO_BODIES:
                continue
            if not want.isdisjoint(section.names.split()) and (best < 0 or said[index] > said[best]):
                best = index
        if best > 0 and said[best] > ALIKE * boxes.alike(best):
            yield best, by, trust
    for kind in ("article", "main"):
        kinds = [i for i, section in holding if section.kind == kind and said[i] > least]
        if kinds:
            best = max(kinds, key=lambda i: boxes.prose[i])
            others = sum(boxes.prose[i] for i in kinds) - boxes.prose[best]
            if kind == "main" or boxes.prose[best] > others:
                yield best, kind, 1.0 if kind == "article" else 0.5
