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
from typing import TYPE_CHECKING, BinaryIO

from pipeline.containers import Fault, Reading, pages, unpacked

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from pipeline.containers import Member

__all__ = ["END", "STILL", "Opening", "hand_out"]

END = b"end"
STILL = b"still"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which container to read and how; `skip` members were handed out in a run before. File None is standard input."""

    file: bytes | str | None
    kind: str
    suffix: str
    reading: Reading
    skip: int = 0


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
    number = 0
    try:
        file = _open(opening)
        for member in pages(unpacked(file, opening.suffix), opening.kind, opening.reading):
            if number >= opening.skip:
                connection.send_bytes(pickle.dumps((member, _place(file)), pickle.HIGHEST_PROTOCOL))
            elif number % 1000 == 0:
                connection.send_bytes(STILL)
            number += 1
    except BrokenPipeError:
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - fastwarc's panics are BaseExceptions; whatever a container does, the run goes on
        if number >= opening.skip:
            fault: Member = Fault(None, type(error).__name__, _words(error))
            connection.send_bytes(pickle.dumps((fault, 0), pickle.HIGHEST_PROTOCOL))
    connection.send_bytes(END)
