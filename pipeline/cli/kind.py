"""Kinds of containers, as options name them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Kind"]


class Kind(StrEnum):
    """Kinds of containers."""

    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    warc = "warc"
    zip = "zip"
    tar = "tar"
