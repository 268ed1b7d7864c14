"""Records become one page for people who check numbers: a single file that opens from disk and asks nothing of a network.

The page holds every article with its figures highlighted, what each figure was read as, what other articles say of the same
thing, and the reviewer's decisions, which are downloaded in the form that `pipeline.corrections` reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.facts.read import files, read
from pipeline.review.articles import article
from pipeline.review.compared import Compared, compared
from pipeline.review.originals import Originals
from pipeline.review.page import page

if TYPE_CHECKING:
    from typing import Any

__all__ = ["Reviewed", "review"]


class Reviewed(NamedTuple):
    """What a page holds; `originals` counts the articles whose raw page was found, `compared` says whether facts were.

    `conflicts` counts what contradicts, `unsure` what may, `failing` the sums that do not come out.
    """

    articles: int
    figures: int
    conflicts: int
    unsure: int
    failing: int
    originals: int
    compared: bool


def review(records: Path, raw: Path | None = None, *, out: Path) -> Reviewed:
    """Write to `out` the review page of the records under `records`, a folder or a file.

    With `raw`, the folder (or file) that they were made from, the page also shows the original script and what was removed.
    Raises `pipeline.facts.read.RecordError` for files that are no records and `OSError` where something cannot be read or
    written. The same records give the same bytes.

    >>> import tempfile
    >>> from pipeline import normalize
    >>> with tempfile.TemporaryDirectory() as name:
    ...     folder = Path(name)
    ...     _ = (folder / "a.json").write_text(normalize(b"<h1>Acme</h1><p>Acme earned $5 in 2024.", path="a").to_json())
    ...     review(folder, out=folder / "review.html").articles
    1
    """
    listed: list[dict[str, Any]] = [one.record for file in files(records) for one in read(file)]
    found: Compared | None = compared(listed)
    originals = Originals(raw)
    articles = []
    for number, record in enumerate(listed):
        also = () if found is None else found.figures[number]
        articles.append(article(record, originals.of(record), also))
    data = {"articles": articles, "compared": found is not None, "raw": raw is not None}
    findings, checks = ([], []) if found is None else (found.findings, found.checks)
    Path(out).write_bytes(page({**data, "findings": findings, "checks": checks}))
    figures = sum(len(one["figures"]) for one in articles)
    conflicts, unsure = (sum(one["finding"] == sort for one in findings) for sort in ("conflict", "unsure"))
    failing = sum(not one["holds"] for one in checks)
    originals_found = sum("original" in one for one in articles)
    return Reviewed(len(articles), figures, conflicts, unsure, failing, originals_found, found is not None)
