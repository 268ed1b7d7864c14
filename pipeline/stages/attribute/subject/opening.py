"""What a clause that states a statistic opens with, by its surface: 中国新能源汽车市场|销量, 外商投资企业|增长, 后腿肉|价格为.

The words before the predicate are all of the clause's subject, so they are cut where the thing ends and what is measured of it
begins. The tagger, which often parts names that no dictionary has, is asked only who does what is counted (`_actor`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.clauses.parting import measure
from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.subject.beginning import begins
from pipeline.stages.attribute.subject.pointed import antecedent
from pipeline.stages.attribute.subject.whose import measurable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.reading import Clause

__all__ = ["opened"]

_SHORTEST, _LONGEST, _THING, _EARLIER = 2, 26, 18, 12
_FIELD, _PLAIN, _ACTS = 82, 73, 66
_DEEDS = {"count", "measure", "money"}
_WALLS = {
    "prep", "compare", "report", "pronoun", "have", "relate", "from_words", "source_open", "whole", "of", "each", "both",
    "former", "latter", "link", "determiner", "contribute", "arrive", "rise", "fall",
}  # fmt: skip
_NAMED = {"company", "product", "name", "index"}
_PIECES = {"verb", "closer", "conj", "nominal"}
"""Roles of one character that may be a piece of a name (桃|花|故|里)."""
_OWN = ("opened", "topic", "owner", "counted", "named", "pronoun")
"""Rules that read a subject from the figure's own clause."""


def opened(context: Context, scene: Scene) -> Proposal | None:
    """The thing that the words before a figure's predicate are of; None where they are no bare noun phrase."""
    if scene.tail is None or scene.restated or scene.clause.host is not None:
        return None
    low = _low(context, scene)
    if low < 0 or scene.clause.text[:low].strip(context.reading.cues.word("trim")).endswith(
        context.reading.cues.of("done_verbs")
    ):
        return None
    held, weight = _places(context, scene, low), _FIELD
    low = low if held else _behind_of(context, scene, low)
    if not (held or context.found.gated or scene.before is not None):
        held, weight = _holding(context, scene, low), _PLAIN
    if held:
        high = min(low + len(held), scene.start)
        return Proposal("subject", held, "opened", weight, scene.clause.outside(low), scene.clause.outside(high))
    clause, cues = scene.clause, context.reading.cues
    end = _actor(context, scene, low)
    if end:
        return Proposal("subject", clause.text[low:end], "actor", _ACTS, clause.outside(low), clause.outside(end))
    run = _run(context, scene, low, scene.tail.end)
    if len(run) < _SHORTEST or run in metrics().by_word.get(context.reading.language, {}):
        return None
    at = measure(run, cues)
    value = cues.of("value_words").last(run)
    at = at or (len(run) - len(value) if value and len(value) < len(run) - 1 else 0)
    last = clause.last(low + len(run))
    acts = not at and last is not None and last.end == low + len(run) and "verb" in last.roles
    nouns = last.start if acts and last is not None else low + (at or len(run))
    return _cut(context, scene, low, run, at) if _bare(cues, clause, low, nouns) else None


def _actor(context: Context, scene: Scene, low: int) -> int:
    """Where the noun phrase ends that a clause opens with and whose deed the figure counts (民航|保障航班12万班); 0 without one.

    Where a company leads the article, what others do is told by their names.
    """
    clause, cues = scene.clause, context.reading.cues
    if context.found.gated or scene.before is not None or scene.figure.kind not in _DEEDS or scene.tail is None:
        return 0
    parse = parsed(context.reading, context.found, clause)
    first = next((at for at, one in enumerate(parse.nominals) if one.start == low and not one.governor), None)
    if first is None or first + 1 == len(parse.nominals):
        return 0
    actor, thing = parse.nominals[first : first + 2]
    words = clause.text[actor.start : actor.end]
    deed = clause.text[actor.end : thing.start]
    done = thing.governor == "verb" and thing.by >= actor.end and thing.end == scene.tail.end and len(deed.strip()) >= _SHORTEST
    done = done and not any(actor.end <= start < thing.start for start, _ in clause.spans)
    roles = (cues.of(role) for role in ("own_place", "abstract", "stop_names", "opener", "scopes", "heads", "weak_nouns"))
    counted = done and not cues.of("weak_heads").end(clause.text[thing.start : thing.end])
    fits = counted and _SHORTEST <= len(words) <= _THING and not any(words in role for role in roles)
    return actor.end if fits and not measurable(context, words) and not cues.of("people").end(words) else 0


def _places(context: Context, scene: Scene, low: int) -> str:
    """The places side by side that a clause opens with, to the word for the others (宁夏、陕西北部等地|气温下降); else empty."""
    cues, text = context.reading.cues, scene.clause.text[low : scene.start]
    first = text.find(cues.of("item_ends")[0])
    for word in cues.of("and_so_on") if first >= _SHORTEST else ():
        at = text.find(word, first)
        kind = cues.of("places_behind").longest(text, at + len(word)) if at > 0 else ""
        if kind and _bare(cues, scene.clause, low, low + at):
            return text[: at + len(word) + len(kind)]
    return ""


def _run(context: Context, scene: Scene, low: int, stop: int) -> str:
    """The words from `low` to the predicate, a time at their end and a verb of getting something done left away."""
    clause, cues = scene.clause, context.reading.cues
    if not _SHORTEST <= stop - low <= _LONGEST:
        return ""
    for start, end in clause.spans:
        if low <= start < stop:
            if clause.text[end:stop].strip(cues.word("trim")):
                return ""
            stop = start
    last = clause.last(stop)
    if last is not None and last.end == stop and last.text in cues.of("done_verbs"):
        stop = last.start
    return clause.text[low:stop].rstrip(cues.word("trim"))


def _holding(context: Context, scene: Scene, low: int) -> str:
    """The place or thing that a clause says what there is in (清镇市境内有水井120口, 红枫湖由40多个湖湾组成); else empty."""
    cues, clause = context.reading.cues, scene.clause
    word = next((one for one in clause.between(low, scene.start) if one.text in cues.of("having")), None)
    if word is None or not _SHORTEST <= word.start - low <= _THING or not _bare(cues, clause, low, word.start):
        return ""
    words = clause.text[low : word.start].strip(cues.word("trim"))
    words = words.removesuffix(cues.of("within").last(words))
    placed = cues.of("regions").end(words) or cues.of("things").end(words) or words in cues.of("places")
    if not placed or len(words) < _SHORTEST or words in cues.of("own_place"):
        return ""
    return antecedent(context, clause, words) or words


def _low(context: Context, scene: Scene) -> int:
    """Where the words before a figure begin: with the clause, or behind the sign of a list (…39元、|后腿肉价格为); else -1."""
    clause, cues = scene.clause, context.reading.cues
    if scene.before is None:
        return begins(context, clause)
    sign = cues.of("item_ends").first(clause.text, scene.low)
    return scene.low + len(sign) if sign else -1


def _behind_of(context: Context, scene: Scene, low: int) -> int:
    """Where the name of a building project begins behind what is said of it (集中签约的|某产业园项目总投资); else `low`."""
    cues, clause, stop = context.reading.cues, scene.clause, scene.tail.end if scene.tail is not None else low
    at = max((clause.text.rfind(one, low, stop) + len(one) for one in cues.of("of") if one in clause.text[low:stop]), default=low)
    if at == low:
        return low
    run = clause.text[at:stop]
    size = measure(run, cues)
    thing = run[:size]
    return at if size and cues.of("works").end(thing) and thing not in cues.of("works") else low


def _bare(cues: Cues, clause: Clause, low: int, high: int) -> bool:
    """Whether nothing in a place of a clause is more than nouns side by side."""
    signs = cues.of("item_ends")
    if any(not one.isalnum() and one not in signs for one in clause.text[low:high].replace(" ", "")):
        return False
    for word in clause.between(low, high):
        roles = word.roles
        if word.start == low and "pronoun" in roles:
            return False
        if roles & {"metric", "plain", "nominal", "organisations", "places", "scopes"}:
            continue
        if word.end - word.start == 1 and low < word.start and word.end < high and roles <= _PIECES:
            continue
        if roles & _WALLS or "verb" in roles:
            return False
    return True


def _cut(context: Context, scene: Scene, low: int, run: str, at: int) -> Proposal | None:
    """The run parted into the thing and what is measured of it."""
    words, weight = next(_readings(context, scene, low, run, at), ("", 0))
    plan = context.reading.cues.of("plans").last(words)
    words = words.removesuffix(plan) if len(words) - len(plan) >= _SHORTEST else words
    if not words or any(one.kind in _NAMED for _, _, one in context.found.mentions(run)):
        return None
    return Proposal("subject", words, "opened", weight, scene.clause.outside(low), scene.clause.outside(low + len(run)))


def _readings(context: Context, scene: Scene, low: int, run: str, at: int) -> Iterator[tuple[str, int]]:
    """The things that a run may be of and their weights, the surest first.

    Where a company leads the article, a market or trade is one only behind its place; other words are the company's own.
    """
    cues, found = context.reading.cues, context.found
    deed = "" if at else _deed(context, scene, low, run)
    if deed:
        yield run.removesuffix(deed), _PLAIN
    if not at and not (scene.tail is not None and scene.tail.roles & {"rise", "fall"}):
        return
    thing, measured = (run[:at], run[at:]) if at else (run, "")
    thing = next((thing.removesuffix(one) for one in cues.of("totals") if thing.endswith(one)), thing)
    scope = cues.of("places").longest(run) or cues.of("scopes").first(run)
    led = found.gated and found.lead is not None
    field = _field(context, run, at, len(scope))
    if field and (not led or (scope and len(field) > len(scope) + _SHORTEST + 1)):
        yield field, _FIELD
    group = cues.of("people_ends").end(thing)
    if at and not found.gated and group and not cues.of("relational").end(thing) and _named(cues, thing):
        yield thing, _PLAIN
    if (
        not led
        and _SHORTEST < len(thing) <= _THING
        and cues.of("kinds_of_thing").end(thing)
        and measured != cues.word("share_noun")
    ):
        yield thing, _FIELD
    alike = _alike(context, scene, run, measured) if at else ""
    if alike and run.endswith(alike) and len(run) - len(alike) >= _SHORTEST:
        thing = run[: len(run) - len(alike)]
    if alike and _named(cues, thing):
        yield thing, _PLAIN


def _deed(context: Context, scene: Scene, low: int, run: str) -> str:
    """The verb that words end with and that somebody before in the sentence did too (A接待8万人次，B|接待3万人次); else empty."""
    clause = scene.clause
    word = clause.last(low + len(run))
    if word is None or word.end != low + len(run) or "verb" not in word.roles or len(run) - len(word.text) < _SHORTEST:
        return ""
    for other in scene.sentence.before(clause, _EARLIER):
        said = context.answers.get(other.figures[0]) if other.figures else None
        chosen = said.chosen.get("subject") if said is not None else None
        alike = any(one.text == word.text for one in other.words)
        if alike and chosen is not None and chosen.rule.startswith(_OWN) and chosen.start >= other.start:
            return word.text
    return ""


def _field(context: Context, run: str, at: int, low: int) -> str:
    """The market, trade or kind of firm that a run begins with (中国AI领域|投融资数量, 高技术制造业|投资); empty if none."""
    cues, size = context.reading.cues, at or len(run)
    longer = cues.of("things").end(run[:size]) or cues.of("organisations").end(run[:size])
    for end in range(len(run), size - 1 if longer else low + 1, -1):
        one = cues.of("fields_of_trade").last(run[:end])
        if one and end > max(low, len(one)) and (end <= size or measurable(context, run[end:])):
            return run[:end]
    return ""


def _named(cues: Cues, thing: str) -> bool:
    """Whether words can be what something is measured of: they say neither how nor when it is."""
    if not _SHORTEST <= len(thing) <= _THING or thing in cues.of("stop_names") or thing in cues.of("abstract"):
        return False
    if (
        thing[-_SHORTEST] in cues.of("inbound")
        or thing in cues.of("phrase_parts")
        or thing in cues.of("scopes")
        or thing in cues.of("tails")
    ):
        return False
    return not any(len(one) > 1 and (thing.startswith(one) or thing.endswith(one)) for one in cues.of("opener"))


def _alike(context: Context, scene: Scene, run: str, measured: str) -> str:
    """What a figure before it in the sentence measures, where that is the same, of something that its own clause named.

    Behind 货物吞吐量, 集装箱吞吐量 is another measure of the same port, not the throughput of a container.
    """
    figures = context.reading.figures
    for index in range(scene.index - 1, max(-1, scene.index - _EARLIER), -1):
        if figures[index].start < scene.sentence.start:
            return ""
        answer = context.answers.get(index)
        if answer is None or not answer.metric or not answer.metric.endswith(measured):
            continue
        chosen = answer.chosen.get("subject")
        owned = chosen is not None and answer.metric == chosen.value + measured
        if answer.metric != measured and not owned and not run.endswith(answer.metric):
            return ""
        if (
            chosen is not None
            and chosen.rule.startswith(_OWN)
            and not (context.found.gated and chosen.value in context.found.forms)
        ):
            return answer.metric
    return ""
