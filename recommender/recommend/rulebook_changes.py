"""The use case: which learners does a change between two rule books touch, and by how many credits?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from recommender.catalogue import Catalogue
from recommender.errors import Erased, NotFound, Quarantined
from recommender.explanation.changes import Change
from recommender.ledger import LedgerReader
from recommender.ledger.reading import read_record
from recommender.ledger.record import Record
from recommender.planning import Audit, GoalRef, PlanRequest, make_audit
from recommender.planning.standing import RequirementStatus
from recommender.recommend.rulebook_reach import Comparison
from recommender.recommend.view import Json
from recommender.vocabulary import LearnerId, QualificationId, format_units

Told = Callable[[str, int, int], None]
PAGE = 500
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change does to one learner's goal; remaining study in units, None where there is no answer."""

    learner: str
    goal: str
    reason: str
    """`version_changed` where the text of the version differs, else `audit_changed`."""
    before: int | None
    after: int | None
    status_before: str
    status_after: str

    @property
    def difference(self) -> int | None:
        """How much more remains; less is negative."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Affected:
    """The learners that a change touches, and those whose account could not be read."""

    effects: tuple[Effect, ...]
    looked_at: int
    left_out: tuple[tuple[str, str], ...]


def affected(comparison: Comparison, ledger: LedgerReader, day: date, told: Told) -> Affected:
    """Audit every learner whose goal the change can matter for, under the old rules and the new ones."""
    everyone = list(_everyone(ledger))
    found: list[Effect] = []
    left_out: list[tuple[str, str]] = []
    for place, learner in enumerate(everyone):
        told("auditing", place, len(everyone))
        try:
            found += _effects(comparison, read_record(ledger, learner, day))
        except (Erased, NotFound, Quarantined) as wrong:
            left_out.append((learner, str(wrong)))
    told("auditing", len(everyone), len(everyone))
    return Affected(tuple(found), len(everyone), tuple(left_out))


def _everyone(ledger: LedgerReader) -> Iterator[LearnerId]:
    after: LearnerId | None = None
    while page := ledger.learners(PAGE, after):
        yield from page
        after = page[-1]


def _effects(comparison: Comparison, record: Record) -> Iterator[Effect]:
    """One for each enrolment without an award that is on a changed version, or whose audit is another one."""
    awarded = {award.qualification for award in record.awards}
    for goal in dict.fromkeys((one.qualification, one.year) for one in record.enrolments):
        key = f"{goal[0]}@{goal[1]}"
        if goal[0] in awarded or not comparison.may_touch(key, record):
            continue
        before = _audited(comparison.old, record, *goal)
        after = _audited(comparison.new, record, *goal)
        direct = comparison.version_changed(key)
        if direct or _seen(before) != _seen(after):
            yield Effect(
                record.learner,
                key,
                "version_changed" if direct else "audit_changed",
                _remaining(before),
                _remaining(after),
                _status(before),
                _status(after),
            )


def _audited(catalogue: Catalogue, record: Record, goal: QualificationId, year: str) -> Audit | None:
    """The audit; None where the catalogue has no such version."""
    try:
        return make_audit(catalogue, record, PlanRequest((GoalRef(goal, year),), record.as_of))
    except NotFound:
        return None


def _answered(audit: Audit | None) -> bool:
    return audit is not None and bool(audit.goals)


def _remaining(audit: Audit | None) -> int | None:
    return audit.remaining_units if audit is not None and _answered(audit) else None


def _status(audit: Audit | None) -> str:
    if audit is None:
        return UNANSWERED
    return audit.goals[0].requirements.status if audit.goals else audit.status.value


def _seen(audit: Audit | None) -> object:
    """What a learner would see of an audit: amounts and the status of every requirement."""
    if audit is None or not audit.goals:
        return _status(audit)
    goal = audit.goals[0]
    return (
        audit.remaining_units,
        goal.granted_units,
        goal.available_units,
        tuple(_statuses(goal.requirements)),
        tuple((one.limit, one.satisfied) for one in goal.limits),
    )


def _statuses(status: RequirementStatus) -> Iterator[tuple[str, str]]:
    yield status.node, status.status
    for child in status.children:
        yield from _statuses(child)


def changes_json(found: Iterable[Change]) -> list[Json]:
    """Changes as plain data."""
    return [
        {
            "kind": one.kind,
            "id": one.id,
            "change": one.what,
            "before_hash": one.before_hash,
            "after_hash": one.after_hash,
            "clauses": [
                {
                    "key": clause.key,
                    "before": None if clause.before is None else dict(clause.before),
                    "after": None if clause.after is None else dict(clause.after),
                }
                for clause in one.clauses
            ],
        }
        for one in found
    ]


def affected_json(found: Affected) -> Json:
    """Effects as plain data; credit as exact text, the sum over those that have an answer on both sides."""
    known = [one.difference for one in found.effects if one.difference is not None]
    return {
        "looked_at": found.looked_at,
        "learners": len({one.learner for one in found.effects}),
        "more": amount(sum(value for value in known if value > 0)),
        "less": amount(sum(-value for value in known if value < 0)),
        "effects": [
            {
                "learner": one.learner,
                "goal": one.goal,
                "reason": one.reason,
                "before": {"status": one.status_before, "remaining": _text(one.before)},
                "after": {"status": one.status_after, "remaining": _text(one.after)},
                "difference": _text(one.difference),
            }
            for one in found.effects
        ],
        "left_out": [{"learner": learner, "reason": reason} for learner, reason in found.left_out],
    }


def _text(units: int | None) -> str | None:
    return None if units is None else amount(units)


def amount(units: int) -> str:
    """Credit as exact text, with its sign."""
    return f"-{format_units(-units)}" if units < 0 else format_units(units)
