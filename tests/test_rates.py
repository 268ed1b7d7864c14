"""Amounts in other currencies: which rate, of which day, and none where none is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from currency_converter import CurrencyConverter
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.rates import Rates, converted, rates

# Fixings of the ECB, in units a euro, as its site gives them: 2024-03-28 (Thursday before Easter) and 2024-04-02 (Tuesday after).
USD_0328, CNY_0328 = Decimal("1.0811"), Decimal("7.8144")


def test_a_day_takes_its_own_fixing() -> None:
    rate = rates().of("USD", "CNY", date(2024, 3, 28), date(2024, 3, 28))
    assert rate.value is not None
    assert abs(rate.value - CNY_0328 / USD_0328) < Decimal("1e-10")
    assert (rate.first, rate.last, rate.fixings) == (date(2024, 3, 28), date(2024, 3, 28), 1)


def test_a_holiday_takes_the_last_fixing_before_it() -> None:
    easter = rates().of("USD", "CNY", date(2024, 4, 1), date(2024, 4, 1))
    assert easter.first == date(2024, 3, 28)
    assert easter.value == rates().of("USD", "CNY", date(2024, 3, 28), date(2024, 3, 28)).value


def test_a_span_takes_the_average_of_its_fixings() -> None:
    raw = CurrencyConverter(decimal=True)
    days = [date(2024, 1, day) for day in (2, 3, 4, 5)]
    by_hand = sum(raw.convert(1, "USD", "HKD", day) for day in days) / 4
    rate = rates().of("USD", "HKD", date(2024, 1, 1), date(2024, 1, 7))
    assert rate.fixings == 4
    assert (rate.first, rate.last) == (date(2024, 1, 2), date(2024, 1, 5))
    assert rate.value is not None
    assert abs(rate.value - by_hand) < Decimal("1e-10")
    assert rate.lowest is not None
    assert rate.highest is not None
    assert rate.lowest <= rate.value <= rate.highest


@pytest.mark.parametrize(
    ("base", "target", "first", "last", "why"),
    [
        ("TWD", "USD", date(2024, 1, 2), date(2024, 1, 2), "no rate of TWD"),
        ("MOP", "CNY", date(2024, 1, 2), date(2024, 1, 2), "no rate of MOP"),
        ("USD", "CNY", None, None, "no period"),
        ("USD", "CNY", date(2004, 6, 1), date(2004, 6, 1), "no fixing"),
        ("USD", "CNY", date(2005, 1, 1), date(2005, 12, 31), "do not cover"),
        ("USD", "CNY", date(2005, 4, 1), date(2020, 1, 1), "too long"),
        ("USD", "CNY", date(2099, 1, 1), date(2099, 1, 1), "rates end on"),
        ("USD", "CNY", date(2098, 1, 1), date(2098, 12, 31), "rates end on"),
        ("USD", "CNY", date(1, 1, 1), date(1, 1, 1), "no fixing"),
        ("RUB", "CNY", date(2023, 1, 3), date(2023, 1, 3), "no fixing"),
    ],
)
def test_no_rate_is_no_guess(base: str, target: str, first: date | None, last: date | None, why: str) -> None:
    rate = rates().of(base, target, first, last)
    assert rate.value is None
    assert rate.note is not None
    assert why in rate.note


def test_the_source_is_named_with_its_release() -> None:
    assert rates().source.startswith("ECB euro reference rates to 20")
    assert "currencyconverter" in rates().source


def test_two_readers_give_the_same_rate() -> None:
    again = Rates(CurrencyConverter(decimal=True), "again")
    span = (date(2024, 1, 1), date(2024, 12, 31))
    assert again.of("USD", "CNY", *span) == rates().of("USD", "CNY", *span)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_converted_amount_has_ten_decimals_at_most(amount: Decimal) -> None:
    value = converted(amount, Decimal("7.19558630996"))
    assert abs(value - amount * Decimal("7.19558630996")) <= Decimal("1e-10")
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    assert exponent >= -10
