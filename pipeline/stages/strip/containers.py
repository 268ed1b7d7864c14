"""The page's containers: how much prose each holds, and which look like the article's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.strip.traits import LINKED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.document import Document
    from pipeline.lexicon.portals import Layout
    from pipeline.stages.strip.traits import Trait

__all__ = ["Containers", "named"]


class Containers:
    """Sums over every section's subtree: `prose` (positive values), `mass` (all weight), `runs` (half-open, of passages)."""

    __slots__ = ("children", "found", "linked", "mass", "prose", "runs", "sections", "total")

    def __init__(self, document: Document, found: list[Trait]) -> None:
        sections = self.sections = document.sections
        self.found = found
        count = len(sections)
        self.prose = [0.0] * count
        self.mass = [0.0] * count
        self.linked = [0.0] * count
        starts = [len(found)] * count
        ends = [0] * count
        for i, trait in enumerate(found):
            section = trait.passage.section
            self.prose[section] += max(trait.value, 0.0)
            self.mass[section] += trait.weight
            self.linked[section] += trait.weight * trait.linked
            if trait.passage.visible:
                starts[section] = min(starts[section], i)
                ends[section] = max(ends[section], i + 1)
        for index in range(count - 1, 0, -1):
            parent = sections[index].parent
            self.prose[parent] += self.prose[index]
            self.mass[parent] += self.mass[index]
            self.linked[parent] += self.linked[index]
            starts[parent] = min(starts[parent], starts[index])
            ends[parent] = max(ends[parent], ends[index])
        self.runs = [(s, e) if e > s else (0, 0) for s, e in zip(starts, ends, strict=True)]
        self.total = max(self.mass[0], 1.0)
        self.children: list[list[int]] = [[] for _ in range(count)]
        for index in range(1, count):
            self.children[sections[index].parent].append(index)

    def densest(self) -> int:
        """The section whose own paragraphs hold the most prose: a paragraph counts for its parent, half for the next."""
        score = [0.0] * len(self.sections)
        for trait in self.found:
            if trait.value <= 0:
                continue
            share, section = trait.value, trait.passage.section
            if self.sections[section].kind in {"paragraph", "heading", "item", "quote"} and self.sections[section].parent > 0:
                section = self.sections[section].parent
            for part in (1.0, 0.5, 0.25):
                if section <= 0:
                    break
                score[section] += share * part
                section = self.sections[section].parent
        best = max(range(len(score)), key=lambda i: score[i] * (1 - self.linked[i] / max(self.mass[i], 1.0)))
        return best if score[best] > 0 else -1

    def descended(self) -> int:
        """The deepest section that still holds nearly all prose of its parent, from the root down."""
        at = 0
        while self.children[at]:
            child = max(self.children[at], key=lambda i: self.prose[i])
            if self.prose[child] < 0.75 * self.prose[at] or self.prose[child] <= 0:
                break
            if self.sections[child].kind in {"paragraph", "heading", "item", "quote"}:
                break
            at = child
        return at

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


def named(boxes: Containers, layout: Layout) -> Iterator[tuple[int, str, float]]:
    """Sections that a portal's profile, their element or their name says hold the article, with the trust in each."""
    most = boxes.prose[0]
    for by, trust, want in (("portal", 3.0, layout.containers), ("name", 1.0, layout.bodies)):
        best = -1
        for index, section in enumerate(boxes.sections):
            if not section.names or boxes.prose[index] < 0.1 * most or section.kind in {"heading", "paragraph", "item"}:
                continue
            if not want.isdisjoint(section.names.split()) and (best < 0 or boxes.prose[index] > boxes.prose[best]):
                best = index
        if best > 0:
            yield best, by, trust
    for kind in ("article", "main"):
        kinds = [i for i, s in enumerate(boxes.sections) if s.kind == kind and boxes.prose[i] > 0.1 * most]
        if kinds:
            best = max(kinds, key=lambda i: boxes.prose[i])
            others = sum(boxes.prose[i] for i in kinds) - boxes.prose[best]
            if kind == "main" or boxes.prose[best] > others:
                yield best, kind, 1.0 if kind == "article" else 0.7
