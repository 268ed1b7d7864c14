"""A statement: a figure as something that may agree or disagree with another, with the precision that it was written in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb

from pipeline.facts.aliases import joined, links
from pipeline.facts.keys import folded
from pipeline.facts.measures import SHARE, held
from pipeline.facts.rows import rows
from pipeline.lexicon.facts import comparison, wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pipeline.facts.rates import Rates

__all__ = ["Key", "Reach", "Statement", "reach_of", "stated", "statements"]

_DIGITS = re.compile(r"\d[\d,]*+(?:\.\d++)?", re.ASCII)
_CHANGES = frozenset({"percent", "multiple"})
_BELOW = frozenset({"less_than", "equal_or_less"})
_WHOLE = 100
_ABOVE = frozenset({"more_than", "equal_or_more"})


class Reach(NamedTuple):
    """What a statement allows: a value to the `step` it was written in, or bounds, None where it is open.

    `approx` says that the writer rounded freely (约, nearly). `value` is None for ranges and bounds.
    """

    value: Decimal | None
    step: Decimal
    low: Decimal | None
    high: Decimal | None
    approx: bool = False

    def negated(self) -> Reach:
        """The same of the opposite sign."""
        flipped = [None if one is None else -one for one in (self.value, self.high, self.low)]
        value, low, high = flipped
        return Reach(value, self.step, low, high, self.approx)


class Key(NamedTuple):
    """What statements of one fact share; `unit` is empty for money, whose currencies compare through rates."""

    subject: str
    measure: str
    kind: str
    unit: str
    change: bool
    per: str
    scope: str
    basis: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of the table of facts, as far as comparing goes."""

    path: str
    member: str | None
    document: str
    number: int
    published: str | None
    language: str
    kind: str
    text: str
    raw: str
    quote: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    block: int
    block_kind: str
    row: str | None
    column: str | None
    value_text: str | None
    low_text: str | None
    high_text: str | None
    vague: bool
    unit: str | None
    modifier: str | None
    per: str | None
    direction: str | None
    subject: str | None
    subject_key: str | None
    metric: str | None
    concept: str | None
    measure: str | None
    scope: str
    basis: str
    period: str | None
    period_first: date | None
    period_last: date | None
    reach: Reach

    @property
    def place(self) -> tuple[str, str]:
        """The document that states it."""
        return self.path, self.member or ""

    @property
    def key(self) -> Key | None:
        """What to compare it by; None where it does not say enough. What is counted at a moment is so at its period's end."""
        if self.subject_key is None or self.measure is None or (self.reach.value is None and self.reach.low == self.reach.high):
            return None
        if self.measure.startswith(SHARE) and not self.scope:
            return None
        measure = comparison().losses.get(self.measure, self.measure) if self.kind == "money" else self.measure
        change = self.kind in _CHANGES and self.direction is not None
        counted = self.kind == "count" and (self.concept in comparison().one or held(self.concept))
        unit = "" if self.kind == "money" or counted else folded(self.unit or "")
        basis = " ".join(word for word in self.basis.split() if not (change and word == "yoy"))
        per = folded(self.per or "")
        first = self.period_last if held(self.concept) and not change else self.period_first
        return Key(self.subject_key, measure, self.kind, unit, change, per, self.scope, basis, first, self.period_last)


def reach_of(  # noqa: PLR0913 - one parameter a field of a figure
    text: str, value: str | None, low: str | None, high: str | None, modifier: str | None, *, shared: str | None = None
) -> Reach:
    """What a figure allows, from how it is written.

    The step is the last digit written, times its scale; zeros at the end of a whole number count as digits only up to the
    second one: 5340万 is exact to 100,000, 70% to 1, 1000亿 to 10,000,000,000. A share said in tenths or as a simple fraction
    is no more exact than that; `shared` is the language of one, None where the figure is no share.

    >>> reach_of("5340万美元", "53400000", None, None, None).step == 100000
    True
    >>> reach_of("七成", "70", None, None, None, shared="zh").step == 10
    True
    """
    ends = [None if one is None else Decimal(one) for one in (low, high)]
    if value is None:
        return Reach(None, Decimal(0), ends[0], ends[1], approx=modifier == "approx")
    number = Decimal(value)
    if modifier in _ABOVE:
        return Reach(None, Decimal(0), number, None)
    if modifier in _BELOW:
        return Reach(None, Decimal(0), None, number)
    step = max(_step(text, number), Decimal(0) if shared is None else _coarse(text, number, shared))
    return Reach(number, step, number, number, modifier == "approx")


def _coarse(text: str, number: Decimal, language: str) -> Decimal:
    """The step of a share in words: ten points for 七成 and 一半, five for 三分之一 and 七成五; 0 for what is no such share."""
    words, key = wording(language), folded(text)
    if _DIGITS.search(key) or any(word in key for word in words.exact) or not any(word in key for word in words.coarse):
        return Decimal(0)
    if not 0 < abs(number) <= _WHOLE:
        return Decimal(0)
    return Decimal(5) if number % 10 else Decimal(10)


def _step(text: str, number: Decimal) -> Decimal:
    """What one unit of the last digit that was written is worth."""
    found = _DIGITS.findall(unicodedata.normalize("NFKC", text))
    mantissa = Decimal(found[0].replace(",", "")) if len(found) == 1 else Decimal(0)
    if mantissa and number:
        scale = abs(number) / mantissa
        sign, digits, _ = scale.normalize().as_tuple()
        if digits == (1,) and not sign:
            exponent = mantissa.as_tuple().exponent
            assert isinstance(exponent, int)
            return (Decimal(1).scaleb(exponent) if exponent else _rounded_step(mantissa)) * scale
    return _rounded_step(number)


def _rounded_step(number: Decimal) -> Decimal:
    """The step of a whole number by its zeros, two digits being taken as meant."""
    if not number:
        return Decimal(1)
    _, digits, exponent = number.normalize().as_tuple()
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(min(exponent, exponent + len(digits) - 2) if exponent + len(digits) > 1 else min(exponent, 0))


_COLUMNS = [name for name in Statement.__dataclass_fields__ if name != "reach"]


def statements(db: duckdb.DuckDBPyConnection) -> list[Statement]:
    """The facts of the table as statements, by document and place."""
    names = joined(db.table("names").select("one", "other").fetchall())
    found = db.table("facts").select(*(duckdb.ColumnExpression(name) for name in _COLUMNS)).fetchall()
    listed = [_statement(dict(zip(_COLUMNS, row, strict=True)), names) for row in found]
    return sorted(listed, key=lambda one: (*one.place, one.number))


def stated(records: Sequence[Mapping[str, Any]], rates: Rates) -> list[Statement]:
    """The same of records as JSON has them, without a table: for a page or a few."""
    names = joined(link for record in records for link in links(record))
    made = (row for record in records for row in rows(record, rates))
    return [_statement({name: row.get(name) for name in _COLUMNS}, names) for row in made]


def _statement(row: dict[str, Any], names: Mapping[str, str]) -> Statement:
    """A statement of a row: by the one key of names that are linked, signs of losses and falls being those of the value."""
    row["subject_key"] = names.get(row["subject_key"], row["subject_key"])
    shared = row["language"] if row["kind"] == "percent" else None
    reach = reach_of(row["text"], row["value_text"], row["low_text"], row["high_text"], row["modifier"], shared=shared)
    one = Statement(**row, reach=reach)
    lost = one.kind == "money" and one.measure in comparison().losses
    fallen = one.kind in _CHANGES and one.direction == "down"
    return replace(one, reach=reach.negated()) if lost or fallen else one
