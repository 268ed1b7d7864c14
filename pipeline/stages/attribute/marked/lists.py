"""Lists that 'respectively' opens: the figures of a sentence against the nouns before it, one to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.stages.attribute.marked.article import Article
    from pipeline.stages.attribute.marked.word import Word

__all__ = ["listed"]

_PAIR = 2


def listed(article: Article, words: list[Word], figures: list[int]) -> dict[int, int]:
    """The noun of each figure, by place: 売上高と営業利益はそれぞれ100億円、20億円. Empty where no such list is.

    Behind figures of their own the nouns are those of the figures (売上高100億円、営業利益20億円とそれぞれ5%、8%増).
    """
    if len(figures) < _PAIR:
        return {}
    table = article.table
    opens, joins = table.of("each"), table.of("commas") | table.of("joins")
    each = next((at for at, word in enumerate(words) if word.text in opens), -1)
    behind = [at for at in figures if at > each]
    if each < 0 or len(behind) < _PAIR:
        return {}
    earlier = [at for at in figures if at < each]
    if len(earlier) >= len(behind):
        pairs = zip(behind, earlier[-len(behind) :], strict=True)
        heads = {one: next((at for at in range(other - 1, -1, -1) if words[at].tag == "noun"), -1) for one, other in pairs}
        return heads if min(heads.values()) >= 0 else {}
    nouns: list[int] = []
    at = each - 1
    while at >= 0 and len(nouns) < len(behind):
        word = words[at]
        if word.tag in {"noun", "name"} and (not nouns or word.case in {"with", "", "by"} or words[at + 1].tag == "mark"):
            nouns.append(at)
        elif not (word.tag == "mark" and word.text in joins):
            break
        at -= 1
    return dict(zip(behind, reversed(nouns), strict=True)) if len(nouns) == len(behind) else {}
