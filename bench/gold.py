"""The gold pages of outside, figure by figure, as `tests.labels` has its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.labels import FIELDS, UNASKED, Label

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

OUTSIDE = (("seeds", "gold", "seeds"), ("articles/raw", "articles/gold", "pages"))


class Gold(NamedTuple):
    """A page of outside: its file, the set it is of, its language, and the figures it has."""

    path: pathlib.Path
    name: str
    language: str
    figures: list[Label]


def gold(shared: pathlib.Path) -> Iterator[Gold]:
    """The gold pages under `shared`, in order; none where it is not there."""
    for raw, folder, name in OUTSIDE:
        for path in sorted((shared / folder).glob("*.gold.json")):
            wanted = json.loads(path.read_text("utf-8"))
            page = shared / raw / wanted["doc"]
            figures = [label(page.name, one) for one in wanted["figures"]]
            yield Gold(page, name, wanted["meta"].get("language") or "und", figures)


def label(page: str, one: dict[str, Any]) -> Label:
    """A gold figure as a line of the labels file."""
    ranged = one.get("low") is not None or one.get("high") is not None
    said = {name: "|".join([one[name], *one.get(f"{name}_alt", [])]) if one.get(name) else "?" for name in FIELDS}
    return Label(
        article=page,
        written=one["surface"],
        kind=one["kind"],
        value=f"{one.get('low') or ''}..{one.get('high') or ''}" if ranged else one["value"],
        unit=one.get("unit") or "-",
        construction=construction(one),
        known="optional" if one.get("optional") or one["kind"] in UNASKED else "-",
        start=one["start"],
        end=one["end"],
        **said,
    )


def construction(one: dict[str, Any]) -> str:
    """A gold figure's construction, as far as its fields say."""
    if one.get("direction"):
        return "change"
    if one["kind"] == "money":
        return "per-unit" if one.get("per") else "amount"
    return str(one["kind"])
