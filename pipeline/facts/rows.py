"""A record becomes rows, a row a figure, with every value exact.

A row keeps what the record says, in its words (`value_text` is the record's string, always), and adds keys to compare by, the
sentence it stands in, and the days of its period. `SCHEMA` is the table's, in DuckDB and in Parquet.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.facts.keys import basis_of, clause_of, days, folded, quote_of, scope_of, subject_key
from pipeline.facts.measures import SHARE, basis_kept, measure_of
from pipeline.facts.rates import DECIMALS, converted
from pipeline.lexicon.facts import comparison

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.facts.rates import Rates

__all__ = ["EXACT", "MONEY", "SCHEMA", "exact", "rows"]

EXACT = pa.decimal128(38, DECIMALS)
"""The type of a value: 28 digits before the point, ten behind it."""
_WHOLE = 28
_SHARE = pa.decimal128(3, 2)
MONEY = pa.struct(
    {
        "value": EXACT,
        "low": EXACT,
        "high": EXACT,
        "converted": pa.bool_(),
        "rate": pa.decimal128(38, 18),
        "rate_first": pa.date32(),
        "rate_last": pa.date32(),
        "fixings": pa.int32(),
        "source": pa.string(),
        "note": pa.string(),
    }
)
"""An amount in another currency. `converted` is false where the article itself states it so; then the rate is 1."""

_TEXTS = (
    *("path", "member", "document", "title", "publisher", "published", "url", "language", "script"),
    *("kind", "text", "raw", "quote"),
)
_FIELDS: tuple[tuple[str, pa.DataType], ...] = (
    *((name, pa.string()) for name in _TEXTS[:9]),
    ("number", pa.int32()),
    *((name, pa.string()) for name in _TEXTS[9:]),
    ("start", pa.int64()),
    ("end", pa.int64()),
    ("raw_start", pa.int64()),
    ("raw_end", pa.int64()),
    ("block", pa.int32()),
    ("block_kind", pa.string()),
    ("row", pa.string()),
    ("column", pa.string()),
    ("value", EXACT),
    ("low", EXACT),
    ("high", EXACT),
    *((name, pa.string()) for name in ("value_text", "low_text", "high_text", "numerator", "denominator")),
    ("vague", pa.bool_()),
    *((name, pa.string()) for name in ("unit", "currency_source", "modifier", "per", "direction")),
    *((name, pa.string()) for name in ("subject", "subject_key", "metric", "concept", "measure", "scope", "basis")),
    ("period", pa.string()),
    ("period_first", pa.date32()),
    ("period_last", pa.date32()),
    ("rule", pa.string()),
    ("confidence", _SHARE),
    *((f"in_{code.lower()}", MONEY) for code in comparison().currencies),
)
SCHEMA = pa.schema(_FIELDS)


@lru_cache(maxsize=65536)
def exact(text: str | None) -> Decimal | None:
    """The number of a decimal string, where a column of `EXACT` holds it without loss; None otherwise.

    >>> exact("124500000"), exact("0.01111111111111111111111111111"), exact(None)
    (Decimal('124500000'), None, None)
    """
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    value = _shortest(value)
    fits = value.as_tuple().exponent >= -DECIMALS and value.adjusted() < _WHOLE  # type: ignore[operator] # finite: a number
    return value if fits else None


def _shortest(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its fraction; never rounded, however many digits it has."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    while exponent < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    return Decimal((sign, digits, exponent)) if any(digits) else Decimal(0)


def _money(figure: Mapping[str, Any], first: Any, last: Any, rates: Rates) -> Iterator[dict[str, Any] | None]:
    """The amount in each common currency, at the rate of its period."""
    for target in comparison().currencies:
        if figure["kind"] != "money" or figure["unit"] is None:
            yield None
            continue
        amounts = {name: exact(figure[name]) for name in ("value", "low", "high")}
        if figure["unit"] == target:
            yield {**amounts, "converted": False, "rate": Decimal(1)}
            continue
        rate = rates.of(figure["unit"], target, first, last)
        if rate.value is None:
            yield {"converted": True, "note": rate.note}
            continue
        changed = {name: None if amount is None else converted(amount, rate.value) for name, amount in amounts.items()}
        note = None
        if any(amount is not None and amount.adjusted() >= _WHOLE for amount in changed.values()):
            changed, note = {}, "the amount has too many digits"
        yield {
            **changed,
            "converted": True,
            "rate": rate.value,
            "rate_first": rate.first,
            "rate_last": rate.last,
            "fixings": rate.fixings,
            "source": rates.source,
            "note": note,
        }


def _about(figure: Mapping[str, Any], quote: str) -> str:
    """All that is said of a figure where it stands: a share of which the part is not named there is not surely its own."""
    return folded(" ".join((quote, figure.get("row") or "", figure.get("column") or "")))


def rows(record: Mapping[str, Any], rates: Rates) -> Iterator[dict[str, Any]]:
    """The rows of a record as read from its JSON; none for a page that was filtered.

    Raises `KeyError` or `TypeError` where it is no record.
    """
    text, language, source, about = record["text"], record["language"]["code"], record["source"], record["metadata"]
    shared = {
        "path": source["path"],
        "member": source["member"],
        "document": record["id"],
        "title": about["title"],
        "publisher": about["publisher"],
        "published": about["published"],
        "url": source["url"],
        "language": language,
        "script": record["language"]["script"],
    }
    codes = [f"in_{code.lower()}" for code in comparison().currencies]
    owner: tuple[int, str | None] = (-1, None)
    for number, figure in enumerate(record["figures"]):
        block = record["blocks"][figure["block"]]
        place = figure["start"], figure["end"]
        begun, ended = quote_of(text, block["start"], block["end"], place)
        clause = clause_of(text, begun, place[0])
        measure, added = measure_of(figure["metric"], figure.get("concept"), language)
        if added and measure and measure.startswith(SHARE) and added not in _about(figure, text[begun:ended]):
            measure, added = None, ""
        scope = scope_of(clause, added, figure["metric"], language) if measure else ""
        whose = subject_key(figure["subject"])
        if scope and whose is not None and whose.endswith(scope):
            whose = (
                owner[1] if owner[0] == figure["block"] else None
            )  # a part is nobody: 前五大客户 are those of whom it is about
        else:
            owner = figure["block"], whose
        when = days(figure["period"])
        first, last = when or (None, None)
        yield {
            **shared,
            **{name: figure.get(name) for name in _COPIED},
            "number": number,
            "quote": text[begun:ended],
            "block_kind": block["kind"],
            **{name: exact(figure[name]) for name in ("value", "low", "high")},
            **{f"{name}_text": figure[name] for name in ("value", "low", "high")},
            "subject_key": whose,
            "confidence": exact(figure.get("confidence")),
            "measure": measure,
            "scope": scope,
            "basis": basis_kept(basis_of(clause, figure["metric"], language), figure.get("concept")),
            "period_first": first,
            "period_last": last,
            **dict(zip(codes, _money(figure, first, last, rates), strict=True)),
        }


_COPIED = (
    *("kind", "text", "raw", "start", "end", "raw_start", "raw_end", "block", "row", "column", "numerator", "denominator"),
    *("vague", "unit", "currency_source", "modifier", "per", "direction", "subject", "metric", "concept", "period", "rule"),
)
"""Fields of a figure that stand in its row as they are."""
