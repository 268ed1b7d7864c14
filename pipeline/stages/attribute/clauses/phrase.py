"""The noun phrase before or after a figure: where it ends, where it begins, and what of it is whose and what is measured."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from pipeline.lexicon.attribution import Word
from pipeline.lexicon.metrics import metrics
from pipeline.lexicon.wording import wording
from pipeline.stages.attribute.clauses.bare import bare
from pipeline.stages.attribute.clauses.parting import does, headed, measure, parted
from pipeline.stages.attribute.names.entities import Entity
from pipeline.stages.attribute.words.nominal import ends_as_metric, noun_start, within_word
from pipeline.stages.attribute.words.trimming import trimmed

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.names.entities import Inventory
    from pipeline.stages.attribute.reading import Clause, Reading

__all__ = ["Phrase", "Tail", "phrase_before", "split", "tail"]

_NEVER = {"conj", "closer", "verb", "arrive", "rise", "fall", "link", "prep", "report", "have", "compare"}
_ABSTRACT = {"share", "growth"}
"""Keys of metrics that say nothing without the thing."""
_TRADE = "trade"
"""The key of what is dealt in with others (对东盟|进出口)."""
_WORD = 8
"""Characters that a cue has at most, about."""
_TAIL = {"arrive", "rise", "fall", "basis", "each", "relate"}
_FIRMS = frozenset({"company", "name"})
_WALL = {
    "verb", "have", "arrive", "rise", "fall", "report", "link", "prep", "compare", "relate", "pronoun", "each", "basis", "both",
    "former", "latter", "whole", "determiner", "source_open", "contribute", "from_words",
}  # fmt: skip


class Tail(NamedTuple):
    """What stands between a phrase and its figure: where the phrase ends, and the roles of the words passed over."""

    end: int
    roles: frozenset[str]
    words: tuple[Word, ...]


class Phrase(NamedTuple):
    """A noun phrase in a clause, split: whose it is (`owner`, `entity` where it is a known name) and what is measured."""

    start: int
    end: int
    metric: str
    owner: str = ""
    entity: Entity | None = None
    known: bool = False
    owner_start: int = -1
    weak: bool = False
    thing: str = ""
    """What the metric begins with that could be its owner, were nothing else the subject (新能源汽车|产量); no name."""


def tail(cues: Cues, clause: Clause, at: int, low: int, periods: tuple[tuple[int, int], ...] = ()) -> Tail:
    """Pass back over what may stand between a phrase and its figure: verbs of arriving and changing, 同比, 约, times, signs."""
    text, trim = clause.text, cues.word("trim")
    roles: set[str] = set()
    passed: list[Word] = []
    index = bisect_left(clause.starts, at) - 1
    timed, particles = False, cues.of("tail_particles")
    while True:
        while at > low and text[at - 1] in trim:
            at -= 1
        at = _per(cues, text, at, low)
        over = next((start for start, end in periods if start < at <= end), None)
        if over is not None and over >= low:
            at, timed = over, True
            around = clause.last(at)
            if around is not None and around.start >= low and at < around.end <= at + _WORD:
                at = around.start
            continue
        behind = clause.last(at)
        closes = behind is not None and behind.start >= low and behind.end == at and "closer" in behind.roles
        if closes and behind is not None and any(end == behind.start for _, end in periods):
            at = behind.start
            continue
        while index >= 0 and clause.words[index].start >= at:
            index -= 1
        word = clause.words[index] if index >= 0 else None
        if word is None or word.end != at or word.start < low:
            if at - 1 > low and text[at - 1] in particles and (word is None or word.end < at):
                at -= 1
                continue
            break
        if word.roles & _TAIL and "metric" not in word.roles:
            roles |= word.roles
            passed.append(word)
        elif not (
            word.roles <= {"link"}
            or (word.roles <= {"link", "prep"} and "link" in word.roles)
            or (word.roles & {"prep"} and (timed or word.text in cues.of("from_preps")))
        ):
            break
        at = word.start
    return Tail(max(at, low), frozenset(roles), tuple(passed))


def _per(cues: Cues, text: str, at: int, low: int) -> int:
    """Where what an amount is counted by begins (每公斤|18.6元), else `at`."""
    table = wording(cues.language)
    for sign in table.per:
        start = text.rfind(sign, max(low, at - _WORD), at)
        if start >= 0 and text[start + len(sign) : at] in table.per_units:
            return _per(cues, text, start, low)
    return at


def phrase_before(cues: Cues, clause: Clause, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `end` and begins no earlier than `low`: back to a word that cannot be in one."""
    text, trim = clause.text, cues.word("trim")
    start = _wall(cues, clause, end, low)
    while end > start and text[end - 1] in trim:
        end -= 1
    while start < end and text[start] in trim:
        start += 1
    after = start == low > 0 and not any(stop == start for _, stop in clause.spans)
    closer = ""
    if cues.of("closer").begin(text, start) and not cues.of("places").begin(text, start):
        closer = next((one for one in cues.of("closer") if (len(one) > 1 or after) and text.startswith(one, start)), "")
    start += len(closer) if end - start > len(closer) else 0
    if cues.of("lead_particles").begin(text, start):
        fits = (one for one in cues.of("lead_particles") if text.startswith(one, start) and end - start > len(one) + 1)
        start += len(next(fits, ""))
    sign = cues.of("conj").first(text, start)
    if sign:
        held = any(word.start == start and len(word.text) > len(sign) for word in clause.between(start, end))
        start += len(sign) if end - start > len(sign) + 1 and not held else 0
    while end > start and text[end - 1] in trim:
        end -= 1
    return (start, end) if end > start else None


def _wall(cues: Cues, clause: Clause, end: int, low: int) -> int:
    """Where the last word before `end` ends that no noun phrase goes through, else `low`.

    A verb that may stand as a noun (部署收入), a phrase like 在总收入中的, and one character within a longer word are none.
    """
    text, trim, closed, soft = clause.text, cues.word("trim"), False, cues.of("soft")
    for word in reversed(clause.between(low, end)):
        roles, rest = word.roles, text[word.end : end].strip(trim)
        closed = closed or ("closer" in roles and text.startswith(cues.of("of"), word.end))
        if not roles & _WALL or roles & {"metric", "opener", "plain"}:
            continue
        if "prep" in roles and closed:
            closed = False
            continue
        if rest and (word.text in cues.of("attributes") or _describes(cues, word, rest)):
            continue
        linked = "report" in roles and any(
            one.end == word.start and "link" in one.roles for one in clause.between(low, word.start)
        )
        within = (
            rest
            and not linked
            and word.text in soft
            and word.start > low
            and text[word.start - 1].isalnum()
            and text[word.end].isalnum()
        )
        if rest and (within or "nominal" in roles or ("verb" in roles and len(rest) == 1)):
            continue
        if rest and len(word.text) == 1 and within_word(cues, text, word.end):
            continue
        if "determiner" in roles and (place := cues.of("place_pointers").first(text, word.start)):
            return word.start + len(place)
        if "determiner" in roles and not cues.of("classifiers").end(word.text):
            return word.end + len(cues.of("classifiers").first(text, word.end))
        deed = _deed(cues, clause, word, end)
        if deed:
            return deed
        return max([word.end, *(stop for first, stop in clause.spans if first <= word.start < stop <= end)])
    return low


def _deed(cues: Cues, clause: Clause, word: Word, end: int) -> int:
    """Where a verb begins that stands between a preposition with its object and a thing (经口岸|出口电池); 0 without one."""
    if not ("prep" in word.roles or word.text in cues.of("copula")):  # 为群众|挽回损失
        return 0
    for verb in clause.between(word.end + 2, end):
        thing = clause.text[verb.end : end].strip(cues.word("trim"))
        if "verb" not in verb.roles or min(len(verb.text), len(thing)) <= 1:
            continue
        if verb.roles == {"verb"} or not ends_as_metric(cues, thing):
            return verb.start
    return 0


def _describes(cues: Cues, word: Word, rest: str) -> bool:
    """Whether a verb only says which amount the word of measure behind it is (关闭|数量, 评估|价值)."""
    if word.roles != {"verb"} or len(word.text) < len(rest[:2]) or word.text in wording(cues.language).weak:
        return False
    return len(rest) > 1 and (rest in cues.of("weak_heads") or rest in cues.of("suffixes"))


def split(  # noqa: PLR0913 - the phrase is two numbers of its clause
    reading: Reading, found: Inventory, clause: Clause, start: int, end: int, *, gated: bool
) -> Phrase:
    """A noun phrase, parted into whose and what, with what is measured cut to the noun phrase that it ends with. Made once."""
    place = (clause.number, start, end, gated)
    made = reading.phrases.get(place)
    if isinstance(made, Phrase):
        return made
    phrase = _cut(reading.cues, clause.text, _split(reading, found, clause, start, end, gated=gated), gated=gated)
    reading.phrases[place] = phrase
    return phrase


def _cut(cues: Cues, text: str, phrase: Phrase, *, gated: bool) -> Phrase:
    """A phrase with its metric cut to the noun phrase that it ends with."""
    if phrase.known and cues.of("towards").begin(phrase.metric):
        return phrase
    metric = phrase.metric[noun_start(cues, phrase.metric) :]
    at = max(text.rfind(metric, phrase.start, phrase.end), phrase.start)
    metric = trimmed(cues, bare(cues, text[:at], metric.strip(cues.word("trim")), gated=gated), text[phrase.end :])
    sign = cues.of("item_ends")[0]
    known = metric in metrics().by_word.get(cues.language, {})
    if not known and (sign in metric or text[phrase.start : at].rstrip().endswith(sign)):
        size = metrics().size(cues.language, metric, len(metric) - 2)
        size += metrics().size(cues.language, metric[:-size], len(metric)) if metric[-size:] in cues.of("change_heads") else 0
        metric = metric[-size:] if size else metric
    return phrase if metric == phrase.metric else phrase._replace(metric=metric)


def _dealt(cues: Cues, clause: Clause, start: int, text: str) -> str:
    """What is dealt in with whom (对东盟进出口), where a phrase is that or stands right behind its preposition; else empty."""
    word = next((one for one in cues.of("towards") if text.startswith(one) or clause.text.endswith(one, 0, start)), "")
    size = metrics().size(cues.language, text, len(text) - len(word)) if word else 0
    known = metrics().by_word.get(cues.language, {}).get(text[-size:].lower()) if size else None
    if known is None or known.key != _TRADE or cues.of("item_ends")[0] in text or any(one in text for one in cues.of("of")):
        return ""
    return text if text.startswith(word) else word + text


def _split(  # noqa: PLR0911, PLR0913 - one way out for each shape; the phrase is two numbers of its clause
    reading: Reading, found: Inventory, clause: Clause, start: int, end: int, *, gated: bool
) -> Phrase:
    """A noun phrase, parted: at a known name, at 的, at a suffix or a place, or before a known metric."""
    cues, text = reading.cues, clause.text[start:end]
    trim = cues.word("trim")
    table, language = metrics(), reading.language
    dealt = _dealt(cues, clause, start, text.strip(trim))
    if dealt:
        return Phrase(start, end, dealt, known=True)
    if text.strip(trim).lower() in table.by_word.get(language, {}):
        return Phrase(start, end, text.strip(trim), known=True)
    under = any(
        not clause.text[word.end : start].strip() for word in clause.between(max(0, start - _WORD), start) if "prep" in word.roles
    )
    if under:
        text = text.strip(trim)
        for closer in cues.of("closer"):
            if text.endswith(closer) and len(text) > len(closer):
                body = text.removesuffix(closer)
                return Phrase(start, end, body, known=table.find(language, body) is not None)
            inner = text.rfind(closer)
            head = text[inner + len(closer) :].strip(trim) if inner > 0 else ""
            if head and (head in cues.of("weak_heads") or ends_as_metric(cues, head)):
                return Phrase(start, end, head, known=table.find(language, head) is not None)
    entity: Entity | None = None
    cut = 0
    whole = len(text) - table.size(language, text, len(text))
    for first, stop, one in found.mentions(text):
        if text[stop:].strip(trim) and one.kind != "topic" and first < whole:
            entity, cut = one, stop
        elif one.kind in _FIRMS and first < whole < stop == len(text):  # the standard word is the last of a company's name
            return Phrase(start, end, text)
    if entity is not None:
        rest = headed(text[cut:], cues)[1].strip(trim)
        return Phrase(
            start, end, rest or text[cut:].strip(trim), entity.name, entity, table.find(language, rest) is not None, start
        )
    before, rest = headed(text, cues)
    if before:
        return Phrase(start, end, rest, before, None, table.find(language, rest) is not None, start)
    owner, metric = parted(rest, cues, language, gated=gated)
    if owner and any(word.roles & _NEVER and "plain" not in word.roles for word in cues.scan(owner)):
        owner = ""
    at = 0 if owner or gated else measure(metric, cues)
    words = table.by_word.get(language, {})
    standard = words.get(metric[at:].lower())
    apart = standard is not None and standard.key not in _ABSTRACT and metric[:at].lower() not in words
    thing = metric[:at] if apart and standard is not None and not standard.sorting else ""
    thing = "" if cues.of("opener").begin(thing) or thing in cues.of("phrase_parts") or does(cues, thing) else thing
    thing = "" if any(table.find(language, one) is not None for one in (thing, thing[:-1]) if len(one) > 1) else thing
    known = table.find(language, metric) is not None
    return Phrase(start, end, metric, owner, None, known, start, metric in cues.of("weak_heads"), thing)
