"""English: what a sentence leaves behind for those after it: its subject, the person who speaks, a common thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.actors import actor
from pipeline.stages.attribute.west.gauges import measured_by, named
from pipeline.stages.attribute.west.things import Link, behind, head, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.clauses import Parse

__all__ = ["remember"]

_SURE, _CLOSING, _SAID = 70, 4, 2


def _spoken(article: Article, parse: Parse, phrase: int) -> bool:
    """Whether a common noun is people, a time or something measured, which no it goes on to."""
    last = head(parse, phrase)
    one = thing(article, parse, phrase)
    text = one.text.lower() if one is not None else last
    return article.noun_in("folk", last) or article.noun_in("abstract", last) or bool(measured_by(article, text, last))


def _weighty(article: Article, name: str) -> bool:
    """Whether a speaker is a company or what the article is about, not only a source."""
    if article.is_body(name) or (article.is_source(name) and article.is_source(article.lead)):
        return False
    return name == article.lead or name.rsplit(" ", 1)[-1] in article.sets["companies"]


def remember(article: Article, parse: Parse, figures: list[int], block: int) -> None:
    """What a sentence leaves behind: its subject, and the person whose words it gives."""
    report = article.sets["report"]
    if not parse.words:
        return
    end = parse.words[-1].end
    if not figures and not _stopped(article, end):
        return
    article.recent = teller = ""
    article.person = _quoted(article, parse) or article.person
    _gauge(article, parse, figures)
    listed = article.document.blocks[block].kind == "list_item" and not _stopped(article, end)
    for clause in () if listed else parse.clauses:
        if clause.subject < 0 or clause.relative or clause.bracket:
            continue
        verbs = [parse.words[at] for at in clause.verbs]
        one = actor(article, parse, clause.subject, len(parse.words))
        if one is None or one.kind != "name":
            goes_on = one is not None and one.kind == "common" and verbs and not _spoken(article, parse, clause.subject)
            article.recent = one.text if one is not None and goes_on and not article.recent else article.recent
            continue
        if one.text in article.persons:
            article.person = one.text
        if any(word.lemma in report for word in verbs[:2]):
            article.person = teller = one.text
            if not _weighty(article, one.text):
                continue
        if verbs:
            last = head(parse, clause.subject)
            other = one.text in article.persons or measured_by(article, last, last) or _made(article, one.text)
            article.firm = article.firm if other else one.text
            _turn(article, one.text, block)
            article.recent = ""
            break
    sure = [article.answers[index] for index in figures if index in article.answers]
    for answer in sure[::-1]:
        chosen = answer.chosen.get("subject")
        if (
            chosen is not None
            and chosen.weight >= _SURE
            and chosen.rule != "scope"
            and any(one.isupper() for one in chosen.value)
        ):
            _turn(article, chosen.value, block)
            article.firm = teller if chosen.value == teller and teller not in article.persons else article.firm
            break


def _quoted(article: Article, parse: Parse) -> str:
    """Who is said behind a quotation to have said it (…,” said Ada Tran, 24); empty for nobody."""
    words, phrase_of = parse.words, parse.phrase_of
    for at in range(1, len(words) - 1):
        if words[at].lemma not in article.sets["report"] or words[at].tag != "verb" or words[at - 1].tag != "mark":
            continue
        one = thing(article, parse, phrase_of[at + 1]) if phrase_of[at + 1] >= 0 else None
        if one is not None and one.kind == "name" and not article.is_body(one.text):
            return one.text
    return ""


def _made(article: Article, name: str) -> bool:
    """Whether a name is that of a thing, which no company is called: it ends in a common noun or a number (Kite chip, Nova 5)."""
    last = name.rpartition(" ")[2]
    return " " in name and name != article.lead and (last.islower() or last.isdigit())


def _stopped(article: Article, end: int) -> bool:
    """Whether a sentence ends in a full stop, so that it is one."""
    return article.text[max(0, end - _CLOSING) : end + 1].rstrip("\"”’' \n")[-1:] in article.sets["stops"]


def _gauge(article: Article, parse: Parse, figures: list[int]) -> None:
    """Keep what the sentence's main clause says is measured, and whose it is."""
    main = next((one for one in parse.clauses if one.subject >= 0 and one.verbs and not one.relative and not one.bracket), None)
    article.gauge = article.gauge_owner = ""
    if main is None:
        return
    first = parse.words[parse.phrases[main.subject].first]
    links = [*behind(parse, parse.phrases[main.subject].last, len(parse.words))[::-1], Link(main.subject, "")]
    one = named(article, parse, links, len(links) - 1) if first.tag != "pronoun" else None
    if one is None or not one.sure:
        return
    article.gauge = one.metric
    answered = next((article.answers[index] for index in figures if index in article.answers), None)
    if one.owner is not None and one.owner.kind in {"name", "common"}:
        article.gauge_owner = one.owner.text
    elif answered is not None and answered.metric == one.metric and answered.subject:
        article.gauge_owner = answered.subject


def _turn(article: Article, name: str, block: int) -> None:
    """Make a name the topic, unless it is that of a part of a company."""
    if name in article.parts or (name in article.sets["countries"] and name not in {article.lead, article.country}):
        return
    *_, last = name.split()
    if last.islower() and name != article.lead:
        proper = " ".join(word for word in name.split() if not word.islower())
        lands = article.sets["countries"]
        native = proper.lower().endswith(article.grammar.endings["adjective"])
        native = native or any(proper.startswith(one) and proper != one for one in lands)  # the American wind industry
        if native and article.names.get(name, 0) < _SAID:
            return
        native = native or any(one.startswith(proper) for one in lands)
        if article.names.get(proper, 0) >= _SAID and not native:
            name = proper  # the MacBook Pro keyboard is one of the MacBook Pro
    article.topic, article.topic_block = name, block
    if name not in article.persons:
        article.matter = name
