"""Amounts in other currencies, at the European Central Bank's reference rates of the time that they are about.

The rates are those the package ``currencyconverter`` ships: fixings of working days, units of a currency for a euro, from 1999
(CNY from April 2005) to the package's release. Cross rates go through the euro. A day takes its own fixing, or the last one
within the seven days before; a longer span the average of its fixings, where the fixings cover all of it. Where there is none,
the rate is None and a note says why: a converted amount is never a guess.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

__all__ = ["DECIMALS", "Rate", "Rates", "converted", "rates"]

DECIMALS = 10
"""Decimals that a converted amount is rounded to."""
_DIGITS = 12
"""Significant digits of a rate: the fixings themselves have five or six."""
_BACK = 7
"""Days that a fixing is looked for before its day: weekends, and the longest run of the ECB's holidays."""
_LONGEST = 3700
"""Days of the longest span that one average rate is given for: ten years."""
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of `target` one unit of `base` is worth; `value` is None where `note` says why.

    `first` and `last` are the days of the fixings used, `fixings` how many they are, `lowest` and `highest` their bounds.
    """

    base: str
    target: str
    value: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    first: date | None = None
    last: date | None = None
    fixings: int = 0
    note: str | None = None


def _rounded(value: Decimal) -> Decimal:
    """A rate to its significant digits."""
    return value.quantize(Decimal(1).scaleb(value.adjusted() - _DIGITS + 1), context=_CONTEXT).normalize(_CONTEXT)


def converted(amount: Decimal, rate: Decimal) -> Decimal:
    """The amount at the rate, to ten decimals, half to even; the same digits on every machine.

    >>> converted(Decimal("53440000"), Decimal("7.19"))
    Decimal('384233600')
    """
    exact = _CONTEXT.multiply(amount, rate)
    value = exact.quantize(Decimal(1).scaleb(-DECIMALS), context=_CONTEXT).normalize(_CONTEXT)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


class Rates:
    """Rates by currencies and time, each worked out once."""

    def __init__(self, converter: CurrencyConverter, source: str) -> None:
        self._converter = converter
        self.source = source
        self._days: dict[tuple[str, str, date], Decimal | None] = {}
        self._known: dict[tuple[str, str, date | None, date | None], Rate] = {}

    @property
    def until(self) -> date:
        """The day of the newest fixing."""
        last: date = self._converter.bounds["USD"].last_date
        return last

    def known(self, currency: str) -> bool:
        """Whether the ECB fixes, or fixed, a rate of the currency."""
        return currency in self._converter.currencies

    def of(self, base: str, target: str, first: date | None, last: date | None) -> Rate:
        """The rate of a day (`first` is `last`), or the average of a span of days, both ends inside."""
        key = (base, target, first, last)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(base, target, first, last)
        return found

    def _find(self, base: str, target: str, first: date | None, last: date | None) -> Rate:
        for code in (base, target):
            if not self.known(code):
                return Rate(base, target, note=f"the ECB fixes no rate of {code}")
        if first is None or last is None:
            return Rate(base, target, note="the figure has no period")
        if base == target:
            one = Decimal(1)
            return Rate(base, target, one, one, one, first, last)
        return self._on(base, target, first) if first == last else self._over(base, target, first, last)

    def _fixing(self, base: str, target: str, day: date) -> Decimal | None:
        """The cross rate of one day, None on a day without a fixing of both."""
        from currency_converter import RateNotFoundError  # noqa: PLC0415 - an extra

        key = (base, target, day)
        if key not in self._days:
            try:
                self._days[key] = self._converter.convert(1, base, target, day)
            except RateNotFoundError:
                self._days[key] = None
        return self._days[key]

    def _on(self, base: str, target: str, day: date) -> Rate:
        if day > self.until + timedelta(days=_BACK):
            return Rate(base, target, note=f"the rates end on {self.until}")
        for back in range(min(_BACK, (day - date.min).days) + 1):
            at = day - timedelta(days=back)
            found = self._fixing(base, target, at)
            if found is not None:
                value = _rounded(found)
                return Rate(base, target, value, value, value, at, at, 1)
        return Rate(base, target, note=f"no fixing within {_BACK} days before {day}")

    def _over(self, base: str, target: str, first: date, last: date) -> Rate:
        if last > self.until + timedelta(days=_BACK):
            return Rate(base, target, note=f"the rates end on {self.until}, before the period does")
        if (last - first).days > _LONGEST:
            return Rate(base, target, note="the period is too long for one rate")
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        fixed = [(day, found) for day in days if (found := self._fixing(base, target, day)) is not None]
        if not fixed or (fixed[0][0] - first).days > _BACK or (last - fixed[-1][0]).days > _BACK:
            return Rate(base, target, note="the fixings do not cover the period")
        values = [value for _, value in fixed]
        mean = _CONTEXT.divide(functools.reduce(_CONTEXT.add, values), Decimal(len(values)))
        low, high = _rounded(min(values)), _rounded(max(values))
        return Rate(base, target, _rounded(mean), low, high, fixed[0][0], fixed[-1][0], len(fixed))


@functools.cache
def rates() -> Rates:
    """The rates that the package ships, read once (about a second). Raises `ImportError` without the extra ``facts``."""
    from currency_converter import CurrencyConverter  # noqa: PLC0415 - an extra, and slow to load

    converter = CurrencyConverter(decimal=True)
    last = converter.bounds["USD"].last_date
    return Rates(converter, f"ECB euro reference rates to {last}, currencyconverter {version('currencyconverter')}")
