"""What a rule of metrics found."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Found"]


class Found(NamedTuple):
    """A metric that a rule found and how sure the rule is.

    `noun` is the word that names it, which is no subject; `owner` is the word that says whose it is, -1 where none does.
    """

    metric: str
    rule: str
    weight: int
    noun: int = -1
    owner: int = -1
