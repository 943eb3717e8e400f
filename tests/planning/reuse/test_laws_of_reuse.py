"""Whatever was planned before, an answer is the same; and nothing that is left out could change it (D5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.ledger.record import Record, Result
from recommender.planning import Plan, make_plan
from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.compile import compile_problem
from recommender.planning.make import answer
from recommender.planning.plan import Status
from recommender.planning.prove.certify import certify
from recommender.planning.prove.prover import prover_of
from recommender.planning.reuse.cache import PlanCache
from recommender.planning.reuse.question import question_of, state_key
from recommender.vocabulary import EntryId, LearnerId
from tests.counts import worlds
from tests.planning.drawing import Draw, Family
from tests.planning.kinds.every_kind import every_kind
from tests.planning.kinds.wide import wide_worlds
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import SCHOOL, item, mark

ANY = Family(
    items=(3, 5),
    leaves=(1, 2),
    limits=(0, 1),
    rules=(0, 2),
    prerequisites=3,
    seasons=3,
    lineages=2,
    ledger=3,
    conditions=3,
    goals=2,
)
DAYS = (date(2024, 6, 30), date(2025, 1, 15), date(2026, 6, 30))


@st.composite
def with_more(draw: st.DrawFn) -> Tiny:
    """A world of any kind, with more results in the record: of items that it has, and of some that fit nothing."""
    world = draw(st.one_of(tiny_worlds(ANY), wide_worlds(), every_kind()))
    pick = Draw(draw)
    spare = [item("z0", 3, SCHOOL), item("z1", 2, SCHOOL, kind="exam", studyable=False)]
    known = {**world.catalogue.items, **{one.id: one for one in spare}}
    results = [*world.record.results]
    for number in range(pick.number((1, 3))):
        one = pick.of(*spare, *world.catalogue.items.values())
        grade = pick.of(None, mark(60), mark(90), mark("B"))
        results.append(Result(EntryId(f"s{number}"), one.id, one.units, one.scheme, grade, pick.of(*DAYS)))
    record = replace(world.record, results=tuple(results))
    return Tiny(replace(world.catalogue, items=known), record, world.request)


def planned(world: Tiny, cache: PlanCache | None = None) -> Plan:
    return make_plan(world.catalogue, world.record, world.request, cache)


def renamed(record: Record, chance: Random) -> Record:
    """Another learner with as much, under other names."""
    names = {
        one.entry
        for rows in (record.results, record.granted, record.in_progress, record.applied)
        for one in rows
    }
    names |= {entry for one in (*record.granted, *record.applied) for entry in one.sources}
    names |= {entry for one in record.awards for entry in one.uses}
    order = chance.sample(sorted(names), len(names))
    new = {entry: EntryId(f"other{number}") for number, entry in enumerate(order)}
    return replace(
        record,
        learner=LearnerId("somebody-else"),
        position="later",
        results=tuple(replace(one, entry=new[one.entry]) for one in record.results),
        in_progress=tuple(replace(one, entry=new[one.entry]) for one in record.in_progress),
        granted=tuple(
            replace(one, entry=new[one.entry], sources=tuple(new[source] for source in one.sources))
            for one in record.granted
        ),
        applied=tuple(
            replace(one, entry=new[one.entry], sources=tuple(new[source] for source in one.sources))
            for one in record.applied
        ),
        awards=tuple(replace(one, uses=tuple(new[entry] for entry in one.uses)) for one in record.awards),
    )


@settings(max_examples=worlds(150))
@given(with_more())
def test_the_shared_form_has_the_answer_of_the_whole_record(world: Tiny) -> None:
    record = world.record.passing(world.catalogue.grade_schemes, world.catalogue.valid_years)
    prover = prover_of(world.catalogue, record, world.request, float("inf"))
    whole = certify(answer(world.catalogue, record, world.request, prover), prover)
    plan = planned(world)
    assert (plan.status, plan.length) == (whole.status, whole.length)
    assert [(one.objective, one.value) for one in plan.levels] == [
        (one.objective, one.value) for one in whole.levels
    ]
    assert plan.versions == whole.versions
    assert (plan.goals, plan.scheme) == (whole.goals, whole.scheme)
    if plan.status is not Status.OPTIMAL:
        assert {one.key: one for one in plan.not_counted} == {one.key: one for one in whole.not_counted}


def rows_of(world: Tiny, record: Record) -> Any:
    """All that a solver is asked about a record: its columns, and the rows that say anything; or why it is not."""
    goals = resolve_goals(world.catalogue, record, world.request)
    problem = build_problem(world.catalogue, record, world.request, goals)
    if problem.refusals or problem.impossible:
        return problem.refusals, problem.impossible
    model = compile_problem(problem, world.catalogue.grade_schemes, timed=False).model
    return model.columns, [row for row in model.rows if row.expr]


@settings(max_examples=worlds(150))
@given(with_more())
def test_the_solver_is_asked_the_same_of_the_shared_form(world: Tiny) -> None:
    """Given the record with nothing set aside and each result with its own day, then no column and no row is another.

    Which of equal plans is found may hang on less than that; so every question is planned in the shared form.
    """
    record = world.record.passing(world.catalogue.grade_schemes, world.catalogue.valid_years)
    asked = question_of(world.catalogue, record, world.request)
    days = {asked.names[one.entry]: one.completed for one in asked.record.results}
    kept = (one for one in record.results if one.entry in days)
    shared = replace(record, results=tuple(replace(one, completed=days[one.entry]) for one in kept))
    assert rows_of(world, shared) == rows_of(world, record)


@settings(max_examples=worlds(100))
@given(with_more(), st.integers(0, 99))
def test_an_answer_is_the_same_whatever_was_planned_before(world: Tiny, seed: int) -> None:
    cache = PlanCache()
    other = replace(world, record=renamed(world.record, Random(seed)))
    alone = planned(other)
    assert planned(world, cache) == planned(world)
    assert planned(other, cache) == alone
    assert planned(other, cache) == alone
    assert cache.reuse.dropped == 0
    items = [one.item for one in world.record.results]
    if len(set(items)) == len(items):  # of several attempts the names may say which is the later
        assert state_key(*_asked(world)) == state_key(*_asked(other))
        assert cache.reuse.hits == 2


@settings(max_examples=worlds(100))
@given(with_more(), st.data())
def test_a_result_that_is_in_no_key_is_only_told(world: Tiny, data: st.DataObject) -> None:
    record = world.record.passing(world.catalogue.grade_schemes, world.catalogue.valid_years)
    gone = data.draw(st.sampled_from(record.results)) if record.results else None
    if gone is None:
        return
    without = replace(record, results=tuple(one for one in record.results if one is not gone))
    one, other = (question_of(world.catalogue, some, world.request) for some in (record, without))
    if gone not in one.aside:
        return
    assert one.key == other.key
    plan, shorter = planned(world), planned(replace(world, record=without))
    told = tuple(row for row in plan.not_counted if row.key != f"held:{gone.entry}")
    assert replace(plan, not_counted=told, versions={}) == replace(shorter, versions={})


def _asked(world: Tiny) -> tuple[object, Record, object]:
    return world.catalogue, world.record, world.request
