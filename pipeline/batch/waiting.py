"""Records of single files on their way to disk: threads force them there while the run goes on, since that takes long."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pipeline.batch.files import Draft
from pipeline.batch.inputs import PARTS, RUN
from pipeline.batch.places import unplaced
from pipeline.batch.tasks import Answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from pipeline.batch.options import Options
    from pipeline.batch.plan import Broken, Single
    from pipeline.batch.tasks import Outcome

    Take = Callable[[Single | Broken, bytes | None, Outcome], None]

__all__ = ["Waiting"]

_TOGETHER = 32
_THREADS = 4
_LARGE = 1 << 20


class Waiting:
    """Documents that are files, in order, with their outcomes: `take` is told of each when its record has its name."""

    def __init__(self, options: Options, take: Take) -> None:
        self._records, self._parts, self._take = options.records, options.out / RUN / PARTS, take
        self._waiting: deque[tuple[Single | Broken, bytes | None, Outcome, Draft | None]] = deque()
        self._forced: deque[Future[None] | None] = deque()
        self._threads = ThreadPoolExecutor(_THREADS)  # a file system writes its journal once for all that wait for it

    def put(self, done: Single | Broken, raw: bytes | None, outcome: Outcome) -> None:
        """Take a document, with its bytes where they are known. No more than a few wait, and none behind a large one."""
        draft, size = None, len(raw or b"")
        if isinstance(outcome, Answer):
            draft = Draft(self._records / done.source.output, outcome.content, self._parts)
            size += len(outcome.content)
        self._waiting.append((done, raw, outcome, draft))
        self._forced.append(None if draft is None else self._threads.submit(draft.force))
        self.settle(0 if size > _LARGE else _TOGETHER)

    def settle(self, left: int = 0) -> None:
        """Give their names to those that are on disk, and tell of them; wait for the first until so many are `left`."""
        while self._waiting:
            forced = self._forced[0]
            if forced is not None:
                if len(self._waiting) <= left and not forced.done():
                    return
                forced.result()
            self._forced.popleft()
            done, raw, outcome, draft = self._waiting.popleft()
            self._take(done, raw, outcome if draft is None else _placed(draft, outcome))

    def close(self) -> None:
        """Take away what has no name yet; the next run makes it again."""
        self._threads.shutdown(cancel_futures=True)
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
