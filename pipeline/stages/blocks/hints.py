"""What a page says of itself in its head and its attributes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pipeline.document import Hint
from pipeline.markup.entities import unescape
from pipeline.markup.flow import Flow

if TYPE_CHECKING:
    from pipeline.markup.tree import Tree

__all__ = ["hints"]

_DEPTH: Final = 8
_MOST: Final = 2000


def hints(tree: Tree) -> tuple[Hint, ...]:
    """The hints of a page, in source order."""
    found: list[Hint] = []
    source = tree.source
    for node, tag in enumerate(tree.tags):
        if tag == "meta":
            attrs = tree.attributes(node)
            name = attrs.get("name") or attrs.get("property") or attrs.get("itemprop") or attrs.get("http-equiv")
            if name and attrs.get("content"):
                found.append(_attribute(tree, node, name.lower(), attrs["content"]))
        elif tag == "title":
            start, end = tree.inners[node], tree.untils[node]
            flow = Flow(source, start)
            flow.add(start, end)
            if flow.length:
                inner = source[start:end]
                begin = start + len(inner) - len(inner.lstrip())
                found.append(Hint("title", flow.text(), begin, begin + len(inner.strip())))
        elif tag == "html" or tag == "body":
            attrs = tree.attributes(node)
            if attrs.get("lang") or attrs.get("xml:lang"):
                found.append(_attribute(tree, node, "lang", attrs.get("lang") or attrs["xml:lang"]))
        elif tag == "link":
            attrs = tree.attributes(node)
            if "canonical" in attrs.get("rel", "").lower().split() and attrs.get("href"):
                found.append(_attribute(tree, node, "canonical", attrs["href"]))
        elif tag == "script":
            if "ld+json" in tree.rests[node]:
                found.extend(_linked(source[tree.inners[node] : tree.untils[node]]))
        elif tag == "time":
            attrs = tree.attributes(node)
            value = attrs.get("datetime", "")
            if value:
                found.append(_attribute(tree, node, "time", value))
    return tuple(found)


def _attribute(tree: Tree, node: int, name: str, value: str) -> Hint:
    """A hint whose value stands in the start tag of `node`."""
    start = tree.source.find(value, tree.starts[node], tree.inners[node])
    return Hint(name, unescape(value).strip(), start, start + len(value))


def _linked(text: str) -> list[Hint]:
    try:
        data = json.loads(text.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return []
    found: list[Hint] = []
    _flatten(data, "", 0, found)
    return found


def _flatten(data: Any, key: str, depth: int, found: list[Hint]) -> None:
    if depth > _DEPTH or len(found) >= _MOST:
        return
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "@graph":
                _flatten(value, key, depth + 1, found)
            else:
                _flatten(value, f"{key}.{name}".lower().strip(".") if key else name.lower(), depth + 1, found)
    elif isinstance(data, list):
        for value in data:
            _flatten(value, key, depth + 1, found)
    elif data is not None and key:
        found.append(Hint(f"jsonld:{key}", str(data)))
