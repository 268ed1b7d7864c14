"""Every figure of the pages of raw/, as a person reads them (tests/cases/pages.tsv)."""

from __future__ import annotations

import pathlib
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import pytest

import pipeline

HERE = pathlib.Path(__file__).resolve().parent
RAW = HERE.parent / "raw"
OPTIONAL = {"duration", "rank", "number"}


class Expected(NamedTuple):
    """One line of the case file; `-` is none, `?` is left open, `a|b` are both right."""

    page: str
    written: str
    kind: str
    value: str
    unit: str
    modifier: str
    direction: str
    per: str
    subject: str
    metric: str
    period: str


def expected() -> dict[str, list[Expected]]:
    pages: dict[str, list[Expected]] = {}
    for line in (HERE / "cases" / "pages.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            case = Expected(*line.split("\t"))
            pages.setdefault(case.page, []).append(case)
    return pages


PAGES = expected()


@cache
def figures(page: str) -> tuple[pipeline.Figure, ...]:
    record = pipeline.normalize((RAW / page).read_bytes(), path=page)
    return tuple(f for f in record.figures if f.kind not in OPTIONAL)


def allows(wanted: str, got: str | None) -> bool:
    """Whether the case file's word for it takes in what was found."""
    return wanted == "?" or any(got is None if one == "-" else got == one for one in wanted.split("|"))


def attributed(field: str) -> tuple[int, int]:
    """How many figures of all pages have the case file's answer in `field`, letter case aside, and how many have one."""
    right = asked = 0
    for page, cases in PAGES.items():
        for case, figure in zip(cases, figures(page), strict=True):
            wanted, got = getattr(case, field), getattr(figure, field)
            if wanted != "?":
                asked += 1
                right += allows(wanted.casefold(), None if got is None else got.casefold())
    return right, asked


def worth(figure: pipeline.Figure) -> tuple[Decimal | None, ...]:
    return tuple(None if v is None else Decimal(v) for v in (figure.value, figure.low, figure.high))


def meant(case: Expected) -> tuple[Decimal | None, ...]:
    if ".." in case.value:
        low, _, high = case.value.partition("..")
        return None, Decimal(low), Decimal(high)
    return Decimal(case.value), None, None


@pytest.mark.parametrize("page", sorted(PAGES))
def test_every_figure_is_found_and_none_to_spare(page: str) -> None:
    got, wanted = [f.text for f in figures(page)], [case.written for case in PAGES[page]]
    close = [a if a in b or b in a else b for a, b in zip(wanted, got, strict=False)]  # a noun or "a share" may go with it or not
    assert close + got[len(close) :] == wanted


@pytest.mark.parametrize("page", sorted(PAGES))
def test_values_units_and_qualifiers(page: str) -> None:
    for case, figure in zip(PAGES[page], figures(page), strict=True):
        assert (figure.kind, worth(figure)) == (case.kind, meant(case)), case
        assert allows(case.unit, figure.unit), (case, figure.unit)
        assert allows(case.modifier, figure.modifier), (case, figure.modifier)
        assert allows(case.direction, figure.direction), (case, figure.direction)
        assert allows(case.per, figure.per), (case, figure.per)


@pytest.mark.parametrize(("field", "floor"), [("subject", 180), ("metric", 160), ("period", 142)])
def test_attribution_does_not_fall(field: str, floor: int) -> None:
    """A floor, not an aim: what is wrong today is in docs/attribution.md's classes. Raise it when a rule lifts it."""
    right, asked = attributed(field)
    assert right >= floor, f"{right} of {asked}"
