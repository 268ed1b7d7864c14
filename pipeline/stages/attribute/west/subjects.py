"""English: whose a figure is: who owns the metric, what is sold, who does what the clause says, or what was spoken of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.actors import actor
from pipeline.stages.attribute.west.beside import (
    SUBJECT,
    apposing,
    at_side,
    borne,
    bracketed,
    by_agent,
    counted_itself,
    labelled,
    named_before,
    of_nobody,
    of_place,
    of_whom,
    possessed,
    proposed,
)
from pipeline.stages.attribute.west.gauges import measured_by
from pipeline.stages.attribute.west.things import Thing, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = ["owned"]

_OWNER = {"name": 86, "common": 70, "pronoun": 76, "person": 76, "ours": 78, "nominal": 78}
_NAMED, _CLAUSES, _TOLD, _OPENING, _GUESS, _STANDARD = 8, 3, 8, 3, 38, 2
_PRICED = {"price", "price_of_thing", "unit_of_thing"}


def owned(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The subjects proposed for a figure, by its chosen metric and its clause."""
    found = _by_metric(article, view, metric) if metric is not None else []
    found += _by_clause(article, view, metric, certain=bool(found))
    found += (
        borne(article, view)
        + possessed(article, view)
        + labelled(article, view)
        + named_before(article, view)
        + by_agent(article, view)
        + counted_itself(article, view)
    )
    if metric is not None and metric.rule == "share" and view.verb < 0 and view.after:
        whole = actor(article, view.parse, view.after[0].phrase, len(view.parse.words))
        found += proposed(article, view, whole, "whole", {**SUBJECT, "name": 68, "common": 60})
    found += at_side(article, view)
    found += _by_scope(article, view) + _by_goods(article, view, metric) + _by_country(article, metric)
    found += of_whom(article, view, metric) + _by_sayer(article, view, metric)
    before = article.answers.get(view.spot.before) if view.spot.before is not None else None
    placed = before is not None and "subject" in before.chosen and before.chosen["subject"].rule == "where"
    for link in [*view.after, *view.links]:
        where = thing(article, view.parse, link.phrase) if article.has("places_by", link.by) else None
        if where is not None and where.kind == "name":
            found += proposed(article, view, where, "where", {**SUBJECT, "name": 60 if placed and link in view.after else 47})
    return found + bracketed(article, view) + _scoped(article, view) + _by_memory(article, view, metric)


def _by_sayer(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """Who reports accounts that are said to be nobody's, its own then (Acme reported same-store sales rose 5.6%)."""
    parse = view.parse
    if metric is None or metric.owner is not None or metric.same >= 0 or view.clause == 0:
        return []
    if measured_by(article, metric.metric, metric.metric.lower().rsplit(" ", 1)[-1]) < _STANDARD:
        return []
    for clause in parse.clauses[view.clause - 1 :: -1]:
        if clause.subject < 0 or not clause.verbs:
            continue
        one = thing(article, parse, clause.subject) if view.lemma_at(clause.verbs[-1]) in article.sets["report"] else None
        if one is None or one.kind != "name" or one.text in article.persons or clause.verbs[-1] > view.word:
            return []
        if article.is_body(one.text) or article.is_source(one.text) or article.country == one.text:
            return []
        return proposed(article, view, one, "sayer", {**SUBJECT, "name": 50})
    return []


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
    if one is None or article.noun_in("events", low) or not (one.kind == "name" or (part and one.kind in {"common", "nominal"})):
        return []
    article.scope = (one.text, view.spot.block) if part else article.scope
    return proposed(article, view, Thing(one.text, "name"), "scope", {**SUBJECT, "name": 73 if part else 56})


def _by_goods(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The goods that a price or an output is of, where nobody is said to own it (oil prices, steel output)."""
    if metric is None or metric.owner is not None or metric.same >= 0 or not metric.metric:
        return []
    *goods, last = metric.metric.split()
    parted = any(article.has("of", word) for word in goods)
    if goods and goods[-1].lower() in article.grammar.of("adjective"):
        return []
    if goods and article.has("traded_goods", last.lower()) and of_nobody(article) and not parted:
        while len(goods) > 1 and goods[0].lower() in article.loose_thing:
            goods = goods[1:]
        return [Proposal("subject", " ".join(goods), "industry", 57, view.spot.start, view.figure.start)]
    if not goods or not article.has("priced_goods", last.lower()):
        return []
    ing = article.grammar.endings["ing"]
    kept = [word for word in goods if not (article.has("no_goods", word.lower()) or word.lower().endswith(ing))]
    told = kept and all("-" in word for word in kept)
    if len(kept) < len(goods) and not told:
        return []
    return [
        Proposal("subject", " ".join(kept), "goods", 59 if len(kept) == len(goods) else 49, view.spot.start, view.figure.start)
    ]


def _by_country(article: Article, metric: Found | None) -> list[Proposal]:
    """The country that an article speaks of, which has what only countries have (GDP, retail sales)."""
    if metric is None or metric.owner is not None or not article.country or not article.has("national", metric.metric.lower()):
        return []
    *_, last = ["", *article.lead.lower().split()]
    title = (article.document.metadata.title or "").lower()
    bodied = article.has("name_heads", last) or article.has("agencies", last) or article.lead.lower() not in title
    return [Proposal("subject", article.country, "country", 49 if bodied else 39)]


def _by_metric(article: Article, view: View, metric: Found) -> list[Proposal]:
    """Whose the metric is said to be, or whose that of the figure is which it shares; or the thing on sale."""
    owner = metric.owner
    if owner is not None and owner.kind == "common" and view.phrase >= 0 and metric.rule in _PRICED:
        owner = apposing(article, view, view.phrase) or owner
    found = proposed(article, view, owner, "owner", {**_OWNER, "common": 80} if metric.rule in _PRICED else _OWNER)
    if metric.same >= 0 and (same := article.answers[metric.same].subject):
        found.append(Proposal("subject", same, "same_metric", 84))
        found += of_place(article, view, metric.same, same)
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
            found = proposed(article, view, thing(article, parse, held), "antecedent", SUBJECT)
            if found:
                return found
        if subject >= 0 and parse.phrases[subject].first < view.word and not consumed and view.phrase != subject:
            doer = actor(article, parse, subject, view.word)
            told = any(view.lemma_at(verb) in article.sets["report"] for verb in parse.clauses[clause].verbs if verb < view.word)
            if doer is not None and doer.text in article.grammar.of("demonstrative"):
                return []
            person = doer is not None and (
                doer.kind in {"common", "person"}
                or doer.text in article.persons
                or article.is_body(doer.text)
                or article.is_source(doer.text)
            )
            source = person and told
            weights = {kind: weight - 6 * step - (_TOLD if told and certain else 0) for kind, weight in SUBJECT.items()}
            found = proposed(article, view, None if source else doer, "clause_subject", weights)
            if found or certain:
                return found
        clause = parse.clauses[clause].parent
        if clause < 0:
            break
    subject, following = parse.subject(view.clause), view.clause + 1
    if metric is not None and metric.rule == "share" and subject >= 0 and not certain:
        return proposed(article, view, thing(article, parse, subject), "clause_subject", {**SUBJECT, "name": 50, "common": 50})
    if subject < 0 and following < len(parse.clauses) and parse.clauses[following].subject >= 0 and not certain:
        one = thing(article, parse, parse.clauses[following].subject)
        return proposed(article, view, one, "next_subject", {**SUBJECT, "name": 56, "common": 30})
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
            guess = answer.chosen["subject"].weight  # a mere guess is passed on as no more than that
            less = min(weight - (12 if plain else 0), guess + 1 if guess < _GUESS else weight)
            found.append(Proposal("subject", answer.subject, rule, less))
    if article.first and article.names.get(article.lead, 0) < _NAMED:
        found.append(Proposal("subject", article.first, "first_owner", 45))
    block = article.document.blocks[view.spot.block]
    older = bool(article.heading) and article.topic_block < article.heading_block
    held = bool(article.heading) and (article.heading == article.item or article.heading in article.text[block.start : block.end])
    kept = (
        (article.heading, "heading", 50 if held or block.kind == "list_item" else 38),
        (article.topic, "carried", 48 if article.topic_block == view.spot.block else 37 if older else 43),
        (article.lead, "lead", 28 if article.is_source(article.lead) or article.is_body(article.lead) else 40),
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
