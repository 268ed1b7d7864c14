"""What a clause's grammatical subject is, and whom the clause speaks of: what `subject.clausal` and `subject.spoken` answer."""

from __future__ import annotations

from typing import Final, NamedTuple

from pipeline.stages.attribute.names.entities import Entity

__all__ = ["BODY", "BOUND", "NAME", "NOBODY", "NONE", "OWNED", "PLAIN", "STOP", "UNREAD", "Grammar", "Spoken"]

NOBODY: Final = "nobody"
"""The predicate of a clause that has no subject of its own: it begins with its verb, or only sets the scene."""
UNREAD: Final = "unread"
"""The predicate of a clause whose opening cannot be read."""
NAME: Final = "name"
"""A name of the article, a title, or a place."""
BODY: Final = "body"
"""What its last word makes a thing of its own (…项目, …公司)."""
PLAIN: Final = "plain"
"""Any other noun phrase."""
OWNED: Final = "owned"
"""Nobody new: something of a pronoun's (他们的iPhone)."""
BOUND: Final = "bound"
"""Nobody new: a bare head that takes up what was named (项目建成后)."""
NONE: Final = "none"
"""Nobody new."""
STOP: Final = "stop"
"""A pronoun, somebody who cannot be read, or who only speaks."""


class Grammar(NamedTuple):
    """The subject of a clause: its place in the text, and what is said of it.

    `predicate` is ``verb``, ``copula``, ``have``, ``arrive``, ``change``, ``figure`` (a number right behind), ``report`` (it only
    speaks), ``announce`` or ``end`` (nothing follows); or `NOBODY` or `UNREAD`, and then there is no place.
    """

    start: int
    end: int
    predicate: str
    measured: bool = False
    """Whether what is measured of it stands behind a time (百奥赛图|2022年|研发投入)."""
    sited: bool = False
    """Whether a place or the like stands between it and what is measured of it (英伟达|在加速器市场的|占有率)."""
    shared: bool = False
    """Whether a share of it is said right before it (90%的|奶茶店)."""


class Spoken(NamedTuple):
    """Whom a clause speaks of: the words, the name they are, their place in the clause, and how sure it is by its kind."""

    words: str
    entity: Entity | None
    start: int
    end: int
    kind: str
    grammar: Grammar
    measured: bool = False

    @property
    def said(self) -> bool:
        """Whether it is somebody."""
        return self.kind in {NAME, BODY, PLAIN}
