"""Fixed phrases that are figures: 腰斩, 翻番, 一半, 半年."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.measure.reading import Reading

if TYPE_CHECKING:
    from pipeline.lexicon.phrases import Phrase
    from pipeline.stages.measure.reading import Frame

__all__ = ["phrases"]

ONE = Decimal(1)
DIGITS = frozenset("0123456789")


def phrases(frame: Frame, readings: list[Reading]) -> list[Reading]:
    """The readings with those of fixed phrases among them.

    A phrase wins over a number inside it, and yields to one that reaches beyond it.
    """
    text, table = frame.text, frame.tables.phrases
    if table.signals:
        small = text.lower()
        if not any(signal in small for signal in table.signals):
            return readings
    out: list[Reading] = []
    i = 0
    for match in table.pattern.finditer(text):
        start, end = match.span()
        while i < len(readings) and readings[i].end <= start:
            out.append(readings[i])
            i += 1
        inside = i
        while inside < len(readings) and readings[inside].start < end:
            inside += 1
        over = readings[i:inside]
        if any(
            reading.number_start < start or reading.number_end > end or (reading.kind and reading.end > end) for reading in over
        ):
            continue
        if start and text[start - 1] in DIGITS:
            continue
        i = inside
        phrase = table.words.get(match[0]) or table.words[match[0].lower()]
        if phrase.kind != "none":
            out.append(_reading(phrase, start, end))
    out.extend(readings[i:])
    return out


def _reading(phrase: Phrase, start: int, end: int) -> Reading:
    return Reading(
        start, end, start, end, phrase.kind, phrase.value, phrase.low, phrase.high, vague=phrase.value is None, more=False,
        scale=ONE, arabic=False, unit=phrase.unit, stated=bool(phrase.unit), modifier=phrase.modifier,
        direction=phrase.direction, rule=f"{phrase.kind}.phrase",
    )  # fmt: skip
