"""The process that workers are forked from, begun before anything else is loaded: both then load at the same time.

What it does is in `pipeline.batch.forkserver`. It stands here since a package's module loads the package first.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import NamedTuple

__all__ = ["Zygote", "begin"]


class Zygote(NamedTuple):
    """The process, and the line to it: it is told what to load, then whom to fork. It ends when the line does."""

    process: subprocess.Popen[bytes]
    line: socket.socket


def begin() -> Zygote:
    """Begin the process; it dies with this one."""
    ours, theirs = socket.socketpair()
    start = f"from pipeline.batch.forkserver import main; main({theirs.fileno()}, {os.getpid()})"
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {start}"]
    with theirs:
        # A group of its own: Ctrl-C at the terminal is for the parent, which ends its children in order.
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], process_group=0)  # noqa: S603 - our own interpreter
    return Zygote(process, ours)
