"""What the articles say of the same things, where the extra ``facts`` is installed: conflicts, and amounts in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.facts.agreement import Finding

__all__ = ["Compared", "compared"]

_NEEDED = ("duckdb", "pyarrow", "currency_converter")
_SHOWN = ("conflict", "unsure")
_SCALES = ((Decimal("1E+12"), "T"), (Decimal("1E+9"), "B"), (Decimal("1E+6"), "M"), (Decimal(1000), "K"))
_THREE, _SIX = (Context(prec=digits, rounding=ROUND_HALF_EVEN) for digits in (3, 6))


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings, the surest errors first, and for each record and figure its amount in a common currency, to be shown."""

    findings: list[dict[str, Any]]
    converted: list[list[dict[str, str] | None]]


def compared(records: Sequence[Mapping[str, Any]]) -> Compared | None:
    """Compare the records; None where the extra is not installed."""
    if any(find_spec(module) is None for module in _NEEDED):
        return None
    from pipeline.facts.agreement import compare  # noqa: PLC0415 - an extra
    from pipeline.facts.rates import rates  # noqa: PLC0415
    from pipeline.facts.rows import rows  # noqa: PLC0415
    from pipeline.facts.statement import stated  # noqa: PLC0415

    known = rates()
    numbers = {(one["source"]["path"], one["source"]["member"] or ""): number for number, one in enumerate(records)}
    findings = [_finding(one, numbers) for one in compare(stated(records, known), known) if one.sort.value in _SHOWN]
    return Compared(findings, [[_also(row) for row in rows(record, known)] for record in records])


def _finding(one: Finding, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """A finding with its statements as [article, figure]; the two that show it best come first."""
    first = [*one.pair, *(said for said in one.statements if said not in one.pair)]
    return {
        "finding": one.sort.value,
        "slip": one.slip,
        "why": one.why,
        "statements": [[numbers[said.place], said.number] for said in first],
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
