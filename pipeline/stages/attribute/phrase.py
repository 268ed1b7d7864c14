"""The noun phrase before or after a figure: where it ends, where it begins, and what of it is whose and what is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.entities import Entity, Inventory
    from pipeline.stages.attribute.reading import Clause, Reading, Word

__all__ = ["Phrase", "Tail", "phrase_before", "split", "tail"]

_STRIP = " \t\u3000\n“”\"'‘’「」『』*#、的-—·:：>≥≤<~～+|"
_TAIL = {"arrive", "rise", "fall", "basis", "each", "relate"}
_WALL = {
    "verb", "have", "arrive", "rise", "fall", "report", "link", "prep", "compare", "relate", "pronoun", "each", "basis", "both", "former",
    "latter", "whole", "source_open", "contribute", "from_words",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands between a phrase and its figure: where the phrase ends, and the roles of the words passed over."""

    end: int
    roles: frozenset[str]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in a clause, split: whose it is (`owner`, `entity` where it is a known name) and what is measured."""

    start: int
    end: int
    metric: str
    owner: str = ""
    entity: Entity | None = None
    known: bool = False
    owner_start: int = -1
    weak: bool = False


def tail(clause: Clause, at: int, low: int) -> Tail:
    """Pass back over what may stand between a phrase and its figure: verbs of arriving and changing, 同比, 约, times, signs."""
    text = clause.text
    roles: set[str] = set()
    passed: list[Word] = []
    index = len(clause.words) - 1
    while True:
        while at > low and text[at - 1] in _STRIP:
            at -= 1
        while index >= 0 and clause.words[index].start >= at:
            index -= 1
        if index < 0:
            break
        word = clause.words[index]
        if word.end == at and word.start >= low and word.roles & _TAIL and "metric" not in word.roles:
            roles |= word.roles
            passed.append(word)
            at = word.start
        elif word.end == at and word.start >= low and word.roles <= {"link"}:
            at = word.start
        else:
            break
    return Tail(max(at, low), frozenset(roles), tuple(passed))


def phrase_before(clause: Clause, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `end` and begins no earlier than `low`: back to a word that cannot be in one."""
    text = clause.text
    start = low
    for word in reversed(clause.words):
        if word.end > end or word.end <= low:
            if word.end <= low:
                break
            continue
        if word.roles & _WALL and not word.roles & {"metric", "opener"} and not word.roles & {"plain"}:
            if end - word.end < 2 and "verb" in word.roles and text[word.end : end].strip(_STRIP):
                continue
            if word.text in {"、"}:
                continue
            start = word.end
            break
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    return (start, end) if end > start else None


def split(reading: Reading, found: Inventory, clause: Clause, start: int, end: int, *, gated: bool) -> Phrase:
    """A noun phrase, parted into whose and what: at a known name, at 的, at a suffix or a place, or before a known metric."""
    cues, text = reading.cues, clause.text[start:end]
    table = metrics()
    entity: Entity | None = None
    cut = 0
    for _, stop, one in found.mentions(text):
        rest = text[stop:].strip(_STRIP)
        if rest and len(rest) >= 1:
            entity, cut = one, stop
    owner = text[:cut].strip(_STRIP) if entity else ""
    if entity is not None:
        owner = entity.name
    rest = text[cut:]
    of = cues.of("of")
    for sign in of:
        at = rest.rfind(sign)
        if at >= 0 and len(rest) - at - len(sign) >= 1:
            head = rest[at + len(sign) :].strip(_STRIP)
            before = rest[:at].strip(_STRIP)
            if not head:
                continue
            weak = head in cues.of("weak_heads")
            if before and not entity:
                place = before if _placed(before, cues) else ""
                if place or not weak:
                    return _made(reading, clause, start, end, head, before, None, table.find(reading.language, head) is not None, gated)
            if weak and before:
                rest = before + head
            else:
                rest = head
            break
    rest = rest.strip(_STRIP)
    if entity is not None:
        return Phrase(start, end, rest or text, owner, entity, table.find(reading.language, rest) is not None, start)
    owner, metric = _parted(rest, cues, reading.language, gated=gated)
    return _made(reading, clause, start, end, metric, owner, None, table.find(reading.language, metric) is not None, gated)


def _made(reading, clause, start, end, metric, owner, entity, known, gated):  # noqa: ANN001, ANN202, PLR0913
    del gated, clause
    return Phrase(start, end, metric, owner, entity, known, start, metric in reading.cues.of("weak_heads"))


def _placed(text: str, cues: Cues) -> bool:
    return text.startswith(cues.of("places")) or text.endswith(cues.of("organisations"))


def _parted(text: str, cues: Cues, language: str, *, gated: bool) -> tuple[str, str]:
    """Whose and what in a phrase without a sign between them (国产乘用车|销量, 客运|强度)."""
    cut = 0
    for match in cues.scanner.finditer(text):
        roles = cues.roles.get(match.group(), frozenset())
        stop = match.end()
        if stop >= len(text):
            break
        if roles & {"organisations"} or (roles & {"places"} and match.start() == cut):
            rest = text[stop:]
            if len(rest) >= 2 and (_ends_as_metric(rest, cues, language)):
                cut = stop
        if roles & {"opener"} and match.start() >= 2 and len(match.group()) >= 2 and not gated:
            return text[: match.start()], text[match.start() :]
    if cut:
        return text[:cut], text[cut:]
    if gated:
        return "", text
    known = metrics().by_word.get(language, {})
    for at in range(2, len(text) - 1):
        if text[at:].lower() in known and len(text) - at >= 2:
            return text[:at], text[at:]
    return "", text


def _ends_as_metric(text: str, cues: Cues, language: str) -> bool:
    return metrics().find(language, text) is not None or text.endswith(cues.of("suffixes"))
