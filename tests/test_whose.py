"""Whose a figure is where no company leads: edges of things, pointing words, and who only speaks."""

from __future__ import annotations

import pytest

import pipeline


def subjects(text: str) -> dict[str, str | None]:
    """The subject of every figure of a short text, by the figure as written."""
    return {figure.text: figure.subject for figure in pipeline.normalize(text.encode(), path="one.txt").figures}


@pytest.mark.parametrize(
    ("text", "written", "subject"),
    [
        ("环城路改造完成\n\n环城地铁2号线日均客流达到15万人次。", "15万人次", "环城地铁2号线"),
        ("山城夜话\n\n司机老何说，山城电车的票价一直是2元。", "2元", "山城电车"),
        ("早间行情\n\n沪指涨0.8%；煤炭板块跌1.3%。", "1.3%", "煤炭板块"),
        ("各地快讯\n\n曲岭市、玉沙市和普安市各有120家图书馆。", "120家", "曲岭市、玉沙市和普安市"),
        ("湖畔新馆\n\n湖畔图书馆昨日开门。该馆藏书达到32万册。", "32万册", "湖畔图书馆"),
    ],
)
def test_the_thing_spoken_of(text: str, written: str, subject: str) -> None:
    """The subject is the thing that the clause is about, with its own edges."""
    assert subjects(text)[written] == subject


def test_a_speaker_is_no_subject() -> None:
    """Who only says it is not whose it is."""
    assert subjects("水价调整\n\n专家李明远认为，居民用水价格上涨了5%。")["5%"] != "专家李明远"
