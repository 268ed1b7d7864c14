"""Lots of labelled articles in plain text, for fitting and judging on more than the shipped articles.

A lot is a text file of articles, each

    === title|date
    a paragraph a line
    ---
    figure TAB subject|accepted|… TAB metric|accepted TAB period|accepted

Figures are as written, in the order of the text; ``-`` is none, ``?`` is not judged. Lots are kept outside the project, for their
articles are other people's.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator, Sequence

    from pipeline.record import Figure

__all__ = ["Article", "articles", "found"]

_NEAR = 6
"""Figures that one may be looked for among where it is written otherwise."""
_SLIGHT = re.compile(r"\s")


class Article(NamedTuple):
    """An article as a page, where its text begins in it, and its labels: the figure as written and the accepted answers."""

    name: str
    page: str
    text: int
    labels: list[tuple[str, tuple[str, ...]]]


def articles(path: pathlib.Path) -> Iterator[Article]:
    """The articles of a lot, in order; of their labels the subjects."""
    for one in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, _, rest = one.partition("\n")
        title, _, date = head.rpartition("|") if "|" in head else (head, "", "")
        body, _, labels = rest.partition("\n---\n")
        dated = f'<meta property="article:published_time" content="{date}">' if date else ""
        top = f"<html><head><meta charset='utf-8'><title>{title}</title>{dated}</head><body><article><h1>{title}</h1>\n"
        lines = "".join(f"<p>{html.escape(line, quote=False)}</p>\n" for line in body.split("\n") if line.strip())
        cells = [line.split("\t") for line in labels.split("\n") if "\t" in line]
        wanted = [(cell[0], tuple(cell[1].split("|"))) for cell in cells]
        yield Article(f"{path.stem}:{title}", f"{top}{lines}</article></body></html>", len(top), wanted)


def found(article: Article, figures: Sequence[Figure]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each label's figure, by its index, and the accepted answers; labels whose figure is not found are left out."""
    inside = [(index, _SLIGHT.sub("", one.raw)) for index, one in enumerate(figures) if one.raw_start >= article.text]
    at = 0
    for written, wanted in article.labels:
        plain = _SLIGHT.sub("", written)
        same = next((place for place in range(at, len(inside)) if inside[place][1] == plain), None)
        if same is None:
            close = range(at, min(at + _NEAR, len(inside)))
            same = next((place for place in close if plain in inside[place][1] or inside[place][1] in plain), None)
        if same is not None:
            at = same + 1
            yield inside[same][0], wanted
