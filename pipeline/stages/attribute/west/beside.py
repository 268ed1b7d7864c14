"""English: whose a figure is by what stands right beside it: a label, a name, what has it, who did it, of whom it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.proposal import Proposal
from pipeline.stages.attribute.west.actors import resolved
from pipeline.stages.attribute.west.following import counted_words
from pipeline.stages.attribute.west.things import Thing, behind, thing

if TYPE_CHECKING:
    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.found import Found
    from pipeline.stages.attribute.west.view import View

__all__ = [
    "SUBJECT",
    "apposing",
    "at_side",
    "borne",
    "bracketed",
    "by_agent",
    "counted_itself",
    "labelled",
    "named_before",
    "of_nobody",
    "of_place",
    "of_whom",
    "possessed",
    "proposed",
]

SUBJECT = {"name": 72, "common": 55, "pronoun": 64, "person": 66, "ours": 68, "nominal": 66}
"""How sure it is that the subject of a clause is whose its figures are, by the kind of thing."""
_CODE = 4
"""Letters of a short name; a place before a report is longer (NEW DELHI: …)."""
_BEHIND = 40
"""Characters behind a figure in which its own place stands."""


def labelled(article: Article, view: View) -> list[Proposal]:
    """The name that a sentence begins with as a label (Ada Tran: held in lieu of a $5,000 bond)."""
    parse = view.parse
    last = parse.phrases[0].last if parse.phrases and parse.phrases[0].first == 0 else len(parse.words)
    if last >= view.word or parse.words[last].text not in article.sets["label_ends"]:
        return []
    one = thing(article, parse, 0)
    dateline = one is not None and one.text.isupper() and len(one.text) > _CODE and one.text not in article.names
    named = one is not None and one.kind == "name" and not dateline
    return proposed(article, view, one if named else None, "label_name", {**SUBJECT, "name": 67})


def named_before(article: Article, view: View) -> list[Proposal]:
    """The name right before a figure in a line without a verb (Baker 6 points)."""
    words, phrase = view.parse.words, view.phrase
    if phrase < 0 or view.verb >= 0 or view.parse.clauses[view.clause].verbs:
        return []
    first = view.parse.phrases[phrase].first
    if first == view.word or not all(word.tag == "name" for word in words[first : view.word]):
        return []
    return proposed(article, view, thing(article, view.parse, phrase), "beside", {**SUBJECT, "name": 74})


def possessed(article: Article, view: View) -> list[Proposal]:
    """Whose the things counted are: by the possessor before them (Delhi's more than 10 million cars), or by what they are of."""
    words, phrase_of, lead = view.parse.words, view.parse.phrase_of, view.lead
    if view.figure.kind != "count":
        return []
    if lead > 0 and words[lead].tag == "genitive" and phrase_of[lead - 1] >= 0:
        return proposed(article, view, thing(article, view.parse, phrase_of[lead - 1]), "possessor", {**SUBJECT, "name": 82})
    first = view.after[0] if view.after and view.after[0].by in article.cues.of("of") else None
    one = thing(article, view.parse, first.phrase) if first is not None else None
    proper = one is not None and one.kind == "name" and not one.text.rpartition(" ")[2].islower()
    return proposed(article, view, one if proper else None, "of_name", {**SUBJECT, "name": 76})


def borne(article: Article, view: View) -> list[Proposal]:
    """The thing that has what is said of it with with (the X2, a phone with a 6.3-inch screen and a 5,100mAh battery)."""
    words, phrases, phrase_of = view.parse.words, view.parse.phrases, view.parse.phrase_of
    if view.figure.kind != "measure":
        return []
    at = (phrases[view.phrase].first if view.phrase >= 0 else view.word) - 1
    while at > view.low and (words[at].tag == "conjunction" or words[at].text == ",") and phrase_of[at - 1] >= 0:
        at = phrases[phrase_of[at - 1]].first - 1
    if at <= view.low or words[at].low not in article.sets["accompanying"] or phrase_of[at - 1] < 0:
        return []
    bearer = phrase_of[at - 1]
    one = apposing(article, view, bearer) or thing(article, view.parse, bearer)
    return proposed(article, view, one, "bearer", {**SUBJECT, "name": 76})


def apposing(article: Article, view: View, phrase: int) -> Thing | None:
    """The name that a common noun says behind a comma what it is (Acme's Mesquite project, a 419 MW wind farm); None for none."""
    parse, first = view.parse, view.parse.phrases[phrase].first
    if first < 2 or parse.words[first - 1].text != "," or parse.phrase_of[first - 2] < 0:
        return None
    if parse.words[first].low not in article.sets["articles"]:
        return None
    one = thing(article, parse, parse.phrase_of[first - 2])
    return one if one is not None and one.kind == "name" else None


def at_side(article: Article, view: View) -> list[Proposal]:
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
    return proposed(article, view, one if one is not None and one.kind == "name" else None, "side", {**SUBJECT, "name": 75})


def counted_itself(article: Article, view: View) -> list[Proposal]:
    """The things counted, where they are what the clause is about (28 people were put under quarantine)."""
    parse = view.parse
    later = any(at > view.word for at in parse.clauses[view.clause].verbs)
    if view.figure.kind != "count" or view.verb >= 0 or view.by or view.links or not later or parse.clauses[view.clause].relative:
        return []
    words = counted_words(article, view)
    low = words[-1].lower() if words else ""
    told = of_nobody(article)
    if not low or article.has("plain_counts", low) or not (told or article.noun_in("folk", low)):
        return []
    return [Proposal("subject", " ".join(words), "counted", 57, view.figure.start, view.figure.end)]


def by_agent(article: Article, view: View) -> list[Proposal]:
    """Who did what is said of the things counted (sixteen priorities identified by the ministry)."""
    words, parse = view.parse.words, view.parse
    at = parse.phrases[view.phrase].last if view.phrase >= 0 else view.word + 1
    if view.figure.kind != "count" or at + 2 >= len(words) or words[at].tag != "verb" or words[at].form not in {"past", "part"}:
        return []
    if words[at + 1].low not in article.sets["agents"] or parse.phrase_of[at + 2] < 0:
        return []
    return proposed(article, view, thing(article, parse, parse.phrase_of[at + 2]), "agent", {**SUBJECT, "name": 74})


def bracketed(article: Article, view: View) -> list[Proposal]:
    """The thing that a figure alone in a bracket stands behind (in-feed units (30%))."""
    words, at, phrase_of = view.parse.words, view.word, view.parse.phrase_of
    alone = 1 < at < len(words) - 1 and words[at - 1].text == "(" and words[at + 1].text == ")" and phrase_of[at - 2] >= 0
    one = thing(article, view.parse, phrase_of[at - 2]) if alone else None
    return proposed(article, view, one, "bracket", {**SUBJECT, "name": 75, "common": 75})


def of_whom(article: Article, view: View, metric: Found | None) -> list[Proposal]:
    """The common things that a change is said to be of, right behind it (rose 5.9% for residential homes)."""
    if metric is None or metric.owner is not None or view.figure.kind not in {"percent", "money"}:
        return []
    words, at, after = view.parse.words, view.word + 1, view.after
    if not after and at + 1 < len(words) and words[at].low in article.sets["list_signs"] and words[at + 1].tag == "figure":
        after = behind(view.parse, at + 2, len(words))  # 5% to $315,000 for residential homes
    if not after:
        return []
    link = after[0]
    one = thing(article, view.parse, link.phrase) if link.by in article.sets["swap"] else None
    last = one.text.lower().rsplit(" ", 1)[-1] if one is not None else ""
    if one is None or one.kind != "common" or article.noun_in("abstract", last) or article.noun_in("measures", last):
        return []
    changed = article.has("changes", view.lemma) or view.figure.direction is not None
    return [Proposal("subject", one.text, "of_whom", 62 if metric.same < 0 else 85)] if changed and last.endswith("s") else []


def of_place(article: Article, view: View, before: int, subject: str) -> list[Proposal]:
    """The place right behind a figure, where the one before it had its own (fell 0.5% in Latin America and 2.5% in Europe)."""
    figure = article.document.figures[before]
    if not view.after or not article.has("owner_of", view.after[0].by):
        return []
    if subject not in article.text[figure.end : min(view.figure.start, figure.end + _BEHIND)]:
        return []
    one = thing(article, view.parse, view.after[0].phrase)
    if one is not None and one.kind == "common" and article.noun_in("abstract", one.text.lower().rsplit(" ", 1)[-1]):
        return []
    return proposed(article, view, one, "own_place", {**SUBJECT, "name": 85, "common": 85})


def proposed(article: Article, view: View, one: Thing | None, rule: str, weights: dict[str, int]) -> list[Proposal]:
    """A thing as a proposal, resolved; none where it stands for nothing."""
    text = resolved(article, view, one) if one is not None else ""
    if article.has("forecasters", text.lower().rsplit(" ", 1)[-1]):
        return []
    place = (view.parse.words[0].start, view.figure.start)
    if one is not None and one.kind == "common" and article.noun_in("levels", text.lower().rsplit(" ", 1)[-1]):
        return []
    return [Proposal("subject", text, rule, weights[one.kind], *place)] if one is not None and text else []


def of_nobody(article: Article) -> bool:
    """Whether an article is about no company: those that it names only say what it tells (TrueCar projected …)."""
    topic = article.topic
    told = not topic or topic == article.lead or article.names.get(topic, 0) <= 1 or article.is_source(topic)
    return told and article.is_source(article.lead)
