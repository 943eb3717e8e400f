"""Single changes of a valid plan, each with what is known of the result: valid, invalid, or only the checker knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from recommender.planning.plan import Application, ClaimRow, Plan, Standing, Status
from recommender.rules.claims import FREE
from recommender.vocabulary import Grade, ItemId, NodeId, RuleId
from tests.planning.check.case import Case, Mutant, changed, listed, without
from tests.planning.check.judge import Judge
from tests.planning.check.judged import (
    a_claim_left_out,
    a_claim_moved,
    a_step_moved_in_time,
    an_item_exchanged,
    two_claims_exchanged,
)
from tests.planning.strategies import Tiny


def mutants(tiny: Tiny, plan: Plan, chance: Random) -> Iterator[tuple[str, Plan, bool | None]]:
    """Every kind of mutation that the plan has something for, once; a change that changes nothing is left out."""
    case = Case(tiny, plan, chance, Judge(tiny))
    for mutate in MUTATIONS:
        for other, valid in mutate(case):
            if other != plan:
                yield mutate.__name__, other, valid


# -- amounts and words: each is recomputed, so no change of them is valid ------------------------------------------


def other_units_of_a_claim(case: Case) -> Iterator[Mutant]:
    for row in case.plan.claims:
        units = row.units + case.chance.choice((-600, -1, 1, 600))
        yield replace(case.plan, claims=changed(case.plan.claims, row, units=units)), False


def other_words_of_a_claim(case: Case) -> Iterator[Mutant]:
    for row in case.plan.claims:
        standing = case.chance.choice(sorted(set(Standing) - {row.standing}))
        for change in (
            {"standing": standing},
            {"rule": RuleId("r-none")},
            {"item": ItemId("i-none")},
            {"goal": "degree@1999"},
            {"key": f"{row.key}9"},
            {"place": NodeId("nowhere")},
        ):
            yield replace(case.plan, claims=changed(case.plan.claims, row, **change)), False


def other_amounts_of_a_step(case: Case) -> Iterator[Mutant]:
    for step in case.plan.steps:
        more = case.chance.choice((-600, -1, 1, 600))
        for change in (
            {"units": step.units + more},
            {"fee": 7},
            {"why": case.chance.choice(sorted({"new", "pinned", "in_progress"} - {step.why}))},
            {"needs_grade": (*step.needs_grade, Grade("percent", "99"))},
        ):
            yield replace(case.plan, steps=changed(case.plan.steps, step, **change)), False
        exact = case.tiny.catalogue.items[step.item].study_units is not None
        longer = replace(step, study_units=step.study_units + abs(more))
        shorter = replace(step, study_units=step.study_units - abs(more))
        for new, valid in ((shorter, False), (longer, False if exact else None)):
            steps = tuple(new if one is step else one for one in case.plan.steps)
            yield case.settled(replace(case.plan, steps=steps)), valid


def other_length(case: Case) -> Iterator[Mutant]:
    plan, more = case.plan, case.chance.choice((1, 600))
    assert plan.length is not None
    first = replace(plan.levels[0], value=plan.length - more, lower_bound=plan.length - more)
    yield replace(plan, length=plan.length - more), False
    yield replace(plan, length=plan.length - more, lower_bound=plan.length - more), False
    shorter = (first, *plan.levels[1:])
    yield (
        replace(plan, length=plan.length - more, lower_bound=plan.length - more, levels=shorter),
        False,
    )
    yield replace(plan, lower_bound=plan.length + more), False
    yield replace(plan, levels=plan.levels[1:]), False
    others = set(Status) - {plan.status}
    yield replace(plan, status=case.chance.choice(sorted(others))), False


def other_version(case: Case) -> Iterator[Mutant]:
    for goal in case.plan.goals:
        for change in ({"hash": "f" * 12}, {"year": "1999"}, {"key": "degree@1999"}):
            yield replace(case.plan, goals=changed(case.plan.goals, goal, **change)), False


def other_terms(case: Case) -> Iterator[Mutant]:
    for term in case.plan.terms:
        for change in (
            {"start": term.start + timedelta(days=1)},
            {"end": term.end - timedelta(days=1)},
            {"season": "summer"},
            {"label": "2026-never"},
            {"units": term.units + 1},
            {"ordinal": term.ordinal + 1},
            {"items": (*term.items, ItemId("i-none"))},
        ):
            yield replace(case.plan, terms=changed(case.plan.terms, term, **change)), False


def other_applications(case: Case) -> Iterator[Mutant]:
    for one in case.plan.applications:
        pending = one.rule in {applied.rule for applied in case.tiny.record.applied}
        unwaiting = any(key.startswith("new:") for key in one.sources)
        for change, valid in (
            ({"rule": RuleId("r-none")}, False),
            ({"goal": "degree@1999"}, False),
            ({"sources": one.sources[1:]}, False),
            ({"sources": (*one.sources, "out:r0#0")}, False),
            ({"sources": (*one.sources[1:], "held:e-none")}, False),
            ({"outputs": (*one.outputs, f"out:{one.rule}#9")}, False),
            ({"standing": Standing.GRANTED}, False),
            ({"pending": not one.pending}, None if pending else False),
            ({"after_term": None}, False if unwaiting else None),
            ({"after_term": 99}, False),
        ):
            yield replace(case.plan, applications=changed(case.plan.applications, one, **change)), valid


# -- something is there twice, or not at all -----------------------------------------------------------------------


def doubled(case: Case) -> Iterator[Mutant]:
    for part in ("goals", "steps", "claims", "applications", "terms", "not_counted"):
        rows = getattr(case.plan, part)
        if rows:
            yield replace(case.plan, **{part: (*rows, case.chance.choice(rows))}), False
    for step in case.plan.steps:
        yield case.settled(replace(case.plan, steps=(*case.plan.steps, step))), False


def dropped(case: Case) -> Iterator[Mutant]:
    plan = case.plan
    yield from ((replace(plan, steps=without(plan.steps, step)), False) for step in plan.steps)
    yield from ((replace(plan, terms=without(plan.terms, term)), False) for term in plan.terms[:-1])
    used = {entry for granted in case.tiny.record.granted for entry in granted.sources}
    for row in plan.not_counted:
        entries = {result.entry for result in case.tiny.record.results} - used
        held = row.key.removeprefix("held:") in entries
        yield replace(plan, not_counted=without(plan.not_counted, row)), False if held else None
    for one in plan.applications:
        yield replace(plan, applications=without(plan.applications, one)), False if one.outputs else None
    yield from ((replace(plan, assumptions=without(plan.assumptions, one)), None) for one in plan.assumptions)


def a_step_left_out_with_all_that_rests_on_it(case: Case) -> Iterator[Mutant]:
    """A shorter plan with everything in order but the requirements: the hardest to see through."""
    for step in case.plan.steps:
        key = f"new:{step.item}"
        gone = {(one.goal, one.rule) for one in case.plan.applications if key in one.sources}
        claims = tuple(
            row
            for row in case.plan.claims
            if row.key != key and not (row.key.startswith("out:") and (row.goal, row.rule) in gone)
        )
        applications = tuple(one for one in case.plan.applications if (one.goal, one.rule) not in gone)
        freed = {key for one in case.plan.applications for key in one.sources if key.startswith("held:")}
        freed -= {key for one in applications for key in one.sources}
        freed -= {row.key for row in claims}
        smaller = replace(
            case.plan,
            steps=without(case.plan.steps, step),
            claims=claims,
            applications=applications,
            not_counted=(*case.plan.not_counted, *(listed(case, key) for key in sorted(freed))),
        )
        yield case.settled(smaller), False if step.study_units else None


def a_claim_more(case: Case) -> Iterator[Mutant]:
    """Credit out of nowhere: an output of a rule that is not applied, a result that is not held, a spent one."""
    goal = case.plan.goals[0].key
    for key in ("held:e-none", "new:i-none", "granted:g-none#0", "out:r-none#0", "held:", "*"):
        row = ClaimRow(goal, FREE, key, None, 600, Standing.GRANTED)
        yield replace(case.plan, claims=(*case.plan.claims, row)), False
    for rule in case.tiny.catalogue.rules.values():
        if any(one.rule == rule.id for one in case.plan.applications):
            continue
        row = ClaimRow(goal, FREE, f"out:{rule.id}#0", None, 600, Standing.AVAILABLE, rule.id)
        yield replace(case.plan, claims=(*case.plan.claims, row)), False


def an_application_more(case: Case) -> Iterator[Mutant]:
    """Of sources that are not there, or too few, or by another institution."""
    goal = case.judge.goals[0]
    for rule in case.tiny.catalogue.rules.values():
        if any(one.rule == rule.id for one in case.plan.applications):
            continue
        for sources in ((), tuple(f"held:e-{source.item}" for source in rule.sources[: rule.need])):
            one = Application(rule.id, goal.key, sources, (), Standing.AVAILABLE)
            yield replace(case.plan, applications=(*case.plan.applications, one)), False


MUTATIONS: tuple[Callable[[Case], Iterator[Mutant]], ...] = (
    other_units_of_a_claim,
    other_words_of_a_claim,
    other_amounts_of_a_step,
    other_length,
    other_version,
    other_terms,
    other_applications,
    doubled,
    dropped,
    a_step_left_out_with_all_that_rests_on_it,
    a_claim_left_out,
    a_claim_moved,
    two_claims_exchanged,
    a_step_moved_in_time,
    an_item_exchanged,
    a_claim_more,
    an_application_more,
)
