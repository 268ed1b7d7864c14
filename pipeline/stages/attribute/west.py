"""English: whose a figure is, what it measures and when, by the order of words.

A sentence is cut at commas; what is measured stands before the verb (New vehicle sales in the Houston area plunged 10 percent), behind
the figure (a 2.8 per cent discount), or in the verb (raised $13bn). Its owner is a possessive, an ``of`` or ``in`` phrase, a name, or
what the article is about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.context import Answer
from pipeline.stages.attribute.proposal import Proposal, choose

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.lexicon.attribution import Cues
    from pipeline.periods import Period

__all__ = ["walk"]

_WORD = re.compile(r"[A-Za-z0-9&$%][\w&.'’/-]*[\w%]|[A-Za-z0-9]")
_NAME = re.compile(r"(?<![\w.])[A-Z][\w&-]*(?:['’](?!s\b)[A-Z]\w+)?(?: (?:(?:of|and|&) )?[A-Z0-9][\w&-]*){0,4}")
_BREAK = re.compile(r"(?<=[a-z0-9%)\"”’])[.!?][\"”’]?\s+(?=[A-Z\"“‘(])|\n+")
_POSSESSIVE = re.compile(
    r"((?:[A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,4}))['’]s?\s+$|([A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,4})['’]s?\s"
)
_FLOOR = 20
_OPENS = {"", ".", "“", '"'}
_TAIL, _NAMED = 3, 8


class _Article:
    """An article as the rules see it: names by weight, periods in order, and what carries from sentence to sentence."""

    def __init__(self, document: Document, cues: Cues, periods: tuple[Period, ...]) -> None:
        self.text, self.cues, self.periods = document.text.value, cues, periods
        self.document = document
        self.stop = frozenset(cues.of("stop"))
        self.leading = frozenset(cues.of("article"))
        self.verbs = frozenset((*cues.of("verb"), *cues.of("rise"), *cues.of("fall")))
        self.names = self._names()
        self.lead = max(self.names, key=lambda name: (self.names[name], -self.text.find(name)), default="")
        self.topic = ""
        self.first = ""
        """The first owner that a figure was given: what the article is about, where no name is."""
        self.answers: dict[int, Answer] = {}

    def _names(self) -> dict[str, float]:
        """Every name and its weight: how many different blocks say it, more for the title. A name that only opens sentences is none."""
        title = (self.document.metadata.title or "").lower()
        counts: Counter[str] = Counter()
        seen: set[str] = set()
        for block in self.document.blocks:
            body = self.text[block.start : block.end]
            if body in seen:
                continue
            seen.add(body)
            here: set[str] = set()
            for match in _NAME.finditer(body):
                name = _bare(self, match.group())
                opens = match.start() == 0 or body[max(0, match.start() - 2) : match.start()].strip() in _OPENS
                if len(name) >= 2 and not name.isdigit() and (not opens or " " in name or name in counts or name in title):
                    here.add(name)
            counts.update(here)
        return {
            name: count * (2.0 if name.lower() in title else 1.0) + (3 if name.lower() in title else 0)
            for name, count in counts.items()
        }


def walk(document: Document, cues: Cues, periods: tuple[Period, ...]) -> dict[int, Answer]:
    """The answers of all figures of an English document, by index."""
    article = _Article(document, cues, periods)
    figures = document.figures
    at = 0
    for block in document.blocks:
        edges = [block.start, *(match.end() for match in _BREAK.finditer(article.text, block.start, block.end)), block.end]
        previous: list[int] = []
        for start, end in zip(edges, edges[1:], strict=False):
            inside = []
            while at < len(figures) and figures[at].start < end:
                if figures[at].start >= start:
                    inside.append(at)
                at += 1
            for place, index in enumerate(inside):
                before = inside[place - 1] if place else None
                after = figures[inside[place + 1]].start if place + 1 < len(inside) else end
                _answer(article, index, start, after, before, previous)
            previous = inside or previous
            _remember(article, start, end)
    return article.answers


def _remember(article: _Article, start: int, end: int) -> None:
    """The name that a sentence begins with is what the next one's pronouns stand for."""
    match = _NAME.search(article.text, start, min(end, start + 60))
    if match and article.names.get(match.group(), 0) >= 2:
        article.topic = match.group()


def _answer(article: _Article, index: int, start: int, after: int, before: int | None, previous: list[int]) -> None:
    figure, text = article.document.figures[index], article.text
    answer = Answer()
    article.answers[index] = answer
    low = article.document.figures[before].end if before is not None else start
    left = text[low : figure.start]
    right = text[figure.end : after]
    metric, owner = _metric(article, index, left, right, low, before, text[start : figure.start])
    answer.proposals += metric
    chosen = choose(metric)
    if chosen is not None and figure.kind in {"money", "percent"} and chosen.value.lower() in article.cues.nouns:
        chosen = replace(chosen, value=article.cues.nouns[chosen.value.lower()])
    if chosen is not None and chosen.weight >= _FLOOR:
        answer.chosen["metric"], answer.metric = chosen, chosen.value
    subjects = _subject(article, owner, text[start : figure.start], before, previous)
    answer.proposals += subjects
    chosen = choose(subjects)
    if chosen is not None:
        answer.chosen["subject"], answer.subject = chosen, chosen.value
    times = _period(article, index, start, low, after, before, previous)
    answer.proposals += times
    chosen = choose(times)
    if chosen is not None:
        answer.chosen["period"], answer.period = chosen, chosen.value


def _bare(article: _Article, name: str) -> str:
    """A name without the capitalised little words it begins or ends with (The Federal Reserve)."""
    words = name.split()
    skip = article.cues.of("stop_names")
    while words and words[0] in skip:
        words = words[1:]
    while words and words[-1] in skip:
        words = words[:-1]
    return " ".join(words)


def _phrase(article: _Article, words: list[str]) -> list[str]:
    """A noun phrase without the little words it begins and ends with."""
    while words and words[0].lower() in article.leading:
        words = words[1:]
    while words and words[-1].lower() in article.leading:
        words = words[:-1]
    return words


def _metric(  # noqa: PLR0913 - a figure and the text at its sides
    article: _Article, index: int, left: str, right: str, low: int, before: int | None, whole: str
) -> tuple[list[Proposal], str]:
    """The metrics proposed, and the owner read along with the first of them."""
    cues, figure = article.cues, article.document.figures[index]
    found: list[Proposal] = []
    owner = ""
    if before is not None and article.answers[before].metric:
        bridge = left.strip(" ,()–—-").lower()
        words = bridge.split()
        related = not words or (
            len(words) <= _TAIL and (words[0] in (*cues.of("base"), *cues.of("rise"), *cues.of("fall"), "and", "or", "to"))
        )
        related |= any(bridge.endswith(opener) for opener in cues.of("base"))
        if related:
            found.append(Proposal("metric", article.answers[before].metric or "", "same_metric", 82))
    body = whole if before is None else left
    clause = re.split(r"[,;:–—(]\s", body)[-1]
    for piece, weight in ((clause, 70), (body, 58), (whole, 36)):
        head = _before_verb(article, piece, figure.kind)
        if head is None:
            continue
        phrase, whose, known = head
        found.append(Proposal("metric", phrase, "before_verb", weight + (8 if known else -20), low, figure.start))
        owner = owner or whose
        break
    behind = _behind(article, right, figure.kind)
    if behind:
        found.append(Proposal("metric", behind[0], "behind", behind[1], figure.end, figure.end + len(right)))
    words = [word.lower() for word in _WORD.findall(clause)]
    for word in reversed(words[-4:]):
        noun = cues.nouns.get(word)
        if noun and not (noun == "price" and figure.kind != "money"):
            found.append(Proposal("metric", noun, "verb", 66 if word in article.verbs else 44, low, figure.start))
            break
    if before is not None and article.answers[before].metric:
        found.append(Proposal("metric", article.answers[before].metric or "", "figure_before", 30))
    return found, owner


def _before_verb(article: _Article, piece: str, kind: str) -> tuple[str, str, bool] | None:
    """The noun phrase before the last verb of a piece: what is measured, whose, and whether it is a standard metric."""
    tokens = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(piece)]
    verbs = [number for number, (word, _, _) in enumerate(tokens) if word.lower() in article.verbs]
    table = metrics().by_word.get("en", {})
    ends = [verbs[0]] if verbs else []
    heads = []
    for number in range(len(tokens) - 1, -1, -1):
        word = tokens[number][0].lower()
        two = f"{tokens[number - 1][0].lower()} {word}" if number else word
        if not (word in table or two in table or (word.endswith("s") and word[:-1] in table)):
            continue
        start = number - (two in table)
        while start > 0 and _joins(article, tokens[start - 1], tokens[start]):
            start -= 1
        words = _phrase(article, [token[0] for token in tokens[start : number + 1]])
        if words:
            heads.append((" ".join(words), start, number))
    for phrase, start, number in heads:
        under = start > 0 and tokens[start - 1][0].lower() in (*article.cues.of("owner_of"), *article.cues.of("article"))
        inside = under and any(token[0].lower() in article.cues.of("owner_of") for token in tokens[max(0, start - 3) : start])
        if inside and any(other < start - 1 for _, _, other in heads):
            continue
        whose = _owner(article, piece[: tokens[start][1]], piece[tokens[number][2] :])
        return (*_unnamed(article, phrase, whose), True)
    if not ends or kind in {"count"}:
        return None
    words = _phrase(article, [token[0] for token in tokens[: ends[0]]])
    for number, word in enumerate(words):
        if word.lower() in article.cues.of("owner_of") and number:
            whose = " ".join(_phrase(article, words[number + 1 :]))
            return " ".join(words[:number]), whose, False
    return (" ".join(words), "", False) if 0 < len(words) <= 5 else None


def _joins(article: _Article, one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Whether a word belongs to the noun phrase that begins right behind it."""
    word = one[0].lower()
    return word not in article.stop | article.verbs and one[2] == other[1] - 1 and not word.endswith(("'s", "’s"))


def _unnamed(article: _Article, phrase: str, owner: str) -> tuple[str, str]:
    """A metric without the name it begins with (Alibaba shares → shares, Alibaba)."""
    for name in sorted(article.names, key=len, reverse=True):
        if phrase.startswith(name + " ") and article.names[name] >= 2:
            return phrase[len(name) + 1 :], owner or name
    return phrase, owner


def _owner(article: _Article, before: str, after: str) -> str:
    """Whose: a possessive right before the phrase, else an ``of`` or ``in`` phrase behind it."""
    match = re.search(r"([A-Z][\w&.-]*(?: [A-Z0-9][\w&.-]*){0,3})['’]s?\s*$", before)
    if match:
        return match.group(1)
    words = [match.group() for match in _WORD.finditer(after)]
    if words and words[0].lower() in article.cues.of("owner_of"):
        kept: list[str] = []
        for word in words[1:]:
            if word.lower() in article.verbs or (kept and word.lower() in article.stop) or word[0].isdigit():
                break
            kept.append(word)
        kept = _phrase(article, kept)
        if kept and len(kept) <= 5 and kept[0] not in article.cues.of("stop_names"):
            return " ".join(kept)
    return ""


def _behind(article: _Article, right: str, kind: str) -> tuple[str, int] | None:
    """A metric behind its figure: 2.8 per cent discount, 30,154 new cars."""
    clause = re.split(r"[,;:.–—()]\s|[,;:.)]$", right)[0]
    words = [match.group() for match in _WORD.finditer(clause)]
    if not words:
        return None
    kept: list[str] = []
    for word in words[:7]:
        low = word.lower()
        if low in article.stop or (low in article.verbs and low not in article.cues.of("behind")):
            break
        kept.append(word)
    if kind == "count":
        kept = _phrase(article, kept)
        return (" ".join(kept), 48) if kept else None
    known = metrics().find("en", " ".join(kept).lower()) if kept else None
    if kept and (kept[-1].lower() in article.cues.of("behind") or known is not None):
        return " ".join(_phrase(article, kept)), 82 if len(kept) <= _TAIL and kept[-1].lower() in article.cues.of(
            "behind"
        ) else 64
    return None


def _subject(article: _Article, owner: str, whole: str, before: int | None, previous: list[int]) -> list[Proposal]:
    found: list[Proposal] = []
    if owner:
        article.first = article.first or owner
        found.append(Proposal("subject", owner, "owner", 80 if owner in article.names else 66))
    if before is not None and article.answers[before].subject:
        found.append(Proposal("subject", article.answers[before].subject or "", "same_sentence", 62))
    opens = re.compile(r"\b(?:" + "|".join(article.cues.of("opens")) + r")\s$", re.IGNORECASE)
    said = [
        (match.start(), _bare(article, match.group()))
        for match in _NAME.finditer(whole)
        if not opens.search(whole[: match.start()])
    ]
    names = [name for _, name in said if article.names.get(name, 0) >= 2]
    if names:
        found.append(Proposal("subject", names[0], "name", 60))
    elif said and " " in said[0][1] and said[0][0] == 0:
        found.append(Proposal("subject", said[0][1], "name_once", 50))
    if article.topic:
        found.append(Proposal("subject", article.topic, "carried", 44))
    if previous and article.answers.get(previous[-1]) and article.answers[previous[-1]].subject:
        found.append(Proposal("subject", article.answers[previous[-1]].subject or "", "figure_before", 46))
    if article.first and article.names.get(article.lead, 0) < _NAMED:
        found.append(Proposal("subject", article.first, "first_owner", 45))
    if article.lead:
        found.append(Proposal("subject", article.lead, "lead", 40))
    return found


def _period(  # noqa: PLR0913 - a figure and the text at its sides
    article: _Article, index: int, start: int, low: int, after: int, before: int | None, previous: list[int]
) -> list[Proposal]:
    figure, text, cues = article.document.figures[index], article.text, article.cues
    opener = text[max(start, low - 1) : figure.start].lower().rstrip(" $€£¥")
    base = any(opener.endswith(word) for word in cues.of("base"))
    found: list[Proposal] = []
    for one in article.periods:
        if one.start >= after + 40:
            break
        if one.value is None or one.since or one.end <= start:
            continue
        if one.start >= figure.end and one.start < after:
            if one.rule == "year_ago" and not base:
                continue
            gap = text[figure.end : one.start]
            if not base and gap.lower().rstrip().endswith(cues.of("base")):
                continue
            weight = 86 - min(30, len(gap) // 3) if base or one.rule != "year_ago" else 10
            found.append(Proposal("period", one.value, "after", weight if len(gap) < 90 else 40, one.start, one.end))
        elif one.end <= figure.start and one.start >= start and one.rule != "year_ago":
            found.append(Proposal("period", one.value, "before", 70 if one.start >= low else 58, one.start, one.end))
    if before is not None and article.answers[before].period and not base:
        found.append(Proposal("period", article.answers[before].period or "", "same_sentence", 60))
    if not found and previous and article.answers.get(previous[-1]) and article.answers[previous[-1]].period:
        found.append(Proposal("period", article.answers[previous[-1]].period or "", "paragraph", 40))
    return found
