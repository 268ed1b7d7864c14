"""Where a noun phrase is parted: at its last 的, behind a place or a firm's word, before the words of a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.names.nameable import generic
from pipeline.stages.attribute.words.nominal import ends_as_metric, is_name, name_first, no_deed, within_word

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues

__all__ = ["does", "headed", "measure", "parted"]


def headed(text: str, cues: Cues) -> tuple[str, str]:
    """What stands before the last 的 and what after; a weak head (占比, 规模) takes what is before it along."""
    trim = cues.word("trim")
    for sign in cues.of("of"):
        if sign not in text:
            continue
        at = max((word.start for word in cues.scan(text) if word.text == sign), default=-1)
        head = text[at + len(sign) :].strip(trim)
        if at < 0 or not head:
            continue
        before = text[:at].strip(trim)
        if not before:
            return "", head
        if head in cues.of("estimate_heads"):
            return headed(before, cues)
        if head in cues.of("weak_heads"):
            inner = before.rfind(sign)
            return before[:inner].strip(trim) if inner > 0 else "", before[inner + 1 :] + head
        return before, head
    return "", text.strip(trim)


def does(cues: Cues, words: str) -> bool:
    """Whether words are a verb and what it is done to (接待国内), and nothing that it only describes (出口企业, 生产基地)."""
    first = next(cues.each(words), None)
    if first is None or first.start or "verb" not in first.roles or len(first.text) in {1, len(words)}:
        return False
    return not any(cues.of(role).end(words) for role in ("organisations", "firm_words", "agents", "works", "kinds_of_thing"))


def parted(text: str, cues: Cues, language: str, *, gated: bool) -> tuple[str, str]:
    """Whose and what in a phrase without a sign between them (国产乘用车|销量, 1号线|日均客流强度)."""
    cut, known = 0, metrics().by_word.get(language, {})
    if text.lower() in known:
        return "", text
    for word in cues.scan(text):
        roles, stop = word.roles, word.end
        if roles & {"places"} and text[stop : stop + 1] in cues.of("regions"):
            stop += 1
        if stop >= len(text):
            break
        if roles & {"opener"} and word.start >= 2 and len(word.text) >= 2 and not gated and "scopes" not in roles:
            return text[: word.start], text[word.start :]
        if gated and word.text in cues.of("strong_opener") and word.start > 1:
            return "", text[word.start :]
        if gated and not roles & {"organisations"}:
            continue
        rest = text[stop:]
        if (
            (
                (roles & {"organisations"} and not (gated and generic(text[:stop], cues)) and no_deed(text[:stop]))
                or (roles & {"places"} and word.start == cut)
            )
            and len(rest) >= 2
            and rest not in cues.of("weak_heads")
            and ends_as_metric(cues, rest)
            and not (cues.of("conj").begin(rest) or within_word(cues, text, stop))
        ):
            cut = stop
    if cut and not (gated and text[:cut] in cues.of("scopes")):
        return text[:cut], text[cut:]
    at = measure(text, cues)
    if gated:
        named = at > 1 and name_first(text) == at and text[:at] not in cues.of("scopes") and text[:at] not in cues.of("places")
        return (text[:at], text[at:]) if named else ("", text)
    return (text[:at], text[at:]) if at and is_name(text[:at]) and text[:at] not in cues.of("opener") else ("", text)


def measure(text: str, cues: Cues) -> int:
    """Where the standard metric or the word of measure begins that a phrase ends with; 0 where it has none behind a thing."""
    size = metrics().size(cues.language, text, len(text) - 2)
    at = len(text) - size if size else 0
    if at or not cues.of("suffixes").end(text):
        return at
    suffixes = cues.of("suffixes").by_last.get(text[-1:], ())
    suffix = next((one for one in suffixes if len(one) > 1 and text.endswith(one)), "")
    return len(text) - len(suffix) if suffix and len(text) - len(suffix) > 1 else 0
