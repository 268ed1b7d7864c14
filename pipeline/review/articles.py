"""A record as the page wants it: what is shown, little else, and places counted as browsers count them.

Records count code points; strings of JavaScript count UTF-16 units. Places in shown text are changed here, once; `raw_start`
and `raw_end` stay as they are, since they only travel back in decisions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.review.originals import Original

__all__ = ["article", "units"]

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_NOTE = ("message", "raw_start", "raw_end", "code")
_SOURCE = ("path", "member", "url", "media_type", "encoding")


def units(text: str) -> Callable[[int], int]:
    """Code points to UTF-16 units in `text`.

    >>> [units("𠮷野家")(place) for place in (0, 1, 2)]
    [0, 2, 3]
    """
    wide = [found.start() for found in _WIDE.finditer(text)]
    if not wide:
        return int
    return lambda place: place + bisect_left(wide, place)


def article(record: Mapping[str, Any], original: Original | None, also: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One article; `also` has, a figure each, what is shown with it: its amount in a common currency, its line and part."""
    unit = units(record["text"])
    source, metadata = record["source"], record["metadata"]
    made: dict[str, Any] = {
        **_filled({name: source.get(name) for name in _SOURCE}),
        **_filled({name: metadata.get(name) for name in ("title", "publisher", "author", "published")}),
        "id": record["id"],
        "language": _language(record["language"], "script"),
        "text": record["text"],
        "blocks": [[block["kind"], unit(block["start"]), unit(block["end"])] for block in record["blocks"]],
        "figures": [_figure(figure, unit) for figure in record["figures"]],
    }
    for figure, more in zip(made["figures"], also, strict=False):
        figure.update(more)
    notes = [[note[name] for name in _NOTE] for note in record["notes"] if note["raw_start"] is not None]
    if notes:
        made["notes"] = notes
    if record.get("reason"):
        made["reason"] = record["reason"]
    if converted := record["language"].get("converted_by"):
        made["language"] = f"{record['language']['code']}-Hans"
        made["converted"] = converted
    if original is not None:
        made["original"] = _original(original, record["language"])
        made["removed"] = _removed(original, unit)
    return made


def _language(language: Mapping[str, Any], key: str) -> str:
    return "-".join(part for part in (language["code"], language.get(key)) if part)


def _figure(figure: Mapping[str, Any], unit: Callable[[int], int]) -> dict[str, Any]:
    made = _filled({**figure, "evidence": [_evidence(one, unit) for one in figure.get("evidence", ())] or None})
    return {**made, "start": unit(figure["start"]), "end": unit(figure["end"])}


def _evidence(one: Mapping[str, Any], unit: Callable[[int], int]) -> list[Any]:
    """A field, the rule that read it, and where in the text; only the first two where it was not read from one place."""
    place = () if one["start"] is None else (unit(one["start"]), unit(one["end"]))
    return [one["field"], one["rule"], *place]


def _filled(entries: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that say something."""
    return {name: value for name, value in entries.items() if value not in (None, "", False)}


def _original(original: Original, language: Mapping[str, Any]) -> dict[str, Any]:
    unit = units(original.text)
    return {
        "text": original.text,
        "language": _language(language, "script"),
        "blocks": [[unit(start), unit(end)] for start, end in original.blocks],
        "figures": [[unit(start), unit(end)] for start, end in original.figures],
    }


def _removed(original: Original, unit: Callable[[int], int]) -> list[list[Any]]:
    """Removed pieces: the block they stand before or in, their places in the text and the original, what they are, and why."""
    other = units(original.text)
    return [
        [one.block, *((-1, -1) if one.at < 0 else (unit(one.at), other(one.original_at))), one.text, one.rule, one.reason]
        for one in original.removed
    ]
