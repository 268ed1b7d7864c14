"""What a clause speaks of where no company leads the article: the noun phrase that stands free before its verb.

What is measured of it is left away; who only speaks is passed over for what is spoken of.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.parsing import parsed
from pipeline.stages.attribute.subject.beginning import publishes
from pipeline.stages.attribute.subject.whose import Whose, whose

if TYPE_CHECKING:
    from pipeline.lexicon.attribution import Word
    from pipeline.stages.attribute.context import Context, Topic
    from pipeline.stages.attribute.reading import Clause
    from pipeline.stages.attribute.words.parse import Nominal, Parse

__all__ = ["theme", "things_in"]

_SHORTEST = 2


def theme(context: Context, clause: Clause, at: int) -> Topic | None:
    """The theme of a clause whose first words end at `at`: ``(words, entity, start, end)`` within the clause's text."""
    index = bisect_left(clause.starts, at)
    opening = clause.words[index] if index < len(clause.starts) and clause.starts[index] == at else None
    if opening is not None:
        if opening.roles & {"pronoun", "both", "former", "latter"} and not numbers(context, clause, opening):
            stop = things_in(context, clause, opening) or opening.end
            return clause.text[opening.start : stop], None, opening.start, stop
        if opening.roles & {"source_open", "compare"} and "plain" not in opening.roles:
            return None
    return _phrase(context, clause, at)


def numbers(context: Context, clause: Clause, opening: Word) -> bool:
    """Whether a word for two or three only says how many what stands behind it is (三家|基础电信企业)."""
    cues = context.reading.cues
    if "both" not in opening.roles or not cues.of("classifiers").end(opening.text):
        return False
    parse = parsed(context.reading, context.found, clause)
    one = next((one for one in parse.nominals if one.start <= opening.end < one.end), None)
    words = clause.text[opening.end : one.end] if one is not None else ""
    whose = words[: next((words.find(sign) for sign in cues.of("of") if sign in words), len(words))]
    return cues.of("firm_words").end(whose) or any(cues.of(role).end(whose) for role in ("organisations", "things"))


def _phrase(context: Context, clause: Clause, at: int) -> Topic | None:
    """What the first free noun phrase of a clause from `at` on is of."""
    parse = parsed(context.reading, context.found, clause)
    high = min([start for start, _ in clause.places if start >= at], default=len(clause.text))
    for one in parse.nominals:
        if (one.governor and not _told(context, clause, parse, one)) or one.end <= at or _aside(context, clause, parse, one):
            continue
        if one.first == 1 and parse.words[0].part == "conjunction" and one.end < high:
            continue
        return _said(context, clause, parse, one, high) if one.start < high else None
    return None


def things_in(context: Context, clause: Clause, opening: Word) -> int:
    """Where the things end that a clause speaks of in a place that is pointed at (全市|产业集聚区); 0 where it is the place."""
    cues = context.reading.cues
    said = _phrase(context, clause, opening.end) if opening.text in cues.of("own_place") else None
    if said is None or said[2] > opening.end or len(said[0]) <= _SHORTEST or not cues.of("things").end(said[0]):
        return 0
    return said[3]


def _told(context: Context, clause: Clause, parse: Parse, one: Nominal) -> bool:
    """Whether the word that a phrase stands under only opens a clause about it (说|运河每天…, 预计|新馆…, 使|通胀率上升)."""
    cues = context.reading.cues
    at = bisect_left(parse.words, one.by, key=attrgetter("start"))
    over = clause.text[one.by : parse.words[at].end] if one.by >= 0 and at < len(parse.words) else ""
    told = over in cues.of("tellers") or (one.by == parse.verb and over in cues.of("speech"))
    return told and any(word.part == "verb" and word.start >= one.end for word in parse.words)


def _aside(context: Context, clause: Clause, parse: Parse, one: Nominal) -> bool:
    """Whether a free phrase only sets the scene (汇市方面), names who reports (…讯), or is no thing to speak of."""
    cues, text = context.reading.cues, clause.text
    body = text[one.start : one.end].strip(cues.word("trim"))
    after = parse.words[one.last] if one.last < len(parse.words) else None
    if after is not None and text[after.start : after.end] in cues.of("settings"):
        return True
    listing = one.joined and after is not None and text[after.start : after.end] in cues.of("and_so_on")
    if listing and after is not None and text.startswith(cues.of("places_behind"), after.end):
        return False
    if listing or body in cues.of("opener"):
        return True
    return body in cues.of("abstract") or text[one.head : one.end] in cues.of("abstract") or cues.of("datelines").end(body)


def _said(context: Context, clause: Clause, parse: Parse, one: Nominal, high: int) -> Topic | None:
    """The topic that a free phrase is: a name, or its own words without what is measured.

    Of one that only speaks, it is what it speaks of in the same clause (ING预测人民币将达到…), else none.
    """
    verb = _speaks(context, clause, parse, one)
    if verb is not None:
        said = next((other for other in parse.nominals if other.start >= verb and other.end <= high), None)
        if said is None or said.governor == "preposition":
            return None
        one = said
    found = whose(context, clause, parse, one)
    if found is None or (found.measured and not found.sure):
        if clause.text[one.start : one.end].lower() in metrics().by_word.get(context.reading.language, {}):
            return None
        if found is not None and _standard(context, clause.text, found.start, found.end, one.end):
            return clause.text[found.start : found.end], None, found.start, found.end
        if not _does(context, clause, parse, one, high):
            return None
        found = Whose(one.start, one.end, measured=False, sure=False)
    body = clause.text[found.start : found.end].rstrip(context.reading.cues.word("trim"))
    for start, end, entity in context.found.mentions(body):
        legal = not start and body[end:] in context.reading.cues.of("legal_forms")
        if legal or (end == len(body) and (start == 0 or body[:start].endswith(_before(context)))):
            listed = None if entity.built and entity.kind == "topic" else entity
            return entity.name, listed, found.start + start, found.start + len(body)
    return (body, None, found.start, found.start + len(body)) if len(body) >= _SHORTEST else None


def _standard(context: Context, text: str, start: int, end: int, stop: int) -> bool:
    """Whether words before a standard metric can be a thing: they say neither how nor when it is measured (民航|客运量)."""
    cues, words = context.reading.cues, text[start:end]
    if text[end:stop].lower() not in metrics().by_word.get(context.reading.language, {}) or len(words) < _SHORTEST:
        return False
    if cues.roles.get(words, frozenset()) & {"metric", "nominal"}:
        return False
    never = any(words.startswith(one) or words.endswith(one) for one in cues.of("opener") if len(one) > 1)
    return not never and words not in cues.of("phrase_parts") and words not in cues.of("abstract")


def _does(context: Context, clause: Clause, parse: Parse, one: Nominal, high: int) -> bool:
    """Whether a verb of doing stands between a phrase and the figure, so that the phrase is not measured (北向资金成交)."""
    cues = context.reading.cues
    between = (clause.text[word.start : word.end] for word in parse.words[one.last :] if word.part == "verb" and word.end <= high)
    return any("verb" in cues.roles.get(form, frozenset()) for form in between)


def _before(context: Context) -> tuple[str, ...]:
    """What may stand before a name and be no part of it (的, 货运代理人, 子公司)."""
    cues = context.reading.cues
    return (*cues.of("of"), *cues.of("appositions"), *cues.of("people"), *cues.of("callings"))


def _speaks(context: Context, clause: Clause, parse: Parse, one: Nominal) -> int | None:
    """Where the first verb behind a phrase ends, if it only says that it speaks, thinks or sees."""
    cues = context.reading.cues
    verb = next((word for word in parse.words[one.last :] if word.part == "verb"), None)
    form = clause.text[verb.start : verb.end] if verb is not None else ""
    announces = form in cues.of("announce")
    speaks = (form in cues.of("speech") or cues.roles.get(form, frozenset()) == {"report"}) and (
        not announces or cues.of("bodies").end(clause.text[one.start : one.end])
    )
    speaks = speaks or (announces and verb is not None and publishes(cues, clause.text, verb.end))
    return verb.end if speaks and verb is not None else None
