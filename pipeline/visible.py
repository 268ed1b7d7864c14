"""Text of pages and names of files, made fit for a terminal or a log: what would steer it is shown instead.

Records keep every character, since JSON has a way to write each; people's eyes and terminals get them spelt out.
"""

from __future__ import annotations

__all__ = ["visible"]

_STEERING = (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)
"""Control characters, and those that turn the direction of a line or end it."""
_SPELT = {code: f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" for code in _STEERING}


def visible(text: str) -> str:
    r"""The text on one line, with control characters as ``\x1b``, bidirectional controls and line separators as ``\u202e``.

    >>> visible("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    return text.translate(_SPELT)
