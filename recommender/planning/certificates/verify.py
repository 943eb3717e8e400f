"""Is a certificate right (D5)?

Everything is derived anew from the catalogue and the record in the file; no solver is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from recommender.catalogue.objects import Catalogue
from recommender.planning.certificates.form import Certificate
from recommender.planning.check.kernel import check
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Plan, Status


class Outcome(StrEnum):
    """What a certificate shows."""

    PROVEN = "proven"
    """The plan is valid, and none is shorter."""
    NO_PATH = "no_path"
    """There is no valid plan at all."""
    BOUNDED = "bounded"
    """The plan is valid; how much shorter one may be, its bound says."""
    CLAIMED = "claimed"
    """The plan is valid; that none is shorter is the solver's word."""
    NO_PATH_CLAIMED = "no_path_claimed"
    """That there is no plan is the solver's word."""
    REFUSED = "refused"
    """Nothing is answered, so nothing is shown."""
    INVALID = "invalid"
    """A rule is broken, or the proof does not prove."""


CERTIFIED = frozenset({Outcome.PROVEN, Outcome.NO_PATH})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says."""

    outcome: Outcome
    same_catalogue: bool
    """False: it was written about another catalogue, or another version of it; all else is judged by the one here."""
    violations: tuple[Violation, ...] = ()

    @property
    def certified(self) -> bool:
        """Whether everything that it says has been shown."""
        return self.same_catalogue and self.outcome in CERTIFIED


def verify(catalogue: Catalogue, one: Certificate) -> Verdict:
    """The verdict on a certificate, by this catalogue."""
    about = one.versions.catalogue
    same = (about.id, about.version) == (catalogue.id, catalogue.version)
    found = (
        *_of_the_file(one),
        *check(catalogue, one.record, one.request, one.plan),
    )
    return Verdict(Outcome.INVALID if found else _outcome(one.plan), same, found)


def _of_the_file(one: Certificate) -> Iterator[Violation]:
    """The hashes that the file states are those of what it holds."""
    versions, plan = one.versions, one.plan
    stated = {"record": versions.record, "catalogue": versions.catalogue.version}
    digest = one.record.digest()
    if versions.record != digest:
        yield Violation(
            "certificate", "record", versions.record, f"is not the digest of the record, {digest}"
        )
    for name, hash_ in stated.items():
        said = plan.versions.get(name, hash_)
        if said != hash_:
            yield Violation(
                "certificate", name, said, f"is named by the plan, and {hash_} by the certificate"
            )
    if versions.goals != {goal.key: goal.hash for goal in plan.goals}:
        yield Violation("certificate", "goals", ", ".join(versions.goals), "are not the versions of the plan")


def _outcome(plan: Plan) -> Outcome:
    """What a plan claims that breaks no rule."""
    if plan.status is Status.REFUSED:
        return Outcome.REFUSED
    if plan.status is Status.INFEASIBLE:
        return Outcome.NO_PATH_CLAIMED if plan.proof is None else Outcome.NO_PATH
    first = plan.levels[0]  # the checker has seen that there is one, and what of it is certified
    if first.proof == "certified" and first.lower_bound == first.value:
        return Outcome.PROVEN
    return Outcome.CLAIMED if plan.status is Status.OPTIMAL else Outcome.BOUNDED
