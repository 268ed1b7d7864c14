"""Whose a figure is: who owns the noun, the topic of the sentence, of the sentences before, or of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.marked.view import before, whole
from pipeline.stages.attribute.proposal import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.found import Found
    from pipeline.stages.attribute.marked.view import View
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["owned", "source", "spoken_of"]

_AGENTS = frozenset({"verb", "scale", "market", "size"})
_OWNERS = frozenset({"topic", "subject"})
_PARTS = frozenset({"topic", "subject", "object", "genitive"})
_LONGEST, _CLEAR, _NOTE = 24, 66, 4
_PAIR = 2
_DIGITS = "0123456789０１２３４５６７８９"


def owned(article: Article, view: View, found: Found | None) -> list[Proposal]:
    """The subjects proposed for a figure; `found` is the metric chosen for it."""
    proposals = [*_owner(article, view, found), *_noted(article, view)]
    proposals += _topics(article, view, found)
    concept = metrics().find(article.language, found.metric) if found is not None else None
    table = article.table
    product = article.product and (
        view.figure.kind == "measure" or (found is not None and found.metric.endswith(table.endings("sold")))
    )
    if product and article.product:
        here = any(word.text == article.product for word in view.words)
        other = article.stray or (
            article.topic not in {"", article.product, article.lead}
            and article.names.get(article.topic) in {"product", "company"}
        )
        proposals.append(Proposal("subject", article.product, "product", 78 if here else 53 if other else 57))
    if article.item:
        proposals.append(Proposal("subject", article.item, "heading", 54))
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is not None and earlier.subject and earlier.chosen["subject"].weight > _CLEAR:
        proposals.append(Proposal("subject", earlier.subject, "same_sentence", 60))
    if earlier is not None and earlier.subject and found is not None and found.metric == earlier.metric:
        near = found.rule == "same" and not any(word.case in _PARTS for word in view.words[_after(view) : view.at])
        proposals.append(Proposal("subject", earlier.subject, "same_metric", 88 if near else 58))
    if article.topic:
        proposals.append(Proposal("subject", article.topic, "carried", 55))
    if article.lead:
        proposals.append(Proposal("subject", article.lead, "lead", 50))
    elif concept is not None and concept.country and table.word("country"):
        proposals.append(Proposal("subject", table.word("country"), "country", 58))
    elif table.word("country") and article.national:
        proposals.append(Proposal("subject", table.word("country"), "country", 40))
    return proposals


def _noted(article: Article, view: View) -> Iterator[Proposal]:
    """The name that a share in brackets is a note to: ソニー（シェア16.6%）, 「デル」（同15.0%）."""
    words, at = view.words, view.at - 1
    while (
        at > max(0, view.at - _NOTE)
        and words[at].tag == "noun"
        and (article.sure(words[at].text) or words[at].text in article.table.empty)
    ):
        at -= 1
    if at < 1 or words[at].tag != "open" or words[at].text not in article.brackets or view.figure.direction is not None:
        return
    at -= 1
    quoted = words[at].tag == "close"
    while at > 0 and words[at].tag == "close":
        at -= 1
    name, rank = resolved(article, words[at])
    if words[at].tag in {"noun", "name"} and view.figure.kind == "percent" and (rank > 1 or quoted) and name:
        yield _proposal(words[at], name, "noted", 93)


def _after(view: View) -> int:
    """The place behind the figure before one in its sentence."""
    return next((at + 1 for at in range(view.at - 1, -1, -1) if view.words[at].tag == "figure"), view.at)


def resolved(article: Article, word: Word) -> tuple[str, int]:  # noqa: PLR0911 - one kind of noun, one return
    """Whom or what a noun is, and how well it leads: 3 for a name, 2 for what stands for one, 1 for a common noun, 0 for none."""
    table, text = article.table, word.text
    if word.tag == "name":
        return text, 3
    if text in table.of("pronouns"):
        return article.company_topic(), 2
    if text in table.of("things"):
        return (article.product, 2) if article.product else ("", 0)
    if text in table.of("market_names") or article.company(text) or _index(article, text):
        return text, 3
    if text in table.of("places") and word.case in _OWNERS:
        return text, 2
    if (
        text in table.of("never")
        or text in table.of("nobody")
        or text in table.of("loose")
        or text in table.of("fillers")
        or text.endswith((*table.endings("persons"), *table.endings("bodies")))
        or len(text) < 2
        or len(text) > _LONGEST
        or article.sure(text)
    ):
        return "", 0
    return text, 1


def _index(article: Article, text: str) -> bool:
    """Whether a noun is called like an index of a market, with its number (JPX日経インデックス400)."""
    ends = article.table.endings("indices")
    return article.market and bool(ends) and text[-1].isdecimal() and text.rstrip(_DIGITS).endswith(ends)


def _owner(article: Article, view: View, found: Found | None) -> Iterator[Proposal]:
    """What the metric's own words say: 蓄電池事業の売上高, 東証株価指数."""
    if found is None:
        return
    table, words = article.table, view.words
    if found.rule == "exchange" or (found.rule == "same" and found.metric in table.table("exchange").values()):
        currency = table.table("currencies").get(view.figure.unit or "", "")
        yield Proposal("subject", currency, "exchange", 90 if article.market or not article.titled else 40)
    noun = words[found.noun].text if found.noun >= 0 else ""
    if noun in table.of("market_names") or (article.market and noun.endswith(table.endings("indices"))):
        yield _proposal(words[found.noun], words[found.noun].text, "index", 88)
    if noun.endswith(table.endings("sized")):
        yield _proposal(words[found.noun], found.metric, "size", 80)
    if found.owner < 0:
        return
    name, rank = resolved(article, words[found.owner])
    if rank == 1:
        name = _counted(article, words, found.owner)
    if name and (rank > 1 or found.rule in _AGENTS or (found.rule == "segment" and not article.titled and not article.national)):
        yield _proposal(words[found.owner], name, "owner", 92)
    elif name and rank == 1 and article.market:
        yield _proposal(words[found.owner], name, "owner", 88)
    elif name and rank == 1 and words[found.owner + 1].tag == "figure" and words[found.owner + 1].case == "genitive":
        yield _proposal(words[found.owner], name, "owner", 76)  # a group with its number: 금융업 41개사의 순이익
    elif name and (view.figure.kind == "measure" or not (article.lead and found.rule in {"noun", "segment"})):
        yield _proposal(words[found.owner], name, "owner", 72 if not article.lead else 48 if found.rule == "unit_of" else 66)


def _counted(article: Article, words: list[Word], at: int) -> str:
    """A noun with the figure that is a part of it and what stands before that (新発10年物国債); its compound (기본 모델)."""
    if article.joined:
        first, table = whole(words, at, joined=True)[0], article.table
        said = table.empty | table.of("loose") | table.of("never")
        while first < at and (words[first].text in said or article.sure(words[first].text)):
            first += 1
        return article.text[words[first].start : words[at].start + len(words[at].text)]
    first = at
    while first > 0 and words[first - 1].end == words[first].start and not words[first - 1].case:
        if words[first - 1].tag not in {"noun", "figure"}:
            break
        first -= 1
    first = first if any(word.tag == "figure" for word in words[first:at]) else at
    return article.text[words[first].start : words[at].start + len(words[at].text)]


def _topics(article: Article, view: View, found: Found | None) -> Iterator[Proposal]:
    """The topics and subjects of the sentence before the figure."""
    taken = {found.noun, found.owner} if found is not None else set()
    for order, one in enumerate(before(view, article.table)):
        word = view.words[one.at]
        if one.at in taken:
            continue
        name, rank = resolved(article, word)
        if not name:
            continue
        if one.at == view.at - 1 and word.case == "with" and view.figure.kind == "count":
            continue  # one of those that are counted: A社など6社
        less = min(order, 8) + 2 * one.figures
        if rank > 1 and word.case in _OWNERS:
            yield _proposal(word, name, "topic", 86 - less)
        elif rank > 1 and word.case in {"genitive", "", "place", "with"}:
            yield _proposal(word, name, "named", 66 - less)
        elif rank == 1 and word.case == "topic" and not one.figures:
            name = _counted(article, view.words, one.at) if article.joined else name
            yield _proposal(word, name, "topic", (62 if article.lead else 64) - less)
        elif rank == 1 and word.case == "subject" and not article.lead:
            yield _proposal(word, name, "subject", 45 - less)


def _proposal(word: Word, name: str, rule: str, weight: int) -> Proposal:
    return Proposal("subject", name, rule, weight, word.start, word.start + len(word.text))


def spoken_of(article: Article, words: list[Word]) -> str:
    """The name that a sentence is about: its first topic that is one, else its first subject; empty for none."""
    if ranked := _ranked(article, words):
        return ranked
    if _announces(article, words):
        return ""
    subject = ""
    for word in words:
        if word.case in _OWNERS and word.tag in {"noun", "name"}:
            name, rank = resolved(article, word)
            if rank > 1 and not (article.lead and name in article.table.of("places")):
                if word.case == "topic":
                    return name
                subject = subject or name
    return subject or _actor(article, words)


def _actor(article: Article, words: list[Word]) -> str:
    """Who a sentence opens with and says to have done something (日本ガイシは工場を建設する); empty for none."""
    word, acts = words[0] if words else None, article.table.endings("acts")
    sells = article.product != "" and article.product in article.title
    if word is None or word.case != "topic" or word.tag != "noun" or not acts or sells:
        return ""
    name, rank = resolved(article, word)
    return name if rank == 1 and any(one.text.startswith(acts) for one in words[1:]) else ""


def _announces(article: Article, words: list[Word]) -> bool:
    """Whether a sentence says that a survey was made or told: who did is a source."""
    table = article.table
    at = next((at for at, word in enumerate(words) if word.case == "object" and word.text in table.of("surveys")), -1)
    return at >= 0 and any(word.text.startswith(table.endings("reports")) for word in words[at + 1 :])


def _ranked(article: Article, words: list[Word]) -> str:
    """Who a sentence says has a place in an order (首位は、クリナップ。); empty for none."""
    said = [word for word in words if word.tag != "mark"]
    places = article.table.endings("ranked")
    if len(said) != _PAIR or not places or said[0].case != "topic" or not said[0].text.rstrip(_DIGITS).endswith(places):
        return ""
    return resolved(article, said[1])[0] if said[1].tag in {"noun", "name"} and not said[1].case else ""


def source(article: Article, words: list[Word]) -> str:
    """The company that a sentence names as its source and then calls by a pronoun (Xによると、同社が…); empty for none."""
    table = article.table
    if not any(word.text in table.of("pronouns") for word in words):
        return ""
    at = next((at for at, word in enumerate(words) if word.case == "source" and word.tag in {"noun", "name"}), -1)
    if at < 0 or words[at].text.endswith(table.endings("bodies")):
        return ""
    first, last = whole(words, at, joined=article.joined)
    return article.text[words[first].start : words[last].start + len(words[last].text)]
