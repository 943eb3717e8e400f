"""Does the planner find the published optima, each proven by two solvers, under the simplifications of the cases?

The simplifications (they are not the semantics of the product) are made here, by changing the imported catalogue:
confident prerequisites only, clauses of unknown courses dropped, mixed decisions unused, new study at the awarding
institution only. Three more are not in the text that comes with the cases, and follow from their optima: tracks and
corequisites are left out, and a course of no credit is no member of a "any course of this subject".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.planner.acbs import acbs_catalogue, acbs_request
from benchmarks.planner.learners import AS_OF, record_of
from benchmarks.planner.task import Task
from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.errors import Unreadable
from recommender.planning import GoalRef, Plan, PlanRequest, make_plan
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import NOTHING
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.vocabulary import InstitutionId, ItemId, QualificationId


@dataclass(frozen=True, slots=True)
class Reproduced:
    """One case with its published optimum, in units, and our answer."""

    case: str
    optimum: int
    plan: Plan
    seconds: float

    @property
    def agrees(self) -> bool:
        """The same length, with no tolerance."""
        return self.plan.status == "optimal" and self.plan.length == self.optimum


def reproduce(folder: Path, rpi: Catalogue, family: str = "") -> Iterator[Reproduced]:
    """Answer every case of the folder, or those of one family; `rpi` is the imported catalogue."""
    for task in published(folder, rpi, family):
        assert task.optimum is not None
        start = process_time()
        plan = make_plan(task.catalogue, task.record, task.request)
        yield Reproduced(task.name, task.optimum, plan, process_time() - start)


def published(folder: Path, rpi: Catalogue, family: str = "") -> Iterator[Task]:
    """The cases as questions to the planner, each with its optimum."""
    simple, acbs = simplified(rpi), None
    for case in document(folder / "cases.json"):
        if family and case["family"] != family:
            continue
        if case["family"] == "rpi":
            catalogue, request = simple, _request(case)
            held = [ItemId(item.replace(":", "/", 1)) for item in case["holdings"]]
            optimum = case["optimum_quarter_credits"] * 150
        else:
            acbs = acbs or acbs_catalogue(document(folder / "acbs_like_instance.json"))
            catalogue, request = acbs, acbs_request(acbs, case["holdings"])
            held = [ItemId(item) for item in case["holdings"]]
            optimum = case["optimum_half_credits"] * 300
        record = replace(record_of(catalogue, "case", held), as_of=request.as_of)
        yield Task(case["case_id"], catalogue, record, request, optimum)


def document(file: Path) -> Any:
    """What is in a JSON file of the folder."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(file)) from None


def _request(case: dict[str, Any]) -> PlanRequest:
    goal = QualificationId(case["target_award"].replace(":", "/", 1))
    home = frozenset({InstitutionId(goal.split("/")[0])})
    return PlanRequest((GoalRef(goal),), AS_OF, objectives=("length",), institutions=home)


def simplified(catalogue: Catalogue) -> Catalogue:
    """The imported catalogue as the cases understand it."""
    taught = {item.id for item in catalogue.items.values() if item.studyable}
    rules = {rule.id: kept for rule in catalogue.rules.values() if (kept := _unmixed(rule, taught))}
    degrees = {
        key: tuple(_without_tracks(version) for version in versions)
        for key, versions in catalogue.qualifications.items()
    }
    items = {item.id: _simple(item) for item in catalogue.items.values()}
    version = f"{catalogue.version}-simplified"
    return replace(catalogue, version=version, items=items, rules=rules, qualifications=degrees)


def _simple(item: Item) -> Item:
    """Without corequisites; without credit, without the subject that wildcards look at."""
    return replace(item, corequisites=NOTHING, subject=item.subject if item.units_most else None)


def _unmixed(rule: Recognition, taught: set[ItemId]) -> Recognition | None:
    """The rule as published, without targets that the catalogue lacks; nothing of a mixed one."""
    named = [output for output in rule.outputs if isinstance(output, CreditOutput)]
    if rule.is_refusal or (named and any(isinstance(output, ElectiveOutput) for output in rule.outputs)):
        return None
    outputs = tuple(o for o in rule.outputs if isinstance(o, ElectiveOutput) or o.item in taught)
    return replace(rule, outputs=outputs) if outputs else None


def _without_tracks(version: Qualification) -> Qualification:
    root = version.requirement
    if isinstance(root, AllOf):
        root = replace(root, children=tuple(child for child in root.children if not isinstance(child, NOf)))
    return replace(version, requirement=root)


def table(rows: Iterable[Reproduced]) -> str:
    """One line a case, and how many agree."""
    found = list(rows)
    lines = [f"{'case':<14} {'published':>9} {'ours':>9} {'s':>6}"]
    for row in found:
        ours = "-" if row.plan.length is None else f"{row.plan.length / 600:g}"
        mark = "" if row.agrees else f"  DIFFERS ({row.plan.status})"
        lines.append(f"{row.case:<14} {row.optimum / 600:>9g} {ours:>9} {row.seconds:>6.2f}{mark}")
    lines.append(f"{sum(row.agrees for row in found)} of {len(found)} published optima reproduced")
    return "\n".join(lines)
