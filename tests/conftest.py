"""For every test: each record it makes is held against the contract, and its runs fork their workers from one helper."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pipeline import road
from pipeline.batch import crew
from pipeline.batch.forkserver import Forkserver
from tests.invariants import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.document import Document
    from pipeline.neighbours import Lines
    from pipeline.record import Record
    from pipeline.zygote import Zygote


def pytest_configure(config: pytest.Config) -> None:
    """The small form, without tests marked `large`, draws a fifth of Hypothesis's examples where a test says no number."""
    settings.register_profile("full", deadline=None)  # a first call loads tables; times are bench/'s business
    settings.register_profile("small", deadline=None, max_examples=20)
    settings.load_profile("small" if "not large" in config.option.markexpr else "full")


collect_ignore = ["faults"]
"""Imported, it would put its faults on the road of the tests themselves."""


@pytest.fixture(autouse=True)
def contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """`road.record`, followed by a check of what it made."""
    made = road.record

    def checked(document: Document) -> Record:
        record = made(document)
        hold(document, record)
        return record

    monkeypatch.setattr(road, "record", checked)


class Lasting(Forkserver):
    """The helper process that forks workers, kept for the runs to come."""

    def close(self) -> None:
        """Leave it to the end of the session; the crew has ended its workers."""

    @property
    def alive(self) -> bool:
        return self._process.poll() is None


@pytest.fixture(scope="session", autouse=True)
def helpers() -> Iterator[None]:
    """A helper takes seconds to load what the road needs; runs in this process share one for each environment.

    How a helper starts and ends is the business of the tests that run the command.
    """
    kept: dict[str | None, Lasting] = {}

    def helper(lines: Lines | None = None, *, samples: int | None = None, begun: Zygote | None = None) -> Forkserver:
        if lines is not None:
            return Forkserver(lines, samples=samples, begun=begun)
        place = os.environ.get("PYTHONPATH")  # faults are told by it
        if place not in kept or not kept[place].alive:
            kept[place] = Lasting()
        return kept[place]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "Forkserver", helper)
        yield
    for one in kept.values():
        Forkserver.close(one)
