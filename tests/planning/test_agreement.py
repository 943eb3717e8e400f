"""Audit and planning agree on what is satisfied: a plan that was carried out to the letter leaves nothing open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings

from recommender.ledger.record import Granted, GrantedOutput, Record, Result
from recommender.planning import make_audit, make_plan
from recommender.planning.plan import Application, Plan, Status
from recommender.planning.request import GoalRef, PlanRequest
from recommender.planning.standing import RequirementStatus
from recommender.rules.outputs import CreditOutput, ElectiveOutput, ExemptionOutput, PrerequisiteOutput
from recommender.vocabulary import EntryId, QualificationId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import catalogue, count, item, qualification, record, request, result, rule

ANY = Family(
    items=(3, 5),
    leaves=(1, 2),
    limits=(0, 2),
    rules=(0, 2),
    prerequisites=3,
    seasons=3,
    ledger=4,
    conditions=3,
)


def carried_out(world: Tiny, plan: Plan) -> tuple[Record, PlanRequest]:
    """The record and the request on the day after everything that the plan asks for has happened."""
    ends = [term.end for term in plan.terms]
    day = max([world.record.as_of, *ends]) + timedelta(days=1)
    results = tuple(
        Result(
            EntryId(f"new-{step.item}"),
            step.item,
            world.catalogue.items[step.item].units_most,
            world.catalogue.items[step.item].scheme,
            step.needs_grade[-1] if step.needs_grade else None,
            plan.terms[step.term].end,
        )
        for step in plan.steps
    )
    granted = tuple(_granted(world, plan, one, day) for one in plan.applications)
    later = replace(
        world.record,
        as_of=day,
        results=(*world.record.results, *results),
        granted=(*world.record.granted, *granted),
        in_progress=(),
        applied=(),
    )
    goals = tuple(GoalRef(QualificationId(one.qualification), one.year) for one in plan.goals)
    return later, replace(world.request, goals=goals, as_of=day)


def _granted(world: Tiny, plan: Plan, one: Application, day: date) -> Granted:
    """The recognition as the ledger would hold it, with every output given in the amount that the plan counts."""
    rule = world.catalogue.rules[one.rule]
    units = {(row.goal, row.key): row.units for row in plan.claims}
    outputs = []
    for number, output in rule.given(one.option):
        amount = units.get((one.goal, f"out:{rule.id}#{number}"), 0)
        match output:
            case CreditOutput(item):
                opens = output.prerequisite
                outputs.append(GrantedOutput(item, amount, plan.scheme, prerequisite=opens))
            case ElectiveOutput():
                look = (output.kind, output.subject, output.level, tuple(sorted(output.tags)))
                outputs.append(GrantedOutput(None, amount, plan.scheme, *look))
            case ExemptionOutput(item):
                outputs.append(GrantedOutput(item, 0, plan.scheme, type="exemption"))
            case PrerequisiteOutput(item):
                outputs.append(GrantedOutput(item, 0, plan.scheme, type="prerequisite"))
            case _:
                raise AssertionError(output)
    sources = tuple(EntryId(_entry(key)) for key in one.sources)
    decided = min(day, world.record.as_of if one.after_term is None else plan.terms[one.after_term].end)
    return Granted(
        EntryId(f"g-{one.goal}-{rule.id}"),
        rule.id,
        "1",
        rule.recogniser,
        sources,
        tuple(outputs),
        decided,
        rule.agreement,
        rule.reuse,
    )


def _entry(key: str) -> str:
    kind, _, rest = key.partition(":")
    return rest if kind == "held" else f"new-{rest}"


def open_nodes(root: RequirementStatus) -> Iterable[str]:
    """Requirements that are not met by what is granted; below one that is met nothing is asked."""
    if root.status != "met":
        yield root.node
        for child in root.children:
            yield from open_nodes(child)


def left_open(world: Tiny, plan: Plan) -> tuple[int, list[str], list[str]]:
    """What an audit after the plan still finds missing: credit, requirements, limits."""
    later, asked = carried_out(world, plan)
    audit = make_audit(world.catalogue, later, asked)
    nodes = [node for goal in audit.goals for node in open_nodes(goal.requirements)]
    limits = [one.limit for goal in audit.goals for one in goal.limits if not one.satisfied]
    return audit.remaining_units, nodes, limits


def test_a_plan_with_a_recognition_leaves_nothing_open() -> None:
    goal = qualification(count("core", 2, "a", "b"), 6)
    bank = catalogue([goal], [item("a"), item("b"), item("x")], [rule("r", ["x"], "a")])
    world = Tiny(bank, record(result("x")), request())
    plan = make_plan(bank, world.record, world.request)
    assert ([step.item for step in plan.steps], [one.rule for one in plan.applications]) == (["b"], ["r"])
    assert left_open(world, plan) == (0, [], [])
    assert left_open(world, replace(plan, steps=()))[0] > 0


@settings(max_examples=worlds(300))
@given(tiny_worlds(ANY))
def test_a_plan_that_is_carried_out_leaves_nothing_open(world: Tiny) -> None:
    plan = make_plan(world.catalogue, world.record, world.request)
    assume(plan.status is Status.OPTIMAL)
    assert left_open(world, plan) == (0, [], [])


@settings(max_examples=worlds(300))
@given(tiny_worlds(ANY))
def test_where_the_audit_finds_nothing_missing_the_plan_has_no_step_of_study(world: Tiny) -> None:
    audit = make_audit(world.catalogue, world.record, world.request)
    assume(audit.status is Status.OPTIMAL)
    done = audit.remaining_units == 0 and all(one.satisfied for goal in audit.goals for one in goal.limits)
    done = done and all(goal.requirements.status in ("met", "met_if_granted") for goal in audit.goals)
    plan = make_plan(world.catalogue, world.record, world.request)
    free = not any(step.why == "in_progress" for step in plan.steps) and not world.request.pins
    assume(plan.status is Status.OPTIMAL and free)
    if done:
        assert plan.length == 0
    elif plan.length == 0:
        # A milestone, or a recognition whose day has not come, is no study and is still to come.
        assert plan.steps or any(one.after_term is not None for one in plan.applications)
