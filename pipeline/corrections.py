"""What a reviewer decided of figures, laid over records: accepted, corrected, rejected.

The file is JSON: a list of objects (or one with such a list under ``corrections``), each with `path` (and `member` in a
container), `raw_start` and `raw_end` of the figure, `action` (accept, correct, reject) and, to correct, `fields`: what
they are to be. ``doc`` may stand for `path`, as in gold files.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from pipeline.record import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Correction", "CorrectionError", "Corrections"]

_RULE = "review"
"""The rule of a figure that a reviewer corrected."""
_ACTIONS = frozenset({"accept", "correct", "reject"})
_PLACES = frozenset({"text", "start", "end", "raw", "raw_start", "raw_end", "block"})
_NUMBERS = frozenset({"value", "low", "high", "numerator", "denominator"})
_FIELDS = frozenset(field.name for field in fields(Figure)) - _PLACES


class CorrectionError(ValueError):
    """A file of corrections that says something that cannot be; names the file, the entry and the reason."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision about one figure; `fields` replace those of the figure."""

    path: str
    member: str | None
    raw_start: int
    raw_end: int
    action: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions, by document."""

    by_document: Mapping[tuple[str, str], tuple[Correction, ...]]

    @classmethod
    def load(cls, file: Path) -> Corrections:
        """Read a file of corrections. Raises `CorrectionError` where it is faulty, `OSError` where it cannot be read."""
        try:
            data = orjson.loads(file.read_bytes())
        except orjson.JSONDecodeError as error:
            raise CorrectionError(f"{file}: is no JSON ({error})") from error
        entries = data.get("corrections") if isinstance(data, dict) else data
        if not isinstance(entries, list):
            raise CorrectionError(f"{file}: is no list of corrections; download it from the review page again")
        found: defaultdict[tuple[str, str], list[Correction]] = defaultdict(list)
        for number, entry in enumerate(entries):
            one = _correction(entry, f"{file}: entry {number}")
            found[one.path, one.member or ""].append(one)
        return cls(MappingProxyType({key: tuple(listed) for key, listed in found.items()}))

    def apply(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with its corrections, as JSON has it; the very same where none is about it.

        A figure that is not there any more stays out, and a note of code ``correction`` says so.
        """
        about = self.by_document.get((record["source"]["path"], record["source"]["member"] or ""), ())
        if not about:
            return record
        by_place = {(one.raw_start, one.raw_end): one for one in about}
        kept, notes = [], list(record["notes"])
        for figure in record["figures"]:
            one = by_place.pop((figure["raw_start"], figure["raw_end"]), None)
            if one is None or one.action != "reject":
                kept.append({**figure, "rule": _RULE, **one.fields} if one is not None and one.action == "correct" else figure)
        for place, one in by_place.items():
            if one.action != "reject":
                said = f"no figure stands here to {one.action}"
                notes.append({"code": "correction", "message": said, "raw_start": place[0], "raw_end": place[1]})
        return {**record, "figures": kept, "notes": notes}


def _correction(entry: Any, place: str) -> Correction:
    """One entry, checked."""
    if not isinstance(entry, dict):
        raise CorrectionError(f"{place} is no object")
    path, member, action = entry.get("path", entry.get("doc")), entry.get("member"), entry.get("action")
    changes = entry.get("fields") or {}
    if not isinstance(path, str) or not (member is None or isinstance(member, str)):
        raise CorrectionError(f"{place} names no document: it needs path")
    if action not in _ACTIONS:
        raise CorrectionError(f"{place}: action {action!r} is none of {', '.join(sorted(_ACTIONS))}")
    start, end = entry.get("raw_start"), entry.get("raw_end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise CorrectionError(f"{place}: raw_start and raw_end are no place")
    if not isinstance(changes, dict) or (unknown := sorted(set(changes) - _FIELDS)):
        raise CorrectionError(f"{place}: fields holds {', '.join(unknown) if isinstance(changes, dict) else 'no object'}")
    for name, value in changes.items():
        wanted = bool if name == "vague" else str
        if value is not None and not isinstance(value, wanted):
            raise CorrectionError(f"{place}: {name} is no {'truth value' if wanted is bool else 'string'}")
        if name in _NUMBERS and isinstance(value, str):
            _number(value, f"{place}: {name}")
    return Correction(path, member, start, end, action, MappingProxyType(changes))


def _number(value: str, place: str) -> None:
    try:
        finite = Decimal(value).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise CorrectionError(f"{place} {value!r} is no decimal number")
