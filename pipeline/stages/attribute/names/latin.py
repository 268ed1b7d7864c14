"""Runs of Latin letters that are names (Kimi K2, SpaceX), a bare code with the noun that it is said with (B-07地块)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.names import names
from pipeline.lexicon.scripts import is_ideograph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.reading import Reading

__all__ = ["latin"]

_LATIN = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]|[a-z]{1,2}[A-Z])[A-Za-z0-9]*+(?:(?>[.&'’+-][A-Za-z0-9]++))*+"
    r"(?: (?:[A-Z][A-Za-z0-9]*+(?:(?>[.&'’+-][A-Za-z0-9]++))*+|\d++(?:(?>\.\d++))?+(?![\d%．.]))){0,4}"
)
_DOMAIN = re.compile(r"\.(?:com|cn|net|org|html?|jpg|png)\b", re.IGNORECASE)
_EXPLAINED = re.compile(r"[\u3400-\u9fff][（(]([A-Z]{2,6})[)）]")
_CODE = re.compile(r"[A-Z]{1,3}-?\d{1,3}")
_OPENS, _CLOSES = {"(", "（"}, {")", "）"}


def latin(reading: Reading) -> Iterator[tuple[str, int]]:
    """The names in Latin letters that no list has, each time with its place."""
    text, known, measured = reading.text, names(), _measured(reading)
    datelines = reading.cues.of("datelines")
    for match in _LATIN.finditer(text):
        form = match.group()
        never = form in known.by_name or form in measured or datelines.begin(text, match.end())
        if not never and not _glosses(text, match) and not _DOMAIN.search(form):
            yield form + _coded_kind(reading, match), match.start()


def _glosses(text: str, match: re.Match[str]) -> bool:
    """Whether Latin words in a bracket only say a Chinese name in its own language (卡罗尔·格雷德(Carolyn Greider))."""
    start, end = match.span()
    return (
        " " in match.group()
        and text[start - 1 : start] in _OPENS
        and text[end : end + 1] in _CLOSES
        and is_ideograph(text[start - 2 : start - 1])
    )


def _measured(reading: Reading) -> set[str]:
    """Capitals that a bracket explains and whose change is told (可用座位公里(ASK), ASK同比增长): no name."""
    text, cues = reading.text, reading.cues
    found: set[str] = set()
    for form in {match[1] for match in _EXPLAINED.finditer(text)}:
        at = text.find(form)
        while at >= 0 and form not in found:
            end = at + len(form)
            end += len(cues.of("each").first(text, end))
            if cues.of("basis").begin(text, end):
                found.add(form)
            at = text.find(form, end)
    return found


def _coded_kind(reading: Reading, match: re.Match[str]) -> str:
    """The noun that a bare code is always said with and that makes it a name (B-07|地块)."""
    if not _CODE.fullmatch(match.group()):
        return ""
    return next((kind for kind in reading.cues.of("coded_kinds") if reading.text.startswith(kind, match.end())), "")
