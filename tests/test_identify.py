"""Languages and scripts."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document, Hint
from pipeline.lexicon import DataError
from pipeline.lexicon import writing as writing_module
from pipeline.lexicon.writing import writing
from pipeline.stages.identify import identify, recognise
from pipeline.text import Text

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "languages.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_language_and_script(case: dict[str, str | None]) -> None:
    assert recognise(case["text"] or "") == (case["language"], case["script"])


def test_a_long_text_is_judged_by_its_start_its_middle_and_its_end() -> None:
    text = "The company said. " * 100 + "公司今年上半年营业收入增长三成。" * 5000 + "The end of it. " * 20
    assert recognise(text) == ("zh", "Hans")


def document(text: str, lang: str | None = None) -> Document:
    hints = () if lang is None else (Hint("lang", lang),)
    return Document(raw=b"", text=Text.of(text), hints=hints)


@pytest.mark.parametrize(
    ("text", "lang", "language"),
    [
        ("決算短信", None, "zh"),
        ("決算短信", "ja", "ja"),
        ("決算短信", "zh-TW", "zh"),
        ("财报公布", "ja-JP", "zh"),  # 财 is no Japanese character, whatever the page says
        ("The company said that it was", "zh-CN", "en"),
        ("OK", "EN_us", "en"),
        ("OK", "english", "und"),
        ("OK", "", "und"),
    ],
)
def test_the_page_s_own_word_counts_only_where_the_text_leaves_it_open(text: str, lang: str | None, language: str) -> None:
    found = identify(document(text, lang)).language
    assert (found.code, found.converted_by) == (language, None)


def test_the_same_answer_in_every_thread() -> None:
    text = "Umsatzplus Halbjahresbilanz Vorstandschef"
    recognise(text)
    answers: list[tuple[str, str | None]] = []
    threads = [threading.Thread(target=lambda: answers.append(recognise(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [("de", "Latn")] * 8


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    language, script = recognise(text)
    assert 2 <= len(language) <= 3
    assert script is None or len(script) == 4


@pytest.mark.parametrize("unit", ["高", "a", "a-", "a'", "の", "д", "a高", "'", "0"])
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    recognise("Umsatzplus")
    start = time.process_time()
    recognise(unit * 500_000)
    assert time.process_time() - start < 0.5


def test_every_script_of_one_language_is_known_and_every_word_reachable() -> None:
    table = writing()
    assert {"ko", "el", "th"} <= set(table.only.values())
    assert table.words["der"] == ("de", "da")
    assert all(word == word.lower() and languages for word, languages in table.words.items())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scripts": {"Latn": "0041-005A", "Grek": "005A-0060"}}, r"scripts\.Grek: 005A belongs to another"),
        ({"scripts": {"Latn": "zz"}}, r"scripts\.Latn: zz is no hexadecimal range"),
        ({"only": {"Grek": "el"}}, r"only\.Grek: is not among the scripts"),
        ({"words": {"en": "The"}}, r"words\.en: The is not in lower case"),
        ({"letters": {"de": "a\u0308"}}, r"letters\.de: a\u0308 is not in lower case, or not composed"),
    ],
)
def test_a_fault_in_the_data_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str) -> None:
    good: dict[str, object] = {
        "particle": "の",
        "repeat": "々",
        "scripts": {"Latn": "0041-005A"},
        "only": {},
        "words": {},
        "letters": {},
    }
    monkeypatch.setattr(writing_module, "read_toml", lambda _: good | change)
    with pytest.raises(DataError, match=message):
        writing.__wrapped__()
