"""Where an article is set: the place and the province that it says most, apart from those in the names of companies."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.lexicon.alternation import alternation
from pipeline.lexicon.scanner import Scanner

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.reading import Reading

__all__ = ["located"]

_TITLE = 5
"""How many times a place in the title counts."""


@functools.cache
def _firms(cues: Cues) -> re.Pattern[str]:
    """The full name of a company: the places in it are no places of the article."""
    return re.compile(
        rf"[\u4e00-\u9fff（）]{{2,24}}?(?:{alternation(cues.of('legal_forms'))})" if cues.of("legal_forms") else "(?!)"
    )


@functools.cache
def _places(cues: Cues) -> Scanner:
    """The places, but for words that only say how wide something is or name two at once (中欧), and who speaks for a country."""
    no_place = (cues.of("scopes").held - cues.of("whole_country").held) | cues.of("phrase_parts").held
    return Scanner((cues.of("places").held - no_place) | cues.of("national_bodies").held | cues.local_bodies.keys())


def located(reading: Reading, title: str) -> tuple[str, str]:
    """The place and the province said most often, the title counting for five; a country's own names are the country."""
    cues = reading.cues
    counts: Counter[str] = Counter()
    text = reading.text
    if any(form in text for form in cues.of("legal_forms")):
        text = _firms(cues).sub("", text)
    own, bodies, places, country = (
        cues.of("whole_country").held,
        cues.of("national_bodies").held,
        _places(cues),
        reading.country,
    )
    speak, spoken, local = 0, Counter[str](), cues.local_bodies
    for weight, words in ((1, text), (_TITLE, title)):
        for start, end in places.few(words):
            word = words[start:end]
            if word in bodies:
                speak += weight
            elif word in local:
                spoken[local[word]] += weight
            else:
                counts[country if word in own else word] += weight
    if counts[country]:
        counts[country] += speak
    for word, weight in spoken.items():
        if not counts or counts[word]:
            counts[word] += weight
    provinces = cues.of("provinces")
    province = next((word for word, _ in counts.most_common() if word in provinces), "")
    most = counts.most_common(1)[0][0] if counts else ""
    own_province = any(word in reading.text for word in cues.of("own_province"))
    broad = province and own_province and most not in title and most != country
    return (province if broad else most), province
