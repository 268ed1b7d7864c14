"""Figures of English, Japanese and Korean text, and of languages that have no tables."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.record import Block, Figure, Language
from pipeline.stages.measure import measure
from pipeline.text import Text

CASES = [
    json.loads(line)
    for language in ("en", "ja", "ko")
    for line in (Path(__file__).parent / "cases" / f"figures_{language}.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("kind", "value", "low", "high", "unit", "currency_source", "modifier", "per", "direction", "vague")


def read(text: str, language: str, market: str | None = None) -> tuple[Figure, ...]:
    block = Block("paragraph", 0, len(text), 0, len(text))
    document = Document(raw=b"", text=Text.of(text), blocks=(block,), language=Language(language, None), market=market)
    return measure(document).figures


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = read(case["text"], case["language"], case.get("market"))
    got = [{"text": figure.text} | {field: getattr(figure, field) for field in FIELDS} for figure in found]
    want = [{"text": None} | dict.fromkeys(FIELDS) | {"vague": False} | figure for figure in case["figures"]]
    assert got == want


def test_cases_are_broad() -> None:
    assert len(CASES) >= 150
    assert len({(case["text"], case["language"]) for case in CASES}) == len(CASES)
    assert sum(not case["figures"] or "trap" in case["family"] for case in CASES) >= len(CASES) // 3


@pytest.mark.parametrize("language", ["fr", "de", "und", "ru", "xx"])
def test_language_without_tables_reads_signs_and_symbols(language: str) -> None:
    found = read("Le prix: 12% et $5, 64GB, 3 km.", language)
    assert [(figure.kind, figure.value, figure.unit) for figure in found][:3] == [
        ("percent", "12", "percent"),
        ("money", "5", "USD"),
        ("measure", "64", "GB"),
    ]


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
@given(value=st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999.99"), places=2))
def test_amounts_come_back(language: str, value: Decimal) -> None:
    written = {"en": f"It paid ${value} million.", "ja": f"費用は{value}億円だった。", "ko": f"비용은 {value}억원이다."}[language]
    scale, unit = {"en": (6, "USD"), "ja": (8, "JPY"), "ko": (8, "KRW")}[language]
    (figure,) = read(written, language)
    assert figure.value is not None
    assert (Decimal(figure.value), figure.unit) == (value.scaleb(scale), unit)


@given(st.text(alphabet="0123456789,.-%$€ aofpersht円億만원%", max_size=60), st.sampled_from(["en", "ja", "ko"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for figure in read(text, language):
        assert text[figure.start : figure.end] == figure.text
        assert figure.value is not None or figure.low is not None or figure.high is not None


@pytest.mark.parametrize(
    "piece", ["up 5% to $3 million a share, ", "from 5 to 6 percent and ", "12 of its 47 ", "1,000 a b c d ", "1億円"]
)
def test_time_is_linear(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        started = time.process_time()
        read(text, "ja" if "億" in piece else "en")
        return time.process_time() - started

    seconds(1000)
    small, large = min(seconds(8000) for _ in range(3)), min(seconds(32000) for _ in range(2))
    assert large < 12 * max(small, 0.005)
