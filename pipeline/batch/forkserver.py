"""Processes that are quick to make, die with their parent, and tell how they ended.

One helper process loads zhengshu once and forks workers and readers from itself: a worker lost to a crash is replaced
within milliseconds, and all share the tables' memory. Every process dies with its parent, however that one ends: the
kernel sees to it (``PR_SET_PDEATHSIG``), and where there is no such call, the closed socket does.
`multiprocessing` has a fork server too; its children hold its lifeline open, so one that hangs outlives a killed parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from pipeline.zygote import begin

if TYPE_CHECKING:
    from pipeline.batch.reader import Opening
    from pipeline.batch.tasks import Limits
    from pipeline.neighbours import Lines
    from pipeline.zygote import Zygote

__all__ = ["Child", "Forkserver", "main"]

_PR_SET_PDEATHSIG = 1
_READER_ROOM = 2048
"""MiB that a reader may take beside a document's share: Parquet's library reserves much and uses little."""
_PARTING = 2.0
_NEWS = struct.Struct("<qqB")
_SIZE = struct.Struct("<q")


def _die_with(parent: int) -> None:
    """Ask the kernel to kill this process when its parent ends; leave at once if it has ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _bound_memory(mebibytes: int) -> None:
    """No more address space than now and so many MiB: the allocation that goes over fails."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every system

    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + (mebibytes << 20)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _child(job: Any, limits: Limits, lines: Lines | None, sockets: list[int]) -> None:
    connection = Connection(sockets[0])
    if job is None:
        from pipeline.batch.worker import serve  # noqa: PLC0415 - loaded by the parent already

        _bound_memory(limits.memory)
        serve(connection, sockets[1], limits, lines)
    else:
        from pipeline.batch.reader import hand_out  # noqa: PLC0415 - loaded by the parent already

        _bound_memory(limits.memory + _READER_ROOM)
        hand_out(connection, job)
    connection.close()


def main(control: int, parent: int) -> None:
    """The helper process: forks on request, and tells of every child that ended."""
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from pipeline.batch import reader, worker  # noqa: PLC0415 - the point of this process is to load them once

    del reader
    line = socket.socket(fileno=control)
    with line.makefile("rb") as told:
        size = told.read(_SIZE.size)
        if not size:  # a faulty call: nothing is to be done
            os._exit(0)
        lines, samples = pickle.loads(told.read(_SIZE.unpack(size)[0]))  # noqa: S301 - from our own parent
    worker.warm(samples)
    wake, ring = os.pipe()
    os.set_blocking(ring, False)
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    me = os.getpid()
    alive: set[int] = set()
    _say(line, me, 0, 1)
    while True:
        ready, _, _ = select.select([line.fileno(), wake], [], [])
        if wake in ready:
            os.read(wake, 4096)
            _tell(line, alive)
        if line.fileno() not in ready:
            continue
        try:
            request, sockets, _, _ = socket.recv_fds(line, 1 << 16, 4)
        except ConnectionError:
            request, sockets = b"", []
        if not request:
            _bury(alive)
            os._exit(0)
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _die_with(me)
                line.close()
                job, limits = pickle.loads(request)  # noqa: S301 - from our own parent
                _child(job, limits, lines, sockets)
                status = 0
            finally:
                os._exit(status)
        alive.add(pid)
        for number in sockets:
            os.close(number)
        _say(line, pid, 0, 1)


def _bury(alive: set[int]) -> None:
    """End the children that are left, and wait for them."""
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    for pid in alive:
        os.waitpid(pid, 0)


def _say(line: socket.socket, *news: int) -> None:
    """Send news to the parent; one that has gone is noticed at the next read of the line."""
    with contextlib.suppress(ConnectionError):
        line.send(_NEWS.pack(*news))


def _tell(line: socket.socket, alive: set[int]) -> None:
    """Say of every child that ended how it did."""
    while alive:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        alive.discard(pid)
        _say(line, pid, os.waitstatus_to_exitcode(status), 0)


@dataclass(slots=True)
class Child:
    """A forked process, from the parent's side; `log` is what it wrote of its own end."""

    pid: int
    helper: int
    connection: Connection
    log: Any

    def kill(self) -> None:
        """End it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let go of it; an idle worker then ends by itself."""
        self.connection.close()
        self.log.close()


class Forkserver:
    """The parent's side of the helper process, which loads while the parent looks for work; the first fork waits for it.

    It loads what so many `samples` need (see `pipeline.batch.worker.warm`); a worker then loads what else it meets. `begun` is
    such a process that was begun before.
    """

    def __init__(self, lines: Lines | None = None, *, samples: int | None = None, begun: Zygote | None = None) -> None:
        self._process, self._line = begun or begin()
        told = pickle.dumps((lines, samples))
        with contextlib.suppress(BrokenPipeError):  # told at the first fork
            self._line.sendall(_SIZE.pack(len(told)) + told)
        self._ended: dict[int, int] = {}
        self._ready = False

    def _next(self) -> int | None:
        """The pid of the next child that started; endings met before it are noted. None when the helper is gone."""
        while True:
            news = self._news()
            if news is None:
                return None
            if news:
                return news

    def fork(self, job: Opening | None, limits: Limits) -> Child:
        """A new child: a worker, or the reader of a container. Raises `RuntimeError` where the helper did not start."""
        if not self._ready:
            if self._next() is None:
                self.close()
                raise RuntimeError("the helper process did not start; its own message stands above")
            self._ready = True
        ours, theirs = socket.socketpair()
        log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the child
        with theirs:
            socket.send_fds(self._line, [pickle.dumps((job, limits))], [theirs.fileno(), log.fileno()])
        pid = self._next()
        if pid is None:
            raise ChildProcessError("the helper process ended")
        return Child(pid, self._process.pid, Connection(ours.detach()), log)

    def ending(self, child: Child) -> str:
        """How a child ended, in words, once it has: waits for the news."""
        if child.helper != self._process.pid:
            return "ended with the process that made it"
        while child.pid not in self._ended:
            ready, _, _ = select.select([self._line], [], [], 5)
            if not ready or self._news() is None:
                return "ended, with no word how"
        status = self._ended.pop(child.pid)
        if status >= 0:
            return f"exited with status {status}"
        with contextlib.suppress(ValueError):
            return f"was ended by {signal.Signals(-status).name}"
        return f"was ended by signal {-status}"

    def _news(self) -> int | None:
        """Take one message: the pid of a child that started, 0 for one that ended (noted), None when the helper is gone."""
        try:
            packet = self._line.recv(_NEWS.size, socket.MSG_WAITALL)
        except ConnectionError:
            return None
        if len(packet) < _NEWS.size:
            return None
        pid, status, started = _NEWS.unpack(packet)
        if not started:
            self._ended[pid] = status
        return int(pid) if started else 0

    def close(self) -> None:
        """End the helper and every process it made."""
        self._line.close()
        if not self._ready:  # it is still loading, for nothing
            self._process.kill()
        try:
            self._process.wait(_PARTING)
        except subprocess.TimeoutExpired:  # its children go with it
            self._process.kill()
            self._process.wait()
