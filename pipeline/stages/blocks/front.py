"""The front matter of a Markdown page: TOML between ``+++``, or simple YAML between ``---``."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from pipeline.document import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["front_matter"]

_TOML: Final = re.compile(r"\s*+\+\+\+[ \t]*+\r?\n(?:(?>(?!\+\+\+[ \t]*+\r?$)[^\n]*+\n))*+\+\+\+[ \t]*+\r?$", re.MULTILINE)
_YAML: Final = re.compile(
    r"\s*+---[ \t]*+\r?\n(?:(?>(?!(?:---|\.\.\.)[ \t]*+\r?$)[^\n]*+\n))*+(?:---|\.\.\.)[ \t]*+\r?$", re.MULTILINE
)
_KEYED: Final = re.compile(r"^[ \t]*+([\w-]++(?:(?>\.[\w-]++))*+)[ \t]*+([=:])[ \t]*+(?=\S)([^\r\n]++)", re.MULTILINE)
_YAML_KEY: Final = re.compile(r"([A-Za-z_][\w .-]{0,60}+):(?:[ \t]|\r?$)", re.MULTILINE)


def front_matter(source: str) -> tuple[int, tuple[Hint, ...]]:
    r"""Where the front matter of a page ends (0 where there is none), and what it says.

    >>> front_matter("---\ntitle: '一季报'\ntags: [a, b]\n---\ntext")[1][0]
    Hint(name='front:title', value='一季报', raw_start=12, raw_end=15)
    """
    if match := _TOML.match(source):
        return match.end(), tuple(_toml(source, match.end()))
    if (match := _YAML.match(source)) and _YAML_KEY.search(source, 0, match.end()):
        return match.end(), tuple(_yaml(source, match.end()))
    return 0, ()


def _toml(source: str, end: int) -> Iterator[Hint]:
    """What tomllib reads; the place of a value is where it stands, unescaped, behind its key."""
    inner = source[source.index("+++") + 3 : end].rsplit("+++", 1)[0].replace("\r\n", "\n")
    try:
        data = tomllib.loads(inner)
    except tomllib.TOMLDecodeError:
        yield from _yaml(source, end)
        return
    lines = {match[1]: match.span(3) for match in _KEYED.finditer(source, 0, end)}
    for key, value in _flat(data):
        bounds = lines.get(key) or lines.get(key.rpartition(".")[2]) or (0, 0)
        start = source.find(value, *bounds) if bounds[1] else -1
        name = f"front:{key.lower()}"
        yield Hint(name, value, start, start + len(value)) if start >= 0 else Hint(name, value)


def _flat(data: dict[str, Any], around: str = "") -> Iterator[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{around}{key}.")
        else:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    yield from _flat(item, f"{around}{key}.")
                elif isinstance(item, bool):
                    yield around + key, str(item).lower()
                else:
                    yield around + key, item.isoformat() if hasattr(item, "isoformat") else str(item)


def _yaml(source: str, end: int) -> Iterator[Hint]:
    """Lines of ``key: value``, lists in brackets or on lines of their own; nothing else of YAML is read."""
    key = ""
    at = source.index("\n") + 1
    while at < end:
        after = source.find("\n", at, end)
        after = end if after < 0 else after
        line = source[at:after]
        if match := _KEYED.match(source, at, after):
            nested = line[:1] in {" ", "\t"} and key
            name = f"{key.rpartition('.')[0] or key}.{match[1]}" if nested else match[1]
            yield from _values(source, f"front:{name.lower()}", *match.span(3))
        elif line.lstrip().startswith("- ") and key:
            yield from _values(source, f"front:{key.lower()}", at + line.index("- ") + 2, after)
        elif line.rstrip().endswith(":") and line[:1].strip():
            key = line.rstrip()[:-1].strip()
        at = after + 1


def _values(source: str, name: str, start: int, end: int) -> Iterator[Hint]:
    """The value between two places of a line: a scalar, or those of a list in brackets."""
    text = source[start:end].rstrip()
    if text.startswith("[") and text.endswith("]"):
        at = start + 1
        for item in text[1:-1].split(","):
            if item.strip():
                yield _scalar(source, name, at, at + len(item))
            at += len(item) + 1
    elif text:
        yield _scalar(source, name, start, start + len(text))


def _scalar(source: str, name: str, start: int, end: int) -> Hint:
    text = source[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        start, text = start + 1, text[1:-1]
    elif " #" in text:
        text = text[: text.index(" #")].rstrip()
    return Hint(name, text, start, start + len(text))
