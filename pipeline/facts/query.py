"""The common questions to the table of facts: by subject, metric, period, source and kind."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipeline.facts.aliases import joined
from pipeline.facts.keys import days, folded, subject_key
from pipeline.lexicon.facts import comparison
from pipeline.lexicon.metrics import metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    import duckdb

__all__ = ["Answer", "Question", "QuestionError", "ask", "chosen"]

_PLAIN = (
    *("path", "member", "number", "title", "publisher", "published", "language", "kind", "text", "raw", "raw_start", "raw_end"),
    *("value_text", "low_text", "high_text", "vague", "unit", "currency_source", "modifier", "per", "direction", "subject"),
    *("metric", "concept", "scope", "basis", "period", "rule", "quote"),
)


class QuestionError(ValueError):
    """A question that cannot be put; says why, and how to put it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for; what is None does not matter.

    `subject` is a name or an alias, or a pattern with ``*``; `metric` a concept (``revenue``), a word of one (营收), or the
    metric's own words, with ``*`` too; `period` the very period, `within` a period that it lies in; `source` a piece of the
    path, address, title or publisher; `currency` one of those that amounts are converted to.
    """

    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    within: str | None = None
    source: str | None = None
    kind: str | None = None
    currency: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact as the record states it, strings and all, and under `converted` the amount in the currency asked for."""

    plain: dict[str, Any]
    converted: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """One flat table: what is converted stands apart, under its own key."""
        return self.plain if self.converted is None else {**self.plain, "converted": self.converted}


def _pattern(text: str) -> str:
    """A pattern of SQL's LIKE, of one with ``*``."""
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("*", "%")


def _subject(subject: str, names: Mapping[str, str]) -> tuple[str, list[Any]]:
    if "*" in subject:
        return "subject_key like ? escape '\\'", [_pattern(folded(subject))]
    key = subject_key(subject) or ""
    keys = {key, *(one for one, other in names.items() if other == names.get(key, key))}
    return f"subject_key in ({', '.join('?' * len(keys))})", sorted(keys)


def _metric(metric: str) -> tuple[str, list[Any]]:
    key = folded(metric)
    if "*" in metric:
        return "lower(metric) like ? escape '\\'", [_pattern(key)]
    named = {found.key for table in metrics().by_word.values() if (found := table.get(key)) is not None}
    terms, values = ["concept = ?", "measure = ?", "measure = ?"], [key, key, "".join(key.split())]
    for concept in sorted(named & comparison().one):
        terms.append("concept = ?")
        values.append(concept)
    return f"({' or '.join(terms)})", values


def _span(period: str, option: str) -> tuple[date, date]:
    found = days(period)
    if found is None:
        raise QuestionError(f"{option} {period!r} is no period; write 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-01 or first/last")
    return found.first, found.last


def _conditions(question: Question, names: Mapping[str, str]) -> Iterator[tuple[str, list[Any]]]:
    """Conditions of SQL with their parameters."""
    if question.subject is not None:
        yield _subject(question.subject, names)
    if question.metric is not None:
        yield _metric(question.metric)
    if question.period is not None:
        yield "period_first = ? and period_last = ?", [*_span(question.period, "--period")]
    if question.within is not None:
        yield "period_first >= ? and period_last <= ?", [*_span(question.within, "--within")]
    if question.source is not None:
        parts = " or ".join(f"contains(lower(coalesce({name}, '')), ?)" for name in ("path", "url", "title", "publisher"))
        yield f"({parts})", [folded(question.source)] * 4
    if question.kind is not None:
        yield "kind = ?", [question.kind]


def _names(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The keys of subjects that articles say are one."""
    return joined(db.table("names").select("one", "other").fetchall())


def ask(db: duckdb.DuckDBPyConnection, question: Question) -> list[Answer]:
    """The facts that answer, by subject, metric and period. Raises `QuestionError` for what is no question."""
    codes = comparison().currencies
    if question.currency is not None and question.currency not in codes:
        raise QuestionError(f"amounts are converted to {', '.join(codes)}, not to {question.currency}")
    terms = list(_conditions(question, _names(db)))
    columns = [*_PLAIN, *([] if question.currency is None else [f"in_{question.currency.lower()}"])]
    where = " and ".join(term for term, _ in terms) or "true"
    limit = "" if question.limit is None else f"limit {question.limit:d}"
    order = "subject_key nulls last, coalesce(concept, metric) nulls last, period_last nulls last, path, member, number"
    statement = f"select {', '.join(columns)} from facts where {where} order by {order} {limit}"  # noqa: S608 - own words only
    found = db.execute(statement, [value for _, values in terms for value in values]).fetchall()
    answers = []
    for row in found:
        plain = dict(zip(_PLAIN, row, strict=False))
        answers.append(Answer(plain, None if question.currency is None else _amount(row[len(_PLAIN)], question.currency)))
    return answers


def _amount(amount: dict[str, Any] | None, currency: str) -> dict[str, Any] | None:
    """The amount in another currency as JSON says it: numbers as decimal strings, dates in ISO 8601."""
    if amount is None:
        return None
    said: dict[str, Any] = {"currency": currency}
    for name, value in amount.items():
        if isinstance(value, Decimal):
            said[name] = f"{value.normalize():f}" if value else "0"
        else:
            said[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return said


def chosen(db: duckdb.DuckDBPyConnection, subject: str | None, metric: str | None) -> frozenset[tuple[str, str, int]] | None:
    """The places (path, member, number) of the figures of a subject and a metric; None where all are meant."""
    if subject is None and metric is None:
        return None
    terms = list(_conditions(Question(subject=subject, metric=metric), _names(db)))
    where = " and ".join(term for term, _ in terms)
    statement = f"select path, coalesce(member, ''), number from facts where {where}"  # noqa: S608 - own words only
    return frozenset(db.execute(statement, [value for _, values in terms for value in values]).fetchall())
