"""What the articles say of the same things, where the extra ``facts`` is installed.

Findings (conflicts first, then what is unsure, then what agrees), the arithmetic of articles (what fails first), amounts in one
currency, and for timelines which figures state one measure of one subject, part and way of counting.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.facts.agreement import Finding
    from pipeline.facts.arithmetic import Check

__all__ = ["Compared", "compared"]

_NEEDED = ("duckdb", "pyarrow", "currency_converter")
_LEFT_OUT = "alike"
_LISTED = 12
"""Statements of a finding that are listed."""
_SCALES = ((Decimal("1E+12"), "T"), (Decimal("1E+9"), "B"), (Decimal("1E+6"), "M"), (Decimal(1000), "K"))
_THREE, _SIX = (Context(prec=digits, rounding=ROUND_HALF_EVEN) for digits in (3, 6))


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings and checks in their order, and for each record and figure what is to be shown with it."""

    findings: list[dict[str, Any]]
    checks: list[dict[str, Any]]
    figures: list[list[dict[str, Any]]]


def compared(records: Sequence[Mapping[str, Any]]) -> Compared | None:
    """Compare the records; None where the extra is not installed."""
    if any(find_spec(module) is None for module in _NEEDED):
        return None
    from pipeline.facts.agreement import compare  # noqa: PLC0415 - an extra
    from pipeline.facts.checks import check  # noqa: PLC0415
    from pipeline.facts.rates import rates  # noqa: PLC0415
    from pipeline.facts.rows import rows  # noqa: PLC0415
    from pipeline.facts.statement import stated  # noqa: PLC0415

    known = rates()
    numbers = {(one["source"]["path"], one["source"]["member"] or ""): number for number, one in enumerate(records)}
    said = stated(records, known)
    findings = [_finding(one, numbers) for one in compare(said, known) if one.sort.value != _LEFT_OUT]
    checks = [_check(one, numbers) for one in check(said, known)]
    lines: dict[Any, int] = {}
    figures: list[list[dict[str, Any]]] = [[] for _ in records]
    for number, record in enumerate(records):
        for row in rows(record, known):
            also = _also(row)
            figures[number].append({} if also is None else {"also": also})
    for one in said:
        shown = figures[numbers[one.place]][one.number]
        if one.key is not None and one.period_first is not None:
            key = (*one.key._replace(first=None, last=None), one.measure, one.unit)
            shown["line"] = lines.setdefault(key, len(lines))
        if one.scope:
            shown["scope"] = one.scope
    return Compared(findings, checks, figures)


def _finding(one: Finding, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """A finding with its statements as [article, figure]; the two that show it best come first."""
    first = [*one.pair, *(said for said in one.statements if said not in one.pair)]
    return {
        "finding": one.sort.value,
        "slip": one.slip,
        "why": one.why,
        "statements": [[numbers[said.place], said.number] for said in first[:_LISTED]],
    }


def _check(one: Check, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """A check with what it is worked out of as [article, figure]; the one that is checked comes first."""
    return {
        "check": one.name,
        "holds": one.holds,
        "stated": one.stated,
        "found": one.found,
        "slip": one.slip,
        "statements": [[numbers[said.place], said.number] for said in one.statements[:_LISTED]],
    }


def _also(row: Mapping[str, Any]) -> dict[str, str] | None:
    """An amount of money in US dollars, or where it is in dollars, in yuan, at the rate and the days of its fixings."""
    target = "CNY" if row["unit"] == "USD" else "USD"
    amount = row.get(f"in_{target.lower()}")
    if row["kind"] != "money" or not amount or not amount.get("converted") or amount.get("rate") is None:
        return None
    ends = [short(end) for end in (amount["value"], amount["low"], amount["high"]) if end is not None]
    if not ends:
        return None
    days = {"first": str(amount["rate_first"]), "last": str(amount["rate_last"])}
    return {"amount": " – ".join(ends), "currency": target, "rate": f"{_SIX.plus(amount['rate']):f}", **days}


def short(value: Decimal) -> str:
    """A number to three digits, with its scale.

    >>> short(Decimal(17349012)), short(Decimal("-0.5")), short(Decimal(999))
    ('17.3 M', '-0.5', '999')
    """
    rounded = _THREE.plus(value)
    for scale, sign in _SCALES:
        if abs(rounded) >= scale:
            return f"{rounded / scale:f} {sign}"
    return f"{rounded:f}"
