"""English: what a figure measures by what leads to it: the phrase before it, the clause's subject, the verb, or its unit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.following import counted_words
from pipeline.stages.attribute.west.found import Found, of_named
from pipeline.stages.attribute.west.gauges import measured_by, named
from pipeline.stages.attribute.west.things import Link, Thing, behind, head, thing
from pipeline.stages.attribute.west.words import NOMINAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.gauges import Named
    from pipeline.stages.attribute.west.view import View

_VALUES = {"money", "percent"}
_SHARE = 200
"""What a share moves by in a day at most."""

__all__ = ["led", "participled", "subjected", "verbal"]


def led(article: Article, view: View) -> Iterator[Found]:
    """The phrase that leads to a figure: revenue of $2bn; reduce the cost of panels from X to Y; efficiency of around 24%."""
    if view.figure.kind == "count":
        yield from _of_count(article, view)
        return
    root = view.links[-1].phrase if view.links else -1
    under = len(view.links) > 1 and view.by in article.cues.of("of")
    before = root >= 0 and view.before(root) and not _had(view, root)
    if root < 0 or ((root == view.parse.subject(view.clause) or before) and not under):
        return
    if not view.by and view.figure.kind == "money" and article.has("gives", view.lemma) and view.verb == _bare(view, root) - 1:
        return  # expected to save customers $7 billion
    near, last = named(article, view.parse, view.links[:1], 0), head(view.parse, view.links[0].phrase)
    whole = named(article, view.parse, view.links)
    if root == view.parse.subject(view.clause) or before:
        if near is not None and near.sure and view.links[0].by not in article.sets["per"]:
            yield from of_named(near, "object_of", 84)
        return
    if view.by in article.cues.of("of"):
        near = _nearest(article, view) or near
        moved = article.has("changes", view.lemma) and view.parse.subject(view.clause) >= 0
        plain = near is None or all(
            article.has("level_modifiers", word) or "-" in word for word in near.metric.lower().split()[:-1]
        )
        held = plain and article.noun_in("levels", last) and (view.spot.before is not None or moved)
        own = _gauged(article, view) and (view.lemma == "be" or article.has("arrive", view.lemma))
        counts = (len(view.links) > 1 or own) and plain and article.noun_in("counters", last)
        if near is not None and not (held or counts or (plain and article.noun_in("change_nouns", last))):
            yield from of_named(_joined(article, view, near), "object_of", 84, 0 if view.tail < 0 else 14)
        elif (held and moved) or (counts and own):
            return
        elif len(view.links) > 1:
            yield from of_named(whole, "object", 76, 16)
        else:
            yield from _object(article, view, whole)
        return
    if view.by in article.sets["swap"] and article.noun_in("amounts", last):
        yield from of_named(near, "amount_for", 76)
    yield from _object(article, view, whole)


def _gauged(article: Article, view: View) -> bool:
    """Whether the clause's own subject is what is measured."""
    subject = view.parse.clauses[view.clause].subject
    last = head(view.parse, subject) if subject >= 0 else ""
    return bool(last) and bool(measured_by(article, last, last))


def _bare(view: View, phrase: int) -> int:
    """Where a phrase begins, with the possessor before it."""
    while view.parse.phrases[phrase].owner >= 0:
        phrase = view.parse.phrases[phrase].owner
    return view.parse.phrases[phrase].first


def _joined(article: Article, view: View, one: Named) -> Named:
    """A metric with the one that and joins it to (cash and investments of $265 million)."""
    words, first = view.parse.words, view.parse.phrases[one.phrase].first
    if first < 2 or words[first - 1].tag != "conjunction" or view.parse.phrase_of[first - 2] < 0 or " " in one.metric:
        return one
    other = named(article, view.parse, [Link(view.parse.phrase_of[first - 2], "")])
    if other is None or not other.sure or view.parse.phrases[other.phrase].figure >= 0 or " " in other.metric:
        return one
    return one._replace(metric=f"{other.metric} {words[first - 1].text} {one.metric}", owner=one.owner or other.owner)


def _had(view: View, phrase: int) -> bool:
    """Whether a phrase is what is had done (had its target price raised to $175)."""
    one, words = view.parse.phrases[phrase], view.parse.words
    return one.first > 0 and words[one.first - 1].tag == "have" and one.last < len(words) and words[one.last].form == "part"


def _nearest(article: Article, view: View) -> Named | None:
    """The nearest of the phrases that lead to a figure that is surely measured, not what it is a rate of."""
    for place, link in enumerate(view.links):
        if link.by in article.sets["per"]:
            continue
        one = named(article, view.parse, view.links[: place + 1], place)
        if one is not None and one.sure:
            return one
    return None


def participled(article: Article, view: View) -> Iterator[Found]:
    """The noun that a participle behind it gives its value (a price not exceeding …, a fund totaling …, a deal valued at …)."""
    at, words = view.verb, view.parse.words
    if at < 1 or words[at].form not in {"ing", "part"} or view.figure.kind == "count" or view.links:
        return
    if not (article.has("arrive", view.lemma) or article.has("appraises", view.lemma)):
        return
    before = at - 1
    while before > 0 and words[before].tag in {"negation", "adverb"}:
        before -= 1
    phrase = view.parse.phrase_of[before]
    if phrase < 0 or view.parse.phrases[phrase].last != before + 1 or phrase == view.parse.subject(view.clause):
        return
    one = named(article, view.parse, [Link(phrase, "")])
    if one is None or article.has("appraises", view.lemma):
        return
    yield from of_named(one, "participle", 82, 10)


def _object(article: Article, view: View, one: Named | None) -> Iterator[Found]:
    """What a verb changes (cut its debt to), or has (a range from); what is sold has a price, and is none itself."""
    aimed = view.by in article.sets["aims"]
    sold = aimed and view.figure.kind == "money" and article.has("sells", view.lemma)
    if one is None or (sold and not one.sure):
        return
    if (article.has("changes", view.lemma) and view.by) or (one.sure and not aimed):
        yield Found(one.metric, "object", 80 if one.sure else 74, one.owner, one.phrase)
    elif one.sure:
        yield Found(one.metric, "object", 58, one.owner, one.phrase)


def _of_count(article: Article, view: View) -> Iterator[Found]:
    """What a count is said to be (deliveries of 412,000 vehicles), or what goes on to it (a streak to 15 games)."""
    if view.links and view.by in article.sets["list_signs"] and article.has("changes", view.lemma):
        root = view.links[-1].phrase
        if not view.before(root):
            yield from of_named(named(article, view.parse, view.links), "object", 78, 0)
    if view.links and view.by in article.cues.of("of"):
        last = head(view.parse, view.links[0].phrase)
        subject = view.parse.subject(view.clause)
        if article.has("paces", last) and article.has("changes", view.lemma) and subject >= 0:
            yield from of_named(named(article, view.parse, [Link(subject, "")]), "pace", 82)
        near = named(article, view.parse, view.links[:1], 0)
        if (
            near is not None
            and near.sure
            and not any(article.noun_in(role, last) for role in ("counters", "levels", "change_nouns"))
        ):
            yield Found(near.metric, "object_of", 79, near.owner, near.phrase)


def subjected(article: Article, view: View) -> Iterator[Found]:
    """The clause's subject: New vehicle sales in the Houston area plunged 10 percent; the average price was $39,014."""
    parse = view.parse
    subject = parse.subject(view.clause)
    counts = counted_words(article, view)
    gauged = bool(counts) and article.has("unit_counts", counts[-1].lower())
    bare = view.figure.kind == "count" and (not counts or gauged)
    if subject < 0 or (view.figure.kind == "count" and not bare) or parse.phrases[subject].first > view.word:
        return
    one, lemma = parse.phrases[subject], view.lemma
    turned = view.lead >= 0 and view.lead > view.verb and _turned(article, view)
    changes = article.has("changes", lemma) or turned
    passive = view.verb > 0 and any(word.tag == "be" for word in parse.words[max(0, view.verb - 2) : view.verb])
    acts = changes or article.has("arrive", lemma) or (passive and article.has("arrive_passive", lemma)) or view.verb < 0
    direct = not view.links or view.links[-1].phrase == subject or view.before(view.links[-1].phrase)
    direct = direct or (changes and bool(view.links[0].by) and article.noun_in("levels", head(parse, view.links[0].phrase)))
    links = [*behind(parse, one.last, view.word)[::-1], Link(subject, "")]
    found = named(article, parse, links, len(links) - 1)
    words = [word for word in parse.words[one.first : one.last] if word.tag in NOMINAL]
    titled = any(word.tag == "name" for word in words) or (
        bool(words) and (article.has("goods", words[-1].low) or article.has("economies", words[-1].low))
    )
    if parse.words[one.first].tag in {"pronoun", "relative"} and len(words) < 1:
        it = article.has("gauged_by", parse.words[one.first].low)
        told = view.figure.kind in {"money", "percent", "number", "multiple"}
        if it and article.gauge and view.clause == 0 and (changes or acts) and told:
            owner = Thing(article.gauge_owner, "name") if article.gauge_owner else None
            yield Found(article.gauge, "gauge", 62, owner)
        return
    said = " ".join(word.low for word in words)
    if titled and (found is None or not found.sure or _is_index(article, said)):
        yield from _moved(article, view, subject, changes=changes, direct=direct)
    elif found is None:
        return
    elif acts and found.sure:
        yield Found(found.metric, "subject", (78 if direct else 56) + 4 * gauged, found.owner, subject)
    elif changes and view.figure.kind == "percent" and direct and article.has("segment_heads", words[-1].low if words else ""):
        yield Found(article.cues.word("growth_noun"), "part_moved", 68, thing(article, parse, subject), subject)
    elif changes and view.figure.kind in {"percent", "multiple", "number"} and direct:
        yield Found(found.metric, "subject_moved", 66, found.owner, subject)
    elif found.sure:
        yield Found(found.metric, "subject", 44, found.owner, subject)
    elif article.has("arrive", lemma) and view.figure.kind in _VALUES and direct and not _agent(article, view, subject):
        yield Found(found.metric, "subject_arrived", 46, found.owner, subject)


def _turned(article: Article, view: View) -> bool:
    """Whether up or down leads from be to a figure (was up only 0.1 percent)."""
    low = view.parse.words[view.lead].low
    return view.lemma == "be" and (article.has("rise", low) or article.has("fall", low))


def _agent(article: Article, view: View, subject: int) -> bool:
    """Whether a subject is who does something, not what is measured: people, a company, what is sold."""
    last = head(view.parse, subject)
    return any(article.noun_in(role, last) for role in ("nominal", "folk", "goods", "features", "containers", "deals"))


def _is_index(article: Article, low: str) -> bool:
    """Whether a name is that of an index (the S&P 500, the Dow Jones Industrial Average)."""
    words = low.split()
    return bool(words) and (
        words[-1] in article.sets["index_words"] or (words[0] in article.sets["index_words"] and len(words) < 4)
    )


def _moved(article: Article, view: View, subject: int, *, changes: bool, direct: bool) -> Iterator[Found]:
    """A name that moves: an index, a commodity, or a company by its shares (Kestrel jumped 26%, Brent crude fell to $64)."""
    one = thing(article, view.parse, subject)
    if one is None or not direct or view.figure.kind not in {"percent", "money", "number"}:
        return
    cues, low = article.cues, one.text.lower()
    if view.figure.kind == "percent" and article.has("economies", view.parse.words[view.parse.phrases[subject].last - 1].low):
        yield Found(cues.word("growth_noun"), "economy", 70, one, subject)
    elif _is_index(article, low) and (changes or article.has("arrive", view.lemma)):
        yield Found(cues.word("index_noun"), "name_moved", 72, one, subject)
    elif changes and (view.figure.kind == "percent" or view.by in article.sets["list_signs"] or _per_share(article, view)):
        goods = view.parse.words[view.parse.phrases[subject].last - 1].tag == "noun" or article.has("goods", low)
        yield Found(cues.word("price_noun" if goods else "share_price"), "name_moved", 72 if goods else 60, one, subject)


def _per_share(article: Article, view: View) -> bool:
    """Whether an amount is so small that a share rises or falls by it (rose 43 cents)."""
    value = view.figure.value if view.figure.kind == "money" and not view.by and not view.links else None
    return value is not None and abs(Decimal(value)) < _SHARE and article.has("rises", view.lemma)


def verbal(article: Article, view: View) -> Iterator[Found]:
    """What the verb says is measured: raised $13bn, sold for $40, valued at $3.6 billion."""
    lemma = view.lemma
    noun = article.cues.nouns.get(lemma, "")
    if view.figure.kind == "measure" and article.has("measure_verbs", lemma) and not view.links[:-1]:
        yield Found(noun, "verb", 58)
    if article.has("costing", lemma) and (article.product or article.stated == article.cues.word("price_noun")):
        noun = article.cues.word("price_noun")
    if (
        not noun
        or view.figure.kind not in {"money", "count", "percent"}
        or (view.figure.kind != "money" and not article.has("sold", lemma))
    ):
        return
    if (
        view.figure.kind == "money"
        and view.by in article.sets["aims"]
        and article.has("sells", lemma)
        and not article.has("buys", lemma)
    ):
        return
    if view.figure.kind == "money" and article.has("sold", lemma) and view.by:
        return
    if view.by in article.sets["list_signs"] and article.has("changes", lemma) and not article.has("appraises", lemma):
        return
    if view.links and view.by in article.sets["list_signs"] and article.has("appraises", lemma):
        yield Found(noun, "verb", 74, thing(article, view.parse, view.links[-1].phrase))
        return
    if noun == article.cues.word("share_price") and view.links and not view.before(view.links[-1].phrase):
        return
    weight = 70 if not view.links or view.before(view.links[-1].phrase) else 54
    yield Found(noun, "verb", weight)
