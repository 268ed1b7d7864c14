"""The number grammar: our own cases, the writers' round trips, the fields the stages use, and hostile input."""

from __future__ import annotations

import json
import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon.numbers import number_languages, number_table
from pipeline.numerals import derive, numbers, plain, scan, share
from pipeline.numerals.number import Number

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "numbers.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}:{case['text'][:24]}")
def test_every_number_of_a_case_and_no_other(case: dict[str, Any]) -> None:
    found = []
    for number in numbers(case["text"], case["language"]):
        entry = {"text": case["text"][number.start : number.end], "start": number.start, "kind": number.kind}
        if number.kind == "range":
            entry |= {"low": number.low, "high": number.high}
        elif number.kind == "fraction":
            entry |= {"numerator": number.numerator, "denominator": number.denominator}
        else:
            entry |= {"value": number.value}
        found.append(entry)
    assert found == case["numbers"]


def test_there_are_enough_cases_and_negatives() -> None:
    assert len(CASES) >= 250
    assert sum(not case["numbers"] for case in CASES) >= 30


# -- writers: a Decimal in the styles people write, each read back equal

ZH_DIGITS, ZH_SCALES, ZH_LARGE = "零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿")
UP_DIGITS, UP_SCALES, UP_LARGE = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")
OLD_DIGITS, OLD_SCALES, OLD_LARGE = "零壹貳叁肆伍陸柒捌玖", ("", "拾", "佰", "仟"), ("", "萬", "億", "萬億")
KO_DIGITS, KO_SCALES, KO_LARGE = "영일이삼사오육칠팔구", ("", "십", "백", "천"), ("", "만", "억", "조")
JA_LARGE = ("", "万", "億", "兆")
EN_ONES = re.findall(
    r"[a-z]+",
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
)
EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
EN_LARGE = ("", " thousand", " million", " billion", " trillion")


def chinese(value: int, digits: str, scales: tuple[str, ...], large: tuple[str, ...]) -> str:
    """The standard reading with zeros between gaps; 一十 keeps its one."""
    if value == 0:
        return digits[0]
    text, gap = "", False
    for place in range(len(large) - 1, -1, -1):
        group = value // 10 ** (4 * place) % 10000
        if not group:
            gap = bool(text)
            continue
        for power in range(3, -1, -1):
            digit = group // 10**power % 10
            if not digit:
                gap = bool(text)
                continue
            text += (digits[0] if gap else "") + digits[digit] + scales[power]
            gap = False
        text += large[place]
    return text


def plain_myriads(value: int, digits: str, scales: tuple[str, ...], large: tuple[str, ...], *, ones: bool) -> str:
    """Japanese and Korean: no zeros between, and no 'one' before ten, hundred and thousand unless `ones`."""
    if value == 0:
        return digits[0]
    text = ""
    for place in range(len(large) - 1, -1, -1):
        group = value // 10 ** (4 * place) % 10000
        if not group:
            continue
        for power in range(3, -1, -1):
            digit = group // 10**power % 10
            if digit:
                text += ("" if digit == 1 and power and not ones else digits[digit]) + scales[power]
        text += large[place]
    return text


def english(value: int, *, joined: bool) -> str:
    def hundreds(group: int) -> str:
        words = f"{EN_ONES[group // 100]} hundred" if group >= 100 else ""
        rest = group % 100
        if not rest:
            return words
        tail = EN_ONES[rest] if rest < 20 else EN_TENS[rest // 10] + ("-" + EN_ONES[rest % 10] if rest % 10 else "")
        return f"{words}{' and ' if joined else ' '}{tail}" if words else tail

    groups = [(value // 1000**place % 1000, EN_LARGE[place]) for place in range(len(EN_LARGE) - 1, -1, -1)]
    return " ".join(hundreds(group) + name for group, name in groups if group) or "zero"


def only(text: str, language: str) -> Number:
    found = numbers(text, language)
    assert [(n.start, n.end) for n in found] == [(0, len(text))], text
    return found[0]


WHOLE = st.integers(0, 10**14)


@given(WHOLE)
def test_chinese_lower_capital_and_traditional_read_back(value: int) -> None:
    for style in ((ZH_DIGITS, ZH_SCALES, ZH_LARGE), (UP_DIGITS, UP_SCALES, UP_LARGE), (OLD_DIGITS, OLD_SCALES, OLD_LARGE)):
        assert only(chinese(value, *style), "zh").value == str(value)


@given(WHOLE, st.from_regex(r"[0-9]{1,6}", fullmatch=True))
def test_chinese_decimals_read_back(value: int, digits: str) -> None:
    text = chinese(value, ZH_DIGITS, ZH_SCALES, ZH_LARGE) + "点" + "".join(ZH_DIGITS[int(digit)] for digit in digits)
    assert only(text, "zh").value == plain(Decimal(f"{value}.{digits}"))
    assert only("负" + text, "zh").value == plain(-Decimal(f"{value}.{digits}"))


@given(WHOLE)
def test_japanese_reads_back(value: int) -> None:
    assert only(plain_myriads(value, ZH_DIGITS, ZH_SCALES, JA_LARGE, ones=False), "ja").value == str(value)


@given(WHOLE)
def test_korean_reads_back(value: int) -> None:
    text = plain_myriads(value, KO_DIGITS, KO_SCALES, KO_LARGE, ones=True) + "원"
    found = numbers("총 " + text, "ko")
    if value in {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}:
        return
    assert [n.value for n in found] == [str(value)]


@given(st.integers(0, 10**15 - 1), st.booleans())
def test_english_reads_back(value: int, joined: bool) -> None:
    assert only(english(value, joined=joined), "en").value == str(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
@settings(max_examples=40)
def test_arabic_digits_read_back_in_every_language(value: Decimal) -> None:
    for text in (f"{value:f}", f"{value:,f}", f"{value:f}".translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})):
        for language in number_languages():
            if number_table(language).decimal == ".":
                assert only(text, language).value == plain(value)


MIXTURE = st.text(
    alphabet="0123456789.,-%/ 一二两三十百千万亿半几数点分之第成零又多余个到oneandthirdsKMhundred이백만のと", max_size=40
)


def ordered(text: str, language: str) -> None:
    last = 0
    for number in numbers(text, language):
        assert last <= number.start < number.end <= len(text)
        last = number.end
        assert Number.from_json(number.to_json()) == number


@given(MIXTURE, st.sampled_from(number_languages()))
def test_any_mixture_gives_places_in_order_within_the_text(text: str, language: str) -> None:
    ordered(text, language)


@pytest.mark.large
@given(MIXTURE)
def test_any_mixture_gives_places_in_order_in_every_language(text: str) -> None:
    for language in number_languages():
        ordered(text, language)


# -- what the stages use


def test_scan_keeps_scale_sign_and_bounds() -> None:
    found = scan("由-2.5亿增至四千万，十几家、数十人、40余款", "zh")
    assert [(n.sign, int(n.scale), int(n.power)) for n in found[:2]] == [("-", 10**8, 10**8), ("", 10**4, 10**7)]
    assert [(str(n.low), str(n.high), n.vague) for n in found[2:4]] == [("11", "19", True), ("20", "90", True)]
    assert (str(found[4].value), found[4].more) == ("40", True)


def test_scan_reads_fullwidth_and_original_places() -> None:
    text = "共１２．５萬元"
    (numeral,) = scan(text, "zh")
    assert text[numeral.start : numeral.end] == "１２．５萬"
    assert numeral.value == 125000


@pytest.mark.parametrize(
    ("text", "expected"),
    [("5000-8000万", "50000000"), ("十五到二十万", "150000"), ("三到四千万", "30000000"), ("1.2亿至3亿", "120000000")],
)
def test_the_first_end_shares_the_scale_of_the_second(text: str, expected: str) -> None:
    first, second = scan(text, "zh")
    assert share(first, second) == Decimal(expected)


def test_a_fraction_keeps_its_terms_and_28_digits() -> None:
    (number,) = numbers("三分之二", "zh")
    assert (number.numerator, number.denominator, number.value) == ("2", "3", "0.6666666666666666666666666667")


@pytest.mark.parametrize(
    ("text", "language"), [("三分之二", "zh"), ("-1.2万亿", "zh"), ("two and a half million", "en"), ("1조 2천억", "ko")]
)
def test_a_derivation_covers_its_numeral(text: str, language: str) -> None:
    (numeral,) = scan(text, language)
    covered = "".join(text[step.start : step.end] for step in derive(text, numeral, language))
    assert covered == text.replace(" ", "")


# -- the tables


@pytest.mark.parametrize("language", number_languages())
def test_a_table_loads_and_every_word_is_reachable(language: str) -> None:
    table = number_table(language)
    for lead, lexemes in table.leads.items():
        for lexeme in lexemes:
            assert lexeme.word[0] == lead
            folded = "".join(table.fold.get(char, char) for char in lexeme.word)
            assert folded == lexeme.word, f"{language}: {lexeme.word!r} is folded away"
    for veto in table.vetoes:
        assert "".join(table.fold.get(char, char) for char in veto) == veto, f"{language}: veto {veto!r} is folded away"


# -- hostile input


def hostile(size: int) -> dict[str, str]:
    return {
        "digits": "1" * size,
        "scales": "亿" * size,
        "ones and scales": "一亿" * (size // 4),
        "hanzi digits": "一" * size,
        "denominators": "一分之" * (size // 5),
        "mixed": "一又" * (size // 4),
        "points": "1.1." * (size // 5),
        "groups": "1,000" * (size // 5),
        "hyphens": "1-" * (size // 4),
        "powers": "9^99 " * (size // 10),
        "exponents": "1e400000 " * (size // 10),
        "words": "one hundred and " * (size // 20),
        "parts": "one two firsts " * (size // 20),
    }


@pytest.mark.parametrize("size", [4_000, pytest.param(20_000, marks=pytest.mark.large)])
@pytest.mark.parametrize("name", hostile(0))
def test_hostile_text_costs_what_it_is_long(name: str, size: int) -> None:
    text = hostile(size)[name]
    for language in ("zh", "en"):
        half: list[float] = []
        whole: list[float] = []
        for _ in range(3):
            for sample, times in ((text[: len(text) // 2], half), (text, whole)):
                start = time.process_time()
                scan(sample, language)
                times.append(time.process_time() - start)
        assert min(whole) < 4 * min(half) + 0.02


def test_a_hundred_thousand_digits_are_exact() -> None:
    text = "9" * 100_000 + "亿"
    (number,) = numbers(text, "zh")
    assert number.value == "9" * 100_000 + "0" * 8


def test_a_power_without_bound_is_no_number() -> None:
    assert numbers("1e400000", "zh") == ()
    assert numbers("亿" * 1000, "zh") == ()
