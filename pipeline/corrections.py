"""What a reviewer decided of figures, laid over records: accepted, corrected, rejected.

The file is JSON: a list of objects (or one with such a list under ``corrections``), each with `path` (and `member` in a
container), `raw_start` and `raw_end` of the figure, `action` (accept, correct, reject) and, to correct, `fields`: what
they are to be. ``doc`` may stand for `path`, as in gold files. `id` (of the page that was reviewed) and `raw` (what stood
there) tell a page that has changed since: a decision that may be about another figure by now is reported, not applied.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from pipeline.record import Figure, Record, line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Correction", "CorrectionError", "Corrections", "Laid", "Missed", "corrected", "lay"]

_RULE = "review"
"""The rule of a figure that a reviewer corrected."""
_ACTIONS = frozenset({"accept", "correct", "reject"})
_PLACES = frozenset({"text", "start", "end", "raw", "raw_start", "raw_end", "block", "rule", "confidence", "evidence"})
_NUMBERS = frozenset({"value", "low", "high", "numerator", "denominator"})
_FIELDS = frozenset(field.name for field in fields(Figure)) - _PLACES
_CHOICES = {
    "kind": frozenset({"money", "percent", "multiple", "count", "measure", "number", "duration", "rank"}),
    "modifier": frozenset({None, "approx", "more_than", "less_than", "equal_or_more", "equal_or_less"}),
    "direction": frozenset({None, "up", "down"}),
    "currency_source": frozenset({None, "stated", "implied"}),
    "vague": frozenset({True, False}),
}


class CorrectionError(ValueError):
    """A file of corrections that says something that cannot be; names the file, the entry and the reason."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision about one figure; `fields` replace those of the figure. `id` and `raw` are None in files that lack them."""

    path: str
    member: str | None
    raw_start: int
    raw_end: int
    action: str
    fields: Mapping[str, Any]
    id: str | None = None
    raw: str | None = None


class Missed(NamedTuple):
    """A decision that could not be applied: the place it is about, and why."""

    raw_start: int
    raw_end: int
    message: str


class Laid(NamedTuple):
    """A record with its corrections (the very same where nothing changed), how many were applied, and those that were not."""

    record: dict[str, Any]
    applied: int
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions, by document: its path and its member, empty outside a container."""

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
        return cls({key: tuple(listed) for key, listed in found.items()})

    def of(self, path: str, member: str | None) -> tuple[Correction, ...]:
        """The decisions about one document."""
        return self.by_document.get((path, member or ""), ())

    def digest(self, path: str) -> str | None:
        """One word for all decisions about a file, members and all: where it is the same, so is what they make of it."""
        about = [one for key, listed in sorted(self.by_document.items()) if key[0] == path for one in listed]
        return hashlib.sha256(orjson.dumps(about, option=orjson.OPT_SORT_KEYS)).hexdigest() if about else None

    def apply(self, record: dict[str, Any]) -> dict[str, Any]:
        """The record with its corrections, as JSON has it; the very same where none changes it."""
        return lay(record, self.of(record["source"]["path"], record["source"]["member"])).record


def _corrected(figure: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    """A figure after correction: what was fitted on the old reading is not said of the new one, nor where that was read."""
    made = {**figure, **changed, "rule": _RULE}
    if "confidence" in figure:
        made["confidence"] = None
        made["evidence"] = [one for one in figure["evidence"] if one["field"] not in changed]
    return made


def lay(record: dict[str, Any], about: Sequence[Correction]) -> Laid:
    """The record, as JSON has it, with what was decided about its figures.

    A corrected figure has the rule ``review``, and a note of code ``corrected`` names each field as it was and as it is; a
    rejected one is left out, and a note ``rejected`` says what was read there. A decision that fits no figure becomes a note
    ``correction``. Laid over its own result, it changes nothing.
    """
    by_place = {(one.raw_start, one.raw_end): one for one in about}
    kept, notes, applied = [], [], 0
    for figure in record["figures"]:
        one = by_place.get((figure["raw_start"], figure["raw_end"]))
        if one is None or not _meant(one, figure, record["id"]):
            kept.append(figure)
            continue
        del by_place[one.raw_start, one.raw_end]
        applied += 1
        changed = {name: value for name, value in one.fields.items() if figure.get(name) != value}
        if one.action == "reject":
            notes.append(_note("rejected", one, f"{figure['raw']}, read as {_worth(figure)}, is no figure"))
        elif one.action == "accept" or not changed:
            kept.append(figure)
        else:
            kept.append(_corrected(figure, changed))
            said = (f"{name}: {_said(figure.get(name))} → {_said(value)}" for name, value in changed.items())
            notes.append(_note("corrected", one, "; ".join(said)))
    done = {(note["code"], note["raw_start"], note["raw_end"]) for note in record["notes"]}
    missed = []
    for place, one in by_place.items():
        if ("rejected", *place) in done:
            applied += 1
        else:
            missed.append(Missed(*place, _why(one, record["id"])))
            notes.append(_note("correction", one, missed[-1].message))
    fresh = [note for note in notes if note not in record["notes"]]
    if not fresh:
        return Laid(record, applied, tuple(missed))
    return Laid({**record, "figures": kept, "notes": [*record["notes"], *fresh]}, applied, tuple(missed))


def corrected(record: Record, about: Sequence[Correction]) -> tuple[Record, int, tuple[Missed, ...]]:
    """The same for a record that is not yet JSON."""
    plain = orjson.loads(line(record))
    laid = lay(plain, about)
    return record if laid.record is plain else Record.from_dict(laid.record), laid.applied, laid.missed


def _meant(one: Correction, figure: Mapping[str, Any], page: str) -> bool:
    """Whether a decision is about this figure: the page is the one that was reviewed, or what stands there is the same."""
    if one.raw is not None:
        return bool(one.raw == figure["raw"])
    return one.id is None or one.id == page


def _why(one: Correction, page: str) -> str:
    """Why a decision fits no figure."""
    what = one.action if one.raw is None else f"{one.action}: it was {one.raw}"
    since = "; the page has changed since it was reviewed" if one.id is not None and one.id != page else ""
    return f"no figure stands here to {what}{since}"


def _note(code: str, one: Correction, message: str) -> dict[str, Any]:
    return {"code": code, "message": message, "raw_start": one.raw_start, "raw_end": one.raw_end}


def _said(value: object) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _worth(figure: Mapping[str, Any]) -> str:
    value = figure["value"] or f"{figure['low'] or ''} … {figure['high'] or ''}"
    return f"{value} {figure['unit']}" if figure["unit"] else str(value)


def _correction(entry: Any, place: str) -> Correction:
    """One entry, checked."""
    if not isinstance(entry, dict):
        raise CorrectionError(f"{place} is no object")
    path, member, action = entry.get("path", entry.get("doc")), entry.get("member"), entry.get("action")
    changes = entry.get("fields") or {}
    if not isinstance(path, str) or not (member is None or isinstance(member, str)):
        raise CorrectionError(f"{place} names no document: it needs path")
    if not isinstance(action, str) or action not in _ACTIONS:
        raise CorrectionError(f"{place}: action {action!r} is none of {', '.join(sorted(_ACTIONS))}")
    start, end = entry.get("raw_start"), entry.get("raw_end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise CorrectionError(f"{place}: raw_start and raw_end are no place")
    for name in ("id", "raw"):
        if not (entry.get(name) is None or isinstance(entry[name], str)):
            raise CorrectionError(f"{place}: {name} is no string")
    if not isinstance(changes, dict) or (unknown := sorted(set(changes) - _FIELDS)):
        raise CorrectionError(f"{place}: fields holds {', '.join(unknown) if isinstance(changes, dict) else 'no object'}")
    for name, value in changes.items():
        _checked(name, value, f"{place}: {name}")
    return Correction(path, member, start, end, action, dict(changes), entry.get("id"), entry.get("raw"))


def _checked(name: str, value: Any, place: str) -> None:
    """Refuse a value that the field cannot have."""
    if name == "vague" and not isinstance(value, bool):
        raise CorrectionError(f"{place} is no truth value")
    if name != "vague" and value is not None and not isinstance(value, str):
        raise CorrectionError(f"{place} is no string")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise CorrectionError(f"{place} {value!r} is none of {', '.join(sorted(map(_said, _CHOICES[name])))}")
    if name in _NUMBERS and isinstance(value, str):
        _number(value, place)


def _number(value: str, place: str) -> None:
    try:
        finite = Decimal(value).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise CorrectionError(f"{place} {value!r} is no decimal number")
