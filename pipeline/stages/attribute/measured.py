"""What a figure measures: the rules that propose a metric."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.phrase import phrase_before, split
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Cues
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.lists import Place
    from pipeline.stages.attribute.phrase import Phrase

__all__ = ["measured"]

_WHOLE = 2
"""Characters that the whole of a share has at least."""


def measured(context: Context, scene: Scene) -> list[Proposal]:
    """The metrics proposed for a figure."""
    proposals: list[Proposal] = []
    if scene.restated and scene.before is None:
        host = _host(context, scene)
        if host is not None and scene.phrase is None and not _verb_before(context, scene):
            answer = context.answers[host]
            if answer.metric:
                return [Proposal("metric", answer.metric, "bracket", 95)]
    place = context.places.get(scene.index)
    if place is not None and place.size > 1 and place.position:
        head = context.answers.get(place.first)
        if head is not None and head.metric:
            chosen = head.chosen.get("metric")
            span = (chosen.start, chosen.end) if chosen else (-1, -1)
            return [Proposal("metric", _turn(context, scene, place, head.metric), "listed", 93, *span)]
    ratio = scene.ratio
    if ratio is not None:
        proposals.append(_of(context, scene, ratio, "ratio", 88))
    elif scene.is_ratio:
        proposals.extend(replace(one, weight=one.weight + 40) for one in _carried(context, scene))
        return proposals
    if scene.named:
        proposals.extend(replace(one, weight=one.weight + 45) for one in _carried(context, scene))
        return proposals
    share = _share(context, scene)
    if share is not None:
        proposals.append(share)
    right = _right(context, scene)
    phrase = scene.phrase
    if phrase is not None and phrase.metric:
        weight = 80 if phrase.known else 66 if phrase.metric.endswith(context.reading.cues.of("suffixes")) else 40
        made = _of(context, scene, phrase, "phrase", weight)
        if place is None or place.size == 1:
            made = replace(made, value=_last(context, made.value, known=phrase.known))
        if place is not None and place.size > 1:
            made = replace(made, value=_turn(context, scene, place, made.value))
        proposals.append(made)
    if right is not None:
        proposals.append(right)
    verb = _verb(context, scene)
    if verb is not None:
        proposals.append(verb)
    proposals.extend(_carried(context, scene))
    unit = context.reading.cues.units.get(scene.figure.unit or "")
    if unit:
        proposals.append(Proposal("metric", unit, "unit", 29))
    return proposals


def _last(context: Context, phrase: str, *, known: bool) -> str:
    """The last of several heads named together, unless they are one standard name (销售与市场费用)."""
    cues, table = context.reading.cues, metrics().by_word.get(context.reading.language, {})
    if phrase.lower() in table:
        return phrase
    for sign in cues.of("conj"):
        at = phrase.rfind(sign)
        rest = phrase[at + len(sign) :]
        if at > 0 and len(rest) > 1 and (known or rest.endswith(cues.of("suffixes"))):
            return rest
    return phrase


def _turn(context: Context, scene: Scene, place: Place, metric: str) -> str:
    """The metric for a place in a list: where as many heads are named together (营收、净利润分别为), each its own."""
    cues = context.reading.cues
    for sign in cues.of("item_ends"):
        heads = metric.split(sign)
        if len(heads) == place.size and all(heads):
            return heads[place.position]
    del scene
    return metric


def _of(context: Context, scene: Scene, phrase: Phrase, rule: str, weight: int) -> Proposal:
    clause = scene.clause
    del context
    return Proposal("metric", phrase.metric, rule, weight, clause.outside(phrase.start), clause.outside(phrase.end))


def _host(context: Context, scene: Scene) -> int | None:
    """The figure before the bracket that a figure stands in."""
    clause = scene.clause
    if clause.host is None:
        return None
    host = context.reading.clauses[clause.host]
    earlier = [index for index in host.figures if context.reading.figures[index].end <= clause.start and index in context.answers]
    return earlier[-1] if earlier else None


def _share(context: Context, scene: Scene) -> Proposal | None:
    """A share of something: X占Y的P%, P%的Y来自X, X贡献P%的Y."""
    if scene.figure.kind not in {"percent", "multiple"} or scene.change:
        return None
    cues, clause, text = context.reading.cues, scene.clause, scene.clause.text
    noun = cues.word("share_noun")
    after = text[scene.end : scene.high].lstrip(" ")
    for word in reversed(clause.words):
        if word.end > scene.start or word.start < scene.low:
            continue
        if word.roles & {"whole"}:
            where = phrase_before(context.reading.cues, clause, word.start, scene.low)
            body = ""
            if where is not None:
                part = split(context.reading, context.found, clause, *where, gated=True)
                body = part.metric if part.owner or part.known or part.metric else ""
            whole = text[word.end : scene.start]
            for sign in (*cues.of("share_tail"), *cues.of("of")):
                whole = whole.strip(context.reading.cues.word("trim")).removesuffix(sign)
            value = f"{body}{noun}" if body else f"{cues.of('whole')[0]}{_bare(whole, cues)}{cues.of('share_tail')[0][1:]}"
            return Proposal("metric", value, "share", 92, clause.outside(word.start), clause.outside(scene.start))
        if word.roles & {"contribute"} and after.startswith(cues.of("of")):
            where = phrase_before(context.reading.cues, clause, word.start, scene.low)
            whole = _bare(after[1:], cues)
            if where is not None and whole:
                part = split(context.reading, context.found, clause, *where, gated=True)
                return Proposal(
                    "metric", f"{part.metric}{whole}{noun}", "share", 92, clause.outside(word.start), clause.outside(scene.end)
                )
    body = text[scene.low : scene.start].rstrip(" ")
    for word in (*cues.of("approx"), " "):
        body = body.removesuffix(word)
    if body.endswith(cues.of("of")) and not scene.is_ratio and scene.tail is not None:
        where = phrase_before(cues, clause, scene.low + len(body) - 1, scene.low)
        if where is not None and where[1] - where[0] >= _WHOLE and not any(one in text[slice(*where)] for one in cues.of("of")):
            return Proposal("metric", f"{text[slice(*where)]}{noun}", "part", 60, clause.outside(where[0]), clause.outside(scene.end))
    for word in clause.words:
        if word.start >= scene.end and word.end <= scene.high and word.roles & {"from_words"}:
            whole = _bare(text[scene.end : word.start], cues).strip(context.reading.cues.word("trim"))
            origin = text[word.end : scene.high].strip(context.reading.cues.word("trim"))
            if whole and origin and len(origin) <= 12:
                return Proposal(
                    "metric", f"{origin}{whole}{noun}", "share", 92, clause.outside(scene.end), clause.outside(scene.high)
                )
    return None


def _bare(text: str, cues: Cues) -> str:
    return text.strip(cues.word("trim"))


def _right(context: Context, scene: Scene) -> Proposal | None:
    """A metric behind its figure: 116.2港元/股的发行价, 1000多家汽车厂商."""
    cues, clause = context.reading.cues, scene.clause
    text, start = clause.text, scene.end
    high = scene.high
    while start < high and text[start] in cues.word("trim") and not text.startswith(cues.of("of"), start):
        start += 1
    of = next((sign for sign in cues.of("of") if text.startswith(sign, start)), "")
    start += len(of)
    end = start
    stops = {
        "verb",
        "arrive",
        "have",
        "rise",
        "fall",
        "report",
        "link",
        "prep",
        "closer",
        "compare",
        "relate",
        "each",
        "whole",
        "from_words",
        "pronoun",
        "of",
        "basis",
        "contribute",
    }
    words = [word for word in clause.words if word.start >= start and word.end <= high]
    end = high
    for word in words:
        inner = word.text in cues.of("soft") and start < word.start and word.end < high and text[word.end].isalnum()
        if word.roles & stops and not word.roles & {"metric", "plain", "opener"} and not inner:
            if (
                "verb" in word.roles
                and word.start == start
                and text[word.end : high].strip(context.reading.cues.word("trim"))
                and of
            ):
                continue
            if word.start == start and "verb" in word.roles and word.end == high and of:
                continue
            if word.roles & {"of"} and word.start > start:
                rest = text[word.end : high].strip(context.reading.cues.word("trim"))
                nexts = [
                    one for one in words if one.start >= word.end and one.roles & (stops - {"of"}) and "metric" not in one.roles
                ]
                stop = nexts[0].start if nexts else high
                if 2 <= len(text[word.end : stop].strip(context.reading.cues.word("trim"))) <= 10 and rest:
                    start = word.end
                    end = stop
                    continue
            end = word.start
            break
    phrase = text[start:end].strip(cues.word("trim"))
    for particle in (*cues.of("particles"), *cues.of("conj")):
        at = phrase.rfind(particle) if particle in cues.of("particles") else len(phrase) - len(particle)
        if at > 1 and phrase.startswith(particle, at):
            phrase = phrase[:at]
    unit = scene.figure.unit or ""
    parted_unit = unit if scene.figure.kind == "count" and len(unit) > 1 and scene.figure.text.endswith(unit) else ""
    if parted_unit and not of:
        phrase = parted_unit
    if not phrase or len(phrase) > 16 or not any(character.isalnum() for character in phrase):
        return None
    known = metrics().find(context.reading.language, phrase, scene.figure.kind)
    kind = scene.figure.kind
    if of:
        if kind in {"money", "percent", "multiple", "measure", "number", "count"}:
            weight = 84 if known else 62
            if scene.phrase is not None and scene.phrase.known and not known:
                weight = 45
            parted = split(context.reading, context.found, clause, start, end, gated=True)
            return Proposal("metric", parted.metric or phrase, "behind", weight, clause.outside(start), clause.outside(end))
        return None
    if kind == "count":
        verb = _verb_before(context, scene)
        noun = parted_unit or phrase
        if verb:
            return Proposal("metric", f"{verb}{noun}", "counted", 64, clause.outside(start), clause.outside(end))
        if noun in cues.of("weak_nouns"):
            noun += cues.word("count_noun")
        return Proposal(
            "metric", noun, "counted", 36 if noun in cues.of("classifiers") else 60, clause.outside(start), clause.outside(end)
        )
    if known is not None and kind in {"money", "percent", "multiple"} and len(phrase) <= 8:
        return Proposal("metric", phrase, "behind", 70, clause.outside(start), clause.outside(end))
    return None


def _verb_before(context: Context, scene: Scene) -> str:
    """The content verb right before a count (接待1000多批客户)."""
    del context
    at = scene.tail.end if scene.tail is not None else scene.start
    for word in reversed(scene.clause.words):
        if (
            word.end == at
            and word.start >= scene.low
            and "verb" in word.roles
            and not word.roles & {"have"}
            and len(word.text) > 1
        ):
            return word.text
    return ""


def _verb(context: Context, scene: Scene) -> Proposal | None:
    """A verb that names what is measured: 融资3亿元, 收报6.55."""
    cues, clause = context.reading.cues, scene.clause
    at = scene.start
    passed = scene.tail.words if scene.tail is not None else ()
    for word in passed:
        noun = cues.nouns.get(word.text)
        if noun:
            return Proposal("metric", noun, "verb", 55, clause.outside(word.start), clause.outside(word.end))
    at = scene.tail.end if scene.tail is not None else at
    for word in reversed(clause.words):
        if word.end != at or word.start < scene.low:
            continue
        if not word.roles & {"verb"}:
            break
        kind, noun = scene.figure.kind, cues.nouns.get(word.text)
        if kind == "count" and scene.figure.unit == cues.word("people_unit"):
            noun = noun or f"{word.text}{cues.word('people_unit')}{cues.word('count_noun')[0]}"
        if noun is None and kind in {"money", "count", "measure"} and len(word.text) > 1 and "have" not in word.roles:
            noun = word.text
        if noun:
            return Proposal("metric", noun, "verb", 50, clause.outside(word.start), clause.outside(word.end))
        break
    return None


def _carried(context: Context, scene: Scene) -> list[Proposal]:
    """A metric said before: in the list, by the label, in the clause before, or of the figure before."""
    reading, found = context.reading, []
    clause, sentence = scene.clause, scene.sentence
    if scene.before is not None:
        answer = context.answers.get(scene.before)
        if answer is not None and answer.metric and (scene.listed or scene.phrase is None):
            same = reading.figures[scene.before].kind == scene.figure.kind
            weight = 90 if scene.listed and same else 48 if same or scene.change else 30
            found.append(Proposal("metric", answer.metric, "listed" if scene.listed else "same_clause", weight))
    position = sentence.clauses.index(clause)
    for distance, other in enumerate(reversed(sentence.clauses[:position]), 1):
        if other.host is not None and other.host != clause.number and clause.host is None and not other.figures:
            continue
        if other.label and distance == 1 and clause.host is None and not context.found.mentions(other.text):
            body = other.text.strip(context.reading.cues.word("trim"))
            where = phrase_before(context.reading.cues, other, len(other.text), 0)
            if where is not None and len(body) <= 24:
                phrase = split(reading, context.found, other, *where, gated=True)
                found.append(
                    Proposal(
                        "metric",
                        phrase.metric,
                        "label",
                        58 if scene.phrase else 78,
                        other.outside(where[0]),
                        other.outside(where[1]),
                    )
                )
        for index in reversed(other.figures):
            answer = context.answers.get(index)
            if answer is not None and answer.metric:
                chosen = answer.chosen.get("metric")
                weight = (52 if scene.change else 34) - 3 * distance
                found.append(
                    Proposal(
                        "metric",
                        answer.metric,
                        "clause_before",
                        weight,
                        chosen.start if chosen else -1,
                        chosen.end if chosen else -1,
                    )
                )
                break
        else:
            heads = [word for word in other.words if "metric" in word.roles]
            if heads:
                head = heads[-1]
                where = phrase_before(context.reading.cues, other, head.end, 0)
                if where is not None:
                    phrase = split(reading, context.found, other, *where, gated=True)
                    found.append(
                        Proposal(
                            "metric",
                            phrase.metric,
                            "head_before",
                            44 - 3 * distance,
                            other.outside(where[0]),
                            other.outside(where[1]),
                        )
                    )
        if distance >= 4:
            break
    if not found and scene.phrase is None and scene.index - 1 in context.answers:
        answer, other = context.answers[scene.index - 1], reading.figures[scene.index - 1]
        alike = other.kind == scene.figure.kind and other.unit == scene.figure.unit
        if answer.metric and (scene.change or alike) and other.block == scene.figure.block:
            found.append(Proposal("metric", answer.metric, "figure_before", 28))
    return found
