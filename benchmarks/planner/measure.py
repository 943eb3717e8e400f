"""How long does one plan take, what does it say, and what does its certificate cost to check?"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from time import monotonic, perf_counter, process_time

from benchmarks.planner.task import Task
from recommender.planning import Plan, make_plan
from recommender.planning.certificate import proof_data
from recommender.planning.check.certified import check_proof
from recommender.planning.prove.certify import certify
from recommender.planning.prove.prover import SECONDS, prover_of


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the proof of one answer weighs, and whether it holds."""

    bytes: int
    """As it is sent: JSON, gzip."""
    leaves: int
    check_ms: float
    verified: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """One question and its answer; milliseconds of the processor and of the clock."""

    task: Task
    plan: Plan
    cpu_ms: float
    wall_ms: float
    cold: bool
    """Whether it is the first plan for its goals in its family; another family may have planned for them before."""
    certificate: Certificate | None = None
    length_ms: float | None = None
    """The same question once more, for the least length alone; None where the answer claims nothing."""

    @property
    def claims(self) -> bool:
        """Whether the answer claims what a proof could show: a least length, or that there is no path."""
        return self.plan.status in ("optimal", "infeasible")

    @property
    def certified(self) -> bool:
        """Whether the answer carries the proof."""
        return self.claims and self.certificate is not None

    @property
    def reproduced(self) -> bool | None:
        """Whether it has the proven optimum, with no tolerance; None: nobody has proven one."""
        if self.task.optimum is None:
            return None
        return self.plan.status == "optimal" and self.plan.length == self.task.optimum


def measure(task: Task, cold: bool) -> Timed:
    """Make the plan: all of `make_plan`, checker included; then look at its certificate apart."""
    wall, cpu = perf_counter(), process_time()
    plan = make_plan(task.catalogue, task.record, task.request)
    cpu_ms, wall_ms = (process_time() - cpu) * 1000, (perf_counter() - wall) * 1000
    found = Timed(task, plan, cpu_ms, wall_ms, cold, _weigh(task, plan))
    return replace(found, length_ms=_length_ms(task)) if found.claims else found


def _weigh(task: Task, plan: Plan) -> Certificate | None:
    """The proof as it is sent, checked once more by the product's verifier."""
    if plan.proof is None:
        return None
    sent = json.dumps(proof_data(plan.proof), sort_keys=True, separators=(",", ":")).encode()
    record = task.record.passing(task.catalogue.grade_schemes, task.catalogue.valid_years)
    cpu = process_time()
    verified = not check_proof(task.catalogue, record, task.request, plan)
    took = (process_time() - cpu) * 1000
    return Certificate(len(gzip.compress(sent, mtime=0)), plan.proof.leaves, took, verified)


def making_ms(row: Timed) -> float:
    """How long its proof takes to find, alone, in milliseconds of the processor."""
    task, first = row.task, row.plan.levels[:1]
    record = task.record.passing(task.catalogue.grade_schemes, task.catalogue.valid_years)
    bare = replace(row.plan, proof=None, levels=tuple(replace(one, proof="solver") for one in first))
    cpu = process_time()
    certify(bare, prover_of(task.catalogue, record, task.request, monotonic() + SECONDS))
    return (process_time() - cpu) * 1000


def _length_ms(task: Task) -> float:
    """How long the same question takes when only the length is asked for, as peers are: all of it, in milliseconds."""
    asked = replace(task.request, objectives=("length",))
    cpu = process_time()
    make_plan(task.catalogue, task.record, asked)
    return (process_time() - cpu) * 1000
