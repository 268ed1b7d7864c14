"""The title: what the page's hints and its visible headings agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import boilerplate, shape
from pipeline.lexicon.signs import signs
from pipeline.stages.describe.evidence import Finding, letters

if TYPE_CHECKING:
    from pipeline.lexicon.titles import Titles
    from pipeline.stages.describe.evidence import Line, Page

__all__ = ["title"]

STATED = ("og:title", "jsonld:headline", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
SHORTEST, LONGEST = 4, 180
_BETWEEN = "\uffff"
"""No character: it stands between two titles."""
NAME = 2
"""A heading of the first rank may be this short: the subject of an encyclopedia's article."""
DEEP = 8
"""Behind so many sentences a heading is no more likely to be the title's the later it stands."""
LOOK = 400
"""Lines of a flat page among which its title is looked for."""


def title(page: Page) -> Finding | None:
    """The article's title with its evidence and place, or None where the page has none."""
    front = page.hint("front:title")
    if front is not None:
        return front
    stated = [hint for name in STATED for hint in [page.hint(name)] if hint is not None]
    whole = page.hint("title")
    if not stated and whole is None:
        return _flat(page)
    names = [hint.value for hint in stated] + ([whole.value] if whole else [])
    seen = _visible(page, names)
    if seen is not None:
        return seen
    return _stated(page, stated, whole)


def _visible(page: Page, names: list[str]) -> Finding | None:
    """The visible heading that agrees best with what the page states."""
    keys = [key for name in names if (key := letters(name))]
    best: tuple[float, Line] | None = None
    full = max((len(letters(_trimmed(name, page.titles))) for name in names), default=0)
    least = 0.45 * full
    headings = [line for line in page.lines if line.passage.level == 1 and line.passage.kind == "heading"]
    sections = page.document.sections
    prose = 0
    stated, shortest = _BETWEEN.join(keys), min(map(len, keys), default=0)
    for line in page.lines:
        _, passage, text, is_prose = line
        if prose < DEEP:
            prose += is_prose
        first, size = passage.level == 1, len(text)
        if size > LONGEST or size < (NAME if first else max(SHORTEST, least)):
            continue
        if not first and size < shortest and text[:2].isalnum() and text[0].lower() + text[1].lower() not in stated:
            continue  # a text shorter than any stated title agrees only as a part of one, and most are none
        key = letters(text)
        if len(key) < SHORTEST and not first:
            continue
        agree = sum([_agreement(key, other) for other in keys])
        if not agree or len(key) < least:
            if first and len(headings) == 1 and full and _shared(key, keys) > 0.5:
                agree = 0.6
            else:
                continue
        score = agree + (1.5 if first else 0.8 if passage.level == 2 else 0.3 if passage.kind == "heading" else 0)
        score += min(len(key) / full, 1.0) if full else 0
        names_there = sections[passage.section].names if sections else ""
        score += 0.4 if "title" in names_there or "headline" in names_there else 0
        score -= 0.15 * prose
        score -= 0.8 if passage.links > 0.6 * len(text) else 0
        if best is None or score > best[0] + 0.05:
            best = score, line
    if best is None or shape(best[1].text) in page.titles.generic:
        return None
    line = best[1]
    return Finding(_clean(line.text, page.titles), "the visible heading", line.passage.raw_start, line.passage.raw_end)


def _agreement(key: str, other: str) -> float:
    """How well a heading agrees with a stated title: the same, a part of it, or it with a little more."""
    if key == other:
        return 1.0
    if key in other:
        return 0.7
    return 0.5 if other in key and len(other) > 0.6 * len(key) else 0.0


def _shared(key: str, others: list[str]) -> float:
    """The largest share of the pairs of letters in `key` that one of `others` has too."""
    pairs = {key[i : i + 2] for i in range(len(key) - 1)}
    return max((len(pairs & {o[i : i + 2] for i in range(len(o) - 1)}) / len(pairs) for o in others if pairs), default=0.0)


def _stated(page: Page, stated: list[Finding], whole: Finding | None) -> Finding | None:
    for hint in [*stated, *([whole] if whole else [])]:
        value = _clean(_trimmed(hint.value, page.titles), page.titles)
        if len(letters(value)) >= SHORTEST and shape(value) not in page.titles.generic:
            return Finding(value, hint.evidence, hint.raw_start, hint.raw_end)
    return None


def _clean(text: str, table: Titles) -> str:
    text = " ".join(text.split())
    for prefix in table.prefix:
        if text.startswith(prefix):
            text = text[len(prefix) :].lstrip()
    return text


def _trimmed(text: str, table: Titles) -> str:
    """`text` without the names of site and section behind (or before) the title proper."""
    parts = table.parts(text)
    if len(parts) < 2:
        return text.strip()
    proper = [i for i, part in enumerate(parts) if not part.lower().endswith(table.site)] or list(range(len(parts)))
    longest = max(proper, key=lambda i: len(letters(parts[i])))
    first = text.find(parts[0])
    keep = 0
    for i, part in enumerate(parts):
        if i > longest and (len(letters(part)) <= 16 or part.lower().endswith(table.site)):
            break
        keep = i
    begin = 0
    while begin < longest and (len(letters(parts[begin])) <= 6 and parts[begin].lower().endswith(table.site)):
        begin += 1
    start = text.find(parts[begin], first)
    end = text.find(parts[keep], start if keep == begin else start + len(parts[begin])) + len(parts[keep])
    return text[start:end].strip()


def _flat(page: Page) -> Finding | None:
    """The title of a page without hints: a line that the first line repeats, or that stands over a byline or the text."""
    lines = page.lines[:LOOK]
    if not lines:
        return None
    best: tuple[float, Line] | None = None
    says = [line.prose for line in lines]
    first = says.index(True) if True in says else len(lines)
    # one long sentence by itself may be a slogan in the page's head
    prose = next((i for i, said in enumerate(says) if said and sum(says[i : i + 6]) > 1), first)
    keys = [letters(line.text) for line in lines[: prose + 3]]
    tops = keys[:3]
    told: dict[int, bool] = {}
    for i, key in enumerate(keys):
        line = lines[i]
        if not _headline(line.text, key, page):
            continue
        score = 0.0
        if i > 0 and len(key) >= 6 and any(key != top and key in top for j, top in enumerate(tops) if j < i):
            score += 4
        elif key in keys[max(0, i - 60) : i] and len(key) >= 8:
            score += 2
        score += _under(page, i, told) + min(len(key), 20) / 20
        score += 2 if i > 0 and _trail(lines[i - 1].text) else 0
        score += 1 if i == 0 and len(page.titles.parts(line.text)) == 1 else 0
        score += 1 if 0 <= prose - i <= 6 else 0
        score += 1 if line.passage.kind == "heading" and line.passage.level == 1 else 0
        if score >= 3 and (best is None or score > best[0]):
            best = score, line
    if best is not None and best[0] >= 3:
        line = best[1]
        return Finding(_clean(line.text, page.titles), "the line over the article", line.passage.raw_start, line.passage.raw_end)
    top = lines[0]
    parts = page.titles.parts(top.text)
    if len(parts) > 1 and len(top.text) <= LONGEST:
        value = _clean(_trimmed(top.text, page.titles), page.titles)
        if len(letters(value)) >= 6 and value != top.text and len(parts) <= 5:
            return Finding(value, "the first line", top.passage.raw_start, top.passage.raw_end)
    return None


def _headline(text: str, key: str, page: Page) -> bool:
    """Whether a line whose letters are `key` may be a headline."""
    if not SHORTEST <= len(key) <= 90 or text.rstrip().endswith(tuple(signs()["full"] + signs()["pause"])):
        return False
    if len(signs().fields.split(text.strip())) > 3:
        return False
    if text[0] in signs()["open"] and text[-1] in signs()["shut"]:
        return False
    if any(credit.role in {"author", "publisher", "date", "editor"} for credit in page.labelled(text)):
        return False
    return page.dates.first(text) is None and boilerplate().judge(text) is None and " | " not in text and " > " not in text


def _under(page: Page, i: int, told: dict[int, bool]) -> float:
    """How much the lines below line `i` look like a byline; `told` has which lines do, of those that were asked before."""
    for distance, line in enumerate(page.lines[i + 1 : i + 7]):
        if len(line.text) > 120:
            return 0
        tells = told.get(line.at)
        if tells is None:
            tells = told[line.at] = _tells(page, line.text)
        if tells:
            return 3 - 0.4 * distance
    return 0


def _tells(page: Page, text: str) -> bool:
    """Whether a line names a day, or says who wrote or published something."""
    if any(credit.role in {"date", "publisher", "author"} for credit in page.labelled(text)):
        return True
    return page.dates.first(text) is not None


def _trail(text: str) -> bool:
    if len(text) >= 80:
        return False
    if any(sign in text for sign in signs()["trail"]):
        return True
    rule = boilerplate().judge(text)
    return rule is not None and "trail" in rule.reason
