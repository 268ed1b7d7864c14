"""Which metric a figure is: sentences of many kinds, each with what a careful reader says (``tests/cases/metrics.jsonl``)."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest

import pipeline

FILE = pathlib.Path(__file__).resolve().parent / "cases" / "metrics.jsonl"
CASES = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_a_sentence_says_which_metric(case: dict[str, Any]) -> None:
    """Several right answers are parted by a bar; a dash among them allows none."""
    record = pipeline.normalize(f"{case['text']}\n".encode(), path="sentence.txt")
    found = {figure.text: figure.metric for figure in record.figures}
    wanted = {text: right.split("|") for text, right in case["metrics"].items()}
    said = {text: found.get(text) or "-" for text in wanted}
    assert {text: said[text] for text in wanted if said[text] not in wanted[text]} == {}


def test_no_metric_is_empty_or_a_sign() -> None:
    record = pipeline.normalize("备注：5元。：7元，（8元）、9元——\n".encode(), path="signs.txt")
    assert all(figure.metric is None or any(letter.isalnum() for letter in figure.metric) for figure in record.figures)
