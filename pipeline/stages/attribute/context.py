"""What the rules share: the figure under the glass, the text at its sides, and what has been decided before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.chronology import Period
from pipeline.record import Figure
from pipeline.stages.attribute.clauses.grammar import Grammar, Spoken
from pipeline.stages.attribute.clauses.lists import Place
from pipeline.stages.attribute.clauses.phrase import Phrase, Tail
from pipeline.stages.attribute.names.entities import Entity, Inventory
from pipeline.stages.attribute.proposal import Proposal, choose
from pipeline.stages.attribute.reading import Clause, Reading, Sentence

if TYPE_CHECKING:
    Topic = tuple[str, Entity | None, int, int]
    """A clause's topic: its words, the name it is, and its place in the clause's text."""

__all__ = ["Answer", "Context", "Scene"]


@dataclass(slots=True)
class Answer:
    """What was chosen for a figure, and all that was proposed."""

    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    concept: str | None = None
    entity: Entity | None = None
    proposals: list[Proposal] = field(default_factory=list)
    chosen: dict[str, Proposal] = field(default_factory=dict)
    base: bool = False
    """Whether the figure is only what another is compared with (远低于库迪的22万元)."""
    gated: bool | None = None
    """Whether a company or a product leads the article; None where that is not asked."""

    def take(self, name: str, proposals: list[Proposal], floor: int) -> None:
        """Keep what was proposed for a field, and fill it with what the arbiter chooses, if that weighs enough."""
        self.proposals += proposals
        chosen = choose(proposals)
        if chosen is not None and chosen.weight >= floor:
            self.chosen[name] = chosen
            setattr(self, name, chosen.value)


@dataclass(slots=True)
class Context:
    """The running state of a document: answers so far, and the subjects, periods and headings that carry."""

    reading: Reading
    found: Inventory
    answers: dict[int, Answer] = field(default_factory=dict)
    heading: Entity | None = None
    heading_text: str = ""
    topic: tuple[str, Entity | None, int, int] | None = None
    """The last subject of a clause: its words, its entity, and the sentence and block it stood in."""
    passed: list[Sentence] = field(default_factory=list)
    """The sentences since then, of which nobody has asked what they speak of."""
    pair: tuple[str, ...] = ()
    """The last two subjects named together or in turn, for 前者, 后者 and 两者."""
    report: Period | None = None
    """The time that the article reports on."""
    lead_period: tuple[int, int] | None = None
    """A period that introduces a list, and the block it stands in."""
    season: Period | None = None
    """The days that stand alone at the head of offers (5月17日至5月19日), until the next such line."""
    heads: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The metrics that a list goes through, by its first figure."""
    topics: dict[int, Topic | None] = field(default_factory=dict)
    meanings: dict[tuple[int, str], tuple[str, str, int]] = field(default_factory=dict)
    """What the own words of the clauses' topics name: `meant.from_topic` asks it of a clause for every figure behind."""
    places: dict[int, Place] = field(default_factory=dict)
    grammars: dict[int, Grammar] = field(default_factory=dict)
    """The grammatical subjects of the clauses that `clausal.grammar` has been asked for."""
    spoken: dict[tuple[int, str], Spoken] = field(default_factory=dict)
    """Whom the clauses speak of that `spoken.spoken` has been asked for, by clause and metric."""
    measured: dict[str, bool] = field(default_factory=dict)
    """Whether the phrases that `whose.measurable` has been asked for end in what is measured."""
    antecedents: dict[tuple[int, str], str] = field(default_factory=dict)
    """What `pointed.antecedent` has been asked for, by clause and words."""
    regions: dict[str, str] = field(default_factory=dict)
    """The places that `pointed.region` has been asked for, by the last character of what points at them."""
    grown: dict[str, str] = field(default_factory=dict)
    """The whole names that `pointed.grown` has been asked for."""
    taken: dict[str, int] = field(default_factory=dict)
    """How many clauses take up the phrases that `whose.recurring` has been asked for."""


@dataclass(slots=True)
class Scene:
    """One figure and what stands around it in its clause."""

    index: int
    figure: Figure
    clause: Clause
    sentence: Sentence
    start: int
    end: int
    low: int
    """Where the figure before it ends in the clause's text, else 0."""
    high: int
    """Where the next figure begins, else the clause's end."""
    before: int | None
    """The figure before it in the clause."""
    tail: Tail | None = None
    phrase: Phrase | None = None
    listed: bool = False
    """Whether only list signs stand between it and the figure before it."""
    change: bool = False
    restated: bool = False
    """Whether it stands in a bracket behind another figure."""
    base: bool = False
    """Whether it is the base of a comparison."""
    is_ratio: bool = False
    """Whether it is a ratio to something named before it (是营收的7倍)."""
    named: str = ""
    """The name right before it, in an enumeration of names and figures (昆明市3家、曲靖市2家)."""
    ratio: Phrase | None = None
    """What is in that ratio, where the clause says it."""
