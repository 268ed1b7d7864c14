"""What the numbers of a benchmark were made on: the machine, how busy it was, and the versions of what ran."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from bench.rivals import PEERS

OURS = ("zhengshu", "opencc", "lxml", "orjson", "rjieba", "babel")
THEIRS = ("trafilatura", "opencc", "jionlp", "selectolax", "orjson", "recognizers-text-number")
ASK = """
import json, sys
from importlib import metadata
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def told() -> str:
    """Two lines for the end of a benchmark's output."""
    place = f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    ours = _named({name: metadata.version(name) for name in OURS})
    return f"\nOn {place}; load {load}.\nPython {platform.python_version()}; {ours}{_peers()}."


def _processor() -> str:
    """The processor's own name where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _peers() -> str:
    """The peers' versions, empty where they are not installed."""
    if not PEERS.exists():
        return ""
    said = subprocess.run([PEERS, "-c", ASK, *THEIRS], capture_output=True, text=True, check=True).stdout
    return f"; peers: {_named(json.loads(said))}"


def _named(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
