"""English: what a figure measures: the rules put in order, and what it shares with the figure before it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.following import attributive, compared, compares, counted, counted_words, followed, label, off
from pipeline.stages.attribute.west.found import Found
from pipeline.stages.attribute.west.leading import led, participled, subjected, verbal
from pipeline.stages.attribute.west.prices import priced, unit
from pipeline.stages.attribute.west.things import Thing, thing
from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.record import Figure
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.view import View
    from pipeline.stages.attribute.west.words import Word

__all__ = ["measured"]

_OPENING, _BACK, _ASIDE, _SIZE = 4, 9, 40, 5


def measured(article: Article, view: View) -> list[Found]:
    """The metrics proposed for a figure, in the order of the rules."""
    found = [one for rule in _RULES for one in rule(article, view) if one.metric]
    if view.figure.kind not in {"money", "percent"}:
        return found
    shares = article.sets["share_words"]
    return [one._replace(metric=article.cues.word("share_price")) if one.metric.lower() in shares else one for one in found]


def _fellow(article: Article, view: View) -> int | None:
    """The figure that one is bridged to: that before it; behind a comparison, that which is no aside (… on sales of $5)."""
    before, figures = view.spot.before, article.document.figures
    if before is None or not article.text[figures[before].end : view.figure.start].strip(" ,;()").lower().startswith(
        article.cues.of("against")
    ):
        return before
    for index in range(before, max(-1, before - _BACK), -1):
        other, answer = figures[index], article.answers.get(index)
        if other.start < view.spot.start:
            break
        lead = article.text[max(view.spot.start, other.start - _ASIDE) : other.start].lower()
        aside = answer is not None and any(
            f" {word} {(answer.metric or '').lower()} of" in lead for word in article.sets["beside_by"]
        )
        if other.kind == view.figure.kind and other.per == view.figure.per and not aside:
            return index
    return before


def _bridged(article: Article, view: View) -> Iterator[Found]:
    """The metric of the figure before it, where only a bridge stands between: a bracket, up, compared with, or."""
    before = _fellow(article, view)
    answer = article.answers.get(before) if before is not None else None
    if before is None or answer is None or not answer.metric:
        return
    words, start = view.parse.words, view.word - 1
    stop = next((at for at in range(view.word - 1, -1, -1) if words[at].tag == "figure"), -1)
    if stop < 0 or words[stop].number != view.spot.before:
        return
    between = [word for word in words[stop + 1 : start + 1] if word.tag not in {"time", "genitive"} and not _aside(word)]
    listed = (*article.sets["rise"], *article.sets["fall"])
    low = [word.low for word in between]
    other = article.document.figures[before]
    text = " ".join(low)
    bracket = (
        "(" in low and ")" not in low and all(word.tag in {"mark", "adverb", "preposition", "conjunction"} for word in between)
    )
    turned = any(word in listed for word in low) and all(
        word.tag in {"mark", "adverb", "preposition", "conjunction", "determiner", "pronoun", "be"}
        or word.low in listed
        or article.noun_in("change_nouns", word.low)
        or word.tag == "adjective"
        for word in between
    )
    based = (
        bool(low)
        and text.strip(" ,()").endswith(article.cues.of("base"))
        and not any(
            word.tag in {"noun", "name", "verb"}
            and not article.noun_in("levels", word.low)
            and word.lemma not in article.sets["compare"]
            for word in between
        )
    )
    leveled = (
        bool(between)
        and not any(word.tag == "relative" for word in between)
        and article.noun_in(
            "levels", between[-1].low if between[-1].tag in NOMINAL else between[-2].low if len(between) > 1 else ""
        )
    )
    alike = _alike(other.kind, view.figure.kind, other.unit, view.figure.unit)
    related = alike or "percent" in {other.kind, view.figure.kind} or "multiple" in {other.kind, view.figure.kind}
    related = related or {other.kind, view.figure.kind} <= {"number", "money", "measure"}
    onward = low[-1:] in (["to"], ["by"]) and not any(
        word.tag in {"mark", "verb", "conjunction"} for word in between if word.text != ","
    )
    compared = compares(article, view) and low in ([","], ["and"], [",", "and"], ["or"], [",", "or"])
    own = view.figure.kind == "count" and bool(counted_words(article, view)) and other.unit != view.figure.unit
    plain = [
        word
        for word in between
        if not (word.lemma in article.sets["compare"] or (word.tag == "preposition" and word.low in article.sets["listed_by"]))
    ]
    timed = view.figure.kind == "percent" and len(plain) < len(between) and any(w.tag == "time" for w in words[stop:start])
    between = plain if timed else between
    ahead = [word for word in words[view.word + 1 : view.word + _OPENING] if word.tag not in {"adverb", "adjective"}][:1]
    apposed = (
        view.figure.kind in {"percent", "multiple"} and low[:-1] == [","] and low[-1] in article.sets["articles"] and bool(ahead)
    )
    listing = (
        alike and not own and all(word.text == "," or word.low in article.sets["joins"] for word in between) and view.tail < 0
    )
    restated = (
        bracket and other.kind == view.figure.kind and (other.unit != view.figure.unit or not between[-1:] or len(between) < 2)
    )
    if (
        restated
        or onward
        or compared
        or ((based or leveled) and alike)
        or (based and other.direction is not None and other.kind == "percent" and view.figure.kind in {"money", "number"})
        or (turned and related and not (view.tail >= 0 and view.figure.kind == "count"))
        or listing
        or (apposed and article.noun_in("change_nouns", ahead[0].low))
    ):
        yield Found(answer.metric, "same_metric", 88, same=before)
    elif low[:2] in ([",", "or"], ["or"]) and {other.kind, view.figure.kind} <= {"money", "percent"} and len(between) <= 2:
        yield Found(answer.metric, "restated", 86, same=before)


def _gapped(article: Article, view: View) -> Iterator[Found]:
    """The metric of the figure before it, where a phrase and a comma stand for a clause (…; health care, 9.0%; Asia, 2.9%)."""
    words, at, before = view.parse.words, view.word - 1, view.spot.before
    answer = article.answers.get(before) if before is not None else None
    if (
        answer is None
        or not answer.metric
        or view.verb >= 0
        or at < 2
        or words[at].text != ","
        or view.parse.phrase_of[at - 1] < 0
    ):
        return
    phrase = view.parse.phrase_of[at - 1]
    first = view.parse.phrases[phrase].first - 1
    if first > 1 and words[first].tag == "conjunction" and view.parse.phrase_of[first - 1] >= 0:
        first = view.parse.phrases[view.parse.phrase_of[first - 1]].first - 1
    begin = first + 1
    while first > 0 and words[first].tag == "conjunction":
        first, begin = first - 1, max(begin, first + 1)
    other = article.document.figures[before] if before is not None else None
    goes = other is not None and (other.direction is not None or answer.chosen["metric"].rule == "gapped")
    if other is not None and words[first].text in {";", ","} and other.kind == view.figure.kind and goes:
        text = " ".join(word.text for word in words[begin:at] if word.tag in {*NOMINAL, "conjunction"})
        one = (thing(article, view.parse, phrase) if view.parse.phrases[phrase].first == begin else None) or Thing(text, "common")
        yield Found(answer.metric, "gapped", 89, one, phrase)


def _expected(article: Article, view: View) -> Iterator[Found]:
    """What the figure before it is of, where forecasters had looked for another value (analysts expected $5.47 billion)."""
    index = _told(article, view)
    answer = article.answers.get(index) if index is not None else None
    if index is None or answer is None or not answer.metric or view.links or not article.has("expecting", view.lemma):
        return
    if not any(article.has("forecasters", word.low) for word in view.parse.words[: view.word]):
        return
    for number in range(view.spot.number - 1, max(-1, index - _BACK), -1):
        other, held = article.document.figures[number], article.answers.get(number)
        if other.kind == view.figure.kind and _like(other, view.figure) and held is not None and held.metric:
            yield Found(held.metric, "expected", 60, same=number)
            return


def _like(one: Figure, other: Figure) -> bool:
    """Whether two figures of one kind are of the same size, and counted by the same, or by nothing said."""
    if one.per != other.per and one.per is not None and other.per is not None:
        return False
    if one.value is None or other.value is None:
        return one.per == other.per
    first, second = abs(Decimal(one.value)), abs(Decimal(other.value))
    return min(first, second) * _SIZE >= max(first, second)


def _aside(word: Word) -> bool:
    """Whether an adverb of several words only says what is compared (year over year)."""
    return word.tag == "adverb" and (" " in word.low or "-" in word.low)


def _told(article: Article, view: View) -> int | None:
    """The figure before the sentence, where that is the first of its own: of this block, or else of the block before."""
    spot = view.spot
    if spot.before is not None or spot.previous is not None or not spot.number or not spot.block:
        return spot.previous if spot.before is None else None
    block = article.document.blocks[spot.block - 1]
    return spot.number - 1 if article.document.figures[spot.number - 1].start >= block.start else None


def _restating(article: Article, view: View) -> Iterator[Found]:
    """What the figure before the sentence is of, where this or that stands for it (that is down 12.6%; that's a rise of 3%)."""
    index, words = _told(article, view), view.parse.words
    answer = article.answers.get(index) if index is not None else None
    if index is None or answer is None or not answer.metric or len(words) < 2 or view.clause != 0:
        return
    if article.gauge and words[0].low not in article.grammar.of("demonstrative"):
        return
    if view.figure.kind not in {"percent", "multiple", "money", "number"} or not article.has("gauged_by", words[0].low):
        return
    verb = words[1]
    if words[0].tag == "pronoun" and (verb.tag == "be" or article.has("changes", verb.lemma)) and not view.links:
        yield Found(answer.metric, "restating", 67, same=index)


def _again(article: Article, view: View) -> Iterator[Found]:
    """What the sentence before says of an amount of the same kind, where this compares with it (this compares with …)."""
    words, spot = view.parse.words, view.spot
    verb = next((word for word in words[:_OPENING] if word.tag == "verb"), None)
    if verb is None or verb.lemma not in article.sets["sets_against"] or words[0].tag not in {"pronoun", "determiner"}:
        return
    if words[0].tag == "determiner" and words[1].tag != "verb":
        return
    figures, block = article.document.figures, article.document.blocks[spot.block]
    for index in range(spot.number - 1, max(-1, spot.number - _BACK), -1):
        other, answer = figures[index], article.answers.get(index)
        if other.start < block.start:
            return
        alike = other.per == view.figure.per and _alike(other.kind, view.figure.kind, other.unit, view.figure.unit)
        if other.start < spot.start and answer is not None and answer.metric and alike:
            yield Found(answer.metric, "compared_again", 83, same=index)
            return


def _answered(article: Article, view: View) -> Iterator[Found]:
    """Those of whom a share says or does something (of the 3,200 people asked, 58 percent said)."""
    words, at, before = view.parse.words, view.word + 1, view.spot.before
    if view.figure.kind != "percent" or before is None or view.tail >= 0 or at >= len(words):
        return
    whole, answer = article.document.figures[before], article.answers.get(before)
    acts = words[at].tag == "verb" and words[at].form in {"past", "base"} and (words[view.word - 1].text == "," or view.word == 0)
    if acts and whole.kind == "count" and answer is not None and answer.metric:
        yield Found(f"{article.cues.word('share_of')} {answer.metric}", "answered", 72, Thing(answer.metric, "common"))


def _alike(one: str, other: str, unit: str | None, another: str | None) -> bool:
    return one == other and (one != "measure" or unit == another) and (one != "count" or another is None or unit == another)


def _carried(article: Article, view: View) -> Iterator[Found]:
    """The metric of the figure before it, in the sentence or the paragraph."""
    for index, weight in ((view.spot.before, 30), (view.spot.previous, 22)):
        answer = article.answers.get(index) if index is not None else None
        if answer is not None and answer.metric and index is not None:
            other = article.document.figures[index]
            if _alike(other.kind, view.figure.kind, other.unit, view.figure.unit) or view.figure.kind in {"percent", "multiple"}:
                yield Found(answer.metric, "figure_before", weight)
                return


_RULES = (
    label,
    _gapped,
    _bridged,
    _again,
    _restating,
    _expected,
    counted,
    attributive,
    compared,
    off,
    followed,
    led,
    participled,
    subjected,
    verbal,
    priced,
    unit,
    _answered,
    _carried,
)
