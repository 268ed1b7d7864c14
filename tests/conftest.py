"""Every record that a test makes is held against the contract, whatever the test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pipeline import road
from tests.invariants import hold

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.record import Record


settings.register_profile("zhengshu", deadline=None)  # a first call loads tables; times are bench/'s business
settings.load_profile("zhengshu")

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
