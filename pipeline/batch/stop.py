"""Being told to stop: SIGINT and SIGTERM, as an exception that lets a run close what it has open."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

__all__ = ["StopError", "stoppable"]


class StopError(BaseException):
    """The run was told to stop by a signal. `number` is the signal's."""

    def __init__(self, number: int, report: dict[str, Any] | None = None) -> None:
        super().__init__(signal.Signals(number).name)
        self.number, self.report = number, report


@contextmanager
def stoppable() -> Iterator[None]:
    """SIGINT and SIGTERM end the run by an exception, once; while it closes, further ones wait."""

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise StopError(number)

    signals = (signal.SIGINT, signal.SIGTERM)
    try:
        before = [signal.signal(each, stop) for each in signals]
    except ValueError:  # not the main thread: its owner decides
        yield
        return
    try:
        yield
    finally:
        for each, handler in zip(signals, before, strict=True):
            signal.signal(each, handler)
