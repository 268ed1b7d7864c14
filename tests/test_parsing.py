"""The shallow parse of a clause: edges of noun phrases, and what governs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.lexicon.attribution import cues
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.names.entities import inventory
from pipeline.stages.attribute.reading import read
from tests.sentences import paragraph

if TYPE_CHECKING:
    from pipeline.stages.attribute.words.parse import Parse


def parse(sentence: str) -> tuple[str, Parse]:
    """The first clause of a sentence and its parse; no figures or times are held."""
    table = cues("zh")
    assert table is not None
    reading = read(paragraph(sentence), table, ())
    clause = reading.clauses[0]
    return clause.text, parsed(reading, inventory(reading), clause)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("市域快轨的里程也有1454.8公里", [("市域快轨的里程", "")]),
        ("曲靖市、玉溪市和普洱市各有两家", [("曲靖市、玉溪市和普洱市", "")]),
        ("协会公布的数据显示", [("协会", "relative"), ("数据", "")]),
        ("在郊区工厂增加了产能", [("郊区工厂", "preposition"), ("产能", "verb")]),
        ("有轨电车1号线停运", [("有轨电车1号线", "")]),
        ("仅仅推出的新车型就多达", [("新车型", "")]),
    ],
)
def test_phrases(sentence: str, phrases: list[tuple[str, str]]) -> None:
    """A phrase is whole, and what governs it is known."""
    text, tree = parse(sentence)
    assert [(text[one.start : one.end], one.governor) for one in tree.nominals] == phrases


def test_head() -> None:
    """The head stands behind the last 的."""
    text, tree = parse("国内地铁的运营线路里程已经达到")
    (one,) = tree.nominals
    assert (text[one.start : one.end], text[one.head : one.end]) == ("国内地铁的运营线路里程", "运营线路里程")


def test_without_gaps() -> None:
    """Words follow one another without gaps."""
    text, tree = parse("公司在华东地区的销售额占总收入的比重为三成")
    assert "".join(text[word.start : word.end] for word in tree.words) == text
