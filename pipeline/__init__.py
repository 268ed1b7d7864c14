"""zhengshu (整数): scraped company news in, clean text and traceable figures out.

The names here are the public ones; each is imported when it is first used, so that ``import pipeline`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.chronology import Period, periods
    from pipeline.neighbours import Lines
    from pipeline.numerals import Number, numbers
    from pipeline.record import Block, Evidence, Figure, Language, Metadata, Note, Record, Removed, Source
    from pipeline.road import figures, learn, normalize
    from pipeline.stages.identify import recognise as identify
    from pipeline.stages.read import decode
    from pipeline.stages.simplify import convert as simplify

_HOMES = {
    "Block": ("pipeline.record", "Block"),
    "Evidence": ("pipeline.record", "Evidence"),
    "Figure": ("pipeline.record", "Figure"),
    "Language": ("pipeline.record", "Language"),
    "Lines": ("pipeline.neighbours", "Lines"),
    "Metadata": ("pipeline.record", "Metadata"),
    "Note": ("pipeline.record", "Note"),
    "Period": ("pipeline.chronology", "Period"),
    "Record": ("pipeline.record", "Record"),
    "Removed": ("pipeline.record", "Removed"),
    "Source": ("pipeline.record", "Source"),
    "Number": ("pipeline.numerals", "Number"),
    "decode": ("pipeline.stages.read", "decode"),
    "figures": ("pipeline.road", "figures"),
    "identify": ("pipeline.stages.identify", "recognise"),
    "learn": ("pipeline.road", "learn"),
    "normalize": ("pipeline.road", "normalize"),
    "numbers": ("pipeline.numerals", "numbers"),
    "periods": ("pipeline.chronology", "periods"),
    "simplify": ("pipeline.stages.simplify", "convert"),
}

__all__ = [
    "Block",
    "Evidence",
    "Figure",
    "Language",
    "Lines",
    "Metadata",
    "Note",
    "Number",
    "Period",
    "Record",
    "Removed",
    "Source",
    "decode",
    "figures",
    "identify",
    "learn",
    "normalize",
    "numbers",
    "periods",
    "simplify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value
