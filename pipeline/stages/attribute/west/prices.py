"""English: what a figure measures by what is sold for it, and by its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.west.found import Found
from pipeline.stages.attribute.west.gauges import measured_by, unit_noun
from pipeline.stages.attribute.west.things import head, thing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.west.article import Article
    from pipeline.stages.attribute.west.things import Thing
    from pipeline.stages.attribute.west.view import View

__all__ = ["priced", "unit"]


def priced(article: Article, view: View) -> Iterator[Found]:
    """The price of what is sold: offers the MacBook for $700, drops to $799."""
    if view.figure.kind != "money":
        return
    price = article.cues.word("price_noun")
    if view.by in article.sets["list_signs"] and view.links and article.has("changes", view.lemma):
        one = thing(article, view.parse, view.links[-1].phrase)
        if one is not None and one.kind == "name" and not view.before(view.links[-1].phrase):
            yield Found(price, "price", 74, one)
            return
    if view.by in article.sets["aims"] and view.links:
        root = view.links[-1].phrase
        last = head(view.parse, root)
        swapped = view.by in article.sets["swap"] and article.has("sells", view.lemma)
        if swapped or (not measured_by(article, last, last) and not article.noun_in("amounts", last)):
            sells = article.has("sells", view.lemma) or view.verb < 0
            noun = article.cues.nouns.get(view.lemma, price) if article.has("buys", view.lemma) else price
            yield Found(noun, "price", 81 if swapped else 72 if sells else 48, _sold(article, view) if sells else None)
    elif view.by in article.sets["aims"] and article.has("sells", view.lemma):
        yield Found(price, "price", 62)
    sale = article.product or (view.by in article.sets["swap"] and article.has("sells", view.lemma))
    default = price if sale else article.cues.word("value_noun")
    yield Found(default, "money", 24)


def _sold(article: Article, view: View) -> Thing | None:
    """What is sold: the root of what leads to a price; of shares or a stake, what they are of."""
    root = view.links[-1].phrase
    if article.has("shareholdings", head(view.parse, root)):
        for link in view.links[-2::-1]:
            one = thing(article, view.parse, link.phrase) if article.has("owner_of", link.by) else None
            if one is not None and one.kind == "name":
                return one
    return thing(article, view.parse, root)


def unit(article: Article, view: View) -> Iterator[Found]:
    """What the unit says (GB: storage)."""
    noun = unit_noun(article, view.figure, view.parse.words)
    if noun and (view.figure.unit not in article.sets["tied_units"] or "-" in view.figure.text):
        yield Found(noun, "unit", 52)
    elif noun:
        yield Found(article.cues.word("length_noun"), "unit", 38)
