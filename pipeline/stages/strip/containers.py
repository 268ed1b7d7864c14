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
TELLING_KINDS = ASIDE_KINDS | {"caption"}
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
    """Sums over every section's subtree: `prose` (positive values), `mass` (all weight); its passages are a `run`.

    `weigh` counts anew what depends on the values of the passages, `prose` and `said`.
    """

    __slots__ = ("_ends", "_starts", "children", "found", "linked", "mass", "parents", "prose", "said", "sections", "total")

    def __init__(self, document: Document, found: list[Trait]) -> None:
        sections = self.sections = document.sections
        parents = self.parents = [section.parent for section in sections]
        self.found = found
        count, none = len(sections), len(found)
        mass = self.mass = [0.0] * count
        linked = self.linked = [0.0] * count
        starts = self._starts = [none] * count
        ends = self._ends = [0] * count
        for i, trait in enumerate(found):
            if trait.weight:
                section = trait.passage.section
                mass[section] += trait.weight
                linked[section] += trait.weight * trait.linked
            if trait.passage.visible:
                section = trait.passage.section
                if starts[section] == none:
                    starts[section] = i
                ends[section] = i + 1
        families: dict[int, list[int]] = {}
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            mass[parent] += mass[index]
            linked[parent] += linked[index]
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
        self.prose: list[float] = []
        self.said: list[float] = []
        self.weigh()

    def run(self, section: int) -> tuple[int, int]:
        """The half-open run of the visible passages of a section; ``(0, 0)`` where it has none."""
        start, end = self._starts[section], self._ends[section]
        return (start, end) if end > start else (0, 0)

    def weigh(self) -> None:
        """Count what the passages of every section are worth."""
        parents = self.parents
        prose = self.prose = [0.0] * len(parents)
        said = self.said = [0.0] * len(parents)
        for trait in self.found:
            if trait.weight:
                section = trait.passage.section
                if trait.value > 0:
                    prose[section] += trait.value
                said[section] += trait.said
        for index in range(len(parents) - 1, 0, -1):
            if said[index] or prose[index]:
                parent = parents[index]
                prose[parent] += prose[index]
                said[parent] += said[index]

    def set_apart(self, layout: Layout, head: int) -> list[str]:
        """For every section why it is no part of an article, or an empty text: by element, by name, or as one of many teasers.

        A name is heard only where the section holds less than a share of the page, and never around the title.
        """
        reasons = [""] * len(self.sections)
        heard: dict[str, str] = {}
        holds = set(self.ancestors(self.found[head].passage.section)) if head >= 0 else set()
        teasers = self._teasers()
        for index, (parent, kind, names, _, _) in enumerate(self.sections):
            if not index:
                continue
            if reasons[parent]:
                reasons[index] = reasons[parent]
            elif index in teasers:
                reasons[index] = TEASER
            elif (names or kind in TELLING_KINDS) and index not in holds:
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

    def _teasers(self) -> set[int]:  # noqa: PLR0912 - sums by section, then by group: calls would cost more than they say
        """Sections that are one of several like it, each with a linked line of its own and little prose: a feed."""
        found: set[int] = set()
        count, none = len(self.sections), len(self.found)
        linked, prose = [0] * count, [0] * count
        opens, speaks = [none] * count, [none] * count
        for i, trait in enumerate(self.found):
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
            parent = self.parents[index]
            linked[parent] += linked[index]
            prose[parent] += prose[index]
            if opens[index] < opens[parent]:  # noqa: PLR1730 - as above
                opens[parent] = opens[index]
            if speaks[index] < speaks[parent]:  # noqa: PLR1730
                speaks[parent] = speaks[index]
        for children in self.children.values():
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
        for index in range(len(own) - 1, 0, -1):
            own[self.sections[index].parent] += own[index]
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


def named(boxes: Containers, layout: Layout) -> Iterator[tuple[int, str, float]]:
    """Sections that a portal's profile, their element or their name says hold the article, with the trust in each."""
    said = boxes.said
    least = 0.1 * said[0]
    for by, trust, want in (("portal", 3.0, layout.containers), ("name", 1.0, layout.bodies)):
        best = -1
        for index, section in enumerate(boxes.sections):
            if said[index] < least or not section.names or section.kind in {"heading", "paragraph", "item"}:
                continue
            if not want.isdisjoint(section.names.split()) and (best < 0 or said[index] > said[best]):
                best = index
        if best > 0 and said[best] > ALIKE * boxes.alike(best):
            yield best, by, trust
    for kind in ("article", "main"):
        kinds = [i for i, s in enumerate(boxes.sections) if s.kind == kind and said[i] > least]
        if kinds:
            best = max(kinds, key=lambda i: boxes.prose[i])
            others = sum(boxes.prose[i] for i in kinds) - boxes.prose[best]
            if kind == "main" or boxes.prose[best] > others:
                yield best, kind, 1.0 if kind == "article" else 0.5
