"""What the bytes of a record depend on besides the page: the rules, the code, the libraries, the options."""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from functools import cache
from importlib import metadata, resources
from typing import TYPE_CHECKING

from pipeline.lexicon import packs

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["fingerprint", "version"]

_DISTRIBUTION = "zhengshu"


def version() -> str:
    """The version of zhengshu."""
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0+unknown"


@cache
def fingerprint() -> str:
    """SHA-256 over the package (code and data), the versions of the libraries it needs, and Python's Unicode tables."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(resources.files("pipeline"), "")):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for library in (*_libraries(), *_extensions()):
        digest.update(f"{library}\0".encode())
    digest.update(f"{platform.python_version_tuple()[:2]} {unicodedata.unidata_version}".encode())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            if entry.name != "__pycache__":
                found += _files(entry, f"{name}/")
        elif not entry.name.endswith((".pyc", ".part")):
            found.append((name, entry))
    return found


def _libraries() -> list[str]:
    """Every library that zhengshu needs without its extras, with its version."""
    try:
        needed = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    names = sorted({_bare(line) for line in needed if "extra ==" not in line})
    return [f"{name} {_version_of(name)}" for name in names]


def _extensions() -> list[str]:
    """Every installed package that adds stages or data, with its version, and the data it adds."""
    points = [*metadata.entry_points(group="zhengshu.stages"), *metadata.entry_points(group="zhengshu.portals")]
    named = {f"{point.group} {point.name} {point.value} {point.dist.version if point.dist else ''}" for point in points}
    for name in packs("portals"):
        package, _, file = name.partition(":")
        named.add(f"{name} {hashlib.sha256((resources.files(package) / file).read_bytes()).hexdigest()}")
    return sorted(named)


def _bare(requirement: str) -> str:
    end = next((i for i, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), len(requirement))
    return requirement[:end]


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"
