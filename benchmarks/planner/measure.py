"""How long does one plan take, what does it say, and what does its certificate cost to check?"""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

from benchmarks.planner.task import Task
from recommender.planning import Plan, make_plan

CERTIFIED = "certified"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the proof of one plan weighs, and whether it holds."""

    bytes: int
    """As it is sent: JSON, gzip."""
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
    """Whether it is the first plan for its goals in this run."""
    certified: bool = False
    certificate: Certificate | None = None

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
    certified = bool(plan.levels) and plan.levels[0].proof == CERTIFIED
    certificate = getattr(plan, "certificate", None)
    weighed = None if certificate is None else _weigh(task, plan, certificate)
    return Timed(task, plan, cpu_ms, wall_ms, cold, certified, weighed)


def _weigh(task: Task, plan: Plan, certificate: Any) -> Certificate:
    sent = json.dumps(certificate.to_json(), sort_keys=True, separators=(",", ":")).encode()
    check = verifier()
    cpu = process_time()
    verified = check is not None and check(task, plan)
    return Certificate(len(gzip.compress(sent, mtime=0)), (process_time() - cpu) * 1000, verified)


def verifier() -> Callable[[Task, Plan], bool] | None:
    """The product's own verifier of certificates; None where this version has none."""
    try:
        module = importlib.import_module("recommender.planning.check.certificate")
    except ModuleNotFoundError:
        return None
    verify = module.verify
    return lambda task, plan: not verify(task.catalogue, task.record, task.request, plan)
