"""The page itself: template, style, script and data in one file, closed by its content security policy.

The policy names the one style and the one script by their hashes, and forbids everything else: no request leaves the page,
whatever the records hold. The data are JSON in a script element that is no script, with no ``<`` in it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

__all__ = ["page"]

_SCRIPTS = ("d3", "elements", "model", "decisions", "charts", "article", "front", "main")
"""The parts of the script, in the order in which they are joined; each may use those before it."""


def page(data: dict[str, Any]) -> bytes:
    """The whole file, UTF-8.

    >>> b"<script>alert" in page({"articles": [{"title": "<script>alert(1)</script>"}], "conflicts": []})
    False
    """
    content = orjson.dumps(data)
    name = hashlib.sha256(content).hexdigest()[:16].encode()
    before, after = _shell()
    return b"".join((before.replace(b"%DATA-NAME%", name), content.replace(b"<", b"\\u003c"), after))


@cache
def _shell() -> tuple[bytes, bytes]:
    """What stands before the data, and after."""
    assets = files("pipeline.review") / "assets"
    style = (assets / "review.css").read_text("utf-8")
    parts = "\n".join((assets / f"{name}.js").read_text("utf-8") for name in _SCRIPTS)
    script = f'"use strict";\n(() => {{\n{parts}\n}})();\n'
    assert "</script" not in script
    assert "</style" not in style
    template = (assets / "review.html").read_text("utf-8")
    filled = template.replace("%POLICY%", _policy(style, script)).replace("%STYLE%", style)
    before, after = filled.split("%DATA%")
    return before.encode(), after.replace("%SCRIPT%", script).encode()


def _policy(style: str, script: str) -> str:
    """The content security policy that allows just these two."""
    rules = (
        "default-src 'none'",
        f"style-src {_hashed(style)}",
        f"script-src {_hashed(script)}",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(rules)


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
