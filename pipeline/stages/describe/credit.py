"""Who wrote the article, and who published it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.lexicon.boilerplate import boilerplate, shape
from pipeline.lexicon.portals import portals
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
ACCOUNT = (2, 20)
SITE_NAME = (3, 20)
"""How long the name of an account, and of a site, may be."""
_DIGIT = re.compile(r"\d")
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
        rest = (page.dates.without(line.text) if _DIGIT.search(line.text) else line.text).strip(" ·•|-—\u3000")
        if (
            line.at != (page.lines[page.head].at if page.head >= 0 else -1)
            and 2 < len(rest) <= 12
            and rest.endswith(page.bylines.media)
            and not page.is_row(line)
        ):
            return _at(rest, "a line at the title", line)
    return _account(page) or _organisation(page) or _site(page) or _titled(page)


def _account(page: Page) -> Finding | None:
    """The name in the element near the title whose class says that it holds the source, or an account that writes."""
    for line in page.near:
        if line.at == page.title_at or not ACCOUNT[0] <= len(line.text) <= ACCOUNT[1] or not _CJK.search(line.text):
            continue
        name = page.bylines.publisher(line.text)
        if name is None or _DIGIT.search(name) or boilerplate().judge(name) is not None:
            continue
        names = page.classes(line)
        if page.bylines.sources.search(names) or (page.bylines.writers.search(names) and not page.bylines.is_name(name)):
            return _at(name, "an element named after the source", line)
    return None


def _organisation(page: Page) -> Finding | None:
    """The author that structured data states of a piece of news, where that is an organisation other than the site."""
    if not any(hint.value.endswith("NewsArticle") for hint in page.hints.get("jsonld:@type", ())):
        return None
    if not any(hint.value.endswith("Organization") for hint in page.hints.get("jsonld:author.@type", ())):
        return None
    hint = page.hint("jsonld:author.name")
    name = None if hint is None else page.bylines.publisher(hint.value)
    if hint is None or name is None:
        return None
    key = letters(name)
    sites = [letters(one.value) for field in SITE for one in page.hints.get(field, ())]
    return None if any(key in site or site in key for site in sites) else hint._replace(value=name)


def _site(page: Page) -> Finding | None:
    site = page.hint(*SITE)
    name = None if site is None else page.bylines.publisher(site.value)
    return None if site is None or name is None else site._replace(value=name)


def _titled(page: Page) -> Finding | None:
    """The site's name in the page's own title, behind the article's or before it: it ends like one, or begins like a portal's."""
    whole = page.hint("title")
    head = letters(page.named)
    if whole is None or not head:
        return None
    parts = page.titles.parts(whole.value)
    mine = [i for i, part in enumerate(parts) if letters(part) and (letters(part) in head or head in letters(part))]
    if not mine:
        return None
    at = len(parts) - 1 if mine[-1] < len(parts) - 1 else 0
    name = page.bylines.publisher(parts[at]) if at not in mine else None
    if name is None or not SITE_NAME[0] <= len(name) <= SITE_NAME[1] or shape(name) in page.titles.generic:
        return None
    owned = any(portal.publisher and name.startswith(portal.publisher) for portal in portals())
    outlet = name.lower().endswith(page.bylines.media) and not name.endswith(page.bylines.section)
    return whole._replace(value=name) if owned or outlet else None


def author(page: Page, publisher: Finding | None) -> Finding | None:
    """The author, never the editor: in Chinese and Japanese a labelled line, else a reporter's, a signature, structured data."""
    body = "".join(line.text for line in page.near)
    stated = _stated(page, publisher)
    if stated is not None and (stated.evidence.startswith("front:") or not _CJK.search(body)):
        return stated
    return _labelled(page) or _listed(page) or _reported(page) or page.signature or _posted(page) or stated


def _labelled(page: Page) -> Finding | None:
    """A name behind a label; far from the title a line that opens with one, or a bracket that does."""
    for far in (False, True):
        for line, credit in page.credits(page.far if far else page.near, "author"):
            if far and not page.opens(line):
                continue
            reporters = page.bylines.reporters(line.text) if credit.start == 0 else None
            name = reporters or page.bylines.author(credit.value)
            if name is not None:
                return _at(name, "a byline", line)
    return None


def _listed(page: Page) -> Finding | None:
    for line in page.near:
        name = page.bylines.names(line.text) or page.bylines.poster(line.text)
        if name is not None and line.at != page.title_at and line.passage.kind != "heading":
            return _at(name, "a line of names at the title", line)
    return None


def _reported(page: Page) -> Finding | None:
    for lines in (page.near, page.far):
        for line in lines:
            name = page.bylines.reporters(line.text)
            if name is not None:
                return _at(name, "a reporter's line", line)
    return None


def _posted(page: Page) -> Finding | None:
    for line in page.far:
        name = page.bylines.poster(line.text)
        if name is not None:
            return _at(name, "a poster's line", line)
    return None


def _stated(page: Page, publisher: Finding | None) -> Finding | None:
    sites = {letters(hint.value) for name in SITE for hint in page.hints.get(name, ())}
    if publisher is not None:
        sites.add(letters(publisher.value))
    sites |= _publishers()
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


@cache
def _publishers() -> frozenset[str]:
    """The letters of every portal's publisher."""
    return frozenset(letters(portal.publisher) for portal in portals() if portal.publisher)


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
