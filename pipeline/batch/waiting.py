"""Records of single files on their way to disk: a few wait for one another, since forcing each by itself takes long."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from pipeline.batch.files import Draft, force
from pipeline.batch.inputs import PARTS, RUN
from pipeline.batch.places import unplaced
from pipeline.batch.tasks import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.batch.options import Options
    from pipeline.batch.plan import Broken, Single
    from pipeline.batch.tasks import Outcome

    Take = Callable[[Single | Broken, bytes | None, Outcome], None]

__all__ = ["Waiting"]

_TOGETHER = 32
_LARGE = 1 << 20
_PATIENCE = 0.25


class Waiting:
    """Documents that are files, in order, with their outcomes: `take` is told of each when its record has its name."""

    def __init__(self, options: Options, take: Take) -> None:
        self._records, self._parts, self._take = options.records, options.out / RUN / PARTS, take
        self._waiting: list[tuple[Single | Broken, bytes | None, Outcome, Draft | None]] = []
        self._settled = monotonic()

    def put(self, done: Single | Broken, raw: bytes | None, outcome: Outcome) -> None:
        """Take a document, with its bytes where they are known. What is large waits for nothing."""
        draft, size = None, len(raw or b"")
        if isinstance(outcome, Answer):
            draft = Draft(self._records / done.source.output, outcome.content, self._parts)
            size += len(outcome.content)
        self._waiting.append((done, raw, outcome, draft))
        if len(self._waiting) >= _TOGETHER or size > _LARGE or monotonic() - self._settled > _PATIENCE:
            self.settle()

    def settle(self) -> None:
        """Force the records to disk, all at once; then give each its name, and tell of it."""
        force([draft for *_, draft in self._waiting if draft is not None])
        for done, raw, outcome, draft in self._waiting:
            self._take(done, raw, outcome if draft is None else _placed(draft, outcome))
        self._waiting.clear()
        self._settled = monotonic()

    def close(self) -> None:
        """Take away what has no name yet; the next run makes it again."""
        for *_, draft in self._waiting:
            if draft is not None:
                draft.drop()


def _placed(draft: Draft, outcome: Outcome) -> Outcome:
    """The outcome, once its record is there; a failure where its name cannot be one of a file."""
    try:
        draft.place()
    except OSError as error:
        draft.drop()
        return unplaced(error, outcome.seconds)
    return outcome
