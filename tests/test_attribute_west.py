from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lexicon.attribution import cues
from pipeline.lexicon.speech import speech
from pipeline.stages.attribute import attribute, explain
from tests.test_attribute import document, facts, plain

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "attribution_en.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['construction']}-{case['text'][:24]}")
def test_a_sentence_says_whose_which_and_when(case: dict[str, Any]) -> None:
    found = facts(document(case["text"], language="en", title=case["title"], published=case["published"]))
    said = {text: (plain(subject), plain(metric), period) for text, subject, metric, period in found}
    wanted = {one["text"]: (plain(one["subject"]), plain(one["metric"]), one["period"]) for one in case["figures"]}
    assert {text: said.get(text) for text in wanted} == wanted


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("plummeted", "plummet", "past"),
        ("dropped", "drop", "past"),
        ("carries", "carry", "s"),
        ("carried", "carry", "past"),
        ("agreed", "agree", "past"),
        ("admitted", "admit", "past"),
        ("bought", "buy", "past"),
        ("risen", "rise", "past"),
        ("cutting", "cut", "ing"),
        ("reaches", "reach", "s"),
    ],
)
def test_the_forms_of_a_verb_are_known(word: str, lemma: str, form: str) -> None:
    table = speech("en")
    assert table is not None
    assert (table.verbs[word].lemma, table.verbs[word].form) == (lemma, form)


def test_words_that_only_look_like_verbs_are_none() -> None:
    table = speech("en")
    assert table is not None
    assert not {"hundred", "business", "morning", "earnings"} & set(table.verbs)
    assert speech("zh") is None


def test_a_heading_names_what_its_section_sells() -> None:
    found = facts(
        document(
            ("heading", "Weekend deals"),
            "BrightShop offers the Corvo Buds for $79. That's $50 off.",
            ("heading", "Lumen View"),
            "The Lumen View is on sale for $229. You get 256GB of storage.",
            language="en",
        )
    )
    assert found == [
        ("$79", "Corvo Buds", "price", None),
        ("$50", "Corvo Buds", "discount", None),
        ("$229", "Lumen View", "price", None),
        ("256GB", "Lumen View", "storage", None),
    ]


def test_a_title_takes_the_subject_that_the_body_gives_its_value() -> None:
    found = facts(
        document(
            ("title", "Sales plunge 10 percent"), "New car sales in Calvert County plunged 10 percent in May 2024.", language="en"
        )
    )
    assert [one[1] for one in found] == ["Calvert County", "Calvert County"]


def test_a_heading_without_words_is_read() -> None:
    assert facts(document(("heading", "\u200b"), ("heading", "  "), "Acme sold 12 cars.", language="en"))[0][:2] == (
        "12 cars",
        "Acme",
    )


def test_every_choice_can_be_explained() -> None:
    chosen = {
        one.field: one for one in reversed(explain(document("Halden Group's revenue was $2 billion in 2024.", language="en"), 0))
    }
    assert (chosen["subject"].rule, chosen["metric"].rule, chosen["period"].rule) == ("owner", "subject", "after")


def test_the_lists_of_units_and_verbs_name_what_is_measured() -> None:
    table, words = cues("en"), speech("en")
    assert table is not None
    assert words is not None
    lemmas = {verb.lemma for verb in words.verbs.values()}
    assert set(table.of("changes")) <= lemmas | {"strengthen", "balloon", "hike", "downgrade"}


@pytest.mark.parametrize(
    "text",
    [
        "revenue " * 4000 + "$5 million",
        "sold " * 4000 + "$5 million",
        "of the cost " * 3000 + "$5 million",
        "(" * 4000 + "$5 million",
        ", and sales rose 5%" * 1500,
        "Acme's " * 4000 + "$5 million",
        "— which " * 3000 + "$5 million",
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_sentence_is_read_in_linear_time(text: str) -> None:
    whole, half = document(text, language="en"), document(text[: len(text) // 2] + " $5 million", language="en")
    times = []
    for one in (half, whole):
        begin = time.process_time()
        attribute(one)
        times.append(time.process_time() - begin)
    assert times[1] < 0.5 + 3.5 * times[0]


WORDS = st.sampled_from(
    [
        "Acme",
        "'s",
        "revenue",
        "rose",
        "5%",
        "to",
        "$3 million",
        ",",
        "which",
        "of",
        "the",
        "sold",
        "12 cars",
        "in 2024",
        "(",
        ")",
        "—",
        "and",
    ]
)


@settings(deadline=None, max_examples=80)
@given(st.lists(WORDS, max_size=24))
def test_any_words_are_read_without_fault(words: list[str]) -> None:
    found = document(" ".join(words), language="en")
    assert [one.text for one in attribute(found).figures] == [one.text for one in found.figures]
