"""Every regular expression of the program, as the road compiles them: none nests what can be repeated without end.

``(\\d+,?)+元`` takes time exponential in its input; a possessive or atomic group around the inner repetition does not. Pythons
before 3.11.5 leave the place wrong after a possessive repetition whose body fails half way (gh-106052), so such a body is atomic.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined] # the standard library's own reading of patterns
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
COLLECT = """
import json, pathlib, re, sys
import re._compiler
made, compile = {}, re._compiler.compile
def noted(pattern, flags=0):
    found = compile(pattern, flags)
    frame = sys._getframe(1)
    while frame.f_globals["__name__"].split(".")[0] in {"re", "functools", "__main__"}:
        frame = frame.f_back
    if isinstance(pattern, str) and frame.f_globals["__name__"].split(".")[0] == "pipeline":
        made[pattern] = found.flags & ~re.UNICODE
    return found
re._compiler.compile = noted
import pipeline.lexicon.late
pipeline.lexicon.late.late = lambda source, flags=0: re.compile(source if isinstance(source, str) else source(), flags)
import pipeline
for file in sorted(pathlib.Path("raw").rglob("*")):
    if file.suffix in {".html", ".md", ".txt"}:
        pipeline.normalize(file.read_bytes(), path=file.name)
for name in pathlib.Path("pipeline").rglob("*.py"):
    module = ".".join(name.with_suffix("").parts)
    if not module.endswith("__main__"):
        __import__(module)
print(json.dumps([[pattern, flags] for pattern, flags in made.items()]))
"""
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)
CATEGORIES = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_WORD: r"\w", op.CATEGORY_SPACE: r"\s"}
MANY = 16
"""A repetition that is bounded below this is no danger."""


WITHIN: dict[Any, Callable[[Any], list[Any]]] = {
    op.MAX_REPEAT: lambda said: [said[2]],
    op.MIN_REPEAT: lambda said: [said[2]],
    op.POSSESSIVE_REPEAT: lambda said: [said[2]],
    op.SUBPATTERN: lambda said: [said[3]],
    op.ATOMIC_GROUP: lambda said: [said],
    op.BRANCH: lambda said: list(said[1]),
    op.ASSERT: lambda said: [said[1]],
    op.ASSERT_NOT: lambda said: [said[1]],
    op.GROUPREF_EXISTS: lambda said: [one for one in said[1:] if one is not None],
}
"""The sequences within an element of a parsed pattern, by its kind."""


def faults(pattern: str, flags: int = 0) -> list[str]:
    """What is dangerous in a pattern: empty for nearly all."""
    found: list[str] = []

    def look(sequence: Any, endless: bool) -> None:
        for node in sequence:
            kind, said = node
            grows = kind in REPEATS and said[1] > MANY
            if grows and endless:
                found.append("an endless repetition within another that may give back")
            if kind is op.POSSESSIVE_REPEAT and fails_half_way(said[2]):
                found.append("a possessive repetition whose body is not atomic")
            held = kind in (op.POSSESSIVE_REPEAT, op.ATOMIC_GROUP, op.ASSERT, op.ASSERT_NOT)
            for one in WITHIN.get(kind, lambda _: [])(said):
                look(one, not held and (endless or (grows and not separated(said[2]))))

    def separated(body: Any) -> bool:
        """Whether each round begins or ends with a sign of its own, so that no two rounds can share one: ``(?:, \\w+)*``."""
        kinds = {op.LITERAL, op.IN, op.NOT_LITERAL, op.ANY, op.CATEGORY}
        while len(body) == 1 and body[0][0] is op.SUBPATTERN:
            body = body[0][1][3]
        return len(body) > 1 and all(node[0] in kinds for node in (body[0],)) and not touches(body[0], body[1:])

    def touches(first: Any, rest: Any) -> bool:
        """Whether a sign that opens a round can also be taken by a repetition within it."""
        sample = [chr(code) for code in range(0x20, 0x180)]
        opens = parser.SubPattern(parser.State(), [first])
        takes = [said[2] for kind, said in rest if kind in REPEATS and said[1] > MANY]
        return any(accepts(opens, sign) and any(accepts(one, sign) for one in takes) for sign in sample)

    look(parser.parse(pattern, flags), endless=False)
    return found


def accepts(sequence: Any, sign: str) -> bool:
    """Whether one element takes a sign; unsure counts as yes."""
    if len(sequence) != 1 or sequence[0][0] not in {op.LITERAL, op.NOT_LITERAL, op.IN}:
        return True
    kind, said = sequence[0]
    if kind is op.LITERAL:
        return bool(ord(sign) == said)
    if kind is op.NOT_LITERAL:
        return bool(ord(sign) != said)
    taken, negated = False, False
    for one, value in said:
        if one is op.NEGATE:
            negated = True
        elif one is op.LITERAL:
            taken |= ord(sign) == value
        elif one is op.RANGE:
            taken |= value[0] <= ord(sign) <= value[1]
        else:
            taken |= re.fullmatch(CATEGORIES.get(value, "."), sign) is not None
    return taken != negated


def fails_half_way(body: Any) -> bool:
    """Whether a body takes several elements, and is not atomic."""
    while len(body) == 1 and body[0][0] is op.SUBPATTERN:
        body = body[0][1][3]
    return not (len(body) == 1 and body[0][0] in {op.ATOMIC_GROUP, op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY})


@pytest.mark.parametrize(
    ("pattern", "dangerous"),
    [
        (r"(\d+,?)+元", True),
        (r"(?:\d+)*", True),
        (r"(?:a|b*)+c", True),
        (r"(?:[^<]++|<(?!p))*+", True),
        (r"(?:(?>[^<]++|<(?!p)))*+", False),
        (r"(?>\d+,?)+元", False),
        (r"\d+(?:,\d{3})*", False),
        (r"\w+(?: \w+)*", False),
        (r"(?:\d{1,3},)+", False),
        (r"[a-z]*+(?:x|yz)?", False),
    ],
)
def test_the_lint_itself(pattern: str, dangerous: bool) -> None:
    assert bool(faults(pattern)) is dangerous


def test_no_pattern_of_ours_is_dangerous() -> None:
    done = subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, capture_output=True, text=True, check=True)
    patterns = json.loads(done.stdout)
    assert len(patterns) > 200
    assert {pattern[:200]: found for pattern, flags in patterns if (found := faults(pattern, flags))} == {}
