"""English: what a figure measures by what stands behind it (things counted, a noun, what it is of), or by a label."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.found import Found, of_named
from pipeline.stages.attribute.west.gauges import measured_by, named, unit_noun
from pipeline.stages.attribute.west.things import Link, thing
from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.view import View

__all__ = ["attributive", "compared", "compares", "counted", "counted_words", "followed", "label", "off"]

_LARGE = 1_000_000
_LONGEST, _LONGEST_BEHIND, _LABEL = 5, 5, 40


def label(article: Article, view: View) -> Iterator[Found]:
    """What a label says before a colon (Battery: 5,000mAh)."""
    words = view.parse.words
    at = view.low if words[view.low].text in article.cues.of("label_ends") else view.low - 1
    if at > 0 and words[at].text in article.cues.of("label_ends") and view.word - at <= _LONGEST:
        phrase = view.parse.phrase_of[at - 1]
        if phrase >= 0 and view.parse.phrases[phrase].first == 0 and words[at].end - words[0].start <= _LABEL:
            label = " ".join(word.text for word in words[:at] if word.tag in NOMINAL)
            yield Found(label, "label", 84, consumed=phrase)


def counted(article: Article, view: View) -> Iterator[Found]:
    """The things counted; what a verb says of them (sold 30,154 cars)."""
    figure = view.figure
    if figure.kind == "number" and figure.text[-1:].isalpha():
        yield Found(" ".join(counted_words(article, view)), "counted", 46)
    if figure.kind != "count":
        return
    lemma = view.lemma
    if view.verb < 0 and view.parse.subject(view.clause) in {view.phrase, -1}:
        later = [view.parse.words[at].lemma for at in view.parse.clauses[view.clause].verbs if at > view.word]
        lemma = next((one for one in later if article.has("sold", one)), lemma)
    noun = article.cues.nouns.get(lemma, "")
    if noun and article.has("sold", lemma):
        yield Found(noun, "verb_count", 80, consumed=-1)
    words = counted_words(article, view)
    if words and not article.has("plain_counts", words[-1].lower()):
        yield Found(" ".join(words), "counted", 74)
    for one in view.after:
        if one.by in article.cues.of("of"):
            inner = named(article, view.parse, [one])
            if inner is not None:
                yield Found(inner.metric, "counted_of", 76 if not words or article.noun_in("counters", words[-1].lower()) else 60)
        break


def counted_words(article: Article, view: View) -> list[str]:
    """The noun behind a count: what the figure itself holds of it, and the rest of its phrase."""
    scales = article.sets["scales"]
    own: list[str] = []
    for said in view.figure.text.split():
        if (said[:1].isalpha() and (own or said.lower() not in scales)) or (own and own[-1][:1].isupper()):
            own.append(said)  # 50 Airbus A350-900 jets
    tail: list[str] = []
    if view.tail >= 0:
        phrase = view.parse.phrases[view.phrase]
        for word in view.parse.words[view.tail : phrase.last]:
            joins = word.tag == "conjunction" and bool(tail)
            if not joins and (word.tag not in NOMINAL or word.tag == "number" or article.has("ages", word.low)):
                break
            tail.append(word.text)
    kept = [*own, *tail] if view.figure.unit or not own or tail else own
    while len(kept) > 1 and kept[0].lower() in article.loose:
        kept = kept[1:]
    return kept if len(kept) <= _LONGEST_BEHIND else kept[-_LONGEST_BEHIND:]


def attributive(article: Article, view: View) -> Iterator[Found]:  # noqa: PLR0912 - one kind of figure, one branch
    """The noun that a figure stands before: a 2.8 per cent discount, a $50 price break, a 3 GW project, a 12MP camera."""
    figure, parse = view.figure, view.parse
    if figure.kind == "count" or view.tail < 0 or view.phrase < 0:
        return
    phrase = parse.phrases[view.phrase]
    words = [word for word in parse.words[view.tail : phrase.last] if word.tag in NOMINAL or word.tag == "conjunction"]
    if not words or words[-1].low in article.sets["comparatives"] or words[-1].tag == "adjective":
        return
    tail, last = " ".join(word.text for word in words), words[-1].low
    change = article.noun_in("change_nouns", last)
    if change and view.after and view.after[0].by in article.sets["whole"]:
        yield from of_named(named(article, parse, view.after[::-1][-1:]), "changed", 84, 8)
    if article.has("off", words[0].low):
        yield Found(article.cues.word("discount_noun"), "off", 88)
    unit = unit_noun(article, figure, parse.words)
    if figure.kind == "measure":
        if article.noun_in("measures", last) or measured_by(article, tail, last):
            yield Found(tail, "attributive", 84)
        elif article.noun_in("features", last):
            made = unit and (len(words) == 1 or (article.has("made_units", figure.unit or "") and words[0].tag == "name"))
            yield Found(unit if made else tail, "feature", 82)
        elif unit:
            unit = article.cues.word("length_noun") if unit == article.cues.word("distance_noun") else unit
            yield Found(unit, "unit_of_thing", 80, thing(article, parse, view.phrase))
        return
    names = any(word.tag == "name" for word in words)
    if figure.kind == "money" and figure.per is None:
        works = article.noun_in("works", last)
        amount = (not works and article.noun_in("amounts", last)) or measured_by(article, tail, last)
        if amount:
            yield Found(tail, "attributive", 84)
        else:
            large = figure.value is not None and Decimal(figure.value) >= _LARGE
            noun = article.cues.word("cost_noun" if large else "price_noun")
            yield Found(noun, "price_of_thing", 78, thing(article, parse, view.phrase))
    elif figure.kind == "money" and article.noun_in("levels", last):
        yield Found(tail, "attributive", 70)
    elif figure.kind == "money":
        yield Found(article.cues.word("price_noun"), "price_of_thing", 76, thing(article, parse, view.phrase))
    elif not names or article.noun_in("measures", last):
        yield Found(tail, "attributive", 50 if figure.kind == "multiple" else 66 if change else 80)


def compares(article: Article, view: View) -> bool:
    """Whether a comparative follows a figure: 12 percent fewer, $50 less than."""
    words, at = view.parse.words, view.word + 1
    return at < len(words) and words[at].low in article.sets["comparatives"]


def compared(article: Article, view: View) -> Iterator[Found]:
    """What a comparative compares: 15% less power, 20% faster, $50 more than."""
    words, at = view.parse.words, view.word + 1
    if view.figure.kind == "count" or at >= len(words):
        return
    noun = article.cues.nouns.get(words[at].low, "")
    held = view.parse.phrase_of[at]
    if noun and (held < 0 or view.parse.phrases[held].last == at + 1):
        yield Found(noun, "comparative", 82)
    if not compares(article, view):
        return
    phrase = view.parse.phrase_of[at]
    if (
        phrase >= 0
        and view.parse.words[view.parse.phrases[phrase].last - 1].tag == "noun"
        and view.parse.phrases[phrase].last > at + 1
    ):
        yield from of_named(named(article, view.parse, [Link(phrase, "")]), "comparative", 84)
    elif view.figure.kind == "money" and (article.product or article.stated == article.cues.word("price_noun")):
        yield Found(article.cues.word("price_noun"), "comparative", 64)


def off(article: Article, view: View) -> Iterator[Found]:
    """A discount: $200 off the regular rate."""
    words, at = view.parse.words, view.word + 1
    if view.figure.kind in {"money", "percent"} and at < len(words) and article.has("off", words[at].low):
        yield Found(article.cues.word("discount_noun"), "off", 88)


def followed(article: Article, view: View) -> Iterator[Found]:
    """What a figure is of or in: $2.1 billion in cash, 3.7 GW of capacity, 39% of total sales."""
    figure, parse = view.figure, view.parse
    if figure.kind == "count" or not view.after or view.tail >= 0:
        return
    first = view.after[0]
    of = first.by in article.cues.of("of")
    if first.by not in article.sets["whole"]:
        return
    inner = named(article, parse, view.after[::-1], len(view.after) - 1)
    paid = figure.per is not None or (view.by in article.sets["aims"] and article.has("sells", view.lemma))
    if inner is None or (paid and article.has("payments", inner.metric.lower())):
        return
    if figure.kind in {"percent", "multiple"}:
        if of:
            plain = " ".join(
                word.text
                for word in parse.words[parse.phrases[first.phrase].first : parse.phrases[first.phrase].last]
                if word.tag in NOMINAL or article.has("keep_whole", word.low)
            )
            itself = figure.unit == "pp" or article.has("parts", inner.metric.lower().rsplit(" ", 1)[-1])
            yield Found(plain if itself else f"{article.cues.word('share_of')} {plain}", "share", 82)
        return
    if figure.kind == "measure":
        unit = article.cues.units.get(figure.unit or "", "")
        if of and article.has("portions", figure.unit or ""):
            yield Found(unit, "unit_of_thing", 87, thing(article, parse, first.phrase), first.phrase)
        elif inner.sure:
            yield Found(inner.metric, "followed", 86, inner.owner, first.phrase)
        elif of and unit == article.cues.word("capacity_noun"):
            yield Found(f"{inner.metric} {unit}", "unit_of", 82)
        elif of:
            yield Found(inner.metric, "followed", 78, inner.owner, first.phrase)
        return
    loose = parse.words[parse.phrases[first.phrase].first].tag in {"noun", "adjective"}  # in general fund requests
    several = loose and inner.owner is None and inner.metric.islower() and inner.metric.endswith(article.grammar.endings["s"])
    if of or inner.sure or several:
        yield Found(inner.metric, "followed", 82 if inner.sure else 66, inner.owner, first.phrase)
