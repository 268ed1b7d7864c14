"""Whose a figure is by the grammar of its sentence: the subject of its clause, else that of the clause before, which goes on.

A predicate noun, an object, the base of a comparison or a place behind 在 never takes over. What a later figure's own words have
found since is left to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.lexicon.metrics import metrics
from pipeline.stages.attribute.clauses.grammar import BODY, BOUND, NAME, NONE, OWNED, PLAIN, STOP
from pipeline.stages.attribute.subject.known import launched
from pipeline.stages.attribute.subject.meant import from_topic
from pipeline.stages.attribute.subject.possessing import placed
from pipeline.stages.attribute.subject.spoken import spoken
from pipeline.stages.attribute.subject.topics import topic
from pipeline.stages.attribute.subject.whose import recurring, stands

if TYPE_CHECKING:
    from pipeline.stages.attribute.clauses.grammar import Spoken
    from pipeline.stages.attribute.context import Context, Scene
    from pipeline.stages.attribute.proposal import Proposal
    from pipeline.stages.attribute.reading import Clause

__all__ = ["SUREST", "chained", "completed"]

_FAR: Final = 12
_OFTEN: Final = 3
_PIECES: Final = frozenset({"owner", "topic_open", "topic_plain", "topic"})
_DOES: Final = frozenset({"verb", "arrive", "rise", "fall", "relate", "compare", "have", "prep", "report", "metric"})
_BODY: Final = "body"
_SIZES: Final = frozenset({"money", "measure"})
_NOBODY: Final = ("people", "offices", "relational", "bodies")
_TAKEN_UP: Final = 80
SUREST: Final = 81
"""The most that a subject by grammar weighs."""


def chained(context: Context, scene: Scene) -> list[Proposal]:
    """The subject of the figure's clause by grammar, its own or that of the clause before it that goes on."""
    clause = scene.clause
    own = spoken(context, clause, context.answers[scene.index].metric or "")
    if own.said and own.start >= scene.start and not own.grammar.shared:
        own = own._replace(kind=NONE)
    if own.said and _tells(context, own) and topic(context, clause) is None:
        return []
    if own.said:
        return _proposed(context, own, clause, _own(context, scene, own))
    if own.kind == STOP:
        return []
    for other in scene.sentence.before(clause, _FAR):
        if other.host is not None:
            continue
        said = spoken(context, other)
        if said.said:
            weight = _onward(context, scene, other, said)
            taken = (own.kind == BOUND and said.words.endswith(own.words)) or (own.kind == OWNED and said.kind == NAME)
            return _proposed(context, said, other, _TAKEN_UP if weight and taken else weight)
        if said.kind == STOP:
            break
    return []


def _tells(context: Context, own: Spoken) -> bool:
    """Whether whom a clause speaks of is a body that publishes statistics."""
    named = context.found.forms.get(own.words)
    return named is not None and named.kind == _BODY


def _proposed(context: Context, said: Spoken, clause: Clause, weight: int) -> list[Proposal]:
    """Whom a clause speaks of, as a proposal; none where that weighs nothing."""
    made = from_topic(context, (said.words, said.entity, said.start, said.end), (weight, "chain"), clause) if weight else []
    return [one._replace(rule=f"chain_{said.kind}", weight=weight) for one in made if one.value]


def _own(context: Context, scene: Scene, said: Spoken) -> int:
    """How much the subject of a figure's own clause weighs."""
    cues = context.reading.cues
    if said.grammar.shared:
        return 58
    if said.grammar.sited and said.kind in {NAME, BODY}:
        return SUREST
    if said.kind == NAME:
        return 72
    acts = _acts(context, scene.clause, said)
    if said.kind == BODY:
        return 70 if cues.of("works").end(said.words) else 46 if _generic(context, said) else 72 if acts else 65
    return 69 if acts else 51 if _stands(context, scene.clause, said) else 0


def _onward(context: Context, scene: Scene, clause: Clause, said: Spoken) -> int:
    """How much the subject of an earlier clause weighs: nothing where a figure since had its own, or it brings out a product."""
    cues, last = context.reading.cues, context.answers.get(scene.index - 1)
    since = context.reading.clause_of.get(scene.index - 1, -1) >= clause.number
    if (last is not None and since and not last.base) or (scene.figure.kind in _SIZES and launched(context, clause)):
        return 0
    if said.kind == NAME:
        return 68 if said.words in cues.of("places") or cues.of("areas").end(said.words) else 66
    if said.kind == BODY:
        return 66 if cues.of("works").end(said.words) else 46 if _generic(context, said) else 62
    return 64 if _acts(context, clause, said) else 56 if _stands(context, clause, said) else 0


def _generic(context: Context, said: Spoken) -> bool:
    """Whether a measured thing may be anybody's, where a company leads the article: it is a cue or has no place before it."""
    return context.found.gated and said.measured and (said.words in context.reading.cues.roles or not placed(said.words, context))


def _acts(context: Context, clause: Clause, said: Spoken) -> bool:
    """Whether a thing gets something done or makes it known (夸父炸串|完成融资), as a company does; no person of one."""
    cues = context.reading.cues
    if said.measured or any(cues.of(role).end(said.words) for role in _NOBODY):
        return False
    does = (word.text for word in clause.between(said.end, len(clause.text)) if word.roles & {"verb", "report", "have", "arrive"})
    first = next(does, "")
    return first in cues.of("done_verbs") or first in cues.of("announce")


def _stands(context: Context, clause: Clause, said: Spoken) -> bool:
    """Whether a plain thing is what a clause speaks of, where no company leads the article: what it measures is the company's."""
    if context.found.gated:
        return False
    return stands(context, clause, said.start, said.end) or (not said.measured and said.grammar.predicate in {"verb", "have"})


def completed(context: Context, scene: Scene, one: Proposal) -> Proposal:
    """A proposal of a piece of what the figure's clause speaks of (猪牛羊|禽肉) is of all of it.

    A name, what the title has or the article takes up again and again stays as it is.
    """
    if one.rule not in _PIECES:
        return one
    metric, cues = context.answers[scene.index].metric or "", context.reading.cues
    said = spoken(context, scene.clause, metric)
    words, value = said.words, one.value
    if not said.said or value == words or said.start >= scene.start:
        return one
    if words in value and any((pair[0] in value) != (pair[1] in value) for pair in cues.of("quotes")):
        return one._replace(value=words)
    if said.kind not in {BODY, PLAIN}:
        return one
    at, title = words.find(value), context.reading.document.metadata.title or ""
    entity = context.found.forms.get(value)
    known = entity is not None and (entity.kind != "topic" or entity is context.found.lead)
    if at < 0 or known or value in cues.of("places") or cues.of("regions").end(value) or (value in title and words not in title):
        return one
    before, behind = words[:at], words[at + len(value) :]
    return one if _more(context, before, behind, metric) or recurring(context, value) >= _OFTEN else one._replace(value=words)


def _more(context: Context, before: str, behind: str, metric: str) -> bool:
    """Whether words around a thing say more than which one it is: how it is measured, what it does, whose it is."""
    cues = context.reading.cues
    if behind and (behind + metric).lower() in metrics().by_word.get(context.reading.language, {}):
        return True
    if any(cues.of(role).end(behind) for role in ("opener", "manner", "tails")):
        return True
    if any(cues.of(role).end(before) for role in ("appositions", "lead_particles")) or any(
        sign in piece for sign in cues.of("of") for piece in (before, behind)
    ):
        return True
    return any(word.roles & _DOES and "nominal" not in word.roles for piece in (before, behind) for word in cues.scan(piece))
