"""A reader: opens one container in a process of its own and hands out what it holds, in order.

So a hostile archive, a native crash in a parser or a file that hangs costs that container, never the run.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import traceback
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO

from pipeline.containers import Fault, LeftOut, Reading, pages, unpacked

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pipeline.containers import Member

__all__ = ["END", "STILL", "Opening", "hand_out"]

END = b"end"
STILL = b"still"


_GATHERED = 32 << 10
_ROOM = 256
_PATIENCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which container to read and how; `skip` members were handed out in a run before. File None is standard input.

    `singly` hands out each member at once: where a reader has died or hung before, no good member may be lost with it.
    """

    file: bytes | str | None
    kind: str
    suffix: str
    reading: Reading
    skip: int = 0
    singly: bool = False


class _Outbox:
    """Members on their way to the parent: small ones that come quickly go together, since every message costs both sides."""

    def __init__(self, connection: Connection, *, singly: bool) -> None:
        self._connection, self._singly = connection, singly
        self._members: list[tuple[Member, int]] = []
        self._bytes = 0
        self._sent = monotonic()

    def put(self, member: Member, place: int) -> None:
        """Send a member, or keep it for a moment."""
        self._members.append((member, place))
        self._bytes += _ROOM if isinstance(member, LeftOut) else _ROOM + len(member.raw)
        if self._singly or self._bytes > _GATHERED or monotonic() - self._sent > _PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Send what is kept."""
        if self._members:
            self._connection.send_bytes(pickle.dumps(self._members, pickle.HIGHEST_PROTOCOL))
            self._members.clear()
            self._bytes = 0
        self._sent = monotonic()


def _open(opening: Opening) -> BinaryIO:
    if opening.file is None:
        return sys.stdin.buffer
    if isinstance(opening.file, str):
        import fsspec  # noqa: PLC0415 - an extra, for remote inputs only

        return io.BufferedReader(fsspec.open(opening.file, "rb").open())  # its own files read no line of bounded length
    return open(opening.file, "rb")  # noqa: PTH123 - a name in bytes, any of which is legal; closed with the process


def _place(file: BinaryIO) -> int:
    """How far into the stored file the reading is; 0 where a stream does not say."""
    try:
        return file.tell()
    except OSError:
        return 0


def _words(error: BaseException) -> str:
    words = str(error) or "".join(traceback.format_exception_only(error)).strip()
    return f"{words}; install zhengshu[parquet] or zhengshu[remote]" if isinstance(error, ImportError) else words


def hand_out(connection: Connection, opening: Opening) -> None:
    """Send every member after the first `skip`, then `END`. A full pipe makes the reader wait: memory stays small."""
    number, outbox = 0, _Outbox(connection, singly=opening.singly or opening.file is None)
    try:
        file = _open(opening)
        for member in pages(unpacked(file, opening.suffix), opening.kind, opening.reading):
            if number >= opening.skip:
                outbox.put(member, _place(file))
            elif number % 1000 == 0:
                connection.send_bytes(STILL)
            number += 1
    except BrokenPipeError:
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - fastwarc's panics are BaseExceptions; whatever a container does, the run goes on
        if number >= opening.skip:
            outbox.put(Fault(None, type(error).__name__, _words(error)), 0)
    outbox.flush()
    connection.send_bytes(END)
