"""Counts of what became of documents: every one is normalised, filtered or quarantined."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.batch.tasks import Answer

__all__ = ["Tally"]


@dataclass(slots=True)
class Tally:
    """Documents by outcome, with their figures and bytes.

    `left_out` counts what was never a document, `corrections` what a review decided.

    >>> tally = Tally(normalised=2, filtered=Counter({"too short": 1}))
    >>> tally.documents, Tally.of(tally.plain()) == tally
    (3, True)
    """

    normalised: int = 0
    filtered: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    figures: int = 0
    bytes: int = 0
    corrections: Counter[str] = field(default_factory=Counter)

    @property
    def documents(self) -> int:
        """How many documents there were."""
        return self.normalised + self.filtered.total() + self.quarantined.total()

    def answer(self, answer: Answer) -> None:
        """Count a document that has a record."""
        if answer.status == "normalised":
            self.normalised += 1
        else:
            self.filtered[answer.reason or "no reason"] += 1
        self.figures += answer.figures
        self.bytes += answer.size
        if answer.corrected or answer.missed:
            self.corrections += Counter(applied=answer.corrected, missed=len(answer.missed))

    def add(self, other: Tally) -> None:
        """Count all that another tally counts."""
        self.normalised += other.normalised
        self.figures += other.figures
        self.bytes += other.bytes
        for name in ("filtered", "quarantined", "left_out", "corrections"):
            if more := getattr(other, name):  # most pages have none
                getattr(self, name).update(more)

    def plain(self) -> dict[str, Any]:
        """The counts as JSON has them, names sorted."""
        return {
            "documents": self.documents,
            "normalised": self.normalised,
            "filtered": dict(sorted(self.filtered.items())),
            "quarantined": dict(sorted(self.quarantined.items())),
            "left_out": dict(sorted(self.left_out.items())),
            "figures": self.figures,
            "bytes": self.bytes,
            "corrections": dict(sorted(self.corrections.items())),
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Tally:
        """The tally that `plain` was made from."""
        return cls(
            plain["normalised"],
            Counter(plain["filtered"]),
            Counter(plain["quarantined"]),
            Counter(plain["left_out"]),
            plain["figures"],
            plain["bytes"],
            Counter(plain.get("corrections", {})),
        )
