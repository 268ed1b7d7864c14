"""When the article was published, and last changed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.stages.describe.evidence import Finding

if TYPE_CHECKING:
    from pipeline.stages.describe.evidence import Page

__all__ = ["modified", "published"]

PUBLISHED = (
    "front:date", "front:published", "front:publishdate", "front:pubdate", "front:datepublished", "front:created",
    "jsonld:datepublished", "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "time:datepublished", "itemprop:datepublished", "og:time", "datepublished", "publishdate", "pubdate", "publish_date",
    "publish-date", "publication_date",
    "published_time",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "article:post_time",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date",
    "citation_publication_date", "citation_date",
    "weibo: article:create_at", "weibo:article:create_at", "article_date_original", "bt:pubdate", "ptime", "pdate", "displaydate",
    "createdate", "publishtime", "release_date", "shareaholic:article_published_time", "date", "originalpublicationdate",
    "article:create_at", "jsonld:uploaddate", "jsonld:datecreated", "datecreated", "og:release_date", "og:pubdate",
)  # fmt: skip
MODIFIED = (
    "front:lastmod", "front:modified", "front:updated", "jsonld:datemodified", "article:modified_time", "og:updated_time",
    "og:article:modified_time", "datemodified", "article:modified", "weibo: article:update_at", "weibo:article:update_at",
    "dcterms.modified",
    "last-modified", "lastmod", "revised",
)  # fmt: skip
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[-/_]?(\d{1,2})[-/_]?(\d{1,2})/")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def published(page: Page) -> Finding | None:
    """The day of publication: structured data first, then the lines at the title, then `time` elements and the address."""
    stated = _hinted(page, PUBLISHED)
    if stated is not None:
        return stated
    return _lined(page) or _hinted(page, ("time:datepublished", "itemprop:datepublished", "time")) or _address(page)


def modified(page: Page) -> Finding | None:
    """The day of the last change."""
    stated = _hinted(page, MODIFIED)
    if stated is not None:
        return stated
    for line, credit in page.credits(page.near, "modified"):
        iso = page.day(credit.value)
        if iso is not None:
            return Finding(iso, "a line at the title", line.passage.raw_start, line.passage.raw_end)
    return None


def _hinted(page: Page, names: tuple[str, ...]) -> Finding | None:
    for name in names:
        endings = [name] if not name.startswith("jsonld:") else _deep(page, name)
        for key in endings:
            for hint in page.hints.get(key, ()):
                iso = _read(page, hint.value)
                if iso is not None:
                    return Finding(iso, key, hint.raw_start, hint.raw_end)
    return None


def _deep(page: Page, name: str) -> list[str]:
    """The keys of structured data that end like `name`, the outermost first."""
    leaf = name.removeprefix("jsonld:")
    keys = [key for key in page.hints if key == name or (key.startswith("jsonld:") and key.endswith(f".{leaf}"))]
    return sorted(
        (key for key in keys if not any(part in key for part in ("comment", "itemlist", "video", "image", "review"))),
        key=lambda key: (key.count("."), key),
    )


def _read(page: Page, value: str) -> str | None:
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return page.day(value[:60])


def _lined(page: Page) -> Finding | None:
    """A date on a line beside the title: one behind a label of publication before one without."""
    for line, credit in page.credits(page.near, "date"):
        iso = page.day(credit.value)
        if iso is not None:
            return Finding(iso, "a line at the title", line.passage.raw_start, line.passage.raw_end)
    later = {line.at for line, _ in page.credits(page.near, "modified")}
    end = page.recommended
    for line in page.near:
        if line.at > end:
            continue
        iso = page.day(line.text)
        if iso is not None and line.at not in later:
            return Finding(iso, "a line at the title", line.passage.raw_start, line.passage.raw_end)
    for line in page.far:
        label = page.bylines.dated.search(line.text)
        found = None if label is None else next(page.dates.find(line.text[label.end() :]), None)
        if found is not None and found.start == 0:
            return Finding(found.iso, "a line of the article", line.passage.raw_start, line.passage.raw_end)
    for line, credit in page.credits(page.far, "date"):
        iso = page.day(credit.value)
        if iso is not None:
            return Finding(iso, "a line of the article", line.passage.raw_start, line.passage.raw_end)
    return None


def _address(page: Page) -> Finding | None:
    for address in (page.document.url, *(hint.value for name in ("canonical", "og:url") for hint in page.hints.get(name, ()))):
        match = _ADDRESS.search(address or "")
        if match is not None:
            iso = page.dates.first("-".join(match.groups()))
            if iso is not None:
                return Finding(iso, "the address")
    return None
