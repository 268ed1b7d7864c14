"""English: who does what a clause says, and what a pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.gauges import measured_by, named
from pipeline.stages.attribute.west.things import Link, Thing, behind, head, stand_in, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse
    from pipeline.stages.attribute.west.view import View

__all__ = ["actor", "resolved"]


def actor(article: Article, parse: Parse, subject: int, stop: int) -> Thing | None:
    """The clause's subject as a thing; where it is something measured, whose that is."""
    last = head(parse, subject)
    if article.noun_in("deals", last) and last not in article.metric_words:
        return _goods(article, parse, subject, stop)
    if measured_by(article, last, last) and parse.words[parse.phrases[subject].last - 1].tag != "name":
        links = [*behind(parse, parse.phrases[subject].last, stop)[::-1], Link(subject, "")]
        metric = named(article, parse, links, len(links) - 1)
        return metric.owner if metric is not None else None
    first = parse.words[parse.phrases[subject].first]
    if first.tag == "possessive" and (article.noun_in("counters", last) or article.has("staff", last)):
        return stand_in(article, first.low)
    one = _apposed(article, parse, subject) or thing(article, parse, subject)
    owner = parse.phrases[subject].owner
    if one is not None and one.kind == "common" and owner < 0 and article.noun_in("deeds", last):
        return None
    office = one is not None and one.kind == "name" and article.has("name_heads", one.text.lower())
    if one is not None and owner >= 0 and (office or one.kind in {"common", "nominal"}):
        of = thing(article, parse, owner)
        deed = of is not None and of.text in article.persons and article.noun_in("deeds", last)  # Tran's comments came …
        return None if deed else of if of is not None and of.kind == "name" else one
    return one


def _apposed(article: Article, parse: Parse, subject: int) -> Thing | None:
    """The name between commas behind a common noun (its newest model, Quill-3, has …)."""
    at = parse.phrases[subject].last
    if at + 2 >= len(parse.words) or parse.words[at].text != "," or parse.phrase_of[at + 1] < 0:
        return None
    number = parse.phrase_of[at + 1]
    last = parse.phrases[number].last
    if last >= len(parse.words) or parse.words[last].text != "," or parse.words[at - 1].tag == "name":
        return None
    if any(word.tag not in {"name", "number"} for word in parse.words[at + 1 : last]):
        return None
    one = thing(article, parse, number)
    return one if one is not None and one.kind == "name" else None


def _goods(article: Article, parse: Parse, subject: int, stop: int) -> Thing | None:
    """What a deal or a price is for: what stands behind it (pricing on the X2), else the thing on sale; else the deal itself."""
    for link in behind(parse, parse.phrases[subject].last, stop)[:1]:
        one = thing(article, parse, link.phrase)
        if one is not None and one.kind == "name":
            return one
    return Thing(article.product, "name") if article.product else thing(article, parse, subject)


def resolved(article: Article, view: View, one: Thing) -> str:
    """The thing that a pronoun or a pointing noun stands for, by what was spoken of last; the text itself for any other."""
    if one.kind in {"name", "common"}:
        clipped = one.kind == "name" and article.lead.startswith(f"{one.text} ")  # Acme for Acme Robotics, which leads
        return article.lead if clipped else one.text
    if one.kind == "ours":
        return article.lead
    parse, person = view.parse, one.kind == "person"
    if own := _own(article, view, one):
        return own
    for clause in range(view.clause - 1, -1, -1):
        other = parse.clauses[clause].subject
        doer = actor(article, parse, other, view.word) if other >= 0 and parse.phrases[other].first < view.word else None
        if doer is not None and doer.kind == "name" and (person or doer.text not in article.persons):
            return doer.text
    return _carried(article, one)


def _own(article: Article, view: View, one: Thing) -> str:
    """The clause's own subject, which a possessive behind its verb goes back to (the central bank cut its lending rate)."""
    own = view.parse.clauses[view.clause].subject
    if one.kind != "pronoun" or one.text not in article.sets["its"] or own < 0 or view.parse.phrases[own].last > view.verb:
        return ""
    doer = actor(article, view.parse, own, view.word)
    return doer.text if doer is not None and doer.kind in {"name", "common"} and doer.text not in article.persons else ""


def _carried(article: Article, one: Thing) -> str:
    """What a pronoun or a pointing noun stands for where its sentence does not say it."""
    if one.kind == "person":
        return article.person or (article.topic if article.topic in article.persons else "")
    topic = article.topic if article.topic not in article.persons else article.matter
    if one.kind == "pronoun":
        sold = article.product if article.item or article.topic_block <= article.product_block else ""
        return sold or article.recent or topic or article.heading or article.lead
    firm = article.has("firms", one.text.lower().rsplit(" ", 1)[-1]) and topic != article.firm
    return (_firm(article) if firm else "") or topic or article.lead


def _firm(article: Article) -> str:
    """Which company is meant: the one that last did something itself, or that leads the article and its title."""
    title = (article.document.metadata.title or "").lower()
    leads = bool(article.lead) and article.lead.lower() in title
    if leads and (article.topic == article.lead or article.names[article.lead] >= 2 * article.names.get(article.firm, 0)):
        return article.lead
    return article.firm or (article.lead if leads else "")
