"""The record: what zhengshu says of one page. A frozen value, read and written as JSON.

Field order here is key order in the file. Offsets are code points, half open: `start`, `end` in the record's `text`,
`raw_start`, `raw_end` in the page as decoded by ``source.encoding``. Numbers are decimal strings. Missing is None.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from pipeline.json_mixin import DataClassJsonMixin

__all__ = ["SCHEMA", "Block", "Evidence", "Figure", "Language", "Metadata", "Note", "Record", "Removed", "Source", "line", "page"]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Source(DataClassJsonMixin):
    """Where the page came from; `path` is relative to the input folder, `member` its name or number in a container."""

    path: str
    member: str | None
    bytes: int
    media_type: str
    encoding: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Language(DataClassJsonMixin):
    """BCP 47 primary language, ISO 15924 script, and the OpenCC configuration that was applied, if any."""

    code: str = "und"
    script: str | None = None
    converted_by: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata(DataClassJsonMixin):
    """What the page says of itself. Dates are ISO 8601, with time and offset only where the page gives them."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Block(DataClassJsonMixin):
    """A kept block: title, heading, paragraph, list_item, table, caption, quote or code."""

    kind: str
    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Removed(DataClassJsonMixin):
    """A dropped piece of the page, the rule that dropped it, and why."""

    raw_start: int
    raw_end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note(DataClassJsonMixin):
    """A doubt or a repair, and the place it is about (None where it is about the whole page)."""

    code: str
    message: str
    raw_start: int | None = None
    raw_end: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence(DataClassJsonMixin):
    """Where a figure's subject, metric or period (`field`) was read, and by which rule.

    The places are None where it was not read from one place: carried from a figure before, or put together.
    """

    field: str
    rule: str
    start: int | None = None
    end: int | None = None
    raw_start: int | None = None
    raw_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(DataClassJsonMixin):
    """A quantity the article states: what is written, what it is worth, whose, which and when.

    `value`, `low` and `high` are exact decimal strings in base units; `rule` names the rule that read it. `confidence` is the
    probability that value, subject, metric and period are all right.
    """

    text: str
    start: int
    end: int
    raw: str
    raw_start: int
    raw_end: int
    kind: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    vague: bool = False
    unit: str | None = None
    currency_source: str | None = None
    modifier: str | None = None
    per: str | None = None
    direction: str | None = None
    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    rule: str = ""
    block: int = 0
    row: str | None = None
    column: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    concept: str | None = None
    confidence: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(DataClassJsonMixin):
    """What zhengshu says of one page: see docs/record.md for every field."""

    schema: int = SCHEMA  # type: ignore[assignment]  # the contract's key; the mixin's method of that name is marshmallow's, unused here
    status: str
    reason: str | None
    id: str
    source: Source
    language: Language
    metadata: Metadata
    text: str
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    removed: tuple[Removed, ...]
    notes: tuple[Note, ...]


def page(record: Record) -> bytes:
    """The record as its own file: indented, keys in order, text as UTF-8, a newline at the end."""
    return orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def line(record: Record) -> bytes:
    """The record as one line of a JSONL file."""
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
