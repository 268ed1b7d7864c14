"""What a page says of itself: in its head, in attributes, in linked data."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final

from pipeline.document import Hint
from pipeline.markup.entities import unescape
from pipeline.markup.flow import Flow
from pipeline.markup.tokens import attributes
from pipeline.markup.tree import BREAK

if TYPE_CHECKING:
    from pipeline.markup.tree import Tree

__all__ = ["flatten", "hints"]

_DEPTH: Final = 8
_MOST: Final = 1000
_LONGEST: Final = 300
_NAMED: Final = ("name", "property", "itemprop", "http-equiv")
_SAYS: Final = frozenset(["meta", "title", "html", "body", "link", "script", "time"])
_RELATIONS: Final = ("canonical", "amphtml", "author", "itemprop")
_SHORT: Final = len(" rel=author")
_WRAPPED: Final = re.compile(r"\s*+(?:(?>//))?+\s*+(?:<!\[CDATA\[|<!--)|(?:(?>//))?+\s*+(?:\]\]>|-->)\s*+$|;\s*+$")


def hints(tree: Tree) -> tuple[Hint, ...]:
    """The hints of a page, in source order.

    ``lang``; ``title``; the names of meta tags; ``canonical`` and ``amphtml``; ``jsonld:`` and the path of a value;
    ``time`` for a `time` element's datetime (``time:pubdate`` and ``time:datepublished`` where its attributes say so);
    ``itemprop:`` and a name, ``rel:author`` for elements whose text says something.
    """
    found: list[Hint] = []
    tags, rests = tree.tags, tree.rests
    telling = [node for node, tag in enumerate(tags) if tag in _SAYS]
    marked = {
        node
        for node, rest in enumerate(rests)
        if len(rest) > _SHORT and ("itemprop" in rest or ("author" in rest and "rel=" in rest))
    }
    for node in sorted(marked.union(telling)) if marked else telling:
        tag, rest = tags[node], rests[node]
        if tag not in _SAYS:
            found.extend(_element(tree, node, attributes(rest)))
        elif tag == "script":
            if "json" in rest and "ld+json" in rest.lower():
                found.extend(_linked(tree.source[tree.inners[node] : tree.untils[node]]))
        elif tag == "title":
            found.extend(_title(tree, node))
        elif len(rest) > 5 and (tag != "link" or _is_related(rest)):
            found.extend(_attributes(tree, node, tag, attributes(rest)))
    return tuple(found)


def _is_related(rest: str) -> bool:
    rest = rest.lower()
    return any([word in rest for word in _RELATIONS])  # noqa: C419 - a list of four costs less than a generator


def _attributes(tree: Tree, node: int, tag: str, attrs: dict[str, str]) -> list[Hint]:
    """What the attributes of a meta, link, html, body or time element say."""
    found = []
    if tag == "meta":
        content = attrs.get("content", "").strip()
        if content:
            for key in _NAMED:
                if name := attrs.get(key, "").strip().lower():
                    found.append(_valued(tree, node, name, content))
    elif tag == "link":
        address = attrs.get("href", "").strip()
        for relation in attrs.get("rel", "").lower().split() if address else ():
            if relation in {"canonical", "amphtml", "author"}:
                found.append(_valued(tree, node, relation if relation != "author" else "link:author", address))
        if address and attrs.get("itemprop"):
            found.append(_valued(tree, node, f"itemprop:{attrs['itemprop'].lower()}", address))
    elif tag == "time":
        said = attrs.get("itemprop", "").strip().lower() or ("pubdate" if "pubdate" in attrs else "")
        name = f"time:{said}" if said else "time"
        if value := attrs.get("datetime", "").strip():
            found.append(_valued(tree, node, name, value))
        elif (text := _text(tree, node)) is not None and said:
            found.append(Hint(name, *text))
    elif language := (attrs.get("lang") or attrs.get("xml:lang", "")).strip():
        found.append(_valued(tree, node, "lang", language))
    return found


def _element(tree: Tree, node: int, attrs: dict[str, str]) -> list[Hint]:
    """What an element says that is marked as a property of the page, or as its author."""
    names = [f"itemprop:{name}" for name in attrs.get("itemprop", "").lower().split()]
    if "author" in attrs.get("rel", "").lower().split():
        names.append("rel:author")
    if not names:
        return []
    if content := attrs.get("content", "").strip() or attrs.get("datetime", "").strip():
        return [_valued(tree, node, name, content) for name in names]
    text = _text(tree, node)
    return [Hint(name, *text) for name in names] if text is not None else []


def _text(tree: Tree, node: int) -> tuple[str, int, int] | None:
    """The text of a small element and its place; None where there is none, or more than a line."""
    start, end = tree.inners[node], tree.untils[node]
    first = bisect_left(tree.run_starts, start)
    last = bisect_left(tree.run_starts, end, first)
    if last == first or last - first > 20:
        return None
    flow = Flow(tree.source, start)
    for run in range(first, last):
        if tree.run_nodes[run] == BREAK:
            flow.between(" ")
        else:
            flow.add(tree.run_starts[run], tree.run_ends[run])
    text = flow.text()
    return (text, start, end) if 0 < len(text) <= _LONGEST else None


def _title(tree: Tree, node: int) -> list[Hint]:
    """The title of the page, and its exact place."""
    start, end = tree.inners[node], tree.untils[node]
    flow = Flow(tree.source, start)
    flow.add(start, end)
    if not flow.length or tree.tags[tree.parents[node]] == "svg":
        return []
    inner = tree.source[start:end]
    begin = start + len(inner) - len(inner.lstrip())
    return [Hint("title", flow.text(), begin, begin + len(inner.strip()))]


def _valued(tree: Tree, node: int, name: str, value: str) -> Hint:
    """A hint whose value stands in the start tag of `node`."""
    start = tree.source.find(value, tree.starts[node], tree.inners[node])
    return Hint(name, " ".join(unescape(value).split()), start, start + len(value))


def _linked(text: str) -> list[Hint]:
    """Linked data, every value under its path. What does not parse says nothing."""
    for wrapped in (False, True):
        try:
            data = json.loads(_WRAPPED.sub("", text) if wrapped else text, strict=False)
        except (ValueError, RecursionError):
            continue
        found: list[Hint] = []
        flatten(data, "jsonld:", found)
        return found
    return []


def flatten(data: Any, path: str, found: list[Hint], depth: int = 0) -> None:
    """Add the values within `data` to `found`, each under the path of its keys; lists add no step, deep ones are left.

    >>> found = []
    >>> flatten({"@graph": [{"headline": "A", "author": [{"name": "B"}]}]}, "jsonld:", found)
    >>> [(hint.name, hint.value) for hint in found]
    [('jsonld:headline', 'A'), ('jsonld:author.name', 'B')]
    """
    if depth > _DEPTH or len(found) >= _MOST:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            step = "" if key == "@graph" else key.lower()
            flatten(value, path + ("." if step and path[-1] not in ":." else "") + step, found, depth + 1)
    elif isinstance(data, list):
        for value in data:
            flatten(value, path, found, depth + 1)
    elif data is not None and path[-1] != ":":
        found.append(Hint(path, str(data).strip()))
