"""A pytest plugin: in one line, a user's test says that a page still gives its numbers.

    def test_annual_results(zhengshu_figures):
        zhengshu_figures("pages/annual-results.html")

The page's record is held against its golden, ``goldens/annual-results.html.json`` beside the test (another folder: the ini option
``zhengshu_goldens``); the test fails with every figure that was added, is gone or changed. ``pytest --zhengshu-accept`` writes
the goldens, to be read before they are committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.record import Record

__all__ = ["PageFigures", "zhengshu_figures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option and the ini option."""
    group = parser.getgroup("zhengshu")
    group.addoption("--zhengshu-accept", action="store_true", help="write the goldens of zhengshu_figures instead of comparing")
    parser.addini("zhengshu_goldens", "folder of goldens, relative to the test's own", default="goldens")


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Normalises a page and compares its figures with a golden; called by tests."""

    folder: Path
    goldens: Path
    accept: bool

    def __call__(
        self, page: str | Path, golden: str | Path | None = None, *, market: str | None = None, published: str | None = None
    ) -> Record:
        """The record of the page, whose figures are those of the golden; the test fails where they are not.

        `page` is relative to the test's folder, `golden` too; `market` and `published` are as in `pipeline.normalize`.
        """
        import orjson  # noqa: PLC0415 - the plugin loads in every run of pytest, also where nothing asks for it

        import pipeline  # noqa: PLC0415
        from pipeline.difference import Difference, compared, readable  # noqa: PLC0415
        from pipeline.record import page as as_file  # noqa: PLC0415

        __tracebackhide__ = True
        file = self.folder / page
        kept = self.goldens / f"{file.name}.json" if golden is None else self.folder / golden
        record = pipeline.normalize(file.read_bytes(), path=file.name, market=market, published=published)
        content = as_file(record)
        if self.accept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            if not kept.is_file() or kept.read_bytes() != content:
                kept.write_bytes(content)
            return record
        if not kept.is_file():
            pytest.fail(f"{kept} is missing: run pytest --zhengshu-accept, and read what it writes", pytrace=False)
        change = compared((file.name, ""), orjson.loads(kept.read_bytes()), orjson.loads(content))
        if change is not None:
            said = "\n".join(readable(Difference((change,), 1, len(record.figures))))
            pytest.fail(f"{file.name} no longer gives the numbers of {kept}\n{said}", pytrace=False)
        return record


@pytest.fixture
def zhengshu_figures(request: pytest.FixtureRequest) -> PageFigures:
    """Says that a page still gives its numbers: ``zhengshu_figures("pages/a.html")``."""
    folder = request.path.parent
    return PageFigures(folder, folder / request.config.getini("zhengshu_goldens"), request.config.getoption("--zhengshu-accept"))
