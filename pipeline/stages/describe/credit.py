"""Who wrote the article, and who published it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.lexicon.signs import signs
from pipeline.stages.describe.evidence import Finding, letters

if TYPE_CHECKING:
    from pipeline.document import Hint
from pipeline.stages.describe.evidence import Line, Page

__all__ = ["author", "publisher"]

AUTHOR = (
    "front:author", "front:authors", "jsonld:author.name", "jsonld:author", "author", "article:author", "og:article:author",
    "byl", "byline", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author",
    "cxenseparse:author", "article.author",
    "dable:author", "jsonld:creator.name", "jsonld:creator", "itemprop:author", "rel:author",
)  # fmt: skip
PUBLISHER = ("front:publisher", "front:source")
SITE = ("mediaid", "source", "article:source", "og:site_name", "jsonld:publisher.name", "application-name", "twitter:site_name")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def publisher(page: Page) -> Finding | None:
    """The medium: its line at the title or the end, then what the page states."""
    front = page.hint(*PUBLISHER)
    if front is not None:
        return front
    for lines in (page.near, page.far):
        for line, credit in page.credits(lines, "publisher"):
            name = page.bylines.publisher(credit.value)
            if name is not None:
                return _at(name, "a source line", line)
    for line in page.near:
        rest = page.dates.without(line.text).strip(" ·•|-—\u3000")
        if (
            line.at != (page.lines[page.head].at if page.head >= 0 else -1)
            and 2 < len(rest) <= 12
            and rest.endswith(page.bylines.media)
        ):
            return _at(rest, "a line at the title", line)
    site = page.hint(*SITE)
    if site is None:
        return None
    name = page.bylines.publisher(site.value)
    return None if name is None else site._replace(value=name)


def author(page: Page, publisher: Finding | None) -> Finding | None:
    """The author, never the editor: in Chinese and Japanese a labelled line, else structured data, else a reporter's line."""
    body = "".join(line.text for line in page.near)
    stated = _stated(page, publisher)
    if stated is not None and (stated.evidence.startswith("front:") or not _CJK.search(body)):
        return stated
    for lines in (page.near, page.far):
        for line, credit in page.credits(lines, "author"):
            if lines is page.far and credit.start > 3 and not line.text[: credit.start].rstrip().endswith(tuple(signs()["open"])):
                continue
            reporters = page.bylines.reporters(line.text) if credit.start == 0 else None
            name = reporters or page.bylines.author(credit.value)
            if name is not None:
                return _at(name, "a byline", line)
    for line in page.near:
        name = page.bylines.names(line.text) or page.bylines.poster(line.text)
        if name is not None and line.at != page.title_at:
            return _at(name, "a line of names at the title", line)
    for lines in (page.near, page.far):
        for line in lines:
            name = page.bylines.reporters(line.text)
            if name is not None:
                return _at(name, "a reporter's line", line)
    for line in page.far:
        name = page.bylines.poster(line.text)
        if name is not None:
            return _at(name, "a poster's line", line)
    return stated


def _stated(page: Page, publisher: Finding | None) -> Finding | None:
    sites = {letters(hint.value) for name in SITE for hint in page.hints.get(name, ())}
    if publisher is not None:
        sites.add(letters(publisher.value))
    linked = _referred(page, sites)
    if linked is not None:
        return linked
    for name in AUTHOR:
        values = [hint for key in _deep(page, name) for hint in page.hints.get(key, ())]
        names: list[str] = []
        for hint in values:
            found = _person(page, hint, sites)
            if found is not None and found not in names:
                names.append(found)
        if names:
            hint = values[0]
            return Finding(", ".join(names[:6]), name, hint.raw_start, hint.raw_end)
    own = page.hint("jsonld:author.name")
    return own if own is not None and page.bylines.author(own.value) is not None and letters(own.value) in sites else None


def _referred(page: Page, sites: set[str]) -> Finding | None:
    """The name of the node that structured data points to as the author's."""
    wanted = {hint.value for key in _deep(page, "jsonld:author.@id") for hint in page.hints[key]}
    if not wanted:
        return None
    within = ""
    for hint in page.document.hints:
        if hint.name == "jsonld:@id":
            within = hint.value
        elif hint.name == "jsonld:name" and within in wanted:
            name = _person(page, hint, sites)
            return None if name is None else Finding(name, "jsonld:author", hint.raw_start, hint.raw_end)
    return None


def _deep(page: Page, name: str) -> list[str]:
    if not name.startswith("jsonld:"):
        return [name] if name in page.hints else []
    leaf = name.removeprefix("jsonld:")
    keys = [key for key in page.hints if key == name or (key.startswith("jsonld:") and key.endswith(f".{leaf}"))]
    keys = [key for key in keys if not any(part in key for part in ("comment", "image", "video", "review", "publisher"))]
    least = min((key.count(".") for key in keys), default=0)
    return [key for key in keys if key.count(".") == least]


def _person(page: Page, hint: Hint, sites: set[str]) -> str | None:
    value = page.bylines.by.sub("", " ".join(hint.value.split()))
    name = page.bylines.author(value) or (value if 1 < len(value) <= 60 and value.count(" ") < 8 else None)
    if name is None or "://" in value or value.startswith(("@", "/", "{", "www.")) or letters(name) in sites:
        return None
    return name if page.bylines.author(name) is not None else None


def _at(name: str, evidence: str, line: Line) -> Finding:
    return Finding(name, evidence, line.passage.raw_start, line.passage.raw_end)
