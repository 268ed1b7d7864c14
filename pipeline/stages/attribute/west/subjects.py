"""English: whose a figure is: who owns the metric, what is sold, who does what the clause says, or what was spoken of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.actors import actor, resolved
from pipeline.stages.attribute.west.following import counted_words
from pipeline.stages.attribute.west.things import Thing, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = ["owned"]

_OWNER = {"name": 86, "common": 70, "pronoun": 76, "person": 76, "ours": 78, "nominal": 78}
_SUBJECT = {"name": 72, "common": 55, "pronoun": 64, "person": 66, "ours": 68, "nominal": 66}
_NAMED, _CLAUSES, _TOLD, _OPENING = 8, 3, 8, 3
_PRICED = {"price", "price_of_thing", "unit_of_thing"}


def owned(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The subjects proposed for a figure, by its chosen metric and its clause."""
    found = _by_metric(article, view, metric) if metric is not None else []
    found += _by_clause(article, view, metric, certain=bool(found))
    found += _labelled(article, view) + _beside(article, view) + _by_agent(article, view) + _by_itself(article, view)
    if metric is not None and metric.rule == "share" and view.verb < 0 and view.after:
        whole = thing(article, view.parse, view.after[0].phrase)
        found += _proposed(article, view, whole, "whole", {**_SUBJECT, "name": 68, "common": 60})
    found += _by_side(article, view)
    found += _by_scope(article, view) + _by_goods(article, view, metric) + _by_country(article, metric)
    for link in [*view.after, *view.links]:
        where = thing(article, view.parse, link.phrase) if article.has("places_by", link.by) else None
        if where is not None and where.kind == "name":
            found += _proposed(article, view, where, "where", {**_SUBJECT, "name": 47})
    return found + _by_bracket(article, view) + _scoped(article, view) + _by_memory(article, view, metric)


def _scoped(article: Article, view: View) -> list[Proposal]:
    """What the sentence before in the same paragraph was opened with, where it was."""
    text, block = article.scope
    return [Proposal("subject", text, "scope_before", 49)] if text and block == view.spot.block else []


def _by_scope(article: Article, view: View) -> list[Proposal]:
    """The part of a company, or the place, that a sentence opens with (in the Consumer segment, sales rose 7%)."""
    parse = view.parse
    first = next((at for at, word in enumerate(parse.words[:_OPENING]) if word.tag == "preposition"), -1)
    if first < 0 or any(word.tag not in {"mark", "adverb", "conjunction"} for word in parse.words[:first]):
        return []
    if not article.has("places_by", parse.words[first].low) or first + 1 >= len(parse.words) or parse.phrase_of[first + 1] < 0:
        return []
    number = parse.phrase_of[first + 1]
    last = parse.phrases[number].last
    if last >= min(view.word, len(parse.words)) or (parse.words[last].text != "," and parse.words[last].tag != "relative"):
        return []
    one = thing(article, parse, number)
    low = one.text.lower().rsplit(" ", 1)[-1] if one is not None else ""
    part = article.has("segment_heads", low)
    if one is None or not (one.kind == "name" or (part and one.kind in {"common", "nominal"})):
        return []
    article.scope = (one.text, view.spot.block) if part else article.scope
    return _proposed(article, view, Thing(one.text, "name"), "scope", {**_SUBJECT, "name": 73 if part else 56})


def _by_goods(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The goods that a price or an output is of, where nobody is said to own it (oil prices, steel output)."""
    if metric is None or metric.owner is not None or metric.same >= 0 or not metric.metric:
        return []
    *goods, last = metric.metric.split()
    low = " ".join(goods).lower()
    parted = any(article.has("of", word) for word in goods)
    if goods and goods[-1].lower() in article.grammar.of("adjective"):
        return []
    if goods and article.has("traded_goods", last.lower()) and _of_nobody(article) and not parted:
        while len(goods) > 1 and goods[0].lower() in article.loose_thing:
            goods = goods[1:]
        return [Proposal("subject", " ".join(goods), "industry", 57, view.spot.start, view.figure.start)]
    if not goods or not article.has("priced_goods", last.lower()) or any(article.has("no_goods", word) for word in low.split()):
        return []
    return [Proposal("subject", " ".join(goods), "goods", 59, view.spot.start, view.figure.start)]


def _of_nobody(article: Article) -> bool:
    """Whether an article is about no company: those that it names only say what it tells (TrueCar projected …)."""
    topic = article.topic
    told = not topic or topic == article.lead or article.names.get(topic, 0) <= 1 or article.is_source(topic)
    return told and article.is_source(article.lead)


def _by_country(article: Article, metric: Found | None) -> list[Proposal]:
    """The country that an article speaks of, which has what only countries have (GDP, retail sales)."""
    if metric is None or metric.owner is not None or not article.country or not article.has("national", metric.metric.lower()):
        return []
    *_, last = ["", *article.lead.lower().split()]
    title = (article.document.metadata.title or "").lower()
    bodied = article.has("name_heads", last) or article.has("agencies", last) or article.lead.lower() not in title
    return [Proposal("subject", article.country, "country", 49 if bodied else 39)]


def _labelled(article: Article, view: View) -> list[Proposal]:
    """The name that a sentence begins with as a label (Ada Tran: held in lieu of a $5,000 bond)."""
    parse = view.parse
    last = parse.phrases[0].last if parse.phrases and parse.phrases[0].first == 0 else len(parse.words)
    if last >= view.word or parse.words[last].text not in article.sets["label_ends"]:
        return []
    one = thing(article, parse, 0)
    return _proposed(
        article, view, one if one is not None and one.kind == "name" else None, "label_name", {**_SUBJECT, "name": 67}
    )


def _beside(article: Article, view: View) -> list[Proposal]:
    """The name right before a figure in a line without a verb (Baker 6 points)."""
    words, phrase = view.parse.words, view.phrase
    if phrase < 0 or view.verb >= 0 or view.parse.clauses[view.clause].verbs:
        return []
    first = view.parse.phrases[phrase].first
    if first == view.word or not all(word.tag == "name" for word in words[first : view.word]):
        return []
    return _proposed(article, view, thing(article, view.parse, phrase), "beside", {**_SUBJECT, "name": 74})


def _by_side(article: Article, view: View) -> list[Proposal]:
    """The name right before a figure that at or with leads to (followed by Apple at 15 percent, Samsung with 34%)."""
    if (
        view.by not in article.sets["beside_at"]
        or not view.links
        or view.figure.kind not in {"percent", "count", "money", "number"}
    ):
        return []
    link = view.links[0]
    phrase = view.parse.phrases[link.phrase]
    near = view.lead == phrase.last and (
        link.by in article.sets["agents"] or (not link.by and view.verb < phrase.first and view.spot.before)
    )
    one = thing(article, view.parse, link.phrase) if near else None
    return _proposed(article, view, one if one is not None and one.kind == "name" else None, "side", {**_SUBJECT, "name": 75})


def _by_itself(article: Article, view: View) -> list[Proposal]:
    """The things counted, where they are what the clause is about (28 people were put under quarantine)."""
    parse = view.parse
    later = any(at > view.word for at in parse.clauses[view.clause].verbs)
    if view.figure.kind != "count" or view.verb >= 0 or view.by or view.links or not later or parse.clauses[view.clause].relative:
        return []
    words = counted_words(article, view)
    low = words[-1].lower() if words else ""
    told = _of_nobody(article)
    if not low or article.has("plain_counts", low) or not (told or article.noun_in("folk", low)):
        return []
    return [Proposal("subject", " ".join(words), "counted", 57, view.figure.start, view.figure.end)]


def _by_agent(article: Article, view: View) -> list[Proposal]:
    """Who did what is said of the things counted (sixteen priorities identified by the ministry)."""
    words, parse = view.parse.words, view.parse
    at = parse.phrases[view.phrase].last if view.phrase >= 0 else view.word + 1
    if view.figure.kind != "count" or at + 2 >= len(words) or words[at].tag != "verb" or words[at].form not in {"past", "part"}:
        return []
    if words[at + 1].low not in article.sets["agents"] or parse.phrase_of[at + 2] < 0:
        return []
    return _proposed(article, view, thing(article, parse, parse.phrase_of[at + 2]), "agent", {**_SUBJECT, "name": 74})


def _by_bracket(article: Article, view: View) -> list[Proposal]:
    """The thing that a figure alone in a bracket stands behind (in-feed units (30%))."""
    words, at, phrase_of = view.parse.words, view.word, view.parse.phrase_of
    alone = 1 < at < len(words) - 1 and words[at - 1].text == "(" and words[at + 1].text == ")" and phrase_of[at - 2] >= 0
    one = thing(article, view.parse, phrase_of[at - 2]) if alone else None
    return _proposed(article, view, one, "bracket", {**_SUBJECT, "name": 75, "common": 75})


def _proposed(article: Article, view: View, one: Thing | None, rule: str, weights: dict[str, int]) -> list[Proposal]:
    """A thing as a proposal, resolved; none where it stands for nothing."""
    text = resolved(article, view, one) if one is not None else ""
    if article.has("forecasters", text.lower().rsplit(" ", 1)[-1]):
        return []
    place = (view.parse.words[0].start, view.figure.start)
    return [Proposal("subject", text, rule, weights[one.kind], *place)] if one is not None and text else []


def _by_metric(article: Article, view: View, metric: Found) -> list[Proposal]:
    """Whose the metric is said to be, or whose that of the figure is which it shares; or the thing on sale."""
    found = _proposed(article, view, metric.owner, "owner", {**_OWNER, "common": 80} if metric.rule in _PRICED else _OWNER)
    if metric.same >= 0 and (same := article.answers[metric.same].subject):
        found.append(Proposal("subject", same, "same_metric", 84))
    if metric.owner is not None and metric.rule in _PRICED:
        if article.product and metric.owner.kind == "common" and _wraps(article, metric.owner.text.lower()):
            return [Proposal("subject", article.product, "product", 87), *found]
        if metric.owner.kind == "name":
            article.product, article.product_at = metric.owner.text, view.spot.start
            article.product_block = view.spot.block
    elif article.product and _priced(article, view, metric):
        weight = 73 if article.product_at == view.spot.start or not _other(article, view) else 60
        found.append(Proposal("subject", article.product, "product", weight))
    return found


def _wraps(article: Article, low: str) -> bool:
    """Whether a common noun is none that is sold itself: what things are sold in, a part of one, a deal, a usual price."""
    first, last = low.split(" ", 1)[0], low.rsplit(" ", 1)[-1].rsplit("-", 1)[-1]
    return article.has("former", first) or any(article.noun_in(role, last) for role in ("containers", "features", "deals"))


def _other(article: Article, view: View) -> bool:
    """Whether the clause is about another name than the thing on sale before, one that has what is said (the X2 gets a …)."""
    subject = view.parse.subject(view.clause)
    one = actor(article, view.parse, subject, view.word) if subject >= 0 else None
    if one is None or one.kind != "name" or view.parse.phrases[subject].first > view.word:
        return False
    return any(article.has("bears", view.lemma_at(verb)) for verb in view.parse.clauses[view.clause].verbs if verb < view.word)


def _by_clause(article: Article, view: View, metric: Found | None, *, certain: bool) -> list[Proposal]:
    """Who does what the clause says, or the clauses around it; not a source, nor what is itself the metric."""
    parse, clause = view.parse, view.clause
    for step in range(_CLAUSES):
        subject = parse.subject(clause)
        consumed = metric is not None and subject == metric.consumed
        held = parse.clauses[clause].antecedent
        if step == 0 and held >= 0 and subject == view.phrase:
            found = _proposed(article, view, thing(article, parse, held), "antecedent", _SUBJECT)
            if found:
                return found
        if subject >= 0 and parse.phrases[subject].first < view.word and not consumed and view.phrase != subject:
            doer = actor(article, parse, subject, view.word)
            told = any(view.lemma_at(verb) in article.sets["report"] for verb in parse.clauses[clause].verbs if verb < view.word)
            person = doer is not None and (doer.kind in {"common", "person"} or doer.text in article.persons)
            source = person and told
            weights = {kind: weight - 6 * step - (_TOLD if told and certain else 0) for kind, weight in _SUBJECT.items()}
            found = _proposed(article, view, None if source else doer, "clause_subject", weights)
            if found or certain:
                return found
        clause = parse.clauses[clause].parent
        if clause < 0:
            break
    subject, following = parse.subject(view.clause), view.clause + 1
    if metric is not None and metric.rule == "share" and subject >= 0 and not certain:
        return _proposed(article, view, thing(article, parse, subject), "clause_subject", {**_SUBJECT, "name": 50, "common": 50})
    if subject < 0 and following < len(parse.clauses) and parse.clauses[following].subject >= 0 and not certain:
        one = thing(article, parse, parse.clauses[following].subject)
        return _proposed(article, view, one, "next_subject", {**_SUBJECT, "name": 56, "common": 30})
    return []


def _by_memory(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """What was spoken of before: by the figures before it, the heading, the last sentence, the whole article."""
    found: list[Proposal] = []
    for index, rule, weight in ((view.spot.before, "same_sentence", 58), (view.spot.previous, "figure_before", 44)):
        answer = article.answers.get(index) if index is not None else None
        if answer is not None and answer.subject:
            if rule == "figure_before" and answer.subject in article.parts:
                continue
            shared = metric is not None and metric.rule == "figure_before" and rule == "same_sentence"
            if not shared and answer.chosen["subject"].rule == "industry":
                continue
            plain = not shared and not any(one.isupper() for one in answer.subject)
            found.append(Proposal("subject", answer.subject, rule, weight - (12 if plain else 0)))
    if article.first and article.names.get(article.lead, 0) < _NAMED:
        found.append(Proposal("subject", article.first, "first_owner", 45))
    block = article.document.blocks[view.spot.block]
    older = bool(article.heading) and article.topic_block < article.heading_block
    held = bool(article.heading) and (article.heading == article.item or article.heading in article.text[block.start : block.end])
    kept = (
        (article.heading, "heading", 50 if held or block.kind == "list_item" else 38),
        (article.topic, "carried", 48 if article.topic_block == view.spot.block else 37 if older else 43),
        (article.lead, "lead", 40),
    )
    return found + [Proposal("subject", text, rule, weight) for text, rule, weight in kept if text]


def _priced(article: Article, view: View, metric: Found) -> bool:
    """Whether a metric is one of a thing on sale: a price, a discount, a size."""
    cues = article.cues
    last = metric.metric.lower().rsplit(" ", 1)[-1]
    return (
        view.figure.kind == "measure"
        or last in {cues.word("price_noun"), cues.word("discount_noun")}
        or article.has("sale_nouns", last)
    )
