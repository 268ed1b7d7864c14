"""The arithmetic of an article: what it states twice must come out the same.

Six checks: a restatement in another currency against the rate; a growth against the two values; a yearly compound rate against
the first and the last; a multiple against the two things compared; shares of a list against the whole; parts of a table
against its total. Each holds, fails, or is not made: what is needed has to be stated, and stated plainly.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.facts.ratios import compounds, growths, multiples
from pipeline.facts.restatements import restatements
from pipeline.facts.sums import shares, totals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.facts.arithmetic import Check
    from pipeline.facts.rates import Rates
    from pipeline.facts.statement import Statement

__all__ = ["check"]


def check(statements: Iterable[Statement], rates: Rates) -> list[Check]:
    """The checks of every article, those that fail first; by article and place within."""
    by_document: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in statements:
        by_document[one.place].append(one)
    found: list[Check] = []
    for article in by_document.values():
        found.extend(restatements(article, rates))
        for make in (growths, compounds, multiples, shares, totals):
            found.extend(make(article))
    return sorted(found, key=lambda one: (one.holds, one.statements[0].place, one.statements[0].number))
