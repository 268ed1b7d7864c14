"""Puts one more stage on the road of every process that finds this folder on PYTHONPATH: faults, on a document's word.

Python runs a module of this name when it starts. So the faults happen where they would: in a real worker.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from typing import TYPE_CHECKING

from pipeline import containers, road
from pipeline.batch import reader

if TYPE_CHECKING:
    from typing import BinaryIO

    from pipeline.containers import Reading
    from pipeline.containers.members import Members
    from pipeline.document import Document


def fault(document: Document) -> Document:
    """Do what the document asks for."""
    raw = document.raw
    if b"FAULT-RAISE" in raw:
        raise KeyError("the document asked for it")
    if b"FAULT-SEGV" in raw:
        ctypes.string_at(8)
    if b"FAULT-KILL" in raw:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"FAULT-EXIT" in raw:
        os._exit(3)
    if b"FAULT-HANG" in raw:
        while True:
            pass
    if b"FAULT-NATIVE-HANG" in raw:
        ctypes.PyDLL(None).sleep(600)  # holds the interpreter's lock: no signal handler of Python's runs
    if b"FAULT-MEMORY" in raw:
        hoard = [bytes(16 << 20) for _ in range(1000)]  # never touched: the limit is met at once
        del hoard
    if b"FAULT-RECURSION" in raw:
        return fault(document)
    if b"FAULT-SLOW" in raw:
        time.sleep(0.05)
    return document


def faulty_pages(stream: BinaryIO, kind: str, reading: Reading) -> Members:
    """The members of a container, read by a parser that dies or hangs where a member asks for it."""
    for member in containers.pages(stream, kind, reading):
        raw = getattr(member, "raw", b"")
        if b"FAULT-READER-SEGV" in raw:
            ctypes.string_at(8)
        if b"FAULT-READER-HANG" in raw:
            ctypes.PyDLL(None).sleep(600)
        yield member


vars(reader)["pages"] = faulty_pages
fault.__name__ = "fault"
road.ROAD = (road.ROAD[0], fault, *road.ROAD[1:])
