"""What a figure is a part of: うち7割が女性, 全体の4割を占める."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.stages.attribute.marked.found import Found
from pipeline.stages.attribute.marked.named import named
from pipeline.stages.attribute.marked.view import before, verbs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.view import View

__all__ = ["parts"]

_AHEAD = 6


def parts(article: Article, view: View) -> Iterator[Found]:
    """A part of a whole: うち7割が女性, 全体の4割を占める."""
    table, words, figure = article.table, view.words, view.figure
    if figure.kind != "percent" or figure.direction is not None:
        return
    last = words[view.at - 1] if view.at else None
    if last is not None and last.text in table.of("parts") and words[view.at].case in {"subject", "topic"}:
        following = next((word for word in words[view.at + 1 : view.at + _AHEAD] if word.tag in {"noun", "verb"}), None)
        if following is not None and following.tag == "noun":
            yield Found(following.text + table.word("share_of"), "part", 90)
        elif following is not None:
            yield Found(_bare(following.text, article) + table.word("share_of"), "part", 88)
    group = last is not None and last.case == "genitive" and last.tag == "noun" and words[view.at].case in {"subject", "topic"}
    if group and last is not None and not article.sure(last.text) and last.text not in table.of("wholes") | table.of("never"):
        yield Found(last.text + table.word("share_of"), "part", 88, view.at - 1)
    share = any(word.text.startswith(table.endings("shares")) for word in verbs(view, table))
    tied = last is not None and last.case == "genitive" and last.tag in {"noun", "name"}
    if not share and not (tied and last is not None and last.text in table.of("wholes")):
        return
    if not tied and last is not None and last.case == "subject" and last.tag == "noun" and not article.sure(last.text):
        yield Found(last.text + table.word("share_of"), "part", 91, view.at - 1)
        return
    earlier = article.answers.get(view.previous) if view.previous is not None else None
    if earlier is not None and earlier.metric:
        yield Found(earlier.metric + table.word("ratio"), "share", 91, noun=view.at - 1 if tied else -1)
        return
    for one in before(view, table):
        word = words[one.at]
        if word.case in {"topic", "subject"} and one.at != view.at - 1:
            text, owner = named(article, words, one.at)
            yield Found(
                text + (table.word("ratio") if article.sure(text) else table.word("share_of")), "share", 90, one.at, owner
            )
            return
    if tied and last is not None:
        yield Found(last.text + table.word("share_of"), "share", 70, view.at - 1)


def _bare(text: str, article: Article) -> str:
    """A predicate without its copula (女性だ)."""
    for word in article.table.endings("function"):
        if text.endswith(word) and len(text) > len(word):
            return text.removesuffix(word)
    return text
