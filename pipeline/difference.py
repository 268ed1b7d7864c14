"""What changed between two folders of records: figures added, gone and changed, field by field, by document.

A document is known by its path and member. Within one, figures are paired by their place in the page where the page is the
same, and by what is written, in order, where it is not. Places and rules may move freely: a number that still says the same is
the same, unless `places` asks for every field; so may its confidence, which every fit moves.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from pipeline.facts.read import files, key_of, read
from pipeline.record import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Difference", "DocumentChange", "FigureChange", "compared", "difference", "readable"]

_MOVES = frozenset({"text", "start", "end", "raw_start", "raw_end", "block", "rule", "confidence", "evidence"})
_FIELDS = tuple(field.name for field in fields(Figure))
_MANY = 3000
"""Figures of a document beyond which those of a changed page are paired by what is written alone: alignment is quadratic."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure as it was and as it is; one of them is None where it was added or is gone. `fields` are those that differ."""

    old: dict[str, Any] | None
    new: dict[str, Any] | None
    fields: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """Added, gone or changed."""
        return "added" if self.old is None else "gone" if self.new is None else "changed"

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: the figure, or old and new of every field that differs."""
        said: dict[str, Any] = {"change": self.what, "figure": self.new or self.old}
        if self.old is not None and self.new is not None:
            said["fields"] = {name: [self.old.get(name), self.new.get(name)] for name in self.fields}
        return said


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that was added, is gone, or changed: in its status, or in its figures."""

    path: str
    member: str | None
    what: str
    status: tuple[str, str] | None
    figures: tuple[FigureChange, ...]

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        said: dict[str, Any] = {"path": self.path, "member": self.member, "change": self.what}
        if self.status is not None:
            said["status"] = list(self.status)
        return {**said, "figures": [one.to_dict() for one in self.figures]}


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed, by document in the order of their names; and how much was compared."""

    documents: tuple[DocumentChange, ...]
    compared: int
    figures: int

    @property
    def equal(self) -> bool:
        """Whether nothing changed."""
        return not self.documents

    def counts(self) -> dict[str, int]:
        """Figures by what became of them."""
        found = {"added": 0, "gone": 0, "changed": 0}
        for document in self.documents:
            for one in document.figures:
                found[one.what] += 1
        return found

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        said: dict[str, Any] = {"equal": self.equal, "documents_compared": self.compared, "figures_compared": self.figures}
        return {**said, "figures": self.counts(), "documents": [one.to_dict() for one in self.documents]}


def _loaded(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What is compared of each record."""
    found = {}
    for file in files(folder):
        for record, _ in read(file):
            found[key_of(record)] = {name: record.get(name) for name in ("id", "status", "reason", "figures")}
    return found


def difference(old: Path, new: Path, *, places: bool = False) -> Difference:
    """What changed from the records under `old` to those under `new`. Raises `RecordError` or `OSError` where one is faulty.

    With `places`, offsets and rules count as well.
    """
    before, after = _loaded(old), _loaded(new)
    changes, figures = [], 0
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        figures += len((now or was or {})["figures"])
        change = compared(key, was, now, places=places)
        if change is not None:
            changes.append(change)
    return Difference(tuple(changes), len(before.keys() | after.keys()), figures)


def compared(
    key: tuple[str, str], was: dict[str, Any] | None, now: dict[str, Any] | None, *, places: bool = False
) -> DocumentChange | None:
    """What changed of one document, of which either record may be missing; None where nothing did."""
    path, member = key[0], key[1] or None
    if was is None or now is None:
        gone = tuple(FigureChange(figure, None) for figure in (was or {}).get("figures", ()))
        added = tuple(FigureChange(None, figure) for figure in (now or {}).get("figures", ()))
        return DocumentChange(path, member, "added" if was is None else "gone", None, gone + added)
    names = [name for name in _FIELDS if places or name not in _MOVES]
    pairs = _placed(was["figures"], now["figures"]) if was["id"] == now["id"] else _aligned(was["figures"], now["figures"])
    figures = []
    for old, new in pairs:
        if old is None or new is None:
            figures.append(FigureChange(old, new))
        elif differing := tuple(name for name in names if old.get(name) != new.get(name)):
            figures.append(FigureChange(old, new, differing))
    status = (_status(was), _status(now))
    moved = status if status[0] != status[1] else None
    return DocumentChange(path, member, "changed", moved, tuple(figures)) if figures or moved else None


def _status(record: dict[str, Any]) -> str:
    return record["status"] if record["reason"] is None else f"{record['status']}: {record['reason']}"


Pair = tuple[dict[str, Any] | None, dict[str, Any] | None]


def _placed(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """Figures of one page, paired by their places: the same, or overlapping by half of the shorter."""
    left = {(figure["raw_start"], figure["raw_end"]): figure for figure in new}
    rest: list[dict[str, Any]] = []
    pairs: list[Pair] = []
    for figure in old:
        same = left.pop((figure["raw_start"], figure["raw_end"]), None)
        if same is None:
            rest.append(figure)
        else:
            pairs.append((figure, same))
    spans = sorted(left)
    for figure in rest:
        start, end = figure["raw_start"], figure["raw_end"]
        half = (span for span in spans if 2 * (min(end, span[1]) - max(start, span[0])) >= min(end - start, span[1] - span[0]))
        near = next((span for span in half if span in left), None)
        pairs.append((figure, None if near is None else left.pop(near)))
    pairs.extend((None, figure) for figure in left.values())
    yield from sorted(pairs, key=lambda pair: (pair[1] or pair[0] or {})["raw_start"])


def _aligned(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Iterator[Pair]:
    """Figures of a page that was edited: what is written, in order; what lies between is one for one where it may be the same."""
    a, b = [figure["raw"] for figure in old], [figure["raw"] for figure in new]
    if max(len(a), len(b)) > _MANY:
        a, b = sorted(a), sorted(b)
        old, new = sorted(old, key=lambda f: f["raw"]), sorted(new, key=lambda f: f["raw"])
    for _, i, i_end, j, j_end in SequenceMatcher(None, a, b, autojunk=len(a) > _MANY).get_opcodes():
        olds, news = list(old[i:i_end]), list(new[j:j_end])
        while olds and news and _akin(olds[0], news[0]):
            yield olds.pop(0), news.pop(0)
        for figure in olds:
            yield figure, None
        for figure in news:
            yield None, figure


def _akin(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether one may have become the other: the same words, or the same kind of the same metric."""
    return bool(old["raw"] == new["raw"] or (old["kind"] == new["kind"] and old["metric"] == new["metric"]))


def readable(found: Difference) -> Iterator[str]:
    """The difference as lines for a person."""
    for document in found.documents:
        name = document.path if document.member is None else f"{document.path}#{document.member}"
        yield f"{name}: {document.what}"
        if document.status is not None:
            yield f"  status: {document.status[0]} → {document.status[1]}"
        for one in document.figures:
            yield f"  {_line(one)}"
    counts = found.counts()
    what = "equal" if found.equal else f"{len(found.documents):,} documents differ"
    yield f"{what}: {found.compared:,} documents and {found.figures:,} figures compared, " + ", ".join(
        f"{number:,} {word}" for word, number in counts.items()
    )


def _line(one: FigureChange) -> str:
    """A change of a figure in one line: a sign, what is written and where, and every field that differs."""
    figure = one.new or one.old or {}
    place = f"{figure['raw']} at {figure['raw_start']}:{figure['raw_end']}"
    if one.old is not None and one.new is not None:
        changes = (f"{name}: {_said(one.old.get(name))} → {_said(one.new.get(name))}" for name in one.fields)
        return f"~ {place}  {'; '.join(changes)}"
    shown = ("kind", "value", "low", "high", "unit", "direction", "subject", "metric", "period")
    said = " ".join(str(figure[name]) for name in shown if figure.get(name) is not None)
    return f"{'+' if one.old is None else '-'} {place}  {said}"


def _said(value: object) -> str:
    return "null" if value is None else str(value)
