"""Containers of pages: what a file holds, streamed, one page at a time."""

from __future__ import annotations

from pipeline.containers.streams import DamagedError, TooLargeError, inner_name, read_bounded, unpacked

__all__ = ["DamagedError", "TooLargeError", "inner_name", "read_bounded", "unpacked"]
